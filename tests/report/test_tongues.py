"""A page in one language of a study in another: each part says in which language it is."""

import re
from dataclasses import replace

import pytest
from lxml import html

from stance.report import first_screen, render, tongues
from stance.study.study import Findings
from tests.report_findings import six

#: What may stand unmarked in Latin letters: names of people, annotators, ids, formats, Greek alpha.
NAMES = {"anna", "bek", "chol", "example", "a", "b", "c", "stance", "csv", "json", "png", "svg"}
SKIPPED = {"script", "style", "head", "title"}


@pytest.fixture(scope="module")
def english() -> Findings:
    """The six claims with every text that a claim can have beside it."""
    study = six().study
    claims = study.claims.assign(question="What of trade?", key_phrase="the region together")
    votes = study.annotations.assign(note="This one was hard to read.")
    experts = study.experts.assign(role="a writer", country="the north")
    return replace(study, claims=claims, annotations=votes, experts=experts).analyse()


def unmarked(page: str, lang: str) -> set[str]:
    """Words in Latin letters that a reader meets outside all that is marked with the language."""
    found: set[str] = set()

    def walk(element: html.HtmlElement, *, here: bool) -> None:
        inside = here or element.get("lang") == lang
        if not isinstance(element.tag, str) or element.tag in SKIPPED:
            inside = True
        texts = [element.text, *(child.tail for child in element)]
        read = re.sub(r"\b(?:[0-9a-f]{16,}|[cs]\d+)\b", "", " ".join(filter(None, texts)))
        found.update(() if inside else re.findall(r"[A-Za-z]+", read))
        for child in element:
            walk(child, here=inside)

    walk(html.fromstring(page), here=False)
    return {word.casefold() for word in found}


def test_english_in_a_russian_page_says_that_it_is_english(english: Findings) -> None:
    page = render(english, lang="ru")
    assert '<span lang="en">Words of c3.</span>' in page
    assert '<span lang="en">Trade</span>' in page
    assert not unmarked(page, "en") - NAMES
    assert not unmarked(first_screen(english, lang="ru"), "en") - NAMES


def test_what_a_reader_may_choose_and_what_is_cut_short_say_their_language_too(
    english: Findings,
) -> None:
    """Lists of a form hold the study's own words; where there is no room, a title has no end."""
    long = "A study of the roads and of the rivers that cross them, first and second part"
    sources = english.study.sources.copy()
    sources.loc[sources.index[0], "title"] = long
    study = english.study
    experts = study.experts.assign(kind=["writer", *["official"] * (len(study.experts) - 1)])
    page = render(replace(study, experts=experts, sources=sources).analyse(), lang="ru")
    assert '<option lang="en" value="official">official</option>' in page
    assert re.search(r'<option lang="en" value="\d">A study of the roads[^<]*…</option>', page)
    assert '<option value="">все</option>' in page


@pytest.mark.parametrize(
    ("shown", "told"), [("Abcdefgh…", True), ("Abcdefg…", False), ("Abcdefgh", False)]
)
def test_a_text_cut_to_eight_letters_is_known_by_its_beginning(shown: str, told: bool) -> None:
    mark = tongues._Marker({}, {"Abcdefghij": "en"})
    assert mark.option(f"<option>{shown}</option>").startswith('<option lang="en"') == told


def test_a_page_in_the_language_of_its_study_marks_nothing(english: Findings) -> None:
    assert not re.search(r'<(?!html)\w+ lang="', render(english))


def test_a_title_is_in_the_language_of_its_source(english: Findings) -> None:
    sources = english.study.sources.assign(title="Erstes Blatt", language="de")
    page = render(replace(english.study, sources=sources).analyse())
    assert '<span lang="de">Erstes Blatt</span>' in page
    assert '<span lang="en">' not in page


def test_of_too_few_words_no_language_is_guessed(english: Findings) -> None:
    book = english.study.codebook
    topics = tuple(replace(topic, proposition="") for topic in book.topics)  # two words remain
    study = replace(english.study, codebook=replace(book, topics=topics))
    assert 'lang="en"' not in render(study.analyse(), lang="ru")


def test_stances_of_the_default_are_russian_in_a_russian_page_wherever_they_stand() -> None:
    """Also where annotators gave them, on axes, in the table of those that are confused."""
    found = six()
    book = found.study.codebook
    page = re.sub(r"<(style|script)\b.*?</\1>", "", render(found, lang="ru"), flags=re.S)
    shown = html.fromstring(page).text_content()
    for level in book.scale.levels:
        assert not re.search(rf"\b{level.label}\b", shown), level.label
    assert "решительно против (−2)" in shown
    assert "a: решительно против" in shown


def test_a_study_s_own_stances_stay_in_every_page() -> None:
    """One stance that is not the default's makes the whole scale the study's own."""
    found = six()
    book, votes = found.study.codebook, found.study.annotations
    levels = [replace(lv, label=lv.label.replace("strongly", "wholly")) for lv in book.scale.levels]
    own = replace(book, scale=replace(book.scale, levels=tuple(levels)))
    votes = votes.assign(stance=votes["stance"].str.replace("strongly", "wholly"))
    page = render(replace(found.study, codebook=own, annotations=votes).analyse(), lang="ru")
    assert '<span lang="en">wholly against</span> (−2)' in page
    assert '<tspan lang="en">mixed</tspan>' in page
