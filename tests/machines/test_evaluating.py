"""How good suggestions are said to be, on small tables that can be checked by hand."""

from dataclasses import replace

import numpy as np
import pytest

from stance.core.contracts import CLAIMS
from stance.core.errors import UsageError
from stance.machines.evaluating import BYS, _lower_bound, _macro_f1, _share, evaluate, threshold_for
from stance.machines.labels import LABELS
from stance.machines.suggesting import Desk, suggest
from tests.machines.small_study import CODEBOOK, claims_and_labels, desk


@pytest.mark.parametrize("by", BYS)
def test_claims_that_anybody_can_place_are_all_placed(by: str) -> None:
    found = evaluate(desk(20), by)  # type: ignore[arg-type] - the names are those of BYS
    assert (found.topic.top_1.value, found.topic.top_3 and found.topic.top_3.value) == (1.0, 1.0)
    assert found.topic.macro_f1 == 1.0
    assert found.stance.top_1.value == 1.0
    assert found.n_labels == 60
    assert found.n_groups == {"source": 5, "expert": 4}[by]


def test_labels_of_a_source_are_kept_back_from_its_own_claims() -> None:
    """Each source has a word of its own, which tells the topic of its claims, and nothing else."""
    claims, labels = [], []
    for source, word in enumerate(("mizzle", "sleet", "gale", "haze", "frost", "thaw")):
        for number in range(12):
            claim_id = f"{source}-{number}"
            claims.append({"claim_id": claim_id, "claim": word, "source_id": f"s{source}"})
            topic = CODEBOOK.topic_ids[source % 3]
            labels.append({"claim_id": claim_id, "topic": topic, "stance": ""})
    given = Desk(CLAIMS.build(claims), CODEBOOK, LABELS.build(labels))
    assert (suggest(given).frame["topic"] == given.labels["topic"]).all()
    assert (evaluate(given, "source").topic.top_1.value or 0) <= 0.5


def test_a_threshold_is_offered_where_enough_is_right() -> None:
    claims, labels = claims_and_labels(40)
    given = Desk(claims, CODEBOOK, labels.iloc[::2].reset_index(drop=True))
    found = evaluate(given).prefill
    assert found.threshold is not None
    assert found.n_left == 60
    assert 0 < found.n_filled <= 60
    assert found.precision.value == 1.0


@pytest.mark.parametrize(("labels", "offered"), [(49, False), (50, True)])
def test_below_fifty_labels_nothing_is_accepted_unseen_and_it_says_so(
    labels: int, offered: bool
) -> None:
    given = desk(20)
    found = evaluate(replace(given, labels=given.labels.iloc[:labels])).prefill
    assert (found.threshold is not None) == offered
    assert ("it takes 50" in found.reason) != offered


def test_of_the_audit_slice_alone_there_must_be_fifty_too() -> None:
    found = evaluate(desk(20), audit_only=True).prefill
    assert found.threshold is None
    assert "audit" in found.reason


def test_labels_of_a_coin_offer_no_threshold() -> None:
    claims, labels = claims_and_labels(40)
    drawn = np.random.default_rng(1).choice(CODEBOOK.topic_ids, len(labels))
    given = Desk(claims, CODEBOOK, labels.assign(topic=drawn))
    found = evaluate(given)
    assert found.prefill.threshold is None
    assert (found.topic.top_1.value or 0) < 0.5


def test_a_study_without_labels_has_nothing_to_compare_with() -> None:
    found = evaluate(desk(4, labelled=False))
    assert found.topic.top_1.value is None
    assert found.topic.macro_f1 is None
    assert found.stance.ece is None
    assert found.prefill.n_left == 12


def test_a_claim_on_two_topics_is_right_with_either_and_counts_once() -> None:
    claims, labels = claims_and_labels(20)
    more = labels.iloc[:1].assign(topic="trade")
    both = LABELS.check(replace_rows(labels, more))
    found = evaluate(Desk(claims, CODEBOOK, both))
    assert (found.n_labels, found.topic.n, found.topic.top_1.value) == (60, 60, 1.0)


def replace_rows(labels, more):  # type: ignore[no-untyped-def] - two frames
    import pandas as pd

    return pd.concat([more, labels], ignore_index=True)


def test_labels_are_kept_back_by_source_or_expert_only() -> None:
    with pytest.raises(UsageError, match="by source or expert"):
        evaluate(desk(4), "day")  # type: ignore[arg-type] - what is refused


def test_macro_f1_is_the_mean_over_the_labels_that_people_gave() -> None:
    """Of a: found 1 of 2, 1 suggested: F1 2/3. Of b: found 1 of 1, 2 suggested: 2/3."""
    given, suggested = np.array([0, 0, 1]), np.array([0, 1, 1])
    assert _macro_f1(given, suggested) == pytest.approx(2 / 3)


def test_the_interval_of_a_share_is_wilsons() -> None:
    """81 of 263 with z = 1.645: .2633 to .3566, as by the formula of Wilson (1927)."""
    found = _share(np.arange(263) < 81)
    assert found.interval is not None
    z, p, n = 1.6448536, 81 / 263, 263
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    assert (found.interval.low + found.interval.high) / 2 == pytest.approx(middle)
    assert found.interval.low == pytest.approx(0.2634, abs=5e-4)


@pytest.mark.parametrize(
    ("right", "n", "bound"), [(21, 21, 0.1 ** (1 / 21)), (22, 22, 0.1 ** (1 / 22)), (0, 5, 0.0)]
)
def test_the_bound_on_precision_is_exact(right: int, n: int, bound: float) -> None:
    """All n right: the bound is alpha to the power 1/n; 22 of 22 is the first above .9."""
    assert _lower_bound(right, n) == pytest.approx(bound)
    assert (_lower_bound(right, n) >= 0.9) == (right == 22)


@pytest.mark.parametrize(
    "threshold", [0.99, 0.98, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5]
)
def test_a_threshold_is_the_last_above_which_all_is_right(threshold: float) -> None:
    right, wrong = np.ones(22, dtype=bool), np.zeros(22, dtype=bool)
    probabilities = np.repeat([threshold, threshold - 0.001], 22)
    assert threshold_for(np.concatenate([right, wrong]), probabilities) == threshold
    assert threshold_for(right[1:], probabilities[1:22]) is None  # 21 are too few to be sure
    assert threshold_for(wrong, probabilities[:22]) is None
    assert threshold_for(right[:0], probabilities[:0]) is None
