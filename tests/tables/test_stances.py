"""What the stances of a table mean: families, numbers and their ends, questions."""

from pathlib import Path

import pytest

from stance.core.errors import DataError
from stance.tables.wishes import wishes_of
from stance.workbook.reading import read
from tests.plain_tables import answered, asked, codes, long_table, scores, table


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("oppose|neutral|support", [-1, 0, 1]),
        ("OPPOSED|Supports|supportive", [-1, 1, 1]),
        ("con|pro", [-1, 1]),
        ("AGAINST|NONE|FAVOR", [-1, None, 1]),
        (
            "strongly disagree|disagree|neither agree nor disagree|agree|strongly agree",
            range(-2, 3),
        ),
        ("No|Yes|don't know", [-1, 1, None]),
        ("TRUE|FALSE", [1, -1]),
        ("negative|neutral|positive", [-1, 0, 1]),
        ("против|нейтрально|за", [-1, 0, 1]),
        ("не согласен|полностью согласен", [-1, 2]),
        ("dagegen|unentschieden|dafür", [-1, 0, 1]),
        ("stimme nicht zu|stimme zu", [-1, 1]),
        ("contre|neutre|pour", [-1, 0, 1]),
        ("en contra|neutro|a favor", [-1, 0, 1]),
        ("karşı|kararsız|destekliyor", [-1, 0, 1]),
        ("反对|中立|赞成", [-1, 0, 1]),
        ("FAVOR|oppose|yes|против", [1, -1, 1, -1]),
        ("1 - disagree|2 - neutral|3 - agree", [-1, 0, 1]),
    ],
)
def test_a_known_vocabulary_is_recognised_whole_and_told(
    tmp_path: Path, words: str, places: list[float | None]
) -> None:
    found = read(table(tmp_path, long_table(*words.split("|"))))
    got = [None if score != score else score for score in scores(found)]
    assert got == list(places)
    assert codes(found) == ["scale-assumed"]
    assert "--scale" in found.problems[0].message


def test_the_words_of_the_program_itself_are_the_default_scale_and_nothing_is_told(
    tmp_path: Path,
) -> None:
    found = read(table(tmp_path, long_table("for", "Strongly against", "unclear", "-1", "sf")))
    assert scores(found)[:2] == [1, -2]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("header", "numbers", "lowest", "highest"),
    [
        ("stance", "1 2 3 4 5", 1, 5),
        ("stance", "1 5 4", 1, 5),
        ("stance", "1 7 4", 1, 7),
        ("stance", "0 10 3", 0, 10),
        ("stance", "-2 1", -2, 2),
        ("stance", "-1 1", -1, 1),
        ("stance", "-1 0 1", -1, 1),
        ("stance", "-3 2", -3, 3),
        ("stance", "40% 100%", 0, 100),
        ("Stance (1-7)", "5 6 7", 1, 7),
        ("Stance (0 to 10)", "5 6 7", 0, 10),
        ("Stance (-2..+2)", "1 2", -2, 2),
        ("agreement", "0 1", 0, 1),
        ("agreement", "1 1", 0, 1),
    ],
)
def test_numbers_are_taken_with_their_ends_where_these_show_and_the_page_is_told_why(
    tmp_path: Path, header: str, numbers: str, lowest: float, highest: float
) -> None:
    text = long_table(*numbers.split(), header=f"expert,claim,topic,{header}")
    found = read(table(tmp_path, text))
    assert found.codebook is not None
    scale = found.codebook.scale
    assert (scale.scores[0], scale.scores[-1]) == (lowest, highest)
    assert scores(found) == [float(n.strip("%")) for n in numbers.split()]
    assert codes(found) == ["scale-assumed"]


@pytest.mark.parametrize(
    "numbers",
    ["0 1", "1 2", "1 2 3", "5 6 7", "1 1 1", "2 4", "1 5", "0.2 0.7", "0 1 2 3", "1 4 2"],
)
def test_numbers_whose_ends_do_not_show_are_asked_for(tmp_path: Path, numbers: str) -> None:
    path = table(tmp_path, long_table(*numbers.split()))
    question = asked(path)
    assert question.asked.code == "which-scale"
    for which in range(len(question.answers)):
        assert len(scores(answered(path, question, which))) == len(numbers.split())


@pytest.mark.parametrize(
    ("scale", "numbers", "sides"),
    [
        ("0..1", "0 1", [-1, 1]),
        ("1..0", "0 1", [1, -1]),
        ("0,1", "0 1", [-1, 1]),
        ("1,0", "0 1", [1, -1]),
        ("-1..1", "0 1", [0, 1]),
        ("2,1", "1 2", [1, -1]),
        ("1..7", "5 6 7 4 3", [1, 1, 1, 0, -1]),
        ("7..1", "5 6 7 4 3", [-1, -1, -1, 0, 1]),
        ("0-10", "5 6", [0, 1]),
        ("oppose,neutral,support", "support oppose neutral", [1, -1, 0]),
        ("dove|peace, hawk|war", "hawk peace dove war", [1, -1, -1, 1]),
        ("low=1,mid=2,high=9", "mid high", [-1, 1]),
        ("bad;good", "good bad", [1, -1]),
    ],
)
def test_a_scale_that_is_said_counts(
    tmp_path: Path, scale: str, numbers: str, sides: list[int]
) -> None:
    path = table(tmp_path, long_table(*numbers.split()))
    found = read(path, wishes=wishes_of(scale=scale))
    assert found.codebook is not None
    assert [found.codebook.scale.side(score) for score in scores(found)] == sides
    assert codes(found) == ["scale-assumed"]


def test_a_stance_without_a_place_may_be_said(tmp_path: Path) -> None:
    path = table(tmp_path, long_table("bad", "good", "huh"))
    found = read(path, wishes=wishes_of(scale="bad=-1,good=1,huh="))
    assert [score == score for score in scores(found)] == [True, True, False]


def test_unknown_words_are_asked_for_with_an_order_proposed(tmp_path: Path) -> None:
    path = table(tmp_path, long_table("oppose", "support", "hedged", "hedged"))
    question = asked(path)
    assert '"hedged" (2 times)' in question.asked.message
    assert [answer.value for answer in question.answers] == ["oppose,hedged,support"]
    assert scores(answered(path, question)) == [-1, 1, 0, 0]


def test_two_unknown_words_are_asked_for_in_both_orders(tmp_path: Path) -> None:
    path = table(tmp_path, long_table("hawk", "dove"))
    question = asked(path)
    assert [answer.value for answer in question.answers] == ["hawk,dove", "dove,hawk"]
    assert scores(answered(path, question, 1)) == [1, -1]


@pytest.mark.parametrize(("rows", "known"), [(20, True), (19, False)])
def test_of_twenty_rows_one_may_be_unknown(tmp_path: Path, rows: int, known: bool) -> None:
    path = table(tmp_path, long_table("blue", *(["for", "against"] * 10)[: rows - 1]))
    if known:
        assert codes(read(path)) == ["row-left-out"]
    else:
        assert asked(path).asked.code == "which-scale"


def test_misspelled_stances_are_named_with_what_was_probably_meant(tmp_path: Path) -> None:
    path = table(tmp_path, long_table("support", "oppose", "suport"))
    with pytest.raises(DataError) as caught:
        read(path)
    (problem,) = caught.value.problems
    assert (problem.code, problem.value) == ("unknown-stance", "suport")
    assert '"support"?' in problem.hint


@pytest.mark.parametrize("mark", ["", "-", "N/A", "nan", "#", "NULL", "did not answer"])
def test_marks_of_a_missing_stance_are_none(tmp_path: Path, mark: str) -> None:
    found = read(table(tmp_path, long_table("support", "oppose", mark)))
    assert found.annotations["stance"].tolist() == ["support", "oppose", ""]


def test_a_thousand_is_not_one(tmp_path: Path) -> None:
    path = table(tmp_path, long_table('"1,000"', "1", "5", "3"))
    assert "1,000" in asked(path).asked.message


def test_the_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    words = ["oppose", "support", "neutral", "support", "opposes"]
    scales = set()
    for turn in range(len(words)):
        turned = words[turn:] + words[:turn]
        found = read(table(tmp_path, long_table(*turned), f"t{turn}.csv"))
        assert found.codebook is not None
        scales.add(tuple((lv.score) for lv in found.codebook.scale.levels))
    assert scales == {(-1, 0, 1)}


@pytest.mark.parametrize(
    ("words", "places"),
    [
        (
            [
                *("strongly disagree", "disagree", "somewhat disagree", "neutral"),
                *("somewhat agree", "agree", "strongly agree"),
            ],
            [-3, -2, -1, 0, 1, 2, 3],
        ),
        (["против", "скорее против", "скорее за", "за"], [-2, -1, 1, 2]),
        (["strongly oppose", "somewhat oppose", "somewhat support"], [-2, -1, 1]),
        (["oppose", "support", "strongly support"], [-1, 1, 2]),
        (["Opposes strongly", "support", "supports strongly"], [-2, 1, 2]),
    ],
)
def test_weak_words_stand_nearer_to_the_middle_than_plain_ones(
    tmp_path: Path, words: list[str], places: list[float]
) -> None:
    assert scores(read(table(tmp_path, long_table(*words)))) == places
