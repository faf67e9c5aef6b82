"""On which topics camps part, and on which they meet."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from stance.analysis.matrices import Array
from stance.core.codebook import sides_of
from stance.core.contracts import Column, Contract

CAMP_TOPICS = Contract(
    "camp_topics",
    ("camp", "topic"),
    (
        Column("camp", "integer", "number of the camp"),
        Column("topic", "text", "topic id"),
        Column("side", "integer", "the side that tells the camp apart: 1 for, -1 against"),
        Column("n_spoke", "integer", "experts of the camp with a position"),
        Column("n_side", "integer", "of them, those on that side"),
        Column("n_others", "integer", "experts of other camps with a position"),
        Column("n_others_side", "integer", "of them, those on that side"),
        Column("share", "number", "posterior share of the camp on that side"),
        Column("elsewhere", "number", "posterior share of the other camps on that side"),
        Column("p_more", "number", "chance that the first share is the larger"),
        Column("defining", "flag", "two members at least, and a chance of 90 % at least"),
    ),
)
COMMON_GROUND = Contract(
    "common_ground",
    ("topic",),
    (
        Column("topic", "text", "a topic on which every camp stands on one and the same side"),
        Column("side", "integer", "the side on which the camps meet: 1 for, -1 against"),
        Column("n_side", "integer", "experts of all camps on that side"),
        Column("n_spoke", "integer", "experts of all camps with a position"),
        Column(
            "few",
            "flag",
            "in some camp fewer than two, or than half of its experts, have a position",
        ),
        Column("consensus", "number", "group-aware consensus: product of the camps' shares"),
    ),
)

#: How many experts the topic's own share, over all camps, weighs as much as.
PRIOR_WEIGHT = 2.0
#: Members who must hold the side before a topic can define a camp; with fewer who have a position
#: in one of the camps, common ground rests on few.
FEWEST = 2
#: How sure it must be that the camp's share is the larger.
SURE = 0.90


def camp_topics(
    places: Array, camp: np.ndarray, topics: Sequence[str], middle: float
) -> pd.DataFrame:
    """Return how far each camp's side on each topic tells it apart from the other camps.

    Representativeness after Pol.is (Small et al. 2021), which compares the share of a group that
    votes one way with that of all others, after adding one vote for and one vote not for it to
    either. So one voice out of one counts 2/3, against few others a large ratio. Here both shares
    are drawn toward the topic's own share over all camps (Beta prior, weight 2), the camp's side is
    the one on which its share exceeds the others' most, and a topic defines a camp only if two
    members spoke and the chance that the share is the larger is 90 % at least (normal
    approximation to the difference of the two posteriors).

    Args:
        places: experts × topics.
        camp: number of each expert's camp, 0 for none.
        topics: topic ids, in the order of the columns.
        middle: tells the sides.

    Returns:
        Frame ``CAMP_TOPICS``: the surest first, camp by camp.
    """
    frames = []
    for number in range(1, int(camp.max(initial=0)) + 1):
        own, rest = places[camp == number], places[(camp > 0) & (camp != number)]
        both = [_compare(own, rest, side, middle) for side in (1, -1)]
        gain = [table["share"] - table["elsewhere"] for table in both]
        table = both[0].where(gain[0] >= gain[1], both[1])
        table = table.assign(camp=number, topic=list(topics))
        frames.append(table[(table["n_spoke"] > 0) & (table["n_others"] > 0)])
    if not frames:
        return CAMP_TOPICS.empty()
    rows = pd.concat(frames, ignore_index=True)
    defining = (rows["n_side"] >= FEWEST) & (rows["p_more"] >= SURE)
    rows = rows.assign(defining=defining, gain=rows["share"] - rows["elsewhere"])
    order = ["camp", "defining", "gain"]
    return CAMP_TOPICS.check(rows.sort_values(order, ascending=[True, False, False], kind="stable"))


def _compare(own: Array, rest: Array, side: int, middle: float) -> pd.DataFrame:
    from scipy.special import ndtr

    stands = [sides_of(group, middle) == side for group in (own, rest)]
    spoke = [(~np.isnan(group)).sum(axis=0) for group in (own, rest)]
    held = [stand.sum(axis=0) for stand in stands]
    pooled = (held[0] + held[1] + 0.5) / (spoke[0] + spoke[1] + 1)
    alpha = [PRIOR_WEIGHT * pooled + h for h in held]
    size = [PRIOR_WEIGHT + n for n in spoke]
    mean = [a / n for a, n in zip(alpha, size, strict=True)]
    variance = [m * (1 - m) / (n + 1) for m, n in zip(mean, size, strict=True)]
    return pd.DataFrame(
        {
            "side": side,
            "n_spoke": spoke[0],
            "n_side": held[0],
            "n_others": spoke[1],
            "n_others_side": held[1],
            "share": mean[0],
            "elsewhere": mean[1],
            "p_more": ndtr((mean[0] - mean[1]) / np.sqrt(variance[0] + variance[1])),
        }
    )


def common_ground(
    places: Array, camp: np.ndarray, topics: Sequence[str], middle: float
) -> pd.DataFrame:
    """Return the topics on which the camps meet: in each, a majority stands on the same side.

    A majority is more than half of the camp's experts with a position on the topic, those in the
    middle included. A camp in which nobody has a position meets nobody. Topics on which more of
    every camp hold the side (the group-aware consensus is larger) come first.

    Returns:
        Frame ``COMMON_GROUND``.
    """
    numbers = range(1, int(camp.max(initial=0)) + 1)
    if not numbers:
        return COMMON_GROUND.empty()
    groups = [places[camp == number] for number in numbers]
    spoke = np.array([(~np.isnan(group)).sum(axis=0) for group in groups])
    sides = [np.array([(sides_of(g, middle) == s).sum(axis=0) for g in groups]) for s in (1, -1)]
    meet = [(2 * held > spoke).all(axis=0) for held in sides]
    held = np.where(meet[0], *sides)
    size = np.array([[len(group)] for group in groups])
    rows = pd.DataFrame(
        {
            "topic": list(topics),
            "side": np.where(meet[0], 1, -1),
            "n_side": held.sum(axis=0),
            "n_spoke": spoke.sum(axis=0),
            "few": ((spoke < FEWEST) | (2 * spoke < size)).any(axis=0),
            "consensus": group_aware_consensus(held, spoke),
        }
    )
    rows = rows[meet[0] | meet[1]]
    return COMMON_GROUND.check(rows.sort_values("consensus", ascending=False, kind="stable"))


def group_aware_consensus(held: Array, spoke: Array) -> Array:
    """Return the product over groups of (held + 1) / (spoke + 2) (Small et al. 2021).

    Args:
        held: members of each group who hold the position (groups × topics).
        spoke: members of each group with any position.
    """
    return np.asarray(((held + 1) / (spoke + 2)).prod(axis=0))
