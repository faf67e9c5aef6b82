"""A large study in a real browser: few screens, few tab stops, search, filters in the address."""

from typing import Any

import pytest

from stance.analysis.contested import contested
from stance.report import render
from stance.study.study import Findings
from tests.browser.conftest import Visit, Visitor
from tests.report_findings import crowd

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def large() -> str:
    return render(crowd(experts=60, topics=40, claims=3000))


@pytest.fixture(scope="module")
def found() -> Findings:
    return crowd(experts=20, topics=4, claims=200)  # few enough to stand in columns


@pytest.fixture(scope="module")
def small(found: Findings) -> str:
    return render(found)


TAB_STOPS = """all => all.filter(e => e.tabIndex >= 0 && e.checkVisibility()).length"""


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)], ids=["desk", "phone"])
def test_sixty_experts_on_forty_topics_take_five_screens_and_sixty_tab_stops(
    visit: Visitor, large: str, size: tuple[int, int]
) -> None:
    wide, tall = size
    seen = visit(large, width=wide, height=tall)
    page = seen.page

    def screens(place: str) -> float:
        above: float = page.locator(place).first.evaluate("e => e.getBoundingClientRect().top")
        return above / tall

    # What stands where, in screens from the top, at the desk and on a phone.
    for place, at_desk, on_phone in (
        ("header figure .bars", 0.9, 0.9),
        ("header blockquote.for", 0.9, 0.9),
        ("header .footing", 0.9, 0.9),
        ("#contested .row", 1.9, 2.9),
        ("#people .row", 2.9, 2.9),
    ):
        assert screens(place) < (at_desk if wide > 500 else on_phone), place
    assert page.evaluate("document.documentElement.scrollHeight") <= 5 * tall
    stops = page.locator("a[href], button, select, input, summary, [tabindex]")
    assert stops.evaluate_all(TAB_STOPS) <= 60
    assert seen.requests == []
    assert seen.complaints == []


def test_rows_of_topics_are_one_tab_stop_through_which_the_arrows_go(
    visit: Visitor, large: str
) -> None:
    page = visit(large).page
    rows = page.locator("#contested .row > summary:visible")
    assert rows.count() == 10
    rows.first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert page.locator("#contested .row[open] > summary").inner_text() == rows.nth(1).inner_text()
    assert rows.evaluate_all("all => all.map(e => e.tabIndex)") == [-1, 0] + 8 * [-1]


def counts(page: Any) -> str:
    said: str = page.locator("#found output").inner_text()
    return said


def test_experts_topics_and_words_are_found_ten_first_then_all(visit: Visitor, large: str) -> None:
    page = visit(large).page
    page.locator("#find input").fill("topic 7")
    assert counts(page).startswith("Topics: 4 · People: 0 ·")  # 7, 17, 27 and 37
    page.locator("#find input").fill("éxample-46")
    assert counts(page) == "Topics: 0 · People: 1 · Claims on this page: 0"
    page.locator("#find input").fill("made-up 14")
    hits = page.locator("#found li a")
    assert hits.count() == 10
    page.locator("#found button").click()
    assert counts(page) == f"Topics: 0 · People: 0 · Claims on this page: {hits.count()}"
    assert all("14" in text for text in page.locator("#found li").all_inner_texts())


def test_what_was_sought_stands_in_the_address_and_the_back_button_leads_to_it(
    visit: Visitor, small: str
) -> None:
    page = visit(small, fragment="#find=number%2012").page
    hit = page.locator("#found li a").first
    claim = page.locator(hit.get_attribute("href"))
    assert not claim.is_visible()
    hit.click()
    assert claim.is_visible()
    page.go_back()
    assert page.locator("#find input").input_value() == "number 12"
    page.locator("#find input").fill("")
    assert page.locator("#found").is_hidden()
    assert page.url.endswith("#")


def shares(seen: Visit) -> dict[str, str]:
    rows = seen.page.locator("#grid tbody tr").all()
    return {row.locator("th").inner_text(): row.locator("td.share").inner_text() for row in rows}


def test_opposition_is_that_of_the_experts_who_are_shown(
    visit: Visitor, small: str, found: Findings
) -> None:
    seen = visit(small, fragment="#country=Land%205")
    book, people = found.study.codebook, found.study.experts
    there = people["expert_id"][people["country"] == "Land 5"]
    placed = found.positions[found.positions["expert_id"].isin(there)]
    ranked = contested(placed.reset_index(drop=True), book.topic_ids, book.scale)
    assert len(there) == 3
    expected = {
        book.topic(row.topic).label: "–" if row.n_experts < 3 else f"{row.opposed_share:.0%}"
        for row in ranked.itertuples()
    }
    assert shares(seen) == expected
    assert len(set(expected.values())) > 1


def test_filters_stand_in_the_address_and_what_they_leave_unknown_is_struck_out(
    visit: Visitor, small: str
) -> None:
    seen = visit(small)
    page, whole = seen.page, shares(seen)
    page.select_option("#filter [data-by=country]", "Land 3")
    page.select_option("#filter [data-by=date]", "2020")
    assert page.url.endswith("#country=Land%203&date=2020")
    assert page.locator("#grid td.share.stale").count() == len(whole)
    assert shares(seen) == whole
    shown = page.locator("#filter output").inner_text()
    again = visit(small, fragment="#country=Land%203&date=2020&sort-e=name")
    assert again.page.locator("#filter output").inner_text() == shown
    assert again.page.locator("#filter [data-sort=e]").input_value() == "name"
    page.go_back()
    assert page.locator("#filter [data-by=date]").input_value() == ""
    assert page.locator("#grid td.share.stale").count() == 0
    page.go_back()
    assert page.locator("#filter [data-by=country]").input_value() == ""
    assert shares(seen) == whole
