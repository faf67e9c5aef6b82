"""Networks over time: windows of days, in which claims near the middle may count for more."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from stance.core.errors import UsageError

Kernel = Literal["uniform", "triangular", "epanechnikov", "gaussian"]
#: A claim's weight by its distance d from the middle, where the window ends at -1 and 1; each is
#: the textbook kernel divided by its height in the middle, so that a claim there counts as one.
KERNELS: dict[Kernel, Callable[[Any], Any]] = {
    "uniform": lambda d: np.ones_like(d),
    "triangular": lambda d: 1 - np.abs(d),
    "epanechnikov": lambda d: 1 - d**2,
    "gaussian": lambda d: np.exp(-(d**2) / 2),
}


@dataclass(frozen=True, eq=False)
class Window:
    """The claims of a stretch of days.

    Attributes:
        middle: its middle day, ISO.
        first: its first day.
        last: its last day.
        scored: the claims of those days, with a ``weight`` each. Two claims of one pair of experts
            count the product of their weights, which is the square root of the product of the two
            kernel values, as in DNA.
    """

    middle: str
    first: str
    last: str
    scored: pd.DataFrame


def windows(
    scored: pd.DataFrame, days: int, *, every: int = 1, kernel: Kernel = "uniform"
) -> Iterator[Window]:
    """Yield the windows that lie wholly between the first and the last dated claim.

    Give ``window.scored`` to ``network`` or ``polarisation``. With the uniform kernel that is the
    network of the window's claims, under every normalisation; DNA's weights before normalisation
    are these times 1/2 (uniform), 3/4 (Epanechnikov), .3989 (Gaussian) or 1 (triangular, where
    DNA 3.1.2 has a fault).

    Args:
        scored: columns as in ``SCORED``. Claims dated to a month or year only, or not at
            all, fall into no window.
        days: length; an even number is lengthened by one, to have a middle day.
        every: days from one middle to the next.
        kernel: a key of ``KERNELS``.

    Raises:
        UsageError: no such kernel, or a length or step below one day.
    """
    if kernel not in KERNELS:
        raise UsageError(f'kernel is "{kernel}", but may be {", ".join(KERNELS)}')
    if days < 1 or every < 1:
        raise UsageError("a window is at least one day long, and the step at least one day")
    return _windows(scored, days // 2, every, KERNELS[kernel])


def _windows(
    scored: pd.DataFrame, half: int, every: int, kernel: Callable[[Any], Any]
) -> Iterator[Window]:
    dates = pd.to_datetime(scored["said_on"], format="%Y-%m-%d", errors="coerce")
    dated = scored[dates.notna()]
    if dated.empty:
        return
    day = dates.dropna().to_numpy().astype("datetime64[D]")
    reach = np.timedelta64(half, "D")
    for middle in np.arange(day.min() + reach, day.max() - reach + 1, every):
        distance = (day - middle).astype(float)
        inside = np.abs(distance) <= half
        weight = np.sqrt(kernel(distance[inside] / (half + 0.5)))
        yield Window(
            middle=str(middle),
            first=str(middle - reach),
            last=str(middle + reach),
            scored=dated[inside].assign(weight=weight),
        )
