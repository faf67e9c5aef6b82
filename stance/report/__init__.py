"""Findings in; one self-contained page, a brief or tables out."""

from stance.report.anonymise import anonymised
from stance.report.render import Wishes, brief, render, tables

__all__ = ["Wishes", "anonymised", "brief", "render", "tables"]
