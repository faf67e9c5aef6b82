"""The section on how agreement moved: where it stands, and that its pictures are its numbers."""

import datetime as dt
import itertools
import re
from dataclasses import replace
from functools import cache
from importlib import import_module

import pandas as pd
import pytest

from stance.analysis.networks import plan
from stance.report import render
from stance.report.curves import CurvesView, _apart, measured
from stance.report.lifelines import ON_DESK
from stance.report.page import page
from stance.report.templates import language
from stance.report.time_axis import Axis, first_day, last_day
from stance.study.study import Findings
from tests.dated_study import drifting

ENGLISH = language("en")


@cache
def _findings() -> Findings:
    return drifting().analyse()


@cache
def _measured() -> pd.DataFrame:
    found = _findings()
    return measured(found, plan(found.judgements))


@cache
def _view(lang: str = "en") -> CurvesView:
    view = page(_findings(), language(lang), {}, None).curves
    assert view is not None
    return view


def test_without_dates_enough_there_is_no_section() -> None:
    few = drifting(28).analyse()
    assert page(few, ENGLISH, {}, None).curves is None
    assert 'id="curves"' not in render(few)


def test_where_there_are_more_experts_than_are_compared_the_page_says_among_whom(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "drawn by chance" not in _view().intro
    for home in ("stance.report.curves", "stance.analysis.networks.over_time"):
        monkeypatch.setattr(import_module(home), "MOST_EXPERTS", 4)
    some = page(_findings(), ENGLISH, {}, None).curves
    experts = _findings().judgements["expert_id"].nunique()
    assert some is not None
    assert f"the claims of 4 of the {experts} experts, drawn by chance" in some.intro


def _points(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path)]


def test_each_curve_goes_through_its_numbers_at_their_days() -> None:
    found, view = _measured(), _view()
    axis = Axis(first_day(found["first"].iloc[0]), first_day(found["last"].iloc[-1]), 44, 604)
    for chart in view.charts:
        assert all(re.fullmatch(r"−?\d\.\d\d", tick.text) for tick in chart.levels)
        low, middle, high = (float(tick.text.replace("−", "-")) for tick in chart.levels)
        bottom, between, top = (tick.x for tick in chart.levels)
        assert middle == pytest.approx((low + high) / 2, abs=0.0051)
        assert between == pytest.approx((bottom + top) / 2, abs=0.06)
        for curve in chart.curves:
            drawn = _points(curve.line)
            values = found[curve.name.lower()].tolist()
            assert len(drawn) == len(values)
            for (x, y), value, day in zip(drawn, values, found["middle"], strict=True):
                assert x == axis.x(first_day(day))
                told = low + (bottom - y) / (bottom - top) * (high - low)
                assert told == pytest.approx(value, abs=0.005)


def test_the_table_has_every_window_with_its_interval() -> None:
    found, view = _measured(), _view()
    assert len(view.rows) == len(found)
    first = found.iloc[0]
    assert view.rows[0][:2] == ("4 January 2021 – 27 February 2021", str(first["n_claims"]))
    assert view.rows[0][2] == (
        f"{first['congruence']:.2f} ({first['congruence_low']:.2f} to "
        f"{first['congruence_high']:.2f})"
    )


def test_who_drew_apart_is_tied_by_dashed_lines_in_the_last_stretch_only() -> None:
    first, _, last = _view().stretches
    assert {tie.css for tie in first.ties} == {"agree"}
    at = {(node.x, node.y): node.text for node in last.nodes}
    halves = {"Annson": 0, "Bobson": 0, "Cidson": 0, "Deeson": 1, "Eveson": 1, "Fayson": 1}
    for tie in last.ties:
        one, other = halves[at[tie.x1, tie.y1]], halves[at[tie.x2, tie.y2]]
        assert tie.css == ("agree" if one == other else "differ")
    places = {node.text: (node.x, node.y) for node in last.nodes}
    assert all(places[node.text] == (node.x, node.y) for node in first.nodes)


def test_a_vague_date_and_votes_that_differ_show_as_strokes() -> None:
    lives = {life.name: life for life in _view().lifelines.lives}
    vague = [dot for life in lives.values() for dot in life.dots if dot.from_x != dot.to_x]
    assert [dot.words for dot in vague] == ["Two: for, January 2021"]
    room, every = ON_DESK, [dot for life in lives.values() for dot in life.dots]
    assert room.left <= min(d.from_x for d in every) < max(d.to_x for d in every) <= room.right
    unlike = [dot for life in lives.values() for dot in life.dots if dot.low != dot.high]
    assert len(unlike) == 16  # every fifth claim has two votes a step apart
    assert all(min(d.low, d.high) <= d.y <= max(d.low, d.high) for d in unlike)


def test_the_section_is_there_in_russian_too_and_says_the_same_numbers() -> None:
    assert "Как менялось согласие" in render(_findings(), lang="ru")
    russian = _view("ru")
    assert [chart.curves[0].line for chart in russian.charts] == [
        chart.curves[0].line for chart in _view().charts
    ]


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [
        ("2021", "2021-01-01", "2021-12-31"),
        ("2021-12", "2021-12-01", "2021-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2021-03-04", "2021-03-04", "2021-03-04"),
    ],
)
def test_a_date_means_the_days_from_its_first_to_its_last(iso: str, first: str, last: str) -> None:
    assert (first_day(iso).isoformat(), last_day(iso).isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("2021-01-04", "2021-03-03", ["February 2021", "March 2021"]),
        (
            "2021-01-01",
            "2021-08-30",
            [*["January", "February", "March", "April", "May", "June", "July"], ""],
        ),
        ("2021-01-01", "2021-09-30", ["January", "March", "May", "July", "September"]),
        ("2015-06-01", "2021-09-30", ["2016", "2017", "2018", "2019", "2020", "2021"]),
    ],
)
def test_an_axis_has_eight_labels_at_most(first: str, last: str, labels: list[str]) -> None:
    axis = Axis(dt.date.fromisoformat(first), dt.date.fromisoformat(last), 0, 100)
    found = [tick.text for tick in axis.ticks(ENGLISH)]
    assert len(found) == len(labels) <= 8
    assert all(text.startswith(label) for text, label in zip(found, labels, strict=True))
    assert all(0 <= tick.x <= 100 for tick in axis.ticks(ENGLISH))


def test_for_a_phone_curves_and_lives_are_drawn_anew_with_their_words_inside() -> None:
    view = _view("ru")
    wide = (*view.charts, view.lifelines)
    for desk, phone in zip(wide, (*view.narrow, view.narrow_lifelines), strict=True):
        assert (desk.room.css, phone.room.css) == ("wide", "narrow")
        assert phone.room.width == 350
        assert 0 < len(phone.ticks) <= 3 < len(desk.ticks)
    lives = view.narrow_lifelines
    assert [life.name for life in lives.lives] == [life.name for life in view.lifelines.lives]
    assert all(0 <= dot.x <= 350 for life in lives.lives for dot in life.dots)
    for above, life in itertools.pairwise(lives.lives):  # a name stands under the row above
        assert life.y + lives.name_at - 13 >= above.y + 15
    assert lives.lives[0].y + lives.name_at - 13 >= 0


@pytest.mark.parametrize(
    ("left", "right", "width", "anchors"),
    [
        (44, 306, 350, ["middle", "middle"]),
        (43, 306, 350, ["start", "middle"]),
        (44, 307, 350, ["middle", "end"]),
    ],
)
def test_a_label_at_an_end_stands_inside(left, right, width, anchors) -> None:
    axis = Axis(dt.date(2021, 1, 1), dt.date(2021, 2, 1), left, right, width)
    assert [tick.anchor for tick in axis.ticks(ENGLISH)] == anchors


def test_names_of_curves_stand_sixteen_apart_at_least() -> None:
    drawn = _view().charts[0].curves[0]
    at = [replace(drawn, label_y=y) for y in (40.0, 10.0, 12.0, 60.0, 27.0)]
    assert [curve.label_y for curve in _apart(at)] == [10, 26, 42, 58, 74]
