"""Where a name is found in texts and ids, a row a boundary."""

import pytest

from stance.core.contracts import EXPERTS
from stance.report.hiding import hider, leaks, renamed

PEOPLE = EXPERTS.build(
    [
        {"expert_id": "berg", "name": "Anna Berg", "aliases": "A. Berg"},
        {"expert_id": "wu", "name": "Lee Wu", "aliases": ""},
        {"expert_id": "ek", "name": "Emin von dahl", "aliases": ""},
    ]
)
SHORT = {"berg": "X", "wu": "Y", "ek": "Z"}


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Anna Berg said", "X said"),
        ("A. BERG said", "X said"),
        ("a berg and Anna", "a X and X"),  # four letters are looked for on their own
        ("Bergs, Iceberg", "Bergs, Iceberg"),
        ("Lee Wu", "Y"),
        ("Lee and Wu", "Lee and Wu"),  # three are not
        ("von dahl", "von dahl"),  # nor is what is written small in the name
        ("Emin", "Z"),
        ("EMİN", "…"),  # a letter that is another in small letters
    ],
)
def test_names_are_replaced_where_they_stand_as_words(text: str, hidden: str) -> None:
    assert hider(PEOPLE, SHORT)(text) == hidden
    assert hider(EXPERTS.empty(), {})(text) == text


@pytest.mark.parametrize(
    ("text", "leaking"),
    [
        ("berg-1", True),
        ("iceberg", True),  # four letters are found inside a word
        ("lee-2", True),
        ("sleep", False),  # three as a word only
        ("wu.csv", True),
        ("a-1", False),  # an initial is no word
        ("dahl2024", True),
        ("other", False),
    ],
)
def test_an_id_leaks_a_name_that_can_be_read_in_it(text: str, leaking: bool) -> None:
    assert leaks(PEOPLE)(text) is leaking


def test_ids_that_leak_are_numbered_by_their_place_and_pass_over_those_there_are() -> None:
    ids = ["berg-1", "claim-4", "x", "wu", "berg-1", "berg-2"]
    assert renamed(ids, leaks(PEOPLE), "claim") == {
        "berg-1": "claim-1",
        "claim-4": "claim-4",
        "x": "x",
        "wu": "claim-4-2",
        "berg-2": "claim-5",
    }
