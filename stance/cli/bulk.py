"""The commands for tables larger than workbooks: positions of everybody, and a page."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from stance.cli.messages import echo, say_all
from stance.cli.next_steps import Done, command
from stance.cli.table_options import Map, Scale, wishes

if TYPE_CHECKING:
    from stance.exchange.selecting import Kept
    from stance.study.study import Findings

_Master = Annotated[str, typer.Option(help="Spark's master; empty: this machine.")]
_Memory = Annotated[str, typer.Option(help="Bound for duckdb and spark, such as 4GB.")]
_Tables = Annotated[
    list[str],
    typer.Argument(help="Parquet, CSV or JSONL files (.gz, .zst): a coded statement a row."),
]
_Codes = Annotated[
    list[str],
    typer.Option(help="A file of codes with the statements' ids, if they stand apart; repeat it."),
]


def positions(
    tables: Annotated[
        list[str],
        typer.Argument(help="Parquet, CSV or JSONL files: expert, topic, source, said_on, score."),
    ],
    output: Annotated[str, typer.Option("--output", "-o", help="FILE.parquet or FILE.csv.")],
    engine: Annotated[
        Literal["pandas", "duckdb", "spark"], typer.Option(help="What holds the tables.")
    ] = "pandas",
    master: _Master = "",
    memory: _Memory = "",
    middle: Annotated[float, typer.Option(help="The score that is neither for nor against.")] = 0.0,
) -> Done:
    """Compute where each expert stands on each topic, one vote a source, from tables of any size.

    Example: stance positions claims.parquet -o positions.parquet --engine duckdb --memory 4GB
    """
    from stance.cli.progress import working
    from stance.exchange.bulk import positions_in_tables
    from stance.study.folder import refuse_within_study

    refuse_within_study(output)
    with working(f"placing experts with {engine} …"):
        found = positions_in_tables(
            tables, output, engine, master=master, memory=memory, middle=middle
        )
    echo(f"{output}: {found:,} positions")
    return Done()


_Page = Annotated[
    Path, typer.Option("--output", "-o", help="PAGE.html, or a folder: the page and its table.")
]
_Holder = Annotated[
    Literal["duckdb", "spark", "pandas"], typer.Option(help="What holds the tables.")
]


def bulk(
    tables: _Tables,
    output: _Page,
    codes: _Codes = [],  # noqa: B006 - typer never changes it
    engine: _Holder = "duckdb",
    experts: Annotated[
        int, typer.Option(min=1, max=3_000, help="Most experts that are kept.")
    ] = 50,
    topics: Annotated[int, typer.Option(min=1, help="Most topics that are kept.")] = 20,
    statements: Annotated[int, typer.Option(min=1, help="Most statements that are kept.")] = 20_000,
    weight: Annotated[
        str,
        typer.Option(
            metavar="HEADER", help="Column of how many statements a row counts as in this choice."
        ),
    ] = "",
    columns: Map = "",
    scale: Scale = "",
    title: Annotated[str, typer.Option(help="Title of the page [its name].")] = "",
    master: _Master = "",
    memory: _Memory = "",
    seed: Annotated[int, typer.Option(help="Start of all random draws.")] = 1,
) -> Done:
    """Render a page from tables of any size: the experts and topics with most statements.

    All statements of the experts that are kept, on the topics that are, count; the page says how
    many others there are. A weight (such as how often a quotation was printed) chooses who and what
    is kept, and moves nobody's position.

    Example: stance bulk statements.parquet --codes codes.csv -o page.html --memory 1GB

    Example: stance bulk 2024-*.jsonl.gz --map speaker=expert,quotation=claim -o out --experts 80
    """
    from stance.cli.progress import working
    from stance.exchange.bulk import study_of
    from stance.exchange.selecting import Bounds, most_spoken
    from stance.tables.wishes import kept_wishes

    said = wishes(columns, scale).over(kept_wishes(Path(tables[0])))
    bounds = Bounds(experts, topics, statements)
    page = _page(output)
    with working(f"opening the tables with {engine}"):
        where = {"master": master, "memory": memory, "weight": weight}
        kept = most_spoken(tables, codes, engine, said=said.columns, bounds=bounds, **where)
    study = study_of(kept, output.stem, [*tables, *codes], bounds, said)
    say_all(study.problems)
    _render(study.analyse(seed=seed), page, title)
    return Done(f"open {page} in a browser" + ("" if page == output else _and_table(output, kept)))


def _page(output: Path) -> Path:
    """Return where the page goes: itself, or into a folder."""
    from stance.core.errors import UsageError

    if output.suffix.lower() in (".html", ".htm"):
        return output
    if output.suffix and not output.is_dir():
        raise UsageError(f'"{output.name}" should end in .html, or be a folder')
    return output / "report.html"


def _and_table(folder: Path, kept: "Kept") -> str:
    """Write the statements on which a page rests; return what may be done with them."""
    from stance.exchange.csv_tables import write_csv

    table = folder / "statements.csv"
    write_csv(table, kept.rows)
    echo(f"wrote {table}: {len(kept.rows):,} statements")
    return f", or {command('export', table, folder / 'export')}"


def _render(findings: "Findings", page: Path, title: str) -> None:
    from stance.core.files import write_whole
    from stance.report import render

    write_whole(page, render(findings, title=title or None).encode())
    echo(f"wrote {page}")
