"""A topic in one line of the overview: a dot an expert, or a counted bar where they are many."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from stance.core.codebook import Scale
from stance.report.strips import diverging

#: Pixels of the whole picture, and of one dot's radius.
WIDTH, HEIGHT, RADIUS = 280, 30, 4.5
#: Rows of dots above one another; more stand beside.
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
    """Return a dot for each position and its class; none hides another.

    Dots that would collide stand above one another, and beside once there are ``_LANES``. There is
    room for four times as many as the page draws by name.
    """
    size = 2 * RADIUS

    def x(score: float) -> float:
        return size + (score - scale.scores[0]) / scale.range * (WIDTH - 2 * size)

    lanes: list[list[float]] = [[] for _ in range(_LANES)]
    drawn = []
    for position, css in sorted(placed):
        at, lane = next(
            (aside, lane)
            for aside in _asides(x(position), size)
            for lane, taken in enumerate(lanes)
            if all(abs(aside - other) >= size - 1e-9 for other in taken)
        )
        lanes[lane].append(at)
        drawn.append(Dot(css, round(at, 1), HEIGHT - RADIUS - 1 - lane * size))
    return Mini(round(x(scale.middle), 1), dots=tuple(drawn))


def _asides(at: float, size: float) -> Iterator[float]:
    """Yield a place and those beside it, the nearest first, as far as the picture reaches."""
    yield at
    for step in count(1):
        for aside in (at - step * size, at + step * size):
            if RADIUS <= aside <= WIDTH - RADIUS:
                yield aside


def bar(counts: Sequence[tuple[str, int]], largest: float) -> Mini:
    """Return the counted bar; classes in order, ``largest`` the widest half bar of all topics."""
    pieces = (
        Piece(css, round(left, 1), round(size, 1))
        for css, _, left, size in diverging(counts, largest, WIDTH, 2)
    )
    return Mini(WIDTH / 2, pieces=tuple(pieces))
