"""Bytes turned into text: one rule for articles, tables and lists."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.articles.listing import listed_sources
from stance.articles.reading import read_article
from stance.core.decoding import NotTextError, decode
from stance.sheets.grids import open_book

RUSSIAN = "Дорога слишком длинная, сказал Борис Образцов."
TABLE = "expert;claim;topic;stance\r\n"
FRENCH = "The café was naïve about the road, and nothing at all came of it in the end."


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (RUSSIAN.encode(), RUSSIAN, "utf-8"),
        (RUSSIAN.encode("koi8-r"), RUSSIAN, "koi8-r"),
        (RUSSIAN.encode("cp1251"), RUSSIAN, "cp1251"),
        (RUSSIAN.encode("cp866"), RUSSIAN, "cp866"),
        (FRENCH.encode("cp1252"), FRENCH, "cp1252"),
        (FRENCH.encode("utf-16-le"), FRENCH, "utf-16-le"),
        (FRENCH.encode("utf-16-be"), FRENCH, "utf-16-be"),
        (b"", "", "utf-8"),
        *(
            ((TABLE + row).encode(encoding), TABLE + row, encoding)
            for row, encoding in (
                ("Łukasz Żółw;Łódź będzie gościć;Podatek;for", "cp1250"),
                ("Gül Şahin;Iğdır için;Vergi;for", "cp1254"),
                ("François Élan;Él dijo no;Größe;for", "mac_roman"),
                ("Анна Бергова;Налог поможет всем;Налог;for", "koi8-r"),
                ("王小明;这个税会有帮助;碳税;for", "gb18030"),
            )
        ),
    ],
)
def test_an_encoding_is_told_by_its_letters(data: bytes, text: str, encoding: str) -> None:
    assert decode(data) == (text, encoding)


@pytest.mark.parametrize(("letters", "mended"), [(9, True), (8, False)])
def test_a_tenth_of_damage_is_mended_and_more_is_another_encoding(
    letters: int, mended: bool
) -> None:
    _, encoding = decode(letters * "é".encode() + b"\xff")
    assert (encoding == "utf-8, 1 damaged characters replaced") is mended


@pytest.mark.parametrize("data", [b"\0\1\2\3\4", b"\x7fELF\0\0\xff\xfe\0"])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(NotTextError):
        decode(data)


@pytest.mark.parametrize("encoding", ["utf-8", "koi8-r", "cp1251", "utf-16"])
def test_an_article_a_table_and_a_list_are_read_alike(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(RUSSIAN.encode(encoding))
    (tmp_path / "a.csv").write_bytes(f'claim\n"{RUSSIAN}"\n'.encode(encoding))
    (tmp_path / "sources.csv").write_bytes(f'file;title\na.txt;"{RUSSIAN}"\n'.encode(encoding))
    assert read_article(tmp_path / "a.txt").text == RUSSIAN
    assert open_book(tmp_path / "a.csv").grids[0].rows[1] == [RUSSIAN]
    assert listed_sources(tmp_path).rows["a.txt"]["title"] == RUSSIAN


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf_8_is_always_read_as_it_stands(text: str) -> None:
    assert decode(text.encode()) == (text, "utf-8")
