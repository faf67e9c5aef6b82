"""The claims that best show a side, and those that clash."""

import pytest

from stance.analysis.consensus import JUDGEMENTS, consensus
from stance.analysis.evidence import clashes, evidence
from stance.analysis.positions import positions
from stance.core.codebook import NONE, Scale
from stance.core.contracts import CLAIMS
from tests import six_claims
from tests.six_claims import CODEBOOK, SCALE


def judged(*rows: tuple[str, str, float, int, int]):
    """Build judgements on one topic from (claim, expert, score, majority, dissent)."""
    return JUDGEMENTS.build(
        [
            {
                "claim_id": claim,
                "expert_id": expert,
                "source_id": claim,
                "topic": "t",
                "status": "settled",
                "score": score,
                "n_majority": majority,
                "n_dissent": dissent,
            }
            for claim, expert, score, majority, dissent in rows
        ]
    )


def spoken(judgements, **words: str):
    """Return the claims of these judgements; their words are their ids unless others are given."""
    ids = judgements["claim_id"].tolist()
    return CLAIMS.build([{"claim_id": i, "claim": words.get(i, i)} for i in ids])


def clash(*rows: tuple[str, str, float, int, int]):
    material = judged(*rows)
    best = evidence(material, spoken(material), SCALE)
    return clashes(best, positions(material, SCALE), ["t"], SCALE)


def test_the_clash_prefers_support_to_distance() -> None:
    found = clash(("c1", "anna", 2, 1, 0), ("c2", "bek", 1, 3, 0), ("c3", "chol", -1, 3, 0)).iloc[0]
    assert (found["claim_for"], found["claim_against"]) == ("c2", "c3")
    assert (found["expert_for"], found["expert_against"]) == ("bek", "chol")


def test_of_equal_support_the_clash_takes_the_claims_furthest_apart() -> None:
    found = clash(("c1", "anna", 1, 3, 0), ("c2", "bek", 2, 3, 0), ("c3", "chol", -1, 3, 0)).iloc[0]
    assert (found["claim_for"], found["score_for"]) == ("c2", 2)


@pytest.mark.parametrize(
    ("words", "best"),
    [
        ({"c1": "Long words.", "c2": "Short."}, "c2"),
        ({"c1": "Bells.", "c2": "Alarm."}, "c2"),
        ({"c1": "Alarm.", "c2": "Bells."}, "c1"),
    ],
)
def test_of_equal_claims_the_shortest_is_taken_then_the_first_in_the_alphabet(words, best) -> None:
    material = judged(("c1", "anna", 1, 3, 0), ("c2", "anna", 1, 3, 0))
    for order in ([0, 1], [1, 0]):
        found = evidence(material.iloc[order], spoken(material, **words), SCALE)
        assert found["claim_id"].tolist() == [best]


def test_an_expert_does_not_clash_with_himself() -> None:
    assert clash(("c1", "anna", 2, 3, 0), ("c2", "anna", -1, 3, 0)).empty


def test_the_six_claims_clash_over_trade() -> None:
    judgements = consensus(six_claims.claims(), six_claims.annotations(), SCALE)
    best = evidence(judgements, six_claims.claims(), SCALE)
    found = clashes(best, positions(judgements, SCALE), CODEBOOK.topic_ids, SCALE)
    assert found[["topic", "claim_for", "claim_against"]].to_numpy().tolist() == [
        ["trade", "c1", "c3"]
    ]


#: anna's claims: score, votes for it, dissent.
@pytest.mark.parametrize(
    ("one", "other", "best"),
    [
        ((1, 3, 0), (2, 2, 0), "c1"),  # more votes win over stronger words
        ((1, 3, 1), (2, 2, 0), "c2"),  # of equal support, the stronger words
        ((1, 3, 2), (2, 2, 0), "c2"),  # dissent is taken off
        ((1, 2, 0), (1, 2, 0), "c1"),  # of equal claims, the first in the alphabet
        ((2, 2, 0), (1, 3, 0), "c2"),
    ],
)
@pytest.mark.parametrize("sign", [1, -1])
def test_the_claim_with_most_support_shows_a_side_best(one, other, best, sign) -> None:
    rows = [(f"c{n}", "anna", sign * s, *votes) for n, (s, *votes) in enumerate((one, other), 1)]
    material = judged(*rows)
    found = evidence(material, spoken(material), SCALE)
    assert found[["side", "claim_id"]].to_numpy().tolist() == [[sign, best]]


def test_each_side_of_an_expert_has_a_claim_of_its_own() -> None:
    rows = [("c1", "anna", -2, 3, 0), ("c2", "anna", 1, 1, 0), ("c3", "anna", 0, 2, 0)]
    material = judged(*rows)
    found = evidence(material, spoken(material), SCALE).set_index("side")["claim_id"].to_dict()
    assert found == {-1: "c1", 0: "c3", 1: "c2"}


def test_what_is_not_settled_or_bears_on_no_topic_shows_nothing() -> None:
    rows = judged(("c1", "anna", 1, 1, 0), ("c2", "anna", 1, 1, 0), ("c3", "anna", 1, 1, 0))
    rows = rows.assign(status=["disputed", "unclear", "settled"], topic=["t", "t", NONE])
    assert evidence(rows, spoken(rows), SCALE).empty


def test_sides_are_told_from_the_middle_of_the_scale() -> None:
    scale = Scale(tuple(SCALE.levels), neutral=1)
    rows = [("c1", "anna", 0, 1, 0), ("c2", "anna", 1, 1, 0), ("c3", "anna", 2, 1, 0)]
    material = judged(*rows)
    found = evidence(material, spoken(material), scale).set_index("claim_id")["side"].to_dict()
    assert found == {"c1": -1, "c2": 0, "c3": 1}
