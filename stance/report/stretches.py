"""Signed networks of three stretches of time, with one place for each expert in all of them."""

import math
from dataclasses import dataclass

import pandas as pd

from stance.analysis.networks import network, windows
from stance.core.dates import is_iso_day
from stance.report.frames import Frame, counted, frame
from stance.report.material import Material

#: How many stretches, and ties in each, are drawn at most.
STRETCHES, TIES = 3, 20
_WIDTH, _HEIGHT, _RADIUS = 420, 300, 104
_THIN, _THICK = 1.0, 5.0


@dataclass(frozen=True, slots=True)
class Node:
    """An expert: where, with the name beside the circle."""

    x: float
    y: float
    text: str
    text_x: float
    text_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie: ``agree`` or ``differ``, and how wide."""

    css: str
    x1: float
    y1: float
    x2: float
    y2: float
    width: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """A picture: its span, what a screen reader says, its caption.

    Attributes:
        frame: what stands around it where it leaves the page.
        numbers: the ties that are drawn: first, last (ISO days), expert_a, expert_b, weight (above
            0 they agree more than they differ).
    """

    frame: Frame
    numbers: pd.DataFrame
    title: str
    label: str
    caption: str
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    width: int = _WIDTH
    height: int = _HEIGHT


def stretches(of: Material) -> tuple[Stretch, ...]:
    """Return three pictures, of equal stretches; experts stand in the order of the camps' tree."""
    judged = of.findings.judgements
    dated = judged[judged["score"].notna() & judged["said_on"].map(is_iso_day).astype(bool)]
    days = pd.to_datetime(dated["said_on"], format="%Y-%m-%d")
    third = (int((days.max() - days.min()).days) + 1) // STRETCHES
    length = third - (third % 2 == 0)  # an odd number, so that the stretches do not overlap
    cuts = windows(dated, length, every=length)
    edges = [
        (
            cut.first,
            cut.last,
            network(cut.scored, of.scale, aggregate="subtract", normalise="average").edges(),
        )
        for cut in cuts
    ]
    largest = max((float(e["weight"].abs().max()) for *_, e in edges if len(e)), default=0.0)
    drawn = [(a, b, _strongest(e), len(e)) for a, b, e in edges]
    seen = {name for *_, ties, _ in drawn for name in (*ties["a"], *ties["b"])}
    order = dict.fromkeys([*of.findings.camps.expert_order, *sorted(seen)])
    places = _places([name for name in order if name in seen])
    return tuple(_stretch(of, n, one, places, largest) for n, one in enumerate(drawn, start=1))


def _strongest(edges: pd.DataFrame) -> pd.DataFrame:
    """Return the ties that are no balance, the strongest first, ties of equals by name."""
    tied = edges[edges["weight"].abs() > 1e-9]
    ordered = tied.assign(size=-tied["weight"].abs().round(9)).sort_values(["size", "a", "b"])
    return ordered.head(TIES)


def _places(names: list[str]) -> dict[str, tuple[float, float, float]]:
    """Return by expert the place on the circle and its angle, clockwise from the top."""
    found = {}
    for at, name in enumerate(names):
        turn = 2 * math.pi * at / max(len(names), 1)
        x = _WIDTH / 2 + _RADIUS * math.sin(turn)
        y = _HEIGHT / 2 - _RADIUS * math.cos(turn)
        found[name] = (round(x, 1), round(y, 1), turn)
    return found


def _stretch(
    of: Material,
    number: int,
    one: tuple[str, str, pd.DataFrame, int],
    places: dict[str, tuple[float, float, float]],
    largest: float,
) -> Stretch:
    first, last, edges, n_edges = one
    say, title = of.say, of.say.span(first, last)
    rows = list(edges.itertuples(index=False))
    here = {name for row in rows for name in (row.a, row.b)}
    ties = tuple(
        Tie(
            "agree" if row.weight > 0 else "differ",
            *places[row.a][:2],
            *places[row.b][:2],
            round(_THIN + (_THICK - _THIN) * abs(row.weight) / max(largest, 1e-9), 1),
        )
        for row in rows
    )
    told = [
        say(
            f"curves.tie.{'agree' if row.weight > 0 else 'differ'}",
            one=of.name(row.a),
            other=of.name(row.b),
        )
        for row in rows[:3]
    ]
    caption = say("curves.drawn", n_edges, drawn=say.digits(len(rows)))
    words = (f"{say('curves.networks')}, {title}", f"{say('curves.ties')} {caption}", counted(of))
    tied = [(first, last, of.name(row.a), of.name(row.b), row.weight) for row in rows]
    return Stretch(
        frame=frame(of, f"ties-{number}", (_WIDTH, _HEIGHT), words),
        numbers=pd.DataFrame(tied, columns=["first", "last", "expert_a", "expert_b", "weight"]),
        title=title,
        label=say("curves.network", span=title, ties="; ".join(told) or say("curves.tie.none")),
        caption=caption,
        nodes=tuple(_node(of, name, places[name]) for name in places if name in here),
        ties=ties,
    )


def _node(of: Material, name: str, place: tuple[float, float, float]) -> Node:
    x, y, turn = place
    side = math.sin(turn)
    anchor = "middle" if abs(side) < 0.2 else "start" if side > 0 else "end"
    out_x = x + 9 * side
    out_y = y - 12 * math.cos(turn) + (4 if anchor != "middle" else 4 - 4 * math.cos(turn))
    return Node(x, y, of.short[name], round(out_x, 1), round(out_y, 1), anchor)
