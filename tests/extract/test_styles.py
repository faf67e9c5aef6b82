# ruff: noqa: E501 - tables of sentences
"""Marks, speakers and layouts of the press outside America; every article here is made up."""

import pytest

from stance.articles.article import Article, Finding
from stance.articles.layout import blocks
from stance.extract.quotes.find import find

Said = list[tuple[str, str]]


def found(text: str, kind: str) -> list[Finding]:
    article = Article("a.txt", text, "", blocks(text), language="en")
    return [f for f in find(article) if f.kind == kind]


def said(text: str) -> Said:
    return [(text[f.start : f.end], f.expert) for f in found(text, "direct")]


def reported(text: str) -> Said:
    return [(text[f.start : f.end], f.expert) for f in found(text, "indirect")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "'(It) is too late for the voters' plan,' Anna Sample said.",
            [("(It) is too late for the voters' plan,", "Anna Sample")],
        ),
        (
            "Anna Sample said: 'He told me, \"Go home.\"' Nobody went.",
            [('He told me, "Go home."', "Anna Sample")],
        ),
        (
            "Ben Test hailed 'shared interests' and 'common values' in his speech.",
            [("shared interests", "Ben Test"), ("common values", "Ben Test")],
        ),
    ],
)
def test_straight_single_marks_are_told_from_apostrophes(text: str, expected: Said) -> None:
    assert said(text) == expected


def test_a_quotation_in_single_marks_runs_over_paragraphs() -> None:
    text = "Anna Sample said: 'They don't care.\n\n'I shan't go back.'"
    assert said(text) == [
        ("They don't care.", "Anna Sample"),
        ("I shan't go back.", "Anna Sample"),
    ]


def test_paragraphs_that_end_with_a_german_closing_mark_are_no_headings() -> None:
    text = "Anna Sample kam am Montag.\n\n„We know this road“, said Ben Test. „It is closed.“"
    assert said(text) == [("We know this road", "Ben Test"), ("It is closed.", "Ben Test")]


@pytest.mark.parametrize(
    "text",
    [
        '"The road is too long ", said Anna Sample.',
        'Nobody came to Testville."The road is too long," said Anna Sample.',
        '" The road is too long , " said Anna Sample .',
    ],
)
def test_blanks_about_a_mark_do_not_matter(text: str) -> None:
    assert [(words.rstrip(" ,"), who) for words, who in said(text)] == [
        ("The road is too long", "Anna Sample")
    ]


@pytest.mark.parametrize(
    ("attribution", "expert"),
    [
        ("lead researcher and Testville planetary scientist Anna Sample said.", "Anna Sample"),
        ("Testville planetary scientist Anna Sample said.", "Anna Sample"),
        (
            "Anna Sample, a fellow at an institute in Munich, Germany, and author of the study, said.",
            "Anna Sample",
        ),
        ("Anna Sample, a union spokeswoman told the BBC.", "Anna Sample"),
        ("Testville’s special envoy for water, Ambassador Anna Sample, said.", "Anna Sample"),
        ("the Testville News quoted Anna Sample as saying.", "Anna Sample"),
    ],
)
def test_a_long_attribution_still_names_its_speaker(attribution: str, expert: str) -> None:
    text = f"Ben Test came.\n\n“It was not what we had expected to find,” {attribution}"
    assert said(text) == [("It was not what we had expected to find,", expert)]


def test_a_question_may_be_followed_by_who_asks_it_with_a_title() -> None:
    text = "“Is there anything against the film?” Mr Sample’s lawyer Ben Test said. Nobody knew."
    assert said(text) == [("Is there anything against the film?", "Ben Test")]


def test_she_is_a_woman_before_she_is_a_body() -> None:
    text = "Dilnoza Sample wrote it in May. The Test Gazette printed it. “It was late,” she said."
    assert said(text) == [("It was late,", "Dilnoza Sample")]


def test_the_works_that_somebody_made_do_not_speak() -> None:
    text = "The actor, whose films include Sample's List, Max Test and The Example, said: “It is late.”"
    assert said(text) == [("It is late.", "actor")]


def test_a_clause_between_commas_is_no_apposition() -> None:
    text = "Anna Sample, an aide said, “is very confident of winning this time.”"
    assert said(text) == [("is very confident of winning this time.", "an aide")]


@pytest.mark.parametrize(
    ("text", "expert"),
    [
        (
            "However, Mr Sample, who plans to found a firm, vowed to hit back, saying: “It was all made up.”",
            "Sample",
        ),
        ("However, one dealer, who gave no name, told us: “It was all made up.”", "one dealer"),
        (
            "Ben Test came to the Cabinet Secretary. He said: “It was all made up.”",
            "Ben Test",
        ),
        ("Tell me. Guitarist Anna Sample said: “It was all made up.”", "Anna Sample"),
        ("The firm has twice denied it. It said: “It was all made up.”", "firm"),
    ],
)
def test_what_is_no_name_is_taken_for_none(text: str, expert: str) -> None:
    assert said(text) == [("It was all made up.", expert)]


@pytest.mark.parametrize(
    ("called", "expert"),
    [
        ("the 34-year-old", "Anna Sample"),
        ("the mother-of-two", "Anna Sample"),
        ("Kazakh analyst", "Anna Sample"),
    ],
)
def test_who_was_named_before_may_be_called_by_age_or_trade(called: str, expert: str) -> None:
    text = f"Anna Sample, an analyst, said the road was closed. “It was time,” {called} said."
    assert said(text) == [("It was time,", expert)]


def test_an_analyst_who_spoke_last_without_a_name_is_the_analyst() -> None:
    text = (
        "Ben Test, an analyst, came.\n\nA local analyst said the road was closed.\n\n"
        "“Nobody will open it again,” the analyst said."
    )
    assert said(text) == [("Nobody will open it again,", "a local analyst")]


def test_titles_in_a_list_are_no_speech_of_whom_the_sentence_names() -> None:
    text = "According to Anna Sample, they play “Long Road Home,” “Black Rain” and “One Day.”"
    assert said(text) == []


def test_a_few_words_in_marks_alone_on_a_line_are_a_heading() -> None:
    text = "Anna Sample spoke for an hour.\n\n3. “Not the usual road”\n\nAnna Sample left."
    assert said(text) == []


def test_a_name_after_a_dash_on_the_next_line_signs_the_words() -> None:
    text = '"It is an aspiration."\n- Foreign Minister Anna Sample.\n"It is a goal."\n- Spokesman Ben Test.\n'
    assert said(text) == [
        ("It is an aspiration.", "Anna Sample"),
        ("It is a goal.", "Ben Test"),
    ]


def test_a_letter_gives_its_words() -> None:
    text = "The ministry’s letter reads “we may extend the use of the form next year”, he said."
    assert said(text)[0][0] == "we may extend the use of the form next year"


def test_a_transcript_labels_its_turns_in_capitals() -> None:
    text = (
        "ANNA SAMPLE: Welcome to the programme. How do you plan to fix it?\n\n"
        "PRIME MINISTER: Well, it is very high, as you know.\n\n"
        "SAMPLE: Will it rise again?\n\n"
        "PRIME MINISTER: I made a promise and I will keep it.\n\n"
        "SAMPLE: When?\n\n"
        "PRIME MINISTER: Next year."
    )
    assert [(text[f.start : f.end], f.expert) for f in found(text, "answer")] == [
        ("Well, it is very high, as you know.", "PRIME MINISTER"),
        ("I made a promise and I will keep it.", "PRIME MINISTER"),
        ("Next year.", "PRIME MINISTER"),
    ]


CLAIM = "the two sides agreed on the water treaty"


@pytest.mark.parametrize(
    "opening",
    [
        "According to him, ",
        "In his opinion, ",
        "From her point of view, ",
        "In the opinion of the expert, ",
        "In Sample’s view, ",
        "As the expert notes, ",
        "Sample is convinced that ",
        "The expert is of the opinion that ",
        "The expert does not rule out that ",
        "Sample expressed confidence that ",
        "He drew attention to the fact that ",
    ],
)
def test_an_opinion_may_be_told_by_several_words(opening: str) -> None:
    text = f"Mr Alex Sample, an expert, spoke in Testville. {opening}{CLAIM}."
    words, who = reported(text)[0]
    assert words.rstrip(".").casefold().removeprefix("does not rule out that ") == CLAIM
    assert who == "Alex Sample"


@pytest.mark.parametrize(
    "text",
    [
        "Over this period, the company will own the land, the journalist said.",
        "The company will own the land, Anna Sample told reporters on Monday.",
        "The company will own the land, Anna Sample said at a meeting that is going on in Testville.",
        "TESTVILLE, June 24, 2015 – The company will own the land, Anna Sample said on Monday.",
    ],
)
def test_a_clause_before_who_said_it_is_a_claim(text: str) -> None:
    assert [w.casefold().endswith("the company will own the land") for w, _ in reported(text)] == [
        True
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Speaking to reporters at the White House, Anna Sample said in English.",
        "While he was still in the county jail, officials told him.",
        "If you watch what Anna Sample said this week, you are surprised.",
        "That’s according to Anna Sample, a member of the board of the bank.",
        "It is fair to say that Anna Sample received more money.",
        "Anna Sample wrote a book that inspired the whole country.",
        "We think that the road was closed by mistake.",
    ],
)
def test_these_report_no_claim(text: str) -> None:
    assert reported(text) == []


def test_a_claim_ends_where_the_next_one_begins() -> None:
    text = "Anna Sample said that prices will rise, and Ben Test said that wages will fall."
    assert reported(text) == [("prices will rise", "Anna Sample"), ("wages will fall.", "Ben Test")]


def test_what_followed_a_statement_is_no_part_of_it() -> None:
    text = (
        "Anna Sample called on them to solve the dispute soon, followed by a letter to the mayor."
    )
    assert reported(text) == [("called on them to solve the dispute soon", "Anna Sample")]


def test_who_is_told_something_is_no_part_of_it() -> None:
    text = "Anna Sample told lawmakers the road was closed for good."
    assert reported(text) == [("the road was closed for good.", "Anna Sample")]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("A ministry official who asked not to be named", "a ministry official"),
        ("A ministry official who asked to remain anonymous", "a ministry official"),
        ("The lawyer who declined to be identified", "the lawyer"),
        ("Water tsar Ben Sample", "Ben Sample"),
    ],
)
def test_the_speaker_is_who_has_the_verb_not_what_describes_him(
    sentence: str, speaker: str
) -> None:
    (finding,) = found(f'The road\n\n{sentence} said: "The road will not be built."', "direct")
    assert finding.speaker.casefold() == speaker.casefold()


def test_who_is_present_and_what_a_text_is_are_no_speakers() -> None:
    text = (
        "Round-table: The new road\n\n"
        "Participants: Anna Example, Road Office; Ben Sample, Testville.\n\n"
        "Moderator: Should the road be built?\n\n"
        "Example: It should be built soon.\n\nSample: It costs too much for a town.\n\n"
        "Moderator: Who should pay?\n\n"
        "Example: The state should pay.\n\nSample: Nobody should pay for it."
    )
    assert [(f.speaker, text[f.start : f.end]) for f in found(text, "answer")] == [
        ("Example", "It should be built soon."),
        ("Sample", "It costs too much for a town."),
        ("Example", "The state should pay."),
        ("Sample", "Nobody should pay for it."),
    ]
