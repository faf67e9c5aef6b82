"""Cohen's kappa and silhouettes, which scikit-learn works out as well."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from stance.analysis.camps.grouping import silhouettes
from stance.reliability import Measurement, Sampling, coefficients
from tests.agreement_data import codes

metrics = pytest.importorskip("sklearn.metrics")
LEVELS = [1, 2, 3, 4]


@settings(max_examples=50)
@given(st.lists(st.tuples(*[st.sampled_from(LEVELS)] * 2), min_size=2, max_size=12))
def test_cohens_kappa_is_that_of_scikit_learn(ratings: list[tuple[int, int]]) -> None:
    one, other = zip(*ratings, strict=True)
    assume(len(set(one)) > 1 and len(set(other)) > 1)  # else ours is undefined, with a reason
    found = coefficients(
        codes([list(row) for row in ratings], LEVELS), Measurement("nominal"), Sampling(resamples=2)
    )
    kappa = next(c.estimate.value for c in found if c.name == "cohen_kappa")
    assert kappa == pytest.approx(metrics.cohen_kappa_score(one, other))


@settings(max_examples=50)
@given(st.lists(st.sampled_from([1, 2, 3]), min_size=4, max_size=9), st.integers(0, 99))
def test_silhouettes_are_those_of_scikit_learn(groups: list[int], seed: int) -> None:
    assume(2 <= len(set(groups)) < len(groups))
    points = np.random.default_rng(seed).random((len(groups), 2))
    distances = np.linalg.norm(points[:, None] - points[None], axis=2)
    labels = np.unique(groups, return_inverse=True)[1]
    expected = metrics.silhouette_samples(distances, labels, metric="precomputed")
    assert silhouettes(distances, labels) == pytest.approx(expected)
