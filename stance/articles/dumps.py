"""Files that hold many articles: lists of Nexis, Media Cloud, Zotero and their like."""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from stance.articles.dates import printed_date
from stance.articles.markup import unmarked_html
from stance.articles.metadata import Metadata
from stance.articles.refusal import decoded, refused
from stance.core.errors import Problem
from stance.core.text import header_key, listed
from stance.sheets.text_tables import long_fields

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
        *("date published", "publication year", "load date"),
    ),
    "language": ("language", "lang"),
}
_HOLDERS = ("items", "articles", "stories", "results", "documents")
_LINES = re.compile(r"(?<![ \t])[ \t]*\n\s*")  # from where blanks begin, so that it is linear
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


class Row(NamedTuple):
    """An entry of a list: where it stands, and what it says under its folded names."""

    place: str
    told: Mapping[str, Any]


class ArticleList(NamedTuple):
    """The texts of a list of articles, each with what is said of it, and what of it is lost."""

    articles: tuple[tuple[str, Metadata], ...] = ()
    problems: tuple[Problem, ...] = ()


def articles_of(data: bytes, file: str) -> ArticleList:
    """Return the articles of a list; none where the file is no list of articles with titles.

    Whatever the list has and cannot be read is named with the line or the item where it stands.

    Args:
        data: the file, CSV or JSON.
        file: its name.

    Raises:
        DataError: it is such a list, and no article in it has a text.
    """
    text, _ = decoded(data, file)
    rows, lost = (_json_rows if file.lower().endswith(".json") else _table_rows)(text)
    titled = [row for row in rows if _first(row.told, "title")]
    untitled = [row for row in rows if not _first(row.told, "title")]
    if not titled or len(titled) * 2 < len(rows):
        return ArticleList()
    found = [(_text(row.told), row) for row in titled]
    if not any(words for words, _ in found):
        hint = "save each article as a file, or the list with its column text"
        raise refused(file, "the list has titles and addresses, and no articles' text", hint)
    bare = [row.place for words, row in found if not words]
    nameless = [row.place for row in untitled if _first(row.told, "text")]
    lost += _named("has a title and no text", bare) + _named("has a text and no title", nameless)
    articles = ((words, _metadata(row.told, file)) for words, row in found if words)
    return ArticleList(tuple(articles), tuple(_lost(file, message) for message in lost))


def _named(what: str, places: Sequence[str]) -> list[str]:
    """Return what is wrong with some entries, all in one line; nothing where it is with none."""
    return [f"left out, for it {what}: {listed(places, 10)}"] if places else []


def _lost(file: str, message: str) -> Problem:
    hint = "the other articles were read; mend the list and read it again"
    return Problem(code="article-left-out", message=message, hint=hint, file=file)


def _table_rows(text: str) -> tuple[list[Row], list[str]]:
    """Return the rows of a table by its headers, folded, and what of it cannot be read."""
    first = text[:10_000].split("\n")[0]
    rows: list[Row] = []
    lost: list[str] = []
    torn: list[str] = []
    table = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=first.count))
    begin = 1
    try:
        with long_fields():
            names = [header_key(cell) for cell in next(table, [])]
            begin = table.line_num + 1
            for row in table:
                if len(rows) == MAX_ARTICLES:
                    lost.append(_beyond(f"line {begin}"))
                    break
                rows.append(Row(f"line {begin}", dict(zip(names, row, strict=False))))
                torn += [rows[-1].place] if any(row[len(names) :]) else []
                begin = table.line_num + 1
    except csv.Error as error:
        lost.append(f"cannot be read from line {begin} on ({error})")
    return rows, lost + (
        [f"more cells than columns, so that texts are cut: {listed(torn, 10)}"] if torn else []
    )


def _beyond(place: str) -> str:
    return f"not read from {place} on, for it has more than {MAX_ARTICLES:,} articles"


def _json_rows(text: str) -> tuple[list[Row], list[str]]:
    """Return the items of a list in JSON, or of lines of JSON; Zotero keeps them under "data"."""
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        items, lost = _json_lines(text)
    else:
        if isinstance(read, Mapping):
            read = next((read[n] for n in _HOLDERS if isinstance(read.get(n), list)), [read])
        read = read if isinstance(read, list) else []
        items, lost = [(f"item {n}", item) for n, item in enumerate(read, start=1)], []
    rows: list[Row] = []
    strange: list[str] = []
    for place, item in items[:MAX_ARTICLES]:
        data = item.get("data", item) if isinstance(item, Mapping) else None
        if isinstance(data, Mapping):
            told = {header_key(_spaced(str(name))): value for name, value in data.items()}
            rows.append(Row(place, told))
        else:
            strange.append(place)
    lost += [_beyond(place) for place, _ in items[MAX_ARTICLES:][:1]]
    return rows, lost + _named("is no article", strange)


def _json_lines(text: str) -> tuple[list[tuple[str, Any]], list[str]]:
    """Return what each line of JSON holds, and which lines are none."""
    items: list[tuple[str, Any]] = []
    broken: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if len(items) > MAX_ARTICLES:
            break
        try:
            items += [(f"line {number}", json.loads(line))] if line.strip() else []
        except (ValueError, RecursionError):
            broken.append(f"line {number}")
    return items, _named("is no JSON", broken)


def _spaced(name: str) -> str:
    """Return a field's name in words: publicationTitle."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)


def _first(row: Mapping[str, Any], field: str) -> Any:
    """Return the first of a field's columns that has something; empty where none has."""
    return next((row[name] for name in _FIELDS[field] if row.get(name)), "")


def _text(row: Mapping[str, Any]) -> str:
    """Return an article's text, a paragraph a line, its title above it."""
    words = _LINES.sub("\n\n", unmarked_html(str(_first(row, "text")))).strip()
    title = " ".join(str(_first(row, "title")).split())
    return f"{title}\n\n{words}" if words else ""


def _metadata(row: Mapping[str, Any], file: str) -> Metadata:
    return Metadata(
        title=" ".join(str(_first(row, "title")).split()),
        author=_people(_first(row, "author")),
        publisher=_name(_first(row, "publisher")),
        published=_date(_first(row, "published")),
        language=str(_first(row, "language")),
        notes=(f"taken from the list {file}",),
    )


def _name(value: Any) -> str:
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
