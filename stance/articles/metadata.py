"""What is known of an article: from a list, from the file, from its own lines."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from stance.articles.article import Article, Block, Stretch
from stance.articles.dates import CHANGED, LAST_CHANGE, Printed, printed_date
from stance.articles.declared import is_person
from stance.articles.language import language
from stance.articles.layout import MASTHEAD
from stance.core.titles import untitled

_BY = re.compile(
    r"^\s*(?:by|authors?|written\s+by|text\s+by|автор|yazar)\s*:?\s+(?P<name>[^|,;(\n]{3,60}?)"
    r"(?=\s+for\s|[|,;(\n]|$)",
    re.I,
)
#: "Interviewed by Anna Example, 12 March 2024" is no paper's line.
_WHO_WROTE = re.compile(r"\W*(?:\w+ed\s+)?by\s", re.I)
#: "12 March 2024, by Anna Example", "12 March 2024 | Anna Example".
_DATED_BY = re.compile(
    r"^[^|\n]{0,30}\d{4}\W{1,4}(?:\d{1,2}:\d\d\W+)?by\s+(?P<name>[^|,;(\n]{3,60})", re.I
)
_VIA = re.compile(
    r"\W*(?:via|source|источник|kaynak|quelle)\s*:?\s+(?P<publisher>[^|\n.]{2,60})$", re.I
)
_RIGHTS = re.compile(
    r"\W{0,5}(?:©|\(c\)|copyright)[\s©]{0,5}(?:\(c\)\s{0,3})?(?:by\s)?"
    r"(?:\d{4}(?:\s?[-–]\s?\d{4})?\W{1,3})?(?P<publisher>[^\W\d][^|\n.]{1,70}?)"
    r"(?:[.,|]?\s?(?:\d{4}|all\s+rights\s+reserved|inc)\b.*)?\W{0,5}$",
    re.I,
)
_FOR = re.compile(r"^\s*by\s+[^,|\n]{3,60}?\s+for\s+(?P<publisher>(?-i:[A-Z])[^,|\n]{1,50})$", re.I)
#: Whose pictures and dispatches all papers print.
_AGENCY = re.compile(
    r"(?:afp|reuters|ap|getty(?:\s+images)?|epa(?:-efe)?|shutterstock|tass|dpa)", re.I
)
_NAME = re.compile(r"(?:[^\W\d_a-z][\w'’.-]*\s+){1,3}[^\W\d_a-z][\w'’-]+")
_TOP = 12
_TAIL = 10
#: No line of furniture that names a publisher is longer.
_LONGEST_LINE = 200


@dataclass(frozen=True, slots=True)
class Metadata:
    """Title, author, publisher, date and language, and how they were found.

    Whoever published a page speaks for it; a file's properties are often those of a template.
    """

    title: str = ""
    author: str = ""
    publisher: str = ""
    published: str = ""
    language: str = ""
    notes: tuple[str, ...] = ()
    by_publisher: bool = True
    stretches: tuple[Stretch, ...] = ()

    def article(self) -> Article:
        """Return an article without text that carries this."""
        return Article(
            "",
            "",
            "",
            (),
            title=self.title,
            author=self.author,
            publisher=self.publisher,
            published=self.published,
            language=self.language,
            note="; ".join(note for note in self.notes if note),
        )


def metadata(
    text: str, blocks: Sequence[Block], own: Metadata, given: Mapping[str, str]
) -> Metadata:
    """Return what is known: the list's word first, then the page's, then the text's own.

    What a Word document or a PDF says of itself comes last: whoever made the file, or its
    template, is often not who wrote the text.
    """
    notes = list(own.notes)
    published = given.get("published", "") or own.published
    date = None if published else _printed(text, blocks)
    if date is not None:
        published = date.iso
        notes.append(date.note)
    if not published:
        notes.append("no date printed")
    first, last = (own, Metadata()) if own.by_publisher else (Metadata(), own)
    author = given.get("author", "") or first.author or _author(text, blocks)
    if not author and last.author:
        notes.append("author as the file's properties name them")
    return replace(
        own,
        title=given.get("title", "") or first.title or _title(text, blocks) or last.title,
        author=author or last.author,
        publisher=given.get("publisher", "") or own.publisher or _publisher(text, blocks),
        published=published,
        language=given.get("language", "") or own.language or language(text),
        notes=(*notes, given.get("note", "")),
    )


def _title(text: str, blocks: Sequence[Block]) -> str:
    """Return the first line of some length that stands as a heading above the text."""
    for block in blocks[:_TOP]:
        words = text[block.start : block.end]
        if block.kind == "heading" and (len(words.split()) >= 3 or len(words) > 16):
            return " ".join(words.lstrip("# ").split())
        if block.kind == "body":
            break
    return ""


def _publisher(text: str, blocks: Sequence[Block]) -> str:
    """Return what a line such as "Testville Courier, 12 March 2024" or "Via X" or "© X" names."""
    lines = [text[b.start : b.end] for b in blocks[:_TOP] if b.kind == "byline"]
    heads = (match["publisher"].strip() for match in map(MASTHEAD.match, lines) if match)
    named = [name for name in heads if not _WHO_WROTE.match(name)]
    if named:
        return named[0]
    furniture = [
        block
        for block in (*blocks[:_TOP], *blocks[-_TAIL:])
        if block.kind == "boilerplate" and block.end - block.start <= _LONGEST_LINE
    ]
    for pattern in (_VIA, _RIGHTS):  # a copy says where it is from
        for block in furniture:
            match = pattern.match(text[block.start : block.end])
            if match is not None and not _AGENCY.fullmatch(match["publisher"].strip()):
                return match["publisher"].strip()
    written_for = (match["publisher"].strip() for match in map(_FOR.match, lines) if match)
    return next(written_for, "")


def _author(text: str, blocks: Sequence[Block]) -> str:
    """Return who signed: a byline near the top, or a name alone below the text."""
    for block in blocks[:_TOP]:
        line = text[block.start : block.end] if block.kind == "byline" else ""
        match = _BY.match(line) or _DATED_BY.match(line)
        if match is not None and is_person(match["name"]):
            return _tidy(match["name"])
    last = max((n for n, block in enumerate(blocks) if block.kind == "body"), default=0)
    tail = [text[b.start : b.end] for b in blocks[last + 1 :][-_TAIL:] if b.kind != "footnote"]
    bare = (" ".join(untitled(words.split())) for words in tail)
    named = Counter(name for name in bare if _NAME.fullmatch(name))
    likely = [name for name, count in named.items() if count > 1 or _signs(name, tail)]
    return _tidy(likely[0]) if likely else ""


def _signs(name: str, tail: Sequence[str]) -> bool:
    """Whether the lines after the text speak of the name again, as a biography does."""
    return any(name.casefold() in words.casefold() for words in tail if len(words) > len(name) + 8)


def _tidy(name: str) -> str:
    """Return the name without titles and shouting: "Dr. Anna EXAMPLE" is Anna Example."""
    words = untitled(name.split())
    return " ".join(w.capitalize() if len(w) > 2 and w.isupper() else w for w in words)


def _printed(text: str, blocks: Sequence[Block]) -> Printed | None:
    """Return the date among the lines above the text: not a change's, below the title first."""
    found: list[tuple[bool, bool, Printed]] = []
    titled = False
    for block in blocks[:_TOP]:
        titled = titled or block.kind == "heading"
        line = text[block.start : block.end]
        date = printed_date(line, text) if block.kind == "byline" else None
        if date is not None:
            changed = CHANGED.match(line) is not None
            note = LAST_CHANGE if changed else date.note
            found.append((changed, not titled, date._replace(note=note)))
    return min(found, key=lambda one: one[:2])[2] if found else None
