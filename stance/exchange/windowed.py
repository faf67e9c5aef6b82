"""Networks of stretches of time: a file a window, and a table of what changes between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from stance.analysis.networks import Duplicates, Kernel, network, over_time, windows
from stance.core.dates import is_iso_day
from stance.core.errors import UsageError
from stance.exchange.csv_tables import write_csv
from stance.exchange.exporting import write_network

if TYPE_CHECKING:
    from stance.study.study import Findings

#: Windows of which a folder takes no more files.
MOST = 2000


@dataclass(frozen=True, slots=True)
class Cut:
    """How time is cut.

    Attributes:
        days: length of a window.
        every: days from one middle to the next.
        kernel: how claims count by their distance from the middle.
    """

    days: int
    every: int
    kernel: Kernel = "uniform"


def write_windows(
    path: Path, findings: "Findings", cut: Cut, duplicates: Duplicates, **choice: Any
) -> tuple[list[Path], pd.DataFrame]:
    """Write a network a window, named after its middle day, and the table ``over_time``.

    Args:
        path: NAME.csv, .graphml or .gexf: the files are NAME-2022-03-01.csv … and
            NAME-over-time.csv, frame ``OVER_TIME``.
        findings: whose judgements count.
        cut: how time is cut.
        duplicates: in what repetitions count once.
        choice: mode, aggregate and normalise of ``network``.

    Returns:
        The files, the table last, and the table.

    Raises:
        UsageError: no window fits between the dates, or there are too many.
    """
    scored, scale = findings.judgements, findings.study.codebook.scale
    found = list(_first(windows(scored, cut.days, every=cut.every, kernel=cut.kernel)))
    if not found:
        raise UsageError(_no_window(scored["said_on"], cut.days))
    if len(found) > MOST:
        raise UsageError(f"there would be more than {MOST:,} windows; choose a larger --every")
    table = over_time(
        scored,
        scale,
        cut.days,
        every=cut.every,
        kernel=cut.kernel,
        duplicates=duplicates,
        seed=findings.seed,
    )
    written: list[Path] = []
    for window in found:
        of_window = path.with_name(f"{path.stem}-{window.middle}{path.suffix}")
        made = network(window.scored, scale, duplicates=duplicates, **choice)
        write_network(of_window, made, findings.study)
        written.append(of_window)
    written.append(path.with_name(f"{path.stem}-over-time.csv"))
    write_csv(written[-1], table)
    return written, table


def _first(every: Iterator[Any]) -> Iterator[Any]:
    """Yield one window more than are allowed at most."""
    for _, window in zip(range(MOST + 1), every, strict=False):
        yield window


def _no_window(dates: "pd.Series[str]", days: int) -> str:
    """Say why no window of so many days fits between the dates, and the longest that does."""
    dated = sorted(map(date.fromisoformat, filter(is_iso_day, dates)))
    if not dated:
        return "no claim that counts is dated to the day, so that no window of days can be laid"
    span = (dated[-1] - dated[0]).days + 1
    if span == 1:
        return (
            f"all claims that are dated to the day are of {dated[0]}, so that only --window 1 fits"
        )
    longest = span if span % 2 else span - 1
    return (
        f"no window of {days} days lies between the first and the last claim that is dated to the "
        f"day, {dated[0]} and {dated[-1]}; --window is at most {longest}"
    )
