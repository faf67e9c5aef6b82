"""Marked copies as they are written, cell by cell, beside the committed listing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from stance.core.errors import Problem
from stance.study.checking import check
from stance.study.marked_copy import write_marked
from tests.coded_workbook import issued
from tests.pins import needs_pinned
from tests.sheet_listing import listing
from tests.written import hold


def _workbook(folder: Path) -> Path:
    wrong = {"c1": ("tax", "suport"), "c2": ("rode", "for"), "c3": ("tax", ""), "c4": ("", "for")}
    return issued(folder / "ana.xlsx", wrong, annotator="ana")


def _table(folder: Path) -> Path:
    path = folder / "ana.csv"
    path.write_text(
        f'claim_id,topic,stance,note\nc1,tax,suport,{"far " * 40}\nc2,none,for,"a\nb"\n',
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize("make", [_workbook, _table], ids=["workbook", "table"])
def test_a_marked_copy_is_written_cell_by_cell_as_committed(
    tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    needs_pinned("xlsxwriter")
    needs_pinned("openpyxl")
    original = make(tmp_path)
    sheet = "Claims" if make is _workbook else ""
    more = (
        ("renamed-column", original.name, "J2"),  # beside a graver one
        ("unread-column", original.name, "AB40"),  # below everything
        ("unknown-stance", original.name, ""),
        ("unknown-stance", "other.xlsx", "A1"),
    )
    found = [
        *check(original).problems,
        *(Problem(code=c, message=f"a {c}", file=f, sheet=sheet, cell=at) for c, f, at in more),
    ]
    marked = tmp_path / "marked.xlsx"
    lost = write_marked(marked, original, found)
    assert bool(lost) == (make is _table)  # values alone: a table has no comments
    hold(f"marked copy of a {make.__name__[1:]}.txt", listing(marked))
