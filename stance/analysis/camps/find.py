"""Positions to camps: the verdict, its experts and topics, the order and the map to show them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stance.analysis.camps.grouping import Grouping, disagreement
from stance.analysis.camps.layout import leaf_order, plane
from stance.analysis.camps.topics import camp_topics, common_ground
from stance.analysis.camps.verdict import STABLE, Finding, Verdict, camp_numbers, find
from stance.analysis.matrices import Array, position_matrix, shared_topics
from stance.core.codebook import Scale
from stance.core.contracts import Column, Contract
from stance.core.results import Estimate

CAMPS = Contract(
    "camps",
    ("expert_id",),
    (
        Column("expert_id", "text", "the expert"),
        Column("camp", "integer", "number of the camp, the largest is 1; 0 none"),
        Column("status", "text", "member, between, apart or too little said"),
        Column("n_topics", "integer", "topics on which the expert has a position"),
        Column("silhouette", "number", "-1 to 1: how much nearer the own camp is than the next"),
        Column(
            "support", "number", "share of resamples that put the expert into this camp, if drawn"
        ),
        Column("next_camp", "integer", "the nearest other camp; 0 none"),
    ),
)
CAMP_SUMMARY = Contract(
    "camp_summary",
    ("camp",),
    (
        Column("camp", "integer", "number of the camp"),
        Column("n_experts", "integer", "its members and those between"),
        Column("stability", "number", "mean Jaccard likeness of its like when experts are redrawn"),
        Column("stability_topics", "number", "the same when topics are redrawn"),
        Column(
            "verdict", "text", "stable (the verdict is, and stability .75 and more) or tentative"
        ),
        Column("cohesion", "number", "mean shrunk agreement within the camp"),
    ),
)
MAP = Contract(
    "map",
    ("expert_id",),
    (
        Column("expert_id", "text", "the expert"),
        Column("x", "number", "first coordinate, in units of 1 - agreement"),
        Column("y", "number", "second coordinate"),
    ),
)


#: Topics on which an expert must have spoken to be grouped.
FEWEST_TOPICS = 2
#: Support below which an expert stands between camps.
BETWEEN = 0.60
#: Stress-1 up to which a map is drawn: midway between Kruskal's "fair" and "poor".
MOST_STRESS = 0.15
#: Experts below which a map shows nothing that a list does not, and above which nobody reads it.
FEWEST_ON_MAP, MOST_ON_MAP = 4, 400


@dataclass(frozen=True, eq=False)
class Camps:
    """What was found, frames as in this module.

    Attributes:
        verdict: stable camps, tentative camps, one line or two camps, one camp or no stable camps.
        reason: one sentence that says why.
        silhouette: mean silhouette of the best grouping, -1 to 1.
        p_value: share of shuffled positions that are grouped as well.
        p_line: share of studies along one fitted line that look as much like these camps.
        p_more: share of studies of just these camps that look as much like one camp more.
        sought: among how many experts camps were sought; the others joined the nearest. 0 where
            none were sought.
        draws: how many shuffles, resamples and studies were drawn of each kind at most; 0 likewise.
        experts: frame ``CAMPS``, one row for every expert.
        camps: frame ``CAMP_SUMMARY``; empty where the verdict names none.
        topics: frame ``CAMP_TOPICS``; empty likewise.
        common: frame ``COMMON_GROUND``; empty likewise.
        expert_order: all experts, neighbours alike.
        topic_order: all topics, neighbours alike.
        map: frame ``MAP``; empty where the stress is too high.
        stress: stress-1 of the map, or why there is none.
    """

    verdict: Verdict
    reason: str
    silhouette: Estimate
    p_value: Estimate
    p_line: Estimate
    p_more: Estimate
    sought: int
    draws: int
    experts: pd.DataFrame
    camps: pd.DataFrame
    topics: pd.DataFrame
    common: pd.DataFrame
    expert_order: tuple[str, ...]
    topic_order: tuple[str, ...]
    map: pd.DataFrame
    stress: Estimate


def camps(
    positions: pd.DataFrame,
    experts: Sequence[str],
    topics: Sequence[str],
    scale: Scale,
    *,
    seed: int = 1,
    draws: int | None = None,
) -> Camps:
    """Return the camps, or the verdict that there are none, with its reason.

    Average linkage on 1 - shrunk agreement, cut where the mean silhouette is largest. Camps are
    named only if that beats 95 % of shuffles within topics, if groups with half of the experts come
    back when experts (Hennig 2007) and topics are drawn again, if 95 % of studies drawn along one
    fitted line look less like them, and if one camp more is not clearer than in 95 % of studies
    with just these (McLachlan 1987). More than 400 experts are grouped by 400 of them.

    Args:
        positions: frame ``POSITIONS``.
        experts: expert ids.
        topics: topic ids.
        scale: gives the range and the middle.
        seed: of the shuffles and resamples.
        draws: how many of each; ``DRAWS`` unless given. With fewer than 19 no camp is named.
    """
    places = position_matrix(positions, experts, topics).to_numpy()
    enough = _said_enough(places)
    names = np.asarray(list(experts), dtype=object)
    found = find(places[enough], scale, np.random.default_rng(seed), draws)
    frame, summary = _describe(found, places, enough, names, scale.range)
    camp = frame["camp"].to_numpy()
    drawn, stress = _map(places[enough], names[enough], scale.range)
    return Camps(
        verdict=found.verdict,
        reason=found.reason,
        silhouette=_estimate(found.grouping.score if found.grouping else None, found),
        p_value=_estimate(found.p_value, found),
        p_line=_estimate(found.p_line, found),
        p_more=_estimate(found.p_more, found),
        sought=found.sought,
        draws=found.draws,
        experts=frame,
        camps=summary,
        topics=camp_topics(places, camp, topics, scale.middle),
        common=common_ground(places, camp, topics, scale.middle),
        expert_order=tuple(experts[row] for row in leaf_order(places, scale.range)),
        topic_order=tuple(topics[row] for row in leaf_order(places.T, scale.range)),
        map=drawn,
        stress=stress,
    )


def _estimate(value: float | None, found: Finding) -> Estimate:
    """Return the value, or why there is none."""
    return Estimate(value, reason=found.reason if value is None else "")


def _said_enough(places: Array) -> np.ndarray:
    """Return which experts spoke on two topics, and on one of them with another such expert."""
    said = ~np.isnan(places)
    enough = said.sum(axis=1) >= FEWEST_TOPICS
    heard = said[enough].sum(axis=0) > 1
    return np.asarray(enough & (said & heard).any(axis=1))


def _describe(
    found: Finding, places: Array, enough: np.ndarray, names: np.ndarray, width: float
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return frames ``CAMPS`` and ``CAMP_SUMMARY``."""
    frame = pd.DataFrame(
        {
            "expert_id": pd.Series(names, dtype="str"),
            "camp": 0,
            "status": np.where(enough, "apart", "too little said"),
            "n_topics": (~np.isnan(places)).sum(axis=1),
            "silhouette": np.nan,
            "support": np.nan,
            "next_camp": 0,
        }
    )
    if found.grouping is None or found.verdict not in ("stable camps", "tentative camps"):
        return CAMPS.check(frame), CAMP_SUMMARY.empty()
    member = camp_numbers(found)[found.grouping.labels]
    apart = _square(places[enough], width)
    columns = ["camp", "status", "silhouette", "support", "next_camp"]
    frame.loc[enough, columns] = _memberships(found.grouping, member, found.support, apart)[
        columns
    ].to_numpy()
    return CAMPS.check(frame), _summary(found, member, apart)


def _memberships(
    grouping: Grouping, member: np.ndarray, support: Array, apart: Array
) -> pd.DataFrame:
    inside = member > 0
    between = inside & ((support < BETWEEN) | (grouping.widths <= 0))
    return pd.DataFrame(
        {
            "camp": member,
            "status": np.select([between, inside], ["between", "member"], "apart"),
            "silhouette": grouping.widths,
            "support": np.where(inside, support, np.nan),
            "next_camp": _nearest(apart, member),
        }
    )


def _nearest(apart: Array, member: np.ndarray) -> np.ndarray:
    """Return the camp, other than the own, to whose members each expert is nearest on average."""
    numbers = np.arange(1, member.max() + 1)
    mean = np.stack([apart[:, member == camp].mean(axis=1) for camp in numbers], axis=1)
    inside = member > 0
    mean[inside, member[inside] - 1] = np.inf
    return np.asarray(numbers[mean.argmin(axis=1)])


def _summary(found: Finding, member: np.ndarray, apart: Array) -> pd.DataFrame:
    number, sure = camp_numbers(found), found.verdict == "stable camps"
    rows = []
    for camp in range(1, number.max() + 1):
        size = int((member == camp).sum())
        within = apart[np.ix_(member == camp, member == camp)]
        likeness = float(found.over_experts[number == camp][0])
        rows.append(
            {
                "camp": camp,
                "n_experts": size,
                "stability": likeness,
                "stability_topics": float(found.over_topics[number == camp][0]),
                "verdict": "stable" if sure and likeness >= STABLE else "tentative",
                "cohesion": 1 - within.sum() / (size * (size - 1)),
            }
        )
    return CAMP_SUMMARY.build(rows)


def _map(places: Array, names: np.ndarray, width: float) -> tuple[pd.DataFrame, Estimate]:
    from scipy.spatial.distance import squareform

    if len(places) < FEWEST_ON_MAP:
        return MAP.empty(), Estimate(None, reason="Too few experts share topics to draw a map.")
    if len(places) > MOST_ON_MAP:
        return MAP.empty(), Estimate(None, reason=f"A map holds {MOST_ON_MAP} experts at most.")
    shared = shared_topics(places)
    if 2 * (shared > 0).sum() < len(shared):
        return MAP.empty(), Estimate(None, reason="Fewer than half of the pairs share a topic.")
    place, stress = plane(_square(places, width), squareform(shared, checks=False))
    if stress > MOST_STRESS:
        reason = f"The stress, {stress:.2f}, is above {MOST_STRESS:.2f}: a plane would mislead."
        return MAP.empty(), Estimate(stress, reason=reason)
    frame = pd.DataFrame({"expert_id": names, "x": place[:, 0], "y": place[:, 1]})
    return MAP.check(frame), Estimate(stress)


def _square(places: Array, width: float) -> Array:
    from scipy.spatial.distance import squareform

    return np.asarray(squareform(disagreement(places, width), checks=False))
