"""A machine beside people, on codes that can be counted by hand."""

import numpy as np
import pandas as pd
import pytest

from stance.analysis.consensus import consensus
from stance.core.codebook import Codebook, Topic
from stance.core.contracts import ANNOTATIONS, CLAIMS, MACHINE_CODINGS
from stance.machines.comparing import Comparison, compare_machines, wilson
from stance.machines.repeats import one_answer_each
from stance.reliability import alpha, topic_choice

BOOK = Codebook((Topic("tax", "Tax", "Taxes should rise."), Topic("war", "War", "War is near.")))
SCORES = {level.label: level.score for level in BOOK.scale.levels}
Code = tuple[str, str, str]


def people(**codes: list[Code]) -> pd.DataFrame:
    """Annotations: annotator to (claim, topic, stance)."""
    rows = [
        {"claim_id": c, "annotator": who, "slot": 1, "topic": t, "stance": s}
        for who, given in codes.items()
        for c, t, s in given
    ]
    frame = ANNOTATIONS.complete(pd.DataFrame(rows))
    return ANNOTATIONS.check(frame.assign(score=frame["stance"].map(SCORES).astype(float)))


def machine(*answers: tuple[str, str, str], repeat: int = 1, **more: object) -> pd.DataFrame:
    rows = [
        {"claim_id": c, "repeat": repeat, "slot": 1, "topic": t, "stance": s, **more}
        for c, t, s in answers
    ]
    frame = MACHINE_CODINGS.complete(pd.DataFrame(rows).assign(machine="gpt"))
    return MACHINE_CODINGS.check(frame.assign(score=frame["stance"].map(SCORES).astype(float)))


def compared(annotations: pd.DataFrame, codings: pd.DataFrame) -> Comparison:
    ids = sorted(set(annotations["claim_id"]) | set(codings["claim_id"]))
    claims = CLAIMS.check(CLAIMS.complete(pd.DataFrame({"claim_id": ids, "expert_id": "e"})))
    judged = consensus(claims, annotations, BOOK.scale)
    [found] = compare_machines(annotations, judged, codings, BOOK)
    return found


CODED: list[Code] = [
    ("c1", "tax", "for"),
    ("c2", "tax", "against"),
    ("c3", "war", "for"),
    ("c4", "none", ""),
    ("c5", "war", "unclear"),
]


def test_precision_and_recall_are_counted_against_peoples_judgement() -> None:
    said = machine(
        ("c1", "tax", "strongly for"),  # the same side
        ("c2", "tax", "for"),  # the other side
        ("c3", "tax", "for"),  # another topic
        ("c4", "war", "for"),  # none
        ("c5", "war", "unclear"),
    )
    labels = compared(people(ana=CODED, ben=CODED), said).labels.set_index(["measure", "label"])
    counts = labels[["n_people", "n_machine", "n_both"]].apply(tuple, axis=1).to_dict()
    assert counts == {
        ("topic", "tax"): (2, 3, 2),
        ("topic", "war"): (2, 2, 1),
        ("topic", "none"): (1, 0, 0),
        ("stance", "for"): (1, 2, 1),
        ("stance", "against"): (1, 0, 0),
        ("stance", "unclear"): (1, 1, 1),
    }
    assert labels.loc[("topic", "tax"), "precision"] == pytest.approx(2 / 3)
    assert labels.loc[("topic", "war"), "recall"] == 0.5
    assert np.isnan(labels.loc[("topic", "none"), "precision"])


def test_confusion_says_what_was_taken_for_what() -> None:
    said = machine(("c1", "tax", "for"), ("c3", "tax", "for"), ("c4", "war", "for"))
    found = compared(people(ana=CODED, ben=CODED), said).confusion
    rows = {tuple(row) for row in found.itertuples(index=False)}
    assert rows == {
        ("topic", "tax", "tax", 1),
        ("topic", "war", "tax", 1),
        ("topic", "none", "war", 1),
        ("stance", "for", "for", 1),
    }


@pytest.mark.parametrize(
    ("judged", "said", "confused", "of_none"),
    [
        (["tax"], ["tax", "war"], {("tax", "tax"), ("", "war")}, None),
        (["tax", "war"], ["tax"], {("tax", "tax"), ("war", "")}, None),
        (["none"], ["tax", "war"], {("none", "tax"), ("", "war")}, (1, 0, 0)),
        (["tax", "war"], ["none"], {("tax", "none"), ("war", "")}, (0, 1, 0)),
        (["none"], ["none"], {("none", "none")}, (1, 1, 1)),
    ],
)
def test_a_topic_more_or_less_is_no_answer_of_none(
    judged: list[str],
    said: list[str],
    confused: set[tuple[str, str]],
    of_none: tuple[int, int, int] | None,
) -> None:
    def coded(topics: list[str]) -> list[Code]:
        return [("c1", topic, "" if topic == "none" else "for") for topic in topics]

    found = compared(people(ana=coded(judged), ben=coded(judged)), machine(*coded(said)))
    topics = found.confusion[found.confusion["measure"] == "topic"]
    assert set(zip(topics["people"], topics["machine"], strict=True)) == confused
    labels = found.labels.set_index("label")[["n_people", "n_machine", "n_both"]]
    counts = labels.apply(tuple, axis=1).to_dict()
    assert counts.get("none") == of_none
    assert "" not in counts


def test_a_claim_that_people_dispute_is_no_measure_of_a_machine() -> None:
    ana, ben = [("c1", "tax", "for")], [("c1", "war", "for")]
    found = compared(people(ana=ana, ben=ben), machine(("c1", "tax", "for")))
    assert (found.n_answered, found.n_judged) == (1, 0)
    assert found.labels.empty


def test_alpha_of_people_is_theirs_alone_on_the_claims_that_the_machine_answered() -> None:
    ben = [("c1", "tax", "for"), ("c2", "war", "for"), *CODED[2:]]
    annotations = people(ana=CODED, ben=ben)
    said = machine(*[code for code in CODED if code[0] != "c5"])
    rows = compared(annotations, said).alphas.set_index(["group", "measure"])
    measured = topic_choice(annotations[annotations["claim_id"] != "c5"], BOOK)
    by_hand = alpha(measured.patterns, measured.measurement).at(measured.patterns.times)
    assert rows.loc[("people", "topic"), "alpha"] == pytest.approx(by_hand)
    assert rows.loc[("people", "topic"), "n_annotators"] == 2
    assert rows.loc[("with the machine", "topic"), "n_annotators"] == 3
    assert rows.loc[("with the machine", "topic"), "alpha"] > by_hand


def test_a_machine_that_is_called_like_an_annotator_is_another() -> None:
    said = machine(*CODED).assign(machine="ana")
    rows = compared(people(ana=CODED, ben=CODED), said).alphas.set_index(["group", "measure"])
    assert rows.loc[("with the machine", "topic"), "n_annotators"] == 3


@pytest.mark.parametrize(
    ("stances", "first", "n_same"),
    [
        (["for", "against", "against"], "against", 2),
        (["against", "for"], "against", 1),  # as often: the earlier one
        (["for", "against"], "for", 1),
        (["for"], "for", 1),
    ],
)
def test_of_several_answers_the_one_given_most_often_counts(
    stances: list[str], first: str, n_same: int
) -> None:
    said = [machine(("c1", "tax", s), repeat=n) for n, s in enumerate(stances, start=1)]
    answers = one_answer_each(pd.concat(said))
    assert answers[["stance", "n_same", "n_repeats"]].to_numpy().tolist() == [
        [first, n_same, len(stances)]
    ]


def test_an_answer_is_all_topics_of_a_claim_in_whichever_order() -> None:
    both = [("c1", "tax", "for"), ("c1", "war", "for")]
    said = pd.concat([machine(*both), machine(*both[::-1], repeat=2), machine(both[0], repeat=3)])
    answers = one_answer_each(said)
    assert answers["topic"].tolist() == ["tax", "war"]
    assert set(answers["n_same"]) == {2}


def test_probabilities_that_were_given_go_before_shares_of_repeats() -> None:
    coded = people(ana=CODED, ben=CODED)
    given = pd.concat([machine(*CODED, repeat=n, probability=0.8) for n in (1, 2)])
    found = compared(coded, given)
    assert (found.calibration, found.same) == ("given", 1.0)
    assert found.error == pytest.approx(0.2)  # all right, and 80 % was said
    found = compared(coded, pd.concat([machine(*CODED), machine(*CODED, repeat=2)]))
    assert (found.calibration, found.error) == ("repeats", 0.0)
    found = compared(coded, machine(*CODED))
    assert (found.calibration, found.error, found.same) == ("", None, None)


def test_the_test_of_standing_in_is_made_for_each_measure() -> None:
    coded = people(ana=CODED, ben=CODED)
    found = compared(coded, machine(*CODED)).standing_in
    assert list(found) == ["topic", "stance", "topic and stance"]
    assert {one.why for results in found.values() for one in results} == {"few items"}


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(5, 10, 0.2366, 0.7634), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (1, 1, 0.2065, 1.0)],
)
def test_intervals_of_shares_are_wilsons(hits: int, n: int, low: float, high: float) -> None:
    assert wilson(hits, n) == pytest.approx((low, high), abs=5e-5)


def test_a_share_of_nothing_has_no_interval() -> None:
    assert np.isnan(wilson(0, 0)).all()
