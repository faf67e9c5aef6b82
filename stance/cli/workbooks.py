"""Commands that write and look after workbooks."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from stance.workbook import Check


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


def check(
    path: Annotated[Path, typer.Argument(help="A workbook, a table, or a study's folder.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
    marked: Annotated[
        Path | None, typer.Option(help="Write a copy of the file with the problems marked.")
    ] = None,
) -> None:
    """Find everything that is wrong in a workbook or a study, each problem with its cell.

    The exit code is 1 if anything needs a person.

    Example: stance check annotations/central-asia
    """
    from stance.errors import UsageError
    from stance.workbook import check as check_path
    from stance.workbook import write_marked

    if marked and path.is_dir():
        raise UsageError("--marked needs one file, not a folder")
    found = check_path(path)
    typer.echo(_json(found) if as_json else _text(found))
    if marked and len(found.summary):
        write_marked(marked, path, found.problems)
    raise typer.Exit(0 if found.passed else 1)


def _json(found: "Check") -> str:
    import json
    from dataclasses import asdict

    problems = [{"severity": p.severity, **asdict(p)} for p in found.problems]
    summary = found.summary.to_dict("records")
    return json.dumps({"problems": problems, "summary": summary}, ensure_ascii=False, indent=1)


def _text(found: "Check") -> str:
    lines = [f"{problem.severity}: {problem}" for problem in found.problems]
    for row in found.summary.to_dict("records"):
        lines.append(
            f"{row['file']}: {row['annotator']} coded {row['n_coded']} of {row['n_claims']}, "
            f"{row['n_open']} open, {row['n_unclear']} unclear, {row['n_problems']} to solve"
        )
    return "\n".join(lines or ["no problems"])
