"""Coefficients of agreement: what must hold whatever the codes are."""

import itertools
import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from stance.core.errors import UsageError
from stance.reliability import (
    Codes,
    CodeTable,
    Coefficient,
    Measurement,
    Sampling,
    agreement_weights,
    alpha,
    alpha_of_weights,
    categories,
    coefficients,
    masi,
    similarity,
)
from stance.reliability.alpha import weights_in_use
from stance.reliability.patterns import find_patterns
from tests.agreement_data import codes, long_table

FEW = Sampling(resamples=30)
LEVELS = [1, 2, 3, 4]
#: Two to six items, two or three annotators, four labels, any of them not coded.
TABLES = st.integers(2, 3).flatmap(
    lambda people: st.lists(
        st.lists(st.sampled_from([None, *LEVELS]), min_size=people, max_size=people),
        min_size=2,
        max_size=6,
    )
)


def values(
    ratings: list[list[Any]], level: str = "interval", levels: list[Any] | None = None
) -> dict[str, float | None]:
    measurement = Measurement(level)  # type: ignore[arg-type]
    found = coefficients(codes(ratings, levels or LEVELS), measurement, FEW)
    return {coefficient.name: coefficient.estimate.value for coefficient in found}


def close(one: dict[str, float | None], other: dict[str, float | None]) -> bool:
    return one.keys() == other.keys() and all(
        (a is None and b is None)
        or (a is not None and b is not None and math.isclose(a, b, abs_tol=1e-9))
        for a, b in zip(one.values(), other.values(), strict=True)
    )


@settings(max_examples=25, deadline=None)
@given(TABLES, st.randoms(use_true_random=False))
def test_the_order_of_items_and_annotators_does_not_matter(ratings: list[Any], random: Any) -> None:
    shuffled = [list(row) for row in ratings]
    random.shuffle(shuffled)
    order = list(range(len(ratings[0])))
    random.shuffle(order)
    assert close(values(ratings), values([[row[i] for i in order] for row in shuffled]))


@settings(max_examples=25, deadline=None)
@given(TABLES, st.permutations(LEVELS))
def test_relabelling_nominal_codes_does_not_matter(ratings: list[Any], names: list[int]) -> None:
    renamed = [[names[v - 1] if v else None for v in row] for row in ratings]
    assert close(values(ratings, "nominal"), values(renamed, "nominal"))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(LEVELS), min_size=2, max_size=8), st.integers(2, 4))
def test_identical_annotators_with_two_values_or_more_agree_fully(
    labels: list[int], people: int
) -> None:
    assume(len(set(labels)) > 1)
    found = values([[label] * people for label in labels], "ratio")
    of_two = ("cohen", "scott")
    assert all(v == 1 for k, v in found.items() if people == 2 or not k.startswith(of_two))


def brute_force_ordinal_alpha(pairs: list[tuple[int, int]]) -> float:
    """Krippendorff (2011), E: all ordered pairs of codes within units against those of the pot."""
    pot = [label for pair in pairs for label in pair]

    def distance(a: int, b: int) -> float:
        low, high = min(a, b), max(a, b)
        between = sum(low <= label <= high for label in pot)
        return (between - (pot.count(low) + pot.count(high)) / 2) ** 2

    observed = sum(2 * distance(a, b) for a, b in pairs)
    by_chance = sum(distance(a, b) for a, b in itertools.permutations(pot, 2)) / (len(pot) - 1)
    return 1 - observed / by_chance


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(LEVELS), st.sampled_from(LEVELS)), min_size=2, max_size=10)
)
def test_ordinal_alpha_of_two_annotators_is_its_definition(pairs: list[tuple[int, int]]) -> None:
    assume(len({label for pair in pairs for label in pair}) > 1)
    table = CodeTable(codes([list(pair) for pair in pairs], LEVELS))
    found = alpha(table.counts, Measurement("ordinal")).at(table.counts.times)
    assert found == pytest.approx(brute_force_ordinal_alpha(pairs))


@settings(max_examples=25, deadline=None)
@given(TABLES)
def test_interval_alpha_by_sums_is_alpha_by_its_table_of_distances(ratings: list[Any]) -> None:
    table = CodeTable(codes(ratings, LEVELS))
    assume(len(table.codes))
    by_sums = alpha(table.counts, Measurement("interval")).at(table.counts.times)
    distances = np.subtract.outer(LEVELS, LEVELS) ** 2.0
    by_table = alpha_of_weights(table.counts, similarity(distances)).at(table.counts.times)
    assert by_sums == pytest.approx(by_table, nan_ok=True)


@settings(max_examples=25, deadline=None)
@given(TABLES, st.sampled_from([frozenset(), frozenset({3}), frozenset({1, 3})]))
def test_ordinal_alpha_by_pairs_that_meet_is_alpha_by_its_table_of_distances(
    ratings: list[Any], apart: frozenset[int]
) -> None:
    """Labels outside the order lie as far from all others as the ends of the scale."""
    table = CodeTable(codes(ratings, LEVELS))
    assume(len(table.codes))
    measurement = Measurement("ordinal", (), apart)
    by_pairs = alpha(table.counts, measurement).at(table.counts.times)
    weights = weights_in_use(table.counts, measurement)
    assume(weights.min() == 0)  # else nothing but one label lies inside the order
    by_table = alpha_of_weights(table.counts, weights).at(table.counts.times)
    assert by_pairs == pytest.approx(by_table, nan_ok=True)


@settings(max_examples=25, deadline=None)
@given(TABLES)
def test_patterns_found_by_numbers_and_by_sorting_are_the_same(ratings: list[Any]) -> None:
    found = codes(ratings, LEVELS)
    assume(len(found))
    by_number = find_patterns(found.item, found.label, len(found.items), 4)
    by_sorting = find_patterns(found.item, found.label, len(found.items), 400)
    per_item = by_number.counts.toarray()[by_number.of_item]
    assert (per_item == by_sorting.counts.toarray()[by_sorting.of_item][:, :4]).all()
    assert sorted(by_number.times) == sorted(by_sorting.times)


@settings(max_examples=25, deadline=None)
@given(TABLES)
def test_nothing_is_ever_nan_and_what_is_undefined_has_a_reason(ratings: list[Any]) -> None:
    for coefficient in coefficients(codes(ratings, LEVELS), Measurement("ratio"), FEW):
        estimate = coefficient.estimate
        assert estimate.reason or (estimate.value is not None and estimate.interval is not None)
        for number in (estimate.value, estimate.se, coefficient.p_value):
            assert number is None or math.isfinite(number)


def reasons(ratings: list[list[Any]]) -> dict[str, tuple[float | None, str]]:
    found = coefficients(codes(ratings, LEVELS), sampling=FEW)
    return {c.name: (c.estimate.value, c.estimate.reason) for c in found}


@pytest.mark.parametrize(
    ("ratings", "words"),
    [
        ([[1, 1], [1, 1], [1, 1]], "all annotators used one value"),
        ([[1, 1], [1, 1], [2, None]], "all annotators used one value"),
        ([[1, None], [None, 2], [1, None]], "no item was coded by two annotators"),
        ([[1], [2]], "only one annotator coded anything"),
        ([[1, 2]], "only one item was coded by two annotators"),
        ([[None, None]], "there are no codes"),
    ],
)
def test_a_coefficient_without_meaning_is_a_reason(ratings: list[list[Any]], words: str) -> None:
    for name, (value, reason) in reasons(ratings).items():
        if name != "percent_agreement":
            assert value is None
            assert words in reason


def test_percent_agreement_means_something_where_all_used_one_value() -> None:
    assert reasons([[1, 1], [1, 1]])["percent_agreement"][0] == 1
    assert reasons([[1, 2]])["percent_agreement"][0] == 0


def test_cohens_kappa_with_a_constant_annotator_is_a_reason_that_names_the_annotator() -> None:
    """pa = 1/3, and pe = 1/3 whatever the other does, so that kappa would be 0."""
    found = reasons([[1, 1], [1, 2], [1, 2]])
    assert found["cohen_kappa"] == (
        None,
        "annotator-0 used one value only on the items that both coded, so that kappa is 0 anyway",
    )
    assert found["krippendorff_alpha"][0] is not None


def test_cohens_kappa_of_three_annotators_is_left_to_the_pairs() -> None:
    value, reason = reasons([[1, 1, 2], [2, 2, 2]])["cohen_kappa"]
    assert value is None
    assert "there are 3; see each pair" in reason


def test_the_same_code_twice_counts_once_and_two_codes_of_one_annotator_count_not_at_all() -> None:
    table = long_table([[1, 1], [2, 2], [1, 1]])
    twice = table.iloc[[0]]
    other = table.iloc[[2]].assign(label=3)
    again = Codes.from_frame(pd.concat([table, twice, other]), LEVELS)
    assert again.notes == (
        "1 repeated codes counted once: annotator-0 on item-0",
        "1 items left out for an annotator who gave them two labels: annotator-0 on item-1",
    )
    # Left are 1,1 and 1,1 and a single 2: nothing varies among the items coded twice.
    found = coefficients(again, sampling=FEW)
    assert all("one value" in c.estimate.reason for c in found[1:])


def test_full_agreement_has_a_value_but_no_interval() -> None:
    found = coefficients(codes([[1, 1], [2, 2], [1, 1]], LEVELS), sampling=FEW)[-1]
    assert found.estimate.value == 1
    assert found.estimate.interval is None
    assert "agree throughout" in found.estimate.reason


def some_codes() -> Codes:
    random = np.random.default_rng(5)
    truth = random.integers(1, 5, 60)
    rows = [
        [int(t) if random.random() < 0.7 else int(random.integers(1, 5)) for _ in range(3)]
        for t in truth
    ]
    return codes(rows, LEVELS)


def by_name(found: tuple[Coefficient, ...]) -> dict[str, Coefficient]:
    return {coefficient.name: coefficient for coefficient in found}


def test_the_bootstrap_is_repeatable_by_seed() -> None:
    one, same, other = (
        by_name(coefficients(some_codes(), sampling=Sampling(resamples=200, seed=seed)))
        for seed in (1, 1, 2)
    )
    assert one == same
    assert one["krippendorff_alpha"].bootstrap != other["krippendorff_alpha"].bootstrap


def test_three_kinds_of_interval_lie_around_the_value_and_near_one_another() -> None:
    for coefficient in coefficients(some_codes(), sampling=Sampling(resamples=2000)):
        if coefficient.estimate.value is None:
            continue
        assert coefficient.estimate.interval is not None
        assert coefficient.bootstrap is not None
        assert coefficient.jackknife is not None
        for interval in (coefficient.bootstrap, coefficient.jackknife):
            assert interval.low < coefficient.estimate.value < interval.high
            assert interval.low == pytest.approx(coefficient.estimate.interval.low, abs=0.04)
            assert interval.high == pytest.approx(coefficient.estimate.interval.high, abs=0.04)


def test_the_jackknife_leaves_out_one_item_at_a_time() -> None:
    """By hand: recompute alpha without each item, then sqrt((n - 1) / n · sum of squares)."""
    ratings = [[1, 1], [2, 2], [1, 2], [3, 3], [3, 1]]
    without = [
        values([row for j, row in enumerate(ratings) if j != i], "ordinal")["krippendorff_alpha"]
        for i in range(5)
    ]
    spread = np.array(without) - np.mean(without)
    found = by_name(coefficients(codes(ratings, LEVELS), Measurement("ordinal"), FEW))
    se = found["krippendorff_alpha"].estimate.se
    assert se == pytest.approx(float(np.sqrt(4 / 5 * (spread**2).sum())))


def test_the_order_of_levels_is_the_list_not_the_alphabet() -> None:
    """low, mid, high: the alphabet would put high first and low beside it."""
    ratings = [["low", "mid"], ["high", "high"], ["low", "low"], ["mid", "high"], ["mid", "mid"]]
    ranks = {"low": 1, "mid": 2, "high": 3}
    by_words = values(ratings, "ordinal", ["low", "mid", "high"])
    by_ranks = values([[ranks[v] for v in row] for row in ratings], "ordinal", [1, 2, 3])
    assert by_words == by_ranks
    assert by_words != values(ratings, "ordinal", sorted(ranks))


def test_a_label_that_is_not_legal_stops_the_reading() -> None:
    with pytest.raises(UsageError, match='"4" is not among the levels 1, 2, 3'):
        codes([[1, 4]], [1, 2, 3])


def test_masi_compares_sets_by_overlap_and_inclusion() -> None:
    """{a}, {a,b}, {b,c}, {d}: Jaccard 1/2 · 2/3, 1/3 · 1/3, and nothing in common."""
    within = np.array([[1, 0, 0, 0], [1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 0, 1]])
    alike = masi(within).toarray()
    assert np.diag(alike).tolist() == [1, 1, 1, 1]
    assert alike[0, 1] == pytest.approx(1 / 3)
    assert alike[1, 2] == pytest.approx(1 / 9)
    assert alike[0, 2] == alike[0, 3] == 0


def test_any_distance_matrix_will_do_and_its_unit_does_not_matter() -> None:
    table = CodeTable(codes([[1, 2], [2, 2], [3, 1], [4, 4]], LEVELS))
    distances = np.abs(np.subtract.outer(LEVELS, LEVELS)) ** 1.5
    one, ten = (
        alpha_of_weights(table.counts, similarity(distances * unit)).at(table.counts.times)
        for unit in (1, 10)
    )
    assert one == pytest.approx(ten)


@pytest.mark.parametrize("wrong", [[[0, 1], [2, 0]], [[1, 1], [1, 0]], [[0, -1], [-1, 0]]])
def test_distances_that_are_none_are_refused(wrong: list[list[float]]) -> None:
    with pytest.raises(UsageError, match="symmetric"):
        similarity(np.array(wrong, dtype=float))


def test_weights_of_an_unknown_kind_are_refused_with_the_kinds_there_are() -> None:
    with pytest.raises(UsageError, match="linear, quadratic"):
        agreement_weights("cubic", [1, 2])


def test_labels_outside_the_order_agree_only_with_themselves() -> None:
    weights = agreement_weights("linear", [1, 2, 3, 0], frozenset({3}))
    assert weights[3].tolist() == [0, 0, 0, 1]
    assert weights[0].tolist() == [1, 0.5, 0, 0]


def test_a_label_nobody_used_is_told_apart_from_one_without_agreement() -> None:
    found = {c.label: c for c in categories(codes([[1, 1], [2, 3], [1, 2]], LEVELS))}
    assert found[4].fleiss_kappa.reason == "nobody used this value"
    assert found[3].fleiss_kappa.value is not None
    assert found[3].test.z is not None


def test_fleiss_test_needs_equally_many_codes_an_item() -> None:
    found = categories(codes([[1, 1, None], [2, 1, 2], [1, 2, 1]], LEVELS))
    assert "same number of annotators" in found[0].test.reason


def test_many_labels_and_many_items_cost_no_table_of_labels_by_labels() -> None:
    random = np.random.default_rng(1)
    labels = random.integers(0, 5_000, (20_000, 1)).repeat(2, axis=1)
    labels[::4, 1] = random.integers(0, 5_000, 5_000)
    item = np.arange(20_000).repeat(2)
    patterns = find_patterns(item, labels.reshape(-1), 20_000, 5_000)
    nominal = alpha(patterns, Measurement("nominal")).at(patterns.times)
    assert nominal == pytest.approx(0.75, abs=0.001)
