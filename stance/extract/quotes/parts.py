"""Where a series of people is cut: at commas, "and", "as well as", "rather than"."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from stance.extract.quotes.people import is_role
from stance.extract.quotes.tokens import Token
from stance.extract.quotes.words import BE, BODIES, BREAKS, OFFICE, SAY, STOPPERS, listed

#: So many speak together at most: of more, those next to the verb.
MOST = 12
#: Tokens of one of them, with what he or she is.
LONGEST = 14
#: What joins the last of them to the others, and what leaves one out, by its words.
_JOINTS: Mapping[tuple[str, ...], str] = {
    ("and",): "and",
    ("or",): "or",
    ("but",): "but",
    ("except",): "but",
    ("but", "also"): "and",
    ("but", "even"): "and",
    ("as", "well", "as"): "and",
    ("along", "with"): "and",
    ("together", "with"): "and",
    ("rather", "than"): "not",
    ("instead", "of"): "not",
    ("not",): "not",
    ("but", "not"): "not",
    ("and", "not"): "not",
}
#: What may be said of the last, between commas: "B, a lecturer, 45, said".
_ASIDES = 2
_BEGINS_JOINT = frozenset(words[0] for words in _JOINTS) - {"as"} | {"well"}
_ENDS_JOINT = frozenset(words[-1] for words in _JOINTS)
_LONGEST_JOINT = max(len(words) for words in _JOINTS)
CLAUSES = BREAKS - {"and", "or", "but"}
_NOTABLE = CLAUSES | _ENDS_JOINT
FINITE = BE | listed("has have had will would can could may might did does do went came")
_ENDS = STOPPERS | FINITE
_BODY = OFFICE | BODIES
#: "Not only A but also B" is both, and no "not A".
ONLY = frozenset({"only", "just"})
MARKS = frozenset({"&", "/", "'", "’"})
_JOINED = MARKS | {",", "(", ")"}


class Part(NamedTuple):
    """One of a series: its tokens, what joins it to the one before, whether a comma ends it."""

    begin: int
    stop: int
    joint: str
    closed: bool


def joined(words: Sequence[Token], low: int, stop: int) -> bool:
    """Whether more than commas join the last of what stands before a token to the rest.

    Most is told by one; this is asked first, as it is quick to see.
    """
    near = words[max(low, stop - MOST * LONGEST) : stop]
    if not any(token.low in _BEGINS_JOINT for token in near):
        return False
    last = islice(parts(words, low, stop), _ASIDES + 1)
    return any(part.joint not in ("", ",") for part in last)


def parts(words: Sequence[Token], low: int, stop: int) -> Iterator[Part]:
    """Yield the parts of the series that ends before a token, the last one first."""
    floor = max(low, stop - MOST * LONGEST)
    k = end = stop
    while k > floor:
        token = words[k - 1]
        if token.text == ")":
            aside = range(k - 2, max(floor, k - LONGEST), -1)
            k = next((n for n in aside if words[n].text == "("), k - 1)
            continue
        if token.low not in _NOTABLE and token.text[0].isalnum():  # most words are passed over
            k -= 1
            continue
        joint, begin = _joint_before(words, floor, k, end)
        boundary = not joint and _parts_end(token)
        if joint or boundary:
            yield Part(k, end, joint, _comma_at(words, end))
            k = end = begin
            if boundary:
                return
        else:
            k -= 1
    if end > floor:
        yield Part(floor, end, "", _comma_at(words, end))


def _comma_at(words: Sequence[Token], k: int) -> bool:
    return k < len(words) and words[k].text == ","


def _parts_end(token: Token) -> bool:
    """Whether a series cannot go on across a token."""
    return token.low in CLAUSES or (not token.word and token.text not in _JOINED)


def _joint_before(words: Sequence[Token], floor: int, k: int, end: int) -> tuple[str, int]:
    """Return what joins the part that begins at ``k`` to the one before, and where that ends."""
    if k == end or k <= floor:
        return "", k
    if words[k - 1].text == ",":
        return ",", k - 1
    if words[k - 1].low not in _ENDS_JOINT or (words[k - 1].low == "not" and words[k].low in ONLY):
        return "", k
    for length in range(min(_LONGEST_JOINT, k - floor), 0, -1):
        joint = _JOINTS.get(tuple(t.low for t in words[k - length : k]), "")
        begin = k - length
        if joint and not within_body(words, floor, begin, end):
            begin -= begin > floor and words[begin - 1].text == ","
            return joint, begin
    return "", k


def joint_after(words: Sequence[Token], k: int, stop: int) -> tuple[str, int]:
    """Return what joins a part that begins at ``k`` or behind it, and where the part begins."""
    for length in range(min(_LONGEST_JOINT, stop - k), 0, -1):
        joint = _JOINTS.get(tuple(t.low for t in words[k : k + length]), "")
        if joint:
            return joint, k + length
    return "", k


def within_body(words: Sequence[Token], floor: int, k: int, stop: int) -> bool:
    """Whether the "and" at a token belongs to a name: "the Ministry of Trade and Industry"."""
    end = k + 1
    while end < stop and words[end].capital:
        end += 1
    phrase = words[k + 1 : end]
    if words[k].low != "and" or not phrase:
        return False
    i = k - 1
    while i > floor and words[i].capital:
        i -= 1
    far = i < k - 1
    i -= i > floor and words[i].low == "the"
    head = words[i - 1].low
    governed = far and words[i].low in ("of", "for") and (head in _BODY or is_role(head))
    return governed and (len(phrase) == 1 or any(t.low in OFFICE for t in phrase))


def part_after(words: Sequence[Token], begin: int, stop: int, joint: str) -> Part:
    """Return the part of a series that begins at a token, as far as it may go."""
    k = begin
    if k < stop and words[k].low in ("who", "whose", "which"):
        commas = (n for n in range(k, min(stop, k + LONGEST)) if words[n].text == ",")
        end = next(commas, k)
        return Part(begin, end, joint, end > k)
    while k < stop and k < begin + LONGEST:
        token = words[k]
        small = not token.capital and token.low in _ENDS
        verb = token.low in SAY and not token.capital
        if not token.word or verb or (small and token.low != "or"):
            break
        if joint_after(words, k, stop)[0] and not within_body(words, begin, k, stop):
            break
        k += 1
    return Part(begin, k, joint, _comma_at(words, k))
