"""How often 95 % intervals of alpha hold the true value, by simulation.

Each item has a true label, each annotator an own chance to see it; alpha's true value follows from
these chances without sampling. Counted is how often the bootstrap and the jackknife interval hold
it. With 2,000 samples a share has a standard error of half a percentage point.

Run: python benchmarks/coverage.py
"""

import sys
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stance.reliability import Codes, CodeTable, Measurement, Sampling, alpha, bootstrap, jackknife

SAMPLES = 2_000
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
        shares = np.array([0.6, 0.25, 0.1, 0.05])
        skill = np.linspace(0.75, 0.95, annotators)[:, None, None]
        seen = np.where(np.eye(4, dtype=bool), skill, (1 - skill) / 3)
    else:
        shares = np.array([0.15, 0.1, 0.1, 0.4, 0.25])
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


def main() -> None:
    """Print the table."""
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


if __name__ == "__main__":
    main()
