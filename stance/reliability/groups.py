"""Alpha with its intervals for all codes, each topic, each category, and without each annotator."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import numpy as np

from stance.core.contracts import Column, Contract
from stance.core.results import Estimate
from stance.reliability.articles import by_article
from stance.reliability.categories import against_the_rest
from stance.reliability.chance import chance_corrected
from stance.reliability.intervals import LEVEL, jackknife
from stance.reliability.measured import Measured
from stance.reliability.measurement import NOMINAL
from stance.reliability.undefined import ALL_AGREE, CHANCE_EXPLAINS_ALL, why_of, why_undefined

#: What a row of ``RELIABILITY`` is about.
By = Literal["all", "topic", "category", "without", "source", "month"]

#: Alpha's two intervals, as every frame that has an alpha names them.
INTERVALS = (
    Column("article_low", "number", "lower end of its 95 % interval by article: other articles"),
    Column("article_high", "number", "upper end"),
    Column("n_articles", "integer", "articles of those items; 0 where no item names one"),
    Column("article_reason", "text", "why there is no interval by article; empty where there is"),
    Column("article_why", "text", "code of that reason, such as one article"),
    Column("low", "number", "lower end of its 95 % interval by item: others of these articles"),
    Column("high", "number", "upper end"),
)
RELIABILITY = Contract(
    "reliability",
    ("measure", "by", "group"),
    (
        Column("measure", "text", "topic, topics, stance, clear stance, or topic and stance"),
        Column("by", "text", "all, topic, category, without (an annotator), source or month"),
        Column("group", "text", "the topic, category, annotator, source or month; empty for all"),
        Column("alpha", "number", "Krippendorff's alpha; NaN where the reason says why"),
        *INTERVALS,
        Column("se", "number", "its standard error by item, by the jackknife"),
        Column("agreement", "number", "share of annotator pairs with the same label, 0 to 1"),
        Column("n_items", "integer", "claims (for stances: on one topic) coded twice or more"),
        Column("n_annotators", "integer", "annotators of those"),
        Column("n_codes", "integer", "codes of those"),
        Column("reason", "text", "why there is no alpha, or no interval; empty where both are"),
        Column("why", "text", "code of that reason, such as all agree"),
    ),
)


Row = dict[str, Any]


def overall(measured: Measured, level: float = LEVEL) -> Row:
    """Return the row of all codes, as in the frame ``RELIABILITY``."""
    return _row(measured, "all", "", level)


def by_topic(measured: Measured, topic_ids: Sequence[str], level: float = LEVEL) -> Iterator[Row]:
    """Yield a row for each topic coded; the items of stance codes are claim and topic."""
    codes = measured.codes
    topics = codes.items.get_level_values("topic")
    for topic in topic_ids:
        if topic not in topics:
            continue
        part = codes.keep(np.asarray(topics == topic)[codes.item])
        yield _row(measured.of(part), "topic", topic, level)


def by_category(measured: Measured, level: float = LEVEL, by: By = "category") -> Iterator[Row]:
    """Yield a row for each label in use: nominal alpha of that label against all others."""
    for place in np.unique(measured.codes.label):
        codes = against_the_rest(measured.codes, int(place))
        name = str(measured.codes.labels[place])
        yield _row(Measured(measured.name, codes, NOMINAL), by, name, level)


def by_group(
    measured: Measured, group_of: Mapping[str, str], by: By, level: float = LEVEL
) -> Iterator[Row]:
    """Yield a row for each group of claims, by name; claims without a group are in none.

    Args:
        measured: what is measured.
        group_of: the group of each claim, such as its source or its month.
        by: what groups are.
        level: probability of the intervals.
    """
    codes = measured.codes
    claims = [str(name) for name in codes.items.get_level_values(0)]
    named = np.array([group_of.get(claim, "") for claim in claims], dtype=object)
    for group in sorted(set(named.tolist()) - {""}):
        part = codes.keep((named == group)[codes.item])
        yield _row(measured.of(part), by, group, level)


def without_each(measured: Measured, level: float = LEVEL) -> Iterator[Row]:
    """Yield a row for each annotator left out."""
    for name in measured.codes.annotators:
        yield _row(measured.of(measured.codes.without(name)), "without", name, level)


def estimates(measured: Measured, level: float = LEVEL) -> tuple[Estimate, Estimate]:
    """Return alpha with its interval by article, and with that by item.

    What is absent has its reason.
    """
    reason = why_undefined(measured.codes)
    if reason:
        return Estimate(None, reason=reason), Estimate(None, reason=reason)
    both = measured.of(measured.codes.pairable)
    statistic, patterns = both.alpha, both.patterns
    value = statistic.at(patterns.times)
    if np.isnan(value):
        none = Estimate(None, reason=CHANCE_EXPLAINS_ALL)
        return none, none
    if value >= 1:
        alike = Estimate(value, reason=ALL_AGREE)
        return alike, alike
    over_articles = by_article(statistic, patterns, both.codes.article, level)
    return over_articles, jackknife(statistic, patterns.times, level)


def alpha_columns(measured: Measured, level: float) -> Row:
    """Return alpha with its intervals, or the reasons, as columns of a frame."""
    over_articles, over_items = estimates(measured, level)
    wide, narrow = over_articles.interval, over_items.interval
    return {
        "alpha": over_items.value,
        "se": over_items.se,
        "article_low": wide.low if wide else None,
        "article_high": wide.high if wide else None,
        "n_articles": measured.codes.pairable.n_articles,
        "article_reason": over_articles.reason,
        "article_why": why_of(over_articles.reason),
        "low": narrow.low if narrow else None,
        "high": narrow.high if narrow else None,
        "reason": over_items.reason,
        "why": why_of(over_items.reason),
    }


def _row(measured: Measured, by: By, group: str, level: float) -> Row:
    pairable = measured.codes.pairable
    return {
        "measure": measured.name,
        "by": by,
        "group": group,
        **alpha_columns(measured, level),
        "agreement": plain_agreement(measured),
        "n_items": len(pairable.items),
        "n_annotators": len(pairable.annotators),
        "n_codes": len(pairable),
    }


def plain_agreement(measured: Measured) -> float | None:
    """Return the share of annotator pairs with the same label; None where nobody is paired."""
    if why_undefined(measured.codes, corrected=False):
        return None
    agreement = chance_corrected(measured.patterns, "percent_agreement", None)
    return agreement.at(measured.patterns.times)
