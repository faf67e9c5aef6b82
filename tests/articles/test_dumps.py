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
        ("d.json", json.dumps(LINE)),
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


def kept_and_told(path: Path) -> tuple[list[str], list[str]]:
    """Return the titles that are read, and what is said of the rest."""
    articles = read_articles(path)
    titles: list[str] = []
    try:
        while article := next(articles, None):
            titles.append(article.title)
    except DataError as error:
        return titles, [p.message for p in error.problems]
    return titles, []


ROW = f'Road,"{WORDS}"\n'
ITEM = json.dumps({"title": "Road", "text": WORDS})


@pytest.mark.parametrize(
    ("name", "content", "kept", "told"),
    [
        ("d.csv", f"title,text\n{ROW}", 1, []),
        ("d.csv", f"title,text\n\n{ROW}", 1, []),
        ("d.csv", f"title,text\n{ROW}Bare,\n", 1, ["a title and no text: line 3"]),
        ("d.csv", f"title,text\n{ROW}{ROW},Words.\n", 2, ["a text and no title: line 4"]),
        ("d.csv", f"title,text\n{ROW}Torn,the road, which is long\n", 2, ["texts are cut: line 3"]),
        ("d.csv", f"title,text\n{ROW}Even,Words., \n", 2, ["texts are cut: line 3"]),
        ("d.csv", f"title,text\n{ROW}Even,Words.,\n", 2, []),
        ("d.csv", f"title,text\n{ROW}Bad,a\rb\n{ROW}", 1, ["from line 3 on"]),
        ("d.csv", f'title,text\nRoad,"Long\nwords"\n{ROW}Bad,a\rb\n', 2, ["from line 5 on"]),
        ("d.csv", f"title,text\n{ROW}{ROW}{ROW}{ROW}", 3, ["from line 5 on, for it has more"]),
        ("d.json", f"{ITEM}\n{{oh\n\n{ITEM}\n", 2, ["is no JSON: line 2"]),
        ("d.json", f"[{ITEM}, 7, {ITEM}]", 2, ["is no article: item 2"]),
        ("d.json", f"[{ITEM}, {ITEM}, {ITEM}]", 3, []),
        ("d.json", f"[{ITEM}, {ITEM}, {ITEM}, {ITEM}]", 3, ["from item 4 on, for it has more"]),
        ("d.json", f"{ITEM}\n{ITEM}\n{ITEM}\n{ITEM}", 3, ["from line 4 on, for it has more"]),
        (
            "d.json",
            f"{ITEM}\n\n{{oh\n{ITEM}\n{ITEM}\n{ITEM}\n{{oh",
            3,
            ["is no JSON: line 3", "from line 6 on, for it has more"],
        ),
    ],
)
def test_what_is_lost_of_a_list_is_told_with_its_place_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: str, kept: int,
    told: list[str],
) -> None:  # fmt: skip
    monkeypatch.setattr("stance.articles.dumps.MAX_ARTICLES", 3)
    path = tmp_path / name
    path.write_bytes(content.encode())
    titles, said = kept_and_told(path)
    assert len(titles) == kept
    assert len(said) == len(told)
    assert all(part in message for part, message in zip(told, said, strict=True))


def test_an_article_too_long_to_be_read_does_not_take_the_rest_of_its_list_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stance.articles.reading.MAX_CHARACTERS", 100)
    path = tmp_path / "d.csv"
    path.write_text(f"title,text\n{ROW}Long,{'word ' * 50}\n{ROW}", encoding="utf-8")
    titles, (told,) = kept_and_told(path)
    assert titles == ["Road", "Road"]
    assert "over 100 characters" in told


def test_a_text_longer_than_tables_usually_hold_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text(f"title,text\nRoad,{'word ' * 40_000}end\n", encoding="utf-8")
    (article,) = read_articles(path)
    assert article.text.endswith("word end")


@pytest.mark.parametrize(("bare", "listed"), [(1, True), (2, False)])
def test_a_list_of_articles_has_a_title_in_half_of_its_rows(
    tmp_path: Path, bare: int, *, listed: bool
) -> None:
    path = tmp_path / "d.csv"
    path.write_text(f"title,user,text\nRoad,anna,{WORDS}\n" + ",anna,Words.\n" * bare, "utf-8")
    if listed:
        assert kept_and_told(path)[0] == ["Road"]
    else:
        with pytest.raises(DataError):
            list(read_articles(path))


def test_a_table_of_posts_is_no_list_of_articles(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text("user,text\nanna,The road is long.\n", encoding="utf-8")
    assert [a.stretches for a in read_articles(path)] == [read_article(path).stretches]
