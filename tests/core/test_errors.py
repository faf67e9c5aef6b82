"""Problems that say where they are and what to do."""

from dataclasses import replace

import pytest

from stance.core.errors import CODES, DataError, Problem, by_cause, errors_in

WRONG = Problem(
    code="unknown-stance",
    message='"suport" is no stance',
    hint='did you mean "for"?',
    file="coder-b.xlsx",
    sheet="Claims",
    cell="H17",
    claim_id="c0042",
    value="suport",
)


def test_a_problem_names_file_sheet_cell_claim_value_and_remedy() -> None:
    said = 'coder-b.xlsx › Claims!H17 (c0042): "suport" is no stance; did you mean "for"?'
    assert str(WRONG) == said


def test_a_problem_without_a_place_is_only_its_message() -> None:
    assert str(Problem(code="missing-path", message="no such folder")) == "no such folder"


def test_every_code_has_a_gravity_and_a_sentence() -> None:
    for code, (severity, meaning) in CODES.items():
        assert severity in ("error", "warning", "note"), code
        assert meaning.endswith("."), code


def test_a_data_error_carries_all_its_problems() -> None:
    error = DataError([WRONG, WRONG])
    assert len(error.problems) == 2
    assert str(error).count("coder-b.xlsx") == 2


def test_only_errors_stop_the_work() -> None:
    note = Problem(code="skipped-file", message="skipped")
    assert errors_in([note, WRONG]) == (WRONG,)


@pytest.mark.parametrize(
    ("cells", "more"), [(2, ""), (8, ""), (9, " and 1 more"), (30, " and 22 more")]
)
def test_eight_cells_of_one_cause_are_named_and_the_others_counted(cells: int, more: str) -> None:
    same = Problem(code="bad-date", message="no date", file="a.csv", claim_id="c1")
    places = [f"A{n}" for n in range(1, cells + 1)]
    found = by_cause([*(replace(same, cell=place) for place in places), replace(same, cell="A1")])
    assert [(one.cell, one.claim_id) for one in found] == [(", ".join(places[:8]) + more, "")]


def test_what_has_no_cell_or_another_cause_stays_alone() -> None:
    one = Problem(code="bad-date", message="no date", file="a.csv", cell="A1", claim_id="c1")
    others = [replace(one, file="b.csv"), replace(one, message="x"), replace(one, hint="y")]
    nowhere = [replace(one, cell="")] * 2
    assert by_cause([one, *others, *nowhere]) == [one, *others, *nowhere]
