"""What the commands print: every word of others passes here on its way to a terminal."""

import json
import logging
from collections.abc import Iterable
from typing import Any

import typer

from stance.cli.progress import DISPLAY
from stance.core.errors import Problem, by_cause
from stance.core.text import HIDDEN


def shown(text: object) -> str:
    r"""Return the text in one line in which no character commands the terminal or turns others.

    Claims, names and files come from strangers: a control character, line break, mark of direction
    or lone surrogate among them is written as a visible escape such as ``\x1b`` or ``\u202e``.
    """
    line = HIDDEN.sub(lambda found: _escape(found[0]), str(text))
    return line.replace("\t", "\\t").replace("\n", "\\n")


def _escape(character: str) -> str:
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


def echo(*lines: object, err: bool = False) -> None:
    """Print lines, each as ``shown``; to standard error if so wished."""
    DISPLAY.clear()
    typer.echo("\n".join(map(shown, lines)), err=err)


def echo_json(value: Any) -> None:
    """Print a value as JSON, which has escapes of its own for what is not to be sent."""
    DISPLAY.clear()
    text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False)
    typer.echo(HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


class Notes(logging.Handler):
    """Prints what stance does besides as notes, and nothing of other libraries."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print one."""
        if record.name.startswith("stance."):
            echo(f"note: {record.getMessage()}", err=True)


def say(problem: Problem) -> None:
    """Print one problem to standard error, its gravity first."""
    echo(f"{problem.severity}: {problem}", err=True)


def say_all(problems: Iterable[Problem]) -> None:
    """Print problems to standard error, the gravest first."""
    grave = ("error", "warning", "note")
    for problem in sorted(by_cause(problems), key=lambda p: grave.index(p.severity)):
        say(problem)
