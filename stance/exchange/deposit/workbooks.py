"""A study written as a folder of workbooks anew, from its frames: what the page is made from."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from stance.core.contracts import ANSWERS
from stance.exchange.csv_tables import write_csv
from stance.study.folder import ADJUDICATED_FILE
from stance.study.machine_files import MACHINES
from stance.workbook.content import Content, Settings
from stance.workbook.form import ADJUDICATOR, MAX_SLOTS, STUDY_FILE
from stance.workbook.waiting import Wait
from stance.workbook.writing import write

if TYPE_CHECKING:
    from stance.study.study import Study


def write_workbooks(study: "Study", folder: Path) -> None:
    """Write the analyst's workbook, one an annotator, the decisions, and a table a machine.

    Read again they give the same claims, answers and decisions; answers that wait still wait.
    """
    for content in contents_of(study):
        coding = content.annotator not in ("", ADJUDICATOR)
        write(folder / content.name, content, coding=coding)
    for machine, rows in study.machine_codings.groupby("machine", sort=True):
        columns = ["claim_id", "topic", "stance", "confidence", "repeat", "probability", "reason"]
        write_csv(folder / MACHINES / f"{machine}.csv", rows[columns].reset_index(drop=True))


def contents_of(study: "Study") -> Iterator[Content]:
    """Yield what each workbook holds, the analyst's first."""
    given = pd.concat(
        [frame for frame in _answers(study) if len(frame)] or [study.waiting], ignore_index=True
    )
    slots = min(MAX_SLOTS, max([2, *given["slot"].tolist()]))
    common = {
        "settings": Settings(study.title, slots, study.rules, imprint=study.imprint),
        "codebook": study.codebook,
        "experts": study.experts,
        "sources": study.sources,
    }
    yield Content(name=STUDY_FILE, claims=study.claims, chances=study.chances, **common)
    for annotator, own in given.groupby("annotator", sort=True):
        decides = annotator == ADJUDICATOR
        file = ADJUDICATED_FILE if decides else f"{annotator}.xlsx"
        mine = study.claims["claim_id"].isin(own["claim_id"])
        yield Content(
            name=file,
            annotator=str(annotator),
            claims=study.claims[mine].reset_index(drop=True),
            **common,
            **_typed(own),
        )


def _answers(study: "Study") -> Iterator[pd.DataFrame]:
    yield study.annotations.assign(given="")
    yield study.decisions.assign(annotator=ADJUDICATOR, given="")
    yield study.waiting


def _typed(own: pd.DataFrame) -> dict[str, Any]:
    """Return one annotator's answers as they would be typed, and which of them wait."""
    rows: list[dict[str, Any]] = []
    waits: dict[tuple[str, int, int], Wait] = {}
    used: dict[str, list[set[int]]] = {}
    ordered = own.sort_values(["claim_id", "row", "slot"], kind="stable")
    for answer in ordered.to_dict("records"):
        claim, slot = answer["claim_id"], answer["slot"]
        taken = used.setdefault(claim, [set()])
        number = next((n for n, slots in enumerate(taken) if slot not in slots), len(taken))
        taken += [set()] if number == len(taken) else []
        taken[number].add(slot)
        if answer["given"]:
            waits[claim, number, slot] = Wait(answer["given"], asked=True)
        sure = answer["confidence"]
        names = ("claim_id", "annotator", "slot", "topic", "stance", "note")
        typed = {name: answer[name] for name in names}
        rows.append({**typed, "confidence": f"{sure:g}" if sure == sure else "", "row": number + 2})
    return {"answers": ANSWERS.build(rows), "waits": waits}
