"""Which labels of other programs are stances, and the scale that they make."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stance.core.codebook import DEFAULT_LEVELS, Level, Scale
from stance.core.errors import UsageError
from stance.core.text import as_number, fold

_UNCLEAR = DEFAULT_LEVELS[-1]
#: Scales that are known whole: two steps against, one, between, one step for, two.
_SCALES = """
    strongly against|against|mixed|for|strongly for
    strongly oppose|oppose|neutral|support|strongly support
    strongly disagree|disagree|neutral|agree|strongly agree
    very negative|negative|neutral|positive|very positive
    |con|neutral|pro|
    |contra|neutral|pro|
    |against|neutral|favor|
    |against|neither|favor|
    |against|neutral|favour|
    |against|neither|favour|
    |against|neutral|in favor|
    |against|neutral|in favour|
    |against|neutral|for|
    |against|neither|for|
    |disagree|pass|agree|
    |disagree|discuss|agree|
    |opposed|undecided|in support|
    |opposes|neutral|supports|
    |refutes|neutral|supports|
    |deny|comment|support|
    |no|maybe|yes|
    |no|partly|yes|
    |reject|ignore|accept|
    |false||true|
"""
_FAMILIES = tuple(tuple(line.strip().split("|")) for line in _SCALES.strip().splitlines())
_SCORES = (-2.0, -1.0, 0.0, 1.0, 2.0)
#: The score of each word of these scales.
_BY_WORD = {
    fold(label): score
    for family in _FAMILIES
    for label, score in zip(family, _SCORES, strict=True)
    if label
}
_WITHOUT_PLACE = frozenset(
    map(
        fold, ("unclear", "unsure", "not sure", "can't tell", "don't know", "unknown", "irrelevant")
    )
)
#: Whole scales of numbers: their ends, and the least highest number by which each is known.
_RATINGS = ((0, 1, 1), (1, 5, 5), (1, 7, 7), (1, 10, 10), (0, 10, 8), (0, 100, 50))


def is_stance(label: str, levels: Iterable[Level] = ()) -> bool:
    """Say whether a label tells how, not about what; the levels are the file's own."""
    key = fold(label)
    return (
        key in _BY_WORD
        or key in _WITHOUT_PLACE
        or any(fold(level.label) == key for level in levels)
    )


@dataclass(frozen=True, slots=True)
class Assumed:
    """A scale, and what was taken for granted about it; empty where nothing was."""

    scale: Scale
    said: str = ""


def ordered_scale(order: Sequence[str]) -> Scale:
    """Return the scale of labels in their order, from against to for.

    Raises:
        UsageError: fewer than two, or one of them twice.
    """
    labels = [label for label in order if fold(label) not in _WITHOUT_PLACE]
    half = len(labels) // 2
    scores = [n - half for n in range(len(labels))]
    if len(labels) % 2 == 0:
        scores = [score + (score >= 0) for score in scores]
    levels = [Level(label, score) for label, score in zip(labels, scores, strict=True)]
    others = [Level(label, None) for label in order if label not in labels] or [_UNCLEAR]
    try:
        return Scale((*levels, *others))
    except ValueError as error:
        raise UsageError(f"--scale: {error}") from error


def scale_of(
    labels: Iterable[str], levels: Sequence[Level] = (), order: Sequence[str] = ()
) -> Assumed:
    """Return the scale of these stances.

    Args:
        labels: every stance that occurs.
        levels: the scale as the file has it, if it has one.
        order: the order as the person gave it; it goes before all else.

    Raises:
        UsageError: the order of the labels is not known, or some are not among those given; the
            message holds the question.
    """
    found = list(dict.fromkeys(filter(None, labels)))
    if order:
        return _checked(ordered_scale(order), found)
    if levels:
        return _checked(_with_unclear(levels), found)
    words = [label for label in found if as_number(label) is None]
    if not found or (words and all(Scale().parse(label) for label in found)):
        return Assumed(Scale())
    scale = _family(found) or _numbers(found)
    if scale is None:
        raise UsageError(_question(found))
    said = ", ".join(level.label for level in scale.levels if level.score is not None)
    return Assumed(scale, f"the scale is taken to be, from against to for: {said}")


def _with_unclear(levels: Sequence[Level]) -> Scale:
    scale = Scale(tuple(levels))
    if all(level.score is not None for level in levels) and not scale.parse(_UNCLEAR.label):
        return Scale((*levels, _UNCLEAR))
    return scale


def _checked(scale: Scale, found: Sequence[str]) -> Assumed:
    absent = [label for label in found if scale.parse(label) is None]
    if absent:
        held = ", ".join(level.label for level in scale.levels)
        raise UsageError(f"the scale ({held}) lacks: {', '.join(absent)}; name all with --scale")
    return Assumed(scale)


def _family(found: Sequence[str]) -> Scale | None:
    """Return the smallest part of a known scale that has all labels and both sides."""
    spelt = {fold(label): label for label in found}
    free = [key for key in spelt if key in _WITHOUT_PLACE]
    wanted = set(spelt) - set(free)
    for variant in _FAMILIES:
        places = {fold(label): at for at, label in enumerate(variant) if label}
        if not wanted <= set(places):
            continue
        reach = 2 if wanted & {fold(variant[0]), fold(variant[-1])} - {""} else 1
        middle = fold(variant[2]) in wanted or reach == 2
        kept = [at for at in range(2 - reach, 3 + reach) if at != 2 or (middle and variant[2])]
        levels = [Level(spelt.get(fold(variant[at]), variant[at]), _SCORES[at]) for at in kept]
        others = [Level(spelt[key], None) for key in free] or [_UNCLEAR]
        return Scale((*levels, *others))
    return None


def _numbers(found: Sequence[str]) -> Scale | None:
    """Return the whole scale of which these numbers are, named by its numbers."""
    numbers = [as_number(label) for label in found if fold(label) not in _WITHOUT_PLACE]
    scores = [number for number in numbers if number is not None]
    if not scores or len(scores) < len(numbers) or any(score % 1 for score in scores):
        return None
    if min(scores) < 0:
        reach = int(max(map(abs, scores)))
        ends: tuple[int, int] | None = (-reach, reach) if reach <= 5 else None
    else:
        low, high = min(scores), max(scores)
        fitting = ((a, b) for a, b, known in _RATINGS if a <= low and known <= high <= b)
        ends = next(fitting, None)
    if ends is None:
        return None
    labels = (f"level {n}" if n >= 0 else f"minus {-n}" for n in range(ends[0], ends[1] + 1))
    levels = [Level(label, n) for label, n in zip(labels, range(ends[0], ends[1] + 1), strict=True)]
    return Scale((*levels, _UNCLEAR))


def _question(found: Sequence[str]) -> str:
    listed = ",".join(found)
    return (
        f"what is the order of these stances, from against to for? {', '.join(found)}; "
        f'answer with: --scale "{listed}"'
    )


def score_of(label: str, scale: Scale | None = None) -> float | None:
    """Return the score of a stance: on the scale if there is one, else that of its word."""
    if scale is not None:
        level = scale.parse(label)
        return level.score if level else None
    number = as_number(label)
    return number if number is not None else _BY_WORD.get(fold(label))
