"""Files that hold many articles give each of them, with what the list says of it."""

import json
from pathlib import Path

import pytest

from stance.articles.reading import read_article, read_articles
from stance.core.errors import DataError

WORDS = "“The road is too long,” said Ben Sample."


def read(tmp_path: Path, name: str, content: str) -> list[tuple[str, ...]]:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return [
        (a.title, a.author, a.publisher, a.published, a.text.split("\n\n", 1)[1], a.file)
        for a in read_articles(path)
    ]


TABLE = f'Headline,Publication,Date,Byline,Body\nRoad,Courier,2024-08-10,Anna Example,"{WORDS}"'
SEMICOLONS = (
    "title;media_name;publish_date;author;text\n"
    f'Road;Courier;10 August 2024;"Example, Anna";{WORDS}'
)
CSL = {
    "title": "Road",
    "container-title": "Courier",
    "abstract": WORDS,
    "author": [{"family": "Example", "given": "Anna"}],
    "issued": {"date-parts": [[2024, 8, 10]]},
}
ZOTERO = {
    "title": "Road",
    "publicationTitle": "Courier",
    "abstractNote": f"<p>{WORDS}</p>",
    "date": "2024-08-10",
    "creators": [{"firstName": "Anna", "lastName": "Example"}],
}
LINE = {
    "title": "Road",
    "media_name": ["Courier"],
    "publish_date": "2024-08-10T01:00",
    "author": "Anna Example",
    "text": WORDS,
}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("d.csv", TABLE),
        ("d.csv", SEMICOLONS),
        ("d.json", json.dumps([CSL])),
        ("d.json", json.dumps({"items": [{"data": ZOTERO}]})),
        ("d.json", json.dumps(LINE) + "\n" + json.dumps({"title": "Bare"})),
    ],
)
def test_a_list_of_articles_gives_each_with_what_it_says(
    tmp_path: Path, name: str, content: str
) -> None:
    expected = ("Road", "Anna Example", "Courier", "2024-08-10", WORDS, "d-0001.txt")
    assert read(tmp_path, name, content) == [expected]


def test_a_list_without_texts_says_so(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        read(tmp_path, "d.csv", "title,url,media_name\nRoad,http://x,Courier\n")
    (problem,) = caught.value.problems
    assert "no articles' text" in problem.message


def test_articles_of_a_list_without_text_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text(f"title,text\nRoad,{WORDS}\nBare,\n", encoding="utf-8")
    (article,) = read_articles(path)
    assert "1 of the list's articles have no text" in article.note


@pytest.mark.parametrize(("bare", "listed"), [(1, True), (2, False)])
def test_a_list_of_articles_has_a_title_in_half_of_its_rows(
    tmp_path: Path, bare: int, *, listed: bool
) -> None:
    path = tmp_path / "d.csv"
    path.write_text(f"title,user,text\nRoad,anna,{WORDS}\n" + ",anna,Words.\n" * bare, "utf-8")
    if listed:
        assert [article.title for article in read_articles(path)] == ["Road"]
    else:
        with pytest.raises(DataError):
            list(read_articles(path))


def test_a_table_of_posts_is_no_list_of_articles(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text("user,text\nanna,The road is long.\n", encoding="utf-8")
    assert [a.stretches for a in read_articles(path)] == [read_article(path).stretches]
