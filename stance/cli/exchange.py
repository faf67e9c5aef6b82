"""Commands that bring studies in from other programs and hand findings to them."""

from pathlib import Path
from typing import Annotated, cast

import typer

from stance.cli.messages import echo, say_all

Study = Annotated[Path, typer.Argument(help="Folder of workbooks, one workbook, or a table.")]


def import_study(
    file: Annotated[Path, typer.Argument(help="Database of Discourse Network Analyzer 3 (.dna).")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder of the new study.")],
    expert_variable: Annotated[
        str, typer.Option(help="The variable that says who speaks.")
    ] = "organization",
    topic_variable: Annotated[
        str, typer.Option(help="The variable that says about what.")
    ] = "concept",
    stance_variable: Annotated[
        str, typer.Option(help="The boolean or integer variable that says how.")
    ] = "agreement",
    articles: Annotated[
        Path | None, typer.Option(help="Also write the documents, as text files, to this folder.")
    ] = None,
) -> None:
    """Turn a DNA database into a study: concepts become topics, coders become annotators.

    Example: stance import debate.dna -o annotations/debate --expert-variable person
    """
    from stance.cli.progress import working
    from stance.exchange.importing import import_dna

    with working(f"reading {file.name} …"):
        written, problems = import_dna(
            file,
            output,
            expert_variable=expert_variable,
            topic_variable=topic_variable,
            stance_variable=stance_variable,
            articles=articles,
        )
    say_all(problems)
    for path in written:
        echo(path)


def export(
    study: Study,
    folder: Annotated[Path, typer.Argument(help="Where to write; made if need be.")],
) -> None:
    """Write the findings as CSV, XLSX, Parquet, JSON, GraphML and GEXF.

    Example: stance export annotations/central-asia out
    """
    from stance.cli.progress import working
    from stance.exchange.exporting import export as export_to
    from stance.study.study import Study as Opened

    opened = Opened.open(study)
    say_all(opened.problems)
    with working(f"writing the findings of {opened.name} …"):
        _, left_out = export_to(opened.analyse(), folder, echo)
    for sentence in left_out:
        echo(f"note: {sentence}", err=True)


def network(
    study: Study,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="FILE.csv (matrix), FILE.graphml or FILE.gexf.")
    ],
    mode: Annotated[str, typer.Option(help="one: expert by expert; two: expert by topic.")] = "one",
    aggregate: Annotated[
        str, typer.Option(help="ignore, subtract; one: congruence, conflict; two: combine.")
    ] = "subtract",
    normalise: Annotated[
        str, typer.Option(help="none; one: average, jaccard, cosine; two: activity, prominence.")
    ] = "none",
    duplicates: Annotated[
        str, typer.Option(help="Repetitions count once in: document, week, month, year, ever; all.")
    ] = "document",
) -> None:
    """Write a discourse network as Discourse Network Analyzer defines it, without its faults.

    Example: stance network annotations/central-asia --aggregate congruence -o network.gexf
    """
    from stance.analysis import networks
    from stance.exchange.exporting import write_network
    from stance.study.study import Study as Opened

    opened = Opened.open(study)
    found = networks.network(
        opened.analyse().judgements,
        opened.codebook.scale,
        mode=cast("networks.Mode", mode),  # it refuses what is none of them
        aggregate=cast("networks.Aggregate", aggregate),
        normalise=cast("networks.Normalisation", normalise),
        duplicates=cast("networks.Duplicates", duplicates),
    )
    write_network(output, found, opened)
    echo(
        f"{output}: {len(found.rows)} × {len(found.columns)}, "
        f"{len(found.edges())} edges, {found.n_claims} claims"
    )
