"""The page in a real browser: what it shows, that it is quiet, and that it is safe."""

from collections.abc import Callable

import pytest

from stance.report import render
from stance.study import Study
from tests.browser.conftest import Visitor
from tests.report_findings import PAYLOADS, hostile, six
from tests.sample import SAMPLE

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def sample() -> str:
    return render(Study.open(SAMPLE).analyse())


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_sample_opens_without_a_request_or_complaint(
    visit: Visitor, sample: str, width: int, dark: bool
) -> None:
    seen = visit(sample, width=width, dark=dark)
    assert seen.page.locator("#grid thead th").count() == 1 + 15 + 1  # topic, experts, share
    assert seen.page.locator("#grid tbody tr").count() == 15
    assert seen.requests == []
    assert seen.complaints == []
    fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert seen.page.evaluate(fits)


def test_all_claims_can_be_read_without_scripts(visit: Visitor, sample: str) -> None:
    seen = visit(sample, scripts=False)
    topics = seen.page.locator("article.topic > details")
    for number in range(topics.count()):
        topics.nth(number).locator("summary").click()
    seen.page.locator("#unknown").scroll_into_view_if_needed()
    claims = seen.page.locator("[id^=claim-]")
    assert claims.count() == 85
    assert all(claims.nth(number).is_visible() for number in range(85))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_cell_leads_to_its_claims_by_keyboard(visit: Visitor, sample: str, scripts: bool) -> None:
    page = visit(sample, scripts=scripts).page
    cell = page.locator("#grid td a").first
    cell.focus()
    page.keyboard.press("Enter")
    target = page.locator(f"[id='{page.url.split('#')[1]}']")
    assert target.is_visible()
    assert target.locator(".claim").count() >= 1


def test_a_permanent_link_opens_its_claim(visit: Visitor, sample: str) -> None:
    page = visit(sample, fragment="#claim-c007").page
    assert page.locator("#claim-c007").is_visible()


def test_the_axis_is_drawn_for_its_width(visit: Visitor, sample: str) -> None:
    for width, shown, hidden in ((1280, "wide", "narrow"), (390, "narrow", "wide")):
        page = visit(sample, width=width).page
        assert page.locator(f"svg.strip.{shown}").first.is_visible()
        assert not page.locator(f"svg.strip.{hidden}").first.is_visible()


def elements(page: object) -> list[str]:
    """Every element with the names of its attributes, in order; texts and values left out."""
    script = "[...document.querySelectorAll('*')].map(e => e.tagName + [...e.getAttributeNames()])"
    found: list[str] = page.evaluate(script)  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_texts_stay_texts(visit: Visitor, payload: str) -> None:
    """The page of a study full of payloads has the very elements of one full of plain words."""
    harmless = visit(render(hostile("plain words")))
    seen = visit(render(hostile(payload)))
    assert elements(seen.page) == elements(harmless.page)
    assert "owned" not in seen.page.title().replace("'owned'", "")
    assert seen.requests == []
    assert seen.complaints == []
    links: Callable[[str], bool] = lambda href: href.startswith("#")  # noqa: E731
    hrefs = seen.page.evaluate("[...document.links].map(a => a.getAttribute('href'))")
    assert all(map(links, hrefs))


def test_a_small_study_is_a_quiet_page_too(visit: Visitor) -> None:
    seen = visit(render(six()), width=390)
    assert seen.page.locator("#grid tbody tr").count() == 2
    assert seen.requests == []
    assert seen.complaints == []
