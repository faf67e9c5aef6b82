"""Which words a cue of reported speech gives: the clause after it, around it or before it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from stance.articles.article import Attitude
from stance.extract.quotes.attitude import voice
from stance.extract.quotes.cue import Cue
from stance.extract.quotes.direct import Heard, Sentence
from stance.extract.quotes.hearsay import called_untrue
from stance.extract.quotes.people import is_role, singular
from stance.extract.quotes.tokens import Token
from stance.extract.quotes.verbs import past_channel
from stance.extract.quotes.views import FACTS, OWN
from stance.extract.quotes.words import (
    BARE,
    BE,
    DEMAND,
    DETERMINERS,
    GOING,
    PREPOSITIONS,
    PRONOUNS,
    REPORT,
    STARTERS,
    listed,
)

_VERBAL = BE | listed(
    "has have had will would can could may might must should do does did cannot can't won't "
    "wouldn't couldn't shouldn't hasn't haven't hadn't don't doesn't didn't"
)
_PASTS = listed(
    "took gave came went made lost won fell rose grew found kept led knew saw got ran cut sold "
    "bought"
)
_TOLD = _VERBAL | _PASTS
_NO_CLAUSE = PREPOSITIONS | _VERBAL
_IF = listed("if whether why how what when who")
_UNDER = listed("while when after as because although though if since before until once whereas")
_HEARERS = listed("him her me us them you")
_SHOWS = listed("reveals shows confirms demonstrates proves underlines reflects reveal showed")
_WHO = listed("who whom whose which")
_OF_WHICH = listed("of at from")
_NOMINATIVE = listed("he she they we")
_UNLESS = listed("if unless")
_EXTRAPOSED = _IF | listed("to that for")
#: They begin a subject, though others of them lead into a sentence: "Only a fool", "No one".
_QUANTIFIED = listed("only even no not nobody anyone anybody everyone everybody nothing few some")
_ALONE = listed("only even no not")
_REACH = 16
#: Tokens from the verb to the comma in "As X has said many times before, ...".
_ASIDE = 6
LEAST = 3
_JOINING = listed("and but or so who which that while when where as because although than")
REPORT_BASES = frozenset(REPORT.values())
_WHERE = listed(
    "at in on during after before to while when yesterday today monday tuesday wednesday thursday "
    "friday saturday sunday last earlier"
)
#: What verb and preposition do with their object, where they demand nothing.
_DEMANDED: Mapping[tuple[str, str], Attitude] = {
    ("warn", "of"): "asserts",
    ("warn", "against"): "denies",
    ("promise", "to"): "asserts",
    ("vow", "to"): "asserts",
    ("pledge", "to"): "asserts",
}
#: What somebody answers or recalls is another's.
_OF_OTHERS = listed(
    "claim statement allegation accusation suggestion rumour rumor report argument assertion "
    "criticism speculation insinuation legend myth story remark comment"
)
#: What is said "in a statement that" is one's own.
_WITHIN = listed("in by through with via during")
_DAYS = listed("monday tuesday wednesday thursday friday saturday sunday yesterday today later on")


class Content(NamedTuple):
    """The tokens of a claim, as indices, how sure that it is one, and what is done with it."""

    begin: int
    stop: int
    confidence: float
    how: str
    attitude: Attitude = "asserts"


def with_cue(
    words: Sequence[Token], sentence: Sentence, cue: Cue, found: Content, attitude: Attitude
) -> Content:
    """Return the claim with its attitude; unless it is asserted, its words begin at the cue."""
    used = voice(words, sentence.low, cue.at)
    if cue.kind == "held" and cue.base.startswith("rule"):
        return found._replace(begin=used.begin)  # would not rule out that
    if cue.kind in ("according", "noun", "held"):
        return found
    if found.begin < cue.at:
        stop = max(found.stop, cue.stop) if attitude != "asserts" else found.stop
        return found._replace(stop=stop, attitude=attitude)
    if found.attitude != "asserts":  # a demand has its own
        return found._replace(begin=used.begin)
    noun = singular(words[found.begin - 2].low) if found.begin - 2 >= cue.stop else ""
    within = any(t.low in _WITHIN for t in words[cue.stop : found.begin])
    others = noun in FACTS and words[found.begin - 3].low not in OWN and not within
    if others and attitude == "asserts":
        attitude = "reports another" if noun in _OF_OTHERS else attitude
    plain = attitude == "asserts" and not used.negated and not others
    return found._replace(begin=found.begin if plain else used.begin, attitude=attitude)


def content(words: Sequence[Token], sentence: Sentence, heard: Heard) -> Content | None:
    """Return the claim that a cue introduces or follows."""
    cue = heard.cue
    if cue.kind == "according":
        return _accorded(words, sentence, cue)
    if cue.kind == "beside":
        return None
    if cue.kind == "noun":
        return _noun_clause(words, sentence, cue)
    if cue.kind == "held":
        return Content(cue.stop, sentence.high, 0.9, f"a clause after “{cue.base}”")
    return (
        _around(words, sentence, cue)
        or _demanded(words, sentence, cue)
        or _that_clause(words, sentence, cue)
        or _asked(words, sentence, cue)
        or _parenthetical(words, sentence, cue)
        or _bare_clause(words, sentence, cue)
    )


def _noun_clause(words: Sequence[Token], sentence: Sentence, cue: Cue) -> Content:
    """Return the clause after "the emphasis of X that", up to the verb of the main clause."""
    begin = cue.stop + 1
    turn = next((k for k in range(begin + 5, sentence.high) if words[k].low in _SHOWS), 0)
    stop = turn if turn else sentence.high
    if turn and words[turn - 1].low in ("also", "clearly", "thus"):
        stop = turn - 1
    return Content(begin, stop, 0.8, f"a clause after “{cue.base} of … that”")


def _demanded(words: Sequence[Token], sentence: Sentence, cue: Cue) -> Content | None:
    links = DEMAND.get(cue.base, ())
    if cue.inverted or cue.stop >= sentence.high or words[cue.stop].low not in links:
        return None
    begin = cue.stop + 1
    if words[cue.stop].low in ("on", "upon"):
        begin = (
            next((k for k in range(begin, sentence.high) if words[k].low == "to"), begin - 1) + 1
        )
    attitude = _DEMANDED.get((cue.base, words[cue.stop].low), "demands")
    return Content(begin, sentence.high, 0.85, f"a demand after “{words[cue.at].text}”", attitude)


def _that_clause(words: Sequence[Token], sentence: Sentence, cue: Cue) -> Content | None:
    if cue.base not in REPORT_BASES:
        return None
    stop = min(cue.stop + _REACH, sentence.high)
    for k in range(cue.stop, stop):
        token = words[k]
        if token.low == "that":
            if k > cue.stop and k + 1 < sentence.high and _relative(words[k + 1]):
                return None  # said at a meeting that is going on
            if k > cue.stop and called_untrue(words, k, sentence.high):
                return None  # said the claim that P was a lie
            return Content(
                k + 1, sentence.high, 0.95, f"a clause after “{words[cue.at].text} that”"
            )
        if token.quote is not None or token.text in {";", ":", "—"} or token.low in _VERBAL:
            return None
        if k > cue.stop and _verb(token) and _subject(words[k - 1]):
            return None  # said X had been told that
        if token.text == "," and not cue.inverted and k > cue.stop + 6:
            return None
    return None


def _verb(token: Token) -> bool:
    return token.low in REPORT and not token.capital


def _subject(token: Token) -> bool:
    """Whether a word right before a verb may be its subject: a name or a pronoun."""
    return token.capital or token.low in PRONOUNS


def _relative(following: Token) -> bool:
    """Whether "that" is "which", as a verb follows."""
    return following.low in _VERBAL or (following.low.endswith("ed") and not following.capital)


def _asked(words: Sequence[Token], sentence: Sentence, cue: Cue) -> Content | None:
    if cue.base not in ("ask", "wonder", "inquire") or cue.stop >= sentence.high:
        return None
    if words[cue.stop].low not in ("if", "whether", "why", "how"):
        return None
    return Content(cue.stop + 1, sentence.high, 0.8, "a question that is reported")


def _bare_clause(words: Sequence[Token], sentence: Sentence, cue: Cue) -> Content | None:
    if cue.base not in BARE or cue.inverted or cue.stop >= sentence.high - LEAST:
        return None
    if cue.begin > sentence.low and words[cue.begin - 1].low == "what":
        return None
    begin = cue.stop if cue.base != "tell" else _past_hearer(words, sentence, cue.stop)
    while begin < sentence.high and words[begin].low in _DAYS:
        begin += 1
    first = words[begin] if begin < sentence.high else None
    if first is None or first.quote is not None or not first.word:
        return None
    if first.low in _NO_CLAUSE or first.low in _IF | {
        "so",
        "to",
        "and",
        "as",
        "more",
        "nothing",
    }:
        return None
    rest = words[begin + 1 : sentence.high]
    plain = first.low in _NOMINATIVE and len(rest) >= LEAST and cue.base != "suggest"
    if not plain and not any(
        t.low in _TOLD or (t.low.endswith("ed") and not t.capital) for t in rest
    ):
        return None
    return Content(begin, sentence.high, 0.85, f"a clause after “{words[cue.at].text}”")


def _past_hearer(words: Sequence[Token], sentence: Sentence, k: int) -> int:
    """Return where the clause begins in "told him it was late"; the end if nothing shows it."""
    if words[k].low in _HEARERS or (words[k].low.endswith("s") and not words[k].capital):
        k += 1
    else:
        while k < sentence.high and words[k].capital and words[k].word:
            k += 1
    starts = k < sentence.high and (words[k].capital or words[k].low in DETERMINERS | PRONOUNS)
    return k if starts else sentence.high


def _parenthetical(words: Sequence[Token], sentence: Sentence, cue: Cue) -> Content | None:
    """Return the claim around or before a cue set off by commas: "..., X said, ..."."""
    as_saying = words[cue.at - 1].low == "as"
    participle = words[cue.at].low.endswith("ing") and not as_saying
    if cue.base not in REPORT_BASES or cue.stop >= len(words) or participle:
        return None
    begin = cue.begin - (cue.begin > sentence.low and words[cue.begin - 1].low == "as")
    joined = begin > sentence.low and (
        words[begin - 1].text == "," or words[begin - 1].quote is not None
    )
    stop = cue.stop
    leads = begin == sentence.low < cue.begin  # as X notes, ...
    if cue.inverted:
        stop = _past_apposition(words, sentence, stop)
    if leads and words[begin].low == "as":  # As X said many times, ...
        near = range(stop, min(stop + _ASIDE, sentence.high))
        stop = next((k for k in near if words[k].text == ","), stop)
    ends = stop >= sentence.high or words[stop].text in {",", ".", "—", "–"}
    ends = ends or (as_saying and words[stop].low == "by")  # X was quoted as saying by Y
    goes_on = joined and not ends and (words[stop].low in _WHERE or cue.base == "tell")
    if not (joined or leads) or not (ends or goes_on):
        return None
    how = f"a clause beside “{words[cue.at].text}”"
    goes = stop + 1 < sentence.high and words[stop + 1].low in _VERBAL
    if goes and _subject_alone(words, sentence, begin, stop + 1):
        return Content(sentence.low, sentence.high, 0.8, how)  # who pays, X said, is unknown
    before = Content(sentence.low, begin, 0.85, how)
    closes = goes_on or as_saying or stop >= sentence.high or words[stop].text == "."
    if _clause(words, _past_lead_in(words, before, closes), before.stop):
        return before
    if goes_on:
        return None
    if stop < len(words) and _subject_alone(words, sentence, begin, stop + 1):
        return Content(sentence.low, sentence.high, 0.8, how)
    after = Content(stop + 1, sentence.high, 0.8, how)
    quoted = any(t.quote is not None for t in words[sentence.low : cue.begin])
    return after if not quoted and _clause(words, after.begin, after.stop) else None


def _around(words: Sequence[Token], sentence: Sentence, cue: Cue) -> Content | None:
    """Return all of a sentence into which who said it is set, where neither half stands alone.

    "It would be wrong, X said, to claim that P", "Only a fool, said X, would claim that P", "If P,
    said X by telephone, Q".
    """
    before, stop = cue.begin - 1, past_channel(words, cue.stop, sentence.high)
    if before <= sentence.low or stop + 1 >= sentence.high or cue.base not in REPORT_BASES:
        return None
    if words[before].text != "," or words[stop].text != ",":
        return None
    head, following = words[sentence.low : before], words[stop + 1].low
    if any(not t.word or t.quote is not None for t in head) or words[cue.at].low.endswith("ing"):
        return None
    lead, verbal = head[0].low, any(t.low in _VERBAL for t in head)
    extraposed = lead == "it" and verbal and following in _EXTRAPOSED
    subject = lead in _QUANTIFIED and len(head) > (lead in _ALONE)
    predicate = subject and not verbal and following in _VERBAL
    goes_on = following not in _JOINING and not following.endswith("ing")
    if not extraposed and not predicate and not (lead in _UNLESS and goes_on):
        return None
    how = f"all of the sentence around “{words[cue.at].text}”"
    return Content(sentence.low, sentence.high, 0.8, how)


def _past_lead_in(words: Sequence[Token], content: Content, closes: bool) -> int:
    """Return where the main clause begins after "Over this period," or "If he wins," at its head.

    Where no comma shows it, a subordinate clause holds no main one: "While he spoke, X said".
    """
    begin, stop = content[:2]
    low = words[begin].low
    under = low in _UNDER or low == "asked" or low.endswith(GOING)
    if not under and not (closes and words[begin].low in PREPOSITIONS):
        return begin
    without = stop if under else begin
    return next((k + 1 for k in range(begin, stop - 1) if words[k].text == ","), without)


def _past_apposition(words: Sequence[Token], sentence: Sentence, k: int) -> int:
    """Return the comma after "X, a lecturer at Y" where the sentence goes on."""
    if k < sentence.high and words[k].text == ",":
        following = words[k + 1].low if k + 1 < sentence.high else ""
        if following in ("a", "an", "the", "who") or is_role(following):
            return next(
                (j for j in range(k + 1, sentence.high) if words[j].text == ","), sentence.high
            )
    return k


def _clause(words: Sequence[Token], begin: int, stop: int) -> bool:
    """Whether the stretch outside quotation marks has something like a verb."""
    plain = [t for t in words[begin:stop] if t.quote is None and t.word]
    quoted = any(t.quote is not None for t in words[begin:stop])
    verbal = _VERBAL if quoted else _TOLD
    verb = any(t.low in verbal or (_verblike(t) and k > 0) for k, t in enumerate(plain))
    return (
        len(plain) >= LEAST
        and verb
        and plain[0].low not in PREPOSITIONS - {"in"}
        and _finite(plain, quoted)
    )


def _verblike(token: Token) -> bool:
    """Whether a word ends as verbs do."""
    ends = token.low.endswith(("ed", "s")) and token.low not in DETERMINERS
    return ends and not token.capital


def _finite(plain: Sequence[Token], quoted: bool) -> bool:
    told = any(t.low in _TOLD or t.low.endswith("ed") for t in plain)
    return told or len(plain) > (5 if quoted else 3)


def _subject_alone(words: Sequence[Token], sentence: Sentence, begin: int, stop: int) -> bool:
    """Whether an aside parts a subject from its verb: "Kazakhstan, says X, is not ready"."""
    head = words[sentence.low : begin - 1]
    rest = words[stop : sentence.high]
    if not head or not rest or words[begin - 1].text != "," or words[stop - 1].text != ",":
        return False
    opens = head[0].low in PREPOSITIONS or head[0].low in STARTERS - DETERMINERS - PRONOUNS
    noun = all(t.word and t.low not in _VERBAL for t in head) and not opens
    goes_on = rest[0].word and not rest[0].capital and rest[0].low not in DETERMINERS | PRONOUNS
    return noun and goes_on and rest[0].low not in _JOINING | PREPOSITIONS


def _accorded(words: Sequence[Token], sentence: Sentence, cue: Cue) -> Content | None:
    """Return what stands so "according to" somebody."""
    stop = cue.stop
    while stop < sentence.high and words[stop].low in ("according", "to", ","):
        stop += 1
    if stop < sentence.high and words[stop].low in _WHO and words[stop - 1].text == ",":
        commas = (k + 1 for k in range(stop, sentence.high) if words[k].text == ",")
        stop = next(commas, sentence.high)  # according to X, who speaks for Y, ...
    if stop < sentence.high and words[stop].low in _OF_WHICH:
        near = range(stop, min(stop + _REACH, sentence.high))
        comma = next((k for k in near if words[k].text == ","), stop)
        if not any(t.low in _TOLD for t in words[stop:comma]):
            stop = comma + (comma > stop)  # a study by X of the Testville Institute, ...
    how = f"told “{cue.base}” somebody"
    before = words[cue.at - 1].low if cue.at > sentence.low else ""
    if before in BE or before.endswith("'s"):
        return None  # that's according to X
    if _subject_alone(words, sentence, cue.at, stop):
        return Content(sentence.low, sentence.high, 0.9, how)
    relative = cue.at >= 2 and words[cue.at - 2].low in ("which", "that", "who", "and", "but")
    if cue.at <= sentence.low + 2 or (relative and stop > cue.stop):
        return Content(stop, sentence.high, 0.9, how)
    begin = sentence.low
    end = cue.at - 1 if words[cue.at - 1].text == "," else cue.at
    return Content(begin, end, 0.85, how)
