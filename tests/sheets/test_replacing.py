"""Files replaced: what was there stays as a backup, and backups have an end."""

import logging
import sys
from pathlib import Path

import pytest

from stance.core import files
from stance.core.errors import DataError
from stance.sheets.replacing import KEPT, replace_file


def test_the_last_backups_are_kept_and_the_oldest_goes_and_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    book = tmp_path / "ana.xlsx"
    (tmp_path / "ana.xlsx.old.bak").write_text("not ours")
    caplog.set_level(logging.INFO)
    for edition in range(KEPT + 1):
        replace_file(book, b"%d" % edition)
    assert caplog.text == ""
    replace_file(book, b"last")
    backups = {file.name: file.read_text() for file in tmp_path.glob("ana.xlsx.*.bak")}
    assert backups.pop("ana.xlsx.old.bak") == "not ours"
    assert backups == {f"ana.xlsx.{n + 1}.bak": str(n) for n in range(1, KEPT + 1)}
    assert "ana.xlsx.1.bak" in caplog.text


def test_numbers_go_on_where_backups_were_deleted(tmp_path: Path) -> None:
    book = tmp_path / "ana.xlsx"
    (tmp_path / "ana.xlsx.7.bak").write_text("seventh")
    for data in (b"one", b"two"):
        replace_file(book, data)
    assert (tmp_path / "ana.xlsx.8.bak").read_bytes() == b"one"


def test_a_backup_that_fails_leaves_the_file_and_no_half_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = tmp_path / "ana.xlsx"
    replace_file(book, b"one")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        replace_file(book, b"two")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"ana.xlsx": b"one"}


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_where_a_file_is_a_link_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    shared, study = tmp_path / "shared", tmp_path / "study"
    for folder in (shared, study):
        folder.mkdir()
    target, link = shared / "ana.xlsx", study / "ana.xlsx"
    target.write_bytes(b"one")
    link.symlink_to(target)
    replace_file(link, b"two")
    assert link.is_symlink()
    assert target.read_bytes() == b"two"
    assert (study / "ana.xlsx.1.bak").read_bytes() == b"one"
    (shared / "~$ana.xlsx").write_text("open elsewhere")
    with pytest.raises(DataError, match="open in a spreadsheet"):
        replace_file(link, b"three")
    assert target.read_bytes() == b"two"
