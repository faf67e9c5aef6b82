"""The command line as people run it: its words in, what it prints and how it ends out."""

import contextlib
import io
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from stance.cli import main

Done = subprocess.CompletedProcess[str]


def stance(*args: object, cwd: Path) -> Done:
    """Run stance in a folder, within this process, and return what it printed and how it ended."""
    words = [*map(str, args)]
    out, err = _stream(), _stream()
    code: object = 0
    with (
        contextlib.chdir(cwd),
        patch.object(sys, "argv", ["stance", *words]),
        patch.dict(os.environ, {"COLUMNS": "80"}),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        _nobody_listens(),
    ):
        try:
            main()
        except SystemExit as end:
            code = end.code
    assert isinstance(code, int)
    return Done(words, code, _text(out), _text(err))


def stance_alone(*args: object, cwd: Path) -> Done:
    """Run stance in a folder, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "stance", *map(str, args)],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@contextlib.contextmanager
def _nobody_listens() -> Iterator[None]:
    """Leave the log to the command, which prints what is said in it."""
    root = logging.getLogger()
    before, root.handlers = root.handlers, []
    try:
        yield
    finally:
        root.handlers = before


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)


def _text(stream: io.TextIOWrapper) -> str:
    kept = stream.buffer
    assert isinstance(kept, io.BytesIO)
    return kept.getvalue().decode("utf-8").replace("\r\n", "\n")
