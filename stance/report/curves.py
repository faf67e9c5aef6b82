"""How agreement moved: curves over time, networks of three stretches, and experts on a real axis.

Shown only where dates suffice, see ``stance.analysis.networks.over_time.Plan``.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from stance.analysis.networks import Plan, over_time, plan
from stance.analysis.networks.over_time import MEASURES, MOST_EXPERTS, drawn
from stance.core.steps import step
from stance.report.frames import Frame, counted, frame
from stance.report.language import capital
from stance.report.lifelines import ON_DESK, ON_PHONE, Lifelines, lifelines
from stance.report.material import Material
from stance.report.stretches import Stretch, stretches
from stance.report.time_axis import MOST_LABELS, Axis, Room, Tick, first_day

if TYPE_CHECKING:
    from stance.study.study import Findings

_HEIGHT, _TOP, _BASE = 190, 12, 160
#: On a desk, with names beside the curves; on a phone, with names over their ends.
WIDE, NARROW = Room("wide", 720, 44, 604, MOST_LABELS), Room("narrow", 350, 40, 342, 3)
#: The measures of each chart, with the class of their lines.
_CHARTS = ((("congruence", "p2"), ("conflict", "n2")), (("polarisation", "p2"),))


#: Where a value stands.
Y = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Curve:
    """One measure: its line, the band of its interval, and its name where the line ends."""

    css: str
    name: str
    line: str
    band: str
    label_y: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Curves over one axis of time; ``label`` is what a screen reader says.

    Attributes:
        measures: columns of ``OVER_TIME`` that are drawn.
        frame: what stands around it where it leaves the page.
    """

    measures: tuple[str, ...]
    title: str
    label: str
    frame: Frame
    curves: tuple[Curve, ...]
    ticks: tuple[Tick, ...]
    levels: tuple[Tick, ...]
    room: Room
    height: int = _HEIGHT
    base: int = _BASE


@dataclass(frozen=True, slots=True)
class CurvesView:
    """The section; charts and lifelines are drawn for a desk and, ``narrow``, for a phone.

    Attributes:
        numbers: what the charts draw, frame ``OVER_TIME``; ``rows`` has it in words.
    """

    intro: str
    numbers: pd.DataFrame
    charts: tuple[Chart, ...]
    narrow: tuple[Chart, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    reading: str
    stretches: tuple[Stretch, ...]
    ties: str
    lifelines: Lifelines
    narrow_lifelines: Lifelines


def curves(of: Material) -> CurvesView | None:
    """Return the section; None where the dates do not suffice."""
    say, cut = of.say, plan(of.findings.judgements)
    if not cut.suffices:
        return None
    step("measuring how agreement moved")
    found = measured(of.findings, cut)
    intro = say(
        "curves.intro",
        cut.n_claims,
        days=say("curves.days", cut.days),
        every=say("curves.days", cut.every),
        windows=say("curves.windows", len(found)),
    )
    return CurvesView(
        intro=" ".join([intro, *_sought(of)]),
        numbers=found,
        charts=tuple(_chart(of, found, WIDE, chosen) for chosen in _CHARTS),
        narrow=tuple(_chart(of, found, NARROW, chosen) for chosen in _CHARTS),
        heads=tuple(say(f"curves.{name}") for name in ("window", "claims", *MEASURES)),
        rows=tuple(_numbers(of, found)),
        reading=say("curves.reading"),
        stretches=stretches(of),
        ties=say("curves.ties"),
        lifelines=lifelines(of, ON_DESK),
        narrow_lifelines=lifelines(of, ON_PHONE),
    )


def _sought(of: Material) -> tuple[str, ...]:
    """Return among whom agreement was measured, where there are too many experts for all."""
    scored = of.findings.judgements[of.findings.judgements["score"].notna()]
    experts = scored["expert_id"].nunique()
    if experts <= MOST_EXPERTS:
        return ()
    sought = of.say.digits(MOST_EXPERTS)
    return (of.say("curves.sought", sought=sought, experts=of.say.digits(experts)),)


@lru_cache(maxsize=1)  # a page that is verified is made from its numbers, and then as a whole
def measured(findings: "Findings", cut: Plan) -> pd.DataFrame:
    """Return what is drawn, frame ``OVER_TIME``: claims near the middle of a window count more.

    Of very many experts some, drawn by chance, stand for all.
    """
    scale = findings.study.codebook.scale
    return over_time(
        drawn(findings.judgements, findings.seed),
        scale,
        cut.days,
        every=cut.every,
        kernel="epanechnikov",
        seed=findings.seed,
    )


def _chart(
    of: Material, found: pd.DataFrame, room: Room, chosen: Sequence[tuple[str, str]]
) -> Chart:
    say = of.say
    first, last = first_day(found["first"].iloc[0]), first_day(found["last"].iloc[-1])
    axis = Axis(first, last, room.left, room.right, room.width)
    ends = [found[f"{name}{end}"] for name, _ in chosen for end in ("", "_low", "_high")]
    low = min(0.0, float(pd.concat(ends).min()))
    high = max(low + 1e-9, 0.1, float(pd.concat(ends).max()))  # NaN, the last, is none
    low, high = _round(low, down=True), _round(high, down=False)

    def y(value: float) -> float:
        return round(_BASE - (value - low) / (high - low) * (_BASE - _TOP), 1)

    drawn = [_curve(of, found, axis, name, css, y) for name, css in chosen]
    span = say.span(found["first"].iloc[0], found["last"].iloc[-1])
    names = capital(say.items([say(f"curves.{name}").lower() for name, _ in chosen]))
    about = say("curves.figure", span=span)
    levels = [low + share * (high - low) for share in (0, 0.5, 1)]
    return Chart(
        measures=tuple(name for name, _ in chosen),
        title=names,
        label=say("curves.label", names=names, span=span),
        frame=frame(
            of, f"curves-{chosen[0][0]}", (room.width, _HEIGHT), (names, about, counted(of))
        ),
        curves=tuple(_apart(drawn)),
        ticks=axis.ticks(say, room.labels),
        levels=tuple(Tick(y(level), say.decimal(level, 2)) for level in levels),
        room=room,
    )


def _round(value: float, *, down: bool) -> float:
    """Return the value rounded outward to a tenth."""
    tenths = value * 10
    whole = int(tenths // 1)
    return (whole if down or tenths == whole else whole + 1) / 10


def _curve(of: Material, found: pd.DataFrame, axis: Axis, name: str, css: str, y: Y) -> Curve:
    xs = [axis.x(first_day(middle)) for middle in found["middle"]]
    values, lows, highs = (found[f"{name}{end}"].tolist() for end in ("", "_low", "_high"))
    line = " ".join("M" + "L".join(f"{x} {y(v)}" for x, v in run) for run in _runs(xs, values))
    known = [v for v in values if v == v]
    return Curve(
        css=css,
        name=of.say(f"curves.{name}"),
        line=line,
        band=" ".join(_band(run, y) for run in _runs(xs, list(zip(lows, highs, strict=True)))),
        label_y=y(known[-1]) if known else _BASE,
    )


def _band(run: Sequence[tuple[float, tuple[float, float]]], y: Y) -> str:
    there = [f"{x} {y(high)}" for x, (_, high) in run]
    back = [f"{x} {y(low)}" for x, (low, _) in reversed(run)]
    return f"M{'L'.join([*there, *back])}Z"


def _runs(xs: Sequence[float], values: Sequence[Any]) -> Iterator[list[tuple[float, Any]]]:
    """Yield the stretches without a gap."""
    run: list[tuple[float, Any]] = []
    for x, value in zip(xs, values, strict=True):
        parts = value if isinstance(value, tuple) else (value,)
        if all(part == part for part in parts):
            run.append((x, value))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _apart(drawn: Sequence[Curve]) -> Iterator[Curve]:
    """Yield the curves with names that do not stand upon one another."""
    taken: list[float] = []
    for curve in sorted(drawn, key=lambda one: one.label_y):
        at = max([curve.label_y, *(one + 16 for one in taken)])
        taken.append(at)
        yield replace(curve, label_y=at)


def _numbers(of: Material, found: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    """Yield the table's rows: window, claims, and each measure with its interval."""
    say = of.say
    for row in found.to_dict("records"):
        cells = []
        for name in MEASURES:
            value, low, high = (row[f"{name}{end}"] for end in ("", "_low", "_high"))
            text = "–" if value != value else say.decimal(value)
            if low == low:
                text = say("curves.value", value=text, low=say.decimal(low), high=say.decimal(high))
            cells.append(text)
        yield (say.span(row["first"], row["last"]), say.digits(row["n_claims"]), *cells)
