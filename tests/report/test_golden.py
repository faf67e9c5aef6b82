"""Small studies: every number, coordinate and sentence of their pages."""

from difflib import unified_diff

import pytest

from tests.report import golden


@pytest.mark.parametrize("name", golden.STUDIES)
def test_the_page_of_a_small_study_is_as_committed(name: str) -> None:
    committed = (golden.FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    now = golden.text(name).splitlines()
    changed = [line[:300] for line in unified_diff(committed, now, "committed", "now", "", "", 0)]
    assert not changed, "\n".join(
        [*changed[:20], f"look at the change; where it is meant, renew the page: {golden.RENEW}"]
    )
