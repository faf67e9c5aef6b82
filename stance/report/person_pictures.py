"""Where one expert stands on every topic, as a picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from stance.core.text import cut
from stance.report.material import Material
from stance.report.stances import end_words

_ROW, _LEFT, _WIDTH, _MARGIN = 28, 340, 960, 24
_LETTERS = 44


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A topic: its label, the dot, and from where to where the single claims reach."""

    label: str
    href: str
    css: str
    sign: str
    words: str
    y: float
    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PersonPicture:
    """The rows, and the line that marks the middle of the scale."""

    label: str
    rows: tuple[PersonRow, ...]
    middle: float
    left: float
    right: float
    low: str
    high: str
    width: float
    height: float


def person_picture(of: Material, expert: str, topics: Sequence[str]) -> PersonPicture:
    """Return the picture of the topics on which the expert has a position, in their order."""
    scale = of.scale
    room = _WIDTH - _MARGIN - _LEFT - _MARGIN

    def x(score: float) -> float:
        return round(_LEFT + _MARGIN + (score - scale.scores[0]) / scale.range * room, 1)

    rows = []
    for number, topic in enumerate(topics):
        row, mark = of.positions[(expert, topic)], of.mark(expert, topic)
        rows.append(
            PersonRow(
                label=cut(of.topics[topic].label, _LETTERS),
                href=f"#{of.cell_anchor(expert, topic)}",
                css=mark.css,
                sign=mark.sign,
                words=mark.words,
                y=16 + number * _ROW,
                at=x(row.position),
                low=x(row.lowest),
                high=x(row.highest),
            )
        )
    low, _, high = end_words(scale)
    return PersonPicture(
        label=of.say("figure.expert", name=of.name(expert)),
        rows=tuple(rows),
        middle=x(scale.middle),
        left=x(scale.scores[0]),
        right=x(scale.scores[-1]),
        low=low,
        high=high,
        width=_WIDTH,
        height=16 + len(rows) * _ROW + 12,
    )
