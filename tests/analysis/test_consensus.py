"""The rule by which several annotators' codes become one judgement."""

import pytest

from stance.analysis.consensus import consensus, voices
from tests import six_claims
from tests.six_claims import SCALE


def judge(*stances: str, topics: tuple[str, ...] = ()) -> tuple[str, float | None]:
    """Judge claim c1, coded by one annotator for each stance."""
    chosen = topics or ("trade",) * len(stances)
    codes = {
        f"coder-{i}": [("c1", topic, stance)]
        for i, (topic, stance) in enumerate(zip(chosen, stances, strict=True))
    }
    found = consensus(six_claims.claims(), six_claims.annotations(codes), SCALE).iloc[0]
    score = found["score"]
    return found["status"], None if score != score else round(score, 6)


def test_the_votes_on_a_topic_are_decided_by_the_rule_of_the_majority_group() -> None:
    assert judge("1", "2") == ("settled", 1.5)
    assert judge("0", "2") == ("disputed", None)
    assert judge("unclear", "unclear", "1") == ("unclear", None)


def test_a_topic_needs_more_than_half_of_those_who_coded_the_claim() -> None:
    assert judge("1", "1", topics=("trade", "border")) == ("topic disputed", None)
    assert judge("1", "1", "2", topics=("trade", "trade", "border")) == ("settled", 1.0)


def test_a_disputed_topic_has_a_row_for_each_choice_and_no_majority() -> None:
    codes = {"a": [("c1", "trade", "1")], "b": [("c1", "border", "2")]}
    found = consensus(six_claims.claims(), six_claims.annotations(codes), SCALE)
    columns = ["topic", "status", "n_votes", "n_majority", "n_dissent"]
    assert found[columns].to_numpy().tolist() == [
        ["trade", "topic disputed", 1, 0, 0],  # as they were chosen first
        ["border", "topic disputed", 1, 0, 0],
    ]


def test_none_is_a_topic_that_can_win_or_lose() -> None:
    assert judge("", "", topics=("none", "none")) == ("none", None)
    assert judge("", "1", topics=("none", "trade")) == ("topic disputed", None)


def test_none_has_no_votes_whatever_stance_stands_beside_it() -> None:
    codes = {"a": [("c1", "none", "1")], "b": [("c1", "none", "unclear")]}
    found = consensus(six_claims.claims(), six_claims.annotations(codes), SCALE).iloc[0]
    assert found["status"] == "none"
    assert [found[n] for n in ("n_annotators", "n_votes", "n_unclear", "n_majority")] == [
        2,
        0,
        0,
        0,
    ]


def test_a_decision_on_what_nobody_coded_has_no_votes() -> None:
    decisions = six_claims.annotations({"adjudicator": [("c4", "border", "1")]})
    codes = six_claims.annotations({"a": [("c1", "trade", "1")]})
    found = consensus(six_claims.claims(), codes, SCALE, decisions).iloc[1]
    assert (found["status"], found["score"]) == ("settled", 1)
    counts = ("n_annotators", "n_votes", "n_majority", "n_unclear", "n_dissent")
    assert [found[n] for n in counts] == [0, 0, 0, 0, 0]


def test_a_topic_that_only_a_minority_adds_falls_without_a_trace() -> None:
    found = consensus(six_claims.claims(), six_claims.annotations(), SCALE)
    assert found.loc[found["claim_id"] == "c6", "topic"].tolist() == ["trade"]


def test_the_six_claims_are_judged_as_worked_out_by_hand() -> None:
    found = consensus(six_claims.claims(), six_claims.annotations(), SCALE)
    seen = found[["claim_id", "topic", "status", "score", "n_votes", "n_majority"]]
    assert seen.astype(object).where(seen.notna(), None).to_numpy().tolist() == [
        ["c1", "trade", "settled", 1.5, 2, 2],
        ["c2", "trade", "settled", -1.0, 2, 2],
        ["c3", "trade", "settled", -2.0, 2, 2],
        ["c4", "border", "disputed", None, 2, 0],
        ["c5", "border", "unclear", None, 2, 2],
        ["c6", "trade", "settled", 1.5, 2, 2],
    ]


def test_dissent_is_counted_where_a_majority_decided() -> None:
    codes = {"a": [("c1", "trade", "1")], "b": [("c1", "trade", "1")], "c": [("c1", "trade", "-1")]}
    found = consensus(six_claims.claims(), six_claims.annotations(codes), SCALE).iloc[0]
    assert (found["n_votes"], found["n_majority"], found["n_dissent"]) == (3, 2, 1)


def test_an_adjudicator_overrules_every_vote_on_the_claim() -> None:
    decisions = six_claims.annotations({"adjudicator": [("c4", "trade", "2")]})
    found = consensus(six_claims.claims(), six_claims.annotations(), SCALE, decisions)
    decided = found[found["claim_id"] == "c4"]
    assert decided[["topic", "status", "score", "decided_by"]].to_numpy().tolist() == [
        ["trade", "settled", 2.0, "adjudicator"]
    ]
    assert found["claim_id"].tolist() == ["c1", "c2", "c3", "c4", "c5", "c6"]


@pytest.mark.parametrize(
    ("decision", "votes", "status", "agreeing"),
    [
        ("1", ("1", "-1"), "settled", 1),
        ("1", ("0", "2"), "settled", 2),  # either is one step away
        ("2", ("0", "1"), "settled", 1),  # 0 is two steps away
        ("0", ("-1", "1"), "settled", 2),  # the middle opposes nobody
        ("1", ("unclear", "2"), "settled", 1),
        ("unclear", ("unclear", "1"), "unclear", 1),
        ("", ("1", "2"), "uncoded", 0),
    ],
)
def test_votes_that_do_not_agree_with_a_decision_are_dissent(
    decision, votes, status, agreeing
) -> None:
    codes = {name: [("c4", "border", vote)] for name, vote in zip("ab", votes, strict=True)}
    decisions = six_claims.annotations({"adjudicator": [("c4", "border", decision)]})
    found = consensus(six_claims.claims(), six_claims.annotations(codes), SCALE, decisions).iloc[0]
    assert (found["status"], found["n_majority"]) == (status, agreeing)
    assert found["n_majority"] + found["n_dissent"] == found["n_votes"] == 2
    assert found["n_unclear"] == votes.count("unclear")


def test_a_topic_without_any_stance_is_uncoded_and_an_uncoded_claim_is_absent() -> None:
    codes = {"a": [("c1", "trade", "")]}
    found = consensus(six_claims.claims(), six_claims.annotations(codes), SCALE)
    assert found[["claim_id", "status"]].to_numpy().tolist() == [["c1", "uncoded"]]


def test_no_annotations_give_an_empty_frame() -> None:
    empty = six_claims.annotations().iloc[:0]
    assert consensus(six_claims.claims(), empty, SCALE).empty


@pytest.mark.parametrize(
    ("counted", "waiting", "rows"),
    [
        ([], ["trade"], [("trade", "waiting")]),
        ([], ["trade", "trade", "border"], [("trade", "waiting")]),  # the third is outvoted
        ([], ["trade", "border"], [("trade", "waiting"), ("border", "waiting")]),
        ([], ["none"], [("none", "waiting")]),
        ([], [""], []),
        (["trade"], ["border"], [("trade", "settled")]),  # what counts alone decides
    ],
)
def test_a_claim_on_which_all_answers_wait_is_neither_judged_nor_silence(
    counted, waiting, rows
) -> None:
    coded, held = (
        six_claims.annotations({f"{n}": [("c1", topic, "1")] for n, topic in enumerate(topics)})
        for topics in (counted, waiting)
    )
    found = consensus(six_claims.claims(), coded, SCALE, waiting=held)
    assert [tuple(row) for row in found[["topic", "status"]].to_numpy().tolist()] == rows
    assert found["score"].notna().tolist() == [status == "settled" for _, status in rows]
    assert found.loc[found["status"] == "waiting", "n_annotators"].eq(0).all()


@pytest.mark.parametrize(
    ("topics", "stances", "heard"),
    [
        (("trade",), ("1",), [1]),
        (("trade",), ("unclear",), [1]),
        (("trade",), ("",), [0]),
        (("trade", "trade"), ("1", "1"), [2]),
        (("trade", "trade"), ("1", "2"), [2]),
        (("trade", "trade"), ("1", ""), [1]),  # the other says nothing of the stance
        (("trade", "trade"), ("-1", "1"), [2]),
        (("trade", "border"), ("1", "1"), [2, 2]),
        (("none", "none"), ("", ""), [2]),
        (("none",), ("",), [1]),
    ],
)
def test_a_judgement_counts_who_could_have_disputed_it(topics, stances, heard) -> None:
    given = zip(topics, stances, strict=True)
    codes = {f"{n}": [("c1", *code)] for n, code in enumerate(given)}
    judged = consensus(six_claims.claims(), six_claims.annotations(codes), SCALE)
    assert voices(judged).tolist() == heard
