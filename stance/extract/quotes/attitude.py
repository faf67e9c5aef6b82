"""What a speaker does with the words of a cue: asserts, denies, doubts; or says nothing at all."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from stance.articles.article import Attitude
from stance.extract.quotes.cue import Cue
from stance.extract.quotes.hearsay import hearsay, said_to_have
from stance.extract.quotes.people import Speaker
from stance.extract.quotes.tokens import Token
from stance.extract.quotes.words import BETWEEN, listed

#: Verbs whose clause is not asserted; any other verb of speaking asserts.
_BY_VERB: Mapping[Attitude, frozenset[str]] = {
    "denies": listed(
        "deny dispute contest refute rebut repudiate debunk reject dismiss disprove discount "
        "disavow contradict disagree scoff condemn criticise criticize denounce decry ridicule "
        "mock deride lambast attack slam oppose resist counter"
    ),
    "doubts": listed("doubt question"),
    "asks": listed("ask wonder inquire enquire"),
    "demands": listed("demand urge plead"),
}
ATTITUDES: Mapping[str, Attitude] = {
    verb: attitude for attitude, verbs in _BY_VERB.items() for verb in verbs
}
#: Verbs of holding: whoever does "not believe that P" denies P; who did "not say that P" may not.
_HOLDING = listed(
    "believe think agree accept consider see view regard expect suppose feel find want support "
    "back favour favor endorse welcome trust hope imagine share rate deem call recognise recognize"
)
#: What a word of negation makes of an attitude; what is asked or demanded no more is nobody's.
_NEGATED: Mapping[Attitude, Attitude] = {
    "asserts": "denies",
    "denies": "asserts",
    "doubts": "asserts",
}
_NO_MORE = listed("not never")
_HARDLY = listed("hardly scarcely barely rarely seldom")
_MODALS = listed("would could might may should must shall can will cannot")
_NOBODY = listed("no few nobody none neither nor hardly scarcely nothing anyone anybody whoever")
_SUPPOSED = listed(
    "if unless whether lest suppose supposing imagine assuming provided whatever what"
)
_TURNED = listed("did does do didn't doesn't don't had would could should might can will")
_NO_ADVERBS = listed("family ally italy")
_ASIDE = listed("also then later earlier recently therefore thus")
_PART = frozenset({",", ";", ":", "—", "–", "--", "(", "\0"})


class Voice(NamedTuple):
    """How a verb is used: where its words begin, and what stands before it there."""

    begin: int
    negated: bool
    hardly: bool
    modal: bool


def voice(words: Sequence[Token], low: int, verb: int) -> Voice:
    """Return how a verb is used, by the adverbs and auxiliaries right before it."""
    begin = verb
    while begin > low and _belongs(words[begin - 1]):
        begin -= 1
    while begin < verb and words[begin].low in _ASIDE:
        begin += 1
    before = [t.low for t in words[begin:verb]]
    no_longer = any(pair == ("no", "longer") for pair in pairwise(before))
    return Voice(
        begin,
        no_longer or any(w in _NO_MORE or w.endswith("n't") or w == "cannot" for w in before),
        any(w in _HARDLY for w in before),
        any(w in _MODALS or w in ("wouldn't", "couldn't", "can't", "won't") for w in before),
    )


def _belongs(token: Token) -> bool:
    adverb = token.low.endswith("ly") and not token.capital and token.low not in _NO_ADVERBS
    more = token.low in _HARDLY or token.low in ("no", "longer", "cannot", "all")
    return token.word and (token.low in BETWEEN or adverb or more)


def taken_back(used: Voice, base: str, attitude: Attitude) -> Attitude | None:
    """Return what a negation makes of an attitude; None where nothing is claimed any more."""
    if not used.negated and not used.hardly:
        return None if used.modal else attitude
    if attitude == "asserts" and base not in _HOLDING:
        return None  # did not say that P
    if used.hardly and attitude == "asserts":
        return "doubts"
    return _NEGATED.get(attitude)


def nobodys(words: Sequence[Token], low: int, begin: int, named: Speaker) -> bool:
    """Whether a clause gives its words to nobody: "if X says", "few say", "a lie that X says".

    Args:
        words: the paragraph.
        low: where the sentence begins.
        begin: where the subject of the clause, or its verb, begins.
        named: the subject.
    """
    if hearsay(words, low, begin):
        return True
    opens = begin
    while opens > low and words[opens - 1].text not in _PART and opens > begin - 8:
        opens -= 1
    before = words[opens:begin]
    subject = [t for t in words[opens : begin + 3] if named.start <= t.start < named.end]
    if any(t.low in _SUPPOSED for t in before) and not any(t.low == "asked" for t in before):
        return True
    if before and before[-1].low in _TURNED and all(t.low != "only" for t in before):
        return True
    first = subject[0].low if subject else ""
    if before and before[-1].low == "not":
        return True  # not all economists say
    apart = any(t.low in ("doubt", "wonder") for t in before)
    but = bool(before) and before[-1].low in ("but", "except")  # no one but X
    near = [] if apart or but else before[-2:]
    return first in _NOBODY or any(t.low in _NOBODY for t in near)


def stand(words: Sequence[Token], low: int, cue: Cue, named: Speaker) -> Attitude | None:
    """Return what the speaker of a cue of speech does with its words; None for no claim."""
    if cue.inverted:
        return ATTITUDES.get(cue.base, "asserts")
    if cue.kind in ("according", "noun"):
        return "asserts"
    if nobodys(words, low, cue.begin, named) or said_to_have(words, low, cue.at):
        return None
    if cue.kind == "held":
        return "asserts"
    used = voice(words, low, cue.at)
    if words[cue.at - 1].low == "to" and _hedged(words, low, cue.at, named):
        return None
    return taken_back(used, cue.base, ATTITUDES.get(cue.base, "asserts"))


def unsaid(words: Sequence[Token], low: int, cue: Cue, quoted: int) -> bool:
    """Whether words in marks after a cue are what nobody said: "never said he was “a friend”"."""
    if cue.kind != "say" or cue.inverted or cue.speaker is None or words[quoted - 1].text in ":,":
        return False
    used = voice(words, low, cue.at)
    none = taken_back(used, cue.base, ATTITUDES.get(cue.base, "asserts")) is None
    told = not used.modal or used.negated or words[quoted - 1].low == "that"
    only_so = said_to_have(words, low, cue.at)
    return (none and told) or only_so or nobodys(words, low, cue.begin, cue.speaker)


def _hedged(words: Sequence[Token], low: int, at: int, named: Speaker) -> bool:
    """Whether a word of negation or a modal stands anywhere between subject and verb."""
    between = (t for t in words[low:at] if t.start >= named.end)
    return any(t.low in _NO_MORE | _MODALS or t.low.endswith("n't") for t in between)
