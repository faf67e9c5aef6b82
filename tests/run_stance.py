"""The command line as people run it, in a process of its own."""

import subprocess
import sys
from pathlib import Path


def stance(*args: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run stance in a folder and return what it printed and how it ended."""
    return subprocess.run(
        [sys.executable, "-m", "stance", *map(str, args)],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=None,
        check=False,
    )
