"""Congruence, conflict and polarisation window by window, with what other documents might change.

An interval comes from leaving out one document after another (the jackknife): documents, not
claims, are what a study happens to have.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
import scipy

from stance.analysis.networks.build import one_mode
from stance.analysis.networks.counts import Counts, Duplicates, counted, tally
from stance.analysis.networks.polarisation import best_split, of_split, why_undefined
from stance.analysis.networks.windows import Kernel, Window, windows
from stance.core.codebook import Scale
from stance.core.contracts import Column, Contract
from stance.core.dates import is_iso_day

#: Probability of the intervals.
LEVEL = 0.90
#: Documents below which there is no interval, and blocks of documents that are left out at most.
FEWEST_DOCUMENTS, BLOCKS = 5, 20
#: Experts whose pairs are compared in the curves of a page.
MOST_EXPERTS = 150
MEASURES = ("congruence", "conflict", "polarisation")

OVER_TIME = Contract(
    "over_time",
    ("middle",),
    (
        Column("middle", "text", "middle day of the window, ISO"),
        Column("first", "text", "its first day"),
        Column("last", "text", "its last day"),
        Column("n_claims", "integer", "claims with a score that were counted"),
        Column("n_documents", "integer", "documents of those"),
        Column("n_experts", "integer", "experts who made them"),
        Column("congruence", "number", "mean over all pairs, by average activity; NaN: no pair"),
        Column("congruence_low", "number", "lower end of its 90 % interval over documents"),
        Column("congruence_high", "number", "upper end"),
        Column("conflict", "number", "the same of conflict"),
        Column("conflict_low", "number", "lower end"),
        Column("conflict_high", "number", "upper end"),
        Column("polarisation", "number", "1 a perfect split in two halves, 0 none; NaN: none"),
        Column("polarisation_low", "number", "lower end"),
        Column("polarisation_high", "number", "upper end"),
        Column("reason", "text", "why there is no polarisation, or no interval; empty where both"),
    ),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """How long windows are, and how far apart.

    Attributes:
        days: length of a window.
        every: days from one middle to the next.
        n_claims: settled claims that are dated to the day.
        n_days: different days of those.
        n_experts: experts who made them.
        span: days from the first of them to the last.
    """

    days: int
    every: int
    n_claims: int
    n_days: int
    n_experts: int
    span: int

    @property
    def suffices(self) -> bool:
        """Whether there are dates enough to draw curves."""
        return (
            self.n_claims >= FEWEST_CLAIMS
            and self.n_days >= FEWEST_DAYS
            and self.n_experts >= FEWEST_EXPERTS
            and self.span >= SHORTEST
        )


#: What a page needs to draw curves: claims dated to the day, days, experts, days of the span.
FEWEST_CLAIMS, FEWEST_DAYS, FEWEST_EXPERTS, SHORTEST = 30, 10, 4, 180
#: Windows that lie side by side in a span, points of a curve, and bounds of a window's length.
SIDE_BY_SIDE, POINTS, LEAST, MOST = 5, 24, 30, 365


def plan(scored: pd.DataFrame) -> Plan:
    """Return windows that suit the dates: a fifth of the span long, 24 to a curve.

    Args:
        scored: columns as in ``SCORED``; judgements will do.
    """
    dated = scored[scored["score"].notna() & scored["said_on"].map(is_iso_day).astype(bool)]
    days = pd.to_datetime(dated["said_on"], format="%Y-%m-%d")
    span = int((days.max() - days.min()).days) if len(days) else 0
    length = min(max(span // SIDE_BY_SIDE, LEAST), MOST)
    every = max(-(-(span - length) // POINTS), 1)
    experts = dated["expert_id"].nunique()
    return Plan(length, every, len(dated), int(days.nunique()), int(experts), span)


def drawn(scored: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return the rows of at most ``MOST_EXPERTS`` experts, drawn by chance where there are more.

    All pairs are compared in every window and again without each document: that grows with the
    square of the experts, and a mean over the pairs of 150 is near that of all.

    Args:
        scored: columns as in ``SCORED``; judgements will do.
        seed: of the draw.
    """
    experts = np.sort(scored.loc[scored["score"].notna(), "expert_id"].unique())
    if len(experts) <= MOST_EXPERTS:
        return scored
    chosen = np.random.default_rng(seed).choice(experts, MOST_EXPERTS, replace=False)
    return scored[scored["expert_id"].isin(chosen)]


def over_time(
    scored: pd.DataFrame,
    scale: Scale,
    days: int,
    *,
    every: int = 1,
    kernel: Kernel = "uniform",
    duplicates: Duplicates = "document",
    seed: int = 1,
) -> pd.DataFrame:
    """Return congruence, conflict and polarisation in every window, frame ``OVER_TIME``.

    Congruence and conflict are the means of C_ij and F_ij over all pairs of experts who spoke in
    the window, both normalised by average activity; see ``polarisation``. An interval is
    value ± t * se, t with m - 1 degrees of freedom, se^2 = (m - 1)/m * sum (v_d - mean v)^2 over
    the m documents (beyond 20: blocks of documents) left out in turn (Miller 1974, Biometrika 61),
    cut off at what the measure can be. Polarisation keeps its split.

    Args:
        scored: columns as in ``SCORED``; judgements will do.
        scale: the study's scale.
        days: length of a window, see ``windows``.
        every: days from one middle to the next.
        kernel: a key of ``KERNELS``.
        duplicates: a key of ``DUPLICATES``.
        seed: of the random splits from which the search for camps starts.

    Raises:
        UsageError: as ``windows`` and ``network``.
    """
    found = windows(scored, days, every=every, kernel=kernel)
    return OVER_TIME.build([_row(window, scale, duplicates, seed) for window in found])


def _row(window: Window, scale: Scale, duplicates: Duplicates, seed: int) -> dict[str, Any]:
    rows = counted(window.scored, scale, duplicates, by_stance=True)
    document, documents = pd.factorize(rows["document"], sort=True)
    n_documents = len(documents)
    blocks = max(min(n_documents, BLOCKS), 1)
    about, by_block = tally(rows, document % blocks, blocks)
    values, camps, reason = _measures(about, about.x, scale, None, seed)
    row: dict[str, Any] = {
        "middle": window.middle,
        "first": window.first,
        "last": window.last,
        "n_claims": about.n,
        "n_documents": n_documents,
        "n_experts": len(about.experts),
        **dict(zip(MEASURES, values, strict=True)),
    }
    if n_documents < FEWEST_DOCUMENTS:
        too_few = f"fewer than {FEWEST_DOCUMENTS} documents in the window: no intervals"
        return {**row, "reason": "; ".join(filter(None, (reason, too_few)))}
    without = np.array(
        [_measures(about, about.x - block, scale, camps, seed)[0] for block in by_block]
    )
    for at, name in enumerate(MEASURES):
        low, high = _interval(values[at], without[:, at])
        bounds = (-np.inf, 1.0) if name == "polarisation" else (0.0, np.inf)
        low, high = np.clip([low, high], *bounds).tolist()
        row |= {f"{name}_low": low, f"{name}_high": high}
    if values[2] == values[2] and row["polarisation_low"] != row["polarisation_low"]:
        reason = "without one of the documents there is no polarisation: no interval"
    return {**row, "reason": reason}


def _measures(
    about: Counts, x: Any, scale: Scale, camps: Any, seed: int
) -> tuple[tuple[float, float, float], Any, str]:
    """Return the three measures of these counts, the camps, and why there are none.

    Args:
        about: what the axes of the counts are.
        x: the counts; experts without any are left aside.
        scale: the study's scale.
        camps: the camps to begin with; they are sought where none are given.
        seed: of that search.
    """
    here = x.sum(axis=(1, 2)) > 1e-12
    kept = replace(about, x=x[here])
    pairs = int(here.sum()) * (int(here.sum()) - 1)
    if not pairs:
        return (np.nan, np.nan, np.nan), None, "fewer than two experts spoke"
    f = one_mode(kept, scale, "conflict", "average")
    c = one_mode(kept, scale, "ignore", "average") - f
    c[np.abs(c) < 1e-12] = f[np.abs(f) < 1e-12] = 0.0  # what is left of sums that cancel out
    means = (float(c.sum() / pairs), float(f.sum() / pairs))
    if reason := why_undefined(c, f):
        return (*means, np.nan), None, reason
    if camps is None:
        found = best_split(c, f, 2, np.random.default_rng(seed))
        return (*means, of_split(c, f, found)), found, ""
    return (*means, of_split(c, f, camps[here])), camps, ""


def _interval(value: float, without: Any) -> tuple[float, float]:
    """Return the jackknife's interval; NaN where the measure hangs on one document."""
    m = len(without)
    if value != value or np.isnan(without).any():
        return np.nan, np.nan
    se = np.sqrt((m - 1) / m * ((without - without.mean()) ** 2).sum())
    reach = float(scipy.special.stdtrit(m - 1, (1 + LEVEL) / 2)) * se
    return value - reach, value + reach
