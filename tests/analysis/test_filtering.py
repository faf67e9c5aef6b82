"""What a filter leaves of the six claims, told by hand; before judging and after it is the same."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from stance.analysis.filtering import (
    EVERYTHING,
    Condition,
    Filter,
    filter_of,
    on_topics,
    resolve,
    select,
)
from stance.core.contracts import EXPERTS
from stance.core.errors import UsageError
from stance.exchange.exporting import CONTRACTS, tables_of
from stance.study.study import Study
from tests import six_claims

PEOPLE = [
    {"expert_id": "anna", "name": "Anna Example", "country": "Kazakhstan", "kind": "expert"},
    {"expert_id": "bek", "name": "Bek Example", "country": "Uzbekistan", "kind": "official"},
    {"expert_id": "chol", "name": "Chol Example", "country": "Kazakhstan", "kind": ""},
]
OWN = {"anna": {"party": "Greens, old"}, "Chol Example": {"party": "Reds"}}


def study() -> Study:
    return Study(
        name="six",
        title="Six claims",
        codebook=six_claims.CODEBOOK,
        claims=six_claims.claims(),
        annotations=six_claims.annotations(),
        experts=EXPERTS.build(PEOPLE),
        expert_columns=OWN,
        sources=six_claims.sources(),
    )


ANNA, BEK, CHOL = ("c1", "c2"), ("c3", "c4"), ("c5", "c6")
#: A filter as it is typed; the claims and the experts that it leaves.
CASES = {
    "where country=Kazakhstan": (
        filter_of(["country=Kazakhstan"]),
        (*ANNA, *CHOL),
        ("anna", "chol"),
    ),
    "spelled otherwise": (filter_of(["Country = kazakhstan"]), (*ANNA, *CHOL), ("anna", "chol")),
    "where kind!=official": (filter_of(["kind!=official"]), (*ANNA, *CHOL), ("anna", "chol")),
    "an empty cell": (filter_of(["kind="]), CHOL, ("chol",)),
    "several conditions": (filter_of(["country=Kazakhstan", "kind=expert"]), ANNA, ("anna",)),
    "a list is any of them": (
        filter_of(["expert_id=bek,chol"]),
        (*BEK, *CHOL),
        ("bek", "chol"),
    ),
    "a value with a comma": (filter_of(["party=Greens, old"]), ANNA, ("anna",)),
    "people's own column, by name": (filter_of(["party=reds"]), CHOL, ("chol",)),
    "since a year": (filter_of(since="2023"), ("c2", "c5"), ("anna", "chol")),
    "since a day before": (
        filter_of(since="2021-05-01"),
        ("c1", "c2", "c3", "c4", "c5"),
        ("anna", "bek", "chol"),
    ),
    "since the day after": (filter_of(since="2021-05-02"), ("c2", "c5"), ("anna", "chol")),
    "until a month": (filter_of(until="2021-05"), ("c1", "c3", "c4"), ("anna", "bek")),
    "until its last day": (filter_of(until="2021-05-31"), ("c1", "c3", "c4"), ("anna", "bek")),
    "a source by its title": (filter_of(source=["second"]), ("c2", *CHOL), ("anna", "chol")),
    "two sources": (filter_of(source=["s1,s2"]), (*ANNA, *BEK, *CHOL), ("anna", "bek", "chol")),
    "enough claims": (filter_of(min_claims=2), (*ANNA, *BEK, *CHOL), ("anna", "bek", "chol")),
    "enough of those left": (filter_of(since="2023", min_claims=1), ("c2", "c5"), ("anna", "chol")),
}


def of(table: pd.DataFrame, claims: tuple[str, ...]) -> pd.DataFrame:
    return table[table["claim_id"].isin(claims)].reset_index(drop=True)


@pytest.mark.parametrize("case", CASES)
def test_every_table_of_a_filtered_study_is_that_of_a_study_cut_by_hand(case: str) -> None:
    wanted, claims, experts = CASES[case]
    whole = study()
    cut = replace(
        whole,
        claims=of(whole.claims, claims),
        annotations=of(whole.annotations, claims),
        experts=whole.experts[whole.experts["expert_id"].isin(experts)].reset_index(drop=True),
        sources=whole.sources[whole.sources["source_id"] == "s2"].reset_index(drop=True)
        if wanted.sources == ("second",)
        else whole.sources,
    )
    found, by_hand = whole.filtered(wanted).analyse(), cut.analyse()
    tables, others = tables_of(found), tables_of(by_hand)
    assert set(tables) == {contract.name for contract in CONTRACTS}
    for name, table in tables.items():
        pd.testing.assert_frame_equal(table, others[name], obj=name)
    pd.testing.assert_frame_equal(found.reliability.alphas, by_hand.reliability.alphas)


@pytest.mark.parametrize("case", CASES)
def test_filtering_after_judging_gives_the_judgements_of_filtering_before(case: str) -> None:
    wanted, claims, _ = CASES[case]
    found, whole = study().filtered(wanted).analyse(), study().analyse()
    pd.testing.assert_frame_equal(found.judgements, of(whole.judgements, claims))
    for name in ("claims", "annotations", "waiting", "decisions"):
        before, after = getattr(found.study, name), getattr(whole.study, name)
        pd.testing.assert_frame_equal(before, of(after, claims), obj=name)


def test_an_experts_positions_are_the_same_beside_fewer_others() -> None:
    before = study().filtered(filter_of(["country=Kazakhstan"])).analyse().positions
    after = study().analyse().positions
    kept = after[after["expert_id"].isin(["anna", "chol"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(before, kept)


@pytest.mark.parametrize(
    ("topic", "claims"),
    [("trade", ("c1", "c2", "c3", "c6")), ("Borders", ("c4", "c5", "c6"))],
)
def test_topics_are_left_out_after_judging_since_all_that_was_chosen_counts(topic, claims) -> None:
    """One of two chose border for c6 besides trade: it is no majority, also if border is asked."""
    found = study().filtered(filter_of(topic=[topic])).analyse()
    (kept,) = found.study.codebook.topic_ids
    whole = study().analyse()
    assert tuple(found.study.claims["claim_id"]) == claims
    for name in ("judgements", "positions", "contested"):
        before, after = getattr(found, name), getattr(whole, name)
        assert list(before["topic"][before["topic"] != "none"]) == list(
            after["topic"][after["topic"] == kept]
        )
    for name in ("judgements", "positions"):
        before, after = getattr(found, name), getattr(whole, name)
        pd.testing.assert_frame_equal(
            before[before["topic"] == kept].reset_index(drop=True),
            after[after["topic"] == kept].reset_index(drop=True),
        )
    assert found.reliability.n_claims == len(claims)


def test_who_has_no_claim_on_the_topics_is_left_out_and_counted() -> None:
    found = study().filtered(filter_of(topic=["border"]))
    assert found.experts["expert_id"].tolist() == ["bek", "chol"]
    assert found.selection.n_without == 1
    assert study().filtered(filter_of(["country=Kazakhstan"])).selection.n_without == 0


def test_a_claim_that_came_out_on_another_topic_bears_on_none_of_those_asked_for() -> None:
    judged = study().analyse().judgements
    cut = on_topics(of(judged, ("c5", "c6")), ["border"]).set_index("claim_id")
    assert cut["topic"].to_dict() == {"c5": "border", "c6": "none"}
    assert cut["status"].to_dict() == {"c5": "unclear", "c6": "none"}
    assert cut["score"].isna().all()


def test_claims_that_cannot_be_placed_in_a_span_are_counted() -> None:
    selection = study().filtered(filter_of(since="2021-05-02")).selection
    assert (selection.n_undated, selection.n_vague, selection.n_without) == (1, 3, 1)
    assert len(selection.notes) == 3
    assert study().filtered(filter_of(["kind=expert"])).selection.notes == ()


@pytest.mark.parametrize(
    ("typed", "n_vague"),
    [
        ({"since": "2021-05-31"}, 3),  # May 2021 may be its last day
        ({"since": "2021-06"}, 0),
        ({"since": "2021-05"}, 0),
        ({"until": "2021-05-01"}, 3),  # or its first
        ({"until": "2021-04"}, 0),
        ({"until": "2023-11"}, 2),
    ],
)
def test_a_date_is_vague_where_some_of_its_days_are_inside(typed: dict, n_vague: int) -> None:
    whole = study()
    found = select(filter_of(**typed), whole.claims, whole.experts, whole.annotations)
    assert found.n_vague == n_vague


def test_groups_stand_for_their_members_one_vote_a_document() -> None:
    """Three documents, for s2 is an outlet: Anna 1.5, and -1 in 2023; Chol 1.5, without a date."""
    found = study().filtered(filter_of(group="country")).analyse()
    assert found.study.experts["expert_id"].tolist() == ["Kazakhstan", "Uzbekistan"]
    assert found.study.experts["role"].tolist() == ["Anna Example; Chol Example", "Bek Example"]
    places = found.positions.set_index(["expert_id", "topic"])["position"]
    assert places["Kazakhstan", "trade"] == pytest.approx(2 / 3)
    assert places["Uzbekistan", "trade"] == -2
    assert found.agreement[["expert_a", "expert_b"]].to_numpy().tolist() == [
        ["Kazakhstan", "Uzbekistan"]
    ]


def test_who_has_no_group_is_left_out_and_counted() -> None:
    found = study().filtered(filter_of(group="kind"))
    assert found.selection.n_ungrouped == 1
    assert set(found.claims["claim_id"]) == {*ANNA, *BEK}


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (
            filter_of(["contry=x"]),
            'no column "contry"; did you mean "country"? There are: expert_id',
        ),
        (
            filter_of(["country=Kasachstan"]),
            'no value of country "Kasachstan"; did you mean "Kazakhstan"? There are: Kaz',
        ),
        (filter_of(["role=x"]), 'the column "role" of the list of experts is empty'),
        (filter_of(source=["s3"]), 'no source "s3"; there are: s1, s2'),
        (filter_of(topic=["none"]), 'no topic "none"; there are: trade, border'),
        (filter_of(group="tribe"), 'no column "tribe"; there are: expert_id'),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(wanted: Filter, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        study().filtered(wanted)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("wanted", "there"),
    [
        (
            filter_of(until="2020"),
            "; without its dates it leaves 6, of which 5 with a date (2021-05 to 2023) and 1"
            " without",
        ),
        (
            filter_of(until="2021-05-30"),
            "; without its dates it leaves 6, of which 5 with a date (2021-05 to 2023) and 1"
            " without; dates too vague to tell: 3",
        ),
        (
            filter_of(["name=Chol Example"], until="2021", source=["s2"]),
            "; without its dates it leaves 2, of which 1 with a date (2023 to 2023) and 1 without",
        ),
        (filter_of(min_claims=3), "; of no expert there are more than 2"),
        (filter_of(since="2023", min_claims=2), "; of no expert there are more than 1"),
        (filter_of(["name=Bek Example"], source=["s2"]), ""),
    ],
)
def test_a_filter_that_leaves_no_claim_is_refused_with_what_there_is(wanted, there: str) -> None:
    with pytest.raises(UsageError) as refused:
        study().filtered(wanted)
    assert str(refused.value) == f'the filter "{wanted}" leaves no claim of 6{there}'


def test_a_study_without_claims_can_be_filtered() -> None:
    empty = replace(
        study(), claims=study().claims.iloc[:0], annotations=six_claims.annotations()[:0]
    )
    assert empty.filtered(filter_of(since="2023")).claims.empty


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"where": ["country"]}, '"country" is no condition'),
        ({"where": ["=x"]}, '"=x" is no condition'),
        ({"where": [" =x"]}, '" =x" is no condition'),
        ({"since": "last spring"}, 'since: "last spring" is no date'),
        ({"until": "2022-13"}, 'until: "2022-13" is no date'),
        ({"since": "2023", "until": "2022-12"}, "no day is between them"),
    ],
)
def test_what_cannot_be_read_is_refused(typed: dict, said: str) -> None:
    with pytest.raises(UsageError, match=said.replace("?", r"\?")):
        filter_of(**typed)


def test_a_span_may_be_one_day() -> None:
    assert filter_of(since="2022-05-01", until="2022-05-01").until == "2022-05-01"


def test_everything_wrong_is_said_at_once() -> None:
    with pytest.raises(UsageError) as refused:
        study().filtered(filter_of(["contry=x", "country=y"], topic=["z"]))
    assert len(str(refused.value).splitlines()) == 3


def test_a_filter_says_itself_as_it_is_typed() -> None:
    typed = filter_of(["country=Kazakhstan", "party!=greens, old"], since="2021", min_claims=1)
    people = EXPERTS.build(PEOPLE).assign(party=["Greens, old", "", "Reds"])
    found = resolve(typed, people, six_claims.sources(), six_claims.CODEBOOK)
    said = 'where country=Kazakhstan; where party!="Greens, old"; since 2021; min-claims 1'
    assert str(found) == said
    assert found.where[1] == Condition("party", ("Greens, old",), holds=False)
    assert not EVERYTHING
    assert bool(found)


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ((*ANNA, *BEK, "c5"), "; --min-claims 2 is the least that helps, and leaves 2"),
        ((*ANNA, *BEK), "; --min-claims 1 is the least that helps, and leaves 2"),
        ((*ANNA, "c3", "c5"), "; no --min-claims helps, for 2 of them have as many claims (1): "),
        ((*ANNA, *BEK, *CHOL), "; no --min-claims helps, for 3 of them have as many claims (2): "),
    ],
)
def test_of_too_many_experts_the_least_filter_that_helps_is_named(
    monkeypatch: pytest.MonkeyPatch, claims: tuple[str, ...], said: str
) -> None:
    monkeypatch.setattr("stance.study.filtering.MOST_EXPERTS", 2)
    every = study()
    many = replace(every, claims=every.claims[every.claims["claim_id"].isin(claims)])
    with pytest.raises(UsageError) as refused:
        many.analyse()
    assert f"has 3, more than the 2 that are{said}" in str(refused.value)
    if number := re.search(r"--min-claims (\d)", str(refused.value)):
        assert len(many.filtered(filter_of(min_claims=int(number[1]))).analyse().agreement) == 1
