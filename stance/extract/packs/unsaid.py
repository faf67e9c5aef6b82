"""Speech that did not take place: denied, asked about, supposed, or told as untrue."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from stance.extract.packs.cue import Cue
from stance.extract.packs.pack import Pack
from stance.extract.quotes.tokens import Token

_STOPS = frozenset({",", ";", ":", "—", "–", "(", ")"})


def unsaid(words: Sequence[Token], low: int, high: int, cue: Cue, rules: Pack) -> bool:
    """Whether a sentence gives nobody what its cue introduces.

    "Neither A nor B said that", "no one", "would say", "if A says", "did A say that?", "it is
    false that A said", "A is said to have said".

    Args:
        words: the tokens of the paragraph.
        low: index of the sentence's first token.
        high: index after its last one.
        cue: the cue.
        rules: the language's.
    """
    if words[high - 1].text == "?":
        return True
    if cue.kind == "according":
        near = cue.begin - 1
        return near >= low and (words[near].low in rules.nor or _denies(words, near, rules))
    first = cue.begin
    that = any(t.low in rules.that for t in words[cue.stop : min(high, cue.stop + 2)])
    called = first - 2 >= low and words[first - 1].text == ","
    if called and that and words[first - 2].low in rules.untrue:
        return True  # untrue, thinks Anna, that
    begin = _clause(words, low, _head(words, cue, rules), rules)
    if _rumoured(words, low, begin, rules) or _supposed(words, low, begin, rules):
        return True
    if cue.at > low and words[cue.at - 1].low in rules.infinitive:
        return True  # refuses to say
    doubled = sum(t.low in rules.neither for t in words[low : cue.at])
    own = [words[k].low for k in _around(words, begin, high, cue, rules)]
    denied = doubled > 1 or any(
        _denies(words, k, rules) for k in _around(words, begin, high, cue, rules)
    )
    spared = any(a in rules.negations and b in rules.only for a, b in pairwise(own))
    supposed = any(low in rules.supposes or low in rules.untrue for low in own)
    return supposed or (denied and not spared)


def _head(words: Sequence[Token], cue: Cue, rules: Pack) -> int:
    """Return the first token of the subject before a verb, or the verb's."""
    inner = any(t.low in rules.that for t in words[cue.begin : cue.at])  # she denies that she said
    return cue.at if inner else cue.begin


def _clause(words: Sequence[Token], low: int, head: int, rules: Pack) -> int:
    """Return where the clause begins in which a token stands."""
    k = head
    while k > low and not _ends(words[k - 1], rules):
        k -= 1
    return k


def _ends(token: Token, rules: Pack) -> bool:
    """Whether a clause ends at a token."""
    joins = token.low in rules.breaks or token.low in rules.that or token.low in rules.conditions
    joins = joins or token.low in rules.whether
    return joins or token.quote is not None or token.text in _STOPS


def _supposed(words: Sequence[Token], low: int, begin: int, rules: Pack) -> bool:
    """Whether a clause stands under "if", or under a "that" of something untrue."""
    first = words[begin]
    if begin > low and words[begin - 1].text == "," and first.low in rules.nor:
        return True  # neither Anna, the minister, nor Ben said
    if begin == low:
        return False
    opener = words[begin - 1].low
    if opener in rules.conditions or opener in rules.whether or opener in rules.supposes:
        return True
    if opener not in rules.that:
        return False
    matrix = range(low, begin - 1)
    return not matrix or any(
        _denies(words, k, rules) or words[k].low in rules.untrue or words[k].low in rules.deny
        for k in matrix
    )


def _rumoured(words: Sequence[Token], low: int, begin: int, rules: Pack) -> bool:
    """Whether what somebody said is only so "according to rumour"."""
    lead = [t.low for t in words[low:begin]]
    return not rules.untrue.isdisjoint(lead) and not rules.phrased.isdisjoint(lead)


def _around(words: Sequence[Token], begin: int, high: int, cue: Cue, rules: Pack) -> Iterator[int]:
    """Yield the tokens of a verb's own clause, without what commas set into it."""
    head = _head(words, cue, rules)
    yield from range(begin, head)
    if head < cue.at and cue.who is not None:
        end = cue.who.start + len(cue.who.surface)
        subject = next((k for k in range(head, cue.at) if words[k].start >= end), cue.at)
        yield from range(head, subject)
        yield from range(_clause(words, subject, cue.at, rules), cue.at)
    yield from range(cue.at, cue.stop)
    k = cue.stop
    while k < high and not _ends(words[k], rules):
        yield k
        k += 1


def _denies(words: Sequence[Token], k: int, rules: Pack) -> bool:
    """Whether a word denies, and is no noun: "la personne"."""
    noun = any(t.low in rules.determiners for t in words[k - 1 : k])
    return words[k].low in rules.negations and not noun
