"""Texts that no spreadsheet takes for a formula, in every CSV that is written; and back."""

import re

#: What a spreadsheet may take for a formula: a sign of one, perhaps after blanks that it leaves
#: out; or a tab or line break, after which some begin anew. Apostrophes before it are looked
#: through, and two of them count as well, so that ``revived`` takes off only what was put on.
_LIVE = re.compile(r"[\t\r\n]|''|['\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]")


def inert(text: str) -> str:
    """Return the text with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if _LIVE.match(text) else text


def revived(text: str) -> str:
    """Return the text of which ``inert`` made this one."""
    return text[1:] if text[:1] == "'" and (text[1:2] == "'" or _LIVE.match(text[1:])) else text
