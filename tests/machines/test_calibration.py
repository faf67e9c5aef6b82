"""Temperature, reliability bins and expected calibration error, on numbers checked by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.machines.calibration import (
    BINS,
    RELIABILITY_BINS,
    expected_calibration_error,
    fit_temperature,
    reliability_bins,
    softmax,
)

SCORES = st.lists(st.lists(st.floats(-30, 30), min_size=3, max_size=3), min_size=1, max_size=20)


@given(SCORES, st.floats(0.05, 20))
def test_probabilities_of_an_item_sum_to_one_at_any_temperature(
    scores: list[list[float]], temperature: float
) -> None:
    found = softmax(scores, temperature)
    assert found.shape == (len(scores), 3)
    assert np.allclose(found.sum(axis=1), 1)
    assert (found >= 0).all()


def test_a_temperature_flattens_above_one_and_sharpens_below() -> None:
    scores = [[0.0, math.log(3)]]
    assert softmax(scores)[0, 1] == pytest.approx(0.75)
    assert softmax(scores, 2.0)[0, 1] == pytest.approx(math.sqrt(3) / (1 + math.sqrt(3)))
    assert softmax(scores, 0.5)[0, 1] == pytest.approx(0.9)


def test_a_label_that_cannot_be_has_no_probability() -> None:
    assert softmax([[0.0, -math.inf]])[0].tolist() == [1.0, 0.0]


def test_the_temperature_makes_a_boast_of_odds_of_nine_an_honest_three_of_four() -> None:
    """Scores that say .9 and are right in three of four: log 9 / T = log 3, so T = 2."""
    scores = [[math.log(9), 0.0]] * 4
    assert fit_temperature(scores, [0, 0, 0, 1]) == pytest.approx(2.0, abs=1e-3)


def test_the_temperature_changes_no_first_label() -> None:
    scores = np.random.default_rng(1).normal(size=(30, 4))
    temperature = fit_temperature(scores, [0] * 30)
    assert (softmax(scores, temperature).argmax(1) == scores.argmax(1)).all()


def test_no_items_give_the_temperature_that_changes_nothing() -> None:
    assert fit_temperature(np.empty((0, 3)), []) == 1.0


@pytest.mark.parametrize(
    ("probability", "low"),
    [(0.0, 0.0), (0.1, 0.0), (0.1001, 0.1), (0.3, 0.2), (0.7, 0.6), (0.95, 0.9), (1.0, 0.9)],
)
def test_a_probability_lies_in_the_bin_whose_upper_end_it_may_reach(
    probability: float, low: float
) -> None:
    bins = reliability_bins([probability], [True])
    held = bins.loc[bins["n"] == 1, ["low", "high"]].to_numpy().tolist()
    assert held == [pytest.approx([low, low + 0.1])]


def test_bins_hold_the_mean_probability_and_the_share_that_is_right() -> None:
    bins = reliability_bins([0.92, 0.98, 0.55], [True, False, True])
    assert len(bins) == BINS
    assert list(bins.columns) == RELIABILITY_BINS.names
    last = bins.iloc[-1]
    assert (last["n"], last["probability"], last["right"]) == (2, pytest.approx(0.95), 0.5)
    assert math.isnan(bins.iloc[0]["right"])


def test_the_expected_error_weighs_bins_by_their_labels() -> None:
    """Two of .95 of which one is right: .45 off; two of .55, both right: .45 off; one of .25."""
    given_, right = [0.95, 0.95, 0.55, 0.55, 0.25], [True, False, True, True, False]
    found = expected_calibration_error(given_, right)
    assert found == pytest.approx((2 * 0.45 + 2 * 0.45 + 1 * 0.25) / 5)


def test_without_labels_there_is_no_expected_error() -> None:
    assert expected_calibration_error([], []) is None
