"""A text in a language without rules: words in quotation marks, and nobody named for them."""

from collections.abc import Iterator

from stance.articles.article import Article, Finding
from stance.extract.quotes.quotation_marks import quoted

#: How sure it is that a passage is speech at all, let alone whose.
_UNSURE = 0.3
#: Fewer words are a title or a term, unless a mark ends them.
_LEAST = 4


def in_marks(article: Article) -> Iterator[Finding]:
    """Yield the passages in quotation marks that may be speech; who speaks is not told."""
    body = [block for block in article.blocks if block.kind == "body"]
    for passage in quoted(article.text, body):
        words = article.text[passage.start : passage.end]
        count = len(words.split())
        if count >= _LEAST or (count > 1 and words[-1] in ".!?…,"):
            reason = "there are no rules for this language"
            yield Finding(
                passage.start, passage.end, "direct", "", "", confidence=_UNSURE, reason=reason
            )
