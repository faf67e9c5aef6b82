"""The experts on a plane: who agrees stands near, as far as a plane can show it."""

from collections.abc import Iterator
from dataclasses import dataclass

from stance.report.material import Material

_WIDTH, _MARGIN, _LEAST, _MOST = 720, 60, 240, 560
_RADIUS, _LETTER, _HIGH = 5, 7.4, 16


@dataclass(frozen=True, slots=True)
class Place:
    """An expert: where the dot stands, and the label where there is room for one."""

    href: str
    name: str
    text: str
    x: float
    y: float
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True)
class Map:
    """The map.

    Attributes:
        label: what a screen reader says.
        unnamed: how many experts have no room for their name.
    """

    label: str
    places: tuple[Place, ...]
    unnamed: int
    width: float
    height: float
    radius: float = _RADIUS


def map_of(of: Material) -> Map | None:
    """Return the map; None where a plane does not show the agreement well enough."""
    found = of.findings.camps.map
    if found.empty:
        return None
    x, y = found["x"].to_numpy(float), found["y"].to_numpy(float)
    scale = (_WIDTH - 2 * _MARGIN) / max(float(x.max() - x.min()), 1e-9)
    tall = min(max(float(y.max() - y.min()) * scale, _LEAST), _MOST)
    scale = min(scale, tall / max(float(y.max() - y.min()), 1e-9))
    middle = (float(x.max() + x.min()) / 2, float(y.max() + y.min()) / 2)
    dots = [
        (
            expert,
            round(_WIDTH / 2 + (a - middle[0]) * scale, 1),
            round(_MARGIN / 2 + tall / 2 - (b - middle[1]) * scale, 1),
        )
        for expert, a, b in zip(found["expert_id"], x.tolist(), y.tolist(), strict=True)
    ]
    places = tuple(_places(of, dots))
    unnamed = sum(not place.text for place in places)
    return Map(of.say("figure.map"), places, unnamed, _WIDTH, round(tall) + _MARGIN)


def _places(of: Material, dots: list[tuple[str, float, float]]) -> Iterator[Place]:
    """Yield the dots, each with its label on the first side where it hides nothing."""
    taken = [(x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS) for _, x, y in dots]
    for expert, x, y in dots:
        text = of.short[expert]
        wide = len(text) * _LETTER
        text_x, text_y = x, y
        for left, top in (
            (x + 8, y - 8),
            (x - 8 - wide, y - 8),
            (x - wide / 2, y - 24),
            (x - wide / 2, y + 8),
        ):
            box = (left, top, left + wide, top + _HIGH)
            if left >= 0 and box[2] <= _WIDTH and not any(_meet(box, other) for other in taken):
                taken.append(box)
                text_x, text_y = round(left, 1), round(top + 12, 1)
                break
        else:
            text = ""
        href = f"#by-{of.expert_anchor(expert)}"
        yield Place(href, of.name(expert), text, x, y, text_x, text_y)


Box = tuple[float, float, float, float]


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
