"""Files of articles, read into text without trusting any of them."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from stance.articles.article import Article
from stance.articles.documents import epub, odt
from stance.articles.dumps import ArticleList, articles_of
from stance.articles.layout import blocks
from stance.articles.listing import NAME
from stance.articles.mail import mail
from stance.articles.markdown import front_matter, unmarked
from stance.articles.metadata import Metadata, metadata
from stance.articles.passages import MAX_BYTES
from stance.articles.pdf import pdf
from stance.articles.posts import copied_posts, csv_posts, json_posts
from stance.articles.refusal import decoded, refused
from stance.articles.rtf import rtf
from stance.articles.stamped import subtitles, transcript
from stance.articles.webpages import html
from stance.articles.word import docx
from stance.core.errors import DataError, Problem
from stance.core.text import listed
from stance.sheets.replacing import is_lock

#: An article's text beyond this is not read.
MAX_CHARACTERS = 2_000_000
_READERS: dict[str, Callable[[bytes, str], tuple[str, Metadata]]] = {
    ".html": html,
    ".htm": html,
    ".xhtml": html,
    ".docx": docx,
    ".pdf": pdf,
    ".odt": odt,
    ".epub": epub,
    ".rtf": rtf,
    ".srt": subtitles,
    ".vtt": subtitles,
    ".eml": mail,
    ".json": json_posts,
    ".js": json_posts,
    ".csv": csv_posts,
}
_MARKED = frozenset({".md", ".markdown"})
SUFFIXES = frozenset({*_READERS, *_MARKED, ".txt", ".text"})
#: Forms in which a file may hold many articles, and what a sources.csv says of them all.
_LISTS = frozenset({".csv", ".json"})
_OF_LISTS = frozenset({"language", "publisher", "note"})
#: What a file is by how it begins, whatever its name says.
_BEGINNINGS = (
    (re.compile(rb"%PDF-"), ".pdf"),
    (re.compile(rb"{\\rtf"), ".rtf"),
    (re.compile(rb"PK\x03\x04"), ".docx"),
    (re.compile(rb"(?:\xef\xbb\xbf)?WEBVTT\b"), ".vtt"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s{0,9}1\s{1,9}\d\d:\d\d:\d\d,\d{3} --> "), ".srt"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.I), ".html"),
)
_OTHER_FORMS = ((b"\xd0\xcf\x11\xe0", "this is an old or locked Office document"),)
#: Packed documents that are told from one another by their names.
_PACKED = frozenset({".odt", ".epub", ".docx"})


def article_files(paths: Sequence[Path]) -> tuple[list[Path], list[Problem]]:
    """Return the article files among these paths and in these folders, and what is no such file.

    Args:
        paths: files, taken whatever their ending, and folders, searched to the bottom for the
            endings that can be read; hidden files and lock files are passed over.
    """
    found: list[Path] = []
    problems: list[Problem] = []
    for path in paths:
        if path.is_dir():
            inside, faults = _inside(path)
            found += inside
            problems += faults
        elif path.is_file():
            found.append(path)
        else:
            message = "the article does not exist"
            problems.append(Problem(code="missing-path", message=message, file=path.name))
    return list(dict.fromkeys(found)), problems


def _inside(folder: Path) -> tuple[list[Path], list[Problem]]:
    """Return the articles in a folder, and what else lies there, all of it by name or number."""
    visible = [p for p in sorted(folder.rglob("*")) if not _is_hidden(folder, p)]
    articles = [p for p in visible if p.is_file() and _may_be_read(p)]
    problems = [
        Problem(code="unreadable-article", message="the file cannot be opened", file=p.name)
        for p in visible
        if p.suffix.lower() in SUFFIXES and not p.exists()  # a link that leads nowhere
    ]
    others = [p.name for p in visible if p.is_file() and not _may_be_read(p) and p.name != NAME]
    endings = ", ".join(sorted(SUFFIXES))
    if others:
        message = f"passed over, for they are of no kind that is read: {listed(others, 10)}"
        hint = f"save them with one of the endings {endings}"
        problems.append(Problem(code="skipped-file", message=message, hint=hint, file=folder.name))
    if not articles:
        message = "the folder holds no articles"
        hint = f"articles end in {endings}"
        problems.append(Problem(code="missing-path", message=message, hint=hint, file=folder.name))
    return articles, problems


def _may_be_read(path: Path) -> bool:
    """Whether a file of a folder is an article by its ending; of scripts, only X's archive is."""
    script = path.suffix.lower() == ".js" and not path.name.startswith("tweet")
    return path.suffix.lower() in SUFFIXES and path.name != NAME and not script


def _is_hidden(folder: Path, path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return hidden or is_lock(path.name)


def read_article(path: str | Path, given: Mapping[str, str] | None = None) -> Article:
    """Return an article with its text, paragraphs and metadata.

    The text of a plain UTF-8 file is the file's own, so its hash is the file's. Any other file is
    turned into text first; ``file`` then names a UTF-8 text file, which is for the caller to keep
    (``needs_copy``).

    Args:
        path: a file with one of the endings in ``SUFFIXES``.
        given: what a ``sources.csv`` says of it; it goes before what the article says.

    Raises:
        DataError: the file is empty, too large, binary, damaged, or holds no text.
    """
    path = Path(path)
    data = _bytes(path)
    form = _form(data, path)
    own = Metadata()
    file = path.name
    if form in _READERS:
        text, own = _READERS[form](data, path.name)
        text = text.encode("utf-8", "replace").decode("utf-8")  # no lone surrogates
        file = f"{path.name}.txt"
    else:
        text, encoding = decoded(data, path.name)
        if encoding != "utf-8":
            file = path.with_suffix(".utf-8.txt").name
            own = Metadata(notes=(f"read as {encoding}",))
    return _known(text, own, dict(given or {}), file, form)


def read_articles(path: Path, given: Mapping[str, str] | None = None) -> Iterator[Article]:
    """Yield the articles of a file: one, or those of a list of articles.

    Args:
        path: see ``read_article``.
        given: see there; of a list's articles only the language and the publisher count.

    Raises:
        DataError: see ``read_article``; or a list has no article's text; or, after the articles
            that could be read, what of the list could not.
    """
    found = ArticleList()
    if path.suffix.lower() in _LISTS:
        found = articles_of(_bytes(path), path.name)
    if not found.articles:
        yield read_article(path, given)
    said = {name: value for name, value in (given or {}).items() if name in _OF_LISTS}
    problems = list(found.problems)
    for number, (text, own) in enumerate(found.articles, start=1):
        text = text.encode("utf-8", "replace").decode("utf-8")
        try:
            yield _known(text, own, said, f"{path.stem}-{number:04}.txt", ".txt")
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)


def _known(text: str, own: Metadata, given: dict[str, str], file: str, form: str) -> Article:
    """Return an article of a text.

    Raises:
        DataError: it holds no text, or too much.
    """
    name = file.removesuffix(".txt") if form in _READERS else file
    if not text.strip():
        raise refused(name, "the article holds no text")
    if len(text) > MAX_CHARACTERS:
        raise refused(name, f"the article has over {MAX_CHARACTERS:,} characters")
    plain = unmarked(text) if form in _MARKED else text
    stretches = own.stretches
    if not stretches:
        plain, stretches = transcript(plain)
        stretches = stretches or copied_posts(plain)
    if form in _MARKED:
        given = front_matter(text) | {name: value for name, value in given.items() if value}
    parts = blocks(plain)
    known = metadata(plain, parts, own, given)
    return replace(
        known.article(),
        file=file,
        text=text,
        plain=plain,
        blocks=parts,
        stretches=stretches,
        sha256=sha256(text.encode("utf-8")).hexdigest(),
    )


def _form(data: bytes, path: Path) -> str:
    """Return the ending that stands for what the file is.

    Raises:
        DataError: it is a document of a kind that is not read.
    """
    for beginning, message in _OTHER_FORMS:
        if data.startswith(beginning):
            raise refused(path.name, message, "save it as .docx without a password, or as .txt")
    named = path.suffix.lower()
    if named in _PACKED and data.startswith(b"PK\x03\x04"):
        return named
    seen = next((form for begins, form in _BEGINNINGS if begins.match(data)), named)
    return named if _READERS.get(named) is _READERS.get(seen) else seen


def needs_copy(article: Article, path: str | Path) -> bool:
    """Whether the article's text is not the file itself, so that a copy of it must be kept."""
    return article.file != Path(path).name


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise refused(path.name, f"the file is larger than {MAX_BYTES // 1_000_000} MB")
        if size == 0:
            raise refused(path.name, "the file is empty")
        return path.read_bytes()
    except OSError as error:
        raise refused(path.name, f"the file cannot be opened ({error.strerror})") from error
