"""Every figure on the way to camps, of small tables; by hand are those of the tests below."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest

from stance.analysis.camps import camps
from stance.analysis.camps.grouping import disagreement, group
from stance.analysis.camps.layout import leaf_order, plane
from stance.analysis.camps.line import along, loadings
from stance.analysis.camps.mixtures import Tables, compare_with_line, fit_camps, one_more
from stance.analysis.camps.resampling import chance_of, shuffled, stability, topic_stability
from stance.analysis.camps.rivals import chance_of_line, chance_of_more
from stance.analysis.camps.sample import joined
from stance.analysis.camps.standard import standard
from stance.analysis.matrices import compare, shared_topics
from stance.analysis.positions import POSITIONS
from stance.core.codebook import Scale
from tests.analysis.camp_tables import TABLES
from tests.pins import needs_pinned
from tests.written import hold


def _told(value: object) -> str:
    """Numbers with six digits; what is nought but for rounding is 0."""
    numbers = np.asarray(value, dtype=float)
    rounded = np.where(np.abs(numbers) < 1e-7, 0.0, numbers)
    return "  ".join(f"{number:.6g}" for number in rounded.ravel().tolist())


def _rows(frame: pd.DataFrame) -> Iterator[str]:
    for row in frame.to_dict("records"):
        cells = (_told(v) if isinstance(v, float) else str(v) for v in row.values())
        yield "    | " + " | ".join(cells)


def _squared(condensed: np.ndarray, count: int) -> np.ndarray:
    square = np.zeros((count, count))
    square[np.triu_indices(count, k=1)] = condensed
    return square + square.T


def _grouped(places: np.ndarray) -> Iterator[str]:
    count, apart = len(places), disagreement(places, 4)
    pairs = compare(places, 4)
    yield f"pooled {_told(pairs.pooled)}, weight {_told(pairs.weight)}; apart {_told(apart)}"
    for fewest in (1, 3):
        best = group(apart, count, fewest)
        yield f"groups of {fewest}: {best.labels.tolist()}, {_told(best.score)}: " + _told(
            best.widths
        )
    rng = np.random.default_rng
    likely = [chance_of(best.score, places, 4, rng(1), 39, most) for most in (0.05, 1.0)]
    yield f"by chance {_told(likely)}; shuffled {_told(shuffled(places, rng(1)))}"
    for number in stability(places, 4, best, rng(1), 20):
        yield f"drawn again: {_told(number)}"
    yield f"topics drawn again: {_told(topic_stability(places, 4, best, rng(1), 20))}"
    drawn = np.arange(0, count, 2)
    part = group(disagreement(places[drawn], 4), len(drawn), fewest=1)
    whole = joined(part, places, drawn, 4)
    yield f"joined: {whole.labels.tolist()}, {_told(whole.score)}: {_told(whole.widths)}"


def _drawn(places: np.ndarray) -> Iterator[str]:
    form = standard(places, 0, 4)
    yield f"standard: {form.experts.tolist()}: {_told(form.places)}"
    yield f"orders: {leaf_order(places, 4)}, {leaf_order(places.T, 4)}"
    square = _squared(disagreement(places, 4), len(places))
    for steps in (1, 300):
        place, stress = plane(square, _squared(shared_topics(places), len(places)), steps)
        yield f"plane after {steps}: stress {_told(stress)}: {_told(place)}"


def _explained(places: np.ndarray) -> Iterator[str]:
    rng, table = np.random.default_rng, Tables.of(places)
    loading = loadings(places)
    loading = loading * np.sign(loading[np.abs(loading).argmax()])
    yield f"loadings {_told(loading)}; along them {_told(along(places, loading, rng(1), 1))}"
    stacked = Tables.of(np.stack([places, -places, shuffled(places, rng(2))]))
    for number in (2, 3):
        line, fit = compare_with_line(stacked, number)
        yield f"line {_told(line)}; {number} camps {_told(fit.likelihood)}: {_told(fit.members[0])}"
    labels = group(disagreement(places, 4), len(places)).labels
    fit = fit_camps(table, np.eye(labels.max() + 1)[labels][None])
    more = one_more(table, fit.members)
    yield f"fitted {_told(fit.likelihood)}: {_told(fit.members)}"
    yield f"one more {_told(more.likelihood)}: {_told(more.members)}"
    for chance in (chance_of_line, chance_of_more):
        likely = [chance(places, labels, rng(1), 30, most) for most in (0.1, 1)]
        yield f"{chance.__name__} {_told(likely)}"


def _found(places: np.ndarray) -> Iterator[str]:
    rows = [
        {"expert_id": f"e{i}", "topic": f"t{j}", "position": place}
        for i, row in enumerate(places.tolist())
        for j, place in enumerate(row)
        if place == place
    ]
    experts, topics = (
        [f"{k}{n}" for n in range(s)] for k, s in zip("et", places.shape, strict=True)
    )
    found = camps(POSITIONS.build(rows), experts, topics, Scale(), draws=39)
    yield f"{found.verdict}, among {found.sought}: {found.reason}"
    for name in ("silhouette", "p_value", "p_line", "p_more", "stress"):
        one = getattr(found, name)
        yield f"    {name}: {one.reason if one.value is None else _told(one.value)}"
    for name in ("experts", "camps", "topics", "common", "map"):
        yield f"    {name}:"
        yield from _rows(getattr(found, name))
    yield f"    {found.expert_order}, {found.topic_order}"


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("grouping", _grouped),
        ("order and plane", _drawn),
        ("line and camps", _explained),
        ("camps", _found),
    ],
)
def test_every_figure_is_what_is_committed(name, figures) -> None:
    for library in ("numpy", "scipy", "pandas"):
        needs_pinned(library)
    told: list[str] = []
    for kind, places in TABLES.items():
        told += [f"== {kind}", *figures(places)]
    hold(f"figures of {name}.txt", told)
