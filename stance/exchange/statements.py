"""The coded statements of tables of any size: each column what it is, the codes joined to them."""

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw

from stance.core.errors import DataError, Problem
from stance.core.text import header_key
from stance.exchange.engines import NUMBER
from stance.tables.headers import fields_named
from stance.tables.wishes import EXPERTS

#: The fields that are read, in the order in which they are written.
FIELDS = (
    *("claim_id", "expert", "topic", "stance", "annotator", "confidence"),
    *("claim", "key_phrase", "question", "source", "said_on", "note"),
)
#: How many statements a row counts as, where those with most are chosen.
WEIGHT = "weight"
_NEEDED = ("expert", "topic", "stance")
_ID = "claim_id"


def fields_of(raw: Any, said: Mapping[str, str], file: str) -> dict[str, str]:
    """Return the header of every field that a table has.

    Args:
        raw: a table of any engine.
        said: key of a header to the field that the column is; others are known by their names.
        file: what the table is called.

    Raises:
        DataError: no header is a field.
    """
    fields: dict[str, str] = {}
    headers = nw.from_native(raw).lazy().collect_schema().names()
    for header in sorted(headers, key=lambda header: header_key(header) not in said):
        told = said.get(header_key(header))
        for name in ("expert" if told == EXPERTS else told,) if told else fields_named(header):
            if name in (*FIELDS, WEIGHT):
                fields.setdefault(name, header)
    if not fields:
        raise missing(file, _NEEDED[:1], headers)
    return fields


def statements_in(
    raw: Sequence[Any], fields: Sequence[Mapping[str, str]], files: Sequence[str]
) -> Any:
    """Return the coded statements: those of one table, or of statements joined with codes.

    Args:
        raw: a table, or that of the statements and that of their codes.
        fields: of each, its headers by what they are.
        files: what they are called.

    Returns:
        A lazy frame with the columns of ``FIELDS`` that there are, as texts; stances may be
        numbers. ``WEIGHT``, if there is one, is a number of 0 or more.

    Raises:
        DataError: a column is missing.
    """
    tables = [_named(table, own) for table, own in zip(raw, fields, strict=True)]
    table, there = tables[0], dict(fields[0])
    if len(tables) > 1:
        for own, file in zip(fields, files, strict=True):
            if _ID not in own:
                raise missing(file, (_ID,), list(own.values()))
        kept = [name for name in fields[0] if name == _ID or name not in fields[1]]
        table, there = table.select(*kept).join(tables[1], on=_ID, how="inner"), dict(fields[1])
        there |= {name: fields[0][name] for name in kept}
    if lacking := [name for name in _NEEDED if name not in there]:
        raise missing(files[-1], lacking, list(there.values()))
    stance = nw.col("stance")
    usable = ~stance.is_null()
    if table.collect_schema()["stance"] == nw.String:
        usable = usable & (stance.str.strip_chars() != "")
    else:
        usable = usable & ~stance.is_nan()
    for name in ("expert", "topic"):
        usable = usable & ~nw.col(name).is_null() & (nw.col(name) != "")
    return table.filter(usable)


def _named(raw: Any, fields: Mapping[str, str]) -> Any:
    """Return a table's columns by the fields that they are."""
    table = nw.from_native(raw).lazy()
    schema = table.collect_schema()
    columns = {name: nw.col(header).cast(nw.String) for name, header in fields.items()}
    numbers = {n for n in ("stance", WEIGHT) if n in fields and schema[fields[n]].is_numeric()}
    columns |= {name: nw.col(fields[name]).cast(nw.Float64) for name in numbers}
    table = table.select(**columns)
    if WEIGHT not in fields:
        return table
    weight = nw.col(WEIGHT)
    if WEIGHT not in numbers:
        table = table.with_columns(nw.when(weight.str.contains(NUMBER)).then(weight).alias(WEIGHT))
        weight = weight.cast(nw.Float64)
    counts = (weight > 0) & weight.is_finite()
    return table.with_columns(nw.when(counts).then(weight).otherwise(0.0).alias(WEIGHT))


def missing(file: str, fields: Sequence[str], headers: Sequence[str]) -> DataError:
    """Return what is to be said of fields that no column is."""
    told = ", ".join(f'"{header}"' for header in headers[:20])
    return DataError(
        Problem(
            code="missing-column",
            message=f"no column is {name}; there are {told}",
            hint=f"say which one it is: --map HEADER={name}",
            file=file,
        )
        for name in fields
    )
