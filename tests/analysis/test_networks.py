"""Discourse networks, on claims that can be counted by hand."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stance.analysis.networks import AGGREGATES, misfit, network, polarisation, windows
from stance.analysis.networks.build import NORMALISATIONS
from stance.analysis.networks.counts import SCORED
from stance.analysis.networks.polarisation import best_split
from stance.core.codebook import Level, Scale
from stance.core.errors import UsageError

YES_NO = Scale(levels=(Level("no", 0, "n"), Level("yes", 1, "y")))
FIVE = Scale()


def claims(*rows: tuple[str, str, str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["expert_id", "topic", "source_id", "said_on", "score"])


#: anna: tax yes (twice in one article), trade no; bek: tax yes, trade yes; chol: tax no.
THREE = claims(
    ("anna", "tax", "s1", "2021-01-03", 1),
    ("anna", "tax", "s1", "2021-01-03", 1),
    ("anna", "trade", "s2", "2021-01-04", 0),
    ("bek", "tax", "s1", "2021-01-03", 1),
    ("bek", "trade", "s3", "2022-01-03", 1),
    ("chol", "tax", "s1", "2021-01-03", 0),
)
AB, AC, BC = (0, 1), (0, 2), (1, 2)


@pytest.mark.parametrize(
    ("aggregate", "normalise", "ab", "ac", "bc"),
    [
        ("ignore", "none", 2 * 1 + 1 * 1, 2 * 1, 1 * 1),
        ("congruence", "none", 2, 0, 0),
        ("conflict", "none", 1, 2, 1),
        ("subtract", "none", 1, -2, -1),
        ("congruence", "average", 2 / 2.5, 0, 0),  # anna made 3 claims, bek 2
        ("conflict", "average", 1 / 2.5, 2 / 2, 1 / 1.5),
        ("subtract", "cosine", 1 / 6, -2 / 3, -1 / 2),
        # only anna: trade no 1; only bek: trade yes 1; both: tax yes 2 x 1
        ("congruence", "jaccard", 2 / 4, 0, 0),
        ("ignore", "jaccard", 3 / 4, 2 / 4, 1 / 3),
    ],
)
def test_one_mode_networks(aggregate, normalise, ab, ac, bc) -> None:
    found = network(THREE, YES_NO, aggregate=aggregate, normalise=normalise, duplicates="all")
    assert found.rows == found.columns == ("anna", "bek", "chol")
    assert [found.weights[pair] for pair in (AB, AC, BC)] == pytest.approx([ab, ac, bc])
    assert np.array_equal(found.weights, found.weights.T)
    assert not found.weights.diagonal().any()


@pytest.mark.parametrize(
    ("aggregate", "normalise", "expected"),
    [
        ("ignore", "none", [[2, 1], [1, 1], [1, 0]]),
        ("ignore", "activity", [[2 / 3, 1 / 3], [1 / 2, 1 / 2], [1, 0]]),
        ("ignore", "prominence", [[2 / 4, 1 / 2], [1 / 4, 1 / 2], [1 / 4, 0]]),
        ("subtract", "none", [[2, -1], [1, 1], [-1, 0]]),
        ("combine", "none", [[1, 2], [1, 1], [2, 0]]),  # 1 yes only, 2 no only
        ("combine", "activity", [[1 / 2, 2 / 2], [1 / 2, 1 / 2], [2, 0]]),  # by filled cells
        ("combine", "prominence", [[1 / 3, 2 / 2], [1 / 3, 1 / 2], [2 / 3, 0]]),
    ],
)
def test_two_mode_networks(aggregate, normalise, expected) -> None:
    found = network(
        THREE, YES_NO, mode="two", aggregate=aggregate, normalise=normalise, duplicates="all"
    )
    assert found.columns == ("tax", "trade")
    assert found.weights == pytest.approx(np.array(expected, dtype=float))


def test_both_stances_of_one_expert_combine_to_three() -> None:
    both = claims(("anna", "tax", "s1", "", 1), ("anna", "tax", "s2", "", 0))
    assert network(both, YES_NO, mode="two", aggregate="combine").weights.tolist() == [[3.0]]


def test_ordinal_stances_are_near_or_far_by_the_range_of_the_scale() -> None:
    # 2 and -1 are 3 of 4 apart, though no other score occurs: the scale counts, not the data.
    two = claims(("anna", "tax", "s1", "", 2), ("bek", "tax", "s1", "", -1))
    assert network(two, FIVE, aggregate="conflict").weights[AB] == 0.75
    assert network(two, FIVE, aggregate="congruence").weights[AB] == 0.25
    assert network(two, FIVE, aggregate="subtract").weights[AB] == -0.5
    balance = network(two, FIVE, mode="two", aggregate="subtract").weights
    assert balance.tolist() == [[2.0], [-1.0]]


def test_one_score_for_all_is_full_congruence_and_no_conflict() -> None:
    same = claims(("anna", "tax", "s1", "", 1), ("bek", "tax", "s1", "", 1))
    assert network(same, FIVE, aggregate="congruence").weights[AB] == 1.0
    assert network(same, FIVE, aggregate="conflict").weights[AB] == 0.0


def test_a_balance_of_zero_is_an_edge_but_silence_is_none() -> None:
    mixed = claims(
        ("anna", "tax", "s1", "", 0), ("bek", "tax", "s1", "", 2), ("chol", "trade", "s1", "", 2)
    )
    edges = network(mixed, FIVE, aggregate="subtract").edges()
    assert edges[["a", "b", "weight", "evidence"]].values.tolist() == [["anna", "bek", 0.0, 1]]
    edges = network(mixed, FIVE, mode="two", aggregate="subtract").edges()
    assert edges[["a", "b", "weight"]].values.tolist() == [
        ["anna", "tax", 0.0],
        ["bek", "tax", 2.0],
        ["chol", "trade", 2.0],
    ]


def test_the_evidence_of_two_modes_counts_all_claims() -> None:
    assert network(THREE, YES_NO, mode="two", aggregate="ignore").evidence[0, 0] == 2


REPEATED = claims(
    ("anna", "tax", "s1", "2020-12-31", 1),  # ISO week 53 of 2020
    ("anna", "tax", "s1", "2020-12-31", 1),  # same source
    ("anna", "tax", "s2", "2021-01-01", 1),  # same ISO week, another month and year
    ("anna", "tax", "s3", "2021-01-05", 1),  # another week, same month
    ("anna", "tax", "s4", "2021-12-30", 1),  # ISO week 52 of 2021
    ("anna", "tax", "s5", "2026-12-31", 1),  # ISO week 53 again, but of 2026
    ("anna", "tax", "s6", "2021-01", 0),  # another stance
)


@pytest.mark.parametrize(
    ("duplicates", "kept"),
    [("all", 7), ("document", 6), ("week", 5), ("month", 5), ("year", 4), ("ever", 2)],
)
def test_repetitions_count_once_in_the_stretch_asked_for(duplicates, kept) -> None:
    assert network(REPEATED, YES_NO, duplicates=duplicates).n_claims == kept


def test_repetitions_are_told_by_stance_unless_stances_are_ignored() -> None:
    assert network(REPEATED, YES_NO, aggregate="ignore", duplicates="ever").n_claims == 1


@pytest.mark.parametrize(("duplicates", "kept"), [("week", 3), ("month", 2), ("year", 1)])
def test_a_date_too_vague_for_the_stretch_repeats_only_its_own_source(duplicates, kept) -> None:
    vague = claims(
        ("anna", "tax", "s1", "2021-03", 1),
        ("anna", "tax", "s1", "2021-03", 1),
        ("anna", "tax", "s2", "2021-03", 1),
        ("anna", "tax", "s3", "2021", 1),
    )
    assert network(vague, YES_NO, duplicates=duplicates).n_claims == kept


def test_claims_without_a_score_take_no_part() -> None:
    unclear = pd.concat([THREE, claims(("dana", "tax", "s1", "", float("nan")))])
    assert network(unclear, YES_NO).rows == ("anna", "bek", "chol")


def test_no_claims_give_an_empty_network() -> None:
    assert network(THREE.iloc[:0], YES_NO).weights.shape == (0, 0)
    assert network(THREE.iloc[:0], YES_NO, mode="two", aggregate="combine").edges().empty


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"mode": "three"}, "one, two"),
        ({"aggregate": "combine"}, "congruence"),
        ({"mode": "two", "aggregate": "ignore", "normalise": "cosine"}, "prominence"),
        ({"duplicates": "day"}, "week"),
    ],
)
def test_a_choice_that_does_not_exist_is_answered_with_those_that_do(wrong, said) -> None:
    with pytest.raises(UsageError, match=said):
        network(THREE, YES_NO, **wrong)


def test_a_score_outside_the_scale_is_refused() -> None:
    with pytest.raises(UsageError, match="lies outside"):
        network(claims(("anna", "tax", "s1", "", 3)), FIVE)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcd"),
            st.sampled_from(["t", "u"]),
            st.sampled_from(["s1", "s2"]),
            st.just(""),
            st.sampled_from([-2.0, -1.0, 0.0, 0.5, 1.0, 2.0]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_every_one_mode_network_equals_the_sum_over_pairs_of_claims(rows) -> None:
    data = claims(*rows)
    found = {a: network(data, FIVE, aggregate=a, duplicates="all") for a in AGGREGATES["one"]}
    names = found["ignore"].rows
    conflict, together = np.zeros((2, len(names), len(names)))
    for one, two in itertools.product(rows, rows):
        if one[1] == two[1] and one[0] != two[0]:
            pair = names.index(one[0]), names.index(two[0])
            conflict[pair] += abs(one[4] - two[4]) / 4
            together[pair] += 1
    assert found["ignore"].weights == pytest.approx(together)
    assert found["conflict"].weights == pytest.approx(conflict)
    assert found["congruence"].weights == pytest.approx(together - conflict)
    assert found["subtract"].weights == pytest.approx(together - 2 * conflict)


def test_every_choice_works_for_its_mode() -> None:
    for mode in AGGREGATES:
        for aggregate, normalise in itertools.product(AGGREGATES[mode], NORMALISATIONS[mode]):
            found = network(THREE, YES_NO, mode=mode, aggregate=aggregate, normalise=normalise)
            assert np.isfinite(found.weights).all()


# --- polarisation -----------------------------------------------------------------------------

#: Two camps of three that say opposite things on both topics.
CAMPS = claims(
    *(
        (name, topic, "s1", "", score)
        for names, score in (("ace", 1.0), ("bdf", 0.0))
        for name in names
        for topic in ("tax", "trade")
    )
)


def test_a_perfect_split_is_found_and_scores_one() -> None:
    found = polarisation(CAMPS, YES_NO)
    assert found.camps == (("a", "c", "e"), ("b", "d", "f"))
    assert found.misfit == pytest.approx(0.0)
    assert found.estimate.value == pytest.approx(1.0)


def test_dna_gives_the_perfect_split_a_quarter_and_a_wrong_one_more() -> None:
    c = network(CAMPS, YES_NO, aggregate="congruence", normalise="average").weights
    f = network(CAMPS, YES_NO, aggregate="conflict", normalise="average").weights
    true, wrong = [0, 1, 0, 1, 0, 1], [0, 0, 0, 1, 1, 1]
    assert misfit(c, f, true, as_dna=True) == pytest.approx(0.25)
    assert misfit(c, f, wrong, as_dna=True) > 0.5
    assert misfit(c, f, true) == pytest.approx(0.0)
    assert misfit(c, f, wrong) > 0.3


def test_agreement_and_conflict_spread_evenly_are_no_polarisation() -> None:
    # everyone says yes and no on the one topic: all pairs are alike
    even = claims(*((name, "tax", "s1", "", s) for name in "abcdef" for s in (0.0, 1.0)))
    assert polarisation(even, YES_NO).estimate.value == pytest.approx(0.0)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (THREE, "3 experts cannot form 2 camps"),
        (claims(*((n, "tax", "s", "", 1.0) for n in "abcd")), "no two experts differ"),
        (
            claims(
                ("a", "t", "s", "", 1.0),
                ("b", "t", "s", "", 0.0),
                ("c", "u", "s", "", 1.0),
                ("d", "u", "s", "", 0.0),
            ),
            "no two experts agree",
        ),
    ],
)
def test_where_polarisation_means_nothing_a_reason_stands_instead(data, reason) -> None:
    found = polarisation(data, YES_NO)
    assert found.estimate.value is None
    assert reason in found.estimate.reason
    assert found.camps == ()


def test_one_camp_makes_no_polarisation() -> None:
    with pytest.raises(UsageError, match="at least two"):
        polarisation(CAMPS, YES_NO, n_camps=1)


def test_three_camps_can_be_asked_for() -> None:
    three = claims(
        *(
            (name, topic, "s1", "", float(topic == own))
            for names, own in (("ab", "t"), ("cd", "u"), ("ef", "v"))
            for name in names
            for topic in ("t", "u", "v")
        )
    )
    assert polarisation(three, YES_NO, n_camps=3).camps == (("a", "b"), ("c", "d"), ("e", "f"))


@pytest.mark.parametrize("seed", range(5))
def test_the_search_finds_the_split_that_trying_all_finds(seed: int) -> None:
    rng = np.random.default_rng(seed)
    c, f = np.triu(rng.random((2, 7, 7)), 1)
    c, f = c + c.T, f + f.T
    found = misfit(c, f, best_split(c, f, 2, np.random.default_rng(1)))
    every = (
        misfit(c, f, np.isin(np.arange(7), chosen))
        for size in (3, 4)
        for chosen in itertools.combinations(range(7), size)
    )
    assert found == pytest.approx(min(every))


# --- windows ----------------------------------------------------------------------------------

DAYS = claims(*(("anna", "tax", f"s{d}", f"2021-05-0{d}", 1.0) for d in range(1, 8)))


def test_windows_lie_wholly_between_the_first_and_the_last_day() -> None:
    found = list(windows(DAYS, 5))
    assert [w.middle for w in found] == ["2021-05-03", "2021-05-04", "2021-05-05"]
    assert (found[0].first, found[0].last) == ("2021-05-01", "2021-05-05")
    assert [len(w.scored) for w in found] == [5, 5, 5]
    assert [w.middle for w in windows(DAYS, 3, every=2)] == [
        "2021-05-02",
        "2021-05-04",
        "2021-05-06",
    ]


@pytest.mark.parametrize(
    ("kernel", "edge"),  # the claims at the edge of 5 days lie 2 of 2.5 from the middle: d = .8
    [
        ("uniform", 1.0),
        ("triangular", 0.2),
        ("epanechnikov", 0.36),
        ("gaussian", 0.72614904),  # exp(-.32)
    ],
)
def test_kernels_fall_from_one_in_the_middle(kernel, edge) -> None:
    weight = next(windows(DAYS, 5, kernel=kernel)).scored["weight"].to_numpy() ** 2
    assert weight[[0, 2, 4]] == pytest.approx([edge, 1.0, edge])


def test_congruence_and_conflict_of_a_window_differ() -> None:
    # anna in the middle (weight 1), bek on the edge (weight sqrt(.2)), once against, once for
    pair = pd.concat([DAYS[3:4], claims(("bek", "tax", "x", "2021-05-02", 1.0))])
    ends = claims(("z", "z", "z", "2021-05-01", 1.0), ("z", "z", "z", "2021-05-07", 1.0))
    against = pair.assign(score=[1.0, 0.0])
    for data, congruence, conflict in ((pair, 0.2**0.5, 0.0), (against, 0.0, 0.2**0.5)):
        window = list(windows(pd.concat([data, ends]), 5, kernel="triangular"))[1]
        assert window.middle == "2021-05-04"
        found = [
            network(window.scored, YES_NO, aggregate=a).weights[AB]
            for a in ("congruence", "conflict")
        ]
        assert found == pytest.approx([congruence, conflict])


def test_vague_dates_fall_into_no_window() -> None:
    vague = pd.concat([DAYS, claims(("anna", "tax", "s8", "2021-05", 1.0))])
    assert sum(len(w.scored) for w in windows(vague, 7)) == 7
    assert list(windows(DAYS.assign(said_on="2021"), 1)) == []


@pytest.mark.parametrize("wrong", [{"kernel": "cosine", "days": 3}, {"days": 0}])
def test_windows_that_cannot_be_are_refused(wrong) -> None:
    with pytest.raises(UsageError):
        windows(DAYS, **wrong)


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ({"mode": "three"}, 'mode is "three", but may be one, two'),
        (
            {"aggregate": "combine"},
            'aggregate is "combine", but may be ignore, congruence, conflict, subtract'
            " in one-mode networks",
        ),
        (
            {"mode": "two", "aggregate": "ignore", "normalise": "cosine"},
            'normalise is "cosine", but may be none, activity, prominence in two-mode networks',
        ),
    ],
)
def test_a_choice_that_is_none_lists_those_of_the_mode(choice, said) -> None:
    with pytest.raises(UsageError) as caught:
        network(SCORED.empty(), Scale(), **choice)
    assert str(caught.value) == said
