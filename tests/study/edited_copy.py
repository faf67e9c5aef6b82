"""A copy of a workbook in an annotator's hands: every cell knows for which claim it was typed."""

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from stance.sheets.a1 import cell_name
from stance.sheets.grids import open_book, text_of
from stance.workbook import form
from stance.workbook.catalogues import answer_meant, our_sheet, sheet_names, spellings
from stance.workbook.content import Content
from stance.workbook.entries import entries_of
from stance.workbook.spelling import Spell

#: What is told apart in a claim's answers: "answer" with topic, stance and confidence, or one of
#: the columns that stand once in a row, with its text.
Item = tuple[str, ...]
#: Of each claim, what was answered, and how often.
State = dict[str, Counter[Item]]


class Home(NamedTuple):
    """Where a text was typed: the claim whose words stood there, which of its rows, which slot."""

    claim_id: str
    row: int
    slot: int


class Cell(NamedTuple):
    """A text, and its home; texts that are nobody's answer have none."""

    text: str = ""
    home: Home | None = None


@dataclass
class Copy:
    """The sheet of claims as a spreadsheet shows it, and the workbook that it stands in.

    Attributes:
        issued: the workbook as it was issued.
        columns: what each column holds, by its name in our form; "" where somebody added one.
        headers: what stands above it.
        rows: the cells.
        claims: the claim that has these words.
        began: what it was issued with.
        taken: what the study has had of this copy: first what it was issued with.
        title: the sheet's name.
        sheet: its name as it was issued.
        above: how many rows stand above the header.
        without: sheets that were deleted.
        merged: first row, last row and column of merged cells.
        hidden: rows that are hidden.
    """

    issued: Path
    columns: list[str]
    headers: list[str]
    rows: list[list[Cell]]
    claims: dict[str, str]
    began: State = field(default_factory=dict)
    taken: State = field(default_factory=dict)
    title: str = "Claims"
    sheet: str = "Claims"
    above: int = 0
    without: set[str] = field(default_factory=set)
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, workbook: Path, spell: Spell) -> "Copy":
        """Return what somebody sees who opens the workbook."""
        grid = our_sheet(open_book(workbook), "Claims")
        assert grid is not None
        head, *rows = [[text_of(value) for value in row] for row in grid.rows]
        columns = [_COLUMNS.get(name, "") for name in head]
        claim, words = columns.index("claim_id"), columns.index("claim")
        seen: Counter[str] = Counter()
        made: list[list[Cell]] = []
        for row in rows:
            number = seen[row[claim]]
            seen[row[claim]] += 1
            homes = (home_in(name, row[claim], number) for name in columns)
            made.append([Cell(t, home if t else None) for t, home in zip(row, homes, strict=True)])
        claims = {row[words]: row[claim] for row in rows}
        copy = cls(workbook, columns, list(head), made, claims, title=grid.name, sheet=grid.name)
        copy.began = copy.taken = copy.meant(spell)
        return copy

    def clone(self) -> "Copy":
        """Return another copy of the file as it is now."""
        return deepcopy(self)

    def at(self, name: str) -> int | None:
        """Return where the column stands, if it is there."""
        return self.columns.index(name) if name in self.columns else None

    def claim_in(self, row: int) -> str:
        """Return the claim that somebody reads in this row; "" where the words are gone."""
        at = self.at("claim")
        return "" if at is None else self.claims.get(self.rows[row][at].text, "")

    def number_of(self, row: int) -> int:
        """Return which of its claim's rows this one is, told by what else stands in it."""
        claim_id = self.claim_in(row)
        own = [cell.home.row for cell in self.rows[row] if cell.home and cell.home[0] == claim_id]
        others = [
            cell.home.row
            for index, cells in enumerate(self.rows)
            for cell in cells
            if index != row and cell.home and cell.home.claim_id == claim_id
        ]
        return own[0] if own else max(others, default=-1) + 1

    def type(self, row: int, name: str, text: str) -> None:
        """Write into a cell, for the claim whose words stand in its row."""
        at, claim_id = self.at(name), self.claim_in(row)
        if at is not None and claim_id:
            home = home_in(name, claim_id, self.number_of(row))
            self.rows[row][at] = Cell(text, home if text else None)

    def text(self, row: int, name: str) -> str:
        """Return what stands in a cell."""
        at = self.at(name)
        return "" if at is None else self.rows[row][at].text

    def meant(self, spell: Spell) -> State:
        """Return what was typed for each claim, wherever it stands now."""
        parts: dict[Home, dict[str, str]] = {}
        for cells in self.rows:
            for name, cell in zip(self.columns, cells, strict=True):
                if cell.home and cell.text.strip():
                    parts.setdefault(cell.home, {})[_field(name)] = cell.text
        return state_of(((home.claim_id, texts) for home, texts in parts.items()), spell)

    def shown(self) -> set[str]:
        """Return the claims whose words can be read."""
        return {self.claim_in(row) for row in range(len(self.rows))} - {""}

    def places(self) -> dict[str, set[int]]:
        """Return the rows of the sheet in which something stands that was typed for a claim."""
        places: dict[str, set[int]] = {}
        for number, cells in enumerate(self.rows, self.above + 2):
            for cell in cells:
                if cell.home:
                    places.setdefault(cell.home.claim_id, set()).add(number)
        return places

    def save(self, path: Path, mark: str = ",") -> Path:
        """Save as .xlsx, .ods or .csv, by the name; "mark" stands between the cells of the last."""
        texts = [[cell.text for cell in cells] for cells in self.rows]
        grid = [*[["My title"]] * self.above, self.headers, *texts]
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".csv":
            with path.open("w", newline="", encoding="utf-8-sig") as file:
                csv.writer(file, delimiter=mark).writerows(grid)
        elif path.suffix == ".ods":
            path.write_bytes(self._opendocument(grid))
        else:
            path.write_bytes(self._workbook(grid))
        return path

    def _workbook(self, grid: list[list[str]]) -> bytes:
        made = io.BytesIO()
        with zipfile.ZipFile(self.issued) as old, zipfile.ZipFile(made, "w") as new:
            book = old.read("xl/workbook.xml").decode()
            sheets = book.split("<sheet ")
            at = next(n for n, tag in enumerate(sheets) if f'name="{self.sheet}"' in tag)
            for name in old.namelist():
                data = old.read(name)
                if name == f"xl/worksheets/sheet{at}.xml":
                    data = self._sheet(grid).encode()
                elif name == "xl/workbook.xml":
                    data = self._renamed(sheets, at).encode()
                new.writestr(name, data)
        return made.getvalue()

    def _renamed(self, sheets: list[str], at: int) -> str:
        kept = [tag for tag in sheets[1:-1] if not any(f'"{n}"' in tag for n in self._gone())]
        text = "<sheet ".join([sheets[0], *kept, sheets[-1]])
        return text.replace(f'name="{self.sheet}"', f"name={quoteattr(self.title)}")

    def _gone(self) -> set[str]:
        return {text for name in self.without for text in sheet_names(name)}

    def _sheet(self, grid: list[list[str]]) -> str:
        rows = [
            f'<row r="{n}"{" hidden=" + chr(34) + "1" + chr(34) if n in self.hidden else ""}>'
            + "".join(_cell(n, c, text) for c, text in enumerate(row, 1) if text)
            + "</row>"
            for n, row in enumerate(grid, 1)
        ]
        first = self.above + 2
        merged = "".join(
            f'<mergeCell ref="{cell_name(first + a, c + 1)}:{cell_name(first + b, c + 1)}"/>'
            for a, b, c in self.merged
        )
        joined = f"<mergeCells>{merged}</mergeCells>" if merged else ""
        return f"{_SHEET}{''.join(rows)}</sheetData>{joined}</worksheet>"

    def _opendocument(self, grid: list[list[str]]) -> bytes:
        tables = []
        for other in open_book(self.issued).grids:
            if other.name == self.sheet:
                tables.append(_table(self.title, grid))
            elif other.name not in self._gone():
                rows = [[text_of(value) for value in row] for row in other.rows]
                tables.append(_table(other.name, rows))
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as new:
            new.writestr("mimetype", _ODS)
            new.writestr("content.xml", f"{_DOCUMENT}{''.join(tables)}{_DOCUMENT_END}")
            new.writestr("META-INF/manifest.xml", _MANIFEST)
        return made.getvalue()


_WORDS = {field.name for field in (*form.WORDS, *form.DETAILS)}
#: Of every header of the sheet, in whatever language, what stands below it.
_COLUMNS = {text: name for name in form.FILLED_IN | _WORDS for text in spellings(name)}


def home_in(column: str, claim_id: str, row: int) -> Home | None:
    """Return the home of what stands in a column; None where answers do not."""
    if column not in form.ANSWER_COLUMNS:
        return None
    return Home(claim_id, row, 0 if column in form.PER_ROW else form.name_and_slot(column)[1])


def _field(column: str) -> str:
    return column if column in form.PER_ROW else form.name_and_slot(column)[0]


def state_of(answers: Iterable[tuple[str, dict[str, str]]], spell: Spell) -> State:
    """Return the state that has these answers: claim, and texts by field, in whatever language."""
    state: State = {}
    for claim_id, texts in answers:
        ours = {n: answer_meant(t) if n in form.PER_SLOT else "" for n, t in texts.items()}
        spelled = {name: spell(name, ours[name] or text) for name, text in texts.items()}
        answer = tuple(spelled.get(name, "") for name in form.PER_SLOT)
        items = [("answer", *answer)] if any(answer) else []
        items += [(name, spelled[name]) for name in form.PER_ROW if spelled.get(name)]
        state.setdefault(claim_id, Counter()).update(items)
    return {claim_id: items for claim_id, items in state.items() if items}


def stored(content: Content, spell: Spell) -> State:
    """Return what a workbook that was read holds."""
    answers: list[tuple[str, dict[str, str]]] = []
    once: set[tuple[str, int]] = set()
    for (claim_id, row, _), entry in sorted(entries_of(content.answers).items()):
        answers.append((claim_id, {name: entry[name] for name in form.PER_SLOT}))
        if (claim_id, row) not in once:
            answers.append((claim_id, {name: entry[name] for name in form.PER_ROW}))
        once.add((claim_id, row))
    return state_of(answers, spell)


def together(one: State, other: State) -> State:
    """Return what is in either of two states."""
    none: Counter[Item] = Counter()
    return {key: one.get(key, none) | other.get(key, none) for key in {*one, *other}}


def merged(one: State, other: State, began: State) -> State:
    """Return what two states make that began as one: what neither took back, and either typed."""
    none: Counter[Item] = Counter()
    states: State = {}
    for key in {*one, *other}:
        a, b, was = (state.get(key, none) for state in (one, other, began))
        states[key] = (a & b) | (a - was) | (b - was)
    return states


def _cell(row: int, column: int, text: str) -> str:
    place = cell_name(row, column)
    if text.removeprefix("-").isdecimal() and text.isascii():
        return f'<c r="{place}"><v>{text}</v></c>'
    inline = f'<is><t xml:space="preserve">{escape(text)}</t></is>'
    return f'<c r="{place}" t="inlineStr">{inline}</c>'


def _table(name: str, rows: list[list[Any]]) -> str:
    def cell(text: str) -> str:
        if not text:
            return "<table:table-cell/>"
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
        return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'

    made = (f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    return f"<table:table table:name={quoteattr(name)}>{''.join(made)}</table:table>"


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{_MAIN}"><sheetData>'
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    f'xmlns:office="{_NAMES}:office:1.0" xmlns:table="{_NAMES}:table:1.0" '
    f'xmlns:text="{_NAMES}:text:1.0" office:version="1.3"><office:body><office:spreadsheet>'
)
_DOCUMENT_END = "</office:spreadsheet></office:body></office:document-content>"
_MANIFEST = (
    f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{_NAMES}:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/>'
    "</manifest:manifest>"
)
