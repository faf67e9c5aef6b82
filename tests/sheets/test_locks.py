"""Locks that programs lay beside files that are open."""

from pathlib import Path

import pytest

from stance.sheets.replacing import is_lock, lock_of


@pytest.mark.parametrize(
    ("name", "lock"),
    [("ana.xlsx", "~$ana.xlsx"), ("ana.xlsx", "~$a.xlsx"), ("ana.xlsx", ".~lock.ana.xlsx#")],
)
def test_a_lock_is_found_and_known_by_its_name(tmp_path: Path, name: str, lock: str) -> None:
    assert lock_of(tmp_path / name) is None
    (tmp_path / lock).touch()
    assert lock_of(tmp_path / name) == tmp_path / lock
    assert is_lock(lock)


@pytest.mark.parametrize("name", ["ana.xlsx", "~ana.xlsx", ".lock", "$a.xlsx", "a~$b.xlsx"])
def test_other_files_are_no_locks(name: str) -> None:
    assert not is_lock(name)
