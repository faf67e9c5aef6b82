"""The sheet on which the analyst says which experts are one person."""

import io
from pathlib import Path
from typing import Any

import pandas as pd

from stance.core.errors import DataError, Problem, errors_in
from stance.core.text import clean, fold
from stance.names.frames import NAME_ANSWERS
from stance.sheets.creating import new_book
from stance.sheets.grids import open_book
from stance.sheets.replacing import refuse_open, replace_file
from stance.workbook.form import NO, YES, Field
from stance.workbook.headers import Table, missing_columns, read_table
from stance.workbook.styles import formats, row_height

_FIELDS = (
    Field("same", ("same person", "one person", "answer"), 9, True),
    Field("name_a", ("name a",), 24),
    Field("name_b", ("name b",), 24),
    Field("evidence", ("reason",), 48),
    Field("says_a", (), 40),
    Field("says_b", (), 40),
    Field("similarity", (), 11),
    Field("sources_a", (), 20),
    Field("sources_b", (), 20),
    Field("expert_a", (), 18, True),
    Field("expert_b", (), 18, True),
)
_ANSWERS = {"": ""} | dict.fromkeys(YES, "yes") | dict.fromkeys(NO, "no")
_CHOICES = ("yes", "no")
_ASKED = {
    "input_title": "One person?",
    "input_message": "yes, no, or empty if you cannot tell: you will be asked again.",
    "error_title": "One person?",
    "error_message": "Choose yes or no, or leave the cell empty.",
}


def write_name_sheet(path: str | Path, answers: pd.DataFrame) -> None:
    """Write the pairs of experts as a workbook with a column for yes or no.

    Args:
        path: where; what was there is kept as a backup.
        answers: frame ``NAME_ANSWERS``.

    Raises:
        DataError: the file is open in a spreadsheet.
    """
    path = Path(path)
    refuse_open(path)
    stream = io.BytesIO()
    book = new_book(stream, "Who may be one person")
    styles = formats(book)
    sheet = book.add_worksheet("Names")
    for column, field in enumerate(_FIELDS):
        sheet.set_column(column, column, field.width)
        sheet.write_string(0, column, field.name, styles["head" if column else "ask"])
    widths = [field.width for field in _FIELDS]
    for number, row in enumerate(answers.to_dict("records"), start=1):
        sheet.set_row(number, row_height([str(row[field.name]) for field in _FIELDS], widths))
        for column, field in enumerate(_FIELDS):
            style = styles["words" if column else "answer"]
            _write(sheet, number, column, row[field.name], style)
    choices = book.add_worksheet("Choices")
    choices.write_column(0, 0, _CHOICES)
    choices.hide()
    asked = {"validate": "list", "source": f"=Choices!$A$1:$A${len(_CHOICES)}", **_ASKED}
    sheet.data_validation(1, 0, max(len(answers), 1), 0, asked)
    sheet.freeze_panes(1, 3)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    replace_file(path, stream.getvalue())


def _write(sheet: Any, row: int, column: int, value: str | float, style: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value, style)
    elif value == value:  # a missing number stays blank
        sheet.write_number(row, column, round(value, 2), style)


def read_name_sheet(path: str | Path) -> pd.DataFrame:
    """Read the answers, from a workbook or a CSV table; return a ``NAME_ANSWERS`` frame.

    Raises:
        DataError: unreadable, a column is missing, an answer is neither yes nor no, or two rows
            are about one pair; all problems at once.
    """
    book = open_book(Path(path))
    table = read_table(book.grids[0], _FIELDS) if book.grids else None
    if table is None:
        message = "no row looks like the header"
        hint = "list the names anew with: stance names STUDY"
        raise DataError(
            [Problem(code="missing-column", message=message, hint=hint, file=book.file)]
        )
    missing = missing_columns(table, _FIELDS)
    if missing:
        raise DataError(missing)
    answers, problems = _answers(table)
    rows: dict[frozenset[str], dict[str, Any]] = {}
    for index in range(len(table)):
        row: dict[str, Any] = {f.name: clean(table.column(f.name)[index]) for f in _FIELDS}
        row["similarity"] = float("nan")  # only shown; computed anew where it is needed
        row["same"] = answers[index]
        pair = frozenset((row["expert_a"], row["expert_b"]))
        if rows.setdefault(pair, row)["same"] != row["same"]:
            message = f'"{row["name_a"]}" and "{row["name_b"]}" stand in two rows'
            problems.append(table.problem("contradicting-answers", message, "same", index))
    if errors_in(problems):
        raise DataError(problems)
    return NAME_ANSWERS.build(list(rows.values()))


def _answers(table: Table) -> tuple[list[str], list[Problem]]:
    """Return what the rows answer, yes, no or nothing, and what is wrong with the sheet."""
    typed = table.column("same")
    hint = "write yes or no, or leave it empty"
    wrong = [
        table.problem("unknown-answer", f'"{text}" is neither yes nor no', "same", index, hint=hint)
        for index, text in enumerate(typed)
        if fold(text) not in _ANSWERS
    ]
    return [_ANSWERS.get(fold(text), "") for text in typed], [*table.problems, *wrong]
