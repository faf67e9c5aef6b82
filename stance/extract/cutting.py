"""A passage cut into numbered sentences and clauses, so that claims can be ticked, not pasted."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from stance.core.text import clean
from stance.extract.quotes.tokens import Token, sentences, tokens
from stance.extract.quotes.words import PREPOSITIONS, listed

#: What opens a clause that may be a claim of its own, behind a comma or the like.
_OPENS = listed(
    "and but while whereas because although though since so which who where yet or as if that "
    "therefore however a an и а но что который поэтому хотя"
)
_MARKS = frozenset({",", ";", ":", "—", "–", "--", "("})
_ALONE = frozenset({";", ":", "—", "–", "--"})
_JOINS = listed("and but because while that which и но что")
_CONJUNCTIONS = listed("and but or so yet although though while because whereas и но а хотя")
_LEADS = PREPOSITIONS | listed("given if when since as although though while unless once whereas")
#: A clause has so many words at least.
_LEAST = 3
_TICK = re.compile(r"(?P<first>\d{1,3})(?P<a>[a-z]?)(?:\s*[-–—]\s*(?P<last>\d{1,3})(?P<b>[a-z]?))?")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Part(NamedTuple):
    """A sentence or a clause of it: its number, its letter where it is a clause, its place."""

    number: int
    letter: str
    start: int
    end: int


def sentence_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where the sentences of a passage stand, outer blanks left out."""
    words = tokens(text, start, end, ())
    return [(words[i].start, words[j - 1].end) for i, j in sentences(words, text)]


def parts(text: str, start: int, end: int) -> list[Part]:
    """Return the sentences of a passage, those of several clauses cut into these.

    The cuts depend on the words alone, not on how lines are broken.
    """
    words = tokens(text, start, end, ())
    found: list[Part] = []
    for number, (i, j) in enumerate(sentences(words, text), start=1):
        cuts = [i, *_clauses(words, i, j), j]
        begins = [words[i].start, *(_begin(words, k) for k in cuts[1:-1])]
        spans = [(begin, words[b - 1].end) for begin, b in zip(begins, cuts[1:], strict=True)]
        letters = _LETTERS[: len(spans)] if len(spans) > 1 else [""]
        found += [Part(number, letter, *span) for letter, span in zip(letters, spans, strict=False)]
    return found


def _clauses(words: Sequence[Token], i: int, j: int) -> list[int]:
    """Return where clauses begin within a sentence, so many that letters suffice."""
    cuts: list[int] = []
    last = i
    for k in range(i + 1, j - _LEAST + 1):
        before, here = words[k - 1], words[k]
        led = before.text == "," and _leads_in(words[last : k - 1])
        opens = before.text in _ALONE or (before.text in _MARKS and here.low in _OPENS) or led
        parted = opens or here.low in _JOINS
        if parted and here.word and (led or k - last >= _LEAST):
            cuts.append(k)
            last = k
    return cuts[: len(_LETTERS) - 1]


def _leads_in(words: Sequence[Token]) -> bool:
    """Whether words up to a comma only lead in: "On the other hand", "and of course", "If so"."""
    first = next((t.low for t in words if t.low not in _CONJUNCTIONS), "")
    return first in _LEADS or first.endswith("ly")


def _begin(words: Sequence[Token], k: int) -> int:
    """Return where the words of a clause begin, without the conjunction before them."""
    return words[k + (words[k].low in _CONJUNCTIONS and k + 1 < len(words))].start


def numbered(text: str) -> str:
    """Return a passage with its sentences numbered, a line each; empty if there is one alone.

    Clauses bear letters: "1a They came b and went".
    """
    found = parts(text, 0, len(text))
    if not found[1:]:
        return ""
    lines: dict[int, list[str]] = {}
    for part in found:
        words = " ".join(text[part.start : part.end].split())
        lines.setdefault(part.number, []).append(f"{part.letter} {words}".strip())
    return "\n".join(
        f"{number}{' '.join(line)}" if len(line) > 1 else f"{number} {line[0]}"
        for number, line in lines.items()
    )


def is_ticks(cell: str) -> bool:
    """Whether a cell names sentences: "1-2, 4" or "4a"."""
    groups = _groups(cell)
    return bool(groups) and all(groups)


def _groups(cell: str) -> list[re.Match[str] | None]:
    """Return what each group of ticks names; None for what is no tick."""
    groups = re.split(r"\s*[,;]\s*", clean(cell).lower())
    return [_TICK.fullmatch(group) for group in groups if group]


def ticked(cell: str, text: str, start: int, end: int) -> list[tuple[int, int]] | None:
    """Return the places of the claims that ticks name; None where a number is none of the passage.

    Args:
        cell: such as "1-2, 4a": each group is a claim.
        text: what the passage stands in.
        start: where it begins there.
        end: where it ends.
    """
    known = parts(text, start, end)
    found: list[tuple[int, int]] = []
    for match in filter(None, _groups(cell)):
        first = _named(known, match["first"], match["a"])
        last = _named(known, match["last"], match["b"]) if match["last"] else first
        if not first or not last or last[-1].end <= first[0].start:
            return None
        found.append((first[0].start, last[-1].end))
    return found


def _named(known: Sequence[Part], number: str, letter: str) -> list[Part]:
    return [p for p in known if p.number == int(number) and letter in ("", p.letter)]


def around(text: str, start: int, end: int, low: int, high: int) -> tuple[str, str]:
    """Return what stands before and after a passage: the rest of its sentence, and one more.

    Args:
        text: the article.
        start: where the passage begins.
        end: where it ends.
        low: where the paragraph begins, or the one before.
        high: where the paragraph ends, or the one after.
    """
    before = sentence_spans(text, max(low, start - _FAR), start)[-2:]
    after = sentence_spans(text, end, min(high, end + _FAR))[:2]
    return (
        " ".join(text[before[0][0] : start].split()) if before else "",
        " ".join(text[end : after[-1][1]].split()) if after else "",
    )


#: So many characters of context at most.
_FAR = 400
