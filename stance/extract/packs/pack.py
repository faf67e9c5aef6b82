"""A language's rules: the words by which speech is told, read from its file."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

_FOLDER = "stance.extract"
#: A case and a sex or number in two letters, each: "nm", "gf".
Readings = frozenset[str]
#: Patterns of endings, each with what stands instead in the form that names.
Endings = tuple[tuple[re.Pattern[str], str], ...]


class Words:
    """A set of words; ``minist*`` is every word that begins so, ``*minister`` that ends so."""

    def __init__(self, listed: Iterable[str] = ()) -> None:
        words = frozenset(listed)
        self.whole = frozenset(w for w in words if "*" not in w)
        self.begins = tuple(sorted(w[:-1] for w in words if w.endswith("*")))
        self.ends = tuple(sorted(w[1:] for w in words if w.startswith("*")))

    def __contains__(self, word: str) -> bool:
        return word in self.whole or word.startswith(self.begins) or word.endswith(self.ends)

    def __or__(self, other: "Words") -> "Words":
        both = Words()
        both.whole = self.whole | other.whole
        both.begins, both.ends = self.begins + other.begins, self.ends + other.ends
        return both


@dataclass(frozen=True)
class Pack:
    """The rules of one language, under the names that its file has for them.

    Attributes:
        code: the language's code.
        say: forms of verbs of speaking that take a subject; beside their words only: ``beside``.
        deny: forms of verbs whose subject holds the opposite of the words.
        demand: forms of verbs before an infinitive that is demanded.
        cites: forms of verbs whose object speaks; whose subject, where ``passive`` stands before.
        others: nouns for what another has said: "answered the words of X that".
        calls: forms of verbs of speaking that give things a name, of one word even.
        objects: articles that no subject has.
        named_as: words after which a name that is given to something stands in marks.
        entitles: forms of verbs by which a title is told.
        together: verbs of speaking that are some only where one of these words follows: "gab an".
        apart: verbs that speak nothing right beside one of these words: "nennt sich", "man sagt".
        denying: verbs that deny where one of these words follows: "wies zurück".
        oblique: endings of names that are no subjects, as in "the director of the Bolshoi".
        tells_sex: endings by which a verb tells the sex of its subject, each he or she.
        joins: words after which a verb has the subject of the verb before.
        ands: words between the names of people who speak together.
        of_whom: roles after which a name may be whose: "the assistant of Anna Example".
        auxiliaries: verbs before a participle, a pronoun joined to them or not: "a-t-il dit".
        relatives: words before a verb whose subject is who is named before: "X, who said".
        past_names: words right after a name that make it no subject, as Turkish "for".
        tonic: pronouns after "according to", each with its kind.
        phrased: the first words of ``according`` and ``accorded``.
        countries: countries in the form that names.
        contrasts: words after which another clause has another subject: "but Ben ... and said".
        participles: how verbs end that speak only after one of the ``auxiliaries``.
        many: how roles end that several people have.
        heads: how roles end that stand in the form that names, though others end so in another.
        cyrillic: whether the language is written in Cyrillic, so that Latin names are foreign.
        that: words that begin a reported clause.
        reported: forms of verbs that show a clause without such a word to be reported.
        according: phrases before whoever is meant, the longest first; ``accorded``: after.
        owned: endings of whoever is meant before ``accorded``, as in -nin, -ning.
        pronouns: personal pronouns, each he, she, they, first (person), other or it (nobody).
        clitics: pronouns joined to a verb by a hyphen, likewise.
        negations: words beside a verb by which it is not said; ``only`` after one: it is said.
        neither: words that deny where they stand twice; ``nor``: where they begin a clause.
        supposes: verbs and words beside a verb by which it may be said: would, is said to.
        conditions: words that begin a clause of what may be: if.
        infinitive: words right before a verb that nobody speaks: "refuses to".
        untrue: what is said of a clause that did not take place: "it is false that".
        of: words before whose somebody is, those by which descriptions are read.
        articles: articles of descriptions, each with the form that names, which may be none.
        genitive: articles after which a noun has one of the endings of ``genitives``.
        singular: articles in another case after which one person or body is named.
        told_by: endings of the last word before ``accorded``, each with its replacement.
        compares: words after another word and before whoever is compared: "other than Anna".
        claims: how the last word of a reported clause ends where its verb stands last.
        elided: words that an apostrophe joins to the next: "l'".
        asks: forms of verbs of speaking that report a question and no claim; ``whether``: words
            that begin one.
        hers: roles that only women have: "Ministerin"; ``her_articles``: articles before them in
            a case of no subject: "der".
        verb_last: whether the verb ends its sentence, as in Turkish.
        stem: the ending in which the forms of one name differ.
        nouns_capital: whether all nouns begin with a capital, as in German.
        within_commas: whether who speaks may stand within the marks between commas, as in French.
        measured: whether the rules were held against texts that others annotated; where not, no
            finding is called sure.
        endings: rules that bring a name back to the form that names it: pattern, replacement.
        endings_she: the same for names that can only be a woman's.
        naming: nouns before a title, a term or a name in marks.
        not_names: capitalised words that begin sentences or belong to no name.
        cases: of ``given`` and ``family`` names and of a ``noun`` the readings of each ending.
        into: prepositions before a place, as "in".
        given_he, given_she: common first names of men and of women.
        family_ends: endings that family names alone have, in all cases.
    """

    code: str
    say: Words
    beside: Words
    deny: Words
    demand: Words
    cites: frozenset[str]
    passive: frozenset[str]
    others: frozenset[str]
    calls: Words
    objects: frozenset[str]
    named_as: frozenset[str]
    entitles: frozenset[str]
    together: Mapping[str, frozenset[str]]
    apart: Mapping[str, frozenset[str]]
    denying: Mapping[str, frozenset[str]]
    oblique: tuple[str, ...]
    tells_sex: Mapping[str, str]
    joins: frozenset[str]
    ands: frozenset[str]
    contrasts: frozenset[str]
    relatives: frozenset[str]
    past_names: frozenset[str]
    tonic: Mapping[str, str]
    auxiliaries: frozenset[str]
    countries: frozenset[str]
    phrased: frozenset[str]
    of_whom: Words
    that: frozenset[str]
    reported: Words
    according: tuple[tuple[str, ...], ...]
    accorded: tuple[tuple[str, ...], ...]
    owned: tuple[str, ...]
    pronouns: Mapping[str, str]
    clitics: Mapping[str, str]
    roles: Words
    bodies: Words
    places: Words
    naming: Words
    not_names: Words
    particles: frozenset[str]
    prepositions: frozenset[str]
    determiners: frozenset[str]
    breaks: frozenset[str]
    between: Words
    negations: Words
    hers: Words
    neither: frozenset[str]
    nor: frozenset[str]
    only: frozenset[str]
    supposes: frozenset[str]
    conditions: frozenset[str]
    infinitive: frozenset[str]
    untrue: frozenset[str]
    elided: frozenset[str]
    compares: frozenset[str]
    of: frozenset[str]
    articles: Mapping[str, str]
    genitive: frozenset[str]
    singular: frozenset[str]
    genitives: tuple[tuple[re.Pattern[str], str], ...]
    told_by: tuple[tuple[re.Pattern[str], str], ...]
    asks: frozenset[str]
    her_articles: frozenset[str]
    whether: frozenset[str]
    into: frozenset[str]
    given_he: frozenset[str]
    given_she: frozenset[str]
    months: frozenset[str]
    abbreviations: frozenset[str]
    verb_last: bool = False
    nouns_capital: bool = False
    within_commas: bool = False
    measured: bool = False
    cyrillic: bool = False
    endings: Endings = ()
    endings_she: Endings = ()
    stem: re.Pattern[str] | None = None
    father: re.Pattern[str] | None = None
    heads: re.Pattern[str] | None = None
    participles: re.Pattern[str] | None = None
    many: re.Pattern[str] | None = None
    claims: re.Pattern[str] | None = None
    cases: Mapping[str, Mapping[str, Readings]] = field(default_factory=dict)
    family_ends: tuple[str, ...] = ()

    def speaks(self, low: str) -> bool:
        """Whether a word is a form of a verb of speaking, with a pronoun joined to it or not."""
        low = self.bare(low)
        return low in self.say or low in self.deny or low in self.demand

    def bare(self, low: str) -> str:
        """Return a verb without a pronoun joined to it: "dit" of "dit-il"."""
        return next((low.removesuffix(c) for c in self.clitics if low.endswith(c)), low)


@cache
def packs() -> frozenset[str]:
    """Return the codes of the languages that have a file of rules."""
    folder = files(_FOLDER).joinpath("languages")
    return frozenset(
        f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")
    )


@cache
def pack(code: str) -> Pack:
    """Return the rules of a language that has a file.

    Raises:
        FileNotFoundError: it has none.
    """
    path = files(_FOLDER).joinpath("languages", f"{code}.toml")
    return _built(code, tomllib.loads(path.read_text("utf-8")))


def _built(code: str, read: Mapping[str, Any]) -> Pack:
    def words(name: str) -> Words:
        return Words(str(read.get(name, "")).casefold().split())

    def some(name: str) -> frozenset[str]:
        return frozenset(str(read.get(name, "")).casefold().split())

    functions = some("prepositions") | some("determiners") | some("breaks") | some("months")
    functions |= some("that") | frozenset(_kinds(read.get("pronouns", {})))
    lists: dict[str, Any] = {name: words(name) for name in _WORDS}
    lists["places"] |= Words(_places(read.get("described", {})))
    lists |= {name: some(name) for name in _SETS}
    lists |= {name: bool(read.get(name, False)) for name in _FLAGS}
    lists |= {name: _table(read, name) for name in _TABLES}
    lists |= {name: _by_verb(read.get(name, {})) for name in _BY_VERB}
    lists |= {name: re.compile(read[name]) for name in _PATTERNS if name in read}
    lists |= {name: _endings(read.get(name, ())) for name in _ENDINGS}
    before, after = _phrases(read.get("according", "")), _phrases(read.get("accorded", ""))
    return Pack(
        **lists,
        code=code,
        according=before,
        accorded=after,
        phrased=frozenset(phrase[0] for phrase in (*before, *after)),
        owned=tuple(str(read.get("owned", "")).split()),
        oblique=tuple(str(read.get("oblique", "")).split()),
        of=frozenset(str(read.get("described", {}).get("of", "")).split()),
        not_names=Words(some("not_names") | functions) | words("between"),
        cases={name: _readings(table) for name, table in read.get("cases", {}).items()},
        family_ends=tuple(str(read.get("family_ends", "")).split()),
        articles={of: to.replace("none", "") for of, to in _table(read, "articles").items()},
        countries=frozenset(_named(read.get("described", {}).get("countries", {}))),
        cyrillic=not any(c.isascii() and c.isalpha() for c in str(read["say"])),
    )


#: Fields of a pack that are lists of words, of which some are beginnings or ends of words.
_WORDS = (
    "say",
    "beside",
    "deny",
    "demand",
    "reported",
    "calls",
    "roles",
    "bodies",
    "places",
    "naming",
    "between",
    "of_whom",
    "negations",
    "hers",
)
#: Fields that are lists of whole words.
_SETS = (
    "cites",
    "passive",
    "others",
    "objects",
    "named_as",
    "entitles",
    "joins",
    "ands",
    "contrasts",
    "relatives",
    "past_names",
    "auxiliaries",
    "that",
    "particles",
    "prepositions",
    "determiners",
    "breaks",
    "neither",
    "nor",
    "only",
    "supposes",
    "conditions",
    "infinitive",
    "untrue",
    "elided",
    "compares",
    "genitive",
    "singular",
    "asks",
    "her_articles",
    "whether",
    "into",
    "given_he",
    "given_she",
    "months",
    "abbreviations",
)
#: Fields that give each word its kind, and each verb its words.
_TABLES = ("tells_sex", "pronouns", "tonic", "clitics")
_BY_VERB = ("together", "apart", "denying")
_PATTERNS = ("stem", "father", "many", "participles", "heads", "claims")
_ENDINGS = ("endings", "endings_she", "genitives", "told_by")
_FLAGS = ("verb_last", "measured", "within_commas", "nouns_capital")


def _places(described: Mapping[str, Any]) -> set[str]:
    """Return the forms of all countries, peoples and cities that descriptions are read by."""
    tables = (described.get(name, {}) for name in ("countries", "peoples", "cities"))
    return {word for table in tables for forms in table.values() for word in forms.split()}


def _named(countries: Mapping[str, str]) -> Iterable[str]:
    """Yield the first form of each country, which names it."""
    return (forms.split()[0] for forms in countries.values())


def _table(read: Mapping[str, Any], name: str) -> dict[str, str]:
    return _kinds(read.get(name, {}))


def _endings(read: Iterable[Sequence[str]]) -> Endings:
    """Return patterns for how words end, each with what stands there instead."""
    return tuple((re.compile(pattern), instead) for pattern, instead in read)


def _readings(table: Mapping[str, str]) -> dict[str, Readings]:
    """Return a table's readings by ending: "gam" is genitive and accusative, "*f" every case."""
    found: dict[str, Readings] = {}
    for told, endings in table.items():
        readings = frozenset(
            case + one[-1] for one in told.split() for case in one[:-1].replace("*", "ngdaip")
        )
        found |= dict.fromkeys(endings.split(), readings)
    return found


def _kinds(read: Mapping[str, str]) -> dict[str, str]:
    """Return each pronoun with its kind."""
    return {word: kind for kind, words in read.items() for word in words.split()}


def _by_verb(read: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return for each form of a verb the words that its line has."""
    return {
        verb: frozenset(words.casefold().split())
        for verbs, words in read.items()
        for verb in verbs.casefold().split()
    }


def _phrases(listed: str) -> tuple[tuple[str, ...], ...]:
    """Return the phrases that commas part, those of most words first."""
    found = {tuple(phrase.split()) for phrase in listed.casefold().split(",") if phrase.strip()}
    return tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase)))
