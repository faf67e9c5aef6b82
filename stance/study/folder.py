"""A study's folder: which of its files are read, in which order."""

import re
import unicodedata
from pathlib import Path

from stance.core.errors import DataError, Problem, QuestionError, UsageError
from stance.core.steps import steps
from stance.sheets.grids import TEXT_SUFFIXES, WORKBOOK_SUFFIXES, open_book
from stance.sheets.limits import Limits
from stance.sheets.replacing import BACKUP, is_lock
from stance.tables.wishes import WISHES_FILE, Wishes
from stance.workbook.content import Content
from stance.workbook.form import STUDY_FILE
from stance.workbook.lists import kind_of
from stance.workbook.meta import read_meta
from stance.workbook.reading import annotator_of, read

#: Decisions on disputed claims.
ADJUDICATED_FILE = "adjudicated.xlsx"
#: What came back when.
HISTORY_FILE = "history.csv"
#: What the codebook said when.
CODEBOOK_HISTORY_FILE = "codebook-history.csv"
#: Which claims were talked over when.
NORMING_HISTORY_FILE = "norming-history.csv"
_HISTORIES = (HISTORY_FILE, CODEBOOK_HISTORY_FILE, NORMING_HISTORY_FILE)
#: What spreadsheet programs save besides what is read here.
_OTHER_SPREADSHEETS = (
    *(".xls", ".xlsb", ".xlt", ".xltx", ".xltm"),
    *(".fods", ".ots", ".sxc", ".numbers", ".gsheet", ".et", ".ett"),
    *(".dif", ".slk", ".htm", ".html"),
)
_SUFFIXES = WORKBOOK_SUFFIXES + TEXT_SUFFIXES


def read_study(
    path: str | Path, limits: Limits | None = None, wishes: Wishes | None = None
) -> tuple[Content, ...]:
    """Read a folder of workbooks, one workbook, or a plain table.

    In a folder ``study.xlsx`` comes first and its lists hold for all; the others follow by name.

    Raises:
        DataError: nothing there, nothing to read, or files that cannot be read; all at once.
        QuestionError: a plain table has several readings.
    """
    path = Path(path)
    if not path.exists():
        message, hint = "there is no such file or folder", "check the spelling of the path"
        raise DataError([Problem(code="missing-path", message=message, hint=hint, file=str(path))])
    if path.is_file():
        return (read(path, limits=limits, wishes=wishes),)
    files, skipped = files_of(path)
    if not files:
        message, hint = "the folder holds no workbook", "name a folder with .xlsx or .csv files"
        raise DataError([Problem(code="no-workbook", message=message, hint=hint, file=path.name)])
    base: Content | None = None
    contents: list[Content] = []
    unreadable: list[Problem] = []
    questions: list[QuestionError] = []
    for file in steps("reading", files, lambda file: file.name):
        try:
            content = read(file, base, limits, wishes)
        except QuestionError as error:
            questions.append(error)
            continue
        except DataError as error:
            unreadable += error.problems
            continue
        contents.append(content)
        if file.name == STUDY_FILE:
            base = content
    if questions and not unreadable:
        raise questions[0]
    unreadable += [problem for question in questions for problem in question.problems]
    if unreadable:
        raise DataError([*unreadable, *(p for c in contents for p in c.problems)])
    note = Content(name=path.name, problems=skipped)
    return (*contents, note) if skipped else tuple(contents)


def annotators_of(folder: Path) -> list[str]:
    """Return the names of the annotators whose workbooks are in a study's folder."""
    names = (_whose(file) for file in annotators_files(folder))
    return list(dict.fromkeys(filter(None, names)))


def workbook_of(folder: Path, annotator: str) -> Path:
    """Return an annotator's workbook in the study, also under another name; it need not exist."""
    path = folder / f"{annotator}.xlsx"
    if path.is_file():
        return path
    return next((f for f in annotators_files(folder) if _whose(f) == annotator), path)


def refuse_within_study(table: str | Path, *endings: str) -> None:
    """Refuse to write a table into a study's folder, which reads all tables in it as answers.

    Args:
        table: the file to be written; others than tables may stand there.
        endings: one of these its name must have, for it says what is written; any unless given.

    Raises:
        UsageError: it would stand among a study's workbooks, or be called what it is not.
    """
    table = Path(table)
    if endings and table.suffix.lower() not in endings:
        raise UsageError(f'"{table.name}" should end in {", ".join(endings)}')
    if table.suffix.lower() in _SUFFIXES and (table.resolve().parent / STUDY_FILE).is_file():
        raise UsageError(
            f"{table} would be read as an annotator's answers, like every table in "
            f"{table.parent}; write it into another folder"
        )


def beside(study: Path, what: str) -> Path:
    """Return where a sheet about a study goes: where one is, or above it from within the study."""
    folder = study if study.is_dir() else study.parent
    of_study = study.is_dir() or (folder / STUDY_FILE).is_file()
    within = of_study and folder.resolve() == Path.cwd()
    here = Path("..") if within else Path()
    name = study.resolve().name if study.is_dir() else study.stem
    return here / f"{name}-{what}.xlsx"


def annotators_files(folder: Path) -> list[Path]:
    """Return all readable files of a study's folder but the analyst's and the decisions."""
    return [f for f in files_of(folder)[0] if f.name not in (STUDY_FILE, ADJUDICATED_FILE)]


def _whose(file: Path) -> str:
    """Return whose workbook a file is; one that cannot be read is told by its name.

    A machine's is nobody's: it is not handed out, nor taken back.
    """
    try:
        book = open_book(file)
    except DataError:
        return unicodedata.normalize("NFC", file.stem)
    return "" if kind_of(book) == "machine" else annotator_of(book, read_meta(book))


def files_of(folder: Path) -> tuple[list[Path], tuple[Problem, ...]]:
    """Return the readable files, ``study.xlsx`` first, and a note for every file passed over.

    Folders, hidden files and backups are passed over in silence.
    """
    files: list[Path] = []
    skipped: list[Problem] = []
    for file in sorted(folder.iterdir()):
        lock = is_lock(file.name)
        backup = file.name.endswith(BACKUP)
        if file.is_dir() or backup or (file.name.startswith(".") and not lock):
            continue
        if lock:
            message = "the lock file of an open spreadsheet was skipped"
            hint = "save and close it, or the last changes are missing"
            skipped.append(Problem(code="lock-file", message=message, hint=hint, file=file.name))
        elif _is_copied_history(file):
            message = "a copy of a history; skipped"
            hint = "lines that the history itself lacks may stand in it; move it out of the folder"
            skipped.append(Problem(code="skipped-file", message=message, hint=hint, file=file.name))
        elif file.suffix.lower() in _SUFFIXES and file.name not in _HISTORIES:
            files.append(file)
        elif file.suffix.lower() in _OTHER_SPREADSHEETS:
            message = f"a spreadsheet in {file.suffix} is not read; its answers are missing"
            hint = "open it in a spreadsheet program and save it as .xlsx"
            skipped.append(Problem(code="unread-file", message=message, hint=hint, file=file.name))
        elif file.name not in (*_HISTORIES, WISHES_FILE):
            message = "no workbook; skipped"
            skipped.append(Problem(code="skipped-file", message=message, file=file.name))
    files.sort(key=lambda file: (file.name != STUDY_FILE, file.name))
    return files, tuple(skipped)


def _is_copied_history(file: Path) -> bool:
    """Say whether a table is a history under another name, as programs that share folders leave."""
    if file.suffix.lower() not in TEXT_SUFFIXES or file.name in _HISTORIES:
        return False
    with file.open("rb") as opened:
        head = opened.readline(_HEAD).decode("utf-8-sig", "replace")
    names = {name.strip().strip('"') for name in re.split("[,;\t]", head)}
    return "recorded_at" in names and bool(names & {"sha256", "author"})


#: Bytes in which the header of a history stands.
_HEAD = 400
