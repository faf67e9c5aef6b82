"""Whom "who" stands for: the name or the phrase that ends before it."""

from collections.abc import Sequence

from stance.extract.quotes.people import Speaker, is_role, person, runs, speaker
from stance.extract.quotes.tokens import Token
from stance.extract.quotes.words import (
    BE,
    BETWEEN,
    BREAKS,
    DETERMINERS,
    PRONOUNS,
    SAY,
    listed,
)

#: Before a word that only says where somebody is.
_PLACED = listed("of at in from")
COMMA = frozenset({",", ";", ":", "—", "–", "--", "-"})
#: Tokens of a name with its titles.
_LONGEST_NAME = 16
FINITE = BE | listed(
    "has have had would will can could may might did does do went came took gave made met "
    "left stood told held sat got won lost saw knew felt became led spoke began ran"
)


def skip_adverbs(words: Sequence[Token], low: int, j: int) -> int:
    """Return the last token at or before one that is no adverb, auxiliary or note in brackets."""
    while j >= low:
        token = words[j]
        adverb = token.low.endswith("ly") and not token.capital and len(token.low) > 4
        if token.low in BETWEEN or (adverb and token.low not in ("family", "ally", "italy")):
            j -= 1
        elif token.text == ")":
            opening = next((k for k in reversed(range(low, j)) if words[k].text == "("), None)
            if opening is None:
                break
            j = opening - 1
        else:
            break
    return j


def antecedent(words: Sequence[Token], low: int, who: int, text: str) -> Speaker | None:
    """Return whom the "who" at a token stands for: a person before where that person is."""
    j = who - 1
    while j >= low and words[j].text in COMMA:
        j -= 1
    named = name_before(words, low, j + 1, text)
    place = _place(words, low, j) if named is not None else None
    if place is None and named is not None:
        return named
    before = name_before(words, low, place, text) if place is not None else None
    if before is not None and " " in before.surface:
        return before  # X of Testville, who said
    begin = j
    while begin > low and _goes_back(words, low, begin):
        begin -= 1
    return speaker(words, begin, j + 1, text) if j >= low and words[j].word else None


def _place(words: Sequence[Token], low: int, j: int) -> int | None:
    """Return the preposition before a word that only says where: "the mayor of Testville, who"."""
    if j - 2 < low or words[j - 1].low not in _PLACED:
        return None
    before = words[j - 2]
    return j - 1 if is_role(before.low) or before.capital else None


def _goes_back(words: Sequence[Token], low: int, begin: int) -> bool:
    """Whether a phrase goes on before a token: up to its article, past that of where it is."""
    if words[begin].low not in DETERMINERS:
        return _in_phrase(words[begin - 1])
    placed = words[begin - 1].low in _PLACED and begin - 2 >= low
    return placed and is_role(words[begin - 2].low)


def name_before(words: Sequence[Token], low: int, stop: int, text: str) -> Speaker | None:
    """Return the personal name that ends right before a token, a note in brackets passed over."""
    j = skip_adverbs(words, low, stop - 1)
    for i, k in runs(words, max(low, j - _LONGEST_NAME), j + 1):
        if k == j + 1 and (found := person(words, i, k)):
            return speaker(words, *found, text)
    return None


def _in_phrase(token: Token) -> bool:
    """Whether a word may stand within "a letter from his doctor" when read backwards."""
    finite = token.low in FINITE or token.low in PRONOUNS - DETERMINERS
    return belongs(token) and token.quote is None and not finite


def belongs(token: Token) -> bool:
    """Whether a token may be part of a noun phrase."""
    if token.quote is not None:
        return term(token)
    joins = token.word or token.text in {"&", "%", "$", "£", "€", "'", "’", "/"}
    return joins and token.low not in BREAKS and token.low not in SAY


def term(token: Token) -> bool:
    """Whether a quoted passage may be part of a name: the institution "Sample"."""
    return len(token.text) < 40 and token.text[-1] not in ".,!?…;"
