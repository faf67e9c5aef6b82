"""stance status: where a study stands."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.cli.messages import echo, echo_json, shown
from stance.cli.next_steps import Done, command, counted, next_of
from stance.cli.progress import DISPLAY

if TYPE_CHECKING:
    from stance.study.standing import Standing

#: Cells of the bar that shows how much an annotator has coded.
_BAR = 20


def status(
    study: Annotated[Path, typer.Argument(help="The study's folder [this one].")] = Path(),
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
) -> Done:
    """Say where a study stands: what there is, who has coded what, and what comes next.

    In a folder with a study, stance alone does the same.

    Example: stance status annotations/central-asia
    """
    from rich.console import Console

    from stance.study.standing import standing

    found = standing(study)
    if as_json:
        echo_json(_json(found))
    else:
        echo(*_there_is(found))
        if len(found.work):
            DISPLAY.clear()
            Console(highlight=False).print(_work(found))
        echo(*_so_far(found, study))
    return Done(lambda: next_of(found, study), 1 if found.n_errors else 0)


def _amounts(found: "Standing") -> dict[str, int]:
    whole = found.whole
    return {
        "source": len(whole.sources),
        "expert": len(whole.experts),
        "topic": len(whole.codebook.topics) if whole.codebook else 0,
        "claim": len(whole.claims),
    }


def _there_is(found: "Standing") -> list[str]:
    amounts = ", ".join(counted(number, noun) for noun, number in _amounts(found).items())
    return [f"{found.whole.title}: {amounts}" if found.whole.title else amounts]


def _work(found: "Standing") -> Any:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for name in ("annotator", "done", "", "open", "to look at again", "to put right"):
        table.add_column(name, justify="left" if name in ("annotator", "done") else "right")
    for row in found.work.to_dict("records"):
        done = row["n_claims"] - row["n_open"]
        full = round(_BAR * done / row["n_claims"]) if row["n_claims"] else 0
        numbers = (f"{done} of {row['n_claims']}", row["n_open"], row["n_waiting"])
        table.add_row(
            Text(shown(row["annotator"])),
            "█" * full + "░" * (_BAR - full),
            *map(str, (*numbers, row["n_problems"])),
        )
    return table


def _so_far(found: "Standing", study: Path) -> list[str]:
    lines = [
        f"alpha of the {name}: {alpha.reason if alpha.value is None else f'{alpha.value:.2f}'}"
        for name, alpha in found.alphas.items()
    ]
    if found.disputed:
        lines.append(f"{counted(len(found.disputed), 'claim')} disputed and not decided")
    if found.corrections:
        corrections = counted(found.corrections, "correction")
        lines.append(f"{corrections} of claims to take in: {command('correct', study)}")
    if found.doubtful_names:
        pairs = counted(found.doubtful_names, "pair")
        lines.append(f"{pairs} of names may be one person: {command('names', study)}")
    if found.n_errors:
        problems = counted(found.n_errors, "problem")
        lines.append(f"{problems} a person must solve: {command('check', study)}")
    return lines


def _json(found: "Standing") -> dict[str, Any]:
    return {
        "title": found.whole.title,
        **{f"n_{noun}s": number for noun, number in _amounts(found).items()},
        "work": found.work.to_dict("records"),
        "alpha": {name: alpha.value for name, alpha in found.alphas.items()},
        "disputes": list(found.disputes),
        "n_corrections": found.corrections,
        "unassigned": list(found.unassigned),
        "old_workbooks": list(found.old),
        "n_doubtful_names": found.doubtful_names,
        "n_problems": found.n_errors,
    }
