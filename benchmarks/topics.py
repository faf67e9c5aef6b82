"""Truth from simulation, of contested topics: do intervals hold, is the right topic named?

Run: ``python benchmarks/topics.py [STUDIES]`` (20 studies of each kind and size take some minutes
on one core).
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from simulation import MAKERS, Make, names, on_scale

from stance.analysis.contested import contested
from stance.analysis.headlines import split
from stance.analysis.positions import POSITIONS
from stance.core.codebook import Scale

Shares = np.ndarray  # topics × [for, in the middle, against]
World = Callable[[np.random.Generator, int], Shares]
#: Experts, topics, and the share of cells that is missing.
SIZES = ((8, 6, 0.3), (12, 10, 0.4), (20, 10, 0.6), (20, 15, 0.3), (40, 20, 0.5), (100, 10, 0.3))
#: Experts at large, of whom a study asks a few.
AT_LARGE = 3000
#: True shares nearer than this are taken for tied.
TIED = 0.01
DRAWS = 2000


def minority(shares: Callable[[np.random.Generator, int], np.ndarray], middle: float) -> World:
    """Return a world where this share of those on a side is on the smaller one, for or against."""

    def world(rng: np.random.Generator, topics: int) -> Shares:
        small = shares(rng, topics) * (1 - middle)
        large = 1 - middle - small
        flip = rng.random(topics) < 0.5
        sides = np.where(flip, small, large), np.full(topics, middle), np.where(flip, large, small)
        return np.stack(sides, axis=1)

    return world


def people(make: Make) -> World:
    """Return the world in which experts at large are made like this."""

    def world(rng: np.random.Generator, topics: int) -> Shares:
        places = on_scale(make(rng, AT_LARGE, topics))
        return np.stack([(places > 0).mean(0), (places == 0).mean(0), (places < 0).mean(0)], axis=1)

    return world


WORLDS: dict[str, World] = {name: people(make) for name, make in MAKERS.items()} | {
    "any shares": lambda rng, n: rng.dirichlet((1, 1, 1), n),
    "all nearly agreed": minority(lambda rng, n: rng.uniform(0, 0.06, n), 0.02),
    "all agreed": minority(lambda rng, n: np.zeros(n), 0.05),
    "half agreed, half divided": minority(
        lambda rng, n: np.where(
            np.arange(n) % 2, rng.uniform(0, 0.05, n), rng.uniform(0.3, 0.5, n)
        ),
        0.05,
    ),
    "all exactly one half": minority(lambda rng, n: np.full(n, 0.5), 0.0),
    "one divided, others one tenth": minority(
        lambda rng, n: np.where(np.arange(n) == 0, 0.5, 0.1), 0.05
    ),
    "evenly from agreed to divided": minority(lambda rng, n: np.linspace(0, 0.5, n), 0.05),
    "any minority, two fifths between": minority(lambda rng, n: rng.uniform(0, 0.5, n), 0.4),
}


@dataclass(frozen=True)
class Seen:
    """One study: of its ranked topics the truth, and what either formula says; the headline.

    Attributes:
        topics: columns truth, and held, width, p_top3 and error of "before" and "now".
        verdict: of the headline.
        right: whether the most contested topic, or one tied with it, is among those named.
    """

    topics: pd.DataFrame
    verdict: str
    right: bool


def before(counts: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return draws of 2·p₊·p₋ under the prior that was pooled over *for* and *against*."""
    prior = 2 * counts.sum(axis=0) / counts.sum()
    share = rng.standard_gamma(counts + prior, (DRAWS, *counts.shape))
    share /= share.sum(axis=2, keepdims=True)
    return 2 * share[:, :, 0] * share[:, :, 2]


def top_three(truth: np.ndarray) -> np.ndarray:
    """Return the chance to be among the first three, of topics that tie the same."""
    truth = np.round(truth, 9)
    third = np.sort(truth)[-3]
    above, tied = (truth > third).sum(), (truth == third).sum()
    return np.select([truth > third, truth == third], [1.0, (3 - above) / tied], 0.0)


def study(world: World, size: tuple[int, int, float], *seed: int) -> Seen | None:
    """Return what is said of one study; nothing where fewer than four topics are ranked."""
    experts, n_topics, missing = size
    rng = np.random.default_rng([*seed, experts, n_topics])
    shares = world(rng, n_topics)
    spoke = rng.binomial(experts, 1 - missing, n_topics)
    counts = np.array([rng.multinomial(n, p) for n, p in zip(spoke, shares, strict=True)], float)
    topics = names("t", range(n_topics))
    listed = contested(_positions(counts), topics, Scale())
    found = listed.set_index("topic").loc[topics].reset_index()
    ranked = found["rank"].notna().to_numpy()
    if ranked.sum() < 4:
        return None
    truth = (2 * shares[:, 0] * shares[:, 2])[ranked]
    drawn = before(counts[ranked], rng)
    low, high = np.quantile(drawn, [0.05, 0.95], axis=0)
    third = np.partition(drawn, -3, axis=1)[:, [-3]]
    now = found[ranked]
    table = pd.DataFrame({"truth": top_three(truth)})
    for formula, mean, ends, top in (
        ("before", drawn.mean(axis=0), (low, high), (drawn >= third).mean(axis=0)),
        ("now", now["posterior"].to_numpy(), (now["low"], now["high"]), now["p_top3"].to_numpy()),
    ):
        lower, upper = (np.asarray(end) for end in ends)
        table[f"held {formula}"] = (lower <= truth + 1e-9) & (truth <= upper + 1e-9)
        table[f"width {formula}"] = upper - lower
        table[f"error {formula}"] = (mean - truth) ** 2
        table[f"p_top3 {formula}"] = top
    said = split(listed)
    best = truth.max() - TIED
    named = now["topic"].isin(said.topics).to_numpy()
    return Seen(table, said.verdict, bool(named.any() and truth[named].max() >= best))


def _positions(counts: np.ndarray) -> pd.DataFrame:
    rows = [
        {"expert_id": f"e{i}", "topic": f"t{topic}", "position": place}
        for topic, row in enumerate(counts.astype(int))
        for i, place in enumerate(np.repeat([1.0, 0.0, -1.0], row))
    ]
    return POSITIONS.build(rows)


def interval_table(seen: dict[str, list[Seen]]) -> None:
    """Print coverage, width and error of either formula, world by world."""
    print("| 90 % intervals of the opposed share | hold | mean width | error of the estimate |")
    print("|---|---:|---:|---:|")
    means = []
    for world, studies in seen.items():
        mean = pd.concat([one.topics for one in studies]).mean()
        means.append(mean)
        print(f"| {world} | {_row(mean)} |")
    print(f"| **mean** | {_row(pd.concat(means, axis=1).mean(axis=1))} |")


def _row(mean: pd.Series) -> str:
    held, width, error = (
        (mean[f"{what} before"], mean[f"{what} now"]) for what in ("held", "width", "error")
    )
    return (
        f"{held[0]:.0%} → {held[1]:.0%} | {width[0]:.2f} → {width[1]:.2f} | "
        f"{error[0] ** 0.5:.3f} → {error[1] ** 0.5:.3f}"
    )


def chance_table(seen: dict[str, list[Seen]]) -> None:
    """Print what is said of the first three topics in each tenth, and what is true."""
    topics = pd.concat([one.topics for studies in seen.values() for one in studies])
    print("| P(in top 3), by tenths: said, true | before | now |\n|---|---:|---:|")
    tenths = {
        formula: topics.groupby((topics[f"p_top3 {formula}"] * 10).astype(int).clip(upper=9))
        for formula in ("before", "now")
    }
    for tenth in range(10):
        cells = []
        for formula, groups in tenths.items():
            group = groups.get_group(tenth)
            cells.append(f"{group[f'p_top3 {formula}'].mean():.2f}, {group['truth'].mean():.2f}")
        print(f"| {tenth / 10:.1f} to {(tenth + 1) / 10:.1f} | {' | '.join(cells)} |")


def headline_table(seen: dict[str, list[Seen]]) -> None:
    """Print how often which headline is given, and how often the most contested is among them."""
    said = pd.DataFrame([(o.verdict, o.right) for s in seen.values() for o in s])
    said = said[said[0] != "none"]
    print(
        "| headline | studies | the truly most contested topic, or one tied, is among the named |"
    )
    print("|---|---:|---:|")
    for verdict, group in said.groupby(0)[1]:
        print(f"| {verdict} | {len(group)} | {group.mean():.0%} |")


def main(studies: int = 20) -> None:
    """Print the tables."""
    seen = {
        name: [
            one
            for size in SIZES
            for seed in range(studies)
            if (one := study(world, size, number, seed)) is not None
        ]
        for number, (name, world) in enumerate(WORLDS.items())
    }
    for table in (interval_table, chance_table, headline_table):
        table(seen)
        print(flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
