"""Everything that an article in a language with a pack gives to somebody, in one walk."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace

from stance.articles.article import Article, Finding
from stance.extract.packs.cases import asked
from stance.extract.packs.cues import cues
from stance.extract.packs.memory import Memory
from stance.extract.packs.pack import Pack
from stance.extract.packs.paragraph import Paragraph, Sentence
from stance.extract.packs.people import People
from stance.extract.packs.reported import reported
from stance.extract.packs.speech import direct
from stance.extract.packs.subjects import earlier
from stance.extract.packs.unsaid import unsaid
from stance.extract.quotes.quotation_marks import Quoted, quoted
from stance.extract.quotes.tokens import Token, sentences, tokens

#: How sure a finding is at most by rules that nobody has measured: a person looks at it.
_UNMEASURED = 0.69
#: Tokens that may stand before a name that begins a sentence: its role.
_LEAD = 2


def spoken(article: Article, rules: Pack, turns: Sequence[Finding]) -> Iterator[Finding]:
    """Yield direct and reported speech, paragraph by paragraph.

    Args:
        article: the article.
        rules: its language's.
        turns: its answers, in which "I" is who answers.
    """
    people = People(rules)
    body = [b for b in article.blocks if b.kind == "body"]
    for block in article.blocks:
        if block.kind != "boilerplate":
            plain = tokens(article.text, block.start, block.end, (), rules.abbreviations)
            people.read(_parted(plain, rules))
    memory = Memory(people)
    passages: dict[int, list[Quoted]] = {}
    for passage in quoted(article.text, body, rules.speaks, rules.within_commas):
        passages.setdefault(passage.block, []).append(passage)
    spoke, continued = "", False
    later = deque(turns)
    for number, block in enumerate(body):
        while later and later[0].end <= block.start:
            later.popleft()
        memory.first_person = later[0].expert if later and later[0].start < block.end else ""
        here = passages.get(number, [])
        words = tokens(article.text, block.start, block.end, here, rules.abbreviations)
        words = _parted(_dated(words, rules), rules)
        cut = [_sentence(words, *span, rules, memory) for span in sentences(words, article.text)]
        paragraph = Paragraph(words, cut, rules, memory, spoke, continued)
        found = direct(paragraph)
        most = 1.0 if rules.measured else _UNMEASURED
        for finding in (*found, *reported(paragraph)):
            yield replace(finding, confidence=min(finding.confidence, most))
        heard = [f.expert for f in found if f.expert]
        heard = heard or [name for sentence in cut for name in _whole(sentence)]
        spoke = heard[-1] if heard else spoke
        continued = bool(here) and here[-1].fault == "continues"


def _whole(sentence: Sentence) -> Iterator[str]:
    """Yield who is told to speak by more than a single name."""
    for cue, who in zip(sentence.cues, sentence.whom, strict=True):
        described = cue.who is not None and cue.who.kind == "role" and " " in cue.who.surface
        if who.expert and (described or " " in who.expert):
            yield who.expert


def _dated(words: list[Token], rules: Pack) -> list[Token]:
    """Return the tokens with the full stop of "3. Mai" joined to its number."""
    found: list[Token] = []
    for k, token in enumerate(words):
        dated = k + 1 < len(words) and words[k + 1].low in rules.months
        if token.text == "." and found and found[-1].text.isdigit() and dated:
            last = found[-1]
            found[-1] = last._replace(text=last.text + ".", end=token.end)
        else:
            found.append(token)
    return found


def _parted(words: list[Token], rules: Pack) -> list[Token]:
    """Return the tokens with what is elided apart from its noun: "l'avocat" is "l'", "avocat"."""
    found: list[Token] = []
    for token in words:
        at = token.low.find("'") + 1
        elided = at > 1 and token.low[:at] in rules.elided and token.low not in rules.phrased
        if not elided or (token.text[0].isupper() and token.text[at : at + 1].isupper()):
            found.append(token)
            continue
        parted = token.start + at
        found.append(token._replace(text=token.text[:at], end=parted, low=token.low[:at]))
        found.append(token._replace(text=token.text[at:], start=parted, low=token.low[at:]))
    return found


def _sentence(words: Sequence[Token], low: int, high: int, rules: Pack, memory: Memory) -> Sentence:
    """Find and resolve the cues of a sentence, and remember who came up in it."""
    memory.sentence += 1
    found = [
        cue._replace(unsaid=unsaid(words, low, high, cue, rules))
        for cue in cues(words, low, high, rules, memory.people)
    ]
    whom = []
    for cue in found:
        anybody = rules.cases and asked(cue.low, rules) == "p"  # they say, whoever that is
        who = memory.nobody(not anybody) if cue.who is None else memory.resolve(cue.who)
        if cue.who is not None and cue.who.kind != "role":
            memory.note(who.expert, cue.who.start)
        if cue.who is not None and cue.who.kind != "pronoun":
            memory.learn_sex(who.expert, cue.low)
        whom.append(who)
    if not found:
        _note_subject(words, low, high, rules, memory)
    return Sentence(low, high, tuple(found), tuple(whom))


def _note_subject(words: Sequence[Token], low: int, high: int, rules: Pack, memory: Memory) -> None:
    """Remember whose name begins a sentence that gives nobody any words: "Anna nodded"."""
    who = earlier(words, low, high, rules, memory.people)
    begins = who is not None and who.kind == "name" and not who.names
    if begins and who is not None and who.start <= words[min(low + _LEAD, high - 1)].start:
        memory.note_subject(memory.resolve(who).expert, who.start)
