"""Positions from tables larger than workbooks, and a study of what a page can hold of them."""

import hashlib
import importlib.util
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from stance.analysis.votes import positions_in
from stance.core.errors import DataError, Problem, QuestionError, UsageError
from stance.core.files import write_whole
from stance.exchange.csv_tables import write_csv
from stance.exchange.engines import Engine, dates_of, open_table, small
from stance.exchange.selecting import Bounds, Kept
from stance.sheets.a1 import column_letters
from stance.tables.shapes import mapped
from stance.tables.wishes import Wishes

if TYPE_CHECKING:
    from stance.study.study import Study


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
        tables: files as ``exchange.engines.open_table`` reads them.
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


def study_of(
    kept: Kept, name: str, tables: Sequence[str], bounds: Bounds, wishes: Wishes
) -> "Study":
    """Return what was kept of large tables as a study; it says what was left out.

    Args:
        kept: the statements.
        name: of the study.
        tables: the files that they come from; they are named with their hashes, unless they lie
            on other machines.
        bounds: what was asked for.
        wishes: the scale, if it was said; the columns are known.

    Raises:
        DataError: what is kept has answers that are not legal.
        QuestionError: the stances, or cells of experts, have several readings; it names the column
            of the tables.
    """
    from stance.study.study import Study

    first = Path(tables[0]).name
    said = {"expert": "expert"} if wishes.lists_experts is not None else {}  # lists are apart now
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.csv"
        kept.rows.to_csv(path, index=False)  # as it is: no spreadsheet ever opens this one
        try:
            scale = wishes.scale or kept.scale
            study = Study.open(path, replace(wishes, columns=said, scale=scale))
        except QuestionError as error:
            raise _asked(error, kept, first) from error
        except DataError as error:
            raise DataError(_in_table(one, kept, first) for one in error.problems) from error
    problems = [_in_table(problem, kept, first) for problem in study.problems]
    note = kept.note(first, bounds)
    here = [path for path in map(Path, tables) if path.is_file()]
    return replace(
        study,
        problems=(*problems, *([note] if note else ())),
        inputs=tuple((path.name, _sha256(path)) for path in here),  # the table read is ours
        contents=(),
    )


def _asked(error: QuestionError, kept: Kept, file: str) -> QuestionError:
    """Return the question about the columns of the tables that were given."""
    answers = []
    for answer in error.answers:
        name, equals, meant = answer.value.partition("=")
        if equals and name in kept.headers:
            answer = replace(answer, value=mapped({kept.headers[name][1]: meant}))
        answers.append(answer)
    return QuestionError(_in_table(error.asked, kept, file), answers)


def _in_table(problem: Problem, kept: Kept, file: str) -> Problem:
    """Return the problem with the column of a table in the place of a cell of what was kept."""
    letters = problem.cell.rstrip("0123456789")
    columns = {column_letters(at): name for at, name in enumerate(kept.rows.columns, start=1)}
    name = columns.get(letters, "")
    if name not in kept.headers:
        return replace(problem, file=file, cell="")
    where, header = kept.headers[name]
    return replace(problem, file=where, cell=f'column "{header}"')


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
