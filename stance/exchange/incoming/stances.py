"""Which labels of other programs are stances, and the scale that they make.

The words and scales are those that plain tables are read by.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from stance.core.codebook import DEFAULT_LEVELS, NONE, Level, Scale
from stance.core.errors import Problem, UsageError
from stance.core.text import as_number, clean, fold
from stance.tables.lexicon import any_place, word_key
from stance.tables.stances import read_stances

_UNCLEAR = DEFAULT_LEVELS[-1]


@dataclass(frozen=True, slots=True)
class Read:
    """The stances of a file: their scale, the level of each text, and what was assumed."""

    scale: Scale
    labels: Mapping[str, str] = field(default_factory=dict)
    said: str = ""

    def level(self, text: str) -> str:
        """Return the label of the level that a text stands for."""
        return self.labels.get(clean(text), text)


def is_stance(label: str, levels: Iterable[Level] = ()) -> bool:
    """Say whether a label tells how, not about what; the levels are the file's own."""
    if any(fold(level.label) == fold(label) for level in levels):
        return True
    return word_key(label) in any_place() and fold(label) != NONE


def score_of(label: str, read: Read | None = None) -> float | None:
    """Return the score of a stance: on the scale if there is one, else that of its word."""
    if read is not None:
        level = read.scale.parse(read.level(label))
        return level.score if level else None
    number = as_number(label)
    return number if number is not None else any_place().get(word_key(label))


def ordered_scale(order: Sequence[str]) -> Read:
    """Return the scale of labels in their order, from against to for.

    Raises:
        UsageError: they make no scale.
    """
    return scale_of(order, (), order)


def scale_of(
    labels: Iterable[str],
    levels: Sequence[Level] = (),
    order: Sequence[str] = (),
    file: str = "",
) -> Read:
    """Return the scale of these stances.

    Args:
        labels: every stance, as often as it was given.
        levels: the scale as the file has it, if it has one.
        order: the order as the person gave it; it goes before all else.
        file: the file's name, for the question.

    Raises:
        QuestionError: the order of the labels does not show.
        UsageError: some are not on the scale that was given.
    """
    counts = Counter(filter(None, map(clean, labels)))
    scale = None if order else own_scale(levels)
    if scale is not None:
        absent = [label for label in counts if scale.parse(label) is None]
        labelled = {label: found.label for label in counts if (found := scale.parse(label))}
        read = Read(scale, labelled)
    else:
        place = Problem(code="which-scale", message="", file=file)
        found_ = read_stances(counts, "", order, place)
        absent = [*found_.unknown, *(t for t, label in found_.labels.items() if not label)]
        read = Read(found_.scale, found_.labels, found_.told)
    if absent:
        held = ", ".join(level.label for level in read.scale.levels)
        raise UsageError(f"the scale ({held}) lacks: {', '.join(absent)}; name all with --scale")
    return read


def own_scale(levels: Sequence[Level]) -> Scale | None:
    """Return the scale that a file has; None where it has none, or one that contradicts itself."""
    try:
        scale = Scale(tuple(levels))
    except ValueError:
        return None
    if all(level.score is not None for level in levels) and not scale.parse(_UNCLEAR.label):
        return Scale((*levels, _UNCLEAR))
    return scale
