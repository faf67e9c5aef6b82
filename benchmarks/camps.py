"""Truth from simulation: are planted camps found, and is everything else left alone?

Run: ``python benchmarks/camps.py [STUDIES] [KIND …]`` (100 studies of every kind take hours on
one core).
"""

import sys
from collections import Counter

import numpy as np
from simulation import (
    SCALE,
    Make,
    Places,
    agreed,
    cloud,
    either_end,
    even,
    leaning,
    line,
    names,
    on_scale,
    two_camps,
)

from stance.analysis.camps import Camps, camps
from stance.analysis.positions import POSITIONS

#: Experts × topics.
SIZES = ((8, 6), (15, 15), (24, 10), (40, 20))
#: The first seed: studies on which nothing was tuned.
FIRST = 1000
#: The mean share of topics on which an expert speaks.
SPOKEN = 0.5


def one_way(rng: np.random.Generator, experts: int, topics: int) -> Places:
    """Experts are spread evenly over one line, which decides every topic as much."""
    score = rng.uniform(-(3**0.5), 3**0.5, (experts, 1))
    ideal = score * rng.choice([-1, 1], topics)
    return rng.normal(0, 0.5, topics) + ideal + rng.normal(0, 0.6, (experts, topics))


def plane(rng: np.random.Generator, experts: int, topics: int) -> Places:
    """Experts differ in two ways at once, most of them little in either."""
    ideal = rng.normal(0, 1, (experts, 2)) @ rng.normal(0, 0.8, (2, topics))
    return rng.normal(0, 0.5, topics) + ideal + rng.normal(0, 0.6, (experts, topics))


def half_agreed(other: Make) -> Make:
    """Return a maker of studies in half of whose topics all agree, and half of which are others."""

    def make(rng: np.random.Generator, experts: int, topics: int) -> Places:
        agree = rng.permutation(topics) < topics // 2
        return np.where(agree, agreed(rng, experts, topics), other(rng, experts, topics))

    return make


def three_camps(rng: np.random.Generator, experts: int, topics: int) -> Places:
    """Three camps of one size; each stands alone against the others on a third of the topics."""
    camp = rng.permutation(np.arange(experts) % 3)[:, None]
    alone = camp == rng.permutation(np.arange(topics) % 3)
    stand = np.where(alone, -1.2, 1.2) * rng.choice([-1, 1], topics)
    return stand + rng.normal(0, 0.7, (experts, topics))


def three_at_random(rng: np.random.Generator, experts: int, topics: int) -> Places:
    """Three camps of one size, whose sides are drawn: two of them may be much alike."""
    camp = rng.permutation(np.arange(experts) % 3)
    stand = rng.choice([-1.2, 1.2], (3, topics))
    return stand[camp] + rng.normal(0, 0.7, (experts, topics))


KINDS: dict[str, Make] = {
    "none: a cloud": cloud,
    "none: all stances alike": even,
    "none: all agree": agreed,
    "none: some say yes to all": leaning,
    "none: a line, most in its middle": line,
    "none: a line, evenly filled": one_way,
    "none: a line, extremes only": either_end,
    "none: a plane": plane,
    "none: half agreed, half a cloud": half_agreed(cloud),
    "none: half agreed, half a line": half_agreed(line),
    "two camps, ±1.0, noise 0.7": two_camps(1.0, 0.7),
    "two camps, ±1.2, noise 0.7": two_camps(1.2, 0.7),
    "two camps, ±1.5, noise 0.5": two_camps(1.5, 0.5),
    "two sworn camps, ±2.0, noise 0.5": two_camps(2.0, 0.5),
    "three camps, ±1.2, noise 0.7": three_camps,
    "three camps, sides at random": three_at_random,
}


def spoken(rng: np.random.Generator, experts: int, topics: int) -> np.ndarray:
    """Return who speaks on what: some on nearly every topic, most on few."""
    share = np.clip(rng.beta(0.7, 0.7 * (1 - SPOKEN) / SPOKEN, (experts, 1)), 0.1, 0.95)
    return np.asarray(rng.random((experts, topics)) < share)


def study(make: Make, experts: int, topics: int, seed: int) -> Camps:
    """Return the camps of one study."""
    rng = np.random.default_rng(seed)
    places = on_scale(make(rng, experts, topics))
    expert, topic = np.nonzero(spoken(rng, experts, topics))
    rows = [
        {"expert_id": f"e{e}", "topic": f"t{t}", "position": places[e, t]}
        for e, t in zip(expert, topic, strict=True)
    ]
    ids = names("e", range(experts)), names("t", range(topics))
    return camps(POSITIONS.build(rows), *ids, SCALE, seed=seed)


def told(found: Camps) -> str:
    """Return the verdict, with the number of camps where they are named."""
    return f"{len(found.camps)} {found.verdict}" if len(found.camps) else found.verdict


def main(studies: int = 100, *kinds: str) -> None:
    """Print the verdicts over so many studies of each kind and size."""
    seeds = range(FIRST, FIRST + studies)
    for name in kinds or KINDS:
        for experts, topics in SIZES:
            seen = Counter(told(study(KINDS[name], experts, topics, s)) for s in seeds)
            row = ", ".join(f"{verdict} {count}" for verdict, count in seen.most_common())
            print(f"| {name} | {experts} × {topics} | {row} |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 100, *sys.argv[2:])
