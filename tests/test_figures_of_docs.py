"""The figures that the docs tell of limits, bars and draws are those that the program has."""

import re
from typing import Any

import pytest

from stance.analysis.camps import line, sample, verdict
from stance.articles import passages, pdf, reading, webpages, word
from stance.exchange.incoming import building
from stance.machines import forms, ordering, stances, suggesting, topics
from stance.sheets import bounded
from tests.sample import ROOT

_MB = 1_000_000
#: A page, a sentence of it with its figures, and these as the program has them.
TOLD: list[tuple[str, str, tuple[Any, ...]]] = [
    (
        "usage",
        r"larger than # MB, damaged or locked, texts of over # characters, pages of over # tags, "
        r"documents that unpack to over # MB or have over # tags, PDF that take over # steps",
        (
            *(passages.MAX_BYTES / _MB, reading.MAX_CHARACTERS, webpages.MAX_TAGS),
            *(word.MAX_UNPACKED / _MB, word.MAX_TAGS, pdf.MAX_STEPS),
        ),
    ),
    ("usage", "Of a PDF # pages are read", (pdf.MAX_PAGES,)),
    (
        "formats",
        r"\| a study of workbooks \| # claims, # annotators",
        (building.MOST_CLAIMS, building.MOST_ANNOTATORS),
    ),
    ("formats", r"\| depth of JSON \| # levels", (bounded.DEEPEST,)),
    ("formats", r"\| a line of JSON \| # MB", (bounded.LONGEST_LINE / _MB,)),
    *(
        ("machines", rf"\| `{form}` \| # requests, # MB", (limits.requests, limits.size / _MB))
        for form, limits in forms.LIMITS.items()
        if form != "gemini"
    ),
    ("machines", r"\| `gemini` \| # GB", (forms.LIMITS["gemini"].size / _MB / 1000,)),
    (
        "methods",
        "below # labelled claims it is # for topics and # for stances",
        (
            suggesting.LEAST_CALIBRATED,
            suggesting._TOPIC_TEMPERATURE,
            suggesting._STANCE_TEMPERATURE,
        ),
    ),
    ("methods", "of # labels or more, one of the four", (suggesting._PLENTY,)),
    ("methods", "# draws are made of each kind", (verdict.DRAWS,)),
    ("methods", "Of more than # experts who said enough, # are drawn", (sample.MOST, sample.MOST)),
    (
        "methods",
        r"# and more is stable, # and more tentative",
        (
            verdict.STABLE,
            verdict.TENTATIVE,
        ),
    ),
    ("methods", "Topics are drawn with replacement too: # is needed", (verdict.OVER_TOPICS,)),
    (
        "methods",
        "has a likeness under # when topics are drawn again",
        (verdict.OVER_TOPICS_OF_TWO,),
    ),
    ("methods", "If more than # % of the lines look as much like camps", (100 * verdict.ON_LINE,)),
    ("methods", "If at most # % of these gain as much", (100 * verdict.CHANCE,)),
    ("methods", r"\^\(#/t²\) for t topics and \|l\| ≤ #\.", (line.WEIGHT, max(line.LOADINGS))),
]


@pytest.mark.parametrize(("page", "sentence", "figures"), TOLD, ids=[row[1] for row in TOLD])
def test_a_figure_of_the_docs_is_the_programs(
    page: str, sentence: str, figures: tuple[float, ...]
) -> None:
    text = " ".join((ROOT / "docs" / f"{page}.md").read_text("utf-8").split())
    found = re.search(sentence.replace("#", r"(\d[\d,]*(?:\.\d+)?|\.\d+)"), text)
    assert found, "no such sentence"
    assert [float(number.replace(",", "")) for number in found.groups()] == pytest.approx(figures)


@pytest.mark.parametrize(
    ("told", "figure", "number"),
    [
        ("A topic with ten coded claims", topics.ENOUGH, 10),
        ("A topic needs ten coded stances", stances.LEAST, 10),
        ("at every fifth place", 1 / ordering.AUDIT, 5),
        ("in four parts", suggesting._FOLDS, 4),
    ],
)
def test_a_figure_in_words_is_the_programs(told: str, figure: float, number: int) -> None:
    assert told in " ".join((ROOT / "docs" / "methods.md").read_text("utf-8").split())
    assert figure == number
