"""Files of strangers read within bounds: JSON, lines of JSON, XML, texts."""

import json
import re
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from stance.core.decoding import NotTextError, decode
from stance.core.errors import DataError, Problem
from stance.sheets.limits import Limits, limits_of, too_large
from stance.sheets.text_tables import read_text_table

#: How deep JSON may be nested, and how long one line of it may be, in bytes.
DEEPEST, LONGEST_LINE = 100, 10_000_000
_TEXTS = re.compile(rb'"(?:[^"\\]|\\.)*"')
_BRACKETS = bytes(sorted(set(range(256)) - set(b"[]{}")))
_STEP = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
#: The largest whole number that is a place in a text.
_FARTHEST = 10**12
#: So many lines that are no JSON are named one by one.
_NAMED = 10


def refused(file: str, message: str, hint: str = "", code: str = "unreadable-file") -> DataError:
    """Return the error of a file that is not what it should be."""
    return DataError([Problem(code=code, message=message, hint=hint, file=file)])


def bytes_of(path: Path, limits: Limits | None = None) -> bytes:
    """Return a file's bytes.

    Raises:
        DataError: it is not there, or larger than the limits.
    """
    if not path.is_file():
        raise refused(str(path), "there is no such file", code="missing-path")
    most = (limits or limits_of()).file_bytes
    size = path.stat().st_size
    if size > most:
        hint = "part it, or allow more: STANCE_MAX_FILE_BYTES"
        raise too_large(path.name, f"it has {size:,} bytes, more than {most:,}", hint)
    return path.read_bytes()


def text_of(file: str, data: bytes) -> str:
    """Return the text of bytes, without a byte-order mark, with its own line ends.

    Raises:
        DataError: they are no text.
    """
    try:
        return decode(data)[0].removeprefix("\ufeff")
    except NotTextError as error:
        raise refused(file, str(error), "save it as UTF-8") from error


def json_of(path: Path, limits: Limits | None = None) -> Any:
    """Return what a JSON file holds.

    Raises:
        DataError: it is no JSON, or beyond the limits: its size, its values (as many as the cells
            of a sheet), its depth (``DEEPEST``).
    """
    limits = limits or limits_of()
    return json_in(path.name, bytes_of(path, limits), limits)


def json_in(file: str, data: bytes, limits: Limits | None = None) -> Any:
    """Return what the bytes of a JSON file hold; see ``json_of``."""
    limits = limits or limits_of()
    values = sum(map(data.count, (b",", b"[", b"{")))
    if values > limits.cells:
        raise too_large(file, f"it holds more than {limits.cells:,} values", "part it")
    _check_depth(file, data)
    try:
        return json.loads(text_of(file, data))
    except (ValueError, RecursionError) as error:
        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "a number"
        raise refused(
            file, f"it is no whole JSON ({where})", "it may be cut off; export it anew"
        ) from error


def _check_depth(file: str, data: bytes) -> None:
    if data.count(b"[") + data.count(b"{") <= DEEPEST:
        return
    brackets = _TEXTS.sub(b"", data).translate(None, _BRACKETS)
    if max(accumulate(map(_STEP.__getitem__, brackets)), default=0) > DEEPEST:
        raise too_large(file, f"it is nested more than {DEEPEST} levels deep", "no program asks so")


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of JSON lines, one at a time; of a JSON list, its objects.

    However many lines there are, one is held at a time. A line may have ``LONGEST_LINE`` bytes.

    Raises:
        DataError: lines are no JSON objects (the first ten are named), too long or too deep.
    """
    if not path.is_file():
        raise refused(str(path), "there is no such file", code="missing-path")
    with path.open("rb") as stream:
        first = stream.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    if first.startswith(b"["):
        found = json_of(path)
        yield from (one for one in found if isinstance(one, dict))
        return
    wrong: list[int] = []
    with path.open("rb") as stream:
        number = 0
        while line := stream.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                raise too_large(
                    path.name, f"line {number} has more than {LONGEST_LINE:,} bytes", "part it"
                )
            line = line.removeprefix(b"\xef\xbb\xbf").strip()
            if not line:
                continue
            _check_depth(path.name, line)
            found = _object(line)
            if found is None:
                wrong.append(number)
                if len(wrong) >= _NAMED:
                    break
            else:
                yield found
    if wrong:
        listed = ", ".join(map(str, wrong))
        raise refused(path.name, f"lines {listed} are no JSON objects", "mend or remove them")


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def rows_of(path: Path, limits: Limits | None = None) -> list[dict[str, str]]:
    """Return the rows of a text table by its headers, which are taken without case and blanks.

    Raises:
        DataError: it is no table, or beyond the limits.
    """
    limits = limits or limits_of()
    rows, _ = read_text_table(path.name, bytes_of(path, limits), limits)
    if not rows:
        return []
    heads = [str(head).strip().casefold() for head in rows[0]]
    return [dict(zip(heads, map(str, row), strict=True)) for row in rows[1:] if any(row)]


def xml_of(file: str, data: bytes, limits: Limits | None = None) -> Any:
    """Return the root of an XML document, parsed without entities and network.

    Raises:
        DataError: it is no XML, defines a document type or entities, or is beyond the limits.
    """
    from lxml import etree

    most = (limits or limits_of()).file_bytes
    if len(data) > most:
        raise too_large(file, f"its XML has {len(data):,} bytes, more than {most:,}", "part it")
    if _defines(data):
        raise refused(file, "it defines XML entities", "no program of this kind does")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise refused(file, f"its XML is not whole ({error})", "export it anew") from error
    if root is None or root.getroottree().docinfo.doctype:
        raise refused(file, "it defines XML entities", "no program of this kind does")
    return root


def _defines(data: bytes) -> bool:
    """Whether there is a document type, in whatever encoding, before any parser looks."""
    return any(
        "<!DOCTYPE".encode(encoding) in data or "<!ENTITY".encode(encoding) in data
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
    )


def said(value: Any) -> str:
    """Return a JSON value as a text: nothing for null, numbers without a needless point.

    Lone surrogates, which no file can hold, become U+FFFD; so no place moves.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, str | int | float):
        return str(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return json.dumps(value, ensure_ascii=False)


def whole_number(value: Any) -> int | None:
    """Return a JSON value that is a whole number, small enough to be a place in a text."""
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > _FARTHEST:
        return None
    return int(value) if value == int(value) else None


def listed(value: Any) -> list[Any]:
    """Return the values of a list; of anything else itself; of null nothing."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def mapping(value: Any) -> dict[str, Any]:
    """Return an object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}
