"""Commands that bring studies in from other programs and hand findings to them."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from stance.cli.against_options import AgainstUntil, AgainstWhat, beside
from stance.cli.filter_options import Only, with_filter
from stance.cli.messages import echo, say_all
from stance.cli.next_steps import Done, command, done_in
from stance.cli.report import Draws
from stance.cli.table_options import Map, Scale, Sheet, Strict, wishes

if TYPE_CHECKING:
    from stance.analysis.networks import Duplicates, Kernel
    from stance.study.study import Findings
    from stance.study.study import Study as Opened
    from stance.tables.wishes import Wishes

Study = Annotated[Path, typer.Argument(help="Folder of workbooks, one workbook, or a table.")]
_Topic = Annotated[
    str,
    typer.Option(
        "--topic-from", "--topic-variable", help="The field that says about what [by format]."
    ),
]
_Stance = Annotated[
    str,
    typer.Option("--stance-from", "--stance-variable", help="The field that says how [by format]."),
]
_Expert = Annotated[
    str,
    typer.Option(
        "--expert-from", "--expert-variable", help="The field that says who speaks [by format]."
    ),
]
_Form = Annotated[
    str,
    typer.Option(
        "--for",
        metavar="FORM",
        help="refi, label-studio, polis, w3c, wide, sav, csl (with RIS, BibTeX) or claimreview.",
    ),
]
_Texts = Annotated[
    Path | None, typer.Option(help="Folder of the articles, for forms that hold texts.")
]
_Mode = Annotated[
    Literal["one", "two"], typer.Option(help="one: expert by expert; two: expert by topic.")
]
_Aggregate = Annotated[
    Literal["ignore", "congruence", "conflict", "subtract", "combine"],
    typer.Option(help="congruence, conflict: of mode one; combine: of mode two."),
]
_Normalise = Annotated[
    Literal["none", "average", "jaccard", "cosine", "activity", "prominence"],
    typer.Option(help="average, jaccard, cosine: of mode one; activity, prominence: of mode two."),
]
_Duplicates = Annotated[
    Literal["all", "document", "week", "month", "year", "ever"],
    typer.Option(help="In what repetitions count once; all: each counts."),
]
_Window = Annotated[
    int | None, typer.Option(help="Days of a window: a network for each, named by its middle.")
]
_Every = Annotated[int, typer.Option(help="Days from one window to the next.")]
_Kernel = Annotated[
    Literal["uniform", "triangular", "epanechnikov", "gaussian"],
    typer.Option(help="How claims of a window count by their distance from its middle."),
]
_Articles = Annotated[
    Path | None, typer.Option(help="Also write the documents, as text files, to this folder.")
]


def import_study(
    files: Annotated[
        list[Path], typer.Argument(help="Files of another program, or folders of them.")
    ],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help="Folder of the new study; or TABLE.csv, for millions."),
    ],
    topic_from: _Topic = "",
    stance_from: _Stance = "",
    expert_from: _Expert = "",
    scale: Scale = "",
    articles: _Articles = None,
) -> Done:
    """Turn files of another program into a study; each file is known by its bytes.

    Taken are REFI-QDA, Label Studio, doccano, Prodigy, Argilla, Pol.is, INCEpTION, web
    annotations, Potato, brat, ClaimReview, tables of MAXQDA, ATLAS.ti, NVivo and Taguette, and
    DNA 3; docs/formats.md says what of each. What a file holds and a study does not is counted at
    the end.

    Example: stance import project.qdpx -o annotations/debate --articles texts
    """
    from stance.cli.progress import working
    from stance.exchange.importing import import_files
    from stance.exchange.incoming.passages import Choices
    from stance.study.folder import refuse_within_study

    refuse_within_study(output)
    choices = Choices(topic_from, stance_from, expert_from, wishes(scale=scale).scale)
    with working(f"reading {files[0].name} …"):
        done = import_files(files, output, choices, articles)
    for name, what in done.what:
        echo(f"{name}: {what}", err=True)
    say_all(done.problems)
    for sentence in (*done.taken, *done.lost):
        echo(f"note: {sentence}", err=True)
    for path in done.written:
        echo(path)
    if output.is_dir():
        return done_in(output)
    return Done(command("positions", output, "-o", "POSITIONS.csv"))


@with_filter
def export(
    study: Study,
    folder: Annotated[Path, typer.Argument(help="Where to write; made if need be.")],
    columns: Map = "",
    scale: Scale = "",
    sheet: Sheet = "",
    strict: Strict = False,
    form: _Form = "",
    sources: _Texts = None,
    against: AgainstWhat = "",
    against_until: AgainstUntil = "",
    draws: Draws = None,
    *,
    only: Only,
) -> Done:
    """Write the findings as CSV, XLSX, Parquet, JSON, GraphML and GEXF; or for another program.

    With --for, the claims and their codes are written as that program reads them, and what it has
    no place for is counted.

    With --against or --against-until there are tables of who moved, on which topic and how surely,
    of topics that became or ceased to be disputed, who is new or silent, and agreement of pairs.

    Example: stance export annotations/central-asia out --for refi

    Example: stance export annotations/central-asia out --against-until 2022-06
    """
    from stance.cli.progress import working
    from stance.core.errors import UsageError
    from stance.exchange.exporting import export as export_to

    table = folder / ("" if form else "tables.xlsx")
    opened = only.of(_opened(study, wishes(columns, scale, sheet, strict), table))
    if form and (against or against_until):
        raise UsageError("--for writes claims and codes; what stands beside has no place there")
    if form:
        from stance.exchange.outgoing.registry import export_for
        from stance.study.filtering import within_topics

        written, left_out = export_for(within_topics(opened), folder, form, sources)
        echo(*written)
    else:
        with working(f"writing the findings of {opened.name} …"):
            findings = opened.analyse(draws=draws)
            other = beside(findings, (against, against_until), only)
            _, left_out = export_to(findings, folder, echo, other)
    for sentence in left_out:
        echo(f"note: {sentence}", err=True)
    return Done()


def _opened(path: Path, said: "Wishes", table: Path) -> "Opened":
    """Return the study, unless the table to be written would be read as a part of it."""
    from stance.study.folder import refuse_within_study
    from stance.study.study import Study as Opened

    refuse_within_study(table)
    opened = Opened.open(path, said)
    say_all(opened.problems)
    return opened


@with_filter
def network(
    study: Study,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="FILE.csv (matrix), FILE.graphml or FILE.gexf.")
    ],
    mode: _Mode = "one",
    aggregate: _Aggregate = "subtract",
    normalise: _Normalise = "none",
    duplicates: _Duplicates = "document",
    window: _Window = None,
    every: _Every = 30,
    kernel: _Kernel = "uniform",
    columns: Map = "",
    scale: Scale = "",
    sheet: Sheet = "",
    strict: Strict = False,
    *,
    only: Only,
) -> Done:
    """Write a discourse network as Discourse Network Analyzer defines it, without its faults.

    With --window, a network for each stretch of days, and a table of congruence, conflict and
    polarisation with their intervals.

    Example: stance network annotations/central-asia --aggregate congruence -o network.gexf

    Example: stance network annotations/my-study --window 180 --every 30 -o network.gexf
    """
    from stance.analysis import networks
    from stance.exchange.exporting import write_network

    table = output if window is None else output.with_suffix(".csv")
    opened = only.of(_opened(study, wishes(columns, scale, sheet, strict), table))
    findings = opened.analyse()
    choice: dict[str, Any] = {"mode": mode, "aggregate": aggregate, "normalise": normalise}
    if window is not None:
        return _windows(output, findings, (window, every, kernel), duplicates, choice)
    found = networks.network(
        findings.judgements, opened.codebook.scale, duplicates=duplicates, **choice
    )
    write_network(output, found, opened)
    echo(
        f"{output}: {len(found.rows)} × {len(found.columns)}, "
        f"{len(found.edges())} edges, {found.n_claims} claims"
    )
    return Done()


def _windows(
    output: Path,
    findings: "Findings",
    cut: tuple[int, int, "Kernel"],
    duplicates: "Duplicates",
    choice: Mapping[str, str],
) -> Done:
    """Write a network for each window, and what changes from one to the next."""
    from stance.exchange.windowed import Cut, write_windows

    written, table = write_windows(output, findings, Cut(*cut), duplicates, **choice)
    first, last = table["first"].iloc[0], table["last"].iloc[-1]
    echo(f"{written[0]} … {written[-2].name}: {len(table)} windows, {first} to {last}")
    echo(f"{written[-1]}: congruence, conflict, polarisation")
    return Done()
