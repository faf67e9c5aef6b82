"""Dates as articles print them, day first or month first as the evidence says."""

import re
from typing import NamedTuple

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
        start=1,
    )
}
_DAY_MONTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})\b")
_MONTH_DAY = re.compile(r"\b([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_NUMERIC = re.compile(r"\b(\d{1,2})([./-])(\d{1,2})\2(\d{4})\b")


class Printed(NamedTuple):
    """A date: ISO, as far as it is certain, and how it was read."""

    iso: str
    note: str


def printed_date(line: str, text: str) -> Printed | None:
    """Return the date that a line prints.

    Args:
        line: where the date stands.
        text: the whole article; another date in it with a part over 12 shows which part is the
            day.
    """
    if match := _ISO.search(line):
        return _date(match[1], match[2], match[3], "")
    if (match := _DAY_MONTH.search(line)) and match[2][:3].lower() in _MONTHS:
        return _date(match[3], str(_MONTHS[match[2][:3].lower()]), match[1], "")
    if (match := _MONTH_DAY.search(line)) and match[1][:3].lower() in _MONTHS:
        return _date(match[3], str(_MONTHS[match[1][:3].lower()]), match[2], "")
    if match := _NUMERIC.search(line):
        return _numeric(match, text)
    return None


def _numeric(match: re.Match[str], text: str) -> Printed | None:
    first, mark, second, year = match[1], match[2], match[3], match[4]
    shown = f"date printed as {match[0]}"
    if int(first) > 12 or int(second) > 12:
        day, month = (first, second) if int(first) > 12 else (second, first)
        return _date(year, month, day, "")
    if first == second:
        return _date(year, first, second, "")
    others = [(int(m[1]), int(m[3])) for m in _NUMERIC.finditer(text) if m[2] == mark]
    if any(a > 12 for a, _ in others) and not any(b > 12 for _, b in others):
        return _date(year, second, first, f"{shown}; day first, as another date in it shows")
    if any(b > 12 for _, b in others) and not any(a > 12 for a, _ in others):
        return _date(year, first, second, f"{shown}; month first, as another date in it shows")
    if mark == ".":
        return _date(year, second, first, f"{shown}; day first, as is usual with dots")
    return Printed(year, f"{shown}; whether day or month comes first does not show")


def _date(year: str, month: str, day: str, note: str) -> Printed | None:
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31 and 1000 <= int(year) <= 2999):
        return None
    return Printed(f"{int(year):04}-{int(month):02}-{int(day):02}", note)
