"""May a machine stand in for people? The alternative annotator test, annotator by annotator.

Calderon, N., Reichart, R., Dror, R. (2025), The Alternative Annotator Test for LLM-as-a-Judge: How
to Statistically Justify Replacing Human Annotators with LLMs, ACL. Each person j is left out in
turn. On every item that j, another person and the machine coded, S is how much a label agrees with
those of the other people; the machine wins where S(machine) >= S(j), j where S(j) >= S(machine),
so that a tie counts for both. With W of either the means over the items, the machine is taken to be
as good as j if mean(W of j - W of the machine) < epsilon by a one-sided t-test; Benjamini and
Yekutieli's procedure (2001) holds the false discoveries among all people at .05. The winning rate
is the share of people for whom it is, and the machine may stand in from one half on.

S is a mean of weights: 1 for the same label and 0 for another gives the authors' accuracy. With
1 - (a - b)²/range² for numbers the machine wins on the very items on which it does by their
-RMSE, of which the mean is a falling function.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import scipy

from stance.core.errors import UsageError
from stance.reliability import Codes

#: How much worse than a person the machine may be, for what it saves: beside a crowd, beside
#: people who were trained, beside experts.
EPSILONS = (0.1, 0.15, 0.2)
#: Items that a person has in common with the machine and with another person, at least.
FEWEST_ITEMS = 30
#: People below whom the authors advise against the test.
ADVISED_PEOPLE = 3
#: False discoveries among the people.
DISCOVERIES = 0.05
#: From which share of the people on the machine may stand in.
ENOUGH = 0.5
#: Weights that differ by rounding alone are a tie.
_PLACES = 12

#: Why there is no test, or why it is not to be relied on.
Why = Literal["no machine", "nothing shared", "few items", "few people"]
WHYS: tuple[Why, ...] = get_args(Why)


@dataclass(frozen=True, slots=True)
class BesidePerson:
    """The machine beside one person.

    Attributes:
        annotator: who was left out.
        n_items: items that he or she, another person and the machine coded.
        advantage: share of them on which the machine agrees with the others at least as well, 0 to
            1.
        p_value: of "the machine is worse by epsilon or more"; None under ``FEWEST_ITEMS`` items.
        won: whether the machine is taken to be as good as this person.
    """

    annotator: str
    n_items: int
    advantage: float
    p_value: float | None
    won: bool


@dataclass(frozen=True, slots=True)
class StandingIn:
    """What the test says of one machine at one epsilon.

    Attributes:
        epsilon: how much worse the machine may be.
        winning_rate: share of the people with items enough beside whom it won, 0 to 1; None where
            the test is undefined.
        advantage: mean over these people of the machine's share of items, 0 to 1; None likewise.
        people: every person, also those with too few items.
        why: why the test is undefined; or "few people", where it is there but not advised; empty
            otherwise.
    """

    epsilon: float
    winning_rate: float | None
    advantage: float | None
    people: tuple[BesidePerson, ...]
    why: Why | Literal[""] = ""

    @property
    def passes(self) -> bool:
        """Whether the machine may stand in, by this test."""
        return self.winning_rate is not None and self.winning_rate >= ENOUGH


def stand_in(
    codes: Codes, machine: str, weights: Any = None, epsilons: Sequence[float] = EPSILONS
) -> tuple[StandingIn, ...]:
    """Return what the alternative annotator test says of a machine, one result an epsilon.

    Args:
        codes: those of the people, and of the one machine.
        machine: its name among the annotators.
        weights: how much two labels agree, labels × labels, dense or sparse, 0 to 1; None is "the
            same or not".
        epsilons: each from 0 to under 1.

    Raises:
        UsageError: an epsilon outside.
    """
    if any(not 0 <= epsilon < 1 for epsilon in epsilons):
        raise UsageError("epsilon is from 0 to under 1: how much worse than a person it may be")
    if machine not in codes.annotators:
        return tuple(_undefined(epsilon, "no machine") for epsilon in epsilons)
    shared = _shared(codes, machine)
    if not len(shared):
        return tuple(_undefined(epsilon, "nothing shared") for epsilon in epsilons)
    wins = _wins(shared, machine, weights)
    return tuple(_test(wins, epsilon) for epsilon in epsilons)


def benjamini_yekutieli(p_values: Sequence[float], level: float = DISCOVERIES) -> list[bool]:
    """Return which hypotheses are rejected, whatever their dependence.

    Benjamini, Y., Yekutieli, D. (2001), Annals of Statistics 29:1165: with m hypotheses, all those
    up to the last one whose p-value, the i-th smallest, is i/m · level / (1 + 1/2 + … + 1/m) at
    most.
    """
    m = len(p_values)
    order = np.argsort(p_values, kind="stable")
    steps = np.arange(1, m + 1)
    under = np.asarray(p_values)[order] <= steps / m * level / (1 / steps).sum()
    rejected = np.zeros(m, bool)
    rejected[order[: steps[under].max(initial=0)]] = True
    return [bool(one) for one in rejected]


@dataclass(frozen=True, slots=True)
class _Wins:
    """Item by item beside one person, whether the machine won, and whether the person did."""

    annotator: str
    machine: np.ndarray
    person: np.ndarray


def _shared(codes: Codes, machine: str) -> Codes:
    """Return the codes of the items that two people and the machine coded."""
    of_machine = codes.annotator == codes.annotators.index(machine)
    items = len(codes.items)
    coded = np.bincount(codes.item[of_machine], minlength=items) > 0
    people = np.bincount(codes.item[~of_machine], minlength=items)
    return codes.keep((coded & (people >= 2))[codes.item])


def _wins(codes: Codes, machine: str, weights: Any) -> list[_Wins]:
    """Compare the machine with each person on the items that both coded."""
    of_machine = codes.annotator == codes.annotators.index(machine)
    labels = np.zeros(len(codes.items), np.int64)
    labels[codes.item[of_machine]] = codes.label[of_machine]
    item, own, who = (each[~of_machine] for each in (codes.item, codes.label, codes.annotator))
    said = labels[item]
    weights = scipy.sparse.csr_array(
        scipy.sparse.eye_array(codes.n_labels) if weights is None else weights
    )
    shape = (len(codes.items), codes.n_labels)
    given = scipy.sparse.csr_array((np.ones(len(item)), (item, own)), shape=shape)
    alike = scipy.sparse.csr_array(given @ weights)
    score = _at(alike, item, own) - _at(weights, own, own)
    of_others = _at(alike, item, said) - _at(weights, said, own)
    ahead = np.round(of_others - score, _PLACES)
    people = [a for a, name in enumerate(codes.annotators) if name != machine]
    return [_Wins(codes.annotators[a], ahead[who == a] >= 0, ahead[who == a] <= 0) for a in people]


def _at(table: Any, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    return np.asarray(table[rows, columns], dtype=np.float64).reshape(-1)


def _test(wins: Sequence[_Wins], epsilon: float) -> StandingIn:
    tested = [one for one in wins if len(one.machine) >= FEWEST_ITEMS]
    p_values = [_p_value(one.person.astype(float) - one.machine, epsilon) for one in tested]
    rejected = benjamini_yekutieli(p_values)
    told = zip(tested, p_values, rejected, strict=True)
    found = {one.annotator: (p_value, won) for one, p_value, won in told}
    people = tuple(
        BesidePerson(
            one.annotator,
            len(one.machine),
            float(one.machine.mean()),
            *found.get(one.annotator, (None, False)),
        )
        for one in wins
    )
    if not tested:
        return StandingIn(epsilon, None, None, people, "few items")
    return StandingIn(
        epsilon,
        float(np.mean(rejected)),
        float(np.mean([one.machine.mean() for one in tested])),
        people,
        "few people" if len(tested) < ADVISED_PEOPLE else "",
    )


def _p_value(differences: np.ndarray, epsilon: float) -> float:
    """Return the one-sided p-value of Student's t-test of a mean under epsilon."""
    n, mean, spread = len(differences), differences.mean(), differences.std(ddof=1)
    if spread == 0:
        return 0.0 if mean < epsilon else 1.0
    return float(scipy.special.stdtr(n - 1, (mean - epsilon) / (spread / np.sqrt(n))))


def _undefined(epsilon: float, why: Why) -> StandingIn:
    return StandingIn(epsilon, None, None, (), why)
