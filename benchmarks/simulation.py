"""Truth from simulation: are planted camps found, is chance left alone, do the intervals hold?

Run: ``python benchmarks/simulation.py [DRAWS]`` (100 draws take some minutes on one core).
"""

import sys
from collections import Counter
from collections.abc import Callable

import numpy as np
import pandas as pd

from stance.analysis.agreement import agreement
from stance.analysis.camps import camps
from stance.analysis.positions import POSITIONS
from stance.core.codebook import Scale

SCALE = Scale()
EXPERTS, TOPICS, MISSING = 20, 10, 0.6
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


def on_scale(places: Places) -> Places:
    """Return the places as an annotator would record them."""
    return np.clip(np.round(places), *SCALE.scores[:: len(SCALE.scores) - 1])


def observed(places: Places, missing: float, rng: np.random.Generator) -> pd.DataFrame:
    """Return the positions of which so large a share is missing."""
    said = rng.random(places.shape) >= missing
    expert, topic = np.nonzero(said)
    frame = {"expert_id": names("e", expert), "topic": names("t", topic), "position": places[said]}
    return POSITIONS.check(POSITIONS.complete(pd.DataFrame(frame)))


def names(letter: str, numbers: np.ndarray | range) -> list[str]:
    """Return ids."""
    return [f"{letter}{number}" for number in numbers]


def verdicts(make: Make, draws: int) -> Counter[str]:
    """Count the verdicts over so many studies of 20 experts and 10 topics, 60 % missing."""
    counts: Counter[str] = Counter()
    for seed in range(draws):
        rng = np.random.default_rng(seed)
        positions = observed(on_scale(make(rng, EXPERTS, TOPICS)), MISSING, rng)
        ids = names("e", range(EXPERTS)), names("t", range(TOPICS))
        counts[camps(positions, *ids, SCALE, seed=seed).verdict] += 1
    return counts


def coverage(make: Make, draws: int) -> dict[int, float]:
    """Return how often the 90 % interval holds the true agreement, by number of shared topics.

    True is the agreement over 1,000 topics, of which a study asks 10 or 15.
    """
    held: dict[int, list[bool]] = {n: [] for n in (1, 2, 3, 5, 10)}
    for seed in range(draws):
        rng = np.random.default_rng(seed)
        places = on_scale(make(rng, EXPERTS, 1000))
        first, second = np.triu_indices(EXPERTS, k=1)
        truth = 1 - np.abs(places[first] - places[second]).mean(axis=1) / SCALE.range
        for topics, missing in ((10, 0.6), (15, 0.3)):
            asked = places[:, rng.choice(1000, topics, replace=False)]
            ids = names("e", range(EXPERTS)), names("t", range(topics))
            pairs = agreement(observed(asked, missing, rng), *ids, SCALE)
            inside = (pairs["low"] <= truth) & (truth <= pairs["high"])
            for n, values in held.items():
                values += inside[pairs["n_shared"] == n].tolist()
    return {n: float(np.mean(values)) for n, values in held.items()}


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
}


def main(draws: int = 100) -> None:
    """Print both tables."""
    words = ["stable camps", "tentative camps", "one camp", "no stable camps"]
    print(f"| planted ({EXPERTS} × {TOPICS}, {MISSING:.0%} missing) | {' | '.join(words)} |")
    print("|---|" + "---:|" * len(words))
    for name, make in MAKERS.items():
        counts = verdicts(make, draws)
        print(f"| {name} | " + " | ".join(str(counts[word]) for word in words) + " |", flush=True)
    print("\n| 90 % intervals hold, of pairs that share … topics | 1 | 2 | 3 | 5 | 10 |")
    print("|---|" + "---:|" * 5)
    for name, make in MAKERS.items():
        shares = coverage(make, draws)
        print(f"| {name} | " + " | ".join(f"{s:.1%}" for s in shares.values()) + " |", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
