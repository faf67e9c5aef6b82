"""Figures that leave the page, and that the command writes, are the same."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from stance.report import figure, render
from stance.study.study import Findings
from tests.browser.conftest import Visitor
from tests.report_findings import crowd

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def found() -> Findings:
    return crowd(5, 3, claims=60)  # few enough that they fit on a map


def same(svg: str) -> bytes:
    """A picture without what two writers of XML may do otherwise."""
    tree = etree.fromstring(re.sub(r">\s+<", "><", svg).encode())
    return etree.tostring(tree, method="c14n")


def taken(page: Any, figure_name: str, kind: str) -> Path:
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    menu = page.locator(f"svg[data-figure='{figure_name}'] ~ .take").first
    with page.expect_download() as download:
        menu.locator(f"[data-take={kind}]").click()
    assert download.value.suggested_filename == f"{figure_name}.{kind}"
    return Path(download.value.path())


def test_each_figure_of_the_page_is_that_of_the_command(visit: Visitor, found: Findings) -> None:
    seen = visit(render(found))
    kinds = {"strip-topic-t0": ("strip", "t0"), "expert-e2": ("expert", "e2")}
    kinds |= {kind: (kind, "") for kind in ("topics", "grid", "pairs", "map")}
    for name, (kind, of) in kinds.items():
        page_made = taken(seen.page, name, "svg").read_text(encoding="utf-8")
        assert same(page_made) == same(figure(found, kind, of).svg), name
    assert seen.complaints == []


def test_a_figure_is_saved_as_a_picture_twice_its_size_and_as_its_numbers(
    visit: Visitor, found: Findings
) -> None:
    page = visit(render(found), dark=True).page
    picture = taken(page, "grid", "png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    svg = etree.fromstring(figure(found, "grid").svg.encode())
    assert int.from_bytes(picture[16:20], "big") == 2 * int(float(svg.get("width", "")))
    lines = taken(page, "strip-topic-t1", "csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "expert,topic,topic_label,position,n_claims"
    assert len(lines) == 1 + (found.positions["topic"] == "t1").sum()


TILE = 12
#: Difference of a tile, of 255, that is more than another way to draw a letter.
FAR = 60


def tiles(picture: Path, size: tuple[int, int] | None = None) -> Any:
    """A picture in tiles of their mean colour; letters that are drawn otherwise blur into one."""
    from PIL import Image

    drawn = Image.open(picture).convert("RGBA")
    paper = Image.new("RGBA", drawn.size, "white")
    paper.alpha_composite(drawn)
    size = size or (drawn.width // TILE, drawn.height // TILE)
    return paper.convert("RGB").resize(size, Image.Resampling.BOX)


def unlike(one: Path, other: Path) -> float:
    """The share of tiles in which two pictures are not the same."""
    from PIL import ImageChops

    first = tiles(one)
    bands = ImageChops.difference(first, tiles(other, first.size)).split()
    most = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    return sum(most.histogram()[FAR:]) / (most.width * most.height)


def elsewhere(program: str, files: list[Path], folder: Path) -> dict[str, Path]:
    """The pictures that another program makes of the files, by their names."""
    folder.mkdir()
    if program == "soffice":
        profile = f"-env:UserInstallation={folder.joinpath('profile').as_uri()}"
        run = [program, profile, "--headless", "--convert-to", "png", "--outdir", str(folder)]
        subprocess.run([*run, *map(str, files)], check=True, capture_output=True)
    else:
        for file in files:
            run = [program, str(file), "-o", str(folder / f"{file.stem}.png")]
            subprocess.run(run, check=True, capture_output=True)
    return {file.stem: folder / f"{file.stem}.png" for file in files}


@pytest.mark.parametrize(
    "program", [pytest.param("soffice", marks=pytest.mark.libreoffice), "rsvg-convert"]
)
def test_a_figure_looks_the_same_in_chromium_and_elsewhere(
    chromium: Any, found: Findings, tmp_path: Path, program: str
) -> None:
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed")
    kinds = {"strip": "t0", "grid": "", "map": ""}
    files = []
    for kind, of in kinds.items():
        svg = figure(found, kind, of).svg
        files.append(tmp_path / f"{kind}.svg")
        files[-1].write_text(svg, encoding="utf-8")
    black = re.sub(r' fill="#\w+"', "", files[0].read_text(encoding="utf-8"))
    files.append(tmp_path / "black.svg")  # as if its colours stood in a style sheet alone
    files[-1].write_text(black, encoding="utf-8")
    made = elsewhere(program, files, tmp_path / program)
    page = chromium.new_page()
    for kind in kinds:
        page.set_content((tmp_path / f"{kind}.svg").read_text(encoding="utf-8"))
        page.locator("svg").screenshot(path=tmp_path / f"{kind}.png")
        assert unlike(tmp_path / f"{kind}.png", made[kind]) < 0.01, kind
    assert unlike(tmp_path / "strip.png", made["black"]) > 0.05
    page.close()
