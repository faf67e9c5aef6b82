"""Who codes which claim: loads and overlaps balanced, repeatable by seed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from stance.core.errors import UsageError


@dataclass(frozen=True, slots=True)
class Plan:
    """How claims are shared out.

    Attributes:
        per_claim: annotators of a shared claim.
        overlap: share of the claims that are shared, 0 to 1; the others have one annotator.
        seed: the same seed gives the same assignment.
        rest: whether the claims that are not shared have an annotator each; without it nobody
            codes them, and a share of the claims by people stands beside a machine's of all.
    """

    per_claim: int = 2
    overlap: float = 1.0
    seed: int = 1
    rest: bool = True

    @property
    def enough(self) -> int:
        """How many annotators make a claim one of those chosen."""
        return 1 if self.per_claim == 1 and not self.rest else 2

    @property
    def chooses(self) -> bool:
        """Whether some claims are chosen by chance, and others not."""
        return self.per_claim >= self.enough and self.overlap < 1

    def number(self, claims: int) -> int:
        """Return how many of the claims are chosen."""
        return round(self.overlap * claims) if self.per_claim >= self.enough else 0


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
    shares = _Shares(claim_ids, given or {})
    rng = np.random.default_rng(plan.seed)
    shuffled = [claim_ids[i] for i in rng.permutation(len(claim_ids))]
    rank = dict(zip(annotators, rng.permutation(len(annotators)).tolist(), strict=True))
    n_shared = plan.number(len(claim_ids))
    shared = chosen(shares.has, plan)
    begun_first = sorted(shuffled, key=lambda claim_id: not shares.has[claim_id])
    shared |= set([c for c in begun_first if c not in shared][: max(0, n_shared - len(shared))])
    for claim_id in sorted(shuffled, key=lambda claim_id: claim_id not in shared):
        wanted = plan.per_claim if claim_id in shared else int(plan.rest)
        for _ in range(wanted - len(shares.has[claim_id])):
            shares.give_to_best(claim_id, rank)
    everyone = dict.fromkeys([*(given or {}), *annotators])
    return {name: [c for c in claim_ids if name in shares.has[c]] for name in everyone}


def chosen(has: Mapping[str, Sequence[str]], plan: Plan) -> set[str]:
    """Return the claims that have annotators enough, by claim to annotators."""
    return {claim_id for claim_id, names in has.items() if len(names) >= plan.enough}


def chances(
    claim_ids: Sequence[str],
    given: Mapping[str, Sequence[str]],
    plan: Plan,
    before: Mapping[str, float],
) -> dict[str, float]:
    """Return how likely ``assign`` is to choose each claim, now or before.

    Of the places that are left, those go to claims with one annotator first, and among claims
    alike all are equally likely. With c the chance until now and p that of this time, a claim is
    chosen with 1 - (1 - c)(1 - p).

    Args:
        claim_ids: all claims.
        given: the claims that each annotator has already, as for ``assign``.
        plan: how they are shared out.
        before: the chance of each claim until now.

    Returns:
        The chance of each claim, 0 to 1; one that had annotators enough before anything was
        recorded has none.
    """
    has: dict[str, list[str]] = {claim_id: [] for claim_id in claim_ids}
    for name, claims in given.items():
        for claim_id in claims:
            has.get(claim_id, []).append(name)
    had = chosen(has, plan)
    begun = [claim_id for claim_id in claim_ids if has[claim_id] and claim_id not in had]
    fresh = [claim_id for claim_id in claim_ids if not has[claim_id]]
    places = max(0, plan.number(len(claim_ids)) - len(had))
    of_begun = min(1.0, places / len(begun)) if begun else 0.0
    of_fresh = min(1.0, max(0, places - len(begun)) / len(fresh)) if fresh else 0.0
    now = {**dict.fromkeys(begun, of_begun), **dict.fromkeys(fresh, of_fresh)}
    # What was chosen before would else have been among those begun, or among the fresh.
    else_now = of_begun if plan.rest else of_fresh
    return {
        claim_id: _either(before.get(claim_id, 0.0), now.get(claim_id, else_now))
        for claim_id in claim_ids
        if claim_id not in had or claim_id in before
    }


def _either(first: float, second: float) -> float:
    """Return the chance of one of two events that do not hang together, as it is written down."""
    return round(first + second * (1 - first), 12)


class _Shares:
    """Who has which claim, how many each has, and how many each pair has in common."""

    def __init__(self, claim_ids: Sequence[str], given: Mapping[str, Sequence[str]]) -> None:
        self.has: dict[str, list[str]] = {claim_id: [] for claim_id in claim_ids}
        self.load: Counter[str] = Counter()
        self.common: Counter[frozenset[str]] = Counter()
        for name, claims in given.items():
            for claim_id in claims:
                if claim_id in self.has:
                    self.give(claim_id, name)

    def give(self, claim_id: str, name: str) -> None:
        """Give the claim to an annotator."""
        for other in self.has[claim_id]:
            self.common[frozenset((name, other))] += 1
        self.load[name] += 1
        self.has[claim_id].append(name)

    def give_to_best(self, claim_id: str, rank: Mapping[str, int]) -> None:
        """Give the claim to whoever has least in common with those who have it, then least."""
        names = self.has[claim_id]
        free = [name for name in rank if name not in names]
        if free:
            shared = {n: sum(self.common[frozenset((n, m))] for m in names) for n in free}
            self.give(claim_id, min(free, key=lambda n: (shared[n], self.load[n], rank[n])))


def _check(annotators: Sequence[str], plan: Plan) -> None:
    if not annotators or len(set(annotators)) < len(annotators):
        raise UsageError("name at least one annotator, and each only once")
    if not 1 <= plan.per_claim <= len(annotators):
        named = "one annotator is" if len(annotators) == 1 else f"{len(annotators)} annotators are"
        raise UsageError(
            f"{plan.per_claim} annotators a claim cannot be, for {named} named: name more, or "
            f"give --per-claim {len(annotators)}"
        )
    if not 0 <= plan.overlap <= 1:
        raise UsageError("the overlap is a share between 0 and 1")
