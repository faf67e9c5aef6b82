"""Whom an "according to" phrase means, before or after it."""

from collections.abc import Sequence

from stance.extract.packs.cue import Cue, past
from stance.extract.packs.pack import Pack
from stance.extract.packs.people import People, inflected, joined, person, runs, spelled
from stance.extract.packs.phrases import short, titled
from stance.extract.packs.speaker import (
    Who,
    all_named,
    described,
    joins_names,
    known,
    past_series,
    series,
    together,
)
from stance.extract.packs.subjects import somebody
from stance.extract.quotes.tokens import Token

#: Tokens from "according" to the end of whom it means.
_REACH = 16


def according(
    words: Sequence[Token], low: int, high: int, k: int, rules: Pack, people: People
) -> Cue | None:
    """Return the cue of the phrase that begins at a token, if one does."""
    if words[k].low not in rules.phrased:
        return None
    for phrase in rules.accorded:
        if _stands(words, k, high, phrase):
            return _before_phrase(words, low, k, len(phrase), rules, people)
    for phrase in rules.according:
        if _stands(words, k, high, phrase):
            return _after_phrase(words, high, k, len(phrase), rules, people)
    return None


def _stands(words: Sequence[Token], k: int, high: int, phrase: Sequence[str]) -> bool:
    return k + len(phrase) <= high and all(
        words[k + n].low == part for n, part in enumerate(phrase)
    )


def _after_phrase(
    words: Sequence[Token], high: int, k: int, length: int, rules: Pack, people: People
) -> Cue | None:
    """Return the cue of "according to the professor of the institute Anna Example, ..."."""
    begin = k + length
    text = joined(t.low for t in words[k:begin])
    stop = _phrase_stop(words, begin, high, rules)
    listed = past_series(words, stop, high, rules, people, "g")
    if rules.nouns_capital or listed == high or not words[listed].word:
        stop = listed
    if begin >= stop:
        return None
    if rules.cases and words[begin].low in rules.prepositions:
        return None  # by the data for May
    theirs = words[begin].low in rules.determiners and begin + 1 == stop
    low = words[begin].low
    if low in rules.pronouns or low in rules.tonic or theirs:
        return Cue(k, begin + 1, text, "according", _pronoun(words[begin]), k)
    names = [
        found
        for i, j in runs(words, begin, stop, rules)
        if (found := person(words, i, j, rules)) is not None
        and not _belongs(words, begin, found[0], rules)
        and not _of(words, begin, found[0], rules)
    ]
    full = [n for n in names if n[1] - n[0] > 1] or [n for n in names if known(words, n, people)]
    role = None if full else _told_role(words, begin, stop, high, rules)
    end = stop if role is None else past(words, begin, stop, role)
    named = _apposed(words, begin, end, high, rules) if role is not None else None
    full = full[_first_owns(words, full, rules) :] if named is None else [named]
    if full:
        who, end = all_named(words, full, rules, oblique=True)
        first = full[0]
        owner = _owner(words, first, rules) or _may_own(words, begin, first[0], rules)
        who = who._replace(doubt=owner)
        return Cue(k, end, text, "according", who, k)
    if role is None:
        return None
    return Cue(k, end, text, "according", role._replace(oblique=bool(rules.cases)), k)


def _may_own(words: Sequence[Token], begin: int, name: int, rules: Pack) -> bool:
    """Whether a name may be whose somebody is: "по словам адвоката Анны Example"."""
    k = name
    while k > begin and words[k - 1].low in rules.roles:
        k -= 1
    led = words[min(k, name - 1) : name]
    return bool(rules.cases) and any(t.low in rules.of_whom for t in led)


def _first_owns(words: Sequence[Token], names: Sequence[tuple[int, int]], rules: Pack) -> bool:
    """Whether the first of two names that follow each other says whose somebody is."""
    after_each_other = len(names) > 1 and names[0][1] == names[1][0]
    return after_each_other and words[names[0][0] - 1].low in rules.of_whom


def _apposed(
    words: Sequence[Token], begin: int, end: int, high: int, rules: Pack
) -> tuple[int, int] | None:
    """Return the name set between commas after a role: "the chair of the party, Anna Example,"."""
    if (
        end >= high
        or words[end].text != ","
        or not any(t.low in rules.roles for t in words[begin:end])
    ):
        return None
    first = next(runs(words, end + 1, high, rules), None)
    named = person(words, *first, rules) if first is not None and first[0] == end + 1 else None
    whole = named is not None and named[0] == end + 1 < named[1] - 1
    closed = named is not None and named[1] < high and words[named[1]].text == ","
    return named if whole and closed else None


def _phrase_stop(words: Sequence[Token], begin: int, high: int, rules: Pack) -> int:
    """Return where whoever an "according to" means cannot go on."""
    stop = begin
    while stop < min(high, begin + _REACH) and (words[stop].word or short(words[stop])):
        if stop > begin and words[stop - 1].quote is not None and not rules.nouns_capital:
            if rules.cases and words[stop].capital:
                stop += 1
                continue  # of the firm «Test» Anna Example
            break  # the source of „Times“ | the deal was made
        if rules.speaks(words[stop].low) or words[stop].low in rules.that:
            break
        if stop > begin and _past_noun(words[begin : stop + 1], stop - begin, rules):
            break
        stop += 1
    return stop


def _told_role(words: Sequence[Token], begin: int, stop: int, high: int, rules: Pack) -> Who | None:
    """Return the person or body without a name in a stretch; None for a calendar and the like."""
    phrase = words[begin:stop]
    end = 1
    while end < len(phrase) and not (
        phrase[end].low in rules.prepositions
        or phrase[end].low in rules.between
        or _past_noun(phrase, end, rules)
    ):
        end += 1
    head_only = described(phrase[:end])
    end = _past_owner(phrase, end, rules)
    verb = len(phrase) > 1 or (stop < high and rules.speaks(words[stop].low))
    if verb and phrase[0].low in rules.between and not rules.nouns_capital:
        return None  # "according has said the minister": the verb is the cue
    named = phrase[0].low in rules.between or any(t.capital or titled(t) for t in phrase[:end])
    who = described(phrase[:end])
    head = next((t for t in phrase[:end] if t.low not in rules.determiners), phrase[0])
    thing = not (head.capital or rules.cyrillic or rules.nouns_capital)  # by the criteria of X
    if (not named or thing) and (rules.nouns_capital or not somebody(words, head_only, rules)):
        return None  # "laut" is aloud here
    return who


def _past_owner(phrase: Sequence[Token], end: int, rules: Pack) -> int:
    """Return where a phrase ends with whose it is: "the lawyer | of the minister Anna Example"."""
    k = end
    if k < len(phrase) and phrase[k].low in rules.of:
        k += 1
        while k < len(phrase) and phrase[k].low in rules.determiners:
            k += 1
        begin = k
        while k < len(phrase) and (phrase[k].capital or phrase[k].low in rules.particles):
            k += 1
        noun = k == begin and k < len(phrase) and not rules.nouns_capital
        k += noun and phrase[k].word and phrase[k].low not in rules.prepositions
        return _past_owner(phrase, k, rules) if k > begin else end
    return end


def _belongs(words: Sequence[Token], begin: int, name: int, rules: Pack) -> bool:
    """Whether a name only says whose what stands before it is: "the office of the Example Isles".

    Of "the plans of the architect Anna Example" nothing is told by anybody.
    """
    last = words[name - 1].low
    head = next((t for t in words[begin:name] if t.low not in rules.determiners), words[name])
    thing = not head.capital and not rules.nouns_capital and not rules.cyrillic
    thing = thing and head.low not in rules.roles and head.low not in rules.bodies
    if thing and any(t.low in rules.prepositions for t in words[begin:name]):
        return True
    if last in rules.ands:
        return False
    return name - 1 > begin and (last in rules.prepositions or last in rules.determiners)


def _past_noun(phrase: Sequence[Token], n: int, rules: Pack) -> bool:
    """Whether a noun ends the phrase before this word: "the court | shall", "the court | „...“"."""
    if not rules.nouns_capital or not (phrase[n - 1].capital or titled(phrase[n - 1])):
        return False
    token = phrase[n]
    if token.quote is not None:
        return token.text[1:2].islower()  # a title belongs to the noun before it
    goes_on = token.low in rules.determiners or token.low in rules.joins or token.capital
    goes_on = goes_on or token.low in rules.of
    return not goes_on and not any(t.capital for t in phrase[n + 1 : n + 2])


def _before_phrase(
    words: Sequence[Token], low: int, k: int, length: int, rules: Pack, people: People
) -> Cue | None:
    """Return the cue of "Anna Example'e göre", "Anna Exampleның айтуынша"."""
    begin = k
    while begin > max(low, k - _REACH) and words[begin - 1].word:
        begin -= 1
    if begin == k:
        return None
    text = joined(t.low for t in words[k : k + length])
    *_, run = (None, *runs(words, begin, k, rules))
    named = person(words, *run, rules) if run is not None and run[1] == k else None
    whose = named is not None and _of(words, begin, named[0], rules)
    if named is not None and not whose and _proper(words, named, rules, people):
        return _of_names(words, low, begin, range(k, k + length), rules, people)
    if rules.nouns_capital:
        begin = _leading(words, begin, k, rules)
    phrase = words[begin:k]
    last = phrase[-1].low
    if rules.verb_last and not (
        last in rules.roles or last in rules.bodies or last in rules.places
    ):
        return None  # by the inflation that was aimed at
    who = described(phrase)
    who = who._replace(surface=_unowned(who.surface, rules), oblique=True)
    if not somebody(words, who, rules):
        return None
    return Cue(k, k + length, text, "according", who, begin)


def _leading(words: Sequence[Token], begin: int, k: int, rules: Pack) -> int:
    """Return the article that leads a phrase: of "dem Anwalt der Ministerin" it is the first."""

    def leads(n: int) -> bool:
        before = words[n - 1] if n > begin else None
        inner = before is not None and (before.capital or before.low in rules.of)
        return words[n].low in rules.determiners and not inner

    return next((n for n in range(k - 1, begin - 1, -1) if leads(n)), begin)


def _of(words: Sequence[Token], begin: int, name: int, rules: Pack) -> bool:
    """Whether a name only says whose somebody is: "dem Anwalt von | Anna Example"."""
    k = name - 1
    while k > begin and words[k].low in rules.roles:
        k -= 1
    while k > begin + 1 and words[k].low in rules.determiners and words[k - 1].low in rules.of:
        k -= 1
    head = words[k - 1]
    somebody = head.capital or head.low in rules.roles or head.low in rules.bodies
    return k > begin and words[k].low in rules.of and somebody


def _of_names(
    words: Sequence[Token], low: int, begin: int, phrase: range, rules: Pack, people: People
) -> Cue:
    """Return the cue of whoever is named right before a phrase."""
    k = phrase.start
    lead = begin
    while lead > max(low, k - _REACH) and joins_names(words, low, lead - 1, rules, people):
        lead = next((n for n in range(lead - 1, low, -1) if not words[n - 1].word), low)
    spans = (person(words, i, j, rules) for i, j in runs(words, lead, k, rules))
    *_, those = series(words, [span for span in spans if span is not None], rules)
    who = together(words, those, oblique=True)
    names = tuple(_unowned(name, rules) for name in who.names)
    surface = who.surface if names else _unowned(who.surface, rules)
    who = who._replace(surface=surface, names=names, doubt=_owner(words, those[0], rules))
    text = joined(words[n].low for n in phrase)
    return Cue(k, phrase.stop, text, "according", who, those[0][0])


def _owner(words: Sequence[Token], named: tuple[int, int], rules: Pack) -> bool:
    """Whether a name may be whose the one before it is: "dem Bruder Anna Examples"."""
    i, j = named
    led = i > 1 and words[i - 1].low in rules.roles and words[i - 2].low in rules.determiners
    return rules.nouns_capital and led and words[j - 1].low.endswith("s")


def _proper(words: Sequence[Token], found: tuple[int, int], rules: Pack, people: People) -> bool:
    """Whether a capital is a name's and not a sentence's: two words, an ending joined, or known."""
    i, j = found
    owned = inflected(words[i]) or spelled(words, i, j).endswith(rules.owned)
    return owned or known(words, found, people)


def _unowned(surface: str, rules: Pack) -> str:
    """Return a name without the ending that makes it an owner."""
    for ending in rules.owned:
        if surface.endswith(ending) and len(surface) > len(ending) + 2:
            return surface.removesuffix(ending)
    return surface


def _pronoun(token: Token) -> Who:
    return Who(token.text, token.start, "pronoun")
