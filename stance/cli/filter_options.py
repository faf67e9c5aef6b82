"""The options that cut a study to what is asked for, the same in every command."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.cli.messages import echo
from stance.cli.next_steps import Done, options

if TYPE_CHECKING:
    from stance.analysis.filtering import Filter
    from stance.study.study import Study

_OPTIONS: dict[str, tuple[Any, Any]] = {
    "where": (
        Annotated[
            list[str] | None,
            typer.Option(
                metavar="COLUMN=VALUE,…",
                help="Only experts of whom a column of the sheet Experts says so, as in "
                "country=Kazakhstan or kind!=official; may be given several times.",
            ),
        ],
        None,
    ),
    "since": (
        Annotated[str, typer.Option(metavar="DATE", help="Only claims from then on: 2022-02-24.")],
        "",
    ),
    "until": (
        Annotated[str, typer.Option(metavar="DATE", help="Only claims up to then: 2022, 2022-12.")],
        "",
    ),
    "source": (
        Annotated[
            list[str] | None,
            typer.Option(metavar="SOURCE,…", help="Only claims of these sources."),
        ],
        None,
    ),
    "topic": (
        Annotated[list[str] | None, typer.Option(metavar="TOPIC,…", help="Only these topics.")],
        None,
    ),
    "min_claims": (
        Annotated[int, typer.Option(min=0, help="Only experts with so many claims left.")],
        0,
    ),
    "group": (
        Annotated[
            str,
            typer.Option(
                metavar="COLUMN", help="Take experts of one value together, as in affiliation."
            ),
        ],
        "",
    ),
    "view": (
        Annotated[str, typer.Option(metavar="NAME", help="A filter that the study keeps.")],
        "",
    ),
}


@dataclass(frozen=True, slots=True)
class Only:
    """What was typed of a filter.

    Attributes:
        view: name of a saved view.
        typed: the other options by their name, as ``filter_of`` takes them.
    """

    view: str
    typed: dict[str, Any]

    def __bool__(self) -> bool:
        return bool(self.view) or any(self.typed.values())

    def of(self, study: "Study") -> "Study":
        """Return the study cut to it, having said what could not be told.

        Raises:
            UsageError: it names what the study does not have, leaves no claim, or is a view besides
                other conditions.
        """
        from stance.analysis.filtering import filter_of
        from stance.core.errors import UsageError

        if self.view and any(self.typed.values()):
            raise UsageError("a view stands alone; write further conditions into it, or type all")
        cut = study.filtered(self.view or filter_of(**self.typed))
        for note in cut.selection.notes:
            echo(f"note: {note}", err=True)
        return cut

    def words(self) -> tuple[str, ...]:
        """Return the options as they are typed."""
        return options(view=self.view, **self.typed)

    @classmethod
    def again(cls, wanted: "Filter") -> "Only":
        """Return what is typed for a filter."""
        typed = {
            "where": tuple(map(str, wanted.where)),
            "since": wanted.since,
            "until": wanted.until,
            "source": wanted.sources,
            "topic": wanted.topics,
            "min_claims": wanted.min_claims,
            "group": wanted.group,
        }
        return cls("", typed)


def with_filter(command: Callable[..., Done]) -> Callable[..., Done]:
    """Return the command with these options in the place of its parameter ``only``."""

    @wraps(command)
    def run(**given: Any) -> Done:
        typed = {name: given.pop(name) or default_of(name) for name in _OPTIONS}
        return command(**given, only=Only(typed.pop("view"), typed))

    asked = inspect.signature(command)
    kind = inspect.Parameter.KEYWORD_ONLY
    others = [p.replace(kind=kind) for p in asked.parameters.values() if p.name != "only"]
    added = [
        inspect.Parameter(name, kind, default=default, annotation=annotation)
        for name, (annotation, default) in _OPTIONS.items()
    ]
    vars(run)["__signature__"] = asked.replace(parameters=[*others, *added])
    run.__annotations__ = {
        **{name: kind for name, kind in command.__annotations__.items() if name != "only"},
        **{name: annotation for name, (annotation, _) in _OPTIONS.items()},
    }
    return run


def default_of(name: str) -> Any:
    """Return what an option says that was not typed."""
    default = _OPTIONS[name][1]
    return () if default is None else default
