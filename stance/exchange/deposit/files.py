"""Bytes of files, their hashes, and what kind of file a name says."""

import hashlib
import json
from pathlib import Path
from typing import Any

#: The list of all files with their hashes, in the form of ``sha256sum``.
SUMS = "sha256sums.txt"
_KINDS = {
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".json": "application/json",
    ".xml": "application/xml",
    ".cff": "application/yaml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".dta": "application/x-stata-dta",
    ".sav": "application/x-spss-sav",
    ".qdpx": "application/zip",
}


def digest(data: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def json_bytes(value: Any) -> bytes:
    """Return a value as JSON that people can read too."""
    text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False)
    return f"{text}\n".encode("utf-8", "replace")


def files_in(folder: Path) -> list[str]:
    """Return the names of all files of a folder and of those below, sorted."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in found)


def media_type(name: str) -> str:
    """Return the media type that the ending of a file's name says."""
    return _KINDS.get(Path(name).suffix.lower(), "application/octet-stream")


def sums(folder: Path) -> bytes:
    """Return a line a file with its hash, as ``sha256sum --check`` reads them."""
    lines = (f"{digest((folder / name).read_bytes())}  {name}\n" for name in files_in(folder))
    return "".join(lines).encode("utf-8", "surrogateescape")
