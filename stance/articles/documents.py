"""OpenDocument texts and e-books turned into text; nothing in them is run, expanded or fetched."""

import contextlib
import posixpath
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

from stance.articles.metadata import Metadata
from stance.articles.refusal import refused
from stance.articles.word import MAX_TAGS, MAX_UNPACKED, NoDocumentError, Target, parse
from stance.sheets.archive import TORN, opened

_SKIPPED = frozenset(
    [
        "note",
        "annotation",
        "tracked-changes",
        "deletion",
        "script",
        "style",
        "head",
        "forms",
        "title-page",
        "nav",
    ]
)
_LINES = frozenset(
    ["p", "h", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "div", "dt", "dd", "td"]
)
_BLANKS = frozenset(["s", "tab", "line-break", "br"])
_ROOTFILE = re.compile(rb"""<(?:\w+:)?rootfile\b[^>]*?\bfull-path\s*=\s*["']([^"']{1,500})["']""")
_ITEM = re.compile(rb"<(?:\w+:)?item\b[^>]{0,2000}>")
_REFERENCE = re.compile(rb"""<(?:\w+:)?itemref\b[^>]*?\bidref\s*=\s*["']([^"']{1,500})["']""")
#: Parts of an e-book that are read.
_MOST_PARTS = 2_000


def odt(data: bytes, file: str) -> tuple[str, Metadata]:
    """Return the text of an OpenDocument text, a paragraph a line, and its properties.

    Deleted text, comments, footnotes and macros are left where they are.

    Raises:
        DataError: it is damaged, no OpenDocument text, or unpacks to too much.
    """
    with _book(data, file) as book:
        names = set(book.namelist())
        if "content.xml" not in names:
            raise refused(file, "this is no OpenDocument text", "save it as .docx or .odt")
        lines = _lines(book, ["content.xml"], file)
        own = _properties(book, "meta.xml") if "meta.xml" in names else {}
    note = "text taken from an OpenDocument text"
    return _read(lines, own, note)


def epub(data: bytes, file: str) -> tuple[str, Metadata]:
    """Return the text of an e-book, a paragraph a line, in the order of its chapters.

    Raises:
        DataError: it is damaged, no e-book, or unpacks to too much.
    """
    with _book(data, file) as book:
        names = set(book.namelist())
        try:
            package = _ROOTFILE.search(book.read("META-INF/container.xml"))
            root = package[1].decode("utf-8", "replace") if package else ""
            parts = _spine(book.read(root), root) if root in names else []
        except (*TORN, KeyError) as error:
            raise refused(file, "this is no e-book that can be read") from error
        chapters = [part for part in parts if part in names][:_MOST_PARTS]
        if not chapters:
            raise refused(file, "the e-book names no chapters")
        lines = _lines(book, chapters, file)
        own = _properties(book, root)
    return _read(lines, own, "text taken from an e-book")


def _book(data: bytes, file: str) -> ZipFile:
    try:
        book = opened(data)
    except TORN as error:
        raise refused(file, "the document is damaged") from error
    if sum(entry.file_size for entry in book.infolist()) > MAX_UNPACKED:
        raise refused(file, "the document unpacks to too much")
    if any(entry.flag_bits & 1 for entry in book.infolist()):
        raise refused(file, "the document is locked", "save it without a password")
    return book


def _spine(package: bytes, root: str) -> list[str]:
    """Return the names of the chapters in their order."""
    places: dict[str, str] = {}
    for item in _ITEM.findall(package):
        named = re.search(rb"""\bid\s*=\s*["']([^"']{1,500})["']""", item)
        place = re.search(rb"""\bhref\s*=\s*["']([^"']{1,500})["']""", item)
        if named and place:
            href = unquote(place[1].decode("utf-8", "replace"))
            places[named[1].decode("utf-8", "replace")] = href
    order = (ref.decode("utf-8", "replace") for ref in _REFERENCE.findall(package))
    folder = posixpath.dirname(root)
    return [
        posixpath.normpath(posixpath.join(folder, places[ref])) for ref in order if ref in places
    ]


def _lines(book: ZipFile, parts: Iterable[str], file: str) -> list[str]:
    lines: list[str] = []
    try:
        for part in parts:
            data = book.read(part)
            if data.count(b"<") > MAX_TAGS:
                raise refused(file, f"the document has over {MAX_TAGS:,} marks")
            text = _Text()
            parse(_without_type(data), text)
            lines += text.lines
    except (*TORN, NoDocumentError) as error:
        raise refused(file, "the document is damaged") from error
    return lines


def _without_type(data: bytes) -> bytes:
    """Return XML without the plain document type that chapters of e-books declare."""
    return re.sub(rb"<!DOCTYPE\s+html\b[^>\[]{0,500}>", b"", data, count=1)


def _properties(book: ZipFile, part: str) -> dict[str, str]:
    found = _Named()
    with contextlib.suppress(NoDocumentError, *TORN):
        parse(book.read(part), found)
    return found.found


def _read(lines: list[str], own: dict[str, str], note: str) -> tuple[str, Metadata]:
    text = "\n".join(" ".join(line.split()) for line in lines if line.strip())
    title, author = own.get("title", ""), own.get("creator", "")
    return text, Metadata(title=title, author=author, notes=(note,), by_publisher=False)


class _Text(Target):
    """The paragraphs of a document, whatever names its kind has for them."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._parts: list[str] = []
        self._skipped = 0

    def start(self, tag: str, attributes: Any) -> None:
        """Begin an element."""
        name = tag.rpartition("}")[2]
        if self._skipped or name in _SKIPPED:
            self._skipped += 1
        elif name in _LINES:
            self._end_line()
        elif name in _BLANKS:
            self._parts.append(" ")

    def end(self, tag: str) -> None:
        """End an element."""
        if self._skipped:
            self._skipped -= 1
        elif tag.rpartition("}")[2] in _LINES:
            self._end_line()

    def data(self, text: str) -> None:
        """Take in characters."""
        if not self._skipped:
            self._parts.append(text)

    def close(self) -> None:
        """End the document."""
        self._end_line()

    def _end_line(self) -> None:
        line = "".join(self._parts).strip()
        if line:
            self.lines.append(line)
        self._parts = []


class _Named(Target):
    """Title and author as a document's own properties give them."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._name = ""

    def start(self, tag: str, attributes: Any) -> None:
        """Begin an element."""
        name = tag.rpartition("}")[2]
        self._name = name if name in ("title", "creator") and "dc/elements" in tag else ""

    def end(self, tag: str) -> None:
        """End an element."""
        self._name = ""

    def data(self, text: str) -> None:
        """Take in characters."""
        if self._name:
            self.found[self._name] = self.found.get(self._name, "") + text
