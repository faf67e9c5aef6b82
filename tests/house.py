"""The house of the code: its rooms, and what each module imports."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "stance"

#: The rooms, from the ground up: each may import from those before it.
ROOMS = [
    "core",
    "sheets",
    "articles",
    "tables",
    "names",
    "reliability",
    "analysis",
    "machines",
    "extract",
    "workbook",
    "study",
    "exchange",
    "report",
    "cli",
]


def room(path: Path) -> str:
    """The room in which a module stands."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path, *, of_types: bool = False) -> set[str]:
    """Every module that the file imports, also inside functions; for type checking if asked for."""
    found: set[str] = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING" and not of_types:
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path.name}: imports are absolute"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found
