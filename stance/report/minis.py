"""A topic in one line of the overview: a dot an expert, or a counted bar where they are many."""

from collections.abc import Sequence
from dataclasses import dataclass

from stance.core.codebook import Scale

#: Pixels of the whole picture, and of one dot's radius.
WIDTH, HEIGHT, RADIUS = 280, 30, 4.5
#: Rows of dots above one another before dots may overlap.
_LANES = 3


@dataclass(frozen=True, slots=True)
class Dot:
    """An expert: class of the position, and where."""

    css: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a bar: class of its positions, and from where how wide."""

    css: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Mini:
    """The picture: dots or pieces, over a line whose middle is marked."""

    middle: float
    dots: tuple[Dot, ...] = ()
    pieces: tuple[Piece, ...] = ()
    width: int = WIDTH
    height: int = HEIGHT
    radius: float = RADIUS


def dots(placed: Sequence[tuple[float, str]], scale: Scale) -> Mini:
    """Return a dot for each position and its class; those that would collide stand above."""
    edge = 2 * RADIUS

    def x(score: float) -> float:
        return edge + (score - scale.scores[0]) / scale.range * (WIDTH - 2 * edge)

    ends = [-edge] * _LANES
    drawn = []
    for position, css in sorted(placed):
        at = x(position)
        lane = next((i for i, end in enumerate(ends) if at >= end + edge), ends.index(min(ends)))
        ends[lane] = at
        drawn.append(Dot(css, round(at, 1), HEIGHT - RADIUS - 1 - lane * edge))
    return Mini(round(x(scale.middle), 1), dots=tuple(drawn))


def bar(counts: Sequence[tuple[str, int]], largest: float) -> Mini:
    """Return the counted bar; classes in order, ``largest`` the widest half bar of all topics."""
    middle = WIDTH / 2
    unit = (middle - 2) / largest if largest else 0.0
    numbers = [n for _, n in counts]
    left = middle - (numbers[0] + numbers[1] + numbers[2] / 2) * unit
    pieces = []
    for css, n in counts:
        if n:
            pieces.append(Piece(css, round(left, 1), round(n * unit, 1)))
        left += n * unit
    return Mini(middle, pieces=tuple(pieces))
