"""Positions from tables larger than workbooks."""

import importlib.util
from collections.abc import Sequence
from pathlib import Path

from stance.analysis.votes import positions_in
from stance.core.errors import UsageError
from stance.core.files import write_whole
from stance.exchange.csv_tables import write_csv
from stance.exchange.engines import Engine, dates_of, open_table, small


def positions_in_tables(
    tables: Sequence[str],
    output: str,
    engine: Engine = "pandas",
    *,
    master: str = "",
    memory: str = "",
    middle: float = 0.0,
) -> int:
    """Write where each expert stands on each topic, sorted; return the number of positions.

    Args:
        tables: Parquet or CSV files as ``exchange.engines.open_table`` reads them.
        output: Parquet or CSV file to write.
        engine: pandas, duckdb or spark.
        master: Spark's master.
        memory: bound for DuckDB and Spark.
        middle: the score that is neither for nor against.

    Raises:
        UsageError: the output has another ending, or the engine's package is not installed.
        DataError: a file or column is missing, or a score is no number.
    """
    path = Path(output)
    if path.suffix.lower() not in (".parquet", ".csv"):
        raise UsageError(f"{path.name} should end in .parquet or .csv")
    if path.suffix.lower() == ".parquet" and importlib.util.find_spec("pyarrow") is None:
        raise UsageError("Parquet needs a package: pip install 'stance[parquet]'")
    with open_table(tables, engine, master=master, memory=memory) as table:
        found = small(positions_in(table, middle))
    found = found.sort_values(["expert_id", "topic"], ignore_index=True)
    found = found.assign(**{name: dates_of(found[name]) for name in ("first_on", "last_on")})
    if path.suffix.lower() == ".csv":
        write_csv(path, found)
    else:
        write_whole(path, found.to_parquet(index=False))
    return len(found)
