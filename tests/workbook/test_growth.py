"""The work of reading grows with the rows, not with their square: looks are counted, not timed."""

from collections.abc import Iterator, Set
from pathlib import Path

import pytest

from stance.core import contracts as frames
from stance.workbook import reading
from stance.workbook.writing import write
from tests.workbook_material import answer, content


class Counted(Set[str]):
    """A set that counts how often somebody looks for a member, or goes through them."""

    def __init__(self, members: Set[str]) -> None:
        self.members, self.looks = members, 0

    def __contains__(self, member: object) -> bool:
        self.looks += 1
        return member in self.members

    def __iter__(self) -> Iterator[str]:
        self.looks += len(self.members)
        return iter(self.members)

    def __len__(self) -> int:
        return len(self.members)


def looks(folder: Path, monkeypatch: pytest.MonkeyPatch, n: int) -> int:
    """How often the answered claims are looked at while a file of n answers is read."""
    claims = frames.CLAIMS.build(
        [{"claim_id": f"c{i}", "expert_id": "anna", "claim": f"Words {i}."} for i in range(n)]
    )
    answers = [answer(f"c{i}", "tax", "for", row=i + 2) for i in range(n)]
    path = folder / "ana.xlsx"
    write(path, content(*answers, name="ana.xlsx", claims=claims))
    sets: list[Counted] = []
    compare = reading.changed_since_issue

    def counting(*arguments):  # type: ignore[no-untyped-def]  # handed on as they come
        sets.append(Counted(arguments[-1]))
        return compare(*arguments[:-1], sets[-1])

    with monkeypatch.context() as patched:
        patched.setattr(reading, "changed_since_issue", counting)
        found = reading.read(path, content(name="study.xlsx", claims=claims))
    assert found.problems == ()
    return sum(one.looks for one in sets)


def test_comparing_with_what_was_issued_looks_at_each_answer_a_fixed_number_of_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few, many = looks(tmp_path, monkeypatch, 40), looks(tmp_path, monkeypatch, 80)
    assert 0 < many <= 2 * few
