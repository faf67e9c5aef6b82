"""Institutions among the words of a description."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from stance.extract.descriptions.places import place_at, whole_place
from stance.extract.descriptions.rules import Rules
from stance.extract.quotes.tokens import Token

_OPENING = frozenset("“«„\"'‘")
_CLOSING = frozenset("”»“\"'’")


class Body(NamedTuple):
    """An institution.

    Attributes:
        words: those that name it.
        country: where it is, if its name or a place after it tells.
        firm: the country itself is named, and after it.
    """

    words: Sequence[Token]
    country: str
    firm: bool


def names_body(words: Sequence[Token], rules: Rules, following: Sequence[Token] = ()) -> bool:
    """Whether words name an institution: a noun for one, and more that tells which.

    Args:
        words: the words.
        rules: their language's.
        following: what stands after them, "of Testville", which may tell which.
    """
    while words and words[0].low in rules.determiners:
        words = words[1:]
    nouns = [k for k, t in enumerate(words) if rules.body(t) and t.low not in rules.units]
    acronym = any(_acronym(token, rules) for token in words)
    if not nouns and not (acronym and rules.direct):
        return False
    if any(token.text in _OPENING for token in words) or acronym:
        return True
    proper = words[nouns[0]].capital and not (rules.many or rules.nouns_capital)
    if proper and len(words) > 1:  # l’Institut français des relations internationales
        return True
    capital = any(t.capital and k not in nouns for k, t in enumerate(words))
    goes_on = any(token.low in rules.of for token in following[:1])
    return capital or (goes_on and any(token.capital for token in following[1:4]))


def _acronym(token: Token, rules: Rules) -> bool:
    """Whether a word is an abbreviation that may be a body's: no country, role or subject."""
    text = token.text
    if len(text) < 2 or not text.isupper() or not text[0].isalpha():
        return False
    known = rules.countries(token.low) or rules.peoples(token.low)
    return not known and token.low not in rules.subjects and not rules.role(token)


def leading_body(head: Sequence[Token], last: int, rules: Rules) -> int:
    """Return how many words before a role name a body: "Testville State University lecturer".

    Args:
        head: the words up to the role.
        last: index of the last word of the role.
        rules: their language's.
    """
    nouns = [k for k in range(last) if head[k].capital and rules.body(head[k])]
    known = [k for k in range(last) if _acronym(head[k], rules)]
    stop = max([*nouns, *known], default=-1)
    if stop < 0 or not all(t.capital or t.low in rules.joins for t in head[: stop + 1]):
        return 0
    alone = stop == 0 and stop not in known
    return 0 if alone or any(rules.role(t) for t in head[:stop]) else stop + 1


def body_in(words: Sequence[Token], rules: Rules) -> Body:
    """Return the body that words begin with, up to a place where it is or to what is none of it."""
    while words and words[0].low in rules.determiners:
        words = words[1:]
    stop, country, firm = len(words), "", False
    for k in range(1, len(words)):
        low = words[k].low
        if low in rules.joins and any(rules.role(token) for token in words[k + 1 : k + 4]):
            stop = k
            break
        if rules.direct and (here := place_at(words, k, rules)) is not None:
            country, firm, stop = here.country, here.kind == "country", here.stop
            break
        if not rules.preposition(low):
            continue
        where = whole_place(_bare(words[k + 1 :], rules), rules)
        if where is not None:
            country, firm = where.country, where.kind == "country" or low not in rules.of
            stop = len(words) if low in rules.of else k
            break
        if low not in rules.of:
            stop = k
            break
    named = _nominative(_in_marks(words[:stop]), rules)
    return Body(named, country or _of_its_name(words[:stop], rules), firm)


def _nominative(words: Sequence[Token], rules: Rules) -> Sequence[Token]:
    """Return the name of a body in the form that names it, adjectives before its noun too."""
    for noun, instead, *adjectives in rules.bodies_named:
        at = next((k for k, token in enumerate(words) if re.search(noun, token.low)), None)
        if at is None:
            continue
        named = [
            _ended(token, list(zip(adjectives[::2], adjectives[1::2], strict=True)))
            for token in words[:at]
        ]
        return [*named, _ended(words[at], [(noun, instead)]), *words[at + 1 :]]
    return words


def _ended(token: Token, endings: Sequence[tuple[str, str]]) -> Token:
    """Return a word with the first of these endings that it has replaced."""
    for ending, instead in endings:
        made, many = re.subn(ending, instead, token.text, flags=re.IGNORECASE)
        if many:
            return token._replace(text=made)
    return token


def _bare(words: Sequence[Token], rules: Rules) -> Sequence[Token]:
    return words[1:] if words and words[0].low in rules.determiners else words


def _in_marks(words: Sequence[Token]) -> Sequence[Token]:
    """Return the name in quotation marks where the words before it only say what it is."""
    opens = next((k for k, token in enumerate(words) if token.text in _OPENING), None)
    if opens is None or any(token.capital for token in words[:opens]):
        return words
    shuts = next((k for k in range(opens + 1, len(words)) if words[k].text in _CLOSING), None)
    return words[opens + 1 : shuts]


def _of_its_name(words: Sequence[Token], rules: Rules) -> str:
    """Return the one country that a body's own name tells; empty where none or several do."""
    found: dict[str, None] = {}
    for k in range(len(words)):
        where = place_at(words, k, rules)
        if where is None:
            continue
        tells = where.kind == "city" or (where.kind == "country" and k == 0)
        state = where.kind == "people" and any(t.low in rules.state for t in words)
        if tells or (state and k == 0):
            found[where.country] = None
    return next(iter(found)) if len(found) == 1 else ""
