"""Web pages turned into text; nothing in them is run, expanded or fetched."""

import re
from typing import Any

from stance.articles.dates import CHANGED, LAST_CHANGE, Printed, printed_date
from stance.articles.declared import author, section
from stance.articles.metadata import Metadata
from stance.articles.refusal import decoded, refused

#: A page with more tags is refused: finding its text would take minutes.
MAX_TAGS = 50_000
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{3,40})""", re.I)
#: What browsers take these names for.
_MEANT = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "iso-8859-9": "cp1254"}
_TAG = re.compile("<[A-Za-z!/?]")
_ISO = re.compile(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)")
#: Names under which the head of a page tells when it was published.
_HEAD_DATES = re.compile(
    r"(?:(?:article|og)[:.])?(?:date_?published|published_time|published|pub_?date|publish[-_]?date)"
    r"|date|dc\.date(?:\.issued)?|dcterms\.(?:issued|date)|parsely-pub-date|sailthru\.date"
    r"|citation_publication_date",
    re.I,
)
_LINKED_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_DATED = re.compile(r"date|publi|posted|byline|time|meta", re.I)
_ASIDE = re.compile(r"comment|related|footer|sidebar|promo|copyright|cookie", re.I)
_PRINTED_LENGTH = 100
_MOST_SHOWN = 50
#: A page of so many paragraphs has text of several lines.
_PARAGRAPHS = 2


def html(data: bytes, file: str) -> tuple[str, Metadata]:
    """Return the main text of a page, a paragraph a line, and what the page says of itself.

    The date is the one that the page declares or prints above its text; none is guessed from
    addresses, copyright lines or dates that the text speaks of.

    Raises:
        DataError: the page cannot be read or holds no text.
    """
    declared = _CHARSET.search(data, 0, 4096)
    name = declared[1].decode("ascii", "replace").lower() if declared else ""
    page, encoding = decoded(data, file, _MEANT.get(name, name))
    if not _TAG.search(page):
        return page, Metadata(notes=("the file holds plain text, no page",))
    if page.count("<") > MAX_TAGS:
        raise refused(file, f"the page has over {MAX_TAGS:,} tags")
    text, found = _extracted(page, file)
    date = _date(page, text) or Printed("", "")
    publisher, within = found.sitename or "", section(page)
    return text, Metadata(
        title=found.title or "",
        author=author(page, found.author or "", publisher),
        publisher=publisher,
        published=date.iso,
        notes=(
            "text taken from a web page",
            "" if encoding == "utf-8" else f"read as {encoding}",
            date.note,
            f"section {within}" if within else "",
        ),
    )


def _extracted(page: str, file: str) -> tuple[str, Any]:
    """Return the article's text as the library finds it, and what it says of the page.

    Of a short page it may give all text as one line, heading and dates with it; then it is asked
    for less of the page.

    Raises:
        DataError: the page cannot be read or holds no text.
    """
    import trafilatura
    from trafilatura.settings import Document, use_config

    config = use_config()
    config.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")  # no signal handlers
    found: tuple[str, Any] = ("", None)
    try:
        for less in (False, True):
            again = trafilatura.bare_extraction(
                page,
                config=config,
                favor_precision=less,
                include_comments=False,
                include_tables=True,
                with_metadata=True,
                date_extraction_params={"extensive_search": False},
            )
            text = again.text or "" if isinstance(again, Document) else ""
            found = (text, again) if not found[0].strip() or "\n" in text else found
            if "\n" in text or page.count("<p") < _PARAGRAPHS:
                break
    except (RecursionError, ValueError, MemoryError) as error:
        raise refused(file, "the page is built in a way that cannot be read") from error
    if not found[0].strip():
        raise refused(file, "no article's text was found in the page")
    return found


def _date(page: str, text: str) -> Printed | None:
    """Return when the page says that it was published, the surest word first."""
    from trafilatura import load_html

    tree = load_html(page)
    if tree is None:
        return None
    for meta in tree.iter("meta"):
        names = (meta.get(key, "") for key in ("property", "name", "itemprop"))
        if any(map(_HEAD_DATES.fullmatch, names)) and (iso := _iso(meta.get("content", ""))):
            return Printed(iso, "date as the head of the page gives it")
    linked = _LINKED_DATE.search(page)
    if linked and (iso := _iso(linked[1])):
        return Printed(iso, "date as the head of the page gives it")
    shown = [e for e in tree.iter("time", "p", "div", "span", "li") if _is_dated(e)]
    for element in shown:
        if element.tag == "time" and (iso := _iso(element.get("datetime", ""))):
            return Printed(iso, "date as the page marks it")
    lines = [" ".join("".join(element.itertext()).split()) for element in shown[:_MOST_SHOWN]]
    for line in sorted(lines, key=lambda line: CHANGED.match(line) is not None):
        if len(line) <= _PRINTED_LENGTH and (found := printed_date(line, f"{line} {text}")):
            note = LAST_CHANGE if CHANGED.match(line) else ""
            return Printed(found.iso, note or found.note or "date as the page prints it")
    return None


def _iso(value: str) -> str:
    match = _ISO.match(value)
    return printed.iso if match and (printed := printed_date("-".join(match.groups()), "")) else ""


def _is_dated(element: Any) -> bool:
    """Whether an element of the article's own is meant to show a date."""
    label = f"{element.get('class', '')} {element.get('id', '')}"
    if element.tag != "time" and not _DATED.search(label):
        return False
    around = [element, *element.iterancestors()]
    names = (f"{e.tag} {e.get('class', '')} {e.get('id', '')}" for e in around)
    return not any(_ASIDE.search(n) or n.startswith(("footer", "aside", "nav ")) for n in names)
