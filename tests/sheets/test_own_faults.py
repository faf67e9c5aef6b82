"""A fault of this program is never blamed on a user's file, and a file changes no setting."""

import csv
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from stance.cli import app
from stance.core.errors import DataError
from stance.sheets import grids
from stance.sheets.grids import open_book
from tests.sample import SAMPLE

WORKBOOK = SAMPLE / "study.xlsx"
LONG = "x" * 200_000


@pytest.fixture
def no_grids(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("a fault of ours")

    monkeypatch.setattr(grids, "_grid", broken)


@pytest.mark.usefixtures("no_grids")
def test_a_fault_in_reading_cells_is_not_called_a_damaged_file() -> None:
    with pytest.raises(ValueError, match="a fault of ours"):
        open_book(WORKBOOK)


@pytest.mark.usefixtures("no_grids")
def test_the_command_line_says_whose_fault_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["stance", "check", str(WORKBOOK)])
    with pytest.raises(SystemExit) as stopped:
        app.main()
    assert stopped.value.code == 3
    said = capsys.readouterr().err
    assert "a fault of ours" in said
    assert said.rstrip().endswith("this is a fault of stance, not of your files; please report it")


def test_a_part_that_begins_before_the_file_is_damage(tmp_path: Path) -> None:
    data = WORKBOOK.read_bytes()
    at = data.rindex(b"PK\5\6")  # the end record; it tells where the directory begins
    begin = int.from_bytes(data[at + 16 : at + 20], "little")
    path = tmp_path / "a.xlsx"
    path.write_bytes(data[: at + 16] + (begin + 50_000).to_bytes(4, "little") + data[at + 20 :])
    with pytest.raises(DataError, match="damaged"):
        open_book(path)


def test_a_long_field_is_read_and_the_csv_module_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"a,b\n{LONG},1\n")
    before = csv.field_size_limit()
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(open_book, [path] * 8))
    assert [book.grids[0].rows[1] for book in found] == [[LONG, "1"]] * 8
    assert csv.field_size_limit() == before


def test_the_environment_counts_as_it_is_when_a_file_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_book(WORKBOOK)
    monkeypatch.setenv("STANCE_MAX_SHEETS", "2")
    with pytest.raises(DataError, match="more than 2"):
        open_book(WORKBOOK)
