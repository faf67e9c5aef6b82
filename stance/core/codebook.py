"""The codebook: topics with their propositions, and the scale. The only list of legal values."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from stance.core.text import as_number, closest, fold

#: The topic of a claim that bears on no proposition of the codebook.
NONE = "none"

#: What an annotator may say of his or her own certainty.
CONFIDENCES = {1: "doubtful", 2: "fairly sure", 3: "sure"}

#: Scores nearer to each other than this are one: what rounding leaves of sums that cancel out.
HAIR = 1e-9


def stands_for(score: Any, middle: float) -> Any:
    """Return whether a score, or each of an array or column of them, is on the side of *for*."""
    return score > middle + HAIR


def stands_against(score: Any, middle: float) -> Any:
    """Return whether a score, or each of an array or column of them, is on that of *against*."""
    return score < middle - HAIR


def sides_of(scores: Any, middle: float) -> Any:
    """Return 1 for, -1 against and 0 in the middle, for each of an array or column of scores.

    Where there is no score (NaN) there is no side (NaN).
    """
    side = stands_for(scores, middle).astype(float) - stands_against(scores, middle).astype(float)
    return side + 0 * scores  # NaN stays NaN


@dataclass(frozen=True, slots=True)
class Level:
    """One legal stance.

    Attributes:
        label: what annotators see.
        score: its place on the scale, or None where it has no place ("unclear").
        code: a short form that may be typed instead.
        meaning: one sentence for the guide.
    """

    label: str
    score: float | None
    code: str = ""
    meaning: str = ""


DEFAULT_LEVELS = (
    Level("strongly against", -2, "sa", "Rejects the proposition in categorical words."),
    Level("against", -1, "a", "Rejects the proposition, with a hedge or by clear implication."),
    Level("mixed", 0, "m", "Weighs both sides, or is explicitly neutral."),
    Level("for", 1, "f", "Supports the proposition, with a hedge or by clear implication."),
    Level("strongly for", 2, "sf", "Supports the proposition in categorical words."),
    Level("unclear", None, "u", "Touches the proposition, but the direction cannot be told."),
)


@dataclass(frozen=True)
class Scale:
    """The ordered stances of a study.

    Attributes:
        levels: all legal stances, in the order in which the codebook lists them.
        neutral: the score that is neither for nor against; the middle unless given.
        tolerance: how far two votes may lie apart and still count as one; a step unless given.
        faulty: those listed whose place could not be read; they are known, and none of the levels.

    Raises:
        ValueError: fewer than two scored levels, or two levels of one label, code or score.
    """

    levels: tuple[Level, ...] = DEFAULT_LEVELS
    neutral: float | None = None
    tolerance: float | None = None
    faulty: tuple[Level, ...] = ()

    def __post_init__(self) -> None:
        if len(self.scores) < 2:
            raise ValueError("a scale needs at least two levels with a score")
        for what in ("label", "code", "score"):
            given = [getattr(level, what) for level in self.levels]
            keys = [fold(str(v)) for v in given if v not in (None, "")]
            double = sorted({key for key in keys if keys.count(key) > 1})
            if double:
                raise ValueError(f'two levels of the scale have the {what} "{double[0]}"')

    @cached_property
    def scores(self) -> tuple[float, ...]:
        """The scores in use, ascending."""
        return tuple(sorted(lv.score for lv in self.levels if lv.score is not None))

    @property
    def range(self) -> float:
        """From the lowest score to the highest."""
        return self.scores[-1] - self.scores[0]

    @property
    def middle(self) -> float:
        """The score that is neither for nor against."""
        return (self.scores[0] + self.scores[-1]) / 2 if self.neutral is None else self.neutral

    @property
    def step(self) -> float:
        """How far two votes may lie apart and still count as one."""
        if self.tolerance is not None:
            return self.tolerance
        return min(b - a for a, b in pairwise(self.scores))

    def side(self, score: float) -> int:
        """Return -1 against, 0 neither, 1 for."""
        return bool(stands_for(score, self.middle)) - bool(stands_against(score, self.middle))

    def agree(self, one: Any, other: Any) -> Any:
        """Return whether two votes, or those of two arrays or columns, count as one.

        They do within a step of each other (the tolerance) and not on opposite sides.
        """
        for_, against = stands_for(one, self.middle), stands_against(one, self.middle)
        opposite = (for_ & stands_against(other, self.middle)) | (
            against & stands_for(other, self.middle)
        )
        return (abs(one - other) <= self.step + HAIR) & np.logical_not(opposite)

    @cached_property
    def _by_key(self) -> dict[str, Level]:
        keys: dict[str, Level] = {}
        for level in self.levels:  # a score must not hide a label, so labels are laid down last
            if level.score is not None:
                keys[f"{level.score:g}"] = level
        for level in self.levels:
            if level.code:
                keys[fold(level.code)] = level
        for level in self.levels:
            keys[fold(level.label)] = level
        return keys

    def parse(self, value: str) -> Level | None:
        """Return the level that a label, short code or score stands for, or None."""
        key = fold(value)
        if key in self._by_key:
            return self._by_key[key]
        number = as_number(key.replace(" ", ""))
        return None if number is None else self._by_key.get(f"{number:g}")

    def awaited(self, value: str) -> Level | None:
        """Return the faulty level whose label or short code this is, or None."""
        key = fold(value)
        named = (lv for lv in self.faulty if key in (fold(lv.label), fold(lv.code)))
        return next(named, None) if key and self.parse(value) is None else None

    def suggest(self, value: str) -> str | None:
        """Return the label that the value was probably meant to be, or None."""
        return closest(value, [level.label for level in self.levels], at_least=55.0)

    def nearest(self, score: float) -> Level:
        """Return the level whose score lies nearest; halfway, the one nearer the middle."""
        return min(
            (level for level in self.levels if level.score is not None),
            key=lambda lv: self._distance(lv, score),
        )

    def label(self, score: float) -> str:
        """Return the label of the nearest level on the score's own side.

        Halfway it is that of the level nearer the middle; "" in the middle of a scale that has no
        level there.
        """
        side = self.side(score)
        own = [lv for lv in self.levels if lv.score is not None and self.side(lv.score) == side]
        nearest = min(own, key=lambda lv: self._distance(lv, score), default=None)
        return nearest.label if nearest else ""

    def _distance(self, level: Level, score: float) -> tuple[float, float]:
        place = level.score or 0.0
        return round(abs(place - score), 9), abs(place - self.middle)


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject with a proposition that one can be for or against.

    Attributes:
        id: its short name, unique in the codebook.
        label: what people read.
        proposition: one sentence that a claim can support or reject.
        includes: what to code here.
        excludes: what to code elsewhere, and where.
        examples: for the guide, one a line: "stance: words", or words alone.
        keywords: words that point here, separated by semicolons.
    """

    id: str
    label: str
    proposition: str
    includes: str = ""
    excludes: str = ""
    examples: str = ""
    keywords: str = ""


@dataclass(frozen=True)
class Codebook:
    """Topics and scale.

    Raises:
        ValueError: two topics share an id or label, or one is called "none".
    """

    topics: tuple[Topic, ...]
    scale: Scale = Scale()

    def __post_init__(self) -> None:
        seen: dict[str, Topic] = {}
        for topic in self.topics:
            for key in {fold(topic.id), fold(topic.label)}:
                if key == NONE:
                    raise ValueError(f'no topic may be called "{NONE}"')
                if seen.get(key, topic) is not topic:
                    raise ValueError(f'two topics are called "{key}"')
                seen[key] = topic

    @cached_property
    def _by_key(self) -> dict[str, str]:
        keys = {fold(topic.label): topic.id for topic in self.topics}
        keys |= {fold(topic.id): topic.id for topic in self.topics}
        return keys | {NONE: NONE}

    @cached_property
    def _by_id(self) -> dict[str, Topic]:
        return {topic.id: topic for topic in self.topics}

    def topic(self, topic_id: str) -> Topic:
        """Return the topic of that id; KeyError where there is none."""
        return self._by_id[topic_id]

    @property
    def topic_ids(self) -> tuple[str, ...]:
        """The ids, in the codebook's order."""
        return tuple(topic.id for topic in self.topics)

    def parse_topic(self, value: str) -> str | None:
        """Return the id that an id or label stands for ("none" included), or None."""
        return self._by_key.get(fold(value))

    def suggest_topic(self, value: str) -> str | None:
        """Return the id that the value was probably meant to be, or None."""
        names: Sequence[str] = [t.id for t in self.topics] + [t.label for t in self.topics]
        found = closest(value, [*names, NONE])
        return None if found is None else self.parse_topic(found)

    @cached_property
    def hash(self) -> str:
        """Sixteen hexadecimal digits that change when any topic or level changes."""
        scale = self.scale
        levels = [(lv.label, _decimal(lv.score), lv.code, lv.meaning) for lv in scale.levels]
        numbers = [_decimal(scale.neutral), _decimal(scale.tolerance)]
        content = [[asdict(topic) for topic in self.topics], levels, numbers]
        text = json.dumps(content, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def _decimal(number: float | None) -> float | None:
    """Return 2 and 2.0, which are the same score, as one."""
    return None if number is None else float(number)
