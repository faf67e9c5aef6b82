"""The page in a real browser: what it shows, that it is quiet, and that it is safe."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from stance.report import render
from stance.study.against import against_until
from stance.study.study import Study
from tests.browser.conftest import Visitor
from tests.dated_study import drifting
from tests.report.against_study import two_years
from tests.report_findings import PAYLOADS, crowd, hostile, six
from tests.sample import SAMPLE

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def sample() -> str:
    return render(Study.open(SAMPLE).analyse())


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_sample_opens_without_a_request_or_complaint_and_fits_also_at_400_percent(
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
    for folds in (".row > summary", "article.topic > details > summary", ".more > summary"):
        for fold in seen.page.locator(folds).all():
            if fold.is_visible():
                fold.click()
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


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)], ids=["desk", "phone"])
def test_the_first_screen_shows_people_and_both_sides_and_the_page_takes_five(
    visit: Visitor, sample: str, size: tuple[int, int]
) -> None:
    wide, tall = size
    page = visit(sample, width=wide, height=tall).page
    shown = page.locator("header svg.strip:visible .chip")
    assert shown.count() == 5  # those who stand on the topic
    assert all(box["y"] < tall for chip in shown.all() if (box := chip.bounding_box()))
    against = page.locator("header blockquote.against .words").bounding_box()
    assert against
    assert against["y"] < tall
    assert page.evaluate("document.documentElement.scrollHeight") <= 5 * tall


def test_arrow_keys_go_through_a_figure_which_is_one_tab_stop(visit: Visitor, sample: str) -> None:
    page = visit(sample).page
    stops = page.locator("#grid table a").evaluate_all("all => all.map(a => a.tabIndex)")
    assert sorted(set(stops)) == [-1, 0]
    assert stops.count(0) == 1
    cells = page.locator("#grid tbody tr").first.locator("td a")
    cells.first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.hash") == cells.nth(1).get_attribute("href")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 2


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
    """The page of a study full of payloads has the very elements of one full of plain words.

    The words are as long, for those of a figure stand on as many lines as they need.
    """
    seen = visit(render(hostile(payload)))
    harmless = render(hostile(re.sub(r"\S", "w", payload)))
    assert elements(seen.page) == elements(visit(harmless).page)
    assert "owned" not in seen.page.title().replace("'owned'", "")
    assert seen.requests == []
    assert seen.complaints == []
    hrefs = seen.page.evaluate("[...document.links].map(a => a.getAttribute('href'))")
    assert all(href.startswith("#") for href in hrefs)


def test_a_small_study_is_a_quiet_page_too(visit: Visitor) -> None:
    seen = visit(render(six()), width=390)
    assert seen.page.locator("#grid tbody tr").count() == 2
    assert seen.requests == []
    assert seen.complaints == []


def test_any_two_experts_can_be_chosen_and_the_back_button_goes_back(
    visit: Visitor, sample: str
) -> None:
    page = visit(sample).page
    page.locator("#sidebyside-title").click()
    page.select_option("#one", label="Farkhod Tolipov")
    page.select_option("#other", label="Rustam Burnashev")
    assert page.url.endswith("#pair=tolipov,burnashev")
    assert page.locator("#chosen h3").inner_text() == "Farkhod Tolipov and Rustam Burnashev"
    # The two share four topics; the furthest apart comes first (1 against -2).
    topics = page.locator("#chosen > h4").all_inner_texts()
    assert len(topics) == 4
    assert topics[0] == "Substance of regional cooperation"
    page.select_option("#other", label="Emrah Kaya")
    page.go_back()
    assert page.locator("#chosen h3").inner_text() == "Farkhod Tolipov and Rustam Burnashev"


#: Width of A4 less its margins, in pixels.
PAPER = 680

BEYOND = """([sections, edge]) => [...document.querySelectorAll(sections)]
    .filter(e => e.checkVisibility() && e.getBoundingClientRect().right > edge)
    .map(e => `${e.tagName}.${e.getAttribute("class")} ${e.textContent.slice(0, 40)}`)"""


def test_what_moved_is_printed_whole_and_within_the_paper(visit: Visitor) -> None:
    two = two_years()
    beside = render(two.analyse(), against=against_until(two, "2021"), lang="ru")
    dated = render(drifting().analyse(), lang="ru")
    for html, sections in ((beside, ("#against", "#time")), (dated, ("#time", "#curves"))):
        page = visit(html, width=PAPER).page
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        inside = ", ".join(f"{section} *:not(svg *)" for section in sections)
        assert page.locator(inside).count() > 50
        assert page.evaluate(BEYOND, [inside, PAPER]) == []
        closed = ", ".join(f"{section} details:not([open], .take)" for section in sections)
        assert page.locator(closed).count() == 0


@pytest.mark.parametrize(("experts", "topics", "css"), [(26, 5, ""), (40, 21, "crowded")])
def test_of_many_experts_grid_and_matrix_are_printed_whole_within_the_paper(
    visit: Visitor, experts: int, topics: int, css: str
) -> None:
    page = visit(render(crowd(experts, topics, claims=8 * experts)), width=PAPER).page
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".matrix.crowded tbody tr").count() == experts
    assert page.locator(f"#grid .grid{css and '.' + css} tbody tr").count() == experts
    assert page.evaluate(BEYOND, ["#grid *:not(svg *), #pairs *:not(svg *)", PAPER]) == []
    cells = page.locator(".matrix td > a:visible, #grid td > a:visible")
    cut = "cells => cells.filter(a => a.scrollWidth > a.clientWidth + 1).length"
    assert cells.count() > 8 * experts
    assert cells.evaluate_all(cut) == 0


def heads(page: Any) -> list[str]:
    shown: list[str] = page.locator("#grid thead th[data-e]:visible").all_inner_texts()
    return shown


def test_the_grid_is_sorted_by_name_with_its_cells(visit: Visitor, sample: str) -> None:
    page = visit(sample).page
    page.select_option("#filter [data-sort=e]", "name")
    names = page.locator("#grid thead th[data-e]").evaluate_all("a => a.map(e => e.dataset.name)")
    assert names == sorted(names)
    for column, name in enumerate(names):
        links = page.locator(f"#grid tbody tr td:nth-child({column + 2}) a")
        labels = links.evaluate_all("a => a.map(e => e.getAttribute('aria-label'))")
        assert all(label.startswith(name) for label in labels)


def test_the_grid_is_filtered_by_country_and_by_source(visit: Visitor, sample: str) -> None:
    page = visit(sample).page
    page.select_option("#filter [data-by=country]", "Russia")
    assert heads(page) == ["Mardan", "Kirsanov"]
    page.select_option("#filter [data-by=country]", "")
    page.select_option("#filter [data-by=source]", label="Kazakhstan-Uzbekistan Rapprochement")
    found = Study.open(SAMPLE).analyse()
    here = found.judgements[found.judgements["source_id"] == "rapprochement-2021"]
    cells = here[here["topic"] != "none"].drop_duplicates(["expert_id", "topic"])
    assert page.locator("#grid td:not(.off) > a").count() == len(cells)
    told = page.locator("#filter output").inner_text()
    assert told.startswith(f"{len(cells)} of {len(found.positions)} cells")


def test_a_citation_can_be_copied(visit: Visitor, sample: str) -> None:
    seen = visit(sample, fragment="#claim-c066")
    seen.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = seen.page.locator("#claim-c066 .copy")
    button.click()
    expect(button).to_have_text("Copied")  # once the browser has taken it
    words = seen.page.evaluate("navigator.clipboard.readText()")
    assert words.startswith("Sergei Mardan: A military alliance")
    assert words.endswith("#claim-c066")


def test_the_tables_can_be_downloaded(visit: Visitor, sample: str) -> None:
    page = visit(sample).page
    page.locator("#method-title").click()
    with page.expect_download() as download:
        page.locator("#tables [data-table=positions] button").first.click()
    assert download.value.suggested_filename == "positions.csv"
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("expert_id,topic,position")
    assert len(lines) == 1 + 62  # a row for every cell that is not empty
