"""A paragraph as words, marks and quoted passages, cut into sentences."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from stance.extract.quotes.quotation_marks import Quoted
from stance.extract.quotes.words import STARTERS, listed

_TOKEN = re.compile(
    r"(?:[^\W\d_]-)?(?:[^\W\d_]\.){2,}"
    r"|[^\W_]+(?:(?:[-‐‑’'ʻʼ‘`·&@/]|\.(?=[a-z\d]))[^\W_]+)*"
    r"|\.\.\.+|--+|\S"
)
_ABBREVIATIONS = listed(
    "mr mrs ms mx dr prof sen sens rep reps gov govs gen col lt sgt capt maj st rev hon pres sec "
    "no vs fr jan feb mar apr jun jul aug sep sept oct nov dec dept fig vol ed eds approx г им ул"
)
#: Abbreviations that may also end a sentence.
_MAYBE = listed("inc ltd co corp jr sr etc a.m p.m u.s u.k u.n d.c e.g i.e")
_LONGEST = 250
_ENDS = frozenset({".", "!", "?", "…"})
_CLOSING = frozenset(")]}”’»\"'")


class Token(NamedTuple):
    """One token: its text, its place, its form for comparing, and its passage if quoted."""

    text: str
    start: int
    end: int
    low: str
    quote: Quoted | None = None

    @property
    def capital(self) -> bool:
        """Whether it is a word that begins with a capital."""
        return self.text[0].isupper()

    @property
    def word(self) -> bool:
        """Whether it is a word or number."""
        return self.text[0].isalnum()


def low_at(words: Sequence[Token], k: int, stop: int) -> str:
    """Return the form for comparing of a token before ``stop``; empty from there on."""
    return words[k].low if k < stop else ""


def tokens(
    text: str,
    start: int,
    end: int,
    passages: Sequence[Quoted],
    short: frozenset[str] = _ABBREVIATIONS,
) -> list[Token]:
    """Return the tokens of a stretch of text; each quoted passage is one token.

    Args:
        text: the text.
        start: where the stretch begins.
        end: where it ends.
        passages: the quoted passages in it, in order.
        short: abbreviations, after which a full stop ends no sentence.
    """
    found: list[Token] = []
    for passage in passages:
        _words(text, start, passage.outer_start, found, short)
        inner = '"' + text[passage.start : passage.end]
        found.append(Token(inner, passage.outer_start, passage.outer_end, "\0", passage))
        start = passage.outer_end
    _words(text, start, end, found, short)
    return found


def _words(text: str, start: int, end: int, found: list[Token], short: frozenset[str]) -> None:
    for match in _TOKEN.finditer(text, start, end):
        word = match[0]
        if (
            word == "."
            and found
            and found[-1].end == match.start()
            and _abbreviated(found[-1], short)
        ):
            last = found[-1]
            low = last.low + "." if len(last.low) == 1 else last.low  # an initial is no article
            found[-1] = last._replace(text=last.text + ".", end=match.end(), low=low)
            continue
        low = word.casefold()
        low = low.replace("’", "'") if "’" in low else low
        found.append(Token(word, *match.span(), low))


def _abbreviated(token: Token, short: frozenset[str]) -> bool:
    initial = len(token.text) == 1 and token.text.isupper() and token.text != "I"
    return initial or token.low in short


def sentences(words: Sequence[Token], text: str) -> list[tuple[int, int]]:
    """Return where sentences begin and end, as indices of tokens.

    A passage in quotation marks ends a sentence only if its own last mark does and what follows
    begins anew; whether an attribution follows is for the caller to see.
    """
    found: list[tuple[int, int]] = []
    begin = 0
    for i, token in enumerate(words):
        if i + 1 == len(words):
            break
        following = words[i + 1]
        if token.quote is not None:
            ends = text[token.quote.end - 1] in ".!?…" or token.quote.fault == "reopened"
        elif token.text[-1].isalnum():
            ends = False
        elif token.low.endswith(".") and token.low.rstrip(".") in _MAYBE:
            ends = following.low in STARTERS and following.capital
        else:
            ends = token.text in _ENDS or token.text.startswith("...")
        if i - begin >= _LONGEST:  # no sentence, but a list or noise
            found.append((begin, i + 1))
            begin = i + 1
            continue
        if not ends or following.text in _CLOSING or following.text in _ENDS:
            continue
        if following.quote is not None or not following.text[0].islower():
            if following.text in {",", ";", ":", ")", "—", "–", "-"}:
                continue
            found.append((begin, i + 1))
            begin = i + 1
    if begin < len(words):
        found.append((begin, len(words)))
    return found


def clauses(words: Sequence[Token], low: int, high: int) -> Iterator[tuple[int, int]]:
    """Yield where the clauses of a sentence begin and end that semicolons part."""
    for k in range(low, high):
        if words[k].text == ";":
            yield low, k
            low = k + 1
    yield low, high
