"""Over time: where each expert stood when, and who went against his or her own earlier words."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from stance.analysis.changes import compared
from stance.analysis.consensus import Status
from stance.report.claims import ClaimView, ClaimViews
from stance.report.material import Material
from stance.report.rows import ChangeRow, rows
from stance.report.stances import Mark, sign

#: Periods that are columns by month before they become years, and marks that are drawn.
MONTHS, MARKS = 10, 600
#: Changes that are written out.
CHANGES = 50


@dataclass(frozen=True, slots=True)
class Moment:
    """What an expert thought of one topic in one period."""

    mark: Mark
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class LifeView:
    """One expert's moments, a tuple for each period."""

    name: str
    periods: tuple[tuple[Moment, ...], ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """Two claims of one expert on one topic that contradict each other."""

    title: str
    words: str
    earlier: ClaimView
    earlier_side: str
    later: ClaimView
    later_side: str


@dataclass(frozen=True, slots=True)
class TimeView:
    """The time axis, the changes, and those to be checked by the annotators."""

    periods: tuple[str, ...]
    lives: tuple[LifeView, ...]
    note: str
    none: str
    changes: tuple[ChangeView, ...]
    checks: tuple[ChangeView, ...]
    hidden: str


def over_time(of: Material, views: ClaimViews) -> TimeView:
    """Return the section: those who spoke most often stand first."""
    said = _by_period(of)
    periods = sorted({period for moments in said.values() for period in moments})
    spoke = sorted((e for e in of.experts if e in said), key=lambda e: -len(said[e]))
    drawn = _most(spoke, said)
    found = rows(of.findings.changes, ChangeRow)
    changes = [row for row in found if row.kind != "check"]
    checks = [row for row in found if row.kind == "check"]
    hidden = max(len(changes) - CHANGES, 0) + max(len(checks) - CHANGES, 0)
    return TimeView(
        periods=tuple(of.say.date(period) for period in periods),
        lives=tuple(_life(of, expert, said[expert], periods) for expert in drawn),
        note=of.say("time.hidden", len(spoke) - len(drawn)) if len(spoke) > len(drawn) else "",
        none=_none(of),
        changes=tuple(_change(of, views, row) for row in changes[:CHANGES]),
        checks=tuple(_change(of, views, row) for row in checks[:CHANGES]),
        hidden=of.say("time.changes_hidden", hidden) if hidden else "",
    )


def _none(of: Material) -> str:
    """Return that nothing changed, and on how many positions that rests."""
    n, every = compared(of.findings.judgements), len(of.positions) - len(of.why_open)
    if not n:
        return of.say("time.once")
    return of.say("time.all") if n == every else of.say("time.none", n, all=of.say.digits(every))


def _most(spoke: list[str], said: "dict[str, Scores]") -> list[str]:
    """Return the first experts whose marks together are not too many to draw."""
    total = 0
    for number, expert in enumerate(spoke):
        total += sum(len(topics) for topics in said[expert].values())
        if total > MARKS:
            return spoke[: max(number, 1)]
    return spoke


Scores = dict[str, dict[str, list[float]]]


def _by_period(of: Material) -> dict[str, Scores]:
    """Return scores by expert, period and topic; undated claims have no place in time."""
    settled = [
        row for row in of.judgements.values() if row.status == Status.SETTLED and row.said_on
    ]
    months = len({row.said_on[:7] for row in settled}) <= MONTHS
    found: dict[str, Scores] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for row in settled:
        if row.topic in of.topics:
            period = row.said_on[: 7 if months else 4]
            found[row.expert_id][period][row.topic].append(row.score)
    return found


def _life(of: Material, expert: str, said: Scores, periods: list[str]) -> LifeView:
    return LifeView(
        of.name(expert),
        tuple(
            tuple(
                _moment(of, expert, topic, sum(scores) / len(scores))
                for topic, scores in sorted(said.get(period, {}).items(), key=_order(of))
            )
            for period in periods
        ),
    )


def _order(of: Material) -> Callable[[tuple[str, list[float]]], int]:
    place = {topic: number for number, topic in enumerate(of.topics)}
    return lambda item: place[item[0]]


def _moment(of: Material, expert: str, topic: str, score: float) -> Moment:
    at = of.stance(score)
    label = of.say("time.moment", topic=of.topics[topic].label, words=at.label)
    href = f"#{of.cell_anchor(expert, topic)}"
    return Moment(Mark(at.css, sign(at.css), at.label), href, label)


def _change(of: Material, views: ClaimViews, row: ChangeRow) -> ChangeView:
    return ChangeView(
        title=of.say("time.change", name=of.name(row.expert_id), topic=of.topics[row.topic].label),
        words=of.say(f"change.{row.change}.{row.kind}"),
        earlier=views.quote(row.earlier_claim, row.topic),
        earlier_side=_side(of, row.earlier_score),
        later=views.quote(row.later_claim, row.topic),
        later_side=_side(of, row.later_score),
    )


def _side(of: Material, score: float) -> str:
    return ("against", "neither", "for")[of.scale.side(score) + 1]
