"""Files that hold many articles: lists of Nexis, Media Cloud, Zotero and their like."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from stance.articles.dates import printed_date
from stance.articles.metadata import Metadata
from stance.articles.refusal import decoded, refused
from stance.core.text import header_key

#: Articles of one file that are read.
MAX_ARTICLES = 20_000
#: What a column or field is by its name; the first that has something counts.
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline", "headline 1", "hed"),
    "text": (
        *("text", "full text", "fulltext", "body", "body text", "content", "article", "story text"),
        *("article text", "hlead", "document", "abstract note", "abstract", "abstractnote"),
    ),
    "author": ("author", "authors", "byline", "creators", "creator", "by"),
    "publisher": (
        *("publication title", "publication", "publicationtitle", "container title", "media name"),
        *("newspaper", "outlet", "medium", "source", "source name", "publisher", "journal"),
    ),
    "published": (
        *("date", "publish date", "published", "publication date", "issued", "pubdate"),
        *("date published", "publish_date", "publication year", "load date"),
    ),
    "language": ("language", "lang"),
}
_HOLDERS = ("items", "articles", "stories", "results", "documents")
_BREAK = re.compile(r"</(?:p|div|h\d|li)>|<br\s*/?>", re.I)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_LINES = re.compile(r"(?<![ \t])[ \t]*\n\s*")  # from where blanks begin, so that it is linear
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def articles_of(data: bytes, file: str) -> list[tuple[str, Metadata]]:
    """Return the texts of a list of articles, each with what the list says of it.

    Args:
        data: the file, CSV or JSON.
        file: its name.

    Returns:
        The articles; none where the file is no list of articles with titles.

    Raises:
        DataError: it is such a list, and no article in it has a text.
    """
    text, _ = decoded(data, file)
    rows = list(_json_rows(text) if file.lower().endswith(".json") else _table_rows(text))
    titled = [row for row in rows if _first(row, "title")]
    if not titled or len(titled) * 2 < len(rows):
        return []
    found = [(_text(row), row) for row in titled]
    if not any(words for words, _ in found):
        hint = "save each article as a file, or the list with its column text"
        raise refused(file, "the list has titles and addresses, and no articles' text", hint)
    bare = sum(not words for words, _ in found)
    note = f"{bare} of the list's articles have no text and are left out" if bare else ""
    return [(words, _metadata(row, file, note)) for words, row in found if words]


def _table_rows(text: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table by its headers, folded."""
    first = text[:10_000].split("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = csv.reader(io.StringIO(text), delimiter=delimiter)
        names = [header_key(cell) for cell in next(rows, [])]
        for _, row in zip(range(MAX_ARTICLES), rows, strict=False):
            yield dict(zip(names, row, strict=False))
    except csv.Error:
        return  # whoever reads it as a table of posts says what is wrong


def _json_rows(text: str) -> Iterator[dict[str, Any]]:
    """Yield the items of a list in JSON, or of lines of JSON; Zotero keeps them under "data"."""
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        read = list(_json_lines(text))
    if isinstance(read, Mapping):
        read = next((read[n] for n in _HOLDERS if isinstance(read.get(n), list)), [])
    for item in read[:MAX_ARTICLES] if isinstance(read, list) else ():
        data = item.get("data", item) if isinstance(item, Mapping) else None
        if isinstance(data, Mapping):
            yield {header_key(_spaced(str(name))): value for name, value in data.items()}


def _json_lines(text: str) -> Iterator[Any]:
    try:
        for line in text.splitlines()[:MAX_ARTICLES]:
            if line.strip():
                yield json.loads(line)
    except (ValueError, RecursionError):
        return


def _spaced(name: str) -> str:
    """Return a field's name in words: publicationTitle, container-title, publish_date."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[-_]", " ", name)


def _first(row: Mapping[str, Any], field: str) -> Any:
    """Return the first of a field's columns that has something; empty where none has."""
    named = ((name, name.replace("_", " ")) for name in row)
    spaced = {plain.replace("-", " "): row[name] for name, plain in named}
    return next((spaced[name] for name in _FIELDS[field] if spaced.get(name)), "")


def _text(row: Mapping[str, Any]) -> str:
    """Return an article's text, a paragraph a line, its title above it."""
    words = str(_first(row, "text"))
    if "<" in words:
        words = _TAG.sub(" ", _BREAK.sub("\n", words))
    words = _LINES.sub("\n\n", unescape(words)).strip()
    title = " ".join(str(_first(row, "title")).split())
    return f"{title}\n\n{words}" if words else ""


def _metadata(row: Mapping[str, Any], file: str, note: str) -> Metadata:
    return Metadata(
        title=" ".join(str(_first(row, "title")).split()),
        author=_people(_first(row, "author")),
        publisher=_named(_first(row, "publisher")),
        published=_date(_first(row, "published")),
        language=str(_first(row, "language")),
        notes=(f"taken from the list {file}", note),
    )


def _named(value: Any) -> str:
    """Return a name that may be the first of a list, or a mapping with a name."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, Mapping):
        value = value.get("name", "")
    return " ".join(str(value).split())


def _people(value: Any) -> str:
    """Return who wrote it: "Example, Anna; Sample, Ben" is Anna Example; Ben Sample."""
    parts: Sequence[Any] = value if isinstance(value, list) else str(value).split(";")
    names = []
    for part in parts:
        if isinstance(part, Mapping):
            given = part.get("given") or part.get("firstName") or part.get("first") or ""
            family = part.get("family") or part.get("lastName") or part.get("last") or ""
            part = f"{given} {family}" if family else part.get("name") or part.get("literal") or ""
        name = " ".join(str(part).split())
        family, comma, given = name.partition(", ")
        names.append(f"{given} {family}" if comma and ", " not in given else name)
    return "; ".join(name for name in names if name)


def _date(value: Any) -> str:
    """Return a date as ISO, as far as it is told; CSL keeps its parts in lists."""
    if isinstance(value, Mapping):
        parts = value.get("date-parts") or [[]]
        numbers = parts[0] if isinstance(parts[0], list) else []
        told = "-".join(f"{int(n):02}" for n in numbers if str(n).isdigit())
        return told if _DAY.fullmatch(told) else str(value.get("raw", ""))[:10]
    written = str(value).strip()
    match = _DAY.match(written)
    if match is not None:
        return match[0]
    printed = printed_date(written, written)
    return printed.iso if printed else ""
