"""Two annotators, late copies and an analyst at random: no answer is lost or moved unsaid.

A few steps here, always the same; ``make fuzz`` takes thousands, and damages the copies as well.
"""

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.study.edited_copy import Item, State
from tests.study.machine import Undamaged
from tests.study.promises import Told, broken

TestUndamaged = Undamaged.TestCase
TestUndamaged.settings = settings(
    max_examples=6,
    stateful_step_count=20,
    phases=[Phase.generate],  # the fewest steps that do it take minutes: make fuzz shows them
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize(
    ("typed", "lost"),
    [
        (("answer", "a", "for", "2"), False),
        (("answer", "a", "for", ""), False),
        (("answer", "b", "for", "2"), True),
        (("answer", "", "for", "2"), True),
        (("note", "a"), True),
    ],
)
def test_an_answer_is_lost_untold_unless_another_says_all_that_it_said(
    typed: Item, lost: bool
) -> None:
    had: State = {"c1": Counter([("answer", "a", "", "")])}
    now: State = {"c1": Counter([typed])}
    assert bool(list(broken(had, now, {}, now, {"c1"}, Told(())))) == lost
