"""Long tables of any size, held by pandas, DuckDB or Spark until they are small."""

import importlib.util
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import narwhals as nw

from stance.core.dates import ISO_DATE
from stance.core.errors import DataError, Problem, UsageError
from stance.core.text import closest

if TYPE_CHECKING:
    import pandas as pd

Engine = Literal["pandas", "duckdb", "spark"]
#: Every engine, and the package that it needs.
ENGINES: dict[Engine, str] = {"pandas": "pandas", "duckdb": "duckdb", "spark": "pyspark"}
#: The columns that are read, and other names under which they are known.
COLUMNS: dict[str, tuple[str, ...]] = {
    "expert_id": ("expert",),
    "topic": (),
    "source_id": ("source",),
    "said_on": ("date",),
    "score": (),
}
ENDINGS = (".parquet", ".csv", ".jsonl")
#: Endings of packed text files that an engine unpacks.
UNPACKED: dict[Engine, tuple[str, ...]] = {
    "pandas": (".gz", ".bz2"),
    "duckdb": (".gz", ".zst"),
    "spark": (".gz", ".bz2"),
}
#: What stands between the entries of a list in a cell.
LISTED = "; "
_DATE = f"^{ISO_DATE}$"
#: A number as a text, by which every engine finds one.
NUMBER = r"^[+-]?(?:[0-9]+(?:[.][0-9]*)?|[.][0-9]+)(?:[eE][+-]?[0-9]+)?$"


@contextmanager
def open_table(
    paths: Sequence[str], engine: Engine = "pandas", *, master: str = "", memory: str = ""
) -> Iterator[Any]:
    """Open files of one form as one table with the columns ``COLUMNS``; nothing is read yet.

    Expert, topic and source are text, so that "007" stays what it is. ``said_on`` is a number that
    ``dates_of`` turns back into a date; it may be absent, and what is no ISO date counts as absent.

    Args:
        paths: see ``open_files``.
        engine: a key of ``ENGINES``.
        master: Spark's master; all cores of this machine if empty.
        memory: bound such as "4GB" for DuckDB and Spark; their own if empty.

    Yields:
        A pandas frame, DuckDB relation or Spark frame; it lives as long as the context.

    Raises:
        UsageError: no such engine, its package is not installed, or files of unknown form.
        DataError: a file or column is missing, or a score is no number.
    """
    with open_files([paths], engine, master=master, memory=memory) as (raw,):
        yield _shaped(raw, Path(paths[0]).name)


@contextmanager
def open_files(
    groups: Sequence[Sequence[str]],
    engine: Engine = "pandas",
    *,
    master: str = "",
    memory: str = "",
) -> Iterator[list[Any]]:
    """Open groups of files, each of one form, as a table a group; nothing is changed in them.

    Args:
        groups: Parquet, CSV (UTF-8, comma, header) or lines of JSON, all files of a group of one
            ending; text files may be packed as ``UNPACKED`` says. For Spark also addresses such
            as ``hdfs://``.
        engine: a key of ``ENGINES``.
        master: Spark's master; all cores of this machine if empty.
        memory: bound such as "4GB" for DuckDB and Spark; their own if empty.

    Yields:
        Pandas frames, DuckDB relations or Spark frames, which may be joined; the cells of CSV are
        texts, and so are lists, their entries parted by semicolons. They live as long as the
        context.

    Raises:
        UsageError: no such engine, its package is not installed, or files of unknown form.
        DataError: a file is missing or cannot be read.
    """
    parts = [(list(paths), _check(paths, engine)) for paths in groups]
    if engine == "pandas":
        yield [_pandas(*part) for part in parts]
    elif engine == "duckdb":
        with _duckdb(parts, memory) as relations:
            yield relations
    else:
        with _spark(parts, master, memory) as frames:
            yield frames


def _unreadable(name: str, error: Exception) -> DataError:
    said = (str(error).strip() or type(error).__name__).splitlines()[0]
    return DataError([Problem(code="unreadable-file", message=said, file=name)])


def small(table: Any) -> "pd.DataFrame":
    """Bring a table of any engine, by now small, into a pandas frame."""
    found = nw.from_native(table).lazy().collect().to_native()  # an Arrow table, unless pandas
    return found.to_pandas() if hasattr(found, "to_pandas") else found


def _check(paths: Sequence[str], engine: Engine) -> str:
    """Return the ending that all files have."""
    if engine not in ENGINES:
        raise UsageError(f'engine is "{engine}", but may be {", ".join(ENGINES)}')
    if importlib.util.find_spec(ENGINES[engine]) is None:
        raise UsageError(f"the engine needs a package: pip install 'stance[{engine}]'")
    packed = {Path(path).suffix.lower() for path in paths} & {".gz", ".bz2", ".zst"}
    if strange := packed.difference(UNPACKED[engine]):
        knows = " and ".join(UNPACKED[engine])
        raise UsageError(f"{engine} unpacks {knows}, not {min(strange)}: unpack these files first")
    endings = {_ending(path) for path in paths}
    if len(endings) != 1 or not endings <= set(ENDINGS):
        raise UsageError(f"the tables must all be {' or all '.join(ENDINGS)}")
    if engine == "pandas" and endings == {".parquet"} and not importlib.util.find_spec("pyarrow"):
        raise UsageError("Parquet needs a package: pip install 'stance[parquet]'")
    gone = [p for p in paths if not (engine == "spark" and "://" in p) and not Path(p).exists()]
    if gone:
        told = "the file does not exist"
        raise DataError(
            Problem(code="missing-path", message=told, file=Path(path).name) for path in gone
        )
    return endings.pop()


def _ending(path: str) -> str:
    """Return the ending that says what a file holds, without that of its packing."""
    bare = Path(path.lower())
    return bare.with_suffix("").suffix if bare.suffix in (".gz", ".bz2", ".zst") else bare.suffix


def _shaped(raw: Any, name: str) -> Any:
    """Return the columns as they are promised, by one query for all engines.

    Raises:
        DataError: a column is missing, or a score is no number.
    """
    table = nw.from_native(raw)
    schema = table.collect_schema()
    called = _columns(name, schema.names())
    texts = {column: nw.col(header).cast(nw.String) for column, header in called.items()}
    texts["said_on"] = (
        _day_number(texts["said_on"]) if "said_on" in texts else nw.lit(None, dtype=nw.Float64)
    )
    if schema[called["score"]] != nw.String:
        texts["score"] = nw.col(called["score"]).cast(nw.Float64)
        return table.select(**texts).to_native()
    score = nw.col("score").str.strip_chars()
    table = table.select(**texts).with_columns(score=nw.when(score != "").then(score))
    number = nw.col("score").str.contains(NUMBER)
    wrong = table.filter(~nw.col("score").is_null() & ~number).select("score").head(1)
    if examples := wrong.lazy().collect()["score"].to_list():
        told = f'the score "{examples[0]}" is no number'
        raise DataError(
            [Problem(code="bad-number", message=told, file=name, value=str(examples[0]))]
        )
    return table.with_columns(nw.col("score").cast(nw.Float64)).to_native()


def _day_number(text: nw.Expr) -> nw.Expr:
    """Return 20210503 for 2021-05-03, 20210500 for 2021-05, 20210000 for 2021; else nothing.

    Spark sorts all rows to find the least of texts; of numbers it need not.
    """
    day = text.str.slice(0, 10)  # of a time, its day
    digits = nw.concat_str(day.str.replace_all("-", "", literal=True), nw.lit("0000"))
    return nw.when(day.str.contains(_DATE)).then(digits.str.slice(0, 8)).cast(nw.Float64)


def dates_of(numbers: "pd.Series") -> "pd.Series":
    """Return the dates that the numbers stand for, as text; empty where there is none."""
    digits = numbers.astype("Int64").astype("str")
    month, day = (("-" + digits.str[i : i + 2]) for i in (4, 6))
    text = digits.str[:4] + month.where(month != "-00", "") + day.where(day != "-00", "")
    return text.where(numbers.notna(), "").astype("str")


def _columns(name: str, given: Sequence[str]) -> dict[str, str]:
    """Return what each column is called in the file.

    Raises:
        DataError: a column is missing.
    """
    called: dict[str, str] = {}
    problems = []
    for column, also in COLUMNS.items():
        found = [header for header in given if header.strip().casefold() in (column, *also)]
        if found:
            called[column] = found[0]
        elif column != "said_on":
            near = closest(column, given)
            problems.append(
                Problem(
                    code="missing-column",
                    message=f'there is no column "{column}"',
                    hint=f'did you mean "{near}"?' if near else f"there are {', '.join(given)}",
                    file=name,
                )
            )
    if problems:
        raise DataError(problems)
    return called


def _pandas(paths: Sequence[str], ending: str) -> "pd.DataFrame":
    import pandas as pd

    read = {
        ".parquet": pd.read_parquet,
        ".csv": partial(pd.read_csv, dtype="str", keep_default_na=False, encoding="utf-8-sig"),
        ".jsonl": _lines_of_json,
    }[ending]
    tables = []
    for path in paths:
        try:
            tables.append(read(path))
        except (OSError, EOFError, RecursionError, ValueError) as error:  # of parsers, of Arrow
            raise _unreadable(Path(path).name, error) from error
    table = pd.concat(tables, ignore_index=True)
    lists = [name for name in table if table[name].map(pd.api.types.is_list_like).any()]
    return table.assign(**{name: table[name].map(_listed) for name in lists})


def _listed(cell: Any) -> Any:
    """Return a list as a text; what is none as it is."""
    import pandas as pd

    return LISTED.join(map(str, cell)) if pd.api.types.is_list_like(cell) else cell


def _lines_of_json(path: str) -> "pd.DataFrame":
    """Return the objects of a file, a line each; their values stay what they are.

    Raises:
        ValueError: a line is no JSON, or no object.
    """
    import bz2
    import gzip

    import pandas as pd

    unpack: dict[str, Callable[..., Any]] = {".gz": gzip.open, ".bz2": bz2.open}
    with unpack.get(Path(path).suffix.lower(), open)(path, "rt", encoding="utf-8-sig") as file:
        rows = [json.loads(line) for line in file if line.strip()]
    if not all(isinstance(row, dict) for row in rows):
        raise ValueError("every line should be an object in braces")
    return pd.DataFrame(rows)


@contextmanager
def _duckdb(parts: Sequence[tuple[list[str], str]], memory: str) -> Iterator[list[Any]]:
    import duckdb

    name = Path(parts[0][0][0]).name
    with tempfile.TemporaryDirectory() as spill:
        config: dict[str, str | bool | int | float | list[str]] = {
            "temp_directory": spill,
            "preserve_insertion_order": "false",
            "autoinstall_known_extensions": "false",  # nothing is ever fetched
            **({"memory_limit": memory} if memory else {}),
        }
        try:
            with duckdb.connect(config=config) as connection:
                yield [_relation(connection, *part) for part in parts]
        except duckdb.Error as error:  # also of what the caller asks of the relation
            raise _unreadable(name, error) from error


def _relation(connection: Any, paths: list[str], ending: str) -> Any:
    """Return the relation of DuckDB that holds files of one form."""
    if ending == ".csv":
        return connection.read_csv(paths, header=True, sep=",", all_varchar=True)
    if ending == ".parquet":
        table = connection.read_parquet(paths, union_by_name=True)
    else:
        table = connection.read_json(paths, format="newline_delimited")
    return table.select(*map(_plain, table.columns, table.types))


def _plain(name: str, kind: Any) -> Any:
    """Return a column of DuckDB: a list as a text, and so what is now a list and now something."""
    from duckdb import CaseExpression, ColumnExpression, ConstantExpression, FunctionExpression

    column = ColumnExpression(name)
    entries = FunctionExpression(
        "array_to_string", column.cast("VARCHAR[]"), ConstantExpression(LISTED)
    )
    if kind.id == "list":
        return entries.alias(name)
    if str(kind) != "JSON":
        return column
    is_list = FunctionExpression("json_type", column) == ConstantExpression("ARRAY")
    single = FunctionExpression("json_extract_string", column, ConstantExpression("$"))
    return CaseExpression(is_list, entries).otherwise(single).alias(name)


@contextmanager
def _spark(parts: Sequence[tuple[list[str], str]], master: str, memory: str) -> Iterator[list[Any]]:
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    name = Path(parts[0][0][0]).name
    try:
        with _session(master, memory) as session:
            yield [_frame(session, *part) for part in parts]
    except (PySparkException, Py4JError) as error:  # also of what the caller asks of the frame
        raise _unreadable(name, error) from error


def _frame(session: Any, paths: list[str], ending: str) -> Any:
    """Return the frame of Spark that holds files of one form."""
    from pyspark.sql import functions
    from pyspark.sql.types import ArrayType

    if ending == ".csv":
        return session.read.csv(paths, header=True, escape='"', multiLine=True)
    table = session.read.parquet(*paths) if ending == ".parquet" else session.read.json(paths)
    for column in table.schema:
        if isinstance(column.dataType, ArrayType):
            texts = functions.col(f"`{column.name}`").cast("array<string>")
            table = table.withColumn(column.name, functions.array_join(texts, LISTED))
    return table


@contextmanager
def _session(master: str, memory: str) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    settings = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}
    if not master:
        settings["spark.driver.host"] = settings["spark.driver.bindAddress"] = "127.0.0.1"
        settings["spark.sql.shuffle.partitions"] = "16"  # 200, the default, is for many machines
    if memory:
        settings["spark.driver.memory"] = memory.upper().removesuffix("B")
    builder = SparkSession.builder.appName("stance").master(master or "local[*]")
    session = builder.config(map=settings).getOrCreate()
    session.sparkContext.setLogLevel("OFF")  # what goes wrong is raised, and told once
    try:
        yield session
    finally:
        session.stop()
