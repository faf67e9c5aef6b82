"""Rules of the study's folder over all small cases: merging, sharing out, settling corrections."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from stance.core.contracts import CLAIMS
from stance.core.errors import UsageError
from stance.study.assigning import Plan, assign, chances
from stance.study.corrections import open_corrections, settle_corrections, with_corrections
from stance.study.merging import merge
from stance.study.summary import summary
from stance.workbook.content import Content
from stance.workbook.entries import FIELDS, Entry, entries_of
from tests.workbook_material import EXPERTS, answer, content
from tests.written import hold

NOTHING = None
#: One slot or two of a row, as typed; "." is a row that is not there.
CODES = (".", "tax:for", "tax:against", "TAX:F", "road:for", "tax:for road:for")
BESIDE = ("", "x", "y")


def _rows(claim_id: str, codes: str, **beside: str) -> list[dict]:
    """The answers that a row holds; what stands once in it is told with each."""
    parts = [] if codes == "." else codes.split()
    if not parts and any(beside.values()):
        parts = [":"]
    return [
        answer(claim_id, *part.split(":"), slot=slot, topic_cell=f"A{slot}", **beside)
        for slot, part in enumerate(parts, 1)
    ]


def _side(name: str, rows: dict[str, list[dict]], **more: object) -> Content:
    claims = CLAIMS.build([{"claim_id": claim_id, "expert_id": "anna"} for claim_id in rows])
    return content(*(a for own in rows.values() for a in own), name=name, claims=claims, **more)


def _cases() -> dict[str, tuple[str, list[list[dict]]]]:
    """What was issued and what two sides have, by claim: codes, then what stands beside them."""
    cases: dict[str, tuple[str, list[list[dict]]]] = {}

    def add(told: str, *states: dict) -> None:
        claim_id = f"c{len(cases)}"
        cases[claim_id] = (told, [_rows(claim_id, **state) for state in states])

    for states in product(CODES[:5], repeat=3):
        add(" | ".join(states), *({"codes": state} for state in states))
    for state in (
        ("tax:for", CODES[5], "tax:for"),
        (".", CODES[5], "tax:for"),
        (CODES[5], ".", CODES[5]),
    ):
        add(" | ".join(state), *({"codes": codes} for codes in state))
    for field in ("note", "correct_speaker", "not_a_claim"):
        for states in product(BESIDE, repeat=3):
            told = " | ".join(f"{field} {state!r}" for state in states)
            add(told, *({"codes": "tax:for", field: state} for state in states))
    add(
        "a note, the code of one side",
        {"codes": "."},
        {"codes": "tax:for"},
        {"codes": ".", "note": "n"},
    )
    return cases


def _merged(later: str | None, alone: int = 0) -> Iterator[str]:
    cases = _cases()
    issued, one, other = (
        _side(f"{name}.xlsx", {claim: rows[n] for claim, (_, rows) in cases.items()})
        for n, name in enumerate(("issued", "one", "other"))
    )
    if alone:  # the other side has not got the first claims
        kept = {claim: rows[2] for claim, (_, rows) in list(cases.items())[alone:]}
        other = _side("other.xlsx", kept)
    began = entries_of(issued.answers)
    # Where one was issued later, each was issued with what it holds: neither side changed anything.
    before = (entries_of(one.answers), entries_of(other.answers)) if later else (began, began)
    merged, conflicts = merge(one, other, before, later)
    held: dict[str, list[str]] = {}
    for (claim, _, slot), entry in entries_of(merged.answers).items():
        held.setdefault(claim, []).append(f"{slot}: {_entry(entry)}")
    shown = list(cases)[: alone or (25 if later else None)]
    for claim in shown:
        told, _ = cases[claim]
        yield f"{told}  →  {'; '.join(held.get(claim, ['.']))}"
    for (claim, _, slot), problem in conflicts.items():
        if claim in shown:
            yield f"{cases[claim][0]} ({slot}): {problem.message}; {problem.cell}"


def _with_parts_gone() -> Iterator[str]:
    """One side lacks a column, or cells of one claim lie under another; what was issued stays."""
    issued, one, other = (
        _side(f"{name}.xlsx", {claim: _rows(claim, codes, note=note) for claim in ("c1", "c2")})
        for name, codes, note in (
            ("issued", "tax:for road:for", "n"), ("one", "", "x"), ("other", "tax:against", "y"),
        )
    )  # fmt: skip
    began = entries_of(issued.answers)
    gone = ({"stance"}, {"topic", "stance"}, {"topic_2", "stance_2"}, {"note"}, set())
    for absent, covered in product(gone, repeat=2):
        cells = frozenset(("c2", column) for column in covered)
        short = replace(one, absent=frozenset(absent), covered=cells)
        merged, conflicts = merge(short, other, (began, began))
        yield f"absent {sorted(absent)}, covered in c2 {sorted(covered)}"
        for (claim, _, slot), entry in entries_of(merged.answers).items():
            yield f"    {claim} {slot}: {_entry(entry)}"
        yield from (f"    {problem.message}" for problem in conflicts.values())
    alone = replace(_side("one.xlsx", {"c1": _rows("c1", "")}), absent=frozenset({"stance"}))
    merged, _ = merge(alone, other, (began, began))
    yield "absent ['stance'], and the row of c2"
    yield from (f"    {c} {s}: {_entry(e)}" for (c, _, s), e in entries_of(merged.answers).items())


def test_what_one_copy_cannot_show_is_merged_as_is_committed() -> None:
    hold("merged, parts of one copy gone.txt", _with_parts_gone())


def _entry(entry: Entry) -> str:
    return ", ".join(f"{name} {entry[name]}" for name in FIELDS if entry[name])


@pytest.mark.parametrize("later", [None, "one", "other"])
def test_two_copies_are_merged_as_is_committed(later: str | None) -> None:
    hold(f"merged, {later or 'none'} later.txt", _merged(later))


def test_claims_that_one_copy_lacks_are_merged_as_is_committed() -> None:
    hold("merged, the other copy lacks them.txt", _merged(None, alone=20))


def _shared_out() -> Iterator[str]:
    claims = [f"c{number}" for number in range(7)]
    given = ({}, {"ann": ["c0", "c1", "c2"], "gone": ["c1", "c3"]})
    plans = [
        Plan(per_claim, overlap, seed, rest)
        for per_claim, overlap, seed, rest in product(
            (1, 2, 3), (0.0, 0.4, 1.0), (1, 2), (True, False)
        )
    ]
    for plan, has in product(plans, given):
        names = ["ann", "ben", "cid"]
        shares = assign(claims, names, plan, has)
        told = "; ".join(f"{name} {' '.join(own)}" for name, own in shares.items())
        likely = chances(claims, has, plan, {"c4": 0.5})
        known = " ".join(f"{claim} {chance:.4g}" for claim, chance in likely.items())
        wanted = f"{plan.per_claim} of {plan.overlap:g}, seed {plan.seed}, rest {plan.rest}"
        yield f"{wanted}: {told}; {known}"
    for plan, names in (
        (Plan(4), ["ann"]), (Plan(0), ["ann"]), (Plan(1, 1.1), ["ann"]), (Plan(1, -0.1), ["ann"]),
        (Plan(1), []), (Plan(2), ["ann", "ann"]),
    ):  # fmt: skip
        try:
            yield f"{assign(claims[:1], names, plan)}"
        except UsageError as error:
            yield f"{error}"


def test_claims_are_shared_out_as_is_committed() -> None:
    hold("claims shared out.txt", _shared_out())


def _corrected() -> Iterator[str]:
    """Votes of three annotators, of the adjudicator and the analyst, on four claims and more."""
    speakers = ("Anna Example", "ben", "A. Example", "Somebody New", "somebody  new", "a | b", "")
    rows: list[dict] = []
    claims = []
    for number, votes in enumerate(product(speakers, repeat=2)):
        claim = f"c{number}"
        claims.append({"claim_id": claim, "expert_id": "ben", "claim": "Old words, and more.",
                       "source_id": "s1", "start": 10.0, "end": 30.0, "row": number,
                       "key_phrase": "Old words"})  # fmt: skip
        for who, speaker in zip(("ann", "ben", "cid"), (*votes, "ben"), strict=True):
            rows.append(answer(claim, "tax", annotator=who, correct_speaker=speaker))
    more = [
        ("ann", {"correct_words": "“New words.”\nOther words"}),
        ("ben", {"correct_words": "new words\n'Other words.'"}),
        ("cid", {"correct_words": "chars 10–30"}),
        ("ann", {"correct_words": "Old words, and more."}),
        ("ann", {"not_a_claim": "x"}),
        ("ben", {"not_a_claim": "no"}),
        ("adjudicator", {"not_a_claim": "yes"}),
        ("adjudicator", {"correct_speaker": "anna"}),
        ("ann", {"note": "a note alone"}),
        ("ann", {"correct_words": "Old words of which the first are known"}),
        ("ann", {"correct_words": "Old words, all of them"}),
    ]
    for number, ((one, first), (two, second)) in enumerate(product(more, more)):
        claim = f"d{number}"
        claims.append(claims[0] | {"claim_id": claim, "row": 0})
        rows.append(answer(claim, "", annotator=one, **first))
        rows.append(answer(claim, "tax" if number % 2 else "", annotator=two, **second))
    file = [{"file": "study.xlsx"} if n % 13 == 5 else {"file": "x.xlsx"} for n in range(len(rows))]
    study = content(name="study.xlsx", claims=CLAIMS.build(claims))
    answers = study.answers.iloc[:0].reindex(range(len(rows))).assign(
        **{name: [(row | place).get(name, "") for row, place in zip(rows, file, strict=True)]
           for name in study.answers.columns}
    )  # fmt: skip
    study = replace(study, answers=answers)
    settled = settle_corrections(answers, EXPERTS)
    yield from (" | ".join(map(str, row)) for row in settled.itertuples(index=False))
    yield f"open: {open_corrections(settled)['claim_id'].tolist()}"
    whole = with_corrections(study)
    for problem in whole.problems:
        yield f"{problem.code} {problem.claim_id} {problem.cell}: {problem.message}; {problem.hint}"
    for row in whole.claims.to_dict("records"):
        yield f"{row['claim_id']} {row['expert_id']} {row['kind']} {row['speaker_reason']}"
    yield from (f"{row}" for row in whole.experts.itertuples(index=False))


def test_corrections_are_settled_as_is_committed() -> None:
    hold("corrections settled.txt", _corrected())


def test_work_is_counted_in_the_order_in_which_annotators_occur() -> None:
    table = content(
        answer("c1", "tax", "for"), answer("c1", "road", "a", slot=2), name="study.xlsx"
    )
    named = table.annotations.assign(annotator=["zoe", "ana"])
    counted = summary([replace(table, annotations=named)])
    assert counted["annotator"].tolist() == ["zoe", "ana"]
    assert counted[["n_coded", "n_open"]].to_numpy().tolist() == [[1, 2], [1, 2]]
