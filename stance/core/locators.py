"""Where a passage stands in its article: two offsets, written start:end."""

import math
import re

_LOCATOR = re.compile(r"\s*([0-9]{1,9})\s*[:–-]\s*([0-9]{1,9})\s*\Z")


def locator(start: float | None, end: float | None) -> str:
    """Return two offsets as a locator; empty where either is missing."""
    if start is None or end is None or math.isnan(start) or math.isnan(end):
        return ""
    return f"{start:.0f}:{end:.0f}"


def read_locator(text: str) -> tuple[int, int] | None:
    """Return the offsets of a locator, such as 12:40, 12-40 or 12 – 40; None for other texts."""
    match = _LOCATOR.match(text)
    return (int(match[1]), int(match[2])) if match else None
