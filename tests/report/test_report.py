"""The page: what its sentences say, what stands under the numbers, and that it is safe."""

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest

from stance.core.errors import UsageError
from stance.report import render
from stance.report.page import page
from stance.report.sentences import plain
from stance.report.templates import language
from stance.study.study import Findings
from tests.extremes import table
from tests.page_elements import Page
from tests.report_findings import made, six

ENGLISH = language("en")


def sentences(findings: Findings) -> list[str]:
    view = page(findings, ENGLISH, {}, None)
    return [plain(said) for paragraph in view.answer.paragraphs for said in paragraph]


def headline(findings: Findings) -> str:
    return page(findings, ENGLISH, {}, None).answer.headline


#: What is said of two for and one against among three experts.
TWO_TO_ONE = (
    "two experts picked at random stand on opposite sides 67% of the time, the most that three "
    "experts can reach (estimate for experts at large {}, 90% interval {} to 50%)."
)


def test_the_six_claims_are_answered_in_sentences() -> None:
    # anna stands at 0.25 on trade (1.5 and -1), bek at -2, chol at 1.5: two for, one against, so
    # of three pairs two are opposed. anna and bek lie 2.25 apart (agreement 0.4375), bek and chol
    # 3.5 (0.125), anna and chol 1.25 (0.6875). Borders has an unclear and a disputed claim only.
    said = sentences(six())
    assert said[:5] == [
        "Three experts make six claims on two topics in two sources (May 2021 – 2023).",
        "They stand on opposite sides of one topic, Trade: two for and one against, so "
        + TWO_TO_ONE.format("32%", "12%"),
        "On Trade: B. Example against; C. Example and A. Example for.",
        "No topic with at least three experts finds them all on one side.",
        "Furthest apart are Bek Example and Chol Example, opposed on the one topic they share.",
    ]
    assert said[5:8] == [
        "Too few experts share topics to look for camps.",
        "1 of 6 pairings of expert and topic is empty: not asked or not said, which is not the "
        "same as “mixed”.",
        "Two hold claims but no position: one unclear and one in dispute.",
    ]
    assert said[8].startswith("Agreement among the two annotators is ")
    assert (
        headline(six())
        == "Only Trade has experts on opposite sides: 1\u00a0against,\u00a02\u00a0for"
    )


def test_the_pair_furthest_apart_speaks_with_one_claim_each() -> None:
    duel = page(six(), ENGLISH, {}, None).answer.duel
    assert duel is not None
    assert (duel.against.text, duel.in_favour.text) == ("Words of c3.", "Words of c6.")


@pytest.mark.parametrize(("alone", "kept"), [("chol", "Anna Bek"), ("anna", "Bek Chol")])
def test_a_matrix_too_large_to_be_read_holds_those_who_share_most_topics(
    monkeypatch: pytest.MonkeyPatch, alone: str, kept: str
) -> None:
    monkeypatch.setattr("stance.report.pairs.MOST_EXPERTS", 2)
    people = ("anna", "bek", "chol")
    codes = [(who, "trade", "for") for who in people]
    codes += [(who, "border", "against") for who in people if who != alone]
    matrix = page(made(codes), ENGLISH, {}, None).pairs.matrix
    assert sorted(name.split()[0] for _, name in matrix.columns) == kept.split()
    assert matrix.hidden.startswith("1 more expert")


def test_one_claim_of_one_expert_is_a_whole_answer() -> None:
    found = made([("anna", "trade", "for")])
    assert headline(found) == "Too few experts hold a position on any topic to rank the disputes"
    assert sentences(found) == [
        "One expert makes one claim on one topic.",
        "On no topic do as many as three experts hold a position, so disputes go unranked.",
        "1 of 2 pairings of expert and topic is empty: not asked or not said, which is not the "
        "same as “mixed”.",
        "No claim was coded by two annotators, so how far to trust the codes is unknown.",
    ]


def test_topics_that_split_alike_are_named_together() -> None:
    codes = [("anna", "for"), ("bek", "for"), ("chol", "against")]
    found = made([(who, topic, stance) for topic in ("trade", "border") for who, stance in codes])
    said = headline(found).replace("\u00a0", " ")
    assert said == (
        "Trade (1 against, 2 for) and Borders (1 against, 2 for) divide the experts; "
        "neither stands out"
    )
    assert sentences(found)[1] == (
        "They split equally on Trade and Borders: two for and one against on each, "
        "so " + TWO_TO_ONE.format("37%", "19%")
    )
    assert sentences(found)[2:4] == [
        "On Trade: C. Example against; A. Example and B. Example for.",
        "On Borders: C. Example against; A. Example and B. Example for.",
    ]
    assert sentences(found)[5:7] == [
        "Furthest apart are Anna Example and Chol Example, opposed on both topics they share.",
        "Bek Example and Chol Example are as far apart.",
    ]


@pytest.mark.parametrize(
    ("shrunk", "said"),
    [
        ((0.50, 0.519, 0.90), ["Anna Example and Chol Example are nearly as far apart."]),
        ((0.50, 0.51, 0.51), ["Two other pairs are nearly as far apart."]),
        ((0.50, 0.521, 0.90), []),
        ((0.50, 0.50, 0.51), ["Anna Example and Chol Example are as far apart."]),
        ((0.50, 0.50, 0.50), ["Two other pairs are as far apart."]),
    ],
)
def test_a_pair_that_is_as_good_as_furthest_apart_is_named_too(
    shrunk: tuple[float, float, float], said: list[str]
) -> None:
    codes = [("anna", "for"), ("bek", "against"), ("chol", "strongly against")]
    found = made([(who, topic, stance) for topic in ("trade", "border") for who, stance in codes])
    found = replace(found, agreement=found.agreement.assign(shrunk=shrunk))
    assert [s for s in sentences(found) if "as far apart" in s] == said


def test_a_pair_that_agrees_less_but_shares_less_is_told() -> None:
    # anna and bek are 4 apart on one topic; anna and chol 4, 3 and 4 apart on three. The others
    # agree here and disagree there, so that one topic proves little.
    others = {"dan": "f sf a .", "eve": "f a sf .", "fay": "sa f f ."}
    rows = {"anna": "sf sf sf sf", "bek": ". . . sa", "chol": "sa a sa ."} | others
    found = table(rows).analyse()
    assert [row for row in sentences(found) if "apart" in row or "even less" in row] == [
        "Furthest apart are Anna Annason and Chol Cholson, opposed on all three topics they share.",
        "Anna Annason and Bek Bekson agree even less, but share fewer topics.",
    ]


def test_where_nobody_is_opposed_the_page_says_so() -> None:
    found = made([(who, "trade", "for") for who in ("anna", "bek", "chol")])
    assert headline(found) == (
        "No topic divides the experts; all with a clear position are for Trade"
    )
    assert sentences(found)[1:4] == [
        "On none of the topics with at least three experts do any two stand opposed.",
        "Everyone with a clear position is for Trade.",
        "All who share a topic stand at the same place on it.",
    ]


def test_a_pair_on_one_side_can_still_be_the_furthest_apart() -> None:
    found = made([(who, "trade", "for") for who in ("anna", "chol")] + [("bek", "trade", "sf")])
    assert (
        "Furthest apart are Anna Example and Bek Example, though not on opposite sides of the one "
        "topic they share."
    ) in sentences(found)


def test_furthest_apart_takes_three_pairs_to_choose_from() -> None:
    two = [("anna", "trade", "for"), ("bek", "trade", "strongly for")]
    assert sentences(made(two))[2] == (
        "Only Anna Example and Bek Example share a topic: 75% agreement over one topic."
    )
    three = [*two, ("bek", "border", "for"), ("chol", "border", "against")]
    assert sentences(made(three))[2:4] == [
        "The only opposition, on Borders, is between too few experts to rank.",
        "Of the two pairs that share a topic, Bek Example and Chol Example are further apart: "
        "50% agreement over one topic.",
    ]


def test_opposition_between_too_few_experts_is_named_but_not_ranked() -> None:
    found = made([("anna", "trade", "for"), ("bek", "trade", "against")])
    assert sentences(found)[2] == (
        "The only opposition, on Trade, is between too few experts to rank."
    )


def test_a_study_without_positions_compares_nothing() -> None:
    found = made([("anna", "trade", "unclear"), ("bek", "none", "")])
    assert headline(found) == "Nothing can be compared yet"
    assert sentences(found)[1:3] == [
        "No claim has a settled stance yet, so there is nothing to compare.",
        "No two experts hold a position on the same topic, so no pair can be compared.",
    ]


@pytest.mark.parametrize(
    "found",
    [six(), made([("anna", "trade", "for")]), made([("anna", "none", ""), ("bek", "trade", "u")])],
    ids=["six", "one", "nothing placed"],
)
def test_every_link_leads_to_a_place_on_the_page_and_every_place_is_one(found: Findings) -> None:
    seen = Page(render(found))
    assert len(seen.ids) == len(set(seen.ids))
    assert seen.links
    for link in seen.links:
        assert link.startswith("#"), link
        assert link[1:] in seen.ids or link.startswith("#pair="), link


def test_every_claim_stands_on_the_page_with_its_codes() -> None:
    seen = Page(render(six()))
    for number in range(1, 7):
        assert f"claim-c{number}" in seen.ids
        assert f"Words of c{number}." in seen.text
    assert "a: strongly for" in seen.text
    assert "disputed: the annotators disagree on the stance" in seen.text


def test_empty_unclear_disputed_and_placed_cells_differ() -> None:
    grid = page(six(), ENGLISH, {}, None).grid
    drawn = {
        (row.head.label, head.label): (cell.mark.css, cell.mark.sign, cell.n)
        for row in grid.rows
        for head, cell in zip(grid.columns, row.cells, strict=True)
    }
    assert drawn[("Trade", "B. Example")] == ("n2", "−−", "1")
    assert drawn[("Trade", "A. Example")] == ("p1", "±", "2")  # 1.5 and -1: both sides
    assert drawn[("Borders", "A. Example")] == ("none", "", "")
    assert drawn[("Borders", "B. Example")] == ("open", "≠", "1")
    assert drawn[("Borders", "C. Example")] == ("open", "?", "1")


def test_a_passage_stands_verbatim_above_its_paraphrase() -> None:
    text = Page(render(six(), passages={"c3": "What Bek said."})).text
    assert "“What Bek said.”" in text
    assert "In short: Words of c3." in text


def test_the_same_findings_give_the_same_bytes() -> None:
    assert render(six()) == render(six())


def test_the_policy_allows_this_style_and_script_and_nothing_else() -> None:
    html = render(six())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    assert policy[1].startswith("default-src &#39;none&#39;")
    for tag in ("style", "script"):
        inside = re.search(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert inside
        digest = base64.b64encode(hashlib.sha256(inside[1].encode()).digest()).decode()
        assert f"sha256-{digest}" in policy[1].replace("&#43;", "+")
    for tag, attrs in Page(html).tags:
        assert not [name for name in attrs if name == "style" or name.startswith("on")], tag
        assert tag not in ("link", "img", "iframe", "object", "form")


def test_templates_hold_no_text_of_their_own() -> None:
    """So that every language is complete: between tags and expressions no letter stands."""
    for path in (Path(__file__).parents[2] / "templates").rglob("*.j2"):
        if path.name == "machine.txt.j2":  # no part of a page: what a large model is asked
            continue
        text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]*>", " ", path.read_text(), flags=re.S)
        text = re.sub(r"<[^>]*>", " ", text)
        assert not re.search(r"[A-Za-z]{3}", text), path.name


def test_a_users_template_replaces_the_shipped_one_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "partials").mkdir()
    (tmp_path / "partials/method.html.j2").write_text("<p id='method'>Our own method.</p>")
    html = render(six(), template_dir=tmp_path)
    assert "Our own method." in html
    assert 'id="grid"' in html  # the others are still the shipped ones


def test_a_broken_template_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "report.html.j2").write_text("fine\n{% if %}\n")
    with pytest.raises(UsageError, match=r"report\.html\.j2, line 2"):
        render(six(), template_dir=tmp_path)
    (tmp_path / "report.html.j2").write_text("{{ page.titel }}")
    with pytest.raises(UsageError, match="titel"):
        render(six(), template_dir=tmp_path)
    with pytest.raises(UsageError, match="does not exist"):
        render(six(), template_dir=tmp_path / "absent")
