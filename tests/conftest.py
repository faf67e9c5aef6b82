"""What holds for all tests."""

import os

import pytest
from hypothesis import settings

from stance.workbook import kept

# Nothing that a test does is remembered on the machine; who tests that names a file.
os.environ["STANCE_MEMORY"] = ""

# Machines are shared and slow by turns: nothing is timed, and a failure can be repeated.
settings.register_profile("stance", deadline=None, derandomize=True)
settings.load_profile("stance")


@pytest.fixture(autouse=True)
def _nothing_was_read_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each test read its workbooks itself, whatever others have read."""
    monkeypatch.setattr(kept, "_KEPT", type(kept._KEPT)())
