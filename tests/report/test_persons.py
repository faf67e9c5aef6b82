"""Each expert's part of the page: as many as are listed first, and one look at each pair."""

from collections.abc import Iterator
from typing import Any

import pytest

from stance.report.claims import ClaimViews
from stance.report.material import Material
from stance.report.pairs import Pairs
from stance.report.persons import WITH_POSITIONS, PeopleView, people
from stance.report.templates import language
from tests.report_findings import crowd


class Counted(list[Any]):
    """A list that counts how often one of its members is handed out."""

    looks = 0

    def __iter__(self) -> Iterator[Any]:
        for member in super().__iter__():
            self.looks += 1
            yield member


def shown(experts: int, claims: int = 120) -> tuple[PeopleView, Counted]:
    of = Material(crowd(experts, 2, claims=claims), language("en"), {})
    pairs = Pairs(of)
    ranked = Counted(pairs.ranked)
    vars(pairs)["ranked"] = ranked
    return people(of, ClaimViews(of), pairs), ranked


@pytest.mark.parametrize(("experts", "first", "rest"), [(4, 4, 0), (5, 5, 0), (6, 5, 1)])
def test_five_experts_are_listed_and_the_others_fold(experts: int, first: int, rest: int) -> None:
    view, _ = shown(experts)
    assert (len(view.first), len(view.rest)) == (first, rest)


@pytest.mark.parametrize("experts", [10, 20])
def test_each_pair_is_looked_at_once_for_all_experts_together(experts: int) -> None:
    _, ranked = shown(experts)
    assert len(ranked) > experts
    assert ranked.looks == len(ranked)


@pytest.mark.parametrize(("more", "told"), [(0, True), (1, False)])
def test_a_page_of_very_many_claims_leaves_positions_to_the_grid(more: int, told: bool) -> None:
    view, _ = shown(3, claims=WITH_POSITIONS + more)
    assert all(bool(person.standings) == told for person in view.first)
