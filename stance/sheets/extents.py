"""How far the cells of a packed sheet reach, told from its XML before a library makes room."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

import numpy as np

from stance.sheets.a1 import column_number
from stance.sheets.limits import LONGEST_TEXT

#: Blanks around a piece, so that it can be looked at a little before and behind any place.
_PAD = 16
#: Bytes that may pass without a tag; a text has 32,767 characters.
_LONGEST = 1 << 19
#: ``<c r="`` and ``<row r="`` as numbers, as ``words`` below holds them.
_CELL, _ROW = (int.from_bytes(tag, "little") for tag in (b'<c r="', b'<row r="'))
_SPACED = re.compile(rb"""(?:[\s"']r|uniqueCount)\s+=""")
_ANNOUNCED = re.compile(rb'uniqueCount="([0-9]{1,9})"')
_LETTERS = re.compile(r"[A-Za-z]{1,9}")
#: What a cell holds: value, formula, inline text.
_CONTENT = ("v", "f", "is")


def _any_of(characters: bytes) -> Any:
    """Return a table that says of every byte whether it is one of these."""
    return np.isin(np.arange(256), list(characters))


_OPENING, _ENDING, _BEFORE_NAME = map(_any_of, (b"<:", b" \t\r\n/>", b" \t\r\n\"'"))


@dataclass(slots=True)
class Extent:
    """What the XML of a sheet or of the shared texts shows, gathered piece by piece.

    Attributes:
        rows: the farthest row of a cell.
        columns: the farthest column of a cell.
        texts: how many shared texts are announced.
        plain: all this is written as spreadsheet programs write it, ``<c r="AB12"`` for every
            cell; where that is not so, the numbers may be too small.
        errors: there are error values.
        formulas: there are formulas.
        hidden: there are hidden rows.
    """

    rows: int = 0
    columns: int = 0
    texts: int = 0
    plain: bool = True
    errors: bool = False
    formulas: bool = False
    hidden: bool = False
    _tail: bytes = field(default=b"", repr=False)

    def take(self, chunk: bytes) -> None:
        """Look at the next piece of the XML, up to its last tag."""
        piece = self._tail + chunk
        cut = piece.rfind(b"<")
        if cut <= 0 and len(piece) < _LONGEST:
            self._tail = piece
            return
        if cut <= 0:  # a tag is cut in two, and may hide anything
            self.plain, cut = False, len(piece)
        self._tail = piece[cut:]
        self._look(piece[:cut])

    def finish(self) -> None:
        """Look at the last tag."""
        self._look(self._tail)

    def _look(self, piece: bytes) -> None:
        """Look at a piece that begins and ends between two tags.

        Attributes are found by their equals signs, all at once: a hundred megabytes take a
        fraction of a second, and pieces that fit into the processor's cache the least of it.
        """
        text = np.frombuffer(b" " * _PAD + piece + b" " * _PAD, np.uint8)
        equals = np.flatnonzero(text == ord("="))
        before = text[equals - 1]
        at = equals[before == ord("t")]  # t="e"
        self.errors |= bool(((text[at + 2] == ord("e")) & (text[at + 3] == text[at + 1])).any())
        for start in (at[text[at - 2] == ord("n")] - 11 - _PAD).tolist():  # uniqueCount=
            self._announced(piece, start)
        at = equals[before == ord("n")]  # hidden=
        self.hidden |= bool(((text[at - 2] == ord("e")) & (text[at - 6] == ord("h"))).any())
        self.formulas = self.formulas or _formulas(text, piece)
        if self.plain and (before <= ord(" ")).any():
            self.plain = not _SPACED.search(piece)
        if self.plain:
            self.plain = self._places(text, equals[before == ord("r")])

    def _announced(self, piece: bytes, start: int) -> None:
        if start >= 0 and piece.startswith(b"uniqueCount", start):
            found = _ANNOUNCED.match(piece, start)
            self.plain = self.plain and found is not None
            self.texts = max(self.texts, int(found[1]) if found else 0)

    def _places(self, text: Any, at: Any) -> bool:
        """Read r="AB12" of every cell; return False where one is written in another way."""
        words = np.ndarray(len(text) - 7, "<u8", text, strides=(1,))  # eight bytes from each place
        heads = words[at - 6]
        cells = (heads >> 16) == _CELL
        others = at[~cells & (heads != _ROW)]
        at = at[cells] + 2
        if _BEFORE_NAME[text[others - 2]].any():
            return False
        if len(at) != _pairs(text, b"<c", b":c") and len(at) != _tags(text):
            return False
        if not len(at):
            return True
        column, second = text[at] - np.uint8(64), text[at + 1] - np.uint8(64)  # A is 1
        two = (second > 0) & (second <= 26)
        legal = bool(((column > 0) & (column <= 26)).all())
        column = np.where(two, column.astype(np.int32) * 26 + second, column)
        row = words[at + 1 + two]  # most cells stand in the row of the cell before: read one each
        first = np.flatnonzero(np.append(True, row[1:] != row[:-1]))
        self.columns = max(self.columns, int(column.max()))
        return legal and self._rows(text, (at + 1 + two)[first])

    def _rows(self, text: Any, at: Any) -> bool:
        """Read the number that begins at each place; return False where one is none."""
        number, live = np.zeros(len(at), np.int64), np.ones(len(at), np.bool_)
        for place in range(8):
            character = text[at + place]
            digit = character - np.uint8(ord("0"))
            if bool((live & (digit > 9) & (character != ord('"'))).any()):
                return False
            live &= digit <= 9
            if not live.any():
                break
            number = np.where(live, number * 10 + digit, number)
        self.rows = max(self.rows, int(number.max()))
        return not live.any() and bool(number.all())


def _formulas(text: Any, piece: bytes) -> bool:
    """Say whether a cell has a formula; what follows the cells has formulas of its own."""
    at = np.flatnonzero(text == ord("f"))
    at = at[_OPENING[text[at - 1]] & _ENDING[text[at + 1]]]
    if not len(at):
        return False
    end = piece.find(b"</sheetData")
    return end < 0 or bool(at[0] - _PAD < end)


def _pairs(text: Any, *pairs: bytes) -> int:
    """Return how often any of these pairs of bytes occurs."""
    numbers = [int.from_bytes(pair, "little") for pair in pairs]
    even = len(text) // 2 * 2
    views = [text[:even].view("<u2"), text[1 : even - 1].view("<u2")]
    return sum(int(np.count_nonzero(view == number)) for view in views for number in numbers)


def _tags(text: Any) -> int:
    """Return the number of opening tags of cells, whatever their prefix and attributes."""
    at = np.flatnonzero(text == ord("c"))
    return int(np.count_nonzero(_OPENING[text[at - 1]] & _ENDING[text[at + 1]]))


class Reach:
    """Follows the cells of a sheet as a reader of its XML does, however their places are told.

    A row or cell that does not say where it stands, stands after the one before it.

    Attributes:
        rows: the farthest row of a cell that holds something.
        columns: the farthest column of one.
        texts: how many shared texts are announced.
        too_long: row and column of a cell whose text is longer than the limit, or None.
    """

    def __init__(self, most: int) -> None:
        self.rows = self.columns = self.texts = 0
        self.too_long: tuple[int, int] | None = None
        self._most = most
        self._row = self._column = self._length = 0
        self._letters: dict[str, int] = {}

    def read(self, pieces: Iterable[bytes]) -> None:
        """Read the whole part, or as much as is beyond a limit.

        Raises:
            ValueError: the XML is damaged, defines entities, or a place is none.
        """
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = _refuse
        try:
            for piece in pieces:
                parser.Parse(piece)
                if self.too_long or self.rows * self.columns > self._most:
                    return
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise ValueError(str(error)) from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local, self._length = name.rpartition(":")[2], 0
        if local == "c":
            self._column += 1
            if "r" in attributes:
                self._place(attributes["r"])
        elif local == "row":
            self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
            self._column = 0
        elif local in _CONTENT:
            self.rows = max(self.rows, self._row)
            self.columns = max(self.columns, self._column)
        elif local == "sst":
            self.texts = max(self.texts, int(attributes.get("uniqueCount", 0)))

    def _text(self, text: str) -> None:
        self._length += len(text)
        if self._length > LONGEST_TEXT:
            self.too_long = self._row, self._column

    def _place(self, place: str) -> None:
        letters = place.rstrip("0123456789")
        if letters not in self._letters:
            if not _LETTERS.fullmatch(letters):
                raise ValueError(f'"{place}" is no cell')
            self._letters[letters] = column_number(letters.upper())
        self._column = self._letters[letters]
        self._row = int(place[len(letters) :])


def _refuse(*_: object) -> None:
    raise ValueError("it defines XML entities")
