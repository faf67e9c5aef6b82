"""JSON records are a table: a row a record, a column a field."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from stance.cli.app import app
from stance.core.errors import DataError
from stance.sheets.grids import open_book
from stance.sheets.kinds import kind_of_bytes
from stance.sheets.limits import Limits

HEADS = ["speaker", "topic", "n", "sure", "who.land"]
RECORDS: list[dict[str, Any]] = [
    {"speaker": "Anna", "topic": ["tax", "road"], "n": 7, "sure": True, "who": {"land": "UK"}},
    {"topic": None, "speaker": 'a "b"; c', "n": 0.5},
]
ROWS = [["Anna", "tax; road", "7", "true", "UK"], ['a "b"; c', "", "0.5", "", ""]]

TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs"]))


def as_list(records: list[dict[str, Any]]) -> str:
    return json.dumps(records, ensure_ascii=False, indent=1)


def as_lines(records: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(one) + "\n" for one in records)


@pytest.mark.parametrize("write", [as_list, as_lines, lambda them: f"\ufeff\n{as_list(them)}"])
def test_each_record_is_a_row_and_each_field_a_column(tmp_path: Path, write: Any) -> None:
    path = tmp_path / "claims.json"
    path.write_text(write(RECORDS), encoding="utf-8")
    book = open_book(path)
    (grid,) = book.grids
    assert grid.rows == [HEADS, *ROWS]
    (told,) = book.problems
    assert told.message == "its 2 records were read as rows, the first as row 2"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(
    records=st.lists(st.dictionaries(st.sampled_from("abc"), TEXTS, min_size=1), min_size=2),
    write=st.sampled_from([as_list, as_lines]),
)
def test_whatever_texts_records_hold_stand_in_the_table(
    tmp_path: Path, records: list[dict[str, str]], write: Any
) -> None:
    path = tmp_path / "claims.json"
    path.write_text(write(records), encoding="utf-8", errors="surrogatepass")
    head, *rows = open_book(path).grids[0].rows
    assert [{k: v for k, v in zip(head, row, strict=True) if v} for row in rows] == [
        {k: v for k, v in one.items() if v} for one in records
    ]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[{"speaker": "a"}]', "records"),
        ('{"speaker": "a"}\n{"speaker": "b"}\n', "records"),
        ('{"speaker": "a"}\n', "json"),
        ('{"claims": [\n{"speaker": "a"}]}', "json"),
        ("[1, 2]", "json"),
        ('[{"text": "a", "label": ["b"]}]', "doccano"),
        ('[{"text": "a", "label": "for", "speaker": "b", "topic": "c"}]', "records"),
        ('[{"text": "a", "label": "for", "speaker": "b"}]', "doccano"),
        ('[{"text": "a", "label": ["for"], "speaker": "b", "topic": "c"}]', "doccano"),
        ('[{"text": "a", "spans": [[0, 1, "b"]]}]', "doccano"),
        ('[{"text": "a", "topics": ["b"]}]', "records"),
    ],
)
def test_records_are_told_from_other_json(text: str, key: str) -> None:
    kind = kind_of_bytes("x.json", text.encode())
    assert kind is not None
    assert kind.key == key


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[{"a": 1}, 2, 3]', "its value no. 2 is no record: it has no names"),
        ('{"a": 1}\n{"b"}\n[2]\n', "lines 2, 3 are no JSON objects"),
        ('[{"a": 1}', "it is no whole JSON (line 1)"),
        ('[{"a": "b", "c": "d"}, {"e": "f"}]', "3 rows × 3 columns, more than 8 cells"),
    ],
)
def test_what_is_no_table_of_records_is_refused_with_its_place(
    tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "claims.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as refused:
        open_book(path, Limits(cells=8))
    assert said in refused.value.problems[0].message


def test_a_table_of_as_many_cells_as_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "claims.json"
    path.write_text('[{"a": "b", "c": "d"}, {"e": "f"}]', encoding="utf-8")
    assert len(open_book(path, Limits(cells=9)).grids[0].rows) == 3


def test_a_script_s_records_become_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = [("Anna Berg", "tax", "for"), ("Bek Omar", "tax", "against")]
    records = [dict(zip(("speaker", "issue", "position"), one, strict=True)) for one in said]
    Path("claims.jsonl").write_text(as_lines(records), encoding="utf-8")
    assert CliRunner().invoke(app, ["report", "claims.jsonl", "-o", "page.html"]).exit_code == 0
    page = Path("page.html").read_text(encoding="utf-8")
    assert "Anna Berg" in page
    assert "its 2 records were read as rows" in page
    done = CliRunner().invoke(app, ["import", "claims.jsonl", "-o", "study"])
    assert "it needs no import: stance report claims.jsonl" in str(done.exception)
