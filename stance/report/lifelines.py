"""Each expert's claims on a real axis of time, with the doubt of their codes and of their dates."""

from collections import defaultdict
from dataclasses import dataclass

import pandas as pd

from stance.analysis.consensus import Status
from stance.core.dates import is_iso_date
from stance.report.frames import Frame, counted, frame
from stance.report.material import Material
from stance.report.rows import JudgementRow
from stance.report.time_axis import MOST_LABELS, Axis, Room, Tick, first_day, last_day

#: Experts and marks that are drawn at most.
EXPERTS, MARKS = 10, 250
#: Height of a row, of its half with dots, and of a name over them.
_ROW, _HALF, _OVER = 46, 15, 14
#: On a desk, with names beside the rows; on a phone, with names over them.
ON_DESK, ON_PHONE = Room("wide", 720, 150, 700, MOST_LABELS), Room("narrow", 350, 6, 344, 3)


@dataclass(frozen=True, slots=True)
class Dot:
    """A claim on one topic.

    Attributes:
        css: class of its stance.
        words: who, on what, how, when.
        x: the middle of what the date may mean; ``from_x`` and ``to_x`` its ends.
        from_x: see above.
        to_x: see above.
        y: the stance, for above, against below.
        low: the lowest vote, in pixels; ``high`` the highest.
        high: see above.
    """

    css: str
    words: str
    x: float
    from_x: float
    to_x: float
    y: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Life:
    """An expert: name, middle of the row, dots, and lines between dots of one topic."""

    name: str
    y: float
    dots: tuple[Dot, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lifelines:
    """The picture; ``name_at`` is how far the baseline of a name is below the middle of its row.

    Attributes:
        frame: what stands around it where it leaves the page.
        numbers: the claims that are drawn: expert, topic, claim_id, said_on (ISO), score.
    """

    frame: Frame
    numbers: pd.DataFrame
    label: str
    note: str
    lives: tuple[Life, ...]
    ticks: tuple[Tick, ...]
    height: int
    name_at: int
    room: Room


def lifelines(of: Material, room: Room) -> Lifelines:
    """Return the picture of those who said most, in the order in which they said most."""
    said: dict[str, list[JudgementRow]] = defaultdict(list)
    for row in of.judgements.values():
        if row.status == Status.SETTLED and is_iso_date(row.said_on) and row.topic in of.topics:
            said[row.expert_id].append(row)
    order = sorted((e for e in of.experts if e in said), key=lambda e: -len(said[e]))
    chosen: list[str] = []
    for expert in order[:EXPERTS]:
        if chosen and sum(len(said[one]) for one in (*chosen, expert)) > MARKS:
            break
        chosen.append(expert)
    dates = [row.said_on for expert in chosen for row in said[expert]]
    first, last = min(map(first_day, dates)), max(map(last_day, dates))
    axis = Axis(first, last, room.left, room.right, room.width)
    tall = _ROW if room is ON_DESK else _ROW + _OVER
    lives = tuple(
        _life(of, expert, said[expert], axis, tall * (at + 1) - _ROW / 2)
        for at, expert in enumerate(chosen)
    )
    hidden, height = len(order) - len(chosen), tall * len(lives) + 26
    note = of.say("time.hidden", hidden) if hidden else ""
    words = (of.say("curves.lives"), f"{of.say('curves.lives.reading')} {note}", counted(of))
    return Lifelines(
        frame=frame(of, "lives", (room.width, height), words),
        numbers=_numbers(of, [row for expert in chosen for row in said[expert]]),
        label=of.say("curves.lives.label", span=of.say.span(min(dates), max(dates))),
        note=note,
        lives=lives,
        ticks=axis.ticks(of.say, room.labels),
        height=height,
        name_at=5 if room is ON_DESK else -_HALF - 7,
        room=room,
    )


def _numbers(of: Material, drawn: list[JudgementRow]) -> pd.DataFrame:
    rows = [(of.name(r.expert_id), r.topic, r.claim_id, r.said_on, r.score) for r in drawn]
    return pd.DataFrame(rows, columns=["expert", "topic", "claim_id", "said_on", "score"])


def _life(of: Material, expert: str, said: list[JudgementRow], axis: Axis, middle: float) -> Life:
    scale = of.scale
    reach = max(scale.scores[-1] - scale.middle, scale.middle - scale.scores[0])

    def y(score: float) -> float:
        return round(middle - (score - scale.middle) / reach * _HALF, 1)

    by_topic: dict[str, list[Dot]] = defaultdict(list)
    for row in sorted(said, key=lambda row: (row.said_on, row.claim_id)):
        stance = of.stance(row.score)
        votes = [
            vote.score
            for vote in of.votes.get(row.claim_id, ())
            if vote.topic == row.topic and vote.score == vote.score
        ] or [row.score]
        words = of.say(
            "curves.moment",
            topic=of.topics[row.topic].label,
            words=stance.label,
            date=of.say.date(row.said_on),
        )
        start, end = axis.x(first_day(row.said_on)), axis.x(last_day(row.said_on))
        ends = (y(min(votes)), y(max(votes)))
        dot = Dot(stance.css, words, round((start + end) / 2, 1), start, end, y(row.score), *ends)
        by_topic[row.topic].append(dot)
    lines = tuple(
        f"M{'L'.join(f'{dot.x} {dot.y}' for dot in dots)}"
        for dots in by_topic.values()
        if len({dot.x for dot in dots}) > 1
    )
    every = tuple(dot for dots in by_topic.values() for dot in dots)
    return Life(of.short[expert], middle, every, lines)
