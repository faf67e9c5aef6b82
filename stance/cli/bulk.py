"""The command that places experts from tables larger than workbooks."""

from typing import Annotated, Literal

import typer

from stance.cli.messages import echo
from stance.cli.next_steps import Done


def positions(
    tables: Annotated[
        list[str],
        typer.Argument(help="Parquet or CSV files: expert, topic, source, said_on, score."),
    ],
    output: Annotated[str, typer.Option("--output", "-o", help="FILE.parquet or FILE.csv.")],
    engine: Annotated[
        Literal["pandas", "duckdb", "spark"], typer.Option(help="What holds the tables.")
    ] = "pandas",
    master: Annotated[str, typer.Option(help="Spark's master; empty: this machine.")] = "",
    memory: Annotated[str, typer.Option(help="Bound for duckdb and spark, such as 4GB.")] = "",
    middle: Annotated[float, typer.Option(help="The score that is neither for nor against.")] = 0.0,
) -> Done:
    """Compute where each expert stands on each topic, one vote a source, from tables of any size.

    Example: stance positions claims.parquet -o positions.parquet --engine duckdb --memory 4GB
    """
    from stance.cli.progress import working
    from stance.exchange.bulk import positions_in_tables

    with working(f"placing experts with {engine} …"):
        found = positions_in_tables(
            tables, output, engine, master=master, memory=memory, middle=middle
        )
    echo(f"{output}: {found:,} positions")
    return Done()
