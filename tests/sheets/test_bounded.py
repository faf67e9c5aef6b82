"""Hostile files of other programs are refused within the documented limits."""

import json

import pytest

from stance.core.errors import DataError
from stance.sheets import bounded
from stance.sheets.bounded import DEEPEST, json_lines, json_of, said, xml_of
from stance.sheets.limits import Limits


def nested(levels: int) -> str:
    return "[" * levels + "]" * levels


@pytest.mark.parametrize(("levels", "legal"), [(DEEPEST, True), (DEEPEST + 1, False)])
def test_json_is_nested_no_deeper_than_the_limit(tmp_path, levels, legal) -> None:
    path = tmp_path / "a.json"
    path.write_text(nested(levels))
    if legal:
        assert json_of(path)
    else:
        with pytest.raises(DataError, match=r"a\.json: it is nested more than 100 levels deep"):
            json_of(path)


def test_a_million_levels_are_refused_and_nothing_overflows(tmp_path) -> None:
    (tmp_path / "a.json").write_text("[" * 1_000_000)
    with pytest.raises(DataError, match="levels deep"):
        json_of(tmp_path / "a.json")
    (tmp_path / "a.jsonl").write_text('{"a":' * 100_000)
    with pytest.raises(DataError, match="levels deep"):
        list(json_lines(tmp_path / "a.jsonl"))


def test_brackets_in_texts_are_no_depth(tmp_path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(["[" * 500 + '"\\']))
    assert json_of(tmp_path / "a.json")


def test_more_values_than_a_sheet_has_cells_are_refused_before_they_are_read(tmp_path) -> None:
    path = tmp_path / "a.json"
    path.write_text("[1,1,1]")
    assert json_of(path, Limits(cells=3)) == [1, 1, 1]
    with pytest.raises(DataError, match="more than 2 values"):
        json_of(path, Limits(cells=2))
    with pytest.raises(DataError, match="it has 7 bytes"):
        json_of(path, Limits(file_bytes=6))


def test_a_line_is_no_longer_than_the_limit(tmp_path, monkeypatch) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"a":1}\n')
    monkeypatch.setattr(bounded, "LONGEST_LINE", 8)
    assert list(json_lines(path)) == [{"a": 1}]
    monkeypatch.setattr(bounded, "LONGEST_LINE", 7)
    with pytest.raises(DataError, match="line 1 has more than 7 bytes"):
        list(json_lines(path))


def test_lines_that_are_no_json_are_named_at_once(tmp_path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('\ufeff{"a":1}\n\nnot json\n[1]\n{"b":' + "9" * 5000 + "}\n")
    with pytest.raises(DataError, match="lines 3, 4, 5 are no JSON objects"):
        list(json_lines(path))


def test_a_list_of_objects_is_read_as_its_lines(tmp_path) -> None:
    (tmp_path / "a.json").write_text('\ufeff [{"a":1},{"a":2}]')
    assert [one["a"] for one in json_lines(tmp_path / "a.json")] == [1, 2]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32"])
def test_no_document_type_is_ever_parsed(encoding) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    with pytest.raises(DataError, match="entities"):
        xml_of("a.xml", bomb.encode(encoding))


def test_xml_that_is_torn_too_deep_or_too_large_is_refused() -> None:
    with pytest.raises(DataError, match="not whole"):
        xml_of("a.xml", b"<a><b></a>")
    with pytest.raises(DataError, match="not whole"):
        xml_of("a.xml", b"<a>" * 100_000 + b"</a>" * 100_000)
    with pytest.raises(DataError, match="its XML has 4 bytes, more than 3"):
        xml_of("a.xml", b"<a/>", Limits(file_bytes=3))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (3.0, "3"),
        (2.5, "2.5"),
        ("a\ud83db", "a\ufffdb"),
        ("\U0001f4a9", "\U0001f4a9"),
        ([1], "[1]"),
    ],
)
def test_a_value_of_json_is_said_as_a_text_of_the_same_length(value, text) -> None:
    assert said(value) == text


@pytest.mark.parametrize(("length", "legal"), [(9_000_000, True), (11_000_000, False)])
def test_a_text_in_xml_is_no_longer_than_its_library_allows(length: int, *, legal: bool) -> None:
    data = b"<a>" + b"x" * length + b"</a>"
    if legal:
        assert len(xml_of("a.xml", data).text) == length
    else:
        with pytest.raises(DataError, match="its XML is not whole"):
            xml_of("a.xml", data)
