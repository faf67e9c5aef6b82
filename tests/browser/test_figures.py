"""Figures that leave the page, and that the command writes, are the same."""

import re
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
