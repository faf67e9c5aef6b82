"""The sheets of a workbook, cell by cell: texts as texts, headers, widths, heights."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stance.core.codebook import CONFIDENCES
from stance.core.errors import Problem
from stance.sheets.a1 import column_letters
from stance.sheets.creating import fits_cell, sheet_name, text_too_long
from stance.workbook import form, styles
from stance.workbook.catalogues import Words
from stance.workbook.guide import Line
from stance.workbook.meta import CHOICES, meta_columns, row_hash


def _wrapped(text: str, width: int) -> int:
    return sum(1 + len(line) // width for line in text.split("\n"))


@dataclass(frozen=True, slots=True)
class Looks:
    """How the columns of a sheet look.

    Attributes:
        hidden: columns that are not shown, beside the copies of ids.
        filled_in: columns that people fill in.
        folded: columns that a click on the edge of the sheet opens.
        frozen: how many columns stand still.
        printed: how many columns are printed; 0 for all.
    """

    hidden: Collection[str] = ()
    filled_in: Collection[str] = ()
    folded: Collection[str] = ()
    frozen: int = 1
    printed: int = 0


class Writer:
    """Writes texts as texts and remembers what does not fit."""

    def __init__(self, book: Any, name: str, words: Words) -> None:
        self.name, self.book, self.words = name, book, words
        self.formats = styles.formats(book)
        self.problems: list[Problem] = []

    def text(self, sheet: Any, row: int, column: int, text: str, style: Any) -> None:
        """Write one text; empty texts keep the cell's format only."""
        if not text:
            sheet.write_blank(row, column, None, style)
        elif not fits_cell(text) or sheet.write_string(row, column, text, style):
            hint = "shorten it; nothing was written"
            place = (self.name, sheet.get_name(), row, column)
            self.problems.append(text_too_long(*place, text, hint))

    def table(
        self,
        sheet: Any,
        fields: Sequence[form.Field],
        rows: Sequence[Sequence[str]],
        looks: Looks = Looks(),
    ) -> None:
        """Write a header and rows: frozen header, filter, widths, wrapped text.

        Rows that are added below are formatted as text as well, and wrapped. A click on a header
        shows what to enter.

        Args:
            sheet: where to.
            fields: the columns.
            rows: their texts.
            looks: what is hidden, folded, filled in and frozen.
        """
        styled, seen = self._columns(sheet, fields, looks)
        widths = [fields[column].width for column in seen]
        measured = {
            column: f.name == _SPEAKER
            for column, f in enumerate(fields)
            if f.name.startswith("confidence") or f.name == _SPEAKER
        }
        for number, row in enumerate(rows, start=1):
            sheet.set_row(number, styles.row_height([row[column] for column in seen], widths))
            self._row(sheet, number, row, styled, measured)
        sheet.freeze_panes(1, looks.frozen)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        if looks.printed:
            _as_booklet(sheet, len(rows), looks.printed)
        sheet.autofilter(0, 0, max(len(rows), 1), len(fields) - 1)
        sheet.ignore_errors({"number_stored_as_text": f"A1:{column_letters(len(fields))}1048576"})

    def _row(
        self,
        sheet: Any,
        number: int,
        row: Sequence[str],
        styled: Sequence[Any],
        measured: Mapping[int, bool],
    ) -> None:
        """Write a row: numbers in the columns of confidences, and texts.

        Args:
            sheet: where to.
            number: of the row.
            row: its texts.
            styled: the style of each column.
            measured: the columns of confidences, and whether any number may stand there.
        """
        numbers = {c for c, every in measured.items() if row[c] in _DIGITS or (row[c] and every)}
        for column in numbers:
            sheet.write_number(number, column, float(row[column]), styled[column])
        texts = {column: text for column, text in enumerate(row) if column not in numbers}
        if all(map(fits_cell, texts.values())):
            sheet.write_row_of_texts(number, texts, styled)
        else:
            for column, text in texts.items():
                self.text(sheet, number, column, text, styled[column])

    def _columns(
        self, sheet: Any, fields: Sequence[form.Field], looks: Looks
    ) -> tuple[list[Any], list[int]]:
        """Write the header; return the style of each column's cells, and the columns in sight."""
        cell_styles, seen = list[Any](), list[int]()
        for column, f in enumerate(fields):
            answer, folded = f.name in looks.filled_in, f.name in looks.folded
            header = f.name if f.own else self.words.header(f.name)
            self.text(sheet, 0, column, header, self.formats["ask" if answer else "head"])
            unseen = folded or f.name in form.ID_COPIES or f.name in looks.hidden
            shown = {"hidden": unseen, "level": int(folded)}
            sheet.set_column(column, column, f.width, self.formats["words"], shown)
            if f.hint:
                sheet.data_validation(0, column, 0, column, styles.message(f, self.words))
            cell_styles.append(self.formats["answer" if answer else "words"])
            if not unseen:
                seen.append(column)
        if looks.folded:
            sheet.set_column(len(fields), len(fields), None, None, {"collapsed": True})
        return cell_styles, seen

    def own(self, sheets: Mapping[str, Sequence[Sequence[str]]]) -> None:
        """Write sheets that people added, as texts, behind all others."""
        for name, rows in sheets.items():
            taken = [sheet.get_name() for sheet in self.book.worksheets()]
            sheet = self.book.add_worksheet(sheet_name(name, taken))
            for number, row in enumerate(rows):
                for column, text in enumerate(row):
                    if text:
                        self.text(sheet, number, column, text, self.formats["words"])

    def guide(self, sheet: Any, lines: Sequence[Line]) -> None:
        """Write the guide; every row is as high as its text needs."""
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, 1, 90)
        sheet.hide_gridlines(2)
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        for number, (style, left, right) in enumerate(lines):
            if style == "term":
                self.text(sheet, number, 0, left, self.formats["term"])
                self.text(sheet, number, 1, right, self.formats["words"])
                sheet.set_row(number, styles.height(max(_wrapped(left, 40), _wrapped(right, 88))))
            elif style == "text":
                sheet.merge_range(number, 0, number, 1, "", self.formats["words"])
                self.text(sheet, number, 0, left, self.formats["words"])
                sheet.set_row(number, styles.height(_wrapped(left, 130)))
            else:
                sheet.set_row(number, 30 if style == "title" else 26)
                self.text(sheet, number, 0, left, self.formats[style])

    def meta(
        self,
        sheet: Any,
        keys: Mapping[str, str],
        fields: Sequence[form.Field],
        table: Sequence[Sequence[str]],
        marks: Sequence[Sequence[str]],
    ) -> None:
        """Write the hidden sheet: keys and values; issued rows, marked; the choices of dropdowns.

        Args:
            sheet: where to.
            keys: what there is to say of the workbook as a whole.
            fields: the columns of the sheet Claims.
            table: its rows, as they are issued.
            marks: what else there is to say of each row, in the order of ``meta_columns``.
        """
        plain = self.formats["plain"]
        for number, (key, value) in enumerate(keys.items()):
            self.text(sheet, number, 0, key, plain)
            self.text(sheet, number, 1, value, plain)
        names = [f.name for f in fields]
        slots = len(form.slots_in(names))
        first = 3
        words = [names.index(f.name) for f in form.WORDS[1:]]
        block = [names.index(name) for name in form.answer_columns(names)]
        for column, head in enumerate(meta_columns(slots), start=first):
            self.text(sheet, 0, column, head, plain)
        for number, (row, more) in enumerate(zip(table, marks, strict=True), start=1):
            cells = (row[0], row_hash(row[at] for at in words), *(row[at] for at in block), *more)
            for column, text in enumerate(cells, start=first):
                if text:  # one too long for a cell is reported where people see it
                    sheet.write_string(number, column, text, plain)
        self.text(sheet, 0, 2, "confidence", plain)
        for first_row, choices in CHOICES.values():
            for row_number, choice in enumerate(choices, start=first_row):
                shown = self.words.answer(choice) if isinstance(choice, str) else choice
                sheet.write(row_number, 2, shown, plain)


def _as_booklet(sheet: Any, n_rows: int, n_columns: int) -> None:
    """Print the first columns alone, with lines between the rows; no row is cut by a page's end."""
    sheet.print_area(0, 0, max(n_rows, 1), n_columns - 1)
    sheet.hide_gridlines(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&F&R&P / &N")


_SPEAKER = "speaker_confidence"
_DIGITS = {str(number) for number in CONFIDENCES}
