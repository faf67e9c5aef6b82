"""Files are named for what they are, by their bytes."""

import io
import zipfile

import pytest

from stance.core.errors import DataError
from stance.sheets.grids import open_book
from stance.sheets.kinds import KINDS, kind_of_bytes


def packed(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


SQLITE = b"SQLite format 3\0" + b"\0" * 80
CASES = [
    ("refi", "a.zip", packed("project.qde", "sources/a.txt")),
    ("workbook", "a.bin", packed("xl/workbook.xml")),
    ("word", "a.xlsx", packed("word/document.xml")),
    ("slides", "a", packed("ppt/presentation.xml")),
    ("zip", "a.zip", packed("a.txt")),
    ("inception-project", "a.zip", packed("exportedproject.json")),
    ("dna", "a", SQLITE + b"TABLE STATEMENTS( TABLE ENTITIES( TABLE DOCUMENTS( TABLE CODERS("),
    ("dna2", "a", SQLITE + b"TABLE STATEMENTS( TABLE DOCUMENTS( TABLE CODERS("),
    ("taguette", "a", SQLITE + b"CREATE TABLE highlights ( CREATE TABLE tags ("),
    ("sqlite", "a", SQLITE),
    ("pdf", "a.xlsx", b"%PDF-1.7"),
    ("rtf", "a", b"{\\rtf1"),
    ("xls", "a.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 20),
    ("word97", "a.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 20),
    ("image", "a", b"\x89PNG\r\n"),
    ("sav", "a", b"$FL2@(#)"),
    ("dta", "a", b"<stata_dta><header>"),
    ("parquet", "a", b"PAR1"),
    ("packed", "a", b"\x1f\x8b\x08"),
    ("refi-codebook", "a.qdc", b'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"/>'),
    ("refi-xml", "a.qde", b'<?xml version="1.0"?><Project xmlns="urn:QDA-XML:project:1.0"/>'),
    ("uima-xmi", "a", b'<xmi:XMI xmlns:cas="http:///uima/cas.ecore"/>'),
    ("webanno", "a.tsv", b"#FORMAT=WebAnno TSV 3.3\n"),
    ("web", "a", b"<!DOCTYPE html><p>"),
    ("uima-json", "a", b'{"%TYPES":{}, "%FEATURE_STRUCTURES":[]}'),
    ("potato", "a", b'{"user_id":"a","instance_id_to_label_to_value":{}}'),
    ("hypothesis", "a", b'[{"user":"acct:a","uri":"https://a","tags":[],"target":[]}]'),
    ("w3c", "a", b'{"@context":"http://www.w3.org/ns/anno.jsonld"}'),
    ("claimreview", "a", b'{"@type":"ClaimReview"}'),
    ("llm", "a", b'{"custom_id":"1","response":{}}'),
    ("labelstudio", "a", b'[{"id":1,"data":{"text":"a"},"annotations":[]}]'),
    ("labelstudio-min", "a", b'[{"text":"a","annotator":1,"annotation_id":1}]'),
    ("argilla", "a", b'{"fields":{"text":"a"},"responses":{}}'),
    ("argilla", "a", b'{"text":"a","label.responses":["x"]}'),
    ("prodigy", "a", b'{"text":"a","_input_hash":1,"answer":"accept"}'),
    ("csl", "a", b'[{"id":"a","type":"book","title":"b","issued":{"date-parts":[[2020]]}}]'),
    ("doccano", "a", b'{"text":"a","label":["x"]}'),
    ("doccano", "a", '\ufeff{"body":"a","spans":[[0,1,"X"]]}'.encode()),
    ("json", "a", b'{"a": 1}'),
    ("ris", "a", b"TY  - NEWS\r\nER  - \r\n"),
    ("bibtex", "a", b"% exported\n\n@article{a, title={b}}"),
    ("brat", "a.ann", b"T1\tStance 0 3\tabc\n"),
    ("polis", "a.csv", b"timestamp,datetime,comment-id,voter-id,vote\n"),
    ("polis", "a.csv", b"topic,What?\nurl,https://pol.is/1\n"),
]


@pytest.mark.parametrize(("key", "name", "data"), CASES, ids=lambda v: v if type(v) is str else "")
def test_a_file_is_known_by_its_bytes(key, name, data) -> None:
    kind = kind_of_bytes(name, data)
    assert kind is not None
    assert kind.key == key


@pytest.mark.parametrize("data", [b"", b"expert,claim\nA,b\n", b"Some text.", b"item,a,b\n1,2,3"])
def test_tables_and_texts_are_no_kind_of_their_own(data) -> None:
    assert kind_of_bytes("a.csv", data) is None


def test_every_kind_says_what_to_do_with_the_very_file() -> None:
    for kind in KINDS.values():
        assert kind.name
        assert "{" not in kind.advice("a.x")
        assert kind.hint


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        (
            "p.qdpx",
            packed("project.qde"),
            "this is a REFI-QDA project; read it with",
        ),
        ("p.xlsx", packed("word/document.xml"), "a Word document under the name of a workbook"),
        ("p.json", b'[{"data":{"text":"a"},"annotations":[]}]', "this is Label Studio JSON"),
        ("p.xlsx", b"a,b\n1,2", "this is a CSV text table under the name of a workbook"),
        ("p.xlsx", b"abc", "this is no workbook"),
        ("p.pdf", b"%PDF-1", "this is a PDF; to find claims in it: stance extract p.pdf"),
    ],
)
def test_a_sound_file_of_another_kind_is_never_called_damaged(tmp_path, name, data, said) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(DataError) as caught:
        open_book(tmp_path / name)
    assert said in str(caught.value)
    assert "damaged" not in str(caught.value)


def test_a_torn_workbook_is_still_called_damaged(tmp_path) -> None:
    (tmp_path / "a.xlsx").write_bytes(packed("xl/workbook.xml")[:-20])
    with pytest.raises(DataError, match="damaged"):
        open_book(tmp_path / "a.xlsx")
