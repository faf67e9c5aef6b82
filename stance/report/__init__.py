"""Findings to one self-contained page; the only room that knows jinja2."""

from stance.report.render import render

__all__ = ["render"]
