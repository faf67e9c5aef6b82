"""What is said of a returned file, over all small cases of what was issued, held and returned."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from stance.core.contracts import CLAIMS
from stance.core.errors import Problem
from stance.study import returned
from stance.study.merging import merge
from stance.workbook.content import Content
from stance.workbook.entries import entries_of
from stance.workbook.meta import Meta
from stance.workbook.waiting import Wait
from tests.workbook_material import answer, content
from tests.written import hold

STATES = ("", "for", "F", "against")
#: By claim: what was issued, what the study has, what the file has.
CASES = {f"c{n}": states for n, states in enumerate(product(STATES, repeat=3))}


def _content(name: str, column: int, **more: object) -> Content:
    claims = CLAIMS.build([{"claim_id": claim, "expert_id": "anna"} for claim in CASES])
    rows = [
        answer(claim, "tax", states[column], stance_cell=f"J{n + 2}", sheet="Claims")
        for n, (claim, states) in enumerate(CASES.items())
        if states[column]
    ]
    return content(*rows, name=name, claims=claims, **more)


def _issued() -> Meta:
    stances = [states[0] for states in CASES.values()]
    columns = {"topic": ["tax" if text else "" for text in stances], "stance": stances}
    return Meta({}, list(CASES), ["x"] * len(CASES), columns)


def _told(name: str, problems: list[Problem]) -> Iterator[str]:
    yield f"{name}:" + " nothing" * (not problems)
    for one in problems:
        yield f"    {one.code} {one.file} {one.sheet}!{one.cell} {one.claim_id}: {one.message}"
        yield f"        {one.hint}"


def _said() -> Iterator[str]:
    yield from (f"{claim}: {' | '.join(states)}" for claim, states in CASES.items())
    issued, held = _content("issued.xlsx", 0), _content("ana.xlsx", 1)
    began = entries_of(issued.answers)
    claims = set(CASES)
    for told, meta in (("a workbook", _issued()), ("a CSV", Meta())):
        file = replace(_content("back.xlsx", 2), meta=meta, absent=frozenset({"topic"}))
        whole, conflicts = merge(file, held, (began, began))
        own, _ = merge(file, held, (entries_of(held.answers),) * 2)
        yield f"== {told}"
        for again in (True, False):
            late = returned.late_answers(file, claims, again, held, whole)
            yield from _told(f"late, again {again}", late)
        yield from _told("older", returned.older_answers(file, whole, set(conflicts)))
        yield from _told("older, nothing disputed", returned.older_answers(file, held, ()))
        yield from _told("kept", returned.kept_answers([file], held, whole))
        yield from _told("kept beside another", returned.kept_answers([file, issued], held, held))
        yield from _told("emptied", returned.emptied(file, held, whole))
        yield from _told("emptied of its own", returned.emptied(file, held, own))
        yield from _told("replaced", returned.replaced_answers(file, (), held, whole))
        yield from _told("replaced, some late", returned.replaced_answers(
            file, {"c9", "c11"}, held, file))  # fmt: skip
        fewer = replace(file, claims=file.claims.iloc[3:], answers=file.answers.iloc[2:])
        yield from _told("rows missing", returned.missing_rows(fewer, held))
        yield from _told("no row at all", returned.missing_rows(
            replace(fewer, claims=fewer.claims.iloc[:0]), held))  # fmt: skip
        yield from _told("columns missing", returned.missing_columns(file, held, held))
        gone = (
            Problem(code="missing-row", message="gone", claim_id="c1"),
            Problem(code="missing-row", message="unknown", claim_id="z"),
        )
        yield from _told("told", returned.told(replace(file, problems=gone), held))
        waits = {(claim, 0, 1): Wait("words", True) for claim in CASES}
        left = {(claim, 0, 1): Wait("topic", n % 2 > 0) for n, claim in enumerate(CASES)}
        asked = replace(held, waits=waits | {("c1", 0, 1): Wait("topic", True)})
        looked = returned.looked_at(replace(file, waits=left), asked)
        yield f"still waits: {sorted((k[0], w.code) for k, w in looked.waits.items())}"
        yield from _told("confirmed", returned.confirmed(file, asked, whole))


def test_what_is_said_of_a_returned_file_is_as_is_committed() -> None:
    hold("said of returned files.txt", _said())


TEXTS = ["for", "against", "mixed", "for", "unclear", "against", "for", "mixed"]


def _sorted(texts: list[str], name: str, topics: list[str] | None = None) -> Content:
    topics = topics or ["tax"] * len(texts)
    claims = CLAIMS.build([{"claim_id": f"c{n}", "expert_id": "a"} for n in range(len(texts))])
    rows = [
        answer(
            f"c{n}", topic, text, sheet="Claims", stance_cell=f"J{n + 2}", topic_cell=f"H{n + 2}"
        )
        for n, (topic, text) in enumerate(zip(topics, texts, strict=True))
        if topic or text
    ]
    return content(*rows, name=name, claims=claims)


def _sorted_cases() -> Iterator[str]:
    present = _sorted(TEXTS, "ana.xlsx")
    topics = ["tax", "road"] * 4
    cases = {
        "as it was": _sorted(TEXTS, "back.xlsx"),
        "sorted": _sorted(sorted(TEXTS), "back.xlsx"),
        "one lower": _sorted(["", *TEXTS[:-1]], "back.xlsx"),
        "two exchanged": _sorted([*TEXTS[1::-1], *TEXTS[2:]], "back.xlsx"),
        "five coded anew": _sorted(["unclear"] * 5 + TEXTS[5:], "back.xlsx"),
        "topics sorted": _sorted(TEXTS, "back.xlsx", sorted(topics)),
        "topics gone": _sorted(TEXTS, "back.xlsx", [""] * 8),
        "fewer claims": _sorted(sorted(TEXTS)[:4], "back.xlsx"),
    }
    mixed = _sorted(TEXTS, "ana.xlsx", topics)
    told = Problem(code="column-sorted", message="told already")
    for name, file in cases.items():
        for before in (present, mixed):
            yield from _told(name, returned.sorted_since(file, before, present))
        told_already = replace(file, problems=(told,))
        assert returned.sorted_since(told_already, present, present) == []


def test_columns_sorted_since_they_were_received_are_told_as_is_committed() -> None:
    hold("columns sorted since.txt", _sorted_cases())
