"""Cues that are no single verb: "according to X", "in his opinion", "X is convinced that"."""

from collections.abc import Sequence

from stance.extract.quotes import russian
from stance.extract.quotes.cue import Cue, after, first
from stance.extract.quotes.people import Speaker, bare, person, possessive, runs, speaker
from stance.extract.quotes.subjects import subject_after, subject_before
from stance.extract.quotes.tokens import Token
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
_REACH = 7


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
    here, then = words[k].low, words[k + 1].low if k + 1 < high else ""
    if (
        (here == "according" and then == "to")
        or (here == "words" and then == "of" and words[k - 1].low == "the")
        or (here == "по" and then in russian.BY)
    ):
        return _told(words, high, k, k + 2, "according to", text)
    if here == "to" and k == low and words[k].capital:
        stop = next((j for j in range(k + 2, min(k + 14, high)) if words[j].text == ","), k + 1)
        named = speaker(words, k + 1, stop, text)
        if named and named.kind == "name" and " " in named.surface:
            return Cue(k, k, stop, "to", "according", named, inverted=True)
    return None


def _told(
    words: Sequence[Token], high: int, at: int, begin: int, base: str, text: str
) -> Cue | None:
    """Return the cue whose words end with the person who begins at a token."""
    named = subject_after(words, begin, high, text)
    if begin < high and words[begin].low in _OBJECTS and not _goes_on(words, begin + 1, high):
        named = _pronoun(words[begin])
    if named is None:
        return None
    return Cue(at, at, after(words, named, begin), base, "according", named, inverted=True)


def _goes_on(words: Sequence[Token], k: int, high: int) -> bool:
    """Whether a noun follows, so that "her" is somebody else's: "according to her doctor"."""
    return k < high and words[k].word


def _pronoun(token: Token) -> Speaker:
    return Speaker(token.text, token.start, token.end, "pronoun")


def _in_opinion(words: Sequence[Token], low: int, high: int, k: int, text: str) -> Cue | None:
    """Return a cue of the kind "in the opinion of X", "in X's view", "from his point of view"."""
    if words[k].low not in _VIEWS or k == low:
        return None
    point = k - 2 >= low and words[k - 2].low == "point" and words[k - 1].low == "of"
    owner = k - 3 if point else k - 1
    if owner <= low - 1 or owner < 0:
        return None
    if words[owner].low == "the" and k + 1 < high and words[k + 1].low == "of":
        opens = owner - 1 >= low and words[owner - 1].low in ("in", "from", "by")
        return _told(words, high, owner - 1, k + 2, "in the opinion of", text) if opens else None
    begin = next((i for i in range(owner - 1, max(low - 1, owner - 6), -1) if _opens(words[i])), -1)
    if begin < 0 or (begin > low + 1 and words[begin - 1].text != ","):
        return None
    if words[owner].low in _OWN and begin == owner - 1:
        return Cue(begin, begin, k + 1, "in the opinion of", "according", _pronoun(words[owner]))
    if not possessive(words[owner]):
        return None
    run = next((r for r in runs(words, begin + 1, owner + 1) if r[1] == owner + 1), None)
    name = person(words, *run) if run else None
    start = words[name[0] if name else begin + 1].start
    end = words[owner].start + len(bare(words[owner]))
    named = Speaker(text[start:end], start, end, "name" if name else "role")
    return Cue(begin, begin, k + 1, "in the opinion of", "according", named)


def _opens(token: Token) -> bool:
    return token.low in ("in", "from")


def _made_clear(words: Sequence[Token], low: int, high: int, k: int, text: str) -> Cue | None:
    """Return a cue of the kind "X made it very clear that"."""
    if words[k].low != "clear" or k + 1 >= high or words[k + 1].low not in ("that", "he", "she"):
        return None
    made = next((i for i in range(k - 1, max(low, k - 5), -1) if words[i].low in _MADE), -1)
    named = subject_before(words, low, made, text) if made > low else None
    if named is None:
        return None
    stop = k + 1 + (words[k + 1].low == "that")
    return Cue(k, made, stop, "make clear", "held", named)


def _held(words: Sequence[Token], low: int, high: int, k: int, text: str) -> Cue | None:
    """Return a cue of the kind "X is convinced that", "X expressed the view that"."""
    if words[k].low != "that" or k <= low + 1:
        return None
    before = words[k - 1].low
    j, kinds = k - 1, BE
    if before in _HELD:
        kinds = _EXPRESS
    elif before == "out":  # does not rule out that
        kinds = frozenset({"rule"})
    elif before not in _SURE:
        return None
    verb = next((i for i in range(j - 1, max(low, j - _REACH), -1) if words[i].low in kinds), -1)
    if verb <= low or (before in _SURE and any(_stands_apart(t) for t in words[verb + 1 : j])):
        return None
    if before != "out" and any(_negates(t) for t in words[max(low, verb - 2) : k]):
        return None
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
    if words[k].low not in NOUNS or k + 2 >= high or words[k + 1].low not in ("of", "by"):
        return None
    named = subject_after(words, k + 2, high, text)
    if named is None or named.kind != "name":
        return None
    stop = after(words, named, k + 2)
    that = next((i for i in range(stop, min(stop + 10, high)) if words[i].low == "that"), -1)
    return Cue(k, k, that, words[k].low, "noun", named, inverted=True) if that > 0 else None
