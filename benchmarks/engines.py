"""Positions from one Parquet table on every engine, with the memory that each takes.

Run: python benchmarks/engines.py [ROWS [ENGINE…]], for example 50000000 duckdb spark
Needs the extras duckdb and spark; reads the processes' memory from /proc, so Linux only.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

ROWS, CHUNK = 5_000_000, 2_500_000
EXPERTS, TOPICS, SOURCES_OF_EACH = 5_000, 100, 50
MEMORY = "4GB"
PLACE = (
    "import sys; from stance.exchange.bulk import positions_in_tables; "
    "print(positions_in_tables(sys.argv[3:], sys.argv[2], sys.argv[1], memory='4GB'))"
)


def write_rows(folder: Path, n: int) -> list[str]:
    """Write random claims as Parquet files; the same ones in every run."""
    rng = np.random.default_rng(1)
    days = np.array([f"20{y:02}-{m:02}" for y in range(10, 25) for m in range(1, 13)], dtype=object)
    files = []
    for part, start in enumerate(range(0, n, CHUNK)):
        size = min(CHUNK, n - start)
        expert = rng.integers(0, EXPERTS, size)
        source = expert * SOURCES_OF_EACH + rng.integers(0, SOURCES_OF_EACH, size)
        codes = {
            "expert": (expert, [f"expert-{i}" for i in range(EXPERTS)]),
            "topic": (rng.integers(0, TOPICS, size), [f"topic-{i}" for i in range(TOPICS)]),
            "source": (source, [f"source-{i}" for i in range(EXPERTS * SOURCES_OF_EACH)]),
            "said_on": (rng.integers(0, len(days), size), days.tolist()),
        }
        columns = {
            name: pa.DictionaryArray.from_arrays(pa.array(index), pa.array(names)).cast(pa.string())
            for name, (index, names) in codes.items()
        }
        columns["score"] = pa.array(rng.integers(-2, 3, size).astype(float))
        files.append(str(folder / f"{part}.parquet"))
        pq.write_table(pa.table(columns), files[-1])
    return files


def resident(pid: int) -> int:
    """Return the kilobytes that a process and its descendants hold in memory."""
    try:
        task = Path(f"/proc/{pid}")
        own = next(
            int(line.split()[1])
            for line in (task / "status").read_text().splitlines()
            if line.startswith("VmRSS")
        )
        children = (task / "task" / str(pid) / "children").read_text().split()
    except (OSError, StopIteration):
        return 0  # it has just ended
    return own + sum(resident(int(child)) for child in children)


def measure(engine: str, files: list[str], output: Path) -> tuple[float, float, int]:
    """Return seconds, gigabytes at the peak, and the number of positions."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", PLACE, engine, str(output), *files],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    peak = 0
    while process.poll() is None:
        peak = max(peak, resident(process.pid))
        time.sleep(0.1)
    took = time.perf_counter() - start
    assert process.stdout is not None
    said = process.stdout.read().split()
    assert process.returncode == 0, f"{engine} failed"
    return took, peak / 1e6, int(said[-1])


def main(arguments: list[str]) -> None:
    """Print the table; the engines must agree."""
    n = int(arguments[0]) if arguments else ROWS
    engines = arguments[1:] or ["pandas", "duckdb", "spark"]
    print("| engine | rows | positions | seconds | million rows a second | peak memory, GB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        files = write_rows(Path(folder), n)
        first: pd.DataFrame | None = None
        for engine in engines:
            output = Path(folder) / f"{engine}-positions.parquet"
            took, peak, found = measure(engine, files, output)
            table = pd.read_parquet(output)
            first = table if first is None else first
            pd.testing.assert_frame_equal(table, first, check_dtype=False, rtol=1e-9)
            rate = n / took / 1e6
            print(
                f"| {engine} | {n:,} | {found:,} | {took:.0f} | {rate:.2f} | {peak:.1f} |",
                flush=True,
            )


if __name__ == "__main__":
    main(sys.argv[1:])
