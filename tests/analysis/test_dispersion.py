"""Measures of how far apart experts stand, against the values of the literature."""

import numpy as np
import pytest

from stance.analysis.dispersion import (
    esteban_ray,
    level_counts,
    tastle_wierman,
    van_der_eijk,
    variance_share,
)

LEVELS = np.array([-2.0, -1, 0, 1, 2])
#: Two strongly against, one against, two strongly for: counts 2, 1, 0, 0, 2.
PLACES = np.array([[-2.0], [-2], [-1], [2], [2]])
COUNTS = np.array([[2.0, 1, 0, 0, 2]])


def test_van_der_eijks_agreement_of_the_worked_example() -> None:
    # Layer 1 1 0 0 1 (three fifths) has A = -5/18, layer 1 0 0 0 1 (two fifths) has A = -1.
    assert van_der_eijk(COUNTS)[0] == pytest.approx(-0.567, abs=5e-4)


@pytest.mark.parametrize(
    ("counts", "agreement"),
    [
        ([0, 0, 9, 0, 0], 1),  # all on one level
        ([3, 3, 3, 3, 3], 0),  # even
        ([5, 0, 0, 0, 5], -1),  # the two ends
        ([4, 4, 0, 0, 0], 0.75),  # two levels side by side: U = 1, S = 2
        ([0, 0, 0, 4, 4], 0.75),
        ([1, 1, 0, 1, 1], -5 / 36),  # TU = 2, TDU = 4: U = (3·2 - 4·4) / (3·6), S = 4
        ([4, 4, 0], 0.5),  # three levels are enough
        ([0, 4, 4], 0.5),
        ([1, 0, 1], -1),
    ],
)
def test_van_der_eijks_agreement_at_its_landmarks(counts, agreement) -> None:
    assert van_der_eijk(np.array([counts], dtype=float))[0] == pytest.approx(agreement)


def test_van_der_eijks_agreement_needs_three_levels() -> None:
    assert np.isnan(van_der_eijk(np.array([[2.0, 3.0]]))[0])


def test_the_mirrored_scale_has_the_same_agreement_and_polarisation() -> None:
    assert van_der_eijk(COUNTS[:, ::-1])[0] == pytest.approx(van_der_eijk(COUNTS)[0])
    assert esteban_ray(COUNTS[:, ::-1], LEVELS)[0] == pytest.approx(0.704)


def test_two_experts_are_spread_as_far_as_they_stand_apart() -> None:
    """At -2 and 1: A of 1 0 0 1 0 and the mean -1/2, from which both are 3/2 of 4 away."""
    two, counts = np.array([[-2.0], [1.0]]), np.array([[1.0, 0, 0, 1, 0]])
    assert variance_share(two, 4)[0] == pytest.approx((3 / 4) ** 2)
    assert tastle_wierman(two, 4)[0] == pytest.approx(1 + np.log2(1 - 3 / 8))
    # TU = 1 (the last level), TDU = 2·1: U = (3·1 - 4·2) / (3·3), and S = 2.
    assert van_der_eijk(counts)[0] == pytest.approx(-5 / 9 * (1 - 1 / 4))
    assert esteban_ray(counts, LEVELS)[0] == pytest.approx(0.75)


def test_polarisation_is_a_share_of_a_quarter_of_the_scale_however_wide() -> None:
    """A third at -3 and two thirds at 3 of seven levels: 6 (1/9 · 2/3 + 4/9 · 1/3) over 6/4."""
    seven = np.arange(-3.0, 4)
    assert esteban_ray(np.array([[2.0, 0, 0, 0, 0, 0, 2]]), seven)[0] == pytest.approx(1)
    assert esteban_ray(np.array([[1.0, 0, 0, 0, 0, 0, 2]]), seven)[0] == pytest.approx(8 / 9)


def test_a_topic_of_which_nobody_spoke_has_no_spread() -> None:
    nobody, none = np.full((2, 1), np.nan), np.zeros((1, 5))
    for value in (
        variance_share(nobody, 4),
        tastle_wierman(nobody, 4),
        van_der_eijk(none),
        esteban_ray(none, LEVELS),
    ):
        assert np.isnan(value[0])


@pytest.mark.parametrize(("place", "level"), [(1.5, 2), (2.5, 3), (3.5, 3), (4.5, 4), (4.6, 5)])
def test_halfway_on_a_scale_of_one_to_five_is_the_level_nearer_its_middle(place, level) -> None:
    counts = level_counts(np.array([[place]]), np.arange(1.0, 6), 3.0)[0]
    assert counts.tolist() == [one == level for one in range(1, 6)]


def test_tastle_and_wiermans_consensus_of_the_worked_example() -> None:
    assert tastle_wierman(PLACES, 4)[0] == pytest.approx(0.130, abs=5e-4)


def test_tastle_and_wiermans_consensus_is_0_at_the_two_ends_and_1_at_one_place() -> None:
    ends, one = np.array([[-2.0], [2.0]]), np.array([[1.0], [1.0]])
    assert tastle_wierman(ends, 4)[0] == pytest.approx(0)
    assert tastle_wierman(one, 4)[0] == 1


def test_esteban_and_rays_polarisation_of_the_worked_example() -> None:
    assert esteban_ray(COUNTS, LEVELS)[0] == pytest.approx(0.704)


def test_esteban_and_rays_polarisation_is_largest_for_an_even_split_between_the_ends() -> None:
    even, uneven = np.array([[3.0, 0, 0, 0, 3]]), np.array([[3.0, 0, 0, 3, 0]])
    assert esteban_ray(even, LEVELS)[0] == 1
    assert esteban_ray(uneven, LEVELS)[0] == pytest.approx(0.75)


def test_variance_is_a_share_of_the_largest_that_so_many_experts_reach() -> None:
    three = np.array([[-2.0], [2.0], [2.0]])
    assert variance_share(three, 4)[0] == pytest.approx(1)
    assert variance_share(PLACES, 4)[0] == pytest.approx((17 / 5 - 0.04) / (16 * 6 / 25))


def test_the_absent_do_not_count() -> None:
    more = np.vstack([PLACES, [[np.nan]], [[np.nan]]])
    assert level_counts(more, LEVELS, 0).tolist() == COUNTS.tolist()
    assert tastle_wierman(more, 4) == tastle_wierman(PLACES, 4)
    assert variance_share(more, 4) == variance_share(PLACES, 4)


def test_one_expert_is_not_spread_at_all() -> None:
    alone, count = np.array([[1.0], [np.nan]]), np.array([[0.0, 0, 0, 1, 0]])
    for value in (
        variance_share(alone, 4),
        tastle_wierman(alone, 4),
        van_der_eijk(count),
        esteban_ray(count, LEVELS),
    ):
        assert np.isnan(value[0])


def test_a_position_halfway_counts_for_the_level_nearer_the_middle_as_the_scale_says() -> None:
    from stance.core.codebook import Scale

    scale = Scale()
    places = np.array([-1.5, -0.5, 0.5, 1.5, 1.6, -1 / 3])
    nearest = [scale.nearest(place).score for place in places]
    assert nearest == [-1, 0, 0, 1, 2, 0]
    counts = level_counts(places[:, None], LEVELS, scale.middle)[0]
    assert counts.tolist() == [nearest.count(level) for level in LEVELS]
