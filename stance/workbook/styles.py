"""How the workbooks look: colours, dropdowns, live marks."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from stance.core.codebook import CONFIDENCES, NONE, Codebook, Scale
from stance.sheets.a1 import column_letters
from stance.workbook import form
from stance.workbook.catalogues import Words
from stance.workbook.list_sheets import topic_letters
from stance.workbook.wording import said_in

_INK, _PAPER, _LINE = "#1F2933", "#F7F8FA", "#D5DAE1"
#: Height of one line of text, in points, and how many lines a row may show.
LINE, _MOST_LINES = 15, 24
#: Lines in the highest row that Excel has.
_HIGHEST = 27
_ASK, _FILL = "#7A4F01", "#FFF8E1"
_MISSING, _WRONG, _UNSURE = "#FFC98A", "#F28B82", "#D7C4F2"


def formats(book: Any) -> dict[str, Any]:
    """Return the cell formats by name."""
    base = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
    cell = base | {"text_wrap": True, "num_format": "@", "border": 1, "border_color": _LINE}
    head = cell | {"bold": True, "font_color": "#FFFFFF", "valign": "vcenter"}
    head_line = base | {"bold": True, "valign": "bottom"}
    return {
        name: book.add_format(properties)
        for name, properties in {
            "plain": base | {"num_format": "@"},
            "words": base | {"text_wrap": True, "num_format": "@"},
            "looked_up": base | {"text_wrap": True, "font_color": "#51606F"},
            "answer": cell | {"bg_color": _FILL},
            "head": head | {"bg_color": _INK},
            "ask": head | {"bg_color": _ASK},
            "term": base | {"bold": True, "text_wrap": True, "num_format": "@"},
            "title": head_line | {"font_size": 20, "font_color": _INK},
            "heading": head_line | {"font_size": 13, "font_color": _ASK},
            "missing": {"bg_color": _MISSING},
            "wrong": {"bg_color": _WRONG},
            "unsure": {"bg_color": _UNSURE},
            "number": base | {"num_format": "0", "align": "right"},
        }.items()
    }


def height(lines: int) -> int:
    """Return the points that so many lines take, or as many as a row may have."""
    return LINE * min(lines, _HIGHEST)


def row_height(row: Sequence[str], widths: Sequence[int]) -> int:
    """Return the points that a row's wrapped texts take; not every program works it out.

    Args:
        row: the texts.
        widths: of their columns, in characters.
    """
    lines = 1
    for text, width in zip(row, widths, strict=True):
        if len(text) >= width:  # most texts are short, and most rows many
            lines = max(lines, 1 + len(text) * 10 // (width * 9) + text.count("\n"))
        elif "\n" in text:
            lines = max(lines, 1 + text.count("\n"))
    return LINE * min(lines, _MOST_LINES)


def dress_claims(
    styles: dict[str, Any],
    sheet: Any,
    fields: Sequence[form.Field],
    n_rows: int,
    ranges: dict[str, str],
    prompts: dict[str, str],
    scale: Scale,
    words: Words,
) -> None:
    """Add dropdowns that point at ranges, and the marks for what is missing or contradictory.

    Args:
        styles: the formats, see ``formats``.
        sheet: the sheet Claims.
        fields: its columns.
        n_rows: how many rows it has.
        ranges: by the kind of answer, where its choices stand.
        prompts: likewise what its cells tell while they are selected.
        scale: the legal stances.
        words: of the workbook, in which answers may be typed too.
    """
    columns = {f.name: column for column, f in enumerate(fields)}
    sheet.set_row(0, 30)
    slots = form.slots_in(columns)
    kinds = {form.answer_column(name, n): name for n in slots for name in form.PER_SLOT}
    kinds |= {name: name for name in ranges if name in columns}
    last = max(n_rows, 1)
    for name, kind in kinds.items():
        choices = _dropdown(kind, ranges, words)
        if kind in prompts:
            choices |= {"input_title": words.header(kind), "input_message": prompts[kind]}
        sheet.data_validation(1, columns[name], last, columns[name], choices)
    at = columns[form.CORRECT_WORDS.name]
    sheet.data_validation(1, at, last, at, message(form.CORRECT_WORDS, words))
    cells = {name: f"${column_letters(column + 1)}2" for name, column in columns.items()}
    marks = [
        mark
        for n in slots
        for mark in (*_marks(cells, n, words), *_unknown(cells, n, scale, words))
    ]
    if form.STATUS.name in cells and form.REASON.name not in cells:
        marks.append((form.STATUS.name, f'={cells[form.STATUS.name]}<>""', "missing"))
    for name, rule, style in [*marks, *_unsure(cells)]:
        condition = {"type": "formula", "criteria": rule, "format": styles[style]}
        sheet.conditional_format(1, columns[name], last, columns[name], condition)


def look_up_propositions(
    styles: dict[str, Any],
    sheet: Any,
    fields: Sequence[form.Field],
    rows: Sequence[Sequence[str]],
    n_topics: int,
    words: Words,
) -> None:
    """Put the proposition of the chosen topic beside it, by a formula that changes with the choice.

    The functions are among those that Excel, LibreOffice and Google Sheets all document, and the
    text that the formula gives now is stored with it.
    """
    columns = {f.name: column for column, f in enumerate(fields)}
    last = n_topics + 2  # the last row of Topics is "none"
    propositions, label, topic_id, number_of = (
        words.place("Topics", f"${letters}$2:${letters}${last}")
        for letters in map(topic_letters, ("proposition", "label", "topic", form.NUMBER.name))
    )
    for slot in form.slots_in(columns):
        column = columns.get(form.answer_column(form.PROPOSITION, slot))
        if column is None:
            continue
        topic = column_letters(columns[form.answer_column("topic", slot)] + 1)
        for number, row in enumerate(rows, start=1):
            by_label, by_id, by_number = (
                f"MATCH({topic}{number + 1},{names},0)" for names in (label, topic_id, number_of)
            )
            row_of_topic = f"IFERROR({by_label},IFERROR({by_id},{by_number}))"
            formula = f'=IFERROR(INDEX({propositions},{row_of_topic}),"")'
            sheet.write_formula(number, column, formula, styles["looked_up"], row[column])


def _dropdown(kind: str, ranges: dict[str, str], words: Words) -> dict[str, Any]:
    """Return the choices of a column; a speaker whom the list lacks may be typed."""
    choices = {"validate": "list", "source": ranges[kind]}
    if kind == form.CORRECT_SPEAKER.name:
        return message(form.CORRECT_SPEAKER, words) | choices | {"show_error": False}
    return choices | {"show_error": False}  # a code or number may be typed; what is none turns red


def message(field: form.Field, words: Words) -> dict[str, Any]:
    """Return a rule that allows anything and shows what to enter."""
    told = {"input_title": words.header(field.name), "input_message": words.say(field.hint)}
    return {"validate": "any", **told}


#: The column that is marked, the rule, and the style of the mark.
Mark = tuple[str, str, str]


def _marks(cells: dict[str, str], slot: int, words: Words) -> list[Mark]:
    """Return the marks of one slot; the first may stay empty only if the claim is rejected."""
    names = [form.answer_column(name, slot) for name in form.PER_SLOT]
    topic, stance, reject = cells[names[0]], cells[names[1]], cells[form.REJECT.name]
    none = [f'{topic}="{text}"' for text in dict.fromkeys((NONE, words.answer(NONE)))]
    some = ",".join(one.replace("=", "<>") for one in none)
    marks = [
        (names[0], f'=AND({topic}="",{stance}<>"")', "wrong"),
        (names[1], f'=AND({_any(none)},{stance}<>"")', "wrong"),
        (names[1], f'=AND({topic}<>"",{some},{stance}="")', "missing"),
    ]
    if slot > 1 or form.REASON.name in cells:  # what is left to decide, its column "status" says
        return marks
    nothing = dict.fromkeys(("", "no", words.answer("no")))
    kept = _any([f'{reject}="{text}"' for text in nothing])
    is_claim = f'{kept},{cells["kind"]}<>"{form.NOT_A_CLAIM}"'
    return [*marks, (names[0], f'=AND({topic}="",{is_claim})', "missing")]


def _any(conditions: Sequence[str]) -> str:
    """Return the condition that one of these holds."""
    return conditions[0] if len(conditions) == 1 else f"OR({','.join(conditions)})"


def _unknown(cells: dict[str, str], slot: int, scale: Scale, words: Words) -> Iterator[Mark]:
    """Yield the marks of what is on no list; a topic is on one if it has a proposition."""
    topic, stance, confidence = (form.answer_column(name, slot) for name in form.PER_SLOT)
    if proposition := cells.get(form.answer_column(form.PROPOSITION, slot)):
        yield topic, f'=AND({cells[topic]}<>"",{proposition}="")', "wrong"
    scores = (f"{level.score:g}" for level in scale.levels if level.score is not None)
    shown = said_in(words, Codebook((), scale)).scale
    levels = (*scale.levels, *shown.levels)
    names = (name for level in levels for name in (level.label, level.code) if name)
    rule = _none_of(cells[stance], (*names, *scores))
    if len(rule) <= _RULE:
        yield stance, rule, "wrong"
    known = (
        f"{number}{label}"
        for n, said in CONFIDENCES.items()
        for word in (said, words.answer(said))
        for number, label in ((n, ""), ("", word), (n, f" {word}"))
    )
    yield confidence, _none_of(cells[confidence], known), "wrong"


def _none_of(cell: str, words: Iterable[str]) -> str:
    """Return the formula that says of a cell that it is filled and none of these."""
    quoted = ('"' + word.replace('"', '""') + '"' for word in dict.fromkeys(words))
    return f'=AND({cell}<>"",NOT(OR({",".join(f"TRIM({cell})={word}" for word in quoted)})))'


#: Characters that a rule may have.
_RULE = 8_000


def _unsure(cells: dict[str, str]) -> list[Mark]:
    """Return the marks of a speaker who is a guess, until somebody has corrected it."""
    sure, given = cells["speaker_confidence"], cells[form.CORRECT_SPEAKER.name]
    rule = f'=AND(ISNUMBER({sure}),{sure}<{form.UNSURE},{given}="")'
    return [(name, rule, "unsure") for name in ("expert", form.CORRECT_SPEAKER.name)]
