"""stance watch: the page anew whenever a workbook is saved."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from stance.cli.messages import echo
from stance.cli.next_steps import Done, command
from stance.cli.progress import working

#: Seconds between two looks at the files.
PAUSE = 0.5
#: Looks at a file that cannot be read before it is told: a spreadsheet may still be saving it.
PATIENCE = 6


class Watched:
    """A study under watch: its latest page, and what is wrong with what was last saved."""

    def __init__(self, study: Path, make: Callable[[], str]) -> None:
        self.page = ""
        self.version = 0
        self.problems: tuple[str, ...] = ()
        self._study, self._make = study, make
        self._seen: object = None
        self._made: object = None
        self._tries = 0

    def look(self) -> None:
        """Look at the files once; render when they have changed and then stood still."""
        now = _fingerprint(self._study)
        still = now == self._seen
        self._seen = now
        if now == self._made or (self.version and not still):
            return
        self._render(now)

    def _render(self, now: object) -> None:
        from stance.core.errors import DataError, StanceError

        try:
            with working("making the page"):
                page = self._make()
        except DataError as error:
            self._tries += 1
            if self._tries < PATIENCE and {p.code for p in error.problems} & {"unreadable-file"}:
                return
            self.problems = tuple(str(problem) for problem in error.problems)
        except (StanceError, OSError) as error:
            self.problems = (str(error),)
        else:
            self.page, self.problems = page, ()
        self._made, self._tries = now, 0
        self.version += 1


def _fingerprint(study: Path) -> object:
    """Return names, sizes and times of the study's files; lock files of open programs aside."""
    files = sorted(study.iterdir()) if study.is_dir() else [study]
    found = []
    for file in files:
        try:
            stat = file.stat()
        except OSError:
            continue  # it is being replaced
        if not file.name.startswith((".", "~")):
            found.append((file.name, stat.st_size, stat.st_mtime_ns))
    return found


def page_of(study: Path, lang: str, seed: int) -> str:
    """Return the page of a study as it is now."""
    from stance.report import render
    from stance.study.filtering import refuse_too_many
    from stance.study.study import Study

    opened = Study.open(study)
    refuse_too_many(opened, "watch shows a study whole")
    return render(opened.analyse(seed=seed), lang=lang)


def watch(
    study: Annotated[Path, typer.Argument(help="folder of workbooks, one workbook, or a table")],
    port: Annotated[int, typer.Option(help="port on this machine; 0 takes a free one")] = 0,
    lang: Annotated[str, typer.Option(help="language of the page's own words: en or ru")] = "en",
    seed: Annotated[int, typer.Option(help="start of all random draws")] = 1,
) -> Done:
    """Show a study's page and renew it whenever a workbook is saved; Ctrl+C ends it.

    Example: stance watch annotations/central-asia
    """
    from stance.cli.serving import server
    from stance.study.study import Study

    watched = Watched(study, lambda: page_of(study, lang, seed))
    if not study.exists():
        Study.open(study)  # says what is missing
    watched.look()
    serving = server(watched, port)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    echo(f"watching {study}: http://127.0.0.1:{serving.server_port}/ (Ctrl+C ends it)")
    told: tuple[str, ...] = ()
    try:
        while True:
            if watched.problems != told:
                told = watched.problems
                for problem in told:
                    echo(problem, err=True)
            time.sleep(PAUSE)
            watched.look()
    except KeyboardInterrupt:
        serving.shutdown()
        serving.server_close()
    return Done(command("report", study))
