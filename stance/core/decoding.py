"""Bytes turned into text, whatever common encoding they are in: articles, tables, lists."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
#: Three letters beyond ASCII in a row: words of another script, not accents.
_FOREIGN_WORDS = re.compile(rb"[\xc0-\xff]{3,}")
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "mac_cyrillic")
#: So much of a file is looked at to guess its encoding.
_SAMPLE = 100_000
#: What is told with certainty: by a mark, by the form of the bytes, by zeros in every other byte.
CERTAIN = frozenset({"utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32"})
_HIGH = bytes(range(128, 256))
#: Signs within words, which no language has, and bytes that stand for nothing.
_NO_LETTERS = re.compile("[a-z][‡†‰ˆ‹˜•„‚™](?=[a-z])|ƒ(?=[a-z])|\ufffd")
_NO_TEXT = "the file is not text in any encoding that is known here"


class NotTextError(ValueError):
    """The bytes are no text in any encoding that is known here."""


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """Return the text and its encoding, "utf-8" only where the bytes are UTF-8 as they stand.

    UTF-8 keeps its byte-order mark and line ends, so that offsets and hash are the file's own.

    Args:
        data: the bytes.
        declared: the encoding that the file itself names; believed unless the bytes are UTF-8.

    Returns:
        The text, and the encoding; it is a guess unless it is one of ``CERTAIN``.

    Raises:
        NotTextError: the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding), encoding
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _other(data, declared)
    if encoding := _utf_16(data):
        return _decoded(data, encoding), encoding
    if _binary(text):
        raise NotTextError(_NO_TEXT)
    return text, "utf-8"


def _other(data: bytes, declared: str) -> tuple[str, str]:
    """Return the text of bytes that are not UTF-8, and what it was read as."""
    mended = data.decode("utf-8", "replace")
    damaged = mended.count("\ufffd")
    beyond_ascii = len(mended) - len(mended.encode("ascii", "ignore"))
    if damaged * 10 <= beyond_ascii and not _binary(mended):
        return mended, f"utf-8, {damaged} damaged characters replaced"
    if declared:
        try:
            return _decoded(data, declared), declared
        except NotTextError:
            pass  # a page may well name an encoding that it is not in
    encoding = _utf_16(data) or _guess(data)
    if not encoding:
        raise NotTextError(_NO_TEXT)
    return _decoded(data, encoding), encoding


def _utf_16(data: bytes) -> str:
    """Return which UTF-16 text without a mark is in: every other byte of its Latin is zero."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if not sample or len(data) % 2 or max(even, odd) * 20 < len(sample) or min(even, odd):
        return ""
    return "utf-16-le" if odd else "utf-16-be"


def _guess(data: bytes) -> str:
    """Return the likeliest encoding of bytes that are neither UTF; empty for no text."""
    from charset_normalizer import from_bytes

    sample = data[:_SAMPLE]
    if b"\0" in sample:
        return ""
    foreign = len(data) - len(data.translate(None, _HIGH))
    words = sum(map(len, _FOREIGN_WORDS.findall(data)))
    if words * 2 < foreign and foreign * 12 < len(data):  # accents and curly quotes: Latin
        return _latin(data)
    lines = b"\n".join(line for line in data.splitlines() if not line.isascii())[:_SAMPLE]
    if cyrillic := _cyrillic(lines):
        return cyrillic
    best = from_bytes(lines).best()
    encoding = best.encoding if best else ""
    if encoding == "cp1250" and data.count(0xF0) and data.count(0xFD):  # ğ, ı; no language has đ, ý
        return _latin(data)
    return _latin(data) if encoding == "cp1252" else encoding


def _cyrillic(data: bytes) -> str:
    """Return the encoding in which the letters are as frequent as in Russian; empty for none."""
    foreign = re.sub(rb"[\x00-\x7f]", b"", data)
    texts = {name: foreign.decode(name, "replace") for name in _CYRILLIC}
    common = {name: len(re.findall("[оеаинтсрвл]", text)) for name, text in texts.items()}
    known = {n: common[n] + len(re.findall("[А-Яа-яЁё]", text)) for n, text in texts.items()}
    best = max(_CYRILLIC, key=lambda name: known[name])
    return best if common[best] * 2 > len(foreign) else ""


def _latin(data: bytes) -> str:
    """Return cp1250, cp1254 or Mac's where cp1252 shows what no language has, else cp1252."""
    text = data.decode("cp1252", "replace")
    if 4 * len(_NO_LETTERS.findall(text)) >= len(data) - len(data.translate(None, _HIGH)):
        return "mac_roman"
    if re.search("[a-z][¹³¿][a-z]", text):  # Polish ą, ł, ż
        return "cp1250"
    icelandic = any(letter in text for letter in "æÆáÁíÍúÚ")
    return "cp1254" if re.search("[ðþýÐÞÝ]", text) and not icelandic else "cp1252"


def _decoded(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise NotTextError(_NO_TEXT) from None
    if _binary(text):
        raise NotTextError(_NO_TEXT)
    return text


def _binary(text: str) -> bool:
    """Whether control characters say that this is no text."""
    sample = text[:_SAMPLE]
    return "\0" in sample or len(_CONTROL.findall(sample)) * 50 > len(sample)
