"""Excel opens whatever we write without repairing it: workbooks filled to the brim."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from stance.core import contracts as frames
from stance.core.codebook import Codebook, Level, Scale, Topic
from stance.core.errors import DataError, Problem
from stance.names.frames import NAME_ANSWERS
from stance.sheets.tables import write_tables
from stance.study.marked_copy import write_marked
from stance.workbook import form
from stance.workbook.content import Content, Settings
from stance.workbook.name_sheet import write_name_sheet
from stance.workbook.waiting import Wait
from stance.workbook.writing import write
from tests.excel_limits import CELL_BREAKS, CELL_TEXT, beyond
from tests.ooxml_schemas import Schemas
from tests.shared_folder import shared
from tests.workbook_material import answer

LONG = "A sentence that goes on and on. " * 20
FULL = "w" * CELL_TEXT
WIDE = "\U0001f600" * (CELL_TEXT // 2)
LINES = "line\n" * CELL_BREAKS
TEXTS = (FULL, WIDE, LINES, LONG, "_x0041_ is no A", "=1+1", "tab\tand \x0b not", "'quoted'")
N = 300
CLAIMS = frames.CLAIMS.build(
    [
        {
            "claim_id": f"c{n}",
            "expert_id": f"e{n}",
            "source_id": f"s{n}",
            "claim": TEXTS[n % len(TEXTS)],
            "question": LONG,
            "key_phrase": TEXTS[-1 - n % len(TEXTS)],
            "speaker": LONG,
            "speaker_confidence": 0.5,
            "speaker_reason": LONG,
        }
        for n in range(N)
    ]
)
TOPICS = tuple(
    Topic(f"topic {n} {LONG[:220]}", f"{n} {LONG}", LONG, LONG, LONG, LONG) for n in range(N)
)
LEVELS = tuple(Level(f"level {n} {LONG[:40]}", float(n), f"l{n}", LONG) for n in range(40))
EXPERTS = [
    {"expert_id": f"e{n}", "name": f"Name {n} {LONG}", "aliases": f"{n} {LONG}"} for n in range(N)
]
SOURCES = [{"source_id": f"s{n}", "title": f"{n} {LONG}", "file": LONG} for n in range(N)]
WHOLE = Content(
    name="study.xlsx",
    settings=Settings(LONG, form.MAX_SLOTS, LONG * 20),
    codebook=Codebook(TOPICS, Scale(LEVELS)),
    claims=CLAIMS,
    experts=frames.EXPERTS.build(EXPERTS),
    sources=frames.SOURCES.build(SOURCES),
)
ANSWERS = frames.ANSWERS.build(
    [
        answer(f"c{n}", text, LONG, confidence=LONG, note=text, correct_words=LINES)
        | {"annotator": "ana"}
        for n, text in enumerate(TEXTS)
    ]
)


def analysts(path: Path) -> None:
    write(path, WHOLE)


def annotators(path: Path) -> None:
    waits = {(f"c{n}", 0, 1): Wait("words", True) for n in range(4)}
    own = replace(WHOLE, name="ana.xlsx", annotator="ana")
    write(path, replace(own, answers=ANSWERS, waits=waits))


def for_coding(path: Path) -> None:
    write(path, replace(WHOLE, name="ana.xlsx", annotator="ana", answers=ANSWERS), coding=True)


def adjudicators(path: Path) -> None:
    own = replace(WHOLE, name=path.name, annotator=form.ADJUDICATOR)
    said = {f"{form.VOTE}{'n' * 40} {n}": text for n, text in enumerate(TEXTS)}
    write(path, own, {c: said | {form.REASON.name: ""} for c in CLAIMS["claim_id"]})


def empty(path: Path) -> None:
    write(path, Content(name="study.xlsx", codebook=Codebook(())))


def names(path: Path) -> None:
    pair = dict.fromkeys(NAME_ANSWERS.names, LONG) | {"same": "", "similarity": 0.5}
    write_name_sheet(path, NAME_ANSWERS.build([pair | {"expert_a": f"a{n}"} for n in range(N)]))


def results(path: Path) -> None:
    table = pd.DataFrame({"text": TEXTS, "number": 1.5, "flag": True})
    write_tables(path, {"a": table, "n" * 31: table.iloc[:0]})


def marked(path: Path) -> None:
    source = path.with_name("table.csv")
    rows = "\n".join(
        f'{n},"{text}"' for n, text in enumerate([*TEXTS, FULL + "more", WIDE * 2, LINES * 2])
    )
    source.write_text(f"claim_id,claim\n{rows}", encoding="utf-8")
    spot = Problem(
        code="text-too-long", message=LONG * 100, file=source.name, cell="A2", value=WIDE
    )
    write_marked(path, source, [spot] * 3)


KINDS: list[Callable[[Path], None]] = [
    analysts,
    annotators,
    for_coding,
    adjudicators,
    empty,
    names,
    results,
    marked,
]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("w" * CELL_TEXT, ""),
        ("w" * (CELL_TEXT + 1), "32,768 characters"),
        ("w" + WIDE, ""),
        ("ww" + WIDE, "32,768 characters"),
        ("\n" * CELL_BREAKS, ""),
        ("\n" * (CELL_BREAKS + 1), "254 line breaks"),
    ],
    ids=["full", "over", "full of pairs", "over by pairs", "breaks", "one break more"],
)
def test_a_text_that_no_cell_holds_is_told_in_the_words_of_excels_limit(
    text: str, told: str, tmp_path: Path
) -> None:
    content = replace(WHOLE, claims=CLAIMS.iloc[:1].assign(claim=text))
    makers: list[Callable[[Path], object]] = [
        lambda path: write(path, content),
        lambda path: write_tables(path, {"a": content.claims[["claim"]]}),
    ]
    for number, make in enumerate(makers):
        path = tmp_path / f"{number}.xlsx"
        if told:
            with pytest.raises(DataError, match=told):
                make(path)
        else:
            make(path)
            assert beyond(path) == []


@pytest.fixture(scope="module")
def schemas() -> Schemas:
    return Schemas(shared("tools/fuzz/xsd"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_workbook_is_valid_by_the_schemas_of_the_standard(
    kind: Callable[[Path], None], tmp_path: Path, schemas: Schemas
) -> None:
    path = tmp_path / "made.xlsx"
    kind(path)
    assert schemas.invalid(path) == []


def test_what_the_schemas_forbid_is_told(tmp_path: Path, schemas: Schemas) -> None:
    good, bad = tmp_path / "good.xlsx", tmp_path / "bad.xlsx"
    empty(good)
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(bad, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b' calcId="', b' calcIds="'))
    (line,) = schemas.invalid(bad)
    assert line.startswith("xl/workbook.xml: ")
    assert "'calcIds' is not allowed" in line


@pytest.mark.parametrize("kind", KINDS)
def test_a_workbook_filled_to_the_brim_is_within_excels_limits(
    kind: Callable[[Path], None], tmp_path: Path
) -> None:
    path = tmp_path / "made.xlsx"
    kind(path)
    assert beyond(path) == []


@pytest.mark.parametrize(
    ("part", "before", "after", "told"),
    [
        ("xl/workbook.xml", 'name="Claims"', 'name="Cl:aims"', "no sheet may be called Cl:aims"),
        ("xl/workbook.xml", 'name="Guide"', f'name="{"g" * 32}"', "a sheet's name has 32"),
        ("xl/sharedStrings.xml", "claim_id", "c" * (CELL_TEXT + 1), "a text has 32768 characters"),
        ("xl/sharedStrings.xml", "claim_id", "c\n" * 254, "a text has 254 line breaks"),
        ("xl/sharedStrings.xml", "claim_id", "\ufffe", "not well-formed"),
        ("xl/worksheets/sheet2.xml", 'r="A1"', 'r="Z1"', "is out of place"),
        ("xl/worksheets/sheet2.xml", 't="s"><v>', 't="s"><v>9999', "text that is not there"),
        ("xl/worksheets/sheet2.xml", 'prompt="', f'prompt="{"p" * 255}', "prompt of"),
        ("xl/worksheets/sheet2.xml", 'promptTitle="', f'promptTitle="{"p" * 32}', "promptTitle of"),
        ("xl/worksheets/sheet2.xml", "_meta!", "other!", "stands on the sheet other"),
        ("[Content_Types].xml", "/xl/styles.xml", "/xl/other.xml", "named and not there"),
    ],
)
def test_what_is_beyond_a_limit_is_told(
    part: str, before: str, after: str, told: str, tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.xlsx", tmp_path / "bad.xlsx"
    empty(good)
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(bad, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == part:
                assert before.encode() in text
                text = text.replace(before.encode(), after.encode(), 1)
            new.writestr(name, text)
    assert beyond(good) == []
    assert any(told in line for line in beyond(bad))
