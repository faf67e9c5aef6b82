"""Experts by name on an axis from strongly against to strongly for; beyond twenty, counted bars."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from stance.core.codebook import Scale
from stance.core.text import cut

_CHIP, _LANE, _FOOT = 26, 32, 30
_LETTER, _WIDE_LETTER, _PADDING = 8.3, 15.0, 20.0
#: Width of a letter of the words under an axis, the room between two of them, and their lead.
_END_LETTER, _APART, _LEAD = 7.8, 8.0, 16
#: Room between a label and the middle, of a label on either side of its place, and the fewest
#: letters to which one is cut.
_FREE, _EDGE, _SHORTEST = 5.0, 12.0, 6
#: Letters as wide as two.
_BROAD = frozenset("mwMWЖМФШЩЫЮжмфшщыю")
#: Widths in pixels for which the axis is drawn: on a desk, and on a phone.
WIDE, NARROW = 960, 350


@dataclass(frozen=True, slots=True)
class Chip:
    """An expert's label: its box, the middle of its text, and where it stands on the axis."""

    css: str
    href: str
    text: str
    words: str
    x: float
    y: float
    width: float
    middle: float
    baseline: float
    at: float
    foot: float


@dataclass(frozen=True, slots=True)
class Strip:
    """An axis with its chips, drawn for one width."""

    css: str
    label: str
    width: int
    height: int
    axis: float
    ticks: tuple[float, ...]
    middle: float
    chips: tuple[Chip, ...]
    low: str
    centre: str
    high: str
    drop: int

    @property
    def first(self) -> float:
        """Where the axis begins."""
        return self.ticks[0]

    @property
    def last(self) -> float:
        """Where it ends."""
        return self.ticks[-1]

    @property
    def label_y(self) -> float:
        """Baseline of the words under the axis."""
        return self.axis + 20


@dataclass(frozen=True, slots=True)
class Stand:
    """One expert to be drawn: class, label, position, what a pointer or screen reader says."""

    css: str
    href: str
    text: str
    words: str
    position: float


def strip(
    stands: Sequence[Stand], scale: Scale, width: int, label: str, ends: tuple[str, str, str]
) -> Strip:
    """Return the axis of one topic; labels that would collide stand in lanes above each other."""
    margin = 46.0 if width == WIDE else 24.0

    def x(score: float) -> float:
        return round(margin + (score - scale.scores[0]) / scale.range * (width - 2 * margin), 1)

    lanes: list[float] = []
    placed: list[tuple[Stand, float, float, int]] = []
    middle = x(scale.middle)
    for stand in _fitting(stands, scale, middle, width):
        wide = text_width(stand.text)
        low, high = _side(scale.side(stand.position), x(stand.position), middle, width)
        left = min(max(x(stand.position) - wide / 2, low), high - wide)
        lane = next((i for i, end in enumerate(lanes) if left > end + 6), len(lanes))
        if lane == len(lanes):
            lanes.append(0.0)
        lanes[lane] = left + wide
        placed.append((stand, left, wide, lane))
    axis = 10.0 + _LANE * max(len(lanes), 1)
    drop = _drop(ends, middle, width)
    chips = tuple(
        _chip(stand, left, wide, axis - _LANE * (lane + 1) - 2, x(stand.position), axis)
        for stand, left, wide, lane in placed
    )
    return Strip(
        css=_css(width),
        label=label,
        width=width,
        height=int(axis) + _FOOT + drop,
        axis=axis,
        ticks=tuple(x(score) for score in scale.scores),
        middle=middle,
        chips=chips,
        low=ends[0],
        centre=ends[1],
        high=ends[2],
        drop=drop,
    )


def _side(side: int, at: float, middle: float, width: float) -> tuple[float, float]:
    """Return between which ends the label of somebody who stands at a place may lie.

    It lies on that person's side of the middle, and over the place.
    """
    return (
        min(middle + _FREE, at - _EDGE) if side > 0 else 0,
        max(middle - _FREE, at + _EDGE) if side < 0 else width,
    )


def _fitting(stands: Sequence[Stand], scale: Scale, middle: float, width: float) -> list[Stand]:
    """Return those who stand on the axis from left to right, with labels that fit on their side."""

    def fitting(stand: Stand) -> Stand:
        side = scale.side(stand.position)
        room = (width, width - middle - _FREE, middle - _FREE)[side]
        text, longest = stand.text, len(stand.text)
        while text_width(text) > room and longest > _SHORTEST:
            longest -= 1
            text = cut(stand.text, longest)
        return replace(stand, text=text)

    fit = [fitting(stand) for stand in stands]
    if len({stand.text for stand in fit}) < len({stand.text for stand in stands}):
        fit = list(stands)  # two would have one name
    return sorted(fit, key=lambda stand: (stand.position, stand.text))


def _drop(ends: tuple[str, str, str], middle: float, width: float) -> int:
    """Return by how much the word in the middle stands lower, so as not to meet those at the ends.

    Args:
        ends: words for the two ends and the middle.
        middle: where the middle is.
        width: of the picture.
    """
    low, centre, high = (len(word) * _END_LETTER for word in ends)
    room = min(middle - low, width - high - middle) - _APART
    return _LEAD if ends[1] and room < centre / 2 else 0


def _chip(stand: Stand, left: float, wide: float, top: float, at: float, axis: float) -> Chip:
    return Chip(
        css=stand.css,
        href=stand.href,
        text=stand.text,
        words=stand.words,
        x=round(left, 1),
        y=top,
        width=round(wide, 1),
        middle=round(left + wide / 2, 1),
        baseline=top + 18,
        at=at,
        foot=top + _CHIP,
    )


def _css(width: int) -> str:
    return "wide" if width == WIDE else "narrow"


def text_width(text: str) -> float:
    """Return a generous guess of a label's width in pixels, padding included."""
    wide = sum(letter in _BROAD or unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return (len(text) - wide) * _LETTER + wide * _WIDE_LETTER + _PADDING


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of a counted bar."""

    css: str
    x: float
    width: float
    middle: float
    count: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Counts from strongly against to strongly for; the neutral piece straddles the middle."""

    css: str
    label: str
    width: int
    height: int
    middle: float
    pieces: tuple[Bar, ...]
    low: str
    centre: str
    high: str
    drop: int


def bars(
    counts: Sequence[tuple[str, int]],
    largest: float,
    width: int,
    label: str,
    ends: tuple[str, str, str],
) -> Bars:
    """Return the diverging bar of one topic.

    Args:
        counts: class and number of experts, the five classes in order.
        largest: the widest half bar among all topics, in experts, so that bars compare.
        width: of the picture, ``WIDE`` or ``NARROW``.
        label: what a screen reader says.
        ends: words for the two ends and the middle.
    """
    pieces = tuple(
        Bar(
            css,
            round(left, 1),
            round(size, 1),
            round(left + size / 2, 1),
            str(n) if size > 9 * len(str(n)) + 6 else "",
        )
        for css, n, left, size in diverging(counts, largest, width, 8)
    )
    drop = _drop(ends, width / 2, width)
    return Bars(_css(width), label, width, 62 + drop, width / 2, pieces, *ends, drop)


def diverging(
    counts: Sequence[tuple[str, int]], largest: float, width: float, margin: float
) -> Iterator[tuple[str, int, float, float]]:
    """Yield class, number, left end and width of each piece of a bar that is not empty.

    Args:
        counts: class and number, five in order; the middle one straddles the middle.
        largest: the number that reaches from the middle to the margin.
        width: of the whole picture.
        margin: what is left free at either end.
    """
    middle = width / 2
    unit = (middle - margin) / largest if largest else 0.0
    numbers = [n for _, n in counts]
    left = middle - (numbers[0] + numbers[1] + numbers[2] / 2) * unit
    for css, n in counts:
        if n:
            yield css, n, left, n * unit
        left += n * unit
