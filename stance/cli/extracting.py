"""The command that turns articles into a study ready to code."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stance.cli.messages import echo, echo_json, say_all
from stance.cli.next_steps import Done, command, done_in
from stance.core.errors import Problem, UsageError

if TYPE_CHECKING:
    from stance.extract.finding import Found
    from stance.study.extending import Extended, Words


_Articles = Annotated[
    list[Path], typer.Argument(help="Articles, transcripts, posts, e-mails or folders of them.")
]
_Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="Folder of the study, new or existing.")
]
_Locators = Annotated[
    bool,
    typer.Option(
        "--locators/--verbatim",
        help="Write only where the words stand, for texts that may not be passed on.",
    ),
]


class Grain(StrEnum):
    """How much of an article is one row."""

    passage = "passage"
    sentence = "sentence"


_Grain = Annotated[
    Grain, typer.Option(help="A row for every passage, to be ticked, or for every sentence.")
]


def extract(
    articles: _Articles,
    output: _Output = None,
    title: Annotated[str, typer.Option(help="A new study's name, as people read it.")] = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="Print what was found as JSON; no study is needed.")
    ] = False,
    locators: _Locators = False,
    grain: _Grain = Grain.passage,
) -> Done:
    """Find claims and their speakers in articles and write them into a study.

    A study that exists is extended: its claims keep their ids, and what it already has is not
    added twice. Files that cannot be read are named, and the rest go on.

    Example: stance extract articles -o annotations/my-study
    """
    from stance.cli.progress import progress
    from stance.core.errors import errors_in
    from stance.extract.finding import Found, as_records, by_passage, by_sentence, extract
    from stance.study.extending import extend_study

    if output is None and not as_json:
        mend = command("extract", *articles, "-o", "STUDY")
        raise UsageError("name a study to write with -o, or ask for --json", mend)
    found: list[Found] = []
    problems: list[Problem] = []
    with progress("reading articles") as advance:
        for one in extract(articles, advance):
            if isinstance(one, Problem):
                problems.append(one)
            else:
                found.append(by_sentence(one) if grain is Grain.sentence else by_passage(one))
    if output is not None and found:
        words: Words = "locators" if locators else "verbatim"
        where = articles[0] if len(articles) == 1 and articles[0].is_dir() else None
        extended, copies = extend_study(output, found, words, title, where)
        if not as_json:
            _say(output, found, extended, copies)
        problems += [*extended.problems, *extended.unsure_note()]
    say_all(problems)
    if as_json:
        records = [record for one in found for record in as_records(one)]
        echo_json(records)
    exit_code = 1 if errors_in(problems) or not found else 0
    if not found:
        again = command("extract", "ARTICLES", *(("-o", output) if output else ()))
        return Done(f"name articles that can be read: {again}", exit_code)
    return done_in(output, exit_code) if output else Done(exit_code=exit_code)


def _say(folder: Path, found: "list[Found]", extended: "Extended", copies: int) -> None:
    """Say what was found in each article, and what was written."""
    from stance.articles.passages import KEPT_TEXTS

    for one in found:
        echo(f"{one.path.name}: {_told(one, extended)}")
    if copies:
        echo(f"{folder / KEPT_TEXTS}: {copies} texts that the locators refer to")
    echo(folder / extended.content.name)


def _told(one: "Found", extended: "Extended") -> str:
    """Say in words what one article gave, and how its date and author were found."""
    if one.path in extended.repeats:
        return f"the same text as {extended.repeats[one.path]}"
    kinds = ", ".join(f"{n} {kind}" for kind, n in one.kinds.items()) or "nothing"
    note = f" ({one.article.note})" if one.article.note else ""
    return f"{kinds}; {extended.added[one.path]} new claims{note}"
