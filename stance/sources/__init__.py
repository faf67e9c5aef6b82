"""Articles on the reader's own disk: their text, and passages put back by locator."""

from stance.sources.passages import Passages, passages

__all__ = ["Passages", "passages"]
