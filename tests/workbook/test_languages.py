"""Workbooks in the annotator's language: every word in it, read back in any, ids stay the truth."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from stance.core import contracts as frames
from stance.core.codebook import CONFIDENCES, DEFAULT_LEVELS, Codebook, Level, Scale, Topic
from stance.core.errors import CODES
from stance.study.marked_copy import write_marked
from stance.workbook import catalogues, form
from stance.workbook.catalogues import Words, header_key, languages, said_anywhere, words_of
from stance.workbook.content import Content, Settings
from stance.workbook.reading import read
from stance.workbook.remarks import MARKED
from stance.workbook.unplaced import SHEET, Unplaced
from stance.workbook.waiting import GIVEN, Wait
from stance.workbook.writing import write
from tests.excel_limits import beyond
from tests.workbook_material import answer, content

RU = words_of("ru")
TOPICS = (
    Topic("1", "Налоги", "Налоги нужно повысить.", "сборы", "штрафы", "", "налог"),
    Topic("2", "Дорога", "Дорогу нужно построить."),
)
CODEBOOK = Codebook(TOPICS)
EXPERTS = frames.EXPERTS.build([{"expert_id": "1", "name": "Анна Примерова"}])
SOURCES = frames.SOURCES.build([{"source_id": "1", "title": "Первая статья", "file": "1"}])
CLAIMS = frames.CLAIMS.build(
    [
        {"claim_id": str(n), "expert_id": "1", "source_id": "1", "claim": text, "speaker": "она"}
        | {"question": "Почему?", "said_on": "2024", "start": 1.0, "end": 9.0}
        for n, text in enumerate(("Налоги вырастут.", "Дорога не нужна.", "Пойдёт дождь."), start=1)
    ]
)
CODED = (
    answer("1", "1", "strongly for", confidence="3", note="да"),
    answer("2", "2", "against", row=2),
    answer("3", "none", row=3),
)


def russian(*coded: dict[str, object], **more: Any) -> Content:
    """A study whose own words are all Russian or numbers, in the workbook of ана."""
    listed = {"claims": CLAIMS, "experts": EXPERTS, "sources": SOURCES, "codebook": CODEBOOK}
    named = {"settings": Settings("Налоги"), "language": "ru", "name": "ана.xlsx"}
    return content(*(coded or CODED), **(listed | named | more))


def analysts(**more: Any) -> Content:
    return russian(name="study.xlsx", language="en", **more)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("ru") / "ана.xlsx", russian(), coding=True)


def told(path: Path) -> Iterator[str]:
    """Every text that an annotator may see in a workbook: cells, prompts, names of sheets."""
    for sheet in openpyxl.load_workbook(path, data_only=True):
        if sheet.sheet_state != "visible":
            continue
        yield sheet.title
        yield from (c.value for row in sheet.iter_rows() for c in row if isinstance(c.value, str))
        for rule in sheet.data_validations.dataValidation:
            yield from filter(None, (rule.promptTitle, rule.prompt))


def full(**more: Any) -> Content:
    """A study with what a workbook says only now and then: what waits, what is unplaced."""
    waits = {("1", 0, 1): Wait("talk", asked=False), ("2", 0, 1): Wait("words", asked=False)}
    lost = Unplaced({"topic": "1", "stance": "for"}, maybe=("1",), why="потому", words="да")
    return russian(waits=waits, unplaced=(lost,), **more)


def test_a_russian_workbook_has_no_word_of_another_language(tmp_path: Path) -> None:
    bare = Scale(tuple(replace(level, meaning="") for level in DEFAULT_LEVELS))
    shown = {c: {f.name: "1" for f in form.SUGGESTIONS} for c in CLAIMS["claim_id"]}
    books = [
        write(tmp_path / "1" / "ана.xlsx", full(), shown, coding=True),
        write(
            tmp_path / "2" / "ана.xlsx",
            russian(codebook=Codebook(TOPICS, bare), settings=Settings("", slots=1, rules="да")),
            coding=True,
        ),
    ]
    strange = {text for path in books for text in told(path) if re.search("[A-Za-z]{2}", text)}
    assert strange <= {"none", *form.ID_COPIES}  # an id, and headers that nobody sees
    assert [beyond(path) for path in books] == [[], []]


def test_each_catalogue_says_what_is_asked_for_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[str] = set()

    class Listening(Words):
        def say(self, said: str, **values: object) -> str:
            asked.add(said)
            return super().say(said, **values)

    monkeypatch.setattr(catalogues, "_others", lambda: (Listening(**_parts(RU)),))
    many = Codebook(tuple(replace(TOPICS[0], id=str(n), label=f"Т{n}" * 9) for n in range(30)))
    bare = Codebook(TOPICS, Scale(tuple(replace(lv, meaning="") for lv in DEFAULT_LEVELS)))
    shown = {c: {f.name: "1" for f in form.SUGGESTIONS} for c in CLAIMS["claim_id"]}
    one_slot = russian(codebook=bare, settings=Settings("", slots=1, rules="да"))
    for n, study in enumerate((full(), russian(codebook=many), one_slot)):
        write(tmp_path / str(n) / "ана.xlsx", study, shown, coding=True)
    asked |= set(GIVEN.values())
    for words in map(words_of, languages()[1:]):
        assert set(words.texts) == (asked | {'did you mean "{near}"?'}) - {""}
        for ours, theirs in words.texts.items():
            assert set(re.findall(r"\{\w+\}", theirs)) == set(re.findall(r"\{\w+\}", ours))


def _parts(words: Words) -> dict[str, Any]:
    return {name: getattr(words, name) for name in Words.__slots__}


@pytest.mark.parametrize("language", languages()[1:])
def test_no_two_words_of_a_catalogue_are_taken_for_one_another(language: str) -> None:
    words = words_of(language)
    every = {f.name for f in (*form.readable_claim_fields(1), form.STATUS, *form.SUGGESTIONS)}
    every |= {f.name for fields in form.LISTS.values() for f in fields}
    keys = [header_key(name) for name in words.headers.values()]
    assert len(set(keys)) == len(keys)
    assert set(keys) == {header_key(name) for name in words.headers}
    assert every - set(words.headers) - {"start", "end", "reason", "setting", "value"} <= {
        *(f.name for f in (form.CHANCE, form.CHOSEN)),
        *form.ID_COPIES,
    }
    assert len({*words.sheets, *words.sheets.values()}) == 2 * len(words.sheets)
    assert set(words.sheets) == {*form.SHEETS, SHEET, MARKED} - {"Settings"}
    assert set(words.problems) <= set(CODES)
    assert all(set(re.findall(r"{.*?}", said)) <= {"{value}"} for said in words.problems.values())
    answers = {"none", "yes", "no", *CONFIDENCES.values()}
    answers |= {text for level in DEFAULT_LEVELS for text in (level.label, level.code)}
    assert set(words.answers) == answers
    assert len({*words.answers, *words.answers.values()}) == 2 * len(answers)
    assert all(len(name) <= 31 for name in words.sheets.values())


def test_it_is_read_back_as_it_was_written(book: Path) -> None:
    for base in (None, analysts()):
        found = read(book, base)
        assert found.problems == ()
        assert found.language == "ru"
        assert found.codebook == CODEBOOK
        answers = found.annotations[["claim_id", "topic", "stance"]].to_numpy().tolist()
        assert answers == [["1", "1", "strongly for"], ["2", "2", "against"], ["3", "none", ""]]
        assert found.answers["note"].tolist() == ["да", "", ""]


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize(
    ("topic", "stance", "confidence", "means"),
    [
        ("Налоги", "за", "3", ("1", "for", 3)),
        ("налоги", "Решительно  ЗА", "уверенно", ("1", "strongly for", 3)),
        ("1", "рз", "3 уверенно", ("1", "strongly for", 3)),
        ("2", "sf", "скорее уверенно", ("2", "strongly for", 2)),
        ("2", "against", "doubtful", ("2", "against", 1)),
        ("дорога", "-2", "1", ("2", "strongly against", 1)),
        ("2", "н", "1", ("2", "unclear", 1)),
        ("нет темы", "", "", ("none", "", None)),
        ("none", "", "", ("none", "", None)),
        ("0", "", "", ("none", "", None)),
    ],
)
def test_answers_may_be_typed_in_any_language(
    tmp_path: Path, language: str, topic: str, stance: str, confidence: str, means: Any
) -> None:
    study = russian(answer("1", topic, stance, confidence=confidence), language=language)
    found = read(write(tmp_path / "ана.xlsx", study, coding=True))
    assert found.problems == ()
    (row,) = found.annotations[["topic", "stance", "confidence"]].itertuples(index=False)
    assert tuple(None if value != value else value for value in row) == means


def test_what_is_like_a_stance_in_another_language_is_asked_about(tmp_path: Path) -> None:
    study = russian(answer("1", "1", "ришительно за"))
    (problem,) = read(write(tmp_path / "ана.xlsx", study, coding=True)).problems
    assert problem.hint == 'did you mean "решительно за"?'


def test_a_codebooks_own_stances_stay_as_they_are(tmp_path: Path) -> None:
    levels = (Level("за", 1, "д"), Level("against", -1), Level("против всего", -2))
    own = Codebook(TOPICS, Scale(levels))
    path = write(tmp_path / "ана.xlsx", russian(answer("1", "1", "за"), codebook=own), coding=True)
    found = read(path, analysts(codebook=own))
    assert found.problems == ()
    assert found.annotations["stance"].tolist() == ["за"]


def test_a_study_whose_own_stances_are_russian_keeps_them(tmp_path: Path) -> None:
    levels = (Level("против", -1), Level("за", 1))
    study = analysts(codebook=Codebook(TOPICS, Scale(levels)))
    assert read(write(tmp_path / "study.xlsx", study)).codebook == study.codebook


def test_what_is_missing_or_wrong_is_marked_by_the_words_of_both_languages(book: Path) -> None:
    rules = [
        rule.formula[0]
        for rules in openpyxl.load_workbook(book)["Высказывания"].conditional_formatting
        for rule in rules.rules
    ]
    assert 'AND(OR($D2="none",$D2="нет темы"),$G2<>"")' in rules
    known = next(rule for rule in rules if 'TRIM($G2)="for"' in rule)
    assert 'TRIM($G2)="рз"' in known


def test_the_claims_saved_as_csv_are_read(book: Path, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(book, data_only=True)["Высказывания"]
    path = tmp_path / "ана.csv"
    pd.DataFrame(sheet.values).to_csv(path, header=False, index=False)
    found = read(path, analysts())
    assert [p.code for p in found.problems if p.severity != "note"] == []
    assert found.annotations["stance"].tolist() == ["strongly for", "against", ""]


@pytest.mark.parametrize(("before", "after"), [("en", "ru"), ("ru", "en")])
def test_own_columns_and_sheets_are_carried_into_another_language(
    tmp_path: Path, before: str, after: str
) -> None:
    path = write(tmp_path / "ана.xlsx", russian(language=before), coding=True)
    edited = openpyxl.load_workbook(path)
    claims = edited[words_of(before).sheet("Claims")]
    at = claims.max_column + 1
    claims.cell(1, at, "название"), claims.cell(2, at, "моё")
    edited.create_sheet(words_of(after).sheet("Topics"))["A1"] = "мои темы"
    edited.save(path)
    write(path, russian(language=after), coding=True)
    now = openpyxl.load_workbook(path)
    sheet = now[words_of(after).sheet("Claims")]
    assert {c.value: d.value for c, d in zip(sheet[1], sheet[2], strict=True)}["название"] == "моё"
    assert now[f"{words_of(after).sheet('Topics')} (2)"]["A1"].value == "мои темы"
    found = read(path)
    assert [p.code for p in found.problems if p.severity == "error"] == []
    assert found.codebook == CODEBOOK


@pytest.mark.parametrize("title", ["Experts", "Эксперты"])
def test_own_columns_of_experts_are_known_whatever_the_sheet_is_called(
    tmp_path: Path, title: str
) -> None:
    path = write(tmp_path / "study.xlsx", analysts())
    edited = openpyxl.load_workbook(path)
    experts = edited["Experts"]
    experts.title, at = title, experts.max_column + 1
    experts.cell(1, at, "школа"), experts.cell(2, at, "неоклассики")
    edited.save(path)
    of_first = read(path).expert_columns[EXPERTS["expert_id"].iloc[0]]
    assert of_first == {"школа": "неоклассики"}


def test_a_marked_copy_speaks_to_the_annotator(tmp_path: Path) -> None:
    typed = (answer("1", "1", "ришительно за"), answer("2", "", "for", row=2), answer("3", "9"))
    path = write(tmp_path / "ана.xlsx", russian(*typed), coding=True)
    marked = tmp_path / "marked.xlsx"
    assert write_marked(marked, path, read(path).problems) == []
    book = openpyxl.load_workbook(marked)
    assert book.sheetnames[0] == "Замечания"
    told = [cell.comment.text for row in book["Высказывания"] for cell in row if cell.comment]
    assert [text.removeprefix("[stance check]\n") for text in told] == [
        "«ришительно за»: такой позиции нет. Выберите позицию из списка.; "
        "возможно, имелось в виду «решительно за»?",
        "У позиции «за» нет темы. Выберите тему, к которой она относится.",
        "«#9»: такой темы нет. Выберите тему из списка или введите её номер.",
    ]
    assert {row[5].value for row in book["Замечания"].iter_rows(min_row=2)} >= {
        "У позиции «за» нет темы. Выберите тему, к которой она относится."
    }


@pytest.fixture
def turkish(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A third language, whose file says little so far."""
    words = Words(
        "tr",
        headers={"topic": "konu", "stance": "tutum"},
        sheets={"Claims": "İddialar"},
        answers={"for": "lehte"},
    )
    monkeypatch.setattr(catalogues, "_others", lambda: (RU, words))
    for known in (catalogues._headers, catalogues._answers):
        known.cache_clear()
    yield
    for known in (catalogues._headers, catalogues._answers):
        known.cache_clear()


@pytest.mark.usefixtures("turkish")
def test_a_third_language_needs_its_words_alone_and_what_it_lacks_is_english(
    tmp_path: Path,
) -> None:
    coded = (answer("1", "1", "for"), answer("2", "2", "за", row=2), answer("3", "0", row=3))
    path = write(tmp_path / "ана.xlsx", russian(*coded, language="tr"), coding=True)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[:3] == ["Guide", "İddialar", "Topics"]
    heads = [cell.value for cell in book["İddialar"][1]]
    assert {"konu", "konu_2", "tutum", "confidence"} <= set(heads)
    assert book["İddialar"].cell(2, heads.index("tutum") + 1).value == "lehte"
    found = read(path)
    assert (found.problems, found.language) == ((), "tr")
    assert found.annotations["stance"].tolist() == ["for", "for", ""]


def test_yes_and_no_are_known_in_every_language() -> None:
    assert {"да", "yes"} <= form.YES
    assert {"нет", "no"} <= form.NO
    assert said_anywhere("yes") == ["yes", "да"]
