"""What has one vote: a document, or a stretch of time."""

import pandas as pd
import pytest

import stance
from stance.analysis.consensus import consensus
from stance.analysis.documents import documents, editions, periods
from stance.analysis.networks import network
from stance.analysis.positions import positions
from stance.core.contracts import CLAIMS, SOURCES
from tests import six_claims
from tests.six_claims import SCALE, said

KINDS = [("report", "report.pdf", ""), ("lost", "", "0123"), ("courier", "", "")]
SOURCES_OF_EACH_KIND = SOURCES.build(
    [dict(zip(("source_id", "file", "sha256"), row, strict=True)) for row in KINDS]
)


def dated(*rows: tuple[str, str]) -> pd.DataFrame:
    return CLAIMS.build(
        [
            {"claim_id": f"c{i}", "expert_id": "anna", "source_id": source, "said_on": day}
            for i, (source, day) in enumerate(rows)
        ]
    )


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (("report", "2025-03-04"), ("report", "2025-09-02"), True),  # known by its file
        (("lost", "2025-03-04"), ("lost", "2025-09-02"), True),  # known by its hash
        (("courier", "2025-03-04"), ("courier", "2025-09-02"), False),  # known by name alone
        (("courier", "2025-03-04"), ("courier", "2025-03-04"), True),
        (("courier", ""), ("courier", ""), True),
        (("courier", ""), ("courier", "2025-03-04"), False),
        (("unlisted", "2025"), ("unlisted", "2026"), False),
        (("courier", "2025-03-04"), ("report", "2025-03-04"), False),
    ],
)
def test_a_source_known_by_name_alone_has_a_document_a_day(one, other, alike) -> None:
    claims = dated(one, other)
    names = documents(claims.assign(edition=editions(claims, SOURCES_OF_EACH_KIND)))
    assert (names[0] == names[1]) == alike


@pytest.mark.parametrize(
    ("by", "one", "other", "alike"),
    [
        ("week", ("s1", "2020-12-30"), ("s2", "2021-01-02"), True),  # both in 2020-W53
        ("week", ("s1", "2021-01-03"), ("s2", "2021-01-04"), False),  # a Sunday, a Monday
        ("week", ("s1", "2021-01"), ("s2", "2021-01"), False),
        ("week", ("s1", "2021-01"), ("s1", "2021"), True),
        ("month", ("s1", "2022-03-01"), ("s2", "2022-03-31"), True),
        ("month", ("s1", "2022-03"), ("s2", "2022-03-31"), True),
        ("month", ("s1", "2022-03-31"), ("s2", "2022-04-01"), False),
        ("month", ("s1", "2022-03"), ("s2", "2023-03"), False),
        ("month", ("s1", "2022"), ("s2", "2022-03"), False),
        ("month", ("s1", "2022"), ("s2", "2022"), False),
        ("month", ("s1", "2022"), ("s1", "2022"), True),
        ("year", ("s1", "2022"), ("s2", "2022-03"), True),
        ("year", ("s1", "2022-12-31"), ("s2", "2023-01-01"), False),
        ("year", ("s1", ""), ("s2", ""), False),
        ("year", ("s1", ""), ("s1", ""), True),
    ],
)
def test_what_repeats_within_a_stretch_of_time(by, one, other, alike) -> None:
    """The same for positions, in which it shares a vote, and networks, in which it counts once."""
    claims = dated(one, other)
    names = periods(claims, by)
    assert (names[0] == names[1]) == alike
    judged = said(("c1", *one, 1.0), ("c2", *other, 1.0), ("c3", "s9", "1999-01-01", -1.0))
    position = positions(judged, SCALE, by=by)["position"].iloc[0]
    assert position == pytest.approx(0 if alike else 1 / 3)
    counted = network(judged, SCALE, mode="two", aggregate="ignore", duplicates=by)
    assert counted.weights.sum() == (2 if alike else 3)


def test_each_day_of_an_outlet_has_a_vote() -> None:
    claims = dated(*[("courier", day) for day in ("2025-03-04", "2025-03-04", "2025-09-02")])
    stances = ("strongly for", "strongly for", "against")
    codes = {"a": [(f"c{i}", "trade", stance) for i, stance in enumerate(stances)]}
    frames = claims, six_claims.annotations(codes), SCALE
    by_day = positions(consensus(*frames, sources=SOURCES_OF_EACH_KIND), SCALE).iloc[0]
    assert (by_day["position"], by_day["n_sources"]) == (0.5, 2)  # the mean of 2 and -1
    by_source = positions(consensus(*frames), SCALE).iloc[0]
    assert (by_source["position"], by_source["n_sources"]) == (1.0, 1)  # of 2, 2 and -1


def test_a_change_of_mind_in_two_days_of_an_outlet_is_found(tmp_path) -> None:
    table = tmp_path / "turncoat.csv"
    table.write_text(
        "expert,claim,topic,stance,source,said_on\n"
        "Ann A,Build it not.,Tram,strongly against,The Courier,2025-03-04\n"
        "Ann A,Build it.,Tram,strongly for,The Courier,2025-09-02\n"
        "Bob B,Build.,Tram,for,Radio,2025-03-04\n"
    )
    findings = stance.Study.open(table).analyse()
    (change,) = findings.changes.to_dict("records")
    assert (change["change"], change["kind"]) == ("flip", "shifted")
    assert (change["earlier_on"], change["later_on"]) == ("2025-03-04", "2025-09-02")
    ann = findings.positions.set_index("expert_id").loc["ann-a"]
    assert (ann["n_sources"], ann["mixed"]) == (2, True)
