"""A workbook that has not changed is read once; one that has, or whose study has, is read again."""

import gc
import io
import shutil
import weakref
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from stance.sheets.creating import new_book
from stance.sheets.limits import Limits
from stance.study.folder import read_study
from stance.study.issuing import update_study
from stance.study.standing import standing
from stance.workbook import reading
from stance.workbook.reading import read
from stance.workbook.writing import write
from tests.sample import SAMPLE


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "study"))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each workbook was opened to be read."""
    counts: Counter[str] = Counter()
    real = reading.open_book

    def counted(path: Path, limits: Limits | None = None):
        counts[path.name] += 1
        return real(path, limits)

    monkeypatch.setattr(reading, "open_book", counted)
    return counts


def test_an_unchanged_workbook_is_read_once(study: Path, opened: Counter[str]) -> None:
    first, again = read_study(study), read_study(study)
    assert set(opened.values()) == {1}
    assert all(one is other for one, other in zip(first, again, strict=True))


def test_of_bytes_that_changed_nothing_is_known(study: Path) -> None:
    path = study / "coder-a.xlsx"
    before = read(path)
    write(path, replace(before, annotations=before.annotations, answers=before.answers.iloc[:3]))
    assert len(read(path).answers) == 3


def test_who_is_read_by_another_study_is_read_again(study: Path) -> None:
    base = read(study / "study.xlsx")
    other = replace(base, codebook=replace(base.codebook, topics=base.codebook.topics[:1]))
    path = study / "coder-a.xlsx"
    assert len(read(path, base).annotations) > len(read(path, other).annotations)


def test_a_file_beyond_a_limit_is_refused_though_it_was_read_before(study: Path) -> None:
    path = study / "coder-a.xlsx"
    read(path)
    with pytest.raises(Exception, match="more than 10"):
        read(path, limits=Limits(file_bytes=10))


def test_an_update_opens_each_edition_of_a_workbook_once(study: Path, opened: Counter[str]) -> None:
    update_study(study)
    standing(study)
    assert opened["study.xlsx"] == 1
    assert max(opened.values()) <= 2  # as it was, and as it was written
    opened.clear()
    update_study(study)  # now nothing changes
    standing(study)
    assert opened == {}


def test_the_cells_of_a_written_workbook_are_let_go_without_the_garbage_collector() -> None:
    gc.collect()
    gc.disable()
    try:
        book = new_book(io.BytesIO())
        sheet = book.add_worksheet()
        sheet.write_texts(0, ["a"], None)
        gone = weakref.ref(sheet)
        book.close()
        del book, sheet
        assert gone() is None
    finally:
        gc.enable()
