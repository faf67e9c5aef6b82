"""Figures that journals of communication research ask for beside alpha: Holsti's and Lotus.

Neither takes chance into account (standardised Lotus only the number of labels): read them beside
alpha, not for it.

Holsti, O. R. (1969), Content Analysis for the Social Sciences and Humanities, Addison-Wesley, p.
140: CR = 2 M / (N_1 + N_2) of two coders, M codes alike of N each; here over the items that both
coded, and the mean over all pairs of coders, each pair counting once.

Fretwurst, B. (2015), Reliabilität und Validität von Inhaltsanalysen. Mit Erläuterungen zur
Berechnung des Reliabilitätskoeffizienten "Lotus" mit SPSS, in W. Wirth et al. (eds.),
Qualitätskriterien in der Inhaltsanalyse, Halem, 176-203: Lotus is the mean over items of the share
of codes that are the item's most frequent one; standardised Lotus is (Lotus - 1/K) / (1 - 1/K), K
labels.
"""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from stance.core.results import Estimate
from stance.reliability.articles import by_article
from stance.reliability.codes import Codes, Floats
from stance.reliability.coefficients import Coefficient
from stance.reliability.conger import row_patterns
from stance.reliability.intervals import LEVEL, jackknife
from stance.reliability.patterns import Patterns, find_patterns
from stance.reliability.statistics import Statistic, divide
from stance.reliability.undefined import ALL_AGREE, why_undefined

#: Annotators beyond whom every pair is a crowd; Holsti's is left out.
MOST_IN_PAIRS = 30


def journal_figures(codes: Codes, level: float = LEVEL) -> tuple[Coefficient, ...]:
    """Return "holsti", "lotus" and "lotus_standardised", with intervals by item and by article.

    Items coded once play no part. The intervals are the jackknife's, as those of alpha.

    Args:
        codes: who gave which item which label.
        level: probability of the intervals.
    """
    both = codes.pairable
    reason = why_undefined(codes, corrected=False)
    names = ("holsti", "lotus", "lotus_standardised")
    if reason:
        none = Estimate(None, reason=reason)
        return tuple(Coefficient(name, none, none) for name in names)
    return tuple(
        _coefficient(name, both, patterns, statistic, level)
        for name, patterns, statistic in _statistics(both)
    )


def _statistics(codes: Codes) -> Iterator[tuple[str, Patterns, Statistic]]:
    if len(codes.annotators) <= MOST_IN_PAIRS:
        rows = row_patterns(codes)
        yield "holsti", rows, holsti(rows, len(codes.annotators))
    counts = find_patterns(codes.item, codes.label, len(codes.items), codes.n_labels)
    yield "lotus", counts, lotus(counts)
    if codes.n_labels > 1:
        yield "lotus_standardised", counts, lotus(counts, n_labels=codes.n_labels)


def holsti(rows: Patterns, people: int) -> Statistic:
    """Return the mean over pairs of annotators of the share of their common items coded alike.

    Pairs without a common item are left aside.

    Args:
        rows: from ``row_patterns``.
        people: how many annotators there are.
    """
    given = rows.counts.toarray().reshape(len(rows.times), people, -1)
    pairs = list(combinations(range(people), 2))
    both = np.stack([given[:, a].any(axis=1) & given[:, b].any(axis=1) for a, b in pairs], axis=1)
    alike = np.stack([(given[:, a] * given[:, b]).sum(axis=1) > 0 for a, b in pairs], axis=1)

    def value(sums: Floats) -> Floats:
        common, agreeing = sums[:, : len(pairs)], sums[:, len(pairs) :]
        there = common > 1e-9
        shares = np.where(there, agreeing / np.where(there, common, 1.0), 0.0)
        return divide(shares.sum(axis=1), there.sum(axis=1).astype(float))

    return Statistic(np.hstack([both, alike]).astype(float), value)


def lotus(counts: Patterns, n_labels: int | None = None) -> Statistic:
    """Return the mean share of codes that are their item's most frequent one.

    Args:
        counts: patterns of how many gave each label, of items coded twice or more.
        n_labels: how many labels are legal, to standardise by; not standardised unless given.
    """
    share = counts.counts.max(axis=1).toarray().ravel() / counts.sizes
    chance = 1 / n_labels if n_labels else 0.0
    features = np.column_stack([share, np.ones(len(share))])

    def value(sums: Floats) -> Floats:
        return (divide(sums[:, 0], sums[:, 1]) - chance) / (1 - chance)

    return Statistic(features, value)


def _coefficient(
    name: str, codes: Codes, patterns: Patterns, statistic: Statistic, level: float
) -> Coefficient:
    value = statistic.at(patterns.times)
    if value >= 1:
        alike = Estimate(value, reason=ALL_AGREE)
        return Coefficient(name, alike, alike)
    over_items = jackknife(statistic, patterns.times, level)
    over_articles = by_article(statistic, patterns, codes.article, level)
    return Coefficient(name, over_items, over_articles, jackknife=over_items.interval)
