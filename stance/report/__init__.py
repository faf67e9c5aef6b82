"""Findings to one self-contained page, a brief or tables; the only room that knows jinja2."""

from stance.report.anonymise import anonymised
from stance.report.render import brief, render, tables

__all__ = ["anonymised", "brief", "render", "tables"]
