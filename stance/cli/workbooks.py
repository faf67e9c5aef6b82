"""Commands that write and look after workbooks."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.cli.messages import echo, echo_json, say, say_all
from stance.cli.next_steps import Done, command, counted, done_in, next_of
from stance.cli.table_options import Map, Scale, Sheet, Strict, wishes

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from stance.core.errors import Problem
    from stance.study.checking import Check


#: In which language annotators' workbooks are written.
Language = Annotated[
    str,
    typer.Option(
        metavar="ru|ANA=ru,BEN=en",
        help="Language of the workbooks: en or ru, for all or by annotator [as each is; else en].",
    ),
]


def from_csv(
    folder: Annotated[Path, typer.Argument(help="Folder with the CSV tables.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder of the new study.")],
    title: Annotated[str, typer.Option(help="The study's name, as people read it.")] = "",
) -> Done:
    """Turn a folder of CSV tables into a study of workbooks.

    Read are topics.csv, experts.csv and claims.csv; where present also sources.csv, scale.csv,
    settings.csv and GUIDE.md; every other table is an annotator's.

    Example: stance from-csv tables -o annotations/my-study --title "My study"
    """
    from stance.study.csv_folder import read_csv_folder, write_study
    from stance.study.standing import standing_of

    contents = read_csv_folder(folder, title)
    say_all(problem for content in contents for problem in content.problems)
    for path in write_study(output, contents):
        echo(path)
    return Done(lambda: next_of(standing_of(contents), output))


def check(
    path: Annotated[Path, typer.Argument(help="A workbook, a table, or a study's folder.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
    marked: Annotated[
        Path | None, typer.Option(help="Write a copy of the file with the problems marked.")
    ] = None,
    columns: Map = "",
    scale: Scale = "",
    sheet: Sheet = "",
    strict: Strict = False,
) -> Done:
    """Find everything that is wrong in a workbook or a study, each problem with its cell.

    The exit code is 1 if anything needs a person.

    Example: stance check annotations/central-asia
    """
    from stance.core.errors import UsageError
    from stance.study.checking import check as check_path
    from stance.study.folder import refuse_within_study

    if marked and path.is_dir():
        raise UsageError("--marked needs one file, not a folder", command("check", path))
    if marked and (marked.suffix.lower() != ".xlsx" or marked.resolve() == path.resolve()):
        mend = command("check", path, "--marked", f"{path.stem}-marked.xlsx")
        message = "--marked writes a copy: give it a name of its own that ends in .xlsx"
        raise UsageError(message, mend)
    if marked:
        refuse_within_study(marked)
    found = check_path(path, wishes=wishes(columns, scale, sheet, strict))
    if found.question and not as_json:
        raise found.question
    if as_json:
        echo_json(_json(found))
    else:
        echo(*_text(found))
    if marked and len(found.summary):
        from stance.study.marked_copy import write_marked

        lost = write_marked(marked, path, found.problems)
        if lost and not as_json:
            told = ", ".join(lost)
            echo(f"{marked} has the values alone, for this would not have survived: {told}")
    return Done(lambda: _next_after_check(found, path, marked), 0 if found.passed else 1)


def _next_after_check(found: "Check", path: Path, marked: Path | None) -> str:
    if not found.passed:
        shown = f" ({marked} shows them)" if marked and len(found.summary) else ""
        return f"put right the errors above{shown}, then: {command('check', path)}"
    if found.standing and path.is_dir():
        return next_of(found.standing, path)
    if found.standing and found.standing.whole.meta.keys.get("annotator"):
        return command("receive", "STUDY", path)
    return command("report", path)


def _json(found: "Check") -> "dict[str, Any]":
    from dataclasses import asdict

    problems = [{"severity": p.severity, **asdict(p)} for p in found.problems]
    summary = found.summary.to_dict("records")
    machines = _machines(found).to_dict("records")
    return {"problems": problems, "summary": summary, "machines": machines}


def _machines(found: "Check") -> "pd.DataFrame":
    """Return how many claims each machine coded, and how often at most."""
    groups = found.machine_codings.groupby("machine", as_index=False)
    return groups.agg(n_coded=("claim_id", "nunique"), n_repeats=("repeat", "max"))


def _text(found: "Check") -> list[str]:
    from stance.core.errors import by_cause

    lines = [f"{problem.severity}: {problem}" for problem in by_cause(found.problems)]
    for row in found.summary.to_dict("records"):
        waiting = f"{row['n_waiting']} to look at again, " if row["n_waiting"] else ""
        rejected = f"{row['n_rejected']} not a claim, " if row["n_rejected"] else ""
        deleted = f"{row['n_deleted']} deleted, " if row["n_deleted"] else ""
        lines.append(
            f"{row['file']}: {row['annotator']} coded {row['n_coded']} of {row['n_claims']}, "
            f"{waiting}{rejected}{deleted}{row['n_open']} open, {row['n_unclear']} unclear, "
            f"{row['n_problems']} to solve"
        )
    for row in _machines(found).to_dict("records"):
        times = f", up to {row['n_repeats']} times each" if row["n_repeats"] > 1 else ""
        lines.append(
            f"{row['machine']} (a machine, counted apart) coded {counted(row['n_coded'], 'claim')}"
            + times
        )
    return lines or ["no problems"]


def new(
    study: Annotated[Path, typer.Argument(help="Folder of the new study.")],
    title: Annotated[str, typer.Option(help="The study's name, as people read it.")] = "",
    sources: Annotated[
        Path | None, typer.Option(help="List of sources: CSL-JSON, RIS (.ris) or BibTeX (.bib).")
    ] = None,
) -> Done:
    """Start a study: a folder with study.xlsx, to be filled in with topics, experts and claims.

    Example: stance new annotations/my-study --title "My study"
    """
    from stance.exchange.references import read_references
    from stance.study.issuing import new_study

    listed = read_references(sources) if sources else None
    echo(new_study(study, title, listed))
    return done_in(study)


def assign(
    study: Annotated[Path, typer.Argument(help="The study's folder.")],
    annotators: Annotated[str, typer.Option(metavar="ANA,BEN", help="Names, separated by commas.")],
    per_claim: Annotated[
        int | None, typer.Option(help="Annotators of a shared claim [2, or as many as there are].")
    ] = None,
    overlap: Annotated[float, typer.Option(help="Share of the claims that are shared.")] = 1.0,
    only_overlap: Annotated[
        bool,
        typer.Option("--only-overlap", help="Give out the shared claims alone, beside a machine."),
    ] = False,
    seed: Annotated[int, typer.Option(help="The same seed gives the same assignment.")] = 1,
    lang: Language = "",
) -> Done:
    """Write a workbook for each annotator, with loads and overlaps balanced.

    Can be run again when claims or annotators were added; what was issued stays. Of an overlap
    below 1 the study's workbook records how likely each claim was to be in it.

    Example: stance assign annotations/my-study --annotators ana,ben,cem --overlap 0.3

    Example: stance assign annotations/my-study --annotators ana,ben --overlap 0.2 --only-overlap

    Example: stance assign annotations/my-study --annotators ana,ben --lang ru
    """
    from stance.study.assigning import Plan
    from stance.study.folder import annotators_of
    from stance.study.issuing import assign_study
    from stance.study.spoken import spoken_in

    names = [name.strip() for name in annotators.split(",") if name.strip()]
    each = min(2, len(names)) if per_claim is None else per_claim
    plan = Plan(each, overlap, seed, rest=not only_overlap)
    paths = assign_study(study, names, plan, spoken_in(lang))
    for path in paths:
        echo(path)
    if not paths:
        echo("nothing to assign: every claim has its annotators")
    having = annotators_of(study)
    idle = [name for name in names if name not in having]
    if idle:
        echo(
            f"no claims are left for {', '.join(idle)}: they are with {', '.join(having)}; for "
            "more annotators a claim give --per-claim, for more shared claims --overlap"
        )
    return done_in(study)


def update(
    study: Annotated[Path, typer.Argument(help="The study's folder.")],
    lang: Language = "",
) -> Done:
    """Issue every annotator's workbook anew after the codebook or the claims changed.

    Every answer is kept; those whose topic has vanished are reported.

    Example: stance update annotations/my-study

    Example: stance update annotations/my-study --lang ana=ru
    """
    from stance.study.issuing import update_study
    from stance.study.spoken import spoken_in

    return _written(*update_study(study, spoken_in(lang)), study)


def receive(
    study: Annotated[Path, typer.Argument(help="The study's folder.")],
    files: Annotated[
        list[Path], typer.Argument(help="Workbooks that annotators sent back, or their folder.")
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change, and write nothing.")
    ] = False,
) -> Done:
    """Take returned workbooks into the study: checked, merged, backed up, recorded.

    What came back new, changed or withdrawn is appended to history.csv in the study.

    Example: stance receive annotations/my-study inbox/ana.xlsx
    """
    from stance.core.errors import errors_in
    from stance.study.previewing import preview
    from stance.study.receiving import receive as take

    if dry_run:
        shown, problems = preview(study, files)
        echo(*(shown or ["nothing would change"]), "nothing was written")
        say_all(problems)
        return Done(command("receive", study, *files), 1 if errors_in(problems) else 0)
    received = take(study, files)
    for name, changes in received.changes.items():
        counts = [f"{n} {change}" for change, n in changes.items()]
        echo(f"{name}: {', '.join(counts) or 'nothing new'}")
    return _written(received.paths, received.problems, study)


def correct(
    study: Annotated[Path, typer.Argument(help="The study's folder.")],
    sources: Annotated[
        Path | None, typer.Option(help="Folder of the articles [the study's own].")
    ] = None,
) -> Done:
    """Take what annotators corrected in the claims into study.xlsx, where they agree.

    Speakers are put right, passages cut anew, split claims split, and what is no claim is left
    out from then on. Afterwards stance update hands the claims to the annotators as they are now.

    Example: stance correct annotations/my-study --sources articles
    """
    from stance.study.correcting import correct_study

    corrected = correct_study(study, sources)
    for line in corrected.done:
        echo(line)
    if corrected.done:
        echo(study / corrected.content.name)
    elif not corrected.problems:
        echo("nothing to correct")
    say_all(corrected.problems)
    if sources is None and any(p.code == "source-missing" for p in corrected.problems):
        return Done(command("correct", study, "--sources", "ARTICLES"))
    return done_in(study)


def merge(
    base: Annotated[Path, typer.Argument(help="The workbook as it was issued.")],
    one: Annotated[Path, typer.Argument(help="One edited copy.")],
    other: Annotated[Path, typer.Argument(help="The other edited copy.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The merged workbook.")],
) -> Done:
    """Put together one annotator's workbook that was edited in two places.

    What one side changed is taken; where both did, the cell holds both and it is reported.

    Example: stance merge issued/ana.xlsx office/ana.xlsx home/ana.xlsx -o ana.xlsx
    """
    from stance.study.folder import refuse_within_study
    from stance.study.merging import merge_files

    refuse_within_study(output, ".xlsx")
    path, conflicts = merge_files(base, one, other, output)
    _tell([path], conflicts)
    then = command("receive", "STUDY", path)
    if conflicts:
        then = f"choose in the cells named above, then: {then}"
    return Done(then, 1 if conflicts else 0)


def adjudicate(
    study: Annotated[Path, typer.Argument(help="The study's folder.")],
    blind: Annotated[bool, typer.Option(help="Call the annotators A, B, C.")] = False,
) -> Done:
    """Write adjudicated.xlsx with the disputed claims, for somebody to decide.

    Run again: decisions made are kept, new disputes added, those that vanished marked.

    Example: stance adjudicate annotations/central-asia
    """
    from stance.study.adjudicating import adjudicate_study

    path, n_open = adjudicate_study(study, blind)
    echo(f"{path}: {n_open} to decide")
    return done_in(study)


def _written(paths: "Sequence[Path]", problems: "Sequence[Problem]", study: Path) -> Done:
    """Print what was written in a study, and what needs a person."""
    from stance.core.errors import errors_in

    _tell(paths, problems)
    return done_in(study, 1 if errors_in(problems) else 0)


def _tell(paths: "Sequence[Path]", problems: "Sequence[Problem]") -> None:
    from stance.core.errors import by_cause

    for path in paths:
        echo(path)
    for problem in by_cause(problems):
        say(problem)
