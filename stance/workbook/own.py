"""What people put into a workbook besides our columns and sheets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

#: By the id in a row's first column, the texts of people's own columns by their headers.
OwnColumns = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Own:
    """People's own columns and sheets.

    Attributes:
        columns: by the sheet of ours in which they stand.
        sheets: the rows of each sheet that is none of ours.
        dates: by claim, what stands in the place of a date and is none.
        lost: what of theirs cannot be carried.
        suggests: whether a machine's suggestions stand beside the claims; these are not people's.
    """

    columns: Mapping[str, OwnColumns] = field(default_factory=dict)
    sheets: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    suggests: bool = False

    def headers(self, sheet: str) -> list[str]:
        """Return the headers of people's own columns in a sheet."""
        rows = self.columns.get(sheet, {}).values()
        return list(dict.fromkeys(header for row in rows for header in row))

    def then(self, later: "Own") -> "Own":
        """Return what people put into this workbook and then into a later copy of it.

        The texts of the copy count, its empty cells do not; a sheet is taken as the copy has it.
        """
        columns: dict[str, OwnColumns] = dict(self.columns)
        for sheet, rows in later.columns.items():
            here = columns.get(sheet, {})
            filled = {i: {h: text for h, text in row.items() if text} for i, row in rows.items()}
            blank = {i: dict.fromkeys(row, "") for i, row in rows.items()}
            columns[sheet] = {
                i: {**blank.get(i, {}), **here.get(i, {}), **filled.get(i, {})}
                for i in dict.fromkeys([*here, *rows])
            }
        return Own(columns, {**self.sheets, **later.sheets}, self.dates)
