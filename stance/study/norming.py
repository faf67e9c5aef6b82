"""Norming: a workbook of the disagreements to talk over."""

import datetime as dt
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from stance.core.codebook import NONE, Codebook
from stance.core.errors import DataError, errors_in
from stance.reliability.differences import DIFFERENCES, differences
from stance.sheets.tables import write_tables
from stance.study.adjudicating import votes
from stance.study.codebook_history import record_all
from stance.study.combining import combine
from stance.study.folder import NORMING_HISTORY_FILE, read_study
from stance.study.history import stamp_of
from stance.study.issuing import open_to_issue, rewrite
from stance.study.ledger import append_lines
from stance.study.locking import one_at_a_time, user
from stance.study.talks import COLUMNS
from stance.workbook import form
from stance.workbook.content import Content
from stance.workbook.waiting import Wait


@one_at_a_time("norm")
def norm_study(folder: Path, sheet: Path, when: dt.datetime | None = None) -> pd.DataFrame:
    """Write the workbook of what annotators code differently, and remember agreement as it is.

    The annotators' workbooks are issued anew and ask to look at these claims again; until then
    their answers count as they are.

    Args:
        folder: the study's folder.
        sheet: the workbook; not written where nobody differs.
        when: time of the round; now unless given.

    Returns:
        Contract DIFFERENCES.

    Raises:
        DataError: the study has errors, or a workbook is open or could not be rewritten safely.
    """
    contents = read_study(folder)
    whole = combine(contents)
    if errors_in(whole.problems) or whole.codebook is None:
        raise DataError((*whole.problems, *whole.lacks))
    kept = whole.claims.loc[whole.claims["kind"] != form.NOT_A_CLAIM, "claim_id"]
    found = differences(whole.annotations[whole.annotations["claim_id"].isin(kept)], whole.codebook)
    if found.empty:
        return found
    study, coded = open_to_issue(folder)
    tables = {"Talk over": _rows(whole, whole.codebook, found), "Codebook": _topics(whole, found)}
    write_tables(sheet, tables, wrap=True)
    record_all(folder, contents)
    asking = [_asking(content, set(found["claim_id"])) for content in coded]
    anew = [(content, content.claims["claim_id"].tolist()) for content in asking if content.waits]
    rewrite(folder, study, anew, coded)
    head = {"recorded_at": stamp_of(when), "author": user()}
    lines = [{**head, "claim_id": claim_id} for claim_id in found["claim_id"]]
    append_lines(folder / NORMING_HISTORY_FILE, COLUMNS, lines)  # last: begun again, it is one talk
    if when is None:
        _let_the_second_pass()
    return found


def _let_the_second_pass() -> None:
    """Wait until the clock shows another second than that of a round.

    The tables count in seconds: an answer of the same one would be taken for given before the talk,
    and another round for the same.
    """
    time.sleep(1 - dt.datetime.now(dt.UTC).microsecond / 1_000_000)


def _asking(content: Content, talked: set[str]) -> Content:
    """Return an annotator's workbook so that it asks about the answers on these claims."""
    waits = {
        key: Wait("talk", asked=True)
        for key, entry in content.entries.items()
        if key[0] in talked and entry["topic"]
    }
    return replace(content, waits={**waits, **content.waits})


def _rows(whole: Content, codebook: Codebook, found: pd.DataFrame) -> pd.DataFrame:
    """Return the sheet of claims: who coded what, why they differ, what the codebook says."""
    said = votes(whole)
    claims = whole.claims.set_index("claim_id")
    names = dict(zip(whole.experts["expert_id"], whole.experts["name"], strict=True))
    rows = []
    for claim_id, why, topics in found[list(DIFFERENCES.names)].itertuples(index=False):
        claim = claims.loc[claim_id]
        rows.append(
            {
                "claim_id": claim_id,
                "expert": names.get(claim["expert_id"], claim["expert_id"]),
                "claim": claim["claim"] or claim["key_phrase"],
                **{name: of.get(claim_id, "") for name, of in said.items()},
                "why they differ": why,
                "what the codebook says": _guidance(codebook, topics.split(", ")),
                "what we agree on": "",
                "what the codebook should say": "",
            }
        )
    return pd.DataFrame(rows)


def _guidance(codebook: Codebook, topics: list[str]) -> str:
    """Return what the codebook says of some topics, a paragraph each."""
    parts = []
    for topic in (codebook.topic(name) for name in topics if name != NONE):
        says = {"includes": topic.includes, "excludes": topic.excludes, "examples": topic.examples}
        lines = [f"{topic.id}: {topic.proposition}"]
        parts.append(
            "\n".join([*lines, *(f"{what}: {text}" for what, text in says.items() if text)])
        )
    return "\n\n".join(parts)


def _topics(whole: Content, found: pd.DataFrame) -> pd.DataFrame:
    """Return the sheet of topics and stances, with how many of the claims name each topic."""
    codebook = whole.codebook or Codebook(())
    named: Mapping[str, int] = (
        found["topics"].str.split(", ").explode().value_counts().astype(int).to_dict()
    )
    topics = [
        {
            "topic or stance": topic.id,
            "claims to talk over": named.get(topic.id, 0),
            "what the codebook says": _guidance(codebook, [topic.id]),
        }
        for topic in codebook.topics
    ]
    stances = [
        {
            "topic or stance": level.label,
            "claims to talk over": float("nan"),
            "what the codebook says": level.meaning,
        }
        for level in codebook.scale.levels
    ]
    return pd.DataFrame([*topics, *stances])
