# ruff: noqa: E501 - a table of passages
"""Passages cut into sentences and clauses, ticked by number, and what is probably no claim."""

from pathlib import Path

import pytest

from stance.articles.article import Article, Finding
from stance.extract.cutting import around, is_ticks, numbered, parts, ticked
from stance.extract.finding import Found, by_passage
from stance.extract.unlikely import unlikely

PASSAGE = "The road is long. It is closed, and nobody knows why. Who pays? The towns pay."


def test_sentences_bear_numbers_and_their_clauses_letters() -> None:
    assert numbered(PASSAGE) == (
        "1 The road is long.\n2a It is closed, b nobody knows why.\n3 Who pays?\n4 The towns pay."
    )


@pytest.mark.parametrize(
    ("first", "lettered"), [("Go on, and ", "1a Go on, b "), ("Go, and ", "1 Go, and ")]
)
def test_a_clause_behind_two_words_and_a_comma_is_cut_off(first: str, lettered: str) -> None:
    assert numbered(f"{first}nobody knows why. It ends.").startswith(f"{lettered}nobody knows why.")


@pytest.mark.parametrize(
    ("cell", "claims"),
    [
        ("1", ["The road is long."]),
        ("1-2, 4", [PASSAGE[:53], "The towns pay."]),
        ("2b", ["nobody knows why."]),
        ("1–2a", ["The road is long. It is closed,"]),
        ("3-4; 1", ["Who pays? The towns pay.", "The road is long."]),
    ],
)
def test_each_group_of_ticks_is_a_claim(cell: str, claims: list[str]) -> None:
    spans = ticked(cell, PASSAGE, 0, len(PASSAGE))
    assert spans is not None
    assert [PASSAGE[a:b] for a, b in spans] == claims


@pytest.mark.parametrize("cell", ["5", "2c", "4-2", "1, 9"])
def test_ticks_of_no_sentence_are_none(cell: str) -> None:
    assert is_ticks(cell)
    assert ticked(cell, PASSAGE, 0, len(PASSAGE)) is None


@pytest.mark.parametrize("cell", ["", "The road is long.", "12:40", "x", "1 road"])
def test_words_and_locators_are_no_ticks(cell: str) -> None:
    assert not is_ticks(cell)


def test_the_parts_are_the_same_however_lines_are_broken() -> None:
    broken = PASSAGE.replace(" ", "\n", 3)
    cut = [" ".join(broken[p.start : p.end].split()) for p in parts(broken, 0, len(broken))]
    assert cut == [PASSAGE[p.start : p.end] for p in parts(PASSAGE, 0, len(PASSAGE))]


@pytest.mark.parametrize(
    ("passage", "lines"),
    [
        ("They came. It had rained and nobody stayed.", "1 They came.\n2a It had rained b nobody stayed."),
        ("Go and nobody stays. It ends.", "1 Go and nobody stays.\n2 It ends."),
        ("Go on there and stay here. It ends.", "1a Go on there b stay here.\n2 It ends."),
        ("Go on there and stay. It ends.", "1a Go on there b stay.\n2 It ends."),
        ("It ends. Go on there and stay", "1 It ends.\n2 Go on there and stay"),
        ("They came late: nobody had waited. It ends.", "1a They came late: b nobody had waited.\n2 It ends."),
        ("They came late – “nobody had waited”. It ends.", "1 They came late – “nobody had waited”.\n2 It ends."),
        ("They came late, nobody had waited. It ends.", "1 They came late, nobody had waited.\n2 It ends."),
        ("They came late (and nobody had waited). It ends.", "1a They came late ( b nobody had waited).\n2 It ends."),
        ("If so, they came late. It ends.", "1a If so, b they came late.\n2 It ends."),
        ("And if so, they came late. It ends.", "1a And if so, b they came late.\n2 It ends."),
        ("Luckily, they came late. It ends.", "1a Luckily, b they came late.\n2 It ends."),
        ("So, they came late. It ends.", "1 So, they came late.\n2 It ends."),
        ("One alone.", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_clause_begins_behind_a_mark_or_a_joining_word(passage: str, lines: str) -> None:
    assert numbered(passage) == lines


def test_no_sentence_has_more_clauses_than_letters() -> None:
    last = numbered("It was so; " * 30 + "it ends. All of it.").splitlines()[0]
    assert "z It was so; It was so; It was so; It was so; It was so; it ends." in last


def test_an_author_s_paragraphs_are_joined_up_to_fifteen_hundred_letters() -> None:
    def passages(*spans: tuple[str, int, int]) -> list[tuple[str, int, int]]:
        article = Article("a.txt", "x" * 3000, "", ())
        found = tuple(Finding(a, b, kind, "", "Anna", "", 1.0, "") for kind, a, b in spans)
        joined = by_passage(Found(Path("a.txt"), article, found)).findings
        return [(f.kind, f.start, f.end) for f in joined]

    one, two = ("authored", 0, 700), ("authored", 702, 1500)
    assert passages(one, two) == [("authored", 0, 1500)]
    assert passages(one, ("authored", 702, 1501)) == [one, ("authored", 702, 1501)]
    said = ("direct", 710, 720)
    assert passages(one, said, two) == [("authored", 0, 1500), said]
    assert passages(said, one, two) == [said, ("authored", 0, 1500)]


ROAD = "They came. The road is long. It is closed. Nobody knows. It ends here."


@pytest.mark.parametrize(
    ("words", "low", "high", "beside"),
    [
        ("closed", 0, 70, ("The road is long. It is", ". Nobody knows.")),
        ("The road is long.", 0, 70, ("They came.", "It is closed. Nobody knows.")),
        ("They came.", 0, 70, ("", "The road is long. It is closed.")),
        ("It ends here.", 0, 70, ("It is closed. Nobody knows.", "")),
        ("It is closed.", 11, 42, ("The road is long.", "")),
    ],
)
def test_around_a_passage_stand_its_sentence_and_one_more(
    words: str, low: int, high: int, beside: tuple[str, str]
) -> None:
    start = ROAD.index(words)
    assert around(ROAD, start, start + len(words), low, high) == beside


def test_no_more_than_four_hundred_letters_stand_around_a_passage() -> None:
    text = "a" * 500 + " here " + "b" * 500
    before, after = around(text, 501, 505, 0, len(text))
    assert (len(before), len(after)) == (399, 399)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Who pays for it? And when?", "a question"),
        ("Thank you for the interview.", "thanks or a greeting"),
        ("(laughs)", "a stage direction"),
        ("12 March 2024", "a date or a number"),
        ("Who pays? The towns pay.", ""),
        ("Thank you all, dear guests from the towns, for bread and salt", "thanks or a greeting"),
        ("Thank you all, dear guests from the two towns, for bread and salt", ""),  # 13 words
        ("We thank the towns, for without their money the road would never have been built.", ""),
        ("(The towns) pay for it.", ""),
        ("The road opened on 12 March.", ""),
        ("", ""),
        ("12:40", "a date or a number"),
        ("“Who pays?”", "a question"),
        ("Who pays… The towns pay?", ""),
        ("Who pays?! Who pays?", ""),
        ("*laughs*", "a stage direction"),
        ("[laughs] Yes [laughs]", ""),
        ("[laughs]", "a stage direction"),
    ],
)
def test_what_is_probably_no_claim_has_a_reason(words: str, why: str) -> None:
    assert unlikely(words) == why


@pytest.mark.parametrize(
    ("speaker", "many"),
    [
        ("some independent observers", True),
        ("a number of Exampleland politicians", True),
        ("leaders of Exampleland and Testland", True),
        ("Exampleland side", True),
        ("analysts", True),
        ("both Anna Example and Ben Sample", True),
        ("the analyst", False),
        ("Ministry of Foreign Affairs", False),
        ("leader of Exampleland", False),
        ("author of the channel Example", False),
        ("Somebody Example", False),
        ("Many Example", True),
        ("Manya Example", False),
        ("", False),
    ],
)
def test_several_people_without_a_name_hold_no_position(speaker: str, many: bool) -> None:
    assert bool(unlikely("The road is long.", speaker)) is many
