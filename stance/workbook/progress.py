"""The Progress sheet: live counts, each with the value it has now."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from stance.core.codebook import NONE, Codebook
from stance.sheets.a1 import column_letters
from stance.workbook import form
from stance.workbook.catalogues import Words
from stance.workbook.wording import Shown, places

#: A label, the formula that counts it, and the count at the time of writing.
Line = tuple[str, str, float]


class _Claim(NamedTuple):
    """What stands of a claim, slot by slot; or, on the sheet, in which cells all of it stands."""

    topics: Sequence[str]
    stances: Sequence[str]
    reject: str
    kind: str

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield each topic with its stance."""
        return zip(self.topics, self.stances, strict=True)


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
    slots = [n for n in form.SLOTS if form.answer_column("topic", n) in names]

    def of(each: Callable[[str], str]) -> _Claim:
        topics, stances = (
            [each(form.answer_column(kind, slot)) for slot in slots] for kind in ("topic", "stance")
        )
        return _Claim(topics, stances, each(form.REJECT.name), each("kind"))

    told = of(lambda name: _span(words, names, name, len(table)))
    rows = [of(dict(zip(names, row, strict=True)).__getitem__) for row in table]
    lines = _lines(told, rows, words)
    without = [level.label for level in codebook.scale.levels if level.score is None]
    for label in (shown.get("stance", {}).get(label, label) for label in without):
        formula = "=" + "+".join(f"COUNTIF({span},A{len(lines) + 2})" for span in told.stances)
        lines.append((label, formula, sum(row.stances.count(label) for row in rows)))
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 12)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, words.sheet("Progress"), styles["title"])
    _write(sheet, styles, lines, 1)
    at = len(lines) + 2
    sheet.write_string(at, 0, words.say("Rows a topic"), styles["heading"])
    _write(sheet, styles, _by_topic(told, rows, codebook, shown, at + 2), at + 1)


def _by_topic(
    told: _Claim, rows: Sequence[_Claim], codebook: Codebook, shown: Shown, first: int
) -> list[Line]:
    """Return how often each topic stands there, by label or number."""
    labels = shown.get("topic", {})
    typed = {topic_id: number for number, topic_id in places(codebook).items()}
    lines: list[Line] = []
    for at, topic_id in enumerate((*codebook.topic_ids, NONE), start=first):
        name, number = labels.get(topic_id, topic_id), typed[topic_id]
        is_it = "+".join(
            f'(({span}=A{at})+({span}="{number}")+ISNUMBER({span})*({span}={number})>0)'
            for span in told.topics
        )
        count = sum(topic in (name, number) for row in rows for topic in row.topics)
        lines.append((name, f"=SUMPRODUCT({is_it}+0)", count))
    return lines


def _span(words: Words, names: Sequence[str], name: str, n_rows: int) -> str:
    letters = column_letters(names.index(name) + 1)
    return words.place("Claims", f"${letters}$2:${letters}${max(n_rows, 1) + 1}")


def _lines(told: _Claim, rows: Sequence[_Claim], words: Words) -> list[Line]:
    """Return the counts over all topics, from the second row of the sheet on.

    As ``stance check`` counts: a claim is coded where it has a topic and no topic lacks its stance,
    unless it is marked as none.
    """
    nothing = dict.fromkeys(("no", words.answer("no")))
    none = dict.fromkeys((NONE, words.answer(NONE), "0"))  # 0 is its number in the list of topics
    claims = [(not r.reject or r.reject in nothing) and r.kind != form.NOT_A_CLAIM for r in rows]
    halves = [sum(bool(t) and t not in none and not s for t, s in r.pairs()) for r in rows]
    bare = sum(not t and bool(s) for r in rows for t, s in r.pairs())
    done = [any(r.topics) and not half for r, half in zip(rows, halves, strict=True)]
    coded = sum(one and claim for one, claim in zip(done, claims, strict=True))
    is_kept = "+".join(f'({told.reject}="{text}")' for text in ("", *nothing))
    kept = f'({is_kept})*({told.kind}<>"{form.NOT_A_CLAIM}")'
    half = "+".join(
        "*".join([*(f'({t}<>"{text}")' for text in ("", *none)), f"({t}<>0)", f'({s}="")'])
        for t, s in told.pairs()
    )
    alone = "+".join(f'({t}="")*({s}<>"")' for t, s in told.pairs())
    topics = "+".join(f'({t}<>"")' for t in told.topics)
    is_done = f"(({topics}+0)>0)*(({half})=0)"
    lines = [
        ("rows", f"=ROWS({told.topics[0]})", len(rows)),
        ("coded", f"=SUMPRODUCT({is_done}*{kept})", coded),
        ("not a claim", f"=ROWS({told.topics[0]})-SUMPRODUCT({kept})", len(rows) - sum(claims)),
        ("open", f"=SUMPRODUCT((1-{is_done})*{kept})", sum(claims) - coded),
        (
            "share done, in percent",
            "=IF(B2=0,0,ROUND(100*(B2-B5)/B2,0))",
            _percent(len(rows) - sum(claims) + coded, len(rows)),
        ),
        ("topic without stance", f"=SUMPRODUCT({half})", sum(halves)),
        ("stance without topic", f"=SUMPRODUCT({alone})", bare),
    ]
    if not rows:  # a span has at least one row, which is none
        lines = [(label, "=0", 0) for label, *_ in lines]
    return [(words.say(label), formula, count) for label, formula, count in lines]


def _percent(part: int, whole: int) -> int:
    return (200 * part + whole) // (2 * whole) if whole else 0


def _write(sheet: Any, styles: dict[str, Any], lines: Sequence[Line], first: int) -> None:
    for number, (label, formula, value) in enumerate(lines, start=first):
        sheet.write_string(number, 0, label, styles["words"])
        sheet.write_formula(number, 1, formula, styles["number"], value)
