"""A folder of CSV tables, turned into a study of workbooks."""

from dataclasses import replace
from pathlib import Path

from stance.core.errors import DataError, Problem, errors_in
from stance.sheets.grids import TEXT_SUFFIXES, Book, Grid, open_book
from stance.sheets.text_tables import decoded
from stance.study.folder import files_of
from stance.workbook.content import Content
from stance.workbook.form import STUDY_FILE, header_key
from stance.workbook.reading import read_form
from stance.workbook.writing import write

_LISTS = ("Topics", "Scale", "Experts", "Sources", "Settings", "Claims")
_NEEDED = ("Topics", "Experts", "Claims")


def read_csv_folder(folder: str | Path, title: str = "") -> tuple[Content, ...]:
    """Read topics.csv, experts.csv, claims.csv and the annotators' tables.

    Optional are sources.csv, scale.csv, settings.csv and GUIDE.md, the coding rules. Every other
    table that has claim ids and topics is an annotator's, named after its file.

    Returns:
        The study first, then one content an annotator.

    Raises:
        DataError: a table is missing or has errors; all problems at once.
    """
    folder = Path(folder)
    if not folder.is_dir():
        message, hint = "there is no such folder", "check the spelling of the path"
        raise DataError(
            [Problem(code="missing-path", message=message, hint=hint, file=str(folder))]
        )
    books = {f.stem: open_book(f) for f in files_of(folder)[0] if f.suffix in TEXT_SUFFIXES}
    found = {n: books.pop(n.lower()) for n in _LISTS if n.lower() in books}
    missing = [n for n in _NEEDED if n not in found]
    if missing:
        raise DataError(
            Problem(code="missing-sheet", message=f"{n.lower()}.csv is missing", file=folder.name)
            for n in missing
        )
    study = read_form(_book(STUDY_FILE, found))
    guide = folder / "GUIDE.md"
    rules, warnings = decoded(guide.name, guide.read_bytes()) if guide.is_file() else ("", [])
    settings = replace(
        study.settings,
        title=title or study.title or folder.name,
        rules=rules or study.settings.rules,
    )
    study = replace(study, settings=settings, problems=(*study.problems, *warnings))
    coded = [_annotator(name, book, study) for name, book in books.items()]
    problems = [p for content in (study, *coded) for p in content.problems]
    if errors_in(problems):
        raise DataError(problems)
    return (study, *coded)


def _book(file: str, parts: dict[str, Book]) -> Book:
    return Book(file, "", tuple(Grid(n, b.grids[0].rows, b.file) for n, b in parts.items()))


def _annotator(stem: str, book: Book, study: Content) -> Content:
    """Read one annotator's table; the words and lists are the study's."""
    name = header_key(stem).replace(" ", "-")
    content = read_form(_book(f"{name}.xlsx", {"Claims": book}), study)
    return replace(content, annotator=name, claims=study.claims)


def write_study(folder: str | Path, contents: tuple[Content, ...]) -> list[Path]:
    """Write each content as a workbook of that folder.

    Raises:
        DataError: a file is open, or a text does not fit; what was written before stays.
    """
    return [write(Path(folder) / content.name, content) for content in contents]
