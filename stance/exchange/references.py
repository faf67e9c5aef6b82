"""Lists of sources as reference managers keep them: CSL-JSON, RIS and BibTeX, in and out.

A source is one row of the frame ``SOURCES``. Its authors and address have no column there; they
stand in its note, as "by A; B" and as the address, from where they are written again.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from stance.core.contracts import SOURCES
from stance.core.dates import is_iso_date
from stance.core.errors import DataError, Problem
from stance.core.ids import free_id, slug
from stance.core.text import clean
from stance.sheets.bounded import bytes_of, json_of, listed, mapping, said, text_of
from stance.sheets.kinds import kind_of

#: Genres of ours, and the types of CSL, RIS and BibTeX for them; others are kept as they are.
_GENRES = {
    "news": ("article-newspaper", "NEWS", "article"),
    "interview": ("interview", "PCOMM", "misc"),
    "report": ("report", "RPRT", "techreport"),
    "book": ("book", "BOOK", "book"),
    "article": ("article-journal", "JOUR", "article"),
    "web page": ("webpage", "ELEC", "online"),
}
_FALLBACK = ("document", "GEN", "misc")
_BY = re.compile(r"(?:^|; )by ([^\n]*?)(?=; https?://|; note: |$)")
_ADDRESS = re.compile(r"https?://\S+")
_NUMBER = re.compile("[0-9]{1,4}")
Record = dict[str, str]


def read_references(path: Path) -> pd.DataFrame:
    """Return the sources of a list, as the frame ``SOURCES``.

    Raises:
        DataError: it is no CSL-JSON, RIS or BibTeX.
    """
    kind = kind_of(path) if path.is_file() else None
    if not path.is_file():
        message = "there is no such file"
        raise DataError([Problem(code="missing-path", message=message, file=str(path))])
    readers = {"csl": _csl, "ris": _ris, "bibtex": _bibtex}
    if kind is None or kind.key not in readers:
        message = f"this is {kind.name if kind else 'no list of references'}"
        hint = "a list of sources is CSL-JSON (.json), RIS (.ris) or BibTeX (.bib)"
        problem = Problem(code="unknown-form", message=message, hint=hint, file=path.name)
        raise DataError([problem])
    taken: list[str] = []
    rows = []
    for record in readers[kind.key](path):
        wanted = clean(record.get("source_id", ""))
        own = wanted or slug(record.get("title", "") or "source", (), 40)
        taken.append(free_id(own, taken))
        blank = dict.fromkeys(SOURCES.names, "")
        rows.append({**blank, **_row(record), "source_id": taken[-1]})
    return SOURCES.build(rows)


def _row(record: Record) -> Record:
    """Return a source's row; authors, address and note stand in its note."""
    parts = [f"by {record['authors']}"] if record.get("authors") else []
    parts += [record["address"]] if record.get("address") else []
    if note := record.get("note", ""):
        parts.append(f"note: {note}" if parts else note)
    row = {k: clean(record.get(k, "")) for k in ("title", "publisher", "genre", "language")}
    day = record.get("published", "")
    return {**row, "published": day if is_iso_date(day) else "", "note": "; ".join(parts)}


def _record(row: Mapping[str, str]) -> Record:
    """Return what a list of references says of a source."""
    note = row["note"]
    by, address = _BY.search(note), _ADDRESS.search(note)
    rest = note.partition("note: ")[2] if by or address else note
    record = {name: row[name] for name in ("source_id", "title", "publisher", "published")}
    record |= {name: row[name] for name in ("genre", "language")}
    record["authors"] = by[1].strip() if by else ""
    record["address"] = address[0].rstrip(";,") if address else ""
    return record | {"note": rest}


def _csl(path: Path) -> Iterator[Record]:
    types = {csl: genre for genre, (csl, _, _) in _GENRES.items()}
    for one in map(mapping, listed(json_of(path))):
        kind = said(one.get("type"))
        parts: list[Any] = next(iter(listed(mapping(one.get("issued")).get("date-parts"))), [])
        numbers = (said(n) for n in listed(parts))
        day = "-".join(f"{int(n):02d}" for n in numbers if _NUMBER.fullmatch(n))
        yield {
            "source_id": said(one.get("id")),
            "title": said(one.get("title")),
            "publisher": said(one.get("container-title") or one.get("publisher")),
            "published": day or said(mapping(one.get("issued")).get("raw")),
            "genre": said(one.get("genre")) or types.get(kind, "" if kind == "document" else kind),
            "language": said(one.get("language")),
            "authors": "; ".join(filter(None, map(_name, listed(one.get("author"))))),
            "address": said(one.get("URL")),
            "note": said(one.get("note")),
        }


def _name(author: Any) -> str:
    held = mapping(author)
    parts = [said(held.get("family")), said(held.get("given"))]
    return said(held.get("literal")) or ", ".join(filter(None, parts))


_RIS = re.compile(r"([A-Z][A-Z0-9])  ?- ?(.*)")
_RIS_FIELDS = {
    **dict.fromkeys(("TI", "T1"), "title"),
    **dict.fromkeys(("JO", "JF", "T2", "PB"), "publisher"),
    **dict.fromkeys(("DA", "PY", "Y1"), "published"),
    "UR": "address",
    "LA": "language",
    "ID": "source_id",
    "M3": "genre",
    "N1": "note",
}


def _ris(path: Path) -> Iterator[Record]:
    types = {ris: genre for genre, (_, ris, _) in _GENRES.items()}
    record: Record = {}
    for line in text_of(path.name, bytes_of(path)).splitlines():
        found = _RIS.match(line)
        tag, value = (found[1], found[2].strip()) if found else ("", "")
        if tag == "TY":
            record = {"genre": types.get(value, "")}
        elif tag == "ER":
            yield record
        elif tag in ("AU", "A1"):
            record["authors"] = "; ".join(filter(None, (record.get("authors", ""), value)))
        elif tag in _RIS_FIELDS:
            name = _RIS_FIELDS[tag]
            value = "-".join(value.strip("/").split("/")) if name == "published" else value
            if name == "genre" or len(value) > len(record.get(name, "")):
                record[name] = value


_ENTRY = re.compile(r"@(\w+)\s*\{\s*([^,\s]*)\s*,", re.S)


def _bibtex(path: Path) -> Iterator[Record]:
    types = {bib: genre for genre, (_, _, bib) in _GENRES.items() if bib != _FALLBACK[2]}
    text = text_of(path.name, bytes_of(path))
    for entry in _ENTRY.finditer(text):
        if entry[1].lower() in ("comment", "string", "preamble"):
            continue
        fields = dict(_bibtex_fields(text, entry.end()))
        day = fields.get("date") or "-".join(
            filter(None, (fields.get("year", ""), _month(fields.get("month", ""))))
        )
        names = ("journal", "journaltitle", "publisher", "institution", "organization")
        yield {
            "source_id": entry[2],
            "title": fields.get("title", ""),
            "publisher": next((fields[n] for n in names if fields.get(n)), ""),
            "published": day,
            "genre": fields.get("type") or types.get(entry[1].lower(), ""),
            "language": fields.get("langid") or fields.get("language", ""),
            "authors": "; ".join(fields.get("author", "").split(" and ")),
            "address": fields.get("url", ""),
            "note": fields.get("note", ""),
        }


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _month(text: str) -> str:
    if _NUMBER.fullmatch(text):
        return f"{int(text):02d}"
    key = text.lower()[:3]
    return f"{_MONTHS.index(key) + 1:02d}" if key in _MONTHS else ""


def _bibtex_fields(text: str, at: int) -> Iterator[tuple[str, str]]:
    """Yield the fields of an entry from its first one on, braces and quotes taken off."""
    name = re.compile(r"\s*,?\s*([\w-]+)\s*=\s*")
    while found := name.match(text, at):
        value, at = _bibtex_value(text, found.end())
        yield found[1].lower(), clean(re.sub(r"\s+", " ", _unescaped(value)))


def _bibtex_value(text: str, at: int) -> tuple[str, int]:
    """Return a value and where it ends: in braces, in quotation marks, or bare."""
    first = text[at : at + 1]
    if first not in '{"':
        bare = re.compile(r"[^,}\s]*").match(text, at)
        return (bare[0], bare.end()) if bare else ("", len(text))
    depth, begin = 0, at + 1
    for place in range(at + (first == '"'), len(text)):
        sign = text[place]
        escaped = text[place - 1] == "\\"
        depth += (sign == "{" and not escaped) - (sign == "}" and not escaped)
        closes = depth == 0 and sign == ('"' if first == '"' else "}") and not escaped
        if closes:
            return text[begin:place], place + 1
    return text[begin:], len(text)


def _unescaped(text: str) -> str:
    text = re.sub(r"\\textbackslash\{\}", "\0", text)
    text = re.sub(r"\\([{}%&#$_\"])", r"\1", re.sub(r"(?<!\\)[{}]", "", text))
    return text.replace("\0", "\\")


def csl_of(sources: pd.DataFrame) -> bytes:
    """Return the sources as CSL-JSON."""
    items = []
    for record in map(_record, sources.to_dict("records")):
        known = _GENRES.get(record["genre"], _FALLBACK)[0]
        issued = [int(part) for part in record["published"].split("-") if part]
        item: dict[str, Any] = {"id": record["source_id"], "type": known}
        item |= {"title": record["title"], "container-title": record["publisher"]}
        item |= {"issued": {"date-parts": [issued]}} if issued else {}
        item |= {"language": record["language"], "URL": record["address"], "note": record["note"]}
        if record["genre"] and record["genre"] not in _GENRES:
            item["genre"] = record["genre"]
        authors = [_author(name) for name in record["authors"].split("; ") if name]
        item |= {"author": authors} if authors else {}
        items.append({k: v for k, v in item.items() if v != ""})
    return json.dumps(items, ensure_ascii=False, indent=1).encode("utf-8")


def _author(name: str) -> dict[str, str]:
    family, comma, given = name.partition(", ")
    return {"family": family, "given": given} if comma and given else {"literal": name}


def ris_of(sources: pd.DataFrame) -> bytes:
    """Return the sources as RIS."""
    lines: list[str] = []
    for record in map(_record, sources.to_dict("records")):
        fields = [("TY", _GENRES.get(record["genre"], _FALLBACK)[1])]
        fields += [("ID", record["source_id"]), ("TI", record["title"])]
        fields += [("AU", name) for name in record["authors"].split("; ")]
        fields += [("PB", record["publisher"]), ("DA", record["published"].replace("-", "/"))]
        fields += [("UR", record["address"]), ("LA", record["language"])]
        fields += [("M3", record["genre"]), ("N1", record["note"])]
        lines += [f"{tag}  - {' '.join(value.split())}" for tag, value in fields if value]
        lines.append("ER  - ")
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8")


def bibtex_of(sources: pd.DataFrame) -> bytes:
    """Return the sources as BibTeX (with biblatex's date)."""
    entries = []
    for record in map(_record, sources.to_dict("records")):
        fields = {
            "title": record["title"],
            "author": " and ".join(record["authors"].split("; ")),
            "journal": record["publisher"],
            "date": record["published"],
            "url": record["address"],
            "langid": record["language"],
            "type": record["genre"],
            "note": record["note"],
        }
        lines = [f"  {k} = {{{_escaped(v)}}}" for k, v in fields.items() if v]
        kind = _GENRES.get(record["genre"], _FALLBACK)[2]
        entries.append(f"@{kind}{{{record['source_id']},\n" + ",\n".join(lines) + "\n}\n")
    return "\n".join(entries).encode("utf-8")


def _escaped(text: str) -> str:
    text = re.sub(r"([{}%&#$_])", r"\\\1", text.replace("\\", "\0"))
    return text.replace("\0", "\\textbackslash{}")


def tables_of(sources: pd.DataFrame) -> Sequence[tuple[str, bytes]]:
    """Return the sources in all three forms, by the name of their file."""
    return (
        ("sources.csl.json", csl_of(sources)),
        ("sources.ris", ris_of(sources)),
        ("sources.bib", bibtex_of(sources)),
    )
