"""Figures that leave the page, and that the command writes, are the same."""

import ctypes
import ctypes.util
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from lxml import etree

from stance.report import figure, render
from stance.report.figures import Figure
from stance.report.pictures import picture
from stance.study.study import Findings
from tests.browser.conftest import Visitor
from tests.dated_study import drifting
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


def test_curves_leave_the_page_as_the_command_draws_them_with_their_numbers(
    visit: Visitor,
) -> None:
    dated = drifting().analyse()
    seen = visit(render(dated))
    kinds = {"lives": ("lives", ""), "ties-2": ("ties", "2"), "curves-congruence": ("curves", "")}
    for name, (kind, of) in kinds.items():
        drawn = figure(dated, kind, of)
        assert same(taken(seen.page, name, "svg").read_text(encoding="utf-8")) == same(drawn.svg)
    numbers = pd.read_csv(taken(seen.page, "curves-congruence", "csv"))
    assert numbers["congruence"].tolist() == drawn.table["congruence"].round(4).tolist()
    assert seen.complaints == []


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


def by_soffice(files: list[Path], folder: Path) -> None:
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={folder.joinpath('profile').as_uri()}"
    run = ["soffice", profile, "--headless", "--convert-to", "png", "--outdir", str(folder)]
    subprocess.run([*run, *map(str, files)], check=True, capture_output=True)


def by_librsvg(files: list[Path], folder: Path) -> None:
    """What rsvg-convert and the viewers of GNOME draw with; often there without that program."""
    names = [ctypes.util.find_library(name) for name in ("rsvg-2", "cairo", "gobject-2.0")]
    if not all(names):
        pytest.skip("librsvg is not installed")
    rsvg, cairo, objects = map(ctypes.CDLL, names)
    for file in files:
        svg = file.read_bytes()
        wide, tall = (float(n) for n in re.findall(rb' (?:width|height)="([\d.]+)"', svg)[:2])
        handle = _pointer(rsvg.rsvg_handle_new_from_data, svg, ctypes.c_size_t(len(svg)), None)
        surface = _pointer(cairo.cairo_image_surface_create, 0, int(wide), int(tall))
        context = _pointer(cairo.cairo_create, surface)
        whole = (ctypes.c_double * 4)(0, 0, wide, tall)
        assert rsvg.rsvg_handle_render_document(handle, context, whole, None)
        target = os.fsencode(folder / f"{file.stem}.png")
        assert cairo.cairo_surface_write_to_png(surface, target) == 0
        cairo.cairo_destroy(context)
        cairo.cairo_surface_destroy(surface)
        objects.g_object_unref(handle)


def _pointer(function: Any, *arguments: Any) -> ctypes.c_void_p:
    function.restype = ctypes.c_void_p
    return ctypes.c_void_p(function(*arguments))


def by_typst(files: list[Path], folder: Path) -> None:
    """What draws the figures of documents and slides, and ``stance figure -o x.png``."""
    pytest.importorskip("typst")
    for file in files:
        drawn = Figure(file.stem, "a figure", file.read_text(encoding="utf-8"), pd.DataFrame())
        (folder / f"{file.stem}.png").write_bytes(picture(drawn, "png"))


@pytest.mark.parametrize(
    "drawn_by",
    [pytest.param(by_soffice, marks=pytest.mark.libreoffice), by_librsvg, by_typst],
    ids=["soffice", "librsvg", "typst"],
)
def test_a_figure_looks_the_same_in_chromium_and_elsewhere(
    chromium: Any,
    found: Findings,
    tmp_path: Path,
    drawn_by: Callable[[list[Path], Path], None],
) -> None:
    kinds = {"strip": "t0", "grid": "", "map": ""}
    pictures = {kind: figure(found, kind, of).svg for kind, of in kinds.items()}
    files = [tmp_path / f"{kind}.svg" for kind in pictures]
    for file, svg in zip(files, pictures.values(), strict=True):
        file.write_text(svg, encoding="utf-8")
    black = re.sub(r' fill="#\w+"', "", files[0].read_text(encoding="utf-8"))
    files.append(tmp_path / "black.svg")  # as if its colours stood in a style sheet alone
    files[-1].write_text(black, encoding="utf-8")
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    drawn_by(files, folder)
    page = chromium.new_page()
    for kind in kinds:
        page.set_content((tmp_path / f"{kind}.svg").read_text(encoding="utf-8"))
        page.locator("svg").screenshot(path=tmp_path / f"{kind}.png")
        assert unlike(tmp_path / f"{kind}.png", folder / f"{kind}.png") < 0.01, kind
    assert unlike(tmp_path / "strip.png", folder / "black.png") > 0.05
    page.close()
