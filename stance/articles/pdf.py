"""The text layer of a PDF; nothing in it is run, opened or fetched."""

import io
import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from stance.articles.metadata import Metadata
from stance.articles.refusal import refused
from stance.articles.unwrapping import unwrapped
from stance.core.errors import DataError

#: Of a PDF, so many pages are read.
MAX_PAGES = 500
#: A PDF whose pages take more bytes, or more steps, to draw is refused: it would take minutes.
MAX_DRAWN_BYTES = 20_000_000
MAX_STEPS = 2_000_000


def pdf(data: bytes, file: str) -> tuple[str, Metadata]:
    """Return the text layer of a PDF, a paragraph a line, and the title it gives itself.

    Raises:
        DataError: it is damaged, locked or has no text layer, or pypdf is not installed.
    """
    try:
        from pypdf import PdfReader
    except ImportError:
        raise refused(file, "reading PDF needs pypdf: pip install 'stance[pdf]'") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what matters is raised
    with _damage_told(file):
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
    if locked:
        raise refused(file, "the PDF is locked by a password", "save a copy without it")
    with _damage_told(file):
        pages = _pages(reader, file)
        title = (reader.metadata.title if reader.metadata else "") or ""
    text = unwrapped(pages)
    if not text.strip():
        raise refused(file, "the PDF has no text layer; run it through text recognition first")
    return text, Metadata(title=title, notes=("text taken from a PDF",), by_publisher=False)


@contextmanager
def _damage_told(file: str) -> Iterator[None]:
    """Say that a PDF is damaged where pypdf fails: on damaged files it does in every way.

    An error whose last step is in a module of ours is a fault of ours, and goes on as it is.
    """
    try:
        yield
    except DataError:
        raise
    except Exception as error:
        steps = list(traceback.walk_tb(error.__traceback__))
        if steps[-1][0].f_globals.get("__name__") == __name__:
            raise
        raise refused(file, f"the PDF is damaged or locked ({type(error).__name__})") from error


def _pages(reader: Any, file: str) -> list[str]:
    """Return the text of every page.

    Raises:
        DataError: they take too much work.
    """
    steps = drawn = 0

    def step(*_: object) -> None:
        nonlocal steps
        steps += 1
        if steps > MAX_STEPS:
            raise refused(file, "the PDF takes too many steps to draw")

    found: list[str] = []
    for page in islice(reader.pages, MAX_PAGES):
        contents = page.get_contents()
        drawn += len(contents.get_data()) if contents is not None else 0
        if drawn > MAX_DRAWN_BYTES:
            raise refused(file, "the PDF takes too many steps to draw")
        found.append(page.extract_text(visitor_operand_before=step))
    return found
