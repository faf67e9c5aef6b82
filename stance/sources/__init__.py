"""Articles: read into text, and passages put back from the reader's own copies."""

from stance.sources.passages import Passages, article_texts, passages
from stance.sources.reading import article_files, needs_copy, read_article

__all__ = ["Passages", "article_files", "article_texts", "needs_copy", "passages", "read_article"]
