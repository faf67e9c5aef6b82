"""Which side each expert stands on, and whether other annotators' codes would change it.

The codes are drawn again: for every claim and topic, as many votes as were given, each taken from
the votes given and one vote more, that of an annotator who was not there. How that one would have
voted is read from the whole study: from how often two annotators of one claim gave each pair of
stances (Krippendorff's coincidences). So two annotators who agree are not mistaken for certainty,
and a study in which they often differ doubts more. The drawn votes become judgements and
positions by the study's own rules; an adjudicator's decisions stay.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from stance.analysis.consensus import VOTED, Decider
from stance.analysis.documents import documents
from stance.analysis.majority import count_votes, decide
from stance.analysis.matrices import Array, ratio
from stance.core.codebook import Scale, sides_of
from stance.core.contracts import Column, Contract
from stance.core.counting import number_rows

SIDES = Contract(
    "sides",
    ("expert_id", "topic"),
    (
        Column("expert_id", "text", "the expert"),
        Column("topic", "text", "topic id"),
        Column("position", "number", "where the expert stands"),
        Column("side", "integer", "1 for, 0 in the middle, -1 against"),
        Column("p_for", "number", "chance to stand for if the codes were drawn again; NaN unknown"),
        Column("p_against", "number", "chance to stand against if the codes were drawn again"),
        Column("p_open", "number", "chance that no judgement would be settled"),
    ),
)
OPPOSED = Contract(
    "opposed",
    ("expert_a", "expert_b", "topic"),
    (
        Column("expert_a", "text", "the expert who comes first in the study's list"),
        Column("expert_b", "text", "the other expert"),
        Column("topic", "text", "a topic on which both have a position"),
        Column("position_a", "number", "where the first stands"),
        Column("position_b", "number", "where the other stands"),
        Column("opposed", "flag", "they stand on opposite sides"),
        Column("p_opposed", "number", "chance of that if the codes were drawn again; NaN unknown"),
    ),
)


_CELL = ["expert_id", "topic"]
#: Numbers drawn at a time, so that large studies fit into memory.
_BLOCK = 4_000_000


def sides(
    positions: pd.DataFrame,
    judgements: pd.DataFrame,
    annotations: pd.DataFrame,
    scale: Scale,
    *,
    seed: int = 1,
    draws: int = 500,
) -> pd.DataFrame:
    """Return the side of every position, with the chance of either side when codes are redrawn.

    Args:
        positions: frame ``POSITIONS``, one vote per source.
        judgements: frame ``JUDGEMENTS``, from which the positions come.
        annotations: frame ``ANNOTATIONS``, from which the judgements come.
        scale: the stances, their sides and the step within which votes agree.
        seed: of the draws.
        draws: how many times the codes are drawn.

    Returns:
        Frame ``SIDES``: one row a position. The chances are NaN where no claim of the study has
        two votes on one topic: then nothing is known of how annotators differ.
    """
    placed = positions.loc[positions["position"].notna(), [*_CELL, "position"]]
    side = sides_of(placed["position"], scale.middle).astype("int64")
    chance = _chances(judgements, annotations, scale, np.random.default_rng(seed), draws)
    joined = placed.assign(side=side).merge(chance, on=_CELL, how="left")
    return SIDES.check(joined)


def opposed(sides: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the shared topics of these pairs, and the chance that the pair stands opposed.

    P(opposed) = P(a for)·P(b against) + P(a against)·P(b for): the codes of different claims are
    drawn independently.

    Args:
        sides: frame ``SIDES``.
        pairs: any frame with ``expert_a`` and ``expert_b``, such as ``AGREEMENT`` or part of it.

    Returns:
        Frame ``OPPOSED``, in the order of the pairs.
    """
    both = pairs[["expert_a", "expert_b"]]
    for letter in "ab":
        one = sides.rename(columns={name: f"{name}_{letter}" for name in sides.columns})
        one = one.rename(
            columns={f"topic_{letter}": "topic", f"expert_id_{letter}": f"expert_{letter}"}
        )
        keys = [f"expert_{letter}"] if letter == "a" else ["expert_b", "topic"]
        both = both.merge(one, on=keys, how="inner")
    chance = both["p_for_a"] * both["p_against_b"] + both["p_against_a"] * both["p_for_b"]
    stand = both["side_a"] * both["side_b"] < 0
    return OPPOSED.check(both.assign(opposed=stand, p_opposed=chance))


def _chances(
    judgements: pd.DataFrame,
    annotations: pd.DataFrame,
    scale: Scale,
    rng: np.random.Generator,
    draws: int,
) -> pd.DataFrame:
    drawn = _Redrawn.of(judgements, annotations, scale)
    if drawn is None:
        cells = judgements.loc[judgements["status"].isin(VOTED), _CELL].drop_duplicates()
        return cells.assign(p_for=np.nan, p_against=np.nan, p_open=np.nan)
    found = np.zeros((3, drawn.average.n_cells))
    for places in drawn.positions(scale, rng, draws):
        side = sides_of(places, scale.middle)
        found += np.stack([(side == 1).sum(1), (side == -1).sum(1), np.isnan(side).sum(1)])
    columns = dict(zip(("p_for", "p_against", "p_open"), found / draws, strict=True))
    return drawn.average.cells.assign(**columns)


def doubt(
    judgements: pd.DataFrame,
    annotations: pd.DataFrame,
    scale: Scale,
    *,
    seed: int = 1,
    draws: int = 200,
) -> pd.DataFrame:
    """Return how far each position moves when the codes are drawn again.

    Args:
        judgements: frame ``JUDGEMENTS``.
        annotations: frame ``ANNOTATIONS``, from which they come.
        scale: the stances, their sides and the step within which votes agree.
        seed: of the draws.
        draws: how many times the codes are drawn.

    Returns:
        expert_id, topic and doubt: the variance of the position over the draws that settle it, in
        squared units of the scale. No rows where no claim has two votes on one topic.
    """
    drawn = _Redrawn.of(judgements, annotations, scale)
    if drawn is None:
        return pd.DataFrame({name: pd.Series([], dtype="str") for name in _CELL}).assign(
            doubt=pd.Series([], dtype="float64")
        )
    n, total, squares = (np.zeros(drawn.average.n_cells) for _ in range(3))
    for places in drawn.positions(scale, np.random.default_rng(seed), draws):
        known = ~np.isnan(places)
        from_middle = np.where(known, places - scale.middle, 0.0)
        n += known.sum(axis=1)
        total += from_middle.sum(axis=1)
        squares += (from_middle**2).sum(axis=1)
    variance = ratio(squares, n) - ratio(total, n) ** 2
    return drawn.average.cells.assign(doubt=np.maximum(variance, 0.0))


@dataclass(frozen=True, eq=False)
class _Redrawn:
    """All that drawing codes again needs: the votes, how likely each is, and what they become."""

    votes: Array
    likely: Array
    decided: np.ndarray
    fixed: Array
    average: "_Average"

    @classmethod
    def of(
        cls, judgements: pd.DataFrame, annotations: pd.DataFrame, scale: Scale
    ) -> "_Redrawn | None":
        """Return it; None where no claim has two votes on one topic."""
        judged = judgements[judgements["status"].isin(VOTED)]
        votes = count_votes(judged, annotations, scale)
        together = _either_way(_coincidences(votes), scale)
        if not together.sum():
            return None
        decided = (judged["decided_by"] == Decider.ADJUDICATOR).to_numpy()
        fixed = judged["score"].to_numpy()
        return cls(votes, _likely(votes, together), decided, fixed, _Average.of(judged))

    def positions(self, scale: Scale, rng: np.random.Generator, draws: int) -> Iterator[Array]:
        """Yield positions, cells × some of the draws, until all are drawn."""
        n = self.votes.sum(axis=1).astype("int64")
        left = draws
        while left:
            some = min(left, max(1, _BLOCK // self.votes.size))
            drawn = rng.multinomial(n, self.likely, size=(some, len(n)))
            votes, place, _ = number_rows(drawn.reshape(-1, drawn.shape[2]))
            score = decide(votes.astype(float), scale).score[place].reshape(some, len(n))
            yield self.average.positions(np.where(self.decided, self.fixed, score))
            left -= some


@dataclass(frozen=True, eq=False)
class _Average:
    """Judgements to positions by sparse matrices: mean within a source, then over sources."""

    cells: pd.DataFrame
    sources: Any  # sparse; scipy is untyped
    experts: Any

    @classmethod
    def of(cls, judged: pd.DataFrame) -> "_Average":
        by_cell = judged.groupby(_CELL, sort=False)
        cell = by_cell.ngroup().to_numpy()
        keys = [*(judged[name] for name in _CELL), documents(judged)]
        source = judged.groupby(keys, sort=False).ngroup().to_numpy()
        first = np.unique(source, return_index=True)[1]
        return cls(
            judged[_CELL].drop_duplicates().reset_index(drop=True),
            _indicator(source),
            _indicator(cell[first]),
        )

    @property
    def n_cells(self) -> int:
        return len(self.cells)

    def positions(self, scores: Array) -> Array:
        """Return the positions, cells × draws, of scores, draws × judgements."""
        return _mean(self.experts, _mean(self.sources, scores.T))


def _indicator(group: np.ndarray) -> Any:
    from scipy.sparse import csr_array

    shape = (int(group.max(initial=-1)) + 1, len(group))
    return csr_array((np.ones(len(group)), (group, np.arange(len(group)))), shape=shape)


def _mean(groups: Any, values: Array) -> Array:
    known = ~np.isnan(values)
    count = groups @ known.astype(float)
    total = groups @ np.where(known, values, 0.0)
    return ratio(total, count)


def _coincidences(votes: Array) -> Array:
    """Return how often two annotators of one claim gave each pair of stances."""
    n = votes.sum(axis=1)
    several = votes[n > 1] / np.sqrt(n[n > 1] - 1)[:, None]
    alike = (votes[n > 1] / (n[n > 1] - 1)[:, None]).sum(axis=0)
    return np.asarray(several.T @ several - np.diag(alike))


def _either_way(together: Array, scale: Scale) -> Array:
    """Return the coincidences as if each claim bore on its proposition turned round as often.

    So the wording of a proposition does not decide how sure a side is. On a scale that is not the
    same from either end they stay as they are.
    """
    scores = np.asarray(scale.scores)
    if not np.allclose(scores + scores[::-1], 2 * scale.middle):
        return together
    turned = np.append(np.arange(len(scores))[::-1], len(scores))  # "unclear" stays
    return np.asarray((together + together[np.ix_(turned, turned)]) / 2)


def _likely(votes: Array, together: Array) -> Array:
    """Return how likely each stance is in a draw: the votes given and one vote more."""
    seen = together.sum(axis=1)
    other = np.where(
        seen[:, None] > 0, together / np.where(seen > 0, seen, 1)[:, None], np.eye(len(seen))
    )
    n = np.maximum(votes.sum(axis=1, keepdims=True), 1.0)
    more = votes @ other / n
    chance = votes + more
    total = chance.sum(axis=1, keepdims=True)
    return ratio(chance, total, 0.0)
