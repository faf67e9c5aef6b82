"""Labels become topics and stances by a documented rule, and none is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.core.errors import UsageError
from stance.exchange.incoming.passages import Choices, Intake, Mark, Passage
from stance.exchange.incoming.resolving import resolve
from stance.exchange.incoming.stances import scale_of, score_of


def marks(*given: str) -> tuple[Mark, ...]:
    """Marks written "field=outer>label" of one annotator."""
    pairs = (one.partition("=") for one in given)
    return tuple(Mark("ana", field, tuple(label.split(">"))) for field, _, label in pairs)


def answers(*given: str, intake: Intake | None = None, **choice: str) -> list[str]:
    intake = intake or Intake(title="Study")
    claim = resolve(Passage("w", marks(*given)), Choices(**choice), intake)
    return [f"{one.topic}: {one.stance}" for one in claim.answers]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["code=Trade"], ["Trade: "]),
        (["code=Trade>For"], ["Trade: For"]),
        (["code=A>B>C"], ["A / B / C: "]),
        (["tag=Trade", "tag=for"], ["Trade: for"]),
        (["topic=Trade", "stance=for"], ["Trade: for"]),
        (["topic=Trade", "stance=grumpy"], ["Trade: grumpy"]),
        (["label=positive"], ["Study: positive"]),
        (["sentiment=positive", "aspects=acting"], ["acting: ", "sentiment: positive"]),
        (["trade=for", "tax=against"], ["trade: for", "tax: against"]),
        (["topic=Trade", "topic=Tax", "stance=for"], ["Trade: ", "Tax: "]),
        (["label=positive", "label=negative"], []),
        (["code=Trade", "code=Trade"], ["Trade: "]),
    ],
)
def test_labels_are_sorted_by_what_they_are(given, expected) -> None:
    assert answers(*given) == expected


@pytest.mark.parametrize(
    ("given", "choice", "expected"),
    [
        (["q1=Trade", "q2=good"], {"topic": "q1", "stance": "q2"}, ["Trade: good"]),
        (["Issues=Trade", "x=y"], {"topic": "issues"}, ["Trade: "]),
        (
            ["code=Issues>Trade", "code=How>good"],
            {"topic": "Issues", "stance": "How"},
            ["Trade: good"],
        ),
        (["code=for"], {"topic": "code"}, ["for: "]),
    ],
)
def test_a_choice_goes_before_the_rule(given, choice, expected) -> None:
    assert answers(*given, **choice) == expected


def test_the_expert_is_told_by_name_or_chosen() -> None:
    passage = Passage("w", marks("code=Speakers>Anna", "code=Tax"), also={"meta.author": "Bek"})
    intake = Intake()
    assert resolve(passage, Choices(), intake).expert == "Bek"
    chosen = resolve(passage, Choices(expert="speakers"), intake)
    assert (chosen.expert, [a.topic for a in chosen.answers]) == ("Anna", ["Tax"])
    assert intake.losses.used.total() == 1
    assert resolve(passage, Choices(expert="meta.author"), intake).expert == "Bek"


LABELS = st.sampled_from(["for", "against", "Trade", "Tax", "none", "unclear"])
MARKS = st.builds(
    Mark,
    st.sampled_from(["ana", "ben"]),
    st.sampled_from(["code", "topic", "stance", "tag"]),
    st.lists(LABELS, min_size=1, max_size=3).map(tuple),
    st.sampled_from(["", "1"]),
)


@given(st.lists(MARKS, max_size=12), st.sampled_from(["", "code", "topic", "Trade"]))
def test_every_mark_is_part_of_an_answer_or_counted(given_marks, choice) -> None:
    intake = Intake(title="Study")
    for choices in (
        Choices(),
        Choices(topic=choice),
        Choices(stance=choice),
        Choices("", "", choice),
    ):
        before = intake.losses.marks.total() + intake.losses.used.total()
        claim = resolve(Passage("w", tuple(given_marks)), choices, intake)
        after = intake.losses.marks.total() + intake.losses.used.total()
        assert sum(a.marks for a in claim.answers) + after - before == len(given_marks)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (
            ["for", "strongly against"],
            ["strongly against", "against", "mixed", "for", "strongly for"],
        ),
        (["Pro"], ["con", "Pro"]),
        (["oppose", "neutral"], ["oppose", "neutral", "support"]),
        (
            ["strongly agree"],
            ["strongly disagree", "disagree", "neutral", "agree", "strongly agree"],
        ),
        (["FAVOR", "AGAINST"], ["AGAINST", "FAVOR"]),
        (["4", "5"], [f"level {n}" for n in range(1, 6)]),
        (["1", "7"], [f"level {n}" for n in range(1, 8)]),
        (["0", "8"], [f"level {n}" for n in range(11)]),
        (["0", "1"], ["level 0", "level 1"]),
        (["-1", "0"], ["minus 1", "level 0", "level 1"]),
    ],
)
def test_a_known_scale_is_recognised_whole(found, expected) -> None:
    scale = scale_of(found).scale
    assert [level.label for level in scale.levels if level.score is not None] == expected
    assert all(scale.parse(label) for label in found)


@pytest.mark.parametrize("found", [["1", "2"], ["1", "4"], ["0", "7"], ["1", "6"], ["2.5"]])
def test_numbers_that_may_be_of_two_scales_are_asked_about(found) -> None:
    with pytest.raises(UsageError, match="what is the order"):
        scale_of(found)


def test_what_is_not_known_is_asked_with_the_answer_to_give() -> None:
    with pytest.raises(UsageError, match='--scale "grumpy,glad"'):
        scale_of(["grumpy", "glad"])
    scale = scale_of(["glad"], order=("grumpy", "so so", "glad", "unclear")).scale
    assert [(lv.label, lv.score) for lv in scale.levels] == [
        ("grumpy", -1),
        ("so so", 0),
        ("glad", 1),
        ("unclear", None),
    ]
    assert scale_of([], order=("a", "b")).scale.scores == (-1, 1)
    with pytest.raises(UsageError, match="lacks: odd"):
        scale_of(["odd"], order=("a", "b"))


def test_a_word_has_the_score_that_its_scale_gives_it() -> None:
    assert [score_of(word) for word in ("for", "AGAINST", "neutral", "odd", "", "3")] == [
        1,
        -1,
        0,
        None,
        None,
        3,
    ]
