"""From statements in Parquet to a page: processor and memory, beside SQL written by hand.

The SQL places every expert on every topic, one vote a source; the page holds the experts and
topics with most statements. Both run in a process of their own, bounded alike.

Run: python benchmarks/bulk.py [ROWS [MEMORY]], for example 10000000 1GB; the SQL needs 2 GB for
50,000,000.
Needs the extra duckdb.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from engines import write_rows

ROWS = 10_000_000
MEMORY = "1GB"
SQL = """
import sys, duckdb
with duckdb.connect(config={"memory_limit": sys.argv[1], "temp_directory": sys.argv[2]}) as base:
    base.execute("SET preserve_insertion_order = false")
    base.read_parquet(sys.argv[3:]).create_view("said")
    found = base.execute(
        "SELECT expert, topic, avg(vote) AS position, sum(n) AS n FROM ("
        "SELECT expert, topic, source, avg(score) AS vote, count(*) AS n FROM said "
        "GROUP BY ALL) GROUP BY ALL ORDER BY ALL"
    ).df()
    assert len(found)
"""


def cost(arguments: list[str]) -> tuple[float, float]:
    """Return processor seconds and peak memory in megabytes of one process."""
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert not status, "it failed"
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main(arguments: list[str]) -> None:
    """Print the table."""
    n = int(arguments[0]) if arguments else ROWS
    most = arguments[1] if len(arguments) > 1 else MEMORY
    with tempfile.TemporaryDirectory() as folder:
        files = write_rows(Path(folder), n)
        page = str(Path(folder) / "page.html")
        bulk = ["-m", "stance", "bulk", *files, "-o", page, "--memory", most, "--quiet"]
        print("| what | statements | processor, s | peak memory, MB |")
        print("| --- | ---: | ---: | ---: |")
        for name, command in (
            ("SQL by hand: all positions", ["-c", SQL, most, folder, *files]),
            ("stance bulk: a page of 50 experts, 20 topics", bulk),
            ("the same, 20 experts, 10 topics", [*bulk, "--experts", "20", "--topics", "10"]),
        ):
            seconds, memory = cost(command)
            print(f"| {name} | {n:,} | {seconds:.1f} | {memory:,.0f} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
