"""What the codebook said when: an append-only table of its cells, version by version."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from stance.study.folder import CODEBOOK_HISTORY_FILE
from stance.study.history import record, stamp_of
from stance.study.ledger import append_lines, read_lines
from stance.study.locking import user
from stance.workbook.content import Content
from stance.workbook.form import STUDY_FILE

COLUMNS = ("recorded_at", "author", "version", "sheet", "row", "column", "was", "now")
#: Where a row stands among the others of its sheet, from 1.
PLACE = "place"
#: Sheet, row (a topic's id, a stance's label, a setting's name) and column.
Cell = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """One cell of the codebook before and after; empty where it was not, or is no more."""

    sheet: str
    row: str
    column: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the codebook.

    Attributes:
        number: from 1.
        recorded_at: when it was first seen, ISO with seconds.
        author: who was at work then.
        changes: what is other than in the version before; of the first, all that it says.
    """

    number: int
    recorded_at: str
    author: str
    changes: tuple[Change, ...]


def cells_of(study: Content) -> dict[Cell, str]:
    """Return every cell of the codebook that says something: topics, scale and settings."""
    found: dict[Cell, str] = {}
    if study.codebook is None:
        return found
    scale = study.codebook.scale
    listed = {
        "Topics": {topic.id: asdict(topic) for topic in study.codebook.topics},
        "Scale": {level.label: asdict(level) for level in scale.levels},
    }
    for sheet, rows in listed.items():
        for place, (key, row) in enumerate(rows.items(), start=1):
            found[sheet, key, PLACE] = str(place)
            found |= {(sheet, key, column): _text(value) for column, value in row.items()}
    for setting, value in (
        ("title", study.title),
        ("topic_slots", float(study.settings.slots)),
        ("neutral", scale.neutral),
        ("tolerance", scale.tolerance),
        ("rules", study.settings.rules),
    ):
        found["Settings", setting, "value"] = _text(value)
    return {cell: text for cell, text in found.items() if text}


def _text(value: str | float | None) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else f"{value:g}"


def record_codebook(
    folder: str | Path, study: Content, author: str = "", when: dt.datetime | None = None
) -> tuple[Change, ...]:
    """Append a version where the codebook is other than when it was last recorded.

    Args:
        folder: the study's folder.
        study: the analyst's workbook.
        author: who is at work; whoever runs the command unless given.
        when: time of the record; now unless given.

    Returns:
        What changed.

    Raises:
        DataError: the table is not as it was written.
    """
    before = versions(folder)
    known, here = replayed_codebook(before), cells_of(study)
    if not here:
        return ()
    changes = tuple(
        Change(*cell, known.get(cell, ""), here.get(cell, ""))
        for cell in dict.fromkeys([*here, *known])
        if known.get(cell, "") != here.get(cell, "")
    )
    head = (stamp_of(when), author or user(), str(len(before) + 1))
    lines = [
        dict(zip(COLUMNS, (*head, c.sheet, c.row, c.column, c.was, c.now), strict=True))
        for c in changes
    ]
    append_lines(Path(folder) / CODEBOOK_HISTORY_FILE, COLUMNS, lines)
    return changes


def versions(folder: str | Path) -> list[Version]:
    """Read the table; no versions where there is none.

    Raises:
        DataError: the table is not as it was written.
    """
    lines = read_lines(Path(folder) / CODEBOOK_HISTORY_FILE, COLUMNS)
    found: list[Version] = []
    for _, group in groupby(lines, key=itemgetter("version")):
        rows = list(group)
        changes = tuple(Change(*(row[name] for name in COLUMNS[3:])) for row in rows)
        stamp, author = rows[0]["recorded_at"], rows[0]["author"]
        found.append(Version(len(found) + 1, stamp, author, changes))
    return found


def replayed_codebook(recorded: Iterable[Version]) -> dict[Cell, str]:
    """Return the cells that the versions give, gone through from the first."""
    cells: dict[Cell, str] = {}
    for version in recorded:
        for change in version.changes:
            cells[change.sheet, change.row, change.column] = change.now
    return {cell: text for cell, text in cells.items() if text}


def record_all(folder: str | Path, contents: Sequence[Content]) -> int:
    """Record all that a study's files say: answers and decisions of people, and the codebook.

    Args:
        folder: the study's folder.
        contents: its files as they were read.

    Returns:
        How many answers were new, changed or withdrawn.

    Raises:
        DataError: a table is not as it was written.
    """
    lines = record(folder, [content for content in contents if content.kind == "human"])
    for content in contents:
        if content.name == STUDY_FILE:
            record_codebook(folder, content)
    return len(lines)
