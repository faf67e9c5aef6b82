"""stance suggest: topics and stances suggested for claims, and how good such suggestions are."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from stance.cli.messages import echo, echo_json, say_all
from stance.cli.next_steps import Done, command, counted, done_in
from stance.cli.progress import working

if TYPE_CHECKING:
    import pandas as pd

    from stance.core.codebook import Codebook
    from stance.core.results import Estimate
    from stance.machines.evaluating import Evaluation, Quality
    from stance.machines.features import Embedder
    from stance.study.suggesting import Written

#: Claims of an order that are named.
_FIRST = 10
#: Cells of the bar of a reliability diagram.
_BAR = 20
_Order = Annotated[
    Literal["uncertain", "diverse", "random"] | None,
    typer.Option(help="Say which claims to code next, every fifth drawn at random for an audit."),
]
_Embeddings = Annotated[
    bool, typer.Option("--embeddings", help="Use the small model of the extra embeddings too.")
]


def suggest(
    study: Annotated[Path, typer.Argument(help="The study's folder.")],
    evaluate: Annotated[
        bool, typer.Option("--evaluate", help="Say how good suggestions are; write nothing.")
    ] = False,
    by: Annotated[
        Literal["source", "expert"], typer.Option(help="Whose labels --evaluate keeps back.")
    ] = "source",
    order: _Order = None,
    show: Annotated[
        bool, typer.Option("--show/--hide", help="Show annotators what is suggested.")
    ] = False,
    embeddings: _Embeddings = False,
    seed: Annotated[int, typer.Option(help="Start of the random draws.", min=0)] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
) -> Done:
    """Suggest a topic and a stance for every claim, by the codebook and by what people coded.

    They stand in columns of their own, suggested_topic and so on, in study.xlsx and, with --show,
    in the workbooks of annotators; nothing reads them as answers. Claims that several people code
    show none to those who code. Nothing is sent anywhere.

    Example: stance suggest annotations/my-study --order uncertain

    Example: stance suggest annotations/central-asia --evaluate
    """
    from stance.machines.embedding import bundled_embedder

    embedder = bundled_embedder() if embeddings else None
    if evaluate:
        return _evaluated(study, by, order, seed, embedder, as_json)
    from stance.study.suggesting import suggest_study

    with working("learning from the codebook and from what people coded"):
        found = suggest_study(study, show=show, how=order, seed=seed, embedder=embedder)
    if as_json:
        echo_json(_json(found))
    else:
        echo(*_told(found, show))
    return done_in(study)


def _told(found: "Written", show: bool) -> list[str]:
    desk, suggestions = found.desk, found.suggestions
    claims = counted(len(desk.claims), "claim")
    learned = f"{len(suggestions.learned)} of {counted(desk.n_topics, 'topic')}"
    stances = int((suggestions.frame["stance"] != "").sum())
    lines = [
        f"topics for {claims}, by the codebook alone and, on {learned}, by coded claims too",
        f"stances for {counted(stances, 'claim')}: a topic needs 10 coded stances, not all alike",
    ]
    if not suggestions.topics.calibrated:
        labels = counted(suggestions.n_labels, "claim")
        lines.append(
            f"only {labels} coded and settled: below 50, probabilities are those of other studies, "
            "and nothing should be accepted unseen"
        )
    lines += _lacking(desk.codebook)
    if found.overlap:
        overlap = counted(len(found.overlap), "claim")
        lines.append(f"{overlap} with several annotators: suggestions are hidden from these")
    seen = counted(found.n_shown, "claim")
    lines.append(f"annotators see suggestions for {seen}" if show else "annotators see none")
    return [*lines, *_ordered(found.order), *map(str, found.paths)]


def _lacking(codebook: "Codebook") -> list[str]:
    """Say which topics are described too briefly to be found."""
    from stance.machines.topics import lacking

    groups: dict[tuple[str, ...], list[str]] = {}
    for topic, names in lacking(codebook).items():
        groups.setdefault(names, []).append(topic)
    every = f"all {len(codebook.topics)} topics"
    return [
        f"without {' and '.join(names)}, by which topics are found: "
        + (every if len(topics) == len(codebook.topics) > 1 else ", ".join(topics))
        for names, topics in groups.items()
    ]


def _ordered(order: "pd.DataFrame | None") -> list[str]:
    if order is None or not len(order):
        return []
    first = order.head(_FIRST).to_dict("records")
    named = (
        f"{row['claim_id']} (audit)" if row["why"] == "audit" else row["claim_id"] for row in first
    )
    return [f"code next, as in the column suggested_order: {', '.join(named)}"]


def _json(found: "Written") -> dict[str, Any]:
    frame = found.suggestions.frame.astype(object)
    return {
        "n_labels": found.suggestions.n_labels,
        "calibrated": found.suggestions.topics.calibrated,
        "learned": list(found.suggestions.learned),
        "suggestions": frame.where(frame.notna(), None).to_dict("records"),
        "order": [] if found.order is None else found.order.to_dict("records"),
        "overlap": list(found.overlap),
        "files": [str(path) for path in found.paths],
    }


def _evaluated(
    path: Path,
    by: Literal["source", "expert"],
    order: str | None,
    seed: int,
    embedder: "Embedder | None",
    as_json: bool,
) -> Done:
    from stance.machines.evaluating import evaluate
    from stance.study.study import Study
    from stance.study.suggesting import desk_of

    study = Study.open(path, skip_bad_cells=True)
    say_all(problem for problem in study.problems if problem.severity != "note")
    with working("suggesting for claims whose labels are kept back"):
        desk = desk_of(study, seed, embedder)
        found = evaluate(desk, by, audit_only=order in ("uncertain", "diverse"))
    if as_json:
        echo_json(_evaluation_json(found))
    else:
        echo(*_evaluation_lines(found), *_lacking(study.codebook))
    if not found.prefill.n_left:
        return done_in(path)
    orders = ("--order", order) if order else ()
    return Done(command("suggest", path, *orders, *(("--embeddings",) if embedder else ())))


def _evaluation_lines(found: "Evaluation") -> list[str]:
    labels, groups = counted(found.n_labels, "coded claim"), counted(found.n_groups, found.by)
    lines = [
        f"{labels} of {groups}; suggestions for each {found.by} are learned from the others",
        f"topic, {found.topic.n} compared: {_quality(found.topic)}",
        *_diagram(found.topic.bins),
        _of_stances(found),
        *_diagram(found.stance.bins),
    ]
    prefill, left = found.prefill, counted(found.prefill.n_left, "claim")
    if prefill.threshold is None:
        return [*lines, f"no topic of the {left} left should be accepted unseen: {prefill.reason}"]
    return [
        *lines,
        f"of the {left} left, the topics of {prefill.n_filled} could be filled in: their "
        f"probability is {prefill.threshold:.2f} or more, and of coded claims above that "
        f"{_share(prefill.precision)} were right",
    ]


def _of_stances(found: "Evaluation") -> str:
    if not found.stance.n:
        kept = f"with the labels of one {found.by} kept back, no topic has 10 coded stances"
        return f"stance: nothing to compare; {kept}"
    return f"stance on the right topic, {found.stance.n} compared: {_quality(found.stance)}"


def _quality(quality: "Quality") -> str:
    if quality.ece is None or quality.macro_f1 is None:
        return quality.top_1.reason
    third = f", among the first three {_share(quality.top_3)}" if quality.top_3 else ""
    return (
        f"first {_share(quality.top_1)}{third}, macro F1 {quality.macro_f1:.2f}, "
        f"calibration error {quality.ece:.3f}"
    )


def _share(share: "Estimate") -> str:
    if share.value is None or share.interval is None:
        return share.reason
    return f"{share.value:.2f} ({share.interval.low:.2f} to {share.interval.high:.2f})"


def _diagram(bins: "pd.DataFrame") -> list[str]:
    """Draw a line a bin: what was said, what was right, and how many labels it rests on."""
    lines = []
    for row in bins[bins["n"] > 0].to_dict("records"):
        bar = "█" * round(row["right"] * _BAR)
        lines.append(
            f"  {row['low']:.1f} to {row['high']:.1f}  said {row['probability']:.2f}  "
            f"right {row['right']:.2f}  {bar:<{_BAR}} {row['n']}"
        )
    return lines


def _evaluation_json(found: "Evaluation") -> dict[str, Any]:
    prefill = found.prefill
    return {
        "by": found.by,
        "n_groups": found.n_groups,
        "n_labels": found.n_labels,
        "topic": _quality_json(found.topic),
        "stance": _quality_json(found.stance),
        "prefill": {
            "threshold": prefill.threshold,
            "n_left": prefill.n_left,
            "n_filled": prefill.n_filled,
            "precision": _estimate_json(prefill.precision),
            "reason": prefill.reason,
        },
    }


def _quality_json(quality: "Quality") -> dict[str, Any]:
    bins = quality.bins.astype(object)
    return {
        "n": quality.n,
        "top_1": _estimate_json(quality.top_1),
        "top_3": _estimate_json(quality.top_3) if quality.top_3 else None,
        "macro_f1": quality.macro_f1,
        "ece": quality.ece,
        "bins": bins.where(bins.notna(), None).to_dict("records"),
    }


def _estimate_json(estimate: "Estimate") -> dict[str, Any]:
    interval = estimate.interval
    return {
        "value": estimate.value,
        "interval": [interval.low, interval.high] if interval else None,
        "reason": estimate.reason,
    }
