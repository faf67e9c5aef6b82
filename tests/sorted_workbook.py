"""A workbook of fourteen answered claims, whose columns somebody may sort alone."""

from pathlib import Path

import openpyxl

from stance.core import contracts as frames
from stance.workbook.writing import write
from tests.workbook_material import CLAIMS, answer, content

#: In no order: sorted they are against, for, mixed, strongly for, three, four and so on times.
STANCES = ["for", "against", "mixed", "strongly for", "for", "mixed", "against"] * 2
TOPICS = ["tax", "road"] * 7
TOPIC, STANCE, WORDS, EXPERT = 8, 10, 6, 2  # columns of the sheet
ISSUED_TOPIC, ISSUED_STANCE = 4, 7  # of one that a study has issued
FOURTEEN = frames.CLAIMS.build(
    [
        dict(CLAIMS.iloc[n % 3]) | {"claim_id": f"c{n:02}", "claim": f"Words {n * 5 % 14}."}
        for n in range(14)
    ]
)


def coded(path: Path, empty: bool = False) -> Path:
    """A workbook issued empty or with answers, in which every claim is answered now."""
    ids = FOURTEEN["claim_id"]
    rows = zip(ids, TOPICS, STANCES, strict=True)
    answers = [] if empty else [answer(c, t, s, confidence="2") for c, t, s in rows]
    write(path, content(*answers, name=path.name, claims=FOURTEEN))
    book = openpyxl.load_workbook(path)
    for row, (topic, stance) in enumerate(zip(TOPICS, STANCES, strict=True), start=2):
        book["Claims"].cell(row, TOPIC).value = topic
        book["Claims"].cell(row, STANCE).value = stance
    book.save(path)
    return path


def sort(path: Path, *columns: int, rows: range = range(2, 16), falling: bool = False) -> None:
    """Sort columns of a sheet together, by the first of them, and leave all others."""
    book = openpyxl.load_workbook(path)
    sheet = book["Claims"]
    taken = [[sheet.cell(row, column).value for column in columns] for row in rows]
    taken.sort(key=lambda cells: str(cells[0]), reverse=falling)
    for row, cells in zip(rows, taken, strict=True):
        for column, value in zip(columns, cells, strict=True):
            sheet.cell(row, column).value = value
    book.save(path)
