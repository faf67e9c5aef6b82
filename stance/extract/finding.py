"""What was found in articles."""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stance.articles import Article, Finding
from stance.errors import DataError, Problem
from stance.files import write_whole
from stance.quotes import find
from stance.sources import article_files, needs_copy, read_article


@dataclass(frozen=True, eq=False)
class Found:
    """One article and what was found in it.

    Attributes:
        path: the file it was read from.
        article: its text and metadata.
        findings: what it gives to somebody.
    """

    path: Path
    article: Article
    findings: tuple[Finding, ...]

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
    lists: dict[Path, dict[str, dict[str, str]]] = {}
    for path in files:
        if path.parent not in lists:
            lists[path.parent] = _listed(path.parent / "sources.csv")
        try:
            article = read_article(path, lists[path.parent].get(path.name))
            yield Found(path, article, tuple(find(article)))
        except DataError as error:
            yield from error.problems
        advance(path.name)


def _listed(path: Path) -> dict[str, dict[str, str]]:
    """Return the rows of a sources.csv by file name; nothing where there is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return {}
    rows = csv.DictReader(text.splitlines())
    return {
        row["file"]: {k: v or "" for k, v in row.items() if isinstance(k, str)}
        for row in rows
        if row.get("file")
    }


def as_records(found: Found) -> list[dict[str, Any]]:
    """Return the findings of an article as plain dictionaries, for JSON."""
    names = ("start", "end", "kind", "speaker", "expert", "question", "cue", "confidence", "reason")
    return [
        {"source": found.path.name} | {name: getattr(finding, name) for name in names}
        for finding in found.findings
    ]


def keep_copies(folder: Path, found: Iterable[Found]) -> list[Path]:
    """Write the text of every article that is no plain UTF-8 file; return where."""
    written = []
    for one in found:
        if needs_copy(one.article, one.path):
            path = folder / one.article.file
            write_whole(path, one.article.text.encode("utf-8"))
            written.append(path)
    return written
