"""Workbooks and tables, read into contents."""

import gc
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pandas as pd

from stance.core.codebook import Codebook
from stance.core.errors import DataError, Problem
from stance.sheets.grids import Book, Grid, open_book
from stance.sheets.limits import Limits, limits_of
from stance.tables.wishes import Wishes, kept_wishes
from stance.workbook import form, lists
from stance.workbook.answers import MISPLACED, annotations_of, with_reasons
from stance.workbook.blocks import Placed, place
from stance.workbook.catalogues import our_sheet, our_sheets, words_of
from stance.workbook.cell_problems import covered_answers, mark_problems
from stance.workbook.chances import read_chances
from stance.workbook.claims import doubles, read_answers, read_claims
from stance.workbook.comparing import changed_since_issue, without_repeats
from stance.workbook.content import Content, Settings
from stance.workbook.correction_cells import correction_problems
from stance.workbook.headers import Table, missing_columns, read_table
from stance.workbook.kept import keep, known_by
from stance.workbook.layout import CODING, LAYOUT, issued_order
from stance.workbook.meanings import reinterpreted
from stance.workbook.meta import Meta, read_meta
from stance.workbook.own import Own
from stance.workbook.own_reading import own_of, own_of_experts
from stance.workbook.remarks import with_remarks
from stance.workbook.repairs import identify
from stance.workbook.rewording import reworded
from stance.workbook.shown import not_shown
from stance.workbook.spelling import speller
from stance.workbook.ticks import with_words
from stance.workbook.unplaced import SHEET, Unplaced, open_problems
from stance.workbook.unplaced_sheet import read_unplaced
from stance.workbook.waiting import apart, asked, waits_of
from stance.workbook.wording import as_meant, by_place, meant_in

_CLAIMS = "Claims"


def read(
    path: str | Path,
    base: Content | None = None,
    limits: Limits | None = None,
    wishes: Wishes | None = None,
) -> Content:
    """Read one workbook of our form, or a plain table.

    Args:
        path: an .xlsx, .xlsm, .ods, .csv or .tsv file.
        base: the analyst's workbook of the same study; its codebook, experts and sources count.
        limits: how large a file may be.
        wishes: what its reader says of a plain table; goes before ``stance.toml`` beside it.

    Returns:
        What the file holds; whatever is wrong in its cells stands in ``problems``.

    Raises:
        DataError: the file is missing, unreadable, too large, or holds no claims at all.
        QuestionError: a plain table has several readings.
    """
    path, limits = Path(path), limits or limits_of()
    if content := known_by(path, base, limits):
        return content
    with without_collecting():
        return _read(path, base, limits, wishes or Wishes())


@contextmanager
def without_collecting() -> Iterator[None]:
    """Keep the garbage collector from going through cells by the million while they are made."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _read(path: Path, base: Content | None, limits: Limits, wishes: Wishes) -> Content:
    book = open_book(path, limits)
    of_our_form = book.grid(form.META_SHEET) or our_sheet(book, "Topics")
    if of_our_form or (base and len(base.claims) and grid_of_answers(book)):
        columns = {} if base else own_of_experts(book)
        content = replace(read_form(book, base), kind=lists.kind_of(book), expert_columns=columns)
        keep(path, content, base, limits)
        return content
    from stance.workbook.plain import read_plain

    return read_plain(book, base, wishes.over(kept_wishes(path)))


def grid_of_answers(book: Book) -> Grid | None:
    """Return the first sheet with claim ids, or their hidden copies, and topics; by any name."""
    for grid in book.grids:
        table = read_table(grid, form.claim_fields(1))
        ids = (form.CLAIM_ID.name, form.ID_COPY.name)
        if table and "topic" in table.columns and any(name in table.columns for name in ids):
            return grid
    return None


def read_form(book: Book, base: Content | None = None) -> Content:
    """Read the sheets of a workbook of our form; see ``read``."""
    meta = _of_known_form(book)
    settings, numbers, of_settings = lists.read_settings(book)
    codebook, experts, sources, of_lists = _lists(book, numbers, base)
    annotator = annotator_of(book, meta)
    table, own, of_sheet = _said(book, codebook)
    issued = meta if annotator else Meta()
    deleted = _deleted_answers(table, issued, settings, base) if annotator else []
    study = _with_single_ids(base)
    ids, answers, unplaced, of_answers = _answers(book, table, annotator, issued, study, codebook)
    table = ids.table
    compared = changed_since_issue(table, ids, issued, study, set(answers["claim_id"]))
    register, documents = lists.expert_register(experts), lists.source_register(sources)
    claims, of_claims = read_claims(table, ids.words, register, documents)
    questions, changed = asked(table, ids.words, answers, meta), reworded(claims, issued, study)
    former = _former(book, meta, numbers, base)
    since, changes = reinterpreted(answers, former, codebook) if former and codebook else ({}, [])
    waits = waits_of(answers, questions, changed, since, meta, speller(codebook))
    annotations, found = annotations_of(answers, codebook or Codebook(()), former)
    before = [
        *(*book.problems, *of_settings, *of_lists, *of_sheet, *deleted, *of_answers),
        *mark_problems(book, table),
        *without_repeats(compared, changes, codebook),
        *doubles(table, ids.words),
        *correction_problems(table, ids.answers, register),
        *(() if base else of_claims),  # of a claim's words, those of the analyst's workbook count
        *changes,
    ]
    content = Content(
        name=book.file,
        annotator=annotator,
        language=meta.language,
        settings=base.settings if base else settings,
        codebook=codebook,
        claims=claims,
        answers=answers,
        annotations=annotations,
        experts=experts,
        sources=sources,
        problems=in_order([*before, *_own(found if codebook else (), before)], table),
        waits=waits,
        sha256=book.sha256,
        meta=meta,
        absent=frozenset(form.ANSWER_COLUMNS) - table.columns.keys(),
        covered=covered_answers(table, ids.answers) | ids.untouched,
        unplaced=unplaced,
        own=own,
    )
    return _with_chances(_parted(content, table, ids.answers), table, ids.words)


def _said(book: Book, codebook: Codebook | None) -> tuple[Table, Own, list[Problem]]:
    """Return the table of claims with remarks among the notes, and what is people's own there."""
    table, problems = claims_table(book)
    remarked = with_remarks(book, table)
    meant = by_place(book, as_meant(book, remarked, codebook), codebook)
    return meant, own_of(book, table), [*problems, *meant.problems[len(remarked.problems) :]]


def _with_chances(content: Content, table: Table, ids: Sequence[str]) -> Content:
    """Return the analyst's workbook with what assign recorded beside its claims."""
    if content.annotator or form.CHANCE.name not in table.columns:
        return content
    chances, problems = read_chances(table, ids)
    return replace(content, chances=chances, problems=(*content.problems, *problems))


def _answers(
    book: Book,
    table: Table,
    annotator: str,
    issued: Meta,
    study: Content | None,
    codebook: Codebook | None,
) -> tuple[Placed, pd.DataFrame, tuple[Unplaced, ...], list[Problem]]:
    """Return the sheet with its answers beside their claims, all answers, and those unplaced."""
    rows = identify(table, issued, study)
    ids = place(table, rows)
    who = annotator or Path(book.file).stem
    settled, held, problems = read_unplaced(book, who, rows.known, codebook)
    answers = read_answers(ids.table, ids.answers, [who] * len(ids.table))
    answers, of_ticks = with_words(ids.words, ids.table.column("claim"), answers)
    if len(settled):
        answers = pd.concat([answers, settled], ignore_index=True)
    unplaced = (*held, *ids.unplaced)
    told = [*rows.problems, *ids.problems, *problems, *of_ticks, *open_problems(held)]
    told += open_problems(ids.unplaced, kept=False)
    told += not_shown(book, ids.table, study, ids.words) if annotator else []
    return ids, answers, unplaced, told


def _parted(content: Content, table: Table, ids: Sequence[str]) -> Content:
    """Return the content with its annotations parted: those that count, decisions, those held."""
    decided = content.meta.keys.get("kind") == form.ADJUDICATION
    every = content.annotations
    if decided:
        every = with_reasons(every, ids, table.column(form.REASON.name))
    counted, waiting = apart(every, content.answers, content.waits)
    none = counted.iloc[:0]
    return replace(
        content,
        annotations=none if decided else counted,
        decisions=counted if decided else none,
        waiting=waiting,
    )


def _lists(
    book: Book, numbers: lists.Numbers, base: Content | None
) -> tuple[Codebook | None, pd.DataFrame, pd.DataFrame, list[Problem]]:
    """Return codebook, experts and sources: the study's, else the workbook's own."""
    known = base.codebook if base else None
    codebook, problems = (known, []) if known else _codebook(book, numbers)
    if base:
        return codebook, base.experts, base.sources, problems
    experts, of_experts = lists.read_experts(book)
    sources, of_sources = lists.read_sources(book)
    return codebook, experts, sources, [*problems, *of_experts, *of_sources]


def _codebook(book: Book, numbers: lists.Numbers) -> tuple[Codebook | None, list[Problem]]:
    """Return what a workbook says of topics and scale, in our words."""
    found, problems = lists.read_codebook(book, numbers)
    words = words_of(read_meta(book).language)
    return found and meant_in(words, found), problems


def annotator_of(book: Book, meta: Meta) -> str:
    """Return whose workbook it is: as its hidden sheet says, else as it is called.

    It is nobody's if it is the analyst's. The name is in Unicode's composed form (NFC): some
    machines take the names of files apart, and it is one annotator all the same.
    """
    stem = "" if book.file == form.STUDY_FILE else Path(book.file).stem
    return unicodedata.normalize("NFC", meta.keys.get("annotator", stem))


def _with_single_ids(study: Content | None) -> Content | None:
    """Return the study unless one id stands for two of its claims: then no id tells anything."""
    doubtful = study and any(problem.code == "duplicate-id" for problem in study.problems)
    return None if doubtful else study


def _former(
    book: Book, meta: Meta, numbers: lists.Numbers, base: Content | None
) -> Codebook | None:
    """Return the codebook that a workbook was issued with, if the study has another by now."""
    present = base.codebook if base else None
    if present is None or meta.keys.get("codebook", present.hash) == present.hash:
        return None
    return _codebook(book, numbers)[0]


def _of_known_form(book: Book) -> Meta:
    meta = read_meta(book)
    version = meta.keys.get("form", form.FORM)
    if version != form.FORM:
        message = f'the workbook has form "{version}", this program reads "{form.FORM}"'
        hint = "use the version of stance that wrote it, or a newer one"
        raise DataError([_of_file(book, "unknown-form", message, hint)])
    return meta


def claims_table(book: Book) -> tuple[Table, list[Problem]]:
    """Return the table of claims, from its sheet or from the sheet that looks like it.

    Args:
        book: the file.

    Returns:
        The table, and what is odd about the sheet.

    Raises:
        DataError: no such sheet, no header row, or a needed column is missing.
    """
    grid = our_sheet(book, _CLAIMS)
    problems: list[Problem] = []
    if grid is None:
        grid = grid_of_answers(book)
        if grid is None:
            message = f'there is no sheet "{_CLAIMS}"'
            hint = "give the sheet its name back"
            raise DataError([_of_file(book, "missing-sheet", message, hint)])
        if grid.sheet:
            message = f'there is no sheet "{_CLAIMS}"; "{grid.name}" was read instead'
            problems.append(_of_file(book, "renamed-sheet", message, sheet=grid.name))
    fields = form.readable_claim_fields(form.MAX_SLOTS)
    table = read_table(grid, fields, issued_order(book))
    if table is None:
        message = "the sheet has no header row"
        hint = "restore the row with claim_id, expert, … from the issued workbook"
        raise DataError([_of_file(book, "missing-column", message, hint, grid.sheet)])
    missing = missing_columns(table, form.claim_fields(1))
    if missing and not _known_without_ids(book, table):
        raise DataError(missing)
    ours = our_sheets(book, (*form.SHEETS, SHEET, form.META_SHEET))
    unread = [
        _of_file(
            book,
            "unread-sheet",
            f'the sheet "{other.name}" holds claims and answers too; only "{grid.name}" was read',
            "move its answers there, or delete the sheet",
            other.name,
        )
        for other in book.grids
        if other is not grid and other.name not in ours and _holds_answers(other)
    ]
    return table, [*problems, *table.problems, *unread]


def _known_without_ids(book: Book, table: Table) -> bool:
    """Say whether rows can be told by their hidden ids, or by words whose hash was issued."""
    words = {f.name for f in form.WORDS[1:]}
    whole = words <= table.columns.keys()
    return form.ID_COPY.name in table.columns or (whole and bool(read_meta(book).ids))


def _deleted_answers(
    table: Table, issued: Meta, settings: Settings, base: Content | None
) -> list[Problem]:
    """Report the columns of answers that are gone, and what was issued in them.

    Corrections, which not all workbooks of an earlier form had, only if any were issued or they
    stood there as annotators have them now.

    Raises:
        DataError: topics or stances are gone, without which nothing can be read.
    """
    cell, unread = f"A{table.header_row}", [p for p in table.problems if p.code == "unread-column"]
    found = ", ".join(f'"{p.value}" in {p.cell}' if p.value else p.cell for p in unread)
    missing = [f.name for f in form.slot_fields(1)[:2] if f.name not in table.columns]
    if missing:
        more = f"; not read: {found}" if found else ""
        raise DataError(
            table.problem_at(
                "missing-column",
                f'the column "{name}" is missing{more}',
                cell,
                hint=f'write "{name}" above the answers, or send an earlier copy of the file',
            )
            for name in missing
        )
    slots = min(settings.slots, base.settings.slots) if base else settings.slots
    had = {f.name for slot in range(1, slots + 1) for f in form.slot_fields(slot)}
    had = {*issued.answers, *(had | {form.NOTE.name} if issued.ids else ())}
    had |= {f.name for f in form.CORRECTIONS} if issued.keys.get(LAYOUT) == CODING else set()
    issued_too = "the answers that were issued in it are kept"
    return [
        table.problem_at(
            "missing-answers",
            f'the column "{name}" was deleted; '
            f"{issued_too if name in issued.answers else 'nothing is known of what stood in it'}",
            cell,
            hint="to withdraw answers, empty their cells and leave the column",
        )
        for name in form.ANSWER_COLUMNS
        if name in had and name not in table.columns
    ]


def _holds_answers(grid: Grid) -> bool:
    """Say whether another sheet has the columns claim_id, topic and stance, and answers."""
    table = read_table(grid, form.claim_fields(1))
    needed = {"claim_id", "topic", "stance"}
    return table is not None and needed <= set(table.columns) and any(table.column("topic"))


def _own(found: Iterable[Problem], problems: Sequence[Problem]) -> list[Problem]:
    """Leave out of the answers' problems what follows from a column that was emptied or sorted."""
    torn = any(problem.code in ("column-emptied", "column-sorted") for problem in problems)
    return [problem for problem in found if not (torn and problem.code in MISPLACED)]


def in_order(problems: Iterable[Problem], table: Table) -> tuple[Problem, ...]:
    """Sort problems as the sheets stand, the Claims sheet by row; the order is stable."""

    def place(problem: Problem) -> tuple[bool, int]:
        digits = "".join(c for c in problem.cell if c.isdigit())
        return problem.sheet == table.grid.sheet, int(digits or 0)

    return tuple(sorted(problems, key=place))


def _of_file(book: Book, code: str, message: str, hint: str = "", sheet: str = "") -> Problem:
    return Problem(code=code, message=message, hint=hint, file=book.file, sheet=sheet)
