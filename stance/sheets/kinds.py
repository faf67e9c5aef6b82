"""What a file is, told by its bytes: named for people, with what to do, whether it is taken or not.

Nothing is run, unpacked or resolved: the beginning is looked at, and of an archive the names of
its parts.
"""

import contextlib
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from stance.sheets.archive import TORN

#: So much of a file is looked at.
_HEAD = 1 << 18

_IMPORT = "read it with: stance import {file} -o STUDY"
_BEGIN = "begin a study with it: stance new STUDY --sources {file}"
_REPORT = "it needs no import: stance report {file}"
_EXTRACT = "to find claims in it: stance extract {file} -o STUDY"
_SAVE = "open it in a spreadsheet and save it as .xlsx"
_REFI = "export it there as a REFI-QDA project (.qdpx), then: stance import"
_MACHINE = "answers to stance machine prompt are read by: stance machine read STUDY {file}"
_WITH_EXTRA = "it is a table: stance report {file}, with the extra stance[statistics]"
_DATA_SET = "a description of a data set (Croissant)"
_OTHER = "save what it holds as a table (.xlsx or .csv) or as text"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is.

    Attributes:
        key: short name, the same for all files that one reader reads.
        name: what people call it, with its article.
        hint: what to do with it, with ``{file}`` for its name.
    """

    key: str
    name: str
    hint: str = _IMPORT

    def advice(self, file: str) -> str:
        """Return what to do with the file of this name."""
        return self.hint.replace("{file}", file)


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked at: the file's name, its beginning, the same as text, the names in it."""

    name: str
    head: bytes
    text: str
    keys: frozenset[str]
    first: str
    parts: frozenset[str] = frozenset()


_Test = Callable[[Looked], bool]
_KEY = re.compile(r'"((?:[^"\\]|\\.){1,60})"\s*:')


def _magic(*marks: bytes) -> _Test:
    return lambda seen: seen.head.startswith(marks)


def _part(*names: str) -> _Test:
    return lambda seen: any(part.lower().endswith(names) for part in seen.parts)


def _made(*words: str) -> _Test:
    """The tables that a database was made with, as its beginning shows them."""
    return lambda seen: (
        seen.head.startswith(b"SQLite format 3\0")
        and all(re.search(rf'TABLE\s+["\[`]?{word}\b', seen.text, re.I) for word in words)
    )


def _has(*words: str) -> _Test:
    return lambda seen: any(word in seen.text for word in words)


def _begins(pattern: str) -> _Test:
    return lambda seen: re.match(pattern, seen.text, re.I | re.M) is not None


def _keys(*names: str, opens: str = "[{", absent: str = "") -> _Test:
    """JSON, or lines of JSON, with all of these names."""
    return lambda seen: (
        seen.text[:1] in opens and seen.keys.issuperset(names) and absent not in seen.keys
    )


def _any(*tests: _Test) -> _Test:
    return lambda seen: any(test(seen) for test in tests)


def _all(*tests: _Test) -> _Test:
    return lambda seen: all(test(seen) for test in tests)


def _heads(*names: str) -> _Test:
    """A table whose first line has all of these headers."""
    return lambda seen: (
        {part.strip(" \"'\ufeff\r").casefold() for part in re.split("[,;\t]", seen.first)}
    ).issuperset(names)


def _ends(*endings: str) -> _Test:
    return lambda seen: seen.name.lower().endswith(endings)


def _label_columns(seen: Looked) -> bool:
    """Lines of JSON in which labels, or spans with labels, stand beside a text."""
    spans = re.search(r'"[^"]+"\s*:\s*\[\s*\[\s*\d+\s*,\s*\d+\s*,\s*"', seen.text)
    words = re.search(r'"[^"]+"\s*:\s*"', seen.text)
    named = any("label" in key.casefold() or key in ("entities", "cats") for key in seen.keys)
    return seen.text[:1] in "{[" and bool(words) and bool(spans or named)


def _of_people(seen: Looked) -> bool:
    """Records of flat values that name who speaks, and a topic or a stance."""
    return (
        re.match(r"\[?\s*\{[^{}\[]*\}", seen.text) is not None
        and bool(seen.keys & {"speaker", "expert", "actor", "person"})
        and bool(seen.keys & {"topic", "stance", "issue", "position"})
    )


_RECORDS = Kind("records", "a table of JSON records", _REPORT)
_CSL_TYPES = (
    *("article-newspaper", "article-journal", "article-magazine", "webpage", "report", "book"),
    *("interview", "document", "chapter", "thesis", "post-weblog", "broadcast", "speech"),
)
#: From the surest sign to the weakest; the first that fits names the file.
_SIGNS: tuple[tuple[Kind, _Test], ...] = (
    (Kind("refi", "a REFI-QDA project"), _part("project.qde")),
    (Kind("nvivo", "an NVivo project", _REFI), _ends(".nvp", ".nvpx")),
    (Kind("atlas", "an ATLAS.ti project", _REFI), _ends(".atlproj", ".atlproj23", ".hpr7")),
    (
        Kind("inception-project", "an INCEpTION project"),
        _part("exportedproject.json"),
    ),
    (
        Kind("inception", "an annotated document with its types (INCEpTION)"),
        _part("typesystem.xml"),
    ),
    (
        Kind("workbook", "a workbook", _REPORT),
        _part("xl/workbook.xml"),
    ),
    (Kind("xlsb", "a binary workbook (.xlsb)", "save it as .xlsx"), _part("xl/workbook.bin")),
    (Kind("word", "a Word document", _EXTRACT), _part("word/document.xml")),
    (Kind("slides", "a PowerPoint presentation", _OTHER), _part("ppt/presentation.xml")),
    (
        Kind("ods", "an OpenDocument spreadsheet", _REPORT),
        _ends(".ods"),
    ),
    (Kind("odt", "an OpenDocument text", "save it as .docx, then: stance extract"), _ends(".odt")),
    (
        Kind("epub", "an electronic book", "save its text, then: stance extract"),
        _part("meta-inf/container.xml"),
    ),
    (
        Kind("zip", "an archive of files", "unpack it, and name the files or their folder"),
        _magic(b"PK\x03\x04", b"PK\x05\x06"),
    ),
    (Kind("dna", "a DNA 3 database"), _made("STATEMENTS", "ENTITIES", "DOCUMENTS")),
    (
        Kind("dna2", "a database of DNA before version 3", "open it in DNA 3 and save it anew"),
        _made("STATEMENTS", "DOCUMENTS", "CODERS"),
    ),
    (
        Kind("taguette", "a Taguette project", "export its highlights as .csv there"),
        _made("highlights", "tags"),
    ),
    (Kind("qualcoder", "a QualCoder project", _REFI), _made("code_text", "code_name")),
    (Kind("rqda", "an RQDA project", _REFI), _made("freecode", "coding")),
    (Kind("maxqda", "a MAXQDA project", _REFI), _ends(".mx18", ".mx20", ".mx22", ".mx24")),
    (Kind("sqlite", "an SQLite database", _OTHER), _magic(b"SQLite format 3\0")),
    (Kind("pdf", "a PDF", _EXTRACT), _magic(b"%PDF")),
    (
        Kind("rtf", "a rich text document", "save it as .docx, then: stance extract"),
        _magic(b"{\\rtf"),
    ),
    (
        Kind("locked", "a file protected by a password", "save it without a password"),
        lambda seen: (
            seen.head.startswith(b"\xd0\xcf\x11\xe0")
            and "EncryptedPackage".encode("utf-16-le") in seen.head
        ),
    ),
    (
        Kind("word97", "an old Word document (.doc)", "save it as .docx, then: stance extract"),
        _all(_magic(b"\xd0\xcf\x11\xe0"), _ends(".doc")),
    ),
    (Kind("xls", "an old .xls", _SAVE), _magic(b"\xd0\xcf\x11\xe0")),
    (
        Kind("image", "a picture", "only text is coded here"),
        _magic(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"),
    ),
    (
        Kind("sav", "an SPSS file", _WITH_EXTRA),
        _magic(b"$FL2", b"$FL3"),
    ),
    (
        Kind("dta", "a Stata file", _WITH_EXTRA),
        _any(_magic(b"<stata_dta>"), _all(_magic(b"q", b"r", b"s"), _ends(".dta"))),
    ),
    (
        Kind("parquet", "a Parquet table", "stance positions {file}, or save it as CSV"),
        _magic(b"PAR1"),
    ),
    (
        Kind("packed", "a packed file", "unpack it first"),
        _magic(b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ"),
    ),
    (Kind("refi-codebook", "a REFI-QDA codebook"), _has("urn:QDA-XML:codebook")),
    (Kind("refi-xml", "the XML of a REFI-QDA project"), _has("urn:QDA-XML:project")),
    (Kind("uima-xmi", "UIMA XMI (INCEpTION)"), _has("http:///uima/cas.ecore")),
    (Kind("webanno", "WebAnno TSV (INCEpTION)"), _begins(r"#FORMAT=WebAnno TSV")),
    (
        Kind("web", "a web page", _EXTRACT),
        _begins(r"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?(<!doctype html|<html|<table|<head)"),
    ),
    (
        Kind("uima-json", "UIMA JSON (INCEpTION)"),
        _any(_keys("%FEATURE_STRUCTURES"), _keys("_referenced_fss", "_views")),
    ),
    (Kind("potato", "a file of answers of Potato"), _keys("instance_id_to_label_to_value")),
    (Kind("potato-lines", "a file of annotated lines of Potato"), _keys("label_annotations")),
    (
        Kind("hypothesis", "a list of annotations of Hypothes.is"),
        _keys("uri", "target", "tags", "user"),
    ),
    (Kind("w3c", "a file of web annotations (W3C, Recogito)"), _has("www.w3.org/ns/anno")),
    (Kind("claimreview", "ClaimReview of schema.org"), _has('"ClaimReview"')),
    (
        Kind("croissant", _DATA_SET, "name the data set's own files"),
        _has("mlcommons.org/croissant"),
    ),
    (
        Kind("llm", "a language model's batch", _MACHINE),
        _any(_keys("custom_id"), _keys("key", "request"), _keys("key", "response")),
    ),
    (
        Kind("labelstudio-min", "Label Studio JSON-MIN"),
        _any(_keys("annotation_id", "annotator"), _keys("annotation_id", "lead_time")),
    ),
    (
        Kind("labelstudio", "Label Studio JSON"),
        _any(
            _keys("annotations", "data"), _keys("completions", "data"), _keys("predictions", "data")
        ),
    ),
    (
        Kind("argilla", "a file of records of Argilla"),
        _any(
            _keys("fields", "responses"),
            _keys("annotation_agent"),
            _keys("prediction_agent"),
            lambda seen: seen.text[:1] in "[{" and any(k.endswith(".responses") for k in seen.keys),
        ),
    ),
    (
        Kind("prodigy", "a file of Prodigy (JSON lines)"),
        _any(_keys("_input_hash"), _keys("_task_hash"), _keys("answer", "text", "spans")),
    ),
    (
        Kind(
            "csl",
            "a list of sources in CSL-JSON",
            _BEGIN,
        ),
        _all(_keys("type", "title", opens="["), _has(*(f'"{kind}"' for kind in _CSL_TYPES))),
    ),
    (_RECORDS, _of_people),
    (Kind("doccano", "a file of doccano (JSON lines)"), _label_columns),
    (
        _RECORDS,
        _any(_begins(r"\[\s*\{"), _begins(r"\{.*\}\s*\n\{")),
    ),
    (Kind("json", "JSON of no kind that is known here", _OTHER), _begins(r"[\[{]")),
    (
        Kind(
            "ris",
            "a list of sources in RIS",
            _BEGIN,
        ),
        _begins(r"\s*TY  - "),
    ),
    (
        Kind(
            "bibtex",
            "a list of sources in BibTeX",
            _BEGIN,
        ),
        _begins(r"(\s|%.*$)*@\w+\s*\{"),
    ),
    (Kind("brat", "a file of annotations of brat"), _begins(r"([TREAMN]\d+|#\d+|\*)\t\S+[ \t]")),
    (
        Kind("polis", "an export of Pol.is"),
        _any(
            _heads("comment-id", "voter-id", "vote"),
            _heads("comment-id", "author-id", "comment-body"),
            _heads("participant", "group-id", "n-votes"),
            _has("https://pol.is/"),
            lambda seen: seen.first.strip() == "id,name" and seen.name == "participants.csv",
            lambda seen: seen.first.startswith("topic,") and "\nvoters," in seen.text,
        ),
    ),
)
KINDS = {kind.key: kind for kind, _ in _SIGNS}


def kind_of(path: Path) -> Kind | None:
    """Return what a file is; None for a table, a text, and what nothing is known of."""
    with path.open("rb") as stream:
        return kind_in(path.name, stream)


def kind_of_bytes(name: str, data: bytes) -> Kind | None:
    """Return what a file of these bytes is; see ``kind_of``."""
    return kind_in(name, io.BytesIO(data))


def kind_in(name: str, stream: BinaryIO) -> Kind | None:
    """Return what the bytes of a stream are; see ``kind_of``."""
    seen = _look(name, stream)
    return next((kind for kind, test in _SIGNS if test(seen)), None)


def _look(name: str, stream: BinaryIO) -> Looked:
    head = stream.read(_HEAD)
    if head.startswith(b"PK"):
        parts: frozenset[str] = frozenset()
        with contextlib.suppress(*TORN, ValueError):
            parts = frozenset(zipfile.ZipFile(stream).namelist())
        return Looked(name, head, "", frozenset(), "", parts)
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    text = head.decode(encoding, "replace").lstrip("\ufeff \r\n\t")
    keys = frozenset(_KEY.findall(text)) if text[:1] in ("{", "[") else frozenset()
    return Looked(name, head, text, keys, text.partition("\n")[0])
