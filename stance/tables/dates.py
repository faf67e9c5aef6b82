"""Dates of a table's column, in every form that has one reading, checked against the calendar."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from stance.articles.dates import printed_date
from stance.core.dates import is_iso_date
from stance.core.errors import Problem
from stance.tables.long import Long
from stance.tables.missing import is_missing

_TIME = r"(?:[T\s]+\d{1,2}:\d{2}.*)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}")
#: Without marks between, as databases of events write days: 20220131, or with a time behind.
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?")
_MONTH = re.compile(r"(\d{1,2})[./](\d{4})|(\d{4})[./](\d{1,2})")
#: Seconds since 1970, from 2001 on, or thousandths of them.
_EPOCH = re.compile(r"[12]\d{9}(?:\d{3})?")
_UNIX = re.compile(r"[A-Za-z]{3} ([A-Za-z]{3}) +(\d{1,2}) \d\d:\d\d:\d\d(?: [A-Z]{2,5})? (\d{4})")
_CHINESE = re.compile(r"(\d{4})\s*年\s*(?:(\d{1,2})\s*月\s*)?(?:(\d{1,2})\s*日)?.*")
_MONTH_NAME = re.compile(r"([^\W\d_]{3,12})\.?,?\s+(\d{4})")
_UNDECIDED = "does not show"
_SHORT = re.compile(rf"(\d{{1,2}})([./-])(\d{{1,2}})\2'?(\d{{2}})({_TIME})")
_SHORT_NAMED = re.compile(
    rf"((?:\d{{1,2}}[- .]+)?[^\W\d_]{{3,10}}\.?)(?:-|[- .]+')(\d{{2}})({_TIME})"
)
_SHORT_DAY = re.compile(rf"(\d{{1,2}}[- .]+[^\W\d_]{{3,10}}\.?),?[- ]+(\d{{2}})({_TIME})")
#: The last year of two digits that all programs put after 2000, the first that they put before.
_AFTER, _BEFORE = 29, 69
_LONGEST_MONTH = 31


def dated(long: Long) -> tuple[Long, list[Problem]]:
    """Return the table with ISO dates, empty where there is none, and a warning for each that is.

    Where a day could be a month, another date of the column decides; if none does, only the year
    counts, and that is told.
    """
    texts = long.cleaned("said_on")
    if not any(texts):
        return long, []
    found = read_dates(texts)
    problems = []
    if guessed := [i for i, t in enumerate(texts) if _with_century(t) != t and found[t][0]]:
        example = texts[guessed[0]]
        message = f'years of two digits were read, "{example}" as {found[example][0]}'
        problems.append(long.of_many("shape-assumed", message, "said_on", guessed))
    for undecided in (False, True):
        odd = {t for t, (date, hint) in found.items() if hint and bool(date) == undecided}
        indices = [i for i, text in enumerate(texts) if text in odd]
        if indices:
            first = texts[indices[0]]
            more = f" and {len(odd) - 1} more like it" if len(odd) > 1 else ""
            message, hint = fault_of(first, found[first][0]) + more, found[first][1]
            problems.append(long.of_many("bad-date", message, "said_on", indices, hint))
    return long.with_field("said_on", [found[text][0] for text in texts]), problems


def read_dates(texts: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return by each text of a column its ISO date, and what follows if it is none or uncertain.

    Where a day could be a month, another text decides; if none does, it is the year alone.
    """
    whole = {text: _with_century(text) for text in dict.fromkeys(texts)}
    every = "\n".join(whole.values())
    return {text: _read(full, every) for text, full in whole.items()}


def fault_of(text: str, iso: str) -> str:
    """Return what is wrong with a date of which so much is known."""
    if iso:
        return f'whether day or month comes first in "{text}" does not show'
    return f'"{text}" is no date of the form 2022, 2022-01 or 2022-01-31'


def _with_century(text: str) -> str:
    """Return a date with a year of two digits as one with four, where it has one reading.

    The year stands last: "31.12.22", "12/31/22", "5-Mar-22", "Mar-22"; between hyphens only where
    it cannot stand first, and first where it cannot be a day. Spreadsheets put 30 to 99 before
    2000, other programs 69 to 99.
    """
    if match := _SHORT.fullmatch(text):
        first, mark, second, year, time = match.groups()
        before, after = f"{first}{mark}{second}{mark}", time
        if mark == "-" and not 1 <= int(first) <= _LONGEST_MONTH:
            before, year, after = "", first, f"-{second}-{year}{time}"
        elif mark == "-" and int(second) <= 12 and 1 <= int(year) <= _LONGEST_MONTH:
            return text
    elif match := _SHORT_DAY.fullmatch(text) or _SHORT_NAMED.fullmatch(text):
        named, year, after = match.groups()
        before = re.sub(r"[- ]+", " ", named) + " "
    else:
        return text
    if _AFTER < int(year) < _BEFORE:
        return text
    return f"{before}{20 if int(year) <= _AFTER else 19}{int(year):02}{after}"


def _read(text: str, every: str) -> tuple[str, str]:
    """Return the date, and what to say of it if it is none or not certain."""
    if is_missing(text) or is_iso_date(text):
        return ("" if is_missing(text) else text), ""
    for pattern in (_YEAR_FIRST, _COMPACT, _CHINESE):
        if match := pattern.fullmatch(text):
            return _checked([match[1], match[2], match[3]])
    if _EPOCH.fullmatch(text):
        seconds = int(text[:10])
        return dt.datetime.fromtimestamp(seconds, dt.UTC).date().isoformat(), ""
    if match := _MONTH.fullmatch(text):
        return _checked([match[2] or match[3], match[1] or match[4]])
    if match := _UNIX.fullmatch(text):
        text = f"{match[1]} {match[2]} {match[3]}"
    elif match := _MONTH_NAME.fullmatch(text):
        day = printed_date(f"1 {match[1]} {match[2]}", "")
        return (day.iso[:7], "") if day else ("", _UNDATED)
    printed = printed_date(text, every)
    if printed is None:
        return "", _UNDATED
    if printed.note.endswith(_UNDECIDED):
        return printed.iso, "only the year counts; write it as 2022-01-31"
    return printed.iso, ""


_UNDATED = "the claim counts as undated"


def _checked(parts: Sequence[str | None]) -> tuple[str, str]:
    iso = "-".join(f"{int(part):0{4 if n == 0 else 2}}" for n, part in enumerate(parts) if part)
    return (iso, "") if is_iso_date(iso) else ("", _UNDATED)
