"""The hidden sheet: what a workbook is, and what was issued in it."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from stance.core.codebook import CONFIDENCES
from stance.core.text import clean
from stance.sheets.grids import Book, columns_of, text_of, texts_of
from stance.workbook import form
from stance.workbook.catalogues import ENGLISH


@dataclass(frozen=True, slots=True)
class Meta:
    """What the hidden sheet says.

    Attributes:
        keys: form, kind, study, annotator, codebook hash, hash of all words.
        ids: the claims that were issued, row by row.
        row_hashes: the hash of the words of each.
        answers: the answers that were issued, row by row, by column.
        passages: what tells the words that were issued from others, row by row; none in workbooks
            that older versions wrote. See ``waiting.passages``.
        waits: why answers waited to be looked at again, row by row, by slot; ``waiting.Code``.
    """

    keys: dict[str, str] = field(default_factory=dict)
    ids: Sequence[str] = ()
    row_hashes: Sequence[str] = ()
    answers: dict[str, Sequence[str]] = field(default_factory=dict)
    passages: Sequence[str] = ()
    waits: dict[str, Sequence[str]] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The language of what the workbook says itself; see ``catalogues``."""
        return self.keys.get(LANGUAGE, ENGLISH)

    @property
    def hashes(self) -> dict[str, str]:
        """The hash of the words that were issued, by claim id."""
        return dict(zip(self.ids, self.row_hashes, strict=True))


def read_meta(book: Book) -> Meta:
    """Return what the hidden sheet says; nothing where there is none.

    Keys and values stand in columns A and B; issued rows from column D on, under a header.
    """
    grid = book.grid(form.META_SHEET)
    if grid is None or not grid.rows or len(grid.rows[0]) < 2:
        return Meta()
    columns = columns_of(grid.rows)
    pairs = zip(*(column[:_MOST_KEYS] for column in columns[:2]), strict=True)
    keys = {a: text_of(b) for a, b in pairs if isinstance(a, str) and a}
    at = {text_of(column[0]): column for column in columns}
    if "claim_id" not in at or "row_hash" not in at:
        return Meta(keys)
    ids = at["claim_id"]
    length = ids.index("") if "" in ids else len(ids)
    rows = {name: texts_of(column[1:length]) for name, column in at.items() if name in _ROWS}
    return Meta(
        keys,
        rows["claim_id"],
        rows["row_hash"],
        {
            name.removeprefix(_ISSUED): texts_of(column[1:length])
            for name, column in at.items()
            if name.startswith(_ISSUED) and any(column[1:length])
        },
        rows.get(_PASSAGE, ()),
        {name: rows[name] for name in _WAITS if name in rows},
    )


_MOST_KEYS = 20
#: The key of the workbook's language, where that is not ours.
LANGUAGE = "language"
_ISSUED, _PASSAGE = "issued_", "passage"
_WAITS = [form.answer_column("waits", slot) for slot in form.SLOTS]
_ROWS = {"claim_id", "row_hash", _PASSAGE, *_WAITS}
#: The choices of dropdowns, in column C: by column, the row of the first, from 0, and all of them.
CHOICES: dict[str, tuple[int, Sequence[str | int]]] = {
    "confidence": (1, tuple(CONFIDENCES)),
    form.REASON.name: (9, form.REASONS),
    form.REJECT.name: (19, ("yes", "no")),
}


def choices_range(column: str) -> str:
    """Return where the choices of a column stand, as a formula."""
    first, choices = CHOICES[column]
    return f"={form.META_SHEET}!$C${first + 1}:$C${first + len(choices)}"


def meta_columns(slots: int) -> list[str]:
    """Return the header of the issued rows."""
    names = (f.name for f in form.answer_fields(slots))
    issued = [f"{_ISSUED}{name}" for name in form.answer_columns(tuple(names))]
    return ["claim_id", "row_hash", *issued, _PASSAGE, *_WAITS[:slots]]


def row_hash(words: Iterable[str]) -> str:
    """Return sixteen hexadecimal digits of a row's words, the id left out."""
    joined = "\x1f".join(map(clean, words))
    return hashlib.blake2b(joined.encode("utf-8", "replace"), digest_size=8).hexdigest()


def words_hash(columns: Sequence[Sequence[str]]) -> str:
    """Return one hash of all ids and words; it tells quickly that nothing has changed."""
    joined = hashlib.blake2b(digest_size=16)
    for number, column in enumerate(columns):
        text = ("\x1e" if number else "") + "\x1f".join(column)
        joined.update(text.encode("utf-8", "replace"))
    return joined.hexdigest()


def row_hashes(columns: Sequence[Sequence[str]]) -> list[str]:
    """Return the hash of every row of these columns of words."""
    cleaned = [{text: clean(text) for text in set(column)} for column in columns]
    if all(key == text for texts in cleaned for key, text in texts.items()):
        rows: Iterable[tuple[str, ...]] = zip(*columns, strict=True)
    else:
        pairs = zip(cleaned, columns, strict=True)
        rows = zip(*([texts[text] for text in column] for texts, column in pairs), strict=True)
    blake2b = hashlib.blake2b
    return [
        blake2b("\x1f".join(r).encode("utf-8", "replace"), digest_size=8).hexdigest() for r in rows
    ]
