"""Contents written as workbooks that people can fill in."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from stance.codebook import CONFIDENCES, NONE, Codebook
from stance.errors import DataError, Problem
from stance.text import clean, fold
from stance.workbook import form, styles
from stance.workbook.a1 import column_letters
from stance.workbook.content import Content
from stance.workbook.files import refuse_open, replace_file
from stance.workbook.guide import guide_lines
from stance.workbook.meta import meta_columns, row_hash, words_hash
from stance.workbook.progress import write_progress

MAX_TEXT = 32_767
#: Height of one line of text, in points, and how many lines a row may show.
_LINE, _MOST_LINES = 15, 24
_CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


#: Columns that are shown beside the words: claim id to header to text.
Extras = Mapping[str, Mapping[str, str]]


def write(
    path: str | Path,
    content: Content,
    extras: Extras | None = None,
    issued: Content | None = None,
) -> Path:
    """Write one workbook, in one step; what was there is kept as a backup.

    The same content always gives the same bytes. No text ever becomes a formula, link or number.

    Args:
        path: where; the file's name replaces the content's.
        content: claims, answers, codebook and lists; its codebook is needed.
        extras: further columns to show, none of which is read back.
        issued: what the hidden sheet says was issued, where that is not the content itself.

    Raises:
        DataError: a text is too long for a cell, or the file is open in a spreadsheet.
    """
    path = Path(path)
    refuse_open(path)
    replace_file(path, workbook_bytes(content, path.name, extras, issued))
    return path


def workbook_bytes(
    content: Content, name: str, extras: Extras | None = None, issued: Content | None = None
) -> bytes:
    """Return the workbook as bytes; see ``write``."""
    from xlsxwriter import Workbook

    codebook = content.codebook or Codebook(())
    rows = answer_rows(content, codebook)
    began = answer_rows(issued, codebook) if issued else rows
    in_use = (slot for _, answers, _ in (*rows, *began) for slot in answers)
    slots = max([content.settings.slots, *in_use])
    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True})
    book.set_properties({"created": _CREATED, "title": content.title})
    writer = _Writer(book, name)
    sheets = {title: book.add_worksheet(title) for title in form.SHEETS}
    meta = book.add_worksheet(form.META_SHEET)
    _write_guide(writer, sheets["Guide"], content, codebook)
    shown = next(iter((extras or {}).values()), {})
    fields = (
        *form.WORDS,
        *(form.Field(header, width=26) for header in shown if header != form.REASON.name),
        *([form.REASON] if form.REASON.name in shown else []),
        *form.answer_fields(slots),
        *form.DETAILS,
    )
    table = claim_rows(content, rows, fields, extras or {})
    writer.table(sheets["Claims"], fields, table)
    styles.dress_claims(
        writer.formats, sheets["Claims"], fields, len(table), _ranges(content, codebook)
    )
    for title, entries in _lists(content, codebook, slots).items():
        writer.table(sheets[title], form.LISTS[title], entries)
        if title == "Settings" and content.annotator:
            sheets[title].hide()
    write_progress(sheets["Progress"], writer.formats, fields, table, codebook)
    if issued:
        table = claim_rows(issued, began, fields, {})
    writer.meta(meta, content, codebook, fields, table)
    meta.hide()
    sheets["Claims" if content.annotator else "Guide"].activate()
    book.close()
    if writer.problems:
        raise DataError(writer.problems)
    return stream.getvalue()


#: One row of answers: claim id, slot to (topic, stance, confidence), what stands once a row.
AnswerRow = tuple[str, dict[int, tuple[str, str, str]], dict[str, str]]


def answer_rows(content: Content, codebook: Codebook) -> list[AnswerRow]:
    """Return the answers row by row: in the order of the claims, then those of unknown claims.

    Legal answers are written as the codebook writes them, all others as they were typed.
    """
    by_claim: dict[str, dict[tuple[str, int], AnswerRow]] = {}
    columns = ("claim_id", "file", "row", "slot", "topic", "stance", "confidence", *form.PER_ROW)
    for claim_id, file, row, slot, topic, stance, confidence, *once in zip(
        *(content.answers[name] for name in columns), strict=True
    ):
        own = dict(zip(form.PER_ROW, once, strict=True))
        entry = by_claim.setdefault(claim_id, {}).setdefault((file, row), (claim_id, {}, own))
        level = codebook.scale.parse(stance)
        entry[1][slot] = (
            codebook.parse_topic(topic) or topic,
            level.label if level else stance,
            confidence,
        )
    ordered = [*content.claims["claim_id"], *by_claim]
    rows: list[AnswerRow] = []
    for claim_id in dict.fromkeys(ordered):
        rows += list(by_claim.get(claim_id, {}).values()) or [(claim_id, {}, _NOTHING)]
    return rows


def issued_words(content: Content) -> dict[str, list[str]]:
    """Return the words of every claim as a workbook shows them: the columns after the id."""
    rows: list[AnswerRow] = [(claim_id, {}, _NOTHING) for claim_id in content.claims["claim_id"]]
    return {row[0]: row[1:] for row in claim_rows(content, rows, form.WORDS, {})}


def claim_rows(
    content: Content, rows: Sequence[AnswerRow], fields: Sequence[form.Field], extras: Extras
) -> list[list[str]]:
    """Return the Claims sheet as texts."""
    shown = expert_names(content.experts)
    claims = {row["claim_id"]: row for row in content.claims.to_dict("records")}
    names = [f.name for f in fields]
    slots = {f.name: (n, at) for n in range(1, 10) for at, f in enumerate(form.slot_fields(n))}
    table: list[list[str]] = []
    for claim_id, answers, own in rows:
        claim = claims.get(claim_id, {})
        expert_id = claim.get("expert_id", "")
        cells = {
            **{name: claim.get(name, "") for name in _AS_THEY_ARE},
            **extras.get(claim_id, {}),
            "claim_id": claim_id,
            form.ID_COPY.name: claim_id,
            "expert": shown.get(expert_id, expert_id),
            "source": claim.get("source_id", ""),
            **own,
            "speaker_confidence": _number(claim.get("speaker_confidence")),
            "locator": _locator(claim),
        }
        table.append(
            [
                answers.get(slots[name][0], ("", "", ""))[slots[name][1]]
                if name in slots
                else cells[name]
                for name in names
            ]
        )
    return table


_AS_THEY_ARE = (
    "said_on",
    "question",
    "claim",
    "key_phrase",
    "kind",
    "speaker",
    "speaker_reason",
)
_NOTHING = dict.fromkeys(form.PER_ROW, "")


def _locator(claim: dict[str, Any]) -> str:
    start, end = claim.get("start"), claim.get("end")
    return "" if pd.isna(start) or pd.isna(end) else f"{start:.0f}:{end:.0f}"


def expert_names(experts: pd.DataFrame) -> dict[str, str]:
    """Return the name to show for every expert: the id where the name is not theirs alone."""
    means: dict[str, set[str]] = {}
    for expert_id, name, aliases in zip(
        experts["expert_id"], experts["name"], experts["aliases"], strict=True
    ):
        for spelling in (expert_id, name, *aliases.split(";")):
            means.setdefault(fold(spelling), set()).add(expert_id)
    return {
        expert_id: name if clean(name) and means[fold(name)] == {expert_id} else expert_id
        for expert_id, name in zip(experts["expert_id"], experts["name"], strict=True)
    }


def _ranges(content: Content, codebook: Codebook) -> dict[str, str]:
    """Return where the dropdowns find their choices; the topic "none" is the last row."""
    return {
        form.CORRECT_SPEAKER.name: f"=Experts!$B$2:$B${max(len(content.experts), 1) + 1}",
        form.REJECT.name: f"={form.META_SHEET}!$C$20:$C$21",
        "topic": f"=Topics!$A$2:$A${len(codebook.topics) + 2}",
        "stance": f"=Scale!$A$2:$A${len(codebook.scale.levels) + 1}",
        "confidence": f"={form.META_SHEET}!$C$2:$C${len(CONFIDENCES) + 1}",
        form.REASON.name: f"={form.META_SHEET}!$C$10:$C${len(form.REASONS) + 9}",
    }


def _lists(content: Content, codebook: Codebook, slots: int) -> dict[str, list[list[str]]]:
    scale = codebook.scale
    topics = [[getattr(t, n) for n in _TOPIC_NAMES] for t in codebook.topics]
    none = [NONE, NONE, "The claim bears on no proposition of this codebook.", "", "", ""]
    return {
        "Topics": [*topics, none],
        "Scale": [[lv.label, _number(lv.score), lv.code, lv.meaning] for lv in scale.levels],
        "Experts": _rows(content.experts, form.EXPERTS),
        "Sources": _rows(content.sources, form.SOURCES),
        "Settings": [
            ["title", content.title, "the study's name, as people read it"],
            ["topic_slots", str(slots), "how many topics one claim may have, 1 to 9"],
            ["neutral", _number(scale.neutral), "neutral score; empty: the middle of the scale"],
            ["tolerance", _number(scale.tolerance), "distance of votes that count as one"],
            ["rules", content.settings.rules, "coding rules of this study, shown in the Guide"],
        ],
    }


def _rows(frame: pd.DataFrame, fields: Sequence[form.Field]) -> list[list[str]]:
    rows: list[list[str]] = frame[[f.name for f in fields]].to_numpy().tolist()
    return rows


_TOPIC_NAMES = ("id", "label", "proposition", "includes", "excludes", "keywords")


def _number(value: float | None) -> str:
    return "" if value is None or value != value else f"{value:g}"


def _write_guide(writer: "_Writer", sheet: Any, content: Content, codebook: Codebook) -> None:
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 1, 90)
    sheet.hide_gridlines(2)
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    for number, (style, left, right) in enumerate(
        guide_lines(content.settings, codebook, content.annotator)
    ):
        formats = writer.formats
        if style == "term":
            writer.text(sheet, number, 0, left, formats["term"])
            writer.text(sheet, number, 1, right, formats["words"])
            sheet.set_row(number, _LINE * (1 + len(right) // 85))
        elif style == "text":
            sheet.merge_range(number, 0, number, 1, "", formats["words"])
            writer.text(sheet, number, 0, left, formats["words"])
            sheet.set_row(number, _LINE * (1 + len(left) // 125))
        else:
            sheet.set_row(number, 30 if style == "title" else 22)
            writer.text(sheet, number, 0, left, formats[style])


def _lines_needed(row: Sequence[str], fields: Sequence[form.Field]) -> int:
    """Return how many lines the wrapped texts of a row take; not every program works it out."""
    lines = 1
    for text, f in zip(row, fields, strict=True):
        if len(text) >= f.width:  # most texts are short, and most rows many
            lines = max(lines, 1 + len(text) * 10 // (f.width * 9) + text.count("\n"))
        elif "\n" in text:
            lines = max(lines, 1 + text.count("\n"))
    return min(lines, _MOST_LINES)


class _Writer:
    """Writes texts as texts and remembers what does not fit."""

    def __init__(self, book: Any, name: str) -> None:
        self.name = name
        self.formats = styles.formats(book)
        self.problems: list[Problem] = []

    def text(self, sheet: Any, row: int, column: int, text: str, style: Any) -> None:
        """Write one text; empty texts keep the cell's format only."""
        if not text:
            sheet.write_blank(row, column, None, style)
        elif sheet.write_string(row, column, text, style):
            self.problems.append(
                Problem(
                    code="text-too-long",
                    message=f"the text has {len(text):,} characters, a cell holds {MAX_TEXT:,}",
                    hint="shorten it; nothing was written",
                    file=self.name,
                    sheet=sheet.get_name(),
                    cell=f"{column_letters(column + 1)}{row + 1}",
                    value=f"{text[:60]}…",
                )
            )

    def table(
        self, sheet: Any, fields: Sequence[form.Field], rows: Sequence[Sequence[str]]
    ) -> None:
        """Write a header and rows: frozen header, filter, widths, wrapped text."""
        answers = (
            {f.name for f in (*form.answer_fields(9), form.REASON)}
            if fields[0] is form.CLAIM_ID
            else set()
        )
        cell_styles = []
        for column, f in enumerate(fields):
            answer = f.name in answers
            self.text(sheet, 0, column, f.name, self.formats["ask" if answer else "head"])
            sheet.set_column(column, column, f.width, None, {"hidden": f is form.ID_COPY})
            cell_styles.append(self.formats["answer" if answer else "words"])
        for number, row in enumerate(rows, start=1):
            sheet.set_row(number, _LINE * _lines_needed(row, fields))
            for column, text in enumerate(row):
                if text in _DIGITS and fields[column].name.startswith("confidence"):
                    sheet.write_number(number, column, int(text), cell_styles[column])
                elif text and fields[column].name == "speaker_confidence":
                    sheet.write_number(number, column, float(text), cell_styles[column])
                else:
                    self.text(sheet, number, column, text, cell_styles[column])
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(fields) - 1)

    def meta(
        self,
        sheet: Any,
        content: Content,
        codebook: Codebook,
        fields: Sequence[form.Field],
        table: Sequence[Sequence[str]],
    ) -> None:
        """Write the hidden sheet: keys and values; issued rows; the choices of confidence."""
        plain = self.formats["plain"]
        keys = {
            "form": form.FORM,
            "study": content.title,
            "annotator": content.annotator,
            "kind": form.ADJUDICATION if content.annotator == form.ADJUDICATOR else "",
            "codebook": codebook.hash,
            "words": words_hash([[row[at] for row in table] for at in range(len(form.WORDS))]),
        }
        for number, (key, value) in enumerate(keys.items()):
            self.text(sheet, number, 0, key, plain)
            self.text(sheet, number, 1, value, plain)
        slots = sum(f.name.startswith("topic") for f in fields)
        names = [f.name for f in fields]
        first, words = 3, len(form.WORDS)
        block = [names.index(f.name) for f in form.answer_fields(slots)[1:]]
        for column, head in enumerate(meta_columns(slots), start=first):
            self.text(sheet, 0, column, head, plain)
        for number, row in enumerate(table, start=1):
            cells = (row[0], row_hash(row[1:words]), *(row[at] for at in block))
            for column, text in enumerate(cells, start=first):
                if text:  # one too long for a cell is reported where people see it
                    sheet.write_string(number, column, text, plain)
        self.text(sheet, 0, 2, "confidence", plain)
        for number, choice in enumerate(CONFIDENCES, start=1):
            sheet.write_number(number, 2, choice, plain)
        for number, reason in enumerate(form.REASONS, start=9):
            self.text(sheet, number, 2, reason, plain)
        for number, word in enumerate(("yes", "no"), start=19):
            self.text(sheet, number, 2, word, plain)


_DIGITS = {str(number) for number in CONFIDENCES}
