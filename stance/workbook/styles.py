"""How the workbooks look: colours, dropdowns, live marks."""

from collections.abc import Sequence
from typing import Any

from stance.codebook import NONE
from stance.workbook import form
from stance.workbook.a1 import column_letters

_INK, _PAPER, _LINE = "#1F2933", "#F7F8FA", "#D5DAE1"
_ASK, _FILL = "#7A4F01", "#FFF8E1"
_MISSING, _WRONG = "#FFC98A", "#F28B82"


def formats(book: Any) -> dict[str, Any]:
    """Return the cell formats by name."""
    base = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
    cell = base | {"text_wrap": True, "num_format": "@", "border": 1, "border_color": _LINE}
    head = cell | {"bold": True, "font_color": "#FFFFFF", "valign": "vcenter"}
    return {
        name: book.add_format(properties)
        for name, properties in {
            "plain": base | {"num_format": "@"},
            "words": base | {"text_wrap": True, "num_format": "@"},
            "answer": cell | {"bg_color": _FILL},
            "head": head | {"bg_color": _INK},
            "ask": head | {"bg_color": _ASK},
            "term": base | {"bold": True, "text_wrap": True, "num_format": "@"},
            "title": base | {"bold": True, "font_size": 20, "font_color": _INK},
            "heading": base | {"bold": True, "font_size": 13, "font_color": _ASK},
            "missing": {"bg_color": _MISSING},
            "wrong": {"bg_color": _WRONG},
            "number": base | {"num_format": "0", "align": "right"},
        }.items()
    }


def dress_claims(
    styles: dict[str, Any],
    sheet: Any,
    fields: Sequence[form.Field],
    n_rows: int,
    ranges: dict[str, str],
) -> None:
    """Add dropdowns that point at ranges, and the marks for what is missing or contradictory."""
    last = max(n_rows, 1)
    columns = {f.name: column for column, f in enumerate(fields)}
    sheet.set_row(0, 30)
    reason = form.REASON.name
    if reason in columns:
        at = columns[reason]
        sheet.data_validation(1, at, last, at, _dropdown(reason, ranges))
    slot = 1
    while (names := [f.name for f in form.slot_fields(slot)])[0] in columns:
        for name, kind in zip(names, ("topic", "stance", "confidence"), strict=True):
            sheet.data_validation(1, columns[name], last, columns[name], _dropdown(kind, ranges))
        topic, stance = (f"${column_letters(columns[name] + 1)}2" for name in names[:2])
        for name, rule, style in _marks(names, topic, stance, slot):
            sheet.conditional_format(
                1,
                columns[name],
                last,
                columns[name],
                {"type": "formula", "criteria": rule, "format": styles[style]},
            )
        slot += 1


def _dropdown(kind: str, ranges: dict[str, str]) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": ranges[kind],
        "error_type": "warning",
        "error_title": f"No {kind} of the list",
        "error_message": f"Please choose a {kind} from the list.",
    }


def _marks(names: Sequence[str], topic: str, stance: str, slot: int) -> list[tuple[str, str, str]]:
    """Return column, rule and style of each mark; the first slot may not stay empty."""
    marks = [
        (names[0], f'=AND({topic}="",{stance}<>"")', "wrong"),
        (names[1], f'=AND({topic}="{NONE}",{stance}<>"")', "wrong"),
        (names[1], f'=AND({topic}<>"",{topic}<>"{NONE}",{stance}="")', "missing"),
    ]
    return [*marks, (names[0], f'={topic}=""', "missing")] if slot == 1 else marks
