"""Of tables larger than memory, the experts and topics with most statements: what a page can hold.

The engine that holds the tables counts; all statements of who is kept, on what is kept, then are a
plain table like any other, and everything on the page is worked out on it by the same rules.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import narwhals as nw
import pandas as pd

from stance.core.codebook import NONE
from stance.core.errors import DataError, Problem, UsageError
from stance.core.steps import step
from stance.core.text import as_number, header_key
from stance.exchange.engines import Engine, open_files, small
from stance.exchange.listed_cells import named, taken_apart
from stance.exchange.statements import FIELDS, WEIGHT, fields_of, statements_in
from stance.tables.lists import lists_of_people, lists_of_topics
from stance.tables.missing import is_missing, is_nobody
from stance.tables.wishes import Wishes

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
        headers: of each column of ``rows``, the file that it stands in and its header there.
    """

    rows: pd.DataFrame
    n: tuple[int, int, int]
    n_kept: tuple[int, int, int]
    full: bool
    ends: tuple[float, float] | None
    headers: Mapping[str, tuple[str, str]] = field(default_factory=dict)

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
        asked = _counted((bounds.statements, bounds.experts, bounds.topics))
        why = f"asked for were at most {asked[1]} and {asked[2]}"
        is_or_are = "is" if self.n_kept[0] == 1 else "are"
        if self.full:
            why += f", and here another expert would make more than {bounds.statements:,} of them"
        return Problem(
            code="part-kept",
            message=f"of {every} by {experts} on {topics}, {kept} {is_or_are} kept, by the "
            f"{of_experts} on the {of_topics} with most; {why}",
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
    weight: str = "",
    bounds: Bounds = Bounds(),
    master: str = "",
    memory: str = "",
) -> Kept:
    """Return all statements of the experts and on the topics that have most.

    Topics come first: those with most coded statements. Of the experts, those with most statements
    on these topics, in this order, as long as all their statements fit. Of two that have as many,
    the one whose name comes first. A statement without expert, topic or stance, or on the topic
    "none", does not count. A cell that lists several topics or experts counts for each of them, by
    the rules of any table; a list in Parquet or JSON is such a cell.

    Args:
        tables: files as ``open_files`` takes them, a coded statement a row.
        codes: files with an id and what was coded of that statement, if that stands apart.
        engine: what holds the tables.
        said: key of a header to the field that the column is; others are known by their names.
        weight: header of a column of numbers: how many statements a row counts as, where those
            with most are chosen. What is no number above 0 counts as none.
        bounds: how much is kept.
        master: Spark's master.
        memory: bound for DuckDB and Spark.

    Raises:
        UsageError: the engine is not there, files are of no known form, or nothing fits.
        DataError: a file or column is missing, or no row is coded.
    """
    said = {**(said or {}), **({header_key(weight): WEIGHT} if weight else {})}
    groups = [tables, codes] if codes else [tables]
    files = [Path(paths[0]).name for paths in groups]
    with open_files(groups, engine, master=master, memory=memory) as raw:
        fields = [fields_of(table, said, file) for table, file in zip(raw, files, strict=True)]
        if weight and not any(WEIGHT in own for own in fields):
            raise UsageError(f'no table has a column "{weight}" to be the weight')
        coded = statements_in(raw, fields, files)
        kept = _kept(coded, files[0], bounds, Wishes(said).lists_experts)
    places = zip(files, fields, strict=True)
    headers = {name: (file, own[name]) for file, own in places for name in own}
    return replace(kept, headers=headers)


def _kept(coded: Any, file: str, bounds: Bounds, lists_experts: bool | None) -> Kept:
    """Return the coded statements of those who have most; the tables are gone through thrice."""
    step("counting the statements on each topic")
    counted = _topics(coded)
    about = lists_of_topics(counted["spelling"].str.strip())
    topics = named(counted, about)
    topics = topics[~topics["name"].map(_is_no_topic).astype(bool)]
    ends = _ends(coded, topics)
    on = _first(topics, bounds.topics)
    step("counting the statements of each expert")
    counted = _experts(coded, topics["spelling"], on["spelling"])
    people = lists_of_people(counted["spelling"].str.strip().tolist(), lists_experts)
    experts = named(counted, people)
    experts = experts[~experts["name"].map(is_nobody).astype(bool)]
    first = _first(experts, bounds.experts)
    fits = first.groupby("name", sort=False)["n"].sum().cumsum() <= bounds.statements
    by = first[first["name"].map(fits).astype(bool)]
    if by.empty:
        raise _nothing(file, first, bounds)
    step(f"reading the statements of {by['name'].nunique():,} experts")
    wanted = nw.col("topic").is_in(_distinct(on["spelling"]))
    wanted = wanted & nw.col("expert").is_in(_distinct(by["spelling"]))
    found = _texts(small(coded.filter(wanted).to_native()))
    rows = taken_apart(found, about, people)
    rows = rows[rows["topic"].isin(on["name"]) & rows["expert"].isin(by["name"])]
    rows = _numbers(rows.reset_index(drop=True))
    n = int(experts.drop_duplicates("spelling")["every"].sum())
    every = (n, experts["name"].nunique(), topics["name"].nunique())
    left = (len(found), rows["expert"].nunique(), rows["topic"].nunique())
    ends = ends if rows["stance"].dtype.kind == "f" else None
    return Kept(rows, every, left, not fits.all(), ends)


def _distinct(spellings: pd.Series) -> list[str]:
    return list(dict.fromkeys(spellings.tolist()))


def _worth(coded: Any) -> nw.Expr:
    """Return as how many statements each row counts where those with most are chosen."""
    return nw.col(WEIGHT) if WEIGHT in coded.collect_schema().names() else nw.lit(1.0)


def _topics(coded: Any) -> pd.DataFrame:
    """Return every spelling of a topic, what its statements weigh, and the ends of its stances."""
    ends = (nw.col("stance").min().alias("low"), nw.col("stance").max().alias("high"))
    worth = coded.with_columns(worth=_worth(coded)).group_by("topic")
    found = worth.agg(nw.len().alias("n"), nw.col("worth").sum(), *ends)
    return small(found.to_native()).rename(columns={"topic": "spelling"})


def _is_no_topic(name: str) -> bool:
    return is_missing(name) or name.casefold() == NONE


def _experts(coded: Any, every: pd.Series, on: pd.Series) -> pd.DataFrame:
    """Return every spelling of an expert with his or her statements, and those on kept topics."""
    is_kept = nw.col("topic").is_in(_distinct(on))
    counted = coded.filter(nw.col("topic").is_in(_distinct(every))).with_columns(
        kept=nw.when(is_kept).then(1).otherwise(0),
        worth=nw.when(is_kept).then(_worth(coded)).otherwise(0.0),
    )
    found = counted.group_by("expert").agg(
        nw.col("kept").sum().alias("n"), nw.col("worth").sum(), nw.len().alias("every")
    )
    return small(found.to_native()).rename(columns={"expert": "spelling"})


def _first(counted: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return the spellings of those with most statements, the most first; of two alike by name."""
    total = counted.groupby("name", as_index=False).agg(total=("n", "sum"), worth=("worth", "sum"))
    total["worth"] = total["worth"].round(6)  # engines add up in any order
    total = total[total["worth"] > 0].sort_values(["worth", "name"], ascending=[False, True])
    return total.head(most).drop(columns="worth").merge(counted, on="name")


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


def _nothing(file: str, experts: pd.DataFrame, bounds: Bounds) -> UsageError | DataError:
    """Return why nobody is kept."""
    if experts.empty:
        told = "no row has an expert, a topic and a stance"
        return DataError([Problem(code="missing-column", message=told, file=file)])
    return UsageError(
        f'"{experts["name"][0]}" alone has {experts["total"][0]:,} statements on the topics kept, '
        f"and a page takes {bounds.statements:,}: take fewer --topics, or more --statements"
    )
