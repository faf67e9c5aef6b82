"""What a reader says of a table: which column is which, which scale, which sheet."""

import csv
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from stance.core.errors import DataError, Problem, UsageError
from stance.core.text import clean, fold, header_key
from stance.tables.header_words import CLAIM_WORDS, CODE_WORDS

#: Where a map is kept, beside the table.
WISHES_FILE = "stance.toml"
#: What of a table of codes may be a coder's.
CODERS = ("rows", "columns")
#: Leaves a column out.
IGNORE = "ignore"
#: The column of experts, where its cells list several of them each.
EXPERTS = "experts"
#: Most bytes of the file that are read.
_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was said of a table; all empty: nothing.

    Attributes:
        columns: key of a header to the fields that the column is.
        scale: the stances in order, from against to for.
        sheet: the only sheet to read.
        strict: rows that cannot be used stop the work instead of being left out.
        names: folded spelling of a person to the name that counts.
        coders: whether the "rows" or the "columns" of a table of codes are a coder's each.
        common: those keys of ``columns`` that were said of all tables in a folder.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    scale: tuple[str, ...] = ()
    sheet: str = ""
    strict: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    coders: str = ""
    common: frozenset[str] = frozenset()

    @property
    def lists_experts(self) -> bool | None:
        """Whether cells list several experts, where it was said which column is theirs."""
        said = set(self.columns.values())
        return True if EXPERTS in said else False if "expert" in said else None

    def over(self, other: "Wishes") -> "Wishes":
        """Return these wishes, and the other's where these say nothing."""
        return Wishes(
            {**other.columns, **self.columns},
            self.scale or other.scale,
            self.sheet or other.sheet,
            self.strict or other.strict,
            {**other.names, **self.names},
            self.coders or other.coders,
            (other.common - self.columns.keys()) | self.common,
        )


def wishes_of(columns: str = "", scale: str = "", sheet: str = "", strict: bool = False) -> Wishes:
    """Return the wishes that options say.

    Args:
        columns: ``speaker=expert,quote=claim``; a header with a comma stands in quotation marks.
        scale: ``oppose,neutral,support``; see ``stances.scale_said``.
        sheet: the name of a sheet.
        strict: leave no row out.

    Raises:
        UsageError: the map is none, or names a field that no table has.
    """
    return Wishes(_mapped(listed_in(columns)), tuple(listed_in(scale)), clean(sheet), strict)


def listed_in(text: str) -> list[str]:
    """Return the entries of a list with commas (or semicolons), quotation marks around some.

    A semicolon parts only where there is no comma outside quotation marks.
    """
    if not text.strip():
        return []
    commas = next(csv.reader([text], skipinitialspace=True))
    found = commas if len(commas) > 1 else next(csv.reader([text], delimiter=";"))
    return [entry for entry in map(clean, found) if entry]


def _mapped(entries: Iterable[str]) -> dict[str, str]:
    fields = {*CLAIM_WORDS, *CODE_WORDS, EXPERTS, IGNORE}
    columns: dict[str, str] = {}
    for entry in entries:
        header, equals, name = entry.rpartition("=")
        key = header_key(name).replace(" ", "_")
        if not equals or not header.strip():
            raise UsageError(f'"{entry}" in the map should be HEADER=FIELD, as in speaker=expert')
        if key not in fields:
            known = ", ".join([*CLAIM_WORDS, *sorted({*CODE_WORDS} - {*CLAIM_WORDS})])
            raise UsageError(
                f'"{name}" in the map is no field; there are {known}, {EXPERTS}, {IGNORE}'
            )
        columns[header_key(clean(header))] = key
    return columns


def kept_wishes(path: Path) -> Wishes:
    """Return what ``stance.toml`` beside a table says of it: ``[tables."NAME"]`` before the rest.

    Raises:
        DataError: the file is no TOML, or says what makes no sense.
    """
    file = path.parent / WISHES_FILE
    if not file.is_file() or file.stat().st_size > _MOST:
        return Wishes()
    try:
        said = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
        tables = said.get("tables", {})
        if not isinstance(tables, dict):
            raise UsageError('"tables" should be a table')
        own: Any = next((v for k, v in tables.items() if k.casefold() == path.name.casefold()), {})
        common = _told({k: v for k, v in said.items() if k != "tables"})
        return _told(own).over(replace(common, common=frozenset(common.columns)))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, UsageError) as error:
        message, hint = f"the file cannot be used ({error})", 'as in: map = "speaker=expert"'
        raise DataError(
            [Problem(code="bad-wish", message=message, hint=hint, file=file.name)]
        ) from error


def _told(said: Any) -> Wishes:
    """Return the wishes of one part of the file; what it may say besides is not ours."""
    if not isinstance(said, dict):
        raise UsageError("what is said of a table should stand in a table of its own")
    columns = said.get("map", "")
    if isinstance(columns, dict):
        columns = _mapped(f"{header}={name}" for header, name in columns.items())
    else:
        columns = _mapped(_entries(columns))
    sheet, strict = said.get("sheet", ""), said.get("strict", False)
    coders = said.get("coders", "")
    names = said.get("names", {})
    if not isinstance(names, dict) or not all(isinstance(v, str) for v in names.values()):
        raise UsageError("names should be spellings, each with the name that counts")
    if not isinstance(sheet, str) or not isinstance(strict, bool):
        raise UsageError("sheet should be a name, strict true or false")
    if coders not in ("", *CODERS):
        raise UsageError(f"coders should be {' or '.join(CODERS)}")
    spellings = {fold(spelling): clean(name) for spelling, name in names.items()}
    return Wishes(columns, tuple(_entries(said.get("scale", ""))), sheet, strict, spellings, coders)


def kept_names(joined: Mapping[str, Sequence[str]]) -> str:
    """Return what to write into ``stance.toml`` so that these spellings count as one name each."""
    lines = [
        f"{json.dumps(spelling, ensure_ascii=False)} = {json.dumps(name, ensure_ascii=False)}"
        for name, spellings in joined.items()
        for spelling in spellings
    ]
    return "\n".join(["[names]", *lines, ""])


def _entries(said: Any) -> Sequence[str]:
    """Return the entries of a list, or of a text that lists them."""
    if isinstance(said, list) and all(isinstance(entry, str | int | float) for entry in said):
        return [str(entry) for entry in said]
    if not isinstance(said, str):
        raise UsageError(f"{said!r} should be a text or a list of texts")
    return listed_in(said)
