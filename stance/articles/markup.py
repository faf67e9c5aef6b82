"""Pieces of HTML within other files, as text: a paragraph a line."""

import re
from html import unescape

#: Tags at which a new line begins.
_BREAK = re.compile(
    r"<(?:br|/?(?:p|div|h[1-6]|li|ul|ol|tr|table|blockquote|section|article))\b[^<>]{0,2000}>", re.I
)
_TAG = re.compile(r"<[a-z/!?][^<>]{0,2000}>", re.I)


def unmarked_html(text: str) -> str:
    """Return the words of a piece of HTML, lines where its paragraphs part; plain text as it is.

    Nothing in it is run or fetched; entities are read once.
    """
    return unescape(_TAG.sub("", _BREAK.sub("\n", text)) if "<" in text else text)
