"""Round-tables and interviews: who answers which question."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from stance.articles.article import Article, Block, Finding
from stance.extract.quotes.people import People, person, runs
from stance.extract.quotes.tokens import Token, tokens
from stance.extract.quotes.words import OFFICE, TITLES

_LABEL = re.compile(r"^([^:\n?!]{1,240}?)\s*:(?:\s+|$)")
#: Labels of records of sessions: "Ms. EXAMPLE. …", "Mr. SAMPLE of Testland. …", "The CLERK. …".
_RECORD = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? (?P<name>(?:Mc|Mac|De|O['’])?[A-Z][A-Z'’-]{1,40})"
    r"(?: of [A-Z][\w ]{2,30})?|The [A-Z]{4,20}(?: [A-Za-z]{3,20}){0,3})\. (?=\S)"
)
#: Whom a study of people without names calls so: "P1:", "R12:", "Participant 3:".
_CODED = re.compile(
    r"[B-PR-Z]\d{1,3}|(?i:participant|speaker|respondent|interviewee|panell?ist|teilnehmer(?:in)?"
    r"|befragte[r]?|участник|спикер|респондент|katılımcı|participante)\s?\d{1,3}"
)
_QUESTION_LABEL = re.compile(
    r"^(?:q|question|interviewer|host|moderator|presenter|journalist|reporter|в|вопрос|soru|frage|pregunta"
    r"|savol|сұрақ|питання)\W*\d*$",
    re.I,
)
#: Who is there, or what it is: labels of the text, after which nobody speaks.
_TEXT_LABEL = re.compile(
    r"^(?:the\s+)?(?:participants|panell?ists?|panel|speakers|guests|attendees|present|experts"
    r"|round.?table|discussion|debate|interview|transcript|minutes"
    r"|участники|эксперты|гости|круглый\s+стол|katılımcılar|konuşmacılar)$",
    re.I,
)
_ANSWER_LABEL = re.compile(
    r"^(?:a|answer|о|ответ|cevap|antwort|réponse|respuesta|javob|жауап|відповідь)\W*\d*$", re.I
)
_TALKED = re.compile(
    r"\b(?:interview\w*|Q\s?&\s?A|questions\b.{0,40}\banswer\w*|conversation\s+with"
    r"|(?:spoke|speaks|talk(?:s|ed)?|sat\s+down)\s+(?:to|with))\b",
    re.I,
)
_MOST_QUESTION = 400
#: How sure an answer is of which nothing says who gives it.
_NOBODY = 0.3
_DASHED = re.compile(r"[—–―-]\s+(?=\S)")
_INITIALS = re.compile(r"(?:[^\W\d_]\.\s?){1,3}")
#: "The Minister for Trade (Anna Example)", "Mr Ben Sample (Testville) (Lab)".
_HELD_BY = re.compile(
    r"(?P<before>(?:the|mr|mrs|ms|miss|dr|sir|dame|lord|lady|baroness)\s[^(),\d]{3,100}?)"
    r"\s*\((?P<inside>[^()]{2,60})\)(?:\s*\([^()]{2,30}\))?",
    re.I,
)
_HONORIFIC = re.compile(r"^(?:mr|mrs|ms|miss|dr|sir|dame)\s+", re.I)
_CHAIR = re.compile(
    r"(?:(?:mr|madam|mrs)\s+)?(?:deputy\s+)?(?:speaker|chair(?:man|person)?|president)|the\s+chair(?:man)?",
    re.I,
)


class Turn(NamedTuple):
    """A label such as "Name, role (Country):" or "Q:", and where the words after it begin."""

    speaker: str
    kind: Literal["name", "question", "answer", "text"]
    words_at: int


def answers(article: Article, people: People) -> list[Finding]:
    """Return one finding for each answer; none where the article has no such form."""
    texts = [b for b in article.blocks if b.kind in ("body", "heading", "caption")]
    dashed = _dashed(article.text, texts)
    if dashed:
        return list(_dialogue(article, dashed, _interviewee(article, texts, people)))
    offices = _offices(article.text, texts)
    found = ((b.start, _turn(article.text, b, people, offices)) for b in texts)
    turns = {start: turn for start, turn in found if turn is not None}
    names = Counter(t.speaker for t in turns.values() if t.kind == "name")
    asked = sum(_is_question(article.text, b) for b in texts)
    labelled = [t.kind for t in turns.values()]
    if "question" in labelled and "answer" in labelled:
        return list(_answers(article, texts, turns, _interviewee(article, texts, people)))
    headings = sum(t.words_at >= b.end for b in texts if (t := turns.get(b.start)))
    if len(names) >= 2 and (asked >= 2 or headings >= 2 or max(names.values()) >= 2):
        asking = _asking(article, texts, turns)
        kept = {
            s: t._replace(kind="question") if t.speaker in asking else t for s, t in turns.items()
        }
        return list(_answers(article, texts, kept, ""))
    if asked >= 3 and not turns and _is_interview(article, texts):
        return list(_answers(article, texts, {}, _interviewee(article, texts, people)))
    return []


def _offices(text: str, texts: Sequence[Block]) -> dict[str, str]:
    """Return who holds an office, as labels say once: "The Minister for Trade (Anna Example):"."""
    labels = (_LABEL.match(text[b.start : b.end]) for b in texts)
    held = (_HELD_BY.fullmatch(label[1].strip()) for label in labels if label is not None)
    return {h["before"].strip().casefold(): _member(h) for h in held if h is not None}


def _turn(text: str, block: Block, people: People, offices: Mapping[str, str]) -> Turn | None:
    """Return the label that a paragraph begins with."""
    record = _RECORD.match(text, block.start, block.end)
    if record is not None:
        name = people.full(record["name"].title(), block.start)[0] if record["name"] else ""
        return Turn(name, "name" if name else "text", record.end() if name else block.end)
    match = _LABEL.match(text[block.start : block.end])
    if match is None:
        return None
    label, words_at = match[1].strip(), block.start + match.end()
    short = _INITIALS.fullmatch(label)
    if short is not None:
        return Turn(_of_initials(short[0], people), "name", words_at)
    held = _HELD_BY.fullmatch(label)
    if held is not None:
        return Turn(_member(held), "name", words_at)
    if label.casefold() in offices:
        return Turn(offices[label.casefold()], "name", words_at)
    if _CHAIR.fullmatch(label) or _TEXT_LABEL.match(label):
        return Turn("", "text", block.end)
    if _QUESTION_LABEL.match(label):
        return Turn("", "question", words_at)
    if _ANSWER_LABEL.match(label):
        return Turn("", "answer", words_at)
    if _CODED.fullmatch(label):
        return Turn(label, "name", words_at)
    shouted = label.isupper()
    words = tokens(label.title() if shouted else label, 0, len(label), ())
    if shouted and _office(words):  # PRIME MINISTER:
        return Turn(label, "name", words_at)
    run = next(runs(words, 0, len(words)), None)
    found = person(words, *run) if run else None
    if run is None or found is None or (run[0] > 0 and words[0].low not in ("mr", "ms", "dr")):
        return None
    rest = label[words[found[1] - 1].end :]
    alone = found[1] - found[0] >= 2 or (len(rest) == 0 and words_at < block.end)
    if not alone or (rest and rest.lstrip()[0] not in ",(–—-"):
        return None
    name = label[words[found[0]].start : words[found[1] - 1].end]
    if shouted:  # a family name is that of whom a label gives in full
        name = people.full(name, block.start)[0]
    return Turn(name, "name", words_at)


def _of_initials(label: str, people: People) -> str:
    """Return whose initials a label is, as the article names one person; the label otherwise."""
    letters = [c.casefold() for c in label if c.isalpha()]
    fits = [k.name for k in people.known.values() if [low[0] for low in k.lows] == letters]
    return fits[0] if len(fits) == 1 else label


def _member(held: re.Match[str]) -> str:
    """Return who speaks in a record: "The Minister (Leo Example)", "Mr Leo Example (Testville)"."""
    before, inside = held["before"].strip(), held["inside"].strip()
    if before.casefold().startswith("the "):
        before = inside
    return _HONORIFIC.sub("", before)


def _dashed(text: str, texts: Sequence[Block]) -> list[Block]:
    """Return the paragraphs of an interview told by dashes; none where it is no such one."""
    found = [b for b in texts if _DASHED.match(text, b.start, b.end)]
    asked = sum(text[b.start : b.end].endswith("?") for b in found)
    alternate = sum(
        text[a.start : a.end].endswith("?") and not text[b.start : b.end].endswith("?")
        for a, b in pairwise(found)
    )
    return found if asked >= 2 and alternate >= 2 else []


def _dialogue(article: Article, dashed: Sequence[Block], speaker: str) -> Iterator[Finding]:
    """Yield the answers among paragraphs that begin with a dash; what ends with "?" asks.

    A paragraph without a dash between two with one goes on with the answer.
    """
    question, text = "", article.text
    stops = [*(b.start for b in dashed[1:]), len(text)]
    bodies = [b for b in article.blocks if b.kind == "body"]
    begins = [b.start for b in bodies]
    for block, stop in zip(dashed, stops, strict=True):
        dash = _DASHED.match(text, block.start, block.end)
        begin = dash.end() if dash else block.start
        if text[block.start : block.end].endswith("?"):
            question = text[begin : block.end]
        elif question:
            last = dashed[-1].start == block.start  # what follows the last answer may be furniture
            following = bisect_left(begins, stop)  # of the body's paragraphs, the first too late
            within = following > 0 and begins[following - 1] > block.start
            end = bodies[following - 1].end if within and not last else block.end
            yield _answer((begin, end), speaker, question)


def _office(words: Sequence[Token]) -> bool:
    """Whether a label is an office alone."""
    titled = any(t.low in TITLES for t in words)
    return titled and all(t.low in TITLES or t.low in OFFICE for t in words)


def _is_question(text: str, block: Block) -> bool:
    words = text[block.start : block.end]
    return words.endswith("?") and len(words) <= _MOST_QUESTION and not re.search(r"[.!]\s", words)


def _is_interview(article: Article, texts: Sequence[Block]) -> bool:
    """Whether the lead says that somebody was talked to, so that questions are no mere headings."""
    first = next(b.start for b in texts if _is_question(article.text, b))
    return bool(_TALKED.search(article.title) or _TALKED.search(article.text, 0, first))


def _asking(article: Article, texts: Sequence[Block], turns: dict[int, Turn]) -> set[str]:
    """Return the label whose words are questions: the interviewer's.

    Of two people who take turns, it is the one who begins and asks half of the time; the rest of
    that one's words are questions too ("Critics say otherwise.").
    """
    asks, all_turns = Counter[str](), Counter[str]()
    for block in texts:
        turn = turns.get(block.start)
        if turn is not None and turn.words_at < block.end:
            all_turns[turn.speaker] += 1
            asks[turn.speaker] += article.text[block.start : block.end].endswith("?")
    first = next(iter(all_turns), "") if len(all_turns) == 2 else ""
    return {
        name
        for name, n in all_turns.items()
        if n >= 2 and (asks[name] * 3 >= n * 2 or (name == first and asks[name] * 2 >= n))
    }


def _interviewee(article: Article, texts: Sequence[Block], people: People) -> str:
    """Return the person whom the title and the lead name most; empty where they name nobody."""
    first = next((b.start for b in texts if _is_question(article.text, b)), len(article.text))
    lead = Counter[str]()
    for known in people.known.values():
        lead[known.name] = sum(start < first for start in known.starts)
    name, times = max(lead.items(), key=lambda item: item[1], default=("", 0))
    return name if times else ""


def _answers(
    article: Article, texts: Sequence[Block], turns: dict[int, Turn], only: str
) -> Iterator[Finding]:
    """Walk through the paragraphs and yield each run that answers."""
    captions = {t.speaker for t in turns.values() if t.speaker}
    speaker, question = only if not turns else "", ""
    asker, answering = "", ""  # of a question that somebody asks by name, who speaks next answers
    span: tuple[int, int] | None = None
    for block in texts:
        words = article.text[block.start : block.end]
        turn = turns.get(block.start)
        asks = (turn is not None and turn.kind == "question") or _is_question(article.text, block)
        ends = turn is not None or asks or block.kind == "caption" or words in captions
        if (ends or block.kind == "heading") and span is not None:
            yield _answer(span, speaker, question)
            span = None
        if asks:
            question = article.text[turn.words_at if turn else block.start : block.end]
            asker, answering = turn.speaker if turn and turn.kind == "name" else "", ""
            continue
        begin = block.start
        if turn is not None:
            speaker, begin = turn.speaker or only, turn.words_at
            answering = answering or speaker
            question = "" if asker and speaker != answering else question
        nobody = not speaker and (turn is None or turn.kind != "answer")
        if words in captions or block.kind != "body" or begin >= block.end or nobody:
            continue
        if only and not question:
            continue  # the lead of an interview
        span = (span[0] if span else begin, block.end)
    if span is not None:
        yield _answer(span, speaker, question)


def _answer(span: tuple[int, int], speaker: str, question: str) -> Finding:
    sure = 0.98 if question else 0.8
    if not speaker:
        sure = _NOBODY
    reason = "answers the question above" if question else "follows the speaker's name"
    return Finding(*span, "answer", speaker, speaker, question.strip(), "", sure, reason)
