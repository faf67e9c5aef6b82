"""The one place where errors become messages and exit codes; the commands stand beside it.

Exit codes: 0 fine, 1 problems in the data, 2 wrong usage, 3 a fault of this program.
"""

import logging
import sys
import traceback
from typing import NoReturn

import typer

from stance import __version__
from stance.cli import (
    bulk,
    comparing,
    exchange,
    extracting,
    names,
    reliability,
    report,
    watching,
    workbooks,
)
from stance.cli.messages import Notes, echo, say_all
from stance.cli.table_options import ask
from stance.core.errors import QuestionError, StanceError

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Compare what experts say, from annotators' spreadsheets to one readable page.",
    epilog="Start with: stance report annotations/central-asia",
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"stance {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version and stop."
    ),
) -> None:
    """Compare what experts say, from annotators' spreadsheets to one readable page."""


app.command()(report.report)
app.command()(watching.watch)
app.command()(workbooks.from_csv)
app.command()(extracting.extract)
app.command()(workbooks.new)
app.command()(workbooks.assign)
app.command()(workbooks.check)
app.command()(workbooks.receive)
app.command()(workbooks.update)
app.command()(workbooks.correct)
app.command()(workbooks.merge)
app.command()(workbooks.adjudicate)
app.command("import")(exchange.import_study)
app.command()(exchange.export)
app.command()(exchange.network)
app.command()(comparing.compare)
app.command()(bulk.positions)
app.command()(names.names)
app.command()(reliability.reliability)


def main() -> NoReturn:
    """Run the command line; every error of ours becomes a message and an exit code."""
    logging.basicConfig(handlers=[Notes(logging.INFO)])
    logging.getLogger("stance").setLevel(logging.INFO)
    try:
        app()
    except QuestionError as question:
        ask(question)
        sys.exit(question.exit_code)
    except StanceError as error:
        problems = getattr(error, "problems", ())
        say_all(problems)
        if not problems:
            echo(f"error: {error}", err=True)
        sys.exit(error.exit_code)
    except OSError as error:  # a full disk, a folder that may not be written to
        place = f"{error.filename}: " if error.filename else ""
        echo(f"error: {place}{error.strerror or error}; no file was left half written", err=True)
        sys.exit(1)
    except Exception:
        echo(*traceback.format_exc().splitlines(), err=True)
        message = "this is a fault of stance, not of your files; please report it"
        echo(f"error: {message}", err=True)
        sys.exit(3)
    sys.exit(0)
