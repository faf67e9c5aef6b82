"""How long a person waits for the command line, beside a bare interpreter and a pandas import.

Run: python benchmarks/startup.py
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUNS = 15
COMMANDS = {
    "python -c pass (floor)": ["-c", "pass"],
    "stance --help": ["-m", "stance", "--help"],
    "python -c 'import pandas'": ["-c", "import pandas"],
    "stance report annotations/central-asia": [
        "-m",
        "stance",
        "report",
        "annotations/central-asia",
        "-o",
        "build/startup.html",
    ],
}


def seconds(arguments: list[str]) -> float:
    """Return the wall time of one run."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> None:
    """Print medians of interleaved runs, so that a slow moment hits all alike."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(RUNS):
        for name, arguments in COMMANDS.items():
            times[name].append(seconds(arguments))
    floor = statistics.median(next(iter(times.values())))
    print("| command | median, s | of the floor |")
    print("| --- | ---: | ---: |")
    for name, measured in times.items():
        median = statistics.median(measured)
        print(f"| {name} | {median:.3f} | {median / floor:.1f} |")


if __name__ == "__main__":
    main()
