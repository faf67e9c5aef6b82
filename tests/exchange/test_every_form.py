"""Every form in which a study goes out, held byte for byte, with what it leaves out."""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from stance.core.codebook import Codebook, Level, Scale, Topic
from stance.core.contracts import ANNOTATIONS, CLAIMS, EXPERTS, SOURCES, Contract
from stance.core.errors import UsageError
from stance.exchange.outgoing.registry import FORMS, export_for
from stance.study.study import Study
from stance.workbook.waiting import WAITING
from tests.written import hold

ARTICLE = "\U0001f4a9 We trade more.\r\nThey tax less."
SCALE = Scale(
    (
        Level("con", -2, "c", "Says no."),
        Level("maybe", 0.5, "m b"),
        Level("pro", 3, ""),
        Level("unclear", None, "u", "Cannot be told; at all."),
    )
)
BOOK = Codebook(
    (
        Topic("trade", 'Trade & "more"', "Trade is good.", includes="fairs"),
        Topic("tax", "Tax", "=Taxes fall."),
        Topic("rail", "Rail", "Rails are laid.", keywords="train"),
    ),
    SCALE,
)
#: Claim, expert, source, date, question, words, key phrase, place.
CLAIMED = [
    ("c1", "anna", "s1", "2020-05", "Why?", "We trade more.", "", (2, 16)),
    ("c2", "ben", "s1", "2021", "", "A paraphrase.", "", None),
    ("c3", "ann2", "s1", "2020-05", "", "Beyond.", "", (30, 300)),
    ("c4", "ben", "", "", "", "", "only a phrase", None),
    ("c5", "dee", "s2", "2022-01-02", "", "", "", (1, 4)),
    ("c6", "gone", "s9", "", "", "=1+1 \x0b and\n\U0001f4a9", "", None),
]
#: Claim, annotator, slot, topic, stance, confidence, note.
CODED = [
    ("c1", "eve", 1, "trade", "pro", 3, "why <&>"),
    ("c1", "eve", 2, "tax", "con", None, "why <&>"),
    ("c1", "=dan", 2, "trade", "maybe", 1, "late"),
    ("c2", "eve", 1, "none", "", None, ""),
    ("c2", "=dan", 1, "trade", "", 2, ""),
    ("c3", "eve", 1, "tax", "unclear", None, ""),
    ("c4", "eve", 1, "tax", "pro", None, ""),
    ("c5", "=dan", 1, "rail", "con", None, ""),
]


def _answers(rows: list[tuple]) -> list[dict]:
    names = ("claim_id", "annotator", "slot", "topic", "stance", "confidence", "note")
    score = {level.label: level.score for level in SCALE.levels} | {"": None}
    held = [dict(zip(names, row, strict=True)) for row in rows]
    return [one | {"score": score[one["stance"]]} for one in held]


def _filled(contract: Contract, rows: list[dict]) -> pd.DataFrame:
    """The frame of rows whose texts are empty where they are not given."""
    texts = {column.name: "" for column in contract.columns if column.kind == "text"}
    return contract.build([texts | row for row in rows])


def _study() -> Study:
    names = ("claim_id", "expert_id", "source_id", "said_on", "question", "claim", "key_phrase")
    claims = [dict(zip(names, row[:7], strict=True)) for row in CLAIMED]
    for one, row in zip(claims, CLAIMED, strict=True):
        one["start"], one["end"] = row[7] or (None, None)
    sha = hashlib.sha256(ARTICLE.encode()).hexdigest()
    return Study(
        name="talks",
        title="=Talks & more",
        codebook=BOOK,
        claims=CLAIMS.build(claims),
        annotations=ANNOTATIONS.build(_answers(CODED)),
        experts=_filled(
            EXPERTS,
            [
                {"expert_id": "anna", "name": "Ann Lee", "country": "KG", "aliases": "A. Lee"},
                {"expert_id": "ben", "name": "Ben"},
                {"expert_id": "ann2", "name": "ann  lee", "role": "minister"},
                {"expert_id": "dee", "name": ""},
            ]
        ),
        sources=_filled(
            SOURCES,
            [
                {"source_id": "s1", "file": "deep/s1.txt", "title": "A talk", "sha256": sha,
                 "published": "2020-05", "note": "https://x.org/a", "publisher": "P"},
                {"source_id": "s2", "file": "s2.txt", "sha256": "0" * 64, "note": "see https://x"},
                {"source_id": "s3", "title": "Unused", "language": "ru"},
            ]
        ),
        decisions=ANNOTATIONS.build(_answers([("c5", "adjudicator", 1, "rail", "pro", None, "")])),
        waiting=WAITING.build(
            [_answers(CODED)[0] | {"given": "words"}, _answers(CODED)[1] | {"given": "words"}]
        ),
    )  # fmt: skip


def _articles(folder: Path) -> Path:
    folder.mkdir()
    (folder / "s1.txt").write_bytes(ARTICLE.encode())
    (folder / "s2.txt").write_bytes(b"Another text than the one that was coded.")
    return folder


def _parts(path: Path) -> Iterator[str]:
    """The lines of a file; of an archive, those of its parts; of SPSS, what it says of itself."""
    if path.suffix == ".sav":
        pyreadstat = pytest.importorskip("pyreadstat")
        frame, meta = pyreadstat.read_sav(path)
        yield from (str(row) for row in frame.to_dict("records"))
        yield f"{meta.file_label}; {meta.column_names_to_labels}; {meta.variable_value_labels}"
        yield f"{meta.variable_measure}"
        return
    parts = {path.name: path.read_bytes()}
    if path.suffix == ".qdpx":
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            parts = {f"{i.filename} {i.date_time}": archive.read(i) for i in archive.infolist()}
    for name, data in parts.items():
        yield f"== {name}"
        yield from (repr(line)[1:-1] for line in data.decode().splitlines(keepends=True))


@pytest.mark.parametrize("form", FORMS)
def test_a_study_goes_out_as_is_committed(form: str, tmp_path: Path) -> None:
    told: list[str] = []
    for articles in (None, _articles(tmp_path / "articles")) if form == "refi" else (None,):
        written, lost = export_for(_study(), tmp_path / "out", form, articles)
        for path in written:
            told += _parts(path)
        told += lost
    hold(f"written as {form}.txt", told)


@pytest.mark.parametrize("form", FORMS)
def test_a_study_without_anything_goes_out_as_is_committed(form: str, tmp_path: Path) -> None:
    empty = Study(
        "none", "None", Codebook((), Scale()), CLAIMS.empty(), ANNOTATIONS.empty(),
        EXPERTS.empty(), SOURCES.empty(),
    )  # fmt: skip
    if form == "sav":
        pytest.importorskip("pyreadstat")
    written, lost = export_for(empty, tmp_path, form)
    told = [line for path in written for line in _parts(path)]
    hold(f"an empty study as {form}.txt", [*told, *lost])


def test_a_form_that_is_not_known_lists_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match='no form is called "x"; there are refi, label-studio'):
        export_for(_study(), tmp_path, "x")
