"""stance figure: one figure of the page as a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from stance.cli.filter_options import Only, with_filter
from stance.cli.messages import echo, say_all
from stance.cli.next_steps import Done
from stance.cli.table_options import Map, Scale, Sheet, Strict, wishes

if TYPE_CHECKING:
    from stance.report import Kind, Wishes
    from stance.study.study import Findings

_ENDINGS = (".svg", ".png", ".pdf", ".csv")


@with_filter
def figure(
    study: Annotated[Path, typer.Argument(help="folder of workbooks, one workbook, or a table")],
    kind: Annotated[str, typer.Argument(metavar="KIND", help="strip, topics or another above")],
    of: Annotated[
        str,
        typer.Argument(
            metavar="OF",
            help="topic of a strip or the expert, by id or name; a measure or a stretch",
            show_default=False,
        ),
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="FILE.svg, .png, .pdf or .csv [its name, as SVG]"),
    ] = None,
    title: Annotated[str, typer.Option(help="title of the study [its own]")] = "",
    lang: Annotated[str, typer.Option(help="language of the figure: en or ru")] = "en",
    seed: Annotated[int, typer.Option(help="start of all random draws")] = 1,
    columns: Map = "",
    scale: Scale = "",
    sheet: Sheet = "",
    strict: Strict = False,
    *,
    only: Only,
) -> Done:
    """Write one figure of the page as a file, with its title, n and source; or its numbers.

    strip: the experts on one topic, by default the headline's. topics: all topics. grid: every
    expert on every topic. pairs: who agrees with whom. expert: where one stands. map: who stands
    near whom. curves: how agreement moved, by congruence and conflict or by polarisation.
    ties: who was tied to whom in one of three stretches. lives: experts' claims over time.

    Example: stance figure annotations/central-asia strip -o strip.svg

    Example: stance figure annotations/central-asia expert tolipov -o tolipov.png
    """
    from stance.study.folder import refuse_within_study
    from stance.study.study import Study

    if output:
        refuse_within_study(output, *_ENDINGS)
    said = wishes(columns, scale, sheet, strict)
    opened = Study.open(study, said, skip_bad_cells=not strict)
    say_all(opened.problems)
    asked: Wishes = {"title": title or None, "lang": lang}
    target = _write(only.of(opened).analyse(seed=seed), (kind, of), output, asked)
    echo(f"wrote {target}")
    return Done(f"open {target}")


def _write(
    findings: "Findings", which: tuple[str, str], output: Path | None, asked: "Wishes"
) -> Path:
    """Write the figure, or the numbers behind it, as the file's ending says."""
    from stance.core.files import write_whole
    from stance.exchange.csv_tables import write_csv
    from stance.report import figure as figure_of
    from stance.report.pictures import picture

    drawn = figure_of(findings, cast("Kind", which[0]), which[1], **asked)
    target = output or Path(f"{drawn.name}.svg")
    ending = target.suffix.lower()
    if ending == ".csv":
        write_csv(target, drawn.table)
    elif ending == ".svg":
        write_whole(target, drawn.svg.encode())
    else:
        write_whole(target, picture(drawn, "png" if ending == ".png" else "pdf"))
    return target
