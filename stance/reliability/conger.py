"""Conger's kappa, where chance is that of each pair of annotators; Cohen's kappa is that of two.

pe = sum_kl w_kl of the mean over annotators g != h of p_gk p_hl, p_gk the share of label k in the
codes of annotator g (Conger 1980, Psychological Bulletin 88:322; Cohen 1960, Educational and
Psychological Measurement 20:37; weighted, Cohen 1968, Psychological Bulletin 70:213; with codes
missing, Gwet 2014, section 2.5.4).
"""

from typing import Any

import numpy as np
import scipy

from stance.reliability.chance import linear_se
from stance.reliability.codes import Codes, Floats
from stance.reliability.patterns import Patterns, find_patterns
from stance.reliability.statistics import Statistic, agreement_within, beside, divide


def row_patterns(codes: Codes) -> Patterns:
    """Return the patterns of who gave which label; columns are annotators × labels."""
    who_gave = codes.annotator * codes.n_labels + codes.label
    columns = len(codes.annotators) * codes.n_labels
    return find_patterns(codes.item, who_gave, len(codes.items), columns)


def conger(rows: Patterns, people: int, weights: Any) -> Statistic:
    """Return the coefficient as a statistic of the row patterns; ``weights`` None is identity.

    Args:
        rows: from ``row_patterns``.
        people: how many annotators there are.
        weights: labels × labels.
    """
    columns = rows.counts.shape[1]
    n_labels = columns // people
    collapse = scipy.sparse.csr_array(np.tile(np.eye(n_labels), (people, 1)))
    counts = Patterns((rows.counts @ collapse).tocsr(), rows.times, rows.of_item)
    twice = (counts.sizes >= 2).astype(float)
    features = beside(rows.counts, agreement_within(counts, weights), twice)

    def value(sums: Floats) -> Floats:
        given = sums[:, :columns].reshape(-1, people, n_labels)
        observed = divide(sums[:, columns], sums[:, columns + 1])
        return 1 - divide(1 - observed, 1 - _by_chance(given, weights))

    return Statistic(features, value)


def _by_chance(given: Floats, weights: Any) -> Floats:
    """Return the agreement by chance; ``given`` is any × annotators × labels."""
    coded = given.sum(axis=2, keepdims=True)
    shares = given / np.maximum(coded, 1.0)
    total = shares.sum(axis=1)
    alike = total if weights is None else total @ weights
    own = shares if weights is None else shares @ weights
    pairs = (coded[:, :, 0] > 0).sum(axis=1)
    of_pairs = (total * alike).sum(axis=1) - (shares * own).sum(axis=(1, 2))
    return divide(of_pairs, (pairs * (pairs - 1)).astype(np.float64))


def conger_se(codes: Codes, counts: Patterns, weights: Any) -> float:
    """Return Gwet's standard error; ``counts`` are the codes' patterns by label."""
    people, n_labels, n = len(codes.annotators), codes.n_labels, len(codes.items)
    given = np.bincount(
        codes.annotator * n_labels + codes.label, minlength=people * n_labels
    ).reshape(people, n_labels)
    coded = given.sum(axis=1)
    shares = given / coded[:, None]
    pairs = people * (people - 1)
    others = shares.sum(axis=0) - shares
    toward = others if weights is None else others @ weights
    own = (shares * toward).sum(axis=1)
    pe = float(own.sum()) / pairs
    # What an item adds through an annotator: how its label would agree with the others by chance.
    added = toward[codes.annotator, codes.label] - own[codes.annotator]
    added *= n / coded[codes.annotator]
    pe_of = (np.bincount(codes.item, weights=added, minlength=n) + own.sum()) / pairs
    twice = counts.sizes >= 2
    per_pair = n / int(counts.times[twice].sum())
    within = agreement_within(counts, weights)
    pa = float((counts.times * within)[twice].sum()) * per_pair / n
    agreeing = (per_pair * (within - pe * twice))[counts.of_item]
    return linear_se(pa, pe, agreeing, pe_of, np.ones(n))
