"""Which experts of a study may be one person, and the analyst's answers taken in."""

from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from stance.core.errors import DataError, Problem, errors_in
from stance.core.files import write_whole
from stance.names import Applied, apply_answers, doubtful_experts
from stance.sheets.grids import open_book
from stance.study.combining import combine
from stance.study.folder import read_study
from stance.study.locking import locked
from stance.tables.wishes import WISHES_FILE, kept_names
from stance.workbook.catalogues import our_sheet
from stance.workbook.form import STUDY_FILE
from stance.workbook.name_sheet import read_name_sheet, write_name_sheet
from stance.workbook.reading import read
from stance.workbook.writing import write


@dataclass(frozen=True, eq=False)
class Doubtful:
    """The experts who may be one person.

    Attributes:
        pairs: frame ``NAME_ANSWERS``, with the answers given before.
        n_experts: how many experts the study has.
        shared_names: names that two experts bear.
    """

    pairs: pd.DataFrame
    n_experts: int
    shared_names: frozenset[str]


def ask_names(study: Path, sheet: Path) -> Doubtful:
    """Write the sheet that asks which experts are one person; answers that it has are kept.

    Args:
        study: the study's folder, or one workbook.
        sheet: the sheet; not written where there is nothing to ask.

    Raises:
        DataError: the study or the sheet cannot be read, or the sheet is open in a spreadsheet.
    """
    content = combine(read_study(study))
    before = read_name_sheet(sheet) if sheet.exists() else None
    pairs = doubtful_experts(content.experts, content.claims, before)
    if len(pairs):
        write_name_sheet(sheet, pairs)
    names = content.experts["name"]
    return Doubtful(pairs, len(names), frozenset(names[names.duplicated()]))


@dataclass(frozen=True, eq=False)
class Named:
    """A study into which answers about names were taken.

    Attributes:
        path: the analyst's workbook; of a plain table, what is kept beside it.
        applied: what the answers join; the workbook is written only where they join anybody.
        problems: warnings and notes of the workbook.
    """

    path: Path
    applied: Applied
    problems: tuple[Problem, ...]


def apply_names(study: Path, sheet: Path) -> Named:
    """Take the analyst's answers into the study: of each yes one expert remains.

    Args:
        study: the study's folder, or its workbook.
        sheet: the sheet with answers.

    Raises:
        DataError: the study or the sheet has errors.
    """
    with locked(study if study.is_dir() else study.parent, "names"):
        path = study / STUDY_FILE if study.is_dir() else study
        content = read(path)
        if errors_in(content.problems):
            raise DataError(content.problems)
        plain = our_sheet(open_book(path), "Experts") is None
        answers = read_name_sheet(sheet)
        try:
            applied = apply_answers(content.experts, content.claims, answers)
        except DataError as error:
            raise DataError(replace(p, file=sheet.name) for p in error.problems) from error
        if plain and applied.merged:
            return Named(_keep(path, applied), applied, content.problems)
        if applied.merged:
            write(path, replace(content, experts=applied.experts, claims=applied.claims))
        return Named(path, applied, content.problems)


def _keep(table: Path, applied: Applied) -> Path:
    """Write beside a plain table which spellings count as one name.

    Raises:
        DataError: there is such a file already; what to write into it.
    """
    path = table.parent / WISHES_FILE
    lines = kept_names(dict(applied.merged))
    if path.exists():
        message = f"{path.name} stands beside the table already"
        hint = f"write into it: {lines.strip()}"
        raise DataError([Problem(code="bad-wish", message=message, hint=hint, file=table.name)])
    write_whole(path, lines.encode())
    return path
