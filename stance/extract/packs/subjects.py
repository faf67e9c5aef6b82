"""Whose verb it is: the person, the pronoun or the description beside a verb of speaking."""

from collections.abc import Sequence

from stance.extract.packs.pack import Pack
from stance.extract.packs.people import People, inflected, person, runs, spelled
from stance.extract.packs.speaker import Who, and_between, joins_names, joint, known, worded
from stance.extract.quotes.tokens import Token

_DASHES = frozenset({"—", "–", "-", "--", "―"})
#: Tokens within which a subject stands on either side of its verb.
_REACH = 24
#: How adjectives before a title end, in German.
_ADJECTIVES = ("e", "en", "er", "es", "em")
#: From a name back to the preposition that governs it.
_FARTHEST = 5
#: Words of a description.
_MOST_DESCRIBED = 8


def after(
    words: Sequence[Token],
    begin: int,
    high: int,
    rules: Pack,
    people: People,
    objects: bool = False,
) -> Who | None:
    """Return the subject that follows a verb: "said the minister Anna Example".

    With ``objects``, the object counts as well: "quotes the minister".
    """
    while begin < high and _passed(words[begin], rules):
        begin += 1
    stop = _stop(words, begin, high, rules)
    if begin >= stop:
        return None
    if words[begin].low in rules.pronouns:
        return Who(words[begin].text, words[begin].start, "pronoun")
    named = _name(words, begin, stop, rules, people)
    return named or _described(words, begin, stop, rules, objects)


def _passed(token: Token, rules: Pack) -> bool:
    """Whether a word may stand between a verb and its subject, and is no subject itself."""
    return token.low in rules.between and token.low not in rules.pronouns


def before(words: Sequence[Token], low: int, verb: int, rules: Pack, people: People) -> Who | None:
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
    while low < begin < j and joins_names(words, low, begin - 1, rules, people):
        begin = _start(words, low, begin - 1, rules)
    named = _name(words, begin, j, rules, people, last=True)
    if named is not None or not rules.nouns_capital:
        return named
    described = _described(words, begin, j, rules)
    if described is None or not somebody(words, described, rules):
        return None
    first = described.surface.split()[0].casefold()
    return described if first in rules.determiners or first in rules.bodies else None


def apposed(words: Sequence[Token], low: int, verb: int, rules: Pack, people: People) -> Who | None:
    """Return the name set between commas right before a verb: "the chair, Anna Example, said"."""
    stop = verb - 1
    if verb - low < _FARTHEST or words[stop].text != ",":
        return None
    if words[stop - 1].text == ")":
        stop = next((k for k in range(stop - 2, low, -1) if words[k].text == "("), stop)
    begin = _start(words, low, stop, rules)
    if begin <= low or words[begin - 1].text != ",":
        return None
    named = _name(words, begin, stop, rules, people, last=True)
    if named is None or named.start + len(named.surface) != words[stop - 1].end:
        return None
    lead = (t for t in words[begin:stop] if t.start < named.start and not t.capital)
    plain = all(t.low in rules.determiners or t.low.endswith(_ADJECTIVES) for t in lead)
    return named if plain and not any(rules.speaks(t.low) for t in words[begin:stop]) else None


def somebody(words: Sequence[Token], who: Who, rules: Pack) -> bool:
    """Whether a phrase names a person or a body: "so the minister", not "so his work".

    Where nouns begin with a capital, the first of them tells: of "the stance of the ministry" it
    is no body.
    """
    if who.kind != "role":
        return True
    called = who.surface.replace("“", "").split()
    if rules.nouns_capital:
        first = next((n for n, w in enumerate(called) if n and w[0].isupper()), 0)
        last = next((n for n in range(first, len(called)) if not called[n][0].isupper()), None)
        called = [*called[:first], *called[first:last]]
    short = rules.nouns_capital and any(len(w) > 2 and w.isupper() for w in called)
    return short or any(w.casefold() in rules.roles or w.casefold() in rules.bodies for w in called)


def earlier(words: Sequence[Token], low: int, verb: int, rules: Pack, people: People) -> Who | None:
    """Return the name in a clause before the verb's, past what is set between: "X, a Y, said"."""
    found = _name(words, max(low, verb - 2 * _REACH), verb, rules, people, last=False)
    if found is not None:
        return found
    leads = _described(words, low, verb, rules) if rules.nouns_capital else None
    start = _start(words, low, verb, rules)
    described = leads or _described(words, start, verb, rules)
    for k in (start, low) if described is None else ():
        if k < verb and words[k].low in rules.pronouns:
            return Who(words[k].text, words[k].start, "pronoun")
    return described


def named_last(
    words: Sequence[Token], low: int, stop: int, rules: Pack, people: People
) -> Who | None:
    """Return the last name in a stretch, or the pronoun that leads it: "Anna was blunt: ..."."""
    named = _name(words, low, stop, rules, people, last=True)
    lead = next((t for t in words[low:stop] if t.low in rules.pronouns), None)
    return named or (Who(lead.text, lead.start, "pronoun") if lead else None)


def _start(words: Sequence[Token], low: int, stop: int, rules: Pack) -> int:
    """Return where the clause that ends at a token begins."""
    for k in range(stop - 1, max(low, stop - _REACH) - 1, -1):
        token = words[k]
        if token.quote is not None or token.text in ",;:" or token.text in _DASHES:
            return k + 1
        if token.low in rules.breaks or token.low in rules.that:
            return k + 1
    return max(low, stop - _REACH)


def _stop(words: Sequence[Token], begin: int, high: int, rules: Pack) -> int:
    """Return where the noun phrase that begins at a token cannot go on, one comma passed over."""
    commas = 0
    for k in range(begin, min(high, begin + _REACH)):
        token = words[k]
        if token.quote is not None and len(token.text) > 30:
            return k
        if token.text in ".;:!?…" or token.text in _DASHES:
            return k
        commas += token.text == ","
        ends = token.low in rules.that or token.low in rules.breaks
        if commas > 1 or (commas and ends) or token.low in rules.that:
            return k
    return min(high, begin + _REACH)


def _name(
    words: Sequence[Token],
    begin: int,
    stop: int,
    rules: Pack,
    people: People,
    last: bool = False,
) -> Who | None:
    """Return the personal name in a stretch that no preposition governs.

    Names of two words go before family names alone, which count where the article has the full
    name or a role stands before them.
    """
    full: list[Who] = []
    short: list[Who] = []
    last_end, held = -1, False
    for i, j in runs(words, begin, stop, rules):
        found = person(words, i, j, rules)
        if found is None:
            continue
        together = last_end >= 0 and and_between(words, last_end, found[0], rules)
        held = governed(words, begin, found[0], rules) or (held and together)
        last_end = found[1]
        if held or words[found[1] - 1].low.endswith(rules.oblique):
            continue  # of the Bolshoi
        who = Who(spelled(words, *found), words[found[0]].start, "name")
        if inflected(words[j - 1]) and rules.verb_last:
            continue  # Testov'a: to Testov
        if known(words, found, people):
            if together and full:
                full[-1] = joint(words, full[-1], who, found[1])
            else:
                full.append(who)
        elif _role_before(words, found[0], rules):
            short.append(who)
    for names in (full, short):
        if names:
            return names[-1] if last else names[0]
    return None


def governed(words: Sequence[Token], begin: int, name: int, rules: Pack) -> bool:
    """Whether a name belongs to a preposition, or is told to: "of the minister Anna Example"."""
    k = name - 1
    while rules.nouns_capital and begin <= k > name - _FARTHEST and _leads(words[k], rules):
        k -= 1
    return k >= begin and (words[k].low in rules.prepositions or words[k].low in rules.objects)


def _leads(token: Token, rules: Pack) -> bool:
    """Whether a word may stand between a name and what governs it: a role or an adjective."""
    held = token.low in rules.prepositions or token.low in rules.objects
    adjective = not token.capital and token.word and token.low.endswith(_ADJECTIVES)
    return not held and (token.low in rules.roles or adjective)


def _role_before(words: Sequence[Token], k: int, rules: Pack) -> bool:
    return k > 0 and words[k - 1].low in rules.roles


def _described(
    words: Sequence[Token], begin: int, stop: int, rules: Pack, objects: bool = False
) -> Who | None:
    """Return the description that begins at a token: "a spokesman for the ministry"."""
    while begin < stop and (not words[begin].word or words[begin].low in rules.between):
        begin += 1
    if begin >= stop or words[begin].low in rules.prepositions:
        return None
    if words[begin].low in rules.objects and not objects:
        return None
    end = begin
    while end < min(stop, begin + _MOST_DESCRIBED) and _in_phrase(words, begin, end, rules):
        end += 1
    phrase = words[begin:end]
    if rules.verb_last and any(inflected(token) for token in phrase):
        return None
    tells = any(t.low in rules.roles or t.low in rules.bodies for t in phrase)
    capital = (
        rules.nouns_capital
        and any(t.capital or titled(t) for t in phrase)
        and phrase[0].low in rules.determiners
    )
    body = bool(phrase) and phrase[0].quote is None and phrase[0].capital and len(phrase) <= 3
    if not phrase or not (tells or capital or (body and phrase[0].low not in rules.not_names)):
        return None
    return Who(worded(phrase), phrase[0].start, "role")


def titled(token: Token) -> bool:
    """Whether a token is a name in marks: „Times“."""
    return token.quote is not None and token.text[1:2].isupper() and len(token.text) < 40


def _in_phrase(words: Sequence[Token], begin: int, k: int, rules: Pack) -> bool:
    token = words[k]
    if token.quote is not None:
        return k > begin and len(token.text) < 40
    if not token.word or token.low in rules.breaks or rules.speaks(token.low):
        return False
    if token.low in rules.between and k > begin:
        return False
    return k == begin or token.low not in rules.prepositions or token.low in rules.particles
