"""The rule of the majority group, on all small tables of votes."""

from itertools import combinations_with_replacement

import numpy as np
import pandas as pd
import pytest

from stance.analysis.majority import count_votes, decide
from stance.core.codebook import Level, Scale
from stance.core.errors import UsageError
from tests import six_claims


def scale_of(*scores: float, **given: float) -> Scale:
    return Scale((*(Level(f"level {s}", s) for s in scores), Level("unclear", None)), **given)


def counts(tables: list[tuple[float | None, ...]], scale: Scale) -> np.ndarray:
    return np.array([[t.count(s) for s in (*scale.scores, None)] for t in tables], dtype=float)


def judged(scale: Scale, *votes: float | None) -> tuple[str, float | None, int]:
    """Return what the votes come to: a word, the score, and the size of the majority."""
    found = decide(counts([votes], scale)[0], scale)
    word = "settled" if found.settled else "unclear" if found.unclear else "disputed"
    return word, float(found.score) if found.settled else None, int(found.n_majority)


FIVE, TEN = scale_of(-2, -1, 0, 1, 2), scale_of(*range(11))
U = None


@pytest.mark.parametrize(
    ("votes", "expected"),
    [
        ((2,), ("settled", 2, 1)),
        ((0,), ("settled", 0, 1)),
        ((0, 0), ("settled", 0, 2)),  # levels that nobody gave oppose nobody
        ((1, 2), ("settled", 1.5, 2)),
        ((0, 1), ("settled", 0.5, 2)),  # the middle is on nobody's side
        ((0, 2), ("disputed", None, 0)),  # two steps
        ((-1, 1), ("disputed", None, 0)),
        ((1, 1, -1), ("settled", 1, 2)),
        ((-1, -1, 1), ("settled", -1, 2)),
        ((1, 1, 0), ("settled", 1, 3)),
        ((-2, -2, -1), ("settled", -2, 3)),
        ((-2, -2, 2), ("settled", -2, 2)),
        ((-2, 1, 2), ("settled", 1, 2)),
        ((-1, 0, 1), ("disputed", None, 0)),  # {-1, 0} and {0, 1}, on opposite sides
        ((0, 1, 2), ("settled", 1, 3)),  # {0, 1} and {1, 2}, and nobody opposed
        ((-2, 0, 2), ("disputed", None, 0)),
        ((0, 1, 1, 2), ("settled", 1, 4)),
        ((0, 0, 2, 2), ("disputed", None, 0)),
        ((1, 1, -1, -1), ("disputed", None, 0)),
        ((-2, -1, 1, 2), ("disputed", None, 0)),  # two of four are not more than half
        ((-2, 1, 2, 2), ("settled", 1.5, 3)),
        ((-1, 0, 0, 1), ("disputed", None, 0)),
        ((-1, 0, 0, 1, 1), ("settled", 0, 4)),  # {0, 0, 1, 1} is larger than {-1, 0, 0}
        ((U, U, 1), ("unclear", None, 2)),
        ((U, 1), ("disputed", None, 0)),
        ((U, U, 1, 1), ("disputed", None, 0)),  # half is not more than half
        ((U, 1, 2), ("settled", 1.5, 2)),
        ((U, U, 1, 1, 2), ("settled", 1, 3)),
        ((U, U), ("unclear", None, 2)),
        ((), ("disputed", None, 0)),
    ],
)
def test_votes_on_five_levels(votes, expected) -> None:
    assert judged(FIVE, *votes) == expected


@pytest.mark.parametrize(
    ("scale", "votes", "expected"),
    [
        (scale_of(-1, 1), (1, -1), ("disputed", None, 0)),  # one step, but opposite sides
        (scale_of(-1, 1), (1, 1, -1), ("settled", 1, 2)),
        (scale_of(-1, 0, 1), (0, 1), ("settled", 0.5, 2)),
        (TEN, (6, 7, 8), ("settled", 7, 3)),
        (TEN, (4, 5, 6), ("disputed", None, 0)),
        (TEN, (6, 8), ("disputed", None, 0)),
        (scale_of(*range(11), tolerance=2), (6, 8), ("settled", 7, 2)),
        (scale_of(*range(11), tolerance=2), (6, 9), ("disputed", None, 0)),
        (scale_of(*range(11), tolerance=2), (4, 6), ("disputed", None, 0)),
        (scale_of(*range(11), neutral=3), (4, 2), ("disputed", None, 0)),
        (scale_of(0, 0.1, 0.2, 0.3), (0.2, 0.3), ("settled", 0.25, 2)),  # 0.3 - 0.2 < 0.1 < 0.2 - 0
        (scale_of(-2, -1, 0, 1, 2, tolerance=0), (1, 1, 2), ("settled", 1, 2)),
        (scale_of(-2, -1, 0, 1, 2, tolerance=0), (1, 2), ("disputed", None, 0)),
    ],
)
def test_votes_on_other_scales(scale, votes, expected) -> None:
    found = judged(scale, *votes)
    assert (found[0], found[2]) == (expected[0], expected[2])
    assert found[1] == (None if expected[1] is None else pytest.approx(expected[1]))


ALL_SCALES = [
    (scale_of(-1, 1), 6),
    (scale_of(-1, 0, 1), 6),
    (FIVE, 6),
    (scale_of(-2, -1, 0, 1, 2, tolerance=2), 6),
    (scale_of(-2, -1, 0, 1, 2, tolerance=0), 5),
    (scale_of(*range(-3, 4)), 5),
    (scale_of(*range(-3, 4), tolerance=2), 5),
    (TEN, 4),
    (scale_of(*range(11), tolerance=3), 4),
    (scale_of(0, 1, 3, 4, 10, neutral=3), 5),  # uneven, the middle elsewhere
]
EVERY_TABLE = pytest.mark.parametrize(
    ("scale", "most"), ALL_SCALES, ids=lambda v: v if isinstance(v, int) else f"{v.scores}±{v.step}"
)


def tables(scale: Scale, n: int) -> list[tuple[float, ...]]:
    return list(combinations_with_replacement(scale.scores, n))


@EVERY_TABLE
def test_a_vote_moved_up_never_moves_the_score_down(scale, most) -> None:
    """Of any two tables with a score, one of which has every vote at least as high."""
    for n_scored in range(1, most + 1):
        votes = tables(scale, n_scored)
        places = np.array(votes)  # each row ascending
        for n_unclear in range(most + 1 - n_scored):
            table = counts([(*t, *[None] * n_unclear) for t in votes], scale)
            score = decide(table, scale).score
            settled = ~np.isnan(score)
            low, high = places[settled], score[settled]
            raised = (low[:, None, :] <= low[None, :, :]).all(axis=-1)
            assert (high[:, None] <= high[None, :] + 1e-9)[raised].all()


@EVERY_TABLE
def test_a_mirrored_table_has_the_mirrored_score(scale, most) -> None:
    mirrored = scale_of(
        *sorted(-s for s in scale.scores), neutral=-scale.middle, tolerance=scale.step
    )
    for n in range(1, most + 1):
        votes = tables(scale, n)
        one = decide(counts(votes, scale), scale)
        other = decide(counts([tuple(-s for s in t) for t in votes], mirrored), mirrored)
        np.testing.assert_allclose(one.score, -other.score)
        np.testing.assert_array_equal(one.n_majority, other.n_majority)


@EVERY_TABLE
def test_more_than_half_of_the_votes_agree_with_the_score(scale, most) -> None:
    for n in range(1, most + 1):
        table = counts(tables(scale, n), scale)
        found = decide(table, scale)
        near = scale.agree(found.score[:, None], np.array(scale.scores))
        agreeing = (table[:, :-1] * near).sum(axis=1)[found.settled]
        assert (2 * agreeing > n).all()


def test_a_score_that_the_scale_does_not_have_is_refused() -> None:
    codes = six_claims.annotations({"a": [("c1", "trade", "1")]})
    on = pd.DataFrame({"claim_id": ["c1"], "topic": ["trade"]})
    with pytest.raises(UsageError, match=r"1\.5 is no score of the scale"):
        count_votes(on, codes.assign(score=1.5), FIVE)


def test_votes_are_counted_by_claim_and_topic() -> None:
    codes = {
        "a": [("c1", "trade", "-2"), ("c1", "border", "2"), ("c2", "trade", "unclear")],
        "b": [("c1", "trade", "-2"), ("c2", "trade", ""), ("c3", "trade", "0")],
    }
    on = pd.DataFrame({"claim_id": ["c1", "c2", "c1"], "topic": ["trade", "trade", "border"]})
    assert count_votes(on, six_claims.annotations(codes), FIVE).tolist() == [
        [2, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 1],  # a topic without a stance is no vote
        [0, 0, 0, 0, 1, 0],
    ]
