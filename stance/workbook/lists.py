"""The sheets that list what is legal: topics, scale, experts, sources, settings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, get_args

import pandas as pd

from stance.core.codebook import NONE, Codebook, Level, Scale, Topic
from stance.core.contracts import EXPERTS, SOURCES, AnnotatorKind, Contract
from stance.core.errors import Problem
from stance.core.ids import slug
from stance.core.imprint import Imprint
from stance.core.text import as_number, clean, closest, fold, spellings_of
from stance.sheets.grids import Book
from stance.tables.dates import fault_of, read_dates
from stance.workbook import form
from stance.workbook.catalogues import our_sheet, our_sheets
from stance.workbook.content import Settings
from stance.workbook.headers import Table, missing_columns, read_table

#: Settings that are texts as they stand.
_TEXTS = ("title", "rules", "articles")
#: The problem of each level whose score is no number, in the order of ``Scale.faulty``.
BAD_SCORE = "bad-score"
#: Begins the name of a setting that keeps a view.
VIEW = "view "
#: What a citation names, by the name of its setting.
_CITED = {field.name: field.name for field in fields(Imprint)} | {"license": "licence"}


@dataclass(frozen=True, slots=True)
class Numbers:
    """The settings that belong to the scale."""

    neutral: float | None = None
    tolerance: float | None = None


def list_table(book: Book, sheet: str) -> tuple[Table | None, list[Problem]]:
    """Return the table of a list sheet, None where it is absent or unusable, and what is odd.

    Where no sheet bears its name, it is the only one that has all its columns.
    """
    grid = our_sheet(book, sheet)
    fields = form.LISTS[sheet]
    table = read_table(grid, fields) if grid else None
    if grid is None:
        table = _renamed(book, fields)
        if table is not None:
            message = f'there is no sheet "{sheet}"; "{table.grid.name}" was read instead'
            return table, [_of_sheet(table, "renamed-sheet", message), *table.problems]
    if table is None:
        return None, []
    missing = missing_columns(table, fields)
    return None if missing else table, [*table.problems, *missing]


def _renamed(book: Book, fields: Sequence[form.Field]) -> Table | None:
    """Return the table of the only sheet of no name of ours that has all these columns."""
    ours = our_sheets(book, (*form.SHEETS, form.META_SHEET))
    others = [read_table(grid, fields) for grid in book.grids if grid.name not in ours]
    wanted = {f.name for f in fields if f is not form.NUMBER}
    whole = [table for table in others if table and wanted <= table.columns.keys()]
    return whole[0] if len(whole) == 1 else None


def read_settings(book: Book) -> tuple[Settings, Numbers, list[Problem]]:
    """Read title, slots, rules, articles, imprint, and the scale's neutral score and tolerance."""
    table, problems = list_table(book, "Settings")
    settings, numbers = Settings(), Numbers()
    if table is None:
        return settings, numbers, problems
    for index, (name, value) in enumerate(
        zip(table.column("setting"), table.column("value"), strict=True)
    ):
        key, value = form.header_key(name), value.strip()
        if key in _TEXTS:
            text: dict[str, Any] = {key: value}
            settings = replace(settings, **text)
        elif key.startswith(VIEW):
            view = (clean(name)[len(VIEW) :].strip(), value)
            settings = replace(settings, views=(*settings.views, view))
        elif key in _CITED:
            imprint = replace(settings.imprint, **{_CITED[key]: value})
            settings = replace(settings, imprint=imprint)
        elif not value:
            continue
        elif key == "topic slots":
            if value.isascii() and value.isdigit() and 1 <= int(value) <= form.MAX_SLOTS:
                settings = replace(settings, slots=int(value))
            else:
                problems.append(
                    _bad_setting(table, index, f"a whole number, 1 to {form.MAX_SLOTS}")
                )
        elif key == "kind":
            if fold(value) not in get_args(AnnotatorKind):
                problems.append(_bad_setting(table, index, "human or machine"))
        elif key in ("neutral", "tolerance"):
            given = as_number(value)
            if given is None:
                problems.append(_bad_setting(table, index, "a number, or empty"))
            else:
                numbers = replace(numbers, **{key: given})
    return settings, numbers, problems


def kind_of(book: Book) -> AnnotatorKind:
    """Return whether the file says that a machine gave its answers: the setting kind.

    The analyst's workbook is a human's, whatever it says: all others are read by its lists.
    """
    if book.file == form.STUDY_FILE:
        return "human"
    table, _ = list_table(book, "Settings")
    rows = zip(table.column("setting"), table.column("value"), strict=True) if table else ()
    kinds = {fold(value) for name, value in rows if form.header_key(name) == "kind"}
    return "machine" if "machine" in kinds else "human"


def _bad_setting(table: Table, index: int, expected: str) -> Problem:
    name = table.column("setting")[index]
    return table.problem("bad-setting", f"{name} should be {expected}", "value", index)


def read_codebook(book: Book, numbers: Numbers) -> tuple[Codebook | None, list[Problem]]:
    """Read topics and scale; the default scale where there is no Scale sheet."""
    table, problems = list_table(book, "Topics")
    if table is None:
        return None, problems
    scale, faults = _read_scale(book, numbers)
    problems += faults
    columns = [table.column(f.name) for f in form.TOPICS if f is not form.NUMBER]
    topics: list[Topic] = []
    for index, row in enumerate(zip(*columns, strict=True)):
        topic_id, label, proposition, *more = (text.strip() for text in row)
        if fold(topic_id) == NONE:
            continue
        if not topic_id or not proposition:
            absent = "proposition" if topic_id else "topic"
            problems.append(_empty(table, absent, index))
            continue
        topics.append(Topic(topic_id, label or topic_id, proposition, *more))
    try:
        return Codebook(tuple(topics), scale), problems
    except ValueError as error:
        return None, [*problems, _of_sheet(table, "bad-codebook", str(error))]


def _read_scale(book: Book, numbers: Numbers) -> tuple[Scale, list[Problem]]:
    table, problems = list_table(book, "Scale")
    if table is None:
        return Scale(neutral=numbers.neutral, tolerance=numbers.tolerance), problems
    levels: list[Level] = []
    faulty: list[Level] = []
    columns = [table.column(f.name) for f in form.SCALE]
    for index, row in enumerate(zip(*columns, strict=True)):
        label, score, code, meaning = (text.strip() for text in row)
        place = as_number(score) if score else None
        if not label:
            problems.append(_empty(table, "stance", index))
        elif score and place is None:
            message = f'"{score}" is no score'
            hint = "write a number, or leave it empty for a stance without a place on the scale"
            problems.append(table.problem(BAD_SCORE, message, "score", index, hint=hint))
            faulty.append(Level(label, None, code, meaning))
        else:
            levels.append(Level(label, place, code, meaning))
    try:
        return Scale(tuple(levels), numbers.neutral, numbers.tolerance, tuple(faulty)), problems
    except ValueError as error:
        if not faulty:  # else it may follow from them
            problems.append(_of_sheet(table, "bad-scale", str(error)))
        return Scale(faulty=(*faulty, *levels)), problems


def _of_sheet(table: Table, code: str, message: str) -> Problem:
    return table.problem_at(code, message, f"A{table.header_row}")


def _empty(table: Table, name: str, index: int) -> Problem:
    return table.problem("missing-value", f'"{name}" is empty', name, index, hint="fill it in")


def read_experts(book: Book) -> tuple[pd.DataFrame, list[Problem]]:
    """Read the list of experts; empty where there is none."""
    table, problems = list_table(book, "Experts")
    experts, faults = _entries(table, EXPERTS)
    return experts, problems + faults


def read_sources(book: Book) -> tuple[pd.DataFrame, list[Problem]]:
    """Read the list of sources; empty where there is none.

    Dates have the forms that those of a plain table have; where one is none, or has two readings,
    it stays as it is, and is told.
    """
    table, problems = list_table(book, "Sources")
    sources, faults = _entries(table, SOURCES)
    if table is None:
        return sources, problems + faults
    texts = list(map(clean, table.column("published")))
    read = read_dates(texts)
    for index, text in enumerate(texts):
        iso, odd = read[text]
        if odd:
            hint = "the source counts as undated; write it as 2022-01-31"
            message = fault_of(text, iso)
            faults.append(table.problem("bad-date", message, "published", index, hint=hint))
    certain = {text: iso for text, (iso, odd) in read.items() if iso and not odd}
    dates = [certain.get(clean(text), text) for text in sources["published"]]
    return sources.assign(published=dates), problems + faults


#: What an id is made of where it was left empty.
_NAMED_BY = {"expert_id": ("name",), "source_id": ("title", "file")}


def _entries(table: Table | None, contract: Contract) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the entries of a list, each with an id, and what is wrong with them."""
    problems: list[Problem] = []
    if table is None:
        return contract.empty(), problems
    key = contract.key[0]
    rows: dict[str, dict[str, Any]] = {}
    taken = {clean(text) for text in table.column(key)}
    for index in range(len(table)):
        entry = {name: table.column(name)[index] for name in contract.names}
        name = next(filter(None, (clean(entry[field]) for field in _NAMED_BY[key])), "")
        entry[key] = clean(entry[key]) or (slug(name, taken) if name else "")
        taken.add(entry[key])
        if not entry[key]:
            problems.append(_empty(table, key, index))
        elif fold(entry[key]) in rows:
            message = f'the {key} "{entry[key]}" stands twice'
            hint = "give one of them another id"
            problems.append(table.problem("duplicate-id", message, key, index, hint=hint))
        else:
            rows[fold(entry[key])] = entry
    return contract.build(list(rows.values())), problems


@dataclass(frozen=True, slots=True)
class Register:
    """Who or what is listed, found by id or by any other name.

    Attributes:
        ids: folded name to the ids that it may mean.
        names: all names as written, for suggestions.
    """

    ids: dict[str, frozenset[str]]
    names: tuple[str, ...]

    def find(self, value: str) -> frozenset[str]:
        """Return the ids that the value may mean."""
        return self.ids.get(fold(value), frozenset())

    def suggest(self, value: str) -> str | None:
        """Return the name that was probably meant, or None."""
        return closest(value, self.names)


def register(frame: pd.DataFrame, key: str, names: Callable[[Any], list[str]]) -> Register:
    """Build a register; an id always means itself, whatever else bears that name."""
    ids: dict[str, frozenset[str]] = {}
    written: list[str] = []
    for row in frame.to_dict("records"):
        for name in filter(None, (clean(name) for name in names(row))):
            ids[fold(name)] = ids.get(fold(name), frozenset()) | {row[key]}
            written.append(name)
    for row_id in frame[key]:
        ids[fold(row_id)] = frozenset({row_id})
        written.append(row_id)
    return Register(ids, tuple(written))


def expert_register(experts: pd.DataFrame) -> Register:
    """Return the experts by id, name and alias."""
    return register(experts, "expert_id", lambda row: spellings_of(row["name"], row["aliases"]))


def source_register(sources: pd.DataFrame) -> Register:
    """Return the sources by id, title and file."""
    return register(sources, "source_id", lambda row: [row["title"], row["file"]])
