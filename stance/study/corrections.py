"""Corrections of claims, counted and settled: the speaker, the words, or that there is no claim.

A correction holds if more than half of those who answered anything on the claim make it. The
adjudicator's answers on a claim take the place of the annotators', and what the analyst writes
into the study's own workbook takes the place of both.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from stance.core.contracts import CLAIMS, EXPERTS, Column, Contract
from stance.core.errors import Problem
from stance.core.ids import slug
from stance.core.locators import locator, read_locator
from stance.core.text import clean, fold, unquoted
from stance.workbook import form
from stance.workbook.answers import BOTH
from stance.workbook.content import Content
from stance.workbook.correction_cells import rejects
from stance.workbook.lists import Register, expert_register

CORRECTIONS = Contract(
    "corrections",
    (),
    (
        Column("claim_id", "text", "the claim"),
        Column("field", "text", "correct_speaker, correct_words or not_a_claim"),
        Column(
            "value",
            "text",
            "expert id, or the name of somebody new; the right passage, or several, a line each; "
            "yes, the claim is none",
        ),
        Column("n_for", "integer", "annotators who say so"),
        Column("n_annotators", "integer", "annotators who answered anything on the claim"),
        Column("holds", "flag", "more than half of them say so, or the one who decides does"),
        Column("decided_by", "text", "annotators, adjudicator or analyst"),
    ),
)


_SPEAKER, _WORDS, _REJECT = (f.name for f in form.CORRECTIONS)
_ANALYST = "analyst"
_ANSWERS = ("topic", "stance", _SPEAKER, _WORDS, _REJECT)


def settle_corrections(answers: pd.DataFrame, experts: pd.DataFrame) -> pd.DataFrame:
    """Count who corrects what, and say which corrections hold.

    Args:
        answers: contract ANSWERS, of all files of the study.
        experts: contract EXPERTS; a name that one of them bears means that expert.

    Returns:
        Contract CORRECTIONS, one row for each claim, field and value, in the order of the answers.
    """
    given = answers[(answers[[_SPEAKER, _WORDS, _REJECT]] != "").any(axis=1)]
    if given.empty:
        return CORRECTIONS.empty()
    concerned = answers[answers["claim_id"].isin(set(given["claim_id"]))]
    voters: dict[str, set[str]] = {}
    votes: dict[tuple[str, str], dict[str, tuple[str, set[str]]]] = {}
    register = expert_register(experts)
    for row in concerned.to_dict("records"):
        if not any(row[name] for name in _ANSWERS):
            continue  # a note alone is no answer
        voter = _ANALYST if row["file"] == form.STUDY_FILE else row["annotator"]
        voters.setdefault(row["claim_id"], set()).add(voter)
        for field in (_SPEAKER, _WORDS, _REJECT):
            if value := _meant(field, row[field], register):
                spelled = votes.setdefault((row["claim_id"], field), {})
                spelled.setdefault(_key(value), (value, set()))[1].add(voter)
    rows = [
        {"claim_id": claim_id, "field": field, **counted}
        for (claim_id, field), spelled in votes.items()
        for counted in _count(list(spelled.values()), voters[claim_id])
    ]
    return CORRECTIONS.build(rows)


def _meant(field: str, text: str, register: Register) -> str:
    """Return the value that a cell means, the same for all spellings of it; "" for none."""
    if not text:
        return ""
    if field == _REJECT:
        return "yes" if rejects(text) else ""
    if field == _SPEAKER:
        name = clean(text)
        found = register.find(name)
        if len(found) > 1 or BOTH in name:  # reported, and a person has to say who is meant
            return ""
        return next(iter(found), name)
    return "\n".join(passages_of(text))


def passages_of(text: str) -> list[str]:
    """Return the passages that a cell names, a line each, without the quote marks around them."""
    lines = (unquoted(" ".join(line.split())) for line in clean(text).splitlines())
    return [line for line in lines if line]


def _key(value: str) -> str:
    """Return what two spellings of one value share; marks at the ends of passages do not count."""
    return "\n".join(fold(line).strip(" .,;:-") for line in value.split("\n"))


def _count(values: Sequence[tuple[str, set[str]]], voters: set[str]) -> Iterable[dict[str, Any]]:
    """Return the votes for each value that one field of a claim is given."""
    decider = ""
    if any(_ANALYST in names for _, names in values):
        decider = _ANALYST
    elif form.ADJUDICATOR in voters:
        decider = form.ADJUDICATOR
    people = voters - {_ANALYST, form.ADJUDICATOR}
    for value, names in values:
        n_for = len(names & people)
        yield {
            "value": value,
            "n_for": n_for,
            "n_annotators": len(people),
            "holds": decider in names if decider else 2 * n_for > len(people),
            "decided_by": decider or "annotators",
        }


def open_corrections(settled: pd.DataFrame) -> pd.DataFrame:
    """Return what some annotators correct and nobody has decided.

    Another correction of the same field that holds decides it, and so does the claim's rejection.

    Args:
        settled: contract CORRECTIONS.
    """
    held = settled[settled["holds"]]
    decided = set(zip(held["claim_id"], held["field"], strict=True))
    rejected = {claim_id for claim_id, field in decided if field == _REJECT}
    undecided = [
        row.decided_by == "annotators"
        and (row.claim_id, row.field) not in decided
        and row.claim_id not in rejected
        for row in settled.itertuples()
    ]
    return settled[undecided]


def with_corrections(content: Content) -> Content:
    """Return the study with the corrections that hold in its claims, each told as a problem.

    Speakers are put right, with those who are new added to the experts; a claim that is none gets
    the kind "not a claim" and stays. Words are left as they are: only the article can show them.
    """
    settled = settle_corrections(content.answers, content.experts)
    if settled.empty:
        return content
    claims, experts = content.claims.set_index("claim_id"), content.experts
    settled = settled[settled["claim_id"].isin(claims.index)]
    problems = [
        _told(content, claims.loc[row["claim_id"]], row, "correction-open")
        for row in open_corrections(settled).to_dict("records")
    ]
    for row in settled[settled["holds"]].to_dict("records"):
        claim_id, field, value = row["claim_id"], row["field"], row["value"]
        if field == _REJECT and claims.at[claim_id, "kind"] != form.NOT_A_CLAIM:
            problems.append(_told(content, claims.loc[claim_id], row, "claim-rejected"))
            claims.at[claim_id, "kind"] = form.NOT_A_CLAIM
        elif field == _SPEAKER:
            experts, expert_id = _with_expert(experts, value)
            if claims.at[claim_id, "expert_id"] != expert_id:
                problems.append(_told(content, claims.loc[claim_id], row, "speaker-corrected"))
                claims.at[claim_id, "expert_id"] = expert_id
                claims.at[claim_id, "speaker_confidence"] = float("nan")
                claims.at[claim_id, "speaker_reason"] = f"corrected: {votes_told(row)}"
        elif field == _WORDS and not _stand_already(claims, claim_id, value):
            problems.append(_told(content, claims.loc[claim_id], row, "words-corrected"))
    return replace(
        content,
        claims=CLAIMS.check(claims.reset_index()),
        experts=experts,
        problems=(*content.problems, *problems),
    )


def _with_expert(experts: pd.DataFrame, value: str) -> tuple[pd.DataFrame, str]:
    """Return the experts with the one of this id or name among them, and the id."""
    found = expert_register(experts).find(value)
    if found:
        return experts, next(iter(found))
    expert_id = slug(value, experts["expert_id"].tolist())
    new = EXPERTS.build([{"expert_id": expert_id, "name": value, "kind": "expert"}])
    parts = [frame for frame in (experts, new) if len(frame)]
    return EXPERTS.check(pd.concat(parts, ignore_index=True)), expert_id


def votes_told(row: Mapping[str, Any]) -> str:
    """Say in words who makes a correction, a row of CORRECTIONS."""
    if row["decided_by"] != "annotators":
        return f"by the {row['decided_by']}"
    return f"{row['n_for']} of {row['n_annotators']} annotators"


def correction_told(row: Mapping[str, Any], experts: pd.DataFrame) -> str:
    """Say in words what a correction is.

    Args:
        row: of CORRECTIONS.
        experts: contract EXPERTS, for the name of a speaker.
    """
    if row["field"] == _REJECT:
        return form.NOT_A_CLAIM
    if row["field"] == _SPEAKER:
        names = dict(zip(experts["expert_id"], experts["name"], strict=True))
        return f"the speaker is {names.get(row['value']) or row['value']}"
    parts = [f'"{part}"' for part in row["value"].split("\n")]
    return f"to be split: {' / '.join(parts)}" if len(parts) > 1 else f"the words are {parts[0]}"


_HINTS = {
    "correction-open": "decide with stance adjudicate, or in study.xlsx",
    "claim-rejected": "it is left out of the analysis",
    "speaker-corrected": "the analysis counts the words as theirs",
    "words-corrected": "take it into study.xlsx with stance correct",
}


def _told(content: Content, claim: Any, row: Mapping[str, Any], code: str) -> Problem:
    return Problem(
        code=code,
        message=f"{correction_told(row, content.experts)} ({votes_told(row)})",
        hint=_HINTS[code],
        file=claim["file"] or content.name,
        sheet=claim["sheet"],
        cell=f"A{claim['row']}" if claim["row"] else "",
        claim_id=str(claim.name),
        value=row["value"],
    )


def _stand_already(claims: pd.DataFrame, claim_id: str, value: str) -> bool:
    """Say whether the source has a claim for each of these passages."""
    source_id = claims.at[claim_id, "source_id"]
    here = claims[claims["source_id"] == source_id].to_dict("records")
    return all(any(_is_passage(claim, passage) for claim in here) for passage in value.split("\n"))


def _is_passage(claim: Mapping[str, Any], passage: str) -> bool:
    """Say whether a claim stands for a passage: by its locator, its words, or how it begins.

    Where the study does not hold the words, the first ones and the length have to do.
    """
    start, end = claim["start"], claim["end"]
    located = locator(start, end)
    if located and read_locator(passage) == (start, end):
        return True
    if fold(claim["claim"]).strip("\"' ") == fold(passage):
        return True
    begins = bool(claim["key_phrase"]) and fold(passage).startswith(fold(claim["key_phrase"]))
    return begins and bool(located) and abs(len(passage) - (end - start)) <= passage.count(" ")
