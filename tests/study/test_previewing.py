"""What receiving would change, shown before anything is written."""

from pathlib import Path

import openpyxl
import pytest

from stance.core.errors import DataError
from stance.study.previewing import preview
from stance.study.receiving import receive
from stance.workbook.writing import write
from tests.run_stance import stance
from tests.sorted_workbook import FOURTEEN, ISSUED_STANCE, coded, sort
from tests.workbook_material import answer, content


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    write(folder / "study.xlsx", content(name="study.xlsx", claims=FOURTEEN))
    begun = [answer("c00", "tax", "mixed", row=2), answer("c02", "tax", "strongly for", row=4)]
    write(folder / "ana.xlsx", content(*begun, name="ana.xlsx", claims=FOURTEEN))
    return folder


@pytest.fixture
def returned(study: Path, tmp_path: Path) -> Path:
    """One answer changed, one withdrawn, one new, one cut and pasted beside another claim."""
    path = tmp_path / "ana.xlsx"
    book = openpyxl.load_workbook(study / "ana.xlsx")
    sheet = book["Claims"]
    sheet["J2"], sheet["K2"] = "for", 3
    sheet["H4"] = sheet["J4"] = None
    sheet["H3"], sheet["J3"], sheet["Q3"] = "road", "against", "a note"
    sheet["H9"], sheet["I9"], sheet["J9"] = "road", "c05", "unclear"
    sheet["I7"] = None
    book.save(path)
    return path


def test_every_answer_that_would_change_is_shown_and_nothing_written(
    study: Path, returned: Path
) -> None:
    before = {path.name: path.read_bytes() for path in study.iterdir()}
    changes, problems = preview(study, [returned])
    assert [str(change) for change in changes] == [
        "ana c00: taken: tax · mixed -> tax · for · 3",
        "ana c01: taken: (nothing) -> road · against · a note",
        "ana c02: withdrawn: tax · strongly for -> (nothing)",
        "ana c05 or c07: unplaced: road · unclear",
    ]
    assert [problem.code for problem in problems] == ["unplaced-answer", "remarks-taken"]
    assert {path.name: path.read_bytes() for path in study.iterdir()} == before


def test_what_is_shown_is_what_is_received(study: Path, returned: Path) -> None:
    receive(study, [returned])
    changes, _ = preview(study, [returned])
    assert changes == ()


def test_a_file_that_would_be_refused_is_refused(study: Path, tmp_path: Path) -> None:
    receive(study, [coded(tmp_path / "ana.xlsx", empty=True)])
    path = tmp_path / "later.xlsx"
    path.write_bytes((study / "ana.xlsx").read_bytes())
    sort(path, ISSUED_STANCE)
    with pytest.raises(DataError, match="sorted or moved alone"):
        preview(study, [path])


def test_the_command_shows_it(study: Path, returned: Path) -> None:
    found = stance("receive", study, returned, "--dry-run", cwd=study.parent)
    assert "ana c00: taken: tax · mixed -> tax · for · 3" in found.stdout
    assert "nothing was written" in found.stdout
    assert not (study / "history.csv").exists()
    assert found.returncode == 1  # an answer stands beside another claim than its own


def test_the_command_ends_well_where_nothing_is_wrong(study: Path, tmp_path: Path) -> None:
    path = tmp_path / "ana.xlsx"
    path.write_bytes((study / "ana.xlsx").read_bytes())
    found = stance("receive", study, path, "--dry-run", cwd=tmp_path)
    assert (found.returncode, "nothing would change" in found.stdout) == (0, True)
