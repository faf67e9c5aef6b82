"""What comes next: every command returns it, and here it is printed and, for a study, decided."""

import inspect
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.cli.messages import echo

if TYPE_CHECKING:
    from stance.core.errors import StanceError
    from stance.study.standing import Standing

#: What is said where a command leaves nothing to do.
NOTHING = "nothing is left to do"
_Quiet = Annotated[bool, typer.Option("--quiet", help="Do not say what comes next.")]
_JSON = "as_json"


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended.

    Attributes:
        next: what comes next, in a sentence or as a command.
        exit_code: 0, or 1 where something needs a person.
    """

    next: str = NOTHING
    exit_code: int = 0


def with_next_step(command: Callable[..., Done]) -> Callable[..., None]:
    """Return the command with the option --quiet; what comes next is its last line.

    It goes to standard error, where it is in nobody's way who reads what the command prints; and
    not beside JSON, which programs read.
    """

    @wraps(command)
    def run(*, quiet: bool, **given: Any) -> None:
        done = command(**given)
        if not quiet and not given.get(_JSON):
            echo(done.next if done.next == NOTHING else f"next: {done.next}", err=True)
        raise typer.Exit(done.exit_code)

    asked = inspect.signature(command)
    kind = inspect.Parameter.KEYWORD_ONLY
    option = inspect.Parameter("quiet", kind, default=False, annotation=_Quiet)
    parameters = [*asked.parameters.values(), option]
    vars(run)["__signature__"] = asked.replace(parameters=parameters)
    run.__annotations__ = {**command.__annotations__, "quiet": _Quiet}
    return run


def after_error(typed: Sequence[str], error: "StanceError") -> list[str]:
    """Return the line of what to do after a command has refused: its help, or the same again."""
    if {"--quiet", "--json"} & set(typed) or error.exit_code not in (1, 2):
        return []
    codes = {problem.code for problem in getattr(error, "problems", ())}
    if codes == {"unknown-form"}:
        return []  # it says which command takes the file
    again = command(*typed[:1], "--help") if error.exit_code == 2 else command(*typed)
    return [f"next: when that is mended: {again}" if error.exit_code == 1 else f"next: {again}"]


def command(*words: object) -> str:
    """Return a command of ours as it is typed."""
    return shlex.join(["stance", *map(str, words)])


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def next_in(study: Path) -> str:
    """Return what comes next in a study, as its files are now."""
    from stance.study.standing import standing

    return next_of(standing(study), study)


def next_of(found: "Standing", study: Path) -> str:
    """Return what comes next in a study: the first thing that is still to be done.

    Claims may be coded while disputes are settled, so these two are said together.
    """
    first = next(filter(None, (step(found, study) for step in _FIRST)), "")
    now = filter(None, (step(found, study) for step in _AT_ONCE))
    return first or "; ".join(now) or command("report", study)


def _filled_in(found: "Standing", study: Path) -> str:
    lacking = {problem.code for problem in found.lacks}
    if not lacking:
        return ""
    book = study / "study.xlsx"
    if lacking == {"no-claims"}:
        return f"{command('extract', 'ARTICLES', '-o', study)}, or write claims into {book}"
    what = "topics and claims" if len(lacking) > 1 else "topics with their propositions"
    return f"write {what} into {book}, then: {command('check', study)}"


def _put_right(found: "Standing", study: Path) -> str:
    problems = counted(found.n_errors, "problem")
    return f"{problems} to put right, then: {command('check', study)}" if found.n_errors else ""


def _assigned(found: "Standing", study: Path) -> str:
    assign = command("assign", study, "--annotators")
    if found.is_issued and not len(found.work):
        return f"{assign} ANA,BEN  (the names of those who code)"
    if not found.unassigned:
        return ""
    names = shlex.quote(",".join(_names(found)))
    return f"{counted(len(found.unassigned), 'claim')} with nobody: {assign} {names}"


def _handed_out(found: "Standing", study: Path) -> str:
    if not found.old:
        return ""
    return (
        f"the workbooks of {_listed(found.old)} are of an older study: {command('update', study)}"
    )


def _coded(found: "Standing", study: Path) -> str:
    rows = found.work.to_dict("records")
    waiting = {row["annotator"]: row["n_open"] + row["n_waiting"] for row in rows}
    left = {name: number for name, number in waiting.items() if number}
    if not left or not found.is_issued:
        return ""
    claims = [f"{counted(number, 'claim')} open for {name}" for name, number in left.items()]
    files = [f"{name}.xlsx" for name in left]
    return f"{_listed(claims)}; when back: {command('receive', study, *files[:3])}"


def _settled(found: "Standing", study: Path) -> str:
    if not found.disputes or not found.is_issued:
        return ""
    disputes = counted(len(found.disputes), "dispute")
    if found.is_settling:
        decided = study / "adjudicated.xlsx"
        return f"{disputes} to decide in {decided}, then: {command('report', study)}"
    return f"{disputes}: {command('adjudicate', study)}"


#: The round of a study: what has to be done before anything else, and what then can be at once.
#: Each says what is still to do in it, or nothing.
_FIRST = (_filled_in, _put_right, _assigned, _handed_out)
_AT_ONCE = (_coded, _settled)


def _names(found: "Standing") -> list[str]:
    return list(dict.fromkeys(found.work["annotator"]))


def _listed(words: Sequence[str]) -> str:
    """Return the first words of a list, and how many more there are."""
    more = [f"{len(words) - 3} more"] if len(words) > 3 else []
    return ", ".join([*words[:3], *more])
