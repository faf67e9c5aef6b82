"""Claims and their speakers, found in articles by rules that say why."""

from stance.quotes.find import find

__all__ = ["find"]
