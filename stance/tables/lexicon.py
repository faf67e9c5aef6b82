"""Stance words looked up: which family, which level."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from stance.core.text import clean, fold, without_turkish_dots
from stance.tables.headers import lines_of
from stance.tables.missing import MISSING
from stance.tables.stance_words import FAMILIES, NOT_GIVEN, SHARED

#: Signs of levels, as the data write them, and their places from the middle; None has no place.
PLACES: dict[str, float | None] = {
    "--": -2,
    "-": -1,
    "(-)": -0.5,
    "0": 0,
    "(+)": 0.5,
    "+": 1,
    "++": 2,
    "?": None,
}
_LEADING_NUMBER = re.compile(
    r"\A[\d.]{1,4}\s*[-–—.:=)]+\s*|(?:(?<!\s)\s+)?[(\[][-+−\d.]{1,4}[)\]]\Z"
)


@dataclass(frozen=True)
class Family:
    """An ordered vocabulary.

    Attributes:
        name: what it is called.
        places: folded word to its place from the middle, None where it has none.
        first: place to the word that names it.
    """

    name: str
    places: Mapping[str, float | None]
    first: Mapping[float, str]


@cache
def families() -> tuple[Family, ...]:
    """Return all families; each has the words that all share."""
    shared, _ = _parsed(SHARED)
    return tuple(
        Family(name, {**shared, **places}, first)
        for name, block in FAMILIES.items()
        for places, first in [_parsed(block)]
    )


@cache
def any_place() -> Mapping[str, float | None]:
    """Return the place of every word of any family, of two places the first."""
    found: dict[str, float | None] = {}
    for family in families():
        for word, place in family.places.items():
            found.setdefault(word, place)
    return found


def _parsed(block: str) -> tuple[dict[str, float | None], dict[float, str]]:
    places: dict[str, float | None] = {}
    first: dict[float, str] = {}
    for line in lines_of(block):
        sign, _, word = line[0].partition(":")
        place = PLACES[sign.strip()]
        words = [word.strip(), *line[1:]]
        places |= {without_turkish_dots(fold(w)): place for w in words}
        if place is not None:
            first.setdefault(place, words[0])
    return places, first


_NOT_GIVEN = frozenset(fold(word) for line in lines_of(NOT_GIVEN) for word in line) | MISSING


def word_key(text: str) -> str:
    """Return the key under which a stance is looked up: without a number before or behind it."""
    bare = _LEADING_NUMBER.sub("", clean(text)).strip(" .!")
    return without_turkish_dots(fold(bare.replace("_", " ") or text))


#: Signs alone, as people write stances: as many pluses or minuses, a naught between them.
_SIGNS = re.compile(r"[+]{1,3}|[-−–]{1,3}|0|[+][/-]{1,2}|±")


def signs_in(texts: Iterable[str]) -> dict[str, float | None]:
    """Return the place of each sign among texts; nothing where no plus stands there alone."""
    found = [text for text in texts if _SIGNS.fullmatch(text)]
    if not any(set(text) == {"+"} for text in found):
        return {}
    return {text: _place_of(text) for text in found}


def _place_of(sign: str) -> float:
    if len(set(sign)) > 1 or sign in "0±":
        return 0.0
    return float(len(sign) if sign[0] == "+" else -len(sign))


def is_not_given(text: str) -> bool:
    """Say whether a stance's cell was left open: a mark of a missing value, and no stance word."""
    key = fold(text)
    return key in _NOT_GIVEN and key not in any_place()


def are_any_placed(texts: Iterable[str]) -> bool:
    """Say whether one of these is a word for a stance with a place on a scale."""
    places = any_place()
    return any(places.get(word_key(text)) is not None for text in texts)
