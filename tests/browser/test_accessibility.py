"""axe-core finds nothing against WCAG 2.2 AA: light and dark, wide and narrow, small and large."""

import re
from importlib.resources import files
from typing import Any

import pytest

from stance.analysis.filtering import filter_of
from stance.report import render
from stance.study.against import against_until
from stance.study.study import Study
from tests.browser.conftest import Visit, Visitor
from tests.dated_study import drifting
from tests.report.against_study import two_years
from tests.report_findings import crowd, six
from tests.sample import SAMPLE

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="module")
def axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    sample = Study.open(SAMPLE).analyse()
    whole = two_years()
    part = whole.filtered(filter_of(since="2021", min_claims=1))
    return {
        "two spans of a part": render(part.analyse(), against=against_until(part, "2021")),
        "two spans": render(whole.analyse(), against=against_until(whole, "2021"), lang="ru"),
        "sample": render(sample),
        "six claims": render(six()),
        "crowd": render(crowd(experts=26, topics=5, claims=100)),
        "dated": render(drifting().analyse(), lang="ru"),
    }


def violations(seen: Visit, axe: str) -> list[str]:
    """What axe has against the page with everything unfolded, each with the first element."""
    page: Any = seen.page
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    page.evaluate("scrollTo(0, 0)")  # or the sticky bar lies over half a button
    page.evaluate(axe)
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found["violations"]]


@pytest.mark.parametrize(
    ("name", "dark", "width"),
    [
        ("sample", False, 1280),
        ("sample", True, 1280),
        ("sample", False, 390),
        ("sample", True, 390),
        ("six claims", False, 390),
        ("crowd", True, 1280),
        ("dated", False, 390),
        ("dated", True, 1280),
        ("two spans of a part", False, 390),
        ("two spans", True, 1280),
    ],
)
def test_nothing_stands_against_wcag_22_aa(
    visit: Visitor, pages: dict[str, str], axe: str, name: str, dark: bool, width: int
) -> None:
    seen = visit(pages[name], dark=dark, width=width)
    assert violations(seen, axe) == []


def test_nothing_stands_against_it_without_scripts(
    visit: Visitor, pages: dict[str, str], axe: str
) -> None:
    """The page's own script is taken out: where all scripts are off, axe cannot run either."""
    silent = re.sub(r"<script>.*?</script>", "", pages["sample"], flags=re.DOTALL)
    assert violations(visit(silent), axe) == []


def test_nothing_stands_against_two_experts_side_by_side_what_was_found_and_a_filtered_grid(
    visit: Visitor, pages: dict[str, str], axe: str
) -> None:
    seen = visit(pages["sample"], fragment="#pair=tolipov,burnashev&find=union&date=2022")
    assert seen.page.locator("#chosen h4").count() > 2
    assert seen.page.locator("#found a").count() > 2
    assert seen.page.locator("#grid td.off").count() > 2
    assert violations(seen, axe) == []
