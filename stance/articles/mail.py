"""E-mails: who wrote, when, and to which quoted questions."""

import email
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime

from stance.articles.article import Stretch
from stance.articles.markup import unmarked_html
from stance.articles.metadata import Metadata
from stance.articles.refusal import refused

_WROTE = re.compile(
    r"^(?:on\b.{4,200}\bwrote:|.{4,200}(?:пишет|написал\w*):|am\b.{4,200}\bschrieb\b.{0,80}:"
    r"|le\b.{4,200}a\sécrit\s*:|el\b.{4,200}escribió:|-{2,}\s*original message\s*-{2,}.*)\s*$",
    re.I,
)
_SIGNED = re.compile(r"^--\s?$")


def mail(data: bytes, file: str) -> tuple[str, Metadata]:
    """Return the body of an e-mail, decoded, and its sender, date and subject.

    What is not quoted is the sender's; the quoted lines before it are the question. Signature,
    attachments and headers are left out.

    Raises:
        DataError: it holds no text.
    """
    message = email.message_from_bytes(data, policy=default)
    body = _body(message)
    if not body.strip():
        raise refused(file, "the e-mail holds no text")
    name, address = parseaddr(str(message["from"] or ""))
    author = name or address
    text, stretches = _split(body, author)
    return text, Metadata(
        title=str(message["subject"] or ""),
        author=author,
        published=_date(str(message["date"] or "")),
        notes=("text taken from an e-mail",),
        stretches=tuple(stretches),
    )


def _body(message: EmailMessage) -> str:
    try:
        part = message.get_body(("plain", "html"))
        found = "" if part is None else str(part.get_content())
    except (LookupError, KeyError, ValueError, AttributeError):
        return ""
    if part is not None and part.get_content_type() == "text/html":
        found = unmarked_html(found)
    return found.replace("\r\n", "\n").replace("\r", "\n")


def _date(written: str) -> str:
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except (ValueError, TypeError):
        return ""


def _split(body: str, author: str) -> tuple[str, list[Stretch]]:
    """Return the text, a paragraph a line, and the stretches of who wrote it."""
    parts: list[str] = []
    stretches: list[Stretch] = []
    question, at, open_question = "", 0, False
    for quoted, words in _paragraphs(body):
        if quoted:
            question = f"{question} {words}".strip() if open_question else words
        else:
            stretches.append(Stretch(at, at + len(words), author, question=question))
        open_question = quoted
        parts.append(words)
        at += len(words) + 1
    return "\n".join(parts), stretches


def _paragraphs(body: str) -> Iterator[tuple[bool, str]]:
    """Yield whether a paragraph is quoted, and its words in one line."""
    kept: list[str] = []
    quoted = False
    for line in [*body.split("\n"), ""]:
        if _SIGNED.match(line):
            break
        if _WROTE.match(line):
            continue
        theirs = line.startswith(">")
        words = line.lstrip("> ").strip()
        if kept and (not words or theirs != quoted):
            yield quoted, " ".join(kept)
            kept = []
        if words:
            quoted = theirs
            kept.append(words)
    if kept:
        yield quoted, " ".join(kept)
