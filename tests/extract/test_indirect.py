"""Reported claims, round-tables, interviews and analyses; every article here is made up."""

import pytest

from stance.articles.article import Article, Finding
from stance.articles.layout import blocks
from stance.extract.quotes.find import find

REPORTED = [
    ("Anna Example argued that the road is too long.", "the road is too long.", "Anna Example"),
    ("According to Ben Sample, the road is too long.", "the road is too long.", "Ben Sample"),
    ("The road is too long, according to Ben Sample.", "The road is too long", "Ben Sample"),
    ("To the words of Ben Sample the road is too long.", "the road is too long.", "Ben Sample"),
    (
        "To the radio host and writer Ben Sample, the law showed that nobody cares.",
        "the law showed that nobody cares.",
        "Ben Sample",
    ),
    (
        "Anna Example called for a union of the small towns.",
        "called for a union of the small towns.",
        "Anna Example",
    ),
    (
        "However, argues Ben Sample, a Testville-based analyst, nobody wants a new road now.",
        "nobody wants a new road now.",
        "Ben Sample",
    ),
    (
        "Minister Ben Sample, who made sure to mention in his letter that he liked the plan, left.",
        "he liked the plan, left.",
        "Ben Sample",
    ),
    (
        "The emphasis of President Ben Sample during the visit that the towns will stay friends "
        "also reveals this.",
        "the towns will stay friends",
        "Ben Sample",
    ),
    (
        "The Testland side made it very clear that it would not pay.",
        "it would not pay.",
        "Testland side",
    ),
    (
        "Some observers believe that the vote will be lost.",
        "the vote will be lost.",
        "some observers",
    ),
    (
        "The paper’s owner asked if the town was after gold.",
        "asked if the town was after gold.",
        "paper’s owner",
    ),
    (
        "“It helps us,” Ben Sample said, noting that Testville does the same with others.",
        "Testville does the same with others.",
        "Ben Sample",
    ),
    ("The costs were too high, Anna Example said.", "The costs were too high", "Anna Example"),
    ("Anna Example said the costs were too high.", "the costs were too high.", "Anna Example"),
    (
        "Speaking of this, Ben Sample recalled that a school had once been built.",
        "a school had once been built.",
        "Ben Sample",
    ),
]


def article(text: str, author: str = "") -> Article:
    return Article("a.txt", text, "", blocks(text), language="en", author=author)


def of_kind(kind: str, text: str) -> list[Finding]:
    return [f for f in find(article(text)) if f.kind == kind]


@pytest.mark.parametrize(("text", "claim", "expert"), REPORTED, ids=[r[0][:50] for r in REPORTED])
def test_what_somebody_is_said_to_claim_is_found(text: str, claim: str, expert: str) -> None:
    assert [(text[f.start : f.end], f.expert) for f in of_kind("indirect", text)] == [
        (claim, expert)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It should be noted that the road is long.",
        "It was claimed that the road is long.",
        "These facts show that the road is long.",
        "Anna Example did not say that the road is long.",
        "The authorities will continue to insist that the road is long.",
        "Work goes on according to the rules of the town.",
        "The claim that the road is long was wrong.",
        "Ben Sample was told that the road is long.",
    ],
)
def test_what_nobody_claims_is_left_out(text: str) -> None:
    assert of_kind("indirect", text) == []


def test_words_in_marks_within_a_reported_claim_are_direct_speech_too() -> None:
    text = "Ben Sample wrote that the town “has taken on a great task” by “leaving the old ways”."
    assert [f.kind for f in find(article(text))] == ["indirect", "direct", "direct"]


ROUNDTABLE = """What will the new road bring to the towns?

Anna Example

Anna Example, professor at the institute “Bright Future” (Testland):

Will the trade between the towns grow?

I do not think so. The “reform” was too late for that.

There are three reasons for it, and all are old.

What will the neighbours do?

They will wait. Minister Carl Test warned them that their turn might come.

Ben Sample, independent researcher (Sampleland):

Will the trade between the towns grow?

Ben Sample

Yes, by a third in two years at the very least.

Share this article with your friends
"""


def test_a_round_table_gives_each_answer_with_speaker_and_question() -> None:
    found = of_kind("answer", ROUNDTABLE)
    assert [(f.speaker, f.question) for f in found] == [
        ("Anna Example", "Will the trade between the towns grow?"),
        ("Anna Example", "What will the neighbours do?"),
        ("Ben Sample", "Will the trade between the towns grow?"),
    ]
    first = ROUNDTABLE[found[0].start : found[0].end]
    assert first.startswith("I do not")
    assert first.endswith("all are old.")
    assert ROUNDTABLE[found[2].start : found[2].end].startswith("Yes, by a third")


def test_a_claim_of_a_third_person_inside_an_answer_is_found_as_well() -> None:
    assert [(f.expert, f.cue) for f in of_kind("indirect", ROUNDTABLE)] == [("Carl Test", "warn")]


def test_an_interview_with_labels_gives_the_answers_to_the_person_it_names() -> None:
    text = (
        "Anna Example speaks on the road\n\nOur paper met Anna Example, a lecturer, in May.\n\n"
        "Q: Will it be built?\n\nA: I hope so. It is needed.\n\n"
        "Q: When?\n\nA: In two years, if the money is found."
    )
    found = of_kind("answer", text)
    assert [(f.expert, f.question) for f in found] == [
        ("Anna Example", "Will it be built?"),
        ("Anna Example", "When?"),
    ]
    assert text[found[0].start : found[0].end] == "I hope so. It is needed."


def test_an_interview_whose_questions_stand_alone_is_known_too() -> None:
    text = (
        "We talked to Anna Example, a lecturer, about the road.\n\n"
        "Will it be built?\n\nI hope so. It is needed by all.\n\n"
        "When will it be built?\n\nIn two years, if the money is found.\n\n"
        "Who will pay?\n\nThe towns will pay, each its part."
    )
    assert [f.expert for f in of_kind("answer", text)] == ["Anna Example"] * 3


def test_questions_as_headings_do_not_make_news_an_interview() -> None:
    text = (
        "The road to the sea\n\nThe road that Ben Sample promised was opened on Monday.\n\n"
        "Why was it built?\n\nThe towns had waited for it.\n\n"
        "Who pays for it?\n\nThe towns pay, each its part.\n\n"
        "What comes next?\n\nNothing is known of that."
    )
    assert of_kind("answer", text) == []


def test_the_interviewer_is_not_among_those_who_answer() -> None:
    text = (
        "Ben Sample: Will it be built?\n\nAnna Example: I hope so. It is needed by all of us.\n\n"
        "Ben Sample: And when will that be?\n\nAnna Example: In two years from now on."
    )
    assert {f.expert for f in of_kind("answer", text)} == {"Anna Example"}


def test_an_interviewer_who_does_not_only_ask_is_told_by_beginning() -> None:
    text = (
        "Town Daily: Will it be built?\n\nAnna Example: I hope so. It is needed by all of us.\n\n"
        "Town Daily: Critics say it is too dear.\n\nAnna Example: It will pay for itself.\n\n"
        "Town Daily: And when?\n\nAnna Example: In two years from now on.\n\n"
        "Town Daily: Thank you for the interview.\n\nAnna Example: You are welcome, all of you."
    )
    found = of_kind("answer", text)
    assert {f.expert for f in found} == {"Anna Example"}
    assert found[1].question == "Critics say it is too dear."


def test_one_official_is_the_same_official_a_sentence_later() -> None:
    text = (
        "The road\n\n“It will be forgotten,” said one official who asked not to be named.\n\n"
        "He added that no road had been built on time. “I have seen five such plans.”"
    )
    assert {f.expert for f in of_kind("direct", text)} == {"one official"}


ANALYSIS = "\n\n".join(
    f"In the year {year} the towns began to trade with each other again, and the road that leads "
    "from one to the other became the most important of them all. It is seen that this helps both "
    "of them, and that the old quarrels are being forgotten by most people there."
    for year in range(2001, 2009)
)


def test_a_signed_analysis_gives_its_paragraphs_to_its_author() -> None:
    found = [f for f in find(article(ANALYSIS, author="Anna Example")) if f.kind == "authored"]
    assert [f.expert for f in found] == ["Anna Example"] * 8
    assert ANALYSIS[found[0].start : found[0].end] == ANALYSIS.split("\n\n")[0]


def test_an_unsigned_analysis_has_an_unsigned_author_of_its_own() -> None:
    found = find(article(ANALYSIS))
    assert {(f.speaker, f.expert) for f in found} == {("(unsigned)", "unsigned author of “a.txt”")}


def test_news_full_of_speech_is_no_analysis() -> None:
    said = "\n\n".join(f"“{paragraph}” said Anna Example." for paragraph in ANALYSIS.split("\n\n"))
    assert {f.kind for f in find(article(said))} == {"direct"}
