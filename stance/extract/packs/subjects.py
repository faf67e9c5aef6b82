"""Whose verb it is: the person, the pronoun or the description beside a verb of speaking."""

from collections.abc import Sequence

from stance.extract.packs.cases import may_be_subject, noun_readings
from stance.extract.packs.named import (
    ADJECTIVES,
    ANY,
    FARTHEST,
    REACH,
    named_in,
    named_or_noun,
    quoted_role,
)
from stance.extract.packs.pack import Pack
from stance.extract.packs.people import People, person, runs, spelled
from stance.extract.packs.phrases import TOLD, description
from stance.extract.packs.speaker import (
    Who,
    described,
    is_somebody,
    joins_names,
    past_series,
)
from stance.extract.quotes.tokens import Token

#: How adjectives end before a noun that is told something.
_DATIVE = ("ому", "ему")
_DASHES = frozenset({"—", "–", "-", "--", "―"})


def after(
    words: Sequence[Token],
    begin: int,
    high: int,
    rules: Pack,
    people: People,
    objects: bool = False,
    wanted: str = ANY,
) -> Who | None:
    """Return the subject that follows a verb: "said the minister Anna Example".

    With ``objects``, the object counts as well: "quotes the minister". ``wanted``: the sexes and
    numbers with which the verb agrees.
    """
    while begin < high and _passed(words[begin], rules):
        begin += 1
    stop = _stop(words, begin, high, rules)
    if begin >= stop:
        return None
    if words[begin].low in rules.pronouns:
        return Who(words[begin].text, words[begin].start, "pronoun")
    comma = next((k for k in range(begin, high) if not words[k].word), high)
    one = bool(rules.cases) and wanted != "p"  # he said
    listed = comma if one else past_series(words, comma, high, rules, people)
    others = listed > comma and not rules.verb_last and _may_be_verb(words, listed, high, rules)
    end = comma if others else max(stop, listed)
    named = named_in(words, begin, end, rules, people, objects=objects, wanted=wanted)
    if rules.cases and objects:
        return named or quoted_role(words, begin, end, rules)
    if rules.cases:
        return named_or_noun(words, begin, end, rules, named, wanted)
    apart = _single(words, begin, end, named, rules) if named else None
    return apart or named or description(words, begin, stop, rules, objects)


def _single(words: Sequence[Token], begin: int, end: int, named: Who, rules: Pack) -> Who | None:
    """Return the single name right after a verb before one that is told: "said Sample to X"."""
    first = next(runs(words, begin, end, rules), None)
    found = person(words, *first, rules) if first is not None and first[0] == begin else None
    if found is None or rules.verb_last or words[found[1] - 1].end > named.start:
        return None
    between = (t for t in words[found[1] : end] if t.end <= named.start)
    told = any(t.low in rules.prepositions for t in between)
    return Who(spelled(words, *found), words[found[0]].start, "name") if told else None


def _may_be_verb(words: Sequence[Token], k: int, high: int, rules: Pack) -> bool:
    """Whether the word after a list may be its verb: "said A, | B and C went"."""
    if k >= high or not words[k].word:
        return False
    small = (rules.between, rules.prepositions, rules.that, rules.determiners, rules.breaks)
    return not any(words[k].low in words_of for words_of in small)


def _passed(token: Token, rules: Pack) -> bool:
    """Whether a word may stand between a verb and its subject, and is no subject itself."""
    return token.low in rules.between and token.low not in rules.pronouns


def before(
    words: Sequence[Token], low: int, verb: int, rules: Pack, people: People, wanted: str = ANY
) -> Who | None:
    """Return the subject right before a verb, past adverbs: "Anna Example also said"."""
    j = verb
    while j > low and _passed(words[j - 1], rules):
        j -= 1
    if j == low:
        return None
    last = words[j - 1]
    if last.low in rules.pronouns:
        return Who(last.text, last.start, "pronoun")
    if last.text == ")":
        j = next((k for k in range(j - 1, low, -1) if words[k].text == "("), j)
    begin = _start(words, low, j, rules)
    if begin > low + 1 and words[begin - 1].low in rules.compares and words[begin - 2].word:
        return None  # other than Anna Example, Ben said
    lead = begin
    while low < lead < j and joins_names(words, low, lead - 1, rules, people):
        lead = _start(words, low, lead - 1, rules)
    named = named_in(words, lead, j, rules, people, last=True, wanted=wanted)
    if named is not None and named.start + len(named.surface) <= words[begin].start:
        if rules.cases and wanted == "p" and words[begin - 1].low in rules.ands:
            return named  # Anna Example and her colleagues
        named = None  # by the data of X, the pilot said
    if rules.cases:
        named = named_or_noun(words, begin, j, rules, named, wanted)
    if named is None and rules.cyrillic:
        return _body_before(words, begin, j, rules)
    if named is not None or not rules.nouns_capital:
        return named
    told = description(words, begin, j, rules)
    if told is None or not somebody(words, told, rules):
        return None
    first = told.surface.split()[0].casefold()
    small = (rules.determiners, rules.bodies, rules.roles)
    if begin > low and words[begin - 1].low in rules.compares:
        return None  # as the chair
    return told if any(first in words_of for words_of in small) else None


def _body_before(words: Sequence[Token], begin: int, stop: int, rules: Pack) -> Who | None:
    """Return the country or the body whose name ends at a token: "on that day Exampleland said"."""
    *_, last = (None, *runs(words, begin, stop, rules))
    if last is None or last[1] != stop or last[0] == begin:
        return None
    phrase = words[last[0] : stop]
    if last[0] > begin and words[last[0] - 1].low in rules.prepositions:
        return None
    told = phrase[-1].low in rules.countries or any(t.low in rules.bodies for t in phrase)
    if not told or words[last[0] - 1].low in rules.roles or phrase[-1].low.endswith(TOLD):
        return None
    return described(phrase)


def apposed(
    words: Sequence[Token], low: int, verb: int, rules: Pack, people: People, wanted: str = ANY
) -> Who | None:
    """Return the name set between commas right before a verb: "the chair, Anna Example, said"."""
    stop = verb - 1
    if verb - low < FARTHEST or words[stop].text != ",":
        return None
    if words[stop - 1].text == ")":
        stop = next((k for k in range(stop - 2, low, -1) if words[k].text == "("), stop)
    begin = _start(words, low, stop, rules)
    if begin <= low or words[begin - 1].text != ",":
        return None
    named = named_in(words, begin, stop, rules, people, last=True, wanted=wanted)
    if named is None or named.start + len(named.surface) != words[stop - 1].end:
        return None
    lead = (t for t in words[begin:stop] if t.start < named.start and not t.capital)
    plain = all(t.low in rules.determiners or t.low.endswith(ADJECTIVES) for t in lead)
    return named if plain and not any(rules.speaks(t.low) for t in words[begin:stop]) else None


def antecedent(
    words: Sequence[Token], low: int, verb: int, rules: Pack, people: People
) -> Who | None:
    """Return who is named right before a relative word: "Anna Example, who said"."""
    stop = next(k for k in range(verb - 1, low - 1, -1) if words[k].low in rules.relatives)
    stop -= stop > low and words[stop - 1].text == ","
    begin = _start(words, low, stop, rules)
    named = named_in(words, begin, stop, rules, people, last=True)
    if named is not None and named.start + len(named.surface) == words[stop - 1].end:
        return named
    heads = (k for k in range(stop - 1, begin - 1, -1) if words[k].low in rules.determiners)
    told = description(words, next(heads, begin), stop, rules)
    return told if told and somebody(words, told, rules) else None


def somebody(words: Sequence[Token], who: Who, rules: Pack) -> bool:
    """Whether a phrase names a person or a body: "so the minister", not "so his work".

    Where nouns begin with a capital, the first of them tells: of "the stance of the ministry" it
    is no body.
    """
    if who.kind != "role":
        return True
    return is_somebody(who.surface, rules)


def earlier(
    words: Sequence[Token], low: int, verb: int, rules: Pack, people: People, wanted: str = ANY
) -> Who | None:
    """Return the name in a clause before the verb's, past what is set between: "X, a Y, said"."""
    far = max(low, verb - 2 * REACH)
    turns = (k for k in range(verb - 1, far, -1) if words[k].low in rules.contrasts)
    for begin in (next(turns, far), far):
        found = named_in(words, begin, verb, rules, people, last=False, wanted=wanted)
        if found is not None:
            return found
    lead = rules.nouns_capital or rules.verb_last
    leads = description(words, low, verb, rules) if lead else None
    start = _start(words, low, verb, rules)
    told = leads or description(words, start, verb, rules)
    told = None if told is not None and _told_something(told, rules) else told
    for k in (start, low) if told is None else ():
        if k < verb and rules.pronouns.get(words[k].low, "it") != "it":
            return Who(words[k].text, words[k].start, "pronoun")
    return told


def _told_something(who: Who, rules: Pack) -> bool:
    """Whether what somebody is stands in no case of a subject: "to the governor they said"."""
    head = who.surface.split()[0].casefold()
    noun = rules.cases and (head in rules.roles or head in rules.bodies)
    told = noun and not may_be_subject(noun_readings(head, rules), ANY)
    return told or (bool(rules.cases) and head.endswith(_DATIVE))


def named_last(
    words: Sequence[Token], low: int, stop: int, rules: Pack, people: People
) -> Who | None:
    """Return the last name in a stretch, or the pronoun that leads it: "Anna was blunt: ..."."""
    named = named_in(words, low, stop, rules, people, last=True)
    lead = next((t for t in words[low:stop] if t.low in rules.pronouns), None)
    if named is None and any(t.low in rules.others for t in words[low:stop]):
        named = named_in(words, low, stop, rules, people, last=True, objects=True)
    return named or (Who(lead.text, lead.start, "pronoun") if lead else None)


def _start(words: Sequence[Token], low: int, stop: int, rules: Pack) -> int:
    """Return where the clause that ends at a token begins."""
    for k in range(stop - 1, max(low, stop - REACH) - 1, -1):
        token = words[k]
        if token.quote is not None or token.text in ",;:" or token.text in _DASHES:
            return k + 1
        if token.low in rules.breaks or token.low in rules.that:
            return k + 1
    return max(low, stop - REACH)


def _stop(words: Sequence[Token], begin: int, high: int, rules: Pack) -> int:
    """Return where the noun phrase that begins at a token cannot go on, one comma passed over."""
    commas = 0
    for k in range(begin, min(high, begin + REACH)):
        token = words[k]
        if token.quote is not None and len(token.text) > 30:
            return k
        if token.text in ".;:!?…" or token.text in _DASHES:
            return k
        commas += token.text == "," and (not rules.cyrillic or k > begin)
        if commas and rules.cyrillic:
            return k
        ends = token.low in rules.that or token.low in rules.breaks
        if commas > 1 or (commas and ends) or token.low in rules.that:
            return k
    return min(high, begin + REACH)
