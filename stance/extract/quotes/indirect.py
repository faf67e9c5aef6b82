"""Reported speech: what somebody is said to claim, without quotation marks or around them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from stance.articles.article import Finding
from stance.extract.quotes.attitude import stand
from stance.extract.quotes.contents import LEAST, Content, content, with_cue
from stance.extract.quotes.cue import Cue
from stance.extract.quotes.direct import Heard, Paragraph, Sentence
from stance.extract.quotes.people import Speaker, is_role, singular
from stance.extract.quotes.texts import is_body, is_text, issuer
from stance.extract.quotes.tokens import Token
from stance.extract.quotes.words import (
    BODIES,
    NOT_AGENTS,
    PREPOSITIONS,
    STARTERS,
    listed,
)

_STRAY = listed("it i we one this that there which")
_NOT_PEOPLE = listed(
    "number matter weather chapter winter summer counter disaster border factor error "
    "indicator paper letter order monitor behavior behaviour answer"
)
_NEAR = listed("close near loyal sympathetic familiar hostile")
_ASIDES = frozenset({"—", "–", "--"})


class _Told(NamedTuple):
    """A cue with the person it was resolved to and the claim that it gives."""

    heard: Heard
    named: Speaker
    content: Content


def indirect(paragraph: Paragraph, *, labelled: bool = True) -> Iterator[Finding]:
    """Yield the reported claims of a paragraph, the outer one where one holds another.

    Args:
        paragraph: its words, sentences and who spoke before.
        labelled: whether "X: words" is a claim of X, and no turn in a conversation.
    """
    for sentence in paragraph.sentences:
        taken = -1
        for told in _claims(paragraph, sentence):
            if told.heard.cue.base == ":" and not labelled:
                continue
            cue = told.heard.cue
            if cue.at < taken:
                continue
            content = _trim(paragraph, sentence, cue, told.content)
            if not _enough(paragraph.words, content):
                continue
            if content.attitude != "reports another" or cue.kind != "view":
                taken = content.stop if content.stop > cue.at else taken
            yield _finding(told, paragraph.words, content)


def _claims(paragraph: Paragraph, sentence: Sentence) -> list[_Told]:
    """Return what the cues and judgements of a sentence give, in the order of their verbs."""
    found: list[_Told] = []
    for heard in sentence.heard:
        named, content = heard.cue.speaker, _reported(paragraph, sentence, heard)
        if named is not None and content is not None:
            found.append(_Told(heard, named, content))
    outer = [(t.content.begin, t.content.stop) for t in found]
    for view, who in sentence.views:
        named = view.cue.speaker
        inner = any(begin <= view.cue.begin and view.cue.at < stop for begin, stop in outer)
        if named is not None and _agent(named) and not inner:
            content = Content(view.begin, view.stop, 0.8, view.how, view.attitude)
            outer.append(content[:2])
            found.append(_Told(Heard(view.cue, who), named, content))
    return sorted(found, key=lambda told: (told.heard.cue.at, told.heard.cue.kind == "view"))


def _reported(paragraph: Paragraph, sentence: Sentence, heard: Heard) -> Content | None:
    """Return the claim that a cue of speech introduces, unless the sentence takes it back."""
    words, cue = paragraph.words, heard.cue
    if cue.speaker is None or not _agent(cue.speaker):
        return None
    attitude = stand(words, sentence.low, cue, cue.speaker)
    found = content(words, sentence, heard) if attitude is not None else None
    if attitude is None or found is None or found.begin >= found.stop:
        return None  # nothing follows "In his view" where a line ends with it
    if cue.kind == "according" and _spoken(words, sentence, found):
        return None
    return with_cue(words, sentence, cue, found, attitude)


def _spoken(words: Sequence[Token], sentence: Sentence, content: Content) -> bool:
    """Whether the content is but a quotation and who says it: "“...,” X said, according to Y"."""
    inside = [h for h in sentence.heard if content.begin < h.cue.at < content.stop]
    return words[content.begin].quote is not None and bool(inside)


def _finding(told: _Told, words: Sequence[Token], content: Content) -> Finding:
    who = told.heard.who
    return Finding(
        start=words[content.begin].start,
        end=words[content.stop - 1].end,
        kind="indirect",
        speaker=told.named.surface,
        expert=who.expert,
        cue=told.heard.cue.base,
        confidence=round(content.confidence * who.confidence, 2),
        reason=f"{content.how}; {who.reason}",
        attitude=content.attitude,
    )


def _agent(named: Speaker) -> bool:
    """Whether the subject can hold an opinion: a person, people, a body."""
    low = named.surface.casefold()
    if named.kind == "pronoun":
        return low not in _STRAY
    if named.members:
        return True
    if is_text(named):
        return issuer(named) is not None or is_body(named)
    if named.kind == "name":
        return True
    words = named.words
    if words and words[0].casefold() == "whose":
        words = words[1:]
    head = next((i for i, w in enumerate(words) if i and w.casefold() in PREPOSITIONS), len(words))
    nouns = words[:head]
    while len(nouns) > 1 and nouns[-1].casefold() in _NEAR:
        nouns = nouns[:-1]  # those close to X, a source familiar with X
    if not nouns:
        return False
    last = singular(nouns[-1].casefold())
    if last in ("number", "some", "many", "most", "group", "one", "several", "all", "those"):
        return last != "number" or any(is_role(w.casefold()) for w in words[head:])
    if nouns[-1][0].isupper() and last not in STARTERS:
        return last not in NOT_AGENTS
    return last not in _NOT_PEOPLE and last not in NOT_AGENTS and (is_role(last) or last in BODIES)


def _trim(paragraph: Paragraph, sentence: Sentence, cue: Cue, content: Content) -> Content:
    """Cut off what is no longer the claim: outer commas, a lone aside, the next cue."""
    words, (begin, stop) = paragraph.words, content[:2]
    while begin < stop and words[begin].text in {",", ":", "—", "–"}:
        begin += 1
    for other in sentence.heard:
        participle = words[other.cue.at].low.endswith("ing")
        later = begin + LEAST < other.cue.begin < stop and cue.at < other.cue.at < stop
        if later and participle:
            stop = other.cue.begin
        elif later and words[other.cue.begin - 1].low in ("and", "but", "while"):
            stop = other.cue.begin - 1  # X said that ..., and Y said that ...
    stop = next((k for k in range(begin + LEAST, stop) if _afterwards(words, k)), stop)
    asides = [k for k in range(begin + LEAST, stop) if words[k].text in _ASIDES]
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
    return plain >= (1 if quoted and len(stretch) > 2 else LEAST)
