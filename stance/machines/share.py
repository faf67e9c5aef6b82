"""The claims that people coded because chance chose them: all that a correction may learn from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

import pandas as pd

from stance.analysis.consensus import Status

#: Claims that people coded, below which nothing is corrected.
FEWEST_LABELS = 30

#: Why a share of the claims cannot be used.
Why = Literal["not recorded", "new claims", "no chance", "not all coded", "all coded", "few labels"]
WHYS: tuple[Why, ...] = get_args(Why)


@dataclass(frozen=True, slots=True)
class Share:
    """The claims that people coded of those that a machine coded.

    Attributes:
        weight: of each claim that people coded, one over its chance to be chosen.
        n_claims: all claims.
        why: why it cannot be used; empty where it can.
        n: how many claims that reason is about.
    """

    weight: Mapping[str, float] = field(default_factory=dict)
    n_claims: int = 0
    why: Why | Literal[""] = ""
    n: int = 0


def share_of(
    claim_ids: Sequence[str],
    judgements: pd.DataFrame,
    chances: Mapping[str, tuple[float, bool]],
) -> Share:
    """Return the claims that people coded because chance chose them, or why they are no share.

    What people coded besides is left out: nobody knows how it came to be coded.

    Args:
        claim_ids: all claims of the study.
        judgements: frame ``JUDGEMENTS``, of people alone.
        chances: how likely each claim was to be chosen, and whether it was.
    """
    open_still = judgements["status"].isin([Status.UNCODED, Status.WAITING])
    coded = set(judgements.loc[~open_still, "claim_id"])
    chosen = [c for c in claim_ids if c in chances and chances[c][1]]
    faults: list[tuple[Why, int]] = [
        ("all coded", len(claim_ids) if coded.issuperset(claim_ids) else 0),
        ("not recorded", 0 if chances else len(claim_ids)),
        ("new claims", sum(c not in chances for c in claim_ids)),
        ("no chance", sum(c in chances and chances[c][0] <= 0 for c in claim_ids)),
        ("not all coded", sum(c not in coded for c in chosen)),
        ("few labels", len(chosen) if len(chosen) < FEWEST_LABELS else 0),
    ]
    found = next(((why, n) for why, n in faults if n or (why == "few labels" and not chosen)), None)
    if found:
        return Share({}, len(claim_ids), *found)
    return Share({c: 1 / chances[c][0] for c in chosen}, len(claim_ids))
