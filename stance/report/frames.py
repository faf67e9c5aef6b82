"""What stands around a figure that leaves the page: its title, what it shows, n, source, key."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from stance import __version__
from stance.report.citing import cite
from stance.report.language import capital
from stance.report.material import Material
from stance.report.stances import Mark

#: White around a figure, in pixels.
PAD = 24
#: Size and lead of each kind of line, and the width that a letter of it is taken to have.
_KINDS = {"title": (20, 26, 10.6), "subtitle": (14, 20, 7.2), "foot": (12, 17, 6.3)}
_SIGN, _LETTER, _KEY_LEAD = 26, 6.3, 24


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: where its baseline is, and how large."""

    text: str
    y: float
    size: int
    kind: str


@dataclass(frozen=True, slots=True)
class Key:
    """A mark of the key, and where it stands below the figure."""

    mark: Mark
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything around a figure; the figure itself begins at 0, 0.

    Attributes:
        name: of the file into which it is saved.
        title: what a citation calls it.
        about: what it shows.
        width: of the figure.
        height: of the figure.
        head: lines above it.
        foot: lines below it, from its lower end.
        keys: the marks explained, from its lower end.
        top: height of what stands above.
        bottom: of what stands below.
    """

    name: str
    title: str
    about: str
    width: float
    height: float
    head: tuple[Line, ...]
    foot: tuple[Line, ...]
    keys: tuple[Key, ...]
    top: float
    bottom: float

    @property
    def x(self) -> float:
        """Left end of the whole picture."""
        return -PAD

    @property
    def whole_width(self) -> float:
        """Width of the whole picture."""
        return self.width + 2 * PAD

    @property
    def whole_height(self) -> float:
        """Its height."""
        return self.top + self.height + self.bottom

    @property
    def box(self) -> str:
        """The whole picture as a ``viewBox``."""
        return f"{self.x:g} {-self.top:g} {self.whole_width:g} {self.whole_height:g}"


def frame(
    of: Material,
    name: str,
    size: tuple[float, float],
    words: tuple[str, str, str],
    keys: Sequence[Mark] = (),
) -> Frame:
    """Return what stands around a figure.

    Args:
        of: the findings.
        name: of the file.
        size: width and height of the figure.
        words: its title, what it shows, and n in words.
        keys: the marks to be explained.
    """
    width, height = size
    title, subtitle, n = words
    above = [*_wrapped(title, "title", width), *_wrapped(subtitle, "subtitle", width)]
    placed = list(_placed_keys(keys, width))
    key_height = placed[-1].y + 14 if placed else 0.0
    source = of.say("figure.source", cite=cite(of, of.title), version=__version__)
    below = [*_wrapped(n, "foot", width), *_wrapped(source, "foot", width)]
    top = PAD + sum(_KINDS[kind][1] for kind, _ in above)
    head = tuple(_stacked(above, -top + PAD / 2))
    foot = tuple(_stacked(below, key_height + 8))
    bottom = foot[-1].y + PAD / 2
    return Frame(name, title, subtitle, width, height, head, foot, tuple(placed), top, bottom)


def counted(of: Material) -> str:
    """Return n of a figure of the whole study, in words: experts who spoke, and claims."""
    say = of.say
    spoke = len({row.expert_id for row in of.claims.values()})
    experts, claims = say("count.expert", spoke), say("n.claim", len(of.claims))
    return say("figure.n", experts=capital(experts), claims=claims)


def _stacked(lines: Iterable[tuple[str, str]], y: float) -> Iterator[Line]:
    """Yield lines one below another, from a height down."""
    for kind, text in lines:
        size, lead, _ = _KINDS[kind]
        y += lead
        yield Line(text, y, size, kind)


def _wrapped(text: str, kind: str, width: float) -> Iterator[tuple[str, str]]:
    """Yield the text in lines that fit the width."""
    most = max(int(width / _KINDS[kind][2]), 12)
    line = ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > most:
            yield kind, line
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield kind, line


def _placed_keys(marks: Sequence[Mark], width: float) -> Iterator[Key]:
    x, y = 0.0, 24.0
    for mark in marks:
        wide = _SIGN + 8 + len(mark.words) * _LETTER + 16
        if x and x + wide > width:
            x, y = 0.0, y + _KEY_LEAD
        yield Key(mark, round(x, 1), y)
        x += wide
