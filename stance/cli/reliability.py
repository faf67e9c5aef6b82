"""The command that says how far labels can be trusted."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:
    from stance.analysis.dawid_skene import DawidSkene
    from stance.core.results import Estimate, Interval
    from stance.reliability import Coefficient, Measured, Sampling, Summary

#: Endings of the weighted forms, which only the JSON has.
_WEIGHTED = ("_linear", "_quadratic", "_gwet_ordinal")


_Level = Annotated[
    Literal["nominal", "ordinal", "interval", "ratio"] | None,
    typer.Option(help="Read a plain table (item, annotator, label) measured at this level."),
]
_By = Annotated[
    Literal["topic", "annotator", "pair", "category"] | None,
    typer.Option(help="Show alpha for each of these as well."),
]
_Levels = Annotated[
    str, typer.Option(help="All labels of a plain table in order, with commas between.")
]
_Model = Annotated[
    bool, typer.Option("--dawid-skene", help="Show Dawid and Skene's model and the majority.")
]
_Width = Annotated[
    float, typer.Option(help="Width of the interval that you want.", min=0.001, max=2.0)
]
_Resamples = Annotated[int, typer.Option(help="Bootstrap resamples.", min=100, max=1_000_000)]


def reliability(
    path: Annotated[Path, typer.Argument(help="A study, or a plain table of codes.")],
    level: _Level = None,
    levels: _Levels = "",
    by: _By = None,
    model: _Model = False,
    width: _Width = 0.2,
    resamples: _Resamples = 1000,
    seed: Annotated[int, typer.Option(help="Start of the random draws.", min=0)] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say how far labels can be trusted: coefficients of agreement with intervals and reasons.

    Of a study, the topics, the stances toward the same topic, and both at once are compared. With
    --level, any long table will do: one row a code, columns item, annotator, label. An empty label
    is "not coded".

    Example: stance reliability annotations/central-asia --by topic

    Example: stance reliability codes.csv --level ordinal --levels low,mid,high --json
    """
    from stance.reliability import Sampling, summarise

    order = [text.strip() for text in levels.split(",")] if levels else []
    measures = _measures(path, level, order, by)
    sampling = Sampling(resamples=resamples, seed=seed)
    summaries = [summarise(measured, sampling, width) for measured in measures]
    groups = [row for measured in measures for row in _groups(measured, by, sampling)]
    models = _models(measures) if model else {}
    if as_json:
        found = _as_json(path, level or "", summaries, groups)
        found |= {"dawid_skene": {n: _model_json(m) for n, m in models.items()}} if models else {}
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False))
        return
    for summary in summaries:
        typer.echo("\n".join(_lines(summary)))
    if groups:
        typer.echo("\n".join([f"Alpha by {by}", *_group_lines(groups)]))
    for name, fitted in models.items():
        typer.echo("\n".join(_model_lines(name, fitted)))


def _measures(
    path: Path, level: Any, order: Sequence[str], by: str | None
) -> "tuple[Measured, ...]":
    from stance.core.errors import UsageError
    from stance.reliability import MEASURES, Codes, Measured, Measurement
    from stance.study.study import Study
    from stance.workbook.codes import is_code_list, read_code_list

    if level is None and not order and not is_code_list(path):
        study = Study.open(path)
        return tuple(measure(study.annotations, study.codebook) for measure in MEASURES)
    if by == "topic":
        raise UsageError("a plain table has no topics; --by takes annotator, pair or category")
    listed = read_code_list(path, level or "nominal", order)
    codes = Codes.from_frame(listed.frame, listed.labels)
    return (Measured("label", codes, Measurement(level or "nominal", listed.numbers)),)


def _groups(measured: "Measured", by: str | None, sampling: "Sampling") -> Iterator[dict[str, Any]]:
    from stance.reliability import by_category, by_topic, pair_rows, without_each

    if by == "annotator":
        yield from without_each(measured, sampling)
    if by == "pair":
        yield from pair_rows(measured, sampling)
    if by == "category" and measured.weights is None:
        yield from by_category(measured, sampling)
    if by == "topic" and measured.name == "topic":
        yield from by_category(measured, sampling)
    if by == "topic" and measured.name == "stance":
        topics = measured.codes.items.get_level_values("topic")
        yield from by_topic(measured, sorted(set(topics)), sampling)


def _models(measures: "Sequence[Measured]") -> "dict[str, DawidSkene]":
    """Fit Dawid and Skene's model to the labels that are no sets or pairs."""
    from stance.analysis.dawid_skene import dawid_skene

    plain = [m for m in measures if m.weights is None and m.name != "clear stance" and len(m.codes)]
    return {m.name: dawid_skene(m.codes.to_frame(), m.codes.labels) for m in plain}


def _as_json(
    path: Path, level: str, summaries: "Sequence[Summary]", groups: list[dict[str, Any]]
) -> dict[str, Any]:
    """Return the first measure's numbers on top, all measures below."""
    found = {summary.measure: _summary_json(summary) for summary in summaries}
    first = next(iter(found.values()))
    return {
        "file": path.name,
        "level": level or None,
        **first,
        **({"measures": found} if len(found) > 1 else {}),
        **({"groups": groups} if groups else {}),
    }


def _summary_json(summary: "Summary") -> dict[str, Any]:
    plan = summary.plan
    return {
        "measure": summary.measure,
        "labels": [str(label) for label in summary.labels],
        "n_items": summary.n_items,
        "n_items_coded_twice": summary.n_double,
        "n_annotators": summary.n_annotators,
        "n_codes": summary.n_codes,
        "n_pairable_codes": summary.n_pairable_codes,
        "coefficients": {c.name: _coefficient_json(c) for c in summary.coefficients},
        "plan": {
            "width": plan.width,
            "width_now": plan.width_now,
            "n_more_items": plan.n_more,
            "reason": plan.reason,
        },
        "notes": list(summary.notes),
    }


def _coefficient_json(coefficient: "Coefficient") -> dict[str, Any]:
    estimate = coefficient.estimate
    return {
        "value": estimate.value,
        "se": estimate.se,
        "ci": _ends(estimate.interval),
        "ci_kind": estimate.interval.kind if estimate.interval else None,
        "ci_bootstrap": _ends(coefficient.bootstrap),
        "ci_jackknife": _ends(coefficient.jackknife),
        "p_value": coefficient.p_value,
        "p_value_tests": "one-sided: 0 or less against more than 0",
        "reason": estimate.reason,
    }


def _ends(interval: "Interval | None") -> list[float] | None:
    return [interval.low, interval.high] if interval else None


#: What the measures of a study compare.
_MEANINGS = {
    "topic": "The main topic of each claim.",
    "topics": "All topics of each claim, as sets.",
    "stance": "The stance toward a topic that both chose, unclear among the levels.",
    "clear stance": "The same where nobody said unclear.",
    "topic and stance": "Main topic and stance together.",
}
#: Krippendorff (2019), Content Analysis, 4th ed., chapter 12: bars for firm and tentative use.
_FIRM, _TENTATIVE = 0.8, 0.667


def _verdict(summary: "Summary") -> str:
    """Say in words what alpha allows to be concluded from the codes."""
    estimate = next(c.estimate for c in summary.coefficients if c.name == "krippendorff_alpha")
    if estimate.value is None:
        return f"Krippendorff's alpha: none; {estimate.reason}."
    low = estimate.interval.low if estimate.interval else None
    said = f"Krippendorff's alpha {estimate.value:.2f}: "
    if estimate.value < _TENTATIVE:
        return f"{said}too low to conclude from these codes (the bar is .67)."
    if estimate.value < _FIRM:
        return f"{said}enough for tentative conclusions (.67), not for firm ones (.80)."
    if low is None or low < _FIRM:
        return f"{said}enough for firm conclusions (.80), though its interval reaches below."
    return f"{said}enough for firm conclusions (.80), its whole interval too."


def _lines(summary: "Summary") -> Iterator[str]:
    yield (
        f"{summary.measure}: {summary.n_items} items, {summary.n_double} of them coded by two or "
        f"more of {summary.n_annotators} annotators, {summary.n_pairable_codes} pairable codes"
    )
    if summary.measure in _MEANINGS:
        yield f"  {_MEANINGS[summary.measure]}"
    yield f"  {_verdict(summary)}"
    shown = [c for c in summary.coefficients if not c.name.endswith(_WEIGHTED)]
    wide = max(len(c.name) for c in shown)
    yield f"  {'':{wide}}   value      se   95 % interval     bootstrap         p (one-sided)"
    for coefficient in shown:
        estimate = coefficient.estimate
        p = "" if coefficient.p_value is None else f"{coefficient.p_value:.2g}"
        yield (
            f"  {coefficient.name:{wide}}  {_number(estimate)}  {_span(estimate.interval):16}"
            f"  {_span(coefficient.bootstrap):16}  {p}".rstrip()
            + (f"  {estimate.reason}" if estimate.reason else "")
        )
    if len(shown) < len(summary.coefficients):
        yield f"  --json has {len(summary.coefficients) - len(shown)} weighted forms more."
    yield f"  {_plan_line(summary)}"
    yield from (f"  note: {note}" for note in summary.notes)
    yield ""


def _number(estimate: "Estimate") -> str:
    value = f"{estimate.value:6.3f}" if estimate.value is not None else "     –"
    return f"{value}  {estimate.se:6.3f}" if estimate.se is not None else f"{value}       –"


def _span(interval: "Interval | None") -> str:
    return f"{interval.low:.3f} to {interval.high:.3f}" if interval else "–"


def _plan_line(summary: "Summary") -> str:
    plan = summary.plan
    wanted = f"For an interval of alpha no wider than {plan.width:g}"
    now = f" (now {plan.width_now:.2f})" if plan.width_now is not None else ""
    if plan.n_more is None or plan.n_more == 0:
        return f"{wanted}{now}: {plan.reason}."
    more = f"{plan.n_more:,} more items coded by two or more annotators, if they are like these"
    return f"{wanted}{now}: {more}."


def _group_lines(groups: list[dict[str, Any]]) -> Iterator[str]:
    names = [
        f"{row['annotator_a']} and {row['annotator_b']}" if "annotator_a" in row else row["group"]
        for row in groups
    ]
    wide = max(map(len, names))
    for row, name in zip(groups, names, strict=True):
        value = "     –" if row["alpha"] is None else f"{row['alpha']:6.3f}"
        span = "–" if row["low"] is None else f"{row['low']:.3f} to {row['high']:.3f}"
        without = "without " if row.get("by") == "without" else ""
        yield (
            f"  {row['measure']:16}  {without}{name:{wide}}  {value}  {span:16}"
            f"  {row['n_items']:5} items  {row['reason']}".rstrip()
        )


def _model_json(model: "DawidSkene") -> dict[str, Any]:
    return {
        "converged": model.converged,
        "steps": len(model.objective),
        "log_likelihood": model.log_likelihood,
        "shares": model.shares.to_dict("records"),
        "items": model.items.to_dict("records"),
        "warnings": list(model.warnings),
    }


def _model_lines(name: str, model: "DawidSkene") -> Iterator[str]:
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
