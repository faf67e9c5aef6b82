"""Topics before and after: which became disputed or ceased to be, and whether people moved at all.

A topic may look otherwise because experts moved, or because others speak. The difference of any
figure is parted exactly: what the experts who stand in both make of it (movement), and the rest,
which those who came and those who left make (composition). For a mean this is the dynamic
Olley-Pakes decomposition without weights (Melitz and Polanec 2015, RAND J. of Economics 46:362).
"""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
import pandas as pd

from stance.core.codebook import Scale, sides_of
from stance.core.contracts import Column, Contract

TURNOVER = Contract(
    "turnover",
    ("topic",),
    (
        Column("topic", "text", "topic id"),
        Column("n_before", "integer", "experts with a position before"),
        Column("n_after", "integer", "experts with a position after"),
        Column("n_both", "integer", "of them, those with one in both"),
        Column("opposed_before", "number", "share of expert pairs on opposite sides; NaN under 2"),
        Column("opposed_after", "number", "the same after"),
        Column(
            "status",
            "text",
            "became (disputed), ceased, stayed, never, or unknown (fewer than two in either)",
        ),
        Column("p_before", "number", "chance that anybody is opposed if codes were drawn again"),
        Column("p_after", "number", "the same after"),
        Column("sure", "flag", "became or ceased beyond annotators' doubt: 95 % in both"),
        Column("mean_before", "number", "mean position of the experts"),
        Column("mean_after", "number", "the same after"),
        Column("moved", "number", "of the change of the mean, what those in both moved"),
        Column("composed", "number", "what those who came and left make; NaN: nobody is in both"),
        Column("opposed_moved", "number", "of the change of the opposed share, the same"),
        Column("opposed_composed", "number", "the rest of it"),
    ),
)
CAME_AND_WENT = Contract(
    "came_and_went",
    ("expert_id",),
    (
        Column("expert_id", "text", "an expert with a position in one of the two alone"),
        Column("status", "text", "new: only after; silent: only before"),
        Column("n_topics", "integer", "topics on which there is a position"),
    ),
)
#: How sure both ends must be before a dispute is said to have begun or ended.
SURE = 0.95


def turnover(
    positions: tuple[pd.DataFrame, pd.DataFrame],
    sides: tuple[pd.DataFrame, pd.DataFrame],
    topics: Sequence[str],
    scale: Scale,
) -> pd.DataFrame:
    """Return every topic before and after.

    A topic is disputed if experts stand on both sides. With p the chance to stand on a side when
    the codes are drawn again, independently from expert to expert, anybody is opposed with
    1 - Π(1 - p₊) - Π(1 - p₋) + Π(1 - p₊ - p₋).

    Args:
        positions: frames ``POSITIONS`` before and after.
        sides: frames ``SIDES`` before and after.
        topics: topic ids.
        scale: gives the middle.

    Returns:
        Frame ``TURNOVER``, in the order of the topics.
    """
    placed = [_by_topic(one[one["position"].notna()].set_index("expert_id")) for one in positions]
    sided = [_by_topic(one) for one in sides]
    rows = []
    for topic in topics:
        before, after = (of(topic)["position"] for of in placed)
        chances = [opposed_chance(of(topic)) for of in sided]
        rows.append({"topic": topic, **_row(before, after, chances, scale)})
    return TURNOVER.build(rows)


def _by_topic(frame: pd.DataFrame) -> Callable[[str], pd.DataFrame]:
    """Return what gives the rows of a topic, having looked at each row once."""
    rows = frame.groupby("topic").indices
    return lambda topic: frame.iloc[rows.get(topic, [])]


def _row(
    before: pd.Series, after: pd.Series, chances: list[float], scale: Scale
) -> dict[str, object]:
    status = _status(before, after, scale)
    stayed = before.index.intersection(after.index)
    share = partial(opposed_share, scale=scale)
    moved, composed = parted(before, after, stayed, pd.Series.mean)
    opposed_moved, opposed_composed = parted(before, after, stayed, share)
    first, last = chances
    return {
        "n_before": len(before),
        "n_after": len(after),
        "n_both": len(stayed),
        "opposed_before": share(before),
        "opposed_after": share(after),
        "status": status,
        "p_before": first,
        "p_after": last,
        "sure": (status == "became" and first <= 1 - SURE and last >= SURE)
        or (status == "ceased" and first >= SURE and last <= 1 - SURE),
        "mean_before": before.mean(),
        "mean_after": after.mean(),
        "moved": moved,
        "composed": composed,
        "opposed_moved": opposed_moved,
        "opposed_composed": opposed_composed,
    }


def parted(
    before: pd.Series, after: pd.Series, stayed: pd.Index, figure: Callable[[pd.Series], float]
) -> tuple[float, float]:
    """Return what of the difference of a figure is movement, and what composition.

    movement = f(those in both, after) - f(those in both, before); composition = the rest of
    f(all, after) - f(all, before). NaN where a figure is not defined for those in both.

    Args:
        before: positions by expert.
        after: positions by expert.
        stayed: the experts in both.
        figure: the figure.
    """
    moved = float(figure(after[stayed]) - figure(before[stayed]))
    return moved, float(figure(after) - figure(before)) - moved


def opposed_share(places: pd.Series, scale: Scale) -> float:
    """Return the share of pairs that stand on opposite sides, 0 to 1; NaN under two experts."""
    n = len(places)
    if n < 2:
        return float("nan")
    side = sides_of(places, scale.middle)
    return float(2 * (side > 0).sum() * (side < 0).sum() / (n * (n - 1)))


def opposed_chance(sides: pd.DataFrame) -> float:
    """Return the chance that any two stand opposed if the codes were drawn again; NaN unknown.

    Args:
        sides: rows of ``SIDES`` of one topic.
    """
    if sides["p_for"].isna().any():
        return float("nan")
    stand, fall = sides["p_for"].to_numpy(), sides["p_against"].to_numpy()
    neither = np.clip(1 - stand - fall, 0.0, 1.0)
    chance = 1 - np.prod(1 - stand) - np.prod(1 - fall) + np.prod(neither)
    return float(np.clip(chance, 0.0, 1.0))


def _status(before: pd.Series, after: pd.Series, scale: Scale) -> str:
    if len(before) < 2 or len(after) < 2:
        return "unknown"
    was, now = opposed_share(before, scale) > 0, opposed_share(after, scale) > 0
    return {(False, True): "became", (True, False): "ceased", (True, True): "stayed"}.get(
        (was, now), "never"
    )


def came_and_went(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return who has a position in one of the two alone.

    Args:
        before: frame ``POSITIONS``.
        after: frame ``POSITIONS``.

    Returns:
        Frame ``CAME_AND_WENT``: the new first, those with most topics before others.
    """
    counts = [
        one.loc[one["position"].notna(), "expert_id"].value_counts() for one in (before, after)
    ]
    rows = [
        {"expert_id": expert, "status": status, "n_topics": int(n)}
        for status, here, there in (("new", 1, 0), ("silent", 0, 1))
        for expert, n in counts[here]
        .sort_index()
        .sort_values(ascending=False, kind="stable")
        .items()
        if expert not in counts[there].index
    ]
    return CAME_AND_WENT.build(rows)
