"""Small lists of mentions, each with who is held to be who, why, and what is asked."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from stance.core.contracts import EXPERTS
from stance.names import cluster

LISTS = Path(__file__).parents[1].joinpath("data") / "name_groups.jsonl"
ROWS = [json.loads(line) for line in LISTS.read_text(encoding="utf-8").splitlines()]


def found(row: dict[str, Any]) -> dict[str, Any]:
    """The persons and questions, as the table has them."""
    columns = ["name", "source_id", "expert_id"]
    mentions = pd.DataFrame([[*m, ""][:3] for m in row["mentions"]], columns=columns)
    listed = [{"expert_id": i, "name": n, "aliases": a} for i, n, a in row.get("experts", ())]
    people = cluster(mentions, EXPERTS.build(listed) if listed else None)
    groups = ["group", "expert_id", "person", "name", "source_id", "n_mentions", "weak", "reason"]
    asked = [name for name in people.questions.columns if not name.startswith("group")]
    questions = people.questions.assign(similarity=people.questions["similarity"].round(3))
    return {
        "groups": people.groups[groups].to_numpy().tolist(),
        "questions": questions[asked].to_numpy().tolist(),
    }


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["why"])
def test_a_list_of_mentions_gives_these_persons_and_questions(row: dict[str, Any]) -> None:
    assert found(row) == row["found"]
