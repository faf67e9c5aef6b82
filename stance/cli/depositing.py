"""stance deposit: a study as a folder that an archive takes as it is."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stance.cli.messages import echo, say_all
from stance.cli.next_steps import Done
from stance.cli.table_options import Map, Scale, Sheet, Strict, wishes

if TYPE_CHECKING:
    from stance.study.study import Findings, Study


def deposit(
    study: Annotated[Path, typer.Argument(help="folder of workbooks, one workbook, or a table")],
    output: Annotated[Path, typer.Option("--output", "-o", help="the new folder")],
    sources: Annotated[
        Path | None,
        typer.Option(help="folder of the articles, so that words of theirs are known [as before]"),
    ] = None,
    with_texts: Annotated[
        bool, typer.Option("--with-texts", help="give the words of articles, and the articles")
    ] = False,
    with_names: Annotated[
        bool, typer.Option("--with-names", help="give the names of annotators")
    ] = False,
    seed: Annotated[int, typer.Option(help="start of all random draws")] = 1,
    columns: Map = "",
    scale: Scale = "",
    sheet: Sheet = "",
    strict: Strict = False,
) -> Done:
    """Write a study as a folder that an archive takes: data, codebook, methods, citation, page.

    Words of articles are withheld and annotators bear pseudonyms, unless you say otherwise.
    CHECKLIST.md says what only a person can add. The README says how the page is made again.

    Example: stance deposit annotations/central-asia -o deposit
    """
    from stance.cli.progress import working
    from stance.exchange.deposit.build import Wishes
    from stance.exchange.deposit.build import deposit as deposit_to
    from stance.exchange.deposit.histories import Histories
    from stance.study.study import Study

    opened = Study.open(study, wishes(columns, scale, sheet, strict))
    say_all(opened.problems)
    histories = Histories.read(study) if study.is_dir() else None
    with working(f"depositing {opened.name} …"):
        told = deposit_to(
            opened,
            output,
            _page,
            histories=histories,
            articles=_articles(opened, study, sources),
            wishes=Wishes(with_texts, with_names, seed),
        )
    for sentence in told:
        echo(f"note: {sentence}", err=True)
    echo(f"wrote {output}")
    return Done(f"go through {output / 'CHECKLIST.md'}; then give the folder to your archive")


def _articles(opened: "Study", study: Path, given: Path | None) -> tuple[Path, ...]:
    """Return the folders of the articles: the given or known one, and the texts that are kept."""
    from stance.articles.passages import KEPT_TEXTS
    from stance.study.article_folder import articles_of

    known = given or articles_of(study, opened.title, opened.article_folder)
    kept = study / KEPT_TEXTS
    return tuple(
        folder for folder in (known, kept) if folder and (folder == given or folder.is_dir())
    )


def _page(findings: "Findings", articles: Path | None) -> str:
    """Return the page as ``stance report`` makes it."""
    from stance.articles.passages import passages
    from stance.report import render

    study = findings.study
    words = passages(study.claims, study.sources, articles).texts if articles else {}
    return render(findings, passages=words, title=None, lang="en")
