"""One writer at a time: a lock file that says who works in a study, and since when."""

import contextlib
import getpass
import hashlib
import json
import os
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from stance.core.errors import DataError, Problem
from stance.core.files import is_temporary

#: The lock's name in the study's folder; hidden, so that it is never taken for a workbook.
LOCK_FILE = ".stance.lock"
#: Seconds for which another's work is waited for.
WAIT = 30.0
#: Seconds after which a lock from another machine counts as forgotten.
FORGOTTEN = 15 * 60.0
_PAUSE = 0.1
_P = ParamSpec("_P")
_R = TypeVar("_R")

#: The folders that this thread of work holds already: a step inside another's lock needs none.
_held: ContextVar[frozenset[Path]] = ContextVar("held", default=frozenset())


@contextmanager
def locked(
    folder: str | Path,
    work: str,
    *,
    wait: float | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> Iterator[None]:
    """Hold the study's lock while the block runs, so that two commands never write at once.

    The lock is a file made in one step, which also works on a shared folder. It names who holds
    it. One whose process has died on this machine is taken over at once, one from another machine
    when the folder's own clock says that it is 15 minutes old; this machine's clock is not asked,
    for the two may differ. What killed commands left in the folder goes when it is as old.

    Args:
        folder: the study's folder; where there is none, there is nothing to lock.
        work: what is done, such as "receive", for those who have to wait.
        wait: seconds for which another's lock is waited for; ``WAIT`` unless given.
        pause: how to wait.

    Raises:
        DataError: somebody else is still at work when the time is up.
        OSError: the folder cannot be written to.
    """
    path = Path(folder).resolve()
    if path in _held.get() or not path.is_dir():
        yield
        return
    lock = path / LOCK_FILE
    mark = _take(lock, work, WAIT if wait is None else wait, pause)
    token = _held.set(_held.get() | {path})
    try:
        _tidy(lock)
        yield
    finally:
        _held.reset(token)
        with contextlib.suppress(OSError):
            if lock.read_bytes() == mark:  # nobody took it over meanwhile
                lock.unlink()


def one_at_a_time(work: str) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Let a function, whose first argument is the study's folder, hold the lock while it runs."""

    def decorate(function: Callable[_P, _R]) -> Callable[_P, _R]:
        @wraps(function)
        def alone(*args: _P.args, **kwargs: _P.kwargs) -> _R:
            folder = args[0] if args else kwargs["folder"]
            assert isinstance(folder, str | Path)  # noqa: S101 - for those who decorate
            with locked(folder, work):
                return function(*args, **kwargs)

        return alone

    return decorate


def _take(lock: Path, work: str, wait: float, pause: Callable[[float], None]) -> bytes:
    """Make the lock file, after the work of whoever holds it; return what stands in it."""
    mark = json.dumps(
        {
            "user": user(),
            "machine": socket.gethostname(),
            "process": os.getpid(),
            "began": _began(os.getpid()),
            "work": work,
        }
    ).encode()
    waited = 0.0
    while not _made(lock, mark):
        owner = _owner(lock)
        if owner is None:  # given back between the two looks
            continue
        if _is_forgotten(lock, owner):
            _put_aside(lock, owner)
            pause(_PAUSE)
        elif waited >= wait:
            raise DataError([_busy(lock, owner)])
        else:
            pause(_PAUSE)
            waited += _PAUSE
    return mark


def _made(file: Path, text: bytes = b"") -> bool:
    """Make the file, which only one of several can do; say whether there was none."""
    try:
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
    except FileExistsError:
        return False
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(text)
    except OSError as error:  # a full disk: an empty lock would keep everybody out
        error.filename = str(file.parent)
        with contextlib.suppress(OSError):
            file.unlink()
        raise
    return True


def _owner(lock: Path) -> dict[str, Any] | None:
    """Return who holds the lock; nothing known of an owner whose words cannot be read."""
    try:
        said = json.loads(lock.read_bytes() or b"{}")
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _is_forgotten(lock: Path, owner: dict[str, Any]) -> bool:
    """Say whether the lock's process is gone, or so old that its machine must have lost it."""
    if owner.get("machine") == socket.gethostname():
        process = owner.get("process")
        if isinstance(process, int):
            return not _lives(process) or _began(process) != owner.get("began")
    return _age(lock) > FORGOTTEN


def _age(file: Path) -> float:
    """Return how old the file is in seconds, by the clock of the folder that it lies in."""
    try:
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f"{LOCK_FILE}.") as now:
            return os.fstat(now.fileno()).st_mtime - file.stat().st_mtime
    except OSError:  # gone meanwhile, or no room: it is not forgotten yet
        return 0.0


def _tidy(lock: Path) -> None:
    """Remove the temporary files of killed commands: those much older than this lock."""
    with contextlib.suppress(OSError):  # it will go the next time
        now = lock.stat().st_mtime
        for file in lock.parent.iterdir():
            ours = is_temporary(file.name) or file.name.startswith(f"{lock.name}.")
            if ours and now - file.lstat().st_mtime > FORGOTTEN and not file.is_dir():
                file.unlink()


def _put_aside(lock: Path, owner: dict[str, Any]) -> None:
    """Take a forgotten lock away; of several who see it, only one may."""
    name = hashlib.sha256(json.dumps(owner, sort_keys=True).encode()).hexdigest()[:12]
    leave = lock.with_name(f"{lock.name}.{name}")
    if _made(leave):
        with contextlib.suppress(OSError):
            if _owner(lock) == owner:
                lock.unlink()
            leave.unlink()
    elif _age(leave) > FORGOTTEN:  # whoever took the leave died before using it
        leave.unlink(missing_ok=True)


def _lives(process: int) -> bool:
    if os.name == "nt":  # where asking would interrupt it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's process, or a system that does not tell
        return True
    return True


def _began(process: int) -> str:
    """Return when the process began, as far as the system tells: its number may come again."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def user() -> str:
    """Return who is at work on this machine."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "somebody"


def _busy(lock: Path, owner: dict[str, Any]) -> Problem:
    who = f"{owner.get('user', 'somebody')} on {owner.get('machine', 'another machine')}"
    work = owner.get("work", "something")
    minutes = max(round(_age(lock) / 60), 0)
    since = "for less than a minute" if minutes < 1 else f"for {minutes} min"
    return Problem(
        code="study-busy",
        message=f"{who} has been at work here {since} (stance {work}); nothing was written",
        hint=f"run this again when that is done, or delete {lock.name} if nobody is at work",
        file=lock.parent.name,
    )
