"""Two annotators at a time: how often each label of one met each label of the other."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from stance.core.contracts import Column, Contract
from stance.core.results import Estimate
from stance.reliability.codes import Codes
from stance.reliability.conger import conger, row_patterns
from stance.reliability.groups import INTERVALS, alpha_columns, plain_agreement
from stance.reliability.intervals import LEVEL
from stance.reliability.measured import Measured
from stance.reliability.undefined import NOTHING_TWICE, why_no_cohen
from stance.reliability.weights import agreement_weights

ANNOTATOR_PAIRS = Contract(
    "annotator pairs",
    ("measure", "annotator_a", "annotator_b"),
    (
        Column("measure", "text", "topic or stance"),
        Column("annotator_a", "text", "the annotator whose name sorts first"),
        Column("annotator_b", "text", "the other"),
        Column("n_items", "integer", "claims (for stances: on one topic) that both coded"),
        Column("agreement", "number", "share of them with the same label"),
        Column("kappa", "number", "Cohen's kappa, for topics plain, for stances quadratic"),
        Column("alpha", "number", "Krippendorff's alpha, as for all annotators"),
        *INTERVALS,
        Column("reason", "text", "why something of this is absent"),
    ),
)
CONFUSION = Contract(
    "confusion",
    ("measure", "annotator_a", "annotator_b", "label_a", "label_b"),
    (
        Column("measure", "text", "topic or stance"),
        Column("annotator_a", "text", "the annotator whose name sorts first"),
        Column("annotator_b", "text", "the other"),
        Column("label_a", "text", "what the first chose"),
        Column("label_b", "text", "what the other chose for the same"),
        Column("n", "integer", "how often"),
    ),
)


def meetings(codes: Codes) -> pd.DataFrame:
    """Return each item's codes beside one another, two annotators a row.

    Columns item, annotator_a, label_a, annotator_b, label_b, as places in the codes; both orders
    of each pair.
    """
    one = pd.DataFrame({"item": codes.item, "annotator": codes.annotator, "label": codes.label})
    both = one.merge(one, on="item", suffixes=("_a", "_b"))
    return both[both["annotator_a"] != both["annotator_b"]].reset_index(drop=True)


def pair_rows(measured: Measured, level: float = LEVEL) -> Iterator[dict[str, Any]]:
    """Yield a row for each two annotators, as in the frame ``ANNOTATOR_PAIRS``."""
    for a, b in combinations(sorted(measured.codes.annotators), 2):
        yield _row(measured, a, b, level)


def rows_with(measured: Measured, name: str, level: float = LEVEL) -> Iterator[dict[str, Any]]:
    """Yield a row for each annotator beside one of them, the adjudicator say; as ``pair_rows``."""
    if name in measured.codes.annotators:
        for other in sorted(set(measured.codes.annotators) - {name}):
            yield _row(measured, other, name, level)


def _row(measured: Measured, a: str, b: str, level: float) -> dict[str, Any]:
    pair = measured.of(measured.codes.of(a, b).pairable)
    found, kappa = alpha_columns(pair, level), cohen_kappa(pair)
    reasons = dict.fromkeys(reason for reason in (found["reason"], kappa.reason) if reason)
    return {
        "measure": measured.name,
        "annotator_a": a,
        "annotator_b": b,
        "n_items": len(pair.codes.items),
        "agreement": plain_agreement(pair),
        "kappa": kappa.value,
        **found,
        "reason": "; ".join(reasons),
    }


def cohen_kappa(pair: Measured) -> Estimate:
    """Return Cohen's kappa of two annotators' codes; quadratic weights where labels are ranks."""
    codes = pair.codes
    reason = why_no_cohen(codes, len(codes.annotators)) if len(codes) else NOTHING_TWICE
    if reason:
        return Estimate(None, reason=reason)
    weights = None
    if pair.measurement.level != "nominal":
        numbers = pair.measurement.numbers(codes.n_labels)
        weights = agreement_weights("quadratic", numbers, pair.measurement.apart)
    rows = row_patterns(codes)
    return Estimate(conger(rows, 2, weights).at(rows.times))


def light_kappa(codes: Codes) -> Estimate:
    """Return the mean of Cohen's kappa over all pairs (Light 1971, Psychological Bulletin 76:365).

    Undefined as soon as one pair's kappa is.
    """
    values = []
    for a, b in combinations(codes.annotators, 2):
        found = cohen_kappa(Measured("", codes.of(a, b).pairable))
        if found.value is None:
            return Estimate(None, reason=f"{a} and {b}: {found.reason}")
        values.append(found.value)
    return Estimate(float(np.mean(values))) if values else Estimate(None, reason=NOTHING_TWICE)


def confusion_rows(measured: Measured) -> pd.DataFrame:
    """Return how often each two labels met, as in the frame ``CONFUSION``; no zero rows."""
    codes = measured.codes
    names = np.array(codes.annotators, dtype=object)
    labels = np.array([str(label) for label in codes.labels], dtype=object)
    met = meetings(codes)
    met = met.assign(annotator_a=names[met["annotator_a"]], annotator_b=names[met["annotator_b"]])
    key = ["annotator_a", "annotator_b", "label_a", "label_b"]
    counted = met[met["annotator_a"] < met["annotator_b"]].groupby(key, as_index=False).size()
    return counted.assign(
        measure=measured.name,
        label_a=labels[counted["label_a"]],
        label_b=labels[counted["label_b"]],
        n=counted["size"],
    )
