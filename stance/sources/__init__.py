"""Articles: read into text, and passages put back from the reader's own copies."""

from stance.sources.listing import Listed, listed_sources
from stance.sources.markdown import unmarked
from stance.sources.passages import (
    KEPT_TEXTS,
    Passages,
    article_texts,
    passages,
    where_articles_are,
)
from stance.sources.reading import article_files, needs_copy, read_article

__all__ = [
    "KEPT_TEXTS",
    "Listed",
    "Passages",
    "article_files",
    "article_texts",
    "listed_sources",
    "needs_copy",
    "passages",
    "read_article",
    "unmarked",
    "where_articles_are",
]
