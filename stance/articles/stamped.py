"""Transcripts: subtitles, and texts with time codes or speakers' labels of their own."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from stance.articles.article import Stretch
from stance.articles.metadata import Metadata
from stance.articles.refusal import decoded, refused

_STAMP = r"(?:\d{1,2}:)?\d{1,2}:\d\d(?:[.,]\d{1,3})?"
_CUE = re.compile(rf"\s*(?P<time>{_STAMP})\s*-->\s*{_STAMP}")
_LINE = re.compile(
    rf"^[ \t]*(?:\[(?P<a>{_STAMP})\]|\((?P<b>{_STAMP})\)|(?P<c>{_STAMP}))[ \t]*[-–—]?[ \t]*", re.M
)
_NAMED_LINE = re.compile(
    rf"^(?P<who>[^\d\n:]{{3,60}}?)[ \t]+[\[(]?(?P<time>{_STAMP})[\])]?[ \t]*$", re.M
)
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]{1,80})>")
_TAG = re.compile(r"<[^>\n]{0,200}>")
_LABEL = re.compile(r"(?:>>\s*|[-–—]\s*)?(?P<who>[^\W\d_][^:\n.!?<>]{1,60}):\s+(?=\S)")
_TURN = re.compile(r"(?:(?<!\s)\s++)?>>+\s*")
_ASKING = re.compile(
    r"(?:the\s+)?(?:anchor|host|interviewer|moderator|presenter|question|q|journalist|reporter"
    r"|ведущ\w+|вопрос|корреспондент|журналист|moderatorin|frage|présentateur|sunucu|soru"
    r"|presentador\w*|narrator|announcer)",
    re.I,
)
_STAMP_AT = re.compile(r"(\d{1,2}):(\d\d)(:\d\d)?")
_LAST_HOUR = 23
_ZONE = re.compile(r"[ \t]*(?:GMT|BST|UTC|CES?T|E[SD]T|MSK|AM|PM|Uhr)\b", re.I)
#: Characters in which a title may say that a text is a live blog.
_TITLE = 300
_LIVE = re.compile(
    r"\b(?:live(?:[ -]?blog|ticker|\s+updates?)?|as it happened|minute by minute|онлайн|хроника"
    r"|en direct|minuto a minuto|canlı)\b",
    re.I,
)
#: Words without a speaker are cut after so many characters, where a sentence ends, or at twice.
_LONG = 400
#: A text has stamps if they begin at least one of so many lines.
_ONE_IN = 4


class Line(NamedTuple):
    """Words of one line: where they begin, when they were said, who begins to speak."""

    words: str
    start: int
    time: str
    who: str
    turns: bool


def subtitles(data: bytes, file: str) -> tuple[str, Metadata]:
    """Return the words of subtitles (.srt, .vtt), a turn a paragraph, with their times.

    Raises:
        DataError: the file is no text or holds no subtitles.
    """
    text, _ = decoded(data, file)
    lines = list(_cues(text))
    if not lines:
        raise refused(file, "no subtitles were found in the file")
    parts: list[str] = []
    stretches: list[Stretch] = []
    at = 0
    for turn in _turns(lines):
        words = " ".join(line.words for line in turn)
        head = f"[{turn[0].time}] " + (f"{turn[0].who}: " if turn[0].who else "")
        start = at + len(head)
        parts.append(head + words)
        stretches.append(_stretch(turn[0], start, start + len(words)))
        at = start + len(words) + 1
    return "\n".join(parts), Metadata(
        notes=("text taken from subtitles",), stretches=tuple(stretches)
    )


def _cues(text: str) -> Iterator[Line]:
    """Yield the lines of subtitles; a label or a voice begins a turn."""
    time = ""
    for line in text.splitlines():
        cue = _CUE.match(line)
        if cue is not None:
            time = cue["time"].replace(",", ".").split(".")[0]
            continue
        if not time or not line.strip() or line.strip().isdigit():
            continue
        voice = _VOICE.search(line)
        words = _TAG.sub("", line).strip()
        label = _LABEL.match(words)
        who = voice[1].strip() if voice else label["who"].strip() if label else ""
        turns = bool(who) or bool(_TURN.match(words)) or words.startswith(("- ", "– ", "— "))
        words = words[label.end() :] if label and not voice else _TURN.sub("", words).lstrip("-–— ")
        if words:
            yield Line(words, 0, time, who, turns)


def _turns(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines of one turn after the other; without speakers, some sentences each."""
    named = any(line.who for line in lines)
    turn: list[Line] = []
    size = 0
    for line in lines:
        ended = bool(turn) and turn[-1].words[-1:] in ".!?…" and size >= _LONG
        if turn and (line.turns or (not named and (ended or size >= 2 * _LONG))):
            yield turn
            turn, size = [], 0
        turn.append(line)
        size += len(line.words)
    if turn:
        yield turn


def _stretch(first: Line, start: int, end: int) -> Stretch:
    asks = bool(_ASKING.fullmatch(first.who))
    return Stretch(start, end, called(first.who), time=first.time, asks=asks)


def called(label: str) -> str:
    """Return a name as people write it: "ANVAR TESTOV" is Anvar Testov."""
    return label.title() if label.isupper() and len(label) > 4 else label


def transcript(text: str) -> tuple[str, tuple[Stretch, ...]]:
    """Return a text with its time codes blanked out, and who says what when; nothing where none.

    Time codes stand in brackets or alone before the words, or after a name on its own line.
    """
    headed = list(_NAMED_LINE.finditer(text))
    stamps = list(_LINE.finditer(text))
    count = sum(bool(line.strip()) for line in text.splitlines())
    if _is_live(text, headed or stamps):
        return _blanked(text, stamps), ()
    if len(headed) >= 2 and len(headed) * 2 * _ONE_IN >= count:
        return _blanked(text, headed), _under_heads(text, headed)
    if len(stamps) < 2 or len(stamps) * _ONE_IN < count:
        return text, ()
    lines = list(_stamped(text, stamps))
    found = []
    for turn in _turns(lines):
        last = turn[-1]
        found.append(_stretch(turn[0], turn[0].start, last.start + len(last.words)))
    return _blanked(text, stamps), tuple(found)


def _is_live(text: str, marks: Sequence[re.Match[str]]) -> bool:
    """Whether the times of a text are those of a live blog: of the day, and not of a recording.

    They bear a zone, go backwards, or stand under a title that says so.
    """
    times = [_STAMP_AT.search(mark[0]) for mark in marks]
    clock = [(int(t[1]), int(t[2])) for t in times if t is not None and not t[3]]
    if len(clock) < 2 or len(clock) < len(marks) or max(hour for hour, _ in clock) > _LAST_HOUR:
        return False
    zones = sum(bool(_ZONE.match(text, mark.end())) for mark in marks)
    backwards = clock == sorted(clock, reverse=True) and clock[0] != clock[-1]
    return backwards or zones * 2 > len(marks) or bool(_LIVE.search(text[:_TITLE]))


def _blanked(text: str, marks: Sequence[re.Match[str]]) -> str:
    """Return the text with these places, and marks of a new speaker, made blank."""
    parts, at = [], 0
    for mark in marks:
        zone = _ZONE.match(text, mark.end())
        end = zone.end() if zone else mark.end()
        parts += [text[at : mark.start()], re.sub(r"[^\n]", " ", text[mark.start() : end])]
        at = end
    return "".join([*parts, text[at:]]).replace(">>", "  ")


def _under_heads(text: str, heads: Sequence[re.Match[str]]) -> tuple[Stretch, ...]:
    found = []
    stops = [*(head.start() for head in heads[1:]), len(text)]
    for head, stop in zip(heads, stops, strict=True):
        words = text[head.end() : stop]
        if words.strip():
            start = head.end() + len(words) - len(words.lstrip())
            who = head["who"].strip()
            line = Line("", start, head["time"], who, True)
            found.append(_stretch(line, start, head.end() + len(words.rstrip())))
    return tuple(found)


def _stamped(text: str, stamps: Sequence[re.Match[str]]) -> Iterator[Line]:
    stops = [*(stamp.start() for stamp in stamps[1:]), len(text)]
    for stamp, stop in zip(stamps, stops, strict=True):
        time = next(filter(None, stamp.groups()), "")
        at = stamp.end()
        for line in text[at:stop].splitlines(keepends=True):
            start, at = at, at + len(line)
            turns = _TURN.match(line)
            label = _LABEL.match(line.lstrip())
            if label is not None:
                start += len(line) - len(line.lstrip()) + label.end()
            elif turns is not None:
                start += turns.end()
            words = text[start:at].rstrip()
            start += len(words) - len(words.lstrip())
            if words.strip():
                who = label["who"].strip() if label else ""
                yield Line(words.strip(), start, time, who, bool(label or turns))
