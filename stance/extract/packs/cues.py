"""The cues of a sentence: verbs of speaking and "according to" phrases, each with its subject."""

from collections.abc import Sequence
from itertools import takewhile

from stance.extract.packs.accorded import according
from stance.extract.packs.cases import asked
from stance.extract.packs.cue import JOINTS, Cue, CueKind, past
from stance.extract.packs.pack import Pack
from stance.extract.packs.people import People, person, runs, spelled
from stance.extract.packs.phrases import noun_after, short, titled
from stance.extract.packs.speaker import Who, described, known
from stance.extract.packs.subjects import (
    after,
    antecedent,
    apposed,
    before,
    earlier,
    somebody,
)
from stance.extract.quotes.tokens import Token

#: Tokens from a preposition to the end of what it opens.
_REACH = 16


def cues(words: Sequence[Token], low: int, high: int, rules: Pack, people: People) -> list[Cue]:
    """Return the cues of the sentence between two token indices, in order."""
    found: list[Cue] = []
    for k in range(low, high):
        if not words[k].word:
            continue
        cue = according(words, low, high, k, rules, people) or _verb(
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
    if joined and form in rules.auxiliaries:
        return _auxiliary(words, high, k, joined, rules)
    kind = _kind(form, rules) if _whole(words, k, high, form, rules) else None
    kind = "deny" if _turned(words, k, high, form, rules) else kind
    if kind is None or (token.capital and k > low and words[k - 1].quote is None):
        return None
    if kind == "beside" and not _beside(words, low, k):
        return None
    if k > low and words[k - 1].low in rules.determiners and words[k - 1].low not in rules.pronouns:
        return None  # a noun of the same form
    told = _written(words, low, high, k, rules) if form in rules.entitles else None
    if told is not None:
        return told
    if form in rules.entitles and k + 1 < high and rules.pronouns.get(words[k + 1].low) == "it":
        it = Who(words[k + 1].text, words[k + 1].start, "pronoun")
        return Cue(k, k + 2, token.low, kind, it, k, True)  # of Anna it is said
    if joined:
        who = Who(joined, token.start, "pronoun")
        return Cue(k, k + 1, token.low, kind, who, k, True)
    return _subjected(words, low, high, k, kind, rules, people)


def _auxiliary(words: Sequence[Token], high: int, k: int, joined: str, rules: Pack) -> Cue | None:
    """Return the cue of "a-t-elle encore dit": a pronoun joined to the verb before."""
    at = k + 1
    while at < high and words[at].low in rules.between:
        at += 1
    kind = _kind(words[at].low, rules) if at < high else None
    if kind is None or kind == "beside":
        return None
    who = Who(joined, words[k].start, "pronoun")
    return Cue(k, at + 1, words[at].low, kind, who, k, True)


def _subjected(
    words: Sequence[Token], low: int, high: int, k: int, kind: CueKind, rules: Pack, people: People
) -> Cue | None:
    """Return a verb of speaking with whoever speaks; None where none could be one's."""

    def cue(who: Who | None, follows: bool) -> Cue:
        if who is None or not follows:
            begin = _first(words, low, k, who) if who is not None else k
            return Cue(k, k + 1, words[k].low, kind, who, begin)
        return Cue(k, past(words, k + 1, high, who), words[k].low, kind, who, k, True)

    inverted = _inverted(words, low, high, k, kind, rules, people)
    follows = kind == "beside" and not rules.verb_last
    if follows and (inverted is None or not somebody(words, inverted, rules)):
        return None
    active = _form(words[k].low, rules)[0] in rules.cites
    if active and inverted is not None and not any(t.low in rules.passive for t in words[low:k]):
        return cue(inverted, True)
    beside = _beside(words, low, k)
    if _related(words, low, k, rules):
        return cue(antecedent(words, low, k, rules, people), False)
    start = k
    while start > low and words[start - 1].low in rules.between:
        start -= 1
    apart_by = _beside(words, low, start)
    wanted = asked(words[k].low, rules)
    straight = (apposed if apart_by else before)(words, low, start, rules, people, wanted)
    if straight is None and beside and inverted is not None and inverted.kind == "name":
        straight = _leading(words, low, k, high, kind, inverted, rules, people)
    if straight is not None and not _agrees_better(inverted, straight, rules):
        return cue(straight, False)
    apart = _apart(words, low, k, rules, people)
    if inverted is None:
        return cue(apart, False)
    joined_on = k > low and words[k - 1].low in rules.joins
    thing = _thing(words, inverted, rules) and not _closes(words, low, k, rules)
    told_of = thing or joined_on
    if told_of and apart is not None and not _thing(words, apart, rules):
        return cue(apart, False)
    if beside or apart_by or k == low or inverted.kind != "role" or rules.nouns_capital:
        return cue(inverted, True)
    return cue(apart, False)


def _leading(
    words: Sequence[Token],
    low: int,
    k: int,
    high: int,
    kind: CueKind,
    after_verb: Who,
    rules: Pack,
    people: People,
) -> Who | None:
    """Return who begins a sentence and is told of between commas: "Anna, the chair, asked Ben".

    Whoever follows the verb is then told or asked: of what stands in the words he may speak.
    """
    stop = past(words, k, high, after_verb)
    that = any(t.low in rules.that for t in words[stop : stop + 2])
    run = next(runs(words, low, k, rules), None)
    named = person(words, *run, rules) if run is not None and run[0] == low else None
    if named is None or not (that or kind == "demand") or not known(words, named, people):
        return None
    closed = words[named[1]].text == "," and named[1] < k - 1
    plain = all(t.quote is None for t in words[low:k])
    return Who(spelled(words, *named), words[named[0]].start, "name") if closed and plain else None


def _apart(words: Sequence[Token], low: int, k: int, rules: Pack, people: People) -> Who | None:
    """Return who is named before a verb and apart from it, in doubt where a noun stands between.

    "By the data of the Test Press the pilot | said" is the pilot's; "Anna in an interview | said"
    is not the interview's.
    """
    who = earlier(words, low, k, rules, people, asked(words[k].low, rules))
    if who is None or who.kind != "name" or rules.nouns_capital or rules.verb_last:
        return who
    last = words[k - 1]
    joined_on = last.low in rules.between or last.low in rules.ands
    plain = last.word and not last.capital and not joined_on
    led = any(t.low in rules.prepositions for t in words[max(low, k - 4) : k])
    return who._replace(doubt=True) if plain and not led else who


def _related(words: Sequence[Token], low: int, k: int, rules: Pack) -> bool:
    """Whether a verb is that of a clause about somebody: "X, who has said"."""
    j = k
    while j > low and words[j - 1].low in rules.between:
        j -= 1
    return j > low and words[j - 1].low in rules.relatives


def _inverted(
    words: Sequence[Token], low: int, high: int, k: int, kind: CueKind, rules: Pack, people: People
) -> Who | None:
    """Return who stands after a verb."""
    cites = _form(words[k].low, rules)[0] in rules.cites
    beside = _closes(words, low, k, rules)
    begin = _past_body(words, k + 1, high, rules) if cites else k + 1
    of_whom = kind == "demand" and begin < high and words[begin].low in rules.prepositions
    wanted = asked(words[k].low, rules)
    found = after(words, begin, high, rules, people, objects=cites, wanted=wanted)
    told = kind == "demand" and not (beside or rules.cyrillic)
    found = None if (of_whom or told) and not rules.nouns_capital else found  # asks somebody
    if found is not None and not (beside or cites or rules.nouns_capital or rules.cyrillic):
        between = (t.low for t in words[begin:high] if t.end < found.start)
        found = None if any(t in rules.prepositions for t in between) else found  # with X
    if found is None and beside and k + 1 < high and titled(words[k + 1]):
        named = described(words[k + 1 : k + 2])
        return named._replace(start=named.start + 1)  # writes „Times“
    bare = found is None and beside and not (cites and rules.cases)
    return noun_after(words, k + 1, high, rules, wanted) if bare else found


def _agrees_better(inverted: Who | None, straight: Who, rules: Pack) -> bool:
    """Whether a name after a verb is its subject for sure, and what stands before may not be."""
    named = rules.cases and inverted is not None and inverted.kind == "name" and not inverted.open
    return bool(named) and (straight.kind == "role" or straight.open)


def _beside(words: Sequence[Token], low: int, k: int) -> bool:
    """Whether words in marks, a comma or the like stand right before a verb."""
    return k > low and (words[k - 1].quote is not None or words[k - 1].text in JOINTS)


def _past_body(words: Sequence[Token], k: int, high: int, rules: Pack) -> int:
    """Return where whoever is quoted begins, past the body that quotes: "quotes X.com | Anna"."""
    body = k + 1 < high and words[k].low in rules.bodies and words[k].capital
    names = body or (k + 1 < high and bool(rules.cases) and titled(words[k]))
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
    named = next(
        (n for r in runs(words, begin, end, rules) if (n := person(words, *r, rules))), None
    )
    who = described(words[begin:end])
    if named is not None and named[1] - named[0] > 1 and named[1] == end:
        if words[at].low in rules.of:
            return None  # of Anna it is said
        who = Who(spelled(words, *named), words[named[0]].start, "name")
    return Cue(k, max(end, k + 2), words[k].low, "say", who, k, True)


def _goes_on(token: Token, rules: Pack) -> bool:
    """Whether a word belongs to the phrase that a preposition opens."""
    ends = token.low in rules.prepositions or token.low in rules.between or token.low in rules.that
    return (token.word or short(token)) and not ends


def _closes(words: Sequence[Token], low: int, k: int, rules: Pack) -> bool:
    """Whether a verb stands right after words in marks."""
    last = k - 1
    while last > low and (words[last].text in JOINTS or words[last].low in rules.auxiliaries):
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
    if rules.participles is not None and rules.participles.search(form):
        led = (t.low.rpartition("'")[2] for t in words[max(0, k - 4) : k])
        if not any(low in rules.auxiliaries for low in led):
            return False  # the car, called X
    return needed is None or any(t.low in needed for t in words[k + 1 : high])


def _turned(words: Sequence[Token], k: int, high: int, form: str, rules: Pack) -> bool:
    """Whether a verb denies by another word in its clause: "wies die Kritik zurück"."""
    needed = rules.denying.get(form)
    if needed is None:
        return False
    clause = takewhile(lambda t: t.quote is None and t.text not in ",;:", words[k + 1 : high])
    return any(t.low in needed for t in clause)


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
