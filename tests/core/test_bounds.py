"""Bounds of what the whole house rests on, one row a bound."""

import math
import os
import stat
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from stance.core import decoding, files
from stance.core.codebook import (
    CONFIDENCES,
    DEFAULT_LEVELS,
    Codebook,
    Level,
    Scale,
    Topic,
    sides_of,
    stands_against,
    stands_for,
)
from stance.core.contracts import Column, Contract, Kind
from stance.core.decoding import NotTextError, decode
from stance.core.errors import ContractError, DataError, StanceError, UsageError
from stance.core.files import is_temporary, write_whole
from stance.core.results import Estimate
from stance.core.text import clean, closest, fold, key_phrase, listed, spellings_of, unquoted

# --- the scale


def test_the_scale_that_a_study_has_unless_it_names_another() -> None:
    assert [(level.label, level.score, level.code) for level in DEFAULT_LEVELS] == [
        ("strongly against", -2, "sa"),
        ("against", -1, "a"),
        ("mixed", 0, "m"),
        ("for", 1, "f"),
        ("strongly for", 2, "sf"),
        ("unclear", None, "u"),
    ]
    assert CONFIDENCES == {1: "doubtful", 2: "fairly sure", 3: "sure"}


@pytest.mark.parametrize(
    ("score", "side"),
    [
        (1.2e-9, 1),
        (1e-9, 0),
        (0.0, 0),
        (-1e-9, 0),
        (-1.2e-9, -1),
        (2.0, 1),
        (-0.5, -1),
    ],
)
def test_a_score_has_a_side_from_a_hair_off_the_middle(score: float, side: int) -> None:
    assert bool(stands_for(score, 0)) is (side > 0)
    assert bool(stands_against(score, 0)) is (side < 0)
    assert Scale().side(score) == side
    scores = pd.Series([score, math.nan])
    assert sides_of(scores, 0).tolist()[0] == side
    assert math.isnan(sides_of(scores, 0).tolist()[1])


UNEVEN = Scale((Level("no", 0), Level("rather", 1), Level("yes", 5)))


@pytest.mark.parametrize(
    ("scale", "one", "other", "alike"),
    [
        (Scale(), 0, 1, True),
        (Scale(), 1, 2, True),
        (Scale(), 0, 1.0000000009, True),
        (Scale(), 0, 1 + 1e-9, True),
        (Scale(), 0, 1.000000002, False),
        (Scale(), 1, -1, False),
        (Scale(), -0.5, 0.5, False),  # within a step, and opposite
        (Scale(), 0.5, -0.5, False),
        (Scale(), 0, -1, True),
        (Scale(tolerance=0), 1, 2, False),
        (Scale(tolerance=0), 2, 2, True),
        (Scale(tolerance=2), -2, 0, True),
        (Scale(neutral=1), 0.5, 1.5, False),
        (UNEVEN, 3, 4, True),
        (UNEVEN, 3, 4.5, False),
        (UNEVEN, 2, 3, False),  # the middle is 2.5
    ],
)
def test_votes_count_as_one_within_a_step_and_on_one_side(
    scale: Scale, one: float, other: float, alike: bool
) -> None:
    assert bool(scale.agree(one, other)) is alike
    assert np.asarray(scale.agree(np.array([one]), np.array([other]))).tolist() == [alike]


@pytest.mark.parametrize(
    ("score", "label", "nearest"),
    [
        (2.0, "strongly for", "strongly for"),
        (1.5, "for", "for"),
        (1.5000000003, "for", "for"),  # halfway, but for what rounding leaves
        (1.500000003, "strongly for", "strongly for"),
        (0.5, "for", "mixed"),  # on its own side
        (0.4, "for", "mixed"),
        (0.0, "mixed", "mixed"),
        (-0.4, "against", "mixed"),
        (-1.5, "against", "against"),
        (-1.6, "strongly against", "strongly against"),
        (9.0, "strongly for", "strongly for"),
    ],
)
def test_the_words_for_a_score(score: float, label: str, nearest: str) -> None:
    assert Scale().label(score) == label
    assert Scale().nearest(score).label == nearest


def test_a_scale_without_a_middle_level_has_no_word_for_the_middle() -> None:
    two = Scale((Level("con", 1), Level("pro", 2)))
    assert two.label(1.5) == ""
    assert (two.label(1.4), two.label(1.6)) == ("con", "pro")
    assert two.nearest(1.5).label == "con"  # both are as near; the first
    assert UNEVEN.nearest(3).label == "rather"  # 2 from both; the middle is 2.5


def test_the_measures_of_a_scale() -> None:
    assert (UNEVEN.range, UNEVEN.middle, UNEVEN.step) == (5, 2.5, 1)
    other = Scale(UNEVEN.levels, neutral=1, tolerance=3)
    assert (other.range, other.middle, other.step) == (5, 1, 3)
    assert Scale(UNEVEN.levels, neutral=0, tolerance=0).step == 0


@pytest.mark.parametrize(
    ("typed", "level"),
    [("agin", "against"), ("strong for", "strongly for"), ("mxd", "mixed"), ("zzz", None)],
)
def test_a_stance_that_is_near_enough_is_suggested(typed: str, level: str | None) -> None:
    assert Scale().suggest(typed) == level


def test_a_label_is_not_hidden_by_a_score_or_code() -> None:
    odd = Scale((Level("2", 1, "b"), Level("1", 2, "a"), Level("a", 3, "c")))
    assert [odd.parse(typed).score for typed in ("2", "1", "a", "c", "b", "3")] == [
        1,
        2,
        3,
        3,
        1,
        3,
    ]


def test_the_hash_of_a_codebook_stays_what_it_is() -> None:
    """It stands in workbooks that were handed out."""
    book = Codebook((Topic("border", "Граница", "Граница мешает торговле."),))
    assert book.hash == "578ddc6a227d20e3"


def test_a_topic_may_bear_its_id_as_label_and_no_other_may() -> None:
    twice = Codebook((Topic("a", "a", "p"), Topic("b", "B", "p")))
    assert [twice.parse_topic(name) for name in ("A", "b", "none", "c")] == ["a", "b", "none", None]
    assert twice.topic("b").label == "B"
    assert twice.suggest_topic("none of it") in (None, "none")
    assert twice.suggest_topic("zzzz") is None
    with pytest.raises(KeyError):
        twice.topic("B")


def test_a_column_that_is_absent_is_made_empty() -> None:
    kinds: tuple[Kind, ...] = ("text", "number", "integer", "flag")
    contract = Contract("all", (), tuple(Column(kind, kind, "") for kind in kinds))
    (row,) = contract.complete(pd.DataFrame({"x": [1]})).drop(columns="x").to_dict("records")
    assert math.isnan(row.pop("number"))
    assert row == {"text": "", "integer": 0, "flag": False}


# --- texts


@pytest.mark.parametrize(
    ("one", "options", "at_least", "found"),
    [
        ("abcd", ["abxx"], 50.0, "abxx"),  # half is alike
        ("abcd", ["abxx"], 50.1, None),
        ("abcd", ["axxx", "abcx"], 50.0, "abcx"),
        ("abcdefghij", ["abcdefgxyz"], 70.0, "abcdefgxyz"),
        ("A", ["a", "a"], 70.0, "a"),
    ],
)
def test_the_closest_of_some_words(
    one: str, options: list[str], at_least: float, found: str | None
) -> None:
    assert closest(one, options, at_least) == found
    if at_least == 70.0:
        assert closest(one, options) == found
        assert closest("abcdef", ["abcxyz"]) is None


@pytest.mark.parametrize("n_names", [19, 20, 21])
def test_a_list_names_twenty(n_names: int) -> None:
    names = [str(number) for number in range(n_names)]
    assert listed(names) == ", ".join(names[:20]) + (" …" if n_names > 20 else "")


def test_a_key_phrase_has_six_words() -> None:
    assert key_phrase("one two\nthree  four five six seven") == "one two three four five six"
    assert key_phrase("one") == "one"


def test_spellings_and_quotation_marks() -> None:
    assert spellings_of("Anna", " Ann; ;Anne ;") == ["Anna", "Ann", "Anne"]
    assert unquoted(" «words “of” hers» ") == "words “of” hers"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("plain ", "plain"),
        ("a\u202eb\u2066c", "abc"),
        ("a\u202fb\u2065", "a b\u2065"),
        ("a\u2069b\u206ac", "ab\u206ac"),
        ("a\nb\tc", "a\nb c"),
        ("\ud800x", "x"),
        ("a\rb", "a\nb"),
    ],
)
def test_what_is_left_of_a_text(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("аб", "аб"),  # Cyrillic alone
        ("aа", "aa"),  # beside a Latin letter
        ("zа", "za"),
        ("éа", "éа"),  # no plain Latin letter
    ],
)
def test_letters_that_look_alike(word: str, key: str) -> None:
    assert fold(word) == key


# --- bytes and their letters


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("abcdefghij".encode("utf-16-le"), "utf-16-le"),
        ("abcdefghij".encode("utf-16-be"), "utf-16-be"),
        (("a" + "я" * 9).encode("utf-16-le"), "utf-16-le"),  # a zero in twenty bytes
        (("a" + "я" * 9).encode("utf-16-be"), "utf-16-be"),
        ("ab".encode("utf-32"), "utf-32"),
        ("ab".encode("utf-16"), "utf-16"),
    ],
)
def test_two_bytes_a_letter(data: bytes, encoding: str) -> None:
    assert decode(data)[1] == encoding


@pytest.mark.parametrize(
    "data",
    [
        "abcdefghij".encode("utf-16-le") + b"a",  # half a letter at the end
        b"a\0\0b" * 5,
        ("ab" + "\0" * 2).encode("utf-16-le") * 9,
        b"a\0" + b"aa" * 30,
    ],
)
def test_zeros_that_stand_elsewhere_are_no_text(data: bytes) -> None:
    with pytest.raises(NotTextError):
        decode(data)


@pytest.mark.parametrize(("letters", "text"), [(49, True), (48, False)])
def test_one_control_character_in_fifty_is_borne(letters: int, text: bool) -> None:
    data = b"x" * letters + b"\x01"
    if text:
        assert decode(data) == (data.decode(), "utf-8")
    else:
        with pytest.raises(NotTextError):
            decode(data)


@pytest.mark.parametrize(("at", "text"), [(99_999, False), (100_000, True)])
def test_so_much_of_a_file_is_looked_at(at: int, text: bool) -> None:
    data = b"x" * at + b"\0" + b"x" * (100_001 - at)
    if text:
        assert decode(data)[1] == "utf-8"
    else:
        with pytest.raises(NotTextError):
            decode(data)


@pytest.mark.parametrize(("letters", "encoding"), [("оаъъъ", ""), ("оъ", ""), ("оаеъъ", "cp1251")])
def test_letters_are_russian_if_more_than_half_are_common_ones(letters: str, encoding: str) -> None:
    assert decoding._cyrillic(letters.encode("cp1251")) == encoding


def test_accents_are_those_of_which_most_stand_alone() -> None:
    half = "Some words in English. " * 5 + "оно и а о"  # three letters in a row, and three alone
    assert decode(half.encode("cp1251")) == (half, "cp1251")


def test_the_encoding_that_a_file_names_is_believed_unless_it_cannot_be() -> None:
    words = "Größe und Maß, wie gesagt".encode("cp1252")
    assert decode(words, "cp1252") == ("Größe und Maß, wie gesagt", "cp1252")
    assert decode(words, "latin-1")[1] == "latin-1"
    assert decode(words, "utf-8")[0] == "Größe und Maß, wie gesagt"
    assert decode(words, "no-such-encoding") == decode(words)
    assert decode("Größe".encode(), "cp1252") == ("Größe", "utf-8")


# --- files, errors, results


def test_a_file_is_readable_for_all_and_in_folders_that_are_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "c.txt"
    for data in (b"one", b"two"):
        write_whole(path, data)
        assert path.read_bytes() == data
    assert [file.name for file in path.parent.iterdir()] == ["c.txt"]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_what_fails_to_be_written_is_told_by_its_own_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device", "temporary", None, "other")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left") as caught:
        write_whole(tmp_path / "a.txt", b"x")
    assert caught.value.filename == str(tmp_path / "a.txt")
    assert caught.value.filename2 is None
    assert list(tmp_path.iterdir()) == []
    assert files.is_temporary(".a.txt.abcd_123.part")


@pytest.mark.parametrize(
    ("name", "temporary"),
    [(".a.x1234567.part", True), ("a.x1234567.part", False), (".a.x123456.part", False)],
)
def test_what_a_killed_process_leaves_behind(name: str, temporary: bool) -> None:
    assert is_temporary(name) is temporary


@pytest.mark.parametrize(
    ("error", "code"),
    [(StanceError(), 1), (DataError([]), 1), (UsageError(""), 2), (ContractError(), 3)],
)
def test_the_exit_code_of_each_error(error: StanceError, code: int) -> None:
    assert error.exit_code == code


def test_an_estimate_without_a_value_has_a_reason() -> None:
    assert Estimate(None, reason="too few").value is None
    assert Estimate(0.0).reason == ""
    with pytest.raises(ValueError, match="needs a reason"):
        Estimate(None)
