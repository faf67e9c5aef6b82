"""Direct speech: which passages in quotation marks somebody says, and who."""

from collections.abc import Sequence
from itertools import takewhile

from stance.articles.article import Attitude, Finding
from stance.extract.packs.attitude import attitude
from stance.extract.packs.cases import may_be_subject
from stance.extract.packs.cue import JOINTS, Cue
from stance.extract.packs.memory import Resolved
from stance.extract.packs.named import ANY, governed
from stance.extract.packs.pack import Pack
from stance.extract.packs.paragraph import Paragraph, Sentence, Verdict
from stance.extract.packs.people import inflected, person, runs, spelled
from stance.extract.packs.speaker import Who, all_named, known, readings
from stance.extract.packs.subjects import after, earlier, named_last, somebody
from stance.extract.quotes.quotation_marks import Quoted
from stance.extract.quotes.tokens import Token

#: A passage of fewer words is a title or a term, unless a cue stands right beside it.
_LEAST = 2
#: One that no cue reaches is speech from so many words on.
_ALONE = 5
_SMALL = 4
#: One that begins in lower case, where nouns do not, is a part of a sentence from so many words on.
_PART = 3
#: The words of a name or title in marks, with its subtitle.
_NAME = 10
#: Words before a passage that may say that it is a title.
_NEAR = 4
_LEADS = frozenset({":", ",", "—", "–", "-"})
_FAULTS = {
    "unclosed": "its closing mark is missing",
    "unopened": "its opening mark is missing",
    "reopened": "another opens before it is closed",
    "continues": "it goes on in the next paragraph",
}


def direct(paragraph: Paragraph) -> list[Finding]:
    """Return the direct speech of a paragraph, in order."""
    found: list[Finding] = []
    speaking = ""
    for number, sentence in enumerate(paragraph.sentences):
        for k in range(sentence.low, sentence.high):
            quote = paragraph.words[k].quote
            if quote is None:
                continue
            verdict = _verdict(paragraph, number, k) or _carried(paragraph, number, k, speaking)
            if verdict is None or not _speech(paragraph, sentence, k, verdict):
                continue
            if _unsaid(paragraph, k, verdict) or _of_others(paragraph, sentence, k, verdict):
                continue
            if verdict.cue is None and found:  # no surer than what it goes on from
                sure = min(verdict.confidence, found[-1].confidence)
                verdict = verdict._replace(confidence=sure)
            told = attitude(paragraph.words, k, verdict.cue, paragraph.rules)
            found.append(_finding(quote, verdict, told))
            speaking = found[-1].expert or speaking
        speaking = _heard(paragraph, sentence) or speaking
    return found


def _unsaid(paragraph: Paragraph, k: int, verdict: Verdict) -> bool:
    """Whether the words are what somebody denies or did not say; "he denied: ..." are his own."""
    cue = verdict.cue
    if cue is None or cue.unsaid:
        return cue is not None
    lead = paragraph.words[cue.stop : k]
    announced = cue.stop <= k and any(t.text == ":" for t in lead)
    return cue.kind == "deny" and not announced and (cue.stop <= k or not verdict.beside)


def _of_others(paragraph: Paragraph, sentence: Sentence, k: int, verdict: Verdict) -> bool:
    """Whether words before their cue are another's: "claims that “...” are false, said X"."""
    rules = paragraph.rules
    lead = paragraph.words[max(sentence.low, k - _NEAR) : k]
    told = any(t.low in rules.others for t in lead) and any(t.low in rules.that for t in lead)
    return told and verdict.cue is not None and verdict.cue.at > k


def _heard(paragraph: Paragraph, sentence: Sentence) -> str:
    """Return who would go on speaking after a sentence; empty where it names nobody new."""
    heard = [w.expert for w in sentence.whom if w.expert]
    if heard or any(paragraph.words[k].quote for k in range(sentence.low, sentence.high)):
        return heard[-1] if heard else ""
    words, rules = paragraph.words, paragraph.rules
    who = earlier(words, sentence.low, sentence.high, rules, paragraph.memory.people)
    if who is None or who.kind == "pronoun" or not somebody(words, who, rules):
        return ""
    return paragraph.memory.resolve(who).expert


def _verdict(paragraph: Paragraph, number: int, k: int) -> Verdict | None:
    words, sentence = paragraph.words, paragraph.sentences[number]
    labelled = _labelled(paragraph, sentence, k)
    if labelled is not None:
        return labelled
    heard = list(zip(sentence.cues, sentence.whom, strict=True))
    begin = k + 1
    while begin < sentence.high and words[begin].text in JOINTS:
        begin += 1
    while begin < sentence.high and words[begin].low in paragraph.rules.between:
        begin += 1
    opens = k == sentence.low or paragraph.rules.verb_last
    joined = begin > k + 1 or words[k].text[-1] in ",.!?…—" or opens
    for cue, who in heard if joined else ():
        straight = cue.begin == begin > k and not paragraph.rules.nouns_capital
        if cue.at == begin or straight or _led(paragraph, begin, cue):
            who = who if who.expert else _before_quote(paragraph, sentence, k) or who
            return _of(cue, who, 1.0, "the cue stands right after", True)
    ahead = [(c, w) for c, w in heard if c.stop <= k and c.kind != "beside"]
    if ahead:
        cue, who = ahead[-1]
        beside = words[k - 1].text in _LEADS or words[k - 1].low in paragraph.rules.that
        reason = "the cue stands before" if beside else "the cue stands earlier in the sentence"
        return _of(cue, who, 0.97 if beside else 0.85, reason, beside or cue.stop == k)
    later = next(((c, w) for c, w in heard if c.begin > k and c.kind != "demand"), None)
    if later is not None:
        return _of(*later, 0.69, "the cue stands later in the sentence", False)
    return (
        _afterthought(paragraph, number, k)
        or _introduced(paragraph, sentence, k)
        or _unlisted(paragraph, sentence, k)
    )


def _led(paragraph: Paragraph, begin: int, cue: Cue) -> bool:
    """Whether but a phrase of time stands before a verb: "“...”, after a minute said Anna"."""
    words, rules = paragraph.words, paragraph.rules
    near = cue.inverted and begin + 1 < cue.at < begin + _SMALL
    lead = words[begin : cue.at] if near and rules.cyrillic else ()
    plain = all(t.word and not t.capital for t in lead)
    return bool(lead) and lead[0].low in rules.prepositions and plain


def _unlisted(paragraph: Paragraph, sentence: Sentence, k: int) -> Verdict | None:
    """Return who stands after a verb that no list has: "„Words“, beamed the minister"."""
    words, rules = paragraph.words, paragraph.rules
    if not rules.nouns_capital or k > sentence.low or len(words[k].text.split()) < _SMALL:
        return None
    verb = k + 2
    if verb >= sentence.high or words[k + 1].text != "," or not _may_be_verb(words[verb], rules):
        return None
    who = after(words, verb + 1, sentence.high, rules, paragraph.memory.people)
    if who is None or not somebody(words, who, rules):
        return None
    cue = Cue(verb, verb + 1, words[verb].low, "say", who, verb)
    resolved = paragraph.memory.resolve(who)
    reason = f"a verb and somebody stand right after; {resolved.reason}"
    return Verdict(cue, resolved, 0.68 * resolved.confidence, reason)


def _may_be_verb(token: Token, rules: Pack) -> bool:
    """Whether a word is none of the small ones that begin a clause."""
    small = (rules.breaks, rules.that, rules.prepositions, rules.determiners, rules.pronouns)
    return token.word and not token.capital and not any(token.low in words for words in small)


def _introduced(paragraph: Paragraph, sentence: Sentence, k: int) -> Verdict | None:
    """Return who is named where a colon announces the words: "Anna was blunt: ..."."""
    words = paragraph.words
    if k == sentence.low or words[k - 1].text != ":":
        return None
    who = named_last(words, sentence.low, k - 1, paragraph.rules, paragraph.memory.people)
    if who is None:
        return None
    cue = Cue(k - 2, k, words[k - 2].text, "say", who, k - 2)
    beside = who.start + len(who.surface) == words[k - 2].end
    sure = 0.8 if beside else 0.68
    return _of(cue, paragraph.memory.resolve(who), sure, "a colon announces the words", True)


def _of(cue: Cue, who: Resolved, sure: float, reason: str, beside: bool) -> Verdict:
    return Verdict(cue, who, sure * who.confidence, f"{reason}; {who.reason}", beside)


def _afterthought(paragraph: Paragraph, number: int, k: int) -> Verdict | None:
    """Return the cue of the sentence after one that is only a quotation, if it begins with it."""
    sentence = paragraph.sentences[number]
    if number + 1 >= len(paragraph.sentences) or k + 1 < sentence.high - 1:
        return None
    following = paragraph.sentences[number + 1]
    if not following.cues:
        return None
    cue = following.cues[0]
    if cue.at > following.low + 1 or cue.kind not in ("say", "beside") or not cue.inverted:
        return None
    if (
        cue.at > following.low
        and cue.who
        and not somebody(paragraph.words, cue.who, paragraph.rules)
    ):
        return None
    return _of(cue, following.whom[0], 0.9, "the cue stands right after", True)


def _before_quote(paragraph: Paragraph, sentence: Sentence, k: int) -> Resolved | None:
    """Return who is named before the words, where the verb after them has no subject."""
    words, rules = paragraph.words, paragraph.rules
    for i, j in runs(words, sentence.low, k, rules):
        found = person(words, i, j, rules)
        if rules.verb_last and inflected(words[j - 1]):
            continue
        if found is not None and known(words, found, paragraph.memory.people):
            who = Who(spelled(words, *found), words[found[0]].start, "name")
            return paragraph.memory.resolve(who)
    return None


def _labelled(paragraph: Paragraph, sentence: Sentence, k: int) -> Verdict | None:
    """Return who stands before the words like a label: "Anna Example: ..."."""
    words, rules = paragraph.words, paragraph.rules
    if k == sentence.low or words[k - 1].text != ":":
        return None
    if any(c.stop <= k for c in sentence.cues):
        return None
    people = paragraph.memory.people
    named = (person(words, *run, rules) for run in runs(words, sentence.low, k, rules))
    found = [one for one in takewhile(bool, named) if one is not None]
    while rules.cases and found and not may_be_subject(readings(words, found[0], rules), ANY):
        found = found[1:]
    if not found or governed(words, sentence.low, found[0][0], rules):
        return None
    if not known(words, found[0], people):
        return None
    who, _ = all_named(words, found, rules)
    at = k - 1
    cue = Cue(at, k, words[k - 2].text, "say", who, at)
    resolved = paragraph.memory.resolve(who)
    reason = "a colon announces the words"
    return Verdict(cue, resolved, 0.85 * resolved.confidence, f"{reason}; {resolved.reason}")


def _carried(paragraph: Paragraph, number: int, k: int, speaking: str) -> Verdict | None:
    """Return whose words go on where no cue reaches a passage that makes a sentence."""
    words, sentence = paragraph.words, paragraph.sentences[number]
    inner = words[k].text[1:]
    alone = not any(t.word for t in words[sentence.low : sentence.high])
    count = len(inner.split())
    announced = k > sentence.low and words[k - 1].text == ":"
    told = any(t.low in paragraph.rules.reported for t in words[sentence.low : sentence.high])
    told = told and (count >= _LEAST or inner[0].islower()) and bool(speaking or paragraph.spoke)
    told = told and not (_titled(inner) and count < _SMALL)
    long = count >= _ALONE and inner[-1] in ".!?…,"
    before = words[k - 1].low if k > sentence.low else ""
    if (
        _named(words, sentence.low, k, paragraph.rules)
        and count <= _ALONE
        and inner[-1] not in ".!?…"
    ) or _translated(paragraph, sentence, k):
        return None
    if not (alone or announced or told or long or _fragment(inner, before, paragraph.rules)):
        return None
    if alone and count < _LEAST:
        return None
    own = None if alone else _own(paragraph, sentence, k)
    if own is not None:
        return own
    inside = bool(paragraph.rules.cases) and not (alone or announced)
    if inside and _of_title(words, sentence.low, k, paragraph.rules):
        return None
    if speaking:
        reason = "no cue of its own; the speaker of the sentence before"
        people = paragraph.memory.people
        agency = bool(paragraph.rules.cases) and people.key(speaking) not in people.known
        sure = 0.8 if alone and not agency else 0.6  # the agency tells of what others say
        return Verdict(None, Resolved(speaking, 1.0, ""), sure, reason)
    if paragraph.spoke and not inside:
        close = "the quotation goes on" if paragraph.continued else "no cue of its own"
        reason = f"{close}; carried over from the speaker before"
        sure = 0.8 if paragraph.continued else 0.65
        return Verdict(None, Resolved(paragraph.spoke, 1.0, ""), sure, reason)
    return Verdict(None, Resolved("", 1.0, ""), 0.3, "nobody is named as the speaker")


def _named(words: Sequence[Token], low: int, k: int, rules: Pack) -> bool:
    """Whether a noun before the words says that they are a name: "the ship „X“", "motto: „X“"."""
    at = k - 1
    while at - 1 > low and words[at].low in rules.ands and words[at - 1].quote is not None:
        at -= 2  # the ships „X“ and „Y“
    if at > low and words[at].text == ":":
        at -= 1
    return at >= low and words[at].low in rules.naming


def _of_title(words: Sequence[Token], low: int, k: int, rules: Pack) -> bool:
    """Whether a noun a little before the words makes them a title: "in the article of X"."""
    return any(t.low in rules.naming for t in words[max(low, k - _NEAR) : k])


def _fragment(inner: str, before: str, rules: Pack) -> bool:
    """Whether words in marks are a part of somebody's sentence: no title begins in lower case."""
    if not (rules.nouns_capital and inner[0].islower()):
        return False
    return len(inner.split()) >= _PART or before in rules.named_as


def _own(paragraph: Paragraph, sentence: Sentence, k: int) -> Verdict | None:
    """Return the subject of a sentence without a verb of speaking: "Anna was not happy: ..."."""
    words, rules = paragraph.words, paragraph.rules
    lead = [t.low for t in words[sentence.low : k]]
    if any(low in rules.reported for low in lead) and rules.that.isdisjoint(lead):
        return None  # the sentence is what somebody said
    who = earlier(words, sentence.low, k, rules, paragraph.memory.people)
    if who is None or not somebody(words, who, rules):
        return None
    resolved = paragraph.memory.resolve(who)
    if not resolved.expert:
        return None
    reason = f"the subject of the sentence; {resolved.reason}"
    cue = Cue(k, k, "", "say", who, k)
    return Verdict(cue, resolved, 0.68 * resolved.confidence, reason, True)


def _speech(paragraph: Paragraph, sentence: Sentence, k: int, verdict: Verdict) -> bool:
    """Whether the passage is speech, not a title, a term or a word held at arm's length."""
    inner = paragraph.words[k].text[1:]
    count = len(inner.split())
    if verdict.cue is None:
        return True
    ended = inner[-1] in ".,!?…"
    after = verdict.cue.at > k
    before = paragraph.words[k - 1].low if k > sentence.low else ""
    if _named(paragraph.words, sentence.low, k, paragraph.rules) and count <= _ALONE:
        return False
    later = after and not verdict.beside and paragraph.rules.nouns_capital
    name = _titled(inner) and count <= _NAME and before not in paragraph.rules.named_as
    if later and name and not _parts(paragraph, sentence, k):
        return False  # parts of the „Law“ the court has called void
    if _translated(paragraph, sentence, k):
        return False
    if after and not ended and _within(paragraph, sentence, k) and count < _SMALL:
        return False  # joins „South Stream“ told X
    if not ended and after and before in paragraph.rules.determiners and count <= _ALONE:
        return not _titled(inner)  # the „New York Times“, says X
    if verdict.beside and (ended or after or paragraph.words[k - 1].text in ":—–"):
        return True
    if before in paragraph.rules.named_as and verdict.cue.kind != "according":
        return True
    called = verdict.cue.low in paragraph.rules.calls and verdict.cue.stop <= k
    if called and _LEADS.isdisjoint(t.text for t in paragraph.words[verdict.cue.stop : k]):
        return True  # called it a “myth”
    if _titled(inner) and count < _SMALL:
        return False
    words = paragraph.words[sentence.low : sentence.high]
    if inner[0].islower() and any(t.low in paragraph.rules.reported for t in words):
        return True
    if verdict.cue.kind == "beside":
        return ended
    least = _LEAST if verdict.who.expert and verdict.cue.stop <= k else _SMALL
    return count >= least


def _parts(paragraph: Paragraph, sentence: Sentence, k: int) -> bool:
    """Whether a comma or the like parts a passage from what follows in the sentence."""
    return any(t.text in JOINTS for t in paragraph.words[k + 1 : min(k + 2, sentence.high)])


def _translated(paragraph: Paragraph, sentence: Sentence, k: int) -> bool:
    """Whether a passage only says in other words what stands before: „Cast Lead“ („...“)."""
    words = paragraph.words
    opens = (n for n in range(k - 1, max(sentence.low, k - _SMALL), -1) if words[n].text in "([–")
    return any(words[n - 1].quote is not None for n in opens)


def _within(paragraph: Paragraph, sentence: Sentence, k: int) -> bool:
    """Whether the sentence goes on behind a name in marks as if there were none."""
    joined = _parts(paragraph, sentence, k)
    apart = paragraph.rules.verb_last or paragraph.rules.nouns_capital
    return _titled(paragraph.words[k].text[1:]) and not joined and not apart


def _titled(inner: str) -> bool:
    """Whether the words begin with a capital and end no sentence, as titles and names do."""
    return inner[:1].isupper() and inner[-1] not in ".,!?…"


def _finding(quote: Quoted, verdict: Verdict, told: Attitude) -> Finding:
    fault = _FAULTS.get(quote.fault, "")
    who = verdict.cue.who if verdict.cue else None
    return Finding(
        start=quote.start,
        end=quote.end,
        kind="direct",
        speaker=who.surface if who else "",
        expert=verdict.who.expert,
        cue=verdict.cue.low if verdict.cue else "",
        confidence=round(verdict.confidence * (0.9 if fault else 1.0), 2),
        reason=verdict.reason + (f"; {fault}" if fault else ""),
        attitude=told,
    )
