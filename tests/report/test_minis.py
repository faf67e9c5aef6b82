"""A topic in one line: a dot an expert, none hidden; where they are many, a counted bar."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.core.codebook import DEFAULT_LEVELS, Scale
from stance.report.minis import HEIGHT, RADIUS, WIDTH, bar, dots

SCALE = Scale(DEFAULT_LEVELS)
CLASSES = ("n2", "n1", "z", "p1", "p2")


@given(st.lists(st.sampled_from([-2.0, -1.5, -1.0, 0.0, 0.1, 1.0, 2.0]), max_size=20))
def test_every_expert_is_a_dot_that_hides_no_other_and_stands_in_the_picture(
    positions: list[float],
) -> None:
    drawn = dots([(position, "z") for position in positions], SCALE).dots
    assert len(drawn) == len(positions)
    for at, one in enumerate(drawn):
        assert RADIUS <= one.x <= WIDTH - RADIUS
        assert RADIUS <= one.y <= HEIGHT - RADIUS
        for other in drawn[:at]:
            apart = max(abs(one.x - other.x), abs(one.y - other.y))
            assert apart > 2 * RADIUS - 0.11, (one, other)  # places are told to a tenth


def test_dots_that_collide_stand_above_and_the_fourth_beside() -> None:
    drawn = dots([(0.0, "z")] * 5, SCALE).dots
    assert [(dot.x, dot.y) for dot in drawn] == [
        (140.0, 24.5),
        (140.0, 15.5),
        (140.0, 6.5),
        (131.0, 24.5),
        (131.0, 15.5),
    ]


def test_dots_stand_from_end_to_end_and_keep_their_class() -> None:
    found = dots([(2.0, "p2"), (-2.0, "n2")], SCALE)
    assert [(dot.css, dot.x) for dot in found.dots] == [("n2", 9.0), ("p2", 271.0)]
    assert found.middle == 140.0


@pytest.mark.parametrize(
    ("counts", "largest", "expected"),
    [
        ((0, 2, 0, 1, 1), 2, [("n1", 2.0, 138.0), ("p1", 140.0, 69.0), ("p2", 209.0, 69.0)]),
        ((0, 0, 2, 0, 0), 2, [("z", 71.0, 138.0)]),
        ((0, 0, 0, 0, 0), 0, []),
    ],
)
def test_a_bar_goes_out_from_the_middle_which_the_neutral_straddle(
    counts: tuple[int, ...], largest: float, expected: list[tuple[str, float, float]]
) -> None:
    found = bar(list(zip(CLASSES, counts, strict=True)), largest)
    assert [(p.css, p.x, p.width) for p in found.pieces] == expected
