"""Dates as articles print them, day first or month first as the evidence says."""

import re
from typing import NamedTuple

from stance.core.dates import is_iso_date

#: How the months begin, in the languages that ``metadata`` tells apart.
_MONTHS = {
    name: number
    for months in (
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "jan feb mär apr mai jun jul aug sep okt nov dez",
        "janv fév mars avr mai juin juil août sept oct nov déc",
        "ene feb mar abr mayo jun jul ago sep oct nov dic",
        "oca şub mart nis mayıs haz tem ağu eyl eki kas ara",
        "янв фев мар апр мая июн июл авг сен окт ноя дек",
        "січ лют бер кві тра чер лип сер вер жов лис гру",
        "yan fev mar apr may iyun iyul avg sen okt noy dek",
    )
    for number, name in enumerate(months.split(), start=1)
}
_DAY_MONTH = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+|de\s+)?([^\W\d_]{3,10})\.?,?\s+(?:de\s+)?(\d{4})\b"
)
_MONTH_DAY = re.compile(r"\b([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_NUMERIC = re.compile(r"\b(\d{1,2})([./-])(\d{1,2})\2(\d{4})\b")


#: A line that tells when the article was last changed.
CHANGED = re.compile(r"\W*(?:last\s+)?(?:updated|modified|changed|обновлен|güncellen)", re.I)
LAST_CHANGE = "date of the last change; no other is printed"


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
    if (match := _DAY_MONTH.search(line)) and (month := _month(match[2])):
        return _date(match[3], month, match[1], "")
    if (match := _MONTH_DAY.search(line)) and (month := _month(match[1])):
        return _date(match[3], month, match[2], "")
    if match := _NUMERIC.search(line):
        return _numeric(match, text)
    return None


def _month(word: str) -> str:
    """Return the number of the month that a word names; empty for any other word."""
    beginnings = (word[:letters].lower() for letters in (5, 4, 3))
    return next((str(_MONTHS[name]) for name in beginnings if name in _MONTHS), "")


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
    iso = f"{int(year):04}-{int(month):02}-{int(day):02}"
    return Printed(iso, note) if is_iso_date(iso) else None
