"""Reported speech: what somebody is said to claim, in a clause or in another's sentence."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from stance.articles.article import Attitude, Finding
from stance.extract.packs.cue import JOINTS, Cue
from stance.extract.packs.memory import Resolved
from stance.extract.packs.paragraph import Paragraph, Sentence
from stance.extract.packs.phrases import told_to
from stance.extract.quotes.tokens import Token

_DASHES = frozenset({"—", "–", "-", "--"})
#: Who is surer than this is somebody: "I" alone is nobody named.
_NOBODY = 0.3
#: Fewer words are no claim.
_LEAST = 2
#: Words before a cue within a sentence that make a claim of their own.
_CLAIM = 6
#: Tokens between a verb and the word that begins its clause.
_REACH = 12


class Content(NamedTuple):
    """The tokens of a claim, as indices, how sure that it is one, why, and what is done with it."""

    begin: int
    stop: int
    confidence: float
    how: str
    attitude: Attitude = "asserts"


def reported(paragraph: Paragraph) -> Iterator[Finding]:
    """Yield the reported claims of a paragraph, the outer one where one holds another."""
    for sentence in paragraph.sentences:
        taken = 0
        for cue, who in zip(sentence.cues, sentence.whom, strict=True):
            if cue.at < taken or cue.kind in ("deny", "beside") or who.confidence <= _NOBODY:
                continue
            asked = paragraph.rules.bare(cue.low) in paragraph.rules.asks
            asked = asked and cue.kind != "demand"
            if cue.who is None or not who.expert or cue.unsaid or asked:
                continue
            content = _content(paragraph, sentence, cue)
            if content is None:
                continue
            content = _trim(paragraph.words, content)
            if not _enough(paragraph.words, content):
                continue
            taken = content.stop if content.begin >= cue.at else taken
            yield _finding(paragraph.words, cue, who, content)


def _content(paragraph: Paragraph, sentence: Sentence, cue: Cue) -> Content | None:
    if cue.kind == "according":
        return _accorded(paragraph, sentence, cue)
    if paragraph.rules.verb_last:
        return _verb_last(paragraph, sentence, cue)
    if cue.kind == "demand":
        return _demanded(paragraph, sentence, cue)
    return _that(paragraph, sentence, cue) or _beside(paragraph, sentence, cue)


def _demanded(paragraph: Paragraph, sentence: Sentence, cue: Cue) -> Content | None:
    """Return what is demanded, with its verb, so that it never reads as said to be so."""
    words, rules = paragraph.words, paragraph.rules
    how = f"a demand after “{words[cue.at].low}”"
    first = cue.at
    while first > sentence.low and words[first - 1].low in rules.auxiliaries:
        first -= 1
    if _follows(paragraph, sentence, cue, first):
        return Content(sentence.low, cue.stop, 0.8, how, "demands")
    begin = cue.stop + (cue.stop < sentence.high and words[cue.stop].text == ",")
    lead = words[sentence.low : first][-2:]
    if cue.inverted and len(lead) > 1 and lead[0].quote is not None and lead[1].text in JOINTS:
        return None  # "...", demanded Anna on Monday
    asked = begin < sentence.high and words[begin].low in rules.whether
    if asked or not any(t.word for t in words[begin : sentence.high]):
        return None
    return Content(first, sentence.high, 0.85, how, "demands")


def _follows(paragraph: Paragraph, sentence: Sentence, cue: Cue, first: int) -> bool:
    """Whether what is demanded stands before: "Taxes must fall, demanded Anna on Monday"."""
    words, rules = paragraph.words, paragraph.rules
    lead = words[sentence.low : first]
    if not (cue.inverted and len(lead) > _LEAST and lead[-1].text == ","):
        return False
    opens = lead[0].low in rules.breaks or lead[0].low in rules.conditions
    if opens or any(t.quote is not None for t in lead):
        return False
    after = words[cue.stop : sentence.high]
    plain = not after or not after[0].word or after[0].low in rules.prepositions
    told = not rules.nouns_capital or any(t.low in rules.reported for t in lead)
    return plain and told and rules.that.isdisjoint(t.low for t in after)


def _accorded(paragraph: Paragraph, sentence: Sentence, cue: Cue) -> Content | None:
    """Return what stands so according to somebody: the rest of the sentence."""
    words = paragraph.words
    how = f"told “{cue.low}” somebody"
    first = min(cue.begin, cue.at)
    if first > sentence.low and words[first - 1].text == "(":
        return None  # an aside is told, and not what stands around it
    if first > sentence.low + 2 and (cue.stop >= sentence.high - 1 or words[first - 1].text == ","):
        return _up_to(words, sentence, first, cue.stop, how)
    comma = range(cue.stop, min(cue.stop + _REACH, sentence.high))
    stop = next((k for k in comma if words[k].text == ","), None)
    others = None if stop is None else _and_others(paragraph, sentence, stop + 1)
    if first <= sentence.low + 2 and others is not None:
        return Content(others + 1, sentence.high, 0.68, how)
    if first <= sentence.low + 2:
        return Content(cue.stop if stop is None else stop + 1, sentence.high, 0.9, how)
    return Content(sentence.low, sentence.high, 0.8, how)


def _and_others(paragraph: Paragraph, sentence: Sentence, begin: int) -> int | None:
    """Return the comma after more people: "by the words of A, his colleague B and farmers, P"."""
    words, rules = paragraph.words, paragraph.rules
    near = range(begin, min(begin + _REACH, sentence.high))
    comma = next((k for k in near if words[k].text == ","), None)
    told = words[begin : comma if comma is not None else begin]
    led = len(told) > 1 and told[0].low in rules.determiners and told[1].low in rules.roles
    names = any(t.capital for t in told) and any(t.low in rules.ands for t in told)
    return comma if led and names and rules.cases else None


def _that(paragraph: Paragraph, sentence: Sentence, cue: Cue) -> Content | None:
    """Return the clause after "said that", "said, it was"."""
    words, rules = paragraph.words, paragraph.rules
    at = words[cue.at].low
    stop = min(max(cue.stop, cue.at + 1) + _REACH, sentence.high)
    for k in range(cue.at + 1, stop):
        if words[k].quote is not None or words[k].text in ";:" or words[k].low in rules.whether:
            return None
        if words[k].low in rules.others:
            return None  # answered the words of X that
        if words[k].low in rules.that:
            end = _another_s(paragraph, sentence, k + 1)
            return Content(k + 1, end, 0.95, f"a clause after “{at}”")
        if words[k].text == "," and k >= cue.stop and _shows(paragraph, k + 1, sentence.high):
            return Content(k + 1, sentence.high, 0.85, f"a clause after “{at}”")
    return None


def _another_s(paragraph: Paragraph, sentence: Sentence, begin: int) -> int:
    """Return where a clause ends before what others say: "A says that P, but in B they say"."""
    words, rules = paragraph.words, paragraph.rules
    for cue in sentence.cues:
        opener = cue.at - 1
        while opener > begin and words[opener].text != "," and words[opener].low not in rules.that:
            opener -= 1
        if (
            opener > begin
            and words[opener].text == ","
            and words[opener + 1].low in rules.contrasts
        ):
            return opener
    return sentence.high


def _shows(paragraph: Paragraph, begin: int, high: int) -> bool:
    """Whether a clause is in the mood of reported speech, and begins with no joining word."""
    rules, words = paragraph.rules, paragraph.words
    if begin >= high or words[begin].low in rules.breaks or words[begin].low in rules.whether:
        return False
    stop = next((k for k in range(begin, high) if words[k].text == ","), high)
    return any(t.low in rules.reported for t in words[begin:stop])


def _beside(paragraph: Paragraph, sentence: Sentence, cue: Cue) -> Content | None:
    """Return the claim before a cue set off by a comma: "..., said X"."""
    words = paragraph.words
    how = f"a clause beside “{words[cue.at].low}”"
    k = cue.begin - 1
    while k > sentence.low and words[k].low in paragraph.rules.auxiliaries:
        k -= 1
    as_told = k >= sentence.low and words[k].low in paragraph.rules.breaks
    first = k - as_told
    ends = cue.stop >= sentence.high - 1 or words[cue.stop].text in ",."
    if first <= sentence.low:
        stop = next((j for j in range(cue.stop, sentence.high) if words[j].text == ","), None)
        return Content(stop + 1, sentence.high, 0.8, how) if as_told and stop else None
    if words[first].text != "," or not ends or not (cue.inverted or as_told):
        return None
    if any(t.quote is not None for t in words[max(sentence.low, first - 2) : first]):
        return None
    return _up_to(words, sentence, first, cue.stop, how)


def _up_to(words: Sequence[Token], sentence: Sentence, first: int, stop: int, how: str) -> Content:
    """Return what stands before a cue; all of the sentence where that is but its beginning.

    Of "Such a step, says Anna Example, would be costly" the first three words are no claim.
    """
    said = sum(t.word for t in words[sentence.low : first])
    goes_on = sum(t.word for t in words[stop : sentence.high])
    if said < _CLAIM and goes_on >= _LEAST:
        return Content(sentence.low, sentence.high, 0.8, how)
    return Content(sentence.low, first, 0.85, how)


def _verb_last(paragraph: Paragraph, sentence: Sentence, cue: Cue) -> Content | None:
    """Return what stands between the subject and the verb that ends the sentence."""
    words = paragraph.words
    if cue.who is None or cue.inverted or cue.stop < sentence.high - 2:
        return None
    end = cue.who.start + len(cue.who.surface)
    begin = next((k for k in range(sentence.low, cue.at) if words[k].start >= end), cue.at)
    begin += begin < cue.at and told_to(words[begin], paragraph.rules)
    if any(t.quote is not None for t in words[begin : cue.at]) or words[cue.at - 1].text in ",?!":
        return None  # "Anna, we are there, said" is told to Anna
    claims = paragraph.rules.claims
    if claims is not None and not claims.search(words[cue.at - 1].low):
        return None  # "turned attention to the matter"
    how = f"a clause beside “{words[cue.at].low}”"
    if cue.kind == "demand":
        return Content(begin, sentence.high, 0.8, how, "demands")
    return Content(begin, cue.at, 0.8, how)


def _trim(words: Sequence[Token], content: Content) -> Content:
    begin, stop = content[:2]
    while begin < stop and (words[begin].text in {",", ":"} or words[begin].text in _DASHES):
        begin += 1
    while stop > begin and (words[stop - 1].text in {",", "("} or words[stop - 1].text in _DASHES):
        stop -= 1
    return content._replace(begin=begin, stop=stop)


def _enough(words: Sequence[Token], content: Content) -> bool:
    stretch = words[content.begin : content.stop]
    return sum(t.word for t in stretch) >= _LEAST


def _finding(words: Sequence[Token], cue: Cue, who: Resolved, content: Content) -> Finding:
    return Finding(
        start=words[content.begin].start,
        end=words[content.stop - 1].end,
        kind="indirect",
        speaker=cue.who.surface if cue.who else "",
        expert=who.expert,
        cue=cue.low,
        confidence=round(content.confidence * who.confidence, 2),
        reason=f"{content.how}; {who.reason}",
        attitude=content.attitude,
    )
