"""Dawid and Skene's model: each item has one true label, each annotator an own way of erring.

Dawid, A. P. and Skene, A. M. (1979), Maximum likelihood estimation of observer error-rates using
the EM algorithm, Applied Statistics 28:20-28. With p_j the share of true label j and e_ajl the
chance that annotator a says l where j is true, an item's codes have the likelihood
sum_j p_j prod e_ajl over its codes. EM raises the sum of its logarithms, plus that of the prior, at
every step; items with the same codes are worked out once.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import scipy
from numpy.typing import NDArray

from stance.analysis.consensus import VOTED, Decider, Status
from stance.analysis.matrices import ratio
from stance.core.codebook import Scale
from stance.core.counting import number_rows
from stance.core.errors import UsageError

Floats = NDArray[np.float64]
_TIE = 1e-6
# A share that moves further from the votes than this is told to the reader.
_DRIFT = 0.05


@dataclass(frozen=True, slots=True)
class Prior:
    """Codes added to what each annotator gave, before anything is seen (a Dirichlet prior).

    Attributes:
        right: for the true label; above 0 it says that annotators are rather right than wrong.
        wrong: for every other label.
    """

    right: float = 1.0
    wrong: float = 0.0


@dataclass(frozen=True, eq=False)
class DawidSkene:
    """What the model makes of the codes.

    Attributes:
        items: one row an item: item, label (empty where tied), probability of that label, tied,
            majority (the label of more than half of its annotators; empty where none has it).
        posterior: items × labels, the probability of each label.
        shares: one row a label: label, share (the model's), votes (its share of all codes, each
            item counting once), majority (its share of the items that have a majority).
        errors: annotators × true label × label given, each row adding up to 1.
        labels: the labels, in order.
        annotators: their names, in order.
        objective: log-likelihood plus log-prior after each step; it never falls.
        log_likelihood: that of the codes alone, at the end.
        converged: whether the steps had become too small to matter.
        warnings: what a reader must know, in words.
    """

    items: pd.DataFrame
    posterior: Floats
    shares: pd.DataFrame
    errors: Floats
    labels: tuple[Hashable, ...]
    annotators: tuple[str, ...]
    objective: tuple[float, ...]
    log_likelihood: float
    converged: bool
    warnings: tuple[str, ...]


def dawid_skene(
    frame: pd.DataFrame,
    labels: Sequence[Hashable],
    *,
    columns: tuple[str, str, str] = ("item", "annotator", "label"),
    prior: Prior | None = None,
    gold: Mapping[Hashable, Hashable] | None = None,
    tolerance: float = 1e-10,
    most_steps: int = 2000,
) -> DawidSkene:
    """Fit the model by EM, from each item's shares of votes.

    Args:
        frame: one row a code; an annotator may have coded an item several times.
        labels: the legal labels, in order.
        columns: the columns of what was coded, who coded it, and the code.
        prior: codes added beforehand; ``Prior(0, 0)`` is plain maximum likelihood.
        gold: true label of the items for which it is known.
        tolerance: stop when a step raises the objective by less than this share of it.
        most_steps: stop after so many steps at the latest; ``converged`` tells.

    Raises:
        UsageError: no codes, or a code or gold label that is not among the labels.
    """
    if frame.empty:
        raise UsageError("there are no codes")
    prior = prior or Prior()
    item, annotator, label = columns
    place = _places(frame[label], labels)
    number, items = pd.factorize(frame[item])
    who, names = pd.factorize(frame[annotator], sort=True)
    known = _known(pd.Index(items), labels, gold or {})
    data = _rows(number, who * len(labels) + place, known, len(names), len(labels))
    votes = _shares_of_votes(data, len(labels))
    fit = _fit(data, votes, prior, tolerance, most_steps)
    shares = _compare_shares(data, fit.class_shares, votes, labels)
    return DawidSkene(
        items=_item_table(pd.Index(items), data, fit.posterior, votes, labels),
        posterior=fit.posterior[data.of_item],
        shares=shares,
        errors=fit.errors,
        labels=tuple(labels),
        annotators=tuple(str(name) for name in names),
        objective=fit.objective,
        log_likelihood=fit.log_likelihood,
        converged=fit.converged,
        warnings=_warnings(shares, fit.converged, len(fit.objective)),
    )


def judge_by_model(
    judgements: pd.DataFrame, annotations: pd.DataFrame, scale: Scale, prior: Prior | None = None
) -> tuple[pd.DataFrame, DawidSkene | None]:
    """Return the judgements with the stance that the model finds in the place of the majority's.

    Which topics hold is still for the majority to say, and an adjudicator's decision stands. A
    stance whose probability is tied is disputed.

    Args:
        judgements: frame ``JUDGEMENTS``, as the default rule made it.
        annotations: frame ``ANNOTATIONS``.
        scale: the legal stances.
        prior: as for ``dawid_skene``.

    Returns:
        The judgements, and the model; None where there was nothing to judge.
    """
    open_ones = judgements["status"].isin(VOTED)
    open_ones &= judgements["decided_by"] != Decider.ADJUDICATOR
    key = ["claim_id", "topic"]
    votes = annotations[annotations["stance"] != ""].merge(judgements.loc[open_ones, key], on=key)
    if votes.empty:
        return judgements, None
    votes = votes.assign(item=list(zip(votes["claim_id"], votes["topic"], strict=True)))
    labels = [level.label for level in scale.levels]
    model = dawid_skene(votes, labels, columns=("item", "annotator", "stance"), prior=prior)
    found = pd.DataFrame(model.items["item"].tolist(), columns=key)
    found = found.assign(stance=model.items["label"])
    agreeing = votes.merge(found, on=[*key, "stance"]).groupby(key, as_index=False).size()
    judged = judgements[key].merge(found, how="left", on=key).merge(agreeing, how="left", on=key)
    judged = judged.set_axis(judgements.index)
    score = judged["stance"].map({level.label: level.score for level in scale.levels})
    n_agreeing = judged["size"].fillna(0).astype("int64")
    tied = judged["stance"] == ""
    new = {
        "status": np.select(
            [tied, score.isna()], [Status.DISPUTED, Status.UNCLEAR], default=Status.SETTLED
        ),
        "score": score.astype("float64"),
        "n_majority": n_agreeing,
        "n_dissent": (judgements["n_votes"] - n_agreeing).where(~tied, 0),
        "decided_by": Decider.MODEL,
    }
    replaced = {name: judgements[name].where(~open_ones, values) for name, values in new.items()}
    return judgements.assign(**replaced), model


@dataclass(frozen=True, eq=False)
class _Data:
    """The codes as sums: one row a distinct way of being coded.

    Attributes:
        given: rows × (annotators · labels), how often each annotator gave each label.
        times: items of each row.
        known: rows × labels, 1 for the true label of a gold row; all 0 for the others.
        of_item: the row of each item.
    """

    given: Any
    times: Floats
    known: Floats
    of_item: NDArray[np.int64]
    n_annotators: int


@dataclass(frozen=True, eq=False)
class _Fit:
    """Where EM stopped."""

    class_shares: Floats
    errors: Floats
    posterior: Floats
    objective: tuple[float, ...]
    log_likelihood: float
    converged: bool


def _fit(data: _Data, votes: Floats, prior: Prior, tolerance: float, most_steps: int) -> _Fit:
    posterior = np.where(data.known.any(axis=1, keepdims=True), data.known, votes)
    objective: list[float] = []
    converged = False
    while not converged and len(objective) < max(most_steps, 1):
        class_shares, errors = _maximise(data, posterior, prior)
        posterior, likelihood = _expect(data, class_shares, errors)
        objective.append(likelihood + _log_prior(errors, prior))
        rise = objective[-1] - objective[-2] if len(objective) > 1 else np.inf
        converged = rise <= tolerance * max(1.0, abs(objective[-1]))
    return _Fit(class_shares, errors, posterior, tuple(objective), likelihood, converged)


def _places(given: pd.Series, labels: Sequence[Hashable]) -> NDArray[np.int64]:
    place = pd.Index(list(labels)).get_indexer(pd.Index(given))
    if (place < 0).any():
        strange = sorted({str(value) for value in given[place < 0]})
        raise UsageError(f'"{strange[0]}" is not among the labels')
    return np.asarray(place, dtype=np.int64)


def _known(
    items: pd.Index, labels: Sequence[Hashable], gold: Mapping[Hashable, Hashable]
) -> NDArray[np.int64]:
    """Return the place of each item's true label, -1 where it isn't known."""
    known = np.full(len(items), -1, dtype=np.int64)
    if gold:
        truth = pd.Series(gold)
        place = _places(truth, labels)
        at = items.get_indexer(truth.index)
        known[at[at >= 0]] = place[at >= 0]
    return known


def _rows(
    number: Any, column: Any, known: NDArray[np.int64], n_annotators: int, n_labels: int
) -> _Data:
    """Put items with the same codes and the same truth together."""
    order = np.lexsort((column, number))
    size = np.bincount(number, minlength=len(known))
    first = np.concatenate(([0], np.cumsum(size)[:-1]))
    padded = np.zeros((len(known), int(size.max()) + 1), dtype=np.int64)
    padded[number[order], np.arange(len(order)) - first[number[order]]] = column[order] + 1
    padded[:, -1] = known + 1
    distinct, of_item, times = number_rows(padded)
    codes = distinct[:, :-1]
    row, place = np.nonzero(codes)
    given = scipy.sparse.coo_array(
        (np.ones(len(row)), (row, codes[row, place] - 1)),
        shape=(len(distinct), n_annotators * n_labels),
    ).tocsr()
    truth = np.vstack([np.zeros(n_labels), np.eye(n_labels)])[distinct[:, -1]]
    return _Data(given, times.astype(np.float64), truth, of_item, n_annotators)


def _shares_of_votes(data: _Data, n_labels: int) -> Floats:
    collapse = scipy.sparse.csr_array(np.tile(np.eye(n_labels), (data.n_annotators, 1)))
    votes = (data.given @ collapse).toarray()
    return np.asarray(votes / votes.sum(axis=1, keepdims=True))


def _maximise(data: _Data, posterior: Floats, prior: Prior) -> tuple[Floats, Floats]:
    """Return class shares and error rates, annotators × true × given, that fit best."""
    n_labels = posterior.shape[1]
    weighted = posterior * data.times[:, None]
    counts = (data.given.T @ weighted).reshape(data.n_annotators, n_labels, n_labels)
    counts = counts.transpose(0, 2, 1) + _pseudo(n_labels, prior)
    errors = ratio(counts, counts.sum(axis=2, keepdims=True), 1 / n_labels)
    return weighted.sum(axis=0) / data.times.sum(), errors


def _expect(data: _Data, class_shares: Floats, errors: Floats) -> tuple[Floats, float]:
    """Return each row's probabilities of the labels, and the log-likelihood of all items."""
    n_labels = len(class_shares)
    log_errors = _log(errors).transpose(0, 2, 1).reshape(-1, n_labels)
    joint = data.given @ log_errors + _log(class_shares)
    gold = data.known.any(axis=1, keepdims=True)
    joint = np.where(gold & (data.known == 0), -np.inf, joint)
    each = scipy.special.logsumexp(joint, axis=1)
    return np.exp(joint - each[:, None]), float(data.times @ each)


def _pseudo(n_labels: int, prior: Prior) -> Floats:
    eye = np.eye(n_labels)
    return np.asarray(eye * prior.right + (1 - eye) * prior.wrong)


def _log_prior(errors: Floats, prior: Prior) -> float:
    return float((_pseudo(errors.shape[1], prior) * _log(errors)).sum())


def _log(share: Floats) -> Floats:
    """Return the logarithm, a very low number in the place of minus infinity."""
    return np.log(np.maximum(share, 1e-100))


def _item_table(
    items: pd.Index, data: _Data, posterior: Floats, votes: Floats, labels: Sequence[Hashable]
) -> pd.DataFrame:
    best = posterior.max(axis=1)
    tied = (posterior >= best[:, None] - _TIE).sum(axis=1) > 1
    names = np.array([*labels, ""], dtype=object)
    chosen = np.where(tied, len(labels), posterior.argmax(axis=1))
    majority = np.where(votes.max(axis=1) > 0.5, votes.argmax(axis=1), len(labels))
    return pd.DataFrame(
        {
            "item": items,
            "label": names[chosen][data.of_item],
            "probability": best[data.of_item],
            "tied": tied[data.of_item],
            "majority": names[majority][data.of_item],
        }
    )


def _compare_shares(
    data: _Data, class_shares: Floats, votes: Floats, labels: Sequence[Hashable]
) -> pd.DataFrame:
    decided = (votes > 0.5) * data.times[:, None]
    return pd.DataFrame(
        {
            "label": list(labels),
            "share": class_shares,
            "votes": data.times @ votes / data.times.sum(),
            "majority": decided.sum(axis=0) / max(decided.sum(), 1.0),
        }
    )


def _warnings(shares: pd.DataFrame, converged: bool, most_steps: int) -> tuple[str, ...]:
    found = [] if converged else [f"the model had not settled after {most_steps} steps"]
    for row in shares.itertuples(index=False):
        if abs(row.share - row.votes) > _DRIFT:
            found.append(
                f'"{row.label}" has {row.votes:.0%} of the votes, but the model gives it to '
                f"{row.share:.0%} of the items: compare it with the majority before using it, "
                "for with few codes an item the model inflates rare labels"
            )
    return tuple(found)
