"""Topics ranked by dispute."""

import math

import pytest

from stance.analysis.consensus import consensus
from stance.analysis.contested import contested, shape
from stance.analysis.positions import POSITIONS, positions
from stance.core.codebook import Scale
from tests import six_claims
from tests.six_claims import CODEBOOK, SCALE
from tests.written import hold


def placed(**stands: list[float]):
    """Build positions from the places of the experts on each topic."""
    return POSITIONS.build(
        [
            {"expert_id": f"e{i}", "topic": topic, "position": place}
            for topic, places in stands.items()
            for i, place in enumerate(places)
        ]
    )


def test_the_six_claims_give_the_share_worked_out_by_hand() -> None:
    judged = consensus(six_claims.claims(), six_claims.annotations(), SCALE)
    found = contested(positions(judged, SCALE), CODEBOOK.topic_ids, SCALE).set_index("topic")
    trade = found.loc["trade"]  # anna 0.25 and chol 1.5 for, bek -2 against
    assert (trade["n_for"], trade["n_neutral"], trade["n_against"]) == (2, 0, 1)
    assert trade["opposed_share"] == pytest.approx(2 * 2 * 1 / (3 * 2))
    assert trade["ceiling"] == pytest.approx(2 * 1 * 2 / (3 * 2))
    assert trade["rank"] == 1


def test_counts_2_1_0_0_2_give_an_opposed_pair_share_of_60_percent() -> None:
    # Two strongly against, one against, two strongly for: 2 · 3 · 2 / (5 · 4).
    found = contested(placed(t=[-2, -2, -1, 2, 2]), ["t"], Scale()).iloc[0]
    assert found["opposed_share"] == pytest.approx(0.60)


def test_the_ceiling_for_an_even_number_of_experts_is_n_over_twice_n_minus_1() -> None:
    found = contested(placed(t=[-1, -1, 1, 1]), ["t"], Scale()).iloc[0]
    assert found["opposed_share"] == found["ceiling"] == pytest.approx(4 / 6)


def test_a_topic_with_fewer_than_three_experts_is_not_ranked() -> None:
    found = contested(placed(two=[-2, 2], one=[1]), ["two", "one", "nobody"], Scale())
    assert found["rank"].isna().all()
    share = found.set_index("topic")["opposed_share"]
    assert share["two"] == 1
    assert math.isnan(share["one"])
    assert math.isnan(share["nobody"])


def test_five_experts_split_3_to_2_rank_above_three_split_2_to_1() -> None:
    found = contested(
        placed(small=[1, 1, -1], large=[1, 1, 1, -1, -1]), ["small", "large"], Scale()
    )
    assert found["topic"].tolist() == ["large", "small"]
    assert found["opposed_share"].tolist() == pytest.approx([0.6, 2 / 3])


def test_equally_contested_topics_share_a_rank() -> None:
    found = contested(placed(a=[1, 1, -1], b=[1, 1, -1]), ["a", "b"], Scale())
    assert found["rank"].tolist() == [1, 1]


def test_everyone_neutral_is_no_dispute() -> None:
    found = contested(placed(t=[0, 0, 0]), ["t"], Scale()).iloc[0]
    assert (found["opposed_share"], found["n_neutral"]) == (0, 3)
    assert found["posterior"] < 0.05


def test_sides_are_told_from_the_middle_of_the_studys_own_scale() -> None:
    from stance.core.codebook import Level

    ten = Scale(tuple(Level(str(i), i) for i in range(11)))
    found = contested(placed(t=[1, 9, 5]), ["t"], ten).iloc[0]
    assert (found["n_for"], found["n_neutral"], found["n_against"]) == (1, 1, 1)


def test_the_interval_holds_the_posterior_mean_and_narrows_with_experts() -> None:
    found = contested(placed(few=[1, -1, 1], many=[1, -1, 1] * 20), ["few", "many"], Scale())
    assert found["posterior"].between(found["low"], found["high"]).all()
    width = (found["high"] - found["low"]).set_axis(found["topic"])
    assert width["many"] < width["few"]


def test_the_same_seed_gives_the_same_interval() -> None:
    material = placed(a=[1, -1, 1], b=[1, 1, -1, -1])
    first, again = (contested(material, ["a", "b"], Scale(), seed=3) for _ in range(2))
    assert first.equals(again)
    assert not first.equals(contested(material, ["a", "b"], Scale(), seed=4))


def test_a_topic_on_which_all_agree_leaves_room_for_opposition_nobody_met() -> None:
    found = contested(placed(t=[1, 2, 1]), ["t"], Scale()).iloc[0]
    assert found["low"] == 0 < found["posterior"] < found["high"]


def test_no_topic_on_which_all_agree_ranks_above_one_that_divides() -> None:
    found = contested(placed(wide=[1] * 40 + [-1], few=[1, 1, 1]), ["wide", "few"], Scale())
    assert found["topic"].tolist() == ["wide", "few"]
    assert found["posterior"].is_monotonic_increasing


def test_the_chance_to_be_among_the_first_three_adds_up_to_three() -> None:
    topics = {
        "split": [1, -1] * 6,
        "one": [1] * 12,
        "two": [1] * 11 + [-1],
        "three": [1] * 9 + [-1] * 3,
    }
    found = contested(placed(**topics), list(topics), Scale()).set_index("topic")
    assert found["p_top3"].sum() == pytest.approx(3)
    assert found["p_top3"].idxmax() == "split"
    assert found["p_top3"].idxmin() == "one"


def test_three_topics_are_the_first_three_without_any_chance() -> None:
    found = contested(placed(a=[1, -1, 1], b=[1, 1, 1], c=[1, -1, -1]), ["a", "b", "c"], Scale())
    assert found["p_top3"].isna().all()


@pytest.mark.parametrize(
    ("counts", "word"),
    [
        ((2, 0, 0), "too few"),
        ((5, 1, 0), "consensus"),
        ((0, 4, 0), "consensus"),
        ((3, 3, 0), "spread"),
        ((4, 0, 1), "lone dissenter"),
        ((1, 1, 4), "lone dissenter"),
        ((1, 5, 2), "spread"),
        ((3, 0, 2), "two camps"),
        ((4, 1, 4), "two camps"),
        ((3, 5, 3), "spread"),
        ((18, 0, 2), "minority"),
    ],
)
def test_one_word_tells_the_shape(counts, word) -> None:
    assert shape(*counts) == word


def test_a_topic_carries_the_measures_of_the_literature() -> None:
    found = contested(placed(t=[-2, -2, -1, 2, 2]), ["t"], Scale()).iloc[0]
    assert found["van_der_eijk"] == pytest.approx(-0.567, abs=5e-4)
    assert found["tastle_wierman"] == pytest.approx(0.130, abs=5e-4)
    assert found["esteban_ray"] == pytest.approx(0.704)
    assert found["shape"] == "two camps"


def test_every_spread_of_up_to_nine_experts_has_its_committed_word() -> None:
    every = [
        (smaller, n - smaller - larger, larger)
        for n in range(10)
        for smaller in range(n + 1)
        for larger in range(smaller, n + 1 - smaller)
    ]
    lines = [f"{a} against, {b} between, {c} for: {shape(c, b, a)}" for a, b, c in every]
    hold("shapes of topics.txt", lines)


@pytest.mark.parametrize(
    ("sides", "word"),
    [((2, 0, 7), "minority"), ((2, 0, 6), "two camps"), ((3, 2, 3), "two camps"),
     ((3, 3, 3), "spread"), ((1, 0, 2), "lone dissenter"), ((1, 1, 2), "spread"),
     ((0, 1, 3), "consensus"), ((0, 2, 3), "spread"), ((0, 0, 2), "too few"),
     ((2, 3, 5), "spread"), ((2, 2, 5), "minority")],
)  # fmt: skip
def test_a_shape_is_the_same_whichever_way_a_proposition_is_worded(sides, word) -> None:
    assert shape(*sides) == shape(*sides[::-1]) == word
