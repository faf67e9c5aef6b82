"""Who moved between two spans: differences, their intervals, and what is beyond doubt."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from stance.analysis.consensus import consensus
from stance.analysis.moves import Span, document_variance, holm, moves
from stance.analysis.positions import positions
from stance.core.codebook import Scale
from stance.core.contracts import ANNOTATIONS, CLAIMS

SCALE = Scale()
LABEL = {level.score: level.label for level in SCALE.levels}


def span(name: str, said: dict[str, list[tuple[float, ...]]]) -> Span:
    """Build a span of one topic: by expert the articles, each with its annotators' scores."""
    claims, codes = [], []
    for expert, articles in said.items():
        for number, scores in enumerate(articles):
            claim = f"{name}-{expert}-{number}"
            claims.append({"claim_id": claim, "expert_id": expert, "source_id": claim})
            codes += [
                {
                    "claim_id": claim,
                    "annotator": annotator,
                    "slot": 1,
                    "topic": "t",
                    "stance": LABEL[score],
                    "score": score,
                }
                for annotator, score in zip("abc", scores, strict=False)
            ]
    coded = ANNOTATIONS.build(codes)
    judged = consensus(CLAIMS.build(claims), coded, SCALE)
    return Span(positions(judged, SCALE), judged, coded)


FIRM = {"steady": [(1, 1), (1, 1), (2, 2)], "mover": [(-2, -2), (-2, -2), (-1, -1)]}
MOVED = {"steady": [(1, 1), (2, 2), (1, 1)], "mover": [(2, 2), (2, 2), (1, 1)]}


def test_a_move_is_after_less_before_with_the_claims_that_show_it() -> None:
    found = moves(span("then", FIRM), span("now", MOVED), SCALE).set_index("expert_id")
    mover, steady = found.loc["mover"], found.loc["steady"]
    assert (mover["before"], mover["after"]) == pytest.approx((-5 / 3, 5 / 3))
    assert mover["move"] == pytest.approx(10 / 3)
    assert (mover["claim_before"], mover["claim_after"]) == ("then-mover-0", "now-mover-0")
    assert (mover["beyond"], mover["crossed"]) == (True, True)
    assert (steady["beyond"], steady["crossed"]) == (False, False)
    assert steady["low"] < steady["move"] == 0 < steady["high"]
    assert found.index[0] == "mover"


def test_a_position_in_one_span_alone_is_no_move() -> None:
    found = moves(span("then", {"a": [(1,)]}), span("now", {"b": [(1,)]}), SCALE)
    assert found.empty


def test_the_variance_of_documents_is_pooled_and_drawn_toward_a_step() -> None:
    """Votes 1, 1, 2 and -2, -2, -1 in each span: squares 4 · 2/3, freedom 8; prior 2 of 1."""
    spans = [span("then", FIRM).judgements, span("now", MOVED).judgements]
    variance, freedom = document_variance(spans, SCALE)
    assert freedom == 10
    assert variance == pytest.approx((4 * 2 / 3 + 2) / 10)


def test_the_interval_is_that_of_students_t() -> None:
    found = moves(span("then", FIRM), span("now", MOVED), SCALE).set_index("expert_id")
    variance, freedom = document_variance(
        [span("then", FIRM).judgements, span("now", MOVED).judgements], SCALE
    )
    error = math.sqrt(variance * 2 / 3)
    reach = stats.t.ppf(0.95, freedom) * error
    assert found.loc["steady", ["low", "high"]].tolist() == pytest.approx([-reach, reach])
    chance = 2 * stats.t.sf(10 / 3 / error, freedom)
    assert found.loc["mover", "p_value"] == pytest.approx(chance)
    assert found.loc["mover", "high"] == SCALE.range  # cut at what the scale allows


def test_annotators_who_differ_make_a_move_doubtful() -> None:
    """One article a span: the codes alone are known, and where all agree they leave no doubt."""
    alike = {"a": [(-1, -1, -1)], "b": [(1, 1, 1)], "c": [(0, 0, 0)]}
    unlike = {"a": [(-1, -2, 0)], "b": [(1, 2, 0)], "c": [(0, 0, 0)]}
    moved = {"a": [(1, 1, 1)], "b": [(1, 1, 1)], "c": [(0, 0, 0)]}
    sure = moves(span("then", alike), span("now", moved), SCALE).set_index("expert_id")
    unsure = moves(span("then", unlike), span("now", moved), SCALE).set_index("expert_id")
    assert sure["p_value"].tolist() == [0, 1, 1]
    assert sure["beyond"].tolist() == [True, False, False]
    assert sure.loc["a", ["low", "high"]].tolist() == [2, 2]
    assert unsure["move"].tolist() == sure["move"].tolist()
    assert 0 < unsure.loc["a", "p_value"] < 1
    assert unsure.loc["a", "low"] < 2 < unsure.loc["a", "high"]


def test_where_nothing_is_known_of_doubt_no_move_is_beyond_it() -> None:
    """One annotator, one article a span: neither other codes nor other articles are known."""
    found = moves(span("then", {"a": [(-2,)]}), span("now", {"a": [(2,)]}), SCALE)
    row = found.iloc[0]
    assert row["move"] == 4
    assert math.isnan(row["low"])
    assert math.isnan(row["p_value"])
    assert not row["beyond"]


@pytest.mark.parametrize(
    ("chances", "passed"),
    [
        ([0.01, 0.02, 0.03, 0.04], [True, False, False, False]),  # 0.02 > 0.05 / 3
        ([0.0125, 0.0166, 0.025, 0.05], [True, True, True, True]),  # each just allowed
        ([0.0126, 0.001, 0.9, float("nan")], [True, True, False, False]),  # of three, not four
        ([0.03, float("nan")], [True, False]),
        ([0.051], [False]),
        ([], []),
    ],
)
def test_holm_goes_down_from_the_smallest_chance(chances, passed) -> None:
    assert holm(pd.Series(chances, dtype="float64"), 0.05).tolist() == passed


def test_turning_a_proposition_round_turns_every_move() -> None:
    def turned(said: dict[str, list[tuple[float, ...]]]) -> dict[str, list[tuple[float, ...]]]:
        return {e: [tuple(-s for s in scores) for scores in rows] for e, rows in said.items()}

    one = moves(span("then", FIRM), span("now", MOVED), SCALE).set_index("expert_id").sort_index()
    other = moves(span("then", turned(FIRM)), span("now", turned(MOVED)), SCALE)
    other = other.set_index("expert_id").sort_index()
    assert np.allclose(one["move"], -other["move"])
    assert one["beyond"].tolist() == other["beyond"].tolist()
