"""Numbers that stand for stances, one row a bound."""

import pytest

from stance.tables.numbers import (
    anchors_in,
    ends_in,
    legend_in,
    number_in,
    scale_between,
    signed_scale,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [("50 % ", 50), ("1,5", 1.5), ("-2", -2), ("+2", 2), ("1,000", None), ("x", None), ("", None)],
)
def test_which_texts_are_numbers(text: str, number: float | None) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize(
    ("header", "legend", "ends"),
    [
        ("Stance (1 = agree … 5 = disagree)", {1: 1, 5: -1}, (5, 1)),
        ("1=disagree, 5=agree", {1: -1, 5: 1}, (1, 5)),
        ("1=strongly disagree 3=neutral 5=agree", {1: -2, 3: 0, 5: 1}, (1, 5)),
        ("1,5 = agree, -2 = disagree", {1.5: 1, -2: -1}, (-2, 1.5)),
        ("1 = agree, 2 = strongly agree", {1: 1, 2: 2}, None),  # both on one side
        ("1 = disagree, 2 = agree, 3 = disagree", {1: -1, 2: 1, 3: -1}, None),
        ("3 = neutral, 5 = agree", {3: 0, 5: 1}, None),  # the middle is no end
        ("5 = agree", {5: 1}, None),
        ("Stance", {}, None),
    ],
)
def test_a_header_that_says_which_number_is_which_end_is_believed(header, legend, ends) -> None:
    assert legend_in(header) == legend
    assert anchors_in(header) == ends


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("(-2..+2)", (-2, 2)),
        ("1-7", (1, 7)),
        ("0 to 10", (0, 10)),
        ("1,5 – 3", (1.5, 3)),
        ("+1 to -1", (1, -1)),
        ("5-5", None),
        ("stance", None),
    ],
)
def test_the_ends_that_a_text_states(text: str, ends: tuple[float, float] | None) -> None:
    assert ends_in(text) == ends


@pytest.mark.parametrize(
    ("low", "high", "values", "levels"),
    [
        (1, 3, [], [("1", 1), ("2", 2), ("3", 3)]),
        (3, 1, [2.5], [("3", 1), ("2.5", 1.5), ("2", 2), ("1", 3)]),  # it runs down
        (0.5, 3, [1], [("0.5", 0.5), ("1", 1), ("3", 3)]),
        (0, 20, [], [(str(n), n) for n in range(21)]),
        (0, 21, [7], [("0", 0), ("7", 7), ("21", 21)]),  # too long for a level each
    ],
)
def test_the_levels_between_two_ends(low, high, values, levels) -> None:
    made = scale_between(low, high, values)
    assert [(level.label, level.score) for level in made.levels] == levels


@pytest.mark.parametrize(
    ("most", "values", "n_levels"), [(2, [1], 6), (1, [0], 4), (2.5, [1], 0), (2, [0.5], 0)]
)
def test_whole_numbers_about_nought_are_the_usual_scale(most, values, n_levels) -> None:
    made = signed_scale(most, values)
    assert (len(made.levels) if made else 0) == n_levels
