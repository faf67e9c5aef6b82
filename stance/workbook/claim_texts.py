"""The sheet of claims as texts, as a workbook shows them: to be written, or to be compared with."""

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pandas as pd

from stance.core.codebook import NONE, Codebook
from stance.core.contracts import records_of, tuples_of
from stance.core.locators import locator
from stance.core.text import clean, fold, spellings_of
from stance.workbook import form
from stance.workbook.catalogues import words_of
from stance.workbook.chances import chance_cells
from stance.workbook.content import Content
from stance.workbook.list_sheets import NO_TOPIC, written

#: Columns that are shown beside the words: claim id to header to text.
Extras = Mapping[str, Mapping[str, str]]
#: One row of answers: claim id, slot to (topic, stance, confidence), what stands once a row.
AnswerRow = tuple[str, dict[int, tuple[str, str, str]], dict[str, str]]
#: Shorter passages are claims as they are.
_LONG = 160
_AS_THEY_ARE = (
    "said_on",
    "question",
    "claim",
    "key_phrase",
    "kind",
    "speaker_attitude",
    "cue",
    "context_before",
    "context_after",
    "speaker",
    "speaker_reason",
)
_NOTHING = dict.fromkeys(form.PER_ROW, "")


def answer_rows(content: Content, codebook: Codebook) -> list[AnswerRow]:
    """Return the answers row by row: in the order of the claims, then those of unknown claims.

    Legal answers are written as the codebook writes them, all others as they were typed. The
    answers of one row may come from two files that were merged.
    """
    by_claim: dict[str, dict[int, AnswerRow]] = {}
    columns = ("claim_id", "row", "slot", *form.PER_SLOT, *form.PER_ROW)
    for claim_id, row, slot, topic, stance, confidence, *once in tuples_of(
        content.answers, columns
    ):
        own = dict(zip(form.PER_ROW, once, strict=True))
        entry = by_claim.setdefault(claim_id, {}).setdefault(row, (claim_id, {}, own))
        level = codebook.scale.parse(stance)
        entry[1][slot] = (
            codebook.parse_topic(topic) or topic,
            level.label if level else stance,
            confidence,
        )
    ordered = [*content.claims["claim_id"], *by_claim]
    rows: list[AnswerRow] = []
    for claim_id in dict.fromkeys(ordered):
        rows += list(by_claim.get(claim_id, {}).values()) or [(claim_id, {}, _NOTHING)]
    return rows


def issued_words(content: Content) -> dict[str, list[str]]:
    """Return the words of every claim as a workbook shows them: the columns after the id."""
    rows: list[AnswerRow] = [(claim_id, {}, _NOTHING) for claim_id in content.claims["claim_id"]]
    return {row[0]: row[1:] for row in claim_rows(content, rows, form.WORDS, {})}


def claim_rows(
    content: Content,
    rows: Sequence[AnswerRow],
    fields: Sequence[form.Field],
    extras: Extras,
    added: Extras = MappingProxyType({}),
) -> list[list[str]]:
    """Return the Claims sheet as texts; people's own columns are empty beside new claims."""
    shown = expert_names(content.experts)
    claims = {row["claim_id"]: row for row in records_of(content.claims)}
    names = [f.name for f in fields]
    topics = content.codebook.topics if content.codebook else ()
    propositions = {topic.id: topic.proposition for topic in topics}
    propositions[NONE] = words_of(content.language).say(NO_TOPIC)
    slots = {
        form.answer_column(name, n): (n, at)
        for n in form.SLOTS
        for at, name in enumerate(form.PER_SLOT)
    }
    chances = chance_cells(content.chances)
    table: list[list[str]] = []
    for claim_id, answers, own in rows:
        claim = claims.get(claim_id, {})
        expert_id = claim.get("expert_id", "")
        cells = {
            **{name: claim.get(name, "") for name in _AS_THEY_ARE},
            **added.get(claim_id, {}),
            **extras.get(claim_id, {}),
            "claim_id": claim_id,
            **dict.fromkeys(form.ID_COPIES, claim_id),
            "expert": shown.get(expert_id, expert_id),
            "source": claim.get("source_id", ""),
            **own,
            "sentences": _sentences(claim),
            "speaker_confidence": written(claim.get("speaker_confidence")),
            "locator": locator(claim.get("start"), claim.get("end")),
            **chances.get(claim_id, {}),
        }
        for slot, (topic, *_) in answers.items():
            cells[form.answer_column(form.PROPOSITION, slot)] = propositions.get(topic, "")
        table.append(
            [
                answers.get(slots[name][0], ("", "", ""))[slots[name][1]]
                if name in slots
                else cells.get(name, "")
                for name in names
            ]
        )
    return table


def _sentences(claim: Mapping[str, Any]) -> str:
    """Return a long passage of an article by numbered sentences, to be ticked."""
    words = str(claim.get("claim", ""))
    if len(words) < _LONG or claim.get("start", math.nan) != claim.get("start"):
        return ""
    from stance.extract.cutting import numbered

    return numbered(words)


def expert_names(experts: pd.DataFrame) -> dict[str, str]:
    """Return the name to show for every expert: the id where the name is not theirs alone."""
    means: dict[str, set[str]] = {}
    for expert_id, name, aliases in zip(
        experts["expert_id"], experts["name"], experts["aliases"], strict=True
    ):
        for spelling in (expert_id, *spellings_of(name, aliases)):
            means.setdefault(fold(spelling), set()).add(expert_id)
    return {
        expert_id: name if clean(name) and means[fold(name)] == {expert_id} else expert_id
        for expert_id, name in zip(experts["expert_id"], experts["name"], strict=True)
    }
