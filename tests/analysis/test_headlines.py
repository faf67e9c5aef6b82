"""The headlines of a study, and which of them hang on one annotator."""

from stance.analysis.headlines import Headlines, headlines
from tests.report_findings import made, six


def test_the_headlines_name_the_split_the_agreement_and_the_pair() -> None:
    # Trade has two for and one against; nobody has a position on borders; bek and chol lie 3.5
    # apart, further than any other pair (see tests/report/test_report.py).
    found = six()
    assert headlines(found.contested, found.agreement) == Headlines(
        split=frozenset({"trade"}), agreed=frozenset(), pair=frozenset({("bek", "chol")})
    )


def test_topics_on_which_all_are_of_one_side_carry_the_side() -> None:
    found = made([(who, "trade", "against") for who in ("anna", "bek", "chol")])
    told = headlines(found.contested, found.agreement)
    assert told.agreed == {("trade", -1)}
    assert told.split == frozenset()
    assert len(told.pair) == 3  # all stand at one place, so all pairs tie


def test_each_annotator_alone_and_left_out_is_tried() -> None:
    found = six().headlines
    assert set(found.alone) == set(found.without) == {"a", "b"}
    # Without b, a alone decides: c6 is for borders too, and trade keeps its sides.
    assert found.without["b"].split == {"trade"}
