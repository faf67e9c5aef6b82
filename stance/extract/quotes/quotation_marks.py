"""Quotation marks paired up, in whatever style and however carelessly they are set.

What a mark does is told by its kind and by what stands beside it: an opening mark has a blank
before it and a letter after it. The passages found here are candidates; whether somebody says
them is decided elsewhere.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from stance.articles.article import Block
from stance.extract.quotes import russian

Role = Literal["open", "close", "either", "none"]

_FAMILY = dict.fromkeys('“”„‟"＂', "double") | dict.fromkeys("«»‹›", "angle")
_FAMILY |= dict.fromkeys("‘’‚'", "single") | dict.fromkeys("「」『』", "corner")
_OPENERS = frozenset("“„‟«‹‘‚「『")
_CLOSERS = frozenset("”»›’」』")
#: Doubled marks are one; three at the end of words are a single one and a double one.
_MARK = re.compile(r"``|(?<=\S)'(?=''(?!'))|''|([" + "".join(_FAMILY) + r"])\1*")
_BEFORE_OPEN = frozenset("([{<—–-/:,;|" + "".join(_FAMILY))
_ELISION = re.compile(r"(?:\d\ds?|em|til|tis|twas|cause|n|round|bout|cos|s|re|ve|ll|d|m|t)\b", re.I)
_SINGLE_OPEN = re.compile(rf"(?<![^\s(\[—–-])(?:‘|'(?!(?:{_ELISION.pattern}))(?=\w))", re.I)
_SINGLE_CLOSE = re.compile(r"[^\W_]['’](?![^\W_])|[.,!?…)\]”\"]['’]")
#: What a quotation may begin with besides a letter.
_FIRST = frozenset('([{…$£€"“')
_TERMINAL = ".!?…"
_INSIDE = re.compile(r"(?<=[,!?…])\s+[—–-]\s+(?P<verb>\w+)\s[^«»\"“”]{1,120}?[,.]\s+[—–-]\s+")
#: As French prints it: « Oui, dit-il, partons ».
_COMMAS = re.compile(r"(?<=[,!?…])\s+(?P<verb>[^\W\d_][\w'’-]*)(?:\s[^«»\"“”,]{1,80})?,\s+")
_LEAST = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage between quotation marks.

    Attributes:
        start: first character inside the mark.
        end: character after the last one inside.
        outer_start: where the opening mark stands.
        outer_end: after the closing mark.
        block: index of its paragraph.
        fault: "" where well formed; continues, unclosed, reopened or unopened otherwise.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    block: int
    fault: str = ""


def quoted(
    text: str,
    blocks: Sequence[Block],
    speaks: Callable[[str], bool] = russian.SAY.__contains__,
    within_commas: bool = False,
) -> list[Quoted]:
    """Return the outermost quoted passages of these paragraphs, in order.

    A quotation that runs over paragraphs, opened anew in each, is one passage a paragraph.

    Args:
        text: the text.
        blocks: its paragraphs.
        speaks: whether a word is a verb of speaking, by which who speaks is told within the marks.
        within_commas: whether commas alone may part who speaks from the words within the marks.
    """
    found: list[Quoted] = []
    for number, block in enumerate(blocks):
        following = text[blocks[number + 1].start] if number + 1 < len(blocks) else ""
        found += _Pairing(text, block, number, _FAMILY.get(following, "")).run()
    inside = _COMMAS if within_commas else _INSIDE
    parts = [part for q in found for part in _parts(text, q, speaks, inside)]
    return [_trimmed(text, q) for q in parts if _LEAST.search(text, q.start, q.end)]


def _parts(
    text: str, passage: Quoted, speaks: Callable[[str], bool], inside: re.Pattern[str]
) -> list[Quoted]:
    """Cut who speaks out of a passage as Russian prints it: «Да, — сказал он, — идём»."""
    for match in inside.finditer(text, passage.start, passage.end):
        if speaks(match["verb"]):
            cut, again = match.start(), match.end()
            first = replace(passage, end=cut, outer_end=cut, fault="")
            return [first, replace(passage, start=again, outer_start=again)]
    return [passage]


def _trimmed(text: str, passage: Quoted) -> Quoted:
    start, end = passage.start, passage.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return replace(passage, start=start, end=end)


def _next(places: Sequence[int], start: int, otherwise: int) -> int:
    """Return the first of these places, which are in order, that is not before the start."""
    at = bisect_left(places, start)
    return places[at] if at < len(places) else otherwise


class _Pairing:
    """The marks of one paragraph; the stack holds those that are open."""

    def __init__(self, text: str, block: Block, number: int, following: str) -> None:
        self.text, self.block, self.number = text, block, number
        self.following = following
        self.stack: list[tuple[str, int, int]] = []  # family, mark, first character inside
        self.open: Counter[str] = Counter()  # how many marks of a family the stack holds
        self.nested: list[Quoted] = []
        self.found: list[Quoted] = []
        self.seen = False

    def run(self) -> list[Quoted]:
        for match in _MARK.finditer(self.text, self.block.start, self.block.end):
            mark = match[0][0] if match[0] not in ("``", "''") else '"'
            family = _FAMILY[mark]
            role = self._role(mark, family, match.start(), match.end())
            if role == "either":
                role = "close" if self._is_open(family) else "open"
            if role == "open":
                self._open(family, match.start(), match.end())
            elif role == "close":
                self._close(family, match.start(), match.end())
        self._finish()
        return sorted(self.found, key=lambda q: q.start)

    def _is_open(self, family: str) -> bool:
        return self.open[family] > 0

    @cached_property
    def _single_closes(self) -> list[int]:
        """Where single marks end words, in order."""
        found = _SINGLE_CLOSE.finditer(self.text, self.block.start, self.block.end)
        return [match.start() for match in found]

    @cached_property
    def _single_opens(self) -> list[int]:
        """Where single marks begin words, in order."""
        found = _SINGLE_OPEN.finditer(self.text, self.block.start, self.block.end)
        return [match.start() for match in found]

    def _closes_after(self, start: int) -> int:
        """Return where the next single mark ends words; the block's end where none does."""
        return _next(self._single_closes, start, self.block.end)

    def _role(self, mark: str, family: str, start: int, end: int) -> Role:
        """Return what the mark does here, by its kind and its neighbours."""
        before = self.text[start - 1] if start > self.block.start else " "
        after = self.text[end] if end < self.block.end else " "
        apart = before.isspace() and after in ",;!?"  # "... ", said the expert
        opens = (before.isspace() or before in _BEFORE_OPEN) and not after.isspace() and not apart
        closes = apart or (not before.isspace() and (not after.isalnum() or before in ".,!?…"))
        if family == "single":
            return self._single(mark, start, end, opens, closes)
        if mark in _OPENERS:
            return "close" if closes and not opens and self._is_open(family) else "open"
        if mark in _CLOSERS:
            return "open" if opens and not closes and not self._is_open(family) else "close"
        if before.isdigit() and not self._is_open(family) and not opens:
            return "none"  # inches
        if opens != closes:
            run_on = before in ".!?" and after.isupper() and not self._is_open(family)
            return "open" if opens or run_on else "close"
        return "either"

    def _single(self, mark: str, start: int, end: int, opens: bool, closes: bool) -> Role:
        """Tell single quotation marks from apostrophes."""
        text = self.text
        letter_after = end < self.block.end and text[end].isalnum()
        begins = letter_after or mark == "‘" or text[end : end + 1] in _FIRST
        if opens and begins and not (self._is_open("single") and closes):
            elided = mark != "‘" and _ELISION.match(text, end)
            goes_on = self.following == "single"  # in the next paragraph
            paired = mark == "‘" or goes_on or self._closes_after(end) < self.block.end
            return "open" if paired and not elided else "none"
        if not closes or letter_after or mark in _OPENERS or not self._is_open("single"):
            return "none"
        possessive = text[start - 1] in "sS" and text[end : end + 1] == " "
        reopened = _next(self._single_opens, end, self.block.end)
        return "none" if possessive and self._closes_after(end) < reopened else "close"

    def _open(self, family: str, start: int, end: int) -> None:
        self.seen = True
        if self.stack and self.stack[0][0] == family:
            _, mark, inner = self.stack[0]
            stop = start
            while stop > inner and self.text[stop - 1].isspace():
                stop -= 1
            if stop > inner and self.text[stop - 1] in _TERMINAL:  # that one was never closed
                self._emit(Quoted(inner, stop, mark, stop, self.number, "reopened"))
                self.stack.clear()
                self.open.clear()
                self.nested.clear()
        self.stack.append((family, start, end))
        self.open[family] += 1

    def _close(self, family: str, start: int, end: int) -> None:
        if not self._is_open(family):
            if not self.seen and not self.stack and family != "single":
                first = self.block.start
                self._emit(Quoted(first, start, first, end, self.number, "unopened"))
            self.seen = True
            return
        while True:
            open_family, mark, inner = self.stack.pop()
            self.open[open_family] -= 1
            if open_family == family:
                break
        passage = Quoted(inner, start, mark, end, self.number)
        if self.stack:
            self.nested.append(passage)
        else:
            self._emit(passage)
            self.nested.clear()

    def _emit(self, passage: Quoted) -> None:
        self.found.append(passage)

    def _finish(self) -> None:
        """Decide what becomes of a mark that is still open at the paragraph's end."""
        if not self.stack:
            return
        family, mark, inner = self.stack[0]
        stop = self.block.end
        if family == self.following:
            self._emit(Quoted(inner, stop, mark, stop, self.number, "continues"))
        elif self.nested:
            self.found += self.nested
        elif family != "single":
            self._emit(Quoted(inner, stop, mark, stop, self.number, "unclosed"))
