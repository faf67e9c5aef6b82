"""Dawid and Skene's model: the published example, and what EM promises."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import stance
from stance.analysis.consensus import consensus
from stance.analysis.dawid_skene import DawidSkene, Prior, dawid_skene, judge_by_model
from stance.core.codebook import Scale
from stance.core.errors import UsageError
from tests import sample, six_claims
from tests.agreement_data import long_table, published

PLAIN = Prior(right=0.0, wrong=0.0)


@pytest.fixture(scope="module")
def anaesthetists() -> DawidSkene:
    """45 patients, five observers, the first of whom saw each patient three times."""
    data = published()["dawid_skene_1979_anaesthetists"]
    frame = long_table(data["ratings"], data["annotators"])
    return dawid_skene(frame, data["levels"], prior=PLAIN)


def expected() -> dict:
    return published()["dawid_skene_1979_anaesthetists"]["expected"]


def test_the_published_likelihood_and_class_shares_are_met(anaesthetists: DawidSkene) -> None:
    assert anaesthetists.converged
    assert anaesthetists.log_likelihood == pytest.approx(expected()["log_likelihood"], abs=5e-6)
    shares = anaesthetists.shares["share"].tolist()
    assert shares == pytest.approx(expected()["class_marginals_6dp"], abs=6e-5)


def test_the_published_error_rates_are_met(anaesthetists: DawidSkene) -> None:
    printed = expected()["error_rates_rows_true_cols_observed"]
    for name, errors in zip(anaesthetists.annotators, anaesthetists.errors, strict=True):
        assert np.abs(errors - np.array(printed[name])).max() < 0.00501


def test_the_published_labels_and_posteriors_are_met(anaesthetists: DawidSkene) -> None:
    assert anaesthetists.items["label"].tolist() == expected()["labels"]
    for patient, posterior in expected()["posteriors_not_degenerate"].items():
        found = anaesthetists.posterior[int(patient) - 1]
        assert np.abs(found - np.array(posterior)).max() < 0.0006


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from([None, "x", "y", "z"]), min_size=3, max_size=3).filter(any),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from([PLAIN, Prior(), Prior(2.0, 0.5)]),
)
def test_no_step_ever_lowers_the_objective(ratings: list, prior: Prior) -> None:
    found = dawid_skene(long_table(ratings), ["x", "y", "z"], prior=prior)
    assert found.converged
    assert (np.diff(found.objective) > -1e-9).all()
    assert np.allclose(found.posterior.sum(axis=1), 1)
    assert np.allclose(found.errors.sum(axis=2), 1)


def test_one_step_is_that_of_the_formulas() -> None:
    """xx, xy, yy: a says x of 1 1/2 items that are x and of 1/2 that is y, by shares of votes.

    With 2 and 1/2 codes added beforehand, a errs by 1/8 and 1/4, b by 1/4 and 1/8.
    """
    frame = long_table([["x", "x"], ["x", "y"], ["y", "y"]], ["a", "b"])
    found = dawid_skene(frame, ["x", "y"], prior=Prior(2.0, 0.5), most_steps=1)
    a, b = found.errors.tolist()
    assert a == [[7 / 8, 1 / 8], [1 / 4, 3 / 4]]
    assert b == [[3 / 4, 1 / 4], [1 / 8, 7 / 8]]
    both, none, either = 7 / 8 * 3 / 4, 1 / 4 * 1 / 8, 7 / 8 * 1 / 4
    assert found.items["probability"].tolist() == pytest.approx(
        [both / (both + none), 0.5, both / (both + none)]
    )
    likelihood = 2 * np.log((both + none) / 2) + np.log(either)
    assert found.log_likelihood == pytest.approx(likelihood)
    right, wrong = np.log(7 / 8) + np.log(3 / 4), np.log(1 / 8) + np.log(1 / 4)
    assert found.objective == (pytest.approx(likelihood + 2 * (2 * right + wrong / 2)),)
    assert not found.converged


def test_of_what_is_never_true_everything_may_be_said() -> None:
    frame = long_table([["x", "x"], ["y", "y"]])
    found = dawid_skene(frame, ["x", "y", "z"], prior=PLAIN, most_steps=1)
    assert found.errors[0].tolist() == [[1, 0, 0], [0, 1, 0], [1 / 3, 1 / 3, 1 / 3]]
    assert found.errors.shape == (2, 3, 3)


def test_shares_of_votes_count_each_item_once_and_those_of_majorities_what_has_one() -> None:
    """xxy, xy, yyyy, and y alone: 2/3 + 1/2 votes of x, and one of three majorities."""
    frame = long_table([["x", "x", "y", None], ["x", "y"], ["y", "y", "y", "y"], ["y"]])
    shares = dawid_skene(frame, ["x", "y"]).shares.set_index("label")
    assert shares["votes"].tolist() == pytest.approx([7 / 24, 17 / 24])
    assert shares["majority"].tolist() == pytest.approx([1 / 3, 2 / 3])


def test_a_gold_item_is_what_gold_says_though_all_annotators_say_otherwise() -> None:
    frame = long_table([["x", "x"], ["x", "x"], ["y", "y"]])
    found = dawid_skene(frame, ["x", "y"], gold={"item-0": "y", "nowhere": "x"})
    assert found.items["label"].tolist()[0] == "y"
    assert found.posterior[0].tolist() == [0, 1]
    assert found.items["majority"].tolist() == ["x", "x", "y"]


def test_gold_items_have_their_label_and_teach_who_errs() -> None:
    """b always says the opposite of a; gold says that b is right."""
    ratings = [["x", "y"], ["y", "x"], ["x", "y"], ["y", "x"], ["x", "y"]]
    found = dawid_skene(
        long_table(ratings, ["a", "b"]),
        ["x", "y"],
        prior=Prior(0.1, 0.1),
        gold={"item-0": "y", "item-1": "x"},
    )
    assert found.items["label"].tolist() == ["y", "x", "y", "x", "y"]
    assert found.items["probability"].tolist()[:2] == [1, 1]


def test_a_tie_is_told_and_not_broken_by_the_order_of_labels() -> None:
    found = dawid_skene(long_table([["x", "y"], ["y", "x"]], ["a", "b"]), ["x", "y"])
    assert found.items["tied"].tolist() == [True, True]
    assert found.items["label"].tolist() == ["", ""]
    assert found.items["majority"].tolist() == ["", ""]


def test_shares_that_leave_the_votes_behind_are_told() -> None:
    """One annotator an item: nothing speaks against a rare label's every use but the prior."""
    random = np.random.default_rng(3)
    rows = []
    for i in range(60):
        truth = "rare" if i < 6 else "common"
        for name in ("a", "b", "c"):
            wrong = random.random() < 0.45
            rows.append((i, name, "rare" if wrong else truth))
    frame = pd.DataFrame(rows, columns=["item", "annotator", "label"])
    found = dawid_skene(frame, ["common", "rare"], prior=PLAIN)
    moved = (found.shares["share"] - found.shares["votes"]).abs().max()
    assert moved > 0.05
    assert any("compare it with the majority" in warning for warning in found.warnings)


def test_steps_that_run_out_are_told() -> None:
    frame = long_table([["x", "y", "y"], ["y", "y", "x"], ["x", "x", "x"]])
    found = dawid_skene(frame, ["x", "y"], most_steps=1)
    assert not found.converged
    assert "had not settled after 1 steps" in found.warnings[0]


def test_the_order_of_rows_does_not_matter() -> None:
    frame = long_table([["x", "y", "y"], ["y", "y", "x"], ["x", "x", "x"], ["x", None, "y"]])
    one = dawid_skene(frame, ["x", "y"])
    other = dawid_skene(frame.iloc[::-1], ["x", "y"])
    assert one.log_likelihood == pytest.approx(other.log_likelihood)
    both = one.items.merge(other.items, on="item")
    assert (both["label_x"] == both["label_y"]).all()


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (long_table([["x", "q"]]), '"q" is not among the labels'),
        (long_table([["x"]]).iloc[:0], "there are no codes"),
    ],
)
def test_codes_that_cannot_be_used_are_refused(frame: pd.DataFrame, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        dawid_skene(frame, ["x", "y"])


def test_judgements_by_the_model_keep_the_topics_and_say_who_decided() -> None:
    """Six claims; on c4 (for against against) two annotators are tied, and stay disputed."""
    scale, annotations = six_claims.SCALE, six_claims.annotations()
    by_rule = consensus(six_claims.claims(), annotations, scale)
    judged, model = judge_by_model(by_rule, annotations, scale)
    assert model is not None
    assert judged[["claim_id", "topic"]].equals(by_rule[["claim_id", "topic"]])
    assert set(judged["decided_by"]) == {"dawid-skene"}
    both_against = judged.set_index("claim_id").loc["c3"]
    assert both_against["score"] == -2
    assert both_against["n_majority"] == 2
    assert both_against["status"] == "settled"


def test_what_an_adjudicator_decided_is_not_judged_again() -> None:
    scale: Scale = six_claims.SCALE
    annotations = six_claims.annotations()
    decisions = annotations[annotations["claim_id"] == "c4"].head(1)
    by_rule = consensus(six_claims.claims(), annotations, scale, decisions)
    judged, _ = judge_by_model(by_rule, annotations, scale)
    before = by_rule[by_rule["decided_by"] == "adjudicator"]
    after = judged[judged["decided_by"] == "adjudicator"]
    assert len(after) == 1
    assert after.equals(before)


@pytest.fixture(scope="module")
def study() -> stance.Study:
    return stance.Study.open(sample.SAMPLE)


def test_a_strict_majority_is_more_than_half_on_one_and_the_same_stance() -> None:
    """1, 2 is one group by the default rule, which counts neighbours as one; strictly it is two."""
    small = stance.Study(
        name="six",
        title="Six claims",
        codebook=six_claims.CODEBOOK,
        claims=six_claims.claims(),
        annotations=six_claims.annotations(),
        experts=six_claims.experts(),
        sources=six_claims.sources(),
    )
    by_rule, strict = small.analyse(method="majority"), small.analyse(method="strict-majority")
    found, narrow = (f.judgements.set_index("claim_id")["status"] for f in (by_rule, strict))
    assert (found["c1"], narrow["c1"]) == ("settled", "disputed")
    assert (found["c2"], narrow["c2"]) == ("settled", "settled")
    # Votes that are drawn again are judged alike: -2 and -1 are one group, or two.
    bek, beks = (f.sides.set_index("expert_id").loc["bek"] for f in (by_rule, strict))
    assert (bek["p_against"], bek["p_open"]) == (1, 0)
    assert beks["p_open"] > 0.2


def test_the_model_judges_a_study_and_stands_in_its_findings(study: stance.Study) -> None:
    findings = study.analyse(method="dawid-skene")
    assert findings.model is not None
    assert findings.model.converged
    assert "dawid-skene" in set(findings.judgements["decided_by"])
    assert study.analyse().model is None


def test_an_unknown_method_is_refused_with_those_there_are(study: stance.Study) -> None:
    with pytest.raises(UsageError, match="strict-majority"):
        study.analyse(method="median")
