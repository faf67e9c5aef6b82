"""Files of articles, read into text without trusting any of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from stance.articles import Article
from stance.errors import DataError, Problem
from stance.sources.decoding import decode
from stance.sources.documents import docx, html, pdf
from stance.sources.layout import blocks
from stance.sources.metadata import Metadata, metadata
from stance.sources.passages import MAX_BYTES

#: An article's text beyond this is not read.
MAX_CHARACTERS = 5_000_000
_READERS: dict[str, Callable[[bytes, str], tuple[str, Metadata]]] = {
    ".html": html,
    ".htm": html,
    ".xhtml": html,
    ".docx": docx,
    ".pdf": pdf,
}
_PLAIN = frozenset({".txt", ".md", ".markdown", ".text", ""})
SUFFIXES = frozenset({*_READERS, *_PLAIN}) - {""}


def article_files(paths: Sequence[Path]) -> tuple[list[Path], list[Problem]]:
    """Return the article files among these paths and in these folders, and what is no such file.

    Args:
        paths: files, taken whatever their ending, and folders, searched to the bottom for the
            endings that can be read; hidden files are passed over.
    """
    found: list[Path] = []
    problems: list[Problem] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and _is_article(path, p))
            if not inside:
                message = "the folder holds no articles"
                hint = f"articles end in {', '.join(sorted(SUFFIXES))}"
                problems.append(
                    Problem(code="missing-path", message=message, hint=hint, file=path.name)
                )
            found += inside
        elif path.is_file():
            found.append(path)
        else:
            message = "the article does not exist"
            problems.append(Problem(code="missing-path", message=message, file=path.name))
    return list(dict.fromkeys(found)), problems


def _is_article(folder: Path, path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return path.suffix.lower() in SUFFIXES and not hidden


def read_article(path: str | Path, given: Mapping[str, str] | None = None) -> Article:
    """Return an article with its text, paragraphs and metadata.

    The text of a plain UTF-8 file is the file's own, so its hash is the file's. Any other file is
    turned into text first; ``file`` then names a UTF-8 text file, which is for the caller to keep
    (``needs_copy``).

    Args:
        path: a .txt, .md, .html, .docx or .pdf file.
        given: what a ``sources.csv`` says of it; it goes before what the article says.

    Raises:
        DataError: the file is empty, too large, binary, damaged, or holds no text.
    """
    path = Path(path)
    data = _bytes(path)
    reader = _READERS.get(path.suffix.lower())
    own = Metadata()
    if reader is not None:
        text, own = reader(data, path.name)
        text = text.encode("utf-8", "replace").decode("utf-8")  # no lone surrogates
        file = path.with_suffix(path.suffix + ".txt").name
    else:
        text, encoding = decode(data, path.name)
        file = path.name if encoding == "utf-8" else path.with_suffix(".utf-8.txt").name
        own = Metadata(notes=() if encoding == "utf-8" else (f"read as {encoding}",))
    if not text.strip():
        raise _refused(path.name, "the article holds no text")
    if len(text) > MAX_CHARACTERS:
        raise _refused(path.name, f"the article has over {MAX_CHARACTERS:,} characters")
    parts = blocks(text)
    known = metadata(text, parts, own, given or {})
    return replace(
        known.article(),
        file=file,
        text=text,
        blocks=parts,
        sha256=sha256(text.encode("utf-8")).hexdigest(),
    )


def needs_copy(article: Article, path: str | Path) -> bool:
    """Whether the article's text is not the file itself, so that a copy of it must be kept."""
    return article.file != Path(path).name


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _refused(path.name, f"the file is larger than {MAX_BYTES // 1_000_000} MB")
        if size == 0:
            raise _refused(path.name, "the file is empty")
        return path.read_bytes()
    except OSError as error:
        raise _refused(path.name, f"the file cannot be opened ({error.strerror})") from error


def _refused(file: str, message: str) -> DataError:
    return DataError([Problem(code="unreadable-article", message=message, file=file)])
