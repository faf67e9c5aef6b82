"""What alpha allows to be concluded from the codes."""

from typing import Literal

#: Krippendorff (2019), Content Analysis, 4th ed., chapter 12: bars for firm and tentative use.
FIRM, TENTATIVE = 0.8, 0.667

#: No value; under the lower bar; between the bars; above the upper bar with an interval that
#: reaches below it or is absent; above it with the whole interval.
Verdict = Literal["undefined", "too low", "tentative", "firm but unsure", "firm"]


def verdict(alpha: float | None, low: float | None) -> Verdict:
    """Return what the codes allow; who stands exactly on a bar has reached it.

    Args:
        alpha: Krippendorff's alpha; None where it has none.
        low: lower end of its interval; None where it has none.
    """
    if alpha is None:
        return "undefined"
    if not _reaches(alpha, TENTATIVE):
        return "too low"
    if not _reaches(alpha, FIRM):
        return "tentative"
    return "firm" if low is not None and _reaches(low, FIRM) else "firm but unsure"


def _reaches(value: float, bar: float) -> bool:
    return value >= bar - 1e-9  # what rounding leaves of a value that stands on the bar
