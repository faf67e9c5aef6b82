"""The alternative annotator test: published results, a case by hand, and its edges."""

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.stats import ttest_1samp

from stance.core.errors import UsageError
from stance.machines.standing_in import FEWEST_ITEMS, StandingIn, benjamini_yekutieli, stand_in
from stance.reliability import Codes, agreement_weights
from tests.shared_folder import shared


def codes_of(columns: dict[str, dict[str, Any]]) -> Codes:
    """The codes of a table, annotator to item to label."""
    rows = [(i, name, label) for name, given in columns.items() for i, label in given.items()]
    return Codes.from_frame(pd.DataFrame(rows, columns=["item", "annotator", "label"]))


def alternating(n: int, wrong: int = 0) -> dict[str, str]:
    """Labels a, b, a, b … of n items, the first so many of them turned round."""
    return {f"i{k}": "ab"[(k + (k < wrong)) % 2] for k in range(n)}


def published(name: str) -> dict[str, Any]:
    return json.loads(shared(f"reference/alttest/{name}.json").read_text(encoding="utf-8"))


def test_the_published_results_of_four_public_sets_come_out_to_the_printed_precision() -> None:
    expected = published("expected")
    assert len(expected) == 22
    for name, result in expected.items():
        data, machine = name.split("/")
        people = published(f"{data}_human")
        codes = codes_of({**people, "the machine": published(f"{data}_llm")[machine]})
        numbers = result["score"] == "r"
        weights = agreement_weights("quadratic", codes.labels) if numbers else None
        [found] = stand_in(codes, "the machine", weights, [result["epsilon"]])
        assert found.winning_rate == pytest.approx(result["winning_rate"], abs=5e-5), name
        assert found.advantage == pytest.approx(result["advantage"], abs=5e-5), name
        p_values = {p.annotator: p.p_value for p in found.people if p.p_value is not None}
        assert p_values == pytest.approx(result["p"], abs=5.1e-6), name


def test_a_case_that_can_be_followed_by_hand() -> None:
    # b and c agree throughout; a differs from them on 20 of 40 items, the machine on 10 others.
    right = {f"i{k}": "x" for k in range(40)}
    a = right | {f"i{k}": "y" for k in range(20)}
    machine = right | {f"i{k}": "y" for k in range(30, 40)}
    codes = codes_of({"a": a, "b": right, "c": right, "machine": machine})
    [found] = stand_in(codes, "machine", epsilons=[0.2])
    beside = {one.annotator: one for one in found.people}
    # Beside a: the machine wins or ties where it is right, 30 of 40; a where a is right, 20, and
    # on those where the machine is wrong, which are among the 20. 20/40 - 30/40 = -1/4.
    assert beside["a"].advantage == 30 / 40
    differences = [-1] * 20 + [0] * 10 + [1] * 10
    t_test = ttest_1samp(differences, 0.2, alternative="less")
    assert beside["a"].p_value == pytest.approx(t_test.pvalue)
    # Beside b: on 20 items a and c differ, so that either label agrees with half of them: a tie.
    assert beside["b"].advantage == 30 / 40
    differences = [0] * 30 + [1] * 10
    t_test = ttest_1samp(differences, 0.2, alternative="less")
    assert beside["b"].p_value == pytest.approx(t_test.pvalue)
    assert [beside[name].won for name in "abc"] == [True, False, False]
    assert found.winning_rate == 1 / 3
    assert found.advantage == pytest.approx(0.75)
    assert not found.passes


def test_who_always_ties_with_every_person_may_stand_in() -> None:
    everybody = {name: alternating(30) for name in ("a", "b", "c", "machine")}
    for found in stand_in(codes_of(everybody), "machine"):
        assert (found.winning_rate, found.advantage, found.why) == (1.0, 1.0, "")
        assert found.passes


def test_who_is_always_wrong_may_not() -> None:
    people = {name: alternating(30) for name in ("a", "b", "c")}
    found = stand_in(codes_of({**people, "machine": alternating(30, wrong=30)}), "machine")
    assert [(one.winning_rate, one.advantage, one.passes) for one in found] == [(0, 0, False)] * 3


@pytest.mark.parametrize(
    ("rate", "passes"), [(None, False), (0.0, False), (0.49, False), (0.5, True), (1.0, True)]
)
def test_half_of_the_people_are_enough(rate: float | None, passes: bool) -> None:
    assert StandingIn(0.2, rate, rate, ()).passes == passes


def test_numbers_are_compared_by_how_far_they_are_off() -> None:
    people = {name: dict.fromkeys(alternating(30), 5) for name in ("a", "b")}
    near, far = dict.fromkeys(alternating(30), 4), dict.fromkeys(alternating(30), 1)
    codes = codes_of({**people, "c": far, "machine": near})
    weights = agreement_weights("quadratic", codes.labels)
    [found] = stand_in(codes, "machine", weights, [0.1])
    assert {p.annotator: p.won for p in found.people} == {"a": True, "b": True, "c": True}
    [found] = stand_in(codes, "machine", None, [0.1])
    assert {p.annotator: p.won for p in found.people} == {"a": False, "b": False, "c": True}


def test_without_the_machine_or_anything_shared_there_is_no_test_but_a_reason() -> None:
    people = {name: alternating(40) for name in ("a", "b", "c")}
    assert {one.why for one in stand_in(codes_of(people), "machine")} == {"no machine"}
    elsewhere = {f"other {k}": "a" for k in range(40)}
    found = stand_in(codes_of({**people, "machine": elsewhere}), "machine")
    assert {(one.why, one.winning_rate) for one in found} == {("nothing shared", None)}


@pytest.mark.parametrize(("n", "why"), [(FEWEST_ITEMS - 1, "few items"), (FEWEST_ITEMS, "")])
def test_thirty_items_are_needed_of_a_person(n: int, why: str) -> None:
    people = {name: alternating(n) for name in ("a", "b", "c")}
    [found] = stand_in(codes_of({**people, "machine": alternating(40)}), "machine", epsilons=[0.2])
    assert found.why == why
    assert (found.winning_rate is None) == bool(why)


def test_who_has_too_few_items_is_named_and_not_counted() -> None:
    people = {"a": alternating(40), "b": alternating(40), "c": alternating(10)}
    codes = codes_of({**people, "machine": alternating(40)})
    [found] = stand_in(codes, "machine", epsilons=[0.2])
    assert [(one.annotator, one.p_value is None) for one in found.people] == [
        ("a", False),
        ("b", False),
        ("c", True),
    ]
    assert found.winning_rate == 1
    assert found.why == "few people"


def test_an_item_that_one_person_coded_says_nothing() -> None:
    more = alternating(40) | {f"alone {k}": "a" for k in range(50)}
    codes = codes_of({"a": more, "b": alternating(40), "machine": more})
    [found] = stand_in(codes, "machine", epsilons=[0.2])
    assert [one.n_items for one in found.people] == [40, 40]


def test_an_epsilon_that_is_no_share_is_refused() -> None:
    with pytest.raises(UsageError, match="epsilon"):
        stand_in(codes_of({"a": alternating(3)}), "machine", epsilons=[1.0])


@pytest.mark.parametrize(
    ("p_values", "rejected"),
    [
        ([], []),
        ([0.05], [True]),
        ([0.051], [False]),
        # m = 2: thresholds 1/2 · .05/1.5 = .01667 and .03333; the second carries the first along.
        ([0.033, 0.033], [True, True]),
        ([0.02, 0.04], [False, False]),
        ([0.04, 0.016], [False, True]),
        ([0.02, 0.033], [True, True]),
    ],
)
def test_discoveries_by_benjamini_and_yekutieli(
    p_values: list[float], rejected: list[bool]
) -> None:
    assert benjamini_yekutieli(p_values) == rejected


@pytest.mark.parametrize("seed", range(5))
def test_each_item_is_won_by_the_machine_the_person_or_both(seed: int) -> None:
    rng = np.random.default_rng(seed)
    names = ("a", "b", "c", "machine")
    table = {name: {f"i{k}": int(rng.integers(3)) for k in range(50)} for name in names}
    [found] = stand_in(codes_of(table), "machine", epsilons=[0.2])
    swapped = dict(table, a=table["machine"], machine=table["a"])
    [other] = stand_in(codes_of(swapped), "machine", epsilons=[0.2])
    # Beside a, the machine's and a's shares add up to 1 and the ties.
    assert found.people[0].advantage + other.people[0].advantage >= 1
