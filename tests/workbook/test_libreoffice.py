"""An issued workbook, opened, edited and saved by a real LibreOffice."""

import json
import os
import shutil
import subprocess
import uuid
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from stance.core.errors import DataError
from stance.study.assigning import Plan
from stance.study.corrections import settle_corrections
from stance.study.issuing import assign_study
from stance.study.receiving import receive
from stance.study.spoken import Spoken
from stance.workbook.catalogues import words_of
from stance.workbook.reading import read
from stance.workbook.writing import write
from tests.coded_workbook import CODED, coded, issued
from tests.sorted_workbook import FOURTEEN, STANCES, TOPICS
from tests.workbook_material import CODEBOOK, content

pytestmark = pytest.mark.libreoffice
REQUIRED = os.environ.get("STANCE_REQUIRE_LIBREOFFICE") == "1"
EDITOR = Path(__file__).parents[1].joinpath("libreoffice_edit.py")
#: The Python that Debian's LibreOffice comes with.
PYTHON = "/usr/bin/python3"
FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8"}


@pytest.fixture(scope="module")
def soffice() -> str:
    found = shutil.which("soffice")
    ready = found and not subprocess.run([PYTHON, "-c", "import uno"], check=False).returncode
    if not ready:
        assert not REQUIRED, "LibreOffice with python3-uno has to be installed"
        pytest.skip("LibreOffice with python3-uno is not installed")
    return str(found)


def edited(soffice: str, folder: Path, job: dict[str, Any]) -> dict[str, Any]:
    """Let LibreOffice do the job; return what it saw."""
    pipe = f"stance-{uuid.uuid4().hex}"
    profile = (folder / "profile").as_uri()
    office = subprocess.Popen(
        [
            soffice,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--norestore",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        done = subprocess.run(
            [PYTHON, str(EDITOR), pipe, json.dumps(job)],
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        seen: dict[str, Any] = json.loads(done.stdout)
        office.wait(timeout=60)
        return seen
    finally:
        if office.poll() is None:
            office.kill()
            office.wait()


def test_what_is_edited_in_libreoffice_is_exactly_what_is_read(
    soffice: str, tmp_path: Path
) -> None:
    path = issued(tmp_path / "coder.xlsx")
    copies = {suffix: tmp_path / f"returned{suffix}" for suffix in FILTERS}
    changes = {"J2": "strongly against", "J4": "", "H4": "none", "L3": "tax", "N3": "-2", "K3": "3"}
    changes |= {"R2": "Ben Sample", "T2": "One.\nTwo.", "U4": "yes"}
    job = {
        "file": str(path),
        "asked": "H2",
        "cells": [["Claims", cell, text] for cell, text in changes.items()],
        "copies": [[str(copies[suffix]), form] for suffix, form in FILTERS.items()],
    }
    seen = edited(soffice, tmp_path, job)
    assert seen["hidden"] == ["Settings", "_meta"]
    assert seen["dropdown"] == "LIST"
    assert "Topics" in seen["choices"]
    assert seen["marks"] > 0
    assert seen["formulas"] == [6, 6, 0]  # rows, coded, not a claim
    anew = write(tmp_path / "anew.xlsx", read(copies[".xlsx"]))
    counts = openpyxl.load_workbook(anew, data_only=True)["Progress"]
    column = [counts.cell(row, 2).value or 0 for row in range(2, 31)]
    assert seen["after"] == column  # what its formulas count is what we count
    assert column[:8] == [6, 5, 1, 0, 100, 0, 0, 1]
    expected = CODED | {"c1": ("tax", "strongly against"), "c3": ("none", "")}
    for suffix, copy in copies.items():
        found = read(copy)
        assert found.problems == (), suffix
        main = found.annotations[found.annotations["slot"] == 1]
        assert coded(replace(found, annotations=main)) == expected
        second = found.annotations[found.annotations["slot"] == 2]
        assert second[["claim_id", "topic", "stance"]].to_numpy().tolist() == [
            ["c2", "tax", "strongly against"]
        ]
        assert found.codebook == CODEBOOK
        assert found.answers["note"].tolist()[0] == "note c1"
        corrected = settle_corrections(found.answers, found.experts)
        assert corrected[["claim_id", "field", "value"]].values.tolist() == [
            ["c1", "correct_speaker", "ben"],
            ["c1", "correct_words", "One.\nTwo."],
            ["c3", "not_a_claim", "yes"],
        ]
    with zipfile.ZipFile(copies[".xlsx"]) as archive:
        names = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
        sheets = "".join(archive.read(name).decode() for name in names)
        assert "dataValidation" in sheets
        assert "conditionalFormatting" in sheets
        assert 'state="hidden"' in archive.read("xl/workbook.xml").decode()


@pytest.mark.parametrize(
    ("moves", "lost"),
    [
        ([("sort", "D2:P15")], set()),  # the yellow cells by their topic, and the note
        ([("remove", "D5:P5")], {"c03"}),
        ([("insert", "D5:P5")], set()),
        ([("sort", "D2:H15"), ("remove", "J3:J3")], set()),
    ],
)
def test_a_round_through_libreoffice_puts_no_answer_on_another_claim(
    soffice: str, tmp_path: Path, moves: list[tuple[str, str]], lost: set[str]
) -> None:
    """Issued, filled in, sorted or torn in a real spreadsheet, saved, received."""
    study = tmp_path / "study"
    write(study / "study.xlsx", content(name="study.xlsx", claims=FOURTEEN))
    assign_study(study, ["ana"], Plan(1))
    typed = dict(zip(FOURTEEN["claim_id"], zip(TOPICS, STANCES, strict=True), strict=True))
    cells = [
        ["Claims", f"{column}{row}", text]
        for row, answer in enumerate(typed.values(), start=2)
        for column, text in zip("DG", answer, strict=True)
    ]
    copies = {s: tmp_path / s.strip(".") / f"ana{s}" for s in FILTERS}
    for copy in copies.values():
        copy.parent.mkdir()
    job = {
        "file": str(study / "ana.xlsx"),
        "asked": "D2",
        "cells": cells,
        "moves": moves,
        "copies": [[str(copies[suffix]), form] for suffix, form in FILTERS.items()],
    }
    edited(soffice, tmp_path, job)
    for suffix, copy in copies.items():
        received = tmp_path / f"received{suffix}"
        shutil.copytree(study, received)
        told = {problem.code for problem in receive(received, [copy]).problems}
        found = read(received / "ana.xlsx").answers
        rows = zip(found["claim_id"], found["topic"], found["stance"], strict=True)
        assert {c: (topic, stance) for c, topic, stance in rows} == {
            c: answer for c, answer in typed.items() if c not in lost
        }, suffix
        assert told & {"sorted-apart", "missing-row"}, suffix


#: What an annotator types for a claim, and what it means.
KEYSTROKES = [
    (["1", "TAB", "TAB", *"sf", "TAB", "3", "ENTER"], ("tax", "strongly for", 3)),
    (["2", "TAB", "TAB", *"рп", "TAB", "2", "ENTER"], ("road", "strongly against", 2)),
    ([*"0", "ENTER"], ("none", "", None)),
]
#: So many keys are allowed for topic, stance and confidence of a claim.
MOST_KEYS = 12


def test_a_study_is_coded_key_by_key_without_a_mouse_and_received(
    soffice: str, tmp_path: Path
) -> None:
    """In a Russian workbook, whose names of sheets stand in every formula; in codes of both."""
    study, returned = tmp_path / "study", tmp_path / "returned.xlsx"
    write(study / "study.xlsx", content(name="study.xlsx"))
    assign_study(study, ["ana"], Plan(1), Spoken("ru"))
    job = {
        "file": str(study / "ana.xlsx"),
        "sheets": [words_of("ru").sheet(title) for title in ("Claims", "Progress")],
        "asked": "D2",
        "cells": [],
        "keys": [
            "RIGHT",
            "RIGHT",
            "RIGHT",
            "DOWN",
            *(key for keys, _ in KEYSTROKES for key in keys),
        ],
        "copies": [[str(returned), FILTERS[".xlsx"]]],
    }
    seen = edited(soffice, tmp_path, job)
    assert seen["after"][:3] == [3, 3, 0]  # rows, coded, not a claim
    told = {problem.code for problem in receive(study, [returned]).problems}
    assert told == {"maybe-sorted"}  # a first return whose topics happen to stand in order
    found = read(study / "ana.xlsx").annotations
    assert [
        (row["topic"], row["stance"], row["confidence"] if row["stance"] else None)
        for row in found.to_dict("records")
    ] == [answer for _, answer in KEYSTROKES]
    assert max(len(keys) for keys, _ in KEYSTROKES) <= MOST_KEYS


def test_hostile_text_is_still_text_in_libreoffice(soffice: str, tmp_path: Path) -> None:
    texts = ["=1+1", "+1", "http://a.example"]
    base = content()
    claims = base.claims.assign(claim=texts)
    path = write(tmp_path / "coder.xlsx", content(claims=claims))
    copy = tmp_path / "returned.xlsx"
    job = {
        "file": str(path),
        "asked": "H2",
        "cells": [],
        "copies": [[str(copy), FILTERS[".xlsx"]]],
    }
    edited(soffice, tmp_path, job)
    found = read(copy)
    assert found.problems == ()
    assert found.claims["claim"].tolist() == texts


def test_a_file_that_libreoffice_protected_by_a_password_is_refused_and_says_so(
    soffice: str, tmp_path: Path
) -> None:
    path = write(tmp_path / "coder.xlsx", content())
    copies = {suffix: tmp_path / f"secret{suffix}" for suffix in FILTERS}
    job = {
        "file": str(path),
        "asked": "H2",
        "cells": [],
        "copies": [[str(copies[suffix]), form, "secret"] for suffix, form in FILTERS.items()],
    }
    edited(soffice, tmp_path, job)
    for copy in copies.values():
        with pytest.raises(DataError) as caught:
            read(copy)
        assert [p.code for p in caught.value.problems] == ["unreadable-file"]
        assert "protected by a password" in str(caught.value), copy.name
