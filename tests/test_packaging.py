"""What the project says of itself to those who install, package and cite it."""

import re
import tomllib

import pytest

import stance
from tests.pins import pins
from tests.sample import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")
RELEASES = re.findall(r"^## (\d+\.\d+\.\d+) - (\d{4}-\d\d-\d\d)$", CHANGELOG, re.MULTILINE)
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def floors() -> dict[str, str]:
    """The lowest release of every library that is declared, by its name in small letters."""
    extras = PROJECT["project"]["optional-dependencies"]
    declared = [*PROJECT["project"]["dependencies"], *extras["parquet"]]
    declared += [*extras["duckdb"], *extras["pdf"]]
    return dict(re.fullmatch(r"([\w-]+)>=([\d.]+)", line.lower()).groups() for line in declared)


@pytest.mark.parametrize(("library", "floor"), floors().items())
def test_the_lowest_release_of_a_library_is_the_one_that_is_tested(
    library: str, floor: str
) -> None:
    tested = pins(".ci/constraints-lowest.txt")[library]
    assert tested.split(".") == [*floor.split("."), "0", "0"][: len(tested.split("."))]


def test_every_library_is_pinned_and_from_no_address() -> None:
    pinned = pins("constraints.txt")
    groups = PROJECT["dependency-groups"]
    dev = [re.split(r"[<>=]", line)[0] for line in (*groups["dev"], *groups["docs"])]
    assert {*floors(), *(name.lower() for name in dev)} <= set(pinned)
    for name in ("constraints.txt", ".ci/constraints-lowest.txt"):
        assert "://" not in (ROOT / name).read_text("utf-8")
        assert "@" not in (ROOT / name).read_text("utf-8")


def test_the_version_stands_in_one_place_and_is_that_of_the_newest_release() -> None:
    assert PROJECT["project"]["dynamic"] == ["version"]
    version, date = RELEASES[0]
    assert version == stance.__version__
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    assert re.findall(r"^version: (.*)$", citation, re.MULTILINE) == [version]
    assert re.findall(r"^date-released: (.*)$", citation, re.MULTILINE) == [date]


def test_the_changelog_goes_back_release_by_release() -> None:
    assert sorted(RELEASES, key=lambda r: [int(n) for n in r[0].split(".")])[::-1] == RELEASES
    assert CHANGELOG.index("## Unreleased") < CHANGELOG.index(f"## {RELEASES[0][0]} ")


def test_the_changelog_tells_kinds_of_change_apart() -> None:
    for release in CHANGELOG.split("\n## ")[1:]:
        kinds = re.findall(r"^### (.*)$", release, re.MULTILINE)
        assert kinds, release.splitlines()[0]
        assert set(kinds) <= KINDS
        assert len(set(kinds)) == len(kinds)
