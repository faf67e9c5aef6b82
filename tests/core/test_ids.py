"""Short ids made of names."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.core.contracts import EXPERTS
from stance.core.ids import free_id, slug
from stance.exchange.dna_codebook import short_names
from stance.study.joining import Experts


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Anna Example", "anna-example"),
        ("Айнур Смагулова", "aynur-smagulova"),
        ("Гульжан Әбенова", "gulzhan-abenova"),
        ("Щербаков, Юрий", "shcherbakov-yuriy"),
        ("Đorđe Łucki", "dorde-lucki"),
        ("Éva Kovács", "eva-kovacs"),
        ("E\u0301va", "eva"),  # decomposed
        ("Straße", "strasse"),
        ("O'Brien", "o-brien"),
        ("Oʻktam", "o-ktam"),
        ("王小明", "王小明"),
        ("  --  ", "x"),
        ("ь", "x"),
        ("None", "none-2"),  # that id means: no topic
    ],
)
def test_a_name_gives_one_id(name: str, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize(
    ("longest", "expected"),
    [
        (12, "anna-example"),  # just fits
        (11, "anna"),  # cut between words
        (5, "anna"),  # a blank is no letter
        (4, "anna"),
        (3, "ann"),  # no word fits
        (None, "anna-example"),
    ],
)
def test_a_long_id_is_cut_between_words(longest: int | None, expected: str) -> None:
    assert slug("Anna Example", (), longest) == expected


def test_an_id_that_is_taken_gets_a_number() -> None:
    assert slug("Anna", {"anna", "anna-2"}) == "anna-3"
    assert free_id("c1", ()) == "c1"


@pytest.mark.parametrize("name", ["Айнур Смагулова", "Aynur Smagulova"])
def test_an_article_a_database_and_a_sheet_give_a_person_the_same_id(name: str) -> None:
    joined = Experts(EXPERTS.empty(), [{"name": name, "source_id": "s1"}])
    assert joined.rows[0]["expert_id"] == "aynur-smagulova"
    assert list(short_names([name]).labels) == ["aynur-smagulova"]
    assert slug(name) == "aynur-smagulova"


def test_an_id_that_the_study_has_is_kept() -> None:
    known = pd.DataFrame([{"expert_id": "айнур", "name": "Айнур Смагулова", "aliases": ""}])
    joined = Experts(
        EXPERTS.build(known.to_dict("records")), [{"name": "Айнур Смагулова", "source_id": "s1"}]
    )
    assert joined.ids == {"айнур"}


@given(st.text(max_size=30))
def test_an_id_of_an_id_is_the_id(name: str) -> None:
    assert slug(slug(name)) == slug(name)
