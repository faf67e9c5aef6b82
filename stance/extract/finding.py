"""What was found in articles."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from stance.articles.article import Article, Finding
from stance.articles.language import language_name
from stance.articles.listing import Listed, listed_sources
from stance.articles.reading import article_files, needs_copy, read_articles
from stance.core.errors import DataError, Problem
from stance.core.files import write_whole
from stance.core.text import listed
from stance.extract.cutting import sentence_spans
from stance.extract.descriptions.find import Described, described
from stance.extract.quotes.find import find, has_rules, read_in


@dataclass(frozen=True, eq=False)
class Found:
    """One article and what was found in it.

    Attributes:
        path: the file it was read from.
        article: its text and metadata.
        findings: what it gives to somebody.
        people: what it says of those whom it gives words to.
    """

    path: Path
    article: Article
    findings: tuple[Finding, ...]
    people: tuple[Described, ...] = ()

    @property
    def kinds(self) -> dict[str, int]:
        """How many findings of each kind there are."""
        return dict(Counter(finding.kind for finding in self.findings))


def extract(
    paths: Sequence[Path], advance: Callable[[str], None] = lambda file: None
) -> Iterator[Found | Problem]:
    """Yield every article with its findings, and a problem for each that cannot be read.

    Args:
        paths: article files and folders of them; a ``sources.csv`` beside an article says what
            is known of it (columns file, title, publisher, published, author, language).
        advance: called with the name of each file that is done.
    """
    files, problems = article_files(paths)
    yield from problems
    unruled: dict[str, list[str]] = {}
    lists: dict[Path, Listed] = {}
    for path in files:
        if path.parent not in lists:
            lists[path.parent] = listed_sources(path.parent)
            yield from lists[path.parent].problems
        try:
            for found in _found_in(path, lists[path.parent].rows.get(path.name)):
                yield found
                code = read_in(found.article)
                if not has_rules(code) and _is_text(found):
                    unruled.setdefault(code, []).append(found.path.name)
                elif not found.findings:
                    yield _nothing(found)
        except DataError as error:
            yield from error.problems
        advance(path.name)
    not_told = unruled.pop("", [])
    if unruled:
        yield _no_rules(unruled)
    if not_told:
        yield _not_told(not_told)


def _found_in(path: Path, given: Mapping[str, str] | None) -> Iterator[Found]:
    """Yield the articles of a file with their findings; those of a list are told by number."""
    for number, article in enumerate(read_articles(path, given), start=1):
        plain = replace(article, text=article.plain)
        findings = tuple(find(plain))
        listed_article = article.file == f"{path.stem}-{number:04}.txt" != path.name
        place = path.with_name(f"{path.name}, {number}") if listed_article else path
        yield Found(place, article, findings, described(plain, findings))


def _is_text(found: Found) -> bool:
    """Whether an article has paragraphs, in which its form does not tell who speaks."""
    article = found.article
    return not article.stretches and any(block.kind == "body" for block in article.blocks)


def _no_rules(unruled: Mapping[str, Sequence[str]]) -> Problem:
    """Return one line on the articles in languages without rules."""
    told = (f"{language_name(code)} ({listed(files, 5)})" for code, files in unruled.items())
    message = f"there are no rules for {', '.join(told)}"
    hint = "only words in quotation marks were taken; say who speaks, and add what has no marks"
    return Problem(code="no-language-rules", message=message, hint=hint)


def _not_told(files: Sequence[str]) -> Problem:
    """Return one line on the articles of which nothing tells the language."""
    message = f"no language is told by the words of {listed(files, 5)}"
    hint = "only words in quotation marks were taken; name the language in sources.csv"
    return Problem(code="language-not-told", message=message, hint=hint)


def _nothing(found: Found) -> Problem:
    """Return why an article gave no claims."""
    body = sum(block.kind == "body" for block in found.article.blocks)
    why = (
        f"of its {body} paragraphs none has quoted words, a verb of speaking or a speaker's label"
        if body
        else "it has headings, captions and furniture only, and no paragraph of text"
    )
    hint = (
        "if it is somebody's own text, name the author in sources.csv or write the claims by hand"
    )
    name = found.path.name
    return Problem(code="nothing-found", message=f"no claims: {why}", hint=hint, file=name)


#: Paragraphs of an analysis are one passage up to so many characters.
_MOST_PASSAGE = 1_500


def by_passage(found: Found) -> Found:
    """Return the article with neighbouring paragraphs of its author joined to passages."""
    joined: list[Finding] = []
    at = -1  # of the author's last passage
    for finding in found.findings:
        own = finding.kind == "authored"
        if own and at >= 0 and finding.end - joined[at].start <= _MOST_PASSAGE:
            joined[at] = replace(joined[at], end=finding.end)
        else:
            at = len(joined) if own else at
            joined.append(finding)
    return replace(found, findings=tuple(joined))


def by_sentence(found: Found) -> Found:
    """Return the article with a finding for every sentence of what is longer than one."""
    text = found.article.plain or found.article.text
    cut = (
        replace(finding, start=start, end=end)
        for finding in found.findings
        for start, end in sentence_spans(text, finding.start, finding.end)
    )
    return replace(found, findings=tuple(cut))


def as_records(found: Found) -> list[dict[str, Any]]:
    """Return the findings of an article as plain dictionaries, for JSON."""
    told = ("kind", "attitude", "speaker", "expert", "question", "cue", "confidence", "reason")
    names = ("start", "end", *told, "said_on", "time")
    return [
        {"source": found.path.name} | {name: getattr(finding, name) for name in names}
        for finding in found.findings
    ]


def keep_copies(folder: Path, found: Iterable[Found], sources: pd.DataFrame) -> int:
    """Write the text of every article that is no plain UTF-8 file; return how many there are.

    Args:
        folder: where to; articles of one name lie in folders of their own below it.
        found: the articles.
        sources: a frame as in ``stance.core.contracts.SOURCES`` that has them all.
    """
    copies = {one.article.sha256: one.article for one in found if needs_copy(one.article, one.path)}
    names: set[str] = set()
    kept = 0
    for row in sources.to_dict("records"):
        article = copies.get(row["sha256"])
        if article is not None:
            place = folder / row["source_id"] if row["file"] in names else folder
            data = article.text.encode("utf-8")
            path = place / article.file
            if not path.exists() or path.read_bytes() != data:
                write_whole(path, data)
            kept += 1
        names.add(row["file"])
    return kept
