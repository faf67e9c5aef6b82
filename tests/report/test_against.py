"""Two spans of a study, or two studies, side by side on the page."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest

from stance.core.codebook import Codebook, Level, Scale, Topic
from stance.core.contracts import MACHINE_CODINGS
from stance.core.errors import UsageError
from stance.report import render
from stance.report.against import against
from stance.report.claims import ClaimView, ClaimViews
from stance.report.material import Material
from stance.report.sentences import plain
from stance.report.templates import language
from stance.study.against import Against, against_coding, against_study, against_until
from stance.study.study import Study
from stance.study.talks import Talk
from tests.report.against_study import many, two_years
from tests.run_stance import stance
from tests.sample import SAMPLE
from tests.written import hold


@pytest.fixture(scope="module")
def spans() -> Against:
    return against_until(two_years(), "2021")


def told(found: Against, lang: str = "en") -> list[str]:
    of = Material(two_years().analyse(), language(lang), {}, "", found)
    view = against(of, ClaimViews(of))
    assert view is not None
    return [plain(sentence) for sentence in view.lede]


def test_the_headlines_name_what_is_beyond_doubt_and_nothing_else(spans: Against) -> None:
    assert told(spans)[0].startswith(
        "Anna [Example] moved on Trade, from against (−1.3) to strongly for (+1.7) (90% interval"
    )
    assert told(spans)[1:] == [
        "Trade is disputed no more, more because experts moved than because others speak.",
        "New: Dina [Example].",
        "Silent now: Chol [Example].",
    ]


def test_what_stayed_and_what_cannot_be_placed_is_told_too(spans: Against) -> None:
    moves = spans.moves.set_index(["expert_id", "topic"])
    assert set(moves.index) == {("anna", "trade"), ("bek", "trade"), ("bek", "border")}
    assert moves["beyond"].tolist() == [True, False, False]
    assert spans.n_undated == 1
    assert spans.turnover.set_index("topic")["status"].to_dict() == {
        "trade": "ceased",
        "border": "unknown",
    }


def test_agreement_is_told_as_a_difference(spans: Against) -> None:
    row = spans.pairs.iloc[0]
    assert (row["expert_a"], row["expert_b"]) == ("anna", "bek")
    assert row["difference"] == pytest.approx(row["after"] - row["before"])
    assert row["difference"] == pytest.approx((1 - 2 / 3 / 4) - (1 - 7 / 3 / 4))


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_page_shows_the_words_of_both_and_leads_nowhere_in_vain(spans, lang) -> None:
    html = render(two_years().analyse(), against=spans, lang=lang)
    assert "Words {of} [anna-trade-2021-0]." in html
    assert "Words {of} [anna-trade-2022-0]." in html
    ids = set(re.findall(r' id="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= ids
    assert 'href="#against"' in html


def test_without_another_the_page_has_no_such_section() -> None:
    assert "against-title" not in render(two_years().analyse())


def test_the_same_people_under_other_ids_are_found_by_their_names() -> None:
    found = against_study(two_years().analyse(), two_years("other", ids="-x"))
    assert found.experts["anna-x"] == "anna"
    assert found.moves["move"].tolist() == [0.0] * 5
    assert told(found) == ["None of 5 positions that can be compared differs beyond doubt."]


def test_topics_are_matched_by_id_or_label_and_rewording_is_told() -> None:
    other = two_years("other")
    book = Codebook(
        (
            Topic("trade", "Commerce", "Trade binds."),
            Topic("frontier", "Borders", other.codebook.topic("border").proposition),
            Topic("water", "Water", "Water divides."),
        )
    )
    moved = other.annotations.replace({"topic": {"border": "frontier"}})
    found = against_study(two_years().analyse(), replace(other, codebook=book, annotations=moved))
    assert dict(found.topics) == {"trade": "trade", "frontier": "border"}
    assert found.reworded == ("trade",)
    assert len(found.moves) == 5
    html = render(two_years().analyse(), against=found)
    assert "Worded otherwise before, so with care: Trade." in html
    assert "1 topic of the other study is in it alone and left out." in html
    ids = set(re.findall(r' id="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= ids


def _with_codings(*turned: str) -> Study:
    """The study, where a machine, and annotators before a talk, read some claims the other way."""
    study = two_years()
    codes = study.annotations
    there = codes["claim_id"].str.startswith(turned)
    scores = codes["score"].mask(there, -codes["score"])
    labels = scores.map({level.score: level.label for level in study.codebook.scale.levels})
    otherwise = codes.assign(score=scores, stance=labels)
    ours = otherwise[otherwise["annotator"] == "a"].assign(machine="m1", repeat=1)
    talked = codes.loc[there, "claim_id"].drop_duplicates()
    talk = Talk("2023-05-04T10:00:00+00:00", tuple(talked), otherwise[there])
    machine = MACHINE_CODINGS.check(MACHINE_CODINGS.complete(ours))
    return replace(study, machine_codings=machine, talks=(talk,))


@pytest.mark.parametrize(
    ("kind", "named", "first"),
    [
        (
            "machine",
            "m1",
            "Bek [Example] stands elsewhere on Borders: against (−1) there, for (+1)",
        ),
        ("talk", "1", "Bek [Example] moved on Borders, from against (−1) to for (+1)"),
    ],
)
def test_two_codings_of_the_same_claims_stand_side_by_side(kind, named, first) -> None:
    """All agree, so there is no doubt; that articles differ makes no move between codings."""
    findings = _with_codings("bek-border").analyse()
    found = against_coding(findings, kind, named)
    lede = told(found)
    assert lede[0].startswith(first)
    assert found.moves.set_index(["expert_id", "topic"])["beyond"].to_dict() == {
        ("bek", "border"): True,
        ("anna", "trade"): False,
        ("bek", "trade"): False,
        ("chol", "border"): False,
        ("dina", "trade"): False,
    }
    html = render(findings, against=found, lang="ru")
    ids = set(re.findall(r' id="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= ids


@pytest.mark.parametrize(
    ("kind", "named", "said"),
    [
        ("machine", "m2", 'no machine is called "m2"; there are m1'),
        ("talk", "2", "no talk of number 2: the study has 1"),
        ("talk", "0", "no talk of number 0"),
        ("talk", "first", "no talk of number 0"),
    ],
)
def test_a_coding_that_there_is_not_is_refused(kind, named, said) -> None:
    with pytest.raises(UsageError, match=said):
        against_coding(_with_codings("bek-border").analyse(), kind, named)


def _other_scale(study: Study) -> Study:
    scale = Scale((Level("no", -1.0), Level("yes", 1.0)))
    return replace(study, codebook=replace(study.codebook, scale=scale))


def _other_topics(study: Study) -> Study:
    return replace(study, codebook=Codebook((Topic("water", "Water", "Water divides."),)))


@pytest.mark.parametrize(
    ("change", "said"),
    [(_other_scale, "has another scale"), (_other_topics, "have no topic in common")],
)
def test_what_cannot_stand_side_by_side_is_refused(change, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        against_study(two_years().analyse(), change(two_years("other")))


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("spring", '"spring" is no date'),
        ("2019", "no claims up to 2019"),
        ("2022", "no claims since 2023-01-01"),
    ],
)
def test_spans_without_words_are_refused(until: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        against_until(two_years(), until)


def test_the_day_of_the_cut_belongs_to_the_earlier_span() -> None:
    found = against_until(two_years(), "2021-03")
    assert found.before.study.claims["said_on"].unique().tolist() == ["2021-03"]
    assert found.after.study.claims["said_on"].unique().tolist() == ["2022-03"]


def test_the_command_takes_a_date_or_another_study(tmp_path: Path) -> None:
    words = ("report", SAMPLE, "-o", "page.html", "--topic", "turkic-axis,own-format")
    done = stance(*words, "--against-until", "2022-06", cwd=tmp_path)
    assert done.returncode == 0
    assert "Until June 2022 and since" in (tmp_path / "page.html").read_text("utf-8")
    assert stance("verify", "page.html", SAMPLE, cwd=tmp_path).returncode == 0
    done = stance(*words, "--against-until", "2022-06", "--against", SAMPLE, cwd=tmp_path)
    assert done.returncode == 2
    assert "--against or --against-until, not both" in done.stderr


def _lines(value: object, name: str) -> Iterator[str]:
    """Yield what is not empty of a view, part by part."""
    if isinstance(value, ClaimView):
        yield f"  {name}: {value.id}"
    elif is_dataclass(value):
        for field in fields(value):
            yield from _lines(getattr(value, field.name), f"{name}.{field.name}")
    elif isinstance(value, tuple) and not all(isinstance(one, str) for one in value):
        for number, one in enumerate(value):
            yield from _lines(one, f"{name}[{number}]")
    elif value:
        yield f"  {name}: {value}"


def test_all_that_stands_beside_another_is_as_is_committed(
    spans: Against, monkeypatch: pytest.MonkeyPatch
) -> None:
    few, large = two_years().analyse(), two_years("large", said=many()).analyse()
    beside_many = against_until(large.study, "2021")
    lines: list[str] = []
    for name, findings, found, lang in (
        ("two spans", few, spans, "en"),
        ("two spans", few, spans, "ru"),
        ("two spans of many", large, beside_many, "en"),
        ("few beside many", few, against_study(few, large.study), "en"),
    ):
        of = Material(findings, language(lang), {}, "", found)
        lines += [f"== {name}, {lang}", *_lines(against(of, ClaimViews(of)), "view")]
    hold("findings beside others.txt", lines)
    monkeypatch.setattr("stance.report.against.NAMES", 10)  # as many as moved
    of = Material(large, language("en"), {}, "", beside_many)
    view = against(of, ClaimViews(of))
    assert view is not None
    assert sum(" moved on " in plain(one) for one in view.lede) == 10
    assert not any("more moved" in plain(one) for one in view.lede)
