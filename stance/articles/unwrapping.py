"""The lines of printed pages put together to paragraphs again."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

#: A line this much shorter than most ends its paragraph, unless the sentence goes on.
_SHORT = 0.75
#: Of the lines of a document, so many are no longer than a full one.
_FULL_LINES = 0.8
#: A head or foot stands on at least this share of the pages.
_RECURRING = 0.4
_EDGE = 2
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.|стр\.?|с\.)\s*)?\d{1,4}(?:\s*(?:/|of|из)\s*\d{1,4})?\W*", re.I
)
_ENDS = re.compile(r"[.!?…:][”\"»’)\]\d]*$")
_LIGATURES = {ord("ﬀ"): "ff", ord("ﬁ"): "fi", ord("ﬂ"): "fl", ord("ﬃ"): "ffi", ord("ﬄ"): "ffl"}


def unwrapped(pages: Sequence[str]) -> str:
    """Return the text of pages, a paragraph a line, without running heads and page numbers.

    A line goes on in the next one unless a blank line parts them, it ends a sentence well before
    the margin, or the next one looks like a heading. A word parted at the end of a line is put
    together; its hyphen stays where the document elsewhere writes it with one.
    """
    bodies = _without_heads([_lines(page) for page in pages])
    lines = [line for body in bodies for line in body]
    lengths = sorted(len(line) for line in lines if line)
    full = lengths[int(len(lengths) * _FULL_LINES)] if lengths else 0
    hyphened = set(re.findall(r"[^\W\d_]+-[^\W\d_]+", " ".join(lines)))
    return "\n".join(_paragraphs(lines, full * _SHORT, hyphened))


def _lines(page: str) -> list[str]:
    plain = page.translate(_LIGATURES).replace("\xad\n", "-\n").replace("\xad", "")
    return [" ".join(line.split()) for line in plain.split("\n")]


def _without_heads(pages: Sequence[list[str]]) -> list[list[str]]:
    """Return the pages without page numbers and without what recurs at their edges."""
    edges = Counter(mark for page in pages for mark in {_mark(line) for line in _edge(page)})
    least = max(2, _RECURRING * len(pages))
    heads = {mark for mark, count in edges.items() if mark and count >= least}
    return [_cut(page, heads) for page in pages]


def _edge(page: Sequence[str]) -> list[str]:
    filled = [line for line in page if line]
    return [*filled[:_EDGE], *filled[-_EDGE:]]


def _mark(line: str) -> str:
    """Return what two running heads share: all but the numbers."""
    return re.sub(r"\d+", "#", line.casefold())


def _cut(page: list[str], heads: set[str]) -> list[str]:
    """Take heads and numbers off both ends of a page, with the blank lines beside them."""
    for at in (0, -1):
        taken = 0
        while page and taken <= _EDGE:
            line = page[at]
            if line and _mark(line) not in heads and not _PAGE_NUMBER.fullmatch(line):
                break
            taken += bool(line)
            page = page[1:] if at == 0 else page[:-1]
    return page


def _paragraphs(lines: Sequence[str], full: float, hyphened: set[str]) -> Iterator[str]:
    """Yield the paragraphs that lines make up."""
    parts: list[str] = []
    last = ""
    for line in lines:
        if parts and line and _goes_on(last, line, full):
            parts[-1:] = [_tied(last, line, hyphened), line]
        else:
            if parts:
                yield "".join(parts)
            parts = [line] if line else []
        last = line
    if parts:
        yield "".join(parts)


def _goes_on(line: str, following: str, full: float) -> bool:
    """Whether the next line belongs to the same paragraph."""
    if _ENDS.search(line):
        return len(line) >= full
    return len(line) >= full or following[0].islower()


def _tied(line: str, following: str, hyphened: set[str]) -> str:
    """Return a line as it stands before the next one: with a blank, or its last word parted."""
    parted = re.search(r"[^\W\d_]+-$", line)
    if not parted or not following[0].islower():
        return f"{line} "
    rest = re.match(r"[^\W\d_]+", following)
    whole = parted[0] + rest[0] if rest else ""
    return line if whole in hyphened else line[:-1]
