"""A plain table of codes from any field: one row for each item, annotator and label."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from stance.core.errors import DataError, Problem, UsageError, errors_in
from stance.core.text import as_number, clean, fold
from stance.sheets.grids import Grid, open_book, text_of
from stance.workbook.form import Field, header_key
from stance.workbook.headers import Table, missing_columns, read_table

if TYPE_CHECKING:
    from stance.reliability import Level

_ITEMS = """
    unit subject object claim statement document doc text case task question example instance
    patient segment target image sentence stimulus recording_unit items units subjects claims
    item_id unit_id subject_id claim_id document_id doc_id text_id case_id task_id patient_id
"""
_ANNOTATORS = """
    rater coder judge observer worker labeller labeler reader reviewer evaluator assessor expert
    user annotators raters coders judges observers coded_by annotator_id rater_id coder_id judge_id
    observer_id worker_id user_id
"""
_LABELS = """
    code rating value category score class answer stance judgement judgment response grade diagnosis
    annotation labels codes ratings values
"""
_ITEM = Field("item", tuple(_ITEMS.split()), needed=True)
_ANNOTATOR = Field("annotator", tuple(_ANNOTATORS.split()), needed=True)
_LABEL = Field("label", tuple(_LABELS.split()), needed=True)
_FIELDS = (_ITEM, _ANNOTATOR, _LABEL)
# Only where the item has a column of its own; else a column of that name may be the item's.
_ARTICLE = Field("article", ("article_id", "cluster"))
# Names of an item's column that other tables give to the row's own number.
_ITEM_AS_ID = Field("item", ("id", "no", "nr", "number", "index", "row", "#", "name"), needed=True)

#: What stands for "not coded" where all other labels are numbers.
_NO_NUMBER = frozenset({"na", "n/a", "nan", "null", "none", "missing", ".", "*", "-", "?"})


@dataclass(frozen=True, eq=False)
class CodeList:
    """The codes of a plain table.

    Attributes:
        frame: item, annotator, label; no row for what was not coded.
        labels: the legal labels in order; numbers as text, "1.0" as "1".
        numbers: the labels' numbers; 1, 2, 3 … where they are words.
        articles: the article of each item, where the table has a column for it; else empty.
        notes: what was read in a way that should be known, in words.
    """

    frame: pd.DataFrame
    labels: tuple[str, ...]
    numbers: tuple[float, ...]
    articles: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def is_code_list(path: Path) -> bool:
    """Return whether a text table has the columns item, annotator and label, and no topic."""
    if path.suffix.lower() not in (".csv", ".tsv"):
        return False
    grid = open_book(path).grids[0]
    table = _table(grid)
    header = {fold(str(value)) for value in grid.rows[table.header_row - 1]} if table else set()
    return table is not None and not missing_columns(table, _FIELDS) and "topic" not in header


def read_code_list(path: Path, level: "Level", levels: Sequence[str] = ()) -> CodeList:
    """Read a table of codes; headers are matched by name, synonym and case, and so are labels.

    Two spellings of one label ("Yes", "yes") are one, the most frequent, and a note says so;
    ``levels`` that list both keep them apart. Items and annotators are never joined; a note tells
    of those that differ in no more than case.

    Args:
        path: CSV, TSV or XLSX.
        level: nominal, ordinal, interval or ratio.
        levels: all legal labels in order. Without them numbers are sorted as numbers, words by
            the alphabet, which is no order: an ordinal level of words needs them.

    Raises:
        DataError: the table or some of its cells cannot be read; all problems at once.
        UsageError: the level needs an order or numbers that the labels don't have.
    """
    table = _table(open_book(path).grids[0])
    if table is None or missing_columns(table, _FIELDS):
        raise DataError(_missing(table, path))
    texts = {f.name: [clean(text) for text in table.column(f.name)] for f in _FIELDS}
    legal, coded = _legal(texts["label"], level, levels)
    articles, crossed = _articles(table, texts["item"])
    problems = [*table.problems, *crossed]
    keys = {text: _key(text, coded, legal) for text in set(texts["label"])}
    labels: list[str | None] = []
    for index, text in enumerate(texts["label"]):
        label = legal.get(keys[text])
        labels.append(label)
        if label is None and text and not (coded and fold(text) in _NO_NUMBER):
            what = "is not among the levels" if levels else "is no number"
            problems.append(table.problem("unknown-label", f'"{text}" {what}', "label", index))
    for name in ("item", "annotator"):
        for index, text in enumerate(texts[name]):
            if not text and labels[index] is not None:
                problems.append(table.problem("missing-value", f"there is no {name}", name, index))
    if errors_in(problems):
        raise DataError(problems)
    columns = {"item": texts["item"], "annotator": texts["annotator"], "label": labels}
    frame = pd.DataFrame(columns, dtype="str").dropna(subset="label", ignore_index=True)
    ordered = tuple(legal.values())
    numbers = (float(text) if coded else float(i) for i, text in enumerate(ordered, start=1))
    notes = [] if coded or levels else list(_joined(texts["label"], legal))
    for name in ("item", "annotator"):
        notes += _alike(name, frame[name])
    return CodeList(frame, ordered, tuple(numbers), articles, tuple(notes))


def _table(grid: Grid) -> Table | None:
    """Return the table; a column "id" is the item's only where no other is.

    Of three columns, two of which are known, the third is what is left, whatever its name.
    """
    fields = _FIELDS
    table = read_table(grid, fields)
    if table is None or "item" not in table.columns:
        fields = (_ITEM_AS_ID, _ANNOTATOR, _LABEL)
        table = read_table(grid, fields)
    if table is None:
        return None
    header = [text_of(value) for value in grid.rows[table.header_row - 1]]
    missing = [f.name for f in _FIELDS if f.name not in table.columns]
    if not missing and any(header_key(name) in _ARTICLE.keys for name in header):
        return read_table(grid, (*fields, _ARTICLE))
    if len(header) != 3 or len(missing) != 1:
        return table
    third = next(name for at, name in enumerate(header, 1) if at not in table.columns.values())
    left = {f.name: Field(f.name, (*f.also, third), needed=True) for f in fields}
    return read_table(grid, tuple(left[f.name] if f.name in missing else f for f in fields))


def _missing(table: Table | None, path: Path) -> list[Problem]:
    if table is not None:
        return missing_columns(table, _FIELDS)
    message = "a table of codes needs the columns item, annotator and label"
    return [Problem(code="missing-column", message=message, file=path.name)]


def _articles(table: Table, items: Sequence[str]) -> tuple[dict[str, str], list[Problem]]:
    """Return the article of each item, and a problem for each row that names another one."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for index, given in enumerate(table.values.get("article", ())):
        item, article = items[index], clean(given)
        before = found.setdefault(item, article) if article else article
        if article != before:
            message = f'item "{item}" stands in two articles, "{before}" and "{article}"'
            problems.append(table.problem("two-articles", message, "article", index))
    return found, problems


def _legal(
    texts: Sequence[str], level: "Level", levels: Sequence[str]
) -> tuple[dict[str, str], bool]:
    """Return the legal labels by key, in order, and whether they are numbers."""
    given = [clean(text) for text in levels]
    used = given or [text for text in dict.fromkeys(texts) if text]
    numbers = [as_number(text) for text in used if given or fold(text) not in _NO_NUMBER]
    coded = bool(numbers) and all(n is not None for n in numbers)
    if not coded and level in ("interval", "ratio") and not given:
        coded = any(n is not None for n in numbers)  # the others are told cell by cell
    if used and not coded and level != "nominal" and not given:
        raise UsageError(
            f"the labels are words, and {level} needs their order: give it with --levels "
            f"{','.join(sorted(used)[:4])} …, or say --level nominal"
        )
    if coded:
        values = [n for n in numbers if n is not None]
        ordered = values if given else sorted(set(values))
        if level == "ratio" and min(ordered) < 0:
            raise UsageError("a ratio scale starts at 0, and some labels are negative")
        legal = {f"{value!r}": f"{value:.15g}" for value in ordered}
    elif given:
        distinct = len({fold(text) for text in given}) == len(given)
        legal = {fold(text) if distinct else text: text for text in given}
    else:
        legal = {fold(text): text for text in sorted(_spellings(texts).values())}
    if len(legal) < len(given):
        raise UsageError(f"a level stands twice in --levels {','.join(given)}")
    return legal, coded


def _key(text: str, coded: bool, legal: Mapping[str, str]) -> str:
    """Return the key of a text among the legal labels."""
    value = as_number(text) if coded else None
    if value is not None:
        return f"{value!r}"
    return text if text in legal else fold(text)


def _spellings(texts: Sequence[str]) -> dict[str, str]:
    """Return the most frequent spelling of each label, by its folded form; of two, the first."""
    count = Counter(text for text in texts if text)
    found: dict[str, str] = {}
    for text in sorted(count, key=lambda text: -count[text]):
        found.setdefault(fold(text), text)
    return found


def _joined(texts: Sequence[str], legal: Mapping[str, str]) -> Iterator[str]:
    """Yield a note for each label that has several spellings."""
    for key, label in legal.items():
        others = sorted({text for text in set(texts) if text and fold(text) == key} - {label})
        if others:
            named = " and ".join(f'"{text}"' for text in others)
            yield f'{named} read as "{label}"; --levels that list both keep them apart'


def _alike(what: str, names: pd.Series) -> Iterator[str]:
    """Yield a note where two items or annotators differ in no more than case, width or dashes."""
    by_key: dict[str, list[str]] = {}
    for name in names.unique():
        key = name.casefold() if name.isascii() else fold(name)  # there may be a million items
        by_key.setdefault(key, []).append(name)
    double = [" and ".join(f'"{n}"' for n in found) for found in by_key.values() if len(found) > 1]
    if double:
        more = f" and {len(double) - 3} more such" if len(double) > 3 else ""
        yield f"{', '.join(double[:3])}{more} differ in spelling only, and count as two {what}s"
