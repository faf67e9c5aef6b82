"""stance verify: whether a page still is what a study gives."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.cli.filter_options import Only
from stance.cli.messages import echo
from stance.cli.next_steps import Done, command, options
from stance.cli.table_options import Map, Scale, Sheet, Strict, wishes

if TYPE_CHECKING:
    from stance.report.verifying import Words
    from stance.study.study import Study


def verify(
    made: Annotated[Path, typer.Argument(metavar="PAGE", help="A page, or findings.json.")],
    study: Annotated[
        Path | None,
        typer.Argument(metavar="STUDY", help="Folder of workbooks, one workbook, or a table."),
    ] = None,
    sources: Annotated[
        Path | None, typer.Option(help="Folder of the articles, of a page that has their words.")
    ] = None,
    template: Annotated[
        Path | None, typer.Option(help="Folder of templates by which the page was made.")
    ] = None,
    columns: Map = "",
    scale: Scale = "",
    sheet: Sheet = "",
    strict: Strict = False,
) -> Done:
    """Say whether a page, or findings.json, still is what a study gives, and what differs.

    Looked at are the version, the files by what they say, the filter, every number of the tables
    inside, and of a page its very bytes. The exit code is 0 where nothing differs, else 1.

    Example: stance verify reports/central-asia.html annotations/central-asia
    """
    from stance.report.verifying import read_made
    from stance.report.verifying import verify as verify_in
    from stance.study.study import Study

    study = _both(made, study)
    found = read_made(made)
    opened = Study.open(study, wishes(columns, scale, sheet, strict), skip_bad_cells=not strict)
    verdict = verify_in(found, opened, _words(study, sources) if sources else None, template)
    for note in verdict.notes:
        echo(f"note: {note}", err=True)
    if not verdict.differs:
        echo(f"{made} is what {study} gives")
        return Done()
    echo(*verdict.differs)
    read = options(map=columns, scale=scale, sheet=sheet, strict=strict)
    if found.is_page:
        looks = options(sources=sources, template=template)
        again = command("report", study, "-o", made, *_asked(found.said), *looks, *read)
    else:
        draws = options(draws=found.said.get("draws"))
        typed = (*_filter(found.said), *_beside(found.said), *draws, *read)
        again = command("export", study, made.parent, *typed)
    return Done(f"make it anew: {again}", 1)


def _both(made: Path, study: Path | None) -> Path:
    """Return the study, where a page and a study were given.

    Raises:
        UsageError: one of them is lacking, or a folder stands where the page should.
    """
    from stance.core.errors import UsageError

    if made.is_dir():
        wanted = f"{made} is a folder; the page, or findings.json, comes before the study"
        raise UsageError(wanted, command("verify", "PAGE", study or made))
    if study is None:
        raise UsageError(
            "give the study that the page was made from", command("verify", made, "STUDY")
        )
    return study


def _asked(said: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the options by which a page was made."""
    lang, seed = said.get("lang"), said["seed"]
    return (
        *_filter(said),
        *options(
            title=said.get("title"),
            lang=lang if lang != "en" else "",
            anonymise=said["pseudonyms"],
            machine=said["machine"],
            draws=said.get("draws"),
        ),
        *_beside(said),
        *(("--seed", str(seed)) if seed != 1 else ()),
    )


def _beside(said: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the options of what stands beside; another study is not known by its path."""
    beside = said.get("against", {})
    kind, named = beside.get("kind"), beside.get("named")
    return options(
        against=f"{kind}:{named}" if kind in ("machine", "talk") else "",
        against_until=named if kind == "until" else "",
    )


def _filter(said: Mapping[str, Any]) -> tuple[str, ...]:
    from stance.study.provenance import filter_from_json

    return Only.again(filter_from_json(said["filter"])).words()


def _words(study: Path, sources: Path) -> "Words":
    def of(opened: "Study") -> Mapping[str, str]:
        from stance.articles.passages import passages, where_articles_are

        return passages(opened.claims, opened.sources, *where_articles_are(study, sources)).texts

    return of
