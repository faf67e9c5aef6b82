"""What starting costs the processor: commands on the sample study beside an import of pandas.

Each is run in turn, so that a slow moment hits all alike, and the least of the runs counts; its
modules are compiled, as they are where stance is installed.

Run: python benchmarks/startup.py [RUNS]
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
STUDY = "annotations/central-asia"
PANDAS = "python -c 'import pandas'"
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    PANDAS: ["-c", "import pandas"],
    "stance --help": ["-m", "stance", "--help"],
    f"stance check {STUDY}": ["-m", "stance", "check", STUDY],
    f"stance compare {STUDY} …": ["-m", "stance", "compare", STUDY, "burnashev", "tyulegenov"],
    f"stance report {STUDY}": ["-m", "stance", "report", STUDY, "-o", "build/startup.html"],
}


def seconds(arguments: list[str], compiled: str) -> float:
    """Return the processor time of one run; compiled modules are kept in that folder."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=kept | {"PYTHONPYCACHEPREFIX": compiled},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, _, usage = os.wait4(process.pid, 0)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Print the least of the interleaved runs of each command."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as compiled:
        for arguments in COMMANDS.values():
            seconds(arguments, compiled)  # which compiles the modules
        for _ in range(runs):
            for name, arguments in COMMANDS.items():
                times[name].append(seconds(arguments, compiled))
    floor = min(times[PANDAS])
    print("| command | processor, s | × import pandas |")
    print("| --- | ---: | ---: |")
    for name, measured in times.items():
        print(f"| {name} | {min(measured):.2f} | {min(measured) / floor:.1f} |")


if __name__ == "__main__":
    main()
