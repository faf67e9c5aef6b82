"""Networks against a reference of our own, and against Discourse Network Analyzer's own matrices.

The second is every matrix that version 3.1.2 computes from its sample, and needs ../shared.
"""

import itertools
import json
from fractions import Fraction
from functools import cache

import numpy as np
import pandas as pd
import pytest

from stance.analysis.networks import AGGREGATES, NORMALISATIONS, network, polarisation
from stance.core.codebook import Level, Scale
from stance.exchange.dna import read_dna
from tests.dna_reference import ACTORS, CONCEPTS, COUNTED, IGNORED, SAID, one_mode, two_mode
from tests.shared_folder import shared

DUPLICATES = {
    "include": "all",
    "document": "document",
    "week": "week",
    "month": "month",
    "year": "year",
    "acrossrange": "ever",
}
CASES = [
    (mode, aggregate, normalise, duplicates)
    for mode in ("one", "two")
    for aggregate, normalise, duplicates in itertools.product(
        AGGREGATES[mode], NORMALISATIONS[mode], DUPLICATES
    )
    if (aggregate, normalise) != ("combine", "prominence")  # DNA crashes
]


@cache
def reference() -> dict[tuple[str, ...], dict]:
    matrices = json.loads(shared("reference/dna312_reference_sample.json").read_text("utf-8"))
    keys = ("type", "aggregation", "normalization", "duplicates")
    return {tuple(matrix[key] for key in keys): matrix for matrix in matrices}


@cache
def sample():
    study = read_dna(shared("reference/sample.dna"))
    scored = study.annotations.merge(study.claims, on="claim_id", suffixes=("", "_of_claim"))
    return study, scored


SMALL = pd.DataFrame(SAID, columns=["expert_id", "topic", "source_id", "said_on", "score"])
YES_NO = Scale(levels=(Level("no", 0, "n"), Level("yes", 1, "y")))


@pytest.mark.parametrize(("mode", "aggregate", "normalise", "duplicates"), CASES)
def test_a_matrix_equals_the_formula_on_counts_made_by_hand(
    mode, aggregate, normalise, duplicates
) -> None:
    stretch = DUPLICATES[duplicates]
    found = network(
        SMALL, YES_NO, mode=mode, aggregate=aggregate, normalise=normalise, duplicates=stretch
    )
    counts = (IGNORED if aggregate == "ignore" else COUNTED)[stretch]
    formula, columns = (one_mode, ACTORS) if mode == "one" else (two_mode, CONCEPTS)
    expected = [[formula(counts, aggregate, normalise, i, j) for j in columns] for i in ACTORS]
    assert (found.rows, found.columns) == (ACTORS, columns)
    assert found.weights == pytest.approx(np.array(expected, dtype=float))
    assert found.n_claims == sum(counts.values())


#: Worked out on paper, repetitions counted once ever: alliance is for and against the tax and
#: against the road, bureau for both, club against both. One row for alliance and bureau, alliance
#: and club, bureau and club; or for each actor, of road and tax.
ON_PAPER = [
    ("one", "congruence", "none", [1, 2, 0]),
    ("one", "conflict", "none", [2, 1, 2]),
    ("one", "subtract", "none", [-1, 1, -2]),
    ("one", "ignore", "none", [2, 2, 2]),  # one claim each on each concept
    ("one", "congruence", "average", ["2/5", "4/5", 0]),  # 3 and 2 claims, 2 and 2
    ("one", "subtract", "cosine", ["-1/6", "1/6", "-1/2"]),
    ("one", "conflict", "jaccard", ["2/4", "1/3", "2/4"]),
    ("two", "ignore", "none", [1, 1, 1, 1, 1, 1]),
    ("two", "subtract", "none", [-1, 0, 1, 1, -1, -1]),
    ("two", "combine", "none", [2, 3, 1, 1, 2, 2]),
    ("two", "subtract", "activity", ["-1/3", 0, "1/2", "1/2", "-1/2", "-1/2"]),
    ("two", "subtract", "prominence", ["-1/3", 0, "1/3", "1/4", "-1/3", "-1/4"]),
    ("two", "combine", "activity", [1, "3/2", "1/2", "1/2", 1, 1]),
]


@pytest.mark.parametrize(("mode", "aggregate", "normalise", "expected"), ON_PAPER)
def test_the_formulas_give_what_is_worked_out_on_paper(
    mode, aggregate, normalise, expected
) -> None:
    counts = (IGNORED if aggregate == "ignore" else COUNTED)["ever"]
    if mode == "one":
        pairs = itertools.combinations(ACTORS, 2)
        found = [one_mode(counts, aggregate, normalise, i, j) for i, j in pairs]
    else:
        cells = itertools.product(ACTORS, CONCEPTS)
        found = [two_mode(counts, aggregate, normalise, i, j) for i, j in cells]
    assert found == [Fraction(value) for value in expected]


def test_all_144_matrices_are_compared() -> None:
    assert len(CASES) == len(reference()) == 144


@pytest.mark.parametrize(("mode", "aggregate", "normalise", "duplicates"), CASES)
def test_a_matrix_equals_that_of_dna(mode, aggregate, normalise, duplicates) -> None:
    normalisation = "no" if normalise == "none" else normalise
    expected = reference()[(f"{mode}mode", aggregate, normalisation, duplicates)]
    study, scored = sample()
    found = network(
        scored,
        study.codebook.scale,
        mode=mode,
        aggregate=aggregate,
        normalise=normalise,
        duplicates=DUPLICATES[duplicates],
    )
    experts = study.experts.set_index("expert_id")["name"]
    columns = experts if mode == "one" else {t.id: t.label for t in study.codebook.topics}
    frame = found.frame().rename(index=experts, columns=columns)
    assert sorted(frame.index) == sorted(expected["rows"])
    assert sorted(frame.columns) == sorted(expected["cols"])
    matrix = frame.loc[expected["rows"], expected["cols"]].to_numpy()
    assert np.abs(matrix - np.array(expected["matrix"])).max() <= 1e-6
    assert found.n_claims == expected["n"]


def test_polarisation_finds_the_sensible_split_that_dna_turns_upside_down() -> None:
    study, scored = sample()
    found = polarisation(scored, study.codebook.scale, duplicates="all")
    named = study.experts.set_index("expert_id")["name"]
    camps = {frozenset(name.split()[0] for name in named[list(camp)]) for camp in found.camps}
    assert camps == {
        frozenset({"Alliance", "Environmental", "Sierra", "U.S."}),
        frozenset({"Energy", "National", "Senate"}),
    }
