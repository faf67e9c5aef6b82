"""Each annotator against the others, against scipy's t intervals and by hand."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from stance.core.codebook import NONE, Codebook, Topic
from stance.core.contracts import ANNOTATIONS
from stance.reliability import assess

CODEBOOK = Codebook((Topic("t", "T", "T holds."), Topic("u", "U", "U holds.")))


def study(*sheets: tuple[str, str, list[float]]) -> pd.DataFrame:
    """Sheets of (annotator, topics, scores): a letter and a score for each claim from c00 on."""
    scale = {level.score: level.label for level in CODEBOOK.scale.levels if level.score is not None}
    rows = [
        {"claim_id": f"c{n:02}", "annotator": name, "slot": 1, "topic": topic, "row": n + 2}
        | {"stance": scale[score], "score": score}
        for name, topics, scores in sheets
        for n, (topic, score) in enumerate(zip(topics, scores, strict=True))
        if topic != "-"
    ]
    return ANNOTATIONS.build(rows)


def of(name: str, annotations: pd.DataFrame) -> pd.Series:
    return assess(annotations, CODEBOOK).annotators.set_index("annotator").loc[name]


#: Shares of two others with ann's topic, claim by claim: halves of unequal length and spread.
EARLY = [1, 1, 0.5, 1, 0.5, 1]
LATE = [0, 1, 0.5, 0, 0]


def drifting() -> pd.DataFrame:
    shares = EARLY + LATE
    ben = "".join("t" if share > 0 else "u" for share in shares)
    cem = "".join("t" if share == 1 else "u" for share in shares)
    zeros = [0.0] * len(shares)
    return study(("ann", "t" * len(shares), zeros), ("ben", ben, zeros), ("cem", cem, zeros))


def test_drift_has_welchs_t_interval() -> None:
    """Of eleven claims the middle one belongs to the first half."""
    found = of("ann", drifting())
    assert found["drift"] == pytest.approx(np.mean(LATE) - np.mean(EARLY))
    welch = stats.ttest_ind(LATE, EARLY, equal_var=False).confidence_interval(0.95)
    assert found["drift_low"] == pytest.approx(welch.low)
    assert found["drift_high"] == pytest.approx(welch.high)


def test_the_halves_follow_the_rows_of_the_sheet_and_not_the_order_of_reading() -> None:
    shuffled = drifting().sample(frac=1, random_state=3).reset_index(drop=True)
    assert of("ann", shuffled)["drift"] == pytest.approx(np.mean(LATE) - np.mean(EARLY))


def test_where_no_row_is_known_the_halves_follow_the_order_of_reading() -> None:
    assert of("ann", drifting().assign(row=0))["drift"] == pytest.approx(
        np.mean(LATE) - np.mean(EARLY)
    )


def test_without_any_spread_a_drift_has_no_interval() -> None:
    level = [0.0] * 4
    found = of("ann", study(("ann", "tttt", level), ("ben", "ttuu", level)))
    assert found["drift"] == -1
    assert math.isnan(found["drift_low"])
    assert math.isnan(found["drift_high"])


def test_leaning_has_a_t_interval_over_the_shared_claims() -> None:
    """Ann against the mean of the others: +1, 0, -1, +2, and +1 where only one other scored."""
    ann, ben, cem = [1.0, 0, -1, 2, 2], [0.0, 1, 0, 0, 1], [0.0, -1, 0, 0, 0]
    annotations = study(("ann", "ttttt", ann), ("ben", "ttttt", ben), ("cem", "tttt-", cem))
    own = [1.0, 0, -1, 2, 1]
    found = of("ann", annotations)
    assert found["leaning"] == pytest.approx(np.mean(own))
    t = stats.ttest_1samp(own, 0).confidence_interval(0.95)
    assert (found["leaning_low"], found["leaning_high"]) == pytest.approx((t.low, t.high))


@pytest.mark.parametrize(("shared", "has_interval"), [(1, False), (2, True)])
def test_an_interval_of_leaning_takes_two_shared_claims(shared: int, has_interval: bool) -> None:
    ann = study(("ann", "tt", [1.0, 2.0]), ("ben", "t" * shared + "-" * (2 - shared), [0.0, 0.0]))
    found = of("ann", ann)
    assert math.isnan(found["leaning_low"]) != has_interval


@pytest.mark.parametrize("ben", [[1.0, 2.0], [0.0, 1.0]])
def test_leanings_that_are_all_one_have_no_interval(ben: list[float]) -> None:
    found = of("ann", study(("ann", "tt", [1.0, 2.0]), ("ben", "tt", ben)))
    assert found["leaning"] == 1 - ben[0]
    assert math.isnan(found["leaning_low"])
    assert math.isnan(found["leaning_high"])


def test_a_claim_with_two_topics_counts_once_as_a_claim_and_once_as_double() -> None:
    one = study(("ann", "tt", [1.0, 1.0]), ("ben", "tt", [1.0, 1.0]))
    second = study(("ann", "u-", [1.0, 1.0])).assign(slot=2)
    found = of("ann", ANNOTATIONS.check(pd.concat([one, second])))
    assert (found["n_claims"], found["n_second"]) == (2, 1)


def test_claims_without_a_topic_and_stances_given_as_unclear_are_counted_apart() -> None:
    annotations = study(
        ("ann", "tttt", [1.0, 1.0, 1.0, 1.0]), ("ben", "tttt", [1.0, 1.0, 1.0, 1.0])
    )
    own = annotations["annotator"] == "ann"
    none, unclear = (
        own & (annotations["claim_id"] == "c00"),
        own & (annotations["row"].isin([3, 4])),
    )
    annotations.loc[none, ["topic", "stance", "score"]] = [NONE, "", math.nan]
    annotations.loc[unclear, ["stance", "score"]] = ["unclear", math.nan]
    found = assess(annotations, CODEBOOK).annotators.set_index("annotator")
    counts = found[["n_claims", "n_none", "n_unclear"]]
    assert counts.loc["ann"].tolist() == [4, 1, 2]
    assert counts.loc["ben"].tolist() == [4, 0, 0]


def test_agreement_on_stance_is_each_annotators_own() -> None:
    """Claim by claim: all alike; cem alone; nobody like another. Ann: (1 + 1/2 + 0) / 3."""
    annotations = study(
        ("ann", "ttt", [1.0, 1.0, 1.0]),
        ("ben", "ttt", [1.0, 1.0, 2.0]),
        ("cem", "ttt", [1.0, -1.0, -2.0]),
    )
    found = assess(annotations, CODEBOOK).annotators.set_index("annotator")["stance_agreement"]
    assert found.to_dict() == pytest.approx({"ann": 1 / 2, "ben": 1 / 2, "cem": 1 / 3})
