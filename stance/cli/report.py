"""stance report: from a study to one page."""

from pathlib import Path
from typing import Annotated

import typer

from stance.cli.messages import say_all


def report(
    study: Annotated[Path, typer.Argument(help="folder of workbooks, one workbook, or a table")],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="the page to write [reports/STUDY.html]"),
    ] = None,
    sources: Annotated[
        Path | None,
        typer.Option(help="folder of the articles, to put the verbatim words into the page"),
    ] = None,
    title: Annotated[str, typer.Option(help="title of the page [the study's]")] = "",
    template: Annotated[
        Path | None, typer.Option(help="folder whose templates take the place of ours")
    ] = None,
    seed: Annotated[int, typer.Option(help="start of all random draws")] = 1,
) -> None:
    """Render a study as one page that needs no network and no script.

    Example: stance report annotations/central-asia -o central-asia.html
    """
    from stance.files import write_whole
    from stance.report import render
    from stance.sources import passages
    from stance.study import Study

    opened = Study.open(study)
    say_all(opened.problems)
    words: dict[str, str] = {}
    if sources is not None:
        found = passages(opened.claims, opened.sources, sources)
        say_all(found.problems)
        words = found.texts
    page = render(
        opened.analyse(seed=seed), passages=words, title=title or None, template_dir=template
    )
    target = output or Path("reports") / f"{opened.name}.html"
    write_whole(target, page.encode())
    typer.echo(f"wrote {target}")
