"""Findings in; one self-contained page, a brief, tables or figures out."""

from stance.report.anonymise import anonymised
from stance.report.figures import KINDS, Figure, Kind
from stance.report.render import brief, figure, first_screen, render, tables
from stance.report.templates import Wishes

__all__ = [
    "KINDS",
    "Figure",
    "Kind",
    "Wishes",
    "anonymised",
    "brief",
    "figure",
    "first_screen",
    "render",
    "tables",
]
