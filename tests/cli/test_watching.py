"""stance watch: renders again when a study is saved, waits for saving, tells problems."""

import json
import socket
import struct
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from stance.cli.serving import server
from stance.cli.watching import PATIENCE, Watched
from stance.core.errors import DataError, Problem

UNREADABLE = DataError([Problem(code="unreadable-file", message="is no workbook", file="a.xlsx")])
WRONG = DataError(
    [Problem(code="unknown-stance", message='"suport" is no stance', file="a.xlsx", cell="H17")]
)


class Study:
    """A file, and what rendering it would do now."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.size = folder, 0
        self.outcome: str | Exception = "first"
        self.save("first")

    def save(self, outcome: str | Exception) -> None:
        self.size += 1
        (self.folder / "a.xlsx").write_text("x" * self.size)
        self.outcome = outcome

    def make(self) -> str:
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return Study(tmp_path)


@pytest.fixture
def watched(study: Study) -> Watched:
    found = Watched(study.folder, study.make)
    found.look()
    return found


def test_the_first_look_renders(watched: Watched) -> None:
    assert (watched.page, watched.version) == ("first", 1)


def test_nothing_is_rendered_while_nothing_is_saved(watched: Watched) -> None:
    watched.look()
    watched.look()
    assert watched.version == 1


def test_a_save_is_rendered_once_the_file_stands_still(study: Study, watched: Watched) -> None:
    study.save("half")
    watched.look()
    study.save("second")
    watched.look()
    assert watched.version == 1
    watched.look()
    assert (watched.page, watched.version) == ("second", 2)


def test_an_unreadable_intermediate_save_is_waited_for(study: Study, watched: Watched) -> None:
    study.save(UNREADABLE)
    for _ in range(PATIENCE - 1):
        watched.look()
    assert (watched.page, watched.problems, watched.version) == ("first", (), 1)
    study.save("second")
    watched.look()
    watched.look()
    assert (watched.page, watched.problems) == ("second", ())


def test_a_file_that_stays_unreadable_is_told(study: Study, watched: Watched) -> None:
    study.save(UNREADABLE)
    for _ in range(PATIENCE + 1):
        watched.look()
    assert watched.problems == ("a.xlsx: is no workbook",)


def test_a_problem_is_told_with_its_cell_and_the_last_good_page_stays(
    study: Study, watched: Watched
) -> None:
    study.save(WRONG)
    watched.look()
    watched.look()
    assert watched.problems == ('a.xlsx › H17: "suport" is no stance',)
    assert watched.page == "first"


@pytest.fixture
def address(watched: Watched) -> Iterator[str]:
    serving = server(watched)
    thread = threading.Thread(target=serving.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()
    thread.join()
    serving.server_close()


def get(address: str, host: str = "") -> bytes:
    request = urllib.request.Request(address, headers={"Host": host} if host else {})  # noqa: S310
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - our own server
        body: bytes = answer.read()
        return body


def test_the_page_and_its_state_are_served(address: str) -> None:
    assert get(f"{address}/page") == b"first"
    assert json.loads(get(f"{address}/state")) == {"version": 1, "problems": []}
    assert b"<iframe" in get(f"{address}/")


def test_a_name_that_is_not_this_machines_gets_nothing(address: str) -> None:
    """A page elsewhere that points its own name at this machine cannot read the study."""
    with pytest.raises(urllib.error.HTTPError) as refused:
        get(f"{address}/page", host="elsewhere.example:80")
    assert refused.value.code == 403
    refused.value.close()


def test_clients_that_keep_silent_are_left_and_do_not_hold_up_others(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("stance.cli.serving.SILENCE", 0.3)
    monkeypatch.setattr("stance.cli.serving.CLIENTS", 2)
    serving = server(watched)
    thread = threading.Thread(target=serving.serve_forever)
    thread.start()
    try:
        silent = [socket.create_connection(serving.server_address[:2]) for _ in range(3)]
        silent[0].sendall(b"GET /page HTTP/1.1\r\n")  # and no more
        assert [client.recv(1) for client in silent] == [b"", b"", b""]
        for client in silent:
            client.close()
        gone = socket.create_connection(serving.server_address[:2])
        gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        gone.sendall(b"GET /page HTTP/1.1\r\nHost: localhost:1\r\n\r\n")
        gone.close()  # hangs up at once
        assert get(f"http://127.0.0.1:{serving.server_port}/page") == b"first"
    finally:
        serving.shutdown()
        thread.join()
        serving.server_close()
    assert capsys.readouterr().err == ""
