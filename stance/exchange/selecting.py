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
        every, experts, topics = (f"{number:,}" for number in self.n)
        kept, of_experts, of_topics = (f"{number:,}" for number in self.n_kept)
        why = f"a page takes {bounds.experts:,} experts and {bounds.topics:,} topics"
        if self.full:
            why += f", and here another expert would make more than {bounds.statements:,} of them"
        return Problem(
            code="part-kept",
            message=f"of {every} coded statements by {experts} experts on {topics} topics, "
            f"{kept} are kept, by the {of_experts} experts on the {of_topics} topics with most; "
            f"{why}",
            hint="--experts, --topics and --statements set how many",
            file=file,
        )


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
        step(f"counting statements with {engine}")
        total = small(
            coded.select(
                statements=nw.len(),
                experts=nw.col("expert").n_unique(),
                topics=nw.col("topic").n_unique(),
            ).to_native()
        )
        n = tuple(int(number) for number in total.iloc[0])
        ends = _ends(coded)
        topics = _most(coded, "topic", bounds.topics, is_missing)
        on_topics = coded.filter(nw.col("topic").is_in(topics["topic"].tolist()))
        experts = _most(on_topics, "expert", bounds.experts, is_nobody)
        fits = experts["n"].cumsum() <= bounds.statements
        kept = experts.loc[fits, "expert"].tolist()
        if not kept:
            raise _nothing(Path(tables[0]).name, experts, bounds)
        step(f"reading the statements of {len(kept):,} experts")
        rows = small(on_topics.filter(nw.col("expert").is_in(kept)).to_native())
    rows = rows[[name for name in FIELDS if name in rows]].fillna("").astype("str")
    rows = _numbers(rows.sort_values(rows.columns.tolist(), ignore_index=True))
    left = (len(rows), rows["expert"].nunique(), rows["topic"].nunique())
    ends = ends if rows["stance"].dtype.kind == "f" else None
    return Kept(rows, (n[0], n[1], n[2]), left, not fits.all(), ends)


def _named(raw: Any, said: Mapping[str, str], file: str) -> Any:
    """Return a table's columns by the fields that they are, as texts without outer blanks."""
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
    texts = {
        name: nw.col(header).cast(nw.String).str.strip_chars() for name, header in called.items()
    }
    return table.select(**texts)


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
    usable = nw.col("topic").str.to_lowercase() != NONE
    for name in _NEEDED:
        usable = usable & ~nw.col(name).is_null() & (nw.col(name) != "")
    return table.filter(usable)


def _most(coded: Any, name: str, most: int, is_none: Any) -> pd.DataFrame:
    """Return what has most rows, with how many, the most first; marks of nothing are left out."""
    counted = coded.group_by(name).agg(n=nw.len())
    first = counted.sort("n", name, descending=[True, False]).head(2 * most + 100)
    found = small(first.to_native()).sort_values(["n", name], ascending=[False, True])
    named = ~found[name].map(is_none).astype(bool)
    return found[named].head(most).reset_index(drop=True)


def _ends(coded: Any) -> tuple[float, float] | None:
    """Return the least and the greatest stance; None unless all are numbers, and not many."""
    texts = small(coded.select("stance").unique().head(_FEW + 1).to_native())["stance"].tolist()
    numbers = [number for text in texts if (number := as_number(text)) is not None]
    return (min(numbers), max(numbers)) if 0 < len(numbers) == len(texts) <= _FEW else None


def _numbers(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with stances and confidences as numbers, where all of them are."""
    for name in ("stance", "confidence"):
        if name in rows and not any(as_number(text) is None for text in rows[name].unique()):
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
    if experts.empty:
        told = "no row has an expert, a topic and a stance"
        return DataError([Problem(code="missing-column", message=told, file=file)])
    return UsageError(
        f'"{experts["expert"][0]}" alone has {experts["n"][0]:,} statements on the topics kept, '
        f"and a page takes {bounds.statements:,}: take fewer --topics, or more --statements"
    )
