"""Somebody to whom a sentence gives words, alone or together with others."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from stance.extract.packs.pack import Pack
from stance.extract.packs.people import People, person, runs, spelled
from stance.extract.quotes.tokens import Token

Kind = Literal["name", "pronoun", "role"]
#: Tokens from one name to the "and" before the next, and from there to that.
_FARTHEST = 5


class Who(NamedTuple):
    """Somebody in a sentence.

    Attributes:
        surface: the words as written.
        start: where they begin.
        kind: what kind they are.
        oblique: they stand in another case than the one that names.
        names: the names of people who speak together, if more than one does.
        doubt: it may be somebody else's name: "the assistant of Anna Example".
    """

    surface: str
    start: int
    kind: Kind
    oblique: bool = False
    names: tuple[str, ...] = ()
    doubt: bool = False


def worded(phrase: Sequence[Token]) -> str:
    """Return a phrase as written, with marks around a name in marks that is but a part of it."""
    if len(phrase) == 1 and phrase[0].quote is not None:
        return phrase[0].text[1:]
    return " ".join(f"“{t.text[1:]}”" if t.quote is not None else t.text for t in phrase)


def is_somebody(surface: str, rules: Pack) -> bool:
    """Whether a description is one of a person or a body, by its first noun if that is told."""
    called = surface.replace("“", "").split()
    if rules.nouns_capital:
        first = next((n for n, w in enumerate(called) if n and w[0].isupper()), 0)
        last = next((n for n in range(first, len(called)) if not called[n][0].isupper()), None)
        called = [*called[:first], *called[first:last]]
    short = rules.nouns_capital and any(len(w) > 2 and w.isupper() for w in called)
    return short or any(w.casefold() in rules.roles or w.casefold() in rules.bodies for w in called)


def known(words: Sequence[Token], found: tuple[int, int], people: People) -> bool:
    """Whether a name has two words, or is that of somebody named in full."""
    return found[1] - found[0] > 1 or people.key(spelled(words, *found))[0] in people.by_word


def joins_names(words: Sequence[Token], low: int, k: int, rules: Pack, people: People) -> bool:
    """Whether a token is the "and" after the name of somebody who may speak with another."""
    if words[k].low not in rules.ands:
        return False
    *_, last = (None, *runs(words, max(low, k - _FARTHEST), k, rules))
    found = person(words, *last, rules) if last is not None and last[1] == k else None
    return found is not None and known(words, found, people)


def and_between(words: Sequence[Token], begin: int, stop: int, rules: Pack) -> bool:
    """Whether only "and" and what somebody is stand between two names."""
    between = words[begin:stop]
    if not 0 < len(between) <= _FARTHEST:
        return False
    lead = [t for t in between if t.low not in rules.ands]
    told = all(t.low in rules.roles or t.low in rules.determiners for t in lead)
    return told and len(lead) == len(between) - 1


def joint(words: Sequence[Token], first: Who, second: Who, stop: int) -> Who:
    """Return two who speak together, the second's name ending before a token."""
    begin = next(k for k in range(stop) if words[k].end > first.start)
    surface = " ".join(t.text for t in words[begin:stop])
    names = (*(first.names or (first.surface,)), second.surface)
    return first._replace(surface=surface, names=names)


def all_named(
    words: Sequence[Token], found: Sequence[tuple[int, int]], rules: Pack, oblique: bool = False
) -> tuple[Who, int]:
    """Return the first of some names with those that "and" joins to it, and where they end."""
    who = Who(spelled(words, *found[0]), words[found[0][0]].start, "name", oblique)
    stop = found[0][1]
    for i, j in found[1:]:
        if not and_between(words, stop, i, rules):
            break
        second = Who(spelled(words, i, j), words[i].start, "name", oblique)
        who, stop = joint(words, who, second, j), j
    return who, stop
