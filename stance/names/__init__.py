"""Spellings in, people out: how alike two names are, and who may be one."""

from stance.names.answers import Applied, apply_answers, doubtful_experts
from stance.names.compare import compare, similarity
from stance.names.registry import People, aliases, cluster
from stance.names.words import ASK, SAME, Comparison

__all__ = [
    "ASK",
    "SAME",
    "Applied",
    "Comparison",
    "People",
    "aliases",
    "apply_answers",
    "cluster",
    "compare",
    "doubtful_experts",
    "similarity",
]
