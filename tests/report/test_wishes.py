"""What a reader may ask of the report: another language, pseudonyms, a brief, a workbook."""

import re
import tomllib
from dataclasses import replace
from html import unescape
from pathlib import Path

import pandas as pd
import pytest

from stance.core.codebook import Codebook
from stance.core.errors import UsageError
from stance.report import anonymised, brief, render, tables
from stance.report.anonymise import pseudonyms
from stance.report.language import plural
from stance.report.templates import language
from stance.study.study import Study
from tests.extremes import EXTREMES
from tests.report_findings import PAYLOADS, hostile, made, six
from tests.sample import ROOT, SAMPLE

CATALOGUES = {
    code: tomllib.loads((ROOT / f"templates/words.{code}.toml").read_text(encoding="utf-8"))
    for code in ("en", "ru")
}


def test_both_languages_say_everything() -> None:
    assert set(CATALOGUES["en"]) == set(CATALOGUES["ru"])


@pytest.mark.parametrize("key", sorted(CATALOGUES["en"]))
def test_a_text_fills_in_the_same_values_in_both_languages(key: str) -> None:
    """Apart from the count, which a language may leave out or put in words, and a few left out."""
    left_out = {"split.odds.most": {"experts"}}

    def values(code: str) -> set[str]:
        entry = CATALOGUES[code][key]
        forms = entry if isinstance(entry, list) else [entry]
        assert not isinstance(entry, list) or len(forms) in {"en": (2,), "ru": (3, 4)}[code]
        return set(re.findall(r"\{(\w+)\}", " ".join(forms))) - {"n", "count", "experts"}

    assert values("ru") == values("en") - left_out.get(key, set())


def test_russian_counts_take_their_form() -> None:
    assert [plural("ru", n) for n in (1, 2, 5, 11, 12, 21, 22, 25, 111, 0)] == [
        *(0, 1, 2, 2, 2, 0, 1, 2, 2, 2)
    ]
    assert language("ru")("count.expert", 21) == "21 эксперт"


@pytest.mark.parametrize("key", sorted(CATALOGUES["ru"]))
def test_what_is_said_of_one_alone_is_not_said_of_twenty_one(key: str) -> None:
    """The form for one is that of 21 too: it tells its count wherever the others do.

    A noun beside a count has forms; none is followed by its count as "their number".
    """
    entry = CATALOGUES["ru"][key]
    assert not re.search(r"\bих \{", str(entry))
    if isinstance(entry, str):
        assert not re.search(r"\{(?:n|count)\} (?!(?:из|они|их|кодировщики) )[а-яё]", entry)
    if isinstance(entry, list) and not key.startswith("fact."):  # a figure stands before these
        counted = ["{n}" in form or "{count}" in form for form in entry[:3]]
        assert all(counted) or len(set(entry[:3])) == 1


@pytest.mark.parametrize(
    ("key", "n", "said"),
    [
        ("count.more_topics", 1, "ещё одна"),
        ("count.more_topics", 21, "ещё 21"),
        ("count.more_experts", 1, "ещё один"),
        ("pair.tied.many", 21, "ещё 21 пара столь же далека."),
        ("person.shared", 1, "единственной общей теме"),
        ("person.shared", 2, "2 общим темам"),
        ("person.shared", 5, "5 общим темам"),
        ("person.shared", 21, "21 общей теме"),
        ("person.rest", 1, "Ещё один эксперт"),
        ("person.rest", 22, "Ещё 22 эксперта"),
        ("curves.days", 21, "21 день"),
        ("pairs.listed", 1, "Ещё одна пара, коротко"),
        ("silence.more", 1, "ещё один"),
    ],
)
def test_russian_says_a_count_as_one_would_speak_it(key: str, n: int, said: str) -> None:
    assert language("ru")(key, n) == said


#: Attributes that hold ids and numbers for scripts, and no words; ``data-`` stands before them.
OF_SCRIPTS = ("e", "t", "p", "w", "by", "sort", "take", "table", "figure", "box", "csv", "link")
#: What stays Latin on a page in Russian: names of formats and of this program, file names, ids.
LATIN = {"csv", "json", "png", "sha", "stance", "svg", "x", "y", "z"}


@pytest.mark.parametrize("name", sorted(EXTREMES))
def test_the_page_in_russian_has_no_english_of_ours(name: str) -> None:
    """Neither its words nor its labels for readers nor what scripts fill in, in any section."""
    html = render(in_russian(EXTREMES[name]()).analyse(), lang="ru")
    assert '<html lang="ru">' in html
    assert not latin(html) - LATIN
    assert not re.search(r"\d\.\d", re.sub(r"stance \S+", "", seen(html)))


def latin(html: str) -> set[str]:
    """Words in Latin letters that a reader meets."""
    return {word.casefold() for word in re.findall(r"[A-Za-z]+", seen(html))}


def seen(html: str) -> str:
    """The text of a page with its labels, without gaps, hashes and claim ids."""
    html = re.sub(r"<(style|script)\b.*?</\1>", " ", html, flags=re.S)
    names = rf"title|aria-label|alt|placeholder|data-(?!(?:{'|'.join(OF_SCRIPTS)})=)\w+"
    read = re.findall(rf' (?:{names})="([^"]*)"', html)
    text = re.sub(r"<[^>]*>", " ", html) + " ".join(read)
    return re.sub(r"\{\w+\}|\b[0-9a-f]{16,}\b|\bc\d+\b", " ", unescape(text))


def test_what_is_told_of_a_claim_in_russian_has_no_english_of_ours() -> None:
    study = in_russian(EXTREMES["votes a step apart"]())
    reasons = ["named", "nobody is named as the speaker; named", "corrected: by the analyst"]
    claims = study.claims.assign(
        speaker="Анна", start=1.0, end=9.0, question="Что?", key_phrase="слова",
        speaker_reason=reasons * 2, speaker_confidence=[0.3, 0.4, float("nan")] * 2,
    )  # fmt: skip
    votes = study.annotations.assign(confidence=2.0, note="заметка")
    html = render(replace(study, claims=claims, annotations=votes).analyse(), lang="ru")
    assert "кто говорит — догадка: говорящий не указан; имя названо" in html
    assert "кто говорит: исправлено аналитиком" in html
    assert not latin(html) - LATIN


def in_russian(study: Study) -> Study:
    """The study with all its own texts in Cyrillic: whatever is Latin then is ours."""
    russian = str.maketrans(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "абцдефгхийклмнопярстувшхызАБЦДЕФГХИЙКЛМНОПЯРСТУВШХЫЗ",
    )

    def turned(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
        return frame.assign(**{c: frame[c].str.translate(russian).astype("str") for c in columns})

    book, scale = study.codebook, study.codebook.scale
    levels = [replace(level, label=level.label.translate(russian)) for level in scale.levels]
    topics = [
        replace(t, label=t.label.translate(russian), proposition=t.proposition.translate(russian))
        for t in book.topics
    ]
    return replace(
        study,
        name="исследование",
        codebook=Codebook(tuple(topics), replace(scale, levels=tuple(levels))),
        claims=turned(study.claims, "claim"),
        annotations=turned(study.annotations, "stance"),
        waiting=turned(study.waiting, "stance"),
        experts=turned(study.experts, "name"),
        sources=turned(study.sources, "title"),
    )


def test_a_language_that_is_not_there_is_named() -> None:
    with pytest.raises(UsageError, match='no language "tlh"; there are en, ru'):
        render(six(), lang="tlh")


def test_annotators_under_pseudonyms_are_nowhere_named() -> None:
    study = Study.open(SAMPLE)
    hidden, _ = anonymised(study, {}, "annotators")
    html = render(hidden.analyse())
    assert not re.search(r"coder-[abc]", html)
    assert len(set(re.findall(r"annotator [0-9a-f]{4}", html))) == 3


def test_a_pseudonym_stays_when_another_annotator_leaves() -> None:
    study = Study.open(SAMPLE)
    fewer = study.annotations[study.annotations["annotator"] != "coder-a"]
    both = {
        name: set(anonymised(s, {}, "annotators")[0].annotations["annotator"])
        for name, s in (("all", study), ("fewer", _with(study, fewer)))
    }
    assert both["fewer"] < both["all"]


def _with(study: Study, annotations: pd.DataFrame) -> Study:
    return replace(study, annotations=annotations)


def test_experts_under_pseudonyms_are_nowhere_named() -> None:
    study = Study.open(SAMPLE)
    hidden, words = anonymised(study, {"c001": "As Luca Anceschi said."}, "experts")
    assert re.fullmatch(r"As expert [0-9a-f]{4} said\.", words["c001"])
    html = render(hidden.analyse(), passages=words)
    for name in study.experts["name"]:
        assert name not in html
    for last in ("Tolipov", "Mardan", "Anceschi", "Burnashev"):
        assert last not in html


def test_the_brief_says_the_answer_and_shows_the_claims() -> None:
    text = brief(six())
    assert text.startswith("# Only Trade has experts on opposite sides: 1 against, 2 for\n")
    assert "Furthest apart are Bek Example and Chol Example, opposed on" in text
    assert "Words of c3." in text
    assert "Words of c6." in text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_texts_make_no_markup_in_the_brief(payload: str) -> None:
    text = brief(hostile(payload))
    assert not re.search(r"(?<!\\)[<`\[]", text)


def test_the_workbook_has_the_answer_the_grid_and_the_claims() -> None:
    found = tables(six())
    assert list(found) == [
        "Answer",
        "Contested topics",
        "Stance grid",
        "Agreement, percent",
        "Claims",
    ]
    grid = found["Stance grid"].set_index("Topic")
    assert grid.loc["Trade"].to_dict() == {
        "Anna Example": "±",
        "Bek Example": "−−",
        "Chol Example": "+",
    }
    assert len(found["Claims"]) == 6


def test_a_workbook_of_one_claim_is_written_too(tmp_path: Path) -> None:
    from stance.sheets.tables import write_tables

    write_tables(tmp_path / "x.xlsx", tables(made([("anna", "trade", "for")])))
    assert (tmp_path / "x.xlsx").stat().st_size > 3000


@pytest.mark.parametrize(("salt", "digits"), [("b", 4), ("a", 5)])
def test_pseudonyms_that_fall_together_have_one_digit_more(salt: str, digits: int) -> None:
    found = pseudonyms([f"n{n}" for n in range(300)], "coder", salt)
    assert {len(name) for name in found.values()} == {len("coder ") + digits}
    assert len(set(found.values())) == 300


def test_topics_that_become_one_in_words_keep_apart(tmp_path: Path) -> None:
    topics = ("Taxes as Berg sees them", "Taxes as Anna Berg sees them")
    rows = "".join(f"Anna Berg,It helps,{topic},for\n" for topic in topics)
    (tmp_path / "x.csv").write_text(f"expert,claim,topic,stance\n{rows}", encoding="utf-8")
    hidden, _ = anonymised(Study.open(tmp_path / "x.csv"), {}, "experts")
    first, second = (topic.label for topic in hidden.codebook.topics)
    assert second == f"{first} *"


def test_no_id_topic_or_title_names_an_expert_under_a_pseudonym(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "berg.csv"
    path.write_text(
        "claim_id,expert,claim,topic,stance,source\n"
        "berg-1,Anna Berg,It helps,Taxes as Berg sees them,for,Interview with Anna Berg\n"
        "omarov-1,Bek Omarov,It hurts,Taxes as Berg sees them,against,Interview with Anna Berg\n"
        "x1,Chol Kim,So so,Roads,mixed,Other paper\n",
        encoding="utf-8",
    )
    with caplog.at_level("INFO", logger="stance"):
        hidden, words = anonymised(Study.open(path), {"berg-1": "Berg said"}, "experts")
    html = render(hidden.analyse(), passages=words)
    assert not re.search("berg|omarov|chol|kim", html, re.IGNORECASE)
    assert "of 2 claims, of 1 sources, of 1 topics" in caplog.text
    assert hidden.claims["claim_id"].tolist() == ["claim-1", "claim-2", "x1"]
    assert list(words) == ["claim-1"]
