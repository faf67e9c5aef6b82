"""A command that dies, or is refused, at one of its file operations; the long form: make fuzz."""

import os
from pathlib import Path

import pytest

from tests.killed import How, findings, receiving
from tests.races import lost_in

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not copied here")


@pytest.mark.parametrize(("how", "every"), [("kill", 4), ("full", 7), ("share", 7)])
def test_answers_are_received_whole_or_not_at_all_and_a_second_run_completes(
    tmp_path: Path, how: How, every: int
) -> None:
    n_operations, found = findings(receiving(tmp_path), tmp_path / "tried", how, every)
    assert n_operations > 20
    assert found == []


def test_two_commands_at_one_moment_lose_nothing() -> None:
    assert lost_in(6) == (0, 0)
