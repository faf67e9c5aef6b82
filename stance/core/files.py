"""Files written whole or not at all."""

import contextlib
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

#: What a temporary file is called, which a killed process leaves behind.
_TEMPORARY = re.compile(r"\..+\.[a-z0-9_]{8}\.part", re.DOTALL)


def write_whole(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write the file so that a reader, or a crash, sees the old bytes or the new, never a part.

    Where the file is a link, what it leads to is written, and the link stays.

    Args:
        path: where to; missing folders are made.
        data: what, or its parts one after another.

    Raises:
        OSError: the folder cannot be written to.
    """
    try:
        target = path.resolve() if path.is_symlink() else path
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(target, (data,) if isinstance(data, bytes) else data)
    except OSError as error:  # which is about the temporary file, or names none
        error.filename, error.filename2 = str(path), None
        raise


def shipped_templates() -> Path:
    """Return the folder of templates: inside the package when installed, else beside it."""
    package = Path(__file__).parents[1]
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def is_temporary(name: str) -> bool:
    """Say whether a file bears the name of one that ``write_whole`` has begun."""
    return _TEMPORARY.fullmatch(name) is not None


def _write(path: Path, parts: Iterable[bytes]) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
