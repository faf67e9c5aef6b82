"""A summary of what annotators have done, and a marked copy of a workbook."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Any

import pandas as pd

from stance.core.codebook import Codebook
from stance.core.contracts import Column, Contract
from stance.core.errors import DataError, Problem, QuestionError, errors_in
from stance.sheets.a1 import column_number
from stance.sheets.creating import cut_to_cell, new_book
from stance.sheets.grids import open_book, text_of
from stance.sheets.limits import Limits
from stance.sheets.replacing import replace_file
from stance.study.combining import combine
from stance.study.folder import read_study
from stance.tables.wishes import Wishes
from stance.workbook import form
from stance.workbook.content import Content
from stance.workbook.correction_cells import rejects
from stance.workbook.styles import row_height

#: Characters of the widest column of a marked copy.
_WIDEST = 44
_COLOURS = {"error": "#F28B82", "warning": "#FFC98A", "note": "#BFE3F2"}


CHECKS = Contract(
    "checks",
    ("file", "annotator"),
    (
        Column("file", "text", "name of the file"),
        Column("annotator", "text", "whose answers it holds"),
        Column("n_claims", "integer", "claims in the file"),
        Column("n_coded", "integer", "of them, those with a legal answer"),
        Column("n_waiting", "integer", "of those, the ones to be looked at again: not counted yet"),
        Column("n_rejected", "integer", "of them, those marked as no claim"),
        Column("n_open", "integer", "of them, those with neither"),
        Column("n_unclear", "integer", "answers whose stance has no place on the scale"),
        Column("n_problems", "integer", "problems that a person must solve"),
    ),
)


@dataclass(frozen=True, eq=False)
class Check:
    """What a check of a file or a study found.

    Attributes:
        problems: everything that is wrong or was repaired, also between files.
        summary: each annotator's work, contract CHECKS; empty if a file cannot be read.
        question: what has to be said before a plain table can be read.
    """

    problems: tuple[Problem, ...]
    summary: pd.DataFrame
    question: QuestionError | None = None

    @property
    def passed(self) -> bool:
        """Whether nothing needs a person."""
        return not errors_in(self.problems)


def check(path: str | Path, limits: Limits | None = None, wishes: Wishes | None = None) -> Check:
    """Check a file or a study; what cannot be read is a problem like any other."""
    try:
        contents = read_study(path, limits, wishes)
    except DataError as error:
        question = error if isinstance(error, QuestionError) else None
        return Check(error.problems, CHECKS.empty(), question)
    study = next((c for c in contents if c.name == form.STUDY_FILE), None)
    lacks = study.lacks if study and not errors_in(study.problems) else ()
    return Check((*lacks, *combine(contents).problems), summary(contents))


def summary(contents: Sequence[Content]) -> pd.DataFrame:
    """Count each annotator's work.

    Returns:
        Contract CHECKS.
    """
    rows: list[dict[str, Any]] = []
    for content in contents:
        if content.annotator == form.ADJUDICATOR:
            continue
        every = _answers(content)
        coded_by = dict(list(every.groupby("annotator", sort=False)))
        names = [content.annotator, *coded_by] if content.annotator else list(coded_by)
        for name in dict.fromkeys(names):
            coded = coded_by.get(name, every.iloc[:0])
            no_claims = content.claims.loc[content.claims["kind"] == form.NOT_A_CLAIM, "claim_id"]
            rejected = _rejected(content, name) | (set(no_claims) - set(coded["claim_id"]))
            done = rejected | set(coded["claim_id"])
            rows.append(
                {
                    "file": content.name,
                    "annotator": name,
                    "n_claims": len(content.claims),
                    "n_coded": coded["claim_id"].nunique(),
                    "n_waiting": coded.loc[coded["given"] != "", "claim_id"].nunique(),
                    "n_rejected": len(rejected),
                    "n_open": len(content.claims) - len(done),
                    "n_unclear": len(_unclear(coded, content.codebook)),
                    "n_problems": sum(p.severity == "error" for p in content.problems),
                }
            )
    return CHECKS.build(rows)


def _answers(content: Content) -> pd.DataFrame:
    """Return the annotations that count and those that wait, contract WAITING."""
    counted = content.annotations.assign(given="")
    parts = [part for part in (counted, content.waiting) if len(part)]
    return pd.concat(parts, ignore_index=True) if parts else counted


def _rejected(content: Content, annotator: str) -> set[str]:
    """Return the claims that an annotator marks as none."""
    own = content.answers[content.answers["annotator"] == annotator]
    pairs = zip(own["claim_id"], own[form.REJECT.name], strict=True)
    return {claim_id for claim_id, text in pairs if text and rejects(text)}


def _unclear(annotations: pd.DataFrame, codebook: Codebook | None) -> pd.DataFrame:
    levels = codebook.scale.levels if codebook else ()
    labels = [level.label for level in levels if level.score is None]
    return annotations[annotations["stance"].isin(labels)]


def write_marked(
    path: str | Path,
    original: str | Path,
    problems: Sequence[Problem],
    limits: Limits | None = None,
) -> Path:
    """Write a copy of a file in which the cells with problems are coloured and commented.

    Values stand in the cells in which they stood; formulas, macros and styles are not copied.

    Args:
        path: the copy, an .xlsx file.
        original: the file that was checked.
        problems: of that file; those of other files are left out.
        limits: how large the original may be.

    Raises:
        DataError: the original cannot be read, or the copy is open in a spreadsheet.
    """
    book = open_book(Path(original), limits)
    stream = io.BytesIO()
    copy = new_book(stream)
    wrap = copy.add_format({"text_wrap": True, "valign": "top"})
    colours = {
        severity: copy.add_format({"text_wrap": True, "valign": "top", "bg_color": colour})
        for severity, colour in _COLOURS.items()
    }
    here = [p for p in problems if p.file == book.file]
    head = copy.add_format({"bold": True, "bottom": 1})
    _list_problems(copy.add_worksheet("Problems"), here, head, wrap)
    for grid in book.grids:
        sheet = copy.add_worksheet(_sheet_name(grid.name, copy.sheetnames))
        if grid.name.startswith("_"):
            sheet.hide()
        _fit(sheet, grid.rows)
        marks = _by_cell(here, grid.sheet)
        for number, row in enumerate(grid.rows):
            for column, value in enumerate(row):
                found = marks.pop((number, column), ())
                style = colours[_gravest(found)] if found else wrap
                if value != "" or found:
                    sheet.write_string(number, column, cut_to_cell(text_of(value)), style)
                _comment(sheet, number, column, found)
        for (number, column), found in marks.items():  # beyond the cells that the sheet has
            sheet.write_blank(number, column, None, colours[_gravest(found)])
            _comment(sheet, number, column, found)
    copy.close()
    replace_file(Path(path), stream.getvalue())
    return Path(path)


def _fit(sheet: Any, rows: Sequence[Sequence[Any]]) -> None:
    """Make columns as wide and rows as high as their texts need, within reason."""
    texts = [[text_of(value) for value in row] for row in rows]
    columns = zip(*texts, strict=True)
    widths = [min(max(map(len, column)) + 2, _WIDEST) for column in columns]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for number, row in enumerate(texts):
        sheet.set_row(number, row_height(row, widths))


def _sheet_name(name: str, taken: Iterable[str]) -> str:
    """Return the name as XLSX may have it, unlike those taken; other forms allow more."""
    legal = re.sub(r"[\[\]:*?/\\\x00-\x1f]", "_", name).strip("'") or "Table"
    folded = {other.casefold() for other in taken}
    tails = chain([""], (f" ({number})" for number in count(2)))
    names = (legal[: 31 - len(tail)] + tail for tail in tails)
    return next(free for free in names if free.casefold() not in folded)


def _list_problems(sheet: Any, problems: Sequence[Problem], head: Any, wrap: Any) -> None:
    columns = ("severity", "sheet", "cell", "claim_id", "value", "message", "hint", "code")
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for column, name in enumerate(columns):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, 60 if name in ("message", "hint") else 16)
        for number, problem in enumerate(problems, start=1):
            sheet.write_string(number, column, cut_to_cell(str(getattr(problem, name))), wrap)
    sheet.freeze_panes(1, 0)


def _by_cell(problems: Sequence[Problem], sheet: str) -> dict[tuple[int, int], list[Problem]]:
    """Return the problems of a sheet by row and column, counted from 0."""
    cells: dict[tuple[int, int], list[Problem]] = {}
    for problem in problems:
        if problem.sheet == sheet and problem.cell:
            letters = problem.cell.rstrip("0123456789")
            row = int(problem.cell[len(letters) :])
            cells.setdefault((row - 1, column_number(letters) - 1), []).append(problem)
    return cells


def _gravest(problems: Sequence[Problem]) -> str:
    return min((p.severity for p in problems), key=list(_COLOURS).index)


def _comment(sheet: Any, row: int, column: int, problems: Sequence[Problem]) -> None:
    if problems:
        text = "\n".join(f"{p.message}; {p.hint}" if p.hint else p.message for p in problems)
        options = {"x_scale": 2, "y_scale": 1.5, "author": "stance"}
        sheet.write_comment(row, column, text[:2_000], options)
