"""Every matrix that Discourse Network Analyzer 3.1.2 computes from its sample (needs ../shared)."""

import itertools
import json
from functools import cache

import numpy as np
import pytest

from stance.analysis.networks import AGGREGATES, NORMALISATIONS, network, polarisation
from stance.exchange.dna import read_dna
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
