"""The one place where errors become messages and exit codes; the commands stand beside it.

Exit codes: 0 fine, 1 problems in the data, 2 wrong usage, 3 a fault of this program.
"""

import gc
import logging
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from stance import __version__
from stance.cli import (
    bulk,
    comparing,
    depositing,
    exchange,
    extracting,
    figures,
    history,
    machines,
    names,
    norming,
    reliability,
    report,
    status,
    suggesting,
    tour,
    verifying,
    watching,
    workbooks,
)
from stance.cli.after_errors import after_error, after_usage
from stance.cli.messages import Notes, echo, say_all
from stance.cli.next_steps import Done, with_next_step
from stance.cli.table_options import ask
from stance.core.errors import QuestionError, StanceError

#: Characters of a command's first sentence that its list shows: all of them.
_WHOLE = 200


#: Where libraries of linear algebra read how many threads they may use. Our matrices are small: the
#: threads would wait for each other, four times as long as one works, and sum in another order.
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
#: Objects that may be made before the garbage collector goes through all that are alive: a command
#: makes cells by the million, none of them in circles, and is over soon.
_ALIVE = 100_000


class _ByPart(TyperGroup):
    """Lists the commands by the part of the day in which they are needed."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names as they were registered, not by the alphabet."""
        return list(self.commands)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write one section a part."""
        for part, commands in _DAY.items():
            with formatter.section(part):
                names = [*(name for name, _ in commands), *_GROUPS.get(part, ())]
                what = (self.commands[name].get_short_help_str(_WHOLE) for name in names)
                formatter.write_dl(list(zip(names, what, strict=True)))


app = typer.Typer(
    cls=_ByPart,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Compare what experts say, from annotators' spreadsheets to one readable page.",
    # \b: the command stays on one line
    epilog="\b\nStart: stance tour, or with your articles (files, or their folder):\n"
    "stance extract ARTICLES -o STUDY",
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"stance {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _options(
    ctx: typer.Context,
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version and stop."
    ),
) -> None:
    """Compare what experts say, from annotators' spreadsheets to one readable page."""
    if ctx.invoked_subcommand is None:
        if Path("study.xlsx").is_file():
            ctx.invoke(with_next_step(status.status), study=Path(), as_json=False, quiet=False)
        else:
            typer.echo(ctx.get_help())
            raise typer.Exit(2)


#: The commands by the part of the day in which they are needed.
_DAY: dict[str, tuple[tuple[str, Callable[..., Done]], ...]] = {
    "Begin": (
        ("tour", tour.tour),
        ("new", workbooks.new),
        ("from-csv", workbooks.from_csv),
        ("import", exchange.import_study),
    ),
    "Collect": (("extract", extracting.extract), ("names", names.names)),
    "Code": (
        ("assign", workbooks.assign),
        ("check", workbooks.check),
        ("receive", workbooks.receive),
        ("update", workbooks.update),
        ("merge", workbooks.merge),
        ("suggest", suggesting.suggest),
    ),
    "Settle": (
        ("reliability", reliability.reliability),
        ("norm", norming.norm),
        ("correct", workbooks.correct),
        ("adjudicate", workbooks.adjudicate),
    ),
    "Machines": (),
    "See": (
        ("status", status.status),
        ("history", history.history),
        ("report", report.report),
        ("figure", figures.figure),
        ("watch", watching.watch),
        ("compare", comparing.compare),
        ("verify", verifying.verify),
    ),
    "Exchange": (
        ("deposit", depositing.deposit),
        ("export", exchange.export),
        ("network", exchange.network),
        ("positions", bulk.positions),
        ("bulk", bulk.bulk),
    ),
}
#: The groups of commands in those parts: what each is for, and its commands.
_GROUPS: dict[str, dict[str, tuple[str, dict[str, Callable[..., Done]]]]] = {
    "Machines": {"machine": (machines.WHAT_FOR, machines.MACHINE_COMMANDS)}
}
#: Every command by its name, without those of groups.
COMMANDS = {name: command for commands in _DAY.values() for name, command in commands}
for _part, _commands in _DAY.items():
    for _name, _command in _commands:
        app.command(_name, rich_help_panel=_part)(with_next_step(_command))
for _groups in _GROUPS.values():
    for _group, (_what_for, _members) in _groups.items():
        _added = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=_what_for)
        for _name, _command in _members.items():
            _added.command(_name)(with_next_step(_command))
        app.add_typer(_added, name=_group)


def main() -> NoReturn:
    """Run the command line; every error of ours becomes a message and an exit code."""
    gc.set_threshold(_ALIVE, 20, 20)
    for library in _ONE_THREAD:
        os.environ.setdefault(library, "1")
    logging.basicConfig(handlers=[Notes(logging.INFO)])
    logging.getLogger("stance").setLevel(logging.INFO)
    try:
        app()
    except SystemExit as left:  # the parser has said what is wrong with what was typed
        for line in after_usage(sys.argv[1:], left.__context__):
            echo(line, err=True)
        raise
    except QuestionError as question:
        ask(question, COMMANDS.get(sys.argv[1]))
        _end(question, question.exit_code)
    except StanceError as error:
        problems = getattr(error, "problems", ())
        say_all(problems)
        if not problems:
            echo(*(f"error: {line}" for line in str(error).split("\n")), err=True)
        _end(error, error.exit_code)
    except OSError as error:  # a full disk, a folder that may not be written to
        place = f"{error.filename}: " if error.filename else ""
        echo(f"error: {place}{error.strerror or error}; no file was left half written", err=True)
        _end(error, 1)
    except Exception:
        echo(*traceback.format_exc().splitlines(), err=True)
        message = "this is a fault of stance, not of your files; please report it"
        echo(f"error: {message}", err=True)
        sys.exit(3)
    sys.exit(0)


def _end(error: Exception, exit_code: int) -> NoReturn:
    """Leave, with a last line that says what to do."""
    for line in after_error(sys.argv[1:], error):
        echo(line, err=True)
    sys.exit(exit_code)
