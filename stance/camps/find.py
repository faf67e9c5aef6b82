"""Groups of experts that hold together, or the verdict that there are none."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd

from stance.analysis_frames import CAMP_SUMMARY, CAMP_TOPICS, CAMPS, COMMON_GROUND, MAP
from stance.camps.grouping import FEWEST, Grouping, disagreement, group
from stance.camps.layout import leaf_order, plane
from stance.camps.resampling import chance_scores, stability
from stance.camps.topics import camp_topics, common_ground
from stance.codebook import Scale
from stance.matrices import Array, opposed_topics, position_matrix, shared_topics
from stance.results import Estimate

Verdict = Literal["stable camps", "tentative camps", "one camp", "no stable camps"]

#: Jaccard likeness from which a camp is stable, and from which it is tentative (Hennig 2007).
STABLE, TENTATIVE = 0.75, 0.60
#: Share of shuffled positions whose silhouette the camps must beat.
BEATS = 0.95
#: Experts and topics below which camps are not looked for.
FEWEST_EXPERTS, FEWEST_TOPICS = 4, 2
#: Support below which an expert stands between camps.
BETWEEN = 0.60
#: Stress-1 up to which a map is drawn: midway between Kruskal's "fair" and "poor".
MOST_STRESS = 0.15


@dataclass(frozen=True, eq=False)
class Camps:
    """What was found, frames as in ``stance.analysis_frames``.

    Attributes:
        verdict: stable camps, tentative camps, one camp or no stable camps.
        reason: one sentence that says why.
        silhouette: mean silhouette of the best grouping.
        p_value: share of shuffled positions that are grouped as well.
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
    experts: pd.DataFrame
    expert_order: tuple[str, ...]
    topic_order: tuple[str, ...]
    stress: Estimate
    camps: pd.DataFrame = field(default_factory=CAMP_SUMMARY.empty)
    topics: pd.DataFrame = field(default_factory=CAMP_TOPICS.empty)
    common: pd.DataFrame = field(default_factory=COMMON_GROUND.empty)
    map: pd.DataFrame = field(default_factory=MAP.empty)


@dataclass(frozen=True, eq=False)
class _Found:
    """A verdict on the experts who said enough."""

    verdict: Verdict
    reason: str
    grouping: Grouping | None = None
    jaccard: Array = field(default_factory=lambda: np.zeros(0))
    support: Array = field(default_factory=lambda: np.zeros(0))
    p_value: float | None = None


def camps(
    positions: pd.DataFrame,
    experts: Sequence[str],
    topics: Sequence[str],
    scale: Scale,
    *,
    seed: int = 1,
    draws: int = 199,
) -> Camps:
    """Return the camps, or the verdict that there are none, with its reason.

    Average linkage on 1 - shrunk agreement, cut into two to six groups where the mean silhouette
    is largest. Camps are claimed only if that silhouette beats 95 % of those found when positions
    are shuffled within topics, and only if two groups at least come back when experts are drawn
    again: mean Jaccard likeness of .75 (stable) or .60 (tentative; Hennig 2007).

    Args:
        positions: frame ``POSITIONS``.
        experts: expert ids.
        topics: topic ids.
        scale: gives the range and the middle.
        seed: of the shuffles and resamples.
        draws: how many of either.
    """
    places = position_matrix(positions, experts, topics).to_numpy()
    enough = _said_enough(places)
    rng = np.random.default_rng(seed)
    found = _find(places[enough], scale, rng, draws)
    frame, summary = _describe(found, places, enough, list(experts), scale)
    camp = frame["camp"].to_numpy()
    names = np.asarray(list(experts), dtype=object)
    drawn, stress = _map(places[enough], names[enough], scale.range)
    return Camps(
        verdict=found.verdict,
        reason=found.reason,
        silhouette=_estimate(found.grouping.score if found.grouping else None, found.reason),
        p_value=_estimate(found.p_value, found.reason),
        experts=frame,
        expert_order=tuple(names[leaf_order(places, scale.range)]),
        topic_order=tuple(
            np.asarray(list(topics), dtype=object)[leaf_order(places.T, scale.range)]
        ),
        stress=stress,
        camps=summary,
        topics=camp_topics(places, camp, topics, scale.middle),
        common=common_ground(places, camp, topics, scale.middle),
        map=drawn,
    )


def _estimate(value: float | None, reason: str) -> Estimate:
    return Estimate(None, reason=reason) if value is None else Estimate(value)


def _said_enough(places: Array) -> np.ndarray:
    """Return which experts spoke on two topics, and on one of them with another such expert."""
    said = ~np.isnan(places)
    enough = said.sum(axis=1) >= FEWEST_TOPICS
    heard = said[enough].sum(axis=0) > 1
    return np.asarray(enough & (said & heard).any(axis=1))


def _find(places: Array, scale: Scale, rng: np.random.Generator, draws: int) -> _Found:
    count = len(places)
    if count < FEWEST_EXPERTS:
        return _Found(
            "no stable camps",
            f"Only {count} experts spoke on {FEWEST_TOPICS} topics or more and share one with "
            f"another; camps need {FEWEST_EXPERTS}.",
        )
    if not opposed_topics(places, scale.middle).any():
        return _Found("one camp", "No two experts stand on opposite sides of any topic.")
    best = group(disagreement(places, scale.range), count)
    if best.score <= -1:
        return _Found("no stable camps", "No cut leaves two groups of at least two experts.")
    chance = chance_scores(places, scale.range, rng, draws)
    p_value = float((1 + (chance >= best.score - 1e-9).sum()) / (1 + draws))
    if p_value > 1 - BEATS + 1e-9:
        return _Found(
            "no stable camps",
            f"Positions shuffled within topics fall into groups as distinct as the best ones here "
            f"(silhouette {best.score:.2f}) {p_value:.0%} of the time; for camps that must be "
            f"{1 - BEATS:.0%} at most.",
            grouping=best,
            p_value=p_value,
        )
    jaccard, support = stability(places, scale.range, best, rng, draws)
    return _judge(best, jaccard, support, p_value)


def _judge(best: Grouping, jaccard: Array, support: Array, p_value: float) -> _Found:
    groups = jaccard[best.sizes >= FEWEST]
    told = ", ".join(f"{value:.2f}" for value in sorted(groups, reverse=True))
    verdict: Verdict
    if (groups >= STABLE).sum() >= 2:
        verdict, reason = "stable camps", f"Groups come back when experts are drawn again ({told})."
    elif (groups >= TENTATIVE).sum() >= 2:
        verdict = "tentative camps"
        reason = f"Groups come back only in part when experts are drawn again ({told})."
    else:
        verdict = "no stable camps"
        reason = f"The groups fall apart when experts are drawn again ({told}; .60 is needed)."
    return _Found(verdict, reason, best, jaccard, support, p_value)


def _describe(
    found: _Found, places: Array, enough: np.ndarray, experts: list[str], scale: Scale
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return frames ``CAMPS`` and ``CAMP_SUMMARY``."""
    blank = np.full(len(experts), np.nan)
    rows = {
        "expert_id": pd.Series(experts, dtype="str"),
        "camp": np.zeros(len(experts), dtype=int),
        "status": np.where(enough, "apart", "too little said").astype(object),
        "n_topics": (~np.isnan(places)).sum(axis=1),
        "silhouette": blank,
        "support": blank.copy(),
        "next_camp": np.zeros(len(experts), dtype=int),
    }
    if found.grouping is None or found.verdict not in ("stable camps", "tentative camps"):
        return CAMPS.check(pd.DataFrame(rows)), CAMP_SUMMARY.empty()
    best, number = found.grouping, _numbers(found.grouping.sizes, found.jaccard)
    apart = _square(places[enough], scale.range)
    member = number[best.labels]
    near = _nearest(apart, member)
    between = (member > 0) & ((found.support < BETWEEN) | (best.widths <= 0))
    rows["camp"][enough] = member
    rows["next_camp"][enough] = near
    rows["silhouette"][enough] = best.widths
    rows["support"][enough] = np.where(member > 0, found.support, np.nan)
    rows["status"][enough] = np.select([between, member > 0], ["between", "member"], "apart")
    jaccard = {camp: float(found.jaccard[number == camp][0]) for camp in range(1, number.max() + 1)}
    return CAMPS.check(pd.DataFrame(rows)), _summary(member, jaccard, apart)


def _numbers(sizes: np.ndarray, jaccard: Array) -> np.ndarray:
    """Return the number of each group's camp, the largest 1; 0 where it is none."""
    named = (jaccard >= TENTATIVE) & (sizes >= FEWEST)
    number = np.zeros(len(sizes), dtype=int)
    order = [i for i in np.argsort(-sizes, kind="stable") if named[i]]
    number[order] = np.arange(1, len(order) + 1)
    return number


def _square(places: Array, width: float) -> Array:
    from scipy.spatial.distance import squareform

    return np.asarray(squareform(disagreement(places, width), checks=False))


def _nearest(apart: Array, member: np.ndarray) -> np.ndarray:
    """Return the camp, other than the own, to whose members each expert is nearest on average."""
    numbers = np.arange(1, member.max() + 1)
    mean = np.stack([apart[:, member == i].mean(axis=1) for i in numbers], axis=1)
    own = member > 0
    mean[own, member[own] - 1] = np.inf
    return np.asarray(numbers[mean.argmin(axis=1)])


def _summary(member: np.ndarray, jaccard: dict[int, float], apart: Array) -> pd.DataFrame:
    rows = []
    for camp, value in jaccard.items():
        size = int((member == camp).sum())
        within = apart[np.ix_(member == camp, member == camp)]
        rows.append(
            {
                "camp": camp,
                "n_experts": size,
                "stability": value,
                "verdict": "stable" if value >= STABLE else "tentative",
                "cohesion": 1 - within.sum() / (size * (size - 1)),
            }
        )
    return CAMP_SUMMARY.build(rows)


def _map(places: Array, names: np.ndarray, width: float) -> tuple[pd.DataFrame, Estimate]:
    from scipy.spatial.distance import squareform

    if len(places) < FEWEST_EXPERTS:
        return MAP.empty(), Estimate(None, reason="Too few experts share topics to draw a map.")
    shared = shared_topics(places)
    if 2 * (shared > 0).sum() < len(shared):
        return MAP.empty(), Estimate(None, reason="Fewer than half of the pairs share a topic.")
    place, stress = plane(_square(places, width), squareform(shared, checks=False))
    if stress > MOST_STRESS:
        reason = f"The stress, {stress:.2f}, is above {MOST_STRESS:.2f}: a plane would mislead."
        return MAP.empty(), Estimate(stress, reason=reason)
    frame = pd.DataFrame({"expert_id": names, "x": place[:, 0], "y": place[:, 1]})
    return MAP.check(frame), Estimate(stress)
