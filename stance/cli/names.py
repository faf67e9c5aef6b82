"""stance names: which experts may be one person, and the analyst's answers."""

from pathlib import Path
from typing import Annotated

import typer

from stance.cli.messages import echo, say_all
from stance.cli.next_steps import Done, command, done_in


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
    openrefine: Annotated[
        Path | None,
        typer.Option(help="Write the experts as a CSV that OpenRefine matches with Wikidata."),
    ] = None,
    items: Annotated[
        Path | None,
        typer.Option(help="The CSV with a column qid; writes the items into the study."),
    ] = None,
) -> Done:
    """List the experts who may be one person, with the evidence, or take in the answers.

    Write yes or no into the sheet that is made, then hand it to --apply: of each yes one expert
    remains, and the other's spellings become aliases. Answers given before are carried over.

    With --openrefine the experts are written for OpenRefine, whose matches --items takes in.

    Example: stance names annotations/central-asia -o names.xlsx
    """
    if openrefine is not None:
        return _write_experts(study, openrefine)
    if items is not None:
        return _take_items(study, items)
    if answers is None:
        return _list(study, output)
    return _apply(study, answers)


def _list(study: Path, output: Path | None) -> Done:
    from stance.study.folder import beside, refuse_within_study
    from stance.study.naming import ask_names

    sheet = output or beside(study, "names")
    refuse_within_study(sheet, ".xlsx")
    found = ask_names(study, sheet)
    for row in found.pairs.to_dict("records"):
        said = f" [{row['same']}]" if row["same"] else ""
        one, other = (
            f"{row[f'name_{x}']} ({row[f'expert_{x}']})"
            if row[f"name_{x}"] in found.shared_names
            else row[f"name_{x}"]
            for x in ("a", "b")
        )
        echo(f"{row['similarity']:.2f}  {one} = {other}?{said}")
        echo(f"      {row['evidence']}")
    if found.pairs.empty:
        echo(f"no two of the {found.n_experts} experts seem to be one person")
        return done_in(study)
    echo(f"wrote {sheet}")
    return Done(f"answer there, then: {command('names', study, '--apply', sheet)}")


def _write_experts(study: Path, table: Path) -> Done:
    from stance.study.folder import refuse_within_study
    from stance.study.reconciling import write_experts

    refuse_within_study(table, ".csv")
    count = write_experts(study, table)
    echo(f"wrote {table}: {count} experts")
    return Done(f"match the names in OpenRefine, then: {command('names', study, '--items', table)}")


def _take_items(study: Path, table: Path) -> Done:
    from stance.core.errors import errors_in
    from stance.study.reconciling import take_matches

    matched = take_matches(study, table)
    say_all(matched.problems)
    if matched.taken:
        echo(f"wrote {matched.path}: {len(matched.taken)} experts have an item of Wikidata now")
    else:
        echo("no item that is new; nothing was changed")
    return done_in(study, 1 if errors_in(matched.problems) else 0)


def _apply(study: Path, sheet: Path) -> Done:
    from stance.study.naming import apply_names

    named = apply_names(study, sheet)
    say_all(named.problems)
    for name, taken in named.applied.merged:
        echo(f"{name}: also {', '.join(taken)}")
    say_all(named.applied.shortened())
    if named.applied.merged:
        echo(f"wrote {named.path}")
    else:
        echo("no yes that is new among the answers; nothing was changed")
    return done_in(study)
