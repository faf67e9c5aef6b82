"""Every figure of the analysis of whole studies; each rule by itself is held beside its room."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest

from stance.analysis.networks import network
from stance.analysis.networks.build import AGGREGATES, NORMALISATIONS
from stance.analysis.networks.counts import DUPLICATES
from stance.analysis.networks.polarisation import misfit, polarisation
from stance.analysis.networks.windows import KERNELS, windows
from stance.core.codebook import Scale
from stance.exchange.exporting import tables_of
from stance.study.judging import METHODS
from stance.study.study import Findings
from tests.figures_told import rows, told
from tests.full_studies import SCALES, full
from tests.pins import needs_pinned
from tests.written import hold


def _findings(found: Findings) -> Iterator[str]:
    tables = tables_of(found) | {
        "opposed": found.opposed,
        "evidence": found.evidence,
        "one sided": found.one_sided,
    }
    for name in ("claims", "annotations", "experts", "sources", "waiting", "camps"):
        del tables[name]
    for name, table in tables.items():
        yield f"== {name}"
        yield from rows(table)
    said, lead = found.headlines.everyone, found.lead
    yield f"{said.split.verdict}: {sorted(said.split.topics)}"
    yield f"{sorted(said.agreed)} {sorted(said.pair)}"
    yield f"{lead.verdict} {lead.topics} {lead.overturned_by}"


def _models(found: Findings) -> Iterator[str]:
    for method in METHODS[1:]:
        other = found.study.analyse(method=method)
        yield f"== {method}"
        yield from rows(other.judgements[["claim_id", "topic", "status", "score", "n_majority"]])
        yield from rows(other.sides)
        if other.model is None:
            continue
        yield from rows(other.model.items)
        yield from rows(other.model.shares)
        yield f"{len(other.model.objective)} steps to {told(other.model.objective[-1])}"
        for numbers in (other.model.posterior, other.model.errors):
            yield "  ".join(map(told, numbers.ravel().tolist()))
        model = other.model
        yield f"{told(model.log_likelihood)} {model.converged} {model.labels} {model.warnings}"


def _network(judged: pd.DataFrame, scale: Scale) -> Iterator[str]:
    combined = [
        (mode, aggregate, normalise, duplicates)
        for mode, aggregates in AGGREGATES.items()
        for aggregate in aggregates
        for normalise in NORMALISATIONS[mode]
        for duplicates in (DUPLICATES if normalise == "none" else ("document",))
    ]
    for mode, aggregate, normalise, duplicates in combined:
        made = network(
            judged, scale, mode=mode, aggregate=aggregate, normalise=normalise,
            duplicates=duplicates,
        )  # fmt: skip
        weights = "  ".join(map(told, made.weights.ravel().tolist()))
        yield f"{mode}-mode, {aggregate}, {normalise}, {duplicates}, {made.n_claims}: {weights}"
    yield f"{made.rows}, {made.columns}: {made.evidence.tolist()}"
    yield from rows(made.edges())
    for number in (2, 3):
        split = polarisation(judged, scale, n_camps=number)
        yield f"{told(split.estimate.value)} {split.estimate.reason} {told(split.misfit)}"
        yield f"{split.camps}"
    kinds = AGGREGATES["one"][1:3]
    parts = [network(judged, scale, aggregate=kind, normalise="average") for kind in kinds]
    camps = np.arange(len(parts[0].rows)) % 2
    both = [misfit(*(part.weights for part in parts), camps, as_dna=dna) for dna in (False, True)]
    yield "  ".join(map(told, both))
    for kernel in KERNELS:
        for number, window in enumerate(windows(judged, 300, every=90, kernel=kernel)):
            yield f"{kernel} {window.middle}, {window.first} to {window.last}"
            if number == 1:
                yield from rows(window.scored[["claim_id", "weight"]])


@pytest.mark.parametrize("name", SCALES)
def test_every_figure_of_a_whole_study_is_what_is_committed(name: str) -> None:
    for library in ("numpy", "scipy", "pandas"):
        needs_pinned(library)
    found = full(SCALES[name], seed=len(name)).analyse()
    hold(f"figures of a study on a scale, {name}.txt", _findings(found))
    hold(f"figures of its models, {name}.txt", _models(found))
    hold(f"figures of its networks, {name}.txt", _network(found.judgements, SCALES[name]))
