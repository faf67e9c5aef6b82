"""Whether probabilities mean what they say: one temperature for them, bins, expected error."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from stance.core.contracts import Column, Contract

#: Bins of equal width into which probabilities are sorted, as in Guo et al. (2017).
BINS = 10
#: Temperatures that are tried; beyond them a probability says no more than the one next to it.
_COLDEST, _HOTTEST = 1e-2, 1e2

RELIABILITY_BINS = Contract(
    "RELIABILITY_BINS",
    ("low",),
    (
        Column("low", "number", "lower end of the bin, not in it except 0"),
        Column("high", "number", "upper end of the bin, in it"),
        Column("n", "integer", "labels whose probability lies in the bin"),
        Column("probability", "number", "their mean probability; NaN where the bin is empty"),
        Column("right", "number", "the share of them that are right; NaN where it is empty"),
    ),
)


def softmax(scores: Any, temperature: float = 1.0) -> Any:
    """Return probabilities of scores, a row each, divided by the temperature before.

    Args:
        scores: array of shape (items, labels); -inf is a label that cannot be.
        temperature: above 1 flattens the probabilities, below 1 sharpens them.

    Returns:
        Array of the same shape; every row sums to 1.
    """
    scaled = np.asarray(scores, dtype=float) / temperature
    raised = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def fit_temperature(scores: Any, labels: Sequence[int]) -> float:
    """Return the temperature under which the true labels are likeliest.

    Temperature scaling of Guo, Pleiss, Sun and Weinberger (2017): one number for all labels, so
    that no item changes its first label. The scores must come from a model that did not see these
    labels.

    Args:
        scores: array of shape (items, labels), logarithms of probabilities or any scores that a
            softmax turns into them.
        labels: the column of each item's true label.

    Returns:
        A number between 0.01 and 100; 1 where there are no items.
    """
    from scipy.optimize import minimize_scalar

    scores = np.asarray(scores, dtype=float)
    if not len(scores):
        return 1.0
    at = np.arange(len(scores)), np.asarray(labels, dtype=int)

    def loss(log_temperature: float) -> float:
        likelihoods = softmax(scores, float(np.exp(log_temperature)))[at]
        return -float(np.log(np.maximum(likelihoods, 1e-300)).mean())

    ends = (np.log(_COLDEST), np.log(_HOTTEST))
    found = minimize_scalar(loss, bounds=ends, method="bounded", options={"xatol": 1e-6})
    return float(np.exp(found.x))


def reliability_bins(probabilities: Sequence[float], right: Sequence[bool]) -> pd.DataFrame:
    """Return how often labels of about the same probability are right: a reliability diagram.

    Args:
        probabilities: of each label that was given, 0 to 1.
        right: whether it is the true one.

    Returns:
        Frame ``RELIABILITY_BINS``: ten bins of equal width.
    """
    given, true = np.asarray(probabilities, dtype=float), np.asarray(right, dtype=bool)
    # 0.3 * 10 is a hair above 3; no probability may change its bin by that
    places = np.clip(np.ceil(np.round(given * BINS, 9)).astype(int) - 1, 0, BINS - 1)
    rows = []
    for number in range(BINS):
        held = places == number
        rows.append(
            {
                "low": number / BINS,
                "high": (number + 1) / BINS,
                "n": int(held.sum()),
                "probability": float(given[held].mean()) if held.any() else float("nan"),
                "right": float(true[held].mean()) if held.any() else float("nan"),
            }
        )
    return RELIABILITY_BINS.build(rows)


def expected_calibration_error(
    probabilities: Sequence[float], right: Sequence[bool]
) -> float | None:
    """Return how far probabilities lie from the shares that are right, on average: ECE.

    ``sum over bins of (n / N) * |share right - mean probability|``, Naeini et al. (2015).

    Returns:
        A number between 0 and 1; None where there are no labels.
    """
    bins = reliability_bins(probabilities, right)
    bins = bins[bins["n"] > 0]
    if not len(bins):
        return None
    off = (bins["right"] - bins["probability"]).abs()
    return float((bins["n"] * off).sum() / bins["n"].sum())
