"""Topics and scale: the only list of legal values."""

import pytest

from stance.core.codebook import NONE, Codebook, Level, Scale, Topic


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("strongly for", "strongly for"),
        ("Strongly For ", "strongly for"),
        ("sf", "strongly for"),
        ("2", "strongly for"),
        ("+2", "strongly for"),
        ("2.0", "strongly for"),
        ("2,0", "strongly for"),
        ("−1", "against"),
        ("0", "mixed"),
        ("-0", "mixed"),
        ("UNCLEAR", "unclear"),
        ("u", "unclear"),
    ],
)
def test_labels_codes_and_scores_are_accepted_in_any_form(typed: str, label: str) -> None:
    level = Scale().parse(typed)
    assert level is not None
    assert level.label == label


@pytest.mark.parametrize("typed", ["3", "1.5", "suport", "", "nan", "inf", "none"])
def test_what_is_not_on_the_scale_is_nothing(typed: str) -> None:
    assert Scale().parse(typed) is None


def test_a_typing_error_is_met_with_a_suggestion() -> None:
    assert Scale().suggest("strongly agianst") == "strongly against"
    assert Scale().suggest("xyzzy") is None


def test_the_scale_is_the_codebooks_not_the_programs() -> None:
    ten = Scale(tuple(Level(str(i), i) for i in range(11)))
    assert (ten.range, ten.middle, ten.step) == (10, 5, 1)
    assert [ten.side(s) for s in (4, 5, 6)] == [-1, 0, 1]
    two = Scale((Level("con", -1), Level("pro", 1)))
    assert (two.range, two.middle, two.step) == (2, 0, 2)


def test_the_nearest_level_halfway_is_the_milder_one() -> None:
    assert Scale().nearest(1.5).label == "for"
    assert Scale().nearest(-1.5).label == "against"
    assert Scale().nearest(1.7).label == "strongly for"


@pytest.mark.parametrize(
    "levels",
    [
        (Level("for", 1),),
        (Level("for", 1), Level("For ", 2)),
        (Level("for", 1), Level("against", 1)),
        (Level("for", 1, "x"), Level("against", -1, "x")),
    ],
)
def test_a_scale_that_contradicts_itself_is_refused(levels: tuple[Level, ...]) -> None:
    with pytest.raises(ValueError, match="scale"):
        Scale(levels)


BOOK = Codebook((Topic("trade", "Trade", "Trade helps."), Topic("border", "Borders", "They do.")))


def test_topics_are_found_by_id_or_label_in_any_case() -> None:
    assert BOOK.parse_topic("TRADE") == "trade"
    assert BOOK.parse_topic("borders") == "border"
    assert BOOK.parse_topic("None") == NONE
    assert BOOK.parse_topic("tax") is None


def test_a_misspelt_topic_is_met_with_a_suggestion() -> None:
    assert BOOK.suggest_topic("bordrs") == "border"


def test_two_topics_of_one_name_or_a_topic_called_none_are_refused() -> None:
    with pytest.raises(ValueError, match="two topics"):
        Codebook((Topic("a", "Same", "p"), Topic("b", "same", "p")))
    with pytest.raises(ValueError, match="none"):
        Codebook((Topic("none", "Nothing", "p"),))


def test_the_hash_changes_with_any_word_of_the_codebook_and_only_then() -> None:
    same = Codebook((Topic("trade", "Trade", "Trade helps."), BOOK.topics[1]))
    other = Codebook((Topic("trade", "Trade", "Trade harms."), BOOK.topics[1]))
    assert same.hash == BOOK.hash != other.hash
    scales = [Scale((Level("no", low), Level("yes", 1))) for low in (0, 0.0, -1)]
    whole, decimal, wider = (Codebook(BOOK.topics, scale).hash for scale in scales)
    assert whole == decimal != wider
