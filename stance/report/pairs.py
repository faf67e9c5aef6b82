"""Who disagrees with whom: the agreement matrix, and two experts side by side."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from stance.report.anchors import anchors
from stance.report.claims import ClaimView, ClaimViews
from stance.report.grid import on_paper
from stance.report.likeness import Tree, tree
from stance.report.material import Material
from stance.report.rows import PairRow as Pair
from stance.report.rows import rows
from stance.report.stances import Mark

#: Pairs whose claims face each other without scripts, and pairs that are listed at all.
FACING, LISTED = 10, 30
#: Experts up to whom the matrix holds all; beyond, it holds those who share most topics.
MOST_EXPERTS = 40
#: Shades of the matrix, from agreeing to far apart.
SHADES = 5
#: Width of an interval from which an agreement is drawn faded.
WIDE = 0.4


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
    """A topic on which both of a pair stand; claims only where they face each other."""

    label: str
    href: str
    a: Mark
    a_href: str
    a_claims: tuple[ClaimView, ...]
    b: Mark
    b_href: str
    b_claims: tuple[ClaimView, ...]
    opposed: bool


@dataclass(frozen=True, slots=True)
class PairView:
    """Two experts over the topics that they share, and what only one of them addressed."""

    anchor: str
    title: str
    a: str
    b: str
    fig: str
    caption: str
    topics: tuple[SharedTopic, ...]
    alone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatrixView:
    """The matrix: heads, rows, the tree beside it where it can be drawn; ``css`` as of a grid."""

    css: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[PairRow, ...]
    tree: Tree | None
    hidden: str


@dataclass(frozen=True, slots=True)
class PairsView:
    """The matrix, the most telling pairs with their claims, others in short, the rest counted."""

    matrix: MatrixView
    facing: tuple[PairView, ...]
    listed: tuple[PairView, ...]
    hidden: str


class Pairs:
    """Pairs of experts with a shared topic, the furthest apart first."""

    def __init__(self, of: Material) -> None:
        self.of = of

    @cached_property
    def ranked(self) -> list[Pair]:
        """Rows of ``AGREEMENT``, by agreement drawn toward that of all pairs."""
        frame = self.of.findings.agreement
        frame = frame[frame["n_shared"] > 0]
        frame = frame.assign(shrunk=frame["shrunk"].round(12)).sort_values(
            ["shrunk", "n_opposed"], ascending=[True, False], kind="stable"
        )
        return rows(frame, Pair)

    @cached_property
    def _by_pair(self) -> dict[frozenset[str], Pair]:
        return {frozenset((row.expert_a, row.expert_b)): row for row in self.ranked}

    @cached_property
    def of_expert(self) -> dict[str, list[Pair]]:
        """The pairs of each expert, in the order of ``ranked``."""
        found: dict[str, list[Pair]] = defaultdict(list)
        for row in self.ranked:
            found[row.expert_a].append(row)
            found[row.expert_b].append(row)
        return dict(found)

    @cached_property
    def _anchors(self) -> dict[str, str]:
        return anchors("pair", (self._name(row) for row in self.ranked[: FACING + LISTED]))

    def _name(self, row: Pair) -> str:
        of = self.of
        return f"{of.expert_anchor(row.expert_a)}--{of.expert_anchor(row.expert_b)}"

    def href(self, row: Pair) -> str:
        """Return where a pair stands on the page; beyond those listed, where a script puts it."""
        anchor = self._anchors.get(self._name(row))
        return f"#{anchor}" if anchor else "#pair=" + self._name(row).replace("--", ",")

    def view(self, views: ClaimViews) -> PairsView:
        """Return the section."""
        hidden = len(self.ranked) - FACING - LISTED
        return PairsView(
            matrix=self._matrix(),
            facing=tuple(self._pair(row, views) for row in self.ranked[:FACING]),
            listed=tuple(self._pair(row, None) for row in self.ranked[FACING : FACING + LISTED]),
            hidden=self.of.say("pairs.hidden", hidden) if hidden > 0 else "",
        )

    def _matrix(self) -> MatrixView:
        of = self.of
        order = list(of.findings.camps.expert_order)
        experts = self._most_shared(order)
        hidden = len(order) - len(experts)
        rows = tuple(
            PairRow(of.short[a], of.name(a), tuple(self._cell(a, b) for b in experts))
            for a in experts
        )
        heads = tuple((of.short[e], of.name(e)) for e in experts)
        return MatrixView(
            css=on_paper(len(experts)),
            columns=heads,
            rows=rows if self.ranked else (),
            tree=tree(of, experts),
            hidden=of.say("pairs.experts_hidden", hidden) if hidden else "",
        )

    def _most_shared(self, experts: list[str]) -> list[str]:
        """Return those experts who share most topics with others, in the same order."""
        if len(experts) <= MOST_EXPERTS:
            return experts
        shared = dict.fromkeys(experts, 0)
        for row in self.ranked:
            shared[row.expert_a] += row.n_shared
            shared[row.expert_b] += row.n_shared
        most = set(sorted(experts, key=lambda e: -shared[e])[:MOST_EXPERTS])
        return [expert for expert in experts if expert in most]

    def _cell(self, a: str, b: str) -> PairCell:
        of = self.of
        row = self._by_pair.get(frozenset((a, b)))
        if row is None:
            return PairCell("self" if a == b else "none", "", "", "", "")
        shade = min(int((1 - row.agreement) * SHADES), SHADES - 1)
        faint = " faint" if row.high - row.low > WIDE else ""
        label = of.say(
            "pairs.cell.large" if of.large else "pairs.cell",  # its heads say whose it is
            row.n_shared,
            a=of.name(a),
            b=of.name(b),
            value=of.say.percent(row.agreement),
            shrunk=of.say.percent(row.shrunk),
            low=of.say.percent(row.low),
            high=of.say.percent(row.high),
        )
        value = _whole_percent(row.agreement)
        return PairCell(
            f"d{shade}{faint}", value, of.say.digits(row.n_shared), self.href(row), label
        )

    def _pair(self, row: Pair, views: ClaimViews | None) -> PairView:
        of, say = self.of, self.of.say
        a, b = of.name(row.expert_a), of.name(row.expert_b)
        return PairView(
            anchor=self._anchors[self._name(row)],
            title=say("pair.title", a=a, b=b),
            a=of.short[row.expert_a],
            b=of.short[row.expert_b],
            fig=say(
                "pair.fig",
                row.n_shared,
                value=say.percent(row.agreement),
                shrunk=say.percent(row.shrunk),
                low=say.percent(row.low),
                high=say.percent(row.high),
                opposed=say.digits(row.n_opposed),
            ),
            caption=say("pair.table", a=a, b=b),
            topics=tuple(self._shared(row, topic, views) for topic in shared_topics(of, row)),
            alone=self._alone(row) if views else (),
        )

    def _shared(self, row: Pair, topic: str, views: ClaimViews | None) -> SharedTopic:
        of, a, b = self.of, row.expert_a, row.expert_b

        def claims(expert: str) -> tuple[ClaimView, ...]:
            if views is None:
                return ()
            return tuple(views.quote(claim, topic) for claim in of.evidence(expert, topic))

        return SharedTopic(
            label=of.topics[topic].label,
            href=f"#{of.topic_anchor[topic]}",
            a=of.mark(a, topic),
            a_href=f"#{of.cell_anchor(a, topic)}",
            a_claims=claims(a),
            b=of.mark(b, topic),
            b_href=f"#{of.cell_anchor(b, topic)}",
            b_claims=claims(b),
            opposed={of.side(a, topic), of.side(b, topic)} == {-1, 1},
        )

    def _alone(self, row: Pair) -> tuple[str, ...]:
        """Return, for either expert, the topics on which the other has no position."""
        of, said = self.of, []
        for one, other in ((row.expert_a, row.expert_b), (row.expert_b, row.expert_a)):
            topics = [
                of.topics[t].label
                for t in of.topics
                if of.side(one, t) is not None and of.side(other, t) is None
            ]
            if topics:
                said.append(of.say("pair.alone", name=of.name(one), topics=of.say.items(topics)))
        return tuple(said)


def _whole_percent(share: float) -> str:
    """Return a share in percent; 0 and 100 only where it is nothing or all."""
    if not 1e-9 < share < 1 - 1e-9:
        return f"{100 * share:.0f}"
    return f"{min(max(100 * share, 1), 99):.0f}"


def shared_topics(of: Material, row: Pair) -> list[str]:
    """Return the topics on which both of a pair stand, the most distant first."""
    found = []
    for order, topic in enumerate(of.topics):
        if None not in (of.side(row.expert_a, topic), of.side(row.expert_b, topic)):
            a, b = of.positions[(row.expert_a, topic)], of.positions[(row.expert_b, topic)]
            found.append((-abs(a.position - b.position), order, topic))
    return [topic for _, _, topic in sorted(found)]
