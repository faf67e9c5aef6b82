"""What comes next: every command returns it, and here it is printed and, for a study, decided."""

import inspect
import shlex
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.cli.messages import echo
from stance.cli.progress import showing

if TYPE_CHECKING:
    from stance.study.standing import Standing

#: What is said where a command leaves nothing to do.
NOTHING = "nothing is left to do"
#: What is said to whoever stops a command by Ctrl+C.
STOPPED = "stopped: every file is whole, as it was or as it was to be; run it again to finish"
#: The exit code that shells expect then.
_INTERRUPTED = 130
_Quiet = Annotated[bool, typer.Option("--quiet", help="Do not say what comes next.")]
_JSON = "as_json"


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended.

    Attributes:
        next: what comes next, in a sentence or as a command; or what finds it out, which is asked
            only where somebody is told.
        exit_code: 0, or 1 where something needs a person.
    """

    next: str | Callable[[], str] = NOTHING
    exit_code: int = 0

    @property
    def told(self) -> str:
        """The line that says what comes next."""
        following = self.next if isinstance(self.next, str) else self.next()
        return following if following == NOTHING else f"next: {following}"


def with_next_step(command: Callable[..., Done]) -> Callable[..., None]:
    """Return the command with the option --quiet; what comes next is its last line.

    It goes to standard error, where it is in nobody's way who reads what the command prints; and
    not beside JSON, which programs read.
    """

    @wraps(command)
    def run(*, quiet: bool, **given: Any) -> None:
        try:
            with showing():
                done = command(**given)
                if not quiet and not given.get(_JSON):
                    echo(done.told, err=True)
        except KeyboardInterrupt:
            echo(STOPPED, err=True)
            raise typer.Exit(_INTERRUPTED) from None
        raise typer.Exit(done.exit_code)

    asked = inspect.signature(command)
    kind = inspect.Parameter.KEYWORD_ONLY
    option = inspect.Parameter("quiet", kind, default=False, annotation=_Quiet)
    parameters = [*asked.parameters.values(), option]
    vars(run)["__signature__"] = asked.replace(parameters=parameters)
    run.__annotations__ = {**command.__annotations__, "quiet": _Quiet}
    return run


def command(*words: object) -> str:
    """Return a command of ours as it is typed."""
    return shlex.join(["stance", *map(str, words)])


def options(**said: object) -> tuple[str, ...]:
    """Return options as they are typed: a list is one given several times, nothing is left out."""
    return tuple(
        word
        for name, value in said.items()
        for one in (value if isinstance(value, (tuple, list)) else (value,))
        if one
        for word in (f"--{name.replace('_', '-')}", *(() if one is True else (str(one),)))
    )


def as_typed() -> str:
    """Return the command that is running, with all that was asked of it."""
    return command(*sys.argv[1:])


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def done_in(study: Path, exit_code: int = 0) -> Done:
    """Return the end of a command in a study: what comes next is what its files then say."""
    return Done(partial(next_in, study), exit_code)


def next_in(study: Path) -> str:
    """Return what comes next in a study, as its files are now."""
    from stance.study.standing import standing

    return next_of(standing(study), study)


def next_of(found: "Standing", study: Path) -> str:
    """Return what comes next in a study: the first thing that is still to be done.

    Claims may be coded while corrections and disputes are settled: these are said together.
    """
    first = next(filter(None, (step(found, study) for step in _FIRST)), "")
    now = filter(None, (step(found, study) for step in _AT_ONCE))
    return first or "; ".join(now) or command("report", study)


def _filled_in(found: "Standing", study: Path) -> str:
    lacking = {problem.code for problem in found.lacks}
    if not lacking:
        return ""
    book, topics = study / "study.xlsx", "topics, each with a sentence to be for or against,"
    find = f"find claims in your articles: {command('extract', 'ARTICLES', '-o', study)}"
    claims = f" {find} (or write them into {book})"
    if lacking == {"no-claims"}:
        return claims.strip()
    then = claims if "no-claims" in lacking else f": {command('check', study)}"
    return f"write {topics} into {book}, sheet Topics; then{then}"


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
    left = counted(len(found.unassigned), "claim")
    if not found.share:
        return f"{left} with nobody: {assign} {names}"
    share = f"--overlap SHARE --only-overlap  (a share above {found.share:.2f})"
    return f"{left} that chance has not passed over: {assign} {names} {share}"


def _handed_out(found: "Standing", study: Path) -> str:
    if not found.old:
        return ""
    return (
        f"the workbooks of {_listed(found.old)} are of an older study: {command('update', study)}"
    )


def _coded(found: "Standing", study: Path) -> str:
    if not found.to_code or not found.is_issued:
        return ""
    left = found.to_code.items()
    claims = [f"{counted(number, 'claim')} open for {name}" for name, (_, number) in left]
    files = _listed([str(study / file) for _, (file, _) in left])
    back = command("receive", study, "FOLDER")
    done = f"code in {files}, then: {command('check', study)}"
    return f"{_listed(claims)}: {done}; copies that come back: {back}"


def _corrected(found: "Standing", study: Path) -> str:
    if not found.corrections or not found.is_issued:
        return ""
    return f"{counted(found.corrections, 'correction')} to take in: {command('correct', study)}"


def _settled(found: "Standing", study: Path) -> str:
    if not found.disputed or not found.is_issued:
        return ""
    disputes = counted(len(found.disputed), "dispute")
    if found.is_settling:
        decided = study / "adjudicated.xlsx"
        return f"{disputes} to decide in {decided}, then: {command('report', study)}"
    decide = f"{disputes}: {command('adjudicate', study)}"
    if found.to_code or found.corrections:
        return decide
    return f"{decide}; the page with what is agreed: {command('report', study)}"


#: The round of a study: what has to be done before anything else, and what then can be at once.
#: Each says what is still to do in it, or nothing.
_FIRST = (_filled_in, _put_right, _assigned, _handed_out)
_AT_ONCE = (_coded, _corrected, _settled)


def _names(found: "Standing") -> list[str]:
    return list(dict.fromkeys(found.work["annotator"]))


def _listed(words: Sequence[str]) -> str:
    """Return the first words of a list, and how many more there are."""
    more = [f"{len(words) - 3} more"] if len(words) > 3 else []
    return ", ".join([*words[:3], *more])
