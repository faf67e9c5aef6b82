"""Claims told by a verb or a phrase of judging: "opposes a union", "calls it a myth", "X: no"."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from stance.articles.article import Attitude
from stance.core.countries import COUNTRIES
from stance.extract.quotes.attitude import Voice, nobodys, taken_back, voice
from stance.extract.quotes.cue import Cue, first
from stance.extract.quotes.people import Speaker, is_role, singular
from stance.extract.quotes.subjects import subject_before
from stance.extract.quotes.tokens import Token, low_at
from stance.extract.quotes.verbs import agrees, is_noun
from stance.extract.quotes.words import (
    BE,
    BODIES,
    DEMONYMS,
    DETERMINERS,
    OFFICE,
    PREPOSITIONS,
    PRONOUNS,
    inflected,
    listed,
)

#: Words for what somebody else says: "answered claims that", "debunked the myth that".
FACTS = listed(
    "claim statement assertion suggestion idea notion myth view belief argument allegation "
    "accusation rumour rumor report theory thesis opinion possibility thought narrative perception "
    "impression charge premise concept assumption hypothesis fear hope warning prediction "
    "speculation criticism insinuation conclusion proposition contention legend lie misconception "
    "stereotype word remark comment talk proposal scenario story"
)
OWN = listed("his her their its own my our")
_REACH = 9
#: From "as" in "quoted X as saying ..." that the sentence goes on, not that it ends there.
_LEAST = 3

#: Finds where a claim begins that follows a verb; None where the words do not fit.
Link = Callable[[Sequence[Token], int, int], int | None]


class View(NamedTuple):
    """A claim by its form: the cue, where its words begin and end, and what it is.

    Attributes:
        cue: its verb or phrase, with the speaker.
        begin: index of the first token of the words.
        stop: index after the last one.
        attitude: what the speaker does with them.
        how: why it is a claim, in words.
    """

    cue: Cue
    begin: int
    stop: int
    attitude: Attitude
    how: str


class _Row(NamedTuple):
    """Verbs that make a claim of what follows by one of the links."""

    verbs: str
    links: tuple[Link, ...]
    attitude: Attitude
    people: bool = True  # only of people: states and bodies oppose and support all day


def _that(words: Sequence[Token], k: int, stop: int) -> int | None:
    """Find the clause in "vowed again on Wednesday that ..."."""
    for i in range(k, min(k + _REACH, stop)):
        if words[i].low == "that":
            return i + 1 if i + 1 < stop else None
        if words[i].quote is not None or words[i].text in ",;:" or words[i].low in BE:
            return None
    return None


def _bare(words: Sequence[Token], k: int, stop: int) -> int | None:
    """Find the clause in "vowed he would ...", "denies the union is ..."."""
    if k >= stop or not words[k].word or words[k].low in PREPOSITIONS | {"that"}:
        return None
    starts = words[k].capital or words[k].low in DETERMINERS | PRONOUNS or words[k].low == "there"
    finite = any(t.low in _FINITE for t in words[k + 1 : min(k + 12, stop)])
    pronoun = words[k].low in _SUBJECTS
    return k if starts and (finite or pronoun) else None


def _fact(words: Sequence[Token], k: int, stop: int) -> int | None:
    """Find "claims that ..." that are another's: no "his belief that"."""
    for i in range(k, min(k + _REACH, stop - 1)):
        if words[i].quote is not None or words[i].text in ",;:":
            return None
        if singular(words[i].low) in FACTS and words[i + 1].low in ("that", "of", "about"):
            return None if any(t.low in OWN for t in words[k:i]) else k
    return None


def _at(words: Sequence[Token], k: int, stop: int) -> int | None:
    """Find what is laughed at: "at the suggestion that"."""
    return k if low_at(words, k, stop) == "at" and _fact(words, k + 1, stop) else None


def _whether(words: Sequence[Token], k: int, stop: int) -> int | None:
    return k if low_at(words, k, stop) in ("whether", "if", "why", "how", "what") else None


def _object(words: Sequence[Token], k: int, stop: int) -> int | None:
    """Find what is opposed, supported or denied: a noun phrase or "being ..."."""
    if k >= stop or (words[k].quote is None and not words[k].word):
        return None
    low = words[k].low
    if low in PREPOSITIONS | _NO_OBJECTS or low.endswith("ly"):
        return None
    return k


def _as(words: Sequence[Token], k: int, stop: int) -> int | None:
    """Find "Russia as an obstacle" after "sees"."""
    near = range(k + 1, min(k + _REACH, stop - 1))
    at = next((i for i in near if words[i].low == "as"), None)
    if at is None or any(t.text in ",;:" for t in words[k:at]):
        return None
    return k if words[at + 1].low not in ("well", "soon", "long", "much", "he", "she") else None


def _saying(words: Sequence[Token], k: int, stop: int) -> int | None:
    """Find "Primerov as saying" after "quoted"."""
    if words[k].low == "by" or words[k].low.endswith("ly"):
        return None  # X, quoted by Y as saying
    near = range(k + 1, min(k + _REACH, stop - _LEAST))
    return next((k for i in near if words[i].low == "as" and words[i + 1].low == "saying"), None)


def _twofold(words: Sequence[Token], k: int, stop: int) -> int | None:
    """Find what is called something: "the union a myth", "the plan unrealistic"."""
    if k >= stop or not words[k].word or words[k].low in PREPOSITIONS | {"that", "out", "off"}:
        return None
    phrase = [t for t in words[k + 1 : stop] if t.word or t.quote is not None]
    named = any(t.low in ("a", "an", "the", "his", "her", "its") or t.quote for t in phrase[:8])
    last = phrase[-1].low if phrase else ""
    return k if named or last.endswith(_ADJECTIVES) or last in _QUALITIES else None


def _of(*prepositions: str) -> Link:
    """Return a link that finds one of these prepositions soon after the verb."""

    def found(words: Sequence[Token], k: int, stop: int) -> int | None:
        for i in range(k, min(k + _REACH, stop - 1)):
            if words[i].low in prepositions:
                return k
            if words[i].quote is not None or not words[i].word:
                return None
        return None

    return found


def _next(*prepositions: str) -> Link:
    """Return a link that finds one of these prepositions, or two such words, after the verb."""

    def found(words: Sequence[Token], k: int, stop: int) -> int | None:
        one = low_at(words, k, stop)
        two = f"{one} {low_at(words, k + 1, stop)}"
        return k if (one in prepositions or two in prepositions) and k + 1 < stop else None

    return found


def _hard(words: Sequence[Token], k: int, stop: int) -> int | None:
    """Find "it hard to believe ..." after "finds"."""
    lows = [t.low for t in words[k : k + 5]]
    hard = lows[:1] == ["it"] and any(low in _HARD for low in lows)
    return (
        k if hard and any(low in ("believe", "accept", "imagine", "see") for low in lows) else None
    )


def _to(words: Sequence[Token], k: int, stop: int) -> int | None:
    """Find "Russia to leave" after "wants"."""
    if k >= stop or not words[k].word or words[k].low in PREPOSITIONS | {"to", "that", "not"}:
        return None
    near = range(k + 1, min(k + _REACH, stop - 1))
    to = next((i for i in near if words[i].low == "to"), None)
    plain = to is not None and all(t.word for t in words[k:to])
    return k if to is not None and plain and words[to + 1].low not in DETERMINERS else None


def _little(words: Sequence[Token], k: int, stop: int) -> int | None:
    """Find "no future for the union", "little point in it" after "sees"."""
    return k if low_at(words, k, stop) in ("no", "little", "few") and k + 1 < stop else None


_FINITE = BE | listed(
    "has have had will would can could may might must should do does did cannot won't can't "
    "didn't doesn't don't wouldn't couldn't went came took gave made met wrote"
)
#: Right before a verb they show that its subject is not there: "when asked", "as feared".
_NO_SUBJECT = listed("when if though although while as until unless")
_SUBJECTS = listed("he she they it we i there")
_NO_OBJECTS = listed(
    "that whether if him her them me us you and or but as so then when while because again also "
    "back up out off down away himself herself it not"
) - {"it"}
_ADJECTIVES = ("able", "ible", "al", "ful", "ic", "ive", "less", "ous", "ant", "ent", "ed", "ing")
_QUALITIES = listed(
    "weak strong dead wrong right good bad false true key vital dangerous useless unfair fair "
    "ready necessary unnecessary premature mature imaginary hollow empty alive doomed crucial"
)
_TO_BELIEVE = listed("believe accept imagine see credit")
_AWAY = ("aside", "off", "away", "down")
_HARD = listed("hard difficult impossible")
#: Past forms that are no regular ones.
_PAST = {
    "came": "come",
    "spoke": "speak",
    "foresaw": "foresee",
    "wrote": "write",
    "saw": "see",
    "found": "find",
    "heard": "hear",
    "felt": "feel",
}
_NO_PERSON = OFFICE | DEMONYMS
#: After these the clause itself is the claim, and the words need no cue.
CLAUSES = (_that, _bare)
_ROWS = (
    _Row(
        "deny dispute contest refute rebut repudiate debunk disprove",
        (_fact, _that, _bare, _object),
        "denies",
        people=False,
    ),
    _Row("reject dismiss criticise criticize condemn challenge", (_fact, _that), "denies", False),
    _Row("mock ridicule deride decry denounce attack discount", (_fact,), "denies", False),
    _Row("laugh scoff sneer balk bristle", (_at,), "denies"),
    _Row("reject dismiss oppose condemn criticise criticize denounce decry", (_object,), "denies"),
    _Row("ridicule deride slam lambast resist", (_object,), "denies"),
    _Row("disagree", (_that, _next("with")), "denies"),
    _Row("rule", (_next("out"),), "denies"),
    _Row("brush shrug laugh wave write play", (_next(*_AWAY),), "denies"),
    _Row("say", (_next("no to"),), "denies"),
    _Row("see find", (_little,), "denies"),
    _Row("doubt question", (_fact, _that, _whether, _bare), "doubts", people=False),
    _Row("doubt question", (_object,), "doubts"),
    _Row("ask wonder inquire enquire", (_whether,), "asks", people=False),
    _Row("demand", (_that, _object), "demands"),
    _Row("urge beg implore encourage advise want ask press exhort", (_to,), "demands"),
    _Row("insist", (_next("on"),), "demands"),
    _Row("expect", (_to,), "asserts"),
    _Row("predict foresee anticipate envisage expect", (_object,), "asserts"),
    _Row("complain", (_next("about", "of"),), "asserts"),
    _Row("liken compare", (_of("to"),), "asserts"),
    _Row("echo", (_fact,), "asserts"),
    _Row(
        "support back favour favor endorse welcome applaud defend champion", (_object,), "asserts"
    ),
    _Row("praise hail blame prefer fear advocate", (_object,), "asserts"),
    _Row("vow pledge swear promise threaten", (_that, _bare, _next("to")), "asserts", False),
    _Row("worry fear hope expect suspect", (_that, _bare), "asserts", people=False),
    _Row("announce deny admit acknowledge concede maintain", (_that, _bare), "asserts", False),
    _Row("insist confirm conclude declare swear guess feel", (_that, _bare), "asserts", False),
    _Row("see view regard describe portray characterise characterize", (_as,), "asserts"),
    _Row("perceive define treat depict dismiss denounce condemn praise", (_as,), "asserts"),
    _Row("find", (_hard,), "doubts"),
    _Row("call consider deem label brand dub term find", (_twofold,), "asserts"),
    _Row("accuse suspect", (_of("of"),), "asserts"),
    _Row("blame thank", (_of("for"),), "asserts"),
    _Row("argue speak protest campaign lobby vote", (_next("against", "out against"),), "denies"),
    _Row("come", (_next("out against"),), "denies"),
    _Row("come", (_next("out in", "out for"),), "asserts"),
    _Row("argue campaign lobby", (_next("for"),), "asserts"),
    _Row("believe", (_next("in"),), "asserts"),
    _Row("object", (_next("to"),), "denies"),
    _Row("quote cite", (_saying,), "reports another"),
    _Row(
        "repeat spread relay answer recall cite quote mention discuss address hear note",
        (_fact,),
        "reports another",
    ),
)


class _Form(NamedTuple):
    """One form of a verb with one link."""

    base: str
    link: Link
    attitude: Attitude
    people: bool


def _by_form() -> dict[str, list[_Form]]:
    """Return each form of a verb with its links, in the order of the rows."""
    found: dict[str, list[_Form]] = {}
    for row in _ROWS:
        bases = row.verbs.split()
        past = {form: base for form, base in _PAST.items() if base in bases}
        for form, base in inflected(row.verbs, past).items():
            if not form.endswith("ing"):
                made_of = (_Form(base, link, row.attitude, row.people) for link in row.links)
                found.setdefault(form, []).extend(made_of)
    return found


_FORMS = _by_form()


def verb_views(words: Sequence[Token], low: int, high: int, text: str) -> Iterator[View]:
    """Yield the claims that a verb of judging tells, from its own words on."""
    for k in range(low + 1, high - 1):
        rows = _FORMS.get(words[k].low)
        if rows is None or words[k].capital or words[k].quote is not None or is_noun(words, low, k):
            continue
        stop = clause_stop(words, low, k, high)
        found = next(
            ((row, at) for row in rows if (at := row.link(words, k + 1, stop)) is not None), None
        )
        view = found and _told(words, low, stop, k, *found, text)
        if view:
            yield view


def _told(
    words: Sequence[Token], low: int, stop: int, k: int, form: _Form, at: int, text: str
) -> View | None:
    """Return the claim of a verb whose row fits, if it has somebody to make it."""
    used = voice(words, low, k)
    before = words[used.begin - 1] if used.begin > low else None
    if (
        before is None
        or before.low == "to"
        or words[k - 1].low in _NO_SUBJECT
        or any(t.low in BE for t in words[used.begin : k])
    ):
        return None
    named = subject_before(words, low, k, text)
    if named is None or not agrees(words, k, form.base, named):
        return None
    if form.people and not is_somebody(named):
        return None
    return made(words, low, stop, k, named, used, form, at)


def made(
    words: Sequence[Token],
    low: int,
    stop: int,
    k: int,
    named: Speaker,
    used: Voice,
    form: _Form,
    at: int,
) -> View | None:
    """Return the claim of somebody, unless the sentence takes it back."""
    attitude = taken_back(used, form.base, form.attitude)
    begin = first(words, low, k, named)
    if attitude is None or nobodys(words, low, begin, named):
        return None
    after = form.link in CLAUSES and attitude == form.attitude == "asserts"
    if attitude == "asserts" and not after and any(t.quote is not None for t in words[k:stop]):
        return None  # its words in marks are direct speech
    cue = Cue(k, begin, k + 1, form.base, "view", named)
    how = f"a judgement told by “{words[k].text}”"
    return View(cue, at if after else used.begin, stop, attitude, how)


def clause_stop(words: Sequence[Token], low: int, k: int, high: int) -> int:
    """Return where the words of a verb end: with its clause, or with its "who" clause."""
    used = voice(words, low, k)
    if used.begin > low and words[used.begin - 1].low in ("who", "which"):
        return next((i for i in range(k, high) if words[i].text == ","), high)
    return high


def is_somebody(named: Speaker) -> bool:
    """Whether the subject is a person or people, no state and no body."""
    low = named.surface.casefold()
    if named.kind == "pronoun":
        return low in ("he", "she")
    words = [w.casefold() for w in named.words]
    if named.kind == "name":
        placed = low in COUNTRIES or any(w in _NO_PERSON for w in words)
        return not placed and not named.surface.isupper()
    head = next((i for i, w in enumerate(words) if i and w in PREPOSITIONS), len(words))
    noun = words[head - 1] if words else ""
    return is_role(noun) and singular(noun) not in BODIES
