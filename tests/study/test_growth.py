"""Twice the claims cost twice the calls: no step looks at all claims again for each of them."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from stance.study.issuing import update_study
from stance.study.receiving import receive
from stance.study.study import Study
from stance.workbook.writing import write
from tests.workbook_material import CLAIMS, answer, content

N = 150


def study(folder: Path, n: int) -> Path:
    """Write a study of n claims, all of them answered by ana."""
    ids = [f"c{number:04d}" for number in range(n)]
    rows = CLAIMS.iloc[[0] * n].assign(claim_id=ids, claim=[f"Words of {name}." for name in ids])
    claims = rows.assign(expert_id=["anna", "ben"] * (n // 2)).reset_index(drop=True)
    said = [answer(name, "tax", "for", row=row) for row, name in enumerate(ids, start=2)]
    write(folder / "study.xlsx", content(name="study.xlsx", claims=claims))
    write(folder / "ana.xlsx", content(*said, name="ana.xlsx", claims=claims), coding=True)
    shutil.copy(folder / "ana.xlsx", folder.parent / f"ana-{n}.xlsx")
    return folder


def calls(work: Callable[[], object]) -> int:
    """Return how many functions are called, those of C among them."""
    n = 0

    def count(_: object, event: str, __: object) -> None:
        nonlocal n
        n += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return n


WORK: dict[str, Callable[[Path, int], object]] = {
    "report": lambda folder, _: Study.open(folder).analyse(),
    "update": lambda folder, _: update_study(folder),
    "receive": lambda folder, n: receive(folder, [folder.parent / f"ana-{n}.xlsx"]),
}


@pytest.mark.parametrize("name", WORK)
def test_twice_the_claims_cost_at_most_twice_the_calls(tmp_path: Path, name: str) -> None:
    work = WORK[name]
    small, large = (study(tmp_path / str(n), n) for n in (N, 2 * N))
    work(study(tmp_path / "first", 2), 2)  # imports, and what is worked out once
    assert calls(lambda: work(large, 2 * N)) < 2.1 * calls(lambda: work(small, N))
