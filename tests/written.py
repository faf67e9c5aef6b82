"""Texts that the project writes, held against committed ones: what changed shows line by line."""

import os
from collections.abc import Iterable
from pathlib import Path

FOLDER = Path(__file__).parent / "data" / "written"
#: Set to write the committed texts anew; the difference is then to be read before it is committed.
RENEW = "STANCE_RENEW"


def hold(name: str, lines: Iterable[str]) -> None:
    """Fail where the lines are not those of the committed file of this name."""
    path = FOLDER / name
    text = "\n".join(lines) + "\n"
    if os.environ.get(RENEW):
        path.write_bytes(text.encode())
    committed = path.read_bytes().decode().replace("\r\n", "\n")
    renew = f"if that is meant: {RENEW}=1 python -m pytest {os.environ['PYTEST_CURRENT_TEST']}"
    assert text.splitlines() == committed.splitlines(), renew.removesuffix(" (call)")
