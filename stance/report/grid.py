"""The stance grid: every expert on every topic, each cell leading to its claims."""

from dataclasses import dataclass, replace

from stance.core.text import cut
from stance.report.material import Material
from stance.report.stances import CLASSES, OPEN, Mark, class_words, open_mark, sign

#: Experts beyond which they stand in the rows instead of the columns.
COLUMNS = 24
#: Columns up to which all are as wide on paper as they would be, and drawn as large.
ROOMY, LARGE = 12, 20


@dataclass(frozen=True, slots=True)
class CellView:
    """One expert on one topic; without a link where nothing was said."""

    mark: Mark
    n: str
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class HeadView:
    """The head of a row or column: its label, its full name, and where it leads.

    Attributes:
        data: what scripts sort and filter by, as names and values of ``data-`` attributes.
    """

    label: str
    title: str
    href: str
    data: tuple[tuple[str, str | int], ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """A row: its head, its cells, and the share of opposed pairs where rows are topics."""

    head: HeadView
    cells: tuple[CellView, ...]
    share: str


@dataclass(frozen=True, slots=True)
class FilterView:
    """Something to filter by: its ``data-`` attribute, its label, its values and their labels."""

    by: str
    label: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GridView:
    """The grid with its key, and what it can be filtered by; ``open`` where it fills no screens.

    Attributes:
        css: classes by which its columns find room on paper.
    """

    css: str
    caption: str
    corner: str
    open: bool
    shares: bool
    columns: tuple[HeadView, ...]
    rows: tuple[RowView, ...]
    legend: tuple[Mark, ...]
    filters: tuple[FilterView, ...]


def grid(of: Material) -> GridView:
    """Return the grid: topics by dispute, experts by likeness."""
    experts, topics = list(of.findings.camps.expert_order), list(of.topics)
    topic_heads = tuple(_topic_head(of, t, rank) for rank, t in enumerate(topics))
    expert_heads = tuple(_expert_head(of, e, place) for place, e in enumerate(experts))
    wide = len(experts) > COLUMNS
    if not wide:
        rows = tuple(
            RowView(head, tuple(_cell(of, e, t) for e in experts), _share(of, t))
            for head, t in zip(topic_heads, topics, strict=True)
        )
    else:
        rows = tuple(
            RowView(head, tuple(_cell(of, e, t) for t in topics), "")
            for head, e in zip(expert_heads, experts, strict=True)
        )
    return GridView(
        css=on_paper(len(topics if wide else experts)),
        caption=of.say("grid.caption", middle=of.middle),
        corner=of.say("grid.expert" if wide else "grid.topic"),
        open=len(rows) <= COLUMNS,
        shares=not wide,
        columns=topic_heads if wide else expert_heads,
        rows=rows,
        legend=_legend(of),
        filters=_filters(of),
    )


def on_paper(columns: int) -> str:
    """Return the classes of a table with so many columns of marks: beyond some, paper is full."""
    return " many crowded" if columns > LARGE else " many" if columns > ROOMY else ""


def _expert_head(of: Material, expert: str, place: int) -> HeadView:
    row = of.experts[expert]
    said = sum(expert in cells for cells in of.cells.values())
    data: tuple[tuple[str, str | int], ...] = (
        ("data-e", of.expert_anchor(expert)),
        ("data-name", of.name(expert)),
        ("data-like", place),
        ("data-said", -said),
        ("data-country", row.country),
        ("data-affiliation", row.affiliation),
        ("data-kind", row.kind),
    )
    return HeadView(of.short[expert], of.name(expert), f"#by-{of.expert_anchor(expert)}", data)


def _topic_head(of: Material, topic: str, rank: int) -> HeadView:
    like = of.findings.camps.topic_order.index(topic)
    data: tuple[tuple[str, str | int], ...] = (
        ("data-t", of.topic_anchor[topic]),
        ("data-name", of.topics[topic].label),
        ("data-rank", rank),
        ("data-like", like),
    )
    return HeadView(
        of.topics[topic].label, of.topics[topic].proposition, _topic_href(of, topic), data
    )


def _filters(of: Material) -> tuple[FilterView, ...]:
    """Return what experts and claims can be filtered by, as far as there is a choice."""
    values: dict[str, dict[str, str]] = {
        by: {v: v for row in of.experts.values() if (v := str(getattr(row, by)))}
        for by in ("country", "affiliation", "kind")
    }
    values["source"] = {
        str(of.source_number[row.source_id]): cut(row.title or row.source_id, 60)
        for row in of.sources.values()
    }
    values["date"] = {date[:4]: date[:4] for claim in of.claims if (date := of.date(claim))}
    return tuple(
        FilterView(by, of.say(f"filter.{by}"), tuple(sorted(options.items(), key=lambda o: o[1])))
        for by, options in values.items()
        if len(options) > 1
    )


def _topic_href(of: Material, topic: str) -> str:
    return f"#{of.topic_anchor[topic]}" if of.cells[topic] else ""


def _share(of: Material, topic: str) -> str:
    row = of.contested[topic]
    return of.say("rank.none") if row.rank != row.rank else of.say.percent(row.opposed_share)


def _cell(of: Material, expert: str, topic: str) -> CellView:
    row = of.positions.get((expert, topic))
    drawn = of.mark(expert, topic)
    if row is None:
        return CellView(drawn, "", "", "")
    n = len(of.cells[topic][expert])
    key = "grid.cell.large" if of.large else "grid.cell"  # its heads say whose it is, on what
    label = of.say(key, n, name=of.name(expert), topic=of.topics[topic].label, words=drawn.words)
    return CellView(drawn, of.say.digits(n), f"#{of.cell_anchor(expert, topic)}", label)


def _legend(of: Material) -> tuple[Mark, ...]:
    scale = tuple(
        Mark(css, sign(css), words)
        for css, words in zip(CLASSES, class_words(of.middle, of.say), strict=True)
    )
    rare = ("waiting", "not coded")
    reasons = [why for why in OPEN if why not in rare or why in of.why_open.values()]
    return (
        *scale,
        Mark("z", "±", of.say("legend.mixed"), "mixed"),
        *(replace(open_mark(why, of.say), words=of.say(f"legend.{why}")) for why in reasons),
        Mark("none", "", of.say("legend.empty")),
    )
