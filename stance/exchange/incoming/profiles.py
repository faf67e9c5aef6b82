"""Tables of coded passages that other programs export: which column of theirs is what."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from stance.core.errors import DataError
from stance.core.text import clean, header_key
from stance.exchange.incoming.passages import Document, Intake, Mark, Passage
from stance.sheets.grids import TEXT_SUFFIXES, WORKBOOK_SUFFIXES, open_book, text_of
from stance.sheets.kinds import Kind

#: Rows at the top of a sheet among which the headers are looked for.
_SEARCHED = 10


@dataclass(frozen=True, slots=True)
class Profile:
    """How one program's table is laid out; headers as ``header_key`` gives them.

    Attributes:
        key: short name of the kind of table.
        name: what people call it.
        needed: headers that no other program's table has together.
        words: headers of the coded words, the best first; likewise the next ones.
        codes: of the codes.
        document: of the document.
        annotator: of who coded.
        note: of what was written beside.
        several: a pattern that parts several codes in one cell; empty where there is one.
        path: a pattern that parts a code from those above it.
        lost: headers of what a study does not hold, and what that is.
    """

    key: str
    name: str
    needed: tuple[str, ...]
    words: tuple[str, ...]
    codes: tuple[str, ...]
    document: tuple[str, ...]
    annotator: tuple[str, ...]
    note: tuple[str, ...] = ("comment",)
    several: str = ""
    path: str = ""
    lost: tuple[tuple[str, str], ...] = ()


PROFILES = (
    Profile(
        "maxqda-table",
        "a table of coded segments of MAXQDA",
        ("document name", "code", "segment"),
        ("segment",),
        ("code",),
        ("document name",),
        ("created by", "author", "modified by"),
        path=r"\\| > ",
        lost=(("weight score", "weights of codes"),),
    ),
    Profile(
        "atlas-table",
        "a list of quotations of ATLAS.ti",
        ("quotation name", "codes"),
        ("text content", "quotation content", "quotation name"),
        ("codes",),
        ("document",),
        ("created by", "author"),
        several=r"\r?\n|; ?",
        path=r": ?",
    ),
    Profile(
        "nvivo-table",
        "a list of coding references of NVivo",
        ("hierarchical name", "coded by initials"),
        ("coded text", "reference text", "content", "text"),
        ("hierarchical name",),
        ("file name", "source name", "file", "name"),
        ("coded by name", "coded by initials", "coded by"),
        path=r"\\",
        lost=(("coverage", "shares of documents that are coded"),),
    ),
    Profile(
        "taguette-table",
        "a list of highlights of Taguette",
        ("id", "document", "tag", "content"),
        ("content",),
        ("tag",),
        ("document",),
        ("user", "author"),
    ),
    Profile(
        "hypothesis-table",
        "a table of annotations of Hypothes.is",
        ("annotation/reply type", "quote", "tags"),
        ("quote",),
        ("tags",),
        ("page", "url"),
        ("user",),
        ("body",),
        several=",",
        path=r": ",
        lost=(("group", "groups"),),
    ),
)
KINDS = {one.key: Kind(one.key, one.name) for one in PROFILES}
Rows = list[dict[str, str]]


def kind_of_table(path: Path) -> Kind | None:
    """Return what a table is by its headers; None where it is of no program that is known."""
    if path.suffix.lower() not in (*TEXT_SUFFIXES, *WORKBOOK_SUFFIXES):
        return None
    try:
        found = _found(path)
    except DataError:
        return None
    return KINDS[found[0].key] if found else None


def read_profiled(files: Sequence[Path], intake: Intake) -> Iterator[Passage]:
    """Give a passage for the rows of each coded passage; every code is a mark.

    Raises:
        DataError: a file cannot be read.
    """
    for path in files:
        found = _found(path)
        if found is not None:
            profile, rows = found
            intake.origin = profile.name
            yield from _passages(path, profile, rows, intake)


def _found(path: Path) -> tuple[Profile, Rows] | None:
    """Return the profile of the first sheet that has one, and its rows."""
    for grid in open_book(path).grids:
        table = [[clean(text_of(value)) for value in row] for row in grid.rows]
        for at, row in enumerate(table[:_SEARCHED]):
            heads = [header_key(cell) for cell in row]
            for profile in PROFILES:
                if set(heads) >= {header_key(name) for name in profile.needed}:
                    below = (dict(zip(heads, cells, strict=True)) for cells in table[at + 1 :])
                    return profile, [one for one in below if any(one.values())]
    return None


def _passages(path: Path, profile: Profile, rows: Rows, intake: Intake) -> Iterator[Passage]:
    passages: dict[tuple[str, ...], Passage] = {}
    for row in rows:
        if row.get("annotation/reply type", "").casefold() == "reply":
            intake.losses.thing("replies to annotations")
            intake.losses.mark("tags on replies", len(_codes(profile, row, "")))
            continue
        document = _first(row, profile.document)
        words = _first(row, profile.words) or document
        who = _first(row, profile.annotator) or path.stem
        marks = _codes(profile, row, who)
        for header, what in profile.lost:
            intake.losses.thing(what, bool(row.get(header_key(header), "").strip("0 ")))
        if document:
            url = row.get("url", "")
            intake.documents.setdefault(document, Document(document, "", {"note": url}))
        place = (row.get("beginning", ""), row.get("end", ""), row.get("id", ""))
        known = passages.setdefault(
            (document, words, *place), Passage(words, (), "", "", document, also=_also(row))
        )
        seen = tuple(dict.fromkeys((*known.seen, who)))
        passages[(document, words, *place)] = replace(
            known, marks=(*known.marks, *marks), seen=seen
        )
    yield from passages.values()


def _also(row: Mapping[str, str]) -> dict[str, str]:
    """Return the columns from which the speaker may be chosen."""
    return {name: text for name, text in row.items() if name and len(text) < 200}


def _first(row: Mapping[str, str], headers: Sequence[str]) -> str:
    return next((row[h] for h in map(header_key, headers) if row.get(h)), "")


def _codes(profile: Profile, row: Mapping[str, str], who: str) -> tuple[Mark, ...]:
    """Return the codes of a row as marks, each with those above it."""
    cell = _first(row, profile.codes)
    codes = re.split(profile.several, cell) if profile.several else [cell]
    note = _first(row, profile.note)
    marks = []
    for code in filter(None, map(str.strip, codes)):
        parts = re.split(profile.path, code) if profile.path else [code]
        label = tuple(filter(None, map(str.strip, parts))) or (code,)
        marks.append(Mark(who, "code", label, note=note))
    return tuple(marks)
