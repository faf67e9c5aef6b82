"""Are there camps among these experts? The verdict, and the groups on which it rests."""

from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from stance.analysis.camps.grouping import FEWEST, Grouping, disagreement, group
from stance.analysis.camps.resampling import chance_of, stability, topic_stability
from stance.analysis.camps.rivals import chance_of_line, chance_of_more
from stance.analysis.camps.sample import joined, sample
from stance.analysis.camps.standard import Standard, standard
from stance.analysis.matrices import Array, opposed_topics
from stance.core.codebook import Scale

Verdict = Literal[
    "stable camps", "tentative camps", "one line or two camps", "one camp", "no stable camps"
]

#: Jaccard likeness from which a camp is stable, and from which it is tentative, when experts are
#: drawn again (Hennig 2007).
STABLE, TENTATIVE = 0.75, 0.60
#: Likeness that every camp must keep when topics are drawn again. Found by simulation: chance, and
#: experts who lie along one line, are rarely above it; planted camps nearly always are.
OVER_TOPICS = 0.70
#: The same where just two camps are named: two is what a line falls into, hardly ever three.
OVER_TOPICS_OF_TWO = 0.80
#: Largest chance that shuffled positions would look as much like these camps, and that these camps
#: would look as much like one more.
CHANCE = 0.05
#: Largest chance that experts along one line would look as much like these camps. Found by
#: simulation: at .05 sworn camps are often taken for a line, at .10 hardly ever.
ON_LINE = 0.10
#: Shuffles, resamples and studies drawn of each kind, unless told otherwise.
DRAWS = 199
#: The fewest and the most that may be asked for: of fewer no chance is known to 5 %, and more keep
#: a large study busy for hours.
FEWEST_DRAWS, MOST_DRAWS = 99, 9_999
#: Experts below which camps are not looked for: two camps of the fewest.
FEWEST_EXPERTS = 2 * FEWEST


@dataclass(frozen=True, eq=False)
class Finding:
    """A verdict on experts who said enough to be grouped.

    Attributes:
        verdict: stable camps, tentative camps, one camp or no stable camps.
        reason: one sentence that says why.
        grouping: the best grouping; None where none was looked for.
        p_value: share of shuffled positions that are grouped as well; None likewise.
        p_line: share of tables along one line that look as much like these camps; None where that
            was not asked, because the camps fell before.
        p_more: share of tables of just these camps that look as much like one more; None likewise.
        over_experts: likeness of each group to its like when experts are drawn again.
        over_topics: the same when topics are drawn again.
        support: share of the resamples that put each expert into the same group again; NaN for who
            was not drawn where there are too many.
        sought: among how many experts the groups were sought.
        draws: how many shuffles, resamples and studies were to be drawn of each kind.
    """

    verdict: Verdict
    reason: str
    grouping: Grouping | None = None
    p_value: float | None = None
    p_line: float | None = None
    p_more: float | None = None
    over_experts: Array = field(default_factory=lambda: np.zeros(0))
    over_topics: Array = field(default_factory=lambda: np.zeros(0))
    support: Array = field(default_factory=lambda: np.zeros(0))
    sought: int = 0
    draws: int = 0


def find(
    places: Array, scale: Scale, rng: np.random.Generator, draws: int | None = None
) -> Finding:
    """Return whether there are camps among the experts whose places these are."""
    count = len(places)
    if count < FEWEST_EXPERTS:
        return Finding(
            "no stable camps",
            f"Too few experts ({count}) spoke on two topics and share one with another; "
            f"two camps need {FEWEST_EXPERTS}.",
        )
    if not opposed_topics(places, scale.middle).any():
        return Finding(
            "one camp",
            "No two experts who spoke on two topics and share one with another stand on opposite "
            "sides of any topic.",
        )
    form = standard(places, scale.middle, scale.range)
    drawn, draws = sample(count, rng), DRAWS if draws is None else draws
    found = _find(form.places[drawn], scale.range, rng, draws)
    found = replace(found, sought=len(drawn), draws=draws)
    return _of_everybody(found, form, drawn, scale.range)


def _find(places: Array, width: float, rng: np.random.Generator, draws: int) -> Finding:
    best = group(disagreement(places, width), len(places))
    if best.score <= -1:
        return Finding("no stable camps", "No cut leaves two groups of three experts or more.")
    p_value = chance_of(best.score, places, width, rng, draws, CHANCE)
    if p_value > CHANCE:
        reason = (
            "Positions shuffled within topics fall into groups as distinct as the best ones here "
            f"(silhouette {best.score:.2f}) about {p_value:.0%} of the time; for camps that may be "
            f"{CHANCE:.0%} at most."
        )
        return Finding("no stable camps", reason, best, p_value)
    over_experts, support = stability(places, width, best, rng, draws)
    over_topics = topic_stability(places, width, best, rng, draws)
    found = Finding(
        "no stable camps",
        "",
        best,
        p_value,
        over_experts=over_experts,
        over_topics=over_topics,
        support=support,
    )
    return _against_rivals(_judge(found), places, rng, draws)


def _of_everybody(found: Finding, form: Standard, drawn: np.ndarray, width: float) -> Finding:
    """Return the finding about all experts, in the order in which the study lists them."""
    if found.grouping is None:
        return found
    grouping = joined(found.grouping, form.places, drawn, width)
    support = np.full(len(form.places), np.nan)
    if len(found.support):
        support[drawn] = found.support
    back = np.argsort(form.experts)
    listed = Grouping(grouping.labels[back], grouping.widths[back], grouping.score)
    return replace(found, grouping=listed, support=support[back])


def _against_rivals(found: Finding, places: Array, rng: np.random.Generator, draws: int) -> Finding:
    """Return the finding with the verdict that one line, and one camp more, leave to it."""
    if found.grouping is None or found.verdict == "no stable camps":
        return found
    labels, count = found.grouping.labels, int((camp_sizes(found) >= FEWEST).sum())
    line = chance_of_line(places, labels, rng, draws, ON_LINE)
    found = replace(found, p_line=line)
    verdict: Verdict = "one line or two camps" if count == 2 else "no stable camps"
    if line > ON_LINE:
        reason = (
            f"Experts along one line would look as much like {count} camps about "
            f"{line:.0%} of the time; for camps that may be {ON_LINE:.0%} at most."
        )
        return replace(found, verdict=verdict, reason=reason)
    named = camp_numbers(found) > 0
    if named.sum() == 2 and (found.over_topics[named] < OVER_TOPICS_OF_TWO).any():
        reason = (
            "Two groups come back, but when topics are drawn again no surer than the halves of a "
            f"line do (a likeness of {OVER_TOPICS_OF_TWO:.2f} is needed)."
        )
        return replace(found, verdict=verdict, reason=reason)
    more = chance_of_more(places, labels, rng, draws, CHANCE)
    found = replace(found, p_more=more)
    if more <= CHANCE:
        reason = f"The {count} groups that come back hold smaller groups that stand apart."
        return replace(found, verdict="no stable camps", reason=reason)
    return found


def _judge(found: Finding) -> Finding:
    """Return the finding with the verdict that its resamples allow."""
    sizes, number = camp_sizes(found), camp_numbers(found)
    named = number > 0
    held, everyone = int(sizes[named].sum()), int(sizes.sum())
    stable = int((named & (found.over_experts >= STABLE)).sum())
    if named.sum() < 2:
        reason = (
            "Fewer than two groups of three experts or more come back when experts and topics are "
            f"drawn again (a likeness of {TENTATIVE:.2f} and {OVER_TOPICS:.2f} is needed)."
        )
        return replace(found, reason=reason)
    if 2 * held < everyone:
        reason = f"The groups that come back hold only {held} of {everyone} experts."
        return replace(found, reason=reason)
    if stable >= 2 and not (~named & (sizes >= FEWEST)).any():
        reason = f"{stable} groups come back when experts and topics are drawn again."
        return replace(found, verdict="stable camps", reason=reason)
    reason = "Groups come back only in part when experts and topics are drawn again."
    return replace(found, verdict="tentative camps", reason=reason)


def camp_sizes(found: Finding) -> np.ndarray:
    """Return how many experts each group holds; empty where there is no grouping."""
    return np.zeros(0, dtype=int) if found.grouping is None else found.grouping.sizes


def camp_numbers(found: Finding) -> np.ndarray:
    """Return the number of each group's camp, the largest 1; 0 for a group that is no camp."""
    sizes = camp_sizes(found)
    number = np.zeros(len(sizes), dtype=int)
    if not len(found.over_experts):
        return number
    held = (found.over_experts >= TENTATIVE) & (found.over_topics >= OVER_TOPICS)
    named = held & (sizes >= FEWEST)
    order = [group for group in np.argsort(-sizes, kind="stable") if named[group]]
    number[order] = np.arange(1, len(order) + 1)
    return number
