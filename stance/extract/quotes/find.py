"""Everything an article gives to somebody, found in one walk through its paragraphs."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from stance.articles.article import Article, Finding
from stance.articles.language import language, language_code
from stance.extract.packs.find import spoken
from stance.extract.packs.pack import pack, packs
from stance.extract.quotes.direct import Heard, Paragraph, Sentence, direct
from stance.extract.quotes.formed import told
from stance.extract.quotes.frames import frames, labelled
from stance.extract.quotes.indirect import indirect
from stance.extract.quotes.joint import each
from stance.extract.quotes.memory import Memory, Resolved
from stance.extract.quotes.people import People, is_role, person, possessive, runs, speaker, spelled
from stance.extract.quotes.predicates import predicates
from stance.extract.quotes.quotation_marks import Quoted, quoted
from stance.extract.quotes.subjects import main_subject
from stance.extract.quotes.tokens import Token, clauses, sentences, tokens
from stance.extract.quotes.turns import answers
from stance.extract.quotes.unruled import in_marks
from stance.extract.quotes.verbs import cues
from stance.extract.quotes.views import verb_views
from stance.extract.quotes.words import BE, SAY, listed

#: An article of which less than this share is direct speech, and that is signed or argues
#: without speakers, is taken for the author's own analysis.
_ANALYSIS_SHARE = 0.08
_LEAST_PARAGRAPH = 60
#: Only where rules find most of what is said does little speech make an analysis.
_AUTHORED = frozenset({"en", "ru"})
#: Before a colon in a heading these are no speakers.
_RUBRICS = listed(
    "live video watch opinion analysis exclusive update breaking interview explainer podcast "
    "comment editorial factbox timeline report updated explained review profile obituary"
)
_LEADS = re.compile(
    r"(?:and |then |now )?(?:from|by|here is|here's)\b[^\n]{3,120}$|[^\n]{3,120}:$", re.I
)
#: A line of more characters signs nothing.
_LONGEST_SIGNATURE = 120
_SIGNATURE = re.compile(r"[\"”’'»]?[ \t]*\n\s*[-–—―]{1,2}[ \t]*(?P<who>[^\n]{3,120})")


def has_rules(code: str) -> bool:
    """Whether articles in a language are read by rules of its own."""
    return code in packs() | {"en"}


def read_in(article: Article) -> str:
    """Return the code of the language that an article is read in; empty where nothing tells.

    It is the one that the article is said to be in, else the one that its own words tell.
    """
    return language_code(article.language) or language(article.plain or article.text)


def find(article: Article) -> list[Finding]:
    """Return what the article gives to somebody: speech, reports, answers, the author's own text.

    The offsets of every finding cut its words out of ``article.text``. Findings are in the order
    of the text; what is said inside an answer comes after the answer, and what two people say
    together is there for each of them. In a language without rules, or one that nothing tells,
    only words in quotation marks are found, for nobody.
    """
    if article.stretches:
        return list(told(article))
    code = read_in(article)
    if not has_rules(code):
        return list(in_marks(article))
    people = People()
    plain: dict[int, list[Token]] = {}
    for block in article.blocks:
        if block.kind != "boilerplate":
            plain[block.start] = tokens(article.text, block.start, block.end, ())
            people.read(plain[block.start])
    turns = answers(article, people)
    if code in packs():
        found = [*turns, *spoken(article, pack(code), turns)]
    else:
        found = [*turns, *_spoken(article, people, turns, plain)]
        found += [] if turns else _headed(article, people, plain)
    if code in _AUTHORED and not turns and _is_analysis(article, found):
        found += _authored(article)
    each_own = (own for finding in found for own in each(finding))
    return sorted(each_own, key=lambda f: (f.start, -f.end, f.kind))


def _headed(
    article: Article, people: People, plain: Mapping[int, list[Token]]
) -> Iterator[Finding]:
    """Yield the words of headings such as "Anna Example: the road is too long"."""
    memory = Memory(people, article.text)
    for block in article.blocks:
        words = plain[block.start] if block.kind == "heading" else []
        view = labelled(words, 0, len(words), article.text) if words else None
        if view is None or view.cue.speaker is None:
            continue
        if view.cue.speaker.surface.casefold() in _RUBRICS:
            continue
        who = memory.resolve(view.cue.speaker)
        start = words[view.begin].start
        bare = article.text[start : block.end].strip("“”„«»\"‘’' ")
        start = article.text.index(bare, start, block.end)
        direct_speech = len(bare) < block.end - words[view.begin].start
        yield Finding(
            start,
            start + len(bare),
            "direct" if direct_speech else "indirect",
            view.cue.speaker.surface,
            who.expert,
            cue=":",
            confidence=round(0.8 * who.confidence, 2),
            reason=f"a heading after a name and a colon; {who.reason}",
        )


def _spoken(
    article: Article,
    people: People,
    turns: Sequence[Finding],
    plain: Mapping[int, list[Token]],
) -> Iterator[Finding]:
    """Yield direct and reported speech, paragraph by paragraph."""
    pending: Finding | None = None  # its end is open: the next paragraph may name the speaker
    body = [b for b in article.blocks if b.kind == "body"]
    memory = Memory(people, article.text)
    passages: dict[int, list[Quoted]] = {}
    for passage in quoted(article.text, body):
        passages.setdefault(passage.block, []).append(passage)
    before, continued = "", False
    turn = iter(turns)
    answer = next(turn, None)
    for number, block in enumerate(body):
        while answer is not None and answer.end <= block.start:
            answer = next(turn, None)
        inside = answer is not None and answer.start < block.end
        memory.first_person = answer.expert if inside and answer is not None else ""
        here = passages.get(number, [])
        words = tokens(article.text, block.start, block.end, here) if here else plain[block.start]
        spans = sentences(words, article.text)
        cut = [_sentence(article.text, words, low, high, memory) for low, high in spans]
        paragraph = Paragraph(words, cut, article.text, memory, before, continued)
        told = list(indirect(paragraph, labelled=not turns))
        spoken = [_signed(f, article.text, memory) for f in direct(paragraph)]
        spoken = [f for f in spoken if not _within_taken_back(f, told)]
        if pending is not None:
            signed = _signed_within(pending, spoken, article.text, memory)
            yield signed or (_continued_by(pending, spoken) if continued else pending)
            spoken = spoken[1:] if signed else spoken
            pending = None
        open_end = bool(here) and here[-1].fault in ("continues", "unclosed")
        if spoken and open_end and spoken[-1].end == here[-1].end:
            pending = spoken[-1]
        yield from spoken[:-1] if pending else spoken
        yield from told
        before = _speaker_after(paragraph, spoken) or _led_to(paragraph) or before
        continued = bool(here) and here[-1].fault == "continues"
    if pending is not None:
        yield pending


def _within_taken_back(finding: Finding, told: Sequence[Finding]) -> bool:
    """Whether words in marks are but a part of what is denied, doubted or another's."""
    taken_back = ("denies", "doubts", "reports another")
    return any(
        t.attitude in taken_back and t.start < finding.start and finding.end <= t.end for t in told
    )


def _signed(finding: Finding, text: str, memory: Memory) -> Finding:
    """Give a passage that ends its paragraph to the name after a dash on the next line."""
    match = None if finding.cue else _SIGNATURE.match(text, finding.end)
    if match is None:
        return finding
    words = tokens(text, match.start("who"), match.end("who"), ())
    run = next((r for r in runs(words, 0, min(len(words), 9)) if person(words, *r)), None)
    if run is None or not all(t.capital or is_role(t.low) for t in words[: run[0]] if t.word):
        return finding
    return _given_to(finding, words, run, text, memory) or finding


def _signed_within(
    finding: Finding, following: Sequence[Finding], text: str, memory: Memory
) -> Finding | None:
    """Give a passage to the name that signs it on the last line within its marks, if one does.

    "We shall see. / Anna Example, a lecturer in Testville": a name, a comma and no verb.
    """
    last = following[0] if following else None
    if finding.cue or last is None or last.cue or last.end - last.start > _LONGEST_SIGNATURE:
        return None
    words = tokens(text, last.start, last.end, ())
    run = next(runs(words, 0, len(words)), None)
    found = person(words, *run) if run else None
    if run is None or found is None or found[0] > 0 or found[1] - found[0] < 2:
        return None
    after = words[found[1] : found[1] + 1]
    if any(t.text != "," for t in after) or any(t.low in BE or t.low in SAY for t in words):
        return None
    return _given_to(finding, words, found, text, memory)


def _given_to(
    finding: Finding, words: Sequence[Token], run: tuple[int, int], text: str, memory: Memory
) -> Finding | None:
    """Return a passage as spoken by the name that signs it."""
    named = speaker(words, *run, text)
    if named is None or named.kind != "name":
        return None
    reason = "the name that signs it stands on the next line"
    return replace(
        finding,
        speaker=named.surface,
        expert=memory.resolve(named).expert,
        cue="—",
        confidence=0.9,
        reason=reason,
    )


def _continued_by(finding: Finding, following: Sequence[Finding]) -> Finding:
    """Give a passage without a cue to the speaker whom its continuation names."""
    if finding.cue or not following or not following[0].cue:
        return finding
    reason = "the quotation goes on in the next paragraph, which names the speaker"
    return replace(finding, expert=following[0].expert, confidence=0.85, reason=reason)


def _sentence(text: str, words: Sequence[Token], low: int, high: int, memory: Memory) -> Sentence:
    """Find and resolve the cues of a sentence, and remember who came up in it."""
    memory.sentence += 1
    memory.note_self_named(words[low].start, words[high - 1].end)
    for i, j in runs(words, low, high):
        named = person(words, i, j)
        if named is not None and named[1] - named[0] <= 4:
            full, _ = memory.people.full(spelled(words, *named), words[i].start)
            if " " in full:
                owner = possessive(words[named[1] - 1])
                memory.note(full, words[named[0]].start, 0.5 if owner else 1.0)
    subject = main_subject(words, low, high, text)
    if subject is not None and subject.kind == "name":
        memory.note(memory.resolve(subject).expert, subject.start, 1.5)
    heard: list[Heard] = []
    for cue in cues(words, low, high, text):
        who = Resolved("", 0.4, "no subject in the sentence")
        if cue.speaker is not None:
            who = memory.resolve(cue.speaker)
        elif heard:
            who = heard[-1].who
        if who.expert and cue.speaker is not None:
            memory.note(who.expert, cue.speaker.start, 2.0, cue.speaker.kind)
        heard.append(Heard(cue, who))
    judged = [*frames(words, low, high, text)]
    for begin, stop in clauses(words, low, high):
        judged += verb_views(words, begin, stop, text)
        judged += predicates(words, begin, stop, text)
    resolved = ((v, memory.resolve(v.cue.speaker)) for v in judged if v.cue.speaker is not None)
    return Sentence(low, high, tuple(heard), tuple(resolved))


def _speaker_after(paragraph: Paragraph, spoken: Sequence[Finding]) -> str:
    """Return who would go on speaking in the next paragraph; empty where nobody new would."""
    if spoken:
        return max(spoken, key=lambda f: f.start).expert
    heard = [h.who.expert for s in paragraph.sentences for h in s.heard if h.cue.kind != "name"]
    if heard:
        return heard[-1]
    if not paragraph.sentences:
        return ""
    last = paragraph.sentences[-1]
    subject = main_subject(paragraph.words, last.low, last.high, paragraph.text)
    if subject is not None and subject.kind == "name":
        expert = paragraph.memory.resolve(subject).expert
        return expert if " " in expert else ""
    return ""


def _led_to(paragraph: Paragraph) -> str:
    """Return whom a line names that only leads to the words below: "From deputy mayor X Y:"."""
    words, sentences_ = paragraph.words, paragraph.sentences
    if len(sentences_) != 1 or not _LEADS.match(paragraph.text, words[0].start, words[-1].end):
        return ""
    named = (person(words, *run) for run in runs(words, 0, len(words)))
    found = next(filter(None, named), None)
    full = paragraph.memory.people.full(spelled(words, *found), words[0].start)[0] if found else ""
    return full if " " in full else ""


def _is_analysis(article: Article, found: Sequence[Finding]) -> bool:
    body = sum(b.end - b.start for b in article.blocks if b.kind == "body")
    said = sum(f.end - f.start for f in found if f.kind == "direct")
    return body > 1500 and said < body * _ANALYSIS_SHARE


def _authored(article: Article) -> Iterator[Finding]:
    """Yield the paragraphs of an analysis as its author's claims."""
    expert = article.author or f"unsigned author of “{article.title or article.file}”"
    finding = Finding(
        0,
        0,
        "authored",
        article.author or "(unsigned)",
        expert,
        confidence=0.9 if article.author else 0.7,
        reason="the text of a signed analysis" if article.author else "the text of an unsigned one",
    )
    for block in article.blocks:
        if block.kind == "body" and block.end - block.start >= _LEAST_PARAGRAPH:
            yield replace(finding, start=block.start, end=block.end)
