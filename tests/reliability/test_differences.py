"""Why annotators differ on a claim, and agreement before and after they talked about it."""

import pandas as pd
import pytest

from stance.core.codebook import Codebook, Topic
from stance.core.contracts import ANNOTATIONS
from stance.reliability.differences import differences, normed

BOOK = Codebook((Topic("trade", "Trade", "Trade grows."), Topic("road", "Road", "Build it.")))


def frame(*coded: str) -> pd.DataFrame:
    """Annotations as "claim annotator topic stance", the stance absent for none."""
    rows = []
    for line in coded:
        claim, annotator, topic, *stance = line.split(maxsplit=3)
        level = BOOK.scale.parse(stance[0]) if stance else None
        rows.append(
            {
                "claim_id": claim,
                "annotator": annotator,
                "slot": 1,
                "topic": topic,
                "stance": level.label if level else "",
                "score": level.score if level else None,
            }
        )
    return ANNOTATIONS.build(rows)


@pytest.mark.parametrize(
    ("ana", "ben", "why"),
    [
        ("trade for", "trade for", ""),
        ("none", "none", ""),
        ("trade unclear", "trade unclear", ""),
        ("trade for", "trade strongly for", "strength alone"),
        ("trade mixed", "trade for", "strength alone"),
        ("trade mixed", "trade against", "strength alone"),
        ("trade for", "trade against", "opposite sides"),
        ("trade strongly for", "trade against", "opposite sides"),
        ("trade for", "trade unclear", "unclear to some"),
        ("trade for", "road for", "different topics"),
        ("trade for", "road against", "different topics"),
        ("trade for", "none", "different topics"),
    ],
)
def test_two_annotators_differ_for_one_reason(ana: str, ben: str, why: str) -> None:
    found = differences(frame(f"c1 ana {ana}", f"c1 ben {ben}"), BOOK)
    assert list(found["why"]) == ([why] if why else [])


def test_the_gravest_reason_counts_and_comes_first() -> None:
    found = differences(
        frame(
            "c1 ana trade for",
            "c1 ben trade strongly for",
            "c2 ana trade for",
            "c2 ben trade against",
            "c2 ben road for",
            "c3 ana road for",
            "c3 ben trade for",
            "c4 ana trade for",
        ),
        BOOK,
    )
    assert found.to_dict("list") == {
        "claim_id": ["c2", "c3", "c1"],
        "why": ["opposite sides", "different topics", "strength alone"],
        "topics": ["trade, road", "trade, road", "trade"],
    }


def test_before_and_after_are_told_of_the_same_claims_and_of_new_ones() -> None:
    before = frame(
        "c1 ana trade for", "c1 ben road for", "c2 ana trade for", "c2 ben trade for", "c3 ana road"
    )
    now = frame(
        "c1 ana trade for",
        "c1 ben trade for",
        "c2 ana road for",
        "c2 ben road for",
        "c4 ana trade for",
        "c4 ben trade for",
        "c5 ana road for",
        "c5 ben trade for",
        "c6 ana road for",
    )
    found = normed("2026-05-01T09:00:00+00:00", 1, before, now, BOOK)
    assert (found.before.n, found.again.n, found.since.n) == (2, 2, 2)
    assert found.again.topic.value == 1.0
    # two pairs, trade-trade and road-trade: Do = 2/4, De = 2·3·1/(4·3) = 1/2
    assert found.since.topic.value == pytest.approx(0.0)
    assert found.before.topic.value == pytest.approx(0.0)


def test_nothing_coded_since_has_a_reason_and_no_number() -> None:
    same = frame("c1 ana trade for", "c1 ben road for")
    found = normed("2026-05-01", 1, same, same, BOOK)
    assert found.since.n == 0
    assert found.since.topic.value is None
    assert found.since.topic.reason
