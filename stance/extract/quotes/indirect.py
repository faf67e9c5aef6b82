"""Reported speech: what somebody is said to claim, without quotation marks or around them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from stance.articles.article import Finding
from stance.extract.quotes.cue import Cue
from stance.extract.quotes.direct import Heard, Paragraph, Sentence
from stance.extract.quotes.people import Speaker, is_role, singular
from stance.extract.quotes.tokens import Token
from stance.extract.quotes.words import (
    BARE,
    BE,
    BODIES,
    DEMAND,
    DETERMINERS,
    GOING,
    NOT_AGENTS,
    PREPOSITIONS,
    PRONOUNS,
    REPORT,
    STARTERS,
    listed,
)

_HEDGES = listed("not never will would could might may should must can cannot")
_VERBAL = BE | listed("has have had will would can could may might must should do does did")
_IF = listed("if whether why how what when who")
_STRAY = listed("it i we one this that there which")
_NOT_PEOPLE = listed(
    "number matter weather chapter winter summer counter disaster border factor error "
    "indicator paper letter order monitor behavior behaviour answer"
)
_UNDER = listed("while when after as because although though if since before until once whereas")
_HEARERS = listed("him her me us them you")
_ASIDES = frozenset({"—", "–", "--"})
_SHOWS = listed("reveals shows confirms demonstrates proves underlines reflects reveal showed")
_REACH = 16
_LEAST = 3


class Content(NamedTuple):
    """The tokens of a claim, as indices, and how sure that it is one."""

    begin: int
    stop: int
    confidence: float
    how: str


def indirect(paragraph: Paragraph) -> Iterator[Finding]:
    """Yield the reported claims of a paragraph, the outer one where one holds another."""
    for sentence in paragraph.sentences:
        taken = -1
        for heard in sentence.heard:
            cue = heard.cue
            if cue.speaker is None or cue.at < taken:
                continue
            if not _agent(paragraph, cue.speaker) or _hedged(paragraph, sentence, cue):
                continue
            content = _content(paragraph.words, sentence, heard)
            if content is None or content.begin >= content.stop:
                continue  # nothing follows "In his view" where a line ends with it
            if cue.kind == "according" and _spoken(paragraph.words, sentence, content):
                continue
            content = _trim(paragraph, sentence, cue, content)
            if not _enough(paragraph.words, content):
                continue
            taken = content.stop if content.begin >= cue.at else taken
            yield _finding(paragraph, heard, cue.speaker, content)


def _spoken(words: Sequence[Token], sentence: Sentence, content: Content) -> bool:
    """Whether the content is but a quotation and who says it: "“...,” X said, according to Y"."""
    inside = [h for h in sentence.heard if content.begin < h.cue.at < content.stop]
    return words[content.begin].quote is not None and bool(inside)


def _finding(paragraph: Paragraph, heard: Heard, named: Speaker, content: Content) -> Finding:
    words, who = paragraph.words, heard.who
    return Finding(
        start=words[content.begin].start,
        end=words[content.stop - 1].end,
        kind="indirect",
        speaker=named.surface,
        expert=who.expert,
        cue=heard.cue.base,
        confidence=round(content.confidence * who.confidence, 2),
        reason=f"{content.how}; {who.reason}",
    )


def _agent(paragraph: Paragraph, named: Speaker) -> bool:
    """Whether the subject can hold an opinion: a person, people, a body."""
    low = named.surface.casefold()
    if named.kind == "pronoun":
        return low not in _STRAY
    if named.kind == "name":
        return True
    words = named.words
    if words and words[0].casefold() == "whose":
        words = words[1:]
    head = next((i for i, w in enumerate(words) if i and w.casefold() in PREPOSITIONS), len(words))
    nouns = words[:head]
    if not nouns:
        return False
    last = singular(nouns[-1].casefold())
    if last in ("number", "some", "many", "most", "group", "one", "several", "all"):
        return last != "number" or any(is_role(w.casefold()) for w in words[head:])
    if nouns[-1][0].isupper() and last not in STARTERS:
        return last not in NOT_AGENTS
    return last not in _NOT_PEOPLE and last not in NOT_AGENTS and (is_role(last) or last in BODIES)


def _hedged(paragraph: Paragraph, sentence: Sentence, cue: Cue) -> bool:
    """Whether the sentence only says that somebody might or did not say it."""
    if cue.inverted or cue.speaker is None or cue.kind == "held":
        return False
    before = paragraph.words[sentence.low : cue.at]
    between = [t for t in before if t.start >= cue.speaker.end]
    return any(t.low in _HEDGES or t.low.endswith("n't") for t in between)


def _content(words: Sequence[Token], sentence: Sentence, heard: Heard) -> Content | None:
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
        _demanded(words, sentence, cue)
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
    return Content(begin, sentence.high, 0.85, f"a demand after “{words[cue.at].text}”")


def _that_clause(words: Sequence[Token], sentence: Sentence, cue: Cue) -> Content | None:
    if cue.base not in REPORT_BASES:
        return None
    stop = min(cue.stop + _REACH, sentence.high)
    for k in range(cue.stop, stop):
        token = words[k]
        if token.low == "that":
            if k > cue.stop and k + 1 < sentence.high and _relative(words[k + 1]):
                return None  # said at a meeting that is going on
            return Content(
                k + 1, sentence.high, 0.95, f"a clause after “{words[cue.at].text} that”"
            )
        if token.quote is not None or token.text in {";", ":", "—"} or token.low in _VERBAL:
            return None
        if token.text == "," and not cue.inverted and k > cue.stop + 6:
            return None
    return None


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
    if cue.base not in BARE or cue.inverted or cue.stop >= sentence.high - _LEAST:
        return None
    if cue.begin > sentence.low and words[cue.begin - 1].low == "what":
        return None
    begin = cue.stop if cue.base != "tell" else _past_hearer(words, sentence, cue.stop)
    while begin < sentence.high and words[begin].low in _DAYS:
        begin += 1
    first = words[begin] if begin < sentence.high else None
    if first is None or first.quote is not None or not first.word:
        return None
    if first.low in PREPOSITIONS or first.low in _IF | {"so", "to", "and", "as", "more", "nothing"}:
        return None
    rest = words[begin + 1 : sentence.high]
    if not any(t.low in _VERBAL or (t.low.endswith("ed") and not t.capital) for t in rest):
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
    participle = words[cue.at].low.endswith("ing")
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
    ends = stop >= sentence.high or words[stop].text in {",", ".", "—", "–"}
    goes_on = joined and not ends and (words[stop].low in _WHERE or cue.base == "tell")
    if not (joined or leads) or not (ends or goes_on):
        return None
    how = f"a clause beside “{words[cue.at].text}”"
    before = Content(sentence.low, begin, 0.85, how)
    closes = goes_on or stop >= sentence.high or words[stop].text == "."
    if _clause(words, _past_lead_in(words, before, closes), before.stop):
        return before
    if goes_on:
        return None
    after = Content(stop + 1, sentence.high, 0.8, how)
    quoted = any(t.quote is not None for t in words[sentence.low : cue.begin])
    return after if not quoted and _clause(words, after.begin, after.stop) else None


def _past_lead_in(words: Sequence[Token], content: Content, closes: bool) -> int:
    """Return where the main clause begins after "Over this period," or "If he wins," at its head.

    Where no comma shows it, a subordinate clause holds no main one: "While he spoke, X said".
    """
    begin, stop = content[:2]
    under = words[begin].low in _UNDER or words[begin].low.endswith(GOING)
    if not under and not (closes and words[begin].low in PREPOSITIONS):
        return begin
    comma = next((k + 1 for k in range(begin, stop - 1) if words[k].text == ","), -1)
    return comma if comma > 0 else stop if under else begin


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
    verb = any(
        t.low in _VERBAL or (t.low.endswith(("ed", "es", "s")) and not t.capital and k > 0)
        for k, t in enumerate(plain)
    )
    return (
        len(plain) >= _LEAST
        and verb
        and plain[0].low not in PREPOSITIONS - {"in"}
        and _finite(plain)
    )


def _finite(plain: Sequence[Token]) -> bool:
    return any(t.low in _VERBAL or t.low.endswith("ed") for t in plain) or len(plain) > 5


def _accorded(words: Sequence[Token], sentence: Sentence, cue: Cue) -> Content | None:
    """Return what stands so "according to" somebody."""
    stop = cue.stop
    while stop < sentence.high and words[stop].low in ("according", "to", ","):
        stop += 1
    how = f"told “{cue.base}” somebody"
    before = words[cue.at - 1].low if cue.at > sentence.low else ""
    if before in BE or before.endswith("'s"):
        return None  # that's according to X
    relative = cue.at >= 2 and words[cue.at - 2].low in ("which", "that", "who", "and", "but")
    if cue.at <= sentence.low + 2 or (relative and stop > cue.stop):
        return Content(stop, sentence.high, 0.9, how)
    begin = sentence.low
    end = cue.at - 1 if words[cue.at - 1].text == "," else cue.at
    return Content(begin, end, 0.85, how)


def _trim(paragraph: Paragraph, sentence: Sentence, cue: Cue, content: Content) -> Content:
    """Cut off what is no longer the claim: outer commas, a lone aside, the next cue."""
    words, (begin, stop) = paragraph.words, content[:2]
    while begin < stop and words[begin].text in {",", ":", "—", "–"}:
        begin += 1
    for other in sentence.heard:
        participle = words[other.cue.at].low.endswith("ing")
        later = begin + _LEAST < other.cue.begin < stop and other.cue.at > cue.at
        if later and participle:
            stop = other.cue.begin
        elif later and words[other.cue.begin - 1].low in ("and", "but", "while"):
            stop = other.cue.begin - 1  # X said that ..., and Y said that ...
    stop = next((k for k in range(begin + _LEAST, stop) if _afterwards(words, k)), stop)
    asides = [k for k in range(begin + _LEAST, stop) if words[k].text in _ASIDES]
    if len(asides) == 1 and _dateline(words[begin : asides[0]]):
        begin = asides[0] + 1
    elif len(asides) == 1:
        stop = asides[0]
    while stop > begin and words[stop - 1].text in {",", "—", "–", "(", "["}:
        stop -= 1
    return content._replace(begin=begin, stop=stop)


def _afterwards(words: Sequence[Token], k: int) -> bool:
    """Whether a comma ends the claim, as what came next is told: ", followed by a letter"."""
    return words[k].text == "," and [t.low for t in words[k + 1 : k + 3]] == ["followed", "by"]


def _dateline(words: Sequence[Token]) -> bool:
    """Whether words only say where and when a report was filed: "TESTVILLE, June 24, 2015"."""
    return words[0].text.isupper() and not any(t.text[0].islower() for t in words)


def _enough(words: Sequence[Token], content: Content) -> bool:
    """Whether enough of the claim stands outside quotation marks, or it is built around some."""
    stretch = words[content.begin : content.stop]
    plain = sum(t.quote is None and t.word for t in stretch)
    quoted = any(t.quote is not None for t in stretch)
    return plain >= (1 if quoted and len(stretch) > 2 else _LEAST)


REPORT_BASES = frozenset(REPORT.values())
_WHERE = listed(
    "at in on during after before to while when yesterday today monday tuesday wednesday thursday "
    "friday saturday sunday last earlier"
)
_DAYS = listed("monday tuesday wednesday thursday friday saturday sunday yesterday today later on")
