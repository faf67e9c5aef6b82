"""What the stances of a table mean: a scale, and the level of every text; or one question."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from stance.core.codebook import DEFAULT_LEVELS, Level, Scale
from stance.core.errors import Answer, DataError, Problem, QuestionError, UsageError
from stance.core.text import closest, fold
from stance.tables import numbers
from stance.tables.lexicon import Family, any_place, families, is_not_given, signs_in, word_key

#: The largest part of all stances that may be unknown, and left out, without a question.
FEW = 0.05
#: How like a known word an unknown one must be to be called misspelled, 0 to 100.
_LIKE = 85.0
#: Distinct texts beyond which a column is taken to hold no stances at all.
_MOST_WORDS = 12


@dataclass(frozen=True)
class Stances:
    """How the stances of a table were read.

    Attributes:
        scale: the scale.
        labels: cleaned text to the label of its level; empty where it says that none was given.
        unknown: the texts that are on no scale, few enough to be left out.
        told: what was assumed, in words; empty where nothing was.
    """

    scale: Scale
    labels: Mapping[str, str]
    unknown: tuple[str, ...] = ()
    told: str = ""


def read_stances(
    counts: Counter[str],
    header: str,
    said: Sequence[str],
    problem: Problem,
    order: Sequence[str] = (),
) -> Stances:
    """Read the stances of a table.

    Args:
        counts: cleaned texts of all cells that are filled, and how often each stands there.
        header: what stands above them.
        said: the scale that was said, from against to for; empty if none was.
        problem: where to ask; its code and message are replaced.
        order: the order in which the file lists them, if it does; it is proposed.

    Raises:
        QuestionError: the stances may be of several scales, or of none that is known.
        DataError: more of them than a few are misspelled.
        UsageError: the scale that was said is none.
    """
    counts = Counter(dict(sorted(counts.items(), key=lambda item: -item[1])))
    signs = signs_in(counts)
    open_ = {text: "" for text in counts if is_not_given(text) and text not in signs}
    given = Counter({text: n for text, n in counts.items() if text not in open_})
    if said:
        found = _as_said(given, said)
    elif not given:
        found = Stances(Scale(), {})
    elif signs and set(given) <= set(signs):
        found = _of_places(signs, given, families()[0], "pluses and minuses")
    else:
        found = _recognised(given, header, problem)
    found = replace(found, labels={**found.labels, **open_})
    unknown = [text for text in given if text not in found.labels]
    if sum(given[text] for text in unknown) > FEW * given.total():
        raise _not_on(unknown, given, found, bool(said), problem, order)
    return replace(found, unknown=tuple(unknown))


def _recognised(given: Counter[str], header: str, problem: Problem) -> Stances:
    default = Scale()
    values = {text: numbers.number_in(text) for text in given}
    coded = {text: value for text, value in values.items() if value is not None}
    words = sum(given[text] for text in given if text not in coded)
    legend = numbers.legend_in(header)
    if set(coded.values()) <= set(legend) and len(coded) == len(given) and any(legend.values()):
        places = {text: legend[value] for text, value in coded.items()}
        return _of_places(places, given, families()[0], "the header says")
    if words <= FEW * given.total() and coded:
        return _of_numbers(coded, given, header, problem)
    own = {text: level.label for text in given if (level := default.parse(text))}
    keys = {text: word_key(text) for text in given}
    family = max(families(), key=lambda f: sum(given[t] for t in given if keys[t] in f.places))
    of_one = {text: family.places[key] for text, key in keys.items() if key in family.places}
    if own and sum(given[t] for t in own) >= sum(given[t] for t in of_one):
        return Stances(default, own)
    of_any = {text: any_place()[key] for text, key in keys.items() if key in any_place()}
    if len(of_any) > len(of_one):
        family = replace(families()[0], name="words of several kinds", first=_DEFAULT_NAMES)
        of_one = of_any
    if not any(place is not None for place in of_one.values()):
        return Stances(default, {})
    return _of_places(of_one, given, family, family.name)


def _of_places(
    places: Mapping[str, float | None], given: Counter[str], family: Family, name: str
) -> Stances:
    scale, labels = _scale_of(places, given, family)
    return Stances(scale, labels, told=_told(name, scale, labels))


_DEFAULT_NAMES = {lv.score: lv.label for lv in DEFAULT_LEVELS if lv.score is not None}
_DEFAULT_NAMES |= {-3.0: "most strongly against", 3.0: "most strongly for"}
#: How far from the middle a weak word stands: "somewhat agree".
_WEAK = 0.5


def _of_numbers(
    coded: Mapping[str, float], given: Counter[str], header: str, problem: Problem
) -> Stances:
    percent = all("%" in text for text in coded)
    found = ", ".join(f"{value:g}" for value in sorted(set(coded.values()))[:_MOST_WORDS])
    asked = replace(
        problem,
        code="which-scale",
        message=f"the stances are the numbers {found}; which of them is most against, and which "
        "most for, does not show",
    )
    scale, why = numbers.read_numbers(sorted(set(coded.values())), header, percent, asked)
    labels = _labels_of(scale, coded)
    labels |= {t: lv.label for t in given if t not in coded and (lv := scale.parse(t))}
    hint = "; say otherwise with --scale, as in --scale=7..1"
    return Stances(scale, labels, told=numbers.told(scale, why) + hint)


def _labels_of(scale: Scale, coded: Mapping[str, float]) -> dict[str, str]:
    """Return the labels of numbers on a scale whose levels are named by numbers or hold them."""
    by_name = {numbers.number_in(lv.label): lv.label for lv in scale.levels}
    by_score = {lv.score: lv.label for lv in scale.levels if lv.score is not None}
    names = by_name if set(coded.values()) & set(by_name) else by_score
    return {text: names[value] for text, value in coded.items() if value in names}


def _spread(places: Iterable[float | None]) -> dict[float, float]:
    """Return the place of each step from the middle: weak, plain and strong are 1, 2, 3.

    Where weak or plain words do not occur, the others are 1 and 2; so they are where each side has
    a weak word and one other: "stimme voll zu" is as far for as "stimme nicht zu" is against.
    """
    signed = {place for place in places if place}
    sides = [{abs(place) for place in signed if place * sign > 0} for sign in (-1, 1)]
    if all(_WEAK in side and len(side) == 2 for side in sides):
        steps = {_WEAK: 1.0, 1.0: 2.0, 2.0: 2.0}
    elif {_WEAK, 1.0} <= set().union(*sides):
        steps = {_WEAK: 1.0, 1.0: 2.0, 2.0: 3.0}
    else:
        steps = {_WEAK: 1.0}
    return {sign * near: sign * far for near, far in steps.items() for sign in (-1, 1)}


def _scale_of(
    places: Mapping[str, float | None], given: Counter[str], family: Family
) -> tuple[Scale, dict[str, str]]:
    """Return a scale of the places that occur, its levels named as the table names them most."""
    spread = _spread(places.values())
    moved = {text: p if p is None else spread.get(p, p) for text, p in places.items()}
    named = sorted(family.first.items(), key=lambda item: abs(item[0]))
    first = _DEFAULT_NAMES | {spread.get(place, place): word for place, word in named}
    used = {place for place in moved.values() if place is not None}
    reach = int(max(1, *map(abs, used)))
    levels: list[Level] = []
    labels: dict[str, str] = {}
    for place in sorted({*range(-reach, 0), *range(1, reach + 1), *used}):
        texts = [text for text in given if moved.get(text, "") == place]
        label = texts[0] if texts else first[place]
        levels.append(Level(label, place))
        labels |= dict.fromkeys(texts, label)
    apart: dict[str, str] = {}
    for text in given:
        if text in places and places[text] is None:
            labels[text] = apart.setdefault(fold(text), text)
    levels += [Level(label, None) for label in apart.values()]
    return Scale(tuple(levels)), labels


def _told(name: str, scale: Scale, labels: Mapping[str, str]) -> str:
    parts = []
    for level in scale.levels:
        texts = [f'"{text}"' for text, label in labels.items() if label == level.label]
        place = "no place" if level.score is None else f"{level.score:+g}".replace("+0", "0")
        parts.append(f"{', '.join(texts) or level.label} {place}")
    return f"the stances were read as {name}: {'; '.join(parts)}; say otherwise with --scale"


def _as_said(given: Counter[str], said: Sequence[str]) -> Stances:
    """Read the stances on a scale that was said.

    Raises:
        UsageError: it is no scale.
    """
    values = {text: numbers.number_in(text) for text in given}
    coded = {text: value for text, value in values.items() if value is not None}
    ends = numbers.ends_in(said[0]) if len(said) == 1 else None
    why = "as --scale says"
    if ends:
        inside = [v for v in coded.values() if min(ends) <= v <= max(ends)]
        scale = numbers.scale_between(*ends, inside)
        found = {t: v for t, v in coded.items() if v in inside}
        labels = _labels_of(scale, found) | _unplaced(given, scale)
        scale = _with_unplaced(scale, labels)
        return Stances(scale, labels, told=numbers.told(scale, why))
    try:
        scale, keys = _listed(said)
    except ValueError as error:
        raise UsageError(f"--scale: {error}") from error
    labels = {text: keys[key] for text in given for key in _keys_of(text) if key in keys}
    labels |= {t: label for t, label in _unplaced(given, scale).items() if t not in labels}
    scale = _with_unplaced(scale, labels)
    order = ", ".join(f'"{lv.label}"' for lv in scale.levels if lv.score is not None)
    return Stances(scale, labels, told=f"the stances are, from against to for, {order}: {why}")


def _keys_of(text: str) -> tuple[str, ...]:
    """Return the keys under which a listed stance is looked up, the closest last."""
    value = numbers.number_in(text)
    return (word_key(text), *([f"{value:g}"] if value is not None else []), fold(text))


def _listed(said: Sequence[str]) -> tuple[Scale, dict[str, str]]:
    """Return the scale of a list from against to for, and the label of every key in it."""
    entries = [entry.rpartition("=") if "=" in entry else (entry, "", "") for entry in said]
    placed = [score.strip() for _, equals, score in entries if equals]
    ordered = [word for word, equals, _ in entries if not equals]
    if placed and any(not equals for _, equals, _ in entries):
        raise ValueError("give every stance a number, or none")
    if not placed and len(ordered) < 2:
        raise ValueError("name at least two stances, from against to for, as in oppose,support")
    n, middle = len(ordered), (len(ordered) - 1) / 2
    step = 1 if n % 2 else 2
    own = [numbers.number_in(word) for word in ordered]
    rising = [v for v in own if v is not None]
    numbered = bool(rising) and len(rising) == n and rising == sorted(set(rising))
    levels: list[Level] = []
    keys: dict[str, str] = {}
    for index, (words, _, score) in enumerate(entries):
        names = [word.strip() for word in words.split("|") if word.strip()]
        place: float | None = (index - middle) * step
        if placed:
            place = numbers.number_in(score) if score.strip() else None
            if score.strip() and place is None:
                raise ValueError(f'"{score}" is no number')
        elif numbered:
            place = rising[index]
        levels.append(Level(names[0], place))
        for name in names:
            keys |= dict.fromkeys(_keys_of(name), names[0])
    return Scale(tuple(levels)), keys


def _unplaced(given: Counter[str], scale: Scale) -> dict[str, str]:
    """Return the texts that say "unclear" or the like, each by its own first spelling."""
    apart: dict[str, str] = {}
    taken = {fold(level.label) for level in scale.levels}
    return {
        text: apart.setdefault(fold(text), text)
        for text in given
        if fold(text) not in taken and any_place().get(word_key(text), 0) is None
    }


def _with_unplaced(scale: Scale, labels: Mapping[str, str]) -> Scale:
    legal = {level.label for level in scale.levels}
    more = tuple(Level(label, None) for label in dict.fromkeys(labels.values()) if label)
    return replace(scale, levels=(*scale.levels, *(lv for lv in more if lv.label not in legal)))


def _not_on(
    unknown: Sequence[str],
    given: Counter[str],
    found: Stances,
    said: bool,
    problem: Problem,
    listed: Sequence[str],
) -> DataError:
    """Return the question where the unknown words belong, or the problem of each misspelling."""
    levels = [level.label for level in found.scale.levels]
    near = {text: closest(text, levels) for text in unknown}
    if len(given) == len(unknown):
        near = {text: closest(text, any_place(), at_least=_LIKE) for text in unknown}
    if all(near.values()):
        return DataError(
            replace(
                problem,
                code="unknown-stance",
                message=f'"{text}" is no stance{_times(given[text])}',
                hint=f'did you mean "{near[text]}"?',
                value=text,
            )
            for text in unknown
        )
    words = ", ".join(f'"{text}"{_times(given[text])}' for text in unknown[:_MOST_WORDS])
    more = f" and {len(unknown) - _MOST_WORDS} more" if len(unknown) > _MOST_WORDS else ""
    verb = "is" if len(unknown) == 1 else "are"
    message = f"{words}{more} {verb} on no scale that is known here"
    if said:
        message = f"{words}{more} {verb} not on the scale that --scale names"
    asked = replace(problem, code="which-scale", message=message)
    if len(given) > _MOST_WORDS:
        hint = "if the column holds no stances, name the one that does: --map HEADER=stance"
        return QuestionError(replace(asked, hint=hint), ())
    return QuestionError(asked, _orders(unknown, found, listed))


def _times(n: int) -> str:
    return "" if n == 1 else f" ({n} times)"


def _orders(unknown: Sequence[str], found: Stances, listed: Sequence[str]) -> list[Answer]:
    """Return the orders that are proposed: what is unknown in the middle of what is known."""
    scored = [level for level in found.scale.levels if level.score is not None]
    names = {label: text for text, label in reversed(list(found.labels.items()))}
    scored = [level for level in scored if level.label in names]
    middle = found.scale.middle
    below = [names[lv.label] for lv in scored if (lv.score or 0) < middle]
    above = [names[lv.label] for lv in scored if (lv.score or 0) >= middle]
    between = list(unknown)
    order = [*below, *between, *above]
    if set(order) <= set(listed):
        order = list(listed)
    if len(order) < 2:
        return []
    meaning = "from against to for; put them in the right order"
    answers = [Answer("--scale", ",".join(map(_quoted, order)), meaning)]
    if len(order) == 2:
        turned = ",".join(map(_quoted, reversed(order)))
        answers = [
            Answer("--scale", ",".join(map(_quoted, order)), f"{order[0]} is against"),
            Answer("--scale", turned, f"{order[1]} is against"),
        ]
    return answers


def _quoted(word: str) -> str:
    return f'"{word}"' if "," in word else word
