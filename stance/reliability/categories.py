"""Each label against all others, and Fleiss' test of "no agreement beyond chance"."""

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
import scipy

from stance.core.results import Estimate
from stance.reliability.alpha import alpha_of_weights
from stance.reliability.chance import chance_corrected
from stance.reliability.codes import Codes
from stance.reliability.patterns import Patterns, find_patterns
from stance.reliability.undefined import CHANCE_EXPLAINS_ALL, NOT_USED, why_undefined

UNEQUAL = "the items were not all coded by the same number of annotators"


@dataclass(frozen=True, slots=True)
class FleissTest:
    """A test of "no agreement beyond chance" against "some".

    Attributes:
        z: the coefficient over its standard error if there were no agreement; None: see reason.
        p_value: one-sided.
        reason: why there is no test.
    """

    z: float | None
    p_value: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """One label against all others.

    Attributes:
        label: the label.
        n_codes: how often it was given.
        fleiss_kappa: kappa of "this label or another" (Fleiss 1971).
        alpha: Krippendorff's nominal alpha of the same.
        test: Fleiss' test.
    """

    label: Hashable
    n_codes: int
    fleiss_kappa: Estimate
    alpha: Estimate
    test: FleissTest


def against_the_rest(codes: Codes, place: int) -> Codes:
    """Return the codes with one label kept and all others made into one."""
    labels: tuple[Hashable, ...] = ("other", codes.labels[place])
    return codes.relabel(labels, (np.arange(codes.n_labels) == place).astype(np.int64))


def categories(codes: Codes) -> tuple[Category, ...]:
    """Return agreement on each legal label, in their order."""
    return tuple(_category(codes, place) for place in range(codes.n_labels))


def _category(codes: Codes, place: int) -> Category:
    n = int((codes.label == place).sum())
    one = against_the_rest(codes, place)
    reason = why_undefined(one) if n else NOT_USED
    if reason:
        none = Estimate(None, reason=reason)
        return Category(codes.labels[place], n, none, none, FleissTest(None, reason=reason))
    patterns = find_patterns(one.item, one.label, len(one.items), 2)
    kappa = chance_corrected(patterns, "fleiss_kappa", None).at(patterns.times)
    nominal = alpha_of_weights(patterns, None).at(patterns.times)
    return Category(
        codes.labels[place], n, _estimate(kappa), _estimate(nominal), fleiss_test(patterns)
    )


def fleiss_test(patterns: Patterns) -> FleissTest:
    """Return Fleiss' kappa over its error under "no agreement", all items having m codes.

    var = 2 / (n m (m - 1)) · ((sum p q)² - sum p q (q - p)) / (sum p q)² with p a label's share and
    q = 1 - p (Fleiss, Nee and Landis 1979, Psychological Bulletin 86:974). For a test only: an
    interval needs Gwet's error, which doesn't suppose that there is no agreement.
    """
    m = patterns.sizes
    if len(m) == 0 or m.min() != m.max() or m.min() < 2:
        return FleissTest(None, reason=UNEQUAL)
    n, m_all = int(patterns.times.sum()), float(m[0])
    p = (patterns.times @ patterns.counts) / (n * m_all)
    pq = p * (1 - p)
    total = float(pq.sum())
    if total <= 0:
        return FleissTest(None, reason=CHANCE_EXPLAINS_ALL)
    variance = 2 / (n * m_all * (m_all - 1)) * (total**2 - float(pq @ (1 - 2 * p))) / total**2
    kappa = chance_corrected(patterns, "fleiss_kappa", None).at(patterns.times)
    z = kappa / float(np.sqrt(variance))
    return FleissTest(z, float(scipy.special.ndtr(-z)))


def _estimate(value: float) -> Estimate:
    return Estimate(None, reason=CHANCE_EXPLAINS_ALL) if np.isnan(value) else Estimate(value)
