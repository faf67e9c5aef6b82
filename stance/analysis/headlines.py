"""What a report's first sentences rest on, so that they can be compared under other annotators."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from stance.reliability import Sensitivity

#: What can be said of the topic on which the experts are most divided:
#: one, it can be named; only, there is no other on which any two of these experts are opposed;
#: several, it is one of a few that cannot be told apart; many, it is one of more than that;
#: few, all opposition is between too few experts to rank; none, nobody is opposed;
#: unranked, nobody is opposed, and too few experts spoke to rank any topic; empty, no positions.
Verdict = Literal["one", "only", "several", "many", "few", "none", "unranked", "empty"]

#: What would be another without an annotator: the order, which topics are named, while as many
#: stand on each side of those that are; out, where none stood out, one or a few would; sides, who
#: stands on which side; both, without one annotator the one and without another the other.
Overturned = Literal["", "order", "out", "sides", "both"]

#: Chance that the most contested topic is among those that are named.
SURE = 0.85
#: Topics above which it makes no sense to name them all.
SEVERAL = 5


@dataclass(frozen=True, slots=True)
class Split:
    """The topics on which the experts are most divided.

    Attributes:
        verdict: what can be said of them.
        topics: which they are; empty where nobody is opposed.
    """

    verdict: Verdict
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class Headlines:
    """The findings that stand first.

    Attributes:
        split: the topics on which the experts are most divided, and what can be said of them.
        agreed: ranked topics on which all experts stand on one side, with that side.
        pair: the pairs furthest apart by shrunk agreement; more than one where they tie.
        counts: of each topic, how many stand against, in the middle and for.
    """

    split: Split
    agreed: frozenset[tuple[str, int]]
    pair: frozenset[tuple[str, str]]
    counts: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lead:
    """What the page says first: the topics of the split, and on whom that hangs.

    Attributes:
        verdict: what can be said of them.
        topics: in the order of their rank.
        overturned_by: annotators without whose codes the verdict or the topics would be others; of
            "many" topics, none of which stands out, the verdict alone.
        overturned: what would be another without them; empty where nobody overturns it.
    """

    verdict: Verdict
    topics: tuple[str, ...]
    overturned_by: tuple[str, ...]
    overturned: Overturned = ""


def headlines(contested: pd.DataFrame, agreement: pd.DataFrame) -> Headlines:
    """Return the headlines.

    Args:
        contested: frame ``CONTESTED``.
        agreement: frame ``AGREEMENT``.
    """
    ranked = contested[contested["rank"].notna()]
    agreed = [
        (row.topic, side)
        for row in ranked.itertuples(index=False)
        for side, n in ((1, row.n_for), (-1, row.n_against))
        if n == row.n_experts
    ]
    pairs = agreement[agreement["n_shared"] > 0]
    shrunk = pairs["shrunk"].round(12)
    apart = pairs[shrunk == shrunk.min()]
    return Headlines(
        split=split(contested),
        agreed=frozenset(agreed),
        pair=frozenset(zip(apart["expert_a"], apart["expert_b"], strict=True)),
        counts={
            row.topic: (row.n_against, row.n_experts - row.n_against - row.n_for, row.n_for)
            for row in contested.itertuples(index=False)
        },
    )


def split(contested: pd.DataFrame) -> Split:
    """Return the topics on which the experts are most divided, and what can be said of them.

    Named are the first topics of the ranking, as few as hold the most contested one with a chance
    of ``SURE`` (subset selection, Gupta 1965); all with experts on both sides where they do not.

    Args:
        contested: frame ``CONTESTED``.
    """
    divided = contested[(contested["n_for"] > 0) & (contested["n_against"] > 0)]
    ranked = divided[divided["rank"].notna()]
    if ranked.empty:
        return Split(_without_rank(contested, divided), frozenset(divided["topic"]))
    if len(divided) == 1:
        return Split("only", frozenset(ranked["topic"]))
    chance = ranked["p_first"].cumsum().to_numpy()
    last = ranked["rank"].to_numpy()[min((chance < SURE - 1e-9).sum(), len(ranked) - 1)]
    named = frozenset(ranked["topic"][ranked["rank"] <= last])
    if len(named) == 1:
        return Split("one", named)
    return Split("several" if len(named) <= SEVERAL else "many", named)


def _without_rank(contested: pd.DataFrame, divided: pd.DataFrame) -> Verdict:
    if len(divided):
        return "few"
    if contested["rank"].notna().any():
        return "none"
    return "unranked" if contested["n_experts"].any() else "empty"


def _split_overturned(one: Headlines, other: Headlines) -> bool:
    """Say whether other topics are named, or as another kind; of "many" the kind alone counts."""
    if one.split.verdict == "many":
        return other.split.verdict != "many"
    return one.split != other.split


#: Whether a finding of everybody, the first, is another one for others: what is named first is
#: named no more, and not only a tie that breaks or a topic more among many.
OVERTURNED: Mapping[str, Callable[[Headlines, Headlines], bool]] = {
    "split": _split_overturned,
    "agreed": lambda one, other: one.agreed != other.agreed,
    "pair": lambda one, other: one.pair.isdisjoint(other.pair) and one.pair != other.pair,
}


def lead(contested: pd.DataFrame, found: Sensitivity[Headlines]) -> Lead:
    """Return what the page says first.

    Args:
        contested: frame ``CONTESTED``, whose order the topics keep.
        found: the headlines of everybody, and without each annotator.
    """
    everyone = found.everyone
    by = found.changed_without(OVERTURNED["split"])
    kinds = {_overturned(everyone, found.without[name]) for name in by}
    return Lead(
        everyone.split.verdict,
        tuple(topic for topic in contested["topic"] if topic in everyone.split.topics),
        by,
        "both" if len(kinds) > 1 else next(iter(kinds), ""),
    )


def _overturned(one: Headlines, other: Headlines) -> Overturned:
    """Return what is another in a headline that is overturned.

    All but the order of divided topics follows from how many stand where.
    """
    if one.split.verdict == "many" and other.split.verdict in ("one", "only", "several"):
        return "out"
    named = one.split.topics if one.split.verdict in ("one", "several") else one.counts
    same = all(one.counts[topic] == other.counts.get(topic) for topic in named)
    return "order" if same else "sides"
