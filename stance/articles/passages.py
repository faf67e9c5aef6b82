"""Verbatim words put back from the articles on the reader's own disk, or not at all.

A locator is the hash of a file and two offsets into it, so a passage is given only from bytes
that have this hash; the file's name and place only help to find it quickly.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

import pandas as pd

from stance.core.errors import DataError, Problem

#: An article beyond this is not opened.
MAX_BYTES = 50_000_000
#: Of a folder, at most so many files are looked at.
MAX_FILES = 20_000
_WHY = {
    "source-changed": "the article is not the file that the claims were taken from",
    "source-missing": "the article is not in the folder of sources",
}
_HINT = "its claims are shown as the study has them; get the file with the recorded hash"
#: Characters by which words may be shorter than their place, for a comma that is no part of them.
_TRIMMED = 2
#: Folder of a study that holds the texts read from pages, Word documents and PDF.
KEPT_TEXTS = "texts"
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Passages:
    """The passages that could be put back.

    Attributes:
        texts: the verbatim words, by claim id.
        problems: articles that are missing or changed, and locators that point nowhere.
    """

    texts: dict[str, str]
    problems: tuple[Problem, ...]


def passages(claims: pd.DataFrame, sources: pd.DataFrame, *folders: str | Path) -> Passages:
    """Return the words that each claim's locator points to.

    Args:
        claims: a frame as in ``stance.core.contracts.CLAIMS``; ``start`` and ``end`` count the code
            points of the article read as UTF-8 with its line ends kept. Claims without either
            have no locator and are passed over.
        sources: a frame as in ``stance.core.contracts.SOURCES``.
        folders: where the articles lie, also in folders below. A renamed article is found by its
            hash, and one whose line ends or byte-order mark were converted is converted back.

    Raises:
        DataError: a folder does not exist.
    """
    located = claims[claims["start"].notna() | claims["end"].notna()]
    articles, faults = article_texts(located["source_id"].unique().tolist(), sources, *folders)
    files = dict(zip(sources["source_id"], sources["file"], strict=True))
    texts: dict[str, str] = {}
    problems: list[Problem] = list(faults)
    for claim in located[located["source_id"].isin(articles)].to_dict("records"):
        article = articles[claim["source_id"]]
        words = _cut(article, claim["start"], claim["end"])
        if words is None:
            file = files.get(claim["source_id"], claim["source_id"])
            problems.append(_bad_locator(claim, file, len(article)))
        else:
            texts[str(claim["claim_id"])] = words
    return Passages(texts, tuple(problems))


def lack_words(claims: pd.DataFrame) -> bool:
    """Say whether some claims have a place in an article and not the words that stand there.

    A key phrase stands beside a paraphrase, and a paraphrase has another length.

    Args:
        claims: see ``passages``.
    """
    located = claims[claims["start"].notna()]
    longer = (located["claim"].str.len() - (located["end"] - located["start"])).abs()
    return bool(((longer > _TRIMMED) | (located["key_phrase"] != "")).any())


def where_articles_are(study: Path, articles: Path) -> tuple[Path, ...]:
    """Return the folders of the articles: the reader's, and the texts that the study keeps."""
    kept = study / KEPT_TEXTS
    return (articles, kept) if kept.is_dir() else (articles,)


def article_texts(
    source_ids: Sequence[str], sources: pd.DataFrame, *folders: str | Path
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Return the texts of these sources that are found, and a problem for each other one.

    Args:
        source_ids: the sources wanted.
        sources: see ``passages``.
        folders: see ``passages``.

    Raises:
        DataError: a folder does not exist.
    """
    roots = [Path(folder) for folder in folders]
    message = "the folder of articles does not exist"
    absent = [
        Problem(code="missing-path", message=message, file=root.name)
        for root in roots
        if not root.is_dir()
    ]
    if absent:
        raise DataError(absent)
    shelf = _Shelf(roots)
    listed = {row["source_id"]: row for row in sources.to_dict("records")}
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for source_id in source_ids:
        article = shelf.article(listed.get(source_id, {"file": source_id, "sha256": ""}))
        if isinstance(article, Problem):
            problems.append(article)
        else:
            texts[source_id] = article
    return texts, tuple(problems)


def _cut(article: str, start: float, end: float) -> str | None:
    """Return the characters between two offsets, or None where they mean nothing."""
    if not 0 <= start < end <= len(article) or start % 1 or end % 1:
        return None
    return article[int(start) : int(end)]


def _bad_locator(claim: dict[str, Any], file: str, length: int) -> Problem:
    return Problem(
        code="bad-locator",
        message=f"the locator does not lie within the {length:,} characters of the article",
        hint="correct start and end of the claim",
        file=file,
        claim_id=str(claim["claim_id"]),
        value=f"{claim['start']}:{claim['end']}",
    )


def _forms(data: bytes) -> Iterator[bytes]:
    """Yield the bytes as they are, then with line ends and byte-order mark converted."""
    yield data
    bare = data.removeprefix(_BOM)
    unix = bare.replace(b"\r\n", b"\n")
    for body in (bare, unix, unix.replace(b"\n", b"\r\n")):
        yield body
        yield _BOM + body


def _read(path: Path) -> bytes:
    """Return the file's bytes; none where it is too large, no plain file or not readable."""
    try:
        if path.is_file() and path.stat().st_size <= MAX_BYTES:
            return path.read_bytes()
    except OSError:
        pass
    return b""


def _with_hash(path: Path, digest: str) -> bytes | None:
    """Return the form of the file that has this hash."""
    forms = _forms(_read(path))
    return next((form for form in forms if sha256(form).hexdigest() == digest), None)


@dataclass
class _Shelf:
    """The files of some folders, found by name or by hash."""

    roots: Sequence[Path]

    @cached_property
    def files(self) -> list[Path]:
        found: list[Path] = []
        for folder, folders, names in chain.from_iterable(map(os.walk, self.roots)):
            folders.sort()
            found += [Path(folder, name) for name in sorted(names)]
            if len(found) >= MAX_FILES:
                break
        return found[:MAX_FILES]

    @cached_property
    def by_hash(self) -> dict[str, Path]:
        """Every file under the hash of each of its forms; made only when a name fails."""
        return {
            sha256(form).hexdigest(): path for path in self.files for form in _forms(_read(path))
        }

    def article(self, row: dict[str, Any]) -> str | Problem:
        """Return the text of a listed source, or why there is none."""
        file, digest = str(row["file"]), str(row["sha256"]).strip().lower()
        namesakes = [path for path in self.files if path.name == file]
        data = next(filter(None, (_with_hash(path, digest) for path in namesakes)), None)
        if data is None and digest in self.by_hash:
            data = _with_hash(self.by_hash[digest], digest)
        if data is None:
            code = "source-changed" if namesakes else "source-missing"
            return Problem(code=code, message=_WHY[code], hint=_HINT, file=file, value=digest)
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            message = "the article is not UTF-8, so its locators mean nothing"
            return Problem(code="bad-locator", message=message, file=file)
