"""The registry: mentions brought together where that is sure, asked about where it is not."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stance.core.contracts import EXPERTS
from stance.names import ASK, People, aliases, cluster
from stance.names.frames import NAME_GROUPS, NAME_QUESTIONS


def who(*mentions: tuple[str, str], experts: pd.DataFrame | None = None) -> People:
    return cluster(pd.DataFrame(mentions, columns=["name", "source_id"]), experts)


def persons(people: People) -> list[set[str]]:
    """The groups, as sets of "name @ source"."""
    rows = people.groups.assign(at=people.groups["name"] + " @ " + people.groups["source_id"])
    return [set(group["at"]) for _, group in rows.groupby("group")]


def asked(people: People) -> set[frozenset[str]]:
    return {
        frozenset((a, b))
        for a, b in zip(people.questions["name_a"], people.questions["name_b"], strict=True)
    }


def experts(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return EXPERTS.build([{"expert_id": i, "name": n, "aliases": a} for i, n, a in rows])


def test_spellings_of_one_full_name_are_one_person_across_sources() -> None:
    people = who(("Farkhod Tolipov", "a"), ("Farhod Tolipov", "b"), ("Фарход Толипов", "c"))
    assert len(persons(people)) == 1
    assert people.questions.empty
    assert "sound the same" in people.groups["reason"].iloc[1]


def test_a_bare_family_name_joins_the_only_full_name_of_its_source() -> None:
    people = who(("Farkhod Tolipov", "a"), ("Tolipov", "a"), ("Anna Example", "a"))
    assert persons(people) == [{"Farkhod Tolipov @ a", "Tolipov @ a"}, {"Anna Example @ a"}]
    assert people.questions.empty


def test_a_bare_family_name_is_asked_about_across_sources() -> None:
    people = who(("Farkhod Tolipov", "a"), ("Tolipov", "b"))
    assert len(persons(people)) == 2
    assert asked(people) == {frozenset(("Farkhod Tolipov", "Tolipov"))}
    assert "never in one source" in people.questions["evidence"].iloc[0]


def test_even_the_same_bare_name_is_two_persons_in_two_sources() -> None:
    people = who(("Karimov", "a"), ("Karimov", "b"))
    assert len(persons(people)) == 2
    assert len(people.questions) == 1


def test_a_hyphen_makes_no_full_name_of_a_family_name() -> None:
    across = who(("Ter-Petrosyan", "a"), ("Ter-Petrosyan", "b"), ("Kassym-Jomart", "c"))
    assert len(persons(across)) == 3
    assert asked(across) == {frozenset(("Ter-Petrosyan",))}
    within = who(("Levon Ter-Petrosyan", "a"), ("Ter-Petrosyan", "a"))
    assert len(persons(within)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Berdimuhamedow", "Berdymukhamedov"),
        ("Lukashenko", "Loukachenko"),
        ("Karimov", "Каримов"),
        ("Karimov", "Karimzoda"),
        ("Amir-Abdollahian", "Hossein Amir-Abdollahian"),
        ("A. Karimov", "A. Karimov"),
    ],
)
def test_no_spelling_of_a_family_name_alone_merges_across_sources(one: str, other: str) -> None:
    people = who((one, "a"), (other, "b"))
    assert len(persons(people)) == 2
    assert len(people.questions) == 1


def test_a_bare_name_that_fits_two_persons_of_its_source_is_asked_for_both() -> None:
    people = who(("Islam Karimov", "a"), ("Aziz Karimov", "a"), ("Karimov", "a"))
    assert len(persons(people)) == 3
    assert asked(people) == {
        frozenset(("Islam Karimov", "Karimov")),
        frozenset(("Aziz Karimov", "Karimov")),
    }


def test_a_bare_womans_name_does_not_join_a_man() -> None:
    people = who(("Shavkat Mirziyoyev", "a"), ("Mirziyoyeva", "a"))
    assert len(persons(people)) == 2
    assert people.questions.empty


def test_initials_join_within_a_source_and_are_asked_across() -> None:
    within = who(("Alexander Lukashenko", "a"), ("A. Lukashenko", "a"), ("Lukashenko", "a"))
    assert len(persons(within)) == 1
    across = who(("Alexander Lukashenko", "a"), ("A. Lukashenko", "b"))
    assert len(persons(across)) == 2
    assert len(across.questions) == 1


def test_a_bare_name_joins_initials_where_there_is_no_full_name() -> None:
    people = who(("A. Lukashenko", "a"), ("Lukashenko", "a"))
    assert len(persons(people)) == 1


def test_two_spellings_of_a_bare_name_are_one_in_a_source() -> None:
    assert len(persons(who(("Tokayev", "a"), ("Toqaev", "a")))) == 1


def test_descriptions_in_small_letters_stay_alone_and_are_not_asked_about() -> None:
    people = who(("the analyst", "a"), ("the analyst", "b"), ("he", "a"), ("Анна Example", "a"))
    assert len(persons(people)) == 4
    assert people.questions.empty


def test_persons_are_not_joined_through_a_name_that_fits_both() -> None:
    # "A. Saidov" may be either, and must not bring the two together.
    people = who(("Akmal Saidov", "a"), ("Akram Saidov", "a"), ("A. Saidov", "b"))
    assert len(persons(people)) == 3
    assert asked(people) == {
        frozenset(("Akmal Saidov", "A. Saidov")),
        frozenset(("Akram Saidov", "A. Saidov")),
    }


def test_an_alias_of_one_expert_is_that_expert_in_every_source() -> None:
    known = experts(("tokayev", "Kassym-Jomart Tokayev", "Toqaev; the president"))
    people = who(("Toqaev", "a"), ("the president", "b"), ("Tokayev", "c"), experts=known)
    assert people.groups["expert_id"].tolist() == ["tokayev", "tokayev", ""]
    assert asked(people) == {frozenset(("Kassym-Jomart Tokayev", "Tokayev"))}


def test_a_short_alias_gives_way_where_only_somebody_else_fits_it() -> None:
    known = experts(("serik", "Serik Abenov", "S. Abenov; Abenov"))
    people = who(
        ("S. Abenov", "a"),
        ("S. Abenov", "b"),
        ("Sanjar Abenov", "b"),
        ("Abenov", "c"),
        ("Timur Abenov", "c"),
        ("Abenov", "d"),
        ("Timur Abenov", "d"),
        ("Serik Abenov", "d"),
        experts=known,
    )
    found = {(r.name, r.source_id): r.person for r in people.groups.itertuples()}
    assert found["S. Abenov", "a"] == "Serik Abenov"
    assert found["S. Abenov", "b"] == "Sanjar Abenov"
    assert found["Abenov", "c"] == "Timur Abenov"
    assert found["Abenov", "d"] == "Serik Abenov"


def test_two_known_experts_are_never_merged_only_asked_about() -> None:
    known = experts(("t1", "Farkhod Tolipov", ""), ("t2", "Farhod Tolipov", ""))
    people = who(("Farkhod Tolipov", "a"), ("Farhod Tolipov", "b"), experts=known)
    assert people.groups["expert_id"].tolist() == ["t1", "t2"]
    assert people.questions[["expert_a", "expert_b"]].to_numpy().tolist() == [["t1", "t2"]]


def test_a_mention_that_is_settled_keeps_its_expert() -> None:
    mentions = pd.DataFrame(
        {"name": ["he", "he"], "source_id": ["a", "b"], "expert_id": ["tolipov", ""]}
    )
    people = cluster(mentions, experts(("tolipov", "Farkhod Tolipov", "")))
    assert people.groups["expert_id"].tolist() == ["tolipov", ""]


def test_a_new_spelling_of_a_known_expert_comes_under_the_experts_name() -> None:
    people = who(("Фарход Толипов", "a"), experts=experts(("tolipov", "Farkhod Tolipov", "")))
    assert people.groups[["expert_id", "person"]].to_numpy().tolist() == [
        ["tolipov", "Farkhod Tolipov"]
    ]


def test_aliases_unite_the_spellings_without_those_that_hold_in_one_source() -> None:
    people = who(("Farkhod Tolipov", "a"), ("Tolipov", "a"), ("Farhod Tolipov", "b"))
    assert aliases(people.groups) == {0: ["Farhod Tolipov", "Farkhod Tolipov"]}


def test_mentions_are_counted() -> None:
    people = who(("Anna Example", "a"), ("Anna Example", "a"), ("Anna EXAMPLE", "a"))
    assert people.groups["n_mentions"].tolist() == [2, 1]
    assert people.groups["group"].tolist() == [0, 0]


def test_no_mentions_make_no_persons() -> None:
    people = who()
    assert people.groups.empty
    assert people.questions.empty


WORDS = st.sampled_from(["Anna", "A.", "Akmal", "Aliyev", "Alieva", "Алиев", "Karimov", "he", "…"])
MENTIONS = st.lists(
    st.tuples(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), st.sampled_from("ab")),
    max_size=12,
)


@settings(deadline=None, max_examples=40)
@given(MENTIONS)
def test_every_mention_has_one_person_and_no_question_is_about_one(
    mentions: list[tuple[str, str]],
) -> None:
    people = who(*mentions)
    NAME_GROUPS.check(people.groups)
    NAME_QUESTIONS.check(people.questions)
    found = people.groups[["name", "source_id"]].to_numpy().tolist()
    assert sorted(map(tuple, found)) == sorted(set(mentions))
    assert (people.questions["group_a"] < people.questions["group_b"]).all()
    assert (people.questions["similarity"] >= ASK).all()


@settings(deadline=None, max_examples=40)
@given(MENTIONS)
def test_the_answer_is_the_same_every_time(mentions: list[tuple[str, str]]) -> None:
    one, other = who(*mentions), who(*mentions)
    assert one.groups.equals(other.groups)
    assert one.questions.equals(other.questions)
