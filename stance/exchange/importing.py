"""Foreign studies, turned into studies of workbooks."""

from dataclasses import replace
from pathlib import Path

from stance.core.contracts import ANSWERS
from stance.core.errors import Problem, UsageError
from stance.core.files import write_whole
from stance.exchange.dna import DnaStudy, read_dna
from stance.exchange.dna_codebook import short_names
from stance.study.csv_folder import write_study
from stance.workbook.content import Content, Settings
from stance.workbook.form import STUDY_FILE

#: Names of workbooks that are no annotator's.
_TAKEN = ("study", "adjudicated")


def import_dna(
    path: Path,
    folder: Path,
    *,
    expert_variable: str = "organization",
    topic_variable: str = "concept",
    stance_variable: str = "agreement",
    articles: Path | None = None,
) -> tuple[list[Path], tuple[Problem, ...]]:
    """Write the study of a DNA 3 database: the analyst's workbook, and one for every coder.

    Args:
        path: the database; it is never written to.
        folder: folder of the new study.
        expert_variable: the variable that says who speaks.
        topic_variable: the variable that says about what.
        stance_variable: the variable that says how.
        articles: where to write the documents, to which the locators refer; nowhere if None.

    Returns:
        The workbooks, and what was left out or assumed.

    Raises:
        DataError: the database cannot be read, or a text does not fit into a cell.
        UsageError: there is a study in the folder already.
    """
    if (folder / STUDY_FILE).exists():
        raise UsageError(f"{folder} holds a study already; name another folder")
    study = read_dna(
        path,
        expert_variable=expert_variable,
        topic_variable=topic_variable,
        stance_variable=stance_variable,
    )
    written = write_study(folder, contents_of(study))
    if articles is not None:
        for name, text in study.articles.items():
            write_whole(articles / name, text.encode("utf-8"))
    return written, study.problems


def contents_of(study: DnaStudy) -> tuple[Content, ...]:
    """Return what the workbooks hold: the study first, then one content for every coder."""
    analyst = Content(
        name=STUDY_FILE,
        settings=Settings(title=study.title, slots=study.slots),
        codebook=study.codebook,
        claims=study.claims,
        experts=study.experts,
        sources=study.sources,
    )
    names = short_names(study.annotations["annotator"])
    coded = []
    for short in names.labels:
        annotator = f"coder-{short}" if short in _TAKEN else short
        rows = study.annotations[study.annotations["annotator"].map(names.of) == short]
        answers = rows.assign(annotator=annotator, confidence="", row=0)
        coded.append(
            replace(
                analyst,
                name=f"{annotator}.xlsx",
                annotator=annotator,
                answers=ANSWERS.check(ANSWERS.complete(answers)),
            )
        )
    return (analyst, *coded)
