"""Progress of long work, shown on a terminal's standard error only."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(doing: str, total: int | None = None) -> Iterator[Callable[[str], None]]:
    """Give a function to be called with the name of each piece that is done."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task(doing, total=total)
        yield lambda piece: bar.update(task, advance=1, description=f"{doing}: {piece}")
