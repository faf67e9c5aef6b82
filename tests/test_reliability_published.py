"""Every coefficient against values printed in the literature."""

import math
from decimal import Decimal
from typing import Any

import pytest
from agreement_data import codes_of, published

from stance.reliability import (
    Coefficient,
    Measurement,
    Sampling,
    agreement_weights,
    alpha_of_weights,
    coefficients,
    light_kappa,
)

TABLES = [name for name in published() if not name.startswith("dawid")]
FEW = Sampling(resamples=20)


def numbers(name: str) -> tuple[float, ...]:
    levels = published()[name]["levels"]
    if isinstance(levels[0], str):
        return tuple(float(i) for i in range(1, len(levels) + 1))
    return tuple(float(level) for level in levels)


def all_of(name: str) -> dict[str, Coefficient]:
    found = coefficients(codes_of(name), Measurement("ratio", numbers(name)), FEW)
    return {coefficient.name: coefficient for coefficient in found}


def same_as_printed(value: float | None, printed: float) -> bool:
    """Whether the value rounds to what was printed."""
    assert value is not None
    decimals = -Decimal(str(printed)).as_tuple().exponent
    return abs(value - printed) <= 0.5001 * 10.0**-decimals
