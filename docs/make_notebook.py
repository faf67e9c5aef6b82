"""Runs the cells of docs/notebook.ipynb and writes what each shows into it: make docs."""

import ast
import contextlib
import json
from pathlib import Path
from typing import Any

import pandas as pd

PAGE = Path(__file__).with_name("notebook.ipynb")
#: How an object says what it looks like, richest first.
LOOKS = {"image/svg+xml": "_repr_svg_", "text/html": "_repr_html_", "text/plain": "__repr__"}


def notebook() -> str:
    """Return the notebook with what its cells show now, as Jupyter would run them from docs/.

    Raises:
        Exception: whatever a cell raises.
    """
    page = json.loads(PAGE.read_text(encoding="utf-8"))
    names: dict[str, Any] = {}
    code = [cell for cell in page["cells"] if cell["cell_type"] == "code"]
    with contextlib.chdir(PAGE.parent), pd.option_context("display.width", 100):
        for number, cell in enumerate(code, start=1):
            shown = _run("".join(cell["source"]), names)
            cell["execution_count"] = number
            cell["outputs"] = [] if shown is None else [_output(shown, number)]
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def _run(code: str, names: dict[str, Any]) -> Any:
    """Run a cell; return what its last line is, if it is an expression."""
    tree = ast.parse(code)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, PAGE.name, "exec"), names)  # noqa: S102 - our own words
    if last is None:
        return None
    return eval(compile(ast.Expression(last.value), PAGE.name, "eval"), names)  # noqa: S307 - same


def _output(shown: Any, number: int) -> dict[str, Any]:
    kind, how = next(look for look in LOOKS.items() if hasattr(shown, look[1]))
    lines = getattr(shown, how)().splitlines(keepends=True)
    return {
        "data": {kind: lines},
        "execution_count": number,
        "metadata": {},
        "output_type": "execute_result",
    }


if __name__ == "__main__":
    PAGE.write_text(notebook(), encoding="utf-8", newline="\n")
