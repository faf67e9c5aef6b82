"""stance watch: the page anew whenever a workbook is saved."""

import json
import sys
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Annotated, Any

import typer

from stance.cli.messages import echo
from stance.cli.next_steps import Done, command

#: Seconds between two looks at the files.
PAUSE = 0.5
#: Looks at a file that cannot be read before it is told: a spreadsheet may still be saving it.
PATIENCE = 6
#: Seconds that a client may keep silent, and clients that are served at one time.
SILENCE = 10.0
CLIENTS = 32


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


class _Server(ThreadingHTTPServer):
    """A server that slow clients, or many, do not hold up."""

    daemon_threads = True

    def __init__(self, port: int, handler: type[BaseHTTPRequestHandler]) -> None:
        self._room = threading.BoundedSemaphore(CLIENTS)
        super().__init__(("127.0.0.1", port), handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serve a client if there is room; hang up otherwise."""
        if self._room.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Serve a client, and make room before hanging up: whom it tells may come at once."""
        try:
            super().finish_request(request, client_address)
        finally:
            self._room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that hang up."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


def server(watched: Watched, port: int = 0) -> ThreadingHTTPServer:
    """Return a server of the page on this machine's loopback; it answers to no other name."""
    from stance.core.files import shipped_templates

    shell = (shipped_templates() / "watch.html").read_bytes()

    class Handler(BaseHTTPRequestHandler):
        timeout = SILENCE

        def do_GET(self) -> None:
            name, _, _ = self.headers.get("Host", "").rpartition(":")
            if name not in ("127.0.0.1", "localhost"):
                self.send_error(403)
                return
            state = {"version": watched.version, "problems": watched.problems}
            answers = {
                "/": ("text/html", shell),
                "/page": ("text/html", watched.page.encode()),
                "/state": ("application/json", json.dumps(state).encode()),
            }
            if self.path not in answers:
                self.send_error(404)
                return
            kind, body = answers[self.path]
            self.send_response(200)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its base names it
            """Say nothing: the terminal is for problems."""

    return _Server(port, Handler)


def watch(
    study: Annotated[Path, typer.Argument(help="folder of workbooks, one workbook, or a table")],
    port: Annotated[int, typer.Option(help="port on this machine; 0 takes a free one")] = 0,
    lang: Annotated[str, typer.Option(help="language of the page's own words: en or ru")] = "en",
    seed: Annotated[int, typer.Option(help="start of all random draws")] = 1,
) -> Done:
    """Show a study's page and renew it whenever a workbook is saved; Ctrl+C ends it.

    Example: stance watch annotations/central-asia
    """
    from stance.report import render
    from stance.study.study import Study

    watched = Watched(study, lambda: render(Study.open(study).analyse(seed=seed), lang=lang))
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
