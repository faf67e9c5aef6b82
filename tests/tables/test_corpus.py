"""Made-up tables, each of which turns on a rule, and all that is read in them."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from stance.core.errors import DataError, Problem, QuestionError, UsageError
from stance.sheets.grids import Book, Grid
from stance.tables.code_reading import has_code_columns, read_code_table
from stance.tables.lists import split_people
from stance.tables.long import Long
from stance.tables.reading import read_claim_table
from stance.tables.usable import alike, confidences, spellings, usable
from stance.tables.wishes import Wishes, wishes_of

TABLES = Path(__file__).parents[1].joinpath("data") / "tables.jsonl"
ROWS = [json.loads(line) for line in TABLES.read_text(encoding="utf-8").splitlines()]


def book_of(row: dict[str, Any]) -> Book:
    """The sheets of a row, each a text of lines with commas; hidden is one named with a ~."""
    grids = []
    for name, text in row["sheets"].items():
        cells = list(csv.reader(text.split("\n")))
        width = max(map(len, cells))
        cells = [[*line, *[""] * (width - len(line))] for line in cells]
        own = name if len(row["sheets"]) > 1 else ""
        hidden, comments = name.startswith("~"), row.get("comments", {}).get(name, {})
        remarks = {tuple(map(int, at.split(","))): said for at, said in comments.items()}
        grids.append(Grid(own, cells, "t.csv", own, hidden=hidden, comments=remarks))
    return Book("t.csv", "", tuple(grids))


def entries(long: Long) -> list[list[Any]]:
    """The fields of a table, and of each entry its cell and what it says in them."""
    names = sorted(long.fields)
    said = zip(*(long.texts(name) for name in names), strict=True)
    place = "stance" if "stance" in names else "label"
    return [names, *([cell, *texts] for cell, texts in zip(long.cells(place), said, strict=True))]


def told(problems: Iterable[Problem]) -> list[list[str]]:
    """What the problems say, each without what it leaves open at its end."""
    each = ([p.code, p.cell, p.message, p.hint, p.value, p.sheet] for p in problems)
    return [said[: max(n for n, text in enumerate(said, start=1) if text)] for said in each]


def _claims(book: Book, wishes: Wishes) -> dict[str, Any]:
    table = read_claim_table(book, wishes)
    people, listed = split_people(table.long, wishes.lists_experts)
    found = usable(people, wishes)
    long, left = confidences(found.long)
    problems = [*table.problems, *listed, *found.problems, *left]
    problems += [p for name in ("expert", "topic") for p in spellings(long, name)]
    problems += [p for name in ("expert", "claim_id") for p in alike(long, name)]
    scale = [[level.label, level.score] for level in found.scale.levels]
    return {"scale": scale, "entries": entries(long), "problems": told(problems)}


def _codes(book: Book, wishes: Wishes) -> dict[str, Any]:
    table = read_code_table(book, wishes)
    variables = {name: entries(long) for name, long in table.variables}
    named = has_code_columns(book, wishes)
    return {"named": named, "variables": variables, "problems": told(table.problems)}


def found(row: dict[str, Any]) -> dict[str, Any]:
    """All that is read in the tables of a row, or what is said instead."""
    try:
        wishes = wishes_of(row.get("map", ""), row.get("scale", ""), row.get("sheet", ""))
        wishes = wishes.over(Wishes(coders=row.get("coders", "")))
        return (_codes if row.get("codes") else _claims)(book_of(row), wishes)
    except QuestionError as error:
        answers = [[answer.option, answer.value, answer.meaning] for answer in error.answers]
        return {"asked": told([error.asked]), "answers": answers}
    except DataError as error:
        return {"refused": told(error.problems)}
    except UsageError as error:
        return {"refused": [[str(error)]]}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: "; ".join(row["sheets"].values())[:60])
def test_a_table_is_read_as_the_list_says(row: dict[str, Any]) -> None:
    assert found(row) == row["found"]
