"""Claims framed as somebody's: "X: words", "It is X's belief that", "For X, ..."."""

from collections.abc import Iterator, Sequence

from stance.extract.quotes.attitude import nobodys
from stance.extract.quotes.cue import Cue, after
from stance.extract.quotes.people import (
    Speaker,
    bare,
    is_role,
    person,
    possessive,
    runs,
    speaker,
    spelled,
)
from stance.extract.quotes.subjects import main_subject, subject_before
from stance.extract.quotes.tokens import Token, low_at
from stance.extract.quotes.views import View, is_somebody
from stance.extract.quotes.words import BE, SAY, listed

#: What somebody's sentence may be called: "Testov's verdict: ...", "Testov's view is that ...".
_NOUNS = listed(
    "verdict view opinion conclusion message answer position warning prediction forecast belief "
    "assessment advice point argument conviction hope fear claim thesis diagnosis judgement "
    "judgment impression contention assumption stance theory explanation response reply bet"
)
_EYES = listed("eyes mind book perspective reading words telling account")
_NO = listed("no not never nothing neither")
_KNOWING = listed("concerned knows knew")
_DENYING = listed("negative")
_MOST_LABEL = 12
_FAR = 14


def frames(words: Sequence[Token], low: int, high: int, text: str) -> Iterator[View]:
    """Yield the claim that the frame of a sentence gives to somebody; one at most."""
    view = (
        labelled(words, low, high, text)
        or _belief(words, low, high, text)
        or _concerned(words, low, high, text)
        or _asked(words, low, high, text)
    )
    if view is not None:
        yield view


def labelled(words: Sequence[Token], low: int, high: int, text: str) -> View | None:
    """Return the words after "X:" or "X's verdict:" at the head of a sentence."""
    near = range(low + 1, min(low + _MOST_LABEL, high - 2))
    colon = next((k for k in near if words[k].text == ":"), None)
    if colon is None or any(t.quote is not None for t in words[low:colon]):
        return None
    label = words[low:colon]
    named = _owner(words, low, colon - 1, text) if label[-1].low in _NOUNS else None
    if named is None:
        run = next(runs(words, low, colon), None)
        found = person(words, *run) if run else None
        if run is None or found is None or run[0] != low:
            return None
        if found[1] != colon and words[found[1]].low not in ("on", "about"):
            return None
        named = speaker(words, *found, text)
    plain = sum(t.word for t in words[colon + 1 : high])
    if named is None or plain < 2 or not is_somebody(named) or is_role(named.surface.casefold()):
        return None
    if words[high - 1].text == "?":
        return None
    if all(t.capital for t in words[colon + 1 : high] if t.word) or named.kind != "name":
        return None  # "Testov: Professor, Test University"
    return _view(colon, low, colon + 1, high, ":", named, "the words after a name and a colon")


def _owner(words: Sequence[Token], begin: int, stop: int, text: str) -> Speaker | None:
    """Return the name of whom a noun is the possession that stands at ``stop``."""
    last = words[stop - 1] if stop > begin else None
    if last is None or not possessive(last):
        return None
    run = next((r for r in runs(words, begin, stop) if r[1] == stop), None)
    name = person(words, *run) if run else None
    if name is None:
        return None
    start = words[name[0]].start
    end = last.start + len(bare(last))
    return Speaker(spelled(words, *name), start, end, "name") if text[start:end] else None


def _belief(words: Sequence[Token], low: int, high: int, text: str) -> View | None:
    """Return the clause of "It is X's belief that ..." or "X's belief is that ..."."""
    for k in range(low + 1, min(low + _FAR, high - 3)):
        if words[k].low not in _NOUNS or not possessive(words[k - 1]):
            continue
        named = _owner(words, low, k, text)
        that = k + 1 if words[k + 1].low == "that" else k + 2
        it = [t.low for t in words[low : low + 2]]
        leads = (
            it[:1] == ["it"] and it[1:] and it[1] in BE if that == k + 1 else words[k + 1].low in BE
        )
        if named is None or not leads or low_at(words, that, high) != "that":
            return None
        base = words[k].low
        return _view(k, low, that + 1, high, base, named, f"a clause after “{base} that”")
    return None


def _concerned(words: Sequence[Token], low: int, high: int, text: str) -> View | None:
    """Return the clause after "As far as X is concerned," or "For X,"."""
    lows = [t.low for t in words[low : low + 3]]
    if lows == ["as", "far", "as"]:
        begin, ends = low + 3, _KNOWING
    elif lows[:1] in (["for"], ["to"], ["in"], ["from"]):
        begin, ends = low + 1, frozenset[str]()
    else:
        return None
    comma = next((k for k in range(begin, min(begin + _FAR, high)) if words[k].text == ","), None)
    if comma is None or (ends and words[comma - 1].low not in ends):
        return None
    if lows[0] in ("in", "from"):
        eyes = words[comma - 1].low in _EYES
        named = _owner(words, begin, comma - 1, text) if eyes else None
    else:
        named = speaker(words, begin, comma - 2 if ends else comma, text)
        whole = named is not None and after(words, named, begin) >= (comma - 2 if ends else comma)
        named = named if whole else None
    if named is None or named.kind != "name" or not is_somebody(named):
        return None
    return _view(low, low, comma + 1, high, lows[0], named, "what holds for somebody")


def _asked(words: Sequence[Token], low: int, high: int, text: str) -> View | None:
    """Return the whole of "Asked whether the union is possible, X answered no."."""
    begin = low + 1 if words[low].low == "when" else low
    if low_at(words, begin, high) != "asked":
        return None
    if low_at(words, begin + 1, high) not in ("whether", "if"):
        return None
    said = next(
        (
            k
            for k in range(begin + 2, high - 1)
            if words[k - 1].text == "," or (words[k].low in SAY and words[k - 1].capital)
        ),
        None,
    )
    verb = next((k for k in range(said or high, high - 1) if words[k].low in SAY), None)
    if said is None or verb is None:
        return None
    named = subject_before(words, low, verb, text) or main_subject(words, low, verb, text)
    rest = words[verb + 1 : high]
    short = len([t for t in rest if t.word]) <= 4 and not any(t.quote is not None for t in rest)
    if named is None or not short or nobodys(words, verb, verb, named):
        return None
    no = any(t.low in _NO | _DENYING for t in rest)
    if not no and not any(t.low in ("yes", "affirmative", "so", "positive") for t in rest):
        return None
    cue = Cue(verb, verb, verb + 1, words[verb].low, "view", named)
    how = "an answer to a question that is reported"
    return View(cue, low, high, "denies" if no else "asserts", how)


def _view(
    at: int, low: int, begin: int, stop: int, base: str, named: Speaker, how: str
) -> View | None:
    cue = Cue(at, low, begin, base, "view", named)
    return View(cue, begin, stop, "asserts", how) if begin < stop else None
