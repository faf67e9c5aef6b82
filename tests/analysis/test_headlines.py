"""The headlines of a study, and which of them hang on one annotator."""

import math

import pandas as pd
import pytest

from stance.analysis.headlines import (
    OVERTURNED,
    SEVERAL,
    SURE,
    Headlines,
    Lead,
    Split,
    headlines,
    lead,
    split,
)
from stance.reliability import Sensitivity
from tests.report_findings import made, six


def test_the_headlines_name_the_split_the_agreement_and_the_pair() -> None:
    # Trade has two for and one against; nobody has a position on borders; bek and chol lie 3.5
    # apart, further than any other pair (see tests/report/test_report.py).
    found = six()
    assert headlines(found.contested, found.agreement) == Headlines(
        split=Split("only", frozenset({"trade"})),
        agreed=frozenset(),
        pair=frozenset({("bek", "chol")}),
        counts={"trade": (1, 0, 2), "border": (0, 0, 0)},
    )


def test_topics_on_which_all_are_of_one_side_carry_the_side() -> None:
    found = made([(who, "trade", "against") for who in ("anna", "bek", "chol")])
    told = headlines(found.contested, found.agreement)
    assert told.agreed == {("trade", -1)}
    assert told.split == Split("none", frozenset())
    assert len(told.pair) == 3  # all stand at one place, so all pairs tie


def test_each_annotator_alone_and_left_out_is_tried() -> None:
    found = six().headlines
    assert set(found.alone) == set(found.without) == {"a", "b"}
    # Without b, a alone decides: c6 is for borders too, and trade keeps its sides.
    assert found.without["b"].split == Split("only", frozenset({"trade"}))


def ranking(*rows: tuple[int, int, float]) -> pd.DataFrame:
    """Topics a, b, … of (experts for, experts against, chance to be the first), ranked as given."""
    frame = pd.DataFrame(rows, columns=["n_for", "n_against", "p_first"])
    n = frame["n_for"] + frame["n_against"]
    return frame.assign(topic=list("abcdefgh")[: len(rows)], n_experts=n, rank=_ranks(n))


def _ranks(n: pd.Series) -> pd.Series:
    return (n >= 3).cumsum().where(n >= 3).astype(float)


NOBODY = (1, 1, math.nan)


@pytest.mark.parametrize(
    ("rows", "verdict", "topics"),
    [
        ([(3, 3, SURE), (4, 1, 1 - SURE)], "one", "a"),
        ([(3, 3, SURE - 0.01), (4, 1, 1.01 - SURE)], "several", "ab"),
        ([(3, 3, 0.5), (4, 1, 0.2), (3, 0, 0.3)], "several", "ab"),
        ([(3, 3, 0.17)] * SEVERAL + [(5, 1, 0.15)], "several", "abcde"),
        ([(3, 3, 0.15)] * SEVERAL + [(5, 1, 0.25)], "many", "abcdef"),
        ([(4, 1, 0.4), (3, 0, 0.6)], "only", "a"),
        ([(4, 1, 0.9), NOBODY], "one", "a"),  # too few to rank, but opposed: not the only one
        ([(3, 0, 1.0)], "none", ""),
        ([(3, 0, 1.0), NOBODY], "few", "b"),
        ([NOBODY], "few", "a"),
        ([(1, 0, math.nan)], "unranked", ""),
        ([(0, 0, math.nan)], "empty", ""),
    ],
)
def test_what_is_said_of_the_most_contested_topic_follows_from_its_chance(
    rows, verdict, topics
) -> None:
    assert split(ranking(*rows)) == Split(verdict, frozenset(topics))


def test_topics_of_one_rank_are_named_together() -> None:
    frame = ranking((3, 3, 0.85), (3, 3, 0.1), (4, 1, 0.05)).assign(rank=[1.0, 1.0, 3.0])
    assert split(frame) == Split("several", frozenset("ab"))


def stood(everyone: pd.DataFrame, **without: pd.DataFrame) -> Lead:
    """Return the lead of a ranking, and of those without each annotator."""

    def told(frame: pd.DataFrame) -> Headlines:
        zipped = zip(frame["topic"], frame["n_against"], frame["n_for"], strict=True)
        counts = {topic: (against, 0, in_favour) for topic, against, in_favour in zipped}
        return Headlines(split(frame), frozenset(), frozenset(), counts)

    others = {name: told(frame) for name, frame in without.items()}
    return lead(everyone, Sensitivity(everyone=told(everyone), alone={}, without=others))


def test_the_lead_names_the_annotators_without_whom_it_would_be_another() -> None:
    everyone = ranking((4, 1, 0.6), (3, 3, 0.4))
    surer = ranking((4, 1, 0.9), (3, 3, 0.1))
    said = stood(everyone, ann=everyone, bob=surer)
    assert said == Lead("several", ("a", "b"), ("bob",), "order")
    assert six().lead == Lead("only", ("trade",), ())


@pytest.mark.parametrize(
    ("everyone", "without", "what"),
    [
        ([(4, 1, 0.9), (3, 3, 0.1)], [(4, 1, 0.1), (3, 3, 0.9)], "order"),
        ([(4, 1, 0.9), (3, 3, 0.1)], [(4, 1, 0.6), (2, 3, 0.4)], "order"),  # a is as it was
        ([(4, 1, 0.9), (3, 3, 0.1)], [(3, 1, 0.1), (3, 3, 0.9)], "sides"),
        ([(4, 1, 0.9), (3, 3, 0.1)], [(5, 0, 0.1), (3, 3, 0.9)], "sides"),
        ([(4, 1, 0.9), (5, 0, 0.1)], [(4, 1, 0.9), (4, 1, 0.1)], "sides"),  # a is not the only one
        ([(4, 0, 0.9), (5, 0, 0.1)], [(4, 0, 0.9), (4, 1, 0.1)], "sides"),
        ([(3, 3, 0.125)] * 8, [(3, 3, 0.9), (4, 1, 0.1)], "out"),
        ([(3, 3, 0.125)] * 8, [(3, 0, 0.125)] * 8, "sides"),
    ],
)
def test_it_is_told_whether_an_annotator_overturns_the_order_or_the_sides(
    everyone, without, what
) -> None:
    assert stood(ranking(*everyone), ann=ranking(*without)).overturned == what


def test_annotators_who_overturn_the_one_and_the_other_are_told_of_together() -> None:
    one, order = ranking((4, 1, 0.9), (3, 3, 0.1)), ranking((4, 1, 0.1), (3, 3, 0.9))
    sides = ranking((3, 1, 0.1), (3, 3, 0.9))
    assert stood(one, ann=order, bob=sides) == Lead("one", ("a",), ("ann", "bob"), "both")


def test_of_many_topics_only_the_verdict_hangs_on_an_annotator() -> None:
    many = ranking(*[(3, 3, 0.125)] * 8)
    fewer = ranking(*[(3, 3, 1 / 7)] * 7)
    one = ranking((3, 3, 0.9), (4, 1, 0.1))
    assert stood(many, ann=fewer, bob=one).overturned_by == ("bob",)


AB, CD, EF = ("a", "b"), ("c", "d"), ("e", "f")


@pytest.mark.parametrize(
    ("everyone", "other", "overturned"),
    [
        ({AB}, {AB}, False),
        ({AB}, {AB, CD}, False),  # another is as far apart
        ({AB, CD}, {CD}, False),  # a tie breaks
        ({AB}, {CD}, True),
        ({AB, CD}, {EF}, True),
        ({AB}, set(), True),
        (set(), set(), False),
    ],
)
def test_the_pair_furthest_apart_is_another_one_only_if_none_of_them_stays(
    everyone, other, overturned
) -> None:
    one, two = (
        Headlines(Split("none", frozenset()), frozenset(), frozenset(pairs))
        for pairs in (everyone, other)
    )
    assert OVERTURNED["pair"](one, two) == overturned


def test_every_headline_has_a_rule_for_what_overturns_it() -> None:
    assert set(OVERTURNED) == set(Headlines.__slots__) - {"counts"}  # which tell how
