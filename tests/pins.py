"""The releases of libraries with which committed files were written: constraints.txt has them."""

import re
from importlib.metadata import version

import pytest

from tests.sample import ROOT


def pins(name: str) -> dict[str, str]:
    """Return the release of each library in a file of constraints, by its name in small letters."""
    lines = re.findall(r"^([\w.-]+)==(\S+)", ROOT.joinpath(name).read_text("utf-8"), re.MULTILINE)
    return {library.lower(): release for library, release in lines}


def needs_pinned(library: str) -> None:
    """Skip the test unless the library is of the release that wrote the committed file."""
    if version(library) != pins("constraints.txt")[library]:
        pytest.skip(f"another release of {library} writes other bytes than the committed ones")
