"""Tables of an SQLite file that a stranger may have written: read only, bounded, no code run."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from stance.core.errors import DataError, Problem

#: Python types that a column may hold.
Kinds = Mapping[str, type[int] | type[str]]


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that hold memory and time; a file beyond one of them is refused.

    Attributes:
        file_bytes: size of the file.
        value_bytes: size of one text.
        rows: rows of one table.
        steps: millions of instructions of SQLite's machine for one table.
    """

    file_bytes: int = 1_000_000_000
    value_bytes: int = 50_000_000
    rows: int = 3_000_000
    steps: int = 2_000


LIMITS = Limits()


def read_tables(
    path: Path, wanted: Mapping[str, Kinds], limits: Limits = LIMITS
) -> tuple[dict[str, pd.DataFrame], tuple[Problem, ...]]:
    """Return the tables and what was wrong with single rows.

    Rows that hold another type than the column promises are left out, and told.

    Args:
        path: the file.
        wanted: for each table its columns and their types; a missing number is never allowed, a
            missing text reads as empty.
        limits: bounds.

    Raises:
        DataError: no such file, not SQLite, a table or column is absent or no plain table, or a
            bound is exceeded.
    """
    if not path.is_file():
        raise _refuse(path, "missing-path", "the file does not exist")
    size = path.stat().st_size
    if size > limits.file_bytes:
        told = f"the file has {size:,} bytes, more than {limits.file_bytes:,}"
        raise _refuse(path, "too-large", told)
    with path.open("rb") as stream:
        if stream.read(16) != b"SQLite format 3\0":
            raise _refuse(path, "unreadable-file", "the file is no SQLite database")
    tables: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    try:
        with _open(path, limits) as connection:
            _check_tables(path, connection, wanted)
            connection.set_authorizer(_allow)
            for table, kinds in wanted.items():
                frame, left_out = _read(path, connection, table, kinds, limits)
                tables[table] = frame
                if left_out:
                    problems.append(_left_out(path, table, left_out))
    except UnicodeDecodeError as error:  # damaged names, in a message of SQLite's own
        told = "SQLite finds names in it that are damaged"
        raise _refuse(path, "unreadable-file", told) from error
    except (sqlite3.Error, OverflowError) as error:
        raise _refuse(path, "unreadable-file", f"SQLite says: {error}") from error
    return tables, tuple(problems)


@contextmanager
def _open(path: Path, limits: Limits) -> Iterator[sqlite3.Connection]:
    """Open so that nothing is written and nothing in the schema can run or ask for much."""
    # A leftover journal must be read too; without one the file is taken as unchanging, so that
    # SQLite writes no lock or journal beside it.
    journal = path.with_name(path.name + "-wal").exists()
    uri = f"{path.resolve().as_uri()}?mode=ro" + ("" if journal else "&immutable=1")
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.text_factory = lambda raw: raw.decode("utf-8", errors="replace")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, limits.value_bytes)
        yield connection


def _allow(action: int, *_: object) -> int:
    """Allow to read tables; refuse functions, writing, attaching, everything else."""
    legal = action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
    return sqlite3.SQLITE_OK if legal else sqlite3.SQLITE_DENY


def _check_tables(path: Path, connection: sqlite3.Connection, wanted: Mapping[str, Kinds]) -> None:
    """Refuse what bears the name of a table but runs code when it is read."""
    found = {
        name: (kind, str(sql or ""))  # in a damaged file it may be a number
        for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master")
    }
    problems = []
    for table in wanted:
        kind, sql = found.get(table, ("", ""))
        message = ""
        if kind != "table" or sql.lstrip().upper().startswith("CREATE VIRTUAL"):
            message = f"there is no table {table}"
        elif any(column[6] for column in connection.execute(f"PRAGMA table_xinfo([{table}])")):
            message = f"the table {table} has computed columns"
        if message:
            problems.append(Problem(code="unknown-form", message=message, file=path.name))
    if problems:
        raise DataError(problems)


def _read(
    path: Path,
    connection: sqlite3.Connection,
    table: str,
    kinds: Kinds,
    limits: Limits,
) -> tuple[pd.DataFrame, int]:
    steps = iter(range(limits.steps))
    connection.set_progress_handler(lambda: next(steps, None) is None, 1_000_000)
    columns = ", ".join(f"[{column}]" for column in kinds)  # unlike "…", never a literal
    cursor = connection.execute(f"SELECT {columns} FROM [{table}]")  # noqa: S608 - names are ours
    rows: list[tuple[object, ...]] = []
    left_out = 0
    while batch := cursor.fetchmany(10_000):
        filled = (_filled(row, kinds) for row in batch)
        good = [row for row in filled if _fits(row, kinds)]
        left_out += len(batch) - len(good)
        rows += good
        if len(rows) + left_out > limits.rows:
            told = f"the table {table} has more than {limits.rows:,} rows"
            raise _refuse(path, "too-large", told)
    dtypes = {column: "int64" if kind is int else "str" for column, kind in kinds.items()}
    return pd.DataFrame(rows, columns=list(kinds)).astype(dtypes), left_out


def _filled(row: Sequence[object], kinds: Kinds) -> tuple[object, ...]:
    """Read a missing text as an empty one."""
    return tuple(
        "" if value is None and kind is str else value
        for value, kind in zip(row, kinds.values(), strict=True)
    )


def _fits(row: Sequence[object], kinds: Kinds) -> bool:
    return all(type(value) is kind for value, kind in zip(row, kinds.values(), strict=True))


def _left_out(path: Path, table: str, rows: int) -> Problem:
    return Problem(
        code="row-skipped",
        message=f"{rows} of the rows of {table} hold a value of the wrong type; they are left out",
        file=path.name,
        sheet=table,
    )


def _refuse(path: Path, code: str, message: str) -> DataError:
    return DataError([Problem(code=code, message=message, file=path.name)])
