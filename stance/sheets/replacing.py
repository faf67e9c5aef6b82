"""Workbooks replaced without losing what was there."""

import contextlib
import shutil
from pathlib import Path

from stance.core.errors import DataError, Problem
from stance.core.files import write_whole

#: How the names of backups end.
BACKUP = ".bak"
#: How the names of locks begin: Excel's and Word's, LibreOffice's.
_LOCKS = ("~$", ".~lock.")


def replace_file(path: Path, data: bytes) -> None:
    """Put the bytes in the file's place in one step; keep a backup of what was there.

    The bytes go into a temporary file of the same folder, which then takes the name; a process
    killed in between leaves the old file. The backup is ``name.1.bak``, ``name.2.bak`` and so on.
    A file that already holds these bytes is left alone.

    Raises:
        DataError: the file is open in a spreadsheet program.
    """
    refuse_open(path)
    if path.is_file():
        if path.read_bytes() == data:
            return
        _back_up(path, backup_name(path))
    write_whole(path, data)


def _back_up(path: Path, backup: Path) -> None:
    try:
        shutil.copy2(path, backup)
    except OSError:  # a full disk: half a backup would deceive
        with contextlib.suppress(OSError):
            backup.unlink()
        raise


def backup_name(path: Path) -> Path:
    """Return the first free name for a backup."""
    number = 1
    while (name := path.with_name(f"{path.name}.{number}{BACKUP}")).exists():
        number += 1
    return name


def is_lock(name: str) -> bool:
    """Say whether a file bears the name of a lock, which programs lay beside what is open."""
    return name.startswith(_LOCKS)


def lock_of(path: Path) -> Path | None:
    """Return the lock file that says the workbook is open in a spreadsheet, or None."""
    excel, libre_office = _LOCKS
    names = (f"{excel}{path.name}", f"{excel}{path.name[2:]}", f"{libre_office}{path.name}#")
    return next((lock for name in names if (lock := path.with_name(name)).exists()), None)


def refuse_open(path: Path) -> None:
    """Refuse a file that is open in a spreadsheet program.

    Raises:
        DataError: there is a lock file beside it.
    """
    lock = lock_of(path)
    if lock:
        message = "the file is open in a spreadsheet program and was not replaced"
        hint = f"close it there, or delete {lock.name} if nobody has it open"
        raise DataError([Problem(code="file-open", message=message, hint=hint, file=path.name)])
