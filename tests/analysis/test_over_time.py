"""Congruence, conflict and polarisation over time: what networks give, and intervals by hand."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from stance.analysis.networks import network, over_time, plan, polarisation, windows
from stance.analysis.networks.over_time import MOST_EXPERTS, Plan, drawn
from stance.core.codebook import Level, Scale

YES_NO = Scale(levels=(Level("no", 0, "n"), Level("yes", 1, "y")))
#: Student's t of 95 % at 4 degrees of freedom, from any table.
T4 = 2.1318


def claims(*rows: tuple[str, str, str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["expert_id", "topic", "source_id", "said_on", "score"])


#: Four experts, five documents, one day; ann and bob say yes, cid and dee no, ann twice.
FIVE = claims(
    ("ann", "tax", "s1", "2021-01-02", 1),
    ("bob", "tax", "s2", "2021-01-02", 1),
    ("cid", "tax", "s3", "2021-01-02", 0),
    ("dee", "tax", "s4", "2021-01-02", 0),
    ("ann", "tax", "s5", "2021-01-02", 1),
)


def test_a_window_has_the_means_and_the_interval_that_are_worked_out_by_hand() -> None:
    row = over_time(FIVE, YES_NO, 1).iloc[0]
    # congruence: ann-bob 2/1.5, cid-dee 1; conflict: ann with cid, dee 2/1.5 each, bob 1 each
    assert row["congruence"] == pytest.approx((2 / 1.5 + 1) / 6)
    assert row["conflict"] == pytest.approx((2 * 2 / 1.5 + 2) / 6)
    # without s1 or s5: (1 + 1)/6; without s2, only cid-dee of three pairs: 1/3;
    # without s3 or s4: ann-bob alone of three: 2/1.5/3
    without = np.array([2 / 6, 1 / 3, 2 / 1.5 / 3, 2 / 1.5 / 3, 2 / 6])
    se = math.sqrt(4 / 5 * ((without - without.mean()) ** 2).sum())
    assert row["congruence_low"] == pytest.approx(row["congruence"] - T4 * se, abs=1e-4)
    assert row["congruence_high"] == pytest.approx(row["congruence"] + T4 * se, abs=1e-4)
    assert (row["n_claims"], row["n_documents"], row["n_experts"]) == (5, 5, 4)


def test_a_perfect_split_is_polarised_and_without_a_document_there_is_none() -> None:
    row = over_time(FIVE[:4].assign(score=[1, 1, 0, 0]), YES_NO, 1).iloc[0]
    assert row["polarisation"] == pytest.approx(1)
    assert math.isnan(row["polarisation_low"])
    assert row["reason"] == "fewer than 5 documents in the window: no intervals"
    row = over_time(FIVE, YES_NO, 1).iloc[0]
    assert math.isnan(row["polarisation_low"])
    assert row["reason"] == "without one of the documents there is no polarisation: no interval"


def _drifting(n: int = 90) -> pd.DataFrame:
    rng = np.random.default_rng(4)
    days = pd.date_range("2021-01-01", periods=n, freq="3D").strftime("%Y-%m-%d")
    return claims(
        *(
            (f"e{at % 7}", f"t{at % 3}", f"s{at // 2}", day, float(rng.integers(-2, 3)))
            for at, day in enumerate(days)
        )
    )


def test_every_window_is_what_network_and_polarisation_say_of_it() -> None:
    scored, scale = _drifting(), Scale()
    found = over_time(scored, scale, 60, every=40, kernel="epanechnikov")
    cuts = list(windows(scored, 60, every=40, kernel="epanechnikov"))
    assert found["middle"].tolist() == [cut.middle for cut in cuts]
    for cut, row in zip(cuts, found.to_dict("records"), strict=True):
        for kind in ("congruence", "conflict"):
            one = network(cut.scored, scale, aggregate=kind, normalise="average")
            pairs = len(one.rows) * (len(one.rows) - 1)
            assert row[kind] == pytest.approx(one.weights.sum() / pairs)
            assert row[f"{kind}_low"] <= row[kind] <= row[f"{kind}_high"]
        assert row["polarisation"] == pytest.approx(polarisation(cut.scored, scale).estimate.value)
        assert row["polarisation_low"] <= row["polarisation"] <= row["polarisation_high"] <= 1


def test_an_interval_of_polarisation_may_begin_below_nought_and_ends_at_one() -> None:
    rows = [
        (expert, topic, f"{expert} {topic}", "2021-01-02", int((expert < "d") == (topic == "tax")))
        for expert in ("ann", "bob", "cid", "dee", "eve", "fay")
        for topic in ("tax", "toll")
    ]
    row = over_time(claims(*rows), YES_NO, 1).iloc[0]
    assert (row["polarisation_low"], row["polarisation_high"]) == pytest.approx((1, 1))
    rows[0] = (*rows[0][:4], 0)  # ann, once, with the other side
    row = over_time(claims(*rows), YES_NO, 1).iloc[0]
    assert row["polarisation"] == pytest.approx(0.612, abs=0.001)
    assert row["polarisation_low"] == pytest.approx(-0.072, abs=0.001)
    assert row["polarisation_high"] == 1


def test_where_one_expert_speaks_alone_there_is_no_pair() -> None:
    row = over_time(FIVE[:1], YES_NO, 1).iloc[0]
    assert math.isnan(row["congruence"])
    assert row["reason"].startswith("fewer than two experts spoke")


ENOUGH = Plan(days=60, every=10, n_claims=30, n_days=10, n_experts=4, span=180)


@pytest.mark.parametrize("less", ["", "n_claims", "n_days", "n_experts", "span"])
def test_curves_need_thirty_claims_on_ten_days_by_four_experts_over_half_a_year(less: str) -> None:
    changed = replace(ENOUGH, **{less: getattr(ENOUGH, less) - 1}) if less else ENOUGH
    assert changed.suffices == (less == "")


@pytest.mark.parametrize(
    ("span", "days", "every"),
    [(0, 30, 1), (154, 30, 6), (155, 31, 6), (690, 138, 23), (1825, 365, 61), (4000, 365, 152)],
)
def test_a_window_is_a_fifth_of_the_span_from_a_month_to_a_year(
    span: int, days: int, every: int
) -> None:
    first, last = pd.Timestamp("2010-01-01"), pd.Timestamp("2010-01-01") + pd.Timedelta(days=span)
    found = plan(
        claims(
            ("ann", "tax", "s1", first.strftime("%Y-%m-%d"), 1),
            ("bob", "tax", "s1", last.strftime("%Y-%m-%d"), 1),
            ("bob", "tax", "s1", "2031-02", 1),
            ("bob", "tax", "s1", "2031-02-03", float("nan")),
        )
    )
    assert (found.days, found.every, found.n_claims, found.span) == (days, every, 2, span)


def _experts(n: int) -> pd.DataFrame:
    names = [f"e{i}" for i in range(n) for _ in range(2)]
    return claims(*((name, "tax", f"s{i}", "2021-01-02", i % 2) for i, name in enumerate(names)))


def test_as_many_experts_as_are_compared_are_all_taken() -> None:
    rows = _experts(MOST_EXPERTS)
    assert drawn(rows, 1) is rows


def test_of_one_more_expert_so_many_are_drawn_with_all_they_said_by_seed() -> None:
    rows = _experts(MOST_EXPERTS + 1)
    some = drawn(rows, 1)
    assert some["expert_id"].nunique() == MOST_EXPERTS
    assert len(some) == 2 * MOST_EXPERTS
    assert some.equals(drawn(rows, 1))
    assert any(not some.equals(drawn(rows, seed)) for seed in (2, 3))
