"""A whole cut into counted parts: each as wide as its share, written into where there is room."""

import pytest

from stance.report.shares import shares
from stance.report.stances import Mark

HELD, OPEN = Mark("held", "", "Held"), Mark("open", "≠", "Disputed")


def test_parts_stand_in_order_with_the_width_of_their_share_and_none_for_nobody() -> None:
    bar = shares([(HELD, 6), (Mark("none", "", "Nothing"), 0), (OPEN, 4)], "ten", 100)
    assert [(part.n, part.x, part.width) for part in bar.parts] == [(6, 0, 58), (4, 60, 38)]


@pytest.mark.parametrize(
    ("n", "written"),
    [(30, "≠ 30"), (29, "≠"), (14, "≠"), (13, "")],
    ids=["sign and count", "too narrow for both", "sign alone", "too narrow"],
)
def test_what_is_written_into_a_part_has_room(n: int, written: str) -> None:
    bar = shares([(HELD, 100 - n), (OPEN, n)], "a hundred", 100)
    assert bar.parts[1].text == written


def test_one_of_very_many_is_still_seen() -> None:
    assert shares([(HELD, 999), (OPEN, 1)], "a thousand", 100).parts[1].width == 1
