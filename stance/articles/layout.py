"""An article's paragraphs, and which of them are not its text: captions, footnotes, furniture."""

import re
from collections.abc import Iterator
from itertools import pairwise

from stance.articles.article import Block, BlockKind

_FURNITURE = re.compile(
    r"""^\W*(?:
    share(?:\s+(?:this|on|via|article)\b.*)?|paylaş|tweet|print|e-?mail(?:\s+this.*)?|whatsapp
    |telegram|facebook|follow\s+us\b.*|subscribe\b.*|sign\s+up\b.*|newsletter\b.*
    |advertisement|sponsored(?:\s+content)?|promoted|comments?(?:\s*\(\d+\))?|leave\s+a\s+(?:comment|reply).*
    |related\s+(?:articles?|posts?|stories|news|topics?|content).*|similar\s+(?:posts|articles).*
    |you\s+(?:may|might)\s+also\s+(?:like|be\s+interested).*|recommend(?:ed)?(?:\s+for\s+you|\s+reading)?\s*:?
    |read\s+(?:more|also|next|the\s+full)\b.*|see\s+also\b.*|more\s+(?:from|on|top\s+reads|stories|news)\b.*
    |most\s+(?:read|popular)\b.*|trending\b.*|back\s+to\s+top.*|skip\s+to\b.*|tags?\s*:.*
    |click\s+here\b.*|all\s+rights\s+reserved.*|(?:©|\(c\)|copyright)\s.*|accept\s+(?:all\s+)?cookies.*
    |(?:we|this\s+site)\s+uses?\s+cookies\b.*|please\s+make\s+active\s+links.*
    |this\s+post\s+is\s+also\s+available\s+in\b.*|if\s+you\s+have\s+found\s+a\s+spelling\s+error.*
    |spelling\s+error\s+report|the\s+following\s+text\s+will\s+be\s+sent\s+to\b.*
    |via(?:\s+(?-i:[A-Z])[\w/.-]+){1,4}|via\s+\w[\w/.-]+
    |(?:source|источник)\s*:\s*\S+(?:\s+(?-i:[A-ZА-ЯЁ])\S*){0,4}|close(?:close)?|loading\.*|menu|search|home|log\s*in
    |\d+|[|•·*_=~\-–—\s]+
    )\W*$""",
    re.I | re.X,
)
#: After one of these near the end, nothing is the article's own any more.
_TAIL = re.compile(
    r"^\W*(?:related\s+(?:articles?|posts?|stories|news)|similar\s+(?:posts|articles)"
    r"|you\s+(?:may|might)\s+also\s+like|more\s+top\s+reads|most\s+(?:read|popular)"
    r"|recommend(?:ed)?(?:\s+for\s+you)?\s*:?|spelling\s+error\s+report|leave\s+a\s+(?:comment|reply)"
    r"|back\s+to\s+top)\b",
    re.I,
)
_CAPTION = re.compile(
    r"\((?:left|right|centre|center|top|bottom|file|file\s+photo|l|r|c|pictured)\)"
    r"|^(?:photo|image|picture|illustration|caption|video|watch|foto)\s*(?:by|:|©)"
    r"|\b(?:AP\s+Photo|Getty\s+Images|AFP|Reuters|EPA|Shutterstock|Unsplash)\s*\)?\W*$"
    r"|\(?(?:photo|image|picture)\s+(?:by|credit|courtesy|:)[^.]{2,60}\)?\W*$",
    re.I,
)
_FOOTNOTE = re.compile(r"^\s*(?:\[\d{1,3}\]|\[\^[^\]\s]{1,40}\]:)\s+\S")
_DATELINE = re.compile(
    r"^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\W*)?(?:(?:last\s+)?(?:updated|published|posted|held"
    r"|опубликован[оа]?|обновлен[оа]?|дата)\W*)?"
    r"(?:(?:on\s+)?\d{1,2}(?:st|nd|rd|th)?[./ -](?:\d{1,2}|[^\W\d_]{3,10})\.?[./ ,-]+\d{4}"
    r"|[^\W\d_]{3,10}\.?\s+\d{1,2},?\s+\d{4}|\d{4}-\d\d-\d\d)?"
    r"(?:\s*г(?:\.|ода)?)?\W*(?:\d{1,2}:\d\d\W*)?(?-i:[A-Z]{2,4})?\W*(?:[|•·]\s*[^|.!?]{2,50})?$",
    re.I,
)
_DATE = (
    r"(?:\d{1,2}(?:\.|st|nd|rd|th)?\s+[^\W\d_]{3,9}|[^\W\d_]{3,9}\.?\s+\d{1,2},"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./])"
)
_BYLINE = re.compile(
    r"^\s*(?:by|author|authors|written\s+by|text\s+by|автор|yazar)\s*:?\s+(?-i:[^\W\d_a-z])|^\s*author\s*:\s*$"
    rf"|^(?:(?:published|posted)\W+(?:on\s+)?)?{_DATE}\s*(?:\d{{4}})?\W+by\s+(?-i:[^\W\d_a-z])",
    re.I,
)
#: "Testville Courier, 12 March 2024. Interview by …".
MASTHEAD = re.compile(
    rf"^(?P<publisher>(?-i:[^\W\d_a-z])[^,.:!?]{{2,50}}),\s+{_DATE}\s*(?:\d{{4}})?\W*"
    r"(?:(?:interview|text|report|story|photos?)\s+by\s[^.]{3,60}\.?)?$",
    re.I,
)
#: A line may end as on any system, or as in a text set by a word processor.
_LINE_END = re.compile("\r(?!\n)|[\n\x85\u2028\u2029]")
#: Blanks, and marks that nobody sees.
_BLANKS = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + "\u200b\ufeff"
_QUOTE_MARKS = '“”"«»„‘'
#: A few words in marks alone on a line, numbered or not: "3. “Not some irregular channel”".
_QUOTED_HEADING = re.compile(
    r"""(?:\d+[.)]\s*)?[“"„«](?=[^\s“”"«»]+(?:\s+[^\s“”"«»]+){0,6}\s*[”"“»]$)[^“”"«»]*[^\W_][”"“»]$"""
)
_ENDED = re.compile(r"""(?:[.!?…:;,”“"’»)]|''|[.!?,…]')(?:\[\d+\])*$""")


def blocks(text: str) -> tuple[Block, ...]:
    """Return the paragraphs of a text with what each of them is.

    Lines are paragraphs, except in a text of hard-wrapped lines, where blank lines part them.
    """
    spans = list(_paragraphs(text))
    found: list[Block] = []
    tail = False
    for number, (start, end) in enumerate(spans):
        words = text[start:end]
        late = number * 2 > len(spans)
        tail = tail or (late and bool(_TAIL.match(words)))
        kind = "boilerplate" if tail else _kind(words, number, len(spans))
        tail = tail or kind == "footnote"
        found.append(Block(start, end, "footnote" if tail and _FOOTNOTE.match(words) else kind))
    return tuple(found)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where paragraphs begin and end, outer blanks left out."""
    lines = list(_lines(text))
    breaks = [(a, b) for a, b in pairwise(lines) if _ends(text, a[1], b[0]) == 1]
    wrapped = len(breaks) >= 4 and 2 * sum(_runs_on(text, a, b) for a, b in breaks) > len(breaks)
    begin: int | None = None
    for number, (start, end) in enumerate(lines):
        begin = start if begin is None else begin
        following = lines[number + 1][0] if number + 1 < len(lines) else len(text)
        if wrapped and number + 1 < len(lines) and _ends(text, end, following) == 1:
            continue
        yield begin, end
        begin = None


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines that hold anything, without the blanks at their ends."""
    at = 0
    for line in _LINE_END.split(text):
        bare = line.strip(_BLANKS)
        if bare:
            start = at + len(line) - len(line.lstrip(_BLANKS))
            yield start, start + len(bare)
        at += len(line) + 1


def _ends(text: str, start: int, end: int) -> int:
    """Return how many lines end between two places."""
    return len(_LINE_END.findall(text, start, end))


def _runs_on(text: str, line: tuple[int, int], following: tuple[int, int]) -> bool:
    """Whether a line of usual width breaks within a sentence."""
    inside = text[line[1] - 1] not in '.!?:"”' and text[following[0]].isalpha()
    return 38 <= line[1] - line[0] <= 110 and inside


def _kind(words: str, number: int, total: int) -> BlockKind:
    """Return what a paragraph is, by its own words."""
    short = len(words) < 220
    if short and _FURNITURE.match(words):
        return "boilerplate"
    if _FOOTNOTE.match(words):
        return "footnote"
    edge = number < 8 or number >= total - 3
    signs = (_BYLINE, _DATELINE, MASTHEAD)
    if short and edge and len(words) < 100 and any(sign.match(words) for sign in signs):
        return "byline"
    quoted = any(mark in words for mark in _QUOTE_MARKS)
    if len(words) < 400 and _CAPTION.search(words) and not quoted:
        return "caption"
    return "heading" if total > 1 and _is_heading(words) else "body"


def _is_heading(words: str) -> bool:
    """Whether a paragraph is a short line that no sentence ends."""
    if len(words) > 160 or "\n" in words:
        return False
    if _QUOTED_HEADING.match(words):
        return True
    if words.endswith("?"):
        return words[0] not in _QUOTE_MARKS or words[-2] not in _QUOTE_MARKS
    if _ENDED.search(words) or len(words.split()) > 20:
        return False
    return not re.search(r"[”\"»][,.]?\s+\w+", words)
