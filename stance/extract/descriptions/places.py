"""Countries, peoples and cities among the words of a description."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from stance.extract.descriptions.rules import Rules
from stance.extract.quotes.tokens import Token

#: A place has no more words: "Bosnia and Herzegovina", "United Arab Emirates".
_MOST = 3
_BASED = "-based"
#: Before a country's name these make it another place.
_OTHER = frozenset({"new", "inner", "northern", "south", "upper"})


class Place(NamedTuple):
    """A place among words.

    Attributes:
        country: the country's usual English name.
        kind: how it is named: by a country, a people or a city.
        stop: index of the word after it.
        owns: it stands in the possessive.
        based: it says where somebody is based.
    """

    country: str
    kind: Literal["country", "people", "city"]
    stop: int
    owns: bool = False
    based: bool = False


def place_at(words: Sequence[Token], k: int, rules: Rules) -> Place | None:
    """Return the place that begins with a word; None where none does."""
    if not words[k].capital:
        low = words[k].low  # in many languages a people's name is no capital
        people = "" if rules.many else rules.peoples(low)
        return Place(people, "people", k + 1) if people else None
    if k and words[k - 1].low in _OTHER:
        return None
    for n in range(min(_MOST, len(words) - k), 0, -1):
        low = " ".join(token.low for token in words[k : k + n])
        stop = k + n
        if country := rules.countries(low):
            if low in ("us", "it") and words[k].text != low.upper():
                continue
            people = rules.peoples(low)
            return Place(country, "people" if people else "country", stop, low.endswith("'s"))
        if country := rules.peoples(low):
            return Place(country, "people", stop)
        if country := rules.cities(low):
            return Place(country, "city", stop, low.endswith("'s"))
    low = words[k].low
    if low.endswith(_BASED):
        low = low.removesuffix(_BASED)
        country = rules.cities(low) or rules.countries(low)
        return Place(country, "city", k + 1, based=True) if country else None
    return None


def whole_place(words: Sequence[Token], rules: Rules) -> Place | None:
    """Return the place if the words are nothing else: a country, a city, or a city and its country.

    A people is no place.
    """
    found: Place | None = None
    k = 0
    while k < len(words):
        here = place_at(words, k, rules)
        if here is None or (here.kind == "people" and not _noun(words, k, here, rules)):
            return None
        if found is not None and found.country != here.country:
            return None
        found = here if found is None or here.kind == "country" else found
        k = here.stop
    return found


def _noun(words: Sequence[Token], k: int, here: Place, rules: Rules) -> bool:
    """Whether a word for a people is the country's name too: "the US"."""
    return bool(rules.countries(" ".join(token.low for token in words[k : here.stop])))
