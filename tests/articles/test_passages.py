"""Words put back from articles; all articles here are made up."""

from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest

from stance.articles.passages import passages, where_articles_are
from stance.core.contracts import CLAIMS, SOURCES
from stance.core.errors import DataError
from tests.shared_folder import shared

ARTICLE = "Title\n\n“Trade 🐟 grows,” said Anna Example.\nThe end.\n"


def claims(*spans: tuple[str, float, float]) -> pd.DataFrame:
    return CLAIMS.build(
        [
            {"claim_id": name, "source_id": "s1", "start": start, "end": end}
            for name, start, end in spans
        ]
    )


def sources(file: str = "a.txt", data: bytes = ARTICLE.encode()) -> pd.DataFrame:
    return SOURCES.build([{"source_id": "s1", "file": file, "sha256": sha256(data).hexdigest()}])


TRADE = claims(("c1", 8, 22))


def test_the_words_between_the_offsets_come_back_also_after_an_emoji(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(ARTICLE.encode())
    found = passages(claims(("c1", 8, 22), ("c2", 29, 41)), sources(), tmp_path)
    assert found.texts == {"c1": "Trade 🐟 grows,", "c2": "Anna Example"}
    assert found.problems == ()


def test_a_changed_article_is_reported_once_and_never_quoted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("X" + ARTICLE, encoding="utf-8")
    found = passages(claims(("c1", 8, 22), ("c2", 29, 41)), sources(), tmp_path)
    assert found.texts == {}
    assert [p.code for p in found.problems] == ["source-changed"]


def test_a_missing_article_is_reported(tmp_path: Path) -> None:
    found = passages(TRADE, sources(), tmp_path)
    assert [(p.code, p.file) for p in found.problems] == [("source-missing", "a.txt")]


def test_a_source_that_is_not_listed_counts_as_missing(tmp_path: Path) -> None:
    found = passages(TRADE, SOURCES.empty(), tmp_path)
    assert [p.code for p in found.problems] == ["source-missing"]


def test_a_renamed_article_in_a_folder_below_is_found_by_its_hash(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "renamed.txt").write_bytes(ARTICLE.encode())
    assert passages(TRADE, sources(), tmp_path).texts == {"c1": "Trade 🐟 grows,"}


def test_of_two_files_with_the_name_the_one_with_the_hash_counts(tmp_path: Path) -> None:
    for folder, text in (("old", "other words entirely"), ("new", ARTICLE)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_bytes(text.encode())
    assert passages(TRADE, sources(), tmp_path).texts == {"c1": "Trade 🐟 grows,"}


@pytest.mark.parametrize("recorded", [b"\r\n", b"\n"])
@pytest.mark.parametrize("here", [b"\r\n", b"\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_converted_line_ends_and_byte_order_marks_are_converted_back(
    tmp_path: Path, recorded: bytes, here: bytes, mark: bytes
) -> None:
    original = ARTICLE.encode().replace(b"\n", recorded)
    (tmp_path / "a.txt").write_bytes(mark + ARTICLE.encode().replace(b"\n", here))
    found = passages(TRADE, sources(data=original), tmp_path)
    assert found.texts["c1"] == original.decode()[8:22]


@pytest.mark.parametrize(
    ("start", "end"),
    [(0, 999), (-1, 5), (9, 9), (12, 8), (1.5, 4), (float("nan"), 4), (4, float("nan"))],
)
def test_a_locator_that_means_nothing_is_reported(tmp_path: Path, start: float, end: float) -> None:
    (tmp_path / "a.txt").write_bytes(ARTICLE.encode())
    found = passages(claims(("c1", start, end)), sources(), tmp_path)
    assert found.texts == {}
    assert [(p.code, p.claim_id) for p in found.problems] == [("bad-locator", "c1")]


@pytest.mark.parametrize(
    ("start", "end"),
    [(0, len(ARTICLE)), (len(ARTICLE) - 1, len(ARTICLE)), (0, 1)],
    ids=["the whole", "its last character", "its first"],
)
def test_a_passage_may_begin_and_end_with_the_article(tmp_path: Path, start: int, end: int) -> None:
    (tmp_path / "a.txt").write_bytes(ARTICLE.encode())
    found = passages(claims(("c1", start, end)), sources(), tmp_path)
    assert (found.texts, found.problems) == ({"c1": ARTICLE[start:end]}, ())


@pytest.mark.parametrize(("more", "read"), [(0, True), (1, False)])
def test_an_article_of_the_greatest_size_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: int, read: bool
) -> None:
    (tmp_path / "a.txt").write_bytes(ARTICLE.encode())
    monkeypatch.setattr("stance.articles.passages.MAX_BYTES", len(ARTICLE.encode()) - more)
    assert bool(passages(TRADE, sources(), tmp_path).texts) is read


@pytest.mark.parametrize(("most", "read"), [(2, True), (1, False)])
def test_so_many_files_of_a_folder_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, read: bool
) -> None:
    (tmp_path / "a.md").write_text("first by name")
    (tmp_path / "a.txt").write_bytes(ARTICLE.encode())
    monkeypatch.setattr("stance.articles.passages.MAX_FILES", most)
    assert bool(passages(TRADE, sources(), tmp_path).texts) is read


def test_claims_without_a_locator_need_no_article(tmp_path: Path) -> None:
    nothing = float("nan")
    found = passages(claims(("c1", nothing, nothing)), sources(), tmp_path)
    assert (found.texts, found.problems) == ({}, ())


@pytest.mark.parametrize("name", ["../a.txt", "/etc/passwd", "..", "", "x\0y"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_bytes(ARTICLE.encode())
    (tmp_path / "folder").mkdir()
    found = passages(TRADE, sources(file=name), tmp_path / "folder")
    assert [p.code for p in found.problems] == ["source-missing"]


def test_an_article_without_a_recorded_hash_is_not_trusted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(ARTICLE.encode())
    found = passages(TRADE, sources().assign(sha256=""), tmp_path)
    assert [p.code for p in found.problems] == ["source-changed"]


def test_bytes_that_are_not_utf8_are_reported(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"caf\xe9 au lait, no more")
    found = passages(TRADE, sources(data=b"caf\xe9 au lait, no more"), tmp_path)
    assert [p.code for p in found.problems] == ["bad-locator"]


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="does not exist"):
        passages(TRADE, sources(), tmp_path / "none")


def test_every_key_phrase_of_the_sample_study_stands_in_its_passage() -> None:
    rows = pd.read_csv(shared("study/claims.csv"), keep_default_na=False)
    found = passages(
        CLAIMS.check(CLAIMS.complete(rows)),
        SOURCES.check(pd.read_csv(shared("study/sources.csv"), dtype=str, keep_default_na=False)),
        shared("seeds"),
    )
    assert found.problems == ()
    assert len(found.texts) == 85
    assert all(
        row.key_phrase.casefold() in found.texts[row.claim_id].casefold()
        for row in rows.itertuples()
    )


def test_a_text_that_the_study_keeps_itself_is_found_beside_the_reader_s_articles(
    tmp_path: Path,
) -> None:
    (tmp_path / "study" / "texts").mkdir(parents=True)
    (tmp_path / "study" / "texts" / "a.txt").write_bytes(ARTICLE.encode())
    (tmp_path / "articles").mkdir()
    folders = where_articles_are(tmp_path / "study", tmp_path / "articles")
    found = passages(TRADE, sources(), *folders)
    assert (found.texts, found.problems) == ({"c1": "Trade 🐟 grows,"}, ())
    assert where_articles_are(tmp_path, tmp_path / "articles") == (tmp_path / "articles",)
