"""Archives that INCEpTION exports: a project, or a document with its types."""

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from stance.exchange.incoming.packed import Packed
from stance.exchange.incoming.passages import Intake, Passage
from stance.exchange.incoming.uima import in_uima_json, in_xmi
from stance.exchange.incoming.webanno import in_webanno
from stance.sheets.bounded import bytes_of, refused
from stance.sheets.kinds import kind_of_bytes
from stance.sheets.limits import limits_of

_READERS = {
    "webanno": in_webanno,
    "uima-xmi": in_xmi,
    "uima-json": in_uima_json,
}
#: What a document looked like before anybody annotated it.
_UNTOUCHED = "INITIAL_CAS"
_ZIP = b"PK\x03\x04"


def read_inception(files: Sequence[Path], intake: Intake) -> Iterator[Passage]:
    """Give the passages of every annotator's file in archives, and in archives within these.

    An archive within a project is one annotator's file with its types, and bears the annotator's
    name; within that one no other is opened.

    Raises:
        DataError: an archive is damaged, hostile, beyond the limits, or holds no file that is read.
    """
    intake.origin = "INCEpTION"
    for path in files:
        packed = Packed.of(path.name, bytes_of(path), limits_of())
        read = 0
        for name, data in _annotated(packed, intake):
            kind = kind_of_bytes(name.name, data)
            reader = _READERS.get(kind.key) if kind else None
            if reader and name.stem != _UNTOUCHED:
                read += 1
                yield from reader(name, data, intake)
        if not read:
            message = "the archive holds no annotations as WebAnno TSV, XMI or JSON"
            raise refused(path.name, message, "export the project anew in one of these formats")


def _annotated(packed: Packed, intake: Intake) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield the parts that may hold annotations, those of inner archives by the archive's name."""
    for part in _parts(packed):
        name = PurePosixPath(part.filename)
        if name.suffix.lower() == ".ser":
            intake.losses.thing("copies of annotations in Java's own form (.ser)")
            continue
        data = packed.read(part)
        if not data.startswith(_ZIP):
            yield name, data
            continue
        inner = Packed.of(f"{packed.file}/{name.name}", data, packed.limits)
        inner.unpacked = packed.unpacked
        for one in _parts(inner):
            yield name.with_suffix(PurePosixPath(one.filename).suffix), inner.read(one)
        packed.unpacked = inner.unpacked


def _parts(packed: Packed) -> list[zipfile.ZipInfo]:
    return sorted(
        (part for part in packed.archive.infolist() if not part.is_dir()),
        key=lambda part: part.filename,
    )
