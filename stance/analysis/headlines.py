"""What a report's first sentences rest on, so that they can be compared under other annotators."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, slots=True)
class Headlines:
    """The findings that stand first.

    Attributes:
        split: topics that share the first rank, with experts on both sides.
        agreed: ranked topics on which all experts stand on one side, with that side.
        pair: the pairs furthest apart by shrunk agreement; more than one where they tie.
    """

    split: frozenset[str]
    agreed: frozenset[tuple[str, int]]
    pair: frozenset[tuple[str, str]]


def headlines(contested: pd.DataFrame, agreement: pd.DataFrame) -> Headlines:
    """Return the headlines.

    Args:
        contested: frame ``CONTESTED``.
        agreement: frame ``AGREEMENT``.
    """
    ranked = contested[contested["rank"].notna()]
    first = ranked[(ranked["rank"] == 1) & (ranked["n_for"] > 0) & (ranked["n_against"] > 0)]
    agreed = [
        (row.topic, side)
        for row in ranked.itertuples(index=False)
        for side, n in ((1, row.n_for), (-1, row.n_against))
        if n == row.n_experts
    ]
    pairs = agreement[agreement["n_shared"] > 0]
    shrunk = pairs["shrunk"].round(12)
    apart = pairs[shrunk == shrunk.min()]
    return Headlines(
        split=frozenset(first["topic"]),
        agreed=frozenset(agreed),
        pair=frozenset(zip(apart["expert_a"], apart["expert_b"], strict=True)),
    )
