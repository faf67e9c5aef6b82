"""How sure a coefficient is of other articles: one whole article is left out at a time.

Claims of one article resemble one another: they have its subject, its difficulty, and the view that
an annotator took of it. Intervals that treat them as if each had been drawn by itself speak of
other claims of the same articles; those for other articles are wider.
"""

import numpy as np
import scipy

from stance.core.results import Estimate, Interval
from stance.reliability.codes import Floats, Ints
from stance.reliability.intervals import fisher_interval
from stance.reliability.patterns import Patterns
from stance.reliability.statistics import Statistic
from stance.reliability.undefined import (
    ALL_AGREE,
    ARTICLE_CARRIES_ALL,
    ARTICLES_ALIKE,
    NO_ARTICLE,
    ONE_ARTICLE,
)

#: With fewer articles than these an interval by article comes with a warning.
FEW_ARTICLES = 10


def by_article(
    statistic: Statistic, patterns: Patterns, article: Ints | None, level: float
) -> Estimate:
    """Return a coefficient with its error and interval over articles, or the reason for none.

    With w_c the share of the items that article c has, and θ_(c) the coefficient without it:
    se² = Σ (1 - w_c)(θ_(c) - θ)², and tanh(artanh θ ± t_ν · se / (1 - θ²)). For a mean this is the
    bias-reduced cluster variance CR2 and ν its degrees of freedom (Bell and McCaffrey 2002, Survey
    Methodology 28:169); articles of one length make it the jackknife over articles, ν = m - 1.

    Args:
        statistic: the coefficient over the patterns.
        patterns: of items that all play a part in it.
        article: the article of each item; None where none is known.
        level: probability that the interval holds the true value.
    """
    value = statistic.at(patterns.times)
    reason = _why_none(value, article)
    if article is None or reason:
        return Estimate(value, reason=reason)
    groups = patterns.in_groups(article)
    share = np.asarray(groups.sum(axis=1), dtype=np.float64) / len(article)
    without = statistic.without(patterns.times, groups)
    if not np.isfinite(without).all():
        return Estimate(value, reason=ARTICLE_CARRIES_ALL)
    if float(np.ptp(without)) <= 1e-12:
        return Estimate(value, reason=ARTICLES_ALIKE)
    se = float(np.sqrt(((1 - share) * (without - value) ** 2).sum()))
    reach = float(scipy.special.stdtrit(degrees_of_freedom(share), (1 + level) / 2)) * se
    low, high = fisher_interval(value, reach)
    return Estimate(value, se, Interval(low, high, level, "jackknife over articles"))


def _why_none(value: float, article: Ints | None) -> str:
    if article is None:
        return NO_ARTICLE
    if len(np.unique(article)) < 2:
        return ONE_ARTICLE
    return ALL_AGREE if value >= 1 else ""


def degrees_of_freedom(share: Floats) -> float:
    """Return Bell and McCaffrey's degrees of freedom of CR2 for a mean.

    1 / (Σ w² + (Σ a)² - Σ a²), a = w² / (1 - w): m - 1 for m articles of one length, fewer the more
    unequal they are.

    Args:
        share: the share of all items that each article has, two articles at least.
    """
    part = share**2 / (1 - share)
    return 1 / float((share**2).sum() + part.sum() ** 2 - (part**2).sum())
