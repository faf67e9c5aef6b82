"""The tree of experts by likeness, drawn beside the rows of the matrix."""

from dataclasses import dataclass

from stance.analysis.camps.grouping import disagreement
from stance.analysis.matrices import position_matrix
from stance.report.material import Material

#: Height of a row of the matrix with its gap, and width of the drawing, in pixels.
ROW, WIDTH = 37, 110
#: Experts beyond whom no tree is drawn.
MOST = 60


@dataclass(frozen=True, slots=True)
class Tree:
    """Brackets of a tree: each a path from one branch over the join to the other."""

    width: int
    height: int
    paths: tuple[str, ...]


def tree(of: Material, experts: list[str]) -> Tree | None:
    """Return the average-linkage tree on 1 - shrunk agreement for rows in this order.

    Experts without a position stand on no branch. None where the order is not the tree's, which
    happens where fewer than three experts hold positions, or where it would be too large to read.
    """
    scale = of.scale
    places = position_matrix(of.findings.positions, experts, list(of.topics))
    known = places.notna().any(axis=1).to_numpy()
    count = int(known.sum())
    if count < 3 or len(experts) > MOST or not known[:count].all():
        return None
    from scipy.cluster.hierarchy import linkage

    joins = linkage(disagreement(places.to_numpy()[known], scale.range), "average")
    nearest, farthest = joins[0][2], max(joins[-1][2], joins[0][2] + 1e-9)
    where = {row: (0.0, ROW * row + (ROW - 3) / 2) for row in range(count)}
    spans = {row: (row, row) for row in range(count)}
    paths = []
    for number, (left, right, apart, _) in enumerate(joins):
        one, other = sorted((int(left), int(right)), key=lambda branch: spans[branch])
        if spans[one][1] + 1 != spans[other][0]:
            return None
        (x1, y1), (x2, y2) = where[one], where[other]
        x = round(14 + (WIDTH - 20) * (apart - nearest) / (farthest - nearest), 1)
        paths.append(f"M{x1:.1f} {y1:.1f}H{x}V{y2:.1f}H{x2:.1f}")
        where[count + number] = (x, (y1 + y2) / 2)
        spans[count + number] = (spans[one][0], spans[other][1])
    return Tree(WIDTH, ROW * len(experts), tuple(paths))
