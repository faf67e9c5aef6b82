"""Where experts stand on the drawn axis, to the pixel."""

import pytest

from stance.core.codebook import Level, Scale
from stance.report.stances import CLASSES
from stance.report.strips import NARROW, WIDE, Stand, Strip, bars, strip, text_width

FINE = Scale(tuple(Level(str(n), n) for n in range(869)))
ENDS = ("against", "mixed", "for")
#: Three letters of 8.3 pixels and 20 around them.
ANN = 44.9


def drawn(*stands: tuple[str, float], scale: Scale | None = None, width: int = WIDE) -> Strip:
    made = [Stand("p1", "#x", text, f"{text} says", at) for text, at in stands]
    return strip(made, scale or Scale(), width, "One", ENDS)


@pytest.mark.parametrize(
    ("width", "css", "ticks", "middle"),
    [
        (WIDE, "wide", (46, 263, 480, 697, 914), 480),
        (NARROW, "narrow", (24, 99.5, 175, 250.5, 326), 175),
    ],
)
def test_the_scale_fills_the_axis_but_for_its_margins(width, css, ticks, middle) -> None:
    axis = drawn(("Ann", 0.0), width=width)
    assert (axis.css, axis.ticks, axis.middle) == (css, ticks, middle)
    assert (axis.first, axis.last) == (ticks[0], ticks[-1])
    assert (axis.low, axis.centre, axis.high, axis.width) == (*ENDS, width)


def test_a_scale_that_does_not_begin_at_its_mirror_image_has_its_middle_elsewhere() -> None:
    axis = drawn(scale=Scale(tuple(Level(str(n), n) for n in range(5)), neutral=1))
    assert axis.ticks == (46, 263, 480, 697, 914)
    assert axis.middle == 263


def test_a_label_stands_over_its_place_with_its_foot_on_the_way_to_the_axis() -> None:
    (chip,) = drawn(("Ann", 0.0)).chips
    assert (chip.at, chip.middle) == (480, 480)
    assert (chip.x, chip.width) == (pytest.approx(480 - ANN / 2, abs=0.06), ANN)
    assert (chip.y, chip.baseline, chip.foot) == (8, 26, 34)
    assert (chip.text, chip.words, chip.href, chip.css) == ("Ann", "Ann says", "#x", "p1")


@pytest.mark.parametrize(("position", "left"), [(-2.0, 0.0), (2.0, NARROW - 126.3)])
def test_a_label_at_an_end_does_not_leave_the_drawing(position: float, left: float) -> None:
    """Twelve letters, one of them broad, are 126.3 wide, and half of that is more than 24."""
    (chip,) = drawn(("Abdurahmonov", position), width=NARROW).chips
    assert (chip.x, chip.width) == (pytest.approx(left), 126.3)
    assert chip.at == (24 if position < 0 else 326)


LONG = "Author of the analysis here"


@pytest.mark.parametrize(
    ("position", "text", "ends"),
    [
        (1.0, "Author of the…", (182.4, 318.6)),  # 14 letters are 136.2 wide
        (-1.0, "Author of the…", (31.4, 167.6)),
        (0.0, LONG, (52.9, 297.1)),
        (0.1, "Author of the…", (170.6, 306.7)),  # at 182.6, over which it lies by twelve
        (-0.1, "Author of the…", (43.3, 179.4)),
    ],
)
def test_a_long_label_stays_on_its_side_of_the_middle_and_over_its_place(
    position, text, ends
) -> None:
    (chip,) = drawn((LONG, position), width=NARROW).chips
    assert chip.text == text
    assert (chip.x, chip.x + chip.width) == pytest.approx(ends, abs=0.11)


def test_a_label_keeps_six_letters_where_there_is_hardly_room() -> None:
    """The middle is the first of 22 levels, so that its left side has 24 pixels."""
    scale = Scale(tuple(Level(str(n), n) for n in range(22)), neutral=1)
    (chip,) = drawn(("Abcdefghijkl", 0.0), scale=scale, width=NARROW).chips
    assert chip.text == "Abcde…"


def test_labels_that_would_be_one_when_cut_are_left_whole() -> None:
    axis = drawn((LONG, 1.0), (LONG + "after", 2.0), width=NARROW)
    assert [chip.text for chip in axis.chips] == [LONG, LONG + "after"]


@pytest.mark.parametrize(
    ("places", "lanes"),
    [
        ((100, 100 + 51), [0, 0]),  # labels of 44.9 with six between them
        ((100, 100 + 50), [0, 1]),
        ((100, 100), [0, 1]),
        ((100, 100, 100), [0, 1, 2]),
        ((100, 120, 152), [0, 1, 0]),
        ((100, 120, 150), [0, 1, 2]),
        ((100, 120, 171), [0, 1, 0]),
    ],
)
def test_labels_that_would_collide_stand_in_the_lowest_free_lane(places, lanes) -> None:
    """One point of the scale is one pixel; the axis lies below all lanes of 32."""
    axis = drawn(*((f"An{n}", float(at)) for n, at in enumerate(places)), scale=FINE)
    assert axis.axis == 10 + 32 * (max(lanes) + 1)
    assert (axis.height, axis.label_y) == (axis.axis + 30, axis.axis + 20)
    tops = [axis.axis - 32 * (lane + 1) - 2 for lane in lanes]
    assert [chip.y for chip in axis.chips] == tops


def test_labels_stand_by_position_and_then_by_name() -> None:
    axis = drawn(("Cem", 0.0), ("Ben", 1.0), ("Ann", 0.0))
    assert [chip.text for chip in axis.chips] == ["Ann", "Cem", "Ben"]


def test_an_axis_without_experts_has_the_height_of_one_lane() -> None:
    assert (drawn().axis, drawn().height, drawn().chips) == (42, 72, ())


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 20), ("Ann", ANN), ("王", 35), ("Ａ王b", 15 + 15 + 8.3 + 20), ("Mi", 43.3)],
)
def test_wide_letters_take_more_room(text: str, width: float) -> None:
    assert text_width(text) == pytest.approx(width)


def pieces(counts: list[int], largest: float) -> list[tuple[float, float, float, str]]:
    classes = ["n2", "n1", "z", "p1", "p2"]
    drawn = bars(list(zip(classes, counts, strict=True)), largest, WIDE, "One", ENDS)
    assert [piece.css for piece in drawn.pieces] == [
        css for css, n in zip(classes, counts, strict=True) if n
    ]
    assert (drawn.middle, drawn.width, drawn.height) == (480, 960, 62)
    return [(piece.x, piece.width, piece.middle, piece.count) for piece in drawn.pieces]


def test_a_bar_straddles_the_middle_with_its_neutral_piece() -> None:
    """The widest half, of 4 + 2 + 2/2, fills the room but for eight pixels."""
    assert pieces([4, 2, 2, 0, 1], 7) == [
        (8.0, 269.7, 142.9, "4"),
        (277.7, 134.9, 345.1, "2"),
        (412.6, 134.9, 480.0, "2"),
        (547.4, 67.4, 581.1, "1"),
    ]


@pytest.mark.parametrize(
    ("n", "largest", "told"),
    [
        (1, 472 / 15.1, True),
        (1, 472 / 15.0, False),
        (10, 10 * 472 / 24.1, True),
        (10, 10 * 472 / 24.0, False),
        (100, 100 * 472 / 33.1, True),
        (100, 100 * 472 / 33.0, False),
    ],
)
def test_a_count_is_written_where_its_digits_fit(n: int, largest: float, told: bool) -> None:
    """Nine pixels a digit and six besides."""
    ((_, _, _, count),) = pieces([n, 0, 0, 0, 0], largest)
    assert count == (str(n) if told else "")


def test_where_nobody_stands_there_is_no_bar() -> None:
    assert pieces([0, 0, 0, 0, 0], 0) == []


@pytest.mark.parametrize(
    ("low", "middle", "high", "drop"),
    [
        ("l" * 16, "mixed", "h", 0),  # 350 / 2 - 16 * 7.8 - 8 is 42.2, half of "mixed" 19.5
        ("l" * 18, "mixed", "h", 0),  # 26.6
        ("l" * 19, "mixed", "h", 16),  # 18.8
        ("l", "mixed", "h" * 19, 16),
        ("l" * 19, "", "h" * 19, 0),
    ],
)
def test_a_word_in_the_middle_without_room_stands_lower(low, middle, high, drop) -> None:
    ends = (low, middle, high)
    axis = strip([Stand("p1", "#x", "Ann", "", 0.0)], Scale(), NARROW, "One", ends)
    counted = bars([(css, 1) for css in CLASSES], 3, NARROW, "One", ends)
    assert (axis.drop, counted.drop) == (drop, drop)
    assert (axis.height, counted.height) == (72 + drop, 62 + drop)
