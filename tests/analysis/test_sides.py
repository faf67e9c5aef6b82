"""Which side each expert stands on, and whether other codes would change it."""

import math

import pandas as pd
import pytest

from stance.analysis.agreement import agreement
from stance.analysis.consensus import consensus
from stance.analysis.positions import positions
from stance.analysis.sides import opposed, sides
from stance.core.contracts import CLAIMS
from tests import six_claims
from tests.six_claims import CODEBOOK, SCALE

EXPERTS = ["anna", "bek", "chol"]


def study(*claims: tuple[str, str, list[str]], decisions=None):
    """Return sides and opposed pairs of (claim, expert, stances of a, b, …) on trade."""
    rows = [{"claim_id": c, "expert_id": e, "source_id": c, "claim": c} for c, e, _ in claims]
    codes: dict[str, list[tuple[str, str, str]]] = {}
    for claim, _, stances in claims:
        for annotator, stance in zip("abcdefgh", stances, strict=False):
            codes.setdefault(annotator, []).append((claim, "trade", stance))
    frames = CLAIMS.build(rows), six_claims.annotations(codes)
    made = None if decisions is None else six_claims.annotations({"judge": decisions})
    judged = consensus(*frames, SCALE, made)
    placed = positions(judged, SCALE)
    found = sides(placed, judged, frames[1], SCALE, seed=1, draws=2000)
    pairs = agreement(placed, EXPERTS, ["trade"], SCALE)
    return found.set_index("expert_id"), opposed(found, pairs)


def test_annotators_who_always_agree_leave_no_doubt() -> None:
    found, pairs = study(("c1", "anna", ["for", "for"]), ("c2", "bek", ["against", "against"]))
    assert found.loc["anna", ["side", "p_for", "p_against"]].tolist() == [1, 1, 0]
    assert found.loc["bek", ["side", "p_for", "p_against"]].tolist() == [-1, 0, 1]
    assert pairs[["opposed", "p_opposed"]].to_numpy().tolist() == [[True, 1.0]]


def test_a_claim_that_one_annotator_of_three_reads_otherwise_is_in_doubt() -> None:
    found, _ = study(("c1", "anna", ["for", "for", "against"]))
    # Coincidences (n-1 = 2): for-for 1, for-against 1, against-for 1; averaged with themselves
    # turned round, for-for 1/2 and for-against 1. So another annotator says for of a claim that
    # one took for against with chance 2/3, else 1/3: on average (1/3 + 1/3 + 2/3) / 3 = 4/9, and
    # so each drawn vote, with (2 + 4/9) / 4 = 11/18. Two or three of three votes make her side.
    p, q = 11 / 18, 7 / 18
    assert found.loc["anna", "p_for"] == pytest.approx(p**3 + 3 * p**2 * q, abs=0.03)
    assert found.loc["anna", "p_against"] == pytest.approx(q**3 + 3 * q**2 * p, abs=0.03)


def test_a_side_is_as_sure_under_the_contrary_proposition() -> None:
    votes = {"c1": "for for mixed", "c2": "against against against", "c3": "for for against"}
    turned = {"for": "against", "against": "for"}
    claims = [(c, e, v.split()) for (c, v), e in zip(votes.items(), EXPERTS, strict=True)]
    contrary = [(c, e, [turned.get(stance, stance) for stance in v]) for c, e, v in claims]
    found, other = study(*claims)[0], study(*contrary)[0]
    assert found["p_for"].tolist() == pytest.approx(other["p_against"].tolist(), abs=0.04)


def test_doubt_elsewhere_in_the_study_reaches_a_claim_on_which_two_agree() -> None:
    quiet = [("c1", "anna", ["for", "for"]), ("c2", "bek", ["against", "against"])]
    divided = ("c3", "chol", ["for", "for", "against"])
    assert study(*quiet)[0].loc["bek", "p_open"] == 0
    assert study(*quiet, divided)[0].loc["bek", "p_open"] > 0.1


def test_no_claim_with_two_votes_leaves_the_chances_unknown() -> None:
    found, pairs = study(("c1", "anna", ["for"]), ("c2", "bek", ["against"]))
    assert found["side"].tolist() == [1, -1]
    assert found["p_for"].isna().all()
    assert pairs["opposed"].tolist() == [True]
    assert math.isnan(pairs["p_opposed"].iloc[0])


def test_an_adjudicators_decision_is_not_drawn_again() -> None:
    claim = ("c1", "anna", ["for", "for", "against"])
    found, _ = study(claim, decisions=[("c1", "trade", "against")])
    assert found.loc["anna", ["side", "p_against"]].tolist() == [-1, 1]


def test_the_chances_add_up_and_only_positions_are_listed() -> None:
    found, _ = study(
        ("c1", "anna", ["mixed", "for", "for"]),
        ("c2", "bek", ["unclear", "unclear", "for"]),
        ("c3", "chol", ["against", "for", "mixed"]),
    )
    assert found.index.tolist() == ["anna"]  # bek is unclear, chol disputed
    assert found[["p_for", "p_against", "p_open"]].sum(axis=1).iloc[0] <= 1


def test_the_same_seed_gives_the_same_chances() -> None:
    claim = ("c1", "anna", ["for", "for", "against"])
    pd.testing.assert_frame_equal(study(claim)[0], study(claim)[0])


def test_the_six_claims_are_opposed_over_trade() -> None:
    judged = consensus(six_claims.claims(), six_claims.annotations(), SCALE)
    placed = positions(judged, SCALE)
    found = sides(placed, judged, six_claims.annotations(), SCALE)
    pairs = opposed(found, agreement(placed, EXPERTS, CODEBOOK.topic_ids, SCALE))
    assert pairs["opposed"].tolist() == [True, False, True]
    assert pairs[["position_a", "position_b"]].iloc[0].tolist() == [0.25, -2]


def test_no_judgements_have_no_sides() -> None:
    found, pairs = study()
    assert found.empty
    assert pairs.empty
