"""Direct speech: which passages in quotation marks somebody says, and who."""

from collections.abc import Sequence
from typing import NamedTuple

from stance.articles.article import Finding
from stance.extract.quotes.attitude import ATTITUDES, unsaid
from stance.extract.quotes.cue import Cue, after
from stance.extract.quotes.memory import Memory, Resolved
from stance.extract.quotes.people import Speaker, is_role, possessive
from stance.extract.quotes.quotation_marks import Quoted
from stance.extract.quotes.subjects import label, main_subject, subject_after, subject_before
from stance.extract.quotes.tokens import Token
from stance.extract.quotes.views import View
from stance.extract.quotes.words import DETERMINERS, NAMING, PREPOSITIONS, SAY, listed

_SMALL = listed("a an and as at by for from in of on or the to vs with")
_PLACES = (PREPOSITIONS | DETERMINERS) - {"to", "as", "with", "that"}
_NO_TITLES = listed("and but because which while when is was are were")
_WRITTEN = listed("letter statement email e-mail message note post report document petition memo")
_DASHES = frozenset({"—", "–", "--", "-", "―"})
_JOINTS = frozenset({",", "—", "–", "--", "-", "…", "...", ".", "!", "?"})
_LINKS = frozenset(
    {":", ",", "that", "что", "as", "a", "an", "the", "—", "–", "...", "…", "(", "it"}
)


class Heard(NamedTuple):
    """A cue with the person it was resolved to."""

    cue: Cue
    who: Resolved


class Sentence(NamedTuple):
    """A sentence: its tokens by index, its cues, and the judgements that it tells."""

    low: int
    high: int
    heard: tuple[Heard, ...]
    views: tuple[tuple[View, Resolved], ...] = ()


class Verdict(NamedTuple):
    """Why a passage is speech: the cue, how close it stands, or whose words go on.

    A cue that stands right after the passage, as in "...", Anna said, is one that follows.
    """

    heard: Heard | None
    confidence: float
    reason: str
    expert: str = ""
    follows: bool = False


class Paragraph(NamedTuple):
    """A paragraph as tokens and sentences, and who spoke before it."""

    words: Sequence[Token]
    sentences: Sequence[Sentence]
    text: str
    memory: Memory
    before: str
    continued: bool


def direct(paragraph: Paragraph) -> list[Finding]:
    """Return the direct speech of a paragraph."""
    found: list[Finding] = []
    speaking: str | None = None
    waiting: list[tuple[int, Quoted]] = []
    for number, sentence in enumerate(paragraph.sentences):
        known = len(found)
        for k in range(sentence.low, sentence.high):
            token = paragraph.words[k]
            if token.quote is None:
                continue
            verdict = (
                _labelled(paragraph, sentence, k)
                or _cued(paragraph, number, k)
                or _introduced(paragraph, sentence, k)
                or _signed(paragraph, sentence, k)
            )
            if verdict is None and _stands_alone(paragraph, sentence, k):
                verdict = _carried(speaking)
                if verdict is None:
                    waiting.append((len(found), token.quote))
                    continue
            if verdict is None or not _speech(paragraph, sentence, k, verdict):
                continue
            found.append(_finding(token.quote, verdict))
            speaking = found[-1].expert
        if len(found) == known and sentence.heard:
            speaking = sentence.heard[0].who.expert or speaking
    return _settle(paragraph, found, waiting)


def _finding(quote: Quoted, verdict: Verdict) -> Finding:
    heard = verdict.heard
    named = heard.cue.speaker if heard else None
    said = heard.cue.base if heard and heard.cue.kind == "say" else ""
    faults = {
        "unclosed": "; its closing mark is missing",
        "unopened": "; its opening mark is missing",
        "reopened": "; another opens before it is closed",
        "continues": "; it goes on in the next paragraph",
    }
    return Finding(
        start=quote.start,
        end=quote.end,
        kind="direct",
        speaker=named.surface if named else "",
        expert=verdict.expert or (heard.who.expert if heard else ""),
        cue=heard.cue.base if heard else "",
        confidence=round(verdict.confidence * (0.9 if quote.fault else 1.0), 2),
        reason=verdict.reason + faults.get(quote.fault, ""),
        attitude=ATTITUDES.get(said, "asserts"),
    )


def _settle(
    paragraph: Paragraph, found: list[Finding], waiting: list[tuple[int, Quoted]]
) -> list[Finding]:
    """Give the passages that nobody had spoken yet to the first speaker after or before them."""
    for place, quote in reversed(waiting):
        later = next((f for f in found[place:] if f.expert), None)
        if later is not None and not paragraph.continued:
            verdict = Verdict(
                None, 0.7, "the speaker is named later in the paragraph", later.expert
            )
        elif paragraph.before:
            close = "the quotation goes on" if paragraph.continued else "no cue of its own"
            reason = f"{close}; carried over from the speaker before"
            verdict = Verdict(None, 0.8 if paragraph.continued else 0.65, reason, paragraph.before)
        else:
            verdict = Verdict(None, 0.3, "nobody is named as the speaker")
        if (
            later is None
            and not paragraph.before
            and len(paragraph.text[quote.start : quote.end].split()) < 4
        ):
            continue
        found.insert(place, _finding(quote, verdict))
    return found


def _carried(speaking: str | None) -> Verdict | None:
    """Return whose words go on in a sentence that is nothing but a quotation."""
    if speaking is None:
        return None
    reason = "no cue of its own; the speaker of the sentence before"
    return Verdict(None, 0.8 if speaking else 0.5, reason, speaking)


def _stands_alone(paragraph: Paragraph, sentence: Sentence, k: int) -> bool:
    """Whether the passage makes a sentence of its own, or nearly."""
    words = paragraph.words
    inner = words[k].text[1:]
    if all(t.quote is not None or not t.word for t in words[sentence.low : sentence.high]):
        whole = k == sentence.low and sentence.high - sentence.low <= 2
        return len(inner.split()) >= 2 or inner[-1] in ".!?…" if whole else inner[-1] in ".,!?…"
    quote = words[k].quote
    if quote is not None and quote.fault in ("continues", "unclosed"):
        return len(inner.split()) >= 4
    begins = k == sentence.low or words[k - 1].text == ":" or words[k - 1].quote is not None
    return begins and inner[-1] in ".,!?…—" and len(inner.split()) >= 3


def _cued(paragraph: Paragraph, number: int, k: int) -> Verdict | None:
    """Return the cue of the sentence, or of the short one after it, that governs a passage."""
    words, sentence = paragraph.words, paragraph.sentences[number]
    close = words[k].text[-1] in ",?!—-–…"
    following = _directly_after(words, sentence, k)
    if following is None and k + 1 == sentence.high and number + 1 < len(paragraph.sentences):
        following = _afterthought(words, paragraph.sentences[number + 1])
    reaching = [h for h in sentence.heard if _reaches(words, h.cue, k)]
    people = [h for h in reaching if h.cue.speaker is None or h.cue.speaker.surface != "it"]
    before = next(reversed(people or reaching), None)
    if following is not None and (close or before is None or _other_side(words, before, k)):
        return _verdict(following, 1.0, "the cue stands right after")._replace(follows=True)
    if before is not None:
        if words[k - 1].low in _LINKS or before.cue.stop == k:
            return _verdict(before, 0.97, "the cue stands before")
        return _verdict(before, 0.85, "the cue stands earlier in the sentence")
    if _answered(words, k):
        return Verdict(None, 0.3, "nobody is named as the speaker; another answers")
    later = next((h for h in sentence.heard if _closes(words, h.cue, k)), None)
    if later is not None:
        return _verdict(later, 0.85, "the cue stands later in the sentence")
    return None


def _reaches(words: Sequence[Token], cue: Cue, k: int) -> bool:
    """Whether the cue stands before a passage, and right before it where it must."""
    return cue.stop <= k and (
        cue.kind != "beside" or cue.stop == k or words[k - 1].text in (":", ",")
    )


def _labelled(paragraph: Paragraph, sentence: Sentence, k: int) -> Verdict | None:
    """Return whose name stands before the words like a label: "Anna Example: ..."."""
    if not _after_colon(paragraph.words[sentence.low : k]):
        return None
    return _announced(paragraph, k, label(paragraph.words, sentence.low, k - 1, paragraph.text))


def _after_colon(lead: Sequence[Token]) -> bool:
    """Whether words that stand before a passage end with a colon, behind a word at least."""
    return len(lead) > 1 and lead[-1].text == ":"


def _introduced(paragraph: Paragraph, sentence: Sentence, k: int) -> Verdict | None:
    """Return who is the subject where a colon announces the words: "Anna was blunt: ..."."""
    words = paragraph.words
    if not _after_colon(words[sentence.low : k]):
        return None
    named = subject_before(words, sentence.low, k - 2, paragraph.text)
    if named is None or named.kind == "role":
        named = main_subject(words, sentence.low, k - 1, paragraph.text) or named
    return _announced(paragraph, k, named)


def _announced(paragraph: Paragraph, k: int, named: Speaker | None) -> Verdict | None:
    if named is None:
        return None
    who = paragraph.memory.resolve(named)
    at = k - 2
    cue = Cue(at, at, k, paragraph.words[at].text, "say", named)
    return _verdict(Heard(cue, who), 0.85, "a colon announces the words; the cue stands before")


def _signed(paragraph: Paragraph, sentence: Sentence, k: int) -> Verdict | None:
    """Return who signs the words: "..." — Anna Example."""
    words, dash = paragraph.words, k + 1
    if dash >= len(words) or words[dash].text not in _DASHES:
        return None
    named = subject_after(words, dash + 1, len(words), paragraph.text)
    if named is None or named.kind != "name":
        return None
    if any(t.word for t in words[after(words, named, dash + 1) :]):
        return None
    cue = Cue(dash, dash, len(words), words[dash].text, "say", named)
    who = paragraph.memory.resolve(named)
    verdict = _verdict(Heard(cue, who), 0.9, "the name that signs it stands right after")
    return verdict._replace(follows=True)


def _closes(words: Sequence[Token], cue: Cue, k: int) -> bool:
    """Whether a later cue governs all of its sentence: "..., X said"."""
    return (
        cue.begin > k
        and cue.kind in ("say", "according")
        and (words[cue.begin - 1].text == "," or words[cue.begin - 1].quote is not None)
        and not words[cue.at].low.endswith("ing")
        and all(t.low not in ("to", "who") for t in words[cue.begin : cue.at])
    )


def _answered(words: Sequence[Token], k: int) -> bool:
    """Whether another speaks right after a passage: "Is it late?" – "No," X replied."""
    dash = k + 1 < len(words) and words[k + 1].text in _DASHES
    following = words[k + 1 + dash : k + 2 + dash]
    return any(t.quote is not None for t in following) and (dash or words[k].text[-1] == "?")


def _other_side(words: Sequence[Token], before: Heard, k: int) -> bool:
    """Whether another quotation stands between an earlier cue and this passage."""
    return any(t.quote is not None and t.text[-1] in ".!?…" for t in words[before.cue.stop : k])


def _directly_after(words: Sequence[Token], sentence: Sentence, k: int) -> Heard | None:
    begin = k + 1
    while begin < sentence.high and words[begin].text in _JOINTS:
        begin += 1
    for heard in sentence.heard:
        lead = words[begin : heard.cue.begin]
        if heard.cue.begin >= begin and _light(lead):
            return heard
    return None


def _light(lead: Sequence[Token]) -> bool:
    """Whether words may stand between a quotation and its speaker: titles, roles, what he did."""
    quoting = any(t.low in ("quoted", "cited") for t in lead)
    for k, token in enumerate(lead):
        verb = token.low.endswith("ed") and not token.capital and not quoting
        joins = (token.low == "and" and k > 0) or _names_next(lead, k)
        if joins:
            continue
        if not token.word or verb or token.low in _NO_TITLES or (token.low in SAY and not quoting):
            return False
    return True


def _names_next(lead: Sequence[Token], k: int) -> bool:
    """Whether a comma parts a role from the name: "the envoy for water, Ambassador Anna ..."."""
    titles = all(t.capital for t in lead[k + 1 :])
    return lead[k].text == "," and titles and any(is_role(t.low) for t in lead[:k])


def _afterthought(words: Sequence[Token], sentence: Sentence) -> Heard | None:
    """Return the cue of a sentence that only says who spoke: "“It is over.” Anna said."."""
    if not sentence.heard:
        return None
    first = sentence.heard[0]
    rest = [t for t in words[first.cue.stop : sentence.high] if t.word]
    quoted = any(t.quote is not None for t in words[sentence.low : sentence.high])
    lead = words[sentence.low : first.cue.begin]
    starts = len(lead) < 8 and _light(lead) and first.cue.kind in ("say", "beside")
    short = len(rest) <= 4 or words[first.cue.stop].text == ","
    return first if starts and short and not quoted else None


def _verdict(heard: Heard, confidence: float, reason: str) -> Verdict:
    if heard.cue.kind == "name":
        confidence *= 0.9
    who = heard.who
    return Verdict(heard, confidence * who.confidence, f"{reason}; {who.reason}")


def _speech(paragraph: Paragraph, sentence: Sentence, k: int, verdict: Verdict) -> bool:
    """Whether the passage is speech, not a title, a term or a word held at arm's length."""
    words = paragraph.words
    inner = words[k].text[1:]
    count = len(inner.split())
    ended = inner[-1] in ".,!?…"
    heard = verdict.heard
    if heard is None:
        return count >= 2 or ended
    if heard.cue.kind == "name" and not heard.who.expert:
        return False
    before = words[k - 1] if k > sentence.low else None
    if heard.cue.stop <= k and not verdict.follows and unsaid(words, sentence.low, heard.cue, k):
        return False
    beside = verdict.follows or (before is not None and before.text in ":,")
    if _names(words, sentence, heard.cue, k):
        return False
    if ended and (beside or heard.cue.stop == k) and heard.cue.kind != "name":
        return True
    if count >= 2 and inner[-1] not in "!?…" and _titled(inner):
        return False
    beside = beside or (heard.cue.stop == k and _written(heard.cue))
    return count >= 2 and (heard.cue.kind != "beside" or beside)


def _written(cue: Cue) -> bool:
    """Whether the cue gives the words of a letter: "the letter reads"."""
    noun = cue.speaker.surface.split()[-1].casefold() if cue.speaker else ""
    return cue.base == "read" and noun in _WRITTEN


def _names(words: Sequence[Token], sentence: Sentence, cue: Cue, k: int) -> bool:
    """Whether the words before a passage make it a name: the film "...", on Test TV's "..."."""
    inner = words[k].text[1:]
    comma = words[k - 1].text == ","
    k -= comma
    if k <= sentence.low or cue.stop == k or words[k - 1].low in ("called", "label"):
        return False
    before = words[k - 1]
    if before.low in NAMING:
        return (len(inner.split()) < 5 and not comma) or _titled(inner)
    placed = possessive(before) or before.low in _PLACES
    return placed and inner[-1] not in "!?…" and _titled(inner)


def _titled(inner: str) -> bool:
    """Whether all of its words but small ones have a capital, as in a title."""
    words = [w.lstrip("(‘'“").lstrip() for w in inner.split()]
    return all(w[:1].isupper() or not w[:1].isalpha() or w in _SMALL for w in words)
