"""One topic as the page shows it: verdict, axis of names, claims face to face, all claims."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from stance.contested import FEWEST
from stance.report.claims import ClaimView, ClaimViews
from stance.report.material import Material
from stance.report.stances import CLASSES, Mark, css_class, end_words, mark
from stance.report.strips import NARROW, WIDE, Bars, Stand, Strip, bars, strip

#: Experts up to whom each stands on the axis by name.
BY_NAME = 20
_METER = 72


@dataclass(frozen=True, slots=True)
class Meter:
    """A share as a bar with its ceiling as a notch, in pixels."""

    value: float
    ceiling: float
    width: int = _METER


@dataclass(frozen=True, slots=True)
class CellClaims:
    """All that one expert said on the topic."""

    anchor: str
    name: str
    about: str
    mark: Mark
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic; ``against`` and ``in_favour`` are the two claims face to face, where both exist."""

    anchor: str
    rank: str
    label: str
    proposition: str
    n_against: int
    n_for: int
    n_neutral: int
    share: str
    meter: Meter | None
    strips: tuple[Strip, ...]
    bars: Bars | None
    aside: str
    against: ClaimView | None
    in_favour: ClaimView | None
    summary: str
    cells: tuple[CellClaims, ...]


@dataclass(frozen=True, slots=True)
class TopicGroups:
    """The topics in three lists, and the labels of those on which nobody spoke."""

    contested: tuple[TopicView, ...]
    agreed: tuple[TopicView, ...]
    unranked: tuple[TopicView, ...]
    silent: str


def topic_groups(of: Material, views: ClaimViews) -> TopicGroups:
    """Return all topics in the order of their dispute."""
    groups: dict[str, list[TopicView]] = {"contested": [], "agreed": [], "unranked": []}
    silent = []
    largest = _largest_half(of)
    for topic, row in of.contested.items():
        if not of.cells[topic]:
            silent.append(of.topics[topic].label)
            continue
        group = "contested" if row.n_for and row.n_against else "agreed"
        groups[group if row.n_experts >= FEWEST else "unranked"].append(
            _topic(of, views, topic, row, largest)
        )
    return TopicGroups(
        tuple(groups["contested"]),
        tuple(groups["agreed"]),
        tuple(groups["unranked"]),
        of.say("silent", topics=of.say.items(silent)) if silent else "",
    )


def _topic(of: Material, views: ClaimViews, topic: str, row: Any, largest: float) -> TopicView:
    say = of.say
    label, proposition = of.topics[topic].label, of.topics[topic].proposition
    placed = _placed(of, topic)
    cells = tuple(_cell(of, views, expert, topic) for expert in _in_order(of, topic))
    n_claims = sum(len(claims) for claims in of.cells[topic].values())
    by_name = len(placed) <= BY_NAME
    against, in_favour = face_to_face(of, topic)
    return TopicView(
        anchor=of.topic_anchor[topic],
        rank=_rank(of, row),
        label=label,
        proposition=say("topic.proposition", text=proposition) if proposition else "",
        n_against=row.n_against,
        n_for=row.n_for,
        n_neutral=row.n_neutral,
        share=_share(of, row),
        meter=_meter(row),
        strips=_strips(of, topic, label, placed) if by_name and placed else (),
        bars=None if by_name else _bars(of, label, placed, largest),
        aside=_aside(of, topic),
        against=views.quote(against, topic) if against and in_favour else None,
        in_favour=views.quote(in_favour, topic) if against and in_favour else None,
        summary=say("topic.claims", n_claims),
        cells=cells,
    )


def _cell(of: Material, views: ClaimViews, expert: str, topic: str) -> CellClaims:
    return CellClaims(
        anchor=of.cell_anchor(expert, topic),
        name=of.name(expert),
        about=of.about(expert),
        mark=mark(of.positions.get((expert, topic)), of.scale, of.say),
        claims=tuple(views.place(claim, topic) for claim in of.cells[topic][expert]),
    )


def _placed(of: Material, topic: str) -> list[Any]:
    """Return the positions on a topic that have a place on the axis."""
    rows = (of.positions.get((expert, topic)) for expert in of.cells[topic])
    return [row for row in rows if row is not None and row.position == row.position]


def _in_order(of: Material, topic: str) -> list[str]:
    """Return the experts from against to for, then those off the axis."""
    position = {row.expert_id: row.position for row in _placed(of, topic)}
    return sorted(
        of.cells[topic], key=lambda e: (e not in position, position.get(e, 0), of.name(e))
    )


def _rank(of: Material, row: Any) -> str:
    if row.rank != row.rank:
        return of.say("rank.none")
    tied = sum(other.rank == row.rank for other in of.contested.values()) > 1
    rank = of.say.digits(int(row.rank))
    return of.say("rank.tied", rank=rank) if tied else rank


def _share(of: Material, row: Any) -> str:
    if row.opposed_share != row.opposed_share:
        return of.say("topic.one") if row.n_experts else ""
    return of.say("topic.share", share=of.say.percent(row.opposed_share))


def _meter(row: Any) -> Meter | None:
    if row.opposed_share != row.opposed_share or row.n_experts < FEWEST:
        return None
    return Meter(round(row.opposed_share * _METER, 1), round(row.ceiling * _METER, 1))


def _strips(of: Material, topic: str, label: str, placed: Sequence[Any]) -> tuple[Strip, ...]:
    ends = end_words(of.scale)
    stands = []
    for row in placed:
        drawn = mark(row, of.scale, of.say)
        words = of.say("strip.chip", name=of.name(row.expert_id), words=drawn.words)
        href = f"#{of.cell_anchor(row.expert_id, topic)}"
        short = of.short.get(row.expert_id, row.expert_id)
        stands.append(Stand(drawn.css, href, short, words, row.position))
    title = of.say("strip", topic=label, low=ends[0], high=ends[2])
    return tuple(strip(stands, of.scale, width, title, ends) for width in (WIDE, NARROW))


def _counts(of: Material, placed: Sequence[Any]) -> list[tuple[str, int]]:
    classes = [css_class(row.position, of.scale) for row in placed]
    return [(css, classes.count(css)) for css in CLASSES]


def _half(counts: Sequence[tuple[str, int]]) -> float:
    numbers = [n for _, n in counts]
    return numbers[2] / 2 + max(numbers[0] + numbers[1], numbers[3] + numbers[4])


def _largest_half(of: Material) -> float:
    return max((_half(_counts(of, _placed(of, topic))) for topic in of.topics), default=0)


def _bars(of: Material, label: str, placed: Sequence[Any], largest: float) -> Bars:
    ends = end_words(of.scale)
    counts = _counts(of, placed)
    keys = ("strongly_against", "against", "middle", "for", "strongly_for")
    parts = [
        of.say("bars.part", label=of.say(f"words.{key}"), n=n)
        for key, (_, n) in zip(keys, counts, strict=True)
    ]
    title = of.say("bars", topic=label, parts=of.say.items(parts))
    return bars(counts, largest, title, ends)


def _aside(of: Material, topic: str) -> str:
    names = []
    for expert in sorted(of.cells[topic], key=of.name):
        row = of.positions.get((expert, topic))
        if row is not None and row.position == row.position:
            continue
        key = "aside.disputed" if row is not None and row.n_disputed else "aside.unclear"
        names.append(of.say(key, name=of.short.get(expert, expert)))
    return of.say("topic.aside", names=of.say.items(names)) if names else ""


def face_to_face(
    of: Material, topic: str, against: str | None = None, in_favour: str | None = None
) -> tuple[str, str]:
    """Return the strongest claim on either side of a topic; "" where a side has none.

    Args:
        of: the findings.
        topic: topic id.
        against: only claims of this expert stand against.
        in_favour: only claims of this expert stand in favour.
    """
    best: dict[int, tuple[tuple[float, ...], str]] = {}
    only = {-1: against, 1: in_favour}
    for expert, claims in of.cells[topic].items():
        position = of.positions.get((expert, topic))
        for order, claim_id in enumerate(claims):
            row = of.judgements[(claim_id, topic)]
            if position is None or row.status != "settled":
                continue
            side = of.scale.side(row.score)
            # An expert speaks for the side on which he or she stands.
            if not side or side != of.scale.side(position.position):
                continue
            if only[side] not in (None, expert):
                continue
            strength = _strength(of, row, order)
            if side not in best or strength > best[side][0]:
                best[side] = (strength, claim_id)
    return best.get(-1, ((), ""))[1], best.get(1, ((), ""))[1]


def _strength(of: Material, row: Any, order: int) -> tuple[float, ...]:
    """Return how telling a claim is: its score, the majority's share, the coders' confidence."""
    votes = [v for v in of.votes.get(row.claim_id, []) if v.topic == row.topic]
    sure = [v.confidence for v in votes if v.confidence == v.confidence]
    return (
        abs(row.score - of.scale.middle),
        row.n_majority / max(row.n_annotators, 1),
        sum(sure) / len(sure) if sure else 0.0,
        -order,
    )
