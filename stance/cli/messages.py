"""What the commands print about problems."""

from collections.abc import Iterable

import typer

from stance.core.errors import Problem


def say(problem: Problem) -> None:
    """Print one problem to standard error, its gravity first."""
    typer.echo(f"{problem.severity}: {problem}", err=True)


def say_all(problems: Iterable[Problem]) -> None:
    """Print problems to standard error, the gravest first."""
    grave = ("error", "warning", "note")
    for problem in sorted(problems, key=lambda p: grave.index(p.severity)):
        say(problem)
