"""A folder of tables, turned into a study of workbooks."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from stance.core.errors import DataError, Problem, errors_in
from stance.core.steps import steps
from stance.core.text import fold, header_key
from stance.sheets.grids import TEXT_SUFFIXES, Book, Grid, open_book
from stance.sheets.text_tables import decoded
from stance.study.annotator_names import reason_against
from stance.study.codebook_history import record_all
from stance.study.folder import ADJUDICATED_FILE, files_of
from stance.workbook.content import Content
from stance.workbook.form import ADJUDICATOR, META_SHEET, STUDY_FILE
from stance.workbook.reading import grid_of_answers, read_form
from stance.workbook.writing import write

_LISTS = ("Topics", "Scale", "Experts", "Sources", "Settings", "Claims")
_NEEDED = ("Topics", "Experts", "Claims")
#: The stem of the table whose answers are decisions.
_DECISIONS = Path(ADJUDICATED_FILE).stem


def read_csv_folder(folder: str | Path, title: str = "") -> tuple[Content, ...]:
    """Read topics.csv, experts.csv, claims.csv and the annotators' tables.

    Optional are sources.csv, scale.csv, settings.csv and GUIDE.md, the coding rules. Every other
    table or workbook that has claim ids and topics is an annotator's, named after its file;
    adjudicated.csv holds decisions. Names of files are compared without case.

    Returns:
        The study first, then one content an annotator; what was passed over is among its problems.

    Raises:
        DataError: a table is missing or has errors, or two would be one file; all problems at once.
    """
    folder = Path(folder)
    if not folder.is_dir():
        message, hint = "there is no such folder", "check the spelling of the path"
        raise DataError(
            [Problem(code="missing-path", message=message, hint=hint, file=str(folder))]
        )
    files, skipped = files_of(folder)
    named = _named(files)
    lists = {n: named.pop(n.lower()) for n in _LISTS if n.lower() in named}
    missing = [n for n in _NEEDED if n not in lists]
    if missing:
        raise DataError(
            Problem(code="missing-sheet", message=f"{n.lower()}.csv is missing", file=folder.name)
            for n in missing
        )
    study = read_form(_book(STUDY_FILE, {n: open_book(file) for n, file in lists.items()}))
    study = _with_settings(study, folder, title)
    coded, passed_over = _annotators(named, study)
    told = [p for p in skipped if p.file.casefold() != "guide.md"]
    study = replace(study, problems=(*study.problems, *told, *passed_over))
    problems = [p for content in (study, *coded) for p in content.problems]
    if errors_in(problems):
        raise DataError(problems)
    return (study, *coded)


def _named(files: list[Path]) -> dict[str, Path]:
    """Return the files by the name of what they hold.

    Raises:
        DataError: two would be one file, or one takes a name of the study's own; all at once.
    """
    named: dict[str, Path] = {}
    problems: list[Problem] = []
    for file in files:
        name = header_key(file.stem).replace(" ", "-")
        listed = file.suffix.lower() in TEXT_SUFFIXES and fold(name) in map(fold, _LISTS)
        key = fold(name) if listed else name
        first = named.setdefault(key, file)
        reason = "" if listed or key == _DECISIONS else reason_against(key)
        if first is not file:
            message = f"{first.name} and {file.name} would be one file of the study"
            hint = "give one of them another name"
            found = Problem(code="two-workbooks", message=message, hint=hint, file=file.name)
            problems.append(found)
        elif reason:
            message = f'"{key}" cannot be the name of an annotator: {reason}'
            hint = "name the file after its annotator"
            found = Problem(code="unknown-annotator", message=message, hint=hint, file=file.name)
            problems.append(found)
    if problems:
        raise DataError(problems)
    return named


def _with_settings(study: Content, folder: Path, title: str) -> Content:
    guides = (file for file in sorted(folder.iterdir()) if file.name.casefold() == "guide.md")
    guide = next(guides, None)
    rules, warnings = decoded(guide.name, guide.read_bytes()) if guide else ("", [])
    settings = replace(
        study.settings,
        title=title or study.title or folder.name,
        rules=rules or study.settings.rules,
    )
    return replace(study, settings=settings, problems=(*study.problems, *warnings))


def _book(file: str, parts: Mapping[str, Book]) -> Book:
    return Book(file, "", tuple(_grid(n, b.grids[0]) for n, b in parts.items()))


def _grid(name: str, grid: Grid) -> Grid:
    return replace(grid, name=name)


def _annotators(named: Mapping[str, Path], study: Content) -> tuple[list[Content], list[Problem]]:
    """Read the annotators' tables; the words and lists are the study's.

    Returns:
        A content each, and a warning for every file that is none.
    """
    coded: list[Content] = []
    passed_over: list[Problem] = []
    for name, file in named.items():
        book = open_book(file)
        grid = grid_of_answers(book)
        if grid is None:
            message = (
                "the table has no claim ids and topics, so it is nobody's, and was passed over"
            )
            hint = "an annotator's table has the columns claim_id, topic and stance"
            found = Problem(code="unread-file", message=message, hint=hint, file=file.name)
            passed_over.append(found)
            continue
        decisions = name == _DECISIONS
        who = ADJUDICATOR if decisions else name
        own = book if book.grid(META_SHEET) else Book(f"{name}.xlsx", "", (_grid("Claims", grid),))
        content = read_form(own, study)
        coded.append(replace(content, name=f"{name}.xlsx", annotator=who, claims=study.claims))
    return coded, passed_over


def write_study(folder: str | Path, contents: tuple[Content, ...]) -> list[Path]:
    """Write each content as a workbook of that folder, the analyst's last: it makes a study.

    The histories begin with what the workbooks hold.

    Raises:
        DataError: a file is open, or a text does not fit; what was written before stays.
    """
    written: dict[str, Path] = {}
    last = sorted(contents, key=lambda content: content.name == STUDY_FILE)
    for c in steps("writing", last, lambda content: content.name):
        if c.name == STUDY_FILE:
            record_all(folder, [_without_places(content) for content in contents])
        coding = c.annotator not in ("", ADJUDICATOR)
        written[c.name] = write(Path(folder) / c.name, c, coding=coding)
    return [written[c.name] for c in contents]


def _without_places(content: Content) -> Content:
    """Return the content with answers whose cells are no longer those they were read from."""
    cells = {name: "" for name in content.answers.columns if name.endswith("_cell")}
    return replace(content, answers=content.answers.assign(**cells))
