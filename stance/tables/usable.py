"""Which entries of a table can be used: stances on a scale, somebody who holds them, a topic."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from stance.core.codebook import NONE, Scale
from stance.core.errors import Problem
from stance.core.text import ONE_PERSON, as_number, clean, fold, told_alike
from stance.core.titles import is_title
from stance.tables.long import Long
from stance.tables.missing import is_missing, is_nobody
from stance.tables.people import of_people
from stance.tables.stances import read_stances
from stance.tables.wishes import Wishes

_WORD = re.compile(r"\w+")
#: Zeros that a spreadsheet puts before a number or behind its point, or takes away.
_ZEROS = re.compile(r"\A0+(?=\d)|(?<=\d)\.0+\Z")
#: Confidences that annotators give here.
_CONFIDENCES = (1, 2, 3)


@dataclass(frozen=True, eq=False)
class Usable:
    """The entries that can be used.

    Attributes:
        long: these entries; stances as the scale's labels, names of nobody empty.
        scale: the scale on which they stand.
        problems: which entries were left out, and why; what was assumed.
    """

    long: Long
    scale: Scale
    problems: tuple[Problem, ...]


def usable(long: Long, wishes: Wishes) -> Usable:
    """Return the entries that can be used, and why others cannot.

    Raises:
        QuestionError, DataError, UsageError: as ``stances.read_stances`` does.
    """
    long, problems = of_people(long, _DECISIONS)
    cleaned = long.cleaned("stance")
    header = long.headers.get("stance", "")
    place = (
        Problem(code="which-scale", message="", **long.place(0, "stance")) if len(long) else None
    )
    if place is None:
        return Usable(long, Scale(), tuple(problems))
    counts = Counter(text for text in cleaned if text)
    read = read_stances(counts, header, wishes.scale, place, long.order)
    if read.told:
        problems.append(replace(place, code="scale-assumed", message=read.told, cell=""))
    code = left_out_as(wishes)
    for text in read.unknown:
        indices = [i for i, given in enumerate(cleaned) if given == text]
        message = f'"{text}" is no stance{times(indices)}, and counts nowhere'
        problems.append(long.of_many(code, message, "stance", indices, _LOOK))
    labels = {**read.labels, **dict.fromkeys(read.unknown, ""), "": ""}
    unknown = set(read.unknown)
    long = long.with_field("stance", [labels[text] for text in cleaned])
    kept = [i for i, text in enumerate(cleaned) if text not in unknown]
    long = long.take(kept)
    for check in (_nobody, _no_topic, _stance_on_none):
        long, told = check(long, code)
        problems += told
    return Usable(long, read.scale, tuple(problems))


_DECISIONS = "decisions count in a study: adjudicated.csv beside a table of each coder, from-csv"
_LOOK = "correct them, or leave them; --strict refuses such rows"


def left_out_as(wishes: Wishes) -> str:
    """Return the code of the problem that tells of rows which cannot be used."""
    return "row-refused" if wishes.strict else "row-left-out"


def times(indices: Sequence[int]) -> str:
    """Return ", 3 times" for several entries."""
    return f", {len(indices)} times" if len(indices) > 1 else ""


def _without(
    long: Long, code: str, name: str, out: Callable[[int], bool], message: str
) -> tuple[Long, list[Problem]]:
    """Leave entries out, and say so once."""
    indices = [i for i in range(len(long)) if out(i)]
    if not indices:
        return long, []
    gone = set(indices)
    told = long.of_many(code, f"{message}{times(indices)}", name, indices, _LOOK)
    return long.take([i for i in range(len(long)) if i not in gone]), [told]


def _nobody(long: Long, code: str) -> tuple[Long, list[Problem]]:
    names = long.cleaned("expert")
    nobody = {name for name in set(names) if is_nobody(name)}
    message = "no expert is named, so the stance is nobody's and counts nowhere"
    return _without(long, code, "expert", lambda i: names[i] in nobody, message)


def _no_topic(long: Long, code: str) -> tuple[Long, list[Problem]]:
    topics, stances = long.cleaned("topic"), long.texts("stance")
    missing = {text for text in set(topics) if is_missing(text) and fold(text) != NONE}
    long = long.with_field("topic", ["" if text in missing else text for text in topics])
    message = "a stance without a topic counts nowhere"
    return _without(
        long, code, "stance", lambda i: topics[i] in missing and bool(stances[i]), message
    )


def _stance_on_none(long: Long, code: str) -> tuple[Long, list[Problem]]:
    topics, stances = long.cleaned("topic"), long.texts("stance")
    message = f'a stance on the topic "{NONE}" counts nowhere'
    return _without(
        long, code, "stance", lambda i: bool(stances[i]) and fold(topics[i]) == NONE, message
    )


def confidences(long: Long) -> tuple[Long, list[Problem]]:
    """Return the table without confidences that are not 1 to 3, and a warning.

    Where one is another number, the column is of another kind, and none of it counts.
    """
    texts = long.cleaned("confidence")
    given = {text: as_number(text) for text in set(texts) if not is_missing(text)}
    other = {t for t, value in given.items() if value is not None and value not in _CONFIDENCES}
    if not other:
        return long.with_field("confidence", [t if t in given else "" for t in texts]), []
    first = next(i for i, text in enumerate(texts) if text in other)
    message = f'"{texts[first]}" is no confidence of 1 to 3, so none of the column count'
    hint = "1 doubtful, 2 fairly sure, 3 sure; no finding needs them"
    told = long.problem("confidence-left-out", message, "confidence", first, hint=hint)
    return long.with_field("confidence", [""] * len(long)), [told]


def spellings(long: Long, name: str) -> list[Problem]:
    """Note names that differ in case, blanks or dashes only: they count as one."""
    first: dict[str, str] = {}
    alike: dict[str, str] = {}
    for text in dict.fromkeys(map(clean, long.texts(name))):
        kept = first.setdefault(fold(text), text)
        if kept != text:
            alike[text] = kept
    if not alike:
        return []
    shown = list(alike.items())[:3]
    pairs = "; ".join(f'"{text}" as "{kept}"' for text, kept in shown)
    more = f" and {len(alike) - 3} more" if len(alike) > 3 else ""
    index = long.cleaned(name).index(shown[0][0])
    message = f"spellings of one {name} were read as one: {pairs}{more}"
    return [long.problem("spellings-joined", message, name, index)]


def alike(long: Long, name: str) -> list[Problem]:
    """Note ids that differ in zeros only, or people whose names have the same words: they are two.

    "007" and "7", "1.0" and "1"; "Anna Berg" and "Berg, Anna", or "Dr. Anna Berg".
    """
    key = _words if name == "expert" else _without_zeros
    found: dict[str, dict[str, str]] = {}
    for text in filter(None, dict.fromkeys(map(clean, long.texts(name)))):
        found.setdefault(key(text), {}).setdefault(fold(text), text)
    double = [list(texts.values()) for texts in found.values() if len(texts) > 1]
    if not double:
        return []
    index = long.cleaned(name).index(double[0][1])
    what, hint = "people", ONE_PERSON
    if name != "expert":
        what, hint = "ids", "if they are one, write them alike"
    return [long.problem("names-alike", told_alike(double, what), name, index, hint=hint)]


def _words(name: str) -> str:
    words = set(_WORD.findall(fold(name)))
    untitled = {word for word in words if not is_title(word)}
    return " ".join(sorted(untitled if len(untitled) > 1 else words))


def _without_zeros(text: str) -> str:
    return _ZEROS.sub("", fold(text)) or text
