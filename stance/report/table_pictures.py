"""Tables of marks, such as the grid, as pictures; the page's script draws them by the same rule."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stance.core.text import cut
from stance.report.grid import GridView
from stance.report.pairs import MatrixView

#: Size of a cell, what is left between two, width of a letter of a label, and its most letters.
_WIDE, _HIGH, _GAP, _LETTER = 40, 30, 3, 7
_ROW_LABEL, _COLUMN_LABEL = 42, 28
#: Width below which a picture has no room for its title.
_LEAST = 640


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a row or column, and where it stands."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Square:
    """A cell: its class, the mark in its corner, its sign and n, and where it stands."""

    css: str
    corner: bool
    sign: str
    n: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class TablePicture:
    """Labels and cells, and the size of all of them."""

    columns: tuple[Label, ...]
    rows: tuple[Label, ...]
    cells: tuple[Square, ...]
    width: float
    height: float


Entry = tuple[str, bool, str, str]


def of_grid(view: GridView) -> TablePicture:
    """Return the picture of the stance grid."""
    return _picture(
        [head.label for head in view.columns],
        [row.head.label for row in view.rows],
        [
            [(c.mark.css, bool(c.mark.corner), c.mark.sign, c.n) for c in row.cells]
            for row in view.rows
        ],
    )


def of_matrix(view: MatrixView) -> TablePicture:
    """Return the picture of the agreement of pairs."""
    return _picture(
        [label for label, _ in view.columns],
        [row.label for row in view.rows],
        [[(c.css, False, c.value, c.n) for c in row.cells] for row in view.rows],
    )


def _picture(
    columns: Sequence[str], rows: Sequence[str], cells: Sequence[Sequence[Entry]]
) -> TablePicture:
    heads = [cut(text, _COLUMN_LABEL) for text in columns]
    names = [cut(text, _ROW_LABEL) for text in rows]
    left = _longest(names) * _LETTER + 12
    top = _longest(heads) * _LETTER + 12
    step, down = _WIDE + _GAP, _HIGH + _GAP
    return TablePicture(
        tuple(Label(t, left + i * step + _WIDE / 2 + 4, top - 8) for i, t in enumerate(heads)),
        tuple(Label(t, 0, top + i * down + _HIGH / 2 + 4) for i, t in enumerate(names)),
        tuple(_squares(cells, left, top)),
        max(left + len(heads) * step, _LEAST),
        top + len(names) * down,
    )


def _squares(cells: Sequence[Sequence[Entry]], left: int, top: int) -> Iterator[Square]:
    for i, row in enumerate(cells):
        for j, (css, corner, sign, n) in enumerate(row):
            x, y = left + j * (_WIDE + _GAP), top + i * (_HIGH + _GAP)
            yield Square(css, corner, sign, n, x, y)


def _longest(labels: Sequence[str]) -> int:
    return max(map(len, labels), default=0)
