"""What every writer takes: claims with the answers on them, by the names that people read."""

import hashlib
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from stance.core.codebook import NONE, Scale, Topic
from stance.core.text import clean, fold
from stance.sheets.bounded import bytes_of, text_of

if TYPE_CHECKING:
    from stance.study.study import Study


@dataclass(frozen=True, slots=True)
class Given:
    """One annotator's answer: a topic's label or "none", and perhaps a stance toward it.

    Attributes:
        annotator: who.
        slot: 1 for the main topic, 2 for the second, and so on.
        topic: the topic's label, or "none".
        proposition: its proposition; empty for "none".
        stance: the level's label; empty where none was given.
        score: the level's score; None where it has none.
        confidence: 1, 2 or 3; empty where not given.
        note: the annotator's note on the claim.
    """

    annotator: str
    slot: int
    topic: str
    proposition: str
    stance: str
    score: float | None
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Coded:
    """A claim, its speaker's name, its source's id, and the answers on it."""

    claim_id: str
    expert: str
    source: str
    said_on: str
    question: str
    words: str
    key_phrase: str
    place: tuple[int, int] | None
    answers: tuple[Given, ...]


@dataclass(frozen=True)
class Source:
    """A source: what is known of it by the columns of ``SOURCES``, and its text if it was found."""

    id: str
    title: str
    about: dict[str, str]
    text: str = ""


@dataclass(frozen=True)
class Whole:
    """A study, as writers take it.

    Attributes:
        name: the study's name, for files.
        title: the study's name, as people read it.
        scale: its scale.
        topics: its topics.
        claims: its claims with their answers.
        sources: its sources, by id.
        experts: what is known of experts, by the name that claims have.
        losses: what a study holds and no writer takes.
    """

    name: str
    title: str
    scale: Scale
    topics: tuple[Topic, ...]
    claims: tuple[Coded, ...]
    sources: dict[str, Source]
    experts: dict[str, dict[str, str]]
    losses: Counter[str] = field(default_factory=Counter)

    @property
    def annotators(self) -> list[str]:
        """The annotators, in order."""
        return sorted({given.annotator for claim in self.claims for given in claim.answers})


def whole(study: "Study", articles: Path | None = None) -> Whole:
    """Return what writers take of a study.

    Args:
        study: the study.
        articles: folder of its articles; those that are the very files give their texts.
    """
    names = _expert_names(study)
    sources = {
        row["source_id"]: Source(
            row["source_id"],
            row["title"] or row["source_id"],
            {k: v for k, v in row.items() if v and k not in ("source_id", "title", "file")},
            _text(articles, row["file"], row["sha256"]),
        )
        for row in study.sources.to_dict("records")
    }
    losses: Counter[str] = Counter()
    losses["decisions of the adjudicator"] = len(study.decisions)
    losses["answers that wait for their annotator"] = len(study.waiting)
    topics, scale = study.codebook.topics, study.codebook.scale
    beside = ("includes", "excludes", "examples", "keywords")
    losses["what a topic includes and excludes, its examples and keywords"] = sum(
        any(getattr(topic, name) for name in beside) for topic in topics
    )
    plain = Scale(scale.levels)
    losses["which score of the scale is neutral"] = scale.middle != plain.middle
    losses["how far two votes on the scale may lie apart"] = scale.step != plain.step
    return Whole(
        study.name,
        study.title,
        study.codebook.scale,
        study.codebook.topics,
        tuple(_coded(study, names)),
        sources,
        {
            names[row["expert_id"]]: {
                k: v for k, v in row.items() if v and k not in ("expert_id", "name")
            }
            for row in study.experts.to_dict("records")
        },
        +losses,
    )


def _expert_names(study: "Study") -> dict[str, str]:
    """Return a name for every expert, told apart by the id where two have one name."""
    pairs = list(zip(study.experts["expert_id"], study.experts["name"], strict=True))
    often = Counter(fold(name) for _, name in pairs)
    return {
        one: name if clean(name) and often[fold(name)] == 1 else clean(f"{name} ({one})")
        for one, name in pairs
    }


def _text(articles: Path | None, file: str, sha256: str) -> str:
    """Return the text of a source's file, if it is the very file that the study was made from."""
    if articles is None or not file or not (path := articles / Path(file).name).is_file():
        return ""
    data = bytes_of(path)
    return text_of(path.name, data) if hashlib.sha256(data).hexdigest() == sha256 else ""


def _coded(study: "Study", names: dict[str, str]) -> Sequence[Coded]:
    labels = {topic.id: topic for topic in study.codebook.topics}
    answers: dict[str, list[Given]] = {}
    for row in study.annotations.to_dict("records"):
        topic = labels.get(row["topic"])
        sure = row["confidence"]
        answers.setdefault(row["claim_id"], []).append(
            Given(
                row["annotator"],
                int(row["slot"]),
                topic.label if topic else NONE,
                topic.proposition if topic else "",
                row["stance"],
                None if math.isnan(row["score"]) else row["score"],
                "" if math.isnan(sure) else f"{sure:.0f}",
                row["note"],
            )
        )
    return [
        Coded(
            row["claim_id"],
            names.get(row["expert_id"], row["expert_id"]),
            row["source_id"],
            row["said_on"],
            row["question"],
            row["claim"],
            row["key_phrase"],
            None if math.isnan(row["start"]) else (int(row["start"]), int(row["end"])),
            tuple(
                sorted(answers.get(row["claim_id"], ()), key=lambda one: (one.annotator, one.slot))
            ),
        )
        for row in study.claims.to_dict("records")
    ]
