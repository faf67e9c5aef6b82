"""Places in texts, whatever they are counted in: code points, UTF-16 units, other line ends."""

from bisect import bisect_left
from collections.abc import Callable
from functools import lru_cache

Place = tuple[int, int]


def from_utf16(text: str, start: int, end: int) -> Place | None:
    """Return a place counted in UTF-16 units in code points; None where the text has none such.

    UTF-16 counts signs beyond U+FFFF twice, as Java and JavaScript do.
    """
    twice = _counted_twice(text)
    if not 0 <= start <= end <= len(text) + len(twice):
        return None
    return start - bisect_left(twice, start), end - bisect_left(twice, end)


@lru_cache(maxsize=64)
def _counted_twice(text: str) -> tuple[int, ...]:
    """Return where the signs beyond U+FFFF stand, in UTF-16 units."""
    if text.isascii():
        return ()
    signs = (place for place, sign in enumerate(text) if sign > "\uffff")
    return tuple(place + before for before, place in enumerate(signs))


def _as_they_are(text: str, start: int, end: int) -> Place | None:
    return (start, end) if 0 <= start <= end <= len(text) else None


def _line_ends_as_one(text: str, start: int, end: int) -> Place | None:
    """The place was counted with a line end of two characters as one."""
    places = _without_returns(text) if "\r\n" in text else ()
    if not 0 <= start <= end < len(places):
        return None
    return places[start], places[end - 1] + 1 if end > start else places[start]


@lru_cache(maxsize=8)
def _without_returns(text: str) -> tuple[int, ...]:
    """Return the place of every sign but of the first of each line end of two."""
    signs = (at for at in range(len(text)) if text[at : at + 2] != "\r\n")
    return (*signs, len(text))


def _line_ends_as_two(text: str, start: int, end: int) -> Place | None:
    """The place was counted with a line end of one character as two."""
    if "\n" not in text or "\r" in text:
        return None
    longer = text.replace("\n", "\r\n")
    if not 0 <= start <= end <= len(longer):
        return None
    return start - longer.count("\r", 0, start), end - longer.count("\r", 0, end)


def _after_a_mark(text: str, start: int, end: int) -> Place | None:
    """The place was counted with a byte-order mark that is no longer there."""
    return (start - 1, end - 1) if 1 <= start <= end <= len(text) + 1 else None


_COUNTS: dict[str, Callable[[str, int, int], Place | None]] = {
    "code points": _as_they_are,
    "UTF-16 units": from_utf16,
    "code points, line ends as one": _line_ends_as_one,
    "code points, line ends as two": _line_ends_as_two,
    "code points after a byte-order mark": _after_a_mark,
}


def place_of(
    text: str, start: int, end: int, quoted: str = "", first: str = "code points"
) -> Place | None:
    """Return where a stretch lies in code points, or None where the text has no such stretch.

    Where the file quotes the words (or their beginning), they decide what it counts in; else, and
    where nothing fits, it is counted as the format says.

    Args:
        text: the text.
        start: the first character, as the file counts.
        end: the one after the last.
        quoted: the words that should stand there, or their beginning.
        first: what the format counts in.
    """
    usual = _COUNTS[first](text, start, end)
    wanted = _bare(quoted.rstrip(".…"))
    if wanted:
        ways = [first, *(way for way in _COUNTS if way != first)]
        for way in ways:
            place = _COUNTS[way](text, start, end)
            if place and _bare(text[slice(*place)]).startswith(wanted):
                return place
    return usual if usual and usual[0] < usual[1] else None


def _bare(words: str) -> str:
    return "".join(words.split())
