"""Bounds of spreadsheets: how far a sheet reaches, what it may ask for, what its cells show."""

import csv
import datetime as dt
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from stance.core.errors import DataError, UsageError
from stance.core.text import CELL_TEXT
from stance.sheets import extents, tables, text_tables
from stance.sheets.a1 import cell_name, column_letters, column_number
from stance.sheets.archive import Signs, inspect, opened
from stance.sheets.cell_marks import Marks, Run, marks_in
from stance.sheets.creating import CELL_BREAKS, text_too_long
from stance.sheets.extents import Extent, Reach
from stance.sheets.grids import (
    Book,
    Grid,
    columns_of,
    marks_of,
    open_book,
    text_of,
    texts_of,
)
from stance.sheets.inert import revived
from stance.sheets.limits import LONGEST_TEXT, Limits, limits_of, of_packed, too_far, too_long
from stance.sheets.opendocument import inspect_opendocument, is_opendocument
from stance.sheets.replacing import lock_of
from stance.sheets.tables import write_tables
from stance.sheets.text_tables import read_text_table

ROOT = Path(__file__).parents[2]

# --- names of cells


@pytest.mark.parametrize(
    ("letters", "number"),
    [("A", 1), ("Z", 26), ("AA", 27), ("AZ", 52), ("BA", 53), ("ZZ", 702), ("AAA", 703)],
)
def test_columns_count_in_letters(letters: str, number: int) -> None:
    assert column_number(letters) == number
    assert column_letters(number) == letters
    assert cell_name(12, number) == f"{letters}12"


# --- how far a packed sheet reaches


def extent(xml: bytes, size: int = 0) -> Extent:
    """Look at the XML in pieces of a size, or at once."""
    found = Extent()
    for start in range(0, len(xml), size or len(xml) or 1):
        found.take(xml[start : start + (size or len(xml))])
    found.finish()
    return found


#: XML, and its rows, columns, texts, whether it is plain, has errors, formulas and hidden rows.
SHOWN = [
    (b"", 0, 0, 0, True, False, False, False),
    (b"<a>", 0, 0, 0, True, False, False, False),
    (b'<c r="A1"/>', 1, 1, 0, True, False, False, False),
    (b'<row r="1"><c r="A1"/><c r="Z9"/></row>', 9, 26, 0, True, False, False, False),
    (b'<c r="AA1"/>', 1, 27, 0, True, False, False, False),
    (b'<c r="AZ1"/>', 1, 52, 0, True, False, False, False),
    (b'<c r="BA7"/><c r="B10"/>', 10, 53, 0, True, False, False, False),
    (b'<c r="ZZ1"/>', 1, 702, 0, True, False, False, False),
    (b'<c r="A1048576"/>', 1_048_576, 1, 0, True, False, False, False),
    (b'<c r="A9999999"/>', 9_999_999, 1, 0, True, False, False, False),
    (b'<c r="B2"/><c r="A2"/><c r="A1"/>', 2, 2, 0, True, False, False, False),
    (b'<row r="5"></row>', 0, 0, 0, True, False, False, False),  # a row is no cell
    (b'<sst uniqueCount="12">', 0, 0, 12, True, False, False, False),
    (b'<sst uniqueCount="0">', 0, 0, 0, True, False, False, False),
    (b'<c r="A1" t="e"><v>#N/A</v></c>', 1, 1, 0, True, True, False, False),
    (b"<c r=\"A1\" t='e'><v>#N/A</v></c>", 1, 1, 0, True, True, False, False),
    (b'<c r="A1" t="s"><v>1</v></c>', 1, 1, 0, True, False, False, False),
    (b'<c r="A1" t="el"><v>1</v></c>', 1, 1, 0, True, False, False, False),
    (b'<c r="A1"><f>1</f></c>', 1, 1, 0, True, False, True, False),
    (b'<c r="A1"><f t="shared"/></c>', 1, 1, 0, True, False, True, False),
    (b'<c r="A1"><f/></c></sheetData><f>1</f>', 1, 1, 0, True, False, True, False),
    (b'<row r="1" hidden="1"><c r="A1"/></row>', 1, 1, 0, True, False, False, True),
    (b'<row r="1" forbidden="1">', 0, 0, 0, True, False, False, False),
    (b'<row r="1" golden="1">', 0, 0, 0, True, False, False, False),
]
#: XML that is not written as programs write it: what is told of it may be too little.
ODD = [
    b"<c r='A1'/>",
    b'<c s="1" r="A1"/>',
    b'<x:c r="A1"/>',
    b'<c r ="A1"/>',
    b'<c r="a1"/>',
    b'<c r="[1"/>',
    b'<c r="@1"/>',
    b'<c r="AAA1"/>',
    b'<c r="A0"/>',
    b'<c r="A12345678"/>',
    b'<c r="A1:"/>',
    b'<c r="A/"/>',
    b"<c><v>1</v></c>",
    b'<c r="A1"/><c><v>1</v></c>',
    b'<sst uniqueCount="many">',
    b'<sst uniqueCount="1234567890">',
    b'<sst uniqueCount ="1">',
]


@pytest.mark.parametrize("size", [0, 1, 7, 64])
@pytest.mark.parametrize("shown", SHOWN, ids=lambda shown: shown[0].decode())
def test_how_far_a_sheet_reaches_and_what_it_shows(shown, size: int) -> None:
    xml, *expected = shown
    found = extent(xml, size)
    told = (found.rows, found.columns, found.texts, found.plain)
    assert [*told, found.errors, found.formulas, found.hidden] == expected


@pytest.mark.parametrize("xml", ODD)
def test_a_sheet_that_is_written_otherwise_is_not_plain(xml: bytes) -> None:
    assert not extent(xml).plain
    assert extent(b'<c r="A1"/>' + xml.replace(b"<c><v>1</v></c>", b'<c s=""/>')).plain is False


@pytest.mark.parametrize(("more", "plain"), [(0, True), (1, False)])
def test_how_long_a_text_without_a_tag_may_be(more: int, plain: bool) -> None:
    longest = (1 << 19) - 2  # with the bracket before it, one less than is waited for
    assert extent(b"<" + b"x" * (longest + more), 1 << 18).plain == plain


@pytest.mark.parametrize(
    ("xml", "formulas"),
    [
        (b'<c r="A1"/></sheetData><f>1</f>', False),
        (b'<c r="A1"><f/></c></sheetData>', True),
        (b"</sheetData><f>", False),
        (b"<f></sheetData>", True),
        (b"<fill/><af/><x f='1'/> f ", False),
    ],
)
def test_formulas_stand_in_cells(xml: bytes, formulas: bool) -> None:
    assert extent(xml + b"<end/>").formulas == formulas


def test_a_look_at_a_sheet_ends_with_its_last_tag() -> None:
    found = Extent()
    found.take(b'<c r="A1"/><c r="B2"/>')
    assert (found.rows, found.columns) == (1, 1)
    found.finish()
    assert (found.rows, found.columns) == (2, 2)


#: A sheet's XML, and the farthest row and column of what its cells hold.
REACHED = [
    ("<s/>", 0, 0),
    ('<row r="3"><c r="B3"><v>1</v></c></row>', 3, 2),
    ("<row><c><v>1</v></c><c><v>1</v></c></row><row><c><f>1</f></c></row>", 2, 2),
    ('<row r="7"><c r="C7"/></row>', 0, 0),
    ('<row r="7"/><row><c/><c><is/></c></row>', 8, 2),
    ('<row><c r="aa9"><v>1</v></c><c><v>1</v></c></row>', 9, 28),
    ('<x:row xmlns:x="x"><x:c><x:v>1</x:v></x:c></x:row>', 1, 1),
    ('<row r="2"><c r="A2"><v>1</v></c></row><row><c><v>1</v></c></row>', 3, 1),
]


@pytest.mark.parametrize(("xml", "rows", "columns"), REACHED)
def test_how_far_the_cells_of_any_xml_reach(xml: str, rows: int, columns: int) -> None:
    found = Reach(1_000)
    found.read([b"<sheet>", xml.encode(), b"</sheet>"])
    assert (found.rows, found.columns, found.texts, found.too_long) == (rows, columns, 0, None)


def test_texts_that_are_announced_anywhere() -> None:
    found = Reach(1_000)
    found.read([b"<x><sst uniqueCount='7'/><sst uniqueCount='5'/><sst/></x>"])
    assert found.texts == 7


@pytest.mark.parametrize(("more", "told"), [(0, None), (1, (1, 2))])
def test_a_text_may_be_as_long_as_the_limit(more: int, told: tuple[int, int] | None) -> None:
    text = b"x" * (LONGEST_TEXT + more)
    found = Reach(1_000)
    found.read([b"<s><row><c><v>x</v></c><c><v>", text, b"</v><f>x</f></c></row></s>"])
    assert found.too_long == told


@pytest.mark.parametrize(
    "xml",
    [
        b"<s><row>",
        b"<s><c r='1'/></s>",
        b"<s><c r='\xd0\x901'/></s>",
        b"<s><c r='ABCDEFGHIJ1'/></s>",
        b"<s><c r='A'/></s>",
        b"<s><row r='x'/></s>",
        b'<!DOCTYPE s [<!ENTITY a "b">]><s/>',
    ],
)
def test_damaged_xml_is_told(xml: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        Reach(1_000).read([xml])


@pytest.mark.parametrize(
    ("pieces", "n_read"),
    [
        ((b"<s><row><c><v/></c><c><v/></c><c><v/></c></row>", b"<row><c><v/></c>", b"</row>"), 2),
        ((b"<s><row><c><v>", b"x" * (LONGEST_TEXT + 1), b"</v></c>", b"<c><v>x"), 2),
    ],
    ids=["cells", "a text"],
)
def test_reading_stops_where_a_limit_is_passed(pieces: tuple[bytes, ...], n_read: int) -> None:
    left = iter(pieces)
    Reach(3).read(left)
    assert len(list(left)) == len(pieces) - n_read


# --- what a packed file may ask for


def archive(parts: dict[str, bytes]) -> zipfile.ZipFile:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return opened(stream.getvalue())


SHEET = b'<s><sheetData><row r="2"><c r="C2"><v>1</v></c></row></sheetData></s>'
ODD_SHEET = SHEET.replace(b'<c r="C2">', b"<c r='C2'>")
PARTS = {
    "xl/worksheets/sheet1.xml": SHEET,
    "xl/worksheets/sheet2.XML": b"<s/>",
    "xl/worksheets/deep/sheet3.xml": b"<s/>",
    "xl/worksheets/sheet4.xml.rels": b"<s/>",
}
UNPACKED = sum(map(len, PARTS.values()))


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ({"parts": 4}, ""),
        ({"parts": 3}, "it packs 4 parts, more than 3"),
        ({"unpacked_bytes": UNPACKED}, ""),
        ({"unpacked_bytes": UNPACKED - 1}, f"it unpacks to {UNPACKED} bytes"),
        ({"sheets": 2}, ""),
        ({"sheets": 1}, "it has 2 sheets, more than 1"),
        ({"cells": 6}, ""),
        ({"cells": 5}, "a sheet spans 2 rows × 3 columns, more than 5 cells"),
    ],
)
@pytest.mark.parametrize("sheet", [SHEET, ODD_SHEET], ids=["plain", "odd"])
def test_a_packed_file_may_ask_for_as_much_as_the_limit(
    limits: dict[str, int], said: str, sheet: bytes
) -> None:
    packed = archive(PARTS | {"xl/worksheets/sheet1.xml": sheet})
    if not said:
        assert inspect("x.xlsx", packed, Limits(**limits)) == dict.fromkeys(PARTS, Signs())
        return
    with pytest.raises(DataError) as caught:
        inspect("x.xlsx", packed, Limits(**limits))
    (problem,) = caught.value.problems
    assert problem.code == "too-large"
    assert problem.message.startswith(said)


def texts(announced: str) -> zipfile.ZipFile:
    return archive({"xl/sharedStrings.xml": f"<sst {announced}>".encode() + b" " * 50 + b"</sst>"})


@pytest.mark.parametrize(("more", "legal"), [(0, True), (1, False)])
def test_texts_are_announced_of_which_there_is_room(more: int, legal: bool) -> None:
    size = len(b'<sst uniqueCount="99">') + 50 + len(b"</sst>")  # one byte a text at least
    packed = texts(f'uniqueCount="{size + more}"')
    if legal:
        inspect("x.xlsx", packed, Limits())
        inspect("x.xlsx", packed, Limits(cells=size))
        with pytest.raises(DataError, match=f"announces {size} texts"):
            inspect("x.xlsx", packed, Limits(cells=size - 1))
    else:
        with pytest.raises(DataError, match=f"announces {size + 1} texts"):
            inspect("x.xlsx", packed, Limits())


def sheet(rows: int, more: bytes = b"") -> bytes:
    cells = b"".join(b'<c r="A%d"><v>1</v></c>' % n for n in range(1, rows + 1))
    return b"<w><sheetData>" + cells + b"</sheetData>" + more + b"</w>"


def test_all_that_a_library_keeps_is_counted_before_it_is_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parts = {f"xl/worksheets/sheet{n}.xml": sheet(3) for n in (1, 2)}
    styles = {"xl/styles.xml": b"<s>" + b" " * 50 + b"</s>"}
    shared = {"xl/sharedStrings.xml": b"<sst>" + b"<si><t>a</t></si>" * 7 + b"</sst>"}
    few = Limits(cells=7, listed_bytes=57)
    inspect("x.xlsx", archive(parts | styles | shared), few)
    with pytest.raises(DataError, match="its sheets span more than 5 cells"):
        inspect("x.xlsx", archive(parts), Limits(cells=5))
    with pytest.raises(DataError, match="comments unpack to 57 bytes, more than 56"):
        inspect("x.xlsx", archive(parts | styles), Limits(listed_bytes=56))
    with pytest.raises(DataError, match=r"sharedStrings.xml has more than 6 texts"):
        inspect("x.xlsx", archive(parts | shared), Limits(cells=6))
    monkeypatch.setattr("stance.sheets.archive._MOST_MERGED", 2)
    merged = {"xl/worksheets/sheet1.xml": sheet(1, b'<mergeCell ref="A1:B1"/>' * 3)}
    with pytest.raises(DataError, match=r"sheet1\.xml has more than 2 merged cells"):
        inspect("x.xlsx", archive(merged), Limits())


@pytest.mark.parametrize("chunk", [3, 1 << 18])
@pytest.mark.parametrize(
    ("text", "n_bytes"),
    [
        (sheet(9, b"x" * 80), 4 + 5 + 80),
        (sheet(9).replace(b"<w>", b"<w>" + b"y" * 80), 4 + 80 + 5),
        (b'<x:w xmlns:x="x"><x:sheetData><x:c/></x:sheetData><x:cf/></x:w>', 20 + 14),
        (b"<w><sheetData /><cf/></w>", 4 + 9),
        (sheet(9, b"<!--</sheetData>-->"), 4 + 5 + 19),  # where the cells end first
        (b"<chart>" + b"z" * 80 + b"</chart>", 95 - 64),  # the beginning of cells may follow
    ],
)
def test_what_a_sheet_holds_beside_its_cells_is_counted(
    text: bytes, n_bytes: int, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stance.sheets.archive._CHUNK", chunk)
    packed = archive({"xl/worksheets/sheet1.xml": text})
    inspect("x.xlsx", packed, Limits(listed_bytes=n_bytes))
    message = rf"sheet1\.xml has more than {n_bytes - 1} bytes beside its cells"
    with pytest.raises(DataError, match=message):
        inspect("x.xlsx", packed, Limits(listed_bytes=n_bytes - 1))


@pytest.mark.parametrize("size", [16, 50, 1 << 18])
def test_what_stands_beside_the_cells_of_a_sheet_may_have_as_many_bytes_as_the_limit(
    monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr("stance.sheets.archive._CHUNK", size)
    before, after = b"<w>" + b" " * 90 + b"<", b" " * 70 + b"</w>"
    cells, after = b'sheetData><c r="A1"><v>1</v></c></sheetData', b">" + after
    packed = archive({"xl/worksheets/sheet1.xml": before + cells + after})
    beside = len(before) + len(after)
    inspect("x.xlsx", packed, Limits(listed_bytes=beside))
    with pytest.raises(DataError, match=f"has more than {beside - 1} bytes beside its cells"):
        inspect("x.xlsx", packed, Limits(listed_bytes=beside - 1))


@pytest.mark.parametrize("tag", ["si", "x:si"])
def test_texts_are_counted_whatever_their_prefix(tag: str) -> None:
    texts = f"<{tag}><t>a</t></{tag}>".encode() * 7
    packed = archive({"xl/sharedStrings.xml": b"<sst>" + texts + b"</sst>"})
    with pytest.raises(DataError, match=r"sharedStrings.xml has more than 6 texts"):
        inspect("x.xlsx", packed, Limits(cells=6))


@pytest.mark.parametrize(
    ("size", "cells", "most"), [(10, 100, 40), (41, 100, 41), (101, 100, 100), (10, 30, 30)]
)
def test_a_packed_file_spans_some_cells_and_beyond_them_one_a_byte(
    size: int, cells: int, most: int
) -> None:
    assert of_packed(Limits(cells=cells, packed_cells=40), size).cells == most


def test_signs_are_told_for_every_part() -> None:
    parts = {
        "a.xml": b'<s><sheetData><c r="A1" t="e"/></sheetData></s>',
        "b.xml": b'<s><sheetData><c r="A1"><f>1</f></c></sheetData></s>',
        "c.xml": b'<s><sheetData><row r="1" hidden="1"></row></sheetData></s>',
        "d.xml": b'<f>1</f><sheetData><c r="A1"/></sheetData>',  # before the cells
    }
    assert inspect("x.xlsx", archive(parts), Limits()) == {
        "a.xml": Signs(errors=True),
        "b.xml": Signs(formulas=True),
        "c.xml": Signs(hidden=True),
        "d.xml": Signs(),
    }


@pytest.mark.parametrize("size", [1, 5, 9, 10, 11, 30])
def test_the_cells_are_found_wherever_the_file_is_cut(
    monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr("stance.sheets.archive._CHUNK", size)
    parts = {"a.xml": b"<s><head>=====</head>" + SHEET.replace(b"<v>", b"<f>1</f><v>") + b"</s>"}
    packed = archive(parts)
    assert inspect("x.xlsx", packed, Limits()) == {"a.xml": Signs(formulas=True)}
    with pytest.raises(DataError, match="2 rows × 3 columns"):
        inspect("x.xlsx", packed, Limits(cells=5))


@pytest.mark.parametrize("before", range(0, 40, 3))
@pytest.mark.parametrize("name", ["a.xml", "a.RELS", "a.vml"])
def test_entities_are_found_wherever_the_file_is_cut(
    monkeypatch: pytest.MonkeyPatch, before: int, name: str
) -> None:
    monkeypatch.setattr("stance.sheets.archive._CHUNK", 16)
    for word in (b"<!DOCTYPE x>", b"<!ENTITY a 'b'>"):
        with pytest.raises(DataError, match="defines XML entities"):
            inspect("x.xlsx", archive({name: b" " * before + word}), Limits())
    inspect("x.xlsx", archive({"a.png": b" " * before + b"<!DOCTYPE x>"}), Limits())


# --- limits


def test_the_limits_are_those_that_the_guide_tells() -> None:
    told = re.search(
        r"([\d,]+) MB on disk, ([\d,]+) GB unpacked, ([\d,]+) parts, ([\d,]+) sheets, ([\d,]+) "
        "million cells.*may span ([\\d,]+) million cells.*unpack to ([\\d,]+) MB",
        (ROOT / "docs" / "usage.md").read_text("utf-8"),
    )
    assert told
    size, unpacked, parts, sheets, *more = (int(n.replace(",", "")) for n in told.groups())
    large = (n * 10**6 for n in more)
    assert Limits() == Limits(size * 10**6, unpacked * 10**9, parts, sheets, *large)
    assert LONGEST_TEXT == 10**6


@pytest.mark.parametrize(
    ("value", "limit"), [("1", 1), (" 1_000 ", 1000), ("", 200), ("007", 7), ("_", 200)]
)
def test_a_limit_of_the_environment(value: str, limit: int) -> None:
    assert limits_of({"STANCE_MAX_SHEETS": value}) == Limits(sheets=limit)


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "²", "٣", "many", "1e3"])
def test_a_limit_is_a_whole_number_above_0(value: str) -> None:
    with pytest.raises(UsageError, match="whole number above 0"):
        limits_of({"STANCE_MAX_PARTS": value})


def test_what_is_too_large_is_told_with_its_place() -> None:
    (far,) = too_far("a.xlsx", 1_000, 28, Limits(cells=20_000), "One").problems
    assert str(far) == (
        "a.xlsx › One!AB1000: a sheet spans 1,000 rows × 28 columns, more than 20,000 cells; "
        "delete what stands in the sheet's far corner, and its rows and columns"
    )
    (cell,) = too_long("a.xlsx", 1, 2).problems
    assert (cell.cell, cell.message) == (
        "B1",
        "the cell holds a text of more than 1,000,000 characters",
    )
    (text,) = too_long("a.xlsx", 0, 0).problems
    assert (text.cell, text.message[:12]) == ("", "the file hol")


# --- OpenDocument

OFFICE = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def document(*sheets: str) -> zipfile.ZipFile:
    inner = "".join(
        f'<table:table table:name="S{number}">{rows}</table:table>'
        for number, rows in enumerate(sheets, 1)
    )
    return archive({"content.xml": f"<office:x {OFFICE}>{inner}</office:x>".encode()})


def row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def cell(attributes: str = "", inside: str = "") -> str:
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


WORD = cell('office:value-type="string"', "<text:p>x</text:p>")
TWICE = 'table:number-rows-repeated="2"'
WIDE = 'table:number-columns-repeated="3"'


def test_what_the_sheets_of_a_document_show() -> None:
    rows = (
        row(WORD + cell()),
        row(
            cell(WIDE)
            + cell('table:formula="of:=1" office:value-type="float"', "<text:p>4").replace(
                "<text:p>4<", "<text:p>4</text:p><"
            ),
            TWICE,
        ),
        row(
            cell(
                f'{WIDE} calcext:value-type="error" office:string-value=""', "<text:p>#N/A</text:p>"
            ),
            'table:visibility="collapse"',
        ),
        row(WORD, f'table:visibility="filter" {TWICE}'),
        row(cell('table:number-rows-spanned="2" table:number-columns-spanned="1"')),
        row(cell() + cell('table:number-rows-spanned="1" table:number-columns-spanned="3"')),
        row(cell('table:number-rows-spanned="1" table:number-columns-spanned="1"')),
        row(cell(), 'table:visibility="visible" table:number-rows-repeated="100"'),
        row(cell() + cell("", "<text:p>only text</text:p>")),
        row(cell(), 'table:number-rows-repeated="1000"'),
    )
    found = inspect_opendocument("x.ods", document("".join(rows), row(WORD)), Limits())
    assert list(found) == ["S1", "S2"]
    one = found["S1"]
    assert (one.name, one.rows, one.columns) == ("S1", 110, 4)
    assert one.formulas == [Run(2, 4, 2, 1, "4")]
    assert one.errors == [Run(4, 1, 1, 3, "#N/A")]
    assert one.hidden == [Run(4), Run(5, rows=2)]
    assert one.merged == [(6, 0, 7, 0), (7, 1, 7, 3)]
    assert one.marks == Marks(tuple(one.errors), tuple(one.formulas), tuple(one.hidden))
    assert (found["S2"].rows, found["S2"].columns, found["S2"].marks) == (1, 1, Marks())


def test_a_formula_that_shows_nothing_shows_its_stored_words() -> None:
    words = cell('table:formula="of:=1" office:string-value="stored"')
    found = inspect_opendocument("x.ods", document(row(words + WORD)), Limits())
    assert found["S1"].formulas == [Run(1, 1, 1, 1, "stored")]  # and not the next cell's x


def test_a_table_within_a_cell_belongs_to_its_sheet() -> None:
    inner = f'<table:table table:name="T">{row(WORD)}{row(WORD)}</table:table>'
    found = inspect_opendocument("x.ods", document(row(cell("", inner)), row(WORD)), Limits())
    assert {name: sheet.rows for name, sheet in found.items()} == {"S1": 3, "S2": 1}


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ({"sheets": 2}, ""),
        ({"sheets": 1}, "it has 2 sheets, more than 1"),
        ({"cells": 7}, ""),
        ({"cells": 6}, "its sheets span more than 6 cells"),
        ({"cells": 5}, "a sheet spans 2 rows × 3 columns, more than 5 cells"),
    ],
)
def test_a_document_may_ask_for_as_much_as_the_limit(limits: dict[str, int], said: str) -> None:
    three = cell(f'{WIDE} office:value-type="string"', "<text:p>x</text:p>")
    packed = document(row(three, TWICE), row(WORD))
    if not said:
        assert inspect_opendocument("x.ods", packed, Limits(**limits))["S1"].rows == 2
        return
    with pytest.raises(DataError) as caught:
        inspect_opendocument("x.ods", packed, Limits(**limits))
    assert caught.value.problems[0].message.startswith(said)


def test_what_is_repeated_counts_as_often_as_a_reader_holds_it() -> None:
    filled = cell(
        f'{WIDE} office:value-type="string"', "<text:p><text:s/><text:s text:c='4'/></text:p>"
    )
    size = len(filled) - len("</table:table-cell>") + 5  # with the blanks that it stands for
    packed = document(row(filled + '<table:table-cell table:number-columns-repeated="99"/>', TWICE))
    inspect_opendocument("x.ods", packed, Limits(unpacked_bytes=6 * size))
    with pytest.raises(DataError, match="repeat to more than"):
        inspect_opendocument("x.ods", packed, Limits(unpacked_bytes=6 * size - 1))


def test_blanks_at_the_end_of_every_row_are_nothing_that_is_held() -> None:
    rows = row(f'{WORD}<table:table-cell table:number-columns-repeated="16383"/>') * 2_000
    assert inspect_opendocument("x.ods", document(rows), Limits())["S1"].rows == 2_000


@pytest.mark.parametrize(("more", "legal"), [(0, True), (1, False)])
def test_a_cell_of_a_document_may_be_as_long_as_the_limit(more: int, legal: bool) -> None:
    begun = len("<table:table-cell ><text:p><text:s text:c='999999'/></text:p>")
    blanks = LONGEST_TEXT - begun + more
    assert len(str(blanks)) == 6
    packed = document(row(cell() + cell("", f"<text:p><text:s text:c='{blanks}'/></text:p>")))
    if legal:
        inspect_opendocument("x.ods", packed, Limits())
        return
    with pytest.raises(DataError) as caught:
        inspect_opendocument("x.ods", packed, Limits())
    (problem,) = caught.value.problems
    assert (problem.sheet, problem.cell) == ("S1", "B1")


def test_which_packed_files_are_documents() -> None:
    for name, document_ in (("content.xml", True), ("encrypted-package", True), ("x.xml", False)):
        assert is_opendocument(archive({name: b""})) == document_
    for told, manifest in (
        ("is missing", b""),
        ("protected by a password", b"<a:encryption-data>"),
    ):
        parts = {"META-INF/manifest.xml": manifest}
        with pytest.raises(DataError, match=told):
            inspect_opendocument("x.ods", archive(parts), Limits())


# --- what cells show

CELLS = (
    b'<row r="2" hidden="1"><c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    b"<row hidden='true' r='3'><c r=\"B3\"><f>1</f><v>4</v></c><c r=\"C3\"><f>x</f></c></row>"
    b'<row r="4" hidden="0"><c r="AA4" t="e"></c></row>'
)


def test_marks_of_a_sheet_are_looked_for_where_there_are_some() -> None:
    errors = (Run(2, 1, text="#DIV/0!"), Run(4, 27, text="#ERROR"))
    formulas = (Run(3, 2, text="4"), Run(3, 3, text=""))
    hidden = (Run(2), Run(3))
    assert marks_in(CELLS, Signs(True, True, True)) == Marks(errors, formulas, hidden)
    assert marks_in(CELLS, Signs(hidden=True)) == Marks(hidden=hidden)
    assert marks_in(CELLS, Signs(errors=True)) == Marks(errors=errors)
    with_errors = (Run(2, 1, text="#DIV/0!"), *formulas)
    assert marks_in(CELLS, Signs(formulas=True)) == Marks(formulas=with_errors)
    assert marks_in(CELLS, Signs()) == Marks()
    assert marks_in(CELLS, Signs(formulas=True), [3, 4]) == Marks(formulas=formulas[1:])


def test_formulas_and_hidden_rows_are_told_by_their_own_tags_alone() -> None:
    xml = (
        b'<x:f>1</x:f><x:row r="1"><x:c r="A1" t="s"><x:v>1</x:v></x:c></x:row>'
        b'<x:row r="2"><x:c r="B2"> <x:f t="shared"/><x:v>5</x:v></x:c></x:row>'
        b'<row r="3"><c r="C3" t="inlineStr"><is><t>half hidden="1" if f &lt; 1</t></is></c></row>'
        b'<col min="4" hidden="1"/><row r="4"><c r="D4"><v>6</v></c><f>x</f></row>'
    )
    found = marks_in(xml, Signs(formulas=True, hidden=True))
    assert found == Marks(formulas=(Run(2, 2, text="5"),))


def test_other_attributes_that_hold_a_sign_or_end_in_its_name_hide_nothing() -> None:
    xml = (
        b'<row x="hidden=hidden=" r="2" hidden="1"><c xr="Z" r="C2"><f>1</f><v>5</v></c></row>'
        b'<row xr="9" r="3" hidden="1"><c x="<f " xr="Z7" r="D3" t="e"><v>#N/A</v></c></row>'
    )
    found = marks_in(xml, Signs(errors=True, formulas=True, hidden=True), [3])
    formulas, hidden = (Run(2, 3, text="5"),), (Run(2), Run(3))
    assert (found.formulas, found.hidden) == (formulas, hidden)
    assert found.errors == (Run(3, 4, text="#N/A"),)


@pytest.mark.parametrize("signs", [Signs(errors=True), Signs(formulas=True), Signs(hidden=True)])
def test_marks_are_read_from_the_part_that_packs_the_sheet(signs: Signs) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("a.xml", CELLS)
    book = Book("x.xlsx", "", (), data=stream.getvalue())
    grid = Grid("S", [], "x.xlsx", part="a.xml", signs=signs)
    assert marks_of(book, grid) == marks_in(CELLS, signs)
    assert marks_of(book, Grid("S", [], "x.xlsx", signs=signs)) == Marks()
    assert marks_of(book, Grid("S", [], "x.xlsx", part="gone.xml")) == Marks()
    known = Marks(hidden=(Run(9),))
    assert marks_of(book, Grid("S", [], "x.xlsx", part="gone.xml", marks=known)) is known


@pytest.mark.parametrize(
    ("run", "rows", "columns", "cells"),
    [
        (Run(2, 3), {1, 2, 3}, (1, 2, 3), [(2, 3)]),
        (Run(2, 3, 2, 2), {3, 2, 9}, (3, 4, 5), [(2, 3), (2, 4), (3, 3), (3, 4)]),
        (Run(2, 3, 100, 1), {101, 102, 1, 2}, (3,), [(2, 3), (101, 3)]),
        (Run(2, 3, 2), {3, 2}, (3,), [(2, 3), (3, 3)]),
        (Run(2, 3), {2}, (2, 4), []),
        (Run(2), {2}, (1,), [(2, 1)]),
    ],
)
def test_which_cells_a_run_covers(run: Run, rows, columns, cells) -> None:
    assert list(run.cells(rows, columns)) == cells


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("x", "x"),
        (True, "TRUE"),
        (False, "FALSE"),
        (1.0, "1"),
        (0.1 + 0.2, "0.3"),
        (123456789012345.0, "123456789012345"),
        (1 / 3, "0.333333333333333"),
        (7, "7"),
        (dt.datetime(2024, 5, 1), "2024-05-01"),
        (dt.datetime(2024, 5, 1, 0, 0, 1), "2024-05-01 00:00:01"),
        (dt.date(2024, 5, 1), "2024-05-01"),
    ],
)
def test_what_a_cell_shows(value: object, text: str) -> None:
    assert text_of(value) == text
    assert list(texts_of([value, ""])) == [text, ""]


def test_texts_are_handed_on_as_they_are() -> None:
    cells = ["a", "b"]
    assert texts_of(cells) is cells
    assert texts_of(["a", 1.0, 2.5, 1.0]) == ["a", "1", "2.5", "1"]
    assert texts_of([True, 1.0, "1"]) == ["TRUE", "1", "1"]  # though they equal one another


@pytest.mark.parametrize("n_rows", [0, 1, 199, 200, 201, 401])
def test_columns_hold_every_row(n_rows: int) -> None:
    rows = [[n, -n] for n in range(n_rows)]
    columns = [list(range(n_rows)), [-n for n in range(n_rows)]] if n_rows else []
    assert columns_of(rows) == columns


def test_a_sheet_is_found_whatever_its_case() -> None:
    grids = tuple(Grid(name, [], "x") for name in ("One", " two ", "TWO"))
    book = Book("x", "", grids)
    assert book.grid("ONE") is grids[0]
    assert book.grid("Two") is grids[1]
    assert book.grid("three") is None


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0 old", "old .xls"),
        (b"\xef\xbb\xbf \r\n<!DOCTYPE HTML>", "web page"),
        (b"<HTML>", "web page"),
        (b"<table>", "web page"),
        (b"a,b", "CSV"),
        (b"a;b", "CSV"),
        (b"a\tb", "CSV"),
        (b"a\0,b", "this is no workbook"),
        (b"ab", "this is no workbook"),
        (b"x" * 1999 + b",", "CSV"),
        (b"x" * 2000 + b",", "this is no workbook"),
    ],
)
def test_what_a_file_is_that_is_no_workbook(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(data)
    with pytest.raises(DataError, match=said):
        open_book(tmp_path / "a.xlsx")


def test_a_file_may_be_as_large_as_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n")
    assert open_book(path, Limits(file_bytes=4)).grids[0].rows == [["a", "b"]]
    with pytest.raises(DataError, match="it has 4 bytes, more than 3"):
        open_book(path, Limits(file_bytes=3))
    with pytest.raises(DataError, match="there is no such file"):
        open_book(tmp_path / "b.csv")


def test_what_a_container_carries_and_nobody_uses_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_tables(path, {"One": pd.DataFrame({"a": ["x"]})})
    for name, codes in (
        ("xl/externalLinks/a.xml", ["links-ignored"]),
        ("Basic/a.xml", ["links-ignored", "macros-ignored"]),
        ("xl/vbaProject.bin", ["links-ignored", "macros-ignored"]),
    ):
        with zipfile.ZipFile(path, "a") as packed:
            packed.writestr(name, b"<x/>")
        assert sorted(problem.code for problem in open_book(path).problems) == codes


# --- text tables


def read(text: str, limits: Limits | None = None) -> list[list[str]]:
    return read_text_table("a.csv", text.encode(), limits or Limits())[0]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", []),
        ("a", [["a"]]),
        ("a,b\nc\n", [["a", "b"], ["c", ""]]),
        ("a\nb,c,d\n", [["a", "", ""], ["b", "c", "d"]]),
        ("a,b\n\nc,d", [["a", "b"], ["", ""], ["c", "d"]]),
        ("sep=;\na;b,c\n", [["", ""], ["a", "b,c"]]),
        ('"sep=|"\r\na|b\r\n', [["", ""], ["a", "b"]]),
        ("SEP=\t\na\tb\n", [["", ""], ["a", "b"]]),
        ("sep=\na\tb\n", [["", ""], ["a", "b"]]),
        ("sep=ab\nc\n", [["sep=ab"], ["c"]]),
        ('a,"b\nc",d\n', [["a", "b\nc", "d"]]),
        ('a,"say ""x""",d', [["a", 'say "x"', "d"]]),
        ("a;b;c\n1,5;2;3\n", [["a", "b", "c"], ["1,5", "2", "3"]]),
        ("a|b\nc|d\n", [["a", "b"], ["c", "d"]]),
        ("\ufeffa,b\n", [["a", "b"]]),
        # Of each separator the rows of the commonest width count, not those of another.
        ("a;b,c,d,e\nf;g\nh;i;j\n", [["a", "b,c,d,e", ""], ["f", "g", ""], ["h", "i", "j"]]),
        # Blanks part numbers, and what stands below quoted headers, if as much in every line.
        ("1 -2.5\nNA .\n", [["1", "-2.5"], ["NA", "."]]),
        ("1 2\n3 x\n", [["1 2"], ["3 x"]]),
        ("1\n2\n", [["1"], ["2"]]),
        ("1 2\n\n3 4\n", [["1", "2"], ["", ""], ["3", "4"]]),
        ('"a" "b"\nx y\n', [["a", "b"], ["x", "y"]]),
        ('a b\n"x" "y"\n', [["a b"], ['x "y"']]),
        ('"a" "b"\n1 x y\n', [["", "a", "b"], ["1", "x", "y"]]),
        ('"a" "b" "c"\nx y\n', [['a "b" "c"'], ["x y"]]),
        ('"a" "b"\nx y\nx y z\n', [['a "b"'], ["x y"], ["x y z"]]),
        # A header of one field fewer stands behind names of rows, which are all there.
        ("a,b\nx,1,2\ny,,4\n", [["", "a", "b"], ["x", "1", "2"], ["y", "", "4"]]),
        ("a,b\nx,1,2\n,3,4\n", [["a", "b", ""], ["x", "1", "2"], ["", "3", "4"]]),
        ("a,b\nx,1,\ny,3,\n", [["a", "b", ""], ["x", "1", ""], ["y", "3", ""]]),
        ("a\nx,1\ny,2\n", [["a", ""], ["x", "1"], ["y", "2"]]),
        ("a,b\nx,1,2\ny,3\n", [["a", "b", ""], ["x", "1", "2"], ["y", "3", ""]]),
    ],
)
def test_how_a_text_is_split_into_cells(text: str, rows: list[list[str]]) -> None:
    assert read(text) == rows


def test_a_line_that_names_the_separator_is_looked_for_at_the_beginning_only() -> None:
    assert read(" " * 995 + "sep=;\na;b\n")[0] == ["", ""]
    assert read(" " * 996 + "sep=;\na,b;c\n")[1] != ["a,b", "c"]


def test_a_separator_is_told_of_the_first_fifty_lines() -> None:
    assert read("a\n" * 50 + "a;b\n" * 100)[60] == ["a;b"]
    assert read("a\n" * 49 + "a;b\n" * 100)[60] == ["a", "b"]


def test_of_two_separators_that_of_most_rows_counts_and_then_that_of_most_cells() -> None:
    assert read("a;b,c\na;b\n")[1] == ["a", "b"]
    assert read("a;b,c,d\na;b,c,d\n")[0] == ["a;b", "c", "d"]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a,b\nc,d\n", 6),  # the line that ends the text counts as one of a row
        ("a,b,c,d\n", 8),
        ("a\nb\nc\n", 4),
        ("a,b,c,d", 8),
    ],
)
def test_a_text_table_may_span_as_many_cells_as_the_limit(text: str, cells: int) -> None:
    assert read(text, Limits(cells=cells))
    with pytest.raises(DataError) as caught:
        read(text, Limits(cells=cells - 1))
    assert caught.value.problems[0].code == "too-large"


@pytest.mark.parametrize("text", [",,,", "a\n\n\n", "\t\t\t", "a\r\r\r"])
def test_a_text_with_as_many_marks_as_the_limit_is_not_even_split(text: str) -> None:
    with pytest.raises(DataError, match="the table has more than 3 cells"):
        read(text, Limits(cells=3))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a,b,c,d,e\n\x00", "there is a NUL byte in line 2, which no text has"),
        (b"a,b,c,d\n\x00\x00", "the file is not text in any encoding that is known here"),
    ],
)
def test_a_byte_of_nought_is_told_with_its_line_unless_there_are_many(
    data: bytes, said: str
) -> None:
    with pytest.raises(DataError) as caught:
        read_text_table("a.csv", data, Limits())
    assert caught.value.problems[0].message == said


def test_a_field_may_be_as_long_as_the_limit() -> None:
    before = csv.field_size_limit()
    assert read(f"a,{'x' * LONGEST_TEXT}\n")[0][1] == "x" * LONGEST_TEXT
    with pytest.raises(DataError, match="a text of more than 1,000,000 characters"):
        read(f"a,{'x' * (LONGEST_TEXT + 1)}\n")
    assert csv.field_size_limit() == before
    assert not text_tables._FIELD_LIMIT.locked()
    halves = ["x" * (LONGEST_TEXT - 9), "y" * (LONGEST_TEXT - 9)]  # too long for one field
    assert read('"{}" "{}"\n1 2\n'.format(*halves)) == [halves, ["1", "2"]]


@pytest.mark.parametrize("rows", [2, 3])
def test_a_file_of_spss_may_span_as_many_cells_as_the_limit(tmp_path: Path, rows: int) -> None:
    pyreadstat = pytest.importorskip("pyreadstat")
    path = tmp_path / "t.sav"
    pyreadstat.write_sav(pd.DataFrame({"a": [1.0] * rows, "b": 2.0}), str(path))
    limits = Limits(cells=6)  # the names stand in a row above
    if rows == 2:
        assert open_book(path, limits).grids[0].rows[0] == ["a", "b"]
        return
    with pytest.raises(DataError, match=r"3 rows × 2 columns, more than 6 cells"):
        open_book(path, limits)


def test_an_open_quotation_mark_is_shown_with_the_beginning_of_its_text() -> None:
    with pytest.raises(DataError) as caught:
        read('a,b\nc,"' + "x" * 100)
    (problem,) = caught.value.problems
    assert (problem.cell, problem.value) == ("B2", "x" * 60)


# --- written tables


@pytest.mark.parametrize(
    ("text", "width"), [("x", 8), ("x" * 8, 8), ("x" * 9, 9), ("x" * 60, 60), ("x" * 61, 60)]
)
def test_a_column_is_as_wide_as_its_longest_text(tmp_path: Path, text: str, width: int) -> None:
    write_tables(tmp_path / "x.xlsx", {"One": pd.DataFrame({"a": ["", text], "longest name": 1})})
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["One"]
    assert int(sheet.column_dimensions["A"].width) == width
    assert int(sheet.column_dimensions["B"].width) == len("longest name") + 2


def test_a_written_table_has_a_head_that_stays_and_a_filter(tmp_path: Path) -> None:
    tables_ = {
        "One": pd.DataFrame({"a": ["x", "y"], "b": [True, False], "c": [1, -2]}),
        "Empty": pd.DataFrame({"a": []}),
        "Nothing": pd.DataFrame(),
    }
    write_tables(tmp_path / "x.xlsx", tables_)
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    sheet = book["One"]
    assert [tuple(c.value for c in r) for r in sheet.iter_rows()] == [
        ("a", "b", "c"),
        ("x", True, 1),
        ("y", False, -2),
    ]
    assert [cell.font.bold for cell in sheet["A"]] == [True, False, False]
    assert sheet["A1"].border.bottom.style == "thin"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:C3")
    assert book["Empty"].auto_filter.ref == "A1:A2"
    assert book["Nothing"].auto_filter.ref is None


@pytest.mark.parametrize(("more", "legal"), [(0, True), (1, False)])
def test_a_table_may_have_as_many_rows_as_a_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: int, legal: bool
) -> None:
    assert tables.MAX_ROWS == 1_048_576
    monkeypatch.setattr(tables, "MAX_ROWS", 4)  # the head is one
    frame = {"One": pd.DataFrame({"a": range(3 + more)})}
    if legal:
        write_tables(tmp_path / "x.xlsx", frame)
    else:
        with pytest.raises(DataError, match="more rows than the 4"):
            write_tables(tmp_path / "x.xlsx", frame)
    assert (tmp_path / "x.xlsx").exists() == legal


def test_a_text_too_long_for_a_cell_is_told_with_its_cell(tmp_path: Path) -> None:
    write_tables(tmp_path / "x.xlsx", {"One": pd.DataFrame({"a": ["x" * CELL_TEXT]})})
    frame = pd.DataFrame({"a": ["x"], "b": ["y" * (CELL_TEXT + 1)]})
    with pytest.raises(DataError) as caught:
        write_tables(tmp_path / "y.xlsx", {"One": frame})
    (problem,) = caught.value.problems
    assert (problem.sheet, problem.cell, problem.value) == ("One", "B2", "y" * 60 + "…")
    assert not (tmp_path / "y.xlsx").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n" * CELL_TEXT, f"the text has 32,767 line breaks, a cell holds {CELL_BREAKS}"),
        ("\n" * (CELL_TEXT + 1), "the text has 32,768 characters, a cell holds 32,767"),
    ],
)
def test_what_is_too_long_about_a_text(text: str, said: str) -> None:
    assert text_too_long("x", "One", 0, 0, text, "").message == said


def test_the_same_tables_give_the_same_bytes_on_any_day(tmp_path: Path) -> None:
    write_tables(tmp_path / "x.xlsx", {"One": pd.DataFrame({"a": [1]})})
    with zipfile.ZipFile(tmp_path / "x.xlsx") as packed:
        about = packed.read("docProps/core.xml").decode()
    assert "2000-01-01T00:00:00Z" in about


# --- apostrophes and locks


@pytest.mark.parametrize(
    ("text", "back"), [("'", "'"), ("''", "'"), ("'x", "'x"), ("'=1", "=1"), ("x", "x"), ("", "")]
)
def test_only_an_apostrophe_that_was_put_on_is_taken_off(text: str, back: str) -> None:
    assert revived(text) == back


def test_a_short_name_has_the_lock_of_no_other(tmp_path: Path) -> None:
    (tmp_path / "~$ana.xlsx").touch()
    assert lock_of(tmp_path / "xxana.xlsx") is not None  # long names lose their first two letters
    assert lock_of(tmp_path / "xana.xlsx") is None


def test_what_is_taken_for_a_tag_in_two_pieces() -> None:
    assert extents._any_of(b"a")[ord("a")]
    assert int(extents._any_of(b"<:").sum()) == 2
