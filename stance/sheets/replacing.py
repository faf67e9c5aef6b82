"""Workbooks replaced without losing what was there."""

import contextlib
import logging
import re
import shutil
from pathlib import Path

from stance.core.errors import DataError, Problem
from stance.core.files import write_whole

#: How the names of backups end.
BACKUP = ".bak"
#: Backups that are kept of one file; the oldest goes.
KEPT = 20
_LOG = logging.getLogger(__name__)
#: How the names of locks begin: Excel's and Word's, LibreOffice's.
_LOCKS = ("~$", ".~lock.")


def replace_file(path: Path, data: bytes) -> None:
    """Put the bytes in the file's place in one step; keep a backup of what was there.

    The bytes go into a temporary file of the same folder, which then takes the name; a process
    killed in between leaves the old file. The backup is ``name.1.bak``, ``name.2.bak`` and so on;
    the last ``KEPT`` stay, and the log says so when an older one goes.
    A file that already holds these bytes is left alone.

    Raises:
        DataError: the file is open in a spreadsheet program.
    """
    refuse_open(path)
    if path.is_file():
        old = path.read_bytes()
        if old == data:
            return
        backup = backup_name(path)
        write_whole(backup, old)
        with contextlib.suppress(OSError):  # when it was written is good to know, no more
            shutil.copystat(path, backup)
    write_whole(path, data)
    _drop_oldest(path)


def backup_name(path: Path) -> Path:
    """Return the name for the next backup: its number follows the highest."""
    return path.with_name(f"{path.name}.{max(_backups(path), default=0) + 1}{BACKUP}")


def _backups(path: Path) -> dict[int, Path]:
    """Return the file's backups by their number."""
    named = re.compile(rf"{re.escape(path.name)}\.([0-9]{{1,9}}){re.escape(BACKUP)}")
    found = ((named.fullmatch(file.name), file) for file in path.parent.iterdir())
    return {int(number[1]): file for number, file in found if number}


def _drop_oldest(path: Path) -> None:
    """Take away the oldest backups of a file beyond those that are kept."""
    backups = _backups(path)
    dropped = [backups[number] for number in sorted(backups)[:-KEPT]]
    for backup in dropped:
        with contextlib.suppress(OSError):  # it will go the next time
            backup.unlink()
    if dropped:
        told = "the oldest backup was removed (%s); the last %d are kept"
        _LOG.info(f"%s: {told}", path.name, ", ".join(file.name for file in dropped), KEPT)


def is_lock(name: str) -> bool:
    """Say whether a file bears the name of a lock, which programs lay beside what is open."""
    return name.startswith(_LOCKS)


def lock_of(path: Path) -> Path | None:
    """Return the lock file that says the workbook is open in a spreadsheet, or None."""
    excel, libre_office = _LOCKS
    names = (f"{excel}{path.name}", f"{excel}{path.name[2:]}", f"{libre_office}{path.name}#")
    return next((lock for name in names if (lock := path.with_name(name)).exists()), None)


def _lock_of_any(path: Path) -> Path | None:
    """Return the lock of the file, or of what it leads to where it is a link."""
    return lock_of(path) or (lock_of(path.resolve()) if path.is_symlink() else None)


def refuse_open(path: Path) -> None:
    """Refuse a file that is open in a spreadsheet program.

    Raises:
        DataError: there is a lock file beside it.
    """
    lock = _lock_of_any(path)
    if lock:
        message = "the file is open in a spreadsheet program and was not replaced"
        hint = f"close it there, or delete {lock.name} if nobody has it open"
        raise DataError([Problem(code="file-open", message=message, hint=hint, file=path.name)])
