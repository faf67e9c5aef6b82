"""Where the articles lie: said once; a study from a stranger names no folder but its own."""

import hashlib
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from stance.articles.passages import lack_words
from stance.cli.app import app
from stance.core.contracts import CLAIMS
from stance.study.article_folder import MEMORY, articles_of, named_within, remember_articles
from stance.study.csv_folder import read_csv_folder, write_study
from stance.workbook.reading import read

ARTICLE = "Anna Example said trade would grow fast and far. Nobody asked why.\n"
WORDS = "trade would grow fast and far"


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(MEMORY, str(tmp_path / "home" / "articles.json"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home" / "articles.json"


def located_study(setting: str = "") -> Path:
    """A study of one claim that has only the place of its words."""
    start = ARTICLE.index(WORDS)
    tables = {
        "topics.csv": "topic,label,proposition\ntrade,Trade,Trade will grow.\n",
        "experts.csv": "expert_id,name\nanna,Anna Example\n",
        "sources.csv": "source_id,file,title,sha256\n"
        f"s1,talk.txt,A talk,{hashlib.sha256(ARTICLE.encode()).hexdigest()}\n",
        "claims.csv": "claim_id,source_id,expert_id,start,end,paraphrase\n"
        f"c1,s1,anna,{start},{start + len(WORDS)},She expects growth.\n",
        "settings.csv": f"setting,value\ntitle,Tiny\narticles,{setting}\n",
        "ana.csv": "claim_id,topic,stance\nc1,trade,for\n",
    }
    for name, text in tables.items():
        Path("tables").mkdir(exist_ok=True)
        Path("tables", name).write_text(text, encoding="utf-8")
    write_study("study", read_csv_folder("tables"))
    return Path("study")


def articles(folder: str) -> Path:
    Path(folder).mkdir(parents=True)
    Path(folder, "talk.txt").write_bytes(ARTICLE.encode())
    return Path(folder)


def page(*options: str) -> tuple[str, str]:
    done = CliRunner().invoke(app, ["report", "study", "-o", "page.html", "--quiet", *options])
    assert done.exit_code == 0, done.output
    return Path("page.html").read_text(encoding="utf-8"), done.stderr


def test_a_folder_that_was_given_once_need_not_be_given_again(memory: Path) -> None:
    located_study()
    given = articles("articles")
    assert WORDS not in page()[0]
    assert WORDS in page("--sources", "articles")[0]
    found, said = page()
    assert WORDS in found
    assert said == f"note: with words from {given.resolve()}; --without-sources leaves them out\n"
    assert WORDS not in page("--without-sources")[0]
    shutil.rmtree(given)
    assert page() == (page("--without-sources")[0], "")


def test_another_study_in_the_same_place_gets_none_of_it(memory: Path) -> None:
    remember_articles(Path("study"), "Tiny", articles("articles"))
    assert articles_of(Path("study"), "Tiny", "") == Path("articles").resolve()
    assert articles_of(Path("study"), "Other", "") is None
    assert articles_of(Path("other"), "Tiny", "") is None


def test_a_study_may_name_a_folder_inside_its_own(memory: Path) -> None:
    folder = located_study("texts/english")
    articles("study/texts/english")
    found, said = page()
    assert WORDS in found
    assert "note: with words from study/texts/english;" in said
    assert not memory.exists()
    assert read(folder / "study.xlsx").settings.articles == "texts/english"


@pytest.mark.parametrize("named", ["../articles", "/", "..", ".", "link", "absolute", "no\0thing"])
def test_a_folder_outside_its_own_is_not_opened_whatever_a_study_names(
    memory: Path, named: str, caplog: pytest.LogCaptureFixture
) -> None:
    outside = articles("articles").resolve()
    study = Path("study")
    study.mkdir()
    (study / "link").symlink_to(outside, target_is_directory=True)
    named = named.replace("absolute", str(outside))
    with caplog.at_level("INFO", "stance"):
        assert articles_of(study, "Tiny", named) is None
    assert "was not opened" in caplog.text


@pytest.mark.parametrize(
    ("words", "phrase", "lacks"),
    [
        (WORDS, "", False),
        (WORDS[:-2], "", False),
        (WORDS[:-3], "", True),
        ("She expects growth.", "", True),
        (WORDS, "trade would grow", True),
        ("", "", True),
    ],
)
def test_words_that_a_study_has_are_not_put_in_again(words: str, phrase: str, lacks: bool) -> None:
    row = {"claim_id": "c1", "claim": words, "key_phrase": phrase, "start": 0, "end": len(WORDS)}
    elsewhere = {"claim_id": "c2", "claim": "By hand.", "key_phrase": ""}
    assert lack_words(CLAIMS.build([row, elsewhere])) is lacks
    assert not lack_words(CLAIMS.build([elsewhere]))


def test_extract_remembers_where_its_articles_lay(memory: Path) -> None:
    articles("articles")
    articles("inside/texts")
    for folder, study in (("articles", "outside"), ("inside/texts", "inside")):
        done = CliRunner().invoke(app, ["extract", folder, "-o", study])
        assert done.exit_code == 0, done.output
    assert read(Path("outside/study.xlsx")).settings.articles == ""  # it is nobody else's business
    assert articles_of(Path("outside"), "outside", "") == Path("articles").resolve()
    assert read(Path("inside/study.xlsx")).settings.articles == "texts"


@pytest.mark.parametrize("text", [None, "", "no json", "[1]", '{"a": 1}', "\udcff"])
def test_a_memory_that_cannot_be_read_or_written_is_none(memory: Path, text: str | None) -> None:
    if text is None:
        memory.mkdir(parents=True)  # a folder stands in its place
    else:
        memory.parent.mkdir()
        memory.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert articles_of(Path("study"), "Tiny", "") is None
    remember_articles(Path("study"), "Tiny", articles("articles"))
    kept = None if text is None else Path("articles").resolve()
    assert articles_of(Path("study"), "Tiny", "") == kept


@pytest.mark.parametrize(
    ("folder", "name"), [("study/a", "a"), ("study/a/b", "a/b"), ("study", ""), ("other", "")]
)
def test_a_folder_is_named_as_it_lies_inside(memory: Path, folder: str, name: str) -> None:
    assert named_within(Path("study"), Path(folder)) == name
