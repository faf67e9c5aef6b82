"""What a person sees while long work goes on: on standard error, where that is a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from stance.cli.messages import shown


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show that work goes on whose end cannot be told."""
    from rich.console import Console
    from rich.markup import escape

    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    with console.status(escape(shown(what))):
        yield


@contextmanager
def progress(doing: str, total: int | None = None) -> Iterator[Callable[[str], None]]:
    """Give a function to be called with the name of each piece that is done."""
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task(doing, total=total)

        def advance(piece: str) -> None:
            bar.update(task, advance=1, description=f"{doing}: {escape(shown(piece))}")

        yield advance
