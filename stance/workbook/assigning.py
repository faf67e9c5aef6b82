"""Who codes which claim: loads and overlaps balanced, repeatable by seed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from stance.errors import UsageError


@dataclass(frozen=True, slots=True)
class Plan:
    """How claims are shared out.

    Attributes:
        per_claim: annotators of a shared claim.
        overlap: share of the claims that are shared, 0 to 1; the others have one annotator.
        seed: the same seed gives the same assignment.
    """

    per_claim: int = 2
    overlap: float = 1.0
    seed: int = 1


def assign(
    claim_ids: Sequence[str],
    annotators: Sequence[str],
    plan: Plan,
    given: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, list[str]]:
    """Share claims out among annotators.

    What was given before stays. Shared claims come first, in random order: each takes, one after
    another, the annotator with the fewest claims in common with those it has, then the lowest
    load; then single claims fill up the lowest loads.

    Args:
        claim_ids: all claims.
        annotators: who may get claims now.
        plan: how they are shared out.
        given: the claims that each annotator has already.

    Returns:
        Annotator to claims, old and new, in the order of ``claim_ids``.

    Raises:
        UsageError: no annotators, more wanted for a claim than there are, or an overlap outside
            0 to 1.
    """
    _check(annotators, plan)
    has: dict[str, list[str]] = {claim_id: [] for claim_id in claim_ids}
    everyone = list(dict.fromkeys([*(given or {}), *annotators]))
    load: Counter[str] = Counter()
    common: Counter[tuple[str, str]] = Counter()
    for name, claims in (given or {}).items():
        for claim_id in claims:
            if claim_id in has:
                _give(name, has[claim_id], load, common)
    rng = np.random.default_rng(plan.seed)
    shuffled = [claim_ids[i] for i in rng.permutation(len(claim_ids))]
    rank = {
        name: int(place)
        for name, place in zip(everyone, rng.permutation(len(everyone)), strict=True)
    }
    n_shared = round(plan.overlap * len(claim_ids)) if plan.per_claim > 1 else 0
    shared = {claim_id for claim_id, names in has.items() if len(names) > 1}
    for claim_id in sorted(shuffled, key=lambda c: not has[c]):  # those begun are finished first
        if len(shared) < n_shared:
            shared.add(claim_id)
    for claim_id in sorted(shuffled, key=lambda c: c not in shared):
        names = has[claim_id]
        for _ in range((plan.per_claim if claim_id in shared else 1) - len(names)):
            free = [name for name in annotators if name not in names]
            if free:
                best = min(
                    free,
                    key=lambda n: (sum(common[_pair(n, m)] for m in names), load[n], rank[n]),
                )
                _give(best, names, load, common)
    return {name: [c for c in claim_ids if name in has[c]] for name in everyone}


def _check(annotators: Sequence[str], plan: Plan) -> None:
    if not annotators or len(set(annotators)) < len(annotators):
        raise UsageError("name at least one annotator, and each only once")
    if not 1 <= plan.per_claim <= len(annotators):
        raise UsageError(f"{plan.per_claim} annotators a claim, of {len(annotators)}, cannot be")
    if not 0 <= plan.overlap <= 1:
        raise UsageError("the overlap is a share between 0 and 1")


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _give(
    name: str, names: list[str], load: Counter[str], common: Counter[tuple[str, str]]
) -> None:
    for other in names:
        common[_pair(name, other)] += 1
    load[name] += 1
    names.append(name)
