"""stance machine compare: whether a machine's answers are like people's."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.cli.messages import echo, echo_json, say_all
from stance.cli.next_steps import Done, command, counted

if TYPE_CHECKING:
    import pandas as pd

    from stance.machines.comparing import Comparison
    from stance.machines.standing_in import StandingIn

#: Why there is no alternative annotator test, or what to think of it.
_WHY = {
    "no machine": "the machine has no answer of this kind",
    "nothing shared": "no claim was coded by the machine and by two people",
    "few items": "nobody has 30 claims in common with the machine and another person",
    "few people": "three people are advised, and fewer have 30 claims in common with it",
    "": "",
}


def compare(
    study: Annotated[Path, typer.Argument(help="the study's folder")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> Done:
    """Say how a machine's answers stand beside people's, and whether it may stand in for them.

    Agreement of people, and of them with each machine in turn; precision and recall of each label;
    the alternative annotator test; how steady its answers are, and whether its probabilities mean
    what they say. Whatever comes out, no answer of a machine is counted as a person's.

    Example: stance machine compare annotations/central-asia
    """
    from stance.core.errors import UsageError
    from stance.study.filtering import refuse_too_many
    from stance.study.study import Study

    opened = Study.open(study)
    say_all(opened.problems)
    refuse_too_many(opened, "machine compare takes a study whole")
    found = opened.analyse().machines
    if not found:
        raise UsageError(
            f"{study} has no answers of a machine; they lie in its folder machines",
            command("machine", "prompt", study, "--model", "MODEL", "--form", "FORM", "-o", "FILE"),
        )
    if as_json:
        echo_json({one.machine: _json(one) for one in found})
    for one in () if as_json else found:
        echo(*_lines(one))
    return Done(command("report", study, "--machine", found[0].machine))


def _lines(one: "Comparison") -> Iterator[str]:
    claims = counted(one.n_answered, "claim")
    yield f"{one.machine}: {claims} answered, {one.n_judged} judged by people"
    yield "  alpha, on the claims that it answered (95 % interval by item)"
    for row in one.alphas.to_dict("records"):
        if row["group"] != "repeats" or one.n_repeats > 1:
            about = f"{row['measure']}, {row['group']}"
            yield f"    {about:<36} {_alpha(row)}"
    yield "  precision and recall against people's judgement (95 % intervals)"
    for row in one.labels.to_dict("records"):
        yield (
            f"    {row['measure'] + ': ' + row['label']:<36} "
            f"{_share(row, 'precision')} of {row['n_machine']}; "
            f"{_share(row, 'recall')} of {row['n_people']}"
        )
    yield "  confused most often, people's label before the machine's"
    yield from _confused(one.confusion)
    for measure, results in one.standing_in.items():
        yield f"  may it stand in? alternative annotator test on {measure}"
        yield from (f"    {line}" for line in _test_lines(results))
    if one.same is not None:
        yield f"  repeats: {one.same:.0%} of its answers on a claim are the one given most often"
    if one.error is not None:
        of = {"given": "the probabilities it gave", "repeats": "the shares of its repeats"}
        yield f"  calibration: {of[one.calibration]} are off by {one.error:.3f} on average (ECE)"


def _alpha(row: Mapping[str, Any]) -> str:
    if row["alpha"] != row["alpha"]:
        return f"none: {row['reason']}"
    ends = "" if row["low"] != row["low"] else f" ({row['low']:.2f} to {row['high']:.2f})"
    return f"{row['alpha']:.2f}{ends}, {row['n_items']} items"


def _share(row: Mapping[str, Any], name: str) -> str:
    value = row[name]
    if value != value:
        return f"{name} none"
    return f"{name} {value:.2f} ({row[f'{name}_low']:.2f} to {row[f'{name}_high']:.2f})"


def _confused(confusion: "pd.DataFrame") -> Iterator[str]:
    apart = confusion[confusion["people"] != confusion["machine"]]
    most = apart.sort_values("n", ascending=False, kind="stable").head(8)
    for row in most.to_dict("records"):
        people, machine = (row[who] or "no further topic" for who in ("people", "machine"))
        yield f"    {row['measure']}: {people} → {machine}, {row['n']} ×"
    if not len(most):
        yield "    nothing"


def _test_lines(results: "tuple[StandingIn, ...]") -> Iterator[str]:
    for one in results:
        if one.winning_rate is None:
            yield f"undefined: {_WHY[one.why]}"
            return
        verdict = "it may" if one.passes else "it may not"
        yield (
            f"ε {one.epsilon:.2f}: {verdict}; winning rate {one.winning_rate:.2f}, "
            f"advantage {one.advantage or 0:.2f}"
        )
    for person in results[0].people:
        values = " ".join(
            f"{next(p.p_value for p in one.people if p.annotator == person.annotator):.4f}"
            for one in results
            if person.p_value is not None
        )
        told = f"p {values}" if values else "too few claims in common"
        yield f"beside {person.annotator}: {person.n_items} items, {told}"
    if results[0].why:
        yield f"not to be relied on: {_WHY[results[0].why]}"


def _json(one: "Comparison") -> dict[str, Any]:
    return {
        "n_answered": one.n_answered,
        "n_judged": one.n_judged,
        "alphas": _records(one.alphas),
        "labels": _records(one.labels),
        "confusion": _records(one.confusion),
        "standing_in": {
            measure: [_test_json(result) for result in results]
            for measure, results in one.standing_in.items()
        },
        "n_repeats": one.n_repeats,
        "same": one.same,
        "calibration": {"of": one.calibration, "error": one.error, "bins": _records(one.bins)},
    }


def _test_json(one: "StandingIn") -> dict[str, Any]:
    return {
        "epsilon": one.epsilon,
        "passes": one.passes,
        "winning_rate": one.winning_rate,
        "advantage": one.advantage,
        "why": one.why,
        "reason": _WHY[one.why],
        "people": [
            {
                "annotator": person.annotator,
                "n_items": person.n_items,
                "advantage": person.advantage,
                "p_value": person.p_value,
                "won": person.won,
            }
            for person in one.people
        ],
    }


def _records(frame: "pd.DataFrame") -> list[dict[str, Any]]:
    """Return the rows, with None for what is absent."""
    rows = frame.astype(object).where(frame.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in rows.to_dict("records")]
