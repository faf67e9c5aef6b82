"""stance report: from a study to one page."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from stance.cli.messages import say_all


def report(
    study: Annotated[Path, typer.Argument(help="folder of workbooks, one workbook, or a table")],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            help="what to write: a page (.html), a brief (.md) or tables (.xlsx) "
            "[reports/STUDY.html]",
        ),
    ] = None,
    sources: Annotated[
        Path | None,
        typer.Option(help="folder of the articles, to put the verbatim words into the page"),
    ] = None,
    title: Annotated[str, typer.Option(help="title of the page [the study's]")] = "",
    lang: Annotated[str, typer.Option(help="language of the page's own words: en or ru")] = "en",
    anonymise: Annotated[
        Literal["annotators", "experts"] | None,
        typer.Option(help="give annotators or experts pseudonyms that stay the same"),
    ] = None,
    template: Annotated[
        Path | None, typer.Option(help="folder whose templates take the place of ours")
    ] = None,
    seed: Annotated[int, typer.Option(help="start of all random draws")] = 1,
) -> None:
    """Render a study as one page that needs no network and no script.

    Example: stance report annotations/central-asia -o central-asia.html
    """
    from stance.errors import UsageError
    from stance.files import write_whole
    from stance.report import anonymised, brief, render, tables
    from stance.sources import passages
    from stance.study import Study
    from stance.workbook.tables import write_tables

    target = output or Path("reports") / f"{study.resolve().stem}.html"
    kind = target.suffix.lower()
    if kind not in (".html", ".htm", ".md", ".xlsx"):
        raise UsageError(f'"{target.name}" should end in .html, .md or .xlsx')
    opened = Study.open(study)
    say_all(opened.problems)
    words: dict[str, str] = {}
    if sources is not None:
        found = passages(opened.claims, opened.sources, sources)
        say_all(found.problems)
        words = found.texts
    if anonymise:
        opened, words = anonymised(opened, words, anonymise)
    findings = opened.analyse(seed=seed)
    if kind == ".xlsx":
        write_tables(target, tables(findings, passages=words, title=title or None, lang=lang))
    else:
        make = brief if kind == ".md" else render
        text = make(findings, passages=words, title=title or None, lang=lang, template_dir=template)
        write_whole(target, text.encode())
    typer.echo(f"wrote {target}")
