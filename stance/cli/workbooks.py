"""Commands that write and look after workbooks."""

from pathlib import Path
from typing import Annotated

import typer


def from_csv(
    folder: Annotated[Path, typer.Argument(help="Folder with the CSV tables.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder of the new study.")],
    title: Annotated[str, typer.Option(help="The study's name, as people read it.")] = "",
) -> None:
    """Turn a folder of CSV tables into a study of workbooks.

    Read are topics.csv, experts.csv and claims.csv; where present also sources.csv, scale.csv,
    settings.csv and GUIDE.md; every other table is an annotator's.

    Example: stance from-csv tables -o annotations/my-study --title "My study"
    """
    from stance.workbook import read_csv_folder, write_study

    for path in write_study(output, read_csv_folder(folder, title)):
        typer.echo(path)
