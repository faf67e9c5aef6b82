# ruff: noqa: E501 - tables of sentences
"""Turns of phrase that public news is full of; every article here is made up."""

import pytest

from stance.articles.article import Article, Finding
from stance.articles.layout import blocks
from stance.extract.quotes.find import find

Said = list[tuple[str, str]]


def direct(text: str) -> list[Finding]:
    article = Article("a.txt", text, "", blocks(text), language="en")
    return [f for f in find(article) if f.kind == "direct"]


def said(text: str) -> Said:
    return [(text[f.start : f.end], f.expert) for f in direct(text)]


@pytest.mark.parametrize(
    "aside",
    [
        "Ben Sample said in a conference call.",
        "Ben Sample said, referring to Carl Test.",
        "said Ben Sample, who is often attacked by Carl Test.",
        "Ben Sample told a crowd that the campaign put at 3,000 people.",
        "Ben Sample said when asked what Carl Test would do.",
        "Ben Sample wrote after the jobs report came out.",
    ],
)
def test_whoever_spoke_goes_on_whomever_the_rest_of_the_sentence_is_about(aside: str) -> None:
    text = f"“Nobody did it better,” {aside} “We are fine.”"
    assert said(text) == [("Nobody did it better,", "Ben Sample"), ("We are fine.", "Ben Sample")]


def test_after_a_report_the_one_who_reports_goes_on_not_who_is_reported() -> None:
    text = "Anna Example said that Ben Sample had asked for help. “It came as a surprise.”"
    assert said(text) == [("It came as a surprise.", "Anna Example")]


@pytest.mark.parametrize("name", ["Mohammed", "Ted", "Fleming"])
def test_a_name_that_ends_like_a_participle_is_a_name(name: str) -> None:
    assert said(f"{name} of the union said: “We will go.”") == [("We will go.", name)]


def test_short_words_go_on_even_where_the_speaker_has_no_name() -> None:
    text = "“We waited for hours,” she said. “Nobody came.”"
    assert said(text) == [("We waited for hours,", ""), ("Nobody came.", "")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“This is like the first debate,” said one longtime adviser to Ben Sample. “He lost.”",
            [
                ("This is like the first debate,", "one longtime adviser to Ben Sample"),
                ("He lost.", "one longtime adviser to Ben Sample"),
            ],
        ),
        (
            "“There is nobody like her,” reads a Wednesday editorial in the Testville Times.",
            [("There is nobody like her,", "a Wednesday editorial")],
        ),
        ("“I like him,” remembered Ben Sample.", [("I like him,", "Ben Sample")]),
        ("“He can do it,” Ben Sample pointed out.", [("He can do it,", "Ben Sample")]),
        ("Ben Sample shot back, “I chose my own way.”", [("I chose my own way.", "Ben Sample")]),
        (
            "“Get him out!” Ben Sample declared, a point he likes to make at every one of his rallies.",
            [("Get him out!", "Ben Sample")],
        ),
        (
            "“I tell others, ‘The bank does not care,’” said Ben Sample. “Of course not.”",
            [
                ("I tell others, ‘The bank does not care,’", "Ben Sample"),
                ("Of course not.", "Ben Sample"),
            ],
        ),
        (
            "''I tell others, 'The bank does not care,''' said Ben Sample. ''Of course not.''",
            [
                ("I tell others, 'The bank does not care,'", "Ben Sample"),
                ("Of course not.", "Ben Sample"),
            ],
        ),
    ],
)
def test_the_speaker_after_the_words_is_found(text: str, expected: Said) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "lead",
    [
        "In a statement to the Observer, her senior adviser, Ben Sample, said:",
        "Of Carl Test, Ben Sample, who has given him money, said:",
        "Dashing into the hall, Senator Ben Sample, Republican of Testland, said:",
        "Ben Sample, in an attempt to draw attention to press conferences, wrote,",
        "Ben Sample, asked about the deaths under Mr. Test, had said,",
        "The inquiry went on, said Ben Sample, who told Congress when asked last month about it:",
        "Ben Sample was prompted to say,",
        "It was so calm that Ben Sample was prompted to say,",
        "The ad uses footage of Ben Sample asking,",
        "Some of his supporters kicked a protester, with Ben Sample reportedly yelling:",
        "Ben Sample released a statement saying,",
        "Leaders of the party worry. Ben Sample is rolling out a new campaign message:",
        "Rep. Ben Sample (R-S.C.):",
        "Jobs report – more from Ben Sample:",
        "He’s Ben Sample, and he’s saying:",
        "Alarmed by the news, Ben Sample said he would go. He said:",
        "As the case of the Sept. 11 attacks shows, Ben Sample said,",
        "Testland hopeful Sen. Ben Sample was also critical, telling Test Radio:",
    ],
)
def test_the_speaker_before_the_words_is_found(lead: str) -> None:
    assert said(f"{lead} “We will see what comes of it.”") == [
        ("We will see what comes of it.", "Ben Sample")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The company wrote to Ben Sample, calling the two long reports “inaccurate and misleading.”",
            [("inaccurate and misleading.", "company")],
        ),
        (
            "Ben Sample interjected, calling the proposed child care credit “a welfare payment in disguise.”",
            [("a welfare payment in disguise.", "Ben Sample")],
        ),
        (
            "Anna Example was not treated well by his show’s listeners, who wondered if “she would win at all.”",
            [("she would win at all.", "his show’s listeners")],
        ),
        (
            "He released a letter from his doctor that says he is in “extraordinarily good health for his age.”",
            [("extraordinarily good health for his age.", "his doctor")],
        ),
        (
            "Anna Example says it underscores that Ben Sample is “unfit to lead the country.”",
            [("unfit to lead the country.", "Anna Example")],
        ),
        (
            "Ben Sample said he wasn’t going to “act like a servile dog” again.",
            [("act like a servile dog", "Ben Sample")],
        ),
        (
            "Ben Sample said the campaign “will go on to the very end of the summer.”",
            [("will go on to the very end of the summer.", "Ben Sample")],
        ),
        ("The crowd booed, and a man yelled “Stay there!”", [("Stay there!", "a man")]),
    ],
)
def test_the_verb_of_speaking_is_told_from_other_words(text: str, expected: Said) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ben Sample spoke on Test TV’s “Morning Show” on Friday.",
        "On Test TV’s “This Week,” Ben Sample said that he would go.",
        "Sunday on “Meet the People,” Ben Sample said that he would go.",
        "In her memoir, “Tough Choices,” Anna Example wrote that she would go.",
        "Ben Sample saw the film “A Bridge of Lies,” which recounts the war.",
        "Sunday on Test TV’s “State of the Town,” while commenting on the vote, he was calm.",
        "Ben Sample talked about a group called the “Testland First Foundation.”",
    ],
)
def test_programmes_books_and_bodies_are_nobodys_words(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize("closing", ["''", "'", "’"])
def test_a_paragraph_that_ends_in_speech_is_no_heading(closing: str) -> None:
    opening = closing.replace("’", "‘")
    text = (
        "The first paragraph ends here.\n\n"
        f"{opening}We work,{closing} he said. {opening}They paid a lot to be here.{closing}\n\n"
        "The last paragraph ends here."
    )
    assert [words for words, _ in said(text)] == ["We work,", "They paid a lot to be here."]


def test_three_single_marks_close_the_inner_words_and_the_outer_ones() -> None:
    text = "Ben Sample said: ''I tell others, 'The bank does not care.''' They laughed."
    assert said(text) == [("I tell others, 'The bank does not care.'", "Ben Sample")]


def test_a_party_and_state_in_brackets_do_not_end_the_sentence() -> None:
    text = "Rep. Ben Sample (R-S.C.) said: “We will see what comes of it.”"
    assert said(text) == [("We will see what comes of it.", "Ben Sample")]


def test_he_is_who_spoke_last_though_the_first_name_of_who_spoke_before_is_better_known() -> None:
    text = (
        "Ben Sample said that it is late. Zorbek Test emphasized that it is early. "
        "“We will see what tomorrow brings,” he said."
    )
    assert said(text) == [("We will see what tomorrow brings,", "Zorbek Test")]
