"""Numbers, lists, dates, names and anchors as the page writes them."""

import pytest

from stance.core.text import cut
from stance.report.anchors import anchors
from stance.report.language import capital, plural
from stance.report.people import short_names
from stance.report.templates import language

ENGLISH, RUSSIAN = language("en"), language("ru")


@pytest.mark.parametrize(
    ("n", "form"),
    [(0, 1), (1, 0), (2, 1), (11, 1), (21, 1), (101, 1)],
)
def test_english_has_a_form_for_one_and_one_for_all_else(n: int, form: int) -> None:
    assert plural("en", n) == form


@pytest.mark.parametrize(
    ("form", "counts"),
    [
        (0, (1, 21, 31, 101, 1001)),
        (1, (2, 3, 4, 22, 24, 102, 104)),
        (2, (0, 5, 9, 10, 11, 12, 13, 14, 15, 20, 25, 100, 111, 112, 114, 1011)),
    ],
)
def test_russian_has_forms_for_one_for_few_and_for_many(form: int, counts: tuple[int, ...]) -> None:
    assert [plural("ru", n) for n in counts] == [form] * len(counts)


@pytest.mark.parametrize(
    ("n", "digits"),
    [(0, "0"), (999, "999"), (1000, "1\u202f000"), (1234567, "1\u202f234\u202f567")],
)
def test_thousands_are_set_apart(n: int, digits: str) -> None:
    assert ENGLISH.digits(n) == digits


def test_counts_are_words_as_far_as_the_language_has_them() -> None:
    words = ENGLISH.form("numbers").split()
    assert ENGLISH.count(len(words) - 1) == words[-1]
    assert ENGLISH.count(len(words)) == str(len(words))
    assert ENGLISH.count(2) == "two"


@pytest.mark.parametrize(
    ("items", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_is_written_as_it_is_spoken(items: list[str], said: str) -> None:
    assert ENGLISH.items(items) == said
    assert ENGLISH.items(items, "or") == said.replace("and", "or")


@pytest.mark.parametrize(
    ("label", "within"),
    [
        ("A format without outsiders", "a format without outsiders"),
        ("An axis", "an axis"),
        ("The axis", "the axis"),
        ("Another axis", "Another axis"),
        ("Astana", "Astana"),
        ("A", "a"),
        ("", ""),
    ],
)
def test_within_a_sentence_an_article_is_small_and_a_name_stays(label: str, within: str) -> None:
    assert ENGLISH.within(label) == within
    assert RUSSIAN.within(label) == label


@pytest.mark.parametrize(
    ("iso", "english", "russian"),
    [
        ("2022", "2022", "2022"),
        ("2022-01", "January 2022", "январь 2022"),
        ("2022-12", "December 2022", "декабрь 2022"),
        ("2022-03-05", "5 March 2022", "5 марта 2022"),
        ("2022-00", "2022-00", "2022-00"),
        ("2022-13", "2022-13", "2022-13"),
        ("2022-03-05-06", "2022-03-05-06", "2022-03-05-06"),
        ("in spring", "in spring", "in spring"),
        ("2022-x", "2022-x", "2022-x"),
        ("٢٠٢٢-٠٣", "٢٠٢٢-٠٣", "٢٠٢٢-٠٣"),
    ],
)
def test_a_date_is_written_in_words_as_far_as_it_goes(iso: str, english: str, russian: str) -> None:
    assert ENGLISH.date(iso) == english
    assert RUSSIAN.date(iso) == russian


def test_a_stretch_of_one_date_is_that_date() -> None:
    assert ENGLISH.span("2022-01", "2022-01") == "January 2022"
    assert ENGLISH.span("2021", "2022-01") == "2021 – January 2022"


@pytest.mark.parametrize(("text", "large"), [("", ""), ("a", "A"), ("two words", "Two words")])
def test_a_sentence_begins_with_a_large_letter(text: str, large: str) -> None:
    assert capital(text) == large


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (["Anna Example", "Ben Sample"], ["Example", "Sample"]),
        (["Anna Example", "Ben Example"], ["A. Example", "B. Example"]),
        (["Anna Example", "Ann Example"], ["Anna Example", "Ann Example"]),
        (["Anna Example", "Example"], ["A. Example", "Example"]),
        (["Author of the analysis"], ["Author of the analysis"]),
        (["Anna Example (editor)"], ["Anna Example (editor)"]),
        (["Plato"], ["Plato"]),
        (["Example, Anna"], ["Example"]),
        (["Example, Anna", "Example, Ben"], ["A. Example", "B. Example"]),
        (["Anna Example, PhD"], ["Example"]),
        (["Dr. Anna Example", "Ben Example"], ["A. Example", "B. Example"]),
        (["Union of the Towns", "Anna von der Probe"], ["Union of the Towns", "von der Probe"]),
        (["von der Probe, Anna"], ["von der Probe"]),
        (["Anna von der Probe", "Probe, Ben"], ["von der Probe", "Probe"]),
        (["Anna von Probe", "Ben von Probe"], ["A. von Probe", "B. von Probe"]),
        (["Sample Example, Anna"], ["Sample Example"]),
        (["von Probe"], ["Probe"]),
        (["Anna al-Example"], ["al-Example"]),
        ([""], [""]),
        (["the spokesman of a very large ministry"], ["the spokesman of a very…"]),
    ],
)
def test_a_name_is_short_and_still_one_person_s(names: list[str], short: list[str]) -> None:
    given = {str(n): name for n, name in enumerate(names)}
    assert list(short_names(given).values()) == short


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("0123456789", "0123456789"),
        ("0123456789a", "012345678…"),  # no word to cut at
        ("012345 789a", "012345…"),
        ("01234 6789a", "01234 678…"),  # a word of half the room is too little
        ("0123456, 9a", "0123456…"),
        ("0123456. 9a", "0123456…"),  # no four dots
        ("0123456… 9a", "0123456…"),
    ],
)
def test_a_text_is_cut_at_a_word_of_more_than_half_the_room(text: str, kept: str) -> None:
    assert cut(text, 10) == kept


def test_ids_that_fold_into_one_anchor_get_numbers() -> None:
    ids = ["a b", "a-b", "a/b", "a-b.2", "", "…", "c_1"]
    assert anchors("claim", ids) == {
        "a b": "claim-a-b",
        "a-b": "claim-a-b.2",
        "a/b": "claim-a-b.3",
        "a-b.2": "claim-a-b-2",
        "": "claim-x",
        "…": "claim-x.2",
        "c_1": "claim-c_1",
    }
