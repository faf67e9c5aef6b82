"""Word documents turned into text; nothing in them is run, expanded or fetched."""

import contextlib
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from stance.articles.metadata import Metadata
from stance.articles.refusal import refused
from stance.sheets.archive import TORN, opened

#: A document that unpacks to more than this is refused.
MAX_UNPACKED = 100_000_000
#: A document with more tags is refused: reading it would take minutes.
MAX_TAGS = 1_000_000
_WORDS = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",  # "strict" documents
)
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
#: Nothing in these is text that a reader of the document sees; "Fallback" repeats its sibling.
_SKIPPED = {f"{_COMPATIBILITY}Fallback"} | {
    ns + name
    for ns in _WORDS
    for name in ("pPr", "sectPr", "tblPr", "del", "moveFrom", "instrText", "delText")
}
_SHOWN_AS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_DC = "{http://purl.org/dc/elements/1.1/}"
_PIECE = 1 << 16


class NoDocumentError(Exception):
    """Something is no well-formed XML, or declares a document type."""


def docx(data: bytes, file: str) -> tuple[str, Metadata]:
    """Return the text of a Word document, a paragraph a line, and its properties.

    Deleted, moved and hidden text, comments, footnotes, headers, macros and embedded objects are
    left where they are. A text box follows the paragraph that it is anchored in.

    Raises:
        DataError: it is damaged, not a Word document, or unpacks to too much.
    """
    try:
        with opened(data) as book:
            if sum(entry.file_size for entry in book.infolist()) > MAX_UNPACKED:
                raise refused(file, "the document unpacks to too much")
            if any(entry.flag_bits & 1 for entry in book.infolist()):
                raise refused(file, "the document is locked", "save it without a password")
            names = set(book.namelist())
            main = _main_part(book, names)
            if not main:
                raise refused(file, "this is no Word document", "save it as .docx")
            document = book.read(main)
            if document.count(b"<") > MAX_TAGS:
                raise refused(file, f"the document has over {MAX_TAGS:,} marks")
            paragraphs, properties = _Paragraphs(), _Properties()
            parse(document, paragraphs)
            if "docProps/core.xml" in names:
                with contextlib.suppress(NoDocumentError):
                    parse(book.read("docProps/core.xml"), properties)
    except (*TORN, NoDocumentError) as error:
        raise refused(file, "the document is damaged") from error
    found = properties.found
    return "\n".join(paragraphs.lines), Metadata(
        title=found.get("title", ""),
        author=found.get("creator", ""),
        notes=("text taken from a Word document",),
        by_publisher=False,
    )


def _main_part(book: zipfile.ZipFile, names: set[str]) -> str:
    """Return the name of the part that holds the text; empty where there is none."""
    if "_rels/.rels" in names:
        for relation in re.findall(rb"<Relationship\b[^>]*>", book.read("_rels/.rels")):
            target = re.search(rb'\bTarget="/?([^"]+)"', relation)
            if target and b'/officeDocument"' in relation:
                name = target[1].decode("utf-8", "replace")
                return name if name in names and name.startswith("word/") else ""
    return "word/document.xml" if "word/document.xml" in names else ""


def parse(data: bytes, target: "Target") -> None:
    """Feed XML that may hold anything to a target, without ever holding a tree of it.

    Raises:
        NoDocumentError: it is no well-formed XML, or it declares a document type.
    """
    from lxml import etree

    parser = etree.XMLParser(target=target, resolve_entities=False, no_network=True)
    try:
        for piece in _pieces(data):
            parser.feed(piece)
        parser.close()
    except etree.XMLSyntaxError as error:
        raise NoDocumentError(str(error)) from error


def _pieces(data: bytes) -> Iterator[bytes]:
    return (data[at : at + _PIECE] for at in range(0, len(data), _PIECE))


class Target:
    """What an XML parser calls; these take nothing in."""

    def start(self, tag: str, attributes: Any) -> None:
        """Begin an element."""

    def end(self, tag: str) -> None:
        """End an element."""

    def data(self, text: str) -> None:
        """Take in characters."""

    def close(self) -> None:
        """End the document."""

    def doctype(self, name: str, public_id: str | None, system: str | None) -> None:
        """Refuse a document type: documents need none, and entities hide in it."""
        raise NoDocumentError("documents need no document type")


class _Paragraphs(Target):
    """The paragraphs of a Word document, in the order in which they are read."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._open: list[list[str]] = []  # a paragraph, and those in text boxes within it
        self._boxed: list[str] = []
        self._skipped = 0
        self._hidden = False
        self._reading = False

    def start(self, tag: str, attributes: Any) -> None:
        """Begin an element."""
        if self._skipped or tag in _SKIPPED:
            self._skipped += 1
            return
        name = _local(tag)
        if name == "p":
            self._open.append([])
        elif name == "r":
            self._hidden = False
        elif name == "vanish":
            values = {value for key, value in attributes.items() if key.endswith("}val")}
            self._hidden = not values & {"0", "false", "off"}
        elif name in _SHOWN_AS and self._open and not self._hidden:
            self._open[-1].append(_SHOWN_AS[name])
        self._reading = name == "t"

    def end(self, tag: str) -> None:
        """End an element."""
        if self._skipped:
            self._skipped -= 1
            return
        self._reading = False
        if _local(tag) == "p" and self._open:
            line = "".join(self._open.pop())
            if self._open:
                self._boxed.append(line)
            else:
                self.lines += [line, *self._boxed]
                self._boxed = []

    def data(self, text: str) -> None:
        """Take in characters."""
        if self._reading and self._open and not self._skipped and not self._hidden:
            self._open[-1].append(text)


class _Properties(Target):
    """Title and author as the file's own properties give them."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._name = ""

    def start(self, tag: str, attributes: Any) -> None:
        """Begin an element."""
        self._name = tag.removeprefix(_DC) if tag in (f"{_DC}title", f"{_DC}creator") else ""

    def end(self, tag: str) -> None:
        """End an element."""
        self._name = ""

    def data(self, text: str) -> None:
        """Take in characters."""
        if self._name:
            self.found[self._name] = self.found.get(self._name, "") + text


def _local(tag: str) -> str:
    """Return a tag of Word's own without its namespace; empty for any other."""
    return next((tag.removeprefix(ns) for ns in _WORDS if tag.startswith(ns)), "")
