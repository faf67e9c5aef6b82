"""Markdown read as it stands: its markup is blanked out, and every offset stays what it was."""

import re

_FRONT = re.compile(
    r"\ufeff?---[ \t]*\r?\n(?P<lines>.*?\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S
)
_FRONT_LINE = re.compile(r"\b(\w+)[ \t]*:[ \t]*(\S.*)")
#: What the front matter of articles calls them.
_FIELDS = {"title": "title", "author": "author", "date": "published", "publisher": "publisher"}
_FIELDS |= {"published": "published", "lang": "language", "language": "language"}
_FENCE = re.compile(r" {0,3}(```|~~~)")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
#: Markup of one line; what a group "kept" holds is text, all else is not.
_MARKUP = re.compile(
    r"!\[[^\[\]\n]{0,300}\]\([^()\n]{0,500}\)"  # an image
    r"|\[(?P<link>[^\[\]\n]{1,300})\](?:\([^()\n]{0,500}\)|\[[^\[\]\n]{0,100}\])"
    r"|\[\^[^\[\]\s]{1,40}\](?!:)"  # a reference to a footnote
    r"|^[ \t]{0,3}(?:>[ \t]?)+|^[ \t]*(?:[*+-]|\d{1,3}[.)])[ \t]+(?=\S)|^[ \t]{0,3}#{1,6}[ \t]+"
    r"|(?<![\w*])\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}(?![\w*])"
    r"|(?<![\w_])_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?![\w_])"
    r"|</?[A-Za-z][^<>\n]{0,500}>",
    re.M,
)


def unmarked(text: str) -> str:
    """Return the text with blanks for its markup: as long as it was, line ends where they were.

    Front matter, code and images go as a whole; of links, emphasis, headings, lists and block
    quotes the words stay.
    """
    front = _FRONT.match(text)
    if front:
        text = _blank(front[0]) + text[front.end() :]
    text = _COMMENT.sub(lambda match: _blank(match[0]), _without_code(text))
    return _MARKUP.sub(_without_markup, text)


def front_matter(text: str) -> dict[str, str]:
    """Return what the lines above a Markdown text say of it, under the names of a sources.csv."""
    front = _FRONT.match(text)
    found: dict[str, str] = {}
    for name, value in _FRONT_LINE.findall(front["lines"]) if front else ():
        field = _FIELDS.get(name.lower())
        if field:
            found[field] = value.strip().strip("\"'").strip()
    return found


def _without_code(text: str) -> str:
    """Return the text with blanks for what stands between fences, and for these."""
    fence = ""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        begins = _FENCE.match(line)
        if fence or begins:
            lines[number] = _blank(line)
        if begins and fence in ("", begins[1]):
            fence = "" if fence else begins[1]
    return "\n".join(lines)


def _blank(text: str) -> str:
    return re.sub(r"[^\r\n]", " ", text)


def _without_markup(match: re.Match[str]) -> str:
    """Return the words of a link between blanks, and blanks for any other markup."""
    start, end = (at - match.start() for at in match.span("link"))
    if start < 0:
        return _blank(match[0])
    return " " * start + match["link"] + " " * (len(match[0]) - end)
