"""Which experts of a study may be one person, and what becomes of the analyst's answers."""

from dataclasses import dataclass
from textwrap import shorten

import pandas as pd

from stance.core.contracts import CLAIMS, EXPERTS
from stance.core.errors import DataError, Problem
from stance.core.text import fold, spellings_of
from stance.names.frames import MENTIONS, NAME_ANSWERS
from stance.names.parts import take_apart
from stance.names.registry import cluster

_MOST_WORDS = 150  # letters of a claim, enough to tell what it is about


@dataclass(frozen=True, eq=False)
class Applied:
    """A study after the answers.

    Attributes:
        experts: frame ``EXPERTS``, one row a person; whoever was merged lives on in the aliases.
        claims: frame ``CLAIMS``, with the experts' ids as they are now.
        merged: for each expert that took in others, the name and the names taken in.
    """

    experts: pd.DataFrame
    claims: pd.DataFrame
    merged: tuple[tuple[str, tuple[str, ...]], ...]

    def shortened(self) -> list[Problem]:
        """Return a note for each family name alone, or with initials, that is an alias now."""
        return [
            Problem(
                code="spellings-joined",
                message=f'"{taken}" stands for {name} from now on, in every article in which '
                "nobody else is named so",
                hint="if it may be others, remove it from the aliases on the sheet Experts",
                value=taken,
            )
            for name, others in self.merged
            for taken in others
            if take_apart(taken).weak
        ]


def doubtful_experts(
    experts: pd.DataFrame, claims: pd.DataFrame, answered: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the pairs of experts who may be one person, the likeliest first.

    Args:
        experts: frame ``EXPERTS``.
        claims: frame ``CLAIMS``; the speakers as the sources write them count as spellings.
        answered: frame ``NAME_ANSWERS`` of an earlier round, whose answers are carried over.

    Returns:
        Frame ``NAME_ANSWERS``, with no answer where none was given before.
    """
    given = {} if answered is None else _answers_by_pair(answered)
    listed = claims[claims["expert_id"].isin(experts["expert_id"])]
    mentions = [
        {
            "name": row["speaker"] or row["expert_id"],
            **{n: row[n] for n in ("source_id", "expert_id")},
        }
        for row in listed.to_dict("records")
    ]
    questions = cluster(MENTIONS.build(mentions), experts).questions
    rows = questions.to_dict("records")
    says = _first_words(listed)
    told = {
        row["expert_id"]: ", ".join(filter(None, (row["role"], row["country"])))
        for row in experts.to_dict("records")
    }
    for row in rows:
        of = (told.get(row["expert_a"], ""), told.get(row["expert_b"], ""))
        if any(of):
            row["evidence"] += f"; {of[0] or 'nothing told'} / {of[1] or 'nothing told'}"
        row["same"] = given.get(frozenset((row["expert_a"], row["expert_b"])), "")
        row |= {f"says_{side}": says.get(row[f"expert_{side}"], "") for side in ("a", "b")}
    return NAME_ANSWERS.build([{n: row[n] for n in NAME_ANSWERS.names} for row in rows])


def _first_words(claims: pd.DataFrame) -> dict[str, str]:
    """Return for each expert how the first claim begins that has any words."""
    words = claims["claim"].where(claims["claim"] != "", claims["key_phrase"])
    said = claims.assign(words=words)[words != ""].drop_duplicates("expert_id")
    return {
        expert: shorten(text, _MOST_WORDS, placeholder=" …")
        for expert, text in zip(said["expert_id"], said["words"], strict=True)
    }


def _answers_by_pair(answers: pd.DataFrame) -> dict[frozenset[str], str]:
    columns = (answers[name] for name in ("expert_a", "expert_b", "same"))
    return {frozenset((a, b)): same for a, b, same in zip(*columns, strict=True)}


def apply_answers(experts: pd.DataFrame, claims: pd.DataFrame, answers: pd.DataFrame) -> Applied:
    """Make one expert of those whom the analyst answered "yes" for.

    Who is named more fully stays, of two alike the one listed first; the others' names and
    aliases become aliases, and their role, affiliation, country and kind fill what is empty. An
    expert whom earlier answers made part of another is found by the name, so that a sheet can be
    handed in again.

    Args:
        experts: frame ``EXPERTS``.
        claims: frame ``CLAIMS``.
        answers: frame ``NAME_ANSWERS``; rows without an answer change nothing.

    Raises:
        DataError: an answer names no expert of the study, or a "no" contradicts what follows
            from the "yes" of others; all problems at once.
    """
    order = list(experts["expert_id"])
    answers = _as_now(answers[answers["same"] != ""], experts)
    problems = _unknown(answers, set(order))
    if problems:
        raise DataError(problems)
    group = {expert: {expert} for expert in order}
    for row in answers[answers["same"] == "yes"].to_dict("records"):
        union = group[row["expert_a"]] | group[row["expert_b"]]
        group |= dict.fromkeys(union, union)
    problems = _contradictions(answers, group)
    if problems:
        raise DataError(problems)
    rows = {row["expert_id"]: row for row in EXPERTS.check(experts).to_dict("records")}
    now: dict[str, str] = {}
    kept = []
    merged = []
    for expert in order:
        if expert in now:
            continue
        members = sorted(group[expert], key=lambda e: (-_fullness(rows[e]["name"]), order.index(e)))
        now |= dict.fromkeys(members, members[0])
        kept.append(_united([rows[member] for member in members]))
        if members[1:]:
            taken = dict.fromkeys(rows[member]["name"] for member in members[1:])
            merged.append((rows[members[0]]["name"], tuple(taken)))
    renamed = claims["expert_id"].map(lambda expert: now.get(expert, expert))
    moved = CLAIMS.check(claims.assign(expert_id=renamed))
    return Applied(EXPERTS.build(kept), moved, tuple(merged))


def _as_now(answers: pd.DataFrame, experts: pd.DataFrame) -> pd.DataFrame:
    """Return the answers with the present ids of experts who were taken in by others since."""
    owners: dict[str, set[str]] = {}
    for row in experts.to_dict("records"):
        for spelling in spellings_of(row["name"], row["aliases"]):
            owners.setdefault(fold(spelling), set()).add(row["expert_id"])
    known = set(experts["expert_id"])

    def now(expert: str, name: str) -> str:
        owning = owners.get(fold(name), set())
        return next(iter(owning)) if expert not in known and len(owning) == 1 else expert

    present = {
        f"expert_{side}": [
            now(expert, name)
            for expert, name in zip(answers[f"expert_{side}"], answers[f"name_{side}"], strict=True)
        ]
        for side in ("a", "b")
    }
    return answers.assign(**present)


def _fullness(name: str) -> int:
    return sum(not word.initial for word in take_apart(name).words)


def _united(rows: list[dict[str, str]]) -> dict[str, str]:
    """Return the first expert with the others' spellings, and their facts where its own lack."""
    first = dict(rows[0])
    written = [s for row in rows for s in (*spellings_of("", row["aliases"]), row["name"].strip())]
    others = dict.fromkeys(s for s in written if s not in ("", first["name"]))
    if rows[1:]:
        first["aliases"] = "; ".join(others)
    for row in rows[1:]:
        first |= {name: row[name] for name, value in first.items() if not value}
    return first


def _unknown(answers: pd.DataFrame, known: set[str]) -> list[Problem]:
    """Report experts that the study does not have."""
    ids = dict.fromkeys([*answers["expert_a"], *answers["expert_b"]])
    hint = "list the names anew and answer there"
    return [
        Problem(
            code="unknown-expert", message=f'"{i}" is no expert of the study', hint=hint, value=i
        )
        for i in ids
        if i not in known
    ]


def _contradictions(answers: pd.DataFrame, group: dict[str, set[str]]) -> list[Problem]:
    """Report pairs answered "no" that other answers, or earlier ones, make one person."""
    rows = answers.to_dict("records")
    problems = []
    for row in rows:
        one = group[row["expert_a"]]
        if row["same"] != "no" or row["expert_b"] not in one:
            continue
        joining = [
            f'"{r["name_a"]}" and "{r["name_b"]}"'
            for r in rows
            if r["same"] == "yes" and r["expert_a"] in one and r["expert_a"] != r["expert_b"]
        ]
        if row["expert_a"] == row["expert_b"]:
            why = "but an earlier answer made them one person"
            hint = "if they are two, give each an id of their own on the sheet Experts"
        else:
            why = f'but one person by the "yes" for {", for ".join(joining)}'
            hint = "correct one of these answers"
        message = f'"{row["name_a"]}" and "{row["name_b"]}" are answered "no", {why}'
        problems.append(
            Problem(code="contradicting-answers", message=message, hint=hint, value="no")
        )
    return problems
