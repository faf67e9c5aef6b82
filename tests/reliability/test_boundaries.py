"""Where a rule of reliability begins to hold: one row a boundary."""

import math
from collections.abc import Callable
from unittest import mock

import numpy as np
import pandas as pd
import pytest

from stance.core.contracts import ANNOTATIONS
from stance.core.errors import UsageError
from stance.reliability import (
    Codes,
    Kind,
    Measured,
    Measurement,
    Sampling,
    agreement_weights,
    assess,
    bootstrap,
    by_category,
    categories,
    coefficients,
    fleiss_test,
    jackknife,
    plan,
    similarity,
)
from stance.reliability.alpha import weights_in_use
from stance.reliability.disputes import dispute_rows
from stance.reliability.groups import estimates
from stance.reliability.intervals import (
    fisher_interval,
    fisher_reach,
    normal_interval,
    t_interval,
)
from stance.reliability.measurement import Level
from stance.reliability.patterns import find_patterns, resample
from stance.reliability.statistics import Statistic
from stance.reliability.undefined import why_no_cohen
from tests.agreement_data import codes
from tests.six_claims import CODEBOOK

FEW = Sampling(resamples=20)
Ratings = list[list[int | None]]


def names_of(measurement: Measurement, n_labels: int) -> set[str]:
    some = codes([[1, 2], [2, 2], [1, 1]], list(range(1, n_labels + 1)))
    return {c.name for c in coefficients(some, measurement, FEW)}


@pytest.mark.parametrize(("n_labels", "all_forms"), [(100, True), (101, False)])
def test_up_to_a_hundred_labels_have_every_weighted_form(n_labels: int, all_forms: bool) -> None:
    found = names_of(Measurement("interval"), n_labels)
    assert ("fleiss_kappa_quadratic" in found) == all_forms
    assert "gwet_ac2" in found


def test_weights_go_up_to_two_thousand_labels() -> None:
    assert agreement_weights("identity", range(2000)).shape == (2000, 2000)
    with pytest.raises(UsageError, match="2001 different labels; weights go up to 2,000"):
        agreement_weights("identity", range(2001))


@pytest.mark.parametrize(("n_labels", "weighted"), [(2000, True), (2001, False)])
def test_beyond_two_thousand_labels_no_coefficient_is_weighted(
    n_labels: int, weighted: bool
) -> None:
    assert ("gwet_ac2" in names_of(Measurement("interval"), n_labels)) == weighted


@pytest.mark.parametrize(
    ("ratings", "name", "has_value"),
    [
        ([[1, 1]], "percent_agreement", True),
        ([[1, None], [None, 2]], "percent_agreement", False),
        ([[1, 2]], "krippendorff_alpha", False),
        ([[1, 2], [1, 2]], "krippendorff_alpha", True),
        ([[1, 2], [1, None]], "krippendorff_alpha", False),
    ],
)
def test_how_many_items_coded_twice_a_coefficient_takes(
    ratings: Ratings, name: str, has_value: bool
) -> None:
    found = next(c for c in coefficients(codes(ratings, [1, 2]), sampling=FEW) if c.name == name)
    assert (found.estimate.value is not None) == has_value


@pytest.mark.parametrize(
    ("ratings", "constant"),
    [
        ([[1, 1], [1, 2], [1, 2]], "annotator-0 used one value only"),
        ([[1, 1], [None, 2]], ""),  # one code alone is not constant
        ([[1, 1], [1, 1]], ""),  # one label is all that anybody used
        ([[1, 1], [1, 2], [2, 2]], ""),
    ],
)
def test_who_used_one_value_only(ratings: Ratings, constant: str) -> None:
    from stance.reliability import summarise

    notes = summarise(Measured("label", codes(ratings, [1, 2])), FEW).notes
    assert notes == ((constant,) if constant else ())


def some_lost(lost: int) -> Statistic:
    """A statistic of one pattern that has no value in the first so many of the draws."""

    def value(sums: np.ndarray) -> np.ndarray:
        found = np.linspace(0.2, 0.6, len(sums))
        if len(sums) > 1:
            found[:lost] = np.nan
        return found

    return Statistic(np.ones((1, 1)), value)


@pytest.mark.parametrize(("lost", "has_interval"), [(0, True), (5, True), (6, False)])
def test_a_twentieth_of_the_resamples_may_be_without_a_value(lost: int, has_interval: bool) -> None:
    found = bootstrap([some_lost(lost)], np.array([10]), Sampling(resamples=100))[0]
    assert (found.interval is not None) == has_interval
    assert found.reason == ("" if has_interval else "in 6% of the resamples all codes were alike")


def test_the_tails_of_the_percentile_interval_are_moved_out_for_few_items() -> None:
    """Hesterberg (2015): Φ(√(n/(n-1)) t(n-1)) in place of 2.5 %; for ten items 0.86 %."""
    from scipy import stats

    drawn = np.linspace(0.2, 0.6, 1000)
    found = bootstrap([some_lost(0)], np.array([10]), Sampling(resamples=1000))[0].interval
    tail = stats.norm.cdf(math.sqrt(10 / 9) * stats.t.ppf(0.025, 9))
    assert found is not None
    assert (found.low, found.high) == pytest.approx(tuple(np.quantile(drawn, [tail, 1 - tail])))


@pytest.mark.parametrize("value", [-0.999, -0.3, 0.0, 0.5, 0.999])
def test_fishers_scale_keeps_an_interval_inside_one(value: float) -> None:
    low, high = fisher_interval(value, 0.3 * (1 - value**2))
    assert -1 < low < value < high < 1
    assert math.atanh(high) - math.atanh(value) == pytest.approx(0.3)
    assert math.atanh(value) - math.atanh(low) == pytest.approx(0.3)


@pytest.mark.parametrize("value", [-1.0, -1.5])
def test_at_minus_one_and_below_an_interval_is_on_the_plain_scale(value: float) -> None:
    assert fisher_interval(value, 0.25) == (value - 0.25, value + 0.25)
    assert fisher_reach(value, value + 0.25) == 0.25


@pytest.mark.parametrize("value", [-1.5, -1.0, -0.5, 0.0, 0.5])
def test_the_reach_of_an_interval_can_be_told_from_its_upper_end(value: float) -> None:
    assert fisher_reach(value, fisher_interval(value, 0.2)[1]) == pytest.approx(0.2)


def test_the_jackknife_takes_two_items() -> None:
    alike = Statistic(np.ones((1, 1)), lambda sums: np.full(len(sums), 0.5))
    assert "without one of the items" in jackknife(alike, np.array([1]), 0.95).reason
    assert "all items are alike" in jackknife(alike, np.array([2]), 0.95).reason


@pytest.mark.parametrize(
    ("ratings", "reason"),
    [
        ([[1, 1], [1, 2], [2, 2]], ""),
        ([[1, 1], [1, 2, 2]], "the items were not all coded by the same number"),
        ([[1], [2]], "the items were not all coded by the same number"),
        ([[1, 1], [1, 1]], "all agreement that could be seen is expected by chance"),
    ],
)
def test_fleiss_test_takes_items_with_two_codes_each_and_two_labels(
    ratings: Ratings, reason: str
) -> None:
    some = codes(ratings, [1, 2])
    found = fleiss_test(find_patterns(some.item, some.label, len(some.items), 2))
    assert reason in found.reason
    assert (found.z is None) == bool(reason)


def test_a_label_that_nobody_used_has_a_reason_and_no_row() -> None:
    some = codes([[1, 2], [2, 2], [1, 1]], [1, 2, 3])
    assert categories(some)[2].fleiss_kappa.reason == "nobody used this value"
    assert [row["group"] for row in by_category(Measured("label", some))] == ["1", "2"]


@pytest.mark.parametrize(("people", "compared"), [(30, True), (31, False)])
def test_up_to_thirty_annotators_are_compared_two_by_two(people: int, compared: bool) -> None:
    rows = [
        {"claim_id": claim, "annotator": f"a{n:02}", "slot": 1, "topic": "trade"}
        | {"stance": "for", "score": 1.0}
        for n in range(people)
        for claim in ("c1", "c2")
    ]
    found = assess(ANNOTATIONS.build(rows), CODEBOOK)
    assert (len(found.pairs) > 0) == (len(found.confusion) > 0) == compared
    assert found.n_annotators == people


@pytest.mark.parametrize(("more", "needed"), [(0.0, False), (1e-6, False), (-1e-3, True)])
def test_an_interval_of_just_the_width_wanted_needs_no_more_items(
    more: float, needed: bool
) -> None:
    measured = Measured("label", codes([[1, 1], [2, 2], [1, 2], [2, 2], [1, 1]] * 8, [1, 2]))
    now = plan(measured, FEW, 2.0).width_now
    assert now is not None
    assert (plan(measured, FEW, now + more).n_more != 0) == needed


def test_a_plan_finds_the_least_number_of_items() -> None:
    measured = Measured("label", codes([[1, 1], [2, 2], [1, 2], [2, 2], [1, 1]] * 8, [1, 2]))
    planned = plan(measured, FEW, 0.2)
    assert planned.n_more is not None
    value = measured.alpha.at(measured.patterns.times)
    se = jackknife(measured.alpha, measured.patterns.times, 0.95).se
    assert se is not None
    enough = planned.n_now + planned.n_more
    assert width_of(value, se, 40, enough) <= 0.2 < width_of(value, se, 40, enough - 1)


def width_of(value: float, se: float, n: int, size: int) -> float:
    from scipy import stats

    reach = stats.t.ppf(0.975, size - 1) * se * math.sqrt(n / size)
    low, high = fisher_interval(value, reach)
    return high - low


def test_a_width_beyond_any_plan_says_so() -> None:
    measured = Measured("label", codes([[1, 1], [2, 2], [1, 2], [2, 2], [1, 1]] * 8, [1, 2]))
    found = plan(measured, FEW, 1e-5)
    assert (found.n_more, found.reason) == (None, "more than 10,000,000 would be needed")


@pytest.mark.parametrize(
    ("distances", "fine"),
    [
        ([[0, 1], [1, 0]], True),
        ([[0, -1], [-1, 0]], False),
        ([[0, 1], [2, 0]], False),
        ([[1, 1], [1, 0]], False),
    ],
)
def test_which_distances_make_weights(distances: list[list[int]], fine: bool) -> None:
    if fine:
        assert similarity(np.array(distances)).tolist() == [[1, 0], [0, 1]]
        return
    with pytest.raises(UsageError, match="symmetric, not negative"):
        similarity(np.array(distances))


def test_percent_agreement_never_has_an_interval_below_nothing() -> None:
    found = next(iter(coefficients(codes([[1, 1], [1, 2], [2, 1]], [1, 2]), sampling=FEW)))
    assert found.name == "percent_agreement"
    assert found.analytic is not None
    assert found.jackknife is not None
    assert (found.analytic.low, found.jackknife.low) == (0.0, 0.0)


def test_alpha_alone_never_shows_the_published_interval_first() -> None:
    some = codes([[1, 1], [1, 2], [2, 2], [2, 2], [1, 1]], [1, 2])
    found = {c.name: c for c in coefficients(some, sampling=FEW)}
    alpha, fleiss = found["krippendorff_alpha"], found["fleiss_kappa"]
    assert alpha.analytic is not None
    assert alpha.estimate.interval == alpha.jackknife == alpha.over_items
    assert fleiss.estimate.interval == fleiss.analytic
    assert fleiss.over_items == fleiss.jackknife


def test_beyond_a_hundred_thousand_rows_there_is_no_bootstrap() -> None:
    some = codes([[1, 1], [1, 2], [2, 2], [2, 1]], [1, 2])
    rows = {"fleiss_kappa": 3, "conger_kappa": 4}  # patterns of how many, and of who, gave which
    for most in (2, 3, 4):
        with mock.patch("stance.reliability.coefficients._MOST_ROWS", most):
            found = {c.name: c for c in coefficients(some, sampling=Sampling(resamples=400))}
        for name, n in rows.items():
            assert (found[name].bootstrap is not None) == (n <= most), (name, most)


def test_the_most_disputed_item_stands_first_and_of_equals_the_first_by_name() -> None:
    three: Ratings = [[1, 1, 1], [1, 2, None], [2, 1, None], [1, 2, 3], [2, None, None]]
    measured = Measured("label", codes(three, [1, 2, 3]))
    found = dispute_rows(measured)
    assert found["claim_id"].tolist() == ["item-3", "item-1", "item-2"]
    assert found["share"].tolist() == pytest.approx([3 / 7, 2 / 7, 2 / 7])
    assert found["n_codes"].tolist() == [3, 2, 2]


@pytest.mark.parametrize(
    ("copies", "noted"),
    [
        (1, "1 repeated codes counted once: a on 0"),
        (5, "5 repeated codes counted once: a on 0, a on 1, a on 2, a on 3, a on 4"),
        (6, "6 repeated codes counted once: a on 0, a on 1, a on 2, a on 3, a on 4 …"),
    ],
)
def test_five_repeated_codes_are_named_and_more_are_counted(copies: int, noted: str) -> None:
    rows = [(n, "a", "x") for n in range(copies)] * 2
    frame = pd.DataFrame(rows, columns=["item", "annotator", "label"])
    assert Codes.from_frame(frame).notes == (noted,)


@pytest.mark.parametrize("n_labels", [2, 3, 60])
def test_patterns_are_the_same_counted_by_number_and_by_sorting(n_labels: int) -> None:
    """Few labels are counted as the digits of one number, many by sorting; 60 are too many."""
    draw = np.random.default_rng(1)
    item = np.repeat(np.arange(50), 3)
    label = draw.integers(0, n_labels, 150)
    found = find_patterns(item, label, 50, n_labels)
    expected = np.zeros((50, n_labels))
    np.add.at(expected, (item, label), 1)
    assert found.counts.toarray()[found.of_item].tolist() == expected.tolist()
    assert found.times.tolist() == np.bincount(found.of_item).tolist()


@pytest.mark.parametrize("size", [None, 7])
def test_a_resample_has_as_many_items_as_are_asked_for(size: int | None) -> None:
    blocks = list(resample(np.array([3, 2]), 10, 1, size, most=8))
    assert [len(block) for block in blocks] == [4, 4, 2]
    assert all((block.sum(axis=1) == (size or 5)).all() for block in blocks)


def test_the_same_seed_draws_the_same_whatever_the_blocks() -> None:
    def drawn(most: int) -> list[list[float]]:
        return np.concatenate(list(resample(np.array([3, 2]), 10, 1, most=most))).tolist()

    assert drawn(8) == drawn(1000)


@pytest.mark.parametrize(
    "change", [lambda c: c.keep(np.ones(len(c), dtype=bool)), lambda c: c.pairable]
)
def test_an_item_keeps_its_article_when_others_go(change: Callable[[Codes], Codes]) -> None:
    some = codes([[1, None], [1, 2], [2, 2]], [1, 2])
    kept = change(some.in_articles({"item-0": "a", "item-1": "b", "item-2": "c"}))
    assert kept.article is not None
    by_name = dict(zip(kept.items, kept.article.tolist(), strict=True))
    assert by_name["item-1"] == 1
    assert by_name["item-2"] == 2


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("identity", (0, 0, 0)),
        ("linear", (2 / 3, 0, 1 / 3)),
        ("quadratic", (8 / 9, 0, 5 / 9)),
        ("radical", (1 - math.sqrt(1 / 3), 0, 1 - math.sqrt(2 / 3))),
        ("ordinal", (2 / 3, 0, 2 / 3)),  # 1, 3 and 1 pairs of levels from the one to the other
        ("ratio", (1 - (1 / 3) ** 2 / 0.36, 0, 1 - (1 / 3) ** 2 / 0.36)),
        ("circular", (1 - 0.5 / 1, 1 - 0.5 / 1, 0)),  # sin² of a quarter, three and two quarters
        ("bipolar", (1 - 0.2, 0, 1 - 0.5)),  # 1/(1·5), 9/(3·3), 4/(4·2)
    ],
)
def test_the_weights_of_labels_one_two_and_four(
    kind: Kind, expected: tuple[float, float, float]
) -> None:
    """One and two, one and four, two and four; Gwet (2014), chapter 3."""
    found = agreement_weights(kind, (1.0, 2.0, 4.0))
    assert np.diag(found).tolist() == [1, 1, 1]
    assert (found[0, 1], found[0, 2], found[1, 2]) == pytest.approx(expected)
    assert found.tolist() == found.T.tolist()


@pytest.mark.parametrize(("n_labels", "published"), [(2000, True), (2001, False)])
def test_beyond_two_thousand_labels_alpha_has_no_published_error(
    n_labels: int, published: bool
) -> None:
    some = codes([[1, 2], [2, 2], [1, 1]], list(range(1, n_labels + 1)))
    found = {c.name: c for c in coefficients(some, Measurement("interval"), FEW)}
    assert (found["krippendorff_alpha"].analytic is not None) == published


def test_two_items_have_an_error() -> None:
    found = {c.name: c for c in coefficients(codes([[1, 1], [1, 2]], [1, 2]), sampling=FEW)}
    for name in ("fleiss_kappa", "percent_agreement", "krippendorff_alpha"):
        assert found[name].analytic is not None, name


def test_a_label_that_is_not_legal_is_named_alone() -> None:
    with pytest.raises(UsageError, match=r'^"3" is not among the levels 1, 2; name all levels$'):
        codes([[1, 2], [3, 1]], [1, 2])


def test_items_that_one_number_could_no_longer_tell_apart_are_told_apart() -> None:
    """Eleven codes of fifteen labels: 12^15 is above 2^53, and 8·12^14 + 1 is no float64."""
    item = np.repeat([0, 1, 2], [11, 9, 8])
    label = np.array([1] * 11 + [14] * 8 + [0] + [14] * 8)
    found = find_patterns(item, label, 3, 15)
    assert len(set(found.of_item.tolist())) == 3
    assert found.counts.toarray()[found.of_item].sum(axis=1).tolist() == [11, 9, 8]


def test_a_label_against_all_others_keeps_its_own_name() -> None:
    only = next(by_category(Measured("label", codes([["x", "x"], ["x", "x"]], ["x", "y"]))))
    assert 'all annotators used one value, "x"' in only["reason"]


@pytest.mark.parametrize(
    ("level", "kind"), [("nominal", None), ("interval", "quadratic"), ("ratio", "ratio")]
)
def test_alpha_compares_labels_by_the_weights_of_its_level(level: Level, kind: Kind | None) -> None:
    some = codes([[1, 1], [1, 2], [4, 4]], [1, 2, 4])
    patterns = find_patterns(some.item, some.label, 3, 3)
    found = weights_in_use(patterns, Measurement(level, (1.0, 2.0, 4.0)))
    if kind is None:
        assert found is None
    else:
        assert found.tolist() == agreement_weights(kind, (1.0, 2.0, 4.0)).tolist()


@pytest.mark.parametrize(
    ("ratings", "reason"),
    [
        ([[1, 1], [1, 2], [1, 2]], "annotator-0 used one value only, so that the other's choices"),
        ([[1, 1], [1, 2], [2, 2]], ""),
        ([[1, 1, 2], [1, 2, 2], [1, 2, 1]], ""),  # of three, others still differ
    ],
)
def test_where_one_of_two_used_one_value_congers_kappa_has_none(
    ratings: Ratings, reason: str
) -> None:
    found = {c.name: c.estimate for c in coefficients(codes(ratings, [1, 2]), sampling=FEW)}
    assert found["conger_kappa"].reason.startswith(reason)
    assert (found["conger_kappa"].value is None) == bool(reason)


@pytest.mark.parametrize("n_annotators", [2, 1_000])
def test_one_code_given_twice_is_found_however_many_annotators_there_are(n_annotators: int) -> None:
    once = [(f"i{n % 7}", f"a{n}", "x") for n in range(n_annotators)]
    assert Codes.from_frame(long(once)).notes == ()
    assert Codes.from_frame(long([*once, once[-1]])).notes == (
        f"1 repeated codes counted once: {once[-1][1]} on {once[-1][0]}",
    )


def long(rows: list[tuple[str, str, str]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["item", "annotator", "label"])


def test_where_all_labels_are_one_number_chance_explains_all() -> None:
    some = codes([["a", "b"], ["b", "a"]], ["a", "b"])
    for found in estimates(Measured("label", some, Measurement("interval", (1.0, 1.0)))):
        assert found.value is None
        assert found.reason == "all agreement that could be seen is expected by chance already"


def test_what_has_no_label_was_not_coded_and_labels_stand_in_order() -> None:
    rows = [("i", "a", "y"), ("i", "b", "x"), ("j", "a", ""), ("j", "b", None)]
    found = Codes.from_frame(long(rows))  # type: ignore[arg-type]
    assert found.labels == ("x", "y")
    assert found.to_frame()["label"].tolist() == ["y", "x"]
    assert found.items.tolist() == ["i"]


@pytest.mark.parametrize(
    ("ratings", "people", "reason"),
    [
        ([[1, 1], [2, 2]], 2, ""),
        ([[1, 1], [2, 2]], 3, "there are 3"),
        ([[1, 1], [1, 1]], 2, "all annotators used one value"),
        ([[1, 1], [1, 2]], 2, "annotator-0 used one value only"),
        ([[1, 2]], 2, "only one item"),
    ],
)
def test_why_two_annotators_have_no_cohens_kappa(
    ratings: Ratings, people: int, reason: str
) -> None:
    found = why_no_cohen(codes(ratings, [1, 2]), people)
    assert reason in found
    assert bool(found) == bool(reason)


@pytest.mark.parametrize(("value", "high"), [(0.5, 0.5 + 0.196), (0.9, 1.0)])
def test_no_agreement_is_above_one(value: float, high: float) -> None:
    found = normal_interval(value, 0.1, 0.95)
    assert found.high == pytest.approx(high, abs=1e-4)
    assert found.low == pytest.approx(value - 0.196, abs=1e-4)
    many = t_interval(value, 0.1, 10**6, 0.95)
    assert (many.low, many.high) == pytest.approx((found.low, found.high), abs=1e-4)
