"""Networks of stretches of time as files."""

import itertools
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from stance.analysis.networks import network, windows
from stance.core.errors import UsageError
from stance.exchange.exporting import write_network
from stance.exchange.windowed import Cut, write_windows
from tests.dated_study import drifting


def test_each_window_is_a_file_named_after_its_middle_and_a_table_tells_them(
    tmp_path: Path,
) -> None:
    findings = drifting(40).analyse()
    written, table = write_windows(
        tmp_path / "net.csv", findings, Cut(60, 30), "document", aggregate="congruence"
    )
    names = [path.name for path in written]
    assert names == [*(f"net-{day}.csv" for day in table["middle"]), "net-over-time.csv"]
    assert pd.read_csv(written[-1])["middle"].tolist() == table["middle"].tolist()
    second = list(windows(findings.judgements, 60, every=30))[1]
    alone = network(second.scored, findings.study.codebook.scale, aggregate="congruence")
    write_network(tmp_path / "alone.csv", alone, findings.study)
    assert written[1].read_bytes() == (tmp_path / "alone.csv").read_bytes()


def test_a_window_longer_than_the_study_and_too_many_windows_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    findings = drifting(40).analyse()
    with pytest.raises(UsageError, match="--window is at most"):
        write_windows(tmp_path / "net.csv", findings, Cut(4000, 30), "document")
    monkeypatch.setattr("stance.exchange.windowed.windows", lambda *_, **__: itertools.repeat(None))
    with pytest.raises(UsageError, match="more than 2,000 windows"):
        write_windows(tmp_path / "net.csv", findings, Cut(30, 10), "document")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("dates", "days", "told"),
    [
        (["2024-03-01", "2024-03-03"], 5, "2024-03-03; --window is at most 3"),
        (["2024-03-01", "2024-03-04"], 5, "2024-03-04; --window is at most 3"),
        (["2024-03-01", "2024-03-01"], 3, "of 2024-03-01, so that only --window 1 fits"),
        (["2024-03", ""], 3, "no claim that counts is dated to the day"),
    ],
)
def test_where_no_window_fits_it_is_said_which_would(
    tmp_path: Path, dates: list[str], days: int, told: str
) -> None:
    findings = drifting(2).analyse()
    judged = findings.judgements.assign(said_on=[*dates, *[""] * 99][: len(findings.judgements)])
    with pytest.raises(UsageError, match=told):
        write_windows(tmp_path / "n.csv", replace(findings, judgements=judged), Cut(days, 1), "all")


@pytest.mark.parametrize("fewer", [0, 1])
def test_as_many_windows_as_a_folder_takes_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fewer: int
) -> None:
    findings, cut = drifting(40).analyse(), Cut(60, 60)
    n_windows = len(list(windows(findings.judgements, 60, every=60)))
    monkeypatch.setattr("stance.exchange.windowed.MOST", n_windows - fewer)
    if fewer:
        with pytest.raises(UsageError, match=f"more than {n_windows - 1} windows"):
            write_windows(tmp_path / "net.csv", findings, cut, "document")
    else:
        written, _ = write_windows(tmp_path / "net.csv", findings, cut, "document")
        assert len(written) == n_windows + 1
