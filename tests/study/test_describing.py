"""What articles tell of experts is written beside their names, and never over what stands there."""

import pytest

from stance.extract.descriptions.find import Described
from stance.study.describing import Reading, with_facts

ANNA = {"expert_id": "anna", "name": "Anna Example"}


def reading(
    role: str = "", affiliation: str = "", country: str = "", *, firm: bool = True, file: str = "a"
) -> Reading:
    told = Described("Anna Example", role, affiliation, country, firm, 10, 20)
    return Reading(f"{file}.txt", told)


def filled(*readings: Reading, **row: str) -> dict[str, str]:
    return with_facts({**ANNA, **row}, readings)[0]


def test_what_articles_tell_is_filled_in_with_the_place_it_was_read_from() -> None:
    row = filled(reading("lecturer", country="Kazakhstan"), reading(affiliation="Bank", file="b"))
    assert (row["role"], row["affiliation"], row["country"]) == ("lecturer", "Bank", "Kazakhstan")
    assert row["read_from"] == "role, country: a.txt 10:20; affiliation: b.txt 10:20"


def test_what_the_analyst_has_typed_stays() -> None:
    row = filled(reading("lecturer", country="Kazakhstan"), role="Reader")
    assert (row["role"], row["read_from"]) == ("Reader", "country: a.txt 10:20")


def test_a_cell_that_was_filled_in_and_emptied_stays_empty() -> None:
    row = filled(reading("lecturer", country="Kazakhstan"), read_from="role: a.txt 10:20")
    assert (row.get("role", ""), row["country"]) == ("", "Kazakhstan")


@pytest.mark.parametrize(
    ("fact", "readings", "kept"),
    [
        ("role", ["analyst", "political analyst"], "political analyst"),
        ("role", ["analyst", "Analyst"], "analyst"),
        ("role", ["analyst", "senior analyst", "senior analyst in law"], "senior analyst in law"),
        ("role", ["senior judge", "judge", "senior poet"], "senior judge; senior poet"),
        ("role", ["director", "historian"], "director; historian"),
        ("role", ["poet", "judge", "pilot", "nurse"], "poet; judge; pilot"),
        ("role", ["former minister", "minister"], ""),
        ("role", ["former minister", "historian"], "former minister; historian"),
        ("affiliation", ["Sample Bank", "the Sample Bank of Testville"],
         "the Sample Bank of Testville"),
        ("affiliation", ["Sample Bank", "Testville University"], ""),
        ("affiliation", ["Sample Bank", "Пробный банк"], "Sample Bank"),
        ("affiliation", ["Sample Bank", "Пробный банк", "Пробный банк"], "Пробный банк"),
        ("country", ["Kazakhstan", "Kazakhstan"], "Kazakhstan"),
        ("country", ["Kazakhstan", "Russia"], ""),
    ],
)  # fmt: skip
def test_of_several_readings_the_fullest_is_kept_and_none_where_they_differ(
    fact: str, readings: list[str], kept: str
) -> None:
    row, problems = with_facts(ANNA, [reading(**{fact: one}) for one in readings])
    assert row.get(fact, "") == kept
    assert [problem.code for problem in problems] == ([] if kept else ["descriptions-differ"])


def test_readings_that_differ_are_told_with_their_places() -> None:
    _, (problem,) = with_facts(
        ANNA, [reading(country="Kazakhstan"), reading(country="Russia", file="b")]
    )
    assert problem.message == (
        "Anna Example: country was left empty, for the articles tell "
        "“Kazakhstan” (a.txt 10:20), “Russia” (b.txt 10:20)"
    )


def test_where_an_institution_stands_counts_only_where_nothing_tells_whose_somebody_is() -> None:
    there = reading(country="Russia", firm=False)
    assert filled(there)["country"] == "Russia"
    assert filled(there, reading(country="Kazakhstan"))["country"] == "Kazakhstan"
