"""Finding candidates by an index decides as comparing all pairs does; names in more scripts."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stance.core.contracts import EXPERTS
from stance.names import ASK, SAME, cluster, registry, similarity
from stance.names.compare import may_be_one
from stance.names.sounds import sounds

LISTS = Path(__file__).parents[1].joinpath("data") / "name_groups.jsonl"
ROWS = [json.loads(line) for line in LISTS.read_text(encoding="utf-8").splitlines()]
NAMES = sorted({mention[0] for row in ROWS for mention in row["mentions"]})


def decided(row: dict[str, Any]) -> list[list[Any]]:
    columns = ["name", "source_id", "expert_id"]
    mentions = pd.DataFrame([[*m, ""][:3] for m in row["mentions"]], columns=columns)
    listed = [{"expert_id": i, "name": n, "aliases": a} for i, n, a in row.get("experts", ())]
    people = cluster(mentions, EXPERTS.build(listed) if listed else None)
    return [people.groups.to_numpy().tolist(), people.questions.to_numpy().tolist()]


def all_pairs(nodes: Sequence[Any], *, weak: bool = False) -> list[tuple[Any, Any]]:
    return [(a, b) for i, a in enumerate(nodes) for b in nodes[i + 1 :]]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["why"])
def test_the_index_decides_as_all_pairs_do(
    row: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    by_index = decided(row)
    monkeypatch.setattr(registry, "_candidates", all_pairs)
    monkeypatch.setattr(registry, "may_be_one", lambda a, b: True)
    assert decided(row) == by_index


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_no_pair_that_is_worth_asking_is_passed_over(a: str, b: str) -> None:
    assert may_be_one(a, b) or similarity(a, b) < ASK


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("გიორგი", "giorgi"),
        ("ჭავჭავაძე", "chavchavadze"),
        ("նիկոլ", "nikol"),
        ("չարենց", "charents"),
    ],
)
def test_georgian_and_armenian_letters_sound_as_they_are_written_in_latin(
    written: str, heard: str
) -> None:
    assert sounds(written) == sounds(heard)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("გიორგი მაგალითაშვილი", "Giorgi Magalitashvili"),
        ("სალომე მაგალითაშვილი", "Саломе Магалиташвили"),
        ("Արամ Օրինակյան", "Aram Orinakyan"),
        ("Արամ Օրինակյան", "Арам Оринакян"),
        ("Загваржав Баттулга", "Zagvarjav Battulga"),
        ("Ștefan Exemplu", "Stefan Exemplu"),
        ("Gheorghe Țurcan", "Георге Цуркан"),
        ("Ion Modelescu", "Ион Моделеску"),
    ],
)
def test_spellings_in_scripts_of_the_region_are_one_person(a: str, b: str) -> None:
    assert similarity(a, b) >= SAME


@pytest.mark.parametrize(
    ("a", "b"),
    [("გიორგი მაგალითაშვილი", "Giorgi Kalandadze"), ("Արամ Օրինակյան", "Aram Nmushyan")],
)
def test_other_people_in_these_scripts_stay_apart(a: str, b: str) -> None:
    assert similarity(a, b) < ASK
