"""Stances given as numbers: their ends as stated, as both are seen, or asked for."""

import re
from collections.abc import Sequence

from stance.core.codebook import DEFAULT_LEVELS, Level, Scale
from stance.core.errors import Answer, Problem, QuestionError
from stance.core.text import as_number, fold
from stance.tables.lexicon import any_place, word_key
from stance.tables.stance_words import KNOWN_RANGES, PROPOSED_RANGES

#: The most whole numbers for which a range has a level each, whether or not they occur.
_MOST_LEVELS = 21
_NUMBER = r"[-+−–]?(?<!\d)\d+(?:[.,]\d+)?"
_ENDS = re.compile(rf"({_NUMBER})\s*(?:\.\.+|…|\bto\b|\bbis\b|\bдо\b|\bà\b|[-–—])\s*({_NUMBER})")
_MOST_ANSWERS = 5
#: Characters of a header that are read.
_LONGEST = 1_000
#: A number and the word that a header says it stands for: "1=agree, 5=disagree".
_WORDS = r"[^\W\d_][^\d=:;,…()\[\]|]*"
_ANCHOR = re.compile(rf"({_NUMBER})\s*[=:(–—-]?\s*({_WORDS})")
_ANCHOR_BEHIND = re.compile(rf"({_WORDS})=\s*({_NUMBER})")
#: What stands behind the word for one end of a scale, before the other.
_BETWEEN = re.compile(r"(?:\s+(?:to|bis|до|à))?[\s.+−–—/-]*\Z")
#: Headers above which 0 is no and 1 is yes, as in Discourse Network Analyzer.
_YES_OR_NO = frozenset({"agreement", "agree", "agrees"})


def number_in(text: str) -> float | None:
    """Return the number of a stance's cell; a per cent sign is left away; None for other text.

    "1,000" has two readings, one and a thousand, and is no number.
    """
    return as_number(text.strip().removesuffix("%").strip())


def legend_in(header: str) -> dict[float, float | None]:
    """Return the place of each number that a header explains by a word for a stance."""
    header = header[:_LONGEST]
    said = [(n, word) for word, n in _ANCHOR_BEHIND.findall(header)] or _ANCHOR.findall(header)
    read = ((float(fold(n).replace(",", ".")), _BETWEEN.sub("", word)) for n, word in said)
    keys = ((number, word_key(word)) for number, word in read)
    return {number: any_place()[key] for number, key in keys if key in any_place()}


def anchors_in(header: str) -> tuple[float, float] | None:
    """Return the numbers that a header calls most against and most for: 5 and 1 in "1=agree …"."""
    placed = sorted((number, place) for number, place in legend_in(header).items() if place)
    if len(placed) < 2 or placed[0][1] * placed[-1][1] > 0:
        return None
    low, high = placed[0][0], placed[-1][0]
    return (low, high) if placed[0][1] < placed[-1][1] else (high, low)


def ends_in(text: str) -> tuple[float, float] | None:
    """Return the two ends that a header or option states: "(-2..+2)", "1-7", "0 to 10"."""
    found = _ENDS.search(text)
    if not found:
        return None
    low, high = (float(fold(n).lstrip("+").replace(",", ".")) for n in found.groups())
    return (low, high) if low != high else None


def scale_between(low: float, high: float, values: Sequence[float]) -> Scale:
    """Return a scale from against to for; where ``low`` is the greater number, it runs down.

    Each whole number of a short range is a level, and so is every value.
    """
    first, last = sorted((low, high))
    levels = {first, last, *values}
    if first == int(first) and last == int(last) and last - first < _MOST_LEVELS:
        levels |= {float(n) for n in range(int(first), int(last) + 1)}
    scores = {value: low + high - value if low > high else value for value in levels}
    ordered = sorted(levels, key=lambda value: scores[value])
    return Scale(tuple(Level(f"{value:g}", scores[value] + 0.0) for value in ordered))


def signed_scale(most: float, values: Sequence[float]) -> Scale | None:
    """Return the default scale, or its middle, for whole numbers on both sides of 0; else None."""
    if most > 2 or any(value != int(value) for value in values):
        return None
    return Scale(tuple(lv for lv in DEFAULT_LEVELS if lv.score is None or abs(lv.score) <= most))


def read_numbers(
    values: Sequence[float], header: str, percent: bool, problem: Problem
) -> tuple[Scale, str]:
    """Return the scale of numbers, and how its ends are known.

    Args:
        values: the distinct numbers.
        header: what stands above them.
        percent: they are per cent.
        problem: what to ask, where the ends cannot be known.

    Raises:
        QuestionError: the numbers may be of several scales.
    """
    low, high = min(values), max(values)
    stated = anchors_in(header) or ends_in(header)
    if stated and min(stated) <= low and high <= max(stated):
        scale = signed_scale(stated[1], values) if stated[0] == -stated[1] < 0 else None
        return scale or scale_between(*stated, values), f'as the header "{header}" says'
    if percent and low >= 0 and high <= 100:
        return scale_between(0, 100, values), "as they are per cent"
    if low < 0:
        most = max(-low, high)
        scale = signed_scale(most, values) or scale_between(-most, most, values)
        return scale, "as far on both sides of 0 as the numbers go"
    if set(values) <= {0.0, 1.0} and fold(header) in _YES_OR_NO:
        return scale_between(0, 1, values), f'0 no and 1 yes, as the header "{header}" says'
    if (low, high) in KNOWN_RANGES and len(values) > 2:
        return scale_between(low, high, values), "as both ends occur"
    raise QuestionError(problem, answers(values))


def answers(values: Sequence[float]) -> list[Answer]:
    """Return the scales of which the numbers may be, the likeliest first."""
    low, high = min(values), max(values)
    whole = all(value == int(value) for value in values)
    ranges = [(a, b) for a, b in PROPOSED_RANGES if a <= low and high <= b]
    if whole and low < high and (low, high) not in ranges:
        ranges.append((int(low), int(high)))
    ranges.sort(key=lambda ends: (ends != (low, high), ends[1] - ends[0]))
    found = [_answer(a, b) for a, b in ranges[:_MOST_ANSWERS]]
    if ranges and ranges[0] == (low, high):
        found.insert(1, _answer(int(high), int(low)))
    return found or [_answer(low, high), _answer(high, low)]


def _answer(low: float, high: float) -> Answer:
    return Answer("--scale", f"{low:g}..{high:g}", f"{low:g} most against, {high:g} most for")


def told(scale: Scale, why: str) -> str:
    """Say which scale was taken, and why."""
    ends = {level.score: level.label for level in scale.levels}
    lowest, highest = (_named(ends[score], score) for score in (scale.scores[0], scale.scores[-1]))
    return f"the stances are numbers from {lowest}, most against, to {highest}, most for: {why}"


def _named(label: str, score: float) -> str:
    """Return a level's number, with its label where that is a word."""
    return label if number_in(label) is not None else f"{score:g} ({label})"
