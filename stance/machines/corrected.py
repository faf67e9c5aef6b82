"""Figures of a study corrected for what its machine gets wrong, beside people's and the machine's.

What is estimated is what the study would say had people coded all of its claims.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, get_args

import numpy as np
import pandas as pd

from stance.analysis.contested import ranks, share_of_pairs, side_counts
from stance.analysis.matrices import compare, ratio
from stance.analysis.opposed_share import fit
from stance.analysis.votes import positions_in
from stance.core.codebook import Codebook, sides_of
from stance.core.contracts import Column, Contract
from stance.machines.drawing import DRAWS, draw
from stance.machines.means import corrected_mean
from stance.machines.share import Share, share_of
from stance.machines.units import Floats, Ints, Units, units_of
from stance.reliability import FEW_ARTICLES


class Ends(NamedTuple):
    """Which of the draws lie in an interval, and how many of them.

    Attributes:
        kind: the shortest interval that holds them, or that which leaves as many out on each side.
        share: of the draws.
    """

    kind: Literal["shortest", "equal tails"]
    share: float


#: What is corrected, in the order in which it is shown.
Figure = Literal["claims for", "claims against", "position", "opposed share", "rank", "agreement"]
FIGURES: tuple[Figure, ...] = get_args(Figure)
#: Pairs of experts beyond which their agreement is not corrected: memory for all draws.
MOST_PAIRS = 2_000
#: Which draws an interval holds, so that it holds nine times in ten what it should: the draws lie
#: too close together, and by how much was measured (docs/performance.md). A figure that is missing
#: here is told without ends, for its draws lie to one side.
ENDS: Mapping[Figure, Ends] = {
    "position": Ends("shortest", 0.94),
    "opposed share": Ends("equal tails", 0.95),
    "rank": Ends("equal tails", 0.95),
}
#: Share of the draws in which a figure must have a value to be told.
DEFINED = 0.5

CORRECTED = Contract(
    "corrected",
    ("figure", "topic", "expert_a", "expert_b"),
    (
        Column("figure", "text", f"{', '.join(FIGURES[:-1])} or {FIGURES[-1]}"),
        Column("topic", "text", "topic id; empty for claims on any topic, and for agreement"),
        Column("expert_a", "text", "the expert; the first of a pair"),
        Column("expert_b", "text", "the second of a pair"),
        Column("people", "number", "from the share that people coded, without the machine"),
        Column("people_low", "number", "lower end of its 90 % interval"),
        Column("people_high", "number", "upper end"),
        Column("machine", "number", "as if the machine never erred; it has no interval"),
        Column("corrected", "number", "from both; NaN where most draws have no value"),
        Column("low", "number", "lower end of its 90 % interval; NaN: none holds (ENDS)"),
        Column("high", "number", "upper end"),
        Column("gain", "number", "1 - width with the machine / width of people only; NaN unknown"),
    ),
)


@dataclass(frozen=True, eq=False)
class Corrected:
    """What a machine's word on all claims is worth beside people's on a share of them.

    Attributes:
        machine: its name.
        share: the claims that people coded; or why nothing is corrected.
        n_answered: claims on which the machine answered.
        figures: frame ``CORRECTED``; empty where nothing is corrected.
        worth: by figure, how many times the claims that people coded they would have to code to be
            as sure without the machine; only where it can be told.
    """

    machine: str
    share: Share
    n_answered: int
    figures: pd.DataFrame
    worth: Mapping[str, float]


def corrected(
    claims: pd.DataFrame,
    judgements: pd.DataFrame,
    answers: pd.DataFrame,
    chances: Mapping[str, tuple[float, bool]],
    codebook: Codebook,
    experts: Sequence[str],
    *,
    machine: str,
    seed: int = 1,
    draws: int = DRAWS,
) -> Corrected:
    """Return the figures of a study, corrected for what the machine gets wrong.

    Args:
        claims: columns claim_id, expert_id and document.
        judgements: frame ``JUDGEMENTS``, of people alone.
        answers: frame ``MACHINE_ANSWERS``.
        chances: how likely each claim was to be chosen for people, and whether it was.
        codebook: topics and scale.
        experts: ids of all experts.
        machine: whose answers count.
        seed: of the draws.
        draws: how many.
    """
    own = answers[answers["machine"] == machine]
    known = claims[claims["expert_id"].isin(list(experts))].reset_index(drop=True)
    share = share_of(known["claim_id"].tolist(), judgements, chances)
    n_answered = int(known["claim_id"].isin(own["claim_id"]).sum())
    if share.why:
        return Corrected(machine, share, n_answered, CORRECTED.empty(), {})
    met = known["expert_id"].tolist()  # in this order they are drawn: whatever ids they have
    numbered = list(dict.fromkeys([*met, *experts]))
    units = units_of(known, judgements, own, share.weight, codebook, numbered)
    world = _World(units, codebook, experts, [numbered.index(e) for e in experts])
    rows = [*_mean_rows(units, world), *_drawn_rows(units, world, seed, draws)]
    figures = CORRECTED.build(rows)
    worth = worth_of(figures, len(share.weight), share.n_claims)
    return Corrected(machine, share, n_answered, figures, worth)


def worth_of(figures: pd.DataFrame, n_coded: int, n_claims: int) -> dict[str, float]:
    """Return how many times the claims that people coded make up for the machine, by figure.

    Squared widths shrink as 1/n - 1/N, n of all N claims being coded: where everything is coded,
    nothing is left to estimate. With r the sum of the squared widths of people only over that of
    both, it is m/n with 1/m - 1/N = (1/n - 1/N) / r: at most N/n.

    Args:
        figures: frame ``CORRECTED``.
        n_coded: claims that people coded, at least one.
        n_claims: all claims, no fewer.
    """
    found = {}
    for figure, rows in figures.groupby("figure", sort=False):
        alone = (rows["people_high"] - rows["people_low"]) ** 2
        both = (rows["high"] - rows["low"]) ** 2
        told = alone.notna() & both.notna()
        if both[told].sum() > 0:
            gain = float(alone[told].sum() / both[told].sum())
            found[str(figure)] = gain / (1 + (gain - 1) * n_coded / n_claims)
    return found


class _World:
    """How outcomes become figures; ``numbers`` are those of the experts in the units."""

    def __init__(
        self, units: Units, codebook: Codebook, experts: Sequence[str], numbers: Sequence[int]
    ) -> None:
        self.units, self.scale, self.numbers = units, codebook.scale, numbers
        self.topics, self.experts = codebook.topic_ids, list(experts)
        self.score = np.append(units.outcomes, np.nan)
        n = len(self.experts)
        self.pairs = n * (n - 1) // 2 if n * (n - 1) // 2 <= MOST_PAIRS else 0

    def sides(self, topic: Ints, outcome: Ints) -> Floats:
        """Return 1 for, -1 against, 0 in the middle, NaN without a score, for each unit."""
        score = np.where(topic < self.units.n_topics, self.score[outcome], np.nan)
        return np.asarray(sides_of(score, self.scale.middle))

    def places(self, drawn: Sequence[tuple[Ints, Ints]]) -> Floats:
        """Return the positions by each set of outcomes, sets × experts × topics, by the rules."""
        u, n = self.units, self.units.n_experts
        topic, outcome = (np.stack(list(part)) for part in zip(*drawn, strict=True))
        number = np.arange(len(topic))[:, None] * n + u.expert
        table = pd.DataFrame(
            {
                "expert_id": number.ravel(),
                "topic": topic.ravel(),
                "source_id": np.broadcast_to(u.document, topic.shape).ravel(),
                "said_on": 0,
                "score": self.score[outcome].ravel(),
            }
        )
        on = table[table["topic"] < u.n_topics]
        cells = positions_in(on, self.scale.middle)
        found = np.full((len(topic) * n, u.n_topics), np.nan)
        found[cells["expert_id"], cells["topic"]] = cells["position"].round(12)
        return found.reshape(len(topic), n, u.n_topics)[:, self.numbers]

    def figures(self, drawn: Sequence[tuple[Ints, Ints]]) -> dict[Figure, Floats]:
        """Return each figure by each set of outcomes, sets × what it is about."""
        places = self.places(drawn)
        counts = side_counts(places, self.scale.middle)
        estimates = [fit(one, np.ones(len(one))).mean for one in counts]
        return {
            "position": places.reshape(len(places), -1),
            "opposed share": share_of_pairs(counts),
            "rank": np.array([ranks(*both) for both in zip(counts, estimates, strict=True)]),
            "agreement": self._agreement(places),
        }

    def _agreement(self, places: Floats) -> Floats:
        if not self.pairs:
            return np.zeros((len(places), 0))
        every = (compare(one, self.scale.range) for one in places)
        return np.array([ratio(pairs.score, pairs.shared) for pairs in every])

    def about(self, figure: Figure) -> Iterator[dict[str, str]]:
        """Yield what each column of a figure is about."""
        if figure == "position":
            yield from ({"expert_a": e, "topic": t} for e in self.experts for t in self.topics)
        elif figure == "agreement":
            first, second = np.triu_indices(len(self.experts) if self.pairs else 0, k=1)
            for a, b in zip(first.tolist(), second.tolist(), strict=True):
                yield {"expert_a": self.experts[a], "expert_b": self.experts[b]}
        else:
            yield from ({"topic": topic} for topic in self.topics)


def _mean_rows(units: Units, world: _World) -> Iterator[dict[str, Any]]:
    """Yield the share of all claims that stand for, and against, some proposition."""
    first = np.unique(units.claim, return_index=True)[1]
    known, weight, document = units.known[first], units.weight[first], units.document[first]
    clusters = document if len(np.unique(document[known])) >= FEW_ARTICLES else None
    said, people = world.sides(*units.of_machine()), world.sides(units.topic, units.outcome)
    for figure, side in _SIDES:
        f, y = _any(units.claim, said == side), _any(units.claim, people == side)
        alone = corrected_mean(f, known, y, weight, clusters, factor=0.0)
        both = corrected_mean(f, known, y, weight, clusters)
        told = [np.clip((m.value, m.low, m.high), 0.0, 1.0).tolist() for m in (alone, both)]
        yield _row({"figure": figure}, told[0], float(f.mean()), told[1])


_SIDES: tuple[tuple[Figure, int], ...] = (("claims for", 1), ("claims against", -1))


def _any(claim: Ints, holds: Any) -> Floats:
    """Return 1 for each claim of which it holds in any place, else 0."""
    return (np.bincount(claim, holds) > 0).astype(np.float64)


def _drawn_rows(units: Units, world: _World, seed: int, draws: int) -> Iterator[dict[str, Any]]:
    """Yield the figures that follow from positions."""
    alone = world.figures(list(draw(units.without_machine(), seed, draws)))
    both = world.figures(list(draw(units, seed, draws)))
    naive = world.figures([units.of_machine()])
    for figure in both:
        people_only, corrected_too = (_told(one[figure], ENDS.get(figure)) for one in (alone, both))
        rows = zip(people_only.T, naive[figure][0], corrected_too.T, strict=True)
        for about, (people, machine, told) in zip(world.about(figure), rows, strict=True):
            if not np.isnan(told[0]):
                yield _row({"figure": figure, **about}, people, float(machine), told)


def _told(drawn: Floats, ends: Ends | None) -> Floats:
    """Return mean and ends of each column; NaN where most draws have no value, or ends are not.

    The ends hold the mean too, which a few far draws may have moved out of where most of them lie.
    """
    enough = np.isnan(drawn).mean(axis=0) <= 1 - DEFINED
    found = np.full((3, drawn.shape[1]), np.nan)
    kept = drawn[:, enough]
    if kept.size:
        found[0, enough] = np.nanmean(kept, axis=0)
    if kept.size and ends:
        low, high = np.array([ends_of(column, ends) for column in kept.T]).T
        found[1, enough] = np.minimum(low, found[0, enough])
        found[2, enough] = np.maximum(high, found[0, enough])
    return found


def ends_of(column: Floats, ends: Ends) -> tuple[float, float]:
    """Return the ends of the interval that holds so many of the draws.

    With equal tails, the k-th smallest and k-th largest of m draws, k being the whole part of
    (1 - share) / 2 · (m + 1), and at least 1.

    Args:
        column: draws; NaN counts as none.
        ends: which of them.
    """
    values = np.sort(column[~np.isnan(column)])
    if ends.kind == "equal tails":
        outside = max(int((1 - ends.share) / 2 * (len(values) + 1) + 1e-9), 1)
        return float(values[outside - 1]), float(values[-outside])
    inside = int(np.ceil(ends.share * len(values) - 1e-9))
    first = int(np.argmin(values[inside - 1 :] - values[: len(values) - inside + 1]))
    return float(values[first]), float(values[first + inside - 1])


def _row(
    about: dict[str, str],
    people: Sequence[float],
    machine: float,
    both: Sequence[float],
) -> dict[str, Any]:
    alone, width = people[2] - people[1], both[2] - both[1]
    return {
        **dict.fromkeys(("topic", "expert_a", "expert_b"), ""),
        **about,
        "people": people[0],
        "people_low": people[1],
        "people_high": people[2],
        "machine": machine,
        "corrected": both[0],
        "low": both[1],
        "high": both[2],
        "gain": 1 - width / alone if alone > 0 else np.nan,
    }
