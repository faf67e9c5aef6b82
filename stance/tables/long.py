"""A table in long form: one entry a code, each with the place where it stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from stance.core.errors import Problem
from stance.core.text import clean
from stance.sheets.a1 import cell_name

#: Cells that a problem of many cells names before it counts the rest.
NAMED_CELLS = 3


@dataclass(frozen=True, eq=False)
class Long:
    """Entries of a table, whatever its shape was.

    Attributes:
        file: name of the file.
        fields: field to the texts of all entries, as they stand; a field that no column has is
            absent.
        columns: field to the column in which each entry's text stands, counted from 1; 0 where it
            stands in none.
        rows: the sheet row of each entry, counted from 1.
        sheets: the sheet of each entry, as problems show it.
        headers: field to the header of its column.
        order: the stances or labels in the order in which the file lists them, if it does.
    """

    file: str
    fields: Mapping[str, Sequence[str]]
    columns: Mapping[str, Sequence[int]]
    rows: Sequence[int]
    sheets: Sequence[str]
    headers: Mapping[str, str] = field(default_factory=dict)
    order: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def texts(self, name: str) -> Sequence[str]:
        """Return the texts of a field; empty texts where no column has it."""
        return self.fields.get(name) or [""] * len(self)

    def cell(self, name: str, index: int) -> str:
        """Return the A1 name of the cell of a field in an entry; empty where there is none."""
        column = self.columns[name][index] if name in self.columns else 0
        return cell_name(self.rows[index], column) if column else ""

    def cells(self, name: str) -> list[str]:
        """Return the A1 names of a field's cells in all entries."""
        return [self.cell(name, index) for index in range(len(self))]

    def place(self, index: int, name: str = "") -> dict[str, str]:
        """Return file, sheet and cell of an entry, as problems have them."""
        cell = self.cell(name, index) or f"A{self.rows[index]}"
        return {"file": self.file, "sheet": self.sheets[index], "cell": cell}

    def problem(self, code: str, message: str, name: str, index: int, **more: str) -> Problem:
        """Return a problem at the cell of that field and entry, with the value there."""
        more.setdefault("value", self.texts(name)[index])
        return Problem(code=code, message=message, **self.place(index, name), **more)

    def of_many(
        self, code: str, message: str, name: str, indices: Sequence[int], hint: str = ""
    ) -> Problem:
        """Return one problem for one cause in several entries: the message, and where it is so."""
        cells = [self.place(index, name)["cell"] for index in indices]
        cells = list(dict.fromkeys(cells))
        more = f" and {len(cells) - NAMED_CELLS} more" if len(cells) > NAMED_CELLS else ""
        where = f" ({', '.join(cells[:NAMED_CELLS])}{more})" if len(cells) > 1 else ""
        return self.problem(code, f"{message}{where}", name, indices[0], hint=hint)

    def take(self, kept: Sequence[int]) -> "Long":
        """Return these entries only, in this order; one may be taken several times."""
        if list(kept) == list(range(len(self))):
            return self
        return replace(
            self,
            fields={name: [texts[i] for i in kept] for name, texts in self.fields.items()},
            columns={name: [numbers[i] for i in kept] for name, numbers in self.columns.items()},
            rows=[self.rows[i] for i in kept],
            sheets=[self.sheets[i] for i in kept],
        )

    def with_field(self, name: str, texts: Sequence[str]) -> "Long":
        """Return the table with other texts in a field, which may be new."""
        columns = dict(self.columns)
        columns.setdefault(name, [0] * len(self))
        return replace(self, fields={**self.fields, name: texts}, columns=columns)

    def cleaned(self, name: str) -> list[str]:
        """Return the cleaned texts of a field."""
        return list(map(clean, self.texts(name)))


def joined(parts: Sequence[Long]) -> Long:
    """Return the entries of several sheets as one table."""
    if len(parts) == 1:
        return parts[0]
    names: Iterable[str] = dict.fromkeys(name for part in parts for name in part.fields)
    nowhere = {len(part): [0] * len(part) for part in parts}
    return Long(
        parts[0].file,
        {n: [text for part in parts for text in part.texts(n)] for n in names},
        {n: [c for p in parts for c in p.columns.get(n, nowhere[len(p)])] for n in names},
        [row for part in parts for row in part.rows],
        [sheet for part in parts for sheet in part.sheets],
        {n: header for part in reversed(parts) for n, header in part.headers.items()},
        parts[0].order,
    )
