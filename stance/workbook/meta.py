"""The hidden sheet: what a workbook is, and what was issued in it."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from stance.text import clean
from stance.workbook import form
from stance.workbook.grids import Book, text_of


@dataclass(frozen=True, slots=True)
class Meta:
    """What the hidden sheet says.

    Attributes:
        keys: form, kind, study, annotator, codebook hash.
        hashes: hash of the words that were issued, by claim id.
        answers: the answers that were issued, by claim id and column; only those not empty.
    """

    keys: dict[str, str] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    answers: dict[str, dict[str, str]] = field(default_factory=dict)


def read_meta(book: Book) -> Meta:
    """Return what the hidden sheet says; nothing where there is none.

    Keys and values stand in columns A and B; issued rows from column D on, under a header.
    """
    grid = book.grid(form.META_SHEET)
    if grid is None or not grid.rows:
        return Meta()
    columns = list(zip(*grid.rows, strict=True))
    keys = {a: text_of(b) for a, b in zip(*columns[:2], strict=True) if isinstance(a, str) and a}
    head = [text_of(column[0]) for column in columns]
    if "claim_id" not in head or "row_hash" not in head:
        return Meta(keys)
    ids, hashes = (columns[head.index(n)][1:] for n in ("claim_id", "row_hash"))
    answers: dict[str, dict[str, str]] = {}
    for column in columns[head.index("row_hash") + 1 :]:
        name = text_of(column[0])
        for claim_id, value in zip(ids, column[1:], strict=True):
            if value != "" and claim_id and name.startswith(_ISSUED):
                answers.setdefault(text_of(claim_id), {})[name.removeprefix(_ISSUED)] = text_of(
                    value
                )
    pairs = zip(ids, hashes, strict=True)
    return Meta(keys, {text_of(i): text_of(h) for i, h in pairs if i}, answers)


_ISSUED = "issued_"


def meta_columns(slots: int) -> list[str]:
    """Return the header of the issued rows."""
    names = [f.name for f in form.answer_fields(slots)[1:]]
    return ["claim_id", "row_hash", *(f"{_ISSUED}{name}" for name in names)]


def row_hash(words: Iterable[str]) -> str:
    """Return sixteen hexadecimal digits of a row's words, the id left out."""
    joined = "\x1f".join(words)
    if not (joined.isascii() and joined.replace("\x1f", "").isprintable()):
        joined = "\x1f".join(map(clean, words))
    return hashlib.blake2b(joined.encode("utf-8", "replace"), digest_size=8).hexdigest()


def row_hashes(columns: Sequence[Sequence[str]]) -> list[str]:
    """Return the hash of every row of these columns of words."""
    return [row_hash(words) for words in zip(*columns, strict=True)]
