"""Findings in Python and in notebooks: what they show of themselves, frames for people."""

import sys
from importlib import import_module

import pandas as pd
import pytest
from lxml import html

import stance
from stance.report import first_screen
from tests.pins import needs_pinned
from tests.report_findings import PAYLOADS, hostile, six
from tests.sample import ROOT


def test_the_notebook_holds_what_its_cells_show() -> None:
    needs_pinned("pandas")
    sys.path.insert(0, str(ROOT / "docs"))
    maker = import_module("make_notebook")
    assert maker.PAGE.read_text(encoding="utf-8") == maker.notebook(), "stale; renew: make docs"


def test_a_study_shows_headline_figure_both_sides_and_doubt() -> None:
    found = six()
    assert found.study._repr_html_() == found._repr_html_()
    shown = html.fromstring(found._repr_html_())
    assert (
        shown.findtext("h3")
        == "Only Trade has experts on opposite sides: 1\u00a0against,\u00a02\u00a0for"
    )
    assert "Bek" in shown.find("img").get("alt")
    assert [quote.text for quote in shown.findall("blockquote")] == ["Words of c3.", "Words of c1."]
    firm, size = (line.text_content() for line in shown.findall("p")[1:])
    assert firm.startswith("How sure? Over the whole study the annotators read the words alike; ")
    assert "Leaving out any one annotator does not change the headline." in firm
    assert size.startswith("Three experts make six claims")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_texts_in_a_notebook_stay_texts(payload: str) -> None:
    shown, harmless = (html.fromstring(first_screen(hostile(p))) for p in (payload, "words"))
    assert [e.tag for e in shown.iter()] == [e.tag for e in harmless.iter()]


def test_findings_give_the_page_and_its_figures_as_the_functions_do() -> None:
    found = six()
    assert found.to_html(lang="ru") == stance.report.render(found, lang="ru")
    assert found.figure("grid")._repr_svg_() == stance.report.figure(found, "grid").svg


def test_labels_stand_beside_ids_and_dates_are_dates() -> None:
    found = six()
    placed = found.frame("positions", labels=True)
    assert list(placed)[:4] == ["expert_id", "expert_name", "topic", "topic_label"]
    assert placed.loc[0, ["expert_name", "topic_label"]].tolist() == ["Anna Example", "Trade"]
    # c1 of May 2021 and c2 of 2023; c6 has no date.
    assert placed.loc[0, ["first_on", "last_on"]].tolist() == [
        pd.Timestamp("2021-05-01"),
        pd.Timestamp("2023-01-01"),
    ]
    assert placed["first_on"].isna().tolist() == [False, True, False, True, True]
    assert list(found.agreement)[:2] == ["expert_a", "expert_b"]
    assert list(found.frame("agreement", labels=True))[:3] == [
        "expert_a",
        "expert_a_name",
        "expert_b",
    ]


def test_frames_have_labels_only_where_they_are_wished_and_keep_what_has_none() -> None:
    study = six().study
    assert study.frame("claims") is study.claims
    claims = study.frame("claims", labels=True)
    assert claims.loc[0, ["source_id", "source_title"]].tolist() == ["s1", "First"]
    coded = study.frame("annotations", labels=True)
    assert set(coded["topic_label"]) == {"Trade", "Borders"}


def test_a_frame_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(stance.UsageError, match='no frame "position"; there are judgements, posi'):
        six().frame("position")  # type: ignore[arg-type]
