"""The words of annotators' workbooks in other languages than ours: one file a language.

A catalogue says each of our texts otherwise; what it lacks stays English. A workbook is written in
one language and read in any, also mixed: ids stay the truth.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from stance.core import text
from stance.core.text import fold

if TYPE_CHECKING:
    from stance.sheets.grids import Book, Grid

#: The language in which the program itself is written.
ENGLISH = "en"
_FOLDER = "languages"


@dataclass(frozen=True, slots=True)
class Words:
    """What a workbook says in one language.

    Attributes:
        language: its code, such as ru; the name of its file.
        headers: of columns, by ours; a column of the second topic bears the number too.
        sheets: names of sheets, by ours.
        answers: what may be chosen or typed, by ours: stances, their codes, certainty, yes and no.
        texts: all else that people read, by ours; names in braces are filled in.
        problems: what a check says to an annotator and what to do, by the problem's code; {value}
            is what stands in the cell.
    """

    language: str = ENGLISH
    headers: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)

    def header(self, name: str) -> str:
        """Return the header of a column."""
        own, _, number = name.rpartition("_")
        if number.isdigit() and own in self.headers:
            return f"{self.headers[own]}_{number}"
        return self.headers.get(name, name)

    def sheet(self, title: str) -> str:
        """Return the name of a sheet."""
        return self.sheets.get(title, title)

    def place(self, title: str, cells: str) -> str:
        """Return cells of a sheet as a formula names them."""
        name = self.sheet(title)
        return f"{name}!{cells}" if name.isascii() else f"'{name}'!{cells}"

    def answer(self, said: str) -> str:
        """Return an answer as it is shown."""
        return self.answers.get(said, said)

    def say(self, said: str, **values: object) -> str:
        """Return a text, filled in."""
        found = self.texts.get(said, said)
        return found.format(**values) if values else found


def languages() -> tuple[str, ...]:
    """Return the codes of the languages that there are, ours first."""
    return (ENGLISH, *(words.language for words in _others()))


def words_of(language: str) -> Words:
    """Return what a workbook says in a language; ours where there is no catalogue of it."""
    return next((words for words in _others() if words.language == language), Words())


@cache
def _others() -> tuple[Words, ...]:
    names = sorted(f.name for f in files("stance.workbook").joinpath(_FOLDER).iterdir())
    return tuple(_read(name.removesuffix(".toml")) for name in names if name.endswith(".toml"))


def _read(language: str) -> Words:
    path = files("stance.workbook").joinpath(_FOLDER, f"{language}.toml")
    return Words(language, **tomllib.loads(path.read_text("utf-8")))


def header_key(header: str) -> str:
    """Return what two spellings of one header share, in whatever language they are."""
    key = text.header_key(header)
    return _headers().get(key, key)


@cache
def _headers() -> dict[str, str]:
    """Return by the key of each header in another language the key of ours."""
    keys: dict[str, str] = {}
    for words in _others():
        for ours, said in words.headers.items():
            pairs = [(ours, said), *((f"{ours}_{n}", f"{said}_{n}") for n in range(2, 10))]
            keys |= {text.header_key(theirs): text.header_key(own) for own, theirs in pairs}
    return keys


def spellings(name: str) -> list[str]:
    """Return a header in every language, ours first."""
    return list(dict.fromkeys([name, *(words.header(name) for words in _others())]))


def said_anywhere(ours: str) -> list[str]:
    """Return a text or an answer in every language, ours first."""
    others = (words.answers.get(ours) or words.say(ours) for words in _others())
    return list(dict.fromkeys([ours, *others]))


@cache
def _answers() -> dict[str, str]:
    return {fold(said): ours for words in _others() for ours, said in words.answers.items()}


def answer_meant(typed: str) -> str:
    """Return our word for an answer in another language; nothing for what is in none."""
    return _answers().get(fold(typed), "")


def sheet_names(ours: str) -> list[str]:
    """Return the name of a sheet in every language, ours first."""
    return list(dict.fromkeys([ours, *(words.sheet(ours) for words in _others())]))


def our_sheet(book: "Book", ours: str) -> "Grid | None":
    """Return the first sheet that bears the name of one of ours, or None."""
    known = {fold(name) for name in sheet_names(ours)}
    return next((grid for grid in book.grids if fold(grid.name) in known), None)


def our_sheets(book: "Book", ours: Iterable[str]) -> dict[str, str]:
    """Return by the name of each sheet of ours in a file which one it is."""
    found = {title: our_sheet(book, title) for title in ours}
    return {grid.name: title for title, grid in found.items() if grid}
