"""What two pages print: where one says another number, or other words, than the other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape
from itertools import takewhile
from operator import eq

#: A part of a page: what is not shown, a tag, or a text.
_PART = re.compile(
    r"<(?P<hidden>script|style)\b.*?</(?P=hidden)>|<(?P<tag>[^>]*)>|(?P<text>[^<]+)", re.DOTALL
)
#: What a tag says in words.
_SAID = re.compile(r'\b(?:aria-label|title|alt|content)="([^"]*)"')
_HEADING = re.compile(r"(/?)h[1-4]\b")
_NUMBER = re.compile(r"\d+(?:[.,\u202f\u00a0]\d+)*")
#: Letters that are shown of a text.
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Printed:
    """A text of a page, and the heading that it comes after."""

    text: str
    under: str


def printed_otherwise(then: str, now: str) -> tuple[list[str], list[str]]:
    """Return what one page prints otherwise than another: numbers, and words; a sentence for each.

    Args:
        then: the page that is held against the other.
        now: the page as it should be.
    """
    numbers: list[str] = []
    words: list[str] = []
    for was, should in _pairs(list(_texts(then)), list(_texts(now))):
        place = was or should
        where = f'after the heading "{place.under}"' if place and place.under else "at the top"
        printed, given = _quoted(was, should), _quoted(should, was)
        told = f"printed {where}: {printed}, where the study gives {given}"
        same_numbers = _numbers(was) == _numbers(should)
        (words if same_numbers else numbers).append(told)
    return numbers, words


def _texts(page: str) -> Iterator[Printed]:
    """Yield every text of a page that is read or read out, in its order."""
    heading, naming = "", False
    for part in _PART.finditer(page):
        tag = part["tag"]
        if tag is not None:
            if found := _HEADING.match(tag):
                naming = not found[1]
                heading = "" if naming else heading
            yield from (Printed(_plain(text), heading) for text in _SAID.findall(tag))
        elif part["text"] and (text := _plain(part["text"])):
            if naming:
                heading = f"{heading} {text}".strip()
            yield Printed(text, heading)


def _plain(text: str) -> str:
    return " ".join(unescape(text).split())


def _pairs(
    then: list[Printed], now: list[Printed]
) -> Iterator[tuple[Printed | None, Printed | None]]:
    """Yield which texts differ, one against the other; None where one page has no such text."""
    were, are = [one.text for one in then], [one.text for one in now]
    if len(were) == len(are):
        yield from ((a, b) for a, b in zip(then, now, strict=True) if a.text != b.text)
        return
    for kind, a, b, c, d in SequenceMatcher(None, were, are).get_opcodes():
        if kind != "equal":
            left, right = then[a:b], now[c:d]
            for at in range(max(len(left), len(right))):
                yield (
                    left[at] if at < len(left) else None,
                    right[at] if at < len(right) else None,
                )


def _numbers(one: Printed | None) -> list[str]:
    return _NUMBER.findall(one.text) if one else []


def _quoted(one: Printed | None, other: Printed | None) -> str:
    """Return a text in quotation marks; of a long one the part where it differs from the other."""
    if one is None:
        return "nothing"
    same = sum(takewhile(bool, map(eq, one.text, other.text))) if other else 0
    begin = max(0, same - _LONGEST // 2) if len(one.text) > _LONGEST else 0
    end = begin + _LONGEST
    before, after = "…" * (begin > 0), "…" * (end < len(one.text))
    return f'"{before}{one.text[begin:end]}{after}"'
