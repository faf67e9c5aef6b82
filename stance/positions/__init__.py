"""Judgements to positions: where each expert stands on each topic."""

from stance.positions.cells import positions
from stance.positions.votes import place

__all__ = ["place", "positions"]
