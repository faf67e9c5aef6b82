"""Runs every benchmark, or those named, and prints their tables: make bench."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(names: list[str]) -> int:
    """Run the scripts one after another, so that none disturbs another's clock."""
    scripts = sorted(p for p in HERE.glob("*.py") if p.name != Path(__file__).name)
    chosen = [p for p in scripts if not names or p.stem in names]
    failed = [p.stem for p in chosen if subprocess.run([sys.executable, p]).returncode]
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
