"""Two commands at one moment on one study: ``python -m tests.races --pairs 200``.

Printed is how many answers were lost, and how many runs did not end well. The exit code is 1 if
any did.
"""

import argparse
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from stance.study.assigning import Plan
from stance.study.correcting import correct_study
from stance.study.history import past
from stance.study.issuing import assign_study, update_study
from stance.study.receiving import receive
from stance.workbook.reading import read
from tests.killed import edited
from tests.study.machine import ANNOTATORS, new_study

_ANSWERS = {"ana": range(2, 10), "ben": range(2, 8)}
Work = Callable[[Path], object]


class Pair(NamedTuple):
    """Two works, and how many answers of each annotator there are when both are done."""

    one: Work
    other: Work
    answers: dict[str, int]


def pairs(room: Path) -> tuple[Path, list[Pair]]:
    """Make a study, what came back to it, and the pairs of works that may meet."""
    study = new_study(room / "fresh")

    def returned(name: str, number: int, rows: Sequence[int]) -> Path:
        texts = {("Claims", r, c): t for r in rows for c, t in (("topic", "topic-a"), _FOR)}
        return edited(study / f"{name}.xlsx", room / f"{number}" / f"{name}.xlsx", texts)

    ana, ben = (returned(name, 0, _ANSWERS[name]) for name in ANNOTATORS)
    first, second = returned("ana", 1, range(2, 6)), returned("ana", 2, range(6, 10))

    def taking(path: Path) -> Work:
        return lambda folder: receive(folder, [path])

    def assign(folder: Path) -> object:
        return assign_study(folder, ("ana", "ben", "cem"), Plan(3, 1.0, 1))

    alone = {"ana": 8}
    return study, [
        Pair(taking(ana), taking(ben), {"ana": 8, "ben": 6}),
        Pair(taking(first), taking(second), alone),
        Pair(taking(ana), taking(ana), alone),
        Pair(taking(ana), update_study, alone),
        Pair(taking(ana), assign, alone),
        Pair(taking(ana), correct_study, alone),
    ]


_FOR = ("stance", "for")


def race(study: Path, folder: Path, pair: Pair) -> tuple[int, int]:
    """Return how many answers were lost, and how many of the two works did not end well."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(study, folder)
    waiting, go = os.pipe()
    children = [_begun(work, folder, waiting, go) for work in (pair.one, pair.other)]
    os.close(waiting)
    os.close(go)  # both have been waiting for its end
    failed = sum(os.waitpid(child, 0)[1] != 0 for child in children)
    known = read(folder / "study.xlsx")
    lost = 0
    recorded = [key[0] for key in past(folder).answers]
    for name, n in pair.answers.items():
        here = len(read(folder / f"{name}.xlsx", known).answers)
        lost += max(n - here, 0) + max(n - recorded.count(name), 0)
    return lost, failed


def _begun(work: Work, folder: Path, waiting: int, go: int) -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that other threads are running: they are not needed
        child = os.fork()
    if not child:
        code = 1
        try:
            os.close(go)
            os.read(waiting, 1)
            work(folder)
            code = 0
        finally:
            os._exit(code)
    return child


def lost_in(n_pairs: int) -> tuple[int, int]:
    """Run so many pairs; return how many answers were lost and how many works failed."""
    with tempfile.TemporaryDirectory() as made:
        room = Path(made)
        study, every = pairs(room)
        found = [race(study, room / "study", pair) for pair in islice(cycle(every), n_pairs)]
    return sum(lost for lost, _ in found), sum(failed for _, failed in found)


def main() -> int:
    """Print what was lost; return how the process ends."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=200)
    given = parser.parse_args()
    lost, failed = lost_in(given.pairs)
    print(f"{given.pairs} pairs: {lost} answers lost, {failed} commands failed")
    return 1 if lost or failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
