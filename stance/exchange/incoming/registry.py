"""Every format of other programs that is taken: which files, and who reads them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from stance.core.errors import DataError, Problem, UsageError
from stance.exchange.incoming.argilla import read_argilla
from stance.exchange.incoming.brat import read_brat
from stance.exchange.incoming.claimreview import read_claimreview
from stance.exchange.incoming.doccano import read_doccano
from stance.exchange.incoming.inception import read_inception
from stance.exchange.incoming.labelstudio import read_labelstudio
from stance.exchange.incoming.passages import Intake, Passage
from stance.exchange.incoming.polis import read_polis
from stance.exchange.incoming.potato import read_potato
from stance.exchange.incoming.prodigy import read_prodigy
from stance.exchange.incoming.profiles import KINDS as TABLE_KINDS
from stance.exchange.incoming.profiles import PROFILES, kind_of_table, read_profiled
from stance.exchange.incoming.refi import read_refi
from stance.exchange.incoming.uima import read_uima_json, read_xmi
from stance.exchange.incoming.web import read_web
from stance.exchange.incoming.webanno import read_webanno
from stance.sheets.grids import TEXT_SUFFIXES
from stance.sheets.kinds import KINDS, Kind, kind_of

Reader = Callable[[Sequence[Path], Intake], Iterator[Passage]]


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    Attributes:
        kinds: keys of the kinds of file that it comes in.
        read: gives the passages of files of these kinds, and fills the intake.
        beside: endings of files that belong to it and tell nothing by themselves.
    """

    kinds: tuple[str, ...]
    read: Reader
    beside: tuple[str, ...] = ()


FORMATS: tuple[Format, ...] = (
    Format(("refi", "refi-xml", "refi-codebook"), read_refi),
    Format(("labelstudio", "labelstudio-min"), read_labelstudio),
    Format(("doccano",), read_doccano),
    Format(("prodigy",), read_prodigy),
    Format(("argilla",), read_argilla),
    Format(("polis",), read_polis),
    Format(("webanno",), read_webanno),
    Format(("uima-xmi",), read_xmi),
    Format(("uima-json",), read_uima_json),
    Format(("inception-project", "inception"), read_inception),
    Format(("w3c", "hypothesis"), read_web),
    Format(("claimreview",), read_claimreview),
    Format(("potato", "potato-lines"), read_potato, (".jsonl", ".json", ".csv", ".tsv")),
    Format(tuple(one.key for one in PROFILES), read_profiled),
    Format(("brat",), read_brat, (".txt", ".ann", ".conf")),
)
_TABLES = ("workbook", "ods")
#: What is read, too, yet by a reader of its own.
DNA = "dna"


@dataclass(frozen=True, slots=True)
class Known:
    """Files of one format, and what each of them is; those beside it have no kind."""

    format: Format | None
    files: tuple[tuple[Path, Kind | None], ...]

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """The name of each file, and what it is."""
        return tuple((path.name, kind.name) for path, kind in self.files if kind)


def recognise(paths: Sequence[Path]) -> Known:
    """Return the format of files, of which there is one; folders stand for the files in them.

    Raises:
        DataError: a file is not there, or is none that is taken; it is named for what it is.
        UsageError: they are of two formats.
    """
    files = [(path, _kind(path)) for path in _files(paths)]
    taken = {key: one for one in FORMATS for key in one.kinds}
    formats = {id(taken.get(kind.key)): taken.get(kind.key) for _, kind in files if kind}
    dna = [path for path, kind in files if kind and kind.key == DNA]
    if dna and len(files) == 1:
        return Known(None, tuple(files))
    found = [one for one in formats.values() if one is not None]
    if len(found) > 1 or (found and dna):
        told = "; ".join(f"{path.name}: {kind.name}" for path, kind in files if kind)
        raise UsageError(f"these are files of several kinds ({told}); import one kind at a time")
    known = Known(found[0] if found else None, tuple(files))
    problems = [_unknown(path, kind) for path, kind in files if not _fits(path, kind, known.format)]
    if problems or not found:
        raise DataError(problems or [_nothing(paths)])
    return known


def _files(paths: Sequence[Path]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (p for p in sorted(path.rglob("*")) if p.is_file())
            files += [p for p in inside if not p.name.startswith((".", "~"))]
        elif path.is_file():
            files.append(path)
        else:
            message = "there is no such file"
            raise DataError([Problem(code="missing-path", message=message, file=str(path))])
    return files


def _kind(path: Path) -> Kind | None:
    """Return what a file is; a table may be one of a program that is known by its headers."""
    kind = kind_of(path)
    return kind_of_table(path) or kind if kind is None or kind.key in _TABLES else kind


def _fits(path: Path, kind: Kind | None, one: Format | None) -> bool:
    return one is not None and (
        (kind is not None and kind.key in one.kinds) or path.suffix.lower() in one.beside
    )


def _unknown(path: Path, kind: Kind | None) -> Problem:
    """Return what a file is that is not taken here, and what to do with it."""
    if kind is None and path.suffix.lower() in TEXT_SUFFIXES:
        what = "a table, and of no program that is known"
        hint = f"a table of coded claims is read as it is: stance report {path.name}"
    elif kind is None:
        what = "no file of a program that is known"
        hint = f"if it is an article: stance extract {path.name} -o STUDY"
    else:
        what, hint = kind.name, kind.advice(path.name)
    return Problem(code="unknown-form", message=f"this is {what}", hint=hint, file=path.name)


def _nothing(paths: Sequence[Path]) -> Problem:
    listed = ", ".join(path.name for path in paths)
    return Problem(code="unknown-form", message="there is no file to import", file=listed)


#: Kinds that are taken, by key.
TAKEN = {key: (KINDS | TABLE_KINDS)[key] for one in FORMATS for key in one.kinds} | {
    DNA: KINDS[DNA]
}
