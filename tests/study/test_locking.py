"""One writer at a time in a study."""

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from stance.core.errors import DataError
from stance.study import locking
from stance.study.adjudicating import adjudicate
from stance.study.assigning import Plan
from stance.study.issuing import assign_study, new_study, update_study
from stance.study.locking import FORGOTTEN, LOCK_FILE, locked
from stance.study.receiving import receive
from stance.workbook.content import Content


def held_by(folder: Path, **owner: Any) -> Path:
    """Leave a lock in the folder, as another machine would."""
    lock = folder / LOCK_FILE
    known = {"user": "ana", "machine": "far", "process": 7, "began": "1", "work": "receive"}
    lock.write_text(json.dumps(known | owner))
    return lock


def refused(folder: Path) -> str:
    with pytest.raises(DataError) as raised, locked(folder, "update", wait=0.2, pause=_at_once):
        pass
    assert [p.code for p in raised.value.problems] == ["study-busy"]
    return str(raised.value.problems[0])


def _at_once(_seconds: float) -> None:
    """Wait not at all."""


def test_the_lock_is_there_while_the_work_goes_on_and_gone_after_it(tmp_path: Path) -> None:
    with locked(tmp_path, "update"):
        assert (tmp_path / LOCK_FILE).exists()
    assert list(tmp_path.iterdir()) == []


def test_the_lock_is_given_back_when_the_work_fails(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), locked(tmp_path, "update"):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_a_step_inside_the_work_needs_no_lock_of_its_own(tmp_path: Path) -> None:
    with locked(tmp_path, "receive"):
        with locked(tmp_path, "issue"):
            pass
        assert (tmp_path / LOCK_FILE).exists()


def test_whoever_has_to_wait_in_vain_is_told_who_works_at_what(tmp_path: Path) -> None:
    lock = held_by(tmp_path)
    said = refused(tmp_path)
    assert "ana on far" in said
    assert "stance receive" in said
    assert "nothing was written" in said
    assert lock.exists()


@pytest.mark.parametrize(
    ("seconds", "since"),
    [
        (0, "for less than a minute"),
        (29, "for less than a minute"),
        (31, "for 1 min"),
        (91, "for 2 min"),
        (-60, "for less than a minute"),  # a clock that was put back
    ],
)
def test_whoever_has_to_wait_is_told_since_when(
    tmp_path: Path, seconds: int, since: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    held_by(tmp_path)
    monkeypatch.setattr(locking, "_age", lambda _lock: seconds)
    assert f"ana on far has been at work here {since} (stance receive)" in refused(tmp_path)


def test_a_lock_is_respected_until_it_is_older_than_the_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held_by(tmp_path)
    monkeypatch.setattr(locking, "_age", lambda _lock: FORGOTTEN)
    refused(tmp_path)


def test_the_lock_of_a_process_that_died_here_is_taken_over(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    held_by(tmp_path, machine=socket.gethostname(), process=dead.pid)
    with locked(tmp_path, "update", wait=0, pause=_at_once):
        assert json.loads((tmp_path / LOCK_FILE).read_text())["process"] == os.getpid()
    assert list(tmp_path.iterdir()) == []


def test_where_no_system_tells_when_a_process_began_the_dead_are_told_by_their_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "_began", lambda _process: "")
    held_by(tmp_path, machine=socket.gethostname(), process=os.getpid(), began="")
    refused(tmp_path)
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    held_by(tmp_path, machine=socket.gethostname(), process=dead.pid, began="")
    with locked(tmp_path, "update", wait=0, pause=_at_once):
        pass


def test_the_lock_of_another_process_with_the_number_of_one_that_died_is_taken_over(
    tmp_path: Path,
) -> None:
    held_by(tmp_path, machine=socket.gethostname(), process=os.getpid(), began="another time")
    with locked(tmp_path, "update", wait=0, pause=_at_once):
        pass


def test_the_lock_of_a_process_that_lives_here_is_respected(tmp_path: Path) -> None:
    began = locking._began(os.getpid())
    held_by(tmp_path, machine=socket.gethostname(), process=os.getpid(), began=began)
    refused(tmp_path)


@pytest.mark.parametrize(("seconds", "forgotten"), [(-5, False), (5, True)])
def test_the_lock_of_another_machine_is_forgotten_by_the_clock_of_the_folder(
    tmp_path: Path, seconds: int, forgotten: bool
) -> None:
    """However wrong the clock of either machine: only times that the folder gave are compared."""
    lock = held_by(tmp_path)
    old = lock.stat().st_mtime - FORGOTTEN - seconds
    os.utime(lock, (old, old))
    if forgotten:
        with locked(tmp_path, "update", wait=0, pause=_at_once):
            pass
    else:
        refused(tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[1]"], ids=["empty", "cut off", "no record"])
def test_a_lock_that_cannot_be_read_is_respected(tmp_path: Path, text: str) -> None:
    (tmp_path / LOCK_FILE).write_text(text)
    assert "somebody on another machine" in refused(tmp_path)


def test_of_many_at_once_each_has_the_study_for_itself(tmp_path: Path) -> None:
    """A counter that is read, kept a while and written would lose steps otherwise."""
    counter = tmp_path / "counter"
    counter.write_text("0")

    def count() -> None:
        for _ in range(10):
            with locked(tmp_path, "count"):
                seen = int(counter.read_text())
                counter.write_text(str(seen + 1))

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counter.read_text() == "40"


def test_many_who_find_a_forgotten_lock_take_it_over_one_after_another(tmp_path: Path) -> None:
    counter = tmp_path / "counter"
    counter.write_text("0")
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    held_by(tmp_path, machine=socket.gethostname(), process=dead.pid)

    def count() -> None:
        with locked(tmp_path, "count"):
            seen = int(counter.read_text())
            counter.write_text(str(seen + 1))

    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counter.read_text() == "8"


def test_nothing_is_made_where_there_is_no_folder(tmp_path: Path) -> None:
    with locked(tmp_path / "none", "receive"):
        pass
    assert list(tmp_path.iterdir()) == []


WRITING: dict[str, Callable[[Path], object]] = {
    "assign": lambda study: assign_study(study, ["ana"], Plan(1, 1.0, 1)),
    "update": update_study,
    "receive": lambda study: receive(study, []),
    "adjudicate": lambda study: adjudicate(study, Content(name=""), pd.DataFrame()),
}


@pytest.mark.parametrize("work", WRITING)
def test_every_command_that_writes_waits_for_the_others(
    work: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = tmp_path / "study"
    new_study(study)
    monkeypatch.setattr(locking, "WAIT", 0.0)
    held_by(study)
    before = {path: path.read_bytes() for path in study.iterdir()}
    with pytest.raises(DataError) as raised:
        WRITING[work](study)
    assert [p.code for p in raised.value.problems] == ["study-busy"]
    assert {path: path.read_bytes() for path in study.iterdir()} == before


def test_leftovers_of_killed_commands_go_once_they_are_old(tmp_path: Path) -> None:
    names = (".ana.xlsx.abc_1234.part", f"{LOCK_FILE}.abcd1234", ".notes.part", "x.abc_1234.part")
    for name in names:
        (tmp_path / name).write_text("half")
    with locked(tmp_path, "update"):
        assert {*names} < {file.name for file in tmp_path.iterdir()}  # somebody may be writing
    age = (tmp_path / names[0]).stat().st_mtime - FORGOTTEN - 60
    for name in names:
        os.utime(tmp_path / name, (age, age))
    with locked(tmp_path, "update"):
        pass
    assert {file.name for file in tmp_path.iterdir()} == {*names[2:]}  # the others are not ours


def test_a_full_disk_leaves_no_lock_that_keeps_everybody_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def __enter__(self) -> "Full":
            return self

        def __exit__(self, *_: object) -> None: ...

        def write(self, _text: bytes) -> None:
            raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(locking.os, "fdopen", lambda *_: Full())
        with pytest.raises(OSError, match="No space left") as raised, locked(tmp_path, "update"):
            pass
    assert raised.value.filename == str(tmp_path)
    assert list(tmp_path.iterdir()) == []
