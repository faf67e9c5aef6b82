"""A small coded study whose first claim, or its topic, is changed afterwards."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
from openpyxl.worksheet.worksheet import Worksheet

from stance.core.codebook import Codebook
from stance.core.contracts import CLAIMS
from stance.study.correcting import correct
from stance.study.receiving import receive
from stance.workbook.reading import read
from stance.workbook.writing import write
from tests.workbook_material import CODEBOOK, answer, content

LONG = "Taxes must go up. The road can wait."
WORDS = CLAIMS.build(
    [
        {"claim_id": "c1", "expert_id": "anna", "source_id": "s1", "claim": LONG},
        {"claim_id": "c2", "expert_id": "ben", "source_id": "s1", "claim": "No new road."},
    ]
)
#: What two annotators say of the two claims; nobody doubts the second one.
VOTES = (answer("c1", "tax", "for"), answer("c2", "road", "against"))
Change = Callable[[Path], None]


def folder_of(path: Path, claims: pd.DataFrame = WORDS, **corrections: str) -> Path:
    """A study coded by Ana and Ben, who correct the first claim alike."""
    write(path / "study.xlsx", content(name="study.xlsx", claims=claims))
    votes = ({**VOTES[0], **corrections}, VOTES[1])
    for name in ("ana.xlsx", "ben.xlsx"):
        write(path / name, content(*votes, name=name, claims=claims))
    return path


def rewrite(folder: Path, **changed: object) -> None:
    study = read(folder / "study.xlsx")
    write(folder / "study.xlsx", replace(study, **changed))  # type: ignore[arg-type]


def reword(folder: Path) -> None:
    """The analyst types other words."""
    claims = read(folder / "study.xlsx").claims
    rewrite(folder, claims=claims.assign(claim=["Taxes may go up.", "No new road."]))


def turn(folder: Path) -> None:
    """The analyst turns the proposition of the first topic round."""
    tax, road = CODEBOOK.topics
    rewrite(folder, codebook=Codebook((replace(tax, proposition="Taxes should fall."), road)))


def take_in(folder: Path) -> None:
    """What the annotators correct is taken into the study."""
    found = correct(folder)
    assert found.done
    write(folder / "study.xlsx", found.content)


CHANGES: dict[str, tuple[dict[str, str], Change, str]] = {
    "split": ({"correct_words": "Taxes must go up.\nThe road can wait."}, take_in, "longer"),
    "cut anew": ({"correct_words": "Taxes must go up."}, take_in, "longer"),
    "cut elsewhere": ({"correct_words": "Taxes must rise, they say."}, take_in, "words"),
    "reworded": ({}, reword, "words"),
    "proposition": ({}, turn, "topic"),
}


def claims_sheet(path: Path) -> tuple[openpyxl.Workbook, Worksheet, list[object]]:
    book = openpyxl.load_workbook(path)
    sheet = book["Claims"]
    return book, sheet, [cell.value for cell in sheet[1]]


def send_back(folder: Path, name: str, **cells: str | None) -> None:
    """The workbook comes back, with these cells of its first row changed."""
    book, sheet, head = claims_sheet(folder / name)
    for column, value in cells.items():
        sheet.cell(2, head.index(column) + 1).value = value
    inbox = folder.parent / "inbox"
    inbox.mkdir(exist_ok=True)
    book.save(inbox / name)
    receive(folder, [inbox / name])
