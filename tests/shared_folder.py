"""References that lie in a folder beside the project, on the authors' machines only."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def beside(checkout: Path) -> Path | None:
    """The folder of references beside a checkout or beside the folder of its worktrees, if any."""
    places = (checkout.parent / "shared", checkout.parents[1] / "shared")
    return next((place for place in places if (place / "reference").is_dir()), None)


FOLDER = beside(ROOT)


def shared(name: str, folder: Path | None = FOLDER) -> Path:
    """Return what bears that name in the folder.

    Without the folder the test is skipped; where the folder is, it must hold what tests ask for.
    """
    if folder is None:
        pytest.skip(f"needs ../shared/{name}, which is not part of the project")
    path = folder / name
    if not path.exists():
        pytest.fail(f"../shared is here, but it has no {name}")
    return path
