"""stance figure: one figure of the page as a picture, or as the numbers behind it."""

import re
from pathlib import Path

import pytest

from tests.run_stance import stance

TABLE = """expert,claim,topic,stance
Anna Example,A toll is fair.,Toll,for
Ben Sample,A toll empties the town.,Toll,against
Cleo Model,A toll pays for the tram.,Toll,strongly for
"""


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("figure") / "toll.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


@pytest.mark.parametrize("kind", ["png", "pdf", "csv"])
def test_a_figure_is_written_by_the_ending_of_its_file(table: Path, kind: str) -> None:
    if kind != "csv":
        pytest.importorskip("typst")
    done = stance("figure", table, "strip", "toll", "-o", f"toll.{kind}", cwd=table.parent)
    assert done.returncode == 0, done.stderr
    written = (table.parent / f"toll.{kind}").read_bytes()
    if kind == "png":
        assert written.startswith(b"\x89PNG")
        wide = int.from_bytes(written[16:20], "big")
        stance("figure", table, "strip", "toll", "-o", "toll.svg", cwd=table.parent)
        drawn = (table.parent / "toll.svg").read_text(encoding="utf-8")
        size = re.search(r' width="([\d.]+)"', drawn)
        assert size
        assert wide == 2 * float(size[1])
    elif kind == "pdf":
        assert written.startswith(b"%PDF")
    else:
        lines = written.decode("utf-8-sig").splitlines()
        assert [line.split(",")[0] for line in lines[1:]] == [
            "Anna Example",
            "Ben Sample",
            "Cleo Model",
        ]
