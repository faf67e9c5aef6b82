"""The figures that can leave the page, with what stands around them and the numbers behind."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

import pandas as pd

from stance.analysis.networks.over_time import MEASURES
from stance.core.errors import UsageError
from stance.core.text import closest
from stance.report.curves import CurvesView
from stance.report.frames import Frame, counted, frame
from stance.report.grid import GridView
from stance.report.maps import Map, map_of
from stance.report.material import Material
from stance.report.overview import Overview, overview
from stance.report.pairs import MatrixView
from stance.report.persons import PeopleView
from stance.report.table_pictures import TablePicture, of_grid, of_matrix
from stance.report.topics import TopicGroups, TopicView

#: Strip of one topic, all topics, the grid, the agreement of pairs, one expert, the map of experts,
#: how agreement moved, who was tied to whom, experts' claims over time.
Kind = Literal["strip", "topics", "grid", "pairs", "expert", "map", "curves", "ties", "lives"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture and what stands around it."""

    picture: Overview | TablePicture | Map
    frame: Frame


@dataclass(frozen=True, slots=True)
class FiguresView:
    """The figures of the whole study; None where there is nothing to draw."""

    topics: Drawn | None
    grid: Drawn | None
    pairs: Drawn | None
    map: Drawn | None


@dataclass(frozen=True, eq=False)
class Figure:
    """A figure that stands alone.

    Attributes:
        name: of the file into which it is saved, without its ending.
        title: what it is called.
        svg: the picture; needs nothing from outside but a font.
        table: the numbers behind it, a row for each mark.
    """

    name: str
    title: str
    svg: str
    table: pd.DataFrame

    def _repr_svg_(self) -> str:
        return self.svg


def figures_of(
    of: Material, groups: TopicGroups, grid: GridView, matrix: MatrixView
) -> FiguresView:
    """Return the figures of the whole study."""
    return FiguresView(
        _topics(of, groups),
        _grid(of, grid) if grid.rows and grid.columns else None,
        _pairs(of, matrix) if matrix.rows else None,
        _map(of),
    )


def _topics(of: Material, groups: TopicGroups) -> Drawn | None:
    picture = overview(groups)
    if not picture.rows:
        return None
    words = (of.say("figure.topics"), of.say("figure.topics.about"), counted(of))
    return Drawn(picture, frame(of, "topics", (picture.width, picture.height), words))


def _grid(of: Material, view: GridView) -> Drawn:
    picture = of_grid(view)
    words = (of.say("grid"), of.say("figure.grid", middle=of.middle), counted(of))
    size = (picture.width, picture.height)
    return Drawn(picture, frame(of, "grid", size, words, view.legend))


def _pairs(of: Material, view: MatrixView) -> Drawn:
    picture = of_matrix(view)
    words = (of.say("pairs"), f"{of.say('pairs.caption')} {view.hidden}", counted(of))
    return Drawn(picture, frame(of, "pairs", (picture.width, picture.height), words))


def _map(of: Material) -> Drawn | None:
    picture = map_of(of)
    if picture is None:
        return None
    stress = of.findings.camps.stress.value
    about = of.say("figure.map.about", stress=of.say.decimal(stress or 0.0))
    n = counted(of)
    if picture.unnamed:
        n = f"{n} {of.say('figure.map.unnamed', picture.unnamed)}"
    words = (picture.label, about, n)
    return Drawn(picture, frame(of, "map", (picture.width, picture.height), words))


Parts = tuple[FiguresView, TopicGroups, PeopleView, CurvesView | None]
Placed = tuple[str, Any, Frame, pd.DataFrame]


def placed(of: Material, parts: Parts, kind: Kind, which: str) -> Placed:
    """Return the macro that draws a figure, what it takes, its frame, and the numbers behind it.

    Args:
        of: the findings.
        parts: the page's figures of the whole study, its topics, its experts and its curves.
        kind: one of ``KINDS``.
        which: the topic of a strip, the expert of that figure, by id or name; of a strip "" is the
            first topic of the headline. Of curves a measure, one of ``MEASURES``, of ties the
            number of a stretch; "" the first.

    Raises:
        UsageError: no such topic, expert, measure or stretch, or nothing to draw.
    """
    figures, groups, people, moved = parts
    if kind == "strip":
        return _strip(of, groups, which)
    if kind == "expert":
        return _expert(of, people, which)
    if kind in ("curves", "ties", "lives"):
        return _over_time(of, moved, kind, which)
    if which:
        raise _of_the_whole(kind, which)
    drawn: Drawn | None = getattr(figures, kind)
    if drawn is None:
        why = of.findings.camps.stress.reason if kind == "map" else ""
        raise UsageError(f'there is nothing to draw as "{kind}"' + (f": {why}" if why else ""))
    macro = {"topics": "overview", "grid": "table", "pairs": "table", "map": "map"}[kind]
    tables = {
        "topics": of.findings.contested,
        "grid": _positions(of),
        "pairs": of.findings.agreement,
        "map": of.findings.camps.map,
    }
    return macro, drawn.picture, drawn.frame, tables[kind]


def _strip(of: Material, groups: TopicGroups, wanted: str) -> Placed:
    anchor = of.topic_anchor
    views = {view.anchor: view for view in (*groups.contested, *groups.agreed, *groups.unranked)}
    names = {id_: topic.label for id_, topic in of.topics.items() if anchor[id_] in views}
    if not wanted:
        lead = (topic for topic in of.findings.lead.topics if topic in names)
        wanted = next(lead, next(iter(names), ""))
    topic = _chosen(wanted, names, "topic")
    view: TopicView = views[anchor[topic]]
    if view.frame is None:
        raise UsageError(f'nobody has a position on "{view.label}" that could be drawn')
    macro, picture = ("strip", view.strips[0]) if view.strips else ("bars", view.bars[0])
    table = _positions(of)
    return macro, picture, view.frame, table[table["topic"] == topic].reset_index(drop=True)


def _expert(of: Material, people: PeopleView, wanted: str) -> Placed:
    names = {id_: of.name(id_) for id_ in of.experts}
    expert = _chosen(wanted, names, "expert")
    anchor = f"by-{of.expert_anchor(expert)}"
    view = next((p for p in (*people.first, *people.rest) if p.anchor == anchor), None)
    if view is None or view.picture is None or view.frame is None:
        raise UsageError(f'"{names[expert]}" has no position that could be drawn')
    table = _positions(of)
    table = table[table["expert"] == names[expert]].reset_index(drop=True)
    return "person", view.picture, view.frame, table


def _over_time(of: Material, view: CurvesView | None, kind: Kind, wanted: str) -> Placed:
    if view is None:
        raise UsageError(
            f'there is nothing to draw as "{kind}": too few claims are dated to the day'
        )
    if kind == "curves":
        names = {name: of.say(f"curves.{name}") for name in MEASURES}
        measure = _chosen(wanted or MEASURES[0], names, "measure")
        chart = next(chart for chart in view.charts if measure in chart.measures)
        return "chart", chart, chart.frame, view.numbers
    if kind == "ties":
        spans = {str(n): one.title for n, one in enumerate(view.stretches, start=1)}
        one = view.stretches[int(_chosen(wanted or "1", spans, "stretch")) - 1]
        return "ties", one, one.frame, one.numbers
    if wanted:
        raise _of_the_whole(kind, wanted)
    return "lives", view.lifelines, view.lifelines.frame, view.lifelines.numbers


def _of_the_whole(kind: Kind, wanted: str) -> UsageError:
    return UsageError(f'a figure "{kind}" is of the whole study, not of "{wanted}"')


def _chosen(wanted: str, names: dict[str, str], what: str) -> str:
    """Return the id of what is wanted by its id or name, in any case."""
    fits = [
        id_ for id_, name in names.items() if wanted.casefold() in (id_.casefold(), name.casefold())
    ]
    if len(fits) == 1:
        return fits[0]
    listed = ", ".join(sorted(names)) or "none"
    if wanted:
        near = closest(wanted, [*names, *names.values()], at_least=50.0)
        meant = f'did you mean "{near}"? ' if near else ""
        raise UsageError(f'there is no {what} "{wanted}"; {meant}there are {listed}')
    raise UsageError(f"which {what}? There are {listed}")


def _positions(of: Material) -> pd.DataFrame:
    """Return the positions with the names of experts and topics."""
    found = of.findings.positions
    labels = {id_: topic.label for id_, topic in of.topics.items()}
    kept = found[["topic", "position", "lowest", "highest", "n_claims", "n_sources"]].copy()
    kept.insert(0, "expert", found["expert_id"].map(of.name))
    kept.insert(2, "topic_label", found["topic"].map(labels))
    return kept
