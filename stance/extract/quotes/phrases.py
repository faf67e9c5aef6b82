"""Cues that are no single verb: "according to X", "in his opinion", "X is convinced that"."""

from collections.abc import Sequence

from stance.extract.quotes import russian
from stance.extract.quotes.cue import Cue, after, first
from stance.extract.quotes.people import Speaker, bare, person, possessive, runs, speaker
from stance.extract.quotes.subjects import subject_after, subject_before
from stance.extract.quotes.tokens import Token, low_at
from stance.extract.quotes.words import BE, BETWEEN, NOUNS, listed

_MADE = listed("make makes made making")
_OWN = listed("his her their")
_OBJECTS = listed("him her them")
_VIEWS = listed("opinion view estimation judgement judgment assessment")
_SURE = listed("convinced confident sure certain adamant")
_EXPRESS = listed(
    "express expresses expressed expressing voice voices voiced voicing share shares shared hold "
    "holds held draw draws drew pay pays paid have has had put puts take takes took of"
)
_HELD = listed("opinion view conviction confidence hope belief idea position stance concern fact")
_AGAINST = listed("issue against problem problems trouble")
_REACH = 7
#: Tokens before the comma in "To X and Y, ...", and before a view, back to the word "in".
_FARTHEST, _OWNER = 14, 6
#: Tokens from "clear" back to "made".
_CLEAR = 4
#: Tokens from the name to "that" in "the emphasis of X during the visit that".
_THAT = 10
#: At these words a phrase may have its main one.
MAIN = _VIEWS | NOUNS | {"according", "words", "по", "to", "clear", "that"}
_OPINION = "in the opinion of"


def phrase(words: Sequence[Token], low: int, high: int, k: int, text: str) -> Cue | None:
    """Return the cue of several words whose main word stands at index ``k``."""
    return (
        _according(words, low, high, k, text)
        or _in_opinion(words, low, high, k, text)
        or _made_clear(words, low, high, k, text)
        or _held(words, low, high, k, text)
        or _noun_of(words, high, k, text)
    )


def _according(words: Sequence[Token], low: int, high: int, k: int, text: str) -> Cue | None:
    """Return a cue of the kind "according to X", "in the words of X", "to X, ..."."""
    here, then = words[k].low, low_at(words, k + 1, high)
    if (
        (here == "according" and then == "to")
        or (here == "words" and then == "of" and words[k - 1].low == "the")
        or (here == "по" and then in russian.BY)
    ):
        return _told(words, high, k, k + 2, "according to", text)
    if here == "to" and k == low and words[k].capital:
        near = range(k, min(k + _FARTHEST, high))
        stop = next((j for j in near if words[j].text == ","), k)
        named = speaker(words, k + 1, stop, text)
        if named and named.kind == "name" and " " in named.surface:
            return Cue(k, k, stop, "to", "according", named)
    return None


def _told(
    words: Sequence[Token], high: int, at: int, begin: int, base: str, text: str
) -> Cue | None:
    """Return the cue whose words end with the person who begins at a token."""
    named = subject_after(words, begin, high, text)
    theirs = low_at(words, begin + 1, high)[:1].isalnum()  # according to her doctor
    if low_at(words, begin, high) in _OBJECTS and not theirs:
        named = _pronoun(words[begin])
    if named is None:
        return None
    return Cue(at, at, after(words, named, begin), base, "according", named)


def _pronoun(token: Token) -> Speaker:
    return Speaker(token.text, token.start, token.end, "pronoun")


def _in_opinion(words: Sequence[Token], low: int, high: int, k: int, text: str) -> Cue | None:
    """Return a cue of the kind "in the opinion of X", "in X's view", "from his point of view"."""
    if words[k].low not in _VIEWS:
        return None
    point = [t.low for t in words[low:k]][-2:] == ["point", "of"]
    stop = k - 2 if point else k  # whose view it is stands before
    lows = [t.low for t in words[low:stop]]
    if lows[-1:] == ["the"] and low_at(words, k + 1, high) == "of":
        opens = lows[-2:-1] in (["in"], ["from"], ["by"])
        return _told(words, high, stop - 2, k + 2, _OPINION, text) if opens else None
    before = range(max(low, stop - _OWNER), stop - 1)
    begin = next((i for i in reversed(before) if words[i].low in ("in", "from")), None)
    if begin is None or (begin > low + 1 and words[begin - 1].text != ","):
        return None
    named = _owner(words, begin + 1, stop, text)
    return Cue(begin, begin, k + 1, _OPINION, "according", named) if named else None


def _owner(words: Sequence[Token], begin: int, stop: int, text: str) -> Speaker | None:
    """Return whose view it is in "X's view", "his view"; None if nobody's."""
    *others, last = words[begin:stop]
    if last.low in _OWN and not others:
        return _pronoun(last)
    if not possessive(last):
        return None
    run = next((r for r in runs(words, begin, stop) if r[1] == stop), None)
    name = person(words, *run) if run else None
    start, end = words[name[0] if name else begin].start, last.start + len(bare(last))
    return Speaker(text[start:end], start, end, "name" if name else "role")


def _made_clear(words: Sequence[Token], low: int, high: int, k: int, text: str) -> Cue | None:
    """Return a cue of the kind "X made it very clear that"."""
    following = low_at(words, k + 1, high)
    if words[k].low != "clear" or following not in ("that", "he", "she"):
        return None
    before = range(max(low, k - _CLEAR), k)
    made = next((i for i in reversed(before) if words[i].low in _MADE), None)
    named = None if made is None else subject_before(words, low, made, text)
    if made is None or named is None:
        return None
    return Cue(k, made, k + 1 + (following == "that"), "make clear", "held", named)


def _held(words: Sequence[Token], low: int, high: int, k: int, text: str) -> Cue | None:
    """Return a cue of the kind "X is convinced that", "X expressed the view that"."""
    if words[k].low != "that" or k == low:
        return None
    before, kinds = words[k - 1].low, BE
    if before in _HELD:
        kinds = _EXPRESS
    elif before == "out":  # does not rule out that
        kinds = frozenset({"rule"})
    elif before not in _SURE:
        return None
    earlier = range(max(low + 1, k - _REACH), k - 1)
    verb = next((i for i in reversed(earlier) if words[i].low in kinds), None)
    if verb is None:
        return None
    if before in _SURE and any(_stands_apart(t) for t in words[verb + 1 : k - 1]):
        return None
    if before != "out" and any(_negates(t) for t in words[max(low, verb - 2) : k]):
        return None
    if any(t.low in _AGAINST for t in words[verb + 1 : k]):
        return None  # took issue with the view that
    if words[verb].low == "of":  # is of the opinion that
        verb -= 1
        if words[verb].low not in BE:
            return None
    named = subject_before(words, low, verb, text)
    if named is None or (named.kind == "pronoun" and named.surface.casefold() == "it"):
        return None
    base = f"{words[verb].text} … {words[k - 1].text} that"
    return Cue(verb, first(words, low, verb, named), k + 1, base, "held", named)


def _negates(token: Token) -> bool:
    return token.low in ("not", "never", "no", "nor") or token.low.endswith("n't")


def _stands_apart(token: Token) -> bool:
    """Whether a word between "is" and "convinced" makes them two clauses."""
    return token.low not in BETWEEN and not token.low.endswith("ly")


def _noun_of(words: Sequence[Token], high: int, k: int, text: str) -> Cue | None:
    """Return a cue of the kind "the emphasis of X during the visit that"."""
    if words[k].low not in NOUNS or low_at(words, k + 1, high) not in ("of", "by"):
        return None
    named = subject_after(words, k + 2, high, text)
    if named is None or named.kind != "name":
        return None
    stop = after(words, named, k + 2)
    near = range(stop, min(stop + _THAT, high))
    that = next((i for i in near if words[i].low == "that"), None)
    return None if that is None else Cue(k, k, that, words[k].low, "noun", named, inverted=True)
