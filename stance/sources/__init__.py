"""Articles: read into text, and passages put back from the reader's own copies."""

from stance.sources.listing import Listed, listed_sources
from stance.sources.markdown import unmarked
from stance.sources.passages import Passages, article_texts, passages
from stance.sources.reading import article_files, needs_copy, read_article

__all__ = [
    "Listed",
    "Passages",
    "article_files",
    "article_texts",
    "listed_sources",
    "needs_copy",
    "passages",
    "read_article",
    "unmarked",
]
