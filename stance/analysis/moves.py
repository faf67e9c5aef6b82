"""Who moved between two codings or two spans of time, on which topic, and how sure that is.

A move is the difference of two positions. Two things make it doubtful: other annotators would have
coded the claims otherwise, and the expert would have said it otherwise in another article. The
first is known from drawing the codes again, the second from how far one expert's articles of one
span differ, over all experts and topics together. The larger of the two counts, since articles
differ by their codes too. Only what is beyond it among all that is compared is called a move.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy

from stance.analysis.consensus import Status
from stance.analysis.documents import documents
from stance.analysis.sides import doubt
from stance.core.codebook import NONE, Scale, sides_of
from stance.core.contracts import Column, Contract

MOVES = Contract(
    "moves",
    ("expert_id", "topic"),
    (
        Column("expert_id", "text", "an expert with a position in both"),
        Column("topic", "text", "topic id"),
        Column("before", "number", "position before"),
        Column("after", "number", "position after"),
        Column("move", "number", "after less before, in units of the scale"),
        Column("low", "number", "lower end of its 90 % interval; NaN: nothing is known of doubt"),
        Column("high", "number", "upper end of its 90 % interval"),
        Column("p_value", "number", "chance of so large a move of one who stays; NaN unknown"),
        Column("beyond", "flag", "a move beyond doubt, among all that is compared (Holm, 2 %)"),
        Column("crossed", "flag", "from one side of the middle to the other"),
        Column("n_before", "integer", "documents before"),
        Column("n_after", "integer", "documents after"),
        Column("claim_before", "text", "the claim that shows best where the expert stood"),
        Column("claim_after", "text", "the same of where the expert stands"),
    ),
)

#: Chance that any move is called one where nobody moved, and probability of an interval.
RISK, LEVEL = 0.02, 0.90
#: How many differences between articles the prior of their variance weighs as much as.
PRIOR = 2.0

_CELL = ["expert_id", "topic"]


@dataclass(frozen=True, eq=False)
class Span:
    """One of the two: what was coded of it.

    Attributes:
        positions: frame ``POSITIONS``.
        judgements: frame ``JUDGEMENTS``, from which they come.
        annotations: frame ``ANNOTATIONS``, from which these come.
    """

    positions: pd.DataFrame
    judgements: pd.DataFrame
    annotations: pd.DataFrame


def moves(
    before: Span, after: Span, scale: Scale, *, seed: int = 1, same_documents: bool = False
) -> pd.DataFrame:
    """Return every expert and topic with a position in both, and how far it moved.

    Variance of a move: the larger of v₁ + v₂, the variances of the positions when the codes are
    drawn again, and σ²(1/n₁ + 1/n₂), n the documents; σ² is the variance of one expert's documents
    on one topic within a span, pooled over all, and drawn toward that of one step of the scale
    (weight ``PRIOR``). The interval and the chance are those of Student's t. Where no expert spoke
    in two documents of one span, the codes alone count; where no claim was coded twice either,
    nothing is known.

    Args:
        before: the earlier span, or the other study.
        after: the later one.
        scale: of both.
        seed: of the draws.
        same_documents: these are two codings of the same claims: documents cannot make a move, and
            a coding of whose doubt nothing is known adds none.

    Returns:
        Frame ``MOVES``: moves beyond doubt first, the largest of each kind first.
    """
    both = _placed(before, "before").merge(_placed(after, "after"), on=_CELL)
    redrawn = [doubt(one.judgements, one.annotations, scale, seed=seed) for one in (before, after)]
    for one, name in zip(redrawn, ("before", "after"), strict=True):
        both = both.merge(one.rename(columns={"doubt": f"doubt_{name}"}), on=_CELL, how="left")
    move = (both["after"] - both["before"]).round(9)
    doubts = both[["doubt_before", "doubt_after"]]
    of_codes = doubts.sum(axis=1, min_count=1 if same_documents else 2)
    spoken = [] if same_documents else [before.judgements, after.judgements]
    sigma, df = document_variance(spoken, scale)
    of_documents = sigma * (1 / both["n_before"] + 1 / both["n_after"])
    error = np.sqrt(np.fmax(of_codes, of_documents))
    chance = _chance(move, error, df)
    reach = float(scipy.special.stdtrit(df, (1 + LEVEL) / 2)) * error
    found = both.assign(
        move=move,
        low=(move - reach).clip(-scale.range, scale.range),
        high=(move + reach).clip(-scale.range, scale.range),
        p_value=chance,
        beyond=holm(chance, RISK),
        crossed=sides_of(both["before"], scale.middle) * sides_of(both["after"], scale.middle) < 0,
        claim_before=_shown_by(before, both, "before"),
        claim_after=_shown_by(after, both, "after"),
    )
    order = found.assign(size=-found["move"].abs()).sort_values(
        ["beyond", "size", *_CELL], ascending=[False, True, True, True], kind="stable"
    )
    return MOVES.check(order)


def _chance(move: pd.Series, error: pd.Series, freedom: float) -> pd.Series:
    """Return the chance of so large a move of one who stays; without any doubt 0, or 1 of none."""
    size = (move.abs() / error.where(error > 0)).mask((error == 0) & (move != 0), np.inf)
    size = size.mask((error == 0) & (move == 0), 0.0)
    return pd.Series(2 * scipy.special.stdtr(freedom, -size), move.index)


def document_variance(judgements: list[pd.DataFrame], scale: Scale) -> tuple[float, float]:
    """Return the variance of an expert's documents on a topic within a span, and its freedom.

    σ² = (Σ(v - v̄)² + w·s²) / (Σ(n - 1) + w), v the vote of a document, s the smallest step of the
    scale, w the weight of the prior. NaN, with infinite freedom, where nobody spoke twice.

    Args:
        judgements: frames ``JUDGEMENTS``, one a span.
        scale: gives the step.
    """
    squares, freedom = 0.0, 0
    for judged in judgements:
        said = _settled(judged)
        votes = said.groupby([*_CELL, documents(said).rename("document")])["score"].mean()
        by_cell = votes.groupby(level=[0, 1])
        squares += float(((votes - by_cell.transform("mean")) ** 2).sum())
        freedom += int((by_cell.size() - 1).sum())
    if not freedom:
        return float("nan"), float("inf")
    step = float(min(np.diff(scale.scores)))
    return (squares + PRIOR * step**2) / (freedom + PRIOR), freedom + PRIOR


def holm(chances: pd.Series, risk: float) -> pd.Series:
    """Return which chances are too small to be one, with that risk of any error among them all.

    Holm's step-down procedure (Holm 1979, Scandinavian J. of Statistics 6:65); NaN is none.
    """
    known = chances.dropna().sort_values(kind="stable")
    allowed = risk / np.arange(len(known), 0, -1)
    passed = np.cumprod(known.to_numpy() <= allowed).astype(bool)
    return pd.Series(chances.index.isin(known.index[passed]), chances.index)


def _settled(judgements: pd.DataFrame) -> pd.DataFrame:
    return judgements[(judgements["status"] == Status.SETTLED) & (judgements["topic"] != NONE)]


def _placed(span: Span, name: str) -> pd.DataFrame:
    placed = span.positions[span.positions["position"].notna()]
    named = {"position": name, "n_sources": f"n_{name}"}
    return placed[[*_CELL, *named]].rename(columns=named)


def _shown_by(span: Span, both: pd.DataFrame, name: str) -> pd.Series:
    """Return the claim nearest to each position; of several, the best supported, then the first."""
    said = _settled(span.judgements).merge(both[[*_CELL, name]], on=_CELL)
    ranked = said.assign(
        far=(said["score"] - said[name]).abs().round(9),
        support=said["n_dissent"] - said["n_majority"],
    ).sort_values([*_CELL, "far", "support", "claim_id"], kind="stable")
    best = ranked.drop_duplicates(_CELL).set_index(_CELL)["claim_id"]
    return pd.Series(best.reindex(pd.MultiIndex.from_frame(both[_CELL])).to_numpy(), both.index)
