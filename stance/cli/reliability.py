"""The command that says how far labels can be trusted."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from stance.cli.filter_options import Only, with_filter
from stance.cli.messages import echo, echo_json, say_all
from stance.cli.next_steps import Done, done_in
from stance.cli.reliability_groups import (
    OF_STUDIES,
    GroupName,
    group_rows,
    unitizing,
    unitizing_lines,
)
from stance.cli.table_options import Map, Scale, Sheet, Strict, wishes
from stance.core.steps import steps

if TYPE_CHECKING:
    from stance.analysis.dawid_skene import DawidSkene
    from stance.core.results import Estimate, Interval
    from stance.reliability import Coefficient, Measured, Plan, Summary
    from stance.study.study import Study
    from stance.tables.wishes import Wishes

_LevelName = Literal["nominal", "ordinal", "interval", "ratio"]
_Way = Literal["rows", "columns"]
_Level = Annotated[
    _LevelName | None,
    typer.Option(help="Read a plain table (item, annotator, label) measured at this level."),
]
_By = Annotated[
    GroupName | None,
    typer.Option(help="Show alpha for each of these as well."),
]
_Levels = Annotated[
    str,
    typer.Option(
        help="All labels of a plain table in order, commas between; quotation marks around a label "
        "with a comma."
    ),
]
#: Annotators without whom there is nothing to compare.
_COMPARED = 2
_Coders = Annotated[
    _Way | None,
    typer.Option(help="Of a plain table without a column of coders: what is a coder's each."),
]
_Model = Annotated[
    bool, typer.Option("--dawid-skene", help="Show Dawid and Skene's model and the majority.")
]
_Width = Annotated[
    float, typer.Option(help="Width of the interval that you want.", min=0.001, max=2.0)
]
_Table = Annotated[
    Path | None, typer.Option(help="Also write the raw table to this CSV: who gave what which.")
]
_Resamples = Annotated[int, typer.Option(help="Bootstrap resamples.", min=100, max=1_000_000)]


@with_filter
def reliability(
    path: Annotated[Path, typer.Argument(help="A study, or a plain table of codes.")],
    level: _Level = None,
    levels: _Levels = "",
    by: _By = None,
    model: _Model = False,
    table: _Table = None,
    width: _Width = 0.2,
    resamples: _Resamples = 1000,
    seed: Annotated[int, typer.Option(help="Start of the random draws.", min=0)] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    columns: Map = "",
    scale: Scale = "",
    sheet: Sheet = "",
    strict: Strict = False,
    coders: _Coders = None,
    *,
    only: Only,
) -> Done:
    """Say how far labels can be trusted: coefficients of agreement with intervals and reasons.

    Of a study, the topics, the stances toward the same topic, and both at once are compared. Any
    table of codes will do: one row a code (item, annotator, label), one column or one
    row a coder, or numbers without a header. An empty label is "not coded".

    Example: stance reliability annotations/central-asia --by topic

    Example: stance reliability codes.csv --level ordinal --levels low,mid,high --json
    """
    from stance.cli.reliability_lines import group_lines, model_lines, summary_lines
    from stance.reliability import Sampling, summarise

    _check_table(table)
    said = replace(wishes(columns, scale, sheet, strict), coders=coders or "")
    measured, study = _measured(path, (level, levels), by, said, only)
    sampling = Sampling(resamples=resamples, seed=seed)
    summaries = [summarise(m, sampling, width) for m in steps("measuring", measured, _name)]
    groups, models = group_rows(measured, by, study), _models(measured) if model else {}
    _write_table(table, measured)
    cuts = unitizing(study) if study else None
    if as_json:
        echo_json(_as_json(path, level or "", summaries, groups, models, cuts))
        return Done()
    echo(
        *summary_lines(summaries),
        *unitizing_lines(cuts),
        *(group_lines(by or "", groups) if groups else ()),
        *(line for name, fitted in models.items() for line in model_lines(name, fitted)),
    )
    return done_in(path) if path.is_dir() else Done()


def _measured(
    path: Path,
    labels: tuple[_LevelName | None, str],
    by: GroupName | None,
    wishes: "Wishes",
    only: Only,
) -> "tuple[tuple[Measured, ...], Study | None]":
    from stance.core.errors import UsageError
    from stance.reliability import Codes, Measured, Measurement, measures
    from stance.study.study import Study
    from stance.tables.wishes import listed_in
    from stance.workbook.codes import is_code_list, read_code_lists

    level, order = labels[0], listed_in(labels[1])
    if level is None and not order and not is_code_list(path, wishes):
        study = Study.open(path, wishes)
        say_all(p for p in study.problems if p.severity != "error")
        shaped = any(p.code == "shape-assumed" for p in study.problems)
        if shaped and study.annotations["annotator"].nunique() < _COMPARED:
            echo("note: if each row is what one coder said: --coders rows", err=True)
        study = only.of(study)
        return measures(study.annotations, study.whole_codebook, study.articles), study
    if only:
        raise UsageError("a plain table of codes has no experts, dates or topics to filter by")
    if by in OF_STUDIES:
        raise UsageError(f"a plain table has no {by}; --by takes annotator, pair or category")
    found = []
    for name, listed in read_code_lists(path, level or "nominal", order, wishes).items():
        codes = Codes.from_frame(listed.frame, listed.labels).in_articles(listed.articles)
        codes = replace(codes, notes=(*listed.notes, *codes.notes))
        found.append(Measured(name, codes, Measurement(level or "nominal", listed.numbers)))
    return tuple(found), None


def _check_table(path: Path | None) -> None:
    from stance.study.folder import refuse_within_study

    if path is not None:
        refuse_within_study(path, ".csv")


def _write_table(path: Path | None, measured: "tuple[Measured, ...]") -> None:
    """Write the raw table if it was asked for; a file that is there is replaced in one step."""
    if path is None:
        return
    from stance.exchange.csv_tables import write_csv
    from stance.reliability import code_table

    write_csv(path, code_table(measured))
    echo(f"wrote {path}", err=True)


def _models(measures: "Sequence[Measured]") -> "dict[str, DawidSkene]":
    """Fit Dawid and Skene's model to the labels that are no sets or pairs."""
    from stance.analysis.dawid_skene import dawid_skene

    plain = [m for m in measures if m.weights is None and m.name != "clear stance" and len(m.codes)]
    return {m.name: dawid_skene(m.codes.to_frame(), m.codes.labels) for m in plain}


def _as_json(
    path: Path,
    level: str,
    summaries: "Sequence[Summary]",
    groups: list[dict[str, Any]],
    models: "dict[str, DawidSkene]",
    cuts: "Estimate | None",
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
        **({"dawid_skene": {n: _model_json(m) for n, m in models.items()}} if models else {}),
        **({"unitizing": _estimate_json(cuts)} if cuts else {}),
    }


def _summary_json(summary: "Summary") -> dict[str, Any]:
    return {
        "measure": summary.measure,
        "labels": [str(label) for label in summary.labels],
        "n_items": summary.n_items,
        "n_items_coded_twice": summary.n_double,
        "n_articles": summary.n_articles,
        "n_annotators": summary.n_annotators,
        "n_codes": summary.n_codes,
        "n_pairable_codes": summary.n_pairable_codes,
        "coefficients": {c.name: _coefficient_json(c) for c in summary.coefficients},
        "verdict": summary.verdict,
        "plan": _plan_json(summary.plan, "n_more_items"),
        "plan_by_article": _plan_json(summary.plan_by_article, "n_more_articles"),
        "notes": list(summary.notes),
    }


def _plan_json(plan: "Plan", more: str) -> dict[str, Any]:
    return {
        "width": plan.width,
        "width_now": plan.width_now,
        more: plan.n_more,
        "reason": plan.reason,
    }


def _coefficient_json(coefficient: "Coefficient") -> dict[str, Any]:
    estimate = coefficient.estimate
    return {
        "value": estimate.value,
        "se": estimate.se,
        "ci_by_article": _ends(coefficient.by_article.interval),
        "ci": _ends(estimate.interval),
        "ci_kind": estimate.interval.kind if estimate.interval else None,
        "ci_published": _ends(coefficient.analytic),
        "ci_bootstrap": _ends(coefficient.bootstrap),
        "ci_jackknife": _ends(coefficient.jackknife),
        "p_value": coefficient.p_value,
        "p_value_tests": "one-sided: 0 or less against more than 0",
        "reason": estimate.reason,
        "reason_by_article": coefficient.by_article.reason,
    }


def _estimate_json(found: "Estimate") -> dict[str, Any]:
    return {
        "value": found.value,
        "se": found.se,
        "ci": _ends(found.interval),
        "reason": found.reason,
    }


def _ends(interval: "Interval | None") -> list[float] | None:
    return [interval.low, interval.high] if interval else None


def _model_json(model: "DawidSkene") -> dict[str, Any]:
    return {
        "converged": model.converged,
        "steps": len(model.objective),
        "log_likelihood": model.log_likelihood,
        "shares": model.shares.to_dict("records"),
        "items": model.items.to_dict("records"),
        "warnings": list(model.warnings),
    }


def _name(measured: "Measured") -> str:
    return measured.name
