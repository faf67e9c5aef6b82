"""Containers of every kind are read or called what they are; hostile ones are refused."""

import os
import re
import resource
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from stance.core.errors import DataError, Problem
from stance.sheets.limits import Limits
from stance.study.checking import check
from stance.study.marked_copy import write_marked
from stance.workbook.reading import read
from stance.workbook.writing import write
from tests.coded_workbook import CODED, SIX_CLAIMS, coded, issued, spots
from tests.workbook_material import content

CLAIMS_PART = "xl/worksheets/sheet2.xml"
Change = Callable[[bytes], bytes]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return issued(tmp_path / "coder.xlsx")


def repacked(path: Path, changes: dict[str, Change], more: dict[str, bytes] | None = None) -> Path:
    """Pack the file anew with some parts changed and some added."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (parts | (more or {})).items():
            archive.writestr(name, changes.get(name, lambda same: same)(data))
    return path


def refused(path: Path, limits: Limits | None = None) -> Problem:
    with pytest.raises(DataError) as caught:
        read(path, limits=limits or Limits())
    (problem,) = caught.value.problems
    assert problem.file == path.name
    return problem


def test_macros_are_not_run_and_that_is_said(path: Path) -> None:
    repacked(path, {}, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    found = read(path.rename(path.with_suffix(".xlsm")))
    assert spots(found) == [("macros-ignored", "")]
    assert coded(found) == CODED


def test_links_to_other_files_are_not_followed(path: Path) -> None:
    link = b'<externalLink xmlns="x"><externalBook r:id="rId1"/></externalLink>'
    found = read(repacked(path, {}, {"xl/externalLinks/externalLink1.xml": link}))
    assert spots(found) == [("links-ignored", "")]


def test_strict_open_xml_is_read(path: Path) -> None:
    transitional = b"http://schemas.openxmlformats.org/"
    strict = b"http://purl.oclc.org/ooxml/"

    def to_strict(data: bytes) -> bytes:
        data = data.replace(
            transitional + b"spreadsheetml/2006/main", strict + b"spreadsheetml/main"
        )
        return data.replace(
            transitional + b"officeDocument/2006/relationships",
            strict + b"officeDocument/relationships",
        )

    with zipfile.ZipFile(path) as archive:
        names = [n for n in archive.namelist() if n.endswith((".xml", ".rels"))]
    found = read(repacked(path, dict.fromkeys(names, to_strict)))
    assert spots(found) == []
    assert coded(found) == CODED


TABLE = "claim_id,topic,stance,note\nc1,tax,for,Größe\nc2,road,against,naïve café\n"
RUSSIAN = TABLE.replace("Größe", "Привет всем").replace("naïve café", "ещё раз")


@pytest.mark.parametrize(
    ("data", "codes", "note"),
    [
        (TABLE.encode(), [], "Größe"),
        (TABLE.encode("utf-8-sig"), [], "Größe"),
        (TABLE.encode("utf-16"), [], "Größe"),
        (TABLE.encode("utf-16-be"), [], "Größe"),
        (TABLE.encode("utf-16-le"), [], "Größe"),
        (TABLE.encode("cp1252"), ["guessed-encoding"], "Größe"),
        (RUSSIAN.encode("cp1251"), ["guessed-encoding"], "Привет всем"),
        (RUSSIAN.encode("koi8-r"), ["guessed-encoding"], "Привет всем"),
        (RUSSIAN.encode("cp866"), ["guessed-encoding"], "Привет всем"),
        (RUSSIAN.encode("utf-32"), [], "Привет всем"),
        (RUSSIAN.encode() + b"c3,tax,for,\xff\n", ["guessed-encoding"], "Привет всем"),
        (TABLE.replace(",", ";").encode(), [], "Größe"),
        (TABLE.replace(",", "\t").encode(), [], "Größe"),
        (("sep=;\n" + TABLE.replace(",", ";")).encode(), [], "Größe"),
        (TABLE.replace("\n", "\r\n").encode(), [], "Größe"),
        (TABLE.replace("\n", "\r").encode(), [], "Größe"),
        (("My codes, of May,\n" + TABLE.replace(",", ";")).encode(), [], "Größe"),
        (TABLE.replace(",", ";").replace("Größe", "Größe, eins, zwei, drei").encode(), [], None),
    ],
)
def test_text_tables_in_many_encodings_are_read(
    tmp_path: Path, data: bytes, codes: list[str], note: str | None
) -> None:
    path = tmp_path / "coder.csv"
    path.write_bytes(data)
    found = read(path, content(name="study.xlsx", claims=SIX_CLAIMS))
    assert [p.code for p in found.problems] == codes
    assert coded(found).items() >= {"c1": ("tax", "for"), "c2": ("road", "against")}.items()
    assert found.answers["note"].tolist()[0] == (note or "Größe, eins, zwei, drei")
    assert found.annotations["stance_cell"].tolist()[0] in ("C2", "C3")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_tsv_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "coder.tsv"
    path.write_text(TABLE.replace(",", "\t"), encoding=encoding)
    found = read(path, content(name="study.xlsx", claims=SIX_CLAIMS))
    assert spots(found) == []
    assert coded(found) == {"c1": ("tax", "for"), "c2": ("road", "against")}


def test_a_cell_may_hold_more_than_excel_allows(path: Path) -> None:
    cell = b'<c r="Q2" t="inlineStr"><is><t>%s</t></is></c>' % (b"x" * 40_000)
    repacked(path, {CLAIMS_PART: lambda xml: re.sub(rb'<c r="Q2".*?</c>', cell, xml, count=1)})
    found = read(path)
    assert spots(found) == []
    assert found.answers["note"].tolist()[0] == "x" * 40_000


@pytest.mark.parametrize("name", ["coder.csv", "coder.tsv", "coder.xlsx", "coder.ods"])
def test_an_empty_file_is_called_empty(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"")
    assert refused(path).message == "the file is empty"


def test_a_text_table_that_ends_inside_quotation_marks_is_refused(tmp_path: Path) -> None:
    """Read on, everything behind the open mark would be one text, and its answers lost."""
    path = tmp_path / "coder.csv"
    path.write_text(TABLE + 'c3,tax,for,"cut\nc4,road,for,\n')
    problem = refused(path)
    assert (problem.code, problem.cell) == ("unreadable-file", "D4")
    assert "not closed" in problem.message


def test_a_protected_workbook_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "coder.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")
    )
    assert "password" in refused(path).message


@pytest.mark.parametrize("keep", [0.2, 0.6, 0.95, 0.999])
def test_a_truncated_workbook_is_called_damaged(path: Path, keep: float) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    problem = refused(path)
    assert problem.code == "unreadable-file"
    assert "damaged" in problem.message


def test_a_workbook_of_another_kind_inside_a_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "coder.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refused(path).code == "unreadable-file"


def test_a_workbook_named_as_a_text_table_is_read(path: Path) -> None:
    assert coded(read(path.rename(path.with_suffix(".csv")))) == CODED


# Hostile files.


def test_a_sheet_whose_extent_is_a_lie_is_refused_before_it_is_opened(path: Path) -> None:
    stray = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    repacked(path, {CLAIMS_PART: lambda xml: xml.replace(b"</sheetData>", stray)})
    problem = refused(path)
    assert problem.code == "too-large"
    assert "1,048,576 rows × 16,384 columns" in problem.message
    assert problem.cell == "XFD1048576"


@pytest.mark.parametrize(
    "cell",
    [
        b"<c r = 'XFD1048576'><v>1</v></c>",
        b'<c\tr="XFD1048576"><v>1</v></c>',
        b'<x:c s="1" r="XFD1048576"><x:v>1</x:v></x:c>',
        b'<c r= "XFD1048576"><v>1</v></c>',
        b'<c r="xfd1048576"><v>1</v></c>',
        b'<c r="AAAAAAA1048576"><v>1</v></c>',
        b'<c r="XFD000001048576"><v>1</v></c>',
        b'<c s=">" r="XFD1048576"><v>1</v></c>',
        b"<c" + b" " * 600_000 + b'r="XFD1048576"><v>1</v></c>',
        b'</row><row r="1048576">' + b"<c><v>1</v></c>" * 16_384,
        b"</row>" + b"<row/>" * 1_048_000 + b"<row>" + b"<x:c><x:v>1</x:v></x:c>" * 16_384,
    ],
    ids=range(11),
)
def test_no_way_of_writing_a_far_cell_gets_past(path: Path, cell: bytes) -> None:
    stray = b"<row>" + cell + b"</row></sheetData>"
    repacked(path, {CLAIMS_PART: lambda xml: xml.replace(b"</sheetData>", stray)})
    assert refused(path).code == "too-large"


@pytest.mark.parametrize(
    "cell", [b'<c r="A1" r="XFD1048576"><v>1</v></c>', b'<c r="1048576"><v>1</v></c>']
)
def test_a_cell_with_two_places_or_none_is_damaged(path: Path, cell: bytes) -> None:
    stray = b"<row>" + cell + b"</row></sheetData>"
    repacked(path, {CLAIMS_PART: lambda xml: xml.replace(b"</sheetData>", stray)})
    assert refused(path).code == "unreadable-file"


def test_a_far_cell_is_found_wherever_the_sheet_is_packed(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read(CLAIMS_PART)
    stray = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    elsewhere = {"xl/media/picture.png": sheet.replace(b"</sheetData>", stray)}

    def point(xml: bytes) -> bytes:
        return xml.replace(b"worksheets/sheet2.xml", b"media/picture.png")

    repacked(path, {"xl/_rels/workbook.xml.rels": point}, elsewhere)
    assert refused(path).code == "too-large"


@pytest.mark.parametrize(
    "attribute",
    [
        b'uniqueCount="4000000000"',
        b"uniqueCount = '4000000000'",
        b" " * 600_000 + b'uniqueCount="4000000000"',
    ],
    ids=range(3),
)
def test_texts_that_are_announced_and_not_there_are_refused(path: Path, attribute: bytes) -> None:
    def announce(xml: bytes) -> bytes:
        return re.sub(rb'uniqueCount="\d+"', attribute, xml)

    repacked(path, {"xl/sharedStrings.xml": announce})
    assert refused(path).code == "unreadable-file"


@pytest.mark.parametrize(
    "words",
    ['uniqueCount="400000000"', 'uniqueCount = "4"', '<c r="XFD1048576">', ' r = "XFD1048576" '],
)
def test_words_that_look_like_xml_are_words(tmp_path: Path, words: str) -> None:
    path = write(tmp_path / "coder.xlsx", content(claims=SIX_CLAIMS.assign(claim=words)))
    assert set(read(path).claims["claim"]) == {words}


def test_a_binary_workbook_is_called_what_it_is(path: Path) -> None:
    repacked(path, {}, {"xl/workbook.bin": b"\x83\x01\x00"})
    problem = refused(path)
    assert problem.code == "unreadable-file"
    assert ".xlsb" in problem.message


def test_a_far_cell_that_holds_nothing_harms_nothing(path: Path) -> None:
    stray = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    repacked(path, {CLAIMS_PART: lambda xml: xml.replace(b"</sheetData>", stray)})
    assert coded(read(path)) == CODED


def test_cells_that_do_not_say_where_they_stand_are_read(path: Path) -> None:
    def forget(xml: bytes) -> bytes:
        return re.sub(rb'<(c|row) r="\w+"', rb"<\1", xml)

    found = read(repacked(path, {CLAIMS_PART: forget}))
    assert spots(found) == []
    assert coded(found) == CODED


def test_a_declared_extent_alone_harms_nothing(path: Path) -> None:
    def declare(xml: bytes) -> bytes:
        start, end = xml.index(b"<dimension"), xml.index(b"<sheetViews")
        return xml[:start] + b'<dimension ref="A1:XFD1048576"/>' + xml[end:]

    found = read(repacked(path, {CLAIMS_PART: declare}))
    assert coded(found) == CODED


def test_a_bomb_of_zeros_is_refused(path: Path) -> None:
    repacked(path, {}, {"xl/media/zeros.xml": bytes(30_000_000)})
    problem = refused(path, Limits(unpacked_bytes=20_000_000))
    assert problem.code == "too-large"
    assert path.stat().st_size < 200_000


def test_a_bomb_that_lies_about_its_size_is_refused(path: Path) -> None:
    repacked(path, {}, {"xl/media/zeros.xml": bytes(3_000_000)})
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.find(signature)
        while at >= 0:
            if data[at + offset : at + offset + 4] == struct.pack("<I", 3_000_000):
                data[at + offset : at + offset + 4] = struct.pack("<I", 300)
            at = data.find(signature, at + 1)
    path.write_bytes(data)
    assert refused(path).code == "unreadable-file"


def test_entities_are_refused(path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    part = "xl/sharedStrings.xml"
    repacked(path, {part: lambda xml: xml.replace(b'<?xml version="1.0"', bomb + b"<?x", 1)})
    problem = refused(path)
    assert problem.code == "unreadable-file"
    assert "entities" in problem.message


def test_paths_in_the_archive_write_nothing(path: Path) -> None:
    outside = path.parent.parent / "escaped.xml"
    repacked(path, {}, {"../escaped.xml": b"<x/>", str(outside): b"<x/>"})
    assert coded(read(path)) == CODED
    assert not outside.exists()


def test_ten_thousand_sheets_are_refused(path: Path) -> None:
    repacked(path, {}, {f"xl/worksheets/x{n}.xml": b"<worksheet/>" for n in range(10_000)})
    assert refused(path).code == "too-large"
    assert refused(path, Limits(parts=100_000)).code == "too-large"


def test_two_parts_of_one_name_are_refused(path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(path, "a") as archive:
        archive.writestr(CLAIMS_PART, b"<worksheet/>")
    assert refused(path).code == "unreadable-file"


def test_a_file_larger_than_the_limit_is_not_even_read(path: Path) -> None:
    assert refused(path, Limits(file_bytes=1_000)).code == "too-large"


def open_document(path: Path, rows: str) -> Path:
    body = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="Sheet1">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", body)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def ods_row(*texts: str, repeated: int = 1) -> str:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in texts
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


_MANY_CELLS = '<table:table-cell table:number-columns-repeated="2000000000"'
HEADER = ods_row("expert", "claim", "topic", "stance")


def test_an_open_document_table_is_read(tmp_path: Path) -> None:
    cells = '<table:table-cell table:number-columns-repeated="16384"/>'
    blank = f'<table:table-row table:number-rows-repeated="1048570">{cells}</table:table-row>'
    path = open_document(tmp_path / "t.ods", HEADER + ods_row("Anna", "yes", "tax", "for") + blank)
    found = read(path)
    assert found.problems == ()
    assert found.annotations["stance_cell"].tolist() == ["D2"]


def test_a_long_name_of_a_sheet_does_not_stop_the_marked_copy(tmp_path: Path) -> None:
    path = open_document(tmp_path / "t.ods", HEADER + ods_row("Anna", "yes", "tax", "suport"))
    xml = zipfile.ZipFile(path).read("content.xml")
    name = b"Claims: all of them, with my own comments"
    repacked(path, {"content.xml": lambda _: xml.replace(b"Sheet1", name)})
    found = check(path)
    assert [p.code for p in found.problems] == ["unknown-stance"]
    assert write_marked(tmp_path / "m.xlsx", path, found.problems) == ["a form other than .xlsx"]
    marked = openpyxl.load_workbook(tmp_path / "m.xlsx")
    assert marked.sheetnames == ["Problems", "Claims_ all of them, with my ow"]
    assert marked.worksheets[1]["D2"].comment is not None


def test_billions_of_repeated_rows_are_refused(tmp_path: Path) -> None:
    rows = HEADER + ods_row("Anna", "yes", "tax", "for", repeated=2_000_000_000)
    problem = refused(open_document(tmp_path / "t.ods", rows))
    assert (problem.code, problem.sheet, problem.cell) == ("too-large", "Sheet1", "D2000000001")


@pytest.mark.parametrize("repeated", [0, -1_999_999_999])
def test_rows_cannot_be_repeated_less_than_once(tmp_path: Path, repeated: int) -> None:
    rows = ods_row("x", repeated=2_000_000_000) + ods_row("x", repeated=repeated)
    problem = refused(open_document(tmp_path / "t.ods", HEADER + rows))
    assert problem.code == "unreadable-file"
    assert "table:number-rows-repeated" in problem.message


def test_a_table_inside_a_cell_hides_no_rows(tmp_path: Path) -> None:
    inner = f"<table:table>{ods_row('x', repeated=2_000_000_000)}</table:table>"
    rows = (
        HEADER + f"<table:table-row><table:table-cell>{inner}</table:table-cell></table:table-row>"
    )
    assert refused(open_document(tmp_path / "t.ods", rows)).code == "too-large"


def test_two_sheets_of_one_name_are_both_measured(tmp_path: Path) -> None:
    far = f'</table:table><table:table table:name="Sheet1">{ods_row("x", repeated=2_000_000_000)}'
    again = f'</table:table><table:table table:name="Sheet1">{HEADER}'
    assert refused(open_document(tmp_path / "t.ods", HEADER + far + again)).code == "too-large"


ANSWERED = ods_row("Anna", "yes", "tax", "for")


def ods_cell(attributes: str, text: str = "") -> str:
    """A row whose stance, in column D, is a cell of these attributes."""
    cell = f"<table:table-cell {attributes}>{f'<text:p>{text}</text:p>' if text else ''}"
    answered = ods_row("Anna", "no", "tax").removesuffix("</table:table-row>")
    return f"{answered}{cell}</table:table-cell></table:table-row>"


@pytest.mark.parametrize(
    ("row", "expected", "stance"),
    [
        (
            ods_cell(
                'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
                ' table:formula="of:=NA()" office:value-type="string" office:string-value=""'
                ' calcext:value-type="error"',
                "#N/A",
            ),
            [("topic-without-stance", "D3"), ("error-value", "D3")],
            "",
        ),
        (
            ods_cell('table:formula="of:=[.D2]" office:value-type="string"', "for"),
            [("formula", "D3")],
            "for",
        ),
        (
            ods_cell('table:formula="of:=[.D2]"'),
            [("topic-without-stance", "D3"), ("formula-without-value", "D3")],
            "",
        ),
        (
            ods_cell('table:number-rows-spanned="2" office:value-type="string"', "for"),
            [("merged-cells", "D3")],
            "for",
        ),
        (
            ods_row("Anna", "no", "tax", "for").replace(
                "<table:table-row", '<table:table-row table:visibility="filter"'
            ),
            [("hidden-rows", "A3")],
            "for",
        ),
        (
            ods_row("Anna", "no", "tax", "for").replace(
                "<table:table-row", '<table:table-row table:visibility="collapse"'
            ),
            [("hidden-rows", "A3")],
            "for",
        ),
    ],
    ids=["error", "formula", "formula without result", "merged", "filtered", "hidden"],
)
def test_what_an_open_document_shows_besides_its_values_is_told(
    tmp_path: Path, row: str, expected: list[tuple[str, str]], stance: str
) -> None:
    found = read(open_document(tmp_path / "t.ods", HEADER + ANSWERED + row))
    assert sorted(spots(found)) == sorted(expected)
    assert found.annotations["stance"].tolist() == ["for", stance]


@pytest.mark.parametrize("hidden", [b'hidden="1" r="3"', b'r="3" spans="1:2" hidden="true"'])
def test_a_hidden_row_is_told_however_its_attributes_stand(path: Path, hidden: bytes) -> None:
    repacked(path, {CLAIMS_PART: lambda xml: xml.replace(b'r="3"', hidden, 1)})
    found = read(path)
    assert spots(found) == [("hidden-rows", "A3")]
    assert coded(found) == CODED


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_cannot_be_unpacked_piece_by_piece_is_refused(
    path: Path, packing: int
) -> None:
    with zipfile.ZipFile(path, "a", packing) as archive:
        archive.writestr("xl/media/image1.png", bytes(1_000))
    assert "packed in a way" in refused(path).message


def test_billions_of_repeated_cells_are_refused(tmp_path: Path) -> None:
    cell = ods_row("x").replace("<table:table-cell", _MANY_CELLS)
    assert refused(open_document(tmp_path / "t.ods", HEADER + cell)).code == "too-large"


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (ods_row("a", 'x<text:s text:c="2000000000"/>'), "B2"),
        (ods_row('<text:s text:c="600000"/><text:s text:c="600000"/>'), "A2"),
        (ods_row("x" * 1_000_001), "A2"),
    ],
    ids=["blanks", "blanks twice", "letters"],
)
def test_a_text_that_would_fill_the_memory_is_refused(tmp_path: Path, row: str, cell: str) -> None:
    """Two thousand bytes of such a file made the library that reads it end the process."""
    problem = refused(open_document(tmp_path / "t.ods", HEADER + row))
    assert (problem.code, problem.sheet, problem.cell) == ("too-large", "Sheet1", cell)


def test_a_long_text_cannot_be_repeated_without_end(tmp_path: Path) -> None:
    row = ods_row('<text:s text:c="900000"/>', repeated=2_000)
    problem = refused(open_document(tmp_path / "t.ods", HEADER + row))
    assert problem.code == "too-large"
    assert "repeat to more than 1,000,000,000 bytes" in problem.message


@pytest.mark.parametrize(
    ("part", "end", "text", "cell"),
    [
        (
            CLAIMS_PART,
            b"</sheetData>",
            b'<row r="9"><c r="F9" t="inlineStr"><is><t>%s</t></is></c></row>',
            "F9",
        ),
        ("xl/sharedStrings.xml", b"</sst>", b"<si><t>%s</t></si>", ""),
    ],
)
def test_an_endless_text_is_refused(
    path: Path, part: str, end: bytes, text: bytes, cell: str
) -> None:
    longest = text % (b"x" * 1_000_001)
    problem = refused(repacked(path, {part: lambda xml: xml.replace(end, longest + end)}))
    assert (problem.code, problem.cell) == ("too-large", cell)
    assert "more than 1,000,000 characters" in problem.message


def test_entities_in_an_open_document_are_refused(tmp_path: Path) -> None:
    path = open_document(tmp_path / "t.ods", HEADER)
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("content.xml").replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1)
    repacked(path, {"content.xml": lambda _: xml})
    assert refused(path).code == "unreadable-file"


def far_cell(path: Path) -> Path:
    stray = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return repacked(path, {CLAIMS_PART: lambda xml: xml.replace(b"</sheetData>", stray)})


def text_table(content: str) -> Callable[[Path], Path]:
    def write_it(path: Path) -> Path:
        path = path.with_suffix(".csv")
        path.write_text(content)
        return path

    return write_it


@pytest.mark.parametrize(
    "make",
    [
        far_cell,
        text_table("claim_id,topic,stance" + "," * 1_000_000 + "\nc,tax,for" * 200_000),
        text_table("claim_id,topic,stance" + "," * 50_000_000),
        text_table("claim_id,topic,stance" + "\n" * 50_000_000),
    ],
    ids=["a far cell", "one row that is wide", "very many columns", "very many rows"],
)
def test_hostile_files_stay_within_memory_and_time(
    path: Path, make: Callable[[Path], Path]
) -> None:
    """All of it in one process that may have no more than a gigabyte and a half of addresses."""
    code = (
        "import sys; from stance.study.checking import check; "
        "sys.exit([p.code for p in check(sys.argv[1]).problems] != ['too-large'])"
    )
    limit = 1_500_000_000

    def confine() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    command = [sys.executable, "-c", code, str(make(path))]
    done = subprocess.run(command, preexec_fn=confine, timeout=60, check=False)
    assert done.returncode == 0


def test_what_looks_like_a_formula_is_inert_wherever_it_stands(tmp_path: Path) -> None:
    texts = ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1"]
    claims = SIX_CLAIMS.assign(claim=texts, question=texts, key_phrase=texts, speaker=texts)
    path = write(tmp_path / "coder.xlsx", content(claims=claims))
    with zipfile.ZipFile(path) as archive:
        assert b"<f>" not in archive.read(CLAIMS_PART)
    assert read(path).claims["claim"].tolist() == texts


def check_under(path: Path, **limits: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "stance", "check", str(path)]
    environment = os.environ | limits
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_the_environment_sets_other_limits(path: Path) -> None:
    assert check_under(path, STANCE_MAX_SHEETS="20").returncode == 0
    said = check_under(path, STANCE_MAX_SHEETS="5")
    assert said.returncode == 1
    assert "it has 9 sheets, more than 5" in said.stderr + said.stdout


def test_a_limit_that_is_no_number_is_wrong_usage(path: Path) -> None:
    said = check_under(path, STANCE_MAX_CELLS="many")
    assert said.returncode == 2
    assert 'STANCE_MAX_CELLS is "many" and should be a whole number' in said.stderr
    assert "Traceback" not in said.stderr
