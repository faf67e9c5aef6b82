"""Texts whose form names the speakers: subtitles, transcripts, posts, e-mails."""

from collections.abc import Iterator

from stance.articles.article import Article, Finding, Stretch

#: Fewer words are a greeting or thanks.
_LEAST = 3
_SURE = 0.98
_UNSURE = 0.3


def told(article: Article) -> Iterator[Finding]:
    """Yield what each stretch of an article says, with the question before it."""
    full = _full_names(article)
    question = ""
    for stretch in article.stretches:
        words = article.words(stretch.start, stretch.end)
        if stretch.asks:
            question = words
            continue
        if len(words.split()) >= _LEAST:
            yield _finding(stretch, full.get(stretch.speaker, stretch.speaker), question)
        question = words if words.endswith("?") else ""


def _full_names(article: Article) -> dict[str, str]:
    """Return the full name of each speaker who is called by a family name in places."""
    names = {stretch.speaker for stretch in article.stretches}
    longer: dict[str, set[str]] = {}
    for name in names:
        if " " in name:
            longer.setdefault(name.split()[-1], set()).add(name)
    return {short: next(iter(full)) for short, full in longer.items() if len(full) == 1}


def _finding(stretch: Stretch, expert: str, before: str) -> Finding:
    question = stretch.question or before
    known = bool(expert)
    reason = "the form of the file names the speaker" if known else "nobody is named as the speaker"
    if stretch.time:
        reason += f"; at {stretch.time}"
    return Finding(
        stretch.start,
        stretch.end,
        "answer",
        stretch.speaker,
        expert,
        question=question,
        confidence=_SURE if known else _UNSURE,
        reason=reason,
        said_on=stretch.said_on,
        time=stretch.time,
    )
