"""Who disagrees with whom: the agreement matrix, and under each number the topics behind it."""

from dataclasses import dataclass
from typing import Any

from stance.report.anchors import anchors
from stance.report.material import Material
from stance.report.stances import Mark, mark

#: Shared topics that the pooled agreement weighs as much as.
PRIOR_TOPICS = 4
#: Pairs that are written out on the page.
MOST_PAIRS = 120
#: Shades of the matrix, from agreeing to far apart.
SHADES = 5


@dataclass(frozen=True, slots=True)
class PairCell:
    """Two experts in the matrix; no value where they share no topic."""

    css: str
    value: str
    n: str
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class PairRow:
    """A row of the matrix."""

    label: str
    title: str
    cells: tuple[PairCell, ...]


@dataclass(frozen=True, slots=True)
class SharedTopic:
    """A topic on which both of a pair stand."""

    label: str
    href: str
    a: Mark
    a_href: str
    b: Mark
    b_href: str
    opposed: bool


@dataclass(frozen=True, slots=True)
class PairView:
    """Two experts over the topics that they share."""

    anchor: str
    title: str
    a: str
    b: str
    fig: str
    caption: str
    topics: tuple[SharedTopic, ...]


@dataclass(frozen=True, slots=True)
class PairsView:
    """The matrix, the pairs written out, and how many are not."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[PairRow, ...]
    pairs: tuple[PairView, ...]
    hidden: str


def ranked_pairs(of: Material) -> list[Any]:
    """Return rows of ``AGREEMENT`` with a shared topic, the furthest apart first.

    The order is that of agreement shrunk toward the pooled mean, so that one shared topic does not
    outweigh three; then more opposed topics come first.
    """
    frame = of.findings.agreement
    frame = frame[frame["n_shared"] > 0]
    total = (frame["agreement"] * frame["n_shared"]).sum()
    pooled = total / frame["n_shared"].sum() if len(frame) else 0.0
    shrunk = (PRIOR_TOPICS * pooled + frame["agreement"] * frame["n_shared"]) / (
        PRIOR_TOPICS + frame["n_shared"]
    )
    ordered = frame.assign(shrunk=shrunk.round(12)).sort_values(
        ["shrunk", "n_opposed"], ascending=[True, False], kind="stable"
    )
    return list(ordered.itertuples(index=False))


def pairs(of: Material) -> PairsView:
    """Return the matrix in the order of the grid, and the pairs furthest apart."""
    rows = ranked_pairs(of)
    shown = rows[:MOST_PAIRS]
    names = anchors("pair", (f"{_part(of, r.expert_a)}--{_part(of, r.expert_b)}" for r in shown))
    place = {
        frozenset((row.expert_a, row.expert_b)): anchor
        for row, anchor in zip(shown, names.values(), strict=True)
    }
    known = {frozenset((row.expert_a, row.expert_b)): row for row in rows}
    experts = list(of.experts)
    matrix = tuple(
        PairRow(
            of.short[a],
            of.name(a),
            tuple(_cell(of, a, b, known, place) for b in experts),
        )
        for a in experts
    )
    hidden = len(rows) - len(shown)
    return PairsView(
        tuple((of.short[e], of.name(e)) for e in experts),
        matrix if rows else (),
        tuple(_pair(of, row, place[frozenset((row.expert_a, row.expert_b))]) for row in shown),
        of.say("pairs.hidden", hidden) if hidden else "",
    )


def _part(of: Material, expert: str) -> str:
    return of.expert_anchor(expert)


def _cell(
    of: Material,
    a: str,
    b: str,
    known: dict[frozenset[str], Any],
    place: dict[frozenset[str], str],
) -> PairCell:
    both = frozenset((a, b))
    row = known.get(both)
    if a == b:
        return PairCell("self", "", "", "", "")
    if row is None:
        return PairCell("none", "", "", "", "")
    shade = min(int((1 - row.agreement) * SHADES), SHADES - 1)
    value = of.say.percent(row.agreement)
    label = of.say("pairs.cell", row.n_shared, a=of.name(a), b=of.name(b), value=value)
    href = f"#{place[both]}" if both in place else ""
    return PairCell(
        f"d{shade}", f"{100 * row.agreement:.0f}", of.say.digits(row.n_shared), href, label
    )


def _pair(of: Material, row: Any, anchor: str) -> PairView:
    a, b = of.name(row.expert_a), of.name(row.expert_b)
    return PairView(
        anchor=anchor,
        title=of.say("pair.title", a=a, b=b),
        a=of.short[row.expert_a],
        b=of.short[row.expert_b],
        fig=of.say(
            "pair.fig",
            row.n_shared,
            value=of.say.percent(row.agreement),
            opposed=of.say.count(row.n_opposed),
        ),
        caption=of.say("pair.table", a=a, b=b),
        topics=tuple(_shared(of, row.expert_a, row.expert_b, t) for t in shared_topics(of, row)),
    )


def shared_topics(of: Material, row: Any) -> list[str]:
    """Return the topics on which both of a pair stand, the most distant first."""
    found = []
    for order, topic in enumerate(of.topics):
        a = of.positions.get((row.expert_a, topic))
        b = of.positions.get((row.expert_b, topic))
        if a is None or b is None or a.position != a.position or b.position != b.position:
            continue
        found.append((-abs(a.position - b.position), order, topic))
    return [topic for _, _, topic in sorted(found)]


def _shared(of: Material, a: str, b: str, topic: str) -> SharedTopic:
    of_a, of_b = of.positions[(a, topic)], of.positions[(b, topic)]
    sides = of.scale.side(of_a.position), of.scale.side(of_b.position)
    return SharedTopic(
        label=of.topics[topic].label,
        href=f"#{of.topic_anchor[topic]}",
        a=mark(of_a, of.scale, of.say),
        a_href=f"#{of.cell_anchor(a, topic)}",
        b=mark(of_b, of.scale, of.say),
        b_href=f"#{of.cell_anchor(b, topic)}",
        opposed=sides[0] * sides[1] < 0,
    )
