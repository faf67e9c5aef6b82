"""Two experts of a small study side by side."""

import pytest

from stance.core.codebook import Codebook, Topic
from stance.core.contracts import ANNOTATIONS, CLAIMS, EXPERTS, SOURCES
from stance.core.errors import UsageError
from stance.study.comparison import compare, find_expert
from stance.study.study import Study

CODEBOOK = Codebook(tuple(Topic(t, t.title(), f"{t} is good.") for t in ("tax", "rail", "sea")))
LABELS = {2: "strongly for", 1: "for", -1: "against", -2: "strongly against"}
#: anna and bek: one step apart on rail, four on tax; only anna speaks of the sea
SAID = (
    ("c1", "anna", "rail", 1),
    ("c2", "bek", "rail", 2),
    ("c3", "anna", "tax", -2),
    ("c4", "bek", "tax", 2),
    ("c5", "anna", "sea", 1),
    ("c6", "chol", "sea", -1),
)


@pytest.fixture(scope="module")
def findings():
    return Study(
        name="small",
        title="Small",
        codebook=CODEBOOK,
        claims=CLAIMS.build(
            [
                {"claim_id": c, "expert_id": e, "source_id": "s1", "said_on": "2021"}
                | {"claim": f"On {topic}."}
                for c, e, topic, _ in SAID
            ]
        ),
        annotations=ANNOTATIONS.build(
            [
                {"claim_id": c, "annotator": "x", "slot": 1, "topic": topic}
                | {"stance": LABELS[score], "score": score}
                for c, _, topic, score in SAID
            ]
        ),
        experts=EXPERTS.build(
            [
                {"expert_id": "anna", "name": "Anna Example", "aliases": "A. Example"},
                {"expert_id": "bek", "name": "Bek Example", "aliases": "B. Example; Example"},
                {"expert_id": "chol", "name": "Chol Example", "aliases": "Example"},
            ]
        ),
        sources=SOURCES.build([{"source_id": "s1"}]),
    ).analyse()


def test_the_topic_on_which_they_are_farthest_apart_comes_first(findings) -> None:
    found = compare(findings, "anna", "bek")
    assert [(t.label, t.distance, t.opposed) for t in found.topics] == [
        ("Tax", 4.0, True),
        ("Rail", 1.0, False),
        ("Sea", None, False),
    ]
    assert found.n_shared == 2
    assert found.agreement == pytest.approx(1 - (4 / 4 + 1 / 4) / 2)  # the mean over both topics
    assert found.low < found.shrunk < found.high


def test_each_side_has_its_stance_and_its_claims(findings) -> None:
    tax = compare(findings, "bek", "anna").topics[0]
    assert (tax.a.position, tax.a.stance) == (2.0, "strongly for")
    assert (tax.b.position, tax.b.stance) == (-2.0, "strongly against")
    (said,) = tax.b.claims
    assert (said.words, said.stance, said.source_id, said.said_on) == (
        "On tax.",
        "strongly against",
        "s1",
        "2021",
    )


def test_silence_is_said_and_no_stance(findings) -> None:
    sea = compare(findings, "anna", "bek").topics[-1]
    assert (sea.b.position, sea.b.stance, sea.b.claims) == (None, "said nothing", ())


def test_without_a_shared_topic_there_is_no_agreement(findings) -> None:
    assert compare(findings, "bek", "chol").agreement is None


@pytest.mark.parametrize("name", ["anna", "ANNA example", "A. Example"])
def test_an_expert_is_found_by_id_name_and_alias(findings, name) -> None:
    assert find_expert(findings.study, name) == "anna"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ana Exampel", 'did you mean "Anna Example"'),
        ("Example", "may be bek or chol"),
        ("Qqq", "no"),
    ],
)
def test_a_name_that_fits_nobody_or_several_is_answered(findings, name, said) -> None:
    with pytest.raises(UsageError, match=said):
        find_expert(findings.study, name)


def test_an_expert_is_not_compared_with_himself(findings) -> None:
    with pytest.raises(UsageError, match="one expert"):
        compare(findings, "anna", "Anna Example")
