"""HTML, DOCX and PDF turned into text; nothing in them is run, expanded or fetched."""

import io
import logging
import zipfile
from collections.abc import Iterator
from typing import Any

from stance.errors import DataError, Problem
from stance.sources.decoding import decode
from stance.sources.metadata import Metadata

#: A document that unpacks to more than this is refused.
MAX_UNPACKED = 100_000_000
#: A page with more tags is refused: finding its text would take minutes.
MAX_TAGS = 50_000
#: Of a PDF, so many pages are read.
MAX_PAGES = 500
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"


def html(data: bytes, file: str) -> tuple[str, Metadata]:
    """Return the main text of a page, a paragraph a line, and what the page says of itself.

    Raises:
        DataError: the page cannot be read or holds no text.
    """
    import trafilatura
    from trafilatura.settings import Document, use_config

    config = use_config()
    config.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")  # no signal handlers
    text, _ = decode(data, file)
    if text.count("<") > MAX_TAGS:
        raise _refused(file, f"the page has over {MAX_TAGS:,} tags")
    try:
        found = trafilatura.bare_extraction(
            text, config=config, include_comments=False, include_tables=True, with_metadata=True
        )
    except (RecursionError, ValueError, MemoryError) as error:
        raise _refused(file, "the page is built in a way that cannot be read") from error
    if not isinstance(found, Document) or not (found.text or "").strip():
        raise _refused(file, "no article's text was found in the page")
    known = Metadata(
        title=found.title or "",
        author=found.author or "",
        publisher=found.sitename or "",
        published=(found.date or "")[:10],
        notes=("text taken from a web page",),
    )
    return found.text or "", known


def docx(data: bytes, file: str) -> tuple[str, Metadata]:
    """Return the text of a Word document, a paragraph a line, and its properties.

    Deleted text, footnotes, headers, macros and embedded objects are left where they are.

    Raises:
        DataError: it is damaged, not a Word document, or unpacks to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            if sum(entry.file_size for entry in book.infolist()) > MAX_UNPACKED:
                raise _refused(file, "the document unpacks to too much")
            names = set(book.namelist())
            if "word/document.xml" not in names:
                raise _refused(file, "this is no Word document")
            text = "\n".join(_paragraphs(book.read("word/document.xml")))
            core = book.read("docProps/core.xml") if "docProps/core.xml" in names else b""
            return text, _properties(core)
    except (zipfile.BadZipFile, RuntimeError, ValueError, EOFError) as error:
        raise _refused(file, "the document is damaged or locked") from error


def _xml(data: bytes) -> Any:
    """Return an iterator over the elements of XML that may hold anything."""
    from lxml import etree

    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
        raise ValueError("documents need no document type")
    return etree.iterparse(
        io.BytesIO(data), events=("end",), resolve_entities=False, no_network=True, load_dtd=False
    )


def _paragraphs(data: bytes) -> Iterator[str]:
    from lxml import etree

    parts: list[str] = []
    try:
        for _, element in _xml(data):
            if element.tag == f"{_W}t":
                parts.append(element.text or "")
            elif element.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
                parts.append(" ")
            elif element.tag == f"{_W}p":
                yield "".join(parts)
                parts = []
                element.clear()
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error


def _properties(data: bytes) -> Metadata:
    found: dict[str, str] = {}
    if data:
        from lxml import etree

        try:
            found = {element.tag: (element.text or "").strip() for _, element in _xml(data)}
        except (etree.XMLSyntaxError, ValueError):
            found = {}
    return Metadata(
        title=found.get(f"{_DC}title", ""),
        author=found.get(f"{_DC}creator", ""),
        published=found.get(f"{_TERMS}created", "")[:10],
        notes=("text taken from a Word document",),
    )


def pdf(data: bytes, file: str) -> tuple[str, Metadata]:
    """Return the text layer of a PDF and its properties.

    Raises:
        DataError: it is damaged, locked or has no text layer, or pypdf is not installed.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise _refused(file, "reading PDF needs pypdf: pip install 'stance[pdf]'") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what matters is raised
    try:
        reader = PdfReader(io.BytesIO(data))
        pages = [page.extract_text() for page in reader.pages[:MAX_PAGES]]
        title = (reader.metadata.title if reader.metadata else "") or ""
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, OSError) as error:
        raise _refused(file, "the PDF is damaged or locked") from error
    except Exception as error:
        raise _refused(file, f"the PDF cannot be read ({type(error).__name__})") from error
    text = "\n\n".join(pages)
    if not text.strip():
        raise _refused(file, "the PDF has no text layer; run it through text recognition first")
    return text, Metadata(title=title, notes=("text taken from a PDF",))


def _refused(file: str, message: str) -> DataError:
    return DataError([Problem(code="unreadable-article", message=message, file=file)])
