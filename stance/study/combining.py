"""All files of a study, put together into one content: lists, claims, answers, problems."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import pandas as pd

from stance.core.codebook import Scale
from stance.core.contracts import (
    ANNOTATIONS,
    ANSWERS,
    CLAIMS,
    EXPERTS,
    SOURCES,
    Contract,
    are_among,
    tuples_of,
)
from stance.core.errors import Problem
from stance.core.text import clean, listed
from stance.study.annotator_names import is_called_like_a_model
from stance.study.corrections import with_corrections
from stance.study.merging import merge
from stance.study.namesakes import alike
from stance.workbook.content import Content
from stance.workbook.entries import issued_entries
from stance.workbook.form import STUDY_FILE
from stance.workbook.lists import BAD_SCORE
from stance.workbook.near_stances import awaited
from stance.workbook.waiting import GIVEN, WAITING


def combine(contents: Sequence[Content]) -> Content:
    """Put the files of one study together; what machines coded is left aside.

    The analyst's workbook wins on claims, codebook, experts, sources and settings; without one,
    the first file that has them does, and the others add what it lacks. Answers are united; two
    files of one annotator count as one annotator.

    Returns:
        One content, with the problems of all files and those that only show between files: one
        annotator's two stances for one claim and topic in two files, and, where there is no
        analyst's workbook to which each file was compared, one claim's two wordings. What the
        annotators correct in the claims themselves is put right where they agree, see
        ``with_corrections``. Answers that wait to be looked at again stand apart, and each file's
        are told.
    """
    return _combined(tuple(of_people(contents)))


@lru_cache(maxsize=1)  # a command asks what is in the study, and at its end what comes next
def _combined(contents: tuple[Content, ...]) -> Content:
    study = next((c for c in contents if c.name == STUDY_FILE), None)
    ordered = [study, *(c for c in contents if c is not study)] if study else list(contents)
    problems = [problem for content in contents for problem in content.problems]
    ordered, conflicts = _one_file_each(ordered)
    problems += conflicts
    claims = study.claims if study else _first_of(ordered, "claims", CLAIMS)
    if study is None:  # with one, the reading of each file compares them
        problems += [p for content in ordered for p in _other_words(content, claims)]
    problems += [problem for content in ordered for problem in _waiting(content)]
    problems += [problem for content in ordered for problem in _called_like_models(content)]
    problems += alike(study.experts.to_dict("records")) if study else []
    problems += [
        _not_read(content) for content in ordered[1:] if study and is_analysts_copy(content)
    ]
    annotations, doubles = _united(ordered)
    waiting = _stacked([c.waiting for c in ordered], replace(WAITING, key=()))
    waiting = waiting.drop_duplicates(list(WAITING.key))
    first = study or next((c for c in ordered if c.codebook), ordered[0])
    settings = first.settings
    if study is None and len(contents) > 1:  # no file speaks for the study, and its folder does
        settings = replace(settings, title="")
    answers = _stacked([c.answers for c in ordered], ANSWERS)
    whole = replace(
        first,
        settings=settings,
        annotator="",
        claims=claims,
        answers=answers,
        annotations=_of(claims, annotations),
        waiting=WAITING.check(_of(claims, waiting)),
        waits={},
        decisions=_stacked([c.decisions for c in ordered], ANNOTATIONS),
        experts=study.experts if study else _first_of(ordered, "experts", EXPERTS),
        sources=study.sources if study else _first_of(ordered, "sources", SOURCES),
        problems=(*_with_awaiting(problems, first, answers), *doubles),
    )
    return with_corrections(whole)


def _with_awaiting(
    problems: Sequence[Problem], first: Content, answers: pd.DataFrame
) -> list[Problem]:
    """Say of each faulty level of the scale that counts how many codes wait for it."""
    scale = first.codebook.scale if first.codebook else Scale()
    if not scale.faulty:
        return list(problems)
    counts = answers["stance"].map(lambda text: awaited(text, scale)).value_counts()
    levels = iter(scale.faulty)
    told: list[Problem] = []
    for problem in problems:
        if (problem.code, problem.file) == (BAD_SCORE, first.name):
            n = int(counts.get(next(levels), 0))
            wait = "1 code waits" if n == 1 else f"{n:,} codes wait"
            problem = replace(problem, message=f"{problem.message}; {wait} for it")
        told.append(problem)
    return told


def of_people(contents: Sequence[Content]) -> list[Content]:
    """Return the files that no machine coded; of a machine's alone, its claims and lists."""
    people = [content for content in contents if content.kind == "human"]
    none = {
        "answers": ANSWERS.empty(),
        "annotations": ANNOTATIONS.empty(),
        "decisions": ANNOTATIONS.empty(),
        "waiting": WAITING.empty(),
    }
    return people or [replace(c, annotator="", waits={}, **none) for c in contents]


def _called_like_models(content: Content) -> list[Problem]:
    """Warn of annotators who are called like a model: among people, its file counts as one."""
    message = '"{}" is called like a model, and counts as a person'
    hint = "if a machine gave these answers, move the file into the folder machines of the study"
    return [
        Problem(
            code="machine-as-person", message=message.format(name), hint=hint, file=content.name
        )
        for name in content.annotations["annotator"].unique()
        if is_called_like_a_model(name)
    ]


def is_analysts_copy(content: Content) -> bool:
    """Say whether a file is a copy of the analyst's workbook, in which nobody has coded."""
    return content.meta.keys.get("annotator") == "" and content.answers.empty


def _not_read(content: Content) -> Problem:
    return Problem(
        code="analysts-copy",
        message=f"it is a copy of {STUDY_FILE}, and nothing of it is read",
        hint=f"bring what was changed in it into {STUDY_FILE}, and move it out of the folder; for "
        "an annotator: stance assign",
        file=content.name,
    )


def _of(claims: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows about these claims."""
    return rows[are_among(rows["claim_id"], claims["claim_id"])].reset_index(drop=True)


def _waiting(content: Content) -> list[Problem]:
    """Say which answers of a file do not count until their annotator has looked at them again."""
    problems: list[Problem] = []
    for annotator, own in content.waiting.groupby("annotator", sort=False):
        n = own["claim_id"].nunique()
        wait = "1 answer of {} waits" if n == 1 else f"{n} answers of {{}} wait"
        claims = (
            f"{GIVEN[code]} {listed(rows['claim_id'].drop_duplicates())}"
            for code, rows in own.groupby("given", sort=False)
        )
        problems.append(
            Problem(
                code="answers-waiting",
                message=f"{wait.format(annotator)} to be looked at again: {'; '.join(claims)}",
                hint="not counted until then; stance update hands the workbook out, stance receive "
                "takes it back",
                file=content.name,
            )
        )
    return problems


def _one_file_each(contents: Sequence[Content]) -> tuple[list[Content], list[Problem]]:
    """Merge the files of one annotator by what was issued; say so, and report conflicts."""
    merged: dict[str, Content] = {}
    problems: list[Problem] = []
    for number, content in enumerate(contents):
        key = content.annotator or f"\x1f{number}"
        first = merged.setdefault(key, content)
        if first is content:
            continue
        message = f'"{content.annotator}" has another file, {first.name}; the two were merged'
        hint = "keep one of them: stance merge"
        problems.append(Problem(code="two-files", message=message, hint=hint, file=content.name))
        issued = (issued_entries(merged[key].meta), issued_entries(content.meta))
        whole, conflicts = merge(merged[key], content, issued)
        merged[key] = whole
        problems += conflicts.values()
    return list(merged.values()), problems


def _stacked(parts: list[pd.DataFrame], contract: Contract) -> pd.DataFrame:
    filled = [part for part in parts if len(part)]
    return contract.check(pd.concat(filled, ignore_index=True)) if filled else contract.empty()


def _first_of(contents: Sequence[Content], name: str, contract: Contract) -> pd.DataFrame:
    """Unite the files' lists; where two have an entry of one id, the first file's counts."""
    filled = [frame for c in contents if len(frame := getattr(c, name))]
    if not filled:
        return contract.empty()
    every = pd.concat(filled, ignore_index=True)
    return contract.check(every.drop_duplicates(list(contract.key)))


def _other_words(content: Content, claims: pd.DataFrame) -> list[Problem]:
    """Report claims whose words differ from those that count, which are another file's.

    Words that differ from those with which the file was issued were told when it was read.
    """
    counting = dict(tuples_of(claims, ("claim_id", "claim")))
    files = dict(tuples_of(claims, ("claim_id", "file")))
    told = {p.claim_id for p in content.problems if p.code == "form-changed"}
    names = ("claim_id", "claim", "file", "sheet", "row")
    here = tuples_of(content.claims, names)
    return [
        Problem(
            code="form-changed",
            message=f"the words differ from those in {files[claim_id]}",
            hint=f"the answer is kept, toward the words of {files[claim_id]}",
            file=file,
            sheet=sheet,
            cell=f"A{row}",
            claim_id=claim_id,
            value=words,
        )
        for claim_id, words, file, sheet, row in here
        if words and claim_id not in told and clean(words) != clean(counting[claim_id])
    ]


def _united(contents: Sequence[Content]) -> tuple[pd.DataFrame, list[Problem]]:
    """Unite the annotations; report what one annotator answered in two files."""
    every = _stacked([c.annotations for c in contents], _KEYLESS)
    key = list(ANNOTATIONS.key)
    double = every.duplicated(key)
    if not bool(double.any()):
        return ANNOTATIONS.check(every), []
    kept = every.drop_duplicates(key)
    places = kept.set_index(key)
    problems: list[Problem] = []
    for row in every[double].to_dict("records"):
        first = places.loc[tuple(row[name] for name in key)]
        same = first["stance"] == row["stance"]
        other = f"{first['file']} › {first['stance_cell']}"
        problems.append(
            Problem(
                code="repeated-answer" if same else "duplicate-answer",
                message=f'"{row["topic"]}: {row["stance"]}" here, "{first["stance"]}" in {other}',
                hint="the answer counts once" if same else "merge the two files",
                file=row["file"],
                sheet=row["sheet"],
                cell=row["stance_cell"],
                claim_id=row["claim_id"],
                value=row["stance"],
            )
        )
    return ANNOTATIONS.check(kept), problems


_KEYLESS = replace(ANNOTATIONS, key=())
