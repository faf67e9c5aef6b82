"""stance names: which experts may be one person, and the analyst's answers."""

from pathlib import Path
from typing import Annotated

import typer

from stance.cli.messages import say_all


def names(
    study: Annotated[Path, typer.Argument(help="Folder of workbooks, or one workbook.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The sheet to answer on [STUDY-names.xlsx]."),
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option("--apply", help="The sheet with answers; takes them into the study."),
    ] = None,
) -> None:
    """List the experts who may be one person, with the evidence, or take in the answers.

    Write yes or no into the sheet that is made, then hand it to --apply: of each yes one expert
    remains, and the other's spellings become aliases. Answers given before are carried over.

    Example: stance names annotations/central-asia -o names.xlsx
    """
    if answers is None:
        _list(study, output or Path(f"{study.resolve().stem}-names.xlsx"))
    else:
        _apply(study, answers)


def _list(study: Path, sheet: Path) -> None:
    from stance.names import doubtful_experts
    from stance.study.combining import combine
    from stance.study.folder import read_study
    from stance.workbook.name_sheet import read_name_sheet, write_name_sheet

    content = combine(read_study(study))
    before = read_name_sheet(sheet) if sheet.exists() else None
    pairs = doubtful_experts(content.experts, content.claims, before)
    shared = set(content.experts.loc[content.experts["name"].duplicated(), "name"])
    for row in pairs.to_dict("records"):
        said = f" [{row['same']}]" if row["same"] else ""
        one, other = (
            f"{row[f'name_{x}']} ({row[f'expert_{x}']})"
            if row[f"name_{x}"] in shared
            else row[f"name_{x}"]
            for x in ("a", "b")
        )
        typer.echo(f"{row['similarity']:.2f}  {one} = {other}?{said}")
        typer.echo(f"      {row['evidence']}")
    if pairs.empty:
        typer.echo(f"no two of the {len(content.experts)} experts seem to be one person")
        return
    write_name_sheet(sheet, pairs)
    typer.echo(f"wrote {sheet}; answer there, then: stance names {study} --apply {sheet}")


def _apply(study: Path, sheet: Path) -> None:
    from dataclasses import replace

    from stance.core.errors import DataError, Problem, errors_in
    from stance.names import apply_answers
    from stance.workbook.name_sheet import read_name_sheet
    from stance.workbook.reading import read
    from stance.workbook.writing import write

    path = study / "study.xlsx" if study.is_dir() else study
    content = read(path)
    if errors_in(content.problems):
        raise DataError(content.problems)
    if content.codebook is None or path.suffix != ".xlsx":
        message = "only a workbook with a list of experts can take in answers"
        raise DataError([Problem(code="missing-sheet", message=message, file=path.name)])
    say_all(content.problems)
    answers = read_name_sheet(sheet)
    try:
        applied = apply_answers(content.experts, content.claims, answers)
    except DataError as error:
        raise DataError([replace(p, file=sheet.name) for p in error.problems]) from error
    for name, taken in applied.merged:
        typer.echo(f"{name}: also {', '.join(taken)}")
    say_all(applied.shortened())
    if applied.merged:
        write(path, replace(content, experts=applied.experts, claims=applied.claims))
        typer.echo(f"wrote {path}")
    else:
        typer.echo("no yes that is new among the answers; nothing was changed")
