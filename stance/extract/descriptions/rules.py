"""The words by which a language says who somebody is, read from its file."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from stance.core.cities import CITIES
from stance.core.countries import COUNTRIES, DEMONYMS
from stance.extract.packs.pack import Endings, Words, pack
from stance.extract.quotes.people import singular
from stance.extract.quotes.tokens import Token


@dataclass(frozen=True)
class Rules:
    """The rules of one language, under the names that its file has for them.

    Attributes:
        roles: nouns for what somebody is; ``not_roles`` only look like them.
        titles: words before a name that say nothing of somebody: "Mr".
        bodies: nouns for institutions; ``units``: for parts of one.
        at: words after which a body or a place stands; ``of``: after which either may.
        of_roles: roles whose "of" names a body that has no noun of its own.
        for_roles: the same for "for".
        subjects: capitalised words for what somebody deals with.
        on: words after which a subject stands.
        places_in: words after which a place is where somebody is from.
        sent: roles whose "in" is where somebody was sent, or what somebody knows about.
        offices: before these a country's noun says whose somebody is.
        about: after a people's name these make it what somebody deals with.
        state: a body with a people's name and one of these is that country's.
        determiners: articles; ``adjectives``: words before a role that look like verbs.
        stops: words that no description holds; ``says``: verbs of speaking.
        joins: "and"; ``copulas``: "is".
        degrees: what may stand between a name and its description.
        countries: names of countries, ``peoples`` adjectives, ``cities`` cities: to the country.
        direct: whether a body follows a role without a word between, as in Russian.
        lead: words that may stand before a role; all that look like no verb where there is none.
        complement: words that may follow a role and belong to it.
        nominative: endings that bring a role in another case back to the form that names it.
        nominative_adjectives: the same for the adjectives before it.
        bodies_named: the same for nouns for bodies: pattern, replacement, then the same for the
            adjectives before them.
        many: whether a plural of a role is made as in English.
        nouns_capital: whether all nouns begin with a capital.
    """

    roles: Words
    not_roles: Words
    titles: frozenset[str]
    bodies: Words
    units: Words
    at: frozenset[str]
    of: frozenset[str]
    of_roles: Words
    for_roles: Words
    subjects: Words
    on: frozenset[str]
    places_in: frozenset[str]
    sent: Words
    offices: Words
    about: Words
    state: Words
    determiners: frozenset[str]
    adjectives: Words
    stops: Words
    says: Words
    joins: frozenset[str]
    copulas: frozenset[str]
    degrees: frozenset[str]
    countries: Callable[[str], str]
    peoples: Callable[[str], str]
    cities: Callable[[str], str]
    direct: bool = False
    lead: re.Pattern[str] | None = None
    complement: re.Pattern[str] | None = None
    nominative: Endings = ()
    nominative_adjectives: Endings = ()
    bodies_named: tuple[tuple[str, ...], ...] = ()
    many: bool = False
    nouns_capital: bool = False

    def role(self, token: Token) -> bool:
        """Whether a word says what somebody is."""
        low = token.low.removesuffix("'s").rstrip(".")
        one = singular(low) if self.many else low
        if one in self.not_roles or low in self.titles:
            return False
        return one in self.roles or one.rpartition("-")[2] in self.roles

    def body(self, token: Token) -> bool:
        """Whether a word is a noun for an institution."""
        return token.low in self.bodies

    def preposition(self, low: str) -> bool:
        """Whether a body, a place or a subject may follow."""
        places = low in self.places_in or low in self.on
        return places or low in self.at or low in self.of


def _endings(read: Iterable[Sequence[str]]) -> Endings:
    return tuple((re.compile(pattern), instead) for pattern, instead in read)


def _country(low: str) -> str:
    return COUNTRIES.get(low.removesuffix("'s").rstrip("."), "")


def _people(low: str) -> str:
    low = low.rstrip(".")
    return DEMONYMS.get(low, "") or (COUNTRIES.get(low, "") if low in ("us", "u.s", "uk") else "")


def _city(low: str) -> str:
    return CITIES.get(low.removesuffix("'s"), "")


@cache
def rules_of(code: str) -> Rules | None:
    """Return the rules of a language; None where it has none of this kind.

    Args:
        code: the language's code; empty for English, whose rules are tried where nothing tells.
    """
    if code in ("", "en"):
        file = files("stance.extract.descriptions").joinpath("english.toml")
        read = tomllib.loads(file.read_text("utf-8"))
        return _built(read, {}, _country, _people, _city)
    file = files("stance.extract").joinpath("languages", f"{code}.toml")
    read = tomllib.loads(file.read_text("utf-8")).get("described", {}) if file.is_file() else {}
    if not read:
        return None
    speech = pack(code)
    taken = {
        "roles": speech.roles,
        "bodies": speech.bodies,
        "says": speech.say,
        "determiners": speech.determiners,
        "nouns_capital": speech.nouns_capital,
        "stops": speech.say | speech.deny | speech.demand | Words(speech.breaks | speech.that),
    }
    found = [_named(read.get(name, {})) for name in ("countries", "peoples", "cities")]
    return _built(read, taken, *found)


def _built(
    read: Mapping[str, Any], taken: Mapping[str, Any], *places: Callable[[str], str]
) -> Rules:
    """Return the rules of a file, with words that its language has for speech already."""

    def words(name: str) -> Words:
        own = Words(str(read.get(name, "")).casefold().split())
        return own | taken[name] if name in taken else own

    def some(name: str) -> frozenset[str]:
        own = frozenset(str(read.get(name, "")).casefold().split())
        return own.union(taken.get(name, ()))

    return Rules(
        roles=words("roles"),
        not_roles=words("not_roles"),
        titles=some("titles"),
        bodies=words("bodies"),
        units=words("units"),
        at=some("at"),
        of=some("of"),
        of_roles=words("of_roles"),
        for_roles=words("for_roles"),
        subjects=words("subjects"),
        on=some("on"),
        places_in=some("places_in"),
        sent=words("sent"),
        offices=words("offices"),
        about=words("about"),
        state=words("state"),
        determiners=some("determiners"),
        adjectives=words("adjectives"),
        stops=words("stops"),
        says=words("says"),
        joins=some("joins"),
        copulas=some("is"),
        degrees=some("degrees"),
        countries=places[0],
        peoples=places[1],
        cities=places[2],
        direct=bool(read.get("direct", False)),
        lead=re.compile(read["lead"]) if "lead" in read else None,
        complement=re.compile(read["complement"]) if "complement" in read else None,
        bodies_named=tuple(map(tuple, read.get("bodies_named", ()))),
        nominative=_endings(read.get("nominative", ())),
        nominative_adjectives=_endings(read.get("nominative_adjectives", ())),
        many=bool(read.get("many", False)),
        nouns_capital=bool(taken.get("nouns_capital", False)),
    )


def _named(read: Mapping[str, str]) -> Callable[[str], str]:
    """Return what finds a country by one of the words listed for it."""
    whole: dict[str, str] = {}
    begins: dict[str, str] = {}
    for country, listed in read.items():
        for word in listed.casefold().split():
            (begins if word.endswith("*") else whole)[word.rstrip("*")] = country
    lengths = sorted({len(word) for word in begins}, reverse=True)

    def find(low: str) -> str:
        if low in whole or " " in low:
            return whole.get(low, "")
        return next((begins[low[:n]] for n in lengths if low[:n] in begins), "")

    return find
