"""A study's history, taken stock of: versions of the codebook, and who should look at what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from stance.core.text import fold
from stance.study.codebook_history import PLACE, Change, Version, record_all, versions
from stance.study.combining import combine
from stance.study.folder import HISTORY_FILE, read_study
from stance.study.history import COLUMNS, Answer, Key, replay, unlike_replay
from stance.study.ledger import read_lines
from stance.study.locking import one_at_a_time
from stance.workbook.content import Content
from stance.workbook.spelling import Spell, speller

#: What an answer meant changes with these: it waits until its annotator has looked again.
_MEANING = {("Topics", "proposition"), ("Scale", "score")}
#: What is only a name, or a word for machines; an answer means the same with another.
_NAMES = {PLACE, "id", "label", "keywords", "code"}


@dataclass(frozen=True, slots=True)
class Concerned:
    """The answers of one annotator that were given before a version and that it concerns.

    Attributes:
        annotator: who.
        waiting: claims with answers toward a proposition, or with a score, that is another now.
        others: claims on whose topic or stance the guidance changed: what it includes, excludes
            or means, and its examples.
    """

    annotator: str
    waiting: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class History:
    """What a study's histories say.

    Attributes:
        versions: of the codebook, the first one first, each with the answers that it concerns.
        waiting: claims that are still to be looked at again, by annotator.
        n_answers: how many answers stand in the study.
        n_new: how many were new, changed or withdrawn since the last record.
        unlike: what stands otherwise in a workbook than the history gives; always empty.
    """

    versions: tuple[tuple[Version, tuple[Concerned, ...]], ...]
    waiting: dict[str, tuple[str, ...]]
    n_answers: int
    n_new: int
    unlike: tuple[Key, ...]


@one_at_a_time("history")
def take_stock(folder: str | Path) -> History:
    """Record what a study's files say that its histories do not, and return the histories.

    Raises:
        DataError: a file or a history cannot be read.
    """
    contents = read_study(folder)
    n_new = record_all(folder, contents)
    spell = speller(next((c.codebook for c in contents if c.codebook), None))
    recorded, lines = versions(folder), list(read_lines(Path(folder) / HISTORY_FILE, COLUMNS))
    people = [content for content in contents if content.kind == "human"]
    return History(
        versions=tuple((v, concerned(v, replay(lines, v.recorded_at), spell)) for v in recorded),
        waiting=_waiting(contents),
        n_answers=len(replay(lines)),
        n_new=n_new,
        unlike=tuple(unlike_replay(folder, people)),
    )


def _waiting(contents: Sequence[Content]) -> dict[str, tuple[str, ...]]:
    rows = combine(contents).waiting
    return {
        str(name): tuple(dict.fromkeys(own["claim_id"]))
        for name, own in rows.groupby("annotator", sort=False)
    }


def concerned(version: Version, answers: dict[Key, Answer], spell: Spell) -> tuple[Concerned, ...]:
    """Return whose answers a version of the codebook concerns; none of the first one.

    Args:
        version: one version.
        answers: what had been answered when it was recorded.
        spell: how the codebook spells topics and stances.
    """
    if version.number == 1:
        return ()
    waiting = _rows(c for c in version.changes if (c.sheet, c.column) in _MEANING and c.was)
    others = _rows(
        c for c in version.changes if c.sheet in ("Topics", "Scale") and c.column not in _NAMES
    )
    found: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for (annotator, claim_id, _), answer in answers.items():
        said = {("Topics", fold(spell("topic", answer.topic))), ("Topics", fold(answer.topic))}
        said |= {("Scale", fold(spell("stance", answer.stance))), ("Scale", fold(answer.stance))}
        must, may = found.setdefault(annotator, ({}, {}))
        if said & waiting:
            must[claim_id] = None
        elif said & others:
            may[claim_id] = None
    return tuple(
        Concerned(name, tuple(must), tuple(claim for claim in may if claim not in must))
        for name, (must, may) in found.items()
        if must or may
    )


def _rows(changes: Iterable[Change]) -> set[tuple[str, str]]:
    return {(change.sheet, fold(change.row)) for change in changes}
