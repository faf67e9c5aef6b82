"""Topics ranked by dispute."""

import math

import pytest

from stance.codebook import Scale
from stance.consensus import consensus
from stance.contested import contested
from stance.frames import POSITIONS
from stance.positions import positions
from tests import six_claims
from tests.six_claims import CODEBOOK, SCALE


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
    # The prior is 2 · (2/3, 0, 1/3); so E = 2 · (2 + 4/3)(1 + 2/3) / (5 · 6).
    assert trade["posterior"] == pytest.approx(2 * (10 / 3) * (5 / 3) / 30)
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
    assert (found["opposed_share"], found["posterior"], found["n_neutral"]) == (0, 0, 3)


def test_sides_are_told_from_the_middle_of_the_studys_own_scale() -> None:
    from stance.codebook import Level

    ten = Scale(tuple(Level(str(i), i) for i in range(11)))
    found = contested(placed(t=[1, 9, 5]), ["t"], ten).iloc[0]
    assert (found["n_for"], found["n_neutral"], found["n_against"]) == (1, 1, 1)
