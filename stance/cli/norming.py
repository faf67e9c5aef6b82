"""stance norm: what annotators code differently, to be talked over before a second round."""

from pathlib import Path
from typing import Annotated

import typer

from stance.cli.messages import echo
from stance.cli.next_steps import Done, command, counted, done_in


def norm(
    study: Annotated[Path, typer.Argument(help="The study's folder.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The workbook to talk over [STUDY-norming.xlsx]."),
    ] = None,
) -> Done:
    """Write what annotators code differently into a workbook, to be talked over.

    It has who coded what, why they differ, and what the codebook says. The annotators' workbooks
    ask to look at these claims again; until then their answers count as they are. Agreement is
    remembered, and the page shows it beside that of the second round.

    Example: stance norm annotations/my-study
    """
    from stance.reliability.differences import WHYS_OF_DIFFERENCE
    from stance.study.folder import beside, refuse_within_study
    from stance.study.norming import norm_study

    sheet = output or beside(study, "norming")
    refuse_within_study(sheet, ".xlsx")
    found = norm_study(study, sheet)
    for why in WHYS_OF_DIFFERENCE:
        if number := int((found["why"] == why).sum()):
            echo(f"{counted(number, 'claim')}: {why}")
    if found.empty:
        echo("nobody differs: no claim is coded differently by two annotators")
        return done_in(study)
    echo(sheet, "the annotators' workbooks ask to look at these claims again")
    book = study / "study.xlsx"
    return Done(
        f"talk over {sheet}, write what you agree on into {book}, then: {command('update', study)}"
    )
