"""How often 95 % intervals of alpha hold the true value, by simulation.

Each item has a true label, each annotator an own chance to see it; alpha's true value follows from
these chances without sampling. Counted is how often the bootstrap and the jackknife interval hold
it. With 2,000 samples a share has a standard error of half a percentage point, with 1,000 of .7.

Then claims come in articles that share labels, difficulty or an annotator's mistakes; counted is
how often the interval by article, and that by item, hold the alpha of all articles there could be.
Last a label of 5 %, which the published interval of nominal alpha bears badly.

Run: python benchmarks/coverage.py [items] [articles] [rare]
"""

import sys
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from stance.reliability import (
    Codes,
    CodeTable,
    Measurement,
    Sampling,
    alpha,
    bootstrap,
    by_article,
    jackknife,
    t_interval,
)
from stance.reliability.chance import alpha_se

SAMPLES = 2_000
#: Shares of the true labels.
SHARES = {"nominal": (0.6, 0.25, 0.1, 0.05), "ordinal": (0.15, 0.1, 0.1, 0.4, 0.25)}
SIZES = ((40, 5), (100, 3), (400, 3))


@dataclass(frozen=True, eq=False)
class World:
    """Where the samples come from.

    Attributes:
        level: nominal or ordinal.
        shares: of the true labels.
        seen: annotators × true label × label given, each row adding up to 1.
        missing: the chance that an annotator did not code an item.
    """

    level: str
    shares: np.ndarray
    seen: np.ndarray
    missing: float

    def truth(self) -> float:
        """Return alpha in the whole population."""
        people, n = len(self.seen), len(self.shares)
        given = np.einsum("t,gtk->gk", self.shares, self.seen)
        both = np.einsum("t,gtk,htl->ghkl", self.shares, self.seen, self.seen)
        pairs = both[~np.eye(people, dtype=bool)].mean(axis=0)
        pot = given.mean(axis=0)
        if self.level == "nominal":
            distance = 1.0 - np.eye(n)
        else:
            middle = np.cumsum(pot) - pot / 2
            distance = np.subtract.outer(middle, middle) ** 2
        return 1 - float((pairs * distance).sum() / (np.outer(pot, pot) * distance).sum())

    def sample(self, items: int, random: np.random.Generator) -> Codes:
        """Return the codes of so many items."""
        people, n = len(self.seen), len(self.shares)
        true = random.choice(n, items, p=self.shares)
        edges = self.seen.cumsum(axis=2)[:, true, :-1]
        labels = (random.random((people, items, 1)) > edges).sum(axis=2)
        annotator, item = np.nonzero(random.random((people, items)) >= self.missing)
        frame = {"item": item, "annotator": annotator, "label": labels[annotator, item]}
        return Codes.from_frame(pd.DataFrame(frame), range(n)).pairable()


def world(level: str, annotators: int, missing: float) -> World:
    """Return a world whose annotators differ in skill; rare and frequent labels."""
    if level == "nominal":
        shares = np.array(SHARES[level])
        skill = np.linspace(0.75, 0.95, annotators)[:, None, None]
        seen = np.where(np.eye(4, dtype=bool), skill, (1 - skill) / 3)
    else:
        shares = np.array(SHARES[level])
        steps = np.abs(np.subtract.outer(range(5), range(5)))
        seen = np.exp(-np.linspace(1.2, 1.8, annotators)[:, None, None] * steps)
        seen /= seen.sum(axis=2, keepdims=True)
    return World(level, shares, seen, missing)


def coverage(level: str, items: int, annotators: int, missing: float) -> tuple[float, ...]:
    """Return the true alpha, and coverage and mean width of bootstrap and jackknife."""
    source = world(level, annotators, missing)
    truth, random = source.truth(), np.random.default_rng(items + annotators)
    held, width = np.zeros(2), np.zeros(2)
    for seed in range(SAMPLES):
        patterns = CodeTable(source.sample(items, random)).counts
        statistic = alpha(patterns, Measurement(level))
        drawn = bootstrap([statistic], patterns.times, Sampling(seed=seed))[0].interval
        left_out = jackknife(statistic, patterns.times, 0.95).interval
        for i, interval in enumerate((drawn, left_out)):
            assert interval is not None
            held[i] += interval.low <= truth <= interval.high
            width[i] += interval.high - interval.low
    return (truth, *(held / SAMPLES), *(width / SAMPLES))


#: How many articles there are, and the kinds of articles and annotators: name, then what holds.
ARTICLES = (3, 5, 10, 20, 40)
KINDS: dict[str, frozenset[str]] = {
    "equal articles, nothing shared": frozenset({"equal"}),
    "unequal articles, nothing shared": frozenset(),
    "labels differ by article": frozenset({"mix"}),
    "difficulty differs by article": frozenset({"hard"}),
    "labels and difficulty differ": frozenset({"mix", "hard"}),
    "each annotator's skill differs by article": frozenset({"own"}),
    "annotators misread an article": frozenset({"misread"}),
    "all but difficulty, very unequal": frozenset({"mix", "own", "misread", "long"}),
}


def sizes_of(kind: frozenset[str], articles: int, random: np.random.Generator) -> np.ndarray:
    """Return how many claims each article has: ten on average."""
    if "equal" in kind:
        return np.full(articles, 10)
    if "long" in kind:
        return np.maximum(3, np.round(random.lognormal(2.0, 0.8, articles))).astype(int)
    return np.maximum(2, random.geometric(0.1, articles))


def skills_of(kind: frozenset[str], articles: int, random: np.random.Generator) -> np.ndarray:
    """Return how often each of three annotators sees the truth: articles × annotators."""
    if "hard" in kind:
        return np.repeat(0.4 + 0.6 * random.beta(1.5, 1.5, (articles, 1)), 3, axis=1)
    if "own" in kind:
        return 0.4 + 0.6 * random.beta(2.0, 1.0, (articles, 3))
    return np.tile(np.linspace(0.75, 0.95, 3), (articles, 1))


def coded_articles(
    level: str, kind: frozenset[str], articles: int, random: np.random.Generator
) -> Codes:
    """Return codes of three annotators on articles drawn at random; a fifth is not coded."""
    shares = np.array(SHARES[level])
    n_labels, sizes = len(shares), sizes_of(kind, articles, random)
    article = np.repeat(np.arange(articles), sizes)
    mix = (
        random.dirichlet(3.0 * shares, articles)
        if "mix" in kind
        else np.tile(shares, (articles, 1))
    )
    true = (random.random((len(article), 1)) > mix.cumsum(axis=1)[article, :-1]).sum(axis=1)
    shape = (len(article), 3)
    right = random.random(shape) < skills_of(kind, articles, random)[article]
    if level == "nominal":
        wrong = (true[:, None] + random.integers(1, n_labels, shape)) % n_labels
    else:
        step = random.choice([-2, -1, 1, 2], size=shape, p=[0.15, 0.35, 0.35, 0.15])
        wrong = np.clip(true[:, None] + step, 0, n_labels - 1)
    labels = np.where(right, true[:, None], wrong)
    if "misread" in kind:  # in three of ten articles an annotator takes one label for another
        taken, given = random.integers(0, n_labels, (2, articles, 3))
        does = (random.random((articles, 3)) < 0.3)[article] & (true[:, None] == taken[article])
        labels = np.where(does, given[article], labels)
    item, annotator = np.nonzero(random.random(shape) >= 0.2)
    frame = {"item": item, "annotator": annotator, "label": labels[item, annotator]}
    codes = Codes.from_frame(pd.DataFrame(frame), range(n_labels))
    return replace(codes, article=article[codes.items.to_numpy()]).pairable()


def coverage_by_article(
    level: str, kind: frozenset[str], articles: int, samples: int
) -> tuple[float, ...]:
    """Return the true alpha, and coverage and mean width by article and by item."""
    many = CodeTable(coded_articles(level, kind, 40_000, np.random.default_rng(99))).counts
    truth = alpha(many, Measurement(level)).at(many.times)
    random = np.random.default_rng(articles)
    held, width, n = np.zeros(2), np.zeros(2), 0
    for _ in range(samples):
        codes = coded_articles(level, kind, articles, random)
        patterns = CodeTable(codes).counts
        statistic = alpha(patterns, Measurement(level))
        wide = by_article(statistic, patterns, codes.article, 0.95).interval
        narrow = jackknife(statistic, patterns.times, 0.95).interval
        if wide is None or narrow is None:  # all alike without one article: a reason is shown
            continue
        n += 1
        for i, interval in enumerate((wide, narrow)):
            held[i] += interval.low <= truth <= interval.high
            width[i] += interval.high - max(interval.low, -1)
    return (truth, *(held / n), *(width / n))


#: A rare label: claims, annotators, its share, how often annotators see the truth, not coded.
RARE = (
    (40, 5, 0.05, 0.95, 0.0),
    (50, 2, 0.05, 0.97, 0.0),
    (50, 3, 0.05, 0.9, 0.0),
    (60, 4, 0.05, 0.9, 0.3),
    (100, 3, 0.05, 0.97, 0.3),
    (400, 3, 0.05, 0.97, 0.0),
)


def coverage_of_rare_labels(
    items: int, people: int, share: float, skill: float, missing: float, samples: int
) -> tuple[float, ...]:
    """Return the true nominal alpha, and coverage of the published interval and the two others."""
    seen = np.where(np.eye(2, dtype=bool), skill, 1 - skill)
    source = World("nominal", np.array([1 - share, share]), np.tile(seen, (people, 1, 1)), missing)
    truth, random = source.truth(), np.random.default_rng(items + people)
    held, known = np.zeros(3), np.zeros(3)
    for seed in range(samples):
        codes = source.sample(items, random)
        patterns = CodeTable(codes).counts
        statistic, se = alpha(patterns, Measurement()), alpha_se(patterns, None)
        value = statistic.at(patterns.times)
        if not value < 1:  # one label only, or full agreement: a reason is shown
            continue
        found = (
            t_interval(value, se, len(codes.items), 0.95) if se > 0 else None,
            jackknife(statistic, patterns.times, 0.95).interval,
            bootstrap([statistic], patterns.times, Sampling(seed=seed))[0].interval,
        )
        for i, interval in enumerate(found):
            if interval is not None:
                known[i] += 1
                held[i] += interval.low <= truth <= interval.high
    return (truth, *(held / known))


def items_table() -> None:
    """Print the table of claims drawn one by one."""
    print(
        "| level | items × annotators | not coded | true alpha | bootstrap | jackknife | "
        "widths |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    )
    for missing in (0.0, 0.3):
        for level in ("nominal", "ordinal"):
            for items, annotators in SIZES:
                truth, drawn, left_out, wide, wide_too = coverage(level, items, annotators, missing)
                print(
                    f"| {level} | {items} × {annotators} | {missing:.0%} | {truth:.3f} | "
                    f"{drawn:.1%} | {left_out:.1%} | {wide:.2f}, {wide_too:.2f} |"
                )
                sys.stdout.flush()


def articles_table(samples: int) -> None:
    """Print the table of claims that come in articles."""
    print("| kind | level | true alpha | " + " | ".join(f"{n} articles" for n in ARTICLES) + " |")
    print("| --- | --- | ---: |" + " ---: |" * len(ARTICLES))
    for name, kind in KINDS.items():
        for level in ("nominal", "ordinal"):
            cells = []
            for articles in ARTICLES:
                found = coverage_by_article(level, kind, articles, samples)
                truth, held, held_by_item, wide, wide_by_item = found
                cells.append(f"{held:.1%} {wide:.2f} ({held_by_item:.1%} {wide_by_item:.2f})")
            print(f"| {name} | {level} | {truth:.3f} | {' | '.join(cells)} |")
            sys.stdout.flush()


def rare_table(samples: int) -> None:
    """Print the table of rare labels."""
    print(
        "| claims × annotators | seen right | not coded | true alpha | published | jackknife "
        "| bootstrap |"
    )

    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for items, people, share, skill, missing in RARE:
        truth, *held = coverage_of_rare_labels(items, people, share, skill, missing, samples)
        cells = " | ".join(f"{h:.1%}" for h in held)
        print(f"| {items} × {people} | {skill:.0%} | {missing:.0%} | {truth:.3f} | {cells} |")
        sys.stdout.flush()


def main() -> None:
    """Print the tables, or those that the arguments name: items, articles, rare."""
    wanted = sys.argv[1:] or ["items", "articles", "rare"]
    if "items" in wanted:
        items_table()
    if "articles" in wanted:
        articles_table(SAMPLES // 2)
    if "rare" in wanted:
        rare_table(SAMPLES)


if __name__ == "__main__":
    main()
