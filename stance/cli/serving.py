"""The page of a study under watch, served to this machine alone."""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stance.cli.watching import Watched

#: Seconds that a client may keep silent, and clients that are served at one time.
SILENCE = 10.0
CLIENTS = 32


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


def server(watched: "Watched", port: int = 0) -> ThreadingHTTPServer:
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
