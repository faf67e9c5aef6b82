"""What may be said of a plain table, the same in every command; and the question where it must."""

import inspect
import json
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stance.cli.messages import echo

if TYPE_CHECKING:
    from stance.core.errors import QuestionError
    from stance.tables.wishes import Wishes

Map = Annotated[
    str,
    typer.Option(
        "--map",
        metavar="HEADER=FIELD,…",
        help="Of a plain table: which column is which, as in speaker=expert,quote=claim.",
    ),
]
Scale = Annotated[
    str,
    typer.Option(
        "--scale",
        metavar="A,B,…",
        help="Of a plain table: its stances from against to for, as in oppose,neutral,support "
        "or 1..7.",
    ),
]
Sheet = Annotated[
    str, typer.Option("--sheet", metavar="NAME", help="Of a plain table: the only sheet to read.")
]
Strict = Annotated[
    bool,
    typer.Option("--strict", help="Refuse rows of a table, or answers, that cannot be used."),
]


def wishes(columns: str = "", scale: str = "", sheet: str = "", strict: bool = False) -> "Wishes":
    """Return what these options say."""
    from stance.tables.wishes import wishes_of

    return wishes_of(columns, scale, sheet, strict)


def ask(error: "QuestionError", asking: Callable[..., object] | None) -> None:
    """Print the question, and beside each answer the command that gives it.

    A command without the option is told what to write into ``stance.toml`` instead.

    Args:
        error: the question.
        asking: the command that came upon it, if it is known.
    """
    echo(f"question: {error.asked}", err=True)
    said = _without({answer.option for answer in error.answers}, sys.argv[1:])
    taken = _options_of(asking) if asking else frozenset()
    for answer in error.answers:
        given = shlex.quote(answer.value)
        way = f"stance {shlex.join(said)} {answer.option}={given}"
        if answer.option not in taken:
            key = answer.option.removeprefix("--")
            value = json.dumps(answer.value, ensure_ascii=False)
            way = f"in stance.toml beside the table: {key} = {value}"
        echo(f"  {answer.meaning}:", f"    {way}", err=True)
    if kind := _of_another_program(error.asked.file):
        echo(f"  this is {kind}, which is read whole by stance import", err=True)
    if error.answers and error.answers[0].option in taken:
        option = error.answers[0].option.removeprefix("--")
        echo(f"  or keep the answer in stance.toml beside the table, as {option} = '…'", err=True)


def _options_of(asking: Callable[..., object]) -> frozenset[str]:
    """Return the options of a command, as they are typed."""
    found: set[str] = set()
    for parameter in inspect.signature(asking).parameters.values():
        found.add(f"--{parameter.name}")
        for said in getattr(parameter.annotation, "__metadata__", ()):
            found |= {str(said.default), *(said.param_decls or ())}
    return frozenset(found)


def _of_another_program(file: str) -> str:
    """Return of which program a table is that was typed; empty where of none that is known."""
    from stance.exchange.incoming.profiles import kind_of_table

    paths = map(Path, sys.argv[2:])
    typed = next((path for path in paths if path.name == file and path.is_file()), None)
    kind = kind_of_table(typed) if typed else None
    return kind.name if kind else ""


def _without(options: set[str], arguments: list[str]) -> list[str]:
    """Return the arguments without these options and their values."""
    kept: list[str] = []
    skip = False
    for argument in arguments:
        if skip:
            skip = False
        elif argument in options:
            skip = True
        elif argument.partition("=")[0] not in options:
            kept.append(argument)
    return kept
