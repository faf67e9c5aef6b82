"""What the command ``stance reliability`` prints for people."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stance.analysis.dawid_skene import DawidSkene
    from stance.core.results import Estimate, Interval
    from stance.reliability import Plan, Summary, Verdict

#: Endings of the weighted forms, which only the JSON has.
_WEIGHTED = ("_linear", "_quadratic", "_gwet_ordinal")

#: What the measures of a study compare.
_MEANINGS = {
    "topic": "The main topic of each claim.",
    "topics": "All topics of each claim, as sets.",
    "stance": "The stance toward a topic that both chose, unclear among the levels.",
    "clear stance": "The same where nobody said unclear.",
    "topic and stance": "Main topic and stance together.",
}


def summary_lines(summaries: "Sequence[Summary]") -> Iterator[str]:
    """Yield what each measure shows; what is the same for all of them once."""
    reasons = {_nothing(summary) for summary in summaries}
    if len(reasons) == 1 and (reason := reasons.pop()):
        yield f"Nothing can be compared: {reason}."
        return
    for summary in summaries:
        yield from _lines(summary)


def _nothing(summary: "Summary") -> str:
    """Return the reason why no coefficient has a value, where it is one and the same."""
    reasons = {c.estimate.reason for c in summary.coefficients}
    valued = any(c.estimate.value is not None for c in summary.coefficients)
    return reasons.pop() if len(reasons) == 1 and not valued else ""


def _lines(summary: "Summary") -> Iterator[str]:
    yield (
        f"{summary.measure}: {summary.n_items} items, {summary.n_double} of them coded by two or "
        f"more of {summary.n_annotators} annotators, {summary.n_pairable_codes} pairable codes"
    )
    if summary.measure in _MEANINGS:
        yield f"  {_MEANINGS[summary.measure]}"
    yield f"  {_verdict(summary.alpha.estimate, summary.verdict)}"
    if not _nothing(summary):
        yield from _about(summary)
        yield from _table(summary)
        yield from _plans(summary)
    yield from (f"  note: {note}" for note in summary.notes)
    yield ""


def _verdict(alpha: "Estimate", verdict: "Verdict") -> str:
    """Say in words what alpha allows to be concluded from the codes."""
    from stance.reliability import FIRM, TENTATIVE

    if alpha.value is None:
        return f"Krippendorff's alpha: none; {alpha.reason}."
    firm, tentative = _bar(FIRM), _bar(TENTATIVE)
    words = {
        "too low": f"too low to conclude from these codes (the bar is {tentative})",
        "tentative": f"enough for tentative conclusions ({tentative}), not for firm ones ({firm})",
        "firm but unsure": f"enough for firm conclusions ({firm}), though its interval reaches "
        "below",
        "firm": f"enough for firm conclusions ({firm}), its whole interval too",
    }
    if alpha.interval is None:
        words["firm but unsure"] = f"enough for firm conclusions ({firm}), but without an interval"
    return f"Krippendorff's alpha {alpha.value:.2f}: {words[verdict]}."


def _bar(value: float) -> str:
    """Write 0.8 as .80 and 0.667 as .67."""
    return f"{value:.2f}".removeprefix("0")


def _about(summary: "Summary") -> Iterator[str]:
    """Say of what each interval of alpha speaks; by article first."""
    from stance.reliability import FEW_ARTICLES

    alpha, n = summary.alpha, summary.n_articles
    wide, narrow = alpha.by_article, alpha.estimate
    if narrow.value is None:
        return
    if wide.reason == narrow.reason and narrow.interval is None:
        yield f"  95 % interval: none; {narrow.reason}."
        return
    if wide.interval:
        yield f"  95 % by article, {_span(wide.interval)}: the same annotators on other articles."
    else:
        yield f"  95 % by article: none; {wide.reason}."
    if narrow.interval:
        others = "items of the same articles" if n else "items like these"
        yield f"  95 % by item, {_span(narrow.interval)}: the same annotators on other {others}."
    else:
        yield f"  95 % by item: none; {narrow.reason}."
    if wide.interval and n < FEW_ARTICLES:
        yield (
            f"  warning: {n} articles are few (under {FEW_ARTICLES}); a single one can move the "
            "interval by article far."
        )


def _table(summary: "Summary") -> Iterator[str]:
    shown = [c for c in summary.coefficients if not c.name.endswith(_WEIGHTED)]
    wide = max(len(c.name) for c in shown)
    of_articles = any(c.by_article.interval for c in shown)
    names = [*(["by article"] if of_articles else []), "by item", "published"]
    header = "".join(f"  {name:16}" for name in names)
    said = {c.estimate.reason for c in shown} if len(shown) > 1 else set()
    yield f"  {'':{wide}}   value      se{header}  p (one-sided)"
    for one in shown:
        p = "" if one.p_value is None else f"{one.p_value:.2g}"
        ends = [one.by_article.interval] if of_articles else []
        intervals = "".join(
            f"  {_span(e):16}" for e in (*ends, one.estimate.interval, one.analytic)
        )
        reason = one.estimate.reason if len(said) > 1 else ""  # of all alike it was told above
        yield f"  {one.name:{wide}}  {_number(one.estimate)}{intervals}  {p:>7}  {reason}".rstrip()
    more = len(summary.coefficients) - len(shown)
    weighted = f" and {more} weighted forms" if more else ""
    yield f"  --json has the bootstrap's intervals{weighted} more."


def _plans(summary: "Summary") -> Iterator[str]:
    items, articles = summary.plan, summary.plan_by_article
    if items.width_now is not None:
        yield f"  {_plan_line(items, 'item', 'items coded by two or more annotators')}"
    if articles.width_now is not None:
        yield f"  {_plan_line(articles, 'article', 'articles')}"


def _number(estimate: "Estimate") -> str:
    value = f"{estimate.value:6.3f}" if estimate.value is not None else "     –"
    return f"{value}  {estimate.se:6.3f}" if estimate.se is not None else f"{value}       –"


def _span(interval: "Interval | None") -> str:
    return f"{interval.low:.3f} to {interval.high:.3f}" if interval else "–"


def _plan_line(plan: "Plan", by: str, more: str) -> str:
    wanted = f"For an interval of alpha by {by} no wider than {plan.width:g}"
    now = f" (now {plan.width_now:.2f})"
    if not plan.n_more:
        return f"{wanted}{now}: {plan.reason}."
    return f"{wanted}{now}: {plan.n_more:,} more {more}, if they are like these."


def group_lines(by: str, groups: list[dict[str, Any]]) -> Iterator[str]:
    """Yield alpha for each topic, annotator, pair or category."""
    yield f"Alpha by {by}"
    names = [
        f"{row['annotator_a']} and {row['annotator_b']}" if "annotator_a" in row else row["group"]
        for row in groups
    ]
    wide = max(map(len, names))
    for row, name in zip(groups, names, strict=True):
        value = "     –" if row["alpha"] is None else f"{row['alpha']:6.3f}"
        without = "without " if row.get("by") == "without" else ""
        of_articles = f"{_ends(row, 'article_'):16}  " if row["n_articles"] else ""
        yield (
            f"  {row['measure']:16}  {without}{name:{wide}}  {value}  {of_articles}"
            f"{_ends(row, ''):16}  {row['n_items']:5} items  {row['reason']}".rstrip()
        )


def _ends(row: dict[str, Any], which: str) -> str:
    low, high = row[f"{which}low"], row[f"{which}high"]
    return "–" if low is None else f"{low:.3f} to {high:.3f}"


def model_lines(name: str, model: "DawidSkene") -> Iterator[str]:
    """Yield Dawid and Skene's model beside the majority."""
    items = model.items
    differ = items[items["label"] != items["majority"]]
    yield (
        f"Dawid and Skene's model of {name}: {len(items)} items, on {len(differ)} of which it "
        "differs from the majority or there is none"
    )
    wide = max(len(str(label)) for label in model.labels)
    yield f"  {'':{wide}}  votes  majority  model"
    for row in model.shares.itertuples(index=False):
        yield f"  {row.label!s:{wide}}  {row.votes:5.1%}  {row.majority:8.1%}  {row.share:5.1%}"
    for row in differ.itertuples(index=False):
        yield (
            f"  {row.item}: majority {row.majority or '–'}, model "
            f"{'tied' if row.tied else row.label} ({row.probability:.2f})"
        )
    yield from (f"  warning: {warning}" for warning in model.warnings)
