"""Groups of experts, or the verdict that there are none."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from stance.analysis.camps import camps, resampling
from stance.analysis.camps.grouping import group, likeness, silhouettes
from stance.analysis.camps.layout import leaf_order, plane
from stance.analysis.camps.line import along, loadings
from stance.analysis.camps.mixtures import Tables, compare_with_line, fit_camps
from stance.analysis.camps.rivals import _chance as rivals_chance
from stance.analysis.camps.rivals import chance_of_more
from stance.analysis.camps.standard import standard
from stance.analysis.camps.topics import camp_topics, common_ground, group_aware_consensus
from stance.analysis.positions import POSITIONS
from stance.core.codebook import Scale

NAN = float("nan")
TOPICS = [f"t{i}" for i in range(10)]


def placed(places) -> pd.DataFrame:
    """Build positions from experts × topics; experts are e0, e1, …"""
    rows = [
        {"expert_id": f"e{i}", "topic": TOPICS[j], "position": float(place)}
        for i, row in enumerate(places)
        for j, place in enumerate(row)
        if place == place
    ]
    return POSITIONS.build(rows)


def found(places, **options):
    experts = [f"e{i}" for i in range(len(places))]
    return camps(placed(places), experts, TOPICS[: len(places[0])], Scale(), **options)


#: e0 to e3 against, for, against, …; e4 to e7 the other way; e8 said too little.
TWO = [[-2, 1, -1, 2]] * 4 + [[2, -1, 1, -2]] * 4 + [[NAN, 1, NAN, NAN]]


@pytest.fixture(scope="module")
def two():
    return found(TWO)


def test_two_sworn_camps_are_found_and_stable(two) -> None:
    assert two.verdict == "stable camps"
    table = two.experts.set_index("expert_id")
    assert table["camp"].tolist() == [1, 1, 1, 1, 2, 2, 2, 2, 0]
    assert table["status"].tolist() == ["member"] * 8 + ["too little said"]
    assert table["next_camp"].tolist() == [2] * 4 + [1] * 4 + [0]
    assert two.camps["n_experts"].tolist() == [4, 4]
    assert (two.camps["stability"] > 0.95).all()
    assert two.p_value.value <= 0.05


def test_every_topic_that_parts_the_camps_defines_them(two) -> None:
    first = two.topics[two.topics["camp"] == 1].set_index("topic")
    assert first["defining"].all()
    assert first.loc[TOPICS[:4], "side"].tolist() == [-1, 1, -1, 1]
    assert first[["n_spoke", "n_side", "n_others_side"]].iloc[0].tolist() == [4, 4, 0]


def test_of_too_many_experts_some_are_drawn_and_the_others_join_the_nearest(
    two, monkeypatch
) -> None:
    from stance.analysis.camps import sample as module

    monkeypatch.setattr(module, "MOST", 8)
    many = found(TWO[:8] * 2, draws=39)
    assert (two.sought, many.sought) == (8, 8)
    assert many.verdict == "stable camps"
    camp = many.experts["camp"].to_numpy()
    assert set(camp) == {1, 2}
    assert (camp == np.tile(np.repeat([camp[0], 3 - camp[0]], 4), 2)).all()
    assert (many.experts["status"] == "member").all()
    assert many.experts["support"].notna().sum() == 8
    assert many.camps["n_experts"].tolist() == [8, 8]


def test_as_many_as_are_sought_among_are_all_taken() -> None:
    from stance.analysis.camps.sample import MOST, sample

    draws = np.random.default_rng(1)
    assert sample(MOST, draws).tolist() == list(range(MOST))
    assert draws.random() == np.random.default_rng(1).random()  # nobody was drawn
    drawn = sample(MOST + 1, np.random.default_rng(1))
    assert len(set(drawn)) == MOST
    assert (np.diff(drawn) > 0).all()


@pytest.mark.parametrize(("draws", "most"), [(39, 1), (150, 6), (199, 9)])
def test_the_chance_is_small_only_if_fewer_shuffles_than_allowed_are_grouped_as_well(
    draws, most, monkeypatch
) -> None:
    # (1 + 6) / (1 + 150) is .046, (1 + 7) / (1 + 150) is .053
    def chance(reached: int) -> float:
        scores = iter([0.0] * (draws - reached) + [1.0] * reached)
        monkeypatch.setattr(resampling, "group", lambda *_: SimpleNamespace(score=next(scores)))
        rng = np.random.default_rng(1)
        return resampling.chance_of(0.5, np.array(TWO[:8], float), 4, rng, draws, 0.05)

    assert chance(most) == (1 + most) / (1 + draws) <= 0.05
    assert chance(most + 1) > 0.05


def test_an_expert_half_way_stands_between() -> None:
    halfway = [[-2, 1, 1, -2]]
    table = found(TWO[:8] + halfway).experts.set_index("expert_id")
    assert table.loc["e8", "status"] in {"between", "apart"}
    assert (table.loc["e0":"e7", "status"] == "member").all()


def test_planted_camps_are_found_though_most_cells_are_empty() -> None:
    # Four topics each, and the two sides differ by three steps.
    rng = np.random.default_rng(3)
    side = np.repeat([1, -1], 10)[:, None] * rng.choice([-1, 1], 10)
    places = np.clip(np.round(side * 1.5 + rng.normal(0, 0.5, (20, 10))), -2, 2)
    places[rng.random(places.shape) < 0.6] = NAN
    result = found(places)
    assert result.verdict == "stable camps"
    table = result.experts[result.experts["camp"] > 0]
    first = table["expert_id"].str[1:].astype(int) < 10
    assert len(table) >= 18
    assert table.loc[first, "camp"].nunique() == table.loc[~first, "camp"].nunique() == 1


def test_chance_makes_no_camps() -> None:
    places = np.random.default_rng(5).integers(-2, 3, (12, 6)).astype(float)
    result = found(places)
    assert result.verdict == "no stable camps"
    assert "shuffled" in result.reason
    assert result.camps.empty
    assert result.topics.empty
    assert (result.experts["camp"] == 0).all()
    assert (result.experts["status"] == "apart").all()


def test_nobody_opposed_to_anybody_is_one_camp() -> None:
    result = found([[1, 2, 1]] * 5 + [[2, 1, 2]] * 5)
    assert result.verdict == "one camp"
    assert result.p_value.value is None
    assert result.p_value.reason == result.reason


@pytest.mark.parametrize(
    ("places", "verdict"),
    [
        ([[1, 2]], "no stable camps"),  # one expert
        ([[1]] * 4 + [[-1]] * 4, "no stable camps"),  # one topic
        ([[1, 1, NAN, NAN], [NAN, NAN, -1, -1]], "no stable camps"),  # nothing shared
        ([[0, 0]] * 8, "one camp"),  # everyone neutral
        ([[2, -2]] * 8, "one camp"),  # everyone identical
        ([[1, NAN]] * 4 + [[NAN, 1]] * 4, "no stable camps"),  # one topic each
    ],
)
def test_where_camps_have_no_meaning_a_sentence_says_why(places, verdict) -> None:
    result = found(places)
    assert result.verdict == verdict
    assert result.reason.endswith(".")
    assert result.silhouette.value is None
    assert sorted(result.expert_order) == sorted(f"e{i}" for i in range(len(places)))


def test_no_expert_at_all() -> None:
    result = camps(POSITIONS.empty(), [], TOPICS, Scale())
    assert result.verdict == "no stable camps"
    assert result.experts.empty
    assert result.expert_order == ()


def spread(seed: int) -> np.ndarray:
    """Return twenty experts spread evenly over one line, who take all ten topics alike."""
    rng = np.random.default_rng(seed)
    score = np.linspace(-1.7, 1.7, 20)[:, None]
    return np.clip(np.round(score + rng.normal(0, 0.5, (20, 10))), -2, 2)


def test_experts_spread_over_one_line_are_not_called_camps() -> None:
    result = found(spread(1), draws=99)
    assert result.verdict == "one line or two camps"
    assert "one line" in result.reason
    assert result.p_value.value <= 0.05
    assert result.p_line.value > 0.10
    assert result.p_more.value is None
    assert result.camps.empty
    assert (result.experts["camp"] == 0).all()


def test_three_camps_are_not_named_as_two() -> None:
    # Two camps are as far from each other on four topics as from the third on all ten.
    side = np.array([[1] * 10, [-1] * 10, [-1] * 6 + [1] * 4])
    noise = np.random.default_rng(2).normal(0, 0.5, (24, 10))
    places = np.clip(np.round(side[np.repeat([0, 1, 2], 8)] * 1.5 + noise), -2, 2)
    labels = np.repeat([0, 1, 1], 8)
    assert chance_of_more(places, labels, np.random.default_rng(1), 39, 0.05) <= 0.05
    assert chance_of_more(places[:16], labels[:16], np.random.default_rng(1), 39, 0.05) > 0.05


@pytest.mark.parametrize(
    ("line", "more", "verdict"),
    [
        (0.10, 0.051, "stable camps"),
        (0.101, 0.051, "one line or two camps"),
        (0.10, 0.05, "no stable camps"),
    ],
)
def test_camps_are_named_only_if_neither_a_line_nor_one_camp_more_may_be_there(
    line, more, verdict, monkeypatch
) -> None:
    from stance.analysis.camps import verdict as module

    monkeypatch.setattr(module, "chance_of_line", lambda *_: line)
    monkeypatch.setattr(module, "chance_of_more", lambda *_: more)
    result = found(TWO, draws=39)
    assert result.verdict == verdict
    assert set(result.camps["verdict"]) <= {verdict.split()[0]}


@pytest.mark.parametrize(
    ("sizes", "over_topics", "verdict"),
    [
        # of each group: its experts, and how far it comes back when topics are drawn again
        ((4, 4), (0.80, 0.80), "stable camps"),
        ((4, 4), (0.80, 0.79), "one line or two camps"),  # two might be a line
        ((4, 4), (0.80, 0.69), "no stable camps"),  # one alone comes back
        ((4, 4, 4), (0.70, 0.70, 0.70), "stable camps"),
        ((4, 4, 4), (0.80, 0.80, 0.69), "tentative camps"),  # two of three: how many, is open
        ((4, 4, 4), (0.80, 0.79, 0.69), "no stable camps"),
        ((4, 4, 2), (0.80, 0.80, 0.00), "stable camps"),  # two experts are no group
    ],
)
def test_two_camps_need_surer_groups_and_no_third_that_does_not_come_back(
    sizes, over_topics, verdict, monkeypatch
) -> None:
    from stance.analysis.camps import verdict as module
    from stance.analysis.camps.grouping import Grouping

    labels = np.repeat(range(len(sizes)), sizes)
    count, over_experts = len(labels), np.full(len(sizes), 0.9)
    monkeypatch.setattr(module, "group", lambda *_: Grouping(labels, np.ones(count), 0.5))
    monkeypatch.setattr(module, "chance_of", lambda *_: 0.01)
    monkeypatch.setattr(module, "stability", lambda *_: (over_experts, np.ones(count)))
    monkeypatch.setattr(module, "topic_stability", lambda *_: np.array(over_topics))
    monkeypatch.setattr(module, "chance_of_line", lambda *_: 0.01)
    monkeypatch.setattr(module, "chance_of_more", lambda *_: 0.5)
    places = np.where(np.arange(count)[:, None] % 2, 1.0, -1.0) * np.ones((1, 4))
    assert module.find(places, Scale(), np.random.default_rng(1), 39).verdict == verdict


@pytest.mark.parametrize("seed", range(3))
def test_neither_wording_nor_order_changes_anything_but_signs_and_names(seed) -> None:
    rng = np.random.default_rng(seed)
    places = np.array([*TWO, [1, NAN, -2, 0], [NAN, 2, 2, -1]], dtype=float)
    places[rng.random(places.shape) < 0.2] = NAN
    experts, topics = rng.permutation(len(places)), rng.permutation(4)
    turned = places[experts][:, topics] * rng.choice([-1, 1], 4)
    first, again = found(places, draws=39), found(turned, draws=39)
    assert (first.verdict, first.reason) == (again.verdict, again.reason)
    assert (first.p_value, first.p_line, first.p_more) == (
        again.p_value,
        again.p_line,
        again.p_more,
    )
    columns = ["status", "n_topics", "support"]
    pd.testing.assert_frame_equal(
        first.experts.loc[experts, columns].reset_index(drop=True), again.experts[columns]
    )


def test_every_way_of_writing_a_study_has_one_form() -> None:
    rng = np.random.default_rng(4)
    places = rng.integers(-2, 3, (9, 6)).astype(float)
    places[rng.random(places.shape) < 0.3] = NAN
    other = places[rng.permutation(9)][:, rng.permutation(6)] * rng.choice([-1, 1], 6)
    one, two = standard(places, 0, 4), standard(other, 0, 4)
    np.testing.assert_array_equal(one.places, two.places)
    assert sorted(one.experts) == list(range(9))


def test_what_is_said_on_a_topic_stays_when_places_are_drawn_along_a_line() -> None:
    drawn = along(spread(1)[:, :3], np.array([0.9, 0.0, -0.9]), np.random.default_rng(1), 5)
    for table in drawn:
        np.testing.assert_array_equal(np.sort(table, axis=0), np.sort(spread(1)[:, :3], axis=0))
        assert np.corrcoef(table[:, 0], table[:, 2])[0, 1] < 0


def test_loadings_follow_the_line_and_its_turned_topics() -> None:
    places = spread(1) * np.array([1, -1] * 5)
    loading = loadings(places)
    assert (np.abs(loading) > 0.7).all()
    assert (np.sign(loading * loading[0]) == [1, -1] * 5).all()


def test_the_same_seed_gives_the_same_camps() -> None:
    places = np.random.default_rng(1).integers(-2, 3, (10, 6)).astype(float)
    first, again = found(places, seed=7), found(places, seed=7)
    assert first.reason == again.reason
    pd.testing.assert_frame_equal(first.experts, again.experts)


def test_neighbours_in_the_order_are_alike() -> None:
    mixed = [TWO[0], TWO[4], TWO[1], TWO[5], TWO[2], TWO[6]]
    order = [int(name[1:]) % 2 for name in found(mixed).expert_order]
    assert order in ([0, 0, 0, 1, 1, 1], [1, 1, 1, 0, 0, 0])


def test_who_said_nothing_comes_last_in_the_order() -> None:
    places = np.array([[NAN, NAN], [1.0, 2.0], [1.0, -2.0], [2.0, 2.0]])
    assert leaf_order(places, 4)[-1] == 0


def test_a_map_that_fits_is_drawn_with_its_stress(two) -> None:
    assert two.stress.value < 0.15
    assert two.map["expert_id"].tolist() == [f"e{i}" for i in range(8)]
    x = two.map["x"].tolist()
    assert x[:4] == pytest.approx([x[0]] * 4, abs=0.1)
    assert x[4:] == pytest.approx([-x[0]] * 4, abs=0.1)


def test_a_map_that_would_mislead_is_not_drawn() -> None:
    places = np.random.default_rng(5).choice([-2.0, 2.0], (14, 8))
    result = found(places)
    assert result.map.empty
    assert "stress" in result.stress.reason
    assert result.stress.value > 0.15


def test_points_of_a_plane_are_mapped_without_stress() -> None:
    points = np.array([[0.0, 0], [0, 3], [4, 0], [4, 3], [2, 1]])
    square = np.linalg.norm(points[:, None] - points[None, :], axis=2)
    place, stress = plane(square, 1 - np.eye(5))
    assert stress < 1e-3
    again = np.linalg.norm(place[:, None] - place[None, :], axis=2)
    assert again == pytest.approx(square, abs=1e-2)


def test_silhouettes_by_hand() -> None:
    # Places 0, 1 and 10, 12 on a line: a = 1 and b = 11 for the first, 1 and 10 for the second.
    line = np.array([0.0, 1, 10, 12])
    widths = silhouettes(np.abs(line[:, None] - line), np.array([0, 0, 1, 1]))
    assert widths == pytest.approx([10 / 11, 9 / 10, 7.5 / 9.5, 9.5 / 11.5])


def test_who_stands_alone_has_a_silhouette_of_0() -> None:
    line = np.array([0.0, 1, 10])
    assert silhouettes(np.abs(line[:, None] - line), np.array([0, 0, 1]))[2] == 0


def test_the_cut_with_the_best_silhouette_is_taken() -> None:
    line = np.array([0.0, 1, 2, 20, 21, 22, 50, 51, 52])
    apart = np.abs(line[:, None] - line)[np.triu_indices(9, k=1)]
    best = group(apart, 9)
    assert [best.labels[i] for i in (0, 3, 6)] == [best.labels[i] for i in (2, 5, 8)]
    assert sorted(best.sizes) == [3, 3, 3]


def test_likeness_is_shared_members_over_all_members() -> None:
    table = likeness(np.array([0, 0, 0, 1]), np.array([0, 0, 1, 1]))
    assert table == pytest.approx(np.array([[2 / 3, 1 / 4], [0, 1 / 2]]))


def test_group_aware_consensus_of_the_worked_example() -> None:
    # Four of four in one group, three of four in the other: 5/6 · 4/6.
    assert group_aware_consensus(np.array([4, 3]), np.array([4, 4])) == pytest.approx(
        0.556, abs=5e-4
    )


def test_one_voice_does_not_define_a_camp() -> None:
    # On t0 only one of camp 1 spoke, and she alone is for; on t1 all four against all four.
    places = np.array([[1, 1], [NAN, 1], [NAN, 1], [NAN, 1]] + [[-1, -1]] * 4)
    table = camp_topics(places, np.array([1] * 4 + [2] * 4), ["t0", "t1"], 0)
    first = table[table["camp"] == 1].set_index("topic")
    assert not first.loc["t0", "defining"]
    assert first.loc["t1", "defining"]
    assert first.loc["t1", "share"] > first.loc["t0", "share"]


def test_shares_are_drawn_toward_the_topics_own() -> None:
    # Camp 1: 2 of 2 for; camp 2: 1 of 3. Pooled (3 + 1/2) / 6, which weighs two experts.
    places = np.array([[1], [1], [1], [-1], [-1.0]])
    table = camp_topics(places, np.array([1, 1, 2, 2, 2]), ["t0"], 0)
    pooled = 3.5 / 6
    assert table.iloc[0]["share"] == pytest.approx((2 + 2 * pooled) / 4)
    assert table.iloc[0]["elsewhere"] == pytest.approx((1 + 2 * pooled) / 5)


def test_camps_meet_where_both_hold_one_side() -> None:
    places = [[*row, 1] for row in TWO[:8]]
    common = found(places).common
    assert common[["topic", "side", "n_side", "n_spoke", "few"]].to_numpy().tolist() == [
        ["t4", 1, 8, 8, False]
    ]
    assert common.iloc[0]["consensus"] == pytest.approx((5 / 6) ** 2)


def test_camps_that_are_sworn_on_every_topic_meet_on_none(two) -> None:
    assert two.common.empty


@pytest.mark.parametrize(
    ("one", "other", "met"),
    [
        # camp 1, camp 2: the side, those on it, those with a position, whether few speak
        ([1, 1, 1, 1], [1, 1, 1, 1], (1, 8, 8, False)),
        ([-2, -1, -1, 0], [-1, -1, -1, 2], (-1, 6, 8, False)),
        ([1, 1, 1, -1], [1, 1, 1, 0], (1, 6, 8, False)),
        ([1, 1, -1, -1], [1, 1, 1, 1], None),  # half is no majority
        ([1, 1, 0, 0], [1, 1, 1, 1], None),  # nor where the other half is in the middle
        ([1, 1, 1, 1], [-1, -1, -1, -1], None),
        ([0, 0, 0, 0], [0, 0, 0, 0], None),  # the middle is no side
        ([1, 1, 1, 1], [NAN, NAN, NAN, NAN], None),
        ([1, 1, 1, 1], [1, 1, NAN, NAN], (1, 6, 6, False)),  # half of the camp is not few
        ([1, 1, 1, 1], [1, NAN, NAN, NAN], (1, 5, 5, True)),
        ([1, NAN], [1, 1], (1, 3, 3, True)),  # half of the camp, but one voice
        ([1, 1, NAN, NAN, NAN], [1, 1, 1, 1], (1, 6, 6, True)),  # two voices, under half
    ],
)
def test_common_ground_is_a_majority_of_every_camp_on_one_side(one, other, met) -> None:
    camp = np.array([1] * len(one) + [2] * len(other))
    table = common_ground(np.array([[x] for x in [*one, *other]], dtype=float), camp, ["t0"], 0)
    columns = ["side", "n_side", "n_spoke", "few"]
    assert [tuple(row) for row in table[columns].to_numpy()] == ([met] if met else [])


def test_a_third_camp_on_the_other_side_ends_the_common_ground() -> None:
    places, camp = np.array([[1.0]] * 4 + [[-1.0]] * 2), np.array([1, 1, 2, 2, 3, 3])
    assert common_ground(places, camp, ["t0"], 0).empty
    assert len(common_ground(places, np.where(camp == 3, 0, camp), ["t0"], 0)) == 1


def test_what_most_of_every_camp_hold_comes_first_in_the_common_ground() -> None:
    # Two of three against three of three of either camp: (3/5)² and (4/5)².
    places = np.array([[1, 1], [1, 1], [-1, 1]] * 2, dtype=float)
    table = common_ground(places, np.array([1, 1, 1, 2, 2, 2]), ["some", "all"], 0)
    assert table["topic"].tolist() == ["all", "some"]
    assert table["consensus"].tolist() == pytest.approx([0.64, 0.36])


@pytest.mark.parametrize(
    ("one", "other", "few"),
    [
        ([1, 1], [1, 1], False),  # two voices of two
        ([1, 1, NAN, NAN], [1, 1], False),  # two of four are half
        ([1, 1, NAN, NAN, NAN], [1, 1], True),
        ([1, NAN], [1, 1], True),
    ],
)
def test_common_ground_rests_on_few_below_two_voices_and_below_half(one, other, few) -> None:
    places = np.array([[x] for x in [*one, *other]], dtype=float)
    camp = np.array([1] * len(one) + [2] * len(other))
    assert common_ground(places, camp, ["t0"], 0)["few"].tolist() == [few]


@pytest.mark.parametrize(
    ("places", "order"),
    [
        ([[NAN], [NAN]], [0, 1]),
        ([[NAN, NAN], [1, 2], [2, 1]], [1, 2, 0]),  # two who spoke stay as they are
    ],
)
def test_fewer_than_three_rows_are_left_in_their_order(places, order) -> None:
    assert leaf_order(np.array(places, dtype=float), 4) == order


@pytest.mark.parametrize(
    ("count", "most", "drawn"), [(3, 400, 0), (4, 400, 4), (6, 6, 6), (7, 6, 0)]
)
def test_a_map_is_drawn_of_four_experts_up_to_the_most(count, most, drawn, monkeypatch) -> None:
    from stance.analysis.camps import find as module

    monkeypatch.setattr(module, "MOST_ON_MAP", most)
    result = found([TWO[0], TWO[7]] * (count // 2) + [TWO[0]] * (count % 2), draws=1)
    assert len(result.map) == drawn
    if not drawn:
        said = "Too few experts" if count < 4 else "A map holds 6 experts at most."
        assert result.stress.reason.startswith(said)


@pytest.mark.parametrize(("count", "few"), [(5, True), (6, False)])
def test_two_camps_are_looked_for_among_six_experts(count: int, few: bool) -> None:
    reason = found([TWO[0], TWO[7]] * (count // 2) + [TWO[0]] * (count % 2), draws=1).reason
    said = f"Too few experts ({count}) spoke on two topics and share one with another; two camps"
    assert reason.startswith(f"{said} need 6.") is few


def test_a_map_needs_half_of_the_pairs_to_share_a_topic() -> None:
    # Three and three who share nothing across: 6 of 15 pairs; with one who bridges, 12 of 21.
    halves = [[1, 2, NAN, NAN]] * 3 + [[NAN, NAN, -1, 2]] * 3
    assert "Fewer than half" in found(halves).stress.reason
    assert "Fewer than half" not in found([*halves, [1, 1, -1, 1]]).stress.reason
    # Four in a row of whom each shares a topic with the next: 3 of 6 pairs.
    row = [[1 if at in (n, n + 1) else NAN for at in range(5)] for n in range(4)]
    assert "Fewer than half" not in found(row).stress.reason


def test_an_expert_who_shares_no_topic_with_another_who_said_enough_said_too_little() -> None:
    # On t2 and t3 nobody else spoke; on t1 one other did.
    alone = [NAN, NAN, 1, 1]
    shares = [NAN, 1, 1, NAN]
    places = [[1, 1, NAN, NAN], [1, -1, NAN, NAN], alone]
    assert found(places).experts["status"].tolist()[2] == "too little said"
    assert found([*places[:2], shares]).experts["status"].tolist()[2] == "apart"


@pytest.mark.parametrize(
    ("support", "width", "status"),
    [(0.60, 0.1, "member"), (0.59, 0.1, "between"), (1.0, 0.0, "between"), (1.0, 0.01, "member")],
)
def test_an_expert_is_between_below_a_support_or_without_a_width(
    support, width, status, monkeypatch
) -> None:
    from stance.analysis.camps import find as module
    from stance.analysis.camps.grouping import Grouping
    from stance.analysis.camps.verdict import Finding

    labels, count = np.repeat([0, 1], 4), 8
    widths, supports = np.full(count, 0.5), np.full(count, 0.9)
    widths[0], supports[0] = width, support
    likeness_ = np.full(2, 0.9)
    verdict = Finding(
        "stable camps", "So.", Grouping(labels, widths, 0.5), 0.01, 0.01, 0.5,
        likeness_, likeness_, supports, count,
    )  # fmt: skip
    monkeypatch.setattr(module, "find", lambda *_: verdict)
    assert found(TWO[:8]).experts["status"].tolist() == [status] + ["member"] * 7


def test_where_no_cut_leaves_two_groups_of_three_there_are_no_camps() -> None:
    # Four who are alike, and two who stand alone at either side of them.
    result = found([[1, 1, 0, 0]] * 4 + [[-2, 2, -2, 2], [2, -2, 2, -2]])
    assert (result.verdict, result.silhouette.value) == ("no stable camps", None)
    assert result.reason == "No cut leaves two groups of three experts or more."


@pytest.mark.parametrize(
    ("scores", "most", "chance"),
    [
        # Of nine shuffles so many are as distinct; at 10 % the first that is ends it.
        ([0.4] * 9, 0.1, 1 / 10),
        ([0.4, 0.4, 0.5] + [0.4] * 6, 0.1, 1 / 3),
        ([0.5] * 9, 0.5, 5 / 5),
        ([0.4, 0.5 - 1e-10] + [0.4] * 7, 0.5, 2 / 10),  # but for rounding as distinct
    ],
)
def test_shuffling_stops_when_the_chance_cannot_be_so_small(
    scores, most, chance, monkeypatch
) -> None:
    from stance.analysis.camps import resampling as module
    from stance.analysis.camps.grouping import Grouping

    left = iter(scores)
    labels = np.zeros(3, dtype=int)
    monkeypatch.setattr(module, "group", lambda *_: Grouping(labels, labels, next(left)))
    places = np.array([[1.0, 2], [2, 1], [0, 0]])
    rng = np.random.default_rng(1)
    assert module.chance_of(0.5, places, 4, rng, 9, most) == pytest.approx(chance)


def test_two_who_share_a_topic_that_nobody_else_spoke_of_said_enough() -> None:
    pair = [[NAN, 1, 1, NAN], [NAN, NAN, 1, -1]]
    alone = [NAN, 1, NAN, 1]  # with the first of them alone, on t1
    statuses = found([*pair, alone, [1, NAN, NAN, NAN]]).experts["status"].tolist()
    assert statuses == ["apart"] * 3 + ["too little said"]
    assert found([pair[0], [1, NAN, NAN, 1]]).experts["status"].tolist() == ["too little said"] * 2


@pytest.mark.parametrize(
    ("places", "heard"),
    [
        ([[1, 1], [1, -1], [NAN, 1], [NAN, NAN]], [1]),  # two voices, three voices
        ([[1, 1], [1, 1], [1, 2]], [1]),  # nobody differs on the first
        ([[1, 1], [1, 1], [1, 1]], []),
        ([[2, -1], [1, 1], [1, 2]], [0, 1]),
    ],
)
def test_topics_tell_of_lines_from_three_voices_that_differ(places, heard, monkeypatch) -> None:
    from stance.analysis.camps import rivals

    seen = []
    monkeypatch.setattr(rivals, "loadings", lambda table: seen.append(table) or loadings(table))
    table = np.array(places, dtype=float)
    labels = np.zeros(len(table), dtype=int)
    chance = rivals.chance_of_line(table, labels, np.random.default_rng(1), 1, 0.5)
    assert len(seen) == bool(heard)
    np.testing.assert_array_equal([*seen, table[:, heard]][0], table[:, heard])
    assert heard or chance == 1.0


@pytest.mark.parametrize(
    ("cells", "draws", "most", "reaching", "counts", "chance"),
    [
        # Of each table drawn the ratio is 1, of "reaching" of them 2, as it is in the study.
        (16, 45, 1.0, 0, [20, 20, 5], 1 / 46),
        (16, 45, 1.0, 3, [20, 20, 5], 4 / 46),
        (500_000, 3, 1.0, 0, [2, 1], 1 / 4),  # a million cells at once
        (500_001, 2, 1.0, 0, [1, 1], 1 / 3),
        (2_000_000, 2, 1.0, 0, [1, 1], 1 / 3),  # one table, however large
        (16, 99, 0.05, 4, [20, 20, 20, 20, 19], 5 / 100),
        (16, 99, 0.05, 5, [20], 6 / 21),  # the chance cannot be 5 % any more
        (16, 98, 0.05, 4, [20], 5 / 21),
    ],
)
def test_tables_are_drawn_in_batches_until_the_chance_cannot_be_so_small(
    cells, draws, most, reaching, counts, chance
) -> None:
    drawn, left = [], reaching

    def ratios(count: int) -> np.ndarray:
        nonlocal left
        drawn.append(count)
        here, left = min(left, count), left - min(left, count)
        return np.repeat([2 - 1e-7, 2 - 1e-5], [here, count - here])

    assert rivals_chance(ratios, 2.0, cells, draws, most) == pytest.approx(chance)
    assert drawn == counts


@pytest.mark.parametrize("gain", [0.0, 1e9])
def test_a_fit_takes_sixty_steps_or_ends_at_a_small_gain(gain, monkeypatch) -> None:
    from stance.analysis.camps import mixtures

    steps, weigh = [], mixtures._weigh
    monkeypatch.setattr(mixtures, "GAIN", gain)
    monkeypatch.setattr(mixtures, "_weigh", lambda log: steps.append(log) or weigh(log))
    table = Tables.of(np.array(TWO[:8], dtype=float))
    fit_camps(table, np.eye(2)[[0, 1] * 4][None])
    assert len(steps) == (2 if gain else 60)
    steps.clear()
    compare_with_line(table, 2)  # two lines, two fits
    assert len(steps) == 4 * (2 if gain else 60)


def test_a_fit_ends_when_no_table_gains_a_hundredth(monkeypatch) -> None:
    from stance.analysis.camps import mixtures

    gains = iter([[0.0, 0], [9, 0.011], [9, 0.0101], [0.0101, 0], [0.0099, 0.0099], [0, 0]])
    members, reached, weigh = np.full((2, 3, 2), 0.5), np.zeros(2), mixtures._weigh
    monkeypatch.setattr(mixtures, "_weigh", lambda log: (weigh(log)[0], reached_by(next(gains))))

    def reached_by(gain: list[float]) -> np.ndarray:
        nonlocal reached
        reached = reached + gain
        return reached

    places = np.array([[[-1.0, 1], [1, -1], [1, 1]]] * 2)
    np.testing.assert_allclose(
        fit_camps(Tables.of(places), members).likelihood, [18.0200, 0.0310], atol=1e-9
    )
    assert list(gains) == [[0, 0]]


def test_who_is_likelier_in_no_camp_is_shuffled_with_nobody_of_one(monkeypatch) -> None:
    from stance.analysis.camps import rivals
    from stance.analysis.camps.mixtures import Fit

    members = np.array([[[0.3, 0.2], [0.2, 0.29], [0.1, 0.9], [0.0, 0.1], [0.5, 0], [0.4, 0.5]]])
    fit, groups = Fit(np.zeros(1), members), []
    monkeypatch.setattr(rivals, "fit_camps", lambda *_: fit)
    monkeypatch.setattr(rivals, "one_more", lambda *_: fit)
    monkeypatch.setattr(rivals, "shuffled", lambda rows, _: groups.append(rows[:, 0]) or rows)
    places = np.array([[0.0, 1], [1, 2], [2, 0], [3, 1], [4, 2], [5, 0]])
    rivals.chance_of_more(places, np.repeat([0, 1], 3), np.random.default_rng(1), 1, 0.5)
    assert [rows.tolist() for rows in groups] == [[1, 3], [0, 4], [2, 5]]
