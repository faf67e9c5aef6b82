"""stance history: versions of the codebook, and who should look at which claims again."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.cli.messages import echo, echo_json
from stance.cli.next_steps import Done, counted, done_in

if TYPE_CHECKING:
    from stance.study.codebook_history import Change, Version
    from stance.study.whole_history import Concerned, History

#: Characters of a cell that are shown.
_SHOWN = 70
#: Claims that are named.
_NAMED = 5


def history(
    study: Annotated[Path, typer.Argument(help="The study's folder [this one].")] = Path(),
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
) -> Done:
    """Show the versions of the codebook, what each changed, and who should look at what again.

    Answers stand in history.csv, the codebook's cells in codebook-history.csv; what they lack is
    recorded first. Gone through from the first line they give every answer and the codebook.

    Example: stance history annotations/my-study
    """
    from stance.study.whole_history import take_stock

    found = take_stock(study)
    if as_json:
        echo_json(_json(found))
    else:
        echo(*_text(found))
    return done_in(study, 1 if found.unlike else 0)


def _text(found: "History") -> list[str]:
    lines: list[str] = []
    for version, concerned in found.versions:
        lines.append(f"version {version.number}, {version.recorded_at[:10]}, {version.author}")
        lines += [f"  {line}" for line in _changes(version)]
        lines += [f"  {line}" for one in concerned for line in _concerned(one)]
    for name, claims in found.waiting.items():
        lines.append(f"{name} has still to look again at {_claims(claims)}")
    new = f", {found.n_new:,} of them or their changes not recorded before" if found.n_new else ""
    lines.append(f"{counted(found.n_answers, 'answer')} in history.csv{new}")
    lines += [f"not as in the history: {' '.join(key)}" for key in found.unlike]
    return lines


def _changes(version: "Version") -> list[str]:
    if version.number == 1:
        rows = {(c.sheet, c.row) for c in version.changes}
        topics, stances = (sum(sheet == s for s, _ in rows) for sheet in ("Topics", "Scale"))
        return [f"{counted(topics, 'topic')}, {counted(stances, 'stance')}"]
    return [_change(change) for change in version.changes]


def _change(change: "Change") -> str:
    where = {"Topics": "topic ", "Scale": "stance "}.get(change.sheet, "setting ") + change.row
    what = where if change.column == "value" else f"{where}, {change.column}"
    was, now = _cut(change.was), _cut(change.now)
    if not change.was:
        return f"{what}: now {now}"
    return f"{what}: {was} is now {now}" if change.now else f"{what}: no longer {was}"


def _cut(text: str) -> str:
    return f'"{text if len(text) <= _SHOWN else text[:_SHOWN] + "…"}"'


def _concerned(one: "Concerned") -> list[str]:
    lines = []
    if one.waiting:
        lines.append(f"to be looked at again by {one.annotator}: {_claims(one.waiting)}")
    if one.others:
        lines.append(f"worth another look by {one.annotator}: {_claims(one.others)}")
    return lines


def _claims(claims: tuple[str, ...]) -> str:
    named = ", ".join(claims[:_NAMED])
    more = f" and {len(claims) - _NAMED} more" if len(claims) > _NAMED else ""
    return f"{counted(len(claims), 'claim')} ({named}{more})"


def _json(found: "History") -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "versions": [
            {**asdict(version), "concerned": [asdict(one) for one in concerned]}
            for version, concerned in found.versions
        ],
        "waiting": found.waiting,
        "n_answers": found.n_answers,
        "n_new": found.n_new,
        "unlike": [list(key) for key in found.unlike],
    }
