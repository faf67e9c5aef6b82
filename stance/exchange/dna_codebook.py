"""The codebook of a DNA database: concepts become topics, the qualifier becomes the scale."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from stance.core.codebook import DEFAULT_LEVELS, Codebook, Level, Scale, Topic
from stance.core.errors import DataError, Problem
from stance.core.ids import slug
from stance.core.text import fold

#: The longest short name, and the farthest that an integer qualifier may reach.
_LENGTH, _FARTHEST = 40, 100
_UNCLEAR = DEFAULT_LEVELS[-1]


@dataclass(frozen=True, slots=True)
class Names:
    """Short names for values, one for all spellings that differ in case or blanks only.

    Attributes:
        labels: the value as first spelt, by its short name.
        shorts: the short name, by the folded value.
    """

    labels: Mapping[str, str]
    shorts: Mapping[str, str]

    def of(self, value: str) -> str:
        """Return the short name of a value; empty for an empty one."""
        return self.shorts.get(fold(value), "")


def short_names(values: Iterable[str]) -> Names:
    """Name the values by their letters and digits, told apart by a number where needed."""
    labels: dict[str, str] = {}
    shorts: dict[str, str] = {}
    for value in sorted(set(values) - {""}):
        if fold(value) in shorts:
            continue
        short = slug(value, labels, _LENGTH)
        labels[short] = value
        shorts[fold(value)] = short
    return Names(labels, shorts)


def spellings_told(path: Path, names: Names, values: Iterable[str]) -> tuple[Problem, ...]:
    """Tell which values were taken for other spellings of one."""
    kept = {value: names.labels[names.of(value)] for value in set(values) - {""}}
    return tuple(
        Problem(
            code="spellings-joined",
            message=f'"{value}" and "{label}" are taken for one',
            hint="rename one of them in DNA if they are two",
            file=path.name,
            sheet="ENTITIES",
            value=value,
        )
        for value, label in sorted(kept.items())
        if value != label
    )


def codebook_of(path: Path, topics: Names, scale: Scale) -> Codebook:
    """Return the codebook; a concept is its own proposition.

    Raises:
        DataError: a concept is called "none" or as another concept's short name.
    """
    try:
        return Codebook(
            tuple(Topic(short, label, label) for short, label in topics.labels.items()), scale
        )
    except ValueError as error:
        problem = Problem(
            code="bad-codebook",
            message=str(error),
            hint="rename one of the concepts in DNA",
            file=path.name,
        )
        raise DataError([problem]) from error


def scale_of(path: Path, scores: pd.Series, *, boolean: bool) -> tuple[Scale, tuple[Problem, ...]]:
    """Return the scale of the qualifier: against and for, or the integers in use.

    DNA does not store how far an integer qualifier reaches. If a negative value occurs, the scale
    is taken to reach equally far on both sides of 0, else from the lowest value to the highest.

    Raises:
        DataError: an integer is beyond all scales that people use.
    """
    if boolean:
        levels = (Level("against", -1, "a"), Level("for", 1, "f"), _UNCLEAR)
        return Scale(levels), ()
    known = scores.dropna()
    low, high = (int(known.min()), int(known.max())) if len(known) else (-2, 2)
    if max(abs(low), abs(high)) > _FARTHEST:
        problem = Problem(
            code="bad-scale",
            message=f"the integers reach from {low} to {high}",
            hint=f"a scale reaches no farther than {_FARTHEST} either way",
            file=path.name,
        )
        raise DataError([problem])
    if low < 0:
        high = max(-low, high)
        low = -high
    elif low == high:
        low, high = (0, high) if high else (0, 1)
    note = Problem(
        code="scale-assumed",
        message=f"the scale is taken to reach from {low} to {high}",
        hint="mend the sheet Scale if it reaches farther",
        file=path.name,
    )
    return Scale((*_levels(low, high), _UNCLEAR)), (note,)


def _levels(low: int, high: int) -> list[Level]:
    """Name the integers; no name begins with a sign, which a spreadsheet would take for a sum."""
    if (low, high) == (-2, 2):
        return list(DEFAULT_LEVELS[:-1])
    return [
        Level(f"minus {-score}" if score < 0 else f"level {score}", score)
        for score in range(low, high + 1)
    ]


def level_labels(scale: Scale) -> dict[float, str]:
    """Return the label of every score."""
    return {float(v.score): v.label for v in scale.levels if v.score is not None}
