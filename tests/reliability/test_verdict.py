"""The bars of alpha: who stands exactly on one has reached it."""

import pytest

from stance.reliability import FIRM, TENTATIVE, Verdict, verdict


@pytest.mark.parametrize(
    ("alpha", "low", "said"),
    [
        (None, None, "undefined"),
        (0.6669, 0.5, "too low"),
        (0.667, 0.5, "tentative"),
        (0.7999, 0.5, "tentative"),
        (0.8, 0.7999, "firm but unsure"),
        (0.8, None, "firm but unsure"),
        (0.9, 0.8, "firm"),
        (1 - 0.2, 1 - 0.2, "firm"),
        (1 - 0.333, 0.5, "tentative"),
        (0.1 + 0.7, 0.1 + 0.7, "firm"),  # a hair below 0.8
    ],
)
def test_what_alpha_allows_to_be_concluded(
    alpha: float | None, low: float | None, said: Verdict
) -> None:
    assert verdict(alpha, low) == said


def test_the_bars_are_krippendorffs() -> None:
    assert (FIRM, TENTATIVE) == (0.8, 0.667)
