"""Which side a score is on is told in one way, wherever it is asked."""

import numpy as np
import pandas as pd
import pytest

from stance.analysis.camps.topics import common_ground
from stance.analysis.changes import changes
from stance.analysis.consensus import JUDGEMENTS
from stance.analysis.contested import contested
from stance.analysis.evidence import evidence
from stance.analysis.matrices import opposed_topics
from stance.analysis.positions import POSITIONS, positions
from stance.analysis.votes import positions_in
from stance.core.codebook import Level, Scale, sides_of
from stance.core.contracts import CLAIMS
from stance.report.stances import css_class

#: A score, as it lies from the middle, and its side: what rounding leaves of a sum is no side.
BOUNDARY = [
    (1.0, 1),
    (1 / 3, 1),
    (2e-9, 1),
    (1e-12, 0),
    (0.1 + 0.2 - 0.3, 0),
    (0.0, 0),
    (-1e-12, 0),
    (-2e-9, -1),
    (-1.0, -1),
]
#: The middle at 0, and at 5.
SCALES = [Scale(), Scale(tuple(Level(str(i), i) for i in range(11)))]


@pytest.fixture(params=SCALES, ids=["-2 to 2", "0 to 10"])
def scale(request) -> Scale:
    return request.param


def opponents(score: float, scale: Scale) -> tuple[bool, bool]:
    """Return whether a position is opposed to one clearly for, and to one clearly against."""
    low, high = scale.scores[0], scale.scores[-1]
    places = np.array([[score], [high], [low]])
    with_high, with_low, _ = opposed_topics(places, scale.middle)
    return bool(with_high), bool(with_low)


def judgements(*scores: float) -> pd.DataFrame:
    return JUDGEMENTS.build(
        [
            {
                "claim_id": f"c{i}",
                "expert_id": "anna",
                "source_id": f"s{i}",
                "said_on": f"{2020 + i}",
                "topic": "t",
                "status": "settled",
                "score": score,
            }
            for i, score in enumerate(scores)
        ]
    )


@pytest.mark.parametrize(("offset", "side"), BOUNDARY)
def test_all_analyses_tell_the_same_side(offset, side, scale) -> None:
    score = scale.middle + offset
    low, high = scale.scores[0], scale.scores[-1]
    assert scale.side(score) == side
    assert sides_of(np.array([score]), scale.middle).tolist() == [side]
    assert opponents(score, scale) == (side == -1, side == 1)
    said = judgements(score)
    claims = CLAIMS.build([{"claim_id": "c0", "expert_id": "anna", "claim": "Some words."}])
    assert evidence(said, claims, scale)["side"].tolist() == [side]
    where = POSITIONS.build([{"expert_id": "anna", "topic": "t", "position": score}])
    counted = contested(where, ["t"], scale).iloc[0]
    assert [counted[n] for n in ("n_for", "n_neutral", "n_against")] == [
        side == s for s in (1, 0, -1)
    ]
    both = np.array([[score], [high]])
    assert len(common_ground(both, np.array([1, 2]), ["t"], scale.middle)) == (side == 1)
    flips = [
        "flip" in changes(judgements(score, other), scale)["change"].tolist()
        for other in (high, low)
    ]
    assert flips == [side == -1, side == 1]
    for other, mixed in ((high, side == -1), (low, side == 1)):
        assert positions(judgements(score, other), scale)["mixed"].tolist() == [mixed]
        assert positions_in(judgements(score, other), scale.middle)["mixed"].tolist() == [mixed]
    assert {"n": -1, "z": 0, "p": 1}[css_class(score, scale)[0]] == side


def test_who_has_no_position_has_no_side() -> None:
    assert np.isnan(sides_of(np.array([np.nan]), 0.0)).all()


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (1, 1, True),
        (1, 2, True),
        (0, 1, True),
        (-1, 0, True),
        (0, 2, False),
        (0.5, 1.5 + 1e-12, True),
        (0.5, 1.6, False),
        (-0.5, 0.5, False),
        (1e-12, -0.5, True),  # the middle opposes nobody
        (float("nan"), 1, False),
    ],
)
def test_votes_agree_within_a_step_and_not_on_opposite_sides(one, other, agree) -> None:
    assert bool(Scale().agree(one, other)) is agree
    assert bool(Scale().agree(other, one)) is agree


@pytest.mark.parametrize(
    ("score", "css"),
    [(2, "p2"), (1.6, "p2"), (1.5, "p1"), (0.1, "p1"), (0, "z"), (-1.5, "n1"), (-1.6, "n2")],
)
def test_a_stance_is_strong_beyond_three_quarters_of_the_way(score, css) -> None:
    assert css_class(score, Scale()) == css
    ten = SCALES[1]
    assert css_class(ten.middle + 2.5 * score, ten) == css


@pytest.mark.parametrize(("score", "css"), [(1, "p1"), (-1, "n1"), (0, "z")])
def test_a_scale_with_one_level_a_side_has_nothing_strong(score, css) -> None:
    assert css_class(score, Scale((Level("no", -1), Level("yes", 1)))) == css


def test_what_rounding_leaves_makes_no_stance_strong() -> None:
    assert css_class(1.5 + 1e-12, Scale()) == "p1"
    assert css_class(-1.5 - 1e-12, Scale()) == "n1"
