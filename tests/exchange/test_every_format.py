"""All that is read of every format, held whole: passages, marks, what is left out, the study."""

from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path

import pandas as pd
import pytest

from stance.core.codebook import Scale
from stance.core.errors import DataError, UsageError
from stance.exchange.importing import _lost
from stance.exchange.incoming.building import articles_of, build_contents
from stance.exchange.incoming.passages import Choices, Intake, Passage
from stance.exchange.incoming.registry import recognise
from stance.exchange.incoming.resolving import resolve
from stance.workbook.content import Content
from tests.exchange.full_files import CASES, Files
from tests.written import hold


def _put(folder: Path, files: Files) -> list[Path]:
    for name, held in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(held.encode() if isinstance(held, str) else held)
    return [folder]


def _told(one: object, *but: str) -> str:
    """The attributes that are not what they are by default."""
    parts = []
    for part in fields(one):
        value = getattr(one, part.name)
        if part.name not in but and value not in ("", None, (), {}) and value != part.default:
            parts.append(f"{part.name}={value!r}")
    return ", ".join(parts)


def _read(folder: Path, files: Files, choices: Choices) -> Iterator[str]:
    known = recognise(_put(folder, files))
    yield from (f"{name}: {kind}" for name, kind in known.names)
    intake = Intake(title="Study")
    assert known.format is not None
    claims = []
    for passage in known.format.read([path for path, _ in known.files], intake):
        yield from _passage(passage)
        claims.append(resolve(passage, choices, intake))
        yield from (f"    → {claims[-1].expert}: {_told(a)}" for a in claims[-1].answers)
    yield f"origin: {intake.origin}; title: {intake.title}; unnamed: {intake.unnamed}"
    yield from (f"document {key!r}: {_told(one)}" for key, one in intake.documents.items())
    yield from (f"topic: {one}" for one in intake.topics.values())
    yield from (f"level: {one}" for one in intake.levels)
    yield from (f"expert {name!r}: {about}" for name, about in intake.experts.items())
    yield from (f"problem: {_told(one)}" for one in intake.problems)
    try:
        contents = build_contents(claims, choices, intake)
    except (DataError, UsageError) as error:
        yield f"asked: {error}"
    else:
        for content in contents:
            yield from _content(content)
        yield f"articles: {articles_of(intake)}"
    yield from _lost(intake)


def _passage(passage: Passage) -> Iterator[str]:
    yield f"- {passage.words!r} {_told(passage, 'words', 'marks')}"
    yield from (f"    {_told(mark)}" for mark in passage.marks)


def _content(content: Content) -> Iterator[str]:
    if content.answers is not None and content.annotator:
        yield f"# {content.name}: {content.claims['claim_id'].tolist()}"
        yield from _frame(content.answers)
        return
    yield f"# {content.name}: {asdict(content.settings)}"
    yield from (f"{topic}" for topic in content.codebook.topics)
    if content.codebook.scale != Scale():
        yield from (f"{level}" for level in content.codebook.scale.levels)
    for frame in (content.claims, content.sources, content.experts):
        yield from _frame(frame)


def _frame(frame: pd.DataFrame) -> Iterator[str]:
    for row in frame.to_dict("records"):
        yield "| " + ", ".join(f"{k}={v!r}" for k, v in row.items() if v == v and v != "")


#: What a person chose, where the format's own rule is not the only one.
CHOSEN = {
    "argilla": {"by the rule": Choices(), "chosen": Choices("topic", "stance", "title")},
    "brat": {"by the rule": Choices(), "chosen": Choices("", "Stance")},
    "label studio": {
        "by the rule": Choices(),
        "chosen": Choices(scale=("con", "against", "for", "pro")),
    },
    "label studio min": {"chosen": Choices(scale=("for", "2"))},
    "claimreview": {"chosen": Choices(scale=("False", "3"))},
    "doccano": {"chosen": Choices("label", "labels", "", ("against", "whole", "for"))},
    "refi": {"by the rule": Choices(), "chosen": Choices("Trade", expert="document")},
    "maxqda and nvivo": {"chosen": Choices("", "Trade", "comment", ("Against", "For"))},
}


@pytest.mark.parametrize("case", CASES)
def test_all_that_a_file_holds_is_read_or_told_as_left_out_as_is_committed(case, tmp_path) -> None:
    told = []
    for number, (name, choices) in enumerate(CHOSEN.get(case, {"": Choices()}).items()):
        told += [f"== {name}"] * bool(name)
        told += _read(tmp_path / str(number), CASES[case], choices)
    hold(f"read from {case}.txt", told)
