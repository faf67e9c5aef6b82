"""Plain tables with all that they may have, alone and beside a study, and what is told of them."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from stance.core.errors import DataError
from stance.sheets.grids import Grid
from stance.workbook.cell_problems import covered_answers
from stance.workbook.content import Content
from stance.workbook.form import Field
from stance.workbook.headers import read_table
from stance.workbook.reading import read
from tests.workbook_material import content
from tests.written import hold

TABLES = {
    "all columns": "claim_id,expert,source,said_on,claim,topic,stance,confidence,note,annotator\n"
    "k1,Anna Lee,Talk,2020-01-02,Taxes rise.,Tax,for,2,why,ann\n"
    "k1,Anna Lee,Talk,2020-01-02,Taxes rise.,Tax,strongly for,3,,ben\n"
    "k2,Bob Roe,Talk,2021,No road.,Road,against,,,ann\n"
    "k3,A. Lee,Paper,May 2020,Rain.,none,,,,ben\n"
    "k4,Cid Poe,,,,Tax,unclear,9,,ann\n",
    "without ids": "expert,source,date,claim,topic,stance,annotator\n"
    "Anna Lee,Talk,2020-01-02,Taxes rise.,Tax,for,ann\nAnna Lee,Talk,,Taxes rise.,Tax,against,ben\n"
    "anna lee,Talk,2021-01-01,Taxes rise.,tax,for,ann\nBob Roe,Paper,,No road.,Road,mixed,ann\n",
    "without words": "expert,topic,stance,annotator\nAnna,Tax,for,ann\nAnna,Tax,against,ann\n"
    "Anna,Tax,for,ben\nBob,Road,mixed,ann\n",
    "two claims of one id": "claim_id,expert,claim,topic,stance\n" + "".join(
        f"k{n},E{n % 3},words {n},Tax,for\n" for n in range(12)
    ) + "k1,E1,other words,Tax,for\n",
    "two stances of one": "claim_id,expert,claim,topic,stance,annotator\n" + "".join(
        f"k{n},E{n % 3},words {n},Tax,for,ann\n" for n in range(20)
    ) + "k1,E1,words 1,Tax,against,ann\n",
    "some ids": "claim_id,expert,claim,topic,stance\n,Anna,a,Tax,for\nc0001,Bob,b,Tax,for\n"
    ",Cid,c,Tax,against\nrow-3,Dee,d,Tax,for\n",
    "gaps": "expert,claim,topic,stance\nAnna,a,Tax,for\n,b,Tax,for\nCid,,Tax,against\nDee,d,,for\n"
    "Eve,e,Tax,\nFay,f,Tax,no idea\n" + "".join(f"Gus,g{n},Road,for\n" for n in range(12)),
    "scores": "expert,claim,topic,score\nAnna,a,Tax,2\nBob,b,Tax,-1\nCid,c,Road,0\nDee,d,Road,1\n",
}  # fmt: skip


def _frame(name: str, frame: pd.DataFrame) -> Iterator[str]:
    yield f"  {name}"
    for row in frame.to_dict("records"):
        filled = {k: v for k, v in row.items() if v == v and v not in ("", 0) and k != "file"}
        yield f"    {filled}"


def _told(found: Content, frames: tuple[str, ...]) -> Iterator[str]:
    if found.codebook:
        yield f"  {[(t.id, t.label, t.proposition) for t in found.codebook.topics]}"
        yield f"  {[(level.label, level.score) for level in found.codebook.scale.levels]}"
    yield f"  {found.settings} {found.annotator!r}"
    for name in frames:
        yield from _frame(name, getattr(found, name))
    for one in found.problems:
        yield f"  {one.severity} {one.code} {one.cell} [{one.value}]: {one.message} | {one.hint}"


#: What of a table shows, if it is a study of its own, and if it comes beside one.
ALONE, BESIDE = ("claims", "experts", "sources", "annotations"), ("claims", "answers")


def _read(folder: Path) -> Iterator[str]:
    study = content(name="study.xlsx")
    beside = {
        **TABLES,
        "the study's words": "expert,claim,topic,stance\nAnna Example,Taxes must go up.,tax,for\n"
        "Ben Sample,no new road.,Roads,against\nBen Sample,Unknown words.,road,for\n"
        "Nobody,It may rain.,none,\n",
        "the study's ids": "claim_id,topic,stance,confidence,note\nc1,tax,for,2,n\nc1,road,a,,n\n"
        "c2,Taxes,suport,,\nc9,tax,for,,\nc3,none,for,,\n",
    }
    for name, text in beside.items():
        path = folder / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        for told, base, frames in (("alone", None, ALONE), ("beside a study", study, BESIDE)):
            yield f"== {name}, {told}"
            try:
                yield from _told(read(path, base), frames)
            except DataError as error:
                yield from (f"  refused: {one.code} {one}" for one in error.problems)


def test_plain_tables_are_read_as_is_committed(tmp_path: Path) -> None:
    hold("plain tables read.txt", _read(tmp_path))


@pytest.mark.parametrize(
    ("merged", "covered"),
    [
        ((), ""),
        (((1, 1, 2, 1),), "c2"),  # rows 2 and 3: c1 and c2, of which c1 shows
        (((1, 1, 4, 1),), "c2 c3 c4"),
        (((2, 1, 3, 1),), "c3"),
        (((1, 0, 1, 1),), "c1"),  # the id lies over the answer beside it
        (((1, 0, 2, 1),), "c1 c2"),
        (((3, 1, 9, 1),), "c4"),
        (((4, 1, 4, 1),), ""),
        (((1, 2, 4, 2),), ""),  # another column
        (((1, 1, 2, 1), (3, 1, 4, 1)), "c2 c4"),
        (((0, 1, 1, 1),), "c1"),  # the header over the first answer
    ],
)
def test_a_merged_cell_covers_all_answers_below_its_first(merged, covered) -> None:
    rows = [["claim_id", "topic", "x"], *([f"c{n}", "tax", ""] for n in range(1, 5))]
    grid = Grid("Claims", rows, "x.xlsx", "Claims", merged=list(merged))
    table = read_table(grid, (Field("claim_id"), Field("topic")))
    assert table is not None
    found = covered_answers(table, ["c1", "c2", "c3", "c4"])
    assert found == {(claim, "topic") for claim in covered.split()}
    twice = covered_answers(table, ["c1", "c2", "c2", "c4"])
    assert twice == {(claim, "topic") for claim in covered.split() if claim in ("c1", "c4")}
