"""Dates as far as they are known: 2022, 2022-01 or 2022-01-31, as ISO 8601 writes them."""

import re

_MONTH_OR_LESS = r"[12][0-9]{3}(?:-(?:0[1-9]|1[0-2]))?"
_DAY = (
    r"[12][0-9]{3}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
_LEAP_DAY = r"(?:[12][0-9](?:0[48]|[2468][048]|[13579][26])|(?:1[26]|2[048])00)-02-29"
#: A year from 1000 to 2999, perhaps with a month or a day that it has; in the words of regular
#: expressions that every engine knows.
ISO_DATE = f"(?:{_MONTH_OR_LESS}|{_DAY}|{_LEAP_DAY})"
_ISO_DATE = re.compile(ISO_DATE)
_LENGTH = len("2022-01-31")


def is_iso_date(text: str) -> bool:
    """Say whether a text is a year, a month or a day that the calendar has."""
    return _ISO_DATE.fullmatch(text) is not None


def is_iso_day(text: str) -> bool:
    """Say whether a text is a day that the calendar has."""
    return len(text) == _LENGTH and is_iso_date(text)
