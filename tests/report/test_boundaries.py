"""Where one way of drawing or wording ends and the next begins, a row a boundary."""

import re

import pytest

from stance.core.codebook import Level, Scale
from stance.report import material
from stance.report.grid import on_paper
from stance.report.page import page
from stance.report.render import render
from stance.report.stances import css_class
from stance.report.templates import language
from tests.extremes import Said, book, study, table
from tests.report_findings import crowd

ENGLISH = language("en")
TWO = Scale((Level("against", -1), Level("for", 1)))
SHIFTED = Scale(tuple(Level(str(n), n) for n in range(6)), neutral=1)


@pytest.mark.parametrize(
    ("score", "scale", "css", "label"),
    [
        (0.0, Scale(), "z", "mixed"),
        (0.01, Scale(), "p1", "for"),
        (0.25, Scale(), "p1", "for"),
        (-0.25, Scale(), "n1", "against"),
        (1.5, Scale(), "p1", "for"),  # halfway is not strong yet
        (1.51, Scale(), "p2", "strongly for"),
        (-1.5, Scale(), "n1", "against"),
        (-1.51, Scale(), "n2", "strongly against"),
        (1.0, TWO, "p1", "for"),  # one level a side is never strong
        (0.0, TWO, "z", ""),  # no level stands in the middle
        (1.0, SHIFTED, "z", "1"),
        (0.0, SHIFTED, "n1", "0"),
        (4.0, SHIFTED, "p1", "4"),
        (4.1, SHIFTED, "p2", "4"),
    ],
)
def test_a_score_is_drawn_and_named_on_its_own_side(score, scale, css, label) -> None:
    assert css_class(score, scale) == css
    assert scale.label(score) == label


@pytest.mark.parametrize(
    ("score", "text"),
    [(0, "0"), (0.04, "+0.04"), (-0.04, "−0.04"), (0.05, "+0.1"), (1, "+1"), (-1.66, "−1.7")],
)
def test_a_score_off_the_middle_never_reads_as_the_middle(score, text) -> None:
    assert ENGLISH.score(score) == text


@pytest.mark.parametrize(
    ("value", "english", "russian"),
    [
        (0.95, "+0.95", "+0,95"),
        (0.0, "0.00", "0,00"),
        (-0.004, "−0.004", "−0,004"),
        (0.00034, "+0.0003", "+0,0003"),
        (-0.005001, "−0.01", "−0,01"),
    ],
)
def test_a_number_has_the_mark_of_its_language_and_never_reads_as_nothing(
    value, english, russian
) -> None:
    assert ENGLISH.signed(value) == english
    assert language("ru").signed(value) == russian
    assert language("ru").score(1.5) == "+1,5"


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0, "0%"),
        (0.001, "<1%"),
        (0.005, "<1%"),
        (0.006, "1%"),
        (0.5, "50%"),
        (0.994, "99%"),
        (0.995, ">99%"),
        (0.9999, ">99%"),
        (1, "100%"),
    ],
)
def test_a_share_reads_as_nothing_or_all_only_where_it_is(share, text) -> None:
    assert ENGLISH.percent(share) == text


@pytest.mark.parametrize(("experts", "by_name"), [(20, True), (21, False)])
def test_up_to_twenty_experts_stand_on_the_axis_by_name(experts, by_name) -> None:
    rows = {f"e{n:02d}": "f" if n else "a" for n in range(experts)}
    topic = page(table(rows).analyse(), ENGLISH, {}, None).topics.contested[0]
    assert bool(topic.strips) == by_name
    assert (topic.bars == ()) == by_name
    assert len(topic.mini.dots) == (experts if by_name else 0)
    assert len(topic.mini.pieces) == (0 if by_name else 2)


@pytest.mark.parametrize(("room", "shown"), [(4, [3, 1]), (3, [2, 1]), (2, [1, 1]), (1, [1, 1])])
def test_a_page_holds_of_each_cell_as_many_claims_as_fit_settled_ones_first(
    room, shown, monkeypatch
) -> None:
    monkeypatch.setattr(material, "MOST_CLAIMS", room)
    codes = ("one u", "one u", "one f")
    said = [Said("ann", ((code,),), f"s{n}") for n, code in enumerate(codes)]
    found = study([*said, Said("bob", (("one a",),))], book(("one",))).analyse()
    cells = {c.name: c for c in page(found, ENGLISH, {}, None).topics.unranked[0].cells}
    assert [len(cells[name].claims) for name in ("Ann Annson", "Bob Bobson")] == shown
    first = cells["Ann Annson"].claims[0]
    assert first.judged.startswith("for") == (shown[0] < 3)


def test_a_claim_without_a_date_has_that_of_its_source() -> None:
    made = study([Said("ann", (("one f",),), "s1", "2021-05"), Said("bob", (("one f",),), "s1")])
    dated = made.sources.assign(published="2022")
    object.__setattr__(made, "sources", dated)
    claims = page(made.analyse(), ENGLISH, {}, None).topics.unranked[0].cells
    assert [claim.brief[-1] for cell in claims for claim in cell.claims] == [
        "Source s1, May 2021",
        "Source s1, 2022",
    ]


@pytest.mark.parametrize(
    ("months", "periods"),
    [(10, [f"{name} 2021" for name in ENGLISH.form("months").split()[:10]]), (11, ["2021"])],
)
def test_up_to_ten_months_are_columns_and_beyond_them_years(months, periods) -> None:
    said = [Said("ann", (("one f",),), f"s{n}", f"2021-{n + 1:02}") for n in range(months)]
    assert list(page(study(said).analyse(), ENGLISH, {}, None).time.periods) == periods


@pytest.mark.parametrize(
    ("most", "drawn"), [(6, ["Ann", "Bob", "Cyd"]), (5, ["Ann", "Bob"]), (4, ["Ann"]), (2, ["Ann"])]
)
def test_so_many_marks_are_drawn_over_time_but_always_one_expert(most, drawn, monkeypatch) -> None:
    """Three marks of Ann's, two of Bob's, one of Cyd's; a claim without a date is no mark."""
    monkeypatch.setattr("stance.report.timeline.MARKS", most)
    spoke = {"ann": 3, "bob": 2, "cyd": 1}
    said = [
        Said(name, (("one f",),), f"{name}{n}", f"202{n}")
        for name, k in spoke.items()
        for n in range(k)
    ]
    time = page(study([*said, Said("dan", (("one f",),), "s")]).analyse(), ENGLISH, {}, None).time
    assert [life.name.split()[0] for life in time.lives] == drawn
    assert (time.note == "") == (len(drawn) == 3)


@pytest.mark.parametrize(("most", "shown", "told"), [(2, 2, False), (1, 1, True), (0, 0, True)])
def test_so_many_changes_are_written_out(most, shown, told, monkeypatch) -> None:
    monkeypatch.setattr("stance.report.timeline.CHANGES", most)
    said = [
        Said(name, ((f"one {stance}",),), f"{name}{on}", on)
        for name in ("ann", "bob")
        for on, stance in (("2020", "sf"), ("2021", "sa"))
    ]
    time = page(study(said).analyse(), ENGLISH, {}, None).time
    assert len(time.changes) == shown
    assert bool(time.hidden) == told
    assert all((c.earlier_side, c.later_side) == ("for", "against") for c in time.changes)


@pytest.mark.parametrize("topics", [10, 11, 12])
def test_ten_contested_topics_are_listed_and_the_others_fold(topics: int) -> None:
    found = crowd(12, topics, claims=120 * topics)
    assert len(page(found, ENGLISH, {}, None).topics.contested) == topics
    listed = (
        render(found).partition('<section id="contested">')[2].partition('<section id="grid"')[0]
    )
    folded = re.findall('<details class="more"><summary>(.*?)</summary>', listed)
    assert folded == ([ENGLISH("topics.rest", topics - 10)] if topics > 10 else [])
    assert listed.partition('<details class="more">')[0].count('<details class="row">') == 10


@pytest.mark.parametrize(("topics", "is_open"), [(24, True), (25, False)])
def test_a_grid_of_more_rows_than_fill_a_screen_is_folded(topics: int, is_open: bool) -> None:
    assert page(crowd(3, topics, claims=80), ENGLISH, {}, None).grid.open == is_open


@pytest.mark.parametrize(
    ("columns", "css"), [(12, ""), (13, " many"), (20, " many"), (21, " many crowded")]
)
def test_so_many_columns_leave_paper_roomy_and_its_marks_large(columns: int, css: str) -> None:
    assert on_paper(columns) == css
