"""What a person sees while long work goes on: on standard error, where that is a terminal."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from stance.core.steps import heard_by, step

#: Seconds of work after which it is told.
PATIENCE = 2.0


class Display:
    """One line that says what is done, once that has taken longer than people like to wait.

    It goes away before anything else is printed, and comes back with the next step.
    """

    def __init__(self) -> None:
        self._doing = ""
        self._held = False
        self._live: Any = None
        self._timer: threading.Timer | None = None
        self._lock = threading.RLock()

    def __call__(self, doing: str) -> None:
        """Say what is done now; nothing, where it has ended."""
        with self._lock:
            self._doing = doing
            if not doing or self._held:
                self.clear()
            elif self._live:
                self._live.update(self._spinner())
            elif not self._timer:
                self._timer = threading.Timer(PATIENCE, self._show)
                self._timer.daemon = True
                self._timer.start()

    def clear(self) -> None:
        """Take the line away."""
        with self._lock:
            if self._timer:
                self._timer.cancel()
            if self._live:
                self._live.stop()
            self._timer = self._live = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Show nothing while something else is shown."""
        self._held = True
        self.clear()
        try:
            yield
        finally:
            self._held = False

    def _show(self) -> None:
        from rich.console import Console
        from rich.live import Live

        with self._lock:
            if self._timer and self._doing:
                self._live = Live(
                    self._spinner(),
                    console=Console(stderr=True),
                    transient=True,
                    redirect_stdout=False,  # what is printed may go into a file
                    redirect_stderr=False,
                )
                self._live.start()
            self._timer = None

    def _spinner(self) -> Any:
        from rich.spinner import Spinner
        from rich.text import Text

        from stance.cli.messages import shown

        return Spinner("dots", Text(shown(self._doing)))


#: The one line of this process.
DISPLAY = Display()


@contextmanager
def showing() -> Iterator[None]:
    """Show what long work is at, where somebody looks on."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    try:
        with heard_by(DISPLAY):
            yield
    finally:
        DISPLAY.clear()


@contextmanager
def working(what: str) -> Iterator[None]:
    """Say what is done inside, until one of its steps says more."""
    step(what)
    try:
        yield
    finally:
        step("")


@contextmanager
def progress(doing: str, total: int | None = None) -> Iterator[Callable[[str], None]]:
    """Give a function to be called with the name of each piece that is done."""
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from stance.cli.messages import shown

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    with DISPLAY.held(), bar:
        task = bar.add_task(doing, total=total)

        def advance(piece: str) -> None:
            described = f"{doing}: {escape(shown(piece))}"
            bar.update(task, advance=1, description=described)

        yield advance
