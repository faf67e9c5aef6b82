"""Made-up articles in every form, each with all that is read in it."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from stance.articles.reading import read_article

CORPUS = Path(__file__).parents[1].joinpath("data") / "articles.jsonl"
ROWS = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PROPERTIES = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


def document(body: str, properties: str = "") -> bytes:
    """A Word document with this body, and these properties if any."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as book:
        held = f'<w:document xmlns:w="{_WORDS}"><w:body>{body}</w:body></w:document>'
        book.writestr("word/document.xml", held)
        if properties:
            space = f'xmlns:c="{_PROPERTIES}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
            book.writestr("docProps/core.xml", f"<c:core {space}>{properties}</c:core>")
    return data.getvalue()


def read(row: dict[str, Any], folder: Path) -> dict[str, Any]:
    """All that is read in the article of a row, without what is empty."""
    path = folder / row["file"]
    text = row["text"]
    path.write_bytes(
        document(text, row.get("properties", "")) if path.suffix == ".docx" else text.encode()
    )
    article = read_article(path, row.get("given"))
    names = ("file", "title", "author", "publisher", "published", "language", "note")
    known = {name: getattr(article, name) for name in names}
    parts = [[b.kind, article.words(b.start, b.end)] for b in article.blocks]
    return {name: value for name, value in known.items() if value} | {"blocks": parts}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["why"])
def test_an_article_is_read_as_the_table_says(row: dict[str, Any], tmp_path: Path) -> None:
    assert read(row, tmp_path) == row["read"]
