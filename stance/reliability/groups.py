"""Alpha with its interval for all codes, each topic, each category, and without each annotator."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from stance.core.contracts import Column, Contract
from stance.core.results import Estimate
from stance.reliability.categories import against_the_rest
from stance.reliability.chance import chance_corrected
from stance.reliability.intervals import Sampling, bootstrap
from stance.reliability.measured import Measured
from stance.reliability.undefined import ALL_AGREE, CHANCE_EXPLAINS_ALL, why_undefined

RELIABILITY = Contract(
    "reliability",
    ("measure", "by", "group"),
    (
        Column("measure", "text", "topic, topics, stance, clear stance, or topic and stance"),
        Column("by", "text", "all, topic, category, or without (an annotator left out)"),
        Column("group", "text", "the topic, category or annotator; empty for all"),
        Column("alpha", "number", "Krippendorff's alpha; NaN where the reason says why"),
        Column("se", "number", "its standard error, by the item bootstrap"),
        Column("low", "number", "lower end of its 95 % interval, by the item bootstrap"),
        Column("high", "number", "upper end"),
        Column("agreement", "number", "share of annotator pairs with the same label, 0 to 1"),
        Column("n_items", "integer", "claims (for stances: on one topic) coded twice or more"),
        Column("n_annotators", "integer", "annotators of those"),
        Column("n_codes", "integer", "codes of those"),
        Column("reason", "text", "why there is no alpha, or no interval; empty where both are"),
    ),
)


Row = dict[str, Any]


def overall(measured: Measured, sampling: Sampling) -> Row:
    """Return the row of all codes, as in the frame ``RELIABILITY``."""
    return _row(measured, "all", "", sampling)


def by_topic(measured: Measured, topic_ids: Sequence[str], sampling: Sampling) -> Iterator[Row]:
    """Yield a row for each topic coded; the items of stance codes are claim and topic."""
    codes = measured.codes
    topics = codes.items.get_level_values("topic")
    for topic in topic_ids:
        if topic not in topics:
            continue
        part = codes.keep(np.asarray(topics == topic)[codes.item])
        yield _row(measured.of(part), "topic", topic, sampling)


def by_category(measured: Measured, sampling: Sampling, by: str = "category") -> Iterator[Row]:
    """Yield a row for each label in use: nominal alpha of that label against all others."""
    for place in np.unique(measured.codes.label):
        codes = against_the_rest(measured.codes, int(place))
        name = str(measured.codes.labels[place])
        yield _row(Measured(measured.name, codes), by, name, sampling)


def without_each(measured: Measured, sampling: Sampling) -> Iterator[Row]:
    """Yield a row for each annotator left out."""
    for name in measured.codes.annotators:
        yield _row(measured.of(measured.codes.without(name)), "without", name, sampling)


def estimate(measured: Measured, sampling: Sampling) -> Estimate:
    """Return alpha with its bootstrap error and interval, or the reason why there is none."""
    reason = why_undefined(measured.codes)
    if reason:
        return Estimate(None, reason=reason)
    times = measured.patterns.times * (measured.patterns.sizes >= 2)
    value = measured.alpha.at(times)
    if np.isnan(value):
        return Estimate(None, reason=CHANCE_EXPLAINS_ALL)
    if value >= 1:
        return Estimate(value, reason=ALL_AGREE)
    return bootstrap([measured.alpha], times, sampling)[0]


def _row(measured: Measured, by: str, group: str, sampling: Sampling) -> Row:
    pairable = measured.codes.pairable()
    found = estimate(measured, sampling)
    return {
        "measure": measured.name,
        "by": by,
        "group": group,
        "alpha": found.value,
        "se": found.se,
        "low": found.interval.low if found.interval else None,
        "high": found.interval.high if found.interval else None,
        "agreement": plain_agreement(measured),
        "n_items": len(pairable.items),
        "n_annotators": len(pairable.annotators),
        "n_codes": len(pairable),
        "reason": found.reason,
    }


def plain_agreement(measured: Measured) -> float | None:
    """Return the share of annotator pairs with the same label; None where nobody is paired."""
    if why_undefined(measured.codes, corrected=False):
        return None
    agreement = chance_corrected(measured.patterns, "percent_agreement", None)
    return agreement.at(measured.patterns.times)
