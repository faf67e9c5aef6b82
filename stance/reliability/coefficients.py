"""Every coefficient of one set of codes, each with its error, intervals and reason."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

import numpy as np

from stance.core.results import Estimate, Interval
from stance.reliability.alpha import alpha, alpha_of_weights
from stance.reliability.articles import by_article
from stance.reliability.chance import CHANCES, Chance, alpha_se, chance_corrected, chance_se
from stance.reliability.codes import Codes
from stance.reliability.conger import conger, conger_se, row_patterns
from stance.reliability.intervals import (
    Sampling,
    bootstrap,
    jackknife,
    normal_interval,
    p_above_zero,
    t_interval,
)
from stance.reliability.measurement import LEVELS, NOMINAL, Level, Measurement
from stance.reliability.patterns import Patterns, find_patterns
from stance.reliability.statistics import Statistic
from stance.reliability.undefined import (
    ALL_AGREE,
    CHANCE_EXPLAINS_ALL,
    FEW_ITEMS,
    MORE_THAN_TWO,
    why_no_cohen,
    why_no_conger,
    why_undefined,
)
from stance.reliability.weights import MOST_LABELS, WEIGHTS_OF, Kind, agreement_weights

#: Coefficients that differ in what chance would bring.
Family = Literal[Chance, "cohen_kappa", "conger_kappa", "scott_pi", "krippendorff_alpha"]
_FAMILIES: tuple[Family, ...] = (
    "percent_agreement",
    "cohen_kappa",
    "fleiss_kappa",
    "conger_kappa",
    "scott_pi",
)
#: Those whose chance depends on nothing but how often the labels were given.
_CHANCE_OF: dict[Family, Chance] = {**{c: c for c in CHANCES}, "scott_pi": "fleiss_kappa"}
#: Weights under which a coefficient is given as well, where the labels have an order.
_ALSO: tuple[Kind, ...] = ("linear", "quadratic", "ordinal")
#: With more labels than these, that is too much to ask for.
_MOST_WITH_ALL = 100
# Resampling items that hardly ever repeat, with all annotators told apart, has a limit.
_MOST_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One coefficient of agreement.

    Attributes:
        name: such as "krippendorff_alpha" or "gwet_ac2_linear".
        estimate: value, standard error and interval over items: the published analytic ones where
            there are such, else the jackknife's, else the bootstrap's. Alpha never has the analytic
            interval here, which fails where a label is rare.
        by_article: the same value with its error and interval over articles.
        analytic: the published interval, where there is one.
        bootstrap: interval by resampling items.
        jackknife: interval by leaving out one item at a time.
        p_value: one-sided, for "the coefficient is 0 or less" against "more than 0".
    """

    name: str
    estimate: Estimate
    by_article: Estimate
    analytic: Interval | None = None
    bootstrap: Interval | None = None
    jackknife: Interval | None = None
    p_value: float | None = None

    @property
    def over_items(self) -> Interval | None:
        """The interval over items that holds best: the jackknife's, else the bootstrap's."""
        return self.jackknife or self.bootstrap

    @property
    def first(self) -> Interval | None:
        """The interval to be shown first: by article, where there is one."""
        return self.by_article.interval or self.over_items


@dataclass(frozen=True, eq=False)
class CodeTable:
    """Codes with their patterns, found once and used by every coefficient."""

    codes: Codes

    @cached_property
    def counts(self) -> Patterns:
        """Patterns of how many gave each label."""
        codes = self.codes
        return find_patterns(codes.item, codes.label, len(codes.items), codes.n_labels)

    @cached_property
    def rows(self) -> Patterns:
        """Patterns of who gave each label."""
        return row_patterns(self.codes)


@dataclass(frozen=True, eq=False)
class _Wanted:
    """A coefficient to compute: its name, its family, and its weights (None is identity)."""

    name: str
    family: Family
    weights: Any = None
    level: Level | None = None


@dataclass(frozen=True, eq=False)
class _Recipe:
    """How one coefficient is computed: over which patterns of which items' codes, and its error.

    The published errors count ``n`` items; R's irrCAC does so for alpha too, though items coded
    once play no part in it.
    """

    name: str
    codes: Codes
    patterns: Patterns
    statistic: Statistic
    se: float
    n: int
    lowest: float = -math.inf
    large_sample: bool = False
    is_alpha: bool = False


def coefficients(
    codes: Codes,
    measurement: Measurement | None = None,
    sampling: Sampling | None = None,
    weights: Any = None,
) -> tuple[Coefficient, ...]:
    """Return every coefficient that the level of measurement allows.

    Args:
        codes: who gave which item which label.
        measurement: nominal unless given; its level decides ``krippendorff_alpha`` and the weights
            of ``gwet_ac2``. A level with an order brings the weighted forms too; their names end
            in the weights, "gwet_ordinal" being Gwet's ordinal weights.
        sampling: how intervals are made.
        weights: labels × labels, instead of a measurement; gives percent agreement and alpha.

    Raises:
        UsageError: there are too many different labels for the level.
    """
    measurement = measurement or NOMINAL
    everyone, both = CodeTable(codes), CodeTable(codes.pairable)
    reasons = _reasons(codes, both.codes)
    done: dict[str, Coefficient] = {}
    recipes: list[_Recipe] = []
    for wanted in _wanted(measurement, codes.n_labels, weights):
        reason = reasons.get(wanted.family, reasons["corrected"])
        done[wanted.name] = _undefined(wanted.name, reason or "pending")
        if not reason:
            recipes.append(_recipe(wanted, everyone, both, measurement))
    done |= {c.name: c for c in _computed(recipes, sampling or Sampling())}
    return tuple(done.values())


def _reasons(codes: Codes, pairable: Codes) -> dict[str, str]:
    """Return why each family of coefficients is undefined, empty where it isn't."""
    of_two = why_no_cohen(pairable, len(codes.annotators)) if len(codes) else ""
    reason = why_undefined(codes)
    plain = why_undefined(codes, corrected=False)
    two_only = reason if len(codes.annotators) <= 2 else MORE_THAN_TWO.format(len(codes.annotators))
    return {
        "corrected": reason,
        "percent_agreement": plain,
        "scott_pi": two_only,
        "cohen_kappa": plain or of_two or reason,
        "conger_kappa": reason or why_no_conger(codes),
    }


def _wanted(measurement: Measurement, n_labels: int, own: Any) -> Iterator[_Wanted]:
    """Name the coefficients of a level, in the order in which they are shown."""
    if own is not None:
        yield _Wanted("percent_agreement", "percent_agreement")
        yield _Wanted("krippendorff_alpha", "krippendorff_alpha", own)
        return
    level, numbers, apart = measurement.level, measurement.numbers(n_labels), measurement.apart
    weighted = level != "nominal" and n_labels <= MOST_LABELS
    yield from _family("", None)
    fitting = agreement_weights(WEIGHTS_OF[level], numbers, apart) if weighted else None
    if weighted or level == "nominal":
        yield _Wanted("gwet_ac2", "gwet_ac", fitting)
    yield _Wanted("krippendorff_alpha", "krippendorff_alpha", level=level)
    for other in LEVELS[: LEVELS.index(level) + 1]:
        yield _Wanted(f"krippendorff_alpha_{other}", "krippendorff_alpha", level=other)
    for kind in _ALSO if weighted and n_labels <= _MOST_WITH_ALL else ():
        weights = agreement_weights(kind, numbers, apart)
        suffix = "_gwet_ordinal" if kind == "ordinal" else f"_{kind}"
        yield from _family(suffix, weights)
        yield _Wanted(f"krippendorff_alpha_gwet_weights{suffix}", "krippendorff_alpha", weights)


def _family(suffix: str, weights: Any) -> Iterator[_Wanted]:
    for family in _FAMILIES:
        yield _Wanted(f"{family}{suffix}", family, weights)
    yield _Wanted(f"gwet_ac{2 if suffix else 1}{suffix}", "gwet_ac", weights)
    yield _Wanted(f"brennan_prediger{suffix}", "brennan_prediger", weights)


def _recipe(
    wanted: _Wanted, everyone: CodeTable, both: CodeTable, measurement: Measurement
) -> _Recipe:
    name, weights = wanted.name, wanted.weights
    table = both if wanted.family in ("cohen_kappa", "scott_pi") else everyone
    counts, codes, n = table.counts, table.codes, len(table.codes.items)
    if wanted.family == "krippendorff_alpha":  # items coded once play no part in it
        counts, codes = both.counts, both.codes
        if wanted.level:
            statistic = alpha(counts, measurement.at(wanted.level))
            se = _published_alpha_se(counts, measurement.at(wanted.level))
        else:
            statistic, se = alpha_of_weights(counts, weights), alpha_se(counts, weights)
        return _Recipe(name, codes, counts, statistic, se, n, is_alpha=True)
    if chance := _CHANCE_OF.get(wanted.family):
        statistic = chance_corrected(counts, chance, weights)
        se = chance_se(counts, chance, weights)
        lowest = 0.0 if chance == "percent_agreement" else -math.inf
        recipe = _Recipe(name, codes, counts, statistic, se, n, lowest)
    else:
        statistic = conger(table.rows, len(codes.annotators), weights)
        se = conger_se(codes, counts, weights)
        recipe = _Recipe(name, codes, table.rows, statistic, se, n)
    if table is both:  # Fleiss, Cohen and Everitt (1969) divide by n, Gwet by n - 1
        shrunk = recipe.se * math.sqrt((n - 1) / n)
        return replace(recipe, se=shrunk, large_sample=True)
    return recipe


def _published_alpha_se(counts: Patterns, measurement: Measurement) -> float:
    """Return Gwet's error where the distances are fixed; ordinal ones follow the codes: NaN."""
    level, n_labels = measurement.level, counts.counts.shape[1]
    if level == "nominal":
        return alpha_se(counts, None)
    if level == "ordinal" or n_labels > MOST_LABELS:
        return float("nan")
    numbers = measurement.numbers(n_labels)
    return alpha_se(counts, agreement_weights(WEIGHTS_OF[level], numbers, measurement.apart))


def _computed(recipes: Sequence[_Recipe], sampling: Sampling) -> Iterator[Coefficient]:
    """Compute the coefficients; those over the same patterns share their resamples."""
    groups: dict[int, list[_Recipe]] = {}
    for recipe in recipes:
        groups.setdefault(id(recipe.patterns), []).append(recipe)
    for group in groups.values():
        times = group[0].patterns.times
        if len(times) > _MOST_ROWS:
            drawn: Sequence[Estimate | None] = [None] * len(group)
        else:
            drawn = bootstrap([recipe.statistic for recipe in group], times, sampling)
        for recipe, resampled in zip(group, drawn, strict=True):
            yield _coefficient(recipe, resampled, sampling)


def _coefficient(recipe: _Recipe, resampled: Estimate | None, sampling: Sampling) -> Coefficient:
    value = recipe.statistic.at(recipe.patterns.times)
    if np.isnan(value):
        return _undefined(recipe.name, CHANCE_EXPLAINS_ALL)
    if recipe.n < 2 or value >= 1:
        unsure = Estimate(value, reason=FEW_ITEMS if recipe.n < 2 else ALL_AGREE)
        return Coefficient(recipe.name, unsure, unsure)
    left_out = jackknife(recipe.statistic, recipe.patterns.times, sampling.level)
    wide = by_article(recipe.statistic, recipe.patterns, recipe.codes.article, sampling.level)
    published = _published(recipe, value, sampling.level)
    drawn = resampled or Estimate(value, reason=left_out.reason)
    resampling = drawn if drawn.interval and not left_out.interval else left_out
    first = published if published.interval and not recipe.is_alpha else resampling
    se = published.se or first.se
    return Coefficient(
        recipe.name,
        replace(first, se=se, interval=_cut(first.interval, recipe)),
        replace(wide, interval=_cut(wide.interval, recipe)),
        analytic=_cut(published.interval, recipe),
        bootstrap=drawn.interval,
        jackknife=_cut(left_out.interval, recipe),
        p_value=p_above_zero(value, se, recipe.n) if se else None,
    )


def _undefined(name: str, reason: str) -> Coefficient:
    none = Estimate(None, reason=reason)
    return Coefficient(name, none, none)


def _published(recipe: _Recipe, value: float, level: float) -> Estimate:
    """Return the published error and interval; neither where there are none."""
    if not (np.isfinite(recipe.se) and recipe.se > 0):
        return Estimate(value)
    if recipe.large_sample:
        return Estimate(value, recipe.se, normal_interval(value, recipe.se, level))
    return Estimate(value, recipe.se, t_interval(value, recipe.se, recipe.n, level))


def _cut(interval: Interval | None, recipe: _Recipe) -> Interval | None:
    """Return the interval without what lies below the lowest possible value."""
    return interval and replace(interval, low=max(interval.low, recipe.lowest))
