"""One topic as the page shows it: verdict, axis of names, claims face to face, all claims."""

from collections.abc import Sequence
from dataclasses import dataclass

from stance.analysis.contested import FEWEST
from stance.analysis.opposed_share import MOST
from stance.report.claims import ClaimView, ClaimViews
from stance.report.frames import Frame, frame
from stance.report.language import capital
from stance.report.material import Material
from stance.report.minis import Mini, bar, dots
from stance.report.rows import PositionRow, TopicRow
from stance.report.stances import CLASSES, Mark, class_words, end_words
from stance.report.strips import NARROW, WIDE, Bars, Stand, Strip, bars, strip

#: Experts up to whom each stands on the axis by name.
BY_NAME = 20
_METER = 72


@dataclass(frozen=True, slots=True)
class Meter:
    """An estimate as a bar, the most it can be as a notch, its interval as a line, in pixels."""

    value: float
    ceiling: float
    low: float
    high: float
    width: int = _METER


@dataclass(frozen=True, slots=True)
class CellClaims:
    """All that one expert said on the topic.

    Attributes:
        position: for scripts; "" where there is none.
        within: source number and year of every claim, for scripts.
        hidden: how many claims are not shown, in words.
        about: who the expert is; on a large page the expert's own part alone says so.
    """

    anchor: str
    position: str
    within: str
    hidden: str
    name: str
    about: str
    mark: Mark
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic; ``against`` and ``in_favour`` are the claims that best show either side, if any."""

    anchor: str
    rank: str
    label: str
    proposition: str
    n_against: int
    n_for: int
    n_neutral: int
    neutral: str
    sides: str
    mini: Mini
    share: str
    doubt: str
    meter: Meter | None
    frame: Frame | None
    strips: tuple[Strip, ...]
    bars: tuple[Bars, ...]
    aside: str
    against: ClaimView | None
    in_favour: ClaimView | None
    summary: str
    cells: tuple[CellClaims, ...]


@dataclass(frozen=True, slots=True)
class TopicGroups:
    """The topics in three lists.

    Attributes:
        contested: with experts on both sides, three or more in all.
        agreed: with as many, of whom no two are opposed.
        unranked: with fewer.
        none: what is said where there are no contested ones.
        beside: what is said of the unranked ones, and of those on which nobody spoke.
        ends: the labels of the lowest and the highest score.
    """

    contested: tuple[TopicView, ...]
    agreed: tuple[TopicView, ...]
    unranked: tuple[TopicView, ...]
    none: str
    beside: tuple[str, ...]
    ends: tuple[str, str]


def topic_groups(of: Material, views: ClaimViews) -> TopicGroups:
    """Return all topics in the order of their dispute."""
    groups: dict[str, list[TopicView]] = {"contested": [], "agreed": [], "unranked": []}
    silent: list[str] = []
    largest = _largest_half(of)
    for topic, row in of.contested.items():
        if not of.cells[topic]:
            silent.append(of.topics[topic].label)
            continue
        group = "contested" if row.n_for and row.n_against else "agreed"
        groups[group if row.n_experts >= FEWEST else "unranked"].append(
            _topic(of, views, topic, row, largest)
        )
    few = of.say.count(FEWEST)
    loose = any(view.n_for and view.n_against for view in groups["unranked"])
    beside = [of.say("unranked.intro", few=few)] if groups["unranked"] else []
    beside += [of.say("silent", topics=of.say.items(silent))] if silent else []
    return TopicGroups(
        tuple(groups["contested"]),
        tuple(groups["agreed"]),
        tuple(groups["unranked"]),
        none=of.say("contested.unranked", few=few) if loose else of.say("contested.none"),
        beside=tuple(beside),
        ends=end_words(of.scale)[::2],
    )


def _topic(of: Material, views: ClaimViews, topic: str, row: TopicRow, largest: float) -> TopicView:
    say = of.say
    label, proposition = of.topics[topic].label, of.topics[topic].proposition
    placed = _placed(of, topic)
    cells = tuple(_cell(of, views, expert, topic) for expert in _in_order(of, topic))
    n_claims = sum(len(claims) for claims in of.cells[topic].values())
    by_name = len(placed) <= BY_NAME
    against, in_favour = (of.best(of.experts, topic, side) for side in (-1, 1))
    stated = say("topic.proposition", text=proposition)
    stated = stated if proposition.rstrip(".") not in ("", label) else ""
    strips = _strips(of, topic, label, placed) if by_name and placed else ()
    counted = () if by_name else _bars(of, label, placed, largest)
    drawn = strips[0] if strips else counted[0] if counted else None
    return TopicView(
        anchor=of.topic_anchor[topic],
        rank=_rank(of, row),
        label=label,
        proposition=stated,
        n_against=row.n_against,
        n_for=row.n_for,
        n_neutral=row.n_neutral,
        neutral=say("topic.neutral", label=of.middle),
        sides=" · ".join(sides(of, row)) or say("topic.nobody"),
        mini=_mini(of, placed, largest),
        share=_share(of, row),
        doubt=_doubt(of, row),
        meter=_meter(row),
        frame=_frame(of, topic, stated, (len(placed), n_claims), drawn),
        strips=strips,
        bars=counted,
        aside=_aside(of, topic),
        against=views.quote(against, topic) if against else None,
        in_favour=views.quote(in_favour, topic) if in_favour else None,
        summary=say("topic.claims", n_claims),
        cells=cells,
    )


def _frame(
    of: Material, topic: str, stated: str, n: tuple[int, int], picture: Strip | Bars | None
) -> Frame | None:
    """Return what stands around the picture of a topic that leaves the page; n experts, claims."""
    if picture is None:
        return None
    experts, claims = of.say("count.expert", n[0]), of.say("n.claim", n[1])
    words = (
        of.topics[topic].label,
        stated,
        of.say("figure.topic.n", experts=capital(experts), claims=claims),
    )
    size = (picture.width, picture.height)
    return frame(of, f"strip-{of.topic_anchor[topic]}", size, words)


def sides(of: Material, row: TopicRow) -> tuple[str, ...]:
    """Return how many stand against, in the middle and for, as far as any do."""
    say = of.say
    parts = (
        say("topic.n_against", n=row.n_against) if row.n_against else "",
        say("topic.n_neutral", n=row.n_neutral, label=of.middle) if row.n_neutral else "",
        say("topic.n_for", n=row.n_for) if row.n_for else "",
    )
    return tuple(part for part in parts if part)


def _mini(of: Material, placed: Sequence[PositionRow], largest: float) -> Mini:
    if len(placed) > BY_NAME:
        return bar(_counts(of, placed), largest)
    return dots([(row.position, of.stance(row.position).css) for row in placed], of.scale)


def _cell(of: Material, views: ClaimViews, expert: str, topic: str) -> CellClaims:
    row = of.positions.get((expert, topic))
    claims, shown = of.cells[topic][expert], of.shown[(expert, topic)]
    hidden = len(claims) - len(shown)
    return CellClaims(
        anchor=of.cell_anchor(expert, topic),
        position="" if row is None or row.position != row.position else f"{row.position:.3g}",
        within=" ".join(_within(of, claim) for claim in claims),
        hidden=of.say("claims.hidden", hidden) if hidden else "",
        name=of.name(expert),
        about="" if of.large else of.about(expert),
        mark=of.mark(expert, topic),
        claims=tuple(views.place(claim, topic) for claim in shown),
    )


def _within(of: Material, claim: str) -> str:
    return f"{of.source_number.get(of.claims[claim].source_id, '')}:{of.date(claim)[:4]}"


def _placed(of: Material, topic: str) -> list[PositionRow]:
    """Return the positions on a topic that have a place on the axis."""
    rows = (of.positions.get((expert, topic)) for expert in of.cells[topic])
    return [row for row in rows if row is not None and row.position == row.position]


def _in_order(of: Material, topic: str) -> list[str]:
    """Return the experts from against to for, then those off the axis."""
    position = {row.expert_id: row.position for row in _placed(of, topic)}
    return sorted(
        of.cells[topic], key=lambda e: (e not in position, position.get(e, 0), of.name(e))
    )


def _rank(of: Material, row: TopicRow) -> str:
    if row.rank != row.rank:
        return of.say("rank.none")
    tied = sum(other.rank == row.rank for other in of.contested.values()) > 1
    rank = of.say.digits(int(row.rank))
    return of.say("rank.tied", rank=rank) if tied else rank


def _share(of: Material, row: TopicRow) -> str:
    if row.opposed_share != row.opposed_share:
        return of.say("topic.one") if row.n_experts else ""
    return of.say("topic.share", share=of.say.percent(row.opposed_share))


def _doubt(of: Material, row: TopicRow) -> str:
    """Return the estimate for experts at large, its interval, chance and shape, in words."""
    say = of.say
    if row.rank != row.rank:
        return ""
    doubt = say(
        "topic.doubt",
        estimate=say.percent(row.posterior),
        low=say.percent(row.low),
        high=say.percent(row.high),
        shape=say(f"shape.{row.shape}"),
    )
    if row.p_top3 != row.p_top3:  # there are not more than three
        return doubt
    return f"{doubt} · {say('topic.top', top=say.percent(row.p_top3))}"


def _meter(row: TopicRow) -> Meter | None:
    if row.n_experts < FEWEST:
        return None
    ends = (row.posterior, MOST, row.low, row.high)
    value, most, low, high = (round(end * _METER, 1) for end in ends)
    return Meter(value, most, low, high)


def _strips(
    of: Material, topic: str, label: str, placed: Sequence[PositionRow]
) -> tuple[Strip, ...]:
    ends = end_words(of.scale)
    stands = []
    for row in placed:
        drawn = of.mark(row.expert_id, topic)
        words = of.say("strip.chip", name=of.name(row.expert_id), words=drawn.words)
        href = f"#{of.cell_anchor(row.expert_id, topic)}"
        short = of.short.get(row.expert_id, row.expert_id)
        stands.append(Stand(drawn.css, href, short, words, row.position))
    title = of.say("strip", topic=label, low=ends[0], high=ends[2])
    return tuple(strip(stands, of.scale, width, title, ends) for width in (WIDE, NARROW))


def _counts(of: Material, placed: Sequence[PositionRow]) -> list[tuple[str, int]]:
    classes = [of.stance(row.position).css for row in placed]
    return [(css, classes.count(css)) for css in CLASSES]


def _half(counts: Sequence[tuple[str, int]]) -> float:
    numbers = [n for _, n in counts]
    return numbers[2] / 2 + max(numbers[0] + numbers[1], numbers[3] + numbers[4])


def _largest_half(of: Material) -> float:
    return max((_half(_counts(of, _placed(of, topic))) for topic in of.topics), default=0)


def _bars(
    of: Material, label: str, placed: Sequence[PositionRow], largest: float
) -> tuple[Bars, ...]:
    ends = end_words(of.scale)
    counts = _counts(of, placed)
    words = class_words(of.middle, of.say)
    parts = [
        of.say("bars.part", label=label, n=n) for label, (_, n) in zip(words, counts, strict=True)
    ]
    title = of.say("bars", topic=label, parts=of.say.items(parts))
    return tuple(bars(counts, largest, width, title, ends) for width in (WIDE, NARROW))


def _aside(of: Material, topic: str) -> str:
    names = []
    for expert in sorted(of.cells[topic], key=of.name):
        why = of.why_open.get((expert, topic))
        if why:
            names.append(of.say("topic.off", name=of.short[expert], why=of.say(f"words.{why}")))
    return of.say("topic.aside", names=of.say.items(names)) if names else ""
