"""What came back when: an append-only table in the study's folder."""

import csv
import datetime as dt
import io
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from stance.core.errors import DataError, Problem
from stance.sheets.inert import inert, revived
from stance.study.folder import HISTORY_FILE
from stance.workbook import entries, form
from stance.workbook.content import Content
from stance.workbook.spelling import Spell, speller

COLUMNS = (
    "recorded_at",
    "file",
    "sha256",
    "annotator",
    "claim_id",
    "answer",
    "cell",
    "change",
    "topic",
    "stance",
    "confidence",
    "note",
    "was",
)

#: Annotator, claim, and the number of the answer among those to it, or the correction's name.
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it was typed; a correction stands in the place of the note."""

    topic: str = ""
    stance: str = ""
    confidence: str = ""
    note: str = ""

    def spelled(self, spell: Spell) -> "Answer":
        """Return the answer as the codebook spells it."""
        names = ("topic", "stance", "confidence", "note")
        return Answer(*(spell(name, getattr(self, name)) for name in names))

    def __str__(self) -> str:
        return " · ".join(filter(None, (self.topic, self.stance, self.confidence, self.note)))


def record(
    folder: str | Path, contents: Sequence[Content], when: dt.datetime | None = None
) -> list[dict[str, str]]:
    """Append every answer that is new, changed or withdrawn since the last record.

    An answer that is only spelled differently ("sf", then "strongly for") has not changed; what is
    recorded is what was typed.

    Args:
        folder: the study's folder.
        contents: annotators' workbooks as they were read; only their annotators are compared.
        when: time of the record; now unless given.

    Returns:
        The lines that were appended.

    Raises:
        DataError: the table is not as it was written.
    """
    path = Path(folder) / HISTORY_FILE
    known = {key: answers[-1] for key, answers in past(folder).answers.items()}
    stamp = (when or dt.datetime.now(dt.UTC)).isoformat(timespec="seconds")
    lines: list[dict[str, str]] = []
    for content in contents:
        lines += _changes(content, known, stamp)
    if lines:
        _append(path, lines)
    return lines


def answers_by_key(content: Content) -> dict[Key, tuple[Answer, str]]:
    """Return every answer of a workbook, with the cell of its topic."""
    found: dict[Key, tuple[Answer, str]] = {}
    counts: dict[tuple[str, str], int] = {}
    names = ("annotator", "claim_id", "topic", "stance", "confidence", "note", "topic_cell")
    for annotator, claim_id, topic, stance, confidence, note, cell in zip(
        *(content.answers[name] for name in names), strict=True
    ):
        number = counts[annotator, claim_id] = counts.get((annotator, claim_id), 0) + 1
        found[annotator, claim_id, str(number)] = (Answer(topic, stance, confidence, note), cell)
    return found | _corrections_by_key(content)


def _corrections_by_key(content: Content) -> dict[Key, tuple[Answer, str]]:
    """Return every correction of a workbook, with its cell."""
    found: dict[Key, tuple[Answer, str]] = {}
    names = [f.name for f in form.CORRECTIONS]
    given = content.answers[(content.answers[names] != "").any(axis=1)]
    for row in given.to_dict("records"):
        for name in filter(row.__getitem__, names):
            key = (row["annotator"], row["claim_id"], name)
            found.setdefault(key, (Answer(note=row[name]), row[f"{name}_cell"]))
    return found


def _changes(content: Content, known: dict[Key, Answer], stamp: str) -> list[dict[str, str]]:
    here = answers_by_key(content)
    spell = speller(content.codebook)
    annotators = {content.annotator, *(key[0] for key in here)}
    gone = [key for key in known if key[0] in annotators and key not in here]
    lines: list[dict[str, str]] = []
    for key in [*here, *gone]:
        answer, cell = here.get(key, (Answer(), ""))
        before = known.get(key, Answer())
        if answer == before or answer.spelled(spell) == before.spelled(spell):
            continue
        change = "new" if before == Answer() else "changed" if key in here else "withdrawn"
        values = (stamp, content.name, content.sha256, *key, cell, change)
        typed = (answer.topic, answer.stance, answer.confidence, answer.note, str(before))
        lines.append(dict(zip(COLUMNS, (*values, *typed), strict=True)))
        known[key] = answer
    return lines


@dataclass(frozen=True, slots=True)
class Past:
    """What the table says.

    Attributes:
        files: annotator and hash of every file that brought something new.
        answers: the answers that were recorded, the last one last; empty where withdrawn.
    """

    files: set[tuple[str, str]] = field(default_factory=set)
    answers: dict[Key, list[Answer]] = field(default_factory=dict)

    def held_or_withdrawn(
        self, held: Content, issued: Mapping[entries.Key, entries.Entry]
    ) -> dict[entries.Key, entries.Entry]:
        """Return what a file was issued with, but for what the study has lost since.

        Where the annotator's workbook in the study has no answer on a claim, and none was recorded
        as withdrawn, as where a backup was put back, what the file was issued with is news.

        Args:
            held: what the study has of the annotator.
            issued: what the file was issued with.
        """
        last: dict[str, set[bool]] = {}
        for (annotator, claim_id, _), answers in self.answers.items():
            if annotator == held.annotator:
                last.setdefault(claim_id, set()).add(answers[-1] == Answer())
        known = set(held.answers["claim_id"]) | {c for c, gone in last.items() if gone == {True}}
        return {key: entry for key, entry in issued.items() if key[0] in known}

    def replaced(self, content: Content) -> set[str]:
        """Return the claims on which a workbook has an answer that was replaced since."""
        spell = speller(content.codebook)
        claims: set[str] = set()
        for key, (answer, _) in answers_by_key(content).items():
            spelled = [earlier.spelled(spell) for earlier in self.answers.get(key, ())]
            if answer.spelled(spell) in spelled[:-1] and answer.spelled(spell) != spelled[-1]:
                claims.add(key[1])
        return claims


def past(folder: str | Path) -> Past:
    """Read the table; nothing where there is none.

    Raises:
        DataError: the table is not as it was written.
    """
    found = Past()
    for row in _rows(Path(folder) / HISTORY_FILE):
        key = (row["annotator"], row["claim_id"], row["answer"])
        answer = Answer(*(row[name] for name in ("topic", "stance", "confidence", "note")))
        found.answers.setdefault(key, []).append(answer)
        found.files.add((row["annotator"], row["sha256"]))
    return found


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if not path.is_file() or not path.stat().st_size:
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            lines = csv.reader(stream, strict=True)
            if tuple(next(lines, ())) != COLUMNS:
                raise ValueError("its first line is not the header that was written")
            for cells in lines:
                if len(cells) != len(COLUMNS):
                    raise ValueError(f"line {lines.line_num} does not have {len(COLUMNS)} cells")
                yield dict(zip(COLUMNS, map(revived, cells), strict=True))
    except (ValueError, csv.Error) as error:
        message = f"the history is not as it was written: {error}"
        hint = "put an earlier copy back, or move it out of the folder, and a new one is begun"
        problem = Problem(code="unreadable-file", message=message, hint=hint, file=path.name)
        raise DataError([problem]) from error


def _append(path: Path, lines: Sequence[dict[str, str]]) -> None:
    """Append in one write; every text that a spreadsheet would run is made inert."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    size = path.stat().st_size if path.exists() else 0
    if not size:
        text.write("\ufeff")
        writer.writeheader()
    writer.writerows({name: inert(value) for name, value in line.items()} for line in lines)
    try:
        with path.open("ab") as stream:
            stream.write(text.getvalue().encode())
    except OSError:  # a full disk: no half line may stay
        os.truncate(path, size)
        raise
