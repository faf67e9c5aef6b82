"""Workbooks and tables, read into contents."""

from pathlib import Path

from stance.codebook import Codebook
from stance.errors import DataError, Problem
from stance.workbook import form, lists
from stance.workbook.answers import annotations_of
from stance.workbook.claims import ids_of, read_answers, read_claims, report_doubles
from stance.workbook.content import Content
from stance.workbook.grids import TEXT_SUFFIXES, WORKBOOK_SUFFIXES, Book, open_book
from stance.workbook.headers import Table, missing_columns, read_table
from stance.workbook.limits import LIMITS, Limits
from stance.workbook.plain import read_plain

STUDY_FILE = "study.xlsx"
_SUFFIXES = WORKBOOK_SUFFIXES + TEXT_SUFFIXES


def read(path: str | Path, base: Content | None = None, limits: Limits = LIMITS) -> Content:
    """Read one workbook of our form, or a plain table.

    Args:
        path: an .xlsx, .xlsm, .csv or .tsv file.
        base: the analyst's workbook of the same study; its codebook, experts and sources count.
        limits: how large a file may be.

    Returns:
        What the file holds; whatever is wrong in its cells stands in ``problems``.

    Raises:
        DataError: the file is missing, unreadable, too large, or holds no claims at all.
    """
    book = open_book(Path(path), limits)
    claims = book.grid("Claims")
    if claims is None or (book.grid("Topics") is None and base is None):
        return read_plain(book, base)
    return read_form(book, base)


def read_form(book: Book, base: Content | None = None) -> Content:
    """Read the sheets of a workbook of our form; see ``read``."""
    meta = read_meta(book)
    if meta.get("form", form.FORM) != form.FORM:
        message = f'the workbook has form "{meta["form"]}", this program reads "{form.FORM}"'
        hint = "use the version of stance that wrote it, or a newer one"
        raise DataError([_of_file(book, "unknown-form", message, hint)])
    problems: list[Problem] = []
    settings, numbers = lists.read_settings(book, problems)
    codebook = base.codebook if base else None
    if codebook is None:
        codebook = lists.read_codebook(book, numbers, problems)
    experts = base.experts if base else lists.read_experts(book, problems)
    sources = base.sources if base else lists.read_sources(book, problems)
    annotator = meta.get("annotator", "" if book.file == STUDY_FILE else Path(book.file).stem)
    table = claims_table(book, settings.slots, problems)
    ids = ids_of(table, problems)
    answers = read_answers(table, ids, [annotator or Path(book.file).stem] * len(ids))
    answers = answers[answers["claim_id"] != ""].reset_index(drop=True)
    report_doubles(table, ids, problems)
    claims = read_claims(
        table,
        ids,
        lists.expert_register(experts),
        lists.source_register(sources),
        [] if base else problems,  # of a claim's words, those of the analyst's workbook count
    )
    annotations, found = annotations_of(answers, codebook or Codebook(()))
    return Content(
        name=book.file,
        annotator=annotator,
        settings=base.settings if base else settings,
        codebook=codebook,
        claims=claims,
        answers=answers,
        annotations=annotations,
        experts=experts,
        sources=sources,
        problems=in_order([*problems, *(found if codebook else ())], table),
        sha256=book.sha256,
    )


def read_meta(book: Book) -> dict[str, str]:
    """Return what the hidden sheet says of the workbook: form, study, annotator, codebook."""
    grid = book.grid(form.META_SHEET)
    if grid is None:
        return {}
    rows = [row for row in grid.rows if len(row) >= 2 and isinstance(row[0], str)]
    return {row[0]: str(row[1]) for row in rows if row[0]}


def claims_table(book: Book, slots: int, problems: list[Problem]) -> Table:
    """Return the table on the Claims sheet.

    Raises:
        DataError: no header row, or a needed column is missing.
    """
    grid = book.grid("Claims")
    table = read_table(grid, form.readable_claim_fields(max(slots, 3))) if grid else None
    if table is None:
        message = 'the sheet "Claims" has no header row'
        raise DataError([_of_file(book, "missing-column", message, "restore the first row")])
    missing = missing_columns(table, form.claim_fields(slots))
    if missing:
        raise DataError(missing)
    problems += table.problems
    return table


def in_order(problems: list[Problem], table: Table) -> tuple[Problem, ...]:
    """Sort problems as the sheets stand, the Claims sheet by row; the order is stable."""

    def place(problem: Problem) -> tuple[bool, int]:
        digits = "".join(c for c in problem.cell if c.isdigit())
        return problem.sheet == table.sheet, int(digits or 0)

    return tuple(sorted(problems, key=place))


def _of_file(book: Book, code: str, message: str, hint: str) -> Problem:
    return Problem(code=code, message=message, hint=hint, file=book.file)


def read_study(path: str | Path, limits: Limits = LIMITS) -> tuple[Content, ...]:
    """Read a folder of workbooks, one workbook, or a plain table.

    In a folder ``study.xlsx`` comes first and its lists hold for all; the others follow by name.

    Raises:
        DataError: nothing there, nothing to read, or files that cannot be read; all at once.
    """
    path = Path(path)
    if not path.exists():
        message, hint = "there is no such file or folder", "check the spelling of the path"
        raise DataError([Problem(code="missing-path", message=message, hint=hint, file=str(path))])
    if path.is_file():
        return (read(path, limits=limits),)
    files, skipped = files_of(path)
    if not files:
        message, hint = "the folder holds no workbook", "name a folder with .xlsx or .csv files"
        raise DataError([Problem(code="no-workbook", message=message, hint=hint, file=path.name)])
    base: Content | None = None
    contents: list[Content] = []
    unreadable: list[Problem] = []
    for file in files:
        try:
            content = read(file, base, limits)
        except DataError as error:
            unreadable += error.problems
            continue
        contents.append(content)
        if file.name == STUDY_FILE:
            base = content
    if unreadable:
        raise DataError([*unreadable, *(p for c in contents for p in c.problems)])
    note = Content(name=path.name, problems=skipped)
    return (*contents, note) if skipped else tuple(contents)


def files_of(folder: Path) -> tuple[list[Path], tuple[Problem, ...]]:
    """Return the readable files, ``study.xlsx`` first, and a note for every file passed over."""
    files: list[Path] = []
    skipped: list[Problem] = []
    for file in sorted(folder.iterdir()):
        if file.is_dir() or (file.name.startswith(".") and not file.name.startswith(".~lock.")):
            continue
        if file.name.startswith(("~$", ".~lock.")):
            message = "the lock file of an open spreadsheet was skipped"
            skipped.append(
                Problem(
                    code="lock-file",
                    message=message,
                    hint="save and close it, or the last changes are missing",
                    file=file.name,
                )
            )
        elif file.suffix.lower() in _SUFFIXES:
            files.append(file)
        else:
            skipped.append(
                Problem(code="skipped-file", message="no workbook; skipped", file=file.name)
            )
    files.sort(key=lambda file: (file.name != STUDY_FILE, file.name))
    return files, tuple(skipped)
