"""Who agrees with a verb: names and nouns that may be its subject, by place and form."""

from collections.abc import Sequence

from stance.extract.packs.cases import (
    is_given,
    is_object,
    is_subject,
    may_be_subject,
    name_readings,
    noun_readings,
)
from stance.extract.packs.pack import Pack
from stance.extract.packs.people import People, foreign, inflected, person, runs, spelled
from stance.extract.packs.phrases import description, past_name
from stance.extract.packs.speaker import Who, known, past_series, readings, series, together
from stance.extract.quotes.tokens import Token

#: Subjects of every sex and number.
ANY = "mfnp"
#: Tokens within which a subject stands on either side of its verb.
REACH = 24
#: How adjectives before a title end, in German.
ADJECTIVES = ("e", "en", "er", "es", "em")
#: From a name back to the preposition that governs it.
FARTHEST = 5
#: Words of a role before a name with what follows it.
_MOST_TITLE = 3
#: How adjectives before a noun in the nominative end in Russian and Ukrainian.
_LEADING = ("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие")
#: "With", after a name: another speaks too.
_WITH = frozenset({"с", "со", "з", "із", "зі"})


def named_in(
    words: Sequence[Token],
    begin: int,
    stop: int,
    rules: Pack,
    people: People,
    last: bool = False,
    objects: bool = False,
    wanted: str = ANY,
) -> Who | None:
    """Return the personal name in a stretch that no preposition governs and that agrees.

    Names of two words go before family names alone, which count where the article has the full
    name or a role stands before them; names that are subjects by their form before those that
    may stand in another case.

    Args:
        words: the tokens of the paragraph.
        begin: where the stretch begins.
        stop: where it ends.
        rules: the language's.
        people: whom the article names in full.
        last: whether the last of several is wanted.
        objects: whether whom somebody quotes is wanted.
        wanted: the sexes and numbers with which the verb agrees.
    """
    full: list[Who] = []
    short: list[Who] = []
    sexes = wanted.replace("p", "mf")
    spans = (person(words, i, j, rules) for i, j in runs(words, begin, stop, rules))
    fits = [f for f in spans if f and _may_speak(words, f, rules, people, objects, sexes)]
    for names in series(words, fits, rules):
        first = names[0]
        if governed(words, begin, first[0], rules):
            continue
        who = _speaking(words, names, begin, rules, people, objects, wanted)
        if known(words, first, people):
            full.append(who)
        elif _role_before(words, first[0], rules) and not _abbreviated(words[first[0]], rules):
            short.append(who)
    if wanted == "p":
        full, short = [w for w in full if w.names or _several(words, begin, w, rules, people)], []
    ours = [w for w in full if not (rules.cases and w.surface[0].isascii())]
    for found in ([w for w in full if not w.open], ours, full, short):
        if found:
            return found[-1] if last else found[0]
    return None


def _speaking(
    words: Sequence[Token],
    names: Sequence[tuple[int, int]],
    begin: int,
    rules: Pack,
    people: People,
    objects: bool,
    wanted: str,
) -> Who:
    """Return those who speak by one name or a list, in doubt where they may be somebody else's."""
    first = names[0]
    unsure = all(not is_subject(readings(words, name, rules)) for name in names)
    who = together(words, names, oblique=bool(rules.cases) and objects)
    who = who._replace(open=bool(rules.cases) and unsure)
    if first[0] > 0 and words[first[0] - 1].low in rules.of_whom:
        return who._replace(doubt=who.open or not rules.cases)
    close = first[0] == begin or words[first[0] - 1].capital
    two = wanted in ("f", "m") and close and _two(words, first, rules, people)
    return who._replace(doubt=two)


def _two(words: Sequence[Token], found: tuple[int, int], rules: Pack, people: People) -> bool:
    """Whether two words right after a verb may be two people: "said Testberg | to Min"."""
    surface = spelled(words, *found)
    first = any(is_given(words[k].low, rules) or "." in words[k].text for k in range(*found))
    plain = not (first or surface[0].isascii()) and found[1] - found[0] > 1
    told = readings(words, found, rules)
    return plain and not is_subject(told) and people.once(surface)


def _may_speak(
    words: Sequence[Token],
    found: tuple[int, int],
    rules: Pack,
    people: People,
    objects: bool,
    wanted: str,
) -> bool:
    """Whether a name is in no case of whom something is told, or whose something is."""
    if words[found[1] - 1].low.endswith(rules.oblique):
        return False  # of the Bolshoi
    if rules.verb_last and (inflected(words[found[1] - 1]) or past_name(words, found[1], rules)):
        return False  # Testov'a: to Testov
    if rules.cases:
        told = readings(words, found, rules)
        if objects:
            led = words[max(0, found[0] - _MOST_TITLE) : found[0]]
            whose = any(t.low in rules.others for t in led)  # quotes the words of X
            return is_object(told) or (whose and not is_subject(told))
        if not may_be_subject(told, wanted) or (
            not is_subject(told) and _owned(words, found, rules)
        ):
            return False  # told to Testova
        if people.two(spelled(words, *found)) or not _agrees(words, found, rules, people, wanted):
            return False
    return objects or not people.oblique(spelled(words, *found))


def _agrees(
    words: Sequence[Token], found: tuple[int, int], rules: Pack, people: People, wanted: str
) -> bool:
    """Whether a family name alone may be short for somebody of the sex that a verb tells."""
    names = people.whole(spelled(words, *found)) if found[1] - found[0] == 1 else []
    told = (name_readings(name.casefold().split(), rules) for name in names)
    return not names or any(reading[1] in wanted for one in told for reading in one)


def _several(words: Sequence[Token], begin: int, who: Who, rules: Pack, people: People) -> bool:
    """Whether a name is one of several: "Anna Example with Ben Sample say", "A, B and C"."""
    first = next(k for k in range(begin, len(words)) if words[k].start == who.start)
    end = who.start + len(who.surface)
    last = next(k for k in range(first, len(words)) if words[k].end >= end) + 1
    beside = (*words[max(0, first - 1) : first], *words[last : last + 1])
    with_others = any(t.low in rules.ands or t.low in _WITH for t in beside)
    return with_others or past_series(words, last, len(words), rules, people) > last


def named_or_noun(
    words: Sequence[Token], begin: int, stop: int, rules: Pack, named: Who | None, wanted: str
) -> Who | None:
    """Return the name in a stretch, or the noun that agrees with the verb where it may be told."""
    if named is not None and not named.open:
        return named
    head = _head(words, begin, stop, rules, wanted)
    if head is None:
        return named
    name = next((k for k in range(head, stop) if named and words[k].start == named.start), head)
    gap = words[head:name]
    firm = named is not None and named.doubt and named.surface[0].isascii()  # of Test Partners
    titled_so = not firm and any(t.low in rules.roles for t in gap[:_MOST_TITLE])
    if titled_so and all(t.text != "," and t.low not in rules.between for t in gap):
        return named
    return description(words, head, stop, rules) or named


def _head(words: Sequence[Token], begin: int, stop: int, rules: Pack, wanted: str) -> int | None:
    """Return where a noun for somebody stands that agrees with a verb, with its adjectives."""
    for k in range(max(begin, stop - REACH), stop):
        low = words[k].low
        if not (low in rules.roles or low in rules.bodies) or low in rules.not_names:
            continue
        first = k
        while first > begin and _adjective(words[first - 1], first - 1 == begin, rules):
            first -= 1
        held = first > begin and words[first - 1].low in rules.prepositions
        short_form = wanted != "p" and _short_form(words, begin, k, rules)
        sexes = wanted + "m" * (low in rules.roles and "f" in wanted)  # the minister, she said
        if not held and (short_form or may_be_subject(noun_readings(low, rules), sexes)):
            return first
    return None


def _short_form(words: Sequence[Token], begin: int, k: int, rules: Pack) -> bool:
    """Whether a word is an abbreviation in capitals that no noun before it owns."""
    if len(words[k].low) == 1 or not words[k].text.isupper():
        return False
    before = words[k - 1]
    opens = k == begin or not before.word or before.low in rules.months
    return opens or before.low in rules.not_names or _adjective(before, False, rules)


def quoted_role(words: Sequence[Token], begin: int, stop: int, rules: Pack) -> Who | None:
    """Return the role of whoever is quoted: "quotes the agency | the minister"."""
    for k in range(begin, stop):
        told = noun_readings(words[k].low, rules)
        if words[k].low in rules.roles and is_object(told) and not may_be_subject(told, ANY):
            who = description(words, k, _next_noun(words, k + 1, stop, rules), rules, True)
            return None if who is None else who._replace(oblique=True)
    return None


def _next_noun(words: Sequence[Token], k: int, stop: int, rules: Pack) -> int:
    """Return where a noun stands that is a subject by its form: "of the chair | the office"."""
    for n in range(k, stop):
        noun = words[n].low in rules.roles or words[n].low in rules.bodies
        if noun and is_subject(noun_readings(words[n].low, rules)):
            return n
    return stop


def _adjective(token: Token, begins: bool, rules: Pack) -> bool:
    """Whether a word may be an adjective before a noun in the nominative, and no name."""
    adverb = token.low in rules.between
    return token.low.endswith(_LEADING) and (begins or not token.capital) and not adverb


def governed(words: Sequence[Token], begin: int, name: int, rules: Pack) -> bool:
    """Whether a name belongs to a preposition, or is told to: "of the minister Anna Example"."""
    k = name - 1
    if k > begin and words[k].low in rules.hers and words[k - 1].low in rules.her_articles:
        return True  # to the chairwoman Anna Example
    if not (rules.nouns_capital or rules.cyrillic or rules.verb_last):
        while k > begin and words[k].low in rules.roles:
            k -= 1
        led = words[k].low in rules.determiners and words[k].low not in rules.prepositions
        k -= k > begin and led
    while rules.nouns_capital and begin <= k > name - FARTHEST and _leads(words[k], rules):
        k -= 1
    return k >= begin and (words[k].low in rules.prepositions or words[k].low in rules.objects)


def _leads(token: Token, rules: Pack) -> bool:
    """Whether a word may stand between a name and what governs it: a role or an adjective."""
    small = (rules.prepositions, rules.objects, rules.determiners)
    held = any(token.low in words for words in small)
    adjective = not token.capital and token.word and token.low.endswith(ADJECTIVES)
    return not held and (token.low in rules.roles or adjective)


def _owned(words: Sequence[Token], found: tuple[int, int], rules: Pack) -> bool:
    """Whether a name stands in the case of the role before it: of the minister."""
    role = words[found[0] - 1].low if found[0] > 0 else ""
    return role in rules.roles and not may_be_subject(noun_readings(role, rules), ANY)


def _abbreviated(token: Token, rules: Pack) -> bool:
    """Whether a single word is no family name: a firm's in other letters, or all capitals."""
    return foreign(token, rules) or (len(token.text) > 1 and token.text.isupper())


def _role_before(words: Sequence[Token], k: int, rules: Pack) -> bool:
    return k > 0 and words[k - 1].low in rules.roles
