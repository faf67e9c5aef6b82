"""Who gets which claim: what goes before what."""

from collections import Counter
from dataclasses import replace

import pytest

from stance.core.errors import UsageError
from stance.study.assigning import Plan, assign, chances, chosen

SEEDS = range(8)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # b has nothing in common with a, and more claims than c, who has
        ({"a": ["x", "y"], "b": ["p", "q"], "c": ["y"], "gone": ["p", "q"]}, "b"),
        # neither has anything in common with a; c has fewer claims
        ({"a": ["x"], "b": ["p"], "c": [], "gone": ["p"]}, "c"),
        ({"a": ["x"], "b": [], "c": ["p"], "gone": ["p"]}, "b"),
        # both have one claim in common with a; c has fewer claims
        ({"a": ["x", "y", "z"], "b": ["y", "p"], "c": ["z"], "gone": ["p"]}, "c"),
    ],
)
def test_the_fewest_claims_in_common_come_before_the_lowest_load(
    given: dict[str, list[str]], expected: str
) -> None:
    claims = sorted({claim for own in given.values() for claim in own})
    for seed in SEEDS:
        shares = assign(claims, ["a", "b", "c"], Plan(2, 1.0, seed), given)
        assert [name for name in ("b", "c") if "x" in shares[name]] == [expected]


@pytest.mark.parametrize("seed", SEEDS)
def test_claims_that_are_begun_are_shared_before_new_ones(seed: int) -> None:
    shares = assign(["x", "y"], ["a", "b"], Plan(2, 0.5, seed), {"a": ["x"]})
    assert sorted("".join(claims) for claims in shares.values()) in (["x", "xy"],)


@pytest.mark.parametrize(
    ("n", "overlap", "given", "n_shared"),
    [
        (10, 0.0, {}, 0),
        (10, 0.3, {}, 3),
        (10, 1.0, {}, 10),
        (3, 0.5, {}, 2),  # 1.5 is rounded to the even number
        (1, 0.5, {}, 0),
        (4, 0.25, {"a": ["c0", "c1"], "b": ["c0", "c1"]}, 2),  # two are shared already
        (2, 0.5, {"a": ["c0", "c1"]}, 1),  # whoever has both, one is shared
        (4, 0.25, {"a": ["c0", "c1"], "b": ["c0"]}, 1),  # one is shared already
        (4, 0.75, {"a": ["c0", "c1"], "b": ["c0", "c1"]}, 3),
    ],
)
def test_so_many_claims_are_shared(
    n: int, overlap: float, given: dict[str, list[str]], n_shared: int
) -> None:
    claims = [f"c{i}" for i in range(n)]
    for seed in SEEDS:
        shares = assign(claims, ["a", "b", "c"], Plan(2, overlap, seed), given)
        counts = [sum(claim in own for own in shares.values()) for claim in claims]
        assert sorted(counts) == [1] * (n - n_shared) + [2] * n_shared


def test_one_annotator_a_claim_means_that_none_is_shared() -> None:
    shares = assign(["x", "y"], ["a", "b"], Plan(1, 1.0))
    assert sorted(map(len, shares.values())) == [1, 1]


def test_claims_stand_in_their_order_and_those_who_had_some_stay() -> None:
    shares = assign(["x", "y", "z"], ["b"], Plan(1), {"gone": ["z"], "b": ["y", "unknown"]})
    assert shares == {"gone": ["z"], "b": ["x", "y"]}


@pytest.mark.parametrize(
    ("names", "plan", "legal"),
    [
        (["a"], Plan(1), True),
        (["a"], Plan(0), False),
        (["a"], Plan(2), False),
        (["a", "b"], Plan(2), True),
        (["a", "b"], Plan(3), False),
        (["a"], Plan(1, 0.0), True),
        (["a"], Plan(1, 1.0), True),
        (["a"], Plan(1, -0.01), False),
        (["a"], Plan(1, 1.01), False),
        ([], Plan(1), False),
        (["a", "a"], Plan(1), False),
    ],
)
def test_a_plan_fits_the_annotators(names: list[str], plan: Plan, legal: bool) -> None:
    if legal:
        assert assign(["x"], names, plan)
    else:
        with pytest.raises(UsageError):
            assign(["x"], names, plan)


@pytest.mark.parametrize(
    ("names", "told"), [(["a"], "one annotator is named"), (["a", "b"], "2 annotators are named")]
)
def test_it_is_said_how_many_annotators_there_are(names: list[str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        assign(["x"], names, Plan(3))


def test_which_claims_are_shared_is_left_to_the_seed() -> None:
    claims = [f"c{i}" for i in range(12)]
    plans = [Plan(2, 0.5, seed) for seed in (1, 1, 2)]
    one, again, other = (assign(claims, ["a", "b", "c"], plan) for plan in plans)
    assert one == again
    assert one != other


def chances_of(n: int, plan: Plan, **given: list[str]) -> dict[str, float]:
    return chances([f"c{i}" for i in range(n)], given, plan, {})


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (Plan(overlap=0.3), 0.3),
        (Plan(overlap=0.25), 0.2),  # of ten claims, two: what is drawn is what is recorded
        (Plan(overlap=0.3, rest=False), 0.3),
        (Plan(per_claim=1, overlap=0.3, rest=False), 0.3),
        (Plan(per_claim=1, overlap=0.3), 0.0),
        (Plan(overlap=1.0), 1.0),
    ],
)
def test_claims_alike_have_one_chance_to_be_chosen(plan: Plan, expected: float) -> None:
    assert chances_of(10, plan) == dict.fromkeys([f"c{i}" for i in range(10)], expected)


def test_claims_that_are_begun_are_more_likely_and_those_shared_before_have_no_chance() -> None:
    ana, ben = ["c0", "c1", "c2", "c3"], ["c0"]
    found = chances_of(10, Plan(overlap=0.3), ana=ana, ben=ben)
    assert "c0" not in found  # nobody knows how it came to be shared
    assert found["c1"] == pytest.approx(2 / 3)  # two places for three claims
    assert found["c9"] == 0


def test_a_second_time_adds_to_the_chance_of_the_first() -> None:
    ids = [f"c{i}" for i in range(10)]
    given = {"ana": ids, "ben": ids[:2]}  # 2 of 10 were shared; now 6 are to be
    found = chances(ids, given, Plan(overlap=0.6), dict.fromkeys(ids, 0.2))
    assert found == pytest.approx(dict.fromkeys(ids, 1 - 0.8 * 0.5))  # 4 places for 8 claims


@pytest.mark.parametrize("rest", [True, False])
def test_the_recorded_chance_is_how_often_a_claim_is_chosen(rest: bool) -> None:
    ids, plan = [f"c{i}" for i in range(8)], Plan(overlap=0.25, rest=rest)
    more = [*ids, "new1", "new2", "new3", "new4"]
    first, then = chances(ids, {}, plan, {}), Plan(overlap=0.5, rest=rest)
    known, times = {}, Counter()
    for seed in range(600):
        given = assign(ids, ["a", "b", "c"], replace(plan, seed=seed))
        known = chances(more, given, then, first)
        shares = assign(more, ["a", "b", "c"], replace(then, seed=seed + 1000), given)
        has = {c: [n for n, claims in shares.items() if c in claims] for c in more}
        times.update(chosen(has, then))
    for claim_id in more:  # 600 draws: a standard error of .02 at most
        assert times[claim_id] / 600 == pytest.approx(known[claim_id], abs=0.08), claim_id


def test_without_the_rest_nobody_codes_what_is_not_shared() -> None:
    shares = assign([f"c{i}" for i in range(10)], ["a", "b"], Plan(overlap=0.3, rest=False))
    assert shares["a"] == shares["b"]
    assert len(shares["a"]) == 3
