"""Experts as OpenRefine takes them to match with Wikidata, and the matches taken in."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from stance.core.contracts import EXPERTS
from stance.core.errors import DataError, Problem, errors_in
from stance.core.files import write_whole
from stance.core.text import header_key
from stance.sheets.a1 import cell_name
from stance.sheets.grids import open_book, text_of
from stance.sheets.inert import inert, revived
from stance.study.combining import combine
from stance.study.folder import read_study
from stance.study.locking import locked
from stance.workbook.form import STUDY_FILE
from stance.workbook.reading import read
from stance.workbook.writing import write

#: Columns that are written, in this order; OpenRefine matches the second, with the others beside.
COLUMNS = ("expert_id", "name", "aliases", "role", "affiliation", "country", "qid")
_QID = re.compile(r"(?:https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/)?(?P<qid>Q[1-9]\d{0,11})")
#: How OpenRefine, or people, head the column of matches.
_MATCHES = ("qid", "wikidata", "wikidata id", "wikidata qid", "entity id", "name id", "name qid")


@dataclass(frozen=True)
class Matched:
    """Matches taken into a study.

    Attributes:
        path: the analyst's workbook.
        taken: by the expert's id, the item that is new.
        problems: what in the list cannot be used, and what the study has otherwise.
    """

    path: Path
    taken: Mapping[str, str]
    problems: tuple[Problem, ...]


def write_experts(study: Path, table: Path) -> int:
    """Write the experts as a CSV to be matched; return how many there are.

    Whoever has no name of their own ("analysts") is left out.

    Args:
        study: the study's folder, or one workbook.
        table: the CSV; written over.

    Raises:
        DataError: the study cannot be read.
    """
    experts = combine(read_study(study)).experts
    named = experts[experts["kind"] != "unnamed"]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in named[list(COLUMNS)].itertuples(index=False, name=None):
        writer.writerow([inert(text) for text in row])
    write_whole(table, stream.getvalue().encode("utf-8"))
    return len(named)


def take_matches(study: Path, table: Path) -> Matched:
    """Write the matches of a table into the sheet Experts; what stands there stays.

    Args:
        study: the study's folder, or its workbook.
        table: what OpenRefine has written: columns expert_id and qid.

    Raises:
        DataError: the study has errors, or the table has no such columns.
    """
    with locked(study if study.is_dir() else study.parent, "names"):
        path = study / STUDY_FILE if study.is_dir() else study
        content = read(path)
        if errors_in(content.problems):
            raise DataError(content.problems)
        matches, problems = _matches(table)
        rows = content.experts.to_dict("records")
        known = {row["expert_id"]: row for row in rows}
        taken: dict[str, str] = {}
        for expert_id, (qid, cell) in matches.items():
            row = known.get(expert_id)
            if row is None:
                message = f'"{expert_id}" is no expert of the study'
                problems.append(_problem(table, cell, "unknown-expert", message, expert_id))
            elif row["qid"] and row["qid"] != qid:
                message = f"{row['name']} is {row['qid']} in the study, and {qid} here; left as is"
                problems.append(_problem(table, cell, "other-item", message, qid))
            elif not row["qid"]:
                row["qid"] = taken[expert_id] = qid
        if taken:
            write(path, replace(content, experts=EXPERTS.build(rows)))
        return Matched(path, taken, tuple(problems))


def _matches(table: Path) -> tuple[dict[str, tuple[str, str]], list[Problem]]:
    """Return the item and its cell by expert, and what is no item."""
    rows = [[text_of(cell) for cell in row] for row in open_book(table).grids[0].rows]
    names = [header_key(cell) for cell in rows[0]] if rows else []
    expert = next((k for k, name in enumerate(names) if name in ("expert_id", "expert id")), -1)
    match = next((names.index(name) for name in _MATCHES if name in names), -1)
    if expert < 0 or match < 0:
        message = "the table has no columns expert_id and qid"
        hint = "in OpenRefine: Reconcile, Add entity identifiers column, named qid; then export"
        lacking = Problem(code="missing-column", message=message, hint=hint, file=table.name)
        raise DataError([lacking])
    found: dict[str, tuple[str, str]] = {}
    problems: list[Problem] = []
    for number, row in enumerate(rows[1:], start=2):
        value = row[match].strip() if match < len(row) else ""
        cell = cell_name(number, match + 1)
        item = _QID.fullmatch(value)
        if item is not None:
            found[revived(row[expert]).strip()] = (item["qid"], cell)
        elif value:
            message = f'"{value}" is no item of Wikidata, such as Q42'
            problems.append(_problem(table, cell, "bad-item", message, value))
    return found, problems


def _problem(table: Path, cell: str, code: str, message: str, value: str) -> Problem:
    return Problem(code=code, message=message, file=table.name, cell=cell, value=value)
