"""Of tables larger than memory, the experts and topics with most statements: what a page can hold.

The engine that holds the tables counts; all statements of who is kept, on what is kept, then are a
plain table like any other, and everything on the page is worked out on it by the same rules.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import narwhals as nw
import pandas as pd

from stance.core.codebook import NONE
from stance.core.errors import DataError, Problem, UsageError
from stance.core.steps import step
from stance.core.text import as_number, header_key
from stance.exchange.engines import Engine, open_files, small
from stance.tables.headers import fields_named
from stance.tables.missing import is_missing, is_nobody
from stance.tables.wishes import EXPERTS, IGNORE

#: The fields that are read, in the order in which they are written.
FIELDS = (
    *("claim_id", "expert", "topic", "stance", "annotator", "confidence"),
    *("claim", "key_phrase", "question", "source", "said_on", "note"),
)
_NEEDED = ("expert", "topic", "stance")
_ID = "claim_id"
#: More different stances than this are no steps of a scale.
_FEW = 1000


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a page takes.

    Attributes:
        experts: most experts.
        topics: most topics.
        statements: most coded statements.
    """

    experts: int = 50
    topics: int = 20
    statements: int = 20_000


@dataclass(frozen=True, eq=False)
class Kept:
    """The statements of the experts and on the topics that have most of them.

    Attributes:
        rows: their texts, columns of ``FIELDS``, sorted.
        n: coded statements, experts and topics of the whole tables.
        n_kept: of them, those kept.
        full: whether another expert would have made too many statements.
        ends: the least and the greatest stance of the whole tables, where stances are numbers.
    """

    rows: pd.DataFrame
    n: tuple[int, int, int]
    n_kept: tuple[int, int, int]
    full: bool
    ends: tuple[float, float] | None

    @property
    def scale(self) -> tuple[str, ...]:
        """The scale by its ends, where what is kept does not reach them."""
        if self.ends is None:
            return ()
        reached = (float(self.rows["stance"].min()), float(self.rows["stance"].max()))
        return () if reached == self.ends else (f"{self.ends[0]:g}..{self.ends[1]:g}",)

    def note(self, file: str, bounds: Bounds) -> Problem | None:
        """Return what the page says of what was left out; None where nothing was."""
        if self.n == self.n_kept:
            return None
        every, experts, topics = _counted(self.n)
        kept, of_experts, of_topics = _counted(self.n_kept)
        why = f"asked for are at most {bounds.experts:,} experts and {bounds.topics:,} topics"
        if self.full:
            why += f", and here another expert would make more than {bounds.statements:,} of them"
        return Problem(
            code="part-kept",
            message=f"of {every} by {experts} on {topics}, {kept} are kept, by the {of_experts} on "
            f"the {of_topics} with most; {why}",
            hint="--experts, --topics and --statements set how many",
            file=file,
        )


def _counted(numbers: tuple[int, int, int]) -> list[str]:
    nouns = ("coded statement", "expert", "topic")
    return [f"{n:,} {noun}{'s' * (n != 1)}" for n, noun in zip(numbers, nouns, strict=True)]


def most_spoken(
    tables: Sequence[str],
    codes: Sequence[str] = (),
    engine: Engine = "duckdb",
    *,
    said: Mapping[str, str] | None = None,
    bounds: Bounds = Bounds(),
    master: str = "",
    memory: str = "",
) -> Kept:
    """Return all statements of the experts and on the topics that have most.

    Topics come first: those with most coded statements. Of the experts, those with most statements
    on these topics, in this order, as long as all their statements fit. Of two that have as many,
    the one whose name comes first. A statement without expert, topic or stance, or on the topic
    "none", does not count.

    Args:
        tables: files as ``open_files`` takes them, a coded statement a row.
        codes: files with an id and what was coded of that statement, if that stands apart.
        engine: what holds the tables.
        said: key of a header to the field that the column is; others are known by their names.
        bounds: how much is kept.
        master: Spark's master.
        memory: bound for DuckDB and Spark.

    Raises:
        UsageError: the engine is not there, files are of no known form, or nothing fits.
        DataError: a file or column is missing, or no row is coded.
    """
    said = said or {}
    if EXPERTS in said.values():
        raise UsageError("cells that list several experts are not taken apart here: a row each")
    groups = [tables, codes] if codes else [tables]
    with open_files(groups, engine, master=master, memory=memory) as raw:
        named = [
            _named(table, said, Path(paths[0]).name)
            for table, paths in zip(raw, groups, strict=True)
        ]
        coded = _coded(named, [Path(paths[0]).name for paths in groups])
        return _kept(coded, Path(tables[0]).name, bounds)


def _kept(coded: Any, file: str, bounds: Bounds) -> Kept:
    """Return the coded statements of those who have most; the tables are gone through thrice."""
    step("counting the statements on each topic")
    topics = _topics(coded)
    ends = _ends(coded, topics)
    on = _first(topics, bounds.topics)
    step("counting the statements of each expert")
    experts = _experts(coded, topics["spelling"], on["spelling"])
    first = _first(experts, bounds.experts)
    fits = first.groupby("name", sort=False)["n"].sum().cumsum() <= bounds.statements
    kept = first.loc[first["name"].map(fits), "spelling"]
    if kept.empty:
        raise _nothing(file, first, bounds)
    step(f"reading the statements of {len(kept):,} experts")
    wanted = nw.col("topic").is_in(on["spelling"].tolist())
    wanted = wanted & nw.col("expert").is_in(kept.tolist())
    rows = _numbers(_texts(small(coded.filter(wanted).to_native())))
    every = (int(experts["every"].sum()), experts["name"].nunique(), topics["name"].nunique())
    left = (len(rows), rows["expert"].nunique(), rows["topic"].nunique())
    ends = ends if rows["stance"].dtype.kind == "f" else None
    return Kept(rows, every, left, not fits.all(), ends)


def _named(raw: Any, said: Mapping[str, str], file: str) -> Any:
    """Return a table's columns by the fields that they are, as texts; stances may be numbers."""
    table = nw.from_native(raw).lazy()
    called: dict[str, str] = {}
    headers = table.collect_schema().names()
    for header in sorted(headers, key=lambda header: header_key(header) not in said):
        told = said.get(header_key(header))
        for name in (told,) if told else fields_named(header):
            if name in FIELDS and name != IGNORE:
                called.setdefault(name, header)
    if not called:
        raise _missing(file, _NEEDED[:1], headers)
    schema = table.collect_schema()
    columns = {name: nw.col(header).cast(nw.String) for name, header in called.items()}
    if (stance := called.get("stance")) and schema[stance].is_numeric():
        columns["stance"] = nw.col(stance).cast(nw.Float64)
    return table.select(**columns)


def _coded(named: Sequence[Any], files: Sequence[str]) -> Any:
    """Return the coded statements: those of one table, or of statements joined with codes."""
    table = named[0]
    if len(named) > 1:
        for one, file in zip(named, files, strict=True):
            if _ID not in one.collect_schema().names():
                raise _missing(file, (_ID,), one.collect_schema().names())
        again = set(named[1].collect_schema().names()) - {_ID}
        own = [name for name in table.collect_schema().names() if name not in again]
        table = table.select(*own).join(named[1], on=_ID, how="inner")
    names = table.collect_schema().names()
    if lacking := [name for name in _NEEDED if name not in names]:
        raise _missing(files[-1], lacking, names)
    stance = nw.col("stance")
    usable = ~stance.is_null()
    if table.collect_schema()["stance"] == nw.String:
        usable = usable & (stance.str.strip_chars() != "")
    else:
        usable = usable & ~stance.is_nan()
    for name in ("expert", "topic"):
        usable = usable & ~nw.col(name).is_null() & (nw.col(name) != "")
    return table.filter(usable)


def _topics(coded: Any) -> pd.DataFrame:
    """Return every spelling of a topic with its statements, and the ends of its stances."""
    ends = (nw.col("stance").min().alias("low"), nw.col("stance").max().alias("high"))
    found = small(coded.group_by("topic").agg(nw.len().alias("n"), *ends).to_native())
    found = found.rename(columns={"topic": "spelling"})
    names = found["spelling"].str.strip()
    none = names.map(lambda name: is_missing(name) or name.casefold() == NONE).astype(bool)
    return found.assign(name=names)[~none]


def _experts(coded: Any, every: pd.Series, kept: pd.Series) -> pd.DataFrame:
    """Return every spelling of an expert with his or her statements, and those on kept topics."""
    on_kept = nw.when(nw.col("topic").is_in(kept.tolist())).then(1).otherwise(0)
    counted = coded.filter(nw.col("topic").is_in(every.tolist())).with_columns(kept=on_kept)
    counted = counted.group_by("expert").agg(
        nw.col("kept").sum().alias("n"), nw.len().alias("every")
    )
    found = small(counted.to_native()).rename(columns={"expert": "spelling"})
    names = found["spelling"].str.strip()
    return found.assign(name=names)[~names.map(is_nobody).astype(bool)]


def _first(counted: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return the spellings of those with most statements, the most first; of two alike by name."""
    total = counted.groupby("name", as_index=False).agg(total=("n", "sum"))
    total = total[total["total"] > 0].sort_values(["total", "name"], ascending=[False, True])
    return total.head(most).merge(counted, on="name")


def _ends(coded: Any, topics: pd.DataFrame) -> tuple[float, float] | None:
    """Return the least and the greatest stance; None unless all are numbers, and not many texts."""
    if topics["low"].dtype.kind == "f":
        return float(topics["low"].min()), float(topics["high"].max())
    texts = small(coded.select("stance").unique().head(_FEW + 1).to_native())["stance"].tolist()
    numbers = [number for text in texts if (number := as_number(text)) is not None]
    return (min(numbers), max(numbers)) if 0 < len(numbers) == len(texts) <= _FEW else None


def _texts(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with texts without outer blanks, in an order of their own."""
    rows = rows[[name for name in FIELDS if name in rows]]
    texts = rows.select_dtypes(exclude="number").fillna("").astype("str")
    stripped = {name: texts[name].str.strip() for name in texts}
    return rows.assign(**stripped).sort_values(rows.columns.tolist(), ignore_index=True)


def _numbers(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with stances and confidences as numbers, where all of them are."""
    for name in ("stance", "confidence"):
        if name not in rows or rows[name].dtype.kind == "f":
            continue
        if not any(as_number(text) is None for text in rows[name].unique()):
            rows = rows.assign(**{name: rows[name].map(as_number)})
    return rows


def _missing(file: str, fields: Sequence[str], headers: Sequence[str]) -> DataError:
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


def _nothing(file: str, experts: pd.DataFrame, bounds: Bounds) -> UsageError | DataError:
    """Return why nobody is kept."""
    if experts.empty:
        told = "no row has an expert, a topic and a stance"
        return DataError([Problem(code="missing-column", message=told, file=file)])
    return UsageError(
        f'"{experts["name"][0]}" alone has {experts["total"][0]:,} statements on the topics kept, '
        f"and a page takes {bounds.statements:,}: take fewer --topics, or more --statements"
    )
