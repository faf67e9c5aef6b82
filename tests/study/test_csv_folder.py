"""A folder of tables becomes a study; no file is lost, joined or passed over without a word."""

from pathlib import Path

import openpyxl
import pytest

from stance.core.errors import DataError
from stance.study.combining import combine
from stance.study.csv_folder import read_csv_folder, write_study
from stance.study.folder import read_study

TABLES = {
    "topics.csv": "topic,label,proposition\ntax,Tax,Tax it.\n",
    "experts.csv": "expert_id,name\nanna,Anna\nbek,Bek\n",
    "claims.csv": "claim_id,expert,claim\nc1,anna,It helps\nc2,bek,It hurts\n",
    "ana.csv": "claim_id,topic,stance\nc1,tax,for\nc2,tax,against\n",
}


def folder(path: Path, **more: str) -> Path:
    for name, text in {**TABLES, **{f"{n}.csv": t for n, t in more.items()}}.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("pair", [("ana", "ANA"), ("coder a", "coder_a"), ("x-y", "x y")])
def test_two_files_that_would_be_one_are_refused_by_name(
    tmp_path: Path, pair: tuple[str, str]
) -> None:
    folder(tmp_path, **dict.fromkeys(pair, TABLES["ana.csv"]))
    with pytest.raises(DataError) as caught:
        read_csv_folder(tmp_path)
    (problem,) = caught.value.problems
    assert problem.code == "two-workbooks"
    assert all(f"{name}.csv" in problem.message for name in pair)


@pytest.mark.parametrize("name", ["study", "Study", "con"])
def test_a_name_that_no_annotator_can_have_is_refused(tmp_path: Path, name: str) -> None:
    folder(tmp_path, **{name: TABLES["ana.csv"]})
    with pytest.raises(DataError) as caught:
        read_csv_folder(tmp_path)
    assert [(p.code, p.file) for p in caught.value.problems] == [
        ("unknown-annotator", f"{name}.csv")
    ]


def test_the_lists_are_found_whatever_their_case(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "topics.csv").rename(tmp_path / "Topics.CSV")
    assert [content.name for content in read_csv_folder(tmp_path)] == ["study.xlsx", "ana.xlsx"]


def test_an_adjudicated_table_holds_decisions_that_win_over_votes(tmp_path: Path) -> None:
    folder(tmp_path, ben=TABLES["ana.csv"], adjudicated="claim_id,topic,stance\nc1,tax,against\n")
    write_study(tmp_path / "s", read_csv_folder(tmp_path))
    found = combine(read_study(tmp_path / "s"))
    assert found.decisions["stance"].tolist() == ["against"]
    assert set(found.annotations["annotator"]) == {"ana", "ben"}


def test_a_workbook_of_a_coder_is_read_beside_the_tables(tmp_path: Path) -> None:
    folder(tmp_path)
    book = openpyxl.Workbook()
    for row in (["claim_id", "topic", "stance"], ["c1", "tax", "against"]):
        book.active.append(row)
    book.save(tmp_path / "ben.xlsx")
    _, *coded = read_csv_folder(tmp_path)
    assert [(c.name, c.annotations["stance"].tolist()) for c in coded] == [
        ("ana.xlsx", ["for", "against"]),
        ("ben.xlsx", ["against"]),
    ]


def test_a_table_that_is_nobodys_and_other_files_are_named(tmp_path: Path) -> None:
    folder(tmp_path, notes="a,b\n1,2\n")
    (tmp_path / "readme.txt").write_text("x")
    (tmp_path / "old.xls").write_text("x")
    study, *_ = read_csv_folder(tmp_path)
    told = {(p.code, p.file) for p in study.problems}
    assert told == {
        ("unread-file", "notes.csv"),
        ("unread-file", "old.xls"),
        ("skipped-file", "readme.txt"),
    }


def test_there_is_a_study_only_when_all_its_annotators_are_there(tmp_path: Path) -> None:
    written = write_study(tmp_path / "out", read_csv_folder(folder(tmp_path)))
    assert [path.name for path in written] == ["study.xlsx", "ana.xlsx"]
    (tmp_path / "other" / "ana.xlsx").mkdir(parents=True)  # as where it cannot be written
    with pytest.raises(OSError, match="ana"):
        write_study(tmp_path / "other", read_csv_folder(tmp_path))
    assert not (tmp_path / "other" / "study.xlsx").exists()
