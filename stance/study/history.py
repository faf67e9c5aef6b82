"""What came back when: an append-only table in the study's folder."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from stance.core.contracts import tuples_of
from stance.core.errors import DataError, Problem
from stance.core.text import listed
from stance.study.folder import HISTORY_FILE
from stance.study.ledger import append_lines, read_lines
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
    known = past(folder).last
    stamp = stamp_of(when)
    lines: list[dict[str, str]] = []
    for content in contents:
        for line in _changes(content, known, stamp):
            known.setdefault(line["annotator"], {})[_key(line)] = _answer(line)
            lines.append(line)
    append_lines(path, COLUMNS, lines)
    return lines


def stamp_of(when: dt.datetime | None = None) -> str:
    """Return the time as the tables write it; now unless given."""
    return (when or dt.datetime.now(dt.UTC)).isoformat(timespec="seconds")


def replayed(folder: str | Path, until: str = "") -> dict[Key, Answer]:
    """Return the answers that the table gives when it is gone through from its first line.

    Args:
        folder: the study's folder.
        until: the last ``recorded_at`` that counts; all unless given.

    Raises:
        DataError: the table is not as it was written.
    """
    return replay(read_lines(Path(folder) / HISTORY_FILE, COLUMNS), until)


def replay(lines: Iterable[Mapping[str, str]], until: str = "") -> dict[Key, Answer]:
    """Return the answers that lines of the table give; see ``replayed``."""
    answers: dict[Key, Answer] = {}
    for row in lines:
        if not until or row["recorded_at"] <= until:
            answers[_key(row)] = _answer(row)
    return {key: answer for key, answer in answers.items() if answer != Answer()}


def unlike_replay(folder: str | Path, contents: Sequence[Content]) -> list[Key]:
    """Return what stands otherwise in workbooks than the table gives, spellings aside.

    Args:
        folder: the study's folder.
        contents: workbooks as they were read; only their annotators are compared.

    Raises:
        DataError: the table is not as it was written.
    """
    known = past(folder).last
    return [_key(line) for content in contents for line in _changes(content, known, "")]


def answers_by_key(content: Content) -> dict[Key, tuple[Answer, str]]:
    """Return every answer of a workbook, with the cell of its topic."""
    found: dict[Key, tuple[Answer, str]] = {}
    counts: dict[tuple[str, str], int] = {}
    names = ("annotator", "claim_id", "topic", "stance", "confidence", "note", "topic_cell")
    for annotator, claim_id, topic, stance, confidence, note, cell in tuples_of(
        content.answers, names
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


def _changes(
    content: Content, known: Mapping[str, Mapping[Key, Answer]], stamp: str
) -> list[dict[str, str]]:
    """Return the lines of what differs in a workbook from what is known, by annotator."""
    here = answers_by_key(content)
    spell = speller(content.codebook)
    annotators = dict.fromkeys((content.annotator, *(key[0] for key in here)))
    before = {key: answer for name in annotators for key, answer in known.get(name, {}).items()}
    lines: list[dict[str, str]] = []
    for key in dict.fromkeys((*here, *before)):
        answer, cell = here.get(key, (Answer(), ""))
        was = before.get(key, Answer())
        if answer == was or answer.spelled(spell) == was.spelled(spell):
            continue
        change = "new" if was == Answer() else "changed" if key in here else "withdrawn"
        values = (stamp, content.name, content.sha256, *key, cell, change)
        typed = (answer.topic, answer.stance, answer.confidence, answer.note, str(was))
        lines.append(dict(zip(COLUMNS, (*values, *typed), strict=True)))
    return lines


@dataclass(frozen=True, slots=True)
class Past:
    """What the table says.

    Attributes:
        files: annotator and hash of every file that brought something new.
        answers: the answers that were recorded, the last one last; empty where withdrawn.
        keys: of these, by annotator.
    """

    files: set[tuple[str, str]] = field(default_factory=set)
    answers: dict[Key, list[Answer]] = field(default_factory=dict)
    keys: dict[str, list[Key]] = field(default_factory=dict)

    @property
    def last(self) -> dict[str, dict[Key, Answer]]:
        """By annotator, the answers that were recorded last."""
        return {n: {key: self.answers[key][-1] for key in keys} for n, keys in self.keys.items()}

    def holds(self, content: Content) -> set[str]:
        """Return the claims of an annotator's workbook that stand there as they were recorded."""
        name = content.annotator
        recorded = {name: {key: self.answers[key][-1] for key in self.keys.get(name, ())}}
        other = {line["claim_id"] for line in _changes(content, recorded, "")}
        return {*content.claims["claim_id"], *content.answers["claim_id"]} - other

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
        for key in self.keys.get(held.annotator, ()):
            last.setdefault(key[1], set()).add(self.answers[key][-1] == Answer())
        known = set(held.answers["claim_id"]) | {c for c, gone in last.items() if gone == {True}}
        return {key: entry for key, entry in issued.items() if key[0] in known}

    def replaced(self, content: Content) -> set[str]:
        """Return the claims on which a workbook has an answer that was replaced since.

        So it is where it has none, and one was withdrawn and given anew.
        """
        spell = speller(content.codebook)
        here = {key: answer for key, (answer, _) in answers_by_key(content).items()}
        rows = {*content.claims["claim_id"], *(key[1] for key in here)}
        claims: set[str] = set()
        for key in self.keys.get(content.annotator, ()):
            if key[1] not in rows:
                continue
            answer = here.get(key, Answer()).spelled(spell)
            spelled = [earlier.spelled(spell) for earlier in self.answers[key]]
            if answer in spelled[:-1] and answer != spelled[-1]:
                claims.add(key[1])
        return claims


def answers_gone(before: Past, contents: Sequence[Content], names: Iterable[str]) -> list[Problem]:
    """Tell the answers that the table has, and no file has any more, by annotator.

    So it is where somebody's workbook was deleted, or an older copy was put in its place.

    Args:
        before: what the table says.
        contents: the study's files.
        names: the annotators that are looked at.
    """
    here = {pair for c in contents for pair in tuples_of(c.answers, ("annotator", "claim_id"))}
    found: list[Problem] = []
    for name in names:
        keys = [key for key in before.keys.get(name, ()) if before.answers[key][-1] != Answer()]
        if lost := list(dict.fromkeys(key[1] for key in keys if key[:2] not in here)):
            message = f'{HISTORY_FILE} has answers of "{name}" that no file has: {listed(lost)}'
            hint = (
                f"if {name}.xlsx was deleted, or an older copy put in its place, put a backup back "
                "or receive the last copy first: stance update records them as withdrawn"
            )
            found.append(
                Problem(code="answers-gone", message=message, hint=hint, file=HISTORY_FILE)
            )
    return found


def gone_from(folder: Path, contents: Sequence[Content]) -> list[Problem]:
    """Return the same of all annotators; nothing where the table cannot be read, or is none."""
    try:
        before = past(folder)
    except DataError:  # every command that writes into it says so
        return []
    return answers_gone(before, contents, before.keys)


def past(folder: str | Path) -> Past:
    """Read the table; nothing where there is none.

    Raises:
        DataError: the table is not as it was written.
    """
    found = Past()
    for row in read_lines(Path(folder) / HISTORY_FILE, COLUMNS):
        if (key := _key(row)) not in found.answers:
            found.answers[key] = []
            found.keys.setdefault(key[0], []).append(key)
        found.answers[key].append(_answer(row))
        found.files.add((row["annotator"], row["sha256"]))
    return found


def _key(row: Mapping[str, str]) -> Key:
    return row["annotator"], row["claim_id"], row["answer"]


def _answer(row: Mapping[str, str]) -> Answer:
    return Answer(*(row[name] for name in ("topic", "stance", "confidence", "note")))
