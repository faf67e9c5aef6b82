"""Truth from simulation: made studies of every kind, and whether the intervals of pairs hold.

Run: ``python benchmarks/simulation.py [STUDIES]`` (100 studies of each kind take some minutes on
one core); ``python benchmarks/topics.py`` does the same for contested topics, and
``python benchmarks/camps.py`` for camps.
"""

import sys
from collections.abc import Callable

import numpy as np
import pandas as pd

from stance.analysis.matrices import compare
from stance.analysis.shrinkage import shrink
from stance.core.codebook import Scale

SCALE = Scale()
Places = np.ndarray
Make = Callable[[np.random.Generator, int, int], Places]


def cloud(rng: np.random.Generator, experts: int, topics: int) -> Places:
    """Everybody differs from everybody, topic by topic; topics have their own mean."""
    return rng.normal(0, 0.8, topics) + rng.normal(0, 1, (experts, topics))


def even(rng: np.random.Generator, experts: int, topics: int) -> Places:
    """All five stances are equally likely everywhere."""
    return rng.integers(-2, 3, (experts, topics)).astype(float)


def agreed(rng: np.random.Generator, experts: int, topics: int) -> Places:
    """Each topic has its side, and everybody stands near it."""
    return rng.choice([-1, 1], topics) * 1.3 + rng.normal(0, 0.6, (experts, topics))


def leaning(rng: np.random.Generator, experts: int, topics: int) -> Places:
    """Some experts say yes more readily than others, to everything."""
    lean = rng.normal(0, 0.5, (experts, 1))
    return rng.normal(0, 0.7, topics) + lean + rng.normal(0, 0.9, (experts, topics))


def line(rng: np.random.Generator, experts: int, topics: int) -> Places:
    """Experts lie along one line from end to end, most in its middle: no camps, but no chance."""
    ideal = rng.normal(0, 1, (experts, 1)) * rng.normal(0, 1, topics)
    return rng.normal(0, 0.5, topics) + ideal + rng.normal(0, 0.6, (experts, topics))


def either_end(rng: np.random.Generator, experts: int, topics: int) -> Places:
    """Experts lie along one line, and say only the one or the other extreme."""
    return 2 * np.sign(line(rng, experts, topics))


def two_camps(strength: float, noise: float) -> Make:
    """Return a maker of two camps of one size that stand opposed on every topic."""

    def make(rng: np.random.Generator, experts: int, topics: int) -> Places:
        side = np.where(rng.permutation(np.arange(experts) % 2)[:, None], 1, -1)
        stand = side * rng.choice([-1, 1], topics) * strength
        return stand + rng.normal(0, noise, (experts, topics))

    return make


def camps_of(shares: tuple[int, ...], strength: float, noise: float) -> Make:
    """Return a maker of camps of these sizes; each takes its side of each topic by chance."""

    def make(rng: np.random.Generator, experts: int, topics: int) -> Places:
        ends = np.round(np.cumsum(shares) / sum(shares) * experts)
        camp = rng.permutation(np.searchsorted(ends, np.arange(experts), side="right"))
        stand = rng.choice([-1, 1], (len(shares), topics))
        if len(shares) == 2:
            stand[1] = -stand[0]
        return stand[camp] * strength + rng.normal(0, noise, (experts, topics))

    return make


def half_sworn(rng: np.random.Generator, experts: int, topics: int) -> Places:
    """Half of the experts are of two sworn camps, half a cloud."""
    sworn = rng.permutation(np.arange(experts) % 2)[:, None] == 1
    camp = two_camps(2.0, 0.5)(rng, experts, topics)
    return np.where(sworn, camp, cloud(rng, experts, topics))


def on_scale(places: Places) -> Places:
    """Return the places as an annotator would record them."""
    return np.clip(np.round(places), *SCALE.scores[:: len(SCALE.scores) - 1])


def names(letter: str, numbers: np.ndarray | range) -> list[str]:
    """Return ids."""
    return [f"{letter}{number}" for number in numbers]


#: Shared topics by which pairs are told apart.
SHARED = (1, 2, 3, 5, 10, 20)
#: Experts, topics asked, and the share of cells that is missing.
SIZES = ((8, 8, 0.4), (15, 15, 0.5), (20, 10, 0.6), (20, 15, 0.3), (20, 40, 0.3), (40, 20, 0.6))
#: Topics over which a pair's agreement is true; a study asks a few of them.
ALL_TOPICS = 1000


def before(places: Places) -> tuple[np.ndarray, np.ndarray]:
    """Return the intervals of the beta posterior that there was before."""
    from scipy.special import betaincinv

    pairs = compare(places, SCALE.range)
    a = pairs.weight * pairs.pooled + pairs.score
    b = pairs.weight * (1 - pairs.pooled) + pairs.shared - pairs.score
    return betaincinv(a, b, 0.05), betaincinv(a, b, 0.95)


def now(places: Places) -> tuple[np.ndarray, np.ndarray]:
    """Return the intervals of today."""
    found = shrink(compare(places, SCALE.range), places, SCALE.range)
    return found.low, found.high


def pairs_of(make: Make, sizes: tuple[tuple[int, int, float], ...], studies: int) -> pd.DataFrame:
    """Return, for both formulas and every pair, shared topics, whether the interval holds, width.

    True is the agreement over a thousand topics, of which a study asks some.
    """
    rows = []
    for size, (experts, topics, missing) in enumerate(sizes):
        for seed in range(studies):
            rng = np.random.default_rng([seed, size])
            places = on_scale(make(rng, experts, ALL_TOPICS))
            first, second = np.triu_indices(experts, k=1)
            truth = 1 - np.abs(places[first] - places[second]).mean(axis=1) / SCALE.range
            asked = places[:, rng.choice(ALL_TOPICS, topics, replace=False)]
            asked = np.where(rng.random(asked.shape) < missing, np.nan, asked)
            shared = compare(asked, SCALE.range).shared
            for formula, (low, high) in (("before", before(asked)), ("now", now(asked))):
                held = (low <= truth) & (truth <= high)
                frame = {"shared": shared, "formula": formula, "held": held, "width": high - low}
                rows.append(pd.DataFrame(frame))
    return pd.concat(rows)


MAKERS: dict[str, Make] = {
    "none: a cloud": cloud,
    "none: all stances alike": even,
    "none: all agree": agreed,
    "none: some say yes to all": leaning,
    "none: a line from end to end": line,
    "none: a line, extremes only": either_end,
    "two camps, ±1.0, noise 0.7": two_camps(1.0, 0.7),
    "two camps, ±1.2, noise 0.7": two_camps(1.2, 0.7),
    "two camps, ±1.5, noise 0.5": two_camps(1.5, 0.5),
    "two sworn camps, ±2.0, noise 0.5": two_camps(2.0, 0.5),
    "three camps, ±1.5, noise 0.5": camps_of((1, 1, 1), 1.5, 0.5),
    "three to one, ±1.5, noise 0.5": camps_of((3, 1), 1.5, 0.5),
    "half sworn, half a cloud": half_sworn,
}
#: Sworn camps of eight experts, which are the hardest.
EIGHT = (8, 6, 0.6), (8, 8, 0.4), (8, 12, 0.5), (8, 30, 0.3)


def pair_table(studies: int) -> None:
    """Print how often the intervals of pairs hold, before and now, and how wide they are."""
    heads = " | ".join(map(str, SHARED))
    print(f"| 90 % intervals hold, before → now, of pairs that share … topics | {heads} |")
    print("|---|" + "---:|" * len(SHARED))
    means = []
    for name, make in MAKERS.items():
        table = _by_shared(pairs_of(make, SIZES, studies))
        means.append(table)
        print(f"| {name} | {' | '.join(_held(table, n) for n in SHARED)} |", flush=True)
    mean = sum(means) / len(means)
    print(f"| **mean** | {' | '.join(_held(mean, n) for n in SHARED)} |")
    eight = _by_shared(pairs_of(two_camps(2.0, 0.5), EIGHT, 4 * studies))
    print(f"| sworn camps of eight experts | {' | '.join(_held(eight, n) for n in SHARED)} |")
    widths = mean["width"].unstack("formula")
    cells = [f"{row.before:.2f} → {row.now:.2f}" for row in widths.itertuples()]
    print(f"| mean width | {' | '.join(cells)} |")
    shares = (widths["now"] / widths["before"]).map("{:.0%}".format)
    print(f"| width, of before | {' | '.join(shares)} |")


def _by_shared(pairs: pd.DataFrame) -> pd.DataFrame:
    told = pairs[pairs["shared"].isin(SHARED)]
    return told.groupby(["shared", "formula"])[["held", "width"]].mean()


def _held(table: pd.DataFrame, n: int) -> str:
    if (n, "now") not in table.index:
        return ""
    held = table["held"] * 100
    return f"{held[n, 'before']:.0f} → {held[n, 'now']:.0f}"


def main(studies: int = 100) -> None:
    """Print the table."""
    pair_table(studies)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
