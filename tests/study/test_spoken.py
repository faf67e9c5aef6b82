"""The language of an annotator's workbook: asked for once, kept through every new edition."""

import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from stance.core.errors import UsageError
from stance.study.assigning import Plan
from stance.study.folder import annotators_of
from stance.study.issuing import assign_study, update_study
from stance.study.receiving import receive
from stance.study.spoken import Spoken, spoken_in
from stance.workbook.catalogues import words_of
from stance.workbook.reading import read
from stance.workbook.writing import write
from tests.workbook_material import content

CLAIMS = words_of("ru").sheet("Claims")


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study of which ana has a Russian workbook, and ben an English one."""
    folder = tmp_path / "study"
    write(folder / "study.xlsx", content(name="study.xlsx"))
    assign_study(folder, ["ana", "ben"], Plan(2), spoken_in("ana=ru"))
    return folder


def languages(folder: Path) -> dict[str, str]:
    return {name: read(folder / f"{name}.xlsx").language for name in annotators_of(folder)}


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("", Spoken()),
        ("ru", Spoken("ru")),
        ("ana=ru, ben=en", Spoken("", {"ana": "ru", "ben": "en"})),
        ("ru,ben=en", Spoken("ru", {"ben": "en"})),
    ],
)
def test_a_language_is_asked_for_in_a_word(text: str, asks: Spoken) -> None:
    assert spoken_in(text) == asks


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ru,en", "more than one language"),
        ("xx", 'no words for workbooks in "xx"; languages: en, ru'),
        ("anna=ru", '"anna" is no annotator here; did you mean "ana"?'),
    ],
)
def test_what_cannot_be_spoken_is_refused_and_nothing_is_written(
    study: Path, text: str, told: str
) -> None:
    before = {path: path.read_bytes() for path in study.iterdir()}
    with pytest.raises(UsageError, match=told.replace("?", r"\?")):
        update_study(study, spoken_in(text))
    assert {path: path.read_bytes() for path in study.iterdir()} == before


def test_every_new_edition_keeps_the_language_until_another_is_asked_for(study: Path) -> None:
    assert languages(study) == {"ana": "ru", "ben": "en"}
    update_study(study)
    assign_study(study, ["ana", "ben", "cem"], Plan(3))
    assert languages(study) == {"ana": "ru", "ben": "en", "cem": "en"}
    update_study(study, spoken_in("en,cem=ru"))
    assert languages(study) == {"ana": "en", "ben": "en", "cem": "ru"}


def test_a_copy_from_before_the_language_was_changed_is_received(study: Path) -> None:
    returned = shutil.copy(study / "ben.xlsx", study.parent / "ben.xlsx")
    book = openpyxl.load_workbook(returned)
    book["Claims"]["D2"], book["Claims"]["G2"] = "Taxes", "f"
    book.save(returned)
    update_study(study, spoken_in("ru"))
    assert receive(study, [returned]).changes == {"ben": {"new": 1}}
    sheet = openpyxl.load_workbook(study / "ben.xlsx")[CLAIMS]
    assert [sheet["D2"].value, sheet["G2"].value] == ["Taxes", "за"]
    book = openpyxl.load_workbook(study / "ben.xlsx")
    book[CLAIMS]["D2"], book[CLAIMS]["D3"] = "нет темы", "2"
    book[CLAIMS]["G2"], book[CLAIMS]["G3"] = None, "решительно против"
    book.save(returned)
    assert receive(study, [returned]).changes == {"ben": {"new": 1, "changed": 1}}
    found = read(study / "ben.xlsx").annotations[["topic", "stance"]].to_numpy().tolist()
    assert found == [["none", ""], ["road", "strongly against"]]


def test_a_csv_is_known_by_the_name_that_a_program_gives_a_sheet(study: Path) -> None:
    rows = openpyxl.load_workbook(study / "ana.xlsx")[CLAIMS].iter_rows(values_only=True)
    table = pd.DataFrame(rows)
    table.iloc[1, 3], table.iloc[1, 6] = "Taxes", "за"
    path = study.parent / f"ana-{CLAIMS}.csv"
    table.to_csv(path, header=False, index=False)
    assert receive(study, [path]).changes == {"ana": {"new": 1}}
    assert languages(study)["ana"] == "ru"
