"""The chance that two experts at large stand opposed, against the formulas of its docstrings."""

import numpy as np
import pytest
from scipy.special import betaln

from stance.analysis.opposed_share import Posterior, fit


@pytest.mark.parametrize(
    ("first", "mean"),
    [(1.0, 1 / 5), (0.0, 1 / 6), (0.25, 0.25 / 5 + 0.75 / 6)],
)
def test_the_expected_share_is_that_of_either_way_round_by_its_chance(first, mean) -> None:
    """Dirichlet(2, 1, 1): 2·2·1 / (4·5); Dirichlet(1, 1, 1): 2·1·1 / (3·4)."""
    parameters = np.array([[[[2.0, 1, 1]]], [[[1.0, 1, 1]]]])
    found = Posterior(parameters, np.array([1.0]), np.array([[first]]))
    assert found.mean == pytest.approx([mean])
    drawn = found.draw(np.array([0]), np.random.default_rng(1), 20_000)
    assert drawn.shape == (20_000, 1)
    assert drawn.mean() == pytest.approx(mean, abs=0.005)
    assert 0 <= drawn.min() < drawn.max() <= 0.5


def test_priors_weigh_by_their_share_of_the_mean() -> None:
    one, other = [2.0, 1, 1], [1.0, 1, 1]
    parameters = np.array([[[one], [other]], [[one], [other]]])
    found = Posterior(parameters, np.array([0.75, 0.25]), np.full((2, 1), 0.5))
    assert found.mean == pytest.approx([0.75 / 5 + 0.25 / 6])


def test_a_prior_weighs_as_much_as_the_counts_are_likely_under_it() -> None:
    """Two experts for and one against: B(a + 2, b + 1) / B(a, b), and nobody in the middle."""
    counts = np.array([[2.0, 0, 1]])
    found = fit(counts, np.array([1.0]))

    def likely(way: int) -> np.ndarray:
        a, middle, b = (found.parameters - counts)[way, :, 0].T
        n = np.arange(3)[:, None]
        nobody_between = np.prod((a + b + n) / (a + b + middle + n), axis=0)
        return np.exp(betaln(a + 2, b + 1) - betaln(a, b)) * nobody_between

    first, second = likely(0), likely(1)
    assert found.weight == pytest.approx((first + second) / (first + second).sum())
    assert found.first[:, 0] == pytest.approx(first / (first + second))


def test_counts_of_very_many_topics_can_be_weighed() -> None:
    found = fit(np.array([[20.0, 5, 15]]), np.array([10_000.0]))
    assert np.isfinite(found.weight).all()
    assert found.weight.sum() == pytest.approx(1)
