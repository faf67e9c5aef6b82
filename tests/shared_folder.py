"""The folder of references that lies beside the project on the authors' machines only."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def shared(name: str) -> Path:
    """Return the file of that name in the shared folder, or skip the test."""
    for folder in (ROOT.parent / "shared", ROOT.parents[1] / "shared"):
        if (folder / name).is_file():
            return folder / name
    pytest.skip(f"needs ../shared/{name}, which is not part of the project")
