"""How good suggestions are: on claims of sources, or of experts, whose labels were not seen."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from stance.core.errors import UsageError
from stance.core.results import Estimate, Interval
from stance.machines.calibration import expected_calibration_error, reliability_bins
from stance.machines.ordering import audited
from stance.machines.suggesting import (
    LEAST_CALIBRATED,
    Desk,
    Labelled,
    stance_chances,
    topic_chances,
)

#: Whose labels are kept back together.
By = Literal["source", "expert"]
BYS: tuple[By, ...] = get_args(By)
#: Parts into which sources or experts are put; with fewer, each is a part.
_PARTS = 5
#: The share of pre-filled answers that must really be right, and how sure that must be.
PRECISION, _SURE = 0.9, 0.9
#: Probabilities that are tried as thresholds, the strictest first.
_THRESHOLDS = (0.99, 0.98, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5)


@dataclass(frozen=True, eq=False)
class Quality:
    """How good one kind of suggestion is.

    Attributes:
        n: suggestions that were compared with a label.
        top_1: the share whose first suggestion is right.
        top_3: the share with a right one among the first three; None for stances.
        macro_f1: mean over labels of the harmonic mean of precision and recall; None without any.
        ece: expected calibration error of the first suggestion; None without any.
        bins: frame ``RELIABILITY_BINS``.
    """

    n: int
    top_1: Estimate
    top_3: Estimate | None
    macro_f1: float | None
    ece: float | None
    bins: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Prefill:
    """How many of the rows that are left could be filled in unseen.

    Attributes:
        threshold: the least probability at which that is allowed; None where it is not.
        n_left: claims without a label.
        n_filled: of them, those whose first topic is as probable.
        precision: the share of labelled claims above the threshold that is right.
        reason: why no threshold is offered; empty if one is.
    """

    threshold: float | None
    n_left: int
    n_filled: int
    precision: Estimate
    reason: str = ""


@dataclass(frozen=True, eq=False)
class Evaluation:
    """How good suggestions are for sources, or experts, whose labels were not seen.

    Attributes:
        by: whose labels were kept back together.
        n_groups: how many of them there are.
        n_labels: labelled claims.
        topic: topics of labelled claims.
        stance: stances toward the topic that people chose.
        prefill: how many topics could be filled in.
    """

    by: By
    n_groups: int
    n_labels: int
    topic: Quality
    stance: Quality
    prefill: Prefill


def evaluate(desk: Desk, by: By = "source", audit_only: bool = False) -> Evaluation:
    """Suggest for labelled claims with the labels of their source, or expert, kept back.

    Sources (or experts) are put into five parts by the seed; each part's claims get suggestions
    from the labels of the other parts, probabilities fitted there too. The codebook and the words
    of all claims are known throughout, as they are when suggestions are used.

    Args:
        desk: claims, codebook and labels.
        by: whose labels are kept back together.
        audit_only: read the threshold off the audit slice alone, see ``stance.machines.ordering``:
            for studies whose rows were coded in an order that the machine chose.

    Raises:
        UsageError: no such way of keeping labels back.
    """
    if by not in BYS:
        raise UsageError(f'labels are kept back by {" or ".join(BYS)}, not by "{by}"')
    known = desk.labelled
    groups, names = pd.factorize(desk.claims[f"{by}_id"].to_numpy()[known.rows])
    topics = np.zeros((len(known.rows), len(desk.reading.topics)))
    stances = np.zeros((len(known.rows), len(desk.codebook.scale.levels)))
    parts = _parts(groups, len(names), desk.seed)
    for part in np.unique(parts):
        left = parts == part
        seen = known.only(~left)
        topics[left] = topic_chances(desk, seen).chances[known.rows[left]]
        found = stance_chances(desk, seen, known.rows[left], known.topics[left])
        stances[left] = found.chances
    return Evaluation(
        by=by,
        n_groups=len(names),
        n_labels=len(np.unique(known.rows)),
        topic=_topic_quality(known, topics),
        stance=_stance_quality(known, stances),
        prefill=_prefill(desk, known, topics, audit_only),
    )


def _parts(groups: Any, n_groups: int, seed: int) -> Any:
    """Return the part of each answer; every group lies whole in one."""
    if not n_groups:
        return groups
    order = np.random.default_rng(seed).permutation(n_groups)
    return order[groups] % min(_PARTS, n_groups)


def _right_topics(known: Labelled, chances: Any, first: int) -> tuple[Any, Any]:
    """Return the labelled claims, and whether one of their topics is among the first suggested."""
    order = np.argsort(-chances, axis=1, kind="stable")[:, :first]
    hit = (order == known.topics[:, None]).any(axis=1)
    claims, at = np.unique(known.rows, return_inverse=True)
    right = np.zeros(len(claims), dtype=bool)
    np.logical_or.at(right, at, hit)
    return claims, right


def _topic_quality(known: Labelled, chances: Any) -> Quality:
    claims, right = _right_topics(known, chances, 1)
    _, first = np.unique(known.rows, return_index=True)
    probabilities = chances.max(axis=1, initial=0.0)[first]
    return Quality(
        n=len(claims),
        top_1=_share(right),
        top_3=_share(_right_topics(known, chances, 3)[1]),
        macro_f1=_macro_f1(known.topics, chances.argmax(axis=1)) if len(claims) else None,
        ece=expected_calibration_error(probabilities, right),
        bins=reliability_bins(probabilities, right),
    )


def _stance_quality(known: Labelled, chances: Any) -> Quality:
    told = (known.levels >= 0) & chances.any(axis=1)
    given, chances = known.levels[told], chances[told]
    right = chances.argmax(axis=1) == given
    probabilities = chances.max(axis=1, initial=0.0)
    return Quality(
        n=int(told.sum()),
        top_1=_share(right),
        top_3=None,
        macro_f1=_macro_f1(given, chances.argmax(axis=1)) if told.any() else None,
        ece=expected_calibration_error(probabilities, right),
        bins=reliability_bins(probabilities, right),
    )


def _macro_f1(given: Any, suggested: Any) -> float:
    """Return the mean F1 over the labels that people gave."""
    scores = []
    for label in np.unique(given):
        both = ((given == label) & (suggested == label)).sum()
        scores.append(2 * both / ((given == label).sum() + (suggested == label).sum()))
    return float(np.mean(scores))


def _share(right: Any) -> Estimate:
    """Return the share that is right, with Wilson's interval (1927) of 90 %."""
    from scipy.stats import norm

    n = len(right)
    if not n:
        return Estimate(None, reason="nothing to compare with")
    share, z = float(np.mean(right)), float(norm.ppf(0.95))
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    low, high = max(0.0, middle - float(half)), min(1.0, middle + float(half))
    return Estimate(share, interval=Interval(low, high, 0.9, "Wilson"))


def _prefill(desk: Desk, known: Labelled, chances: Any, audit_only: bool) -> Prefill:
    """Return how many of the rows that are left reach the threshold that is offered, if any is."""
    claims, right = _right_topics(known, chances, 1)
    _, first = np.unique(known.rows, return_index=True)
    probabilities = chances.max(axis=1, initial=0.0)[first]
    if audit_only:
        kept = audited(desk.claims["claim_id"].to_numpy()[claims], desk.seed)
        right, probabilities = right[kept], probabilities[kept]
    n_left = len(desk.claims) - len(claims)
    nothing = Estimate(None, reason="no threshold is offered")
    if len(right) < LEAST_CALIBRATED:
        where = " in the audit slice" if audit_only else ""
        reason = f"only {len(right)} labelled claims{where}; it takes {LEAST_CALIBRATED}"
        return Prefill(None, n_left, 0, nothing, reason)
    threshold = threshold_for(right, probabilities)
    if threshold is None:
        reason = f"at no threshold are {PRECISION:.0%} of the topics surely right"
        return Prefill(None, n_left, 0, nothing, reason)
    unlabelled = np.setdiff1d(np.arange(len(desk.claims)), claims)
    left = topic_chances(desk, known).chances[unlabelled].max(axis=1, initial=0.0)
    return Prefill(
        threshold, n_left, int((left >= threshold).sum()), _share(right[probabilities >= threshold])
    )


def threshold_for(right: Any, probabilities: Any) -> float | None:
    """Return the lowest threshold above which enough topics are right, tried from the strictest.

    Each is kept if the exact bound of Clopper and Pearson (1934) on its precision reaches 90 %;
    the first that fails ends the search, so that trying several needs no correction (fixed
    sequence testing: Angelopoulos et al., 2021).

    Args:
        right: whether each topic is right.
        probabilities: of the same topics.
    """
    threshold = None
    for tried in _THRESHOLDS:
        above = right[probabilities >= tried]
        if len(above) and _lower_bound(int(above.sum()), len(above)) < PRECISION:
            break
        threshold = tried if len(above) else threshold
    return threshold


def _lower_bound(right: int, n: int) -> float:
    """Return the lower end of the one-sided exact interval of a share."""
    from scipy.stats import beta

    return float(beta.ppf(1 - _SURE, right, n - right + 1)) if right else 0.0
