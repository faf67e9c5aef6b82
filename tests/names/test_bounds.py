"""Names taken apart and heard, one row a bound; and the score of every pair of the tests."""

import csv
from math import inf
from pathlib import Path

import pytest

from stance.names import similarity
from stance.names.parts import take_apart
from stance.names.sounds import distance, shapes, skeleton
from stance.names.words import region
from tests.written import hold

PAIRS = Path(__file__).parents[1] / "data" / "name_pairs.csv"


def shown(name: str) -> str:
    """The words in order, with . for what is shortened and + for a father's name; and its marks."""
    found = take_apart(name)
    words = [
        f"{word.text.rstrip('.')}{'.' if word.initial else ''}{'+' if word.patronymic else ''}"
        for word in found.words
    ]
    marks = ("ordered", "described", "hyphened", "bare", "weak")
    return " ".join([*words, *(f"[{mark}]" for mark in marks if getattr(found, mark))])


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Anna Example", "anna example"),
        ("Example, Anna", "anna example [ordered]"),
        (", Anna Example", "anna example"),
        ("Anna Example,", "anna example"),
        ("Anna Example, Jr.", "anna jr. example"),
        ("Anna Example, analyst", "anna example"),
        ("Martin King III", "martin iii king"),
        ("KAYA Emrah", "emrah kaya [ordered]"),
        ("KAYA EMRAH", "kaya emrah"),
        ("Li XI", "li xi"),  # two capitals may be initials
        ("Ivanov Ivan Petrovich", "ivan petrovich+ ivanov"),
        ("Ivan Petrovich Ivanov", "ivan petrovich+ ivanov"),
        ("Example Ivan Petrovich", "example ivan petrovich"),  # nothing shows the family
        ("Petrovich Ivan", "petrovich ivan"),
        ("Ilham Heydar oglu Aliyev", "ilham heydar oglu+ aliyev"),
        ("Heydar oglu", "heydar oglu"),
        ("Karimov Islam", "islam karimov"),
        ("Karimov Rustamov", "karimov rustamov"),
        ("Karimov I. A.", "i. a. karimov [weak]"),
        ("A.B. Example", "a. b. example [weak]"),
        ("Sh. Karimov", "sh. karimov [weak]"),
        ("I. Petr Karimov", "i. petr karimov"),  # one name is written in full
        ("'Anna' Example", "anna example"),
        ("Anna B Example PhD", "anna b. example"),
        ("Kar. Example", "kar. example [weak]"),
        ("Karl. Example", "karl example"),
        ("Karimov", "karimov [bare] [weak]"),
        ("Kassym-Jomart", "kassym jomart [hyphened] [weak]"),
        ("Bashar al-Assad", "bashar assad"),
        ("the analyst", "the analyst [described] [weak]"),
        ("Anna (Annie) Example", "anna example"),
        ("(Anna Example)", "anna example"),
        ("H. E. Anna Example", "anna example"),
        ("Anna Example PhD", "anna example"),
        ("PhD", "phd [bare] [weak]"),  # a degree alone is all there is
        ("Anna Example PhD MD", "anna example"),
        ("Anna D", "d. anna [weak]"),  # an initial, no degree
        ("王小明", "王小明"),
        ("A B C D E F G H I", "a. b. c. d. e. f. g. h. [weak]"),  # eight words, no more
        ("x" * 41, "x" * 40 + " [described] [bare] [weak]"),  # forty letters of each
    ],
)
def test_a_name_is_taken_apart(name: str, parts: str) -> None:
    assert shown(name) == parts


@pytest.mark.parametrize(
    ("one", "other", "loose", "strict"),
    [
        ("karim", "karim", 0.0, 0.0),
        ("karim", "karin", 1.0, 1.0),
        ("kat", "kad", 0.1, 0.4),  # where both end
        ("omar", "umar", 0.3, 0.45),  # where both begin
        ("mark", "mork", 0.12, 0.36),
        ("ana", "an", 0.9, 0.9),
        ("ana", "na", 0.9, 0.9),
        ("kan", "kn", 0.6, 0.6),
        ("Xar", "ar", 0.6, 0.6),
        ("karX", "kar", 0.25, 0.25),
        ("yan", "an", 0.6, 0.6),
        ("kay", "ka", 0.35, 0.35),
        ("kayn", "kan", 0.1, 0.1),
        ("bIr", "br", 0.2, 0.2),
        ("Ibr", "br", 0.9, 0.9),
        ("brI", "br", 0.9, 0.9),
        ("kie", "ke", 0.15, 0.15),
        ("kio", "ko", 0.6, 0.6),
        ("karim", "so", inf, inf),
        ("k", "", 1.0, 1.0),
        ("", "", 0.0, 0.0),
    ],
)
def test_what_it_costs_to_hear_one_word_as_the_other(
    one: str, other: str, loose: float, strict: float
) -> None:
    for a, b in ((one, other), (other, one)):
        assert distance(a, b) == pytest.approx(loose)
        assert distance(a, b, False) == pytest.approx(strict)


@pytest.mark.parametrize(
    ("heard", "found", "consonants"),
    [
        ("karim", {"kr"}, "krm"),
        ("Xarim", {"kr", "rm"}, "Xrm"),  # h may be silent
        ("cira", {"sr", "tr"}, "cr"),  # ts may be s or t
        ("barg", {"pr"}, "brg"),
        ("aY", {"a"}, ""),
    ],
)
def test_words_that_sound_alike_share_a_shape(heard: str, found: set[str], consonants: str) -> None:
    assert shapes(heard) == found
    assert skeleton(heard) == consonants


def test_every_pair_scores_what_is_committed() -> None:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        pairs = [(row["name1"], row["name2"]) for row in csv.DictReader(file)]
    lines = (f"{similarity(one, other):.3f}  {one}  =  {other}" for one, other in pairs)
    hold("scores of pairs of names.txt", lines)


@pytest.mark.parametrize(
    ("one", "two", "foreign"),
    [
        ("Рустам Каримов", "John Smith", True),
        ("John Smith", "Рустам Каримов", True),
        ("Джон Смит", "Rustam Karimov", False),
        ("Rustam Karimov", "Джон Смит", False),
        ("Рустам Каримов", "Джон Смит", False),
        ("Rustam Karimov", "John Smith", False),
    ],
)
def test_a_name_in_cyrillic_is_foreign_by_the_latin_one_beside_it(
    one: str, two: str, foreign: bool
) -> None:
    assert region(take_apart(one), take_apart(two)).foreign is foreign
