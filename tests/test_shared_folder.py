"""References beside the checkout are required where they lie, and not missed where they do not."""

from pathlib import Path

import pytest

from tests.shared_folder import beside, shared


@pytest.mark.parametrize("checkout", ["stance", "worktrees/stance"])
def test_the_folder_is_found_beside_a_checkout_and_beside_worktrees(
    tmp_path: Path, checkout: str
) -> None:
    (tmp_path / "shared" / "reference").mkdir(parents=True)
    assert beside(tmp_path / checkout) == tmp_path / "shared"


def test_another_folder_of_that_name_is_not_taken_for_it(tmp_path: Path) -> None:
    (tmp_path / "shared" / "holidays").mkdir(parents=True)
    assert beside(tmp_path / "projects" / "stance") is None


def test_without_the_folder_a_test_is_skipped() -> None:
    with pytest.raises(pytest.skip.Exception, match=r"needs ../shared/a\.json"):
        shared("a.json", None)


def test_a_folder_without_the_file_fails_the_test(tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match=r"has no a\.json"):
        shared("a.json", tmp_path)


def test_a_folder_with_the_file_hands_it_out(tmp_path: Path) -> None:
    (tmp_path / "a.json").touch()
    assert shared("a.json", tmp_path) == tmp_path / "a.json"
