"""stance report: from a study to one page."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from stance.cli.against_options import AgainstUntil, AgainstWhat, beside, with_pseudonyms
from stance.cli.filter_options import Only, with_filter
from stance.cli.messages import echo, say_all
from stance.cli.next_steps import Done, as_typed, command, counted
from stance.cli.table_options import Map, Scale, Sheet, Strict, wishes

if TYPE_CHECKING:
    from stance.report import Wishes
    from stance.study.study import Findings, Study


_Output = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        help="what to write: a page (.html), a brief (.md), tables (.xlsx), a document (.docx) or "
        "slides (.pptx) [reports/STUDY.html]",
    ),
]
_Sources = Annotated[
    Path | None,
    typer.Option(help="folder of the articles, to put in their words [as given before]"),
]
_Anonymise = Annotated[
    Literal["annotators", "experts"] | None,
    typer.Option(help="give annotators or experts pseudonyms that stay the same"),
]
_WithoutSources = Annotated[
    bool, typer.Option("--without-sources", help="leave out the words of articles")
]
_Machine = Annotated[
    str, typer.Option(help="machine by whose answers figures are corrected, beside people's")
]
Draws = Annotated[
    int | None,
    typer.Option(
        show_default=False,
        help="shuffles and resamples of each kind by which camps are judged, 99 to 9,999 [199]",
    ),
]
_Template = Annotated[
    Path | None, typer.Option(help="folder whose templates take the place of ours")
]


@with_filter
def report(
    study: Annotated[Path, typer.Argument(help="folder of workbooks, one workbook, or a table")],
    output: _Output = None,
    sources: _Sources = None,
    without_sources: _WithoutSources = False,
    title: Annotated[str, typer.Option(help="title of the page [the study's]")] = "",
    lang: Annotated[str, typer.Option(help="language of the page's own words: en or ru")] = "en",
    anonymise: _Anonymise = None,
    machine: _Machine = "",
    against: AgainstWhat = "",
    against_until: AgainstUntil = "",
    template: _Template = None,
    seed: Annotated[int, typer.Option(help="start of all random draws")] = 1,
    draws: Draws = None,
    columns: Map = "",
    scale: Scale = "",
    sheet: Sheet = "",
    strict: Strict = False,
    *,
    only: Only,
) -> Done:
    """Render a study as one page that needs no network and no script.

    Answers that are not legal count as not coded; the page names them on top, and the exit code
    is 1. With --strict nothing is written.

    Example: stance report annotations/central-asia -o central-asia.html

    Example: stance report annotations/central-asia --where country=Kazakhstan --since 2022

    Example: stance report annotations/central-asia --against-until 2022-06

    Example: stance report annotations/my-study --machine gpt-5-mini
    """
    from stance.study.study import Study

    target = output or Path("reports") / f"{study.resolve().stem}.html"
    _check_kind(target, study)
    said = wishes(columns, scale, sheet, strict)
    opened = Study.open(study, said, skip_bad_cells=not strict)
    say_all(opened.problems)
    folder = None if without_sources else _articles(opened, study, sources)
    words = _passages(opened, folder, study) if folder else {}
    opened, words = with_pseudonyms(only.of(opened), words, anonymise)
    findings = opened.analyse(seed=seed, machine=machine, draws=draws)
    asked: Wishes = {"passages": words, "title": title or None, "lang": lang}
    asked["against"] = beside(findings, (against, against_until), only, anonymise)
    _write(target, findings, {**asked, "template_dir": template})
    echo(f"wrote {target}")
    return _done(opened, target)


def _done(opened: "Study", target: Path) -> Done:
    from stance.core.errors import errors_in

    if bad := errors_in(opened.problems):
        cells = counted(len(bad), "cell is", "cells are")
        return Done(f"{cells} not counted; put right what is named above, then: {as_typed()}", 1)
    return Done(f"open {target}" + (" in a browser" if target.suffix == ".html" else ""))


def _articles(opened: "Study", study: Path, given: Path | None) -> Path | None:
    """Return the folder of the articles, as it is given or was before; a given one is kept."""
    from stance.articles.passages import lack_words
    from stance.study.article_folder import articles_of, remember_articles

    if given:
        remember_articles(study, opened.title, given)
        return given
    if not lack_words(opened.claims):
        return None
    known = articles_of(study, opened.title, opened.article_folder)
    if known:
        echo(f"note: with words from {known}; --without-sources leaves them out", err=True)
    return known


def _check_kind(target: Path, study: Path) -> None:
    from stance.core.errors import UsageError
    from stance.study.folder import refuse_within_study

    if target.suffix.lower() not in (".html", ".htm", ".md", ".xlsx", ".docx", ".pptx"):
        mend = command("report", study, "-o", target.with_suffix(".html"))
        raise UsageError(f'"{target.name}" should end in .html, .md, .xlsx, .docx or .pptx', mend)
    refuse_within_study(target)


def _passages(opened: "Study", articles: Path, study: Path) -> dict[str, str]:
    from stance.articles.passages import passages, where_articles_are

    found = passages(opened.claims, opened.sources, *where_articles_are(study, articles))
    say_all(found.problems)
    return found.texts


def _write(target: Path, findings: "Findings", wishes: "Wishes") -> None:
    """Write the page, the brief, the tables, the document or the slides, as its ending says."""
    from stance.core.files import write_whole
    from stance.report import brief, render, tables
    from stance.sheets.tables import write_tables

    kind = target.suffix.lower()
    if kind == ".xlsx":
        write_tables(target, tables(findings, **wishes))
    elif kind in (".docx", ".pptx"):
        from stance.report.document import document
        from stance.report.slides import slides

        write_whole(target, (document if kind == ".docx" else slides)(findings, **wishes))
    else:
        write_whole(target, (brief if kind == ".md" else render)(findings, **wishes).encode())
