"""The cues of a sentence: verbs of speaking and "according to" phrases, each with its subject."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from stance.extract.packs.pack import Pack
from stance.extract.packs.people import People, inflected, person, runs, spelled
from stance.extract.packs.speaker import Who, all_named, and_between, joint, known, worded
from stance.extract.packs.subjects import (
    after,
    apposed,
    before,
    earlier,
    noun_after,
    short,
    somebody,
    titled,
)
from stance.extract.quotes.tokens import Token

CueKind = Literal["say", "deny", "demand", "beside", "according"]
JOINTS = frozenset({",", "—", "–", "-", "--", "―", "…", "...", ".", "!", "?"})
#: Tokens from "according" to the end of whom it means.
_REACH = 16


class Cue(NamedTuple):
    """One cue.

    Attributes:
        at: index of its verb or of the phrase's first word.
        stop: index after its last token, its subject's where that follows.
        low: its word or words.
        kind: say, deny, demand, beside (only next to the words) or according.
        who: its subject; None where the sentence names none.
        begin: index of its first token, the subject's or the verb's.
        inverted: whether it is a verb and the subject follows.
    """

    at: int
    stop: int
    low: str
    kind: CueKind
    who: Who | None
    begin: int
    inverted: bool = False


def cues(words: Sequence[Token], low: int, high: int, rules: Pack, people: People) -> list[Cue]:
    """Return the cues of the sentence between two token indices, in order."""
    found: list[Cue] = []
    for k in range(low, high):
        if not words[k].word:
            continue
        cue = _according(words, low, high, k, rules, people) or _verb(
            words, low, high, k, rules, people
        )
        if cue is not None and not (found and cue.kind != "according" and cue.at < found[-1].stop):
            found.append(cue)
    return found


def _verb(
    words: Sequence[Token], low: int, high: int, k: int, rules: Pack, people: People
) -> Cue | None:
    token = words[k]
    form, joined = _form(token.low, rules)
    kind = _kind(form, rules) if _whole(words, k, high, form, rules) else None
    if kind is None or (token.capital and k > low and words[k - 1].quote is None):
        return None
    if kind == "beside" and not _beside(words, low, k):
        return None
    if k > low and words[k - 1].low in rules.determiners and words[k - 1].low not in rules.pronouns:
        return None  # a noun of the same form
    told = _written(words, low, high, k, rules) if form in rules.entitles else None
    if told is not None:
        return told
    if joined:
        who = Who(joined, token.start, "pronoun")
        return Cue(k, k + 1, token.low, kind, who, k, True)
    return _subjected(words, low, high, k, kind, rules, people)


def _subjected(
    words: Sequence[Token], low: int, high: int, k: int, kind: CueKind, rules: Pack, people: People
) -> Cue | None:
    """Return a verb of speaking with whoever speaks; None where none could be one's."""

    def cue(who: Who | None, follows: bool) -> Cue:
        if who is None or not follows:
            begin = _first(words, low, k, who) if who is not None else k
            return Cue(k, k + 1, words[k].low, kind, who, begin)
        return Cue(k, _past(words, k + 1, high, who), words[k].low, kind, who, k, True)

    inverted = _inverted(words, low, high, k, kind, rules, people)
    follows = kind == "beside" and not rules.verb_last
    if follows and (inverted is None or not somebody(words, inverted, rules)):
        return None
    active = _form(words[k].low, rules)[0] in rules.cites
    if active and inverted is not None and not any(t.low in rules.passive for t in words[low:k]):
        return cue(inverted, True)
    beside = _beside(words, low, k)
    straight = (apposed if beside else before)(words, low, k, rules, people)
    if straight is not None:
        return cue(straight, False)
    apart = _apart(words, low, k, rules, people)
    if inverted is None:
        return cue(apart, False)
    joined_on = k > low and words[k - 1].low in rules.joins
    thing = _thing(words, inverted, rules) and not _closes(words, low, k)
    told_of = thing or (joined_on and inverted.kind == "pronoun")
    if told_of and apart is not None and not _thing(words, apart, rules):
        return cue(apart, False)
    if beside or k == low or inverted.kind != "role" or rules.nouns_capital:
        return cue(inverted, True)
    return cue(apart, False)


def _apart(words: Sequence[Token], low: int, k: int, rules: Pack, people: People) -> Who | None:
    """Return who is named before a verb and apart from it, in doubt where a noun stands between.

    "By the data of the Test Press the pilot | said" is the pilot's; "Anna in an interview | said"
    is not the interview's.
    """
    who = earlier(words, low, k, rules, people)
    if who is None or who.kind != "name" or rules.nouns_capital or rules.verb_last:
        return who
    last = words[k - 1]
    joined_on = last.low in rules.between or last.low in rules.ands
    plain = last.word and not last.capital and not joined_on
    led = any(t.low in rules.prepositions for t in words[max(low, k - 4) : k])
    return who._replace(doubt=True) if plain and not led else who


def _inverted(
    words: Sequence[Token], low: int, high: int, k: int, kind: CueKind, rules: Pack, people: People
) -> Who | None:
    """Return who stands after a verb."""
    cites = _form(words[k].low, rules)[0] in rules.cites
    beside = _closes(words, low, k)
    begin = _past_body(words, k + 1, high, rules) if cites else k + 1
    asked = kind == "demand" and begin < high and words[begin].low in rules.prepositions
    found = after(words, begin, high, rules, people, objects=cites)
    found = None if asked and not rules.nouns_capital else found  # asks of somebody
    if found is None and beside and k + 1 < high and titled(words[k + 1]):
        return Who(words[k + 1].text[1:], words[k + 1].start + 1, "role")  # writes „Times“
    return noun_after(words, k + 1, high, rules) if found is None and beside else found


def _beside(words: Sequence[Token], low: int, k: int) -> bool:
    """Whether words in marks, a comma or the like stand right before a verb."""
    return k > low and (words[k - 1].quote is not None or words[k - 1].text in JOINTS)


def _past_body(words: Sequence[Token], k: int, high: int, rules: Pack) -> int:
    """Return where whoever is quoted begins, past the body that quotes: "quotes X.com | Anna"."""
    names = k + 1 < high and words[k].low in rules.bodies and words[k].capital
    return k + 1 if names and words[k + 1].word else k


def _written(words: Sequence[Token], low: int, high: int, k: int, rules: Pack) -> Cue | None:
    """Return the cue of "heißt es in dem Schreiben", "auf der Seite heißt es": where it stands."""
    if k + 1 >= high or rules.pronouns.get(words[k + 1].low) != "it":
        return None
    at, stop = low, k
    if words[at].low not in rules.prepositions:
        at, stop = k + 2, high
    while at < stop and words[at].low in rules.between:
        at += 1
    if at >= stop or words[at].low not in rules.prepositions:
        return None
    begin = at + 1
    end = begin
    while end < min(stop, begin + _REACH) and (
        _goes_on(words[end], rules) or (words[end].low in rules.between and end + 1 < stop)
    ):
        end += 1
    if not any(c.isupper() for t in words[begin:end] for c in t.text):
        return None
    surface = worded(words[begin:end])
    named = next(
        (n for r in runs(words, begin, end, rules) if (n := person(words, *r, rules))), None
    )
    who = Who(surface, words[begin].start, "role")
    if named is not None and named[1] - named[0] > 1 and named[1] == end:
        who = Who(spelled(words, *named), words[named[0]].start, "name")
    return Cue(k, max(end, k + 2), words[k].low, "say", who, k, True)


def _goes_on(token: Token, rules: Pack) -> bool:
    """Whether a word belongs to the phrase that a preposition opens."""
    ends = token.low in rules.prepositions or token.low in rules.between or token.low in rules.that
    return (token.word or short(token)) and not ends


def _closes(words: Sequence[Token], low: int, k: int) -> bool:
    """Whether a verb stands right after words in marks."""
    last = k - 1
    while last > low and words[last].text in JOINTS:
        last -= 1
    apart = last < k - 1 or last == low
    return last >= low and words[last].quote is not None and apart


def _thing(words: Sequence[Token], who: Who, rules: Pack) -> bool:
    """Whether a phrase after a verb is what is spoken of, in a language of capital nouns."""
    return rules.nouns_capital and not somebody(words, who, rules)


def _form(low: str, rules: Pack) -> tuple[str, str]:
    """Return a verb without a pronoun joined to it, and the pronoun: "dit-il"."""
    for clitic in rules.clitics:
        if low.endswith(clitic):
            return low.removesuffix(clitic), clitic
    return low, ""


def _whole(words: Sequence[Token], k: int, high: int, form: str, rules: Pack) -> bool:
    """Whether a verb that speaks only with another word has it, and none that makes it another."""
    needed = rules.together.get(form)
    beside = {t.low for t in (*words[max(0, k - 1) : k], *words[k + 1 : k + 2])}
    if not beside.isdisjoint(rules.apart.get(form, ())):
        return False
    return needed is None or any(t.low in needed for t in words[k + 1 : high])


def _kind(form: str, rules: Pack) -> CueKind | None:
    if form in rules.deny:
        return "deny"
    if form in rules.demand:
        return "demand"
    if form in rules.say:
        return "say"
    return "beside" if form in rules.beside else None


def _first(words: Sequence[Token], low: int, k: int, who: Who) -> int:
    return next((i for i in range(low, k) if words[i].end > who.start), k)


def _past(words: Sequence[Token], k: int, high: int, who: Who) -> int:
    """Return the index after the last token of whom a stretch names."""
    end = who.start + len(who.surface)
    return next((i for i in range(k, high) if words[i].start >= end), high)


def _according(
    words: Sequence[Token], low: int, high: int, k: int, rules: Pack, people: People
) -> Cue | None:
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
    text = " ".join(t.low for t in words[k:begin])
    stop = _phrase_stop(words, begin, high, rules)
    if begin >= stop:
        return None
    theirs = words[begin].low in rules.determiners and begin + 1 == stop
    if words[begin].low in rules.pronouns or theirs:
        return Cue(k, begin + 1, text, "according", _pronoun(words[begin]), k)
    names = [
        found
        for i, j in runs(words, begin, stop, rules)
        if (found := person(words, i, j, rules)) is not None
        and not _belongs(words, begin, found[0], rules)
    ]
    full = [n for n in names if n[1] - n[0] > 1] or [n for n in names if known(words, n, people)]
    if full:
        who, end = all_named(words, full, rules, oblique=True)
        return Cue(k, end, text, "according", who, k)
    role = _told_role(words, begin, stop, high, rules)
    if role is None:
        return None
    return Cue(k, _past(words, begin, stop, role), text, "according", role, k)


def _phrase_stop(words: Sequence[Token], begin: int, high: int, rules: Pack) -> int:
    """Return where whoever an "according to" means cannot go on."""
    stop = begin
    while stop < min(high, begin + _REACH) and (words[stop].word or short(words[stop])):
        if stop > begin and words[stop - 1].quote is not None and not rules.nouns_capital:
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
    verb = len(phrase) > 1 or (stop < high and rules.speaks(words[stop].low))
    if verb and phrase[0].low in rules.between and not rules.nouns_capital:
        return None  # "according has said the minister": the verb is the cue
    named = phrase[0].low in rules.between or any(t.capital or titled(t) for t in phrase[:end])
    who = Who(worded(phrase[:end]), phrase[0].start, "role")
    if not named and (rules.nouns_capital or not somebody(words, who, rules)):
        return None  # "laut" is aloud here
    return who


def _belongs(words: Sequence[Token], begin: int, name: int, rules: Pack) -> bool:
    """Whether a name only says whose the body before it is: "the office of the Example Isles"."""
    last = words[name - 1].low
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
    text = " ".join(t.low for t in words[k : k + length])
    ends = [(person(words, i, j, rules), j) for i, j in runs(words, begin, k, rules)]
    named, end = ends[-1] if ends else (None, -1)
    if named is not None and end == k and _proper(words, named, rules, people):
        surface = _unowned(spelled(words, *named), rules)
        who = Who(surface, words[named[0]].start, "name", oblique=True)
        first = ends[-2][0] if len(ends) > 1 else None
        if first is not None and and_between(words, first[1], named[0], rules):
            other = Who(spelled(words, *first), words[first[0]].start, "name", oblique=True)
            who = joint(words, other, who, named[1])
            named = first
        return Cue(k, k + length, text, "according", who, named[0])
    if rules.nouns_capital:
        fits = (n for n in range(k - 1, begin - 1, -1) if words[n].low in rules.determiners)
        begin = next(fits, begin)
    phrase = words[begin:k]
    who = Who(_unowned(worded(phrase), rules), phrase[0].start, "role")
    if not somebody(words, who, rules):
        return None
    return Cue(k, k + length, text, "according", who, begin)


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
