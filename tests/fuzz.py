"""Many hands at random: ``python -m tests.fuzz`` looks for answers that are lost or moved unsaid.

Steps of the machine in ``tests/study/machine.py``, each run with a seed of its own. What is found
is printed with its seed; with ``--seed`` and ``--shrink`` it is found again, in the fewest steps.
The exit code is 1 if anything was found.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any
from unittest import mock

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from stance.workbook import reading
from stance.workbook.content import Content
from tests.study.machine import Study

_RUNS_A_SEED = 30
_STEPS_A_RUN = 30
_MOST_REMEMBERED = 100


def findings(number: int, *, shrink: bool = False) -> Iterator[str]:
    """Run the machine by one seed; yield what it found, with the steps where it was shrunk."""
    machine = seed(number)(type("Seeded", (Study,), {}))
    phases = [Phase.generate, *([Phase.shrink] if shrink else [])]
    try:
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=_RUNS_A_SEED,
                stateful_step_count=_STEPS_A_RUN,
                deadline=None,
                database=None,
                derandomize=False,
                phases=phases,
                suppress_health_check=list(HealthCheck),
            ),
        )
    except BaseExceptionGroup as group:
        yield from (_told(error, shrink) for error in group.exceptions)
    except Exception as error:
        yield _told(error, shrink)


def _remembering(read: Callable[..., Content]) -> Callable[..., Content]:
    """Return the reader of a workbook so that it reads no bytes twice: that is most of the time."""
    known: dict[tuple[str, bytes, int], tuple[Content, Content | None]] = {}

    @wraps(read)
    def remembered(path: Path, base: Content | None, *more: Any) -> Content:
        if path.suffix != ".xlsx" or not path.is_file():
            return read(path, base, *more)
        key = (path.name, path.read_bytes(), id(base))
        if key not in known:
            if len(known) >= _MOST_REMEMBERED:
                del known[next(iter(known))]
            known[key] = (read(path, base, *more), base)  # so that no other gets the id of the base
        return known[key][0]

    return remembered


def _told(error: BaseException, shrink: bool) -> str:
    notes = getattr(error, "__notes__", ()) if shrink else ()
    return "\n".join((f"{type(error).__name__}: {error}", *notes))


def main() -> int:
    """Run as many steps as are asked for; return how the process ends."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--seed", type=int, help="of the first runs; by the clock unless given")
    parser.add_argument("--minutes", type=float, default=30.0, help="stop after so many")
    parser.add_argument("--shrink", action="store_true", help="show the fewest steps that do it")
    given = parser.parse_args()
    first = int(time.time()) if given.seed is None else given.seed
    began, number, n_found = time.monotonic(), first, 0
    print(f"seeds from {first}", flush=True)
    with mock.patch.object(reading, "_read", _remembering(reading._read)):
        while Study.steps < given.steps and time.monotonic() - began < given.minutes * 60:
            for finding in findings(number, shrink=given.shrink):
                n_found += 1
                print(f"\nseed {number}: {finding}", flush=True)
            number += 1
    minutes = (time.monotonic() - began) / 60
    print(
        f"\n{Study.steps:,} steps by the seeds {first} to {number - 1} in {minutes:.1f} minutes: "
        f"{n_found} findings"
    )
    return 1 if n_found else 0


if __name__ == "__main__":
    raise SystemExit(main())
