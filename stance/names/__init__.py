"""Spellings of one person: how alike two names are, and who may be one."""

from stance.names.compare import compare, similarity
from stance.names.registry import People, aliases, cluster
from stance.names.words import ASK, SAME, Comparison

__all__ = ["ASK", "SAME", "Comparison", "People", "aliases", "cluster", "compare", "similarity"]
