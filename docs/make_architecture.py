"""Draws docs/images/rooms.svg, the rooms and what they import, from the imports: make docs."""

import ast
import sys
import textwrap
from functools import cache
from html import escape
from pathlib import Path
from statistics import fmean

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.house import PACKAGE, ROOMS, imports, room  # noqa: E402 - found by the line above

PICTURE = ROOT / "docs/images/rooms.svg"
WIDTH, HEIGHT, ACROSS, DOWN, MARGIN = 280, 84, 28, 44, 16
STYLE = """
    svg { background: #fff } text { font: 12px system-ui, sans-serif; fill: #333 }
    .name { font-weight: 700; font-size: 16px; fill: #111 }
    rect { fill: #f5f2ea; stroke: #8a7f66; rx: 6px }
    path { fill: none; stroke: #8a7f66; stroke-width: 1.5 } marker path { fill: #8a7f66 }
"""


@cache
def below(name: str) -> frozenset[str]:
    """Return the rooms that a room imports, of types too."""
    modules = [path for path in PACKAGE.rglob("*.py") if room(path) == name]
    found = {m.split(".")[1] for path in modules for m in imports(path, of_types=True) if "." in m}
    return frozenset(found & set(ROOMS)) - {name}


def reached(name: str) -> frozenset[str]:
    """Return the rooms that a room imports, and those that these import, and so on."""
    return below(name).union(*map(reached, below(name)))


def arrows(name: str) -> list[str]:
    """Return the rooms to which an arrow leads: without those that another arrow reaches."""
    further = frozenset[str]().union(*map(reached, below(name)))
    return sorted(below(name) - further)


@cache
def floor(name: str) -> int:
    """Return 0 for a room that imports none, else one more than the highest that it imports."""
    return 1 + max(map(floor, below(name)), default=-1)


def places() -> dict[str, tuple[float, float]]:
    """Return left and top of each room: floors from below, each room above what it imports."""
    top, widest = max(map(floor, ROOMS)), 3 * WIDTH + 2 * ACROSS
    found: dict[str, tuple[float, float]] = {}
    for level in range(top + 1):
        here = [name for name in reversed(ROOMS) if floor(name) == level]
        wished = {n: fmean(found[b][0] for b in arrows(n)) for n in here if arrows(n)}
        here.sort(key=lambda name: wished.get(name, 0.0))
        row = len(here) * (WIDTH + ACROSS) - ACROSS
        middle = fmean(wished.values()) + WIDTH / 2 if wished else MARGIN + widest / 2
        first = min(max(middle - row / 2, MARGIN), MARGIN + widest - row)
        for place, name in enumerate(here):
            left = first + place * (WIDTH + ACROSS)
            found[name] = (left, MARGIN + (top - level) * (HEIGHT + DOWN))
    return found


def box(name: str, left: float, top: float) -> list[str]:
    """Draw a room with what its ``__init__`` says of it."""
    said = ast.get_docstring(ast.parse((PACKAGE / name / "__init__.py").read_text("utf-8"))) or ""
    lines = [
        f'<rect x="{left:g}" y="{top:g}" width="{WIDTH}" height="{HEIGHT}"/>',
        f'<text class="name" x="{left + 12:g}" y="{top + 22:g}">{name}/</text>',
    ]
    for number, line in enumerate(textwrap.wrap(said.rstrip("."), 38)):
        y = top + 41 + 16 * number
        lines.append(f'<text x="{left + 12:g}" y="{y:g}">{escape(line)}</text>')
    return lines


def arrow(start: tuple[float, float], end: tuple[float, float]) -> str:
    """Draw an arrow from the lower edge of one room to the upper edge of another."""
    (left, top), (to_left, to_top) = start, end
    x, y, to_x, to_y = left + WIDTH / 2, top + HEIGHT, to_left + WIDTH / 2, to_top - 2
    bend = DOWN * 0.75
    curve = f"M{x:g} {y:g} C{x:g} {y + bend:g} {to_x:g} {to_y - bend:g} {to_x:g} {to_y:g}"
    return f'<path d="{curve}" marker-end="url(#head)"/>'


def picture() -> str:
    """Return the whole picture."""
    at = places()
    wide = 2 * MARGIN + 3 * WIDTH + 2 * ACROSS
    high = 2 * MARGIN + (max(map(floor, ROOMS)) + 1) * (HEIGHT + DOWN) - DOWN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" role="img">',
        "  <title>The rooms of stance; an arrow leads from a room to one that it imports</title>",
        f"  <style>{STYLE}  </style>",
        '  <marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"',
        '    orient="auto"><path d="M0 0 L8 4 L0 8 z"/></marker>',
    ]
    lines += [f"  {arrow(at[name], at[lower])}" for name in ROOMS for lower in arrows(name)]
    lines += [f"  {line}" for name in ROOMS for line in box(name, *at[name])]
    return "\n".join([*lines, "</svg>", ""])


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8", newline="\n")
