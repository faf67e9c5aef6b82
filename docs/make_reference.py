"""Writes docs/reference.md from the program itself, so that it is complete: make docs."""

import importlib
import pkgutil
import re
from pathlib import Path

import typer.testing

import stance
from stance.cli.app import app
from stance.core.contracts import Contract
from stance.core.errors import CODES

PAGE = Path(__file__).with_name("reference.md")


def _help(*command: str) -> str:
    """Return what ``stance COMMAND --help`` prints, at a fixed width."""
    runner = typer.testing.CliRunner(env={"COLUMNS": "88", "TERMINAL_WIDTH": "88"})
    said = runner.invoke(app, [*command, "--help"], prog_name="stance").stdout
    return re.sub(r"[ \t]+$", "", said, flags=re.MULTILINE).strip()


def _every_command() -> list[list[str]]:
    """Return the words of every command, those of groups behind the others."""
    alone = [[info.name] for info in app.registered_commands]
    grouped = (
        [group.name, info.name]
        for group in app.registered_groups
        for info in group.typer_instance.registered_commands
    )
    return [*alone, *grouped]


def _commands() -> list[str]:
    lines = ["## Commands", "", "```text", _help(), "```", ""]
    for words in _every_command():
        lines += [f"### stance {' '.join(words)}", "", "```text", _help(*words), "```", ""]
    lines += [
        "Exit codes: 0 fine, 1 problems in the data, 2 wrong usage, 3 a fault of this program.",
        "",
    ]
    return lines


def contracts() -> list[Contract]:
    """Return every contract of the program, in the order of the rooms and their modules."""
    found: dict[str, Contract] = {}
    for module in pkgutil.walk_packages(stance.__path__, "stance."):
        if module.name != "stance.__main__":
            names = vars(importlib.import_module(module.name)).values()
            found |= {c.name: c for c in names if isinstance(c, Contract)}
    return list(found.values())


def _columns() -> list[str]:
    lines = [
        "## Frames and their columns",
        "",
        "Text is never missing (an empty string instead). A missing number means absent, never",
        "zero. Dates are ISO and may stop at the year or the month.",
        "",
    ]
    for contract in contracts():
        key = f" One row for each {', '.join(contract.key)}." if contract.key else ""
        lines += [f"### {contract.name}", "", key.strip(), ""]
        lines += ["| column | holds | meaning |", "| --- | --- | --- |"]
        lines += [f"| `{c.name}` | {c.kind} | {c.meaning} |" for c in contract.columns]
        lines.append("")
    return lines


def _codes() -> list[str]:
    lines = [
        "## Problem codes",
        "",
        "An error stops the work until a person has decided; a warning is shown and the work goes",
        "on; a note tells of a repair that was certain.",
        "",
        "| code | gravity | meaning |",
        "| --- | --- | --- |",
    ]
    lines += [f"| `{code}` | {grave} | {meaning} |" for code, (grave, meaning) in CODES.items()]
    return [*lines, ""]


def reference() -> str:
    """Return the whole page."""
    head = [
        "# Reference",
        "",
        "Made by `make docs` from the program itself; do not edit. What the commands do with files",
        "stands in [usage.md](usage.md).",
        "",
    ]
    return "\n".join([*head, *_commands(), *_columns(), *_codes()])


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
