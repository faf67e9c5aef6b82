"""The Progress sheet: live counts, each with the value it has now."""

from collections.abc import Sequence
from typing import Any

from stance.core.codebook import NONE, Codebook
from stance.sheets.a1 import column_letters
from stance.workbook import form
from stance.workbook.catalogues import Words
from stance.workbook.wording import Shown

#: A label, the formula that counts it, and the count at the time of writing.
Line = tuple[str, str, float]


def write_progress(
    sheet: Any,
    styles: dict[str, Any],
    fields: Sequence[form.Field],
    table: Sequence[Sequence[str]],
    codebook: Codebook,
    shown: Shown,
    words: Words,
) -> None:
    """Write live counts of the Claims sheet.

    Args:
        sheet: where to.
        styles: the formats of cells.
        fields: the columns of Claims.
        table: its rows.
        codebook: topics and scale.
        shown: what stands in them for our words, see ``wording.shown_answers``.
        words: of the workbook.
    """
    names = [f.name for f in fields]
    read = ("topic", "stance", form.REJECT.name, "kind")
    columns = [[row[names.index(n)] for row in table] for n in read]
    topics, stances, *_ = columns
    spans = topic, stance, _, _ = [_span(words, names, n, len(table)) for n in read]
    lines = _lines(spans, list(zip(*columns, strict=True)), words)
    without = [level.label for level in codebook.scale.levels if level.score is None]
    unclear = [shown.get("stance", {}).get(label, label) for label in without]
    for label in unclear:
        formula = f"=COUNTIF({stance},A{len(lines) + 2})"
        lines.append((label, formula, stances.count(label)))
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 12)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, words.sheet("Progress"), styles["title"])
    _write(sheet, styles, lines, 1)
    at = len(lines) + 2
    sheet.write_string(at, 0, words.say("Rows a topic"), styles["heading"])
    topic_names = shown.get("topic", {})
    names = [topic_names.get(name, name) for name in (*codebook.topic_ids, NONE)]
    by_topic = [
        (name, f"=SUMPRODUCT(({topic}=A{number})*1)", topics.count(name))
        for number, name in enumerate(names, start=at + 2)
    ]
    _write(sheet, styles, by_topic, at + 1)


def _span(words: Words, names: Sequence[str], name: str, n_rows: int) -> str:
    letters = column_letters(names.index(name) + 1)
    return words.place("Claims", f"${letters}$2:${letters}${max(n_rows, 1) + 1}")


def _lines(spans: Sequence[str], rows: Sequence[tuple[str, ...]], words: Words) -> list[Line]:
    """Return the counts over all topics, from the second row of the sheet on."""
    topic, stance, reject, kind = spans
    nothing = dict.fromkeys(("no", words.answer("no")))
    none = dict.fromkeys((NONE, words.answer(NONE), "0"))  # 0 is its number in the list of topics
    claims = [(not r or r in nothing) and k != form.NOT_A_CLAIM for _, _, r, k in rows]
    rejected = len(rows) - sum(claims)
    lacking = [bool(t) and t not in none and not s for t, s, *_ in rows]
    every = zip(rows, claims, lacking, strict=True)
    left = sum(is_claim and (not row[0] or lacks) for row, is_claim, lacks in every)
    is_kept = "+".join(f'({reject}="{text}")' for text in ("", *nothing))
    kept = f'({is_kept})*({kind}<>"{form.NOT_A_CLAIM}")'
    asked = "*".join([*(f'({topic}<>"{text}")' for text in ("", *none)), f"({topic}<>0)"])
    halved = f'{asked}*({stance}="")'
    coded = sum(bool(t) for t, *_ in rows) - sum(lacking)
    lines = [
        ("rows", f"=ROWS({topic})" if rows else "=0", len(rows)),
        ("coded", f"=COUNTA({topic})-SUMPRODUCT({halved})", coded),
        ("not a claim", f"=ROWS({topic})-SUMPRODUCT({kept})" if rows else "=0", rejected),
        ("open", f'=SUMPRODUCT((({topic}="")+{halved})*{kept})' if rows else "=0", left),
        (
            "share done, in percent",
            "=IF(B2=0,0,ROUND(100*(B2-B5)/B2,0))",
            _percent(len(rows) - left, len(rows)),
        ),
        (
            "topic without stance",
            f"=SUMPRODUCT({halved})",
            sum(lacking),
        ),
        (
            "stance without topic",
            f'=SUMPRODUCT(({topic}="")*({stance}<>""))',
            sum(not t and bool(s) for t, s, *_ in rows),
        ),
    ]
    return [(words.say(label), formula, count) for label, formula, count in lines]


def _percent(part: int, whole: int) -> int:
    return (200 * part + whole) // (2 * whole) if whole else 0


def _write(sheet: Any, styles: dict[str, Any], lines: Sequence[Line], first: int) -> None:
    for number, (label, formula, value) in enumerate(lines, start=first):
        sheet.write_string(number, 0, label, styles["words"])
        sheet.write_formula(number, 1, formula, styles["number"], value)
