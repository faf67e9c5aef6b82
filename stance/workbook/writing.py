"""Contents written as workbooks that people can fill in."""

import io
import logging
from collections.abc import Iterator, Sequence
from functools import reduce
from pathlib import Path
from typing import Any

from stance.core.codebook import Codebook
from stance.core.contracts import tuples_of
from stance.core.errors import DataError
from stance.sheets.creating import new_book
from stance.sheets.replacing import refuse_open, replace_file
from stance.workbook import form, styles
from stance.workbook.catalogues import ENGLISH, words_of
from stance.workbook.claim_texts import AnswerRow, Extras, answer_rows, claim_rows
from stance.workbook.content import Content
from stance.workbook.guide import guide_lines
from stance.workbook.kept import known
from stance.workbook.layout import CODING, FROZEN, LAYOUT, columns_of_claims, folded
from stance.workbook.list_sheets import choice_ranges, list_rows
from stance.workbook.meta import LANGUAGE, words_hash
from stance.workbook.own import Own
from stance.workbook.own_reading import carried, own_in
from stance.workbook.pages import Looks, Writer
from stance.workbook.progress import write_progress
from stance.workbook.prompts import cell_prompts
from stance.workbook.unplaced import DROP, SHEET, Unplaced
from stance.workbook.unplaced_sheet import unplaced_table
from stance.workbook.waiting import question
from stance.workbook.wording import Shown, as_shown, said_in, shown_answers

_CHANCES = (form.CHANCE.name, form.CHOSEN.name)
_NO_SUGGESTIONS = "suggestions are not carried into the new edition; stance suggest makes them anew"
_LOG = logging.getLogger(__name__)


def write(
    path: str | Path,
    content: Content,
    extras: Extras | None = None,
    issued: Content | None = None,
    before: Path | None = None,
    returned: Sequence[Path] = (),
    *,
    coding: bool = False,
) -> Path:
    """Write one workbook, in one step; what was there is kept as a backup.

    The same content always gives the same bytes. No text ever becomes a formula, link or number.

    Args:
        path: where; the file's name replaces the content's.
        content: claims, answers, codebook and lists; its codebook is needed.
        extras: further columns to show, none of which is read back.
        issued: what the hidden sheet says was issued, where that is not the content itself.
        before: the workbook that this one takes the place of, if its name is another; columns and
            sheets that people added to it are carried.
        returned: later copies of it, whose added columns and sheets go over those before.
        coding: whether the columns of Claims stand as an annotator needs them, see ``layout``.

    Raises:
        DataError: a text is too long for a cell, or the file is open in a spreadsheet.
    """
    path = Path(path)
    refuse_open(path)
    there = _own_in(before or path)
    if there.suggests and extras is None:
        _LOG.info(f"%s: {_NO_SUGGESTIONS}", path.name)
    own = reduce(Own.then, map(_own_in, returned), there)
    replace_file(path, workbook_bytes(content, path.name, extras, issued, own, coding=coding))
    return path


def _own_in(path: Path) -> Own:
    """Return what people put into a workbook, if it is there."""
    content = known(path)
    return carried(path.name, content.own if content else own_in(path))


def workbook_bytes(
    content: Content,
    name: str,
    extras: Extras | None = None,
    issued: Content | None = None,
    own: Own | None = None,
    *,
    coding: bool = False,
) -> bytes:
    """Return the workbook as bytes; see ``write``."""
    codebook, own = content.codebook or Codebook(()), own or Own()
    words = words_of(content.language)
    extras = _asking(content, issued or content, extras or {})
    rows = answer_rows(content, codebook)
    began = answer_rows(issued, codebook) if issued else rows
    slots = max([content.settings.slots, *_slots(rows), *_slots(began)])
    book = new_book(stream := io.BytesIO(), content.title)
    writer = Writer(book, name, words)
    kept = [item for item in content.unplaced if item.claim_id in ("", DROP)]
    sheets = {title: book.add_worksheet(words.sheet(title)) for title in _titles(bool(kept))}
    meta = book.add_worksheet(form.META_SHEET)
    said = said_in(words, codebook)
    guide = guide_lines(content.settings, said, content.annotator, words, numbered=coding)
    writer.guide(sheets["Guide"], guide)
    told = (*own.headers("Claims"), *(() if content.annotator or not content.chances else _CHANCES))
    fields = columns_of_claims(slots, next(iter(extras.values()), {}), told, coding)
    table = claim_rows(content, rows, fields, extras, _added(content, own))
    answers = shown_answers(codebook, words) if coding else {}
    shown = as_shown(fields, table, answers)
    writer.table(sheets["Claims"], fields, shown, _looks(content, fields, table, coding))
    if kept:
        _write_unplaced(writer, sheets[SHEET], kept, answers)
    _dress(writer, sheets["Claims"], fields, table, content, coding)
    for title, listed in list_rows(content, said, slots, coding, words).items():
        columns, entries = _with_own(*listed, own, title)
        writer.table(sheets[title], columns, entries, Looks(_idle(content, columns, entries)))
    write_progress(sheets["Progress"], writer.formats, fields, shown, codebook, answers, words)
    if issued:
        fields = form.claim_fields(slots)
        table = claim_rows(issued, began, fields, {})
    keys = _keys(content, codebook, fields, table) | ({LAYOUT: CODING} if coding else {})
    writer.meta(meta, keys, fields, table, _marks(issued or content, began, slots))
    writer.own(own.sheets)
    for sheet in (meta, *([sheets["Settings"]] if content.annotator else [])):
        sheet.hide()
    sheets["Claims" if content.annotator else "Guide"].activate()
    book.close()
    if writer.problems:
        raise DataError(writer.problems)
    return stream.getvalue()


def _slots(rows: Sequence[AnswerRow]) -> Iterator[int]:
    return (slot for _, answers, _ in rows for slot in answers)


def _write_unplaced(writer: Writer, sheet: Any, items: Sequence[Unplaced], answers: Shown) -> None:
    fields, rows = unplaced_table(items)
    looks = Looks(filled_in={form.CLAIM_ID.name})
    writer.table(sheet, fields, as_shown(fields, rows, answers), looks)


def _dress(
    writer: Writer,
    sheet: Any,
    fields: Sequence[form.Field],
    table: Sequence[Sequence[str]],
    content: Content,
    coding: bool,
) -> None:
    """Add to Claims what lives: dropdowns, marks, the propositions of the chosen topics."""
    codebook, styled, words = content.codebook or Codebook(()), writer.formats, writer.words
    choices = choice_ranges(content, codebook, coding, words)
    prompts = cell_prompts(said_in(words, codebook), words, numbered=coding)
    scale = codebook.scale
    styles.dress_claims(styled, sheet, fields, len(table), choices, prompts, scale, words)
    if coding:
        styles.look_up_propositions(styled, sheet, fields, table, len(codebook.topics), words)


def _titles(unplaced: bool) -> list[str]:
    """Return the sheets that people see; behind the claims those answers that have none."""
    before, behind = form.SHEETS[:2], form.SHEETS[2:]
    return [*before, *([SHEET] if unplaced else []), *behind]


def _with_own(
    fields: Sequence[form.Field], rows: list[list[str]], own: Own, sheet: str
) -> tuple[Sequence[form.Field], list[list[str]]]:
    """Return the columns and rows of a list with the columns that people added to it."""
    headers, cells = own.headers(sheet), own.columns.get(sheet, {})
    if not headers:
        return fields, rows
    return (
        [*fields, *(form.Field(header, width=26, own=True) for header in headers)],
        [[*row, *(cells.get(row[0], {}).get(h, "") for h in headers)] for row in rows],
    )


def _added(content: Content, own: Own) -> Extras:
    """Return what people wrote beside claims: own columns; the analyst's dates that are none."""
    dates = {} if content.annotator else own.dates
    columns = own.columns.get("Claims", {})
    dated = dict(tuples_of(content.claims, ("claim_id", "said_on")))
    still = {c: {"said_on": text} for c, text in dates.items() if not dated.get(c, "")}
    return {c: {**columns.get(c, {}), **still.get(c, {})} for c in {**columns, **still}}


def _looks(
    content: Content, fields: Sequence[form.Field], table: Sequence[Sequence[str]], coding: bool
) -> Looks:
    """Return what of the sheet Claims is hidden, folded, filled in and frozen."""
    idle = _idle(content, fields, table)
    if not coding:
        return Looks(idle, form.FILLED_IN)
    away = {f.name for f in folded()} - idle
    printed = [f.name for f in fields].index(form.NOTE.name) + 1
    return Looks(idle, form.FILLED_IN, away, len(FROZEN), printed)


def _asking(content: Content, issued: Content, extras: Extras) -> Extras:
    """Return the columns to show, with the question to look again where an answer waits.

    Where one waited when the workbook was issued, an empty cell says that somebody has looked.
    """
    questions = question(content.waits, words_of(content.language))
    if not questions and not issued.waits:
        return extras
    rows = {*content.claims["claim_id"], *content.answers["claim_id"]}
    blank = dict.fromkeys((*next(iter(extras.values()), ()), form.STATUS.name), "")
    shown = {row: {**blank, **extras.get(row, {})} for row in rows}
    return {
        row: texts | ({form.STATUS.name: questions[row]} if row in questions else {})
        for row, texts in shown.items()
    }


def _marks(content: Content, rows: Sequence[AnswerRow], slots: int) -> list[list[str]]:
    """Return what the hidden sheet says of each row beside what was issued in it.

    That is what tells its words from others, and why the answer of each slot waits.
    """
    numbers: dict[str, int] = {}
    marks: list[list[str]] = []
    for claim_id, *_ in rows:
        number = numbers[claim_id] = numbers.get(claim_id, -1) + 1
        waits = (content.waits.get((claim_id, number, slot)) for slot in range(1, slots + 1))
        codes = [wait.code if wait else "" for wait in waits]
        marks.append([content.passages.get(claim_id, ""), *codes])
    return marks


def _idle(
    content: Content, fields: Sequence[form.Field], table: Sequence[Sequence[str]]
) -> set[str]:
    """Return the columns that an annotator need not see: of what is told, those that are empty."""
    if not content.annotator:
        return set()
    needed = {*form.FILLED_IN, *form.PROPOSITIONS}
    return {
        f.name
        for at, f in enumerate(fields)
        if not f.needed and f.name not in needed and not any(row[at] for row in table)
    }


def _keys(
    content: Content,
    codebook: Codebook,
    fields: Sequence[form.Field],
    table: Sequence[Sequence[str]],
) -> dict[str, str]:
    """Return what the hidden sheet says of the workbook as a whole."""
    names = [f.name for f in fields]
    words = [names.index(f.name) for f in form.WORDS]
    return {
        "form": form.FORM,
        "study": content.title,
        "annotator": content.annotator,
        "kind": form.ADJUDICATION if content.annotator == form.ADJUDICATOR else "",
        "codebook": codebook.hash,
        "words": words_hash([[row[at] for row in table] for at in words]),
    } | ({} if content.language == ENGLISH else {LANGUAGE: content.language})
