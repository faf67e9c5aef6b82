"""Somebody to whom a sentence gives words, alone or together with others."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from stance.extract.packs.cases import name_readings
from stance.extract.packs.pack import Pack, Readings
from stance.extract.packs.people import People, joined, person, runs, spelled
from stance.extract.quotes.tokens import Token

Kind = Literal["name", "pronoun", "role"]
#: Tokens from one name to the "and" before the next, and from there to that.
_FARTHEST = 5
#: So many speak together at most.
_MOST = 12


class Who(NamedTuple):
    """Somebody in a sentence.

    Attributes:
        surface: the words as written.
        start: where they begin.
        kind: what kind they are.
        oblique: they stand in another case than the one that names.
        names: the names of people who speak together, if more than one does.
        doubt: it may be somebody else's name: "the assistant of Anna Example".
        title: the words are a name in marks, of a paper or the like.
        open: their form may be another case's: whom something is told, or whose.
    """

    surface: str
    start: int
    kind: Kind
    oblique: bool = False
    names: tuple[str, ...] = ()
    doubt: bool = False
    title: bool = False
    open: bool = False


def worded(phrase: Sequence[Token]) -> str:
    """Return a phrase as written, with marks around a name in marks that is but a part of it."""
    if len(phrase) == 1 and phrase[0].quote is not None:
        return phrase[0].text[1:]
    return joined(f"“{t.text[1:]}”" if t.quote is not None else t.text for t in phrase)


def described(phrase: Sequence[Token]) -> Who:
    """Return whoever a phrase describes."""
    title = len(phrase) == 1 and phrase[0].quote is not None
    return Who(worded(phrase), phrase[0].start, "role", title=title)


def _whole(word: str, rules: Pack) -> str:
    """Return a word without what is elided before it: "avocat" of "l'avocat"."""
    at = word.find("'") + 1 or word.find("’") + 1
    return word[at:] if word[:at].casefold().replace("’", "'") in rules.elided else word


def is_somebody(surface: str, rules: Pack) -> bool:
    """Whether a description is one of a person or a body, by its first noun if that is told."""
    called = [_whole(word, rules) for word in surface.replace("“", "").split()]
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
    """Whether a token is the "and" or comma after a name that may speak with another."""
    if words[k].low not in rules.ands and words[k].text != ",":
        return False
    *_, last = (None, *runs(words, max(low, k - _FARTHEST), k, rules))
    found = person(words, *last, rules) if last is not None and last[1] == k else None
    return found is not None and known(words, found, people)


def joint_between(words: Sequence[Token], begin: int, stop: int, rules: Pack) -> str:
    """Return the "and" or comma between two names with nothing else but what somebody is."""
    between = words[begin:stop]
    if not 0 < len(between) <= _FARTHEST:
        return ""
    joints = [t.text for t in between if t.low in rules.ands or t.text == ","]
    lead = [t for t in between if t.low not in rules.ands and t.text != ","]
    told = all(_leads(t, rules) for t in lead)
    return joints[0] if told and len(joints) == 1 else ""


def _leads(token: Token, rules: Pack) -> bool:
    """Whether a word may stand between "and" and a name: "and the director of the bank Ben"."""
    body = bool(rules.cases) and token.low in rules.bodies
    return body or token.low in rules.roles or token.low in rules.determiners


def series(
    words: Sequence[Token], found: Sequence[tuple[int, int]], rules: Pack
) -> Iterator[list[tuple[int, int]]]:
    """Yield the names of a stretch, those in one list that "and" joins: "A, B and C"."""
    waiting: list[tuple[int, int]] = []
    ended = False
    for n, span in enumerate(found):
        joint = joint_between(words, found[n - 1][1], span[0], rules) if n else ""
        if waiting and (not joint or (ended and joint == ",") or len(waiting) == _MOST):
            yield from [waiting] if ended else ([one] for one in waiting)
            waiting, ended = [], False
        ended = ended or (bool(waiting) and joint not in ("", ","))
        waiting.append(span)
    yield from [waiting] if ended else ([one] for one in waiting)


def past_series(
    words: Sequence[Token], k: int, high: int, rules: Pack, people: People, case: str = "n"
) -> int:
    """Return where the list of names in a case ends whose first one ends at a comma; else that."""
    at, ended = k, k
    for _ in range(_MOST):
        joint = words[at].low if at < high else ""
        if joint != "," and joint not in rules.ands:
            break
        run = next(runs(words, at + 1, min(high, at + 2 * _FARTHEST), rules), None)
        found = person(words, *run, rules) if run else None
        if found is None or not known(words, found, people):
            break
        if not joint_between(words, at, found[0], rules):
            break
        if rules.cases and not any(r[0] == case for r in readings(words, found, rules)):
            break  # by the words of A, B and C went
        at = found[1]
        ended = at if joint != "," else ended
    return ended


def readings(words: Sequence[Token], found: tuple[int, int], rules: Pack) -> Readings:
    """Return the cases and sexes in which a name may stand."""
    return name_readings([t.low for t in words[found[0] : found[1]]], rules)


def together(
    words: Sequence[Token], found: Sequence[tuple[int, int]], *, oblique: bool = False
) -> Who:
    """Return those who speak together, by where their names stand; of one name, that one."""
    names = tuple(spelled(words, *span) for span in found)
    start = words[found[0][0]].start
    if len(names) == 1:
        return Who(names[0], start, "name", oblique)
    tokens = words[found[0][0] : found[-1][1]]
    gaps = (" " * (t.start > before.end) for before, t in pairwise(tokens))
    surface = tokens[0].text + "".join(
        f"{gap}{t.text}" for gap, t in zip(gaps, tokens[1:], strict=True)
    )
    return Who(surface, start, "name", oblique, names)


def all_named(
    words: Sequence[Token], found: Sequence[tuple[int, int]], rules: Pack, *, oblique: bool = False
) -> tuple[Who, int]:
    """Return the first of some names with those in one list with it, and where they end."""
    first = next(series(words, found, rules))
    return together(words, first, oblique=oblique), first[-1][1]
