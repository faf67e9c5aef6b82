"""Reliability of a study: what is measured, diagnostics, sensitivity, planning."""

import math

import pandas as pd
import pytest

from stance.core.codebook import Codebook, Topic
from stance.core.contracts import ANNOTATIONS
from stance.reliability import (
    MEASURES,
    Measured,
    Sampling,
    assess,
    by_group,
    code_table,
    plan,
    rows_with,
    sensitivity,
    stance_given_topic,
    topic_and_stance,
    topic_choice,
    topic_sets,
)
from tests.agreement_data import codes

CODEBOOK = Codebook(
    (Topic("trade", "Trade", "Trade helps."), Topic("border", "Border", "Open it."))
)
FEW = Sampling(resamples=200)
TWO = ("trade", "border", "trade", "border")


def answers(*rows: tuple[str, str, str, str], slot: int = 1) -> pd.DataFrame:
    """Rows of claim, annotator, topic, stance; the score follows from the scale."""
    built = []
    for row, (claim, annotator, topic, stance) in enumerate(rows, start=2):
        level = CODEBOOK.scale.parse(stance) if stance else None
        score = level.score if level and level.score is not None else math.nan
        built.append(
            {
                "claim_id": claim,
                "annotator": annotator,
                "slot": slot,
                "topic": topic,
                "stance": stance,
                "score": score,
                "row": row,
            }
        )
    return ANNOTATIONS.build(built)


STUDY = answers(
    ("c1", "ann", "trade", "for"),
    ("c1", "ben", "trade", "strongly for"),
    ("c2", "ann", "trade", "against"),
    ("c2", "ben", "trade", "unclear"),
    ("c3", "ann", "border", "for"),
    ("c3", "ben", "none", ""),
    ("c4", "ann", "none", ""),
    ("c4", "ben", "none", ""),
    ("c5", "ann", "border", "against"),
    ("c5", "ben", "border", "against"),
    ("c6", "ann", "border", "for"),
    ("c6", "ben", "", ""),
)


def alpha_of(measured: Measured) -> float:
    return measured.alpha.at(measured.patterns.times)


def test_the_topic_is_nominal_and_none_is_a_topic_but_not_coded_is_not() -> None:
    """c6 was coded by one; of c1–c5 four agree: 1 - (10 - 1)·2 / (10² - 4² - 3² - 3²) = 8/11·…

    Codes: trade 4, border 3, none 3; D_o = 2, D_e = (100 - 16 - 9 - 9) / 9 = 66/9.
    """
    assert alpha_of(topic_choice(STUDY, CODEBOOK)) == pytest.approx(1 - 2 * 9 / 66)


def test_sets_of_topics_are_compared_whichever_topic_stands_first() -> None:
    first = answers(("c1", "ann", "trade", "for"), ("c2", "ann", "trade", "for"))
    other = answers(("c1", "ben", "border", "for"), ("c2", "ben", "trade", "for"))
    second = answers(("c1", "ann", "border", "for"), slot=2)
    more = answers(("c1", "ben", "trade", "for"), slot=2)
    both = pd.concat([first, other, second, more])
    assert alpha_of(topic_sets(both, CODEBOOK)) == 1
    assert alpha_of(topic_choice(both, CODEBOOK)) < 1
    assert set(topic_sets(both, CODEBOOK).codes.labels) == {"trade", "trade + border"}


def test_a_stance_is_compared_where_both_chose_the_topic_and_unclear_is_an_answer() -> None:
    measured = stance_given_topic(STUDY, CODEBOOK)
    paired = measured.codes.pairable
    assert sorted(paired.items) == [("c1", "trade"), ("c2", "trade"), ("c5", "border")]
    assert measured.codes.labels[-1] == "unclear"


def test_unclear_is_as_far_from_any_stance_as_the_ends_of_the_scale() -> None:
    weights = stance_given_topic(STUDY, CODEBOOK).weights_in_use
    assert weights[5].tolist() == [0, 0, 0, 0, 0, 1]
    assert weights[0, 4] == 0
    assert 0 < weights[1, 3] < 1


def test_clear_stances_leave_unclear_out_so_that_its_weight_can_be_seen() -> None:
    measured = stance_given_topic(STUDY, CODEBOOK, clear_only=True)
    assert sorted(measured.codes.pairable.items) == [("c1", "trade"), ("c5", "border")]


def test_the_order_of_stances_is_the_scales_and_not_the_alphabets() -> None:
    labels = stance_given_topic(STUDY, CODEBOOK).codes.labels
    assert labels[:5] == ("strongly against", "against", "mixed", "for", "strongly for")


def test_topic_and_stance_together_count_another_topic_as_the_largest_distance() -> None:
    measured = topic_and_stance(STUDY, CODEBOOK)
    place = {label: i for i, label in enumerate(measured.codes.labels)}
    weights = measured.weights.toarray()
    assert weights[place["trade / for"], place["border / for"]] == 0
    assert weights[place["trade / for"], place["trade / against"]] == 1 - (2 / 4) ** 2
    assert weights[place["trade / for"], place["trade / unclear"]] == 0
    assert weights[place["none / "], place["none / "]] == 1
    assert weights[place["none / "], place["trade / for"]] == 0


def test_a_topic_without_a_stance_is_not_coded_yet() -> None:
    half = answers(("c1", "ann", "trade", ""), ("c1", "ben", "trade", "for"))
    assert len(topic_and_stance(half, CODEBOOK).codes) == 1
    assert len(stance_given_topic(half, CODEBOOK).codes) == 1
    assert len(topic_choice(half, CODEBOOK).codes) == 2


def test_the_assessment_names_the_disputed_claims_with_each_code() -> None:
    found = assess(STUDY, CODEBOOK)
    disputes = found.disputes.set_index(["measure", "claim_id"])
    assert disputes.loc[("topic", "c3"), "codes"] == "ann: border; ben: none"
    assert disputes.loc[("topic", "c3"), "share"] == 1
    assert disputes.loc[("stance", "c2"), "codes"] == "ann: against; ben: unclear"
    assert disputes.loc[("stance", "c2"), "disagreement"] == 1
    assert ("stance", "c5") not in disputes.index
    assert disputes.xs("stance")["share"].sum() == pytest.approx(1)


def test_the_assessment_counts_what_was_coded() -> None:
    found = assess(STUDY, CODEBOOK)
    assert (found.n_claims, found.n_double, found.n_annotators) == (6, 5, 2)
    alphas = found.alphas.set_index(["measure", "by", "group"])
    assert alphas.loc[("topic", "all", ""), "agreement"] == pytest.approx(4 / 5)
    assert alphas.loc[("stance", "topic", "border"), "n_items"] == 1
    assert "only one item" in alphas.loc[("stance", "topic", "border"), "reason"]
    assert "only one annotator" in alphas.loc[("topic", "without", "ann"), "reason"]
    assert list(alphas.xs("all", level="by").index.get_level_values(0)) == [
        "topic",
        "topics",
        "stance",
        "clear stance",
        "topic and stance",
    ]


def test_alpha_without_an_annotator_is_that_of_the_others() -> None:
    """Ann and ben agree throughout, cem with nobody."""
    three = answers(
        *((f"c{n}", who, topic, "for") for who in ("ann", "ben") for n, topic in enumerate(TWO)),
        *((f"c{n}", "cem", topic, "for") for n, topic in enumerate(reversed(TWO))),
    )
    alphas = assess(three, CODEBOOK).alphas.set_index(["measure", "by", "group"])["alpha"]
    assert alphas["topic", "without", "cem"] == 1
    assert alphas["topic", "without", "ann"] == alphas["topic", "without", "ben"] < 0


def test_the_confusion_table_says_which_label_met_which() -> None:
    met = assess(STUDY, CODEBOOK).confusion
    stances = met[met["measure"] == "stance"].set_index(["label_a", "label_b"])["n"].to_dict()
    assert stances == {
        ("for", "strongly for"): 1,
        ("against", "unclear"): 1,
        ("against", "against"): 1,
    }


def test_an_annotator_who_leans_is_found() -> None:
    """Both gave a score to c1 and c5; there ben stands 1 and 0 further toward for."""
    found = assess(STUDY, CODEBOOK).annotators.set_index("annotator")
    assert found.loc["ben", "leaning"] == 0.5
    assert found.loc["ann", "leaning"] == -0.5
    assert found.loc["ann", "n_unclear"] == 0
    assert found.loc["ben", "n_unclear"] == 1
    assert found.loc["ben", "n_none"] == 2
    assert found.loc["ann", "topic_agreement"] == pytest.approx(4 / 5)


def test_an_annotator_who_drifts_is_found() -> None:
    """Both agree on the first ten claims, and on none of the last ten."""
    rows = []
    for i in range(20):
        topic = "trade" if i % 2 else "border"
        other = topic if i < 10 else {"trade": "border", "border": "trade"}[topic]
        rows += [(f"c{i:02}", "ann", topic, "for"), (f"c{i:02}", "ben", other, "for")]
    found = assess(answers(*rows), CODEBOOK).annotators.set_index("annotator")
    assert found.loc["ann", "drift"] == -1


def test_a_study_of_one_annotator_has_reasons_instead_of_numbers() -> None:
    alone = STUDY[STUDY["annotator"] == "ann"]
    found = assess(alone, CODEBOOK)
    overall = found.alphas[found.alphas["by"] == "all"]
    assert overall["alpha"].isna().all()
    assert (overall["reason"] == "only one annotator coded anything").all()
    assert found.disputes.empty


def test_a_study_that_nobody_coded_has_reasons_instead_of_numbers() -> None:
    found = assess(ANNOTATIONS.empty(), CODEBOOK)
    assert (found.alphas["reason"] == "there are no codes").all()
    assert found.n_claims == 0


def test_the_assessment_changes_nothing_and_is_repeatable() -> None:
    before = STUDY.copy()
    one, two = (assess(STUDY, CODEBOOK) for _ in range(2))
    assert STUDY.equals(before)
    assert one.alphas.equals(two.alphas)


def test_a_finding_is_recomputed_from_each_annotator_alone_and_without_each() -> None:
    found = sensitivity(STUDY, lambda frame: int((frame["stance"] == "unclear").sum()))
    assert found.everyone == 1
    assert found.alone == {"ann": 0, "ben": 1}
    assert found.without == {"ann": 1, "ben": 0}
    assert found.changed_without(lambda all_of_them, rest: all_of_them != rest) == ("ben",)


def test_without_the_only_annotator_there_is_nothing_to_find() -> None:
    alone = STUDY[STUDY["annotator"] == "ann"]
    assert sensitivity(alone, len).without == {}


def mixed_codes(times: int) -> Measured:
    pattern = [[1, 1], [2, 2], [1, 2], [2, 2], [1, 1], [2, 1], [2, 2], [1, 1], [2, 2], [1, 1]]
    return Measured("label", codes(pattern * times, [1, 2]))


def test_a_plan_names_the_items_that_halve_the_interval() -> None:
    """Twice as narrow takes about four times as many items."""
    now = plan(mixed_codes(10), FEW, width=2.0)
    assert now.n_more == 0
    assert now.width_now is not None
    planned = plan(mixed_codes(10), Sampling(resamples=4000), width=now.width_now / 2)
    assert planned.n_more is not None
    assert 100 + planned.n_more == pytest.approx(400, rel=0.15)


def test_a_plan_without_an_interval_says_why() -> None:
    agreed = Measured("label", codes([[1, 1], [2, 2]], [1, 2]))
    assert plan(agreed, FEW).n_more is None
    assert "agree throughout" in plan(agreed, FEW).reason


def test_every_measure_has_a_name_of_its_own() -> None:
    names = [measure(STUDY, CODEBOOK).name for measure in MEASURES]
    assert len(set(names)) == len(names)


def test_alpha_by_group_is_alpha_of_the_groups_claims_alone() -> None:
    rows = answers(
        *(("c1", who, "trade", "for") for who in "ab"),
        *(("c2", who, "border", "for") for who in "ab"),
        ("c3", "a", "trade", "for"),
        ("c3", "b", "border", "for"),
        *(("c4", who, "trade", "for") for who in "ab"),
        *(("c5", who, "border", "for") for who in "ab"),
    )
    measured = topic_choice(rows, CODEBOOK)
    months = {"c1": "2021-01", "c2": "2021-01", "c3": "2021-01", "c4": "2021-02", "c5": ""}
    found = {row["group"]: row for row in by_group(measured, months, "month")}
    assert list(found) == ["2021-01", "2021-02"]
    alone = topic_choice(rows[rows["claim_id"].isin(["c1", "c2", "c3"])], CODEBOOK)
    assert found["2021-01"]["alpha"] == pytest.approx(alone.alpha.at(alone.patterns.times))
    assert found["2021-01"]["agreement"] == pytest.approx(2 / 3)
    assert found["2021-02"]["n_items"] == 1


def test_each_annotator_stands_beside_one_of_them() -> None:
    rows = answers(
        ("c1", "a", "trade", ""), ("c1", "b", "border", ""), ("c1", "judge", "trade", "")
    )
    found = list(rows_with(topic_choice(rows, CODEBOOK), "judge"))
    assert [(r["annotator_a"], r["annotator_b"], r["agreement"]) for r in found] == [
        ("a", "judge", 1),
        ("b", "judge", 0),
    ]
    assert not list(rows_with(topic_choice(rows, CODEBOOK), "nobody"))


def test_the_raw_table_has_a_row_an_item_and_a_column_an_annotator() -> None:
    rows = answers(("c2", "b", "trade", "for"), ("c1", "a", "border", ""), ("c2", "a", "trade", ""))
    measured = (topic_choice(rows, CODEBOOK), stance_given_topic(rows, CODEBOOK))
    assert code_table(measured).to_dict("records") == [
        {"measure": "topic", "item": "c2", "a": "trade", "b": "trade"},
        {"measure": "topic", "item": "c1", "a": "border", "b": ""},
        {"measure": "stance", "item": "c2 / trade", "a": "", "b": "for"},
    ]
