"""What is written is what is read."""

import hashlib
import re
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stance.core import contracts as frames
from stance.core.errors import DataError
from stance.core.text import CELL_TEXT
from stance.workbook import form
from stance.workbook.meta import words_hash
from stance.workbook.reading import read
from stance.workbook.writing import write
from tests.workbook_material import CLAIMS, CODEBOOK, EXPERTS, SOURCES, answer, content, typed

#: Any text that XML can carry in some way: no lone surrogates, which no file can hold.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def test_a_written_workbook_is_read_back_whole(tmp_path: Path) -> None:
    made = content(
        answer("c1", "tax", "strongly for", confidence="3", note="sure of it"),
        answer("c1", "road", "against", slot=2, note="sure of it"),
        answer("c2", "none", confidence="1"),
    )
    found = read(write(tmp_path / "coder.xlsx", made))
    assert found.problems == ()
    assert found.annotator == "coder"
    assert found.title == "A small study"
    assert found.codebook == CODEBOOK
    places = ["file", "sheet", "row"]
    assert found.claims.drop(columns=places).equals(CLAIMS.drop(columns=places))
    assert found.experts.equals(EXPERTS)
    assert found.sources.equals(SOURCES)
    assert typed(found.answers) == typed(made.answers)
    # In the sheet: claim_id A … claim F, key_phrase G, hidden copy H, topic I, stance J,
    # confidence K, topic_2 L, stance_2 M.
    assert found.claims["row"].tolist() == [2, 3, 4]
    assert found.annotations["topic_cell"].tolist() == ["H2", "L2", "H3"]
    assert found.annotations["stance_cell"].tolist() == ["J2", "N2", "J3"]
    assert found.annotations["score"].tolist()[:2] == [2, -1]


@settings(max_examples=25, deadline=None)
@given(words=st.lists(TEXT, min_size=3, max_size=3), notes=st.lists(TEXT, min_size=3, max_size=3))
def test_any_text_comes_back_as_it_was(words: list[str], notes: list[str]) -> None:
    claims = CLAIMS.assign(claim=words, key_phrase=words[::-1], question=notes)
    stances = ("for", "unclear", "mixed")
    answers = [
        answer(c, "tax", s, note=n, correct_speaker=w, correct_words=n, not_a_claim=w)
        for c, s, n, w in zip(CLAIMS["claim_id"], stances, notes, words, strict=True)
    ]
    made = content(*answers, claims=claims)
    with TemporaryDirectory() as folder:
        found = read(write(Path(folder) / "coder.xlsx", made))
    for name in ("claim", "key_phrase", "question"):
        assert found.claims[name].tolist() == claims[name].tolist()
    assert typed(found.answers) == typed(made.answers)


@pytest.mark.parametrize("text", ["None", "N/A", "NA", "null", "nan", "TRUE", "1e5", "007", "1-2"])
def test_text_that_looks_like_something_else_stays_text(tmp_path: Path, text: str) -> None:
    made = content(answer("c1", "tax", "for", note=text), claims=CLAIMS.assign(claim=text))
    found = read(write(tmp_path / "coder.xlsx", made))
    assert found.claims["claim"].tolist() == [text] * 3
    assert found.answers["note"].tolist() == [text]


def test_no_text_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    texts = ["=1+1", "+1", "@SUM(A1)"]
    claims = CLAIMS.assign(claim=texts, key_phrase=["http://a.example", "-1", "=HYPERLINK(1)"])
    path = write(tmp_path / "coder.xlsx", content(claims=claims))
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
        names = archive.namelist()
    assert "<f>" not in sheet
    assert not re.search("hyperlink", sheet)
    assert not [name for name in names if "rels" in name and "sheet2" in name]
    assert read(path).claims["claim"].tolist() == texts


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    made = content(answer("c1", "tax", "for"))
    first = write(tmp_path / "a" / "coder.xlsx", made).read_bytes()
    assert write(tmp_path / "b" / "coder.xlsx", made).read_bytes() == first


def test_a_text_too_long_for_a_cell_stops_the_writing(tmp_path: Path) -> None:
    long = content(answer("c1", "tax", "for", note="x" * (CELL_TEXT + 1)))
    with pytest.raises(DataError) as caught:
        write(tmp_path / "coder.xlsx", long)
    assert [(p.code, p.cell) for p in caught.value.problems] == [("text-too-long", "Q2")]
    assert list(tmp_path.iterdir()) == []


def test_as_many_line_breaks_as_excel_takes_come_back(tmp_path: Path) -> None:
    note = "x" + "\n" * 253 + "y"
    path = write(tmp_path / "coder.xlsx", content(answer("c1", "tax", "for", note=note)))
    assert read(path).answers["note"].tolist() == [note]


def test_more_line_breaks_than_excel_takes_stop_the_writing(tmp_path: Path) -> None:
    long = content(answer("c1", "tax", "for", note="x" + "\n" * 254 + "y"))
    with pytest.raises(DataError, match="254 line breaks") as caught:
        write(tmp_path / "coder.xlsx", long)
    assert [(p.code, p.cell) for p in caught.value.problems] == [("text-too-long", "Q2")]


def test_what_was_there_is_kept_as_a_backup(tmp_path: Path) -> None:
    path = write(tmp_path / "coder.xlsx", content(answer("c1", "tax", "for")))
    before = path.read_bytes()
    write(path, content(answer("c1", "tax", "against")))
    assert (tmp_path / "coder.xlsx.1.bak").read_bytes() == before
    assert read(path).annotations["stance"].tolist() == ["against"]


@pytest.mark.parametrize("lock", ["~$coder.xlsx", ".~lock.coder.xlsx#"])
def test_an_open_workbook_is_not_replaced(tmp_path: Path, lock: str) -> None:
    path = write(tmp_path / "coder.xlsx", content(answer("c1", "tax", "for")))
    (tmp_path / lock).write_text("someone")
    before = path.read_bytes()
    with pytest.raises(DataError, match="open in a spreadsheet"):
        write(path, content())
    assert path.read_bytes() == before


def test_two_experts_of_one_name_are_written_by_id(tmp_path: Path) -> None:
    experts = frames.EXPERTS.build(
        [{"expert_id": i, "name": "Anna Example"} for i in ("anna", "ben")]
    )
    found = read(write(tmp_path / "coder.xlsx", content(experts=experts)))
    assert found.problems == ()
    assert found.claims["expert_id"].tolist() == ["anna", "ben", "ben"]


def test_answers_that_are_not_legal_are_written_as_they_were_typed(tmp_path: Path) -> None:
    made = content(answer("c1", "taxx", "Forr", confidence="9", note="keep me"))
    found = read(write(tmp_path / "coder.xlsx", made))
    assert typed(found.answers) == typed(made.answers)
    assert len(found.annotations) == 0


@settings(max_examples=15, deadline=None)
@given(
    rows=st.permutations(range(3)),
    columns=st.permutations(range(len(form.claim_fields(2)))),
    notes=st.lists(TEXT, min_size=3, max_size=3),
)
def test_shuffled_by_row_and_column_it_reads_the_same(
    rows: list[int], columns: list[int], notes: list[str]
) -> None:
    given_answers = [
        answer("c1", "tax", "for", note=notes[0]),
        answer("c2", "road", "unclear", note=notes[1]),
        answer("c2", "tax", "mixed", slot=2, note=notes[1]),
        answer("c3", "none", note=notes[2]),
    ]
    made = content(*given_answers)
    with TemporaryDirectory() as folder:
        path = write(Path(folder) / "coder.xlsx", made)
        book = openpyxl.load_workbook(path)
        sheet = book["Claims"]
        values = [[cell.value for cell in row] for row in sheet.iter_rows()]
        shuffled = [values[0], *(values[1 + row] for row in rows)]
        for number, row in enumerate(shuffled, start=1):
            for place, column in enumerate(columns, start=1):
                cell = sheet.cell(number, place)
                cell.value = row[column]
                cell.data_type = "s" if isinstance(row[column], str) else cell.data_type
        book.save(path)
        found = read(path)
    assert found.problems == ()
    assert sorted(typed(found.answers)) == sorted(typed(made.answers))


def test_the_hash_of_all_words_stays_what_issued_workbooks_hold() -> None:
    joined = "c1\x1fc2\x1eyes\x1fno"
    expected = hashlib.blake2b(joined.encode(), digest_size=16).hexdigest()
    assert words_hash([["c1", "c2"], ["yes", "no"]]) == expected
