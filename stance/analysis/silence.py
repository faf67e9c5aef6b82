"""Who has said nothing: on the topics that divide the others, and against one another."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from stance.core.contracts import Column, Contract

SILENCE = Contract(
    "silence",
    ("topic", "expert_id"),
    (
        Column("topic", "text", "a topic that divides the experts"),
        Column("expert_id", "text", "an expert without a position on it"),
        Column("why", "text", "said nothing, disputed, unclear, waiting or not coded"),
    ),
)
ONE_SIDED = Contract(
    "one_sided",
    ("expert_a", "expert_b", "topic"),
    (
        Column("expert_a", "text", "the expert who comes first in the study's list"),
        Column("expert_b", "text", "the other expert"),
        Column("topic", "text", "a topic on which only one of them has a position"),
        Column("spoke", "text", "which of them"),
        Column("position", "number", "where that expert stands"),
    ),
)


def silence(
    positions: pd.DataFrame, contested: pd.DataFrame, experts: Sequence[str]
) -> pd.DataFrame:
    """Return, for every topic with experts on both sides, the experts without a position on it.

    Silence is not assent, and often means that nobody asked. An expert who did speak, but whose
    claims are all unclear, disputed among the annotators, to be looked at again or not coded yet,
    is told apart.

    Args:
        positions: frame ``POSITIONS``.
        contested: frame ``CONTESTED``; its order is kept.
        experts: expert ids; their order is kept.

    Returns:
        Frame ``SILENCE``.
    """
    divided = contested.loc[(contested["n_for"] > 0) & (contested["n_against"] > 0), ["topic"]]
    everyone = pd.DataFrame({"expert_id": pd.Series(list(experts), dtype="str")})
    cells = divided.merge(everyone, how="cross").merge(
        positions.assign(why=why_open(positions))[["expert_id", "topic", "position", "why"]],
        on=["expert_id", "topic"],
        how="left",
    )
    absent = cells[cells["position"].isna()]
    return SILENCE.check(absent.fillna({"why": "said nothing"}))


def why_open(positions: pd.DataFrame) -> pd.Series:
    """Return why a cell in which something was said has no position; "" where it has one.

    disputed: the annotators disagree on a claim at least; unclear: on none, and a claim at least
    is unclear; waiting: else, and all answers on a claim wait to be looked at again; not coded:
    its claims have a topic, but no stance yet.

    Args:
        positions: frame ``POSITIONS``.
    """
    why = np.select(
        [
            positions["position"].notna(),
            *(positions[f"n_{reason}"] > 0 for reason in ("disputed", "unclear", "waiting")),
        ],
        ["", "disputed", "unclear", "waiting"],
        default="not coded",
    )
    return pd.Series(why, index=positions.index, dtype="str")


def one_sided(positions: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the topics on which only one of each pair has a position.

    Args:
        positions: frame ``POSITIONS``.
        pairs: any frame with ``expert_a`` and ``expert_b``, such as ``AGREEMENT`` or part of it.

    Returns:
        Frame ``ONE_SIDED``: the pairs in their order, first what ``expert_a`` alone spoke on.
    """
    said = positions.loc[positions["position"].notna(), ["expert_id", "topic", "position"]]
    both = pairs[["expert_a", "expert_b"]].reset_index(drop=True)
    both = both.assign(pair=both.index)
    found = []
    for order, (speaker, other) in enumerate((("expert_a", "expert_b"), ("expert_b", "expert_a"))):
        spoken = both.merge(said.rename(columns={"expert_id": speaker}), on=speaker)
        answered = said[["expert_id", "topic"]].rename(columns={"expert_id": other})
        alone = spoken.merge(answered, on=[other, "topic"], how="left", indicator="found")
        alone = alone[alone["found"] == "left_only"]
        found.append(alone.assign(spoke=alone[speaker], turn=order))
    rows = pd.concat(found, ignore_index=True)
    return ONE_SIDED.check(rows.sort_values(["pair", "turn"], kind="stable"))
