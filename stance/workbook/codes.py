"""A plain table of codes from any field: one row for each item, annotator and label."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from stance.core.errors import DataError, Problem, QuestionError, UsageError, errors_in
from stance.core.text import THOUSANDS, as_number, clean, fold
from stance.sheets.grids import open_book
from stance.tables.code_reading import has_code_columns, read_code_table
from stance.tables.long import Long
from stance.tables.reading import read_claim_table
from stance.tables.wishes import Wishes, kept_wishes
from stance.workbook.catalogues import our_sheet
from stance.workbook.form import META_SHEET

if TYPE_CHECKING:
    from stance.reliability import Level

#: What stands for "not coded" where all other labels are numbers.
_NO_NUMBER = frozenset({"na", "n/a", "nan", "null", "none", "missing", ".", "*", "-", "?", "#"})
#: Numbers that are often written where there is no code, and how far below them all codes lie.
_FOR_NONE, _FAR = frozenset(("77", "88", "97", "98", "99", "888", "999", "9999")), 0.2
#: A number with a decimal comma that parts no thousands.
_DECIMAL = re.compile(r"[-+]?\d+,(?:\d{1,2}|\d{4,})|[-+]?0,\d+")


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


def is_code_list(path: Path, wishes: Wishes) -> bool:
    """Return whether a file is to be read as a table of codes, and as no study or table of claims.

    So is a table that is neither: it lacks a coder's codes.
    """
    if path.is_dir():
        return False
    book = open_book(path)
    if book.grid(META_SHEET) or our_sheet(book, "Topics"):
        return False
    wishes = wishes.over(kept_wishes(path))
    if wishes.coders:
        return True
    asks, fails = False, False
    try:
        read_code_table(book, wishes)
    except QuestionError:
        asks = True
    except DataError:
        fails = True
    if not fails and has_code_columns(book, wishes):
        return True
    try:
        claims = read_claim_table(book, wishes)
    except QuestionError as question:
        return not (fails and question.answers)
    except DataError:
        return True
    return asks and "annotator" not in claims.long.fields  # of one coder there is nothing to say


def read_code_lists(
    path: Path, level: "Level", levels: Sequence[str] = (), wishes: Wishes | None = None
) -> dict[str, CodeList]:
    """Read a table of codes; headers are matched by name, synonym and case, and so are labels.

    Two spellings of one label ("Yes", "yes") are one, the most frequent, and a note says so;
    ``levels`` that list both keep them apart. Items and annotators are never joined; a note tells
    of those that differ in no more than case, zeros or a decimal point.

    Args:
        path: CSV, TSV, XLSX, ODS.
        level: nominal, ordinal, interval or ratio.
        levels: all legal labels in order. Without them numbers are sorted as numbers, words by
            the alphabet, which is no order: an ordinal level of words needs them.
        wishes: which column is which, and which sheet.

    Returns:
        What was coded, by variable; "label" where the table holds one.

    Raises:
        DataError: the table or some of its cells cannot be read; all problems at once.
        UsageError: the level needs an order or numbers that the labels don't have.
    """
    wishes = (wishes or Wishes()).over(kept_wishes(path))
    table = read_code_table(open_book(path), wishes)
    told = tuple(str(problem) for problem in table.problems)
    found = {name: _read(long, level, levels) for name, long in table.variables}
    return {
        name: replace(codes, notes=(*(told if n == 0 else ()), *codes.notes))
        for n, (name, codes) in enumerate(found.items())
    }


def _read(long: Long, level: "Level", levels: Sequence[str]) -> CodeList:
    texts = {name: long.cleaned(name) for name in ("item", "annotator", "label")}
    ordered_by_file = long.order if level == "ordinal" else ()
    levels = levels or ordered_by_file
    labels_given, grouped = _ungrouped(texts["label"], level)
    legal, coded = _legal(labels_given, level, levels)
    articles, problems = _articles(long, texts["item"])
    keys = {text: _key(text, coded, legal) for text in set(labels_given)}
    labels: list[str | None] = []
    for index, text in enumerate(labels_given):
        label = legal.get(keys[text])
        labels.append(label)
        if label is None and text and not (coded and fold(text) in _NO_NUMBER):
            what = "is not among the levels" if levels else "is no number"
            problems.append(long.problem("unknown-label", f'"{text}" {what}', "label", index))
    for name in ("item", "annotator"):
        for index, text in enumerate(texts[name]):
            if not text and labels[index] is not None:
                problems.append(long.problem("missing-value", f"there is no {name}", name, index))
    if errors_in(problems):
        raise DataError(problems)
    columns = {"item": texts["item"], "annotator": texts["annotator"], "label": labels}
    frame = pd.DataFrame(columns, dtype="str").dropna(subset="label", ignore_index=True)
    ordered = tuple(legal.values())
    numbers = (float(text) if coded else float(i) for i, text in enumerate(ordered, start=1))
    notes = grouped if coded or levels else [*grouped, *_joined(labels_given, legal)]
    notes += _far_off(ordered)
    for name in ("item", "annotator"):
        notes += _alike(name, frame[name])
    return CodeList(frame, ordered, tuple(numbers), articles, tuple(notes))


def _far_off(labels: Sequence[str]) -> list[str]:
    """Note numbers that are often written where no code was given, far above all codes."""
    values = {text: as_number(text) for text in labels}
    codes = [n for text, n in values.items() if n is not None and text not in _FOR_NONE]
    none = [text for text in values if text in _FOR_NONE]
    if not none or len(codes) < 2 or max(codes) > _FAR * float(min(none, key=float)):
        return []
    shown = " and ".join(f'"{text}"' for text in none)
    return [f"{shown} counts as a code; if it stands for no answer, empty these cells"]


def _ungrouped(texts: Sequence[str], level: "Level") -> tuple[list[str], list[str]]:
    """Return labels in which "1,000" is 1000, where no comma in the column is a decimal one."""
    distinct = set(texts)
    grouped = sorted(text for text in distinct if THOUSANDS.fullmatch(text))
    others = (
        as_number(text)
        for text in distinct.difference(grouped, {""})
        if fold(text) not in _NO_NUMBER
    )
    if not grouped or any(map(_DECIMAL.fullmatch, distinct)) or any(n is None for n in others):
        return list(texts), []
    plain = {text: text.replace(",", "") for text in grouped}
    note = f'"{grouped[0]}" read as {plain[grouped[0]]}, with commas between thousands'
    return [plain.get(text, text) for text in texts], [note]


def _articles(long: Long, items: Sequence[str]) -> tuple[dict[str, str], list[Problem]]:
    """Return the article of each item, and a problem for each row that names another one."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for index, given in enumerate(long.fields.get("article", ())):
        item, article = items[index], clean(given)
        before = found.setdefault(item, article) if article else article
        if article != before:
            message = f'item "{item}" stands in two articles, "{before}" and "{article}"'
            problems.append(long.problem("two-articles", message, "article", index))
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


#: Zeros that a spreadsheet puts before a number or behind its point, or takes away.
_ZEROS = re.compile(r"\A0+(?=\d)|(?<=\d)\.0+\Z")


def _alike(what: str, names: pd.Series) -> Iterator[str]:
    """Yield a note where two items or annotators differ only in case, width, dashes or zeros."""
    by_key: dict[str, list[str]] = {}
    for name in names.unique():
        key = name.casefold() if name.isascii() else fold(name)  # there may be a million items
        key = _ZEROS.sub("", key) or key
        by_key.setdefault(key, []).append(name)
    double = [" and ".join(f'"{n}"' for n in found) for found in by_key.values() if len(found) > 1]
    if double:
        more = f" and {len(double) - 3} more such" if len(double) > 3 else ""
        yield f"{', '.join(double[:3])}{more} differ in spelling only, and count as two {what}s"
