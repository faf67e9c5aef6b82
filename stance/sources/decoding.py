"""Bytes turned into text, whatever common encoding they are in."""

import codecs
import re

from stance.errors import DataError, Problem

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
#: So much of a file is looked at to guess its encoding.
_SAMPLE = 100_000


def decode(data: bytes, file: str) -> tuple[str, str]:
    """Return the text and its encoding, "utf-8" only where the bytes are UTF-8 as they stand.

    UTF-8 keeps its byte-order mark and line ends, so that offsets and hash are the file's own.

    Raises:
        DataError: the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding, file), encoding
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        encoding = _guess(data)
        if not encoding:
            raise _no_text(file) from None
        return _decoded(data, encoding, file), encoding
    if _binary(text):
        raise _no_text(file)
    return text, "utf-8"


def _guess(data: bytes) -> str:
    """Return the likeliest encoding of bytes that are not UTF-8; empty for no text."""
    from charset_normalizer import from_bytes

    if b"\0" in data[:_SAMPLE]:
        return ""
    foreign = sum(byte > 127 for byte in data[:_SAMPLE])
    if foreign * 12 < min(len(data), _SAMPLE):  # a few accents and curly quotes: Western
        return "cp1252"
    best = from_bytes(data[:_SAMPLE]).best()
    return best.encoding if best else ""


def _decoded(data: bytes, encoding: str, file: str) -> str:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise _no_text(file) from None
    if _binary(text):
        raise _no_text(file)
    return text


def _binary(text: str) -> bool:
    """Whether control characters say that this is no text."""
    sample = text[:_SAMPLE]
    return "\0" in sample or len(_CONTROL.findall(sample)) * 50 > len(sample)


def _no_text(file: str) -> DataError:
    message = "the file is not text in any encoding that is known here"
    return DataError([Problem(code="unreadable-article", message=message, file=file)])
