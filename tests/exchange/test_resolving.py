"""Labels become topics and stances by a documented rule, and none is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.core.codebook import DEFAULT_LEVELS, Level
from stance.core.errors import DataError, QuestionError, UsageError
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
        (["Issues=Trade", "x=zzz"], {"topic": "issues"}, ["Trade: "]),
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


DEFAULT = [level.label for level in DEFAULT_LEVELS[:-1]]
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
        (["for", "strongly against"], DEFAULT),
        (["Pro"], ["con", "Pro"]),
        (["oppose", "neutral"], ["oppose", "neutral", "support"]),
        (["FAVOR", "AGAINST"], ["AGAINST", "FAVOR"]),
        (["нейтрально", "против"], ["против", "нейтрально", "for"]),
    ],
)
def test_a_scale_is_read_as_that_of_a_table_is(found, expected) -> None:
    read = scale_of(found)
    assert [lv.label for lv in read.scale.levels if lv.score is not None] == expected
    assert all(read.scale.parse(read.level(label)) for label in found)


@pytest.mark.parametrize("found", [["1", "2"], ["grumpy", "glad"]])
def test_what_is_not_known_is_asked(found) -> None:
    with pytest.raises(QuestionError):
        scale_of(found)


def test_an_order_that_is_given_goes_before_all_else() -> None:
    scale = scale_of(["glad"], order=("grumpy", "so so", "glad")).scale
    assert [(lv.label, lv.score) for lv in scale.levels if lv.score is not None] == [
        ("grumpy", -1),
        ("so so", 0),
        ("glad", 1),
    ]
    with pytest.raises((UsageError, QuestionError, DataError)):
        scale_of(["odd"], order=("a", "b"))
    with pytest.raises(UsageError, match="lacks: odd"):
        scale_of(["odd"], (Level("a", 0), Level("b", 1)))


def test_a_scale_that_contradicts_itself_is_none() -> None:
    twice = (Level("for", 1, "a"), Level("against", -1, "a"))
    assert scale_of(["for"], twice).scale.scores == (-2, -1, 0, 1, 2)


def test_few_odd_stances_are_asked_about_too_since_none_may_be_lost() -> None:
    with pytest.raises(UsageError, match="lacks: odd"):
        scale_of(["for"] * 99 + ["odd"])


def test_a_word_has_the_score_that_its_scale_gives_it() -> None:
    words = ["for", "AGAINST", "neutral", "odd", "", "3"]
    assert [score_of(word) for word in words] == [1, -1, 0, None, None, 3]
    assert score_of("b", scale_of([], order=("a", "b"))) == 1
