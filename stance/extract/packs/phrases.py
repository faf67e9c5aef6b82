"""Whom a phrase without a name describes: "a spokesman for the ministry"."""

from collections.abc import Sequence

from stance.extract.packs.cases import may_be_subject, noun_readings
from stance.extract.packs.pack import Pack
from stance.extract.packs.people import inflected, person, runs
from stance.extract.packs.speaker import Who, described, readings
from stance.extract.quotes.tokens import Token

#: Words of a noun after a verb with what follows it.
_MOST_NOUNS = 3
#: Characters of a name or a title in marks, with the first of these.
_LONGEST = 40
#: Words of what somebody is in a language whose nouns end their phrases.
_MOST_ROLE = 5
#: Words of a description.
_MOST_DESCRIBED = 8
#: How Russian and Ukrainian nouns end that are told something and tell nothing.
TOLD = ("ам", "ям", "ами", "ями", "у", "ю", "ого", "его", "ому", "ему", "ой")


def description(
    words: Sequence[Token], begin: int, stop: int, rules: Pack, objects: bool = False
) -> Who | None:
    """Return the description that begins at a token: "a spokesman for the ministry"."""
    while begin < stop and (not words[begin].word or _opens(words[begin], rules)):
        begin += 1
    if begin >= stop or words[begin].low in rules.prepositions:
        return None
    if not objects and (words[begin].low in rules.objects or _to_her(words, begin, stop, rules)):
        return None
    end = begin
    while end < min(stop, begin + _MOST_DESCRIBED) and _in_phrase(words, begin, end, rules):
        end += 1
    if rules.cases:
        end = _past_owner(words, begin, end, rules)
    if rules.verb_last:
        titles = (k for k in range(begin, end) if words[k].low in rules.roles)
        end = next(titles, end - 1) + 1
        while end < stop and words[end].low in rules.roles:
            end += 1
    end = _noun_end(words, begin, end, rules)
    phrase = words[begin:end]
    if rules.verb_last and (not _ends_in_role(phrase, rules) or past_name(words, end, rules)):
        return None
    tells = any(t.low in rules.roles or t.low in rules.bodies for t in phrase)
    capital = (
        rules.nouns_capital
        and any(t.capital or titled(t) for t in phrase)
        and phrase[0].low in rules.determiners
    )
    body = bool(phrase) and phrase[0].capital and len(phrase) <= 3
    if not phrase or not (tells or capital or (body and phrase[0].low not in rules.not_names)):
        return None
    return described(phrase)


def _noun_end(words: Sequence[Token], begin: int, end: int, rules: Pack) -> int:
    """Return where a phrase ends with its noun: "der Bundeskanzler | kommen könne"."""
    if not rules.nouns_capital:
        return end
    nouns = (k + 1 for k in range(end - 1, begin, -1) if words[k].capital or titled(words[k]))
    return next(nouns, end)


def _past_owner(words: Sequence[Token], begin: int, end: int, rules: Pack) -> int:
    """Return where a phrase ends before a name that is not whose somebody is: "told | Testova"."""
    last = -1
    for i, j in runs(words, begin, end, rules):
        if i == last:
            return i  # the assistant of Testova | Example
        last = j
        found = person(words, i, j, rules)
        if found is not None and found[1] - found[0] > 1:
            told = {reading[0] for reading in readings(words, found, rules)}
            if ("n" if found[0] == begin else "g") not in told:
                return i
    return end


def _to_her(words: Sequence[Token], begin: int, stop: int, rules: Pack) -> bool:
    """Whether an adjective shows that an article is in another case: "der neuen Zeitung"."""
    adjective = words[begin + 1] if begin + 1 < stop else None
    small = adjective is not None and adjective.word and not adjective.capital
    led = rules.nouns_capital and words[begin].low == "der"
    hers = adjective is not None and adjective.low in rules.hers
    if hers and words[begin].low in rules.her_articles:
        return True
    return led and small and adjective is not None and adjective.low.endswith("en")


def _ends_in_role(phrase: Sequence[Token], rules: Pack) -> bool:
    """Whether a short phrase ends in what somebody is, in a language whose nouns end theirs."""
    if not 0 < len(phrase) <= _MOST_ROLE or inflected(phrase[-1]):
        return False
    last = phrase[-1]
    titled_by = last.low in rules.roles or last.low in rules.bodies
    return titled_by or (last.capital and len(phrase) <= _MOST_NOUNS)


def noun_after(
    words: Sequence[Token], begin: int, high: int, rules: Pack, wanted: str
) -> Who | None:
    """Return what a small noun right after a verb names in Cyrillic: "said the archpriest"."""
    if not rules.cyrillic or begin >= high:
        return None
    end = begin
    while end < min(high, begin + _MOST_NOUNS) and _plain(words[end], rules):
        end += 1
    phrase = words[begin:end]
    if not phrase or phrase[0].low.endswith(TOLD):
        return None
    if rules.cases and not any(may_be_subject(noun_readings(t.low, rules), wanted) for t in phrase):
        return None
    return described(phrase)


def _plain(token: Token, rules: Pack) -> bool:
    small = (rules.breaks, rules.that, rules.prepositions, rules.pronouns, rules.determiners)
    held = any(token.low in words for words in small) or token.low in rules.not_names
    return token.word and not held and not rules.speaks(token.low)


def _opens(token: Token, rules: Pack) -> bool:
    """Whether a word only opens a sentence or stands between: "now | the ministry says"."""
    if token.low in rules.between:
        return True
    said = token.low in rules.roles or token.low in rules.bodies or token.low in rules.places
    held = token.low in rules.prepositions or token.low in rules.determiners
    return rules.cyrillic and token.low in rules.not_names and not said and not held


def short(token: Token) -> bool:
    """Whether words in marks may be a name or a title."""
    return token.quote is not None and len(token.text) <= _LONGEST


def titled(token: Token) -> bool:
    """Whether a token is a name in marks: „Times“."""
    return short(token) and token.text[1:2].isupper()


def _in_phrase(words: Sequence[Token], begin: int, k: int, rules: Pack) -> bool:
    token = words[k]
    if token.quote is not None:
        return k > begin and short(token)
    if not token.word or token.low in rules.breaks or rules.speaks(token.low):
        return False
    if token.low in rules.between and k > begin:
        return False
    return k == begin or token.low not in rules.prepositions or token.low in rules.particles


def past_name(words: Sequence[Token], k: int, rules: Pack) -> bool:
    """Whether what stands right after a name makes it no subject: "Testov için", "X uzmanı"."""
    if k >= len(words) or words[k].capital:
        return False
    joins = words[k].low in rules.ands and k + 1 < len(words) and words[k + 1].capital
    role = words[k].low in rules.roles and not joins and not told_to(words[k], rules)
    return role or (words[k].low in rules.past_names and not joins)


def told_to(token: Token, rules: Pack) -> bool:
    """Whether a role stands for those who are told something: "gazetecilere", "jurnalistlarga"."""
    ends = token.low.endswith(rules.oblique) or any(p.search(token.low) for p, _ in rules.told_by)
    return rules.verb_last and token.low in rules.roles and ends
