"""The stance grid: every expert on every topic, each cell leading to its claims."""

from dataclasses import dataclass

from stance.report.material import Material
from stance.report.stances import CLASSES, Mark, mark

#: Experts beyond which they stand in the rows instead of the columns.
COLUMNS = 24


@dataclass(frozen=True, slots=True)
class CellView:
    """One expert on one topic; without a link where nothing was said."""

    mark: Mark
    n: str
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class HeadView:
    """The head of a row or column: its label, its full name, and where it leads."""

    label: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class RowView:
    """A row: its head, its cells, and the share of opposed pairs where rows are topics."""

    head: HeadView
    cells: tuple[CellView, ...]
    share: str


@dataclass(frozen=True, slots=True)
class GridView:
    """The grid with its key."""

    corner: str
    shares: bool
    columns: tuple[HeadView, ...]
    rows: tuple[RowView, ...]
    legend: tuple[Mark, ...]


def grid(of: Material) -> GridView:
    """Return the grid: topics by dispute, experts by how much they said."""
    experts, topics = list(of.experts), list(of.topics)
    topic_heads = tuple(
        HeadView(of.topics[t].label, of.topics[t].proposition, _topic_href(of, t)) for t in topics
    )
    expert_heads = tuple(HeadView(of.short[e], of.name(e), "") for e in experts)
    if len(experts) <= COLUMNS:
        rows = tuple(
            RowView(head, tuple(_cell(of, e, t) for e in experts), _share(of, t))
            for head, t in zip(topic_heads, topics, strict=True)
        )
        return GridView(of.say("grid.topic"), True, expert_heads, rows, _legend(of))
    rows = tuple(
        RowView(head, tuple(_cell(of, e, t) for t in topics), "")
        for head, e in zip(expert_heads, experts, strict=True)
    )
    return GridView(of.say("grid.expert"), False, topic_heads, rows, _legend(of))


def _topic_href(of: Material, topic: str) -> str:
    return f"#{of.topic_anchor[topic]}" if of.cells[topic] else ""


def _share(of: Material, topic: str) -> str:
    row = of.contested[topic]
    return of.say("rank.none") if row.rank != row.rank else of.say.percent(row.opposed_share)


def _cell(of: Material, expert: str, topic: str) -> CellView:
    row = of.positions.get((expert, topic))
    drawn = mark(row, of.scale, of.say)
    if row is None:
        return CellView(drawn, "", "", "")
    n = row.n_claims + row.n_unclear + row.n_disputed
    label = of.say(
        "grid.cell", n, name=of.name(expert), topic=of.topics[topic].label, words=drawn.words
    )
    return CellView(drawn, of.say.digits(n), f"#{of.cell_anchor(expert, topic)}", label)


def _legend(of: Material) -> tuple[Mark, ...]:
    keys = ("strongly_against", "against", "middle", "for", "strongly_for")
    signs = ("−−", "−", "0", "+", "++")
    scale = tuple(
        Mark(css, sign, of.say(f"words.{key}"))
        for css, sign, key in zip(CLASSES, signs, keys, strict=True)
    )
    return (
        *scale,
        Mark("z", "±", of.say("legend.mixed"), "mixed"),
        Mark("open", "?", of.say("legend.unclear")),
        Mark("open", "≠", of.say("legend.disputed"), "disputed"),
        Mark("none", "", of.say("legend.empty")),
    )
