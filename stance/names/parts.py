"""A written name taken apart: titles and roles away, words, initials, family name, patronymic."""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import lru_cache

from stance.core.text import clean
from stance.core.titles import BESIDE_TITLES, PARTICLES, TITLES, untitled
from stance.names.sounds import Orthography, orthographies, sounds

#: More words or letters than this are no name; the rest is not looked at.
_MOST_WORDS = 8
_MOST_LETTERS = 40

_DEGREE_WORDS = "phd ph md dsc mp msc ma ba mba llm jd esq cbe obe kbe d фн"
_GENERATION_WORDS = "jr sr jnr snr junior senior ii iii iv"
_PARTICLE_WORDS = "al el as ar ad an at az ul ur"
_DEGREES, _GENERATIONS, _PARTICLES = (
    frozenset(listed.split()) for listed in (_DEGREE_WORDS, _GENERATION_WORDS, _PARTICLE_WORDS)
)
_NO_NAMES = TITLES | BESIDE_TITLES | _DEGREES | _GENERATIONS
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʻʼʽ`´′ʹ‛＇ʾʿ"), "'")
_HYPHENS = re.compile(r"[\u2010-\u2015\u2212\ufe63\uff0d-]")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
#: Endings of family names from the Balkans to Kazakhstan, in sounds.
_FAMILY_ENDING = re.compile(
    r"..(?:(?:[oeYA]v|in)a?|ski|skaQ|enko|[uQ]k|v[iI][cCz]|Qn|Svili|dze|z[oa]da|zad[eA]X?"
    r"|[uIW]l[iI]|oglu|kIzI)$"
)
#: Those beside which vowels are written now so, now so.
_SHIFTING = re.compile(r"..(?:[oeYA]va?|z[oa]da|zad[eA]X?)$")
#: Those that no given name has: they show the family name where it stands first.
_SURE_ENDING = re.compile(r"..(?:[oeYA]va?|ski|skaQ|enko|zoda|Svili)$")
_PATRONYMIC = re.compile(
    r"..(?:[oeY]v[iI][cCz]|[oeY]vna|iniCna|[oO][gX]?l[uUiI]|[uUW]l[uiI]|k[iI]z[iI])$"
)
_CHILD_OF = re.compile(r"^(?:[oOuU][gX]?l[uUiI]|k[iI]z[iI]?)$")
_EXCELLENCY = re.compile(r"\bH\. ?E\. ?(?=\w)")
_IDEOGRAPHS = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]{2}")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name.

    Attributes:
        text: in small letters.
        written: as it was written; makes no difference between two words.
        initial: it is shortened: one letter, or two or three with a full stop.
        patronymic: it has the form of a father's name; only a word between others counts so.
        readings: the sounds it may stand for, each with the cost of reading it so.
    """

    text: str
    initial: bool
    patronymic: bool
    readings: tuple[tuple[str, float], ...]
    written: str = field(default="", compare=False)

    def __hash__(self) -> int:
        return hash(self.text)  # a word is looked up millions of times, and a text knows its hash

    @property
    def plain(self) -> str:
        """Its sounds, read in the plain way."""
        return self.readings[0][0]

    @property
    def shifting(self) -> bool:
        """Whether it is a family name beside which vowels are written now so, now so.

        Uzbek and Tajik o is Russian a (Farkhod, Farkhad); nothing of the kind holds for a name
        in -ski.
        """
        return bool(_SHIFTING.search(self.plain))

    @property
    def family_form(self) -> bool:
        """Whether it ends as family names of the region do."""
        return bool(_FAMILY_ENDING.search(self.plain))


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart.

    Attributes:
        words: its words in the order given name, father's name, family name.
        ordered: a comma or capitals say which one is the family name; otherwise the last is
            taken for it.
        described: it has small letters only and is no name but a description: "the analyst".
        hyphened: hyphens alone part its words, as in a family name without a given name
            (Ter-Petrosyan) or the other way round (Kassym-Jomart).
        text: the words in small letters; two names with the same text are written alike.
    """

    words: tuple[Word, ...]
    ordered: bool
    described: bool = False
    hyphened: bool = False
    text: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", " ".join(word.text for word in self.words))

    def __hash__(self) -> int:
        return hash(self.text)

    @property
    def bare(self) -> bool:
        """Whether it is one word only, in a script that puts spaces between the words."""
        return len(self.words) == 1 and not _IDEOGRAPHS.match(self.text)

    @property
    def weak(self) -> bool:
        """Whether it names nobody on its own: a family name alone or with initials, a role."""
        return (
            self.bare
            or self.hyphened
            or self.described
            or (len(self.words) > 1 and all(w.initial for w in self.words[:-1]))
        )


@lru_cache(maxsize=50_000)
def take_apart(name: str) -> Name:
    """Return the parts of a name as an article writes it. The cache only saves time."""
    text = unicodedata.normalize("NFKC", clean(name)).translate(_APOSTROPHES)
    outside = _ASIDE.sub(" ", text)
    text = _EXCELLENCY.sub("", outside if any(map(str.isalpha, outside)) else text)
    text = _HYPHENS.sub("-", text)
    before, comma, after = (part.strip() for part in text.partition(","))
    front, back = _words(before), _words(after)
    if comma and back and front and _is_name(back):
        return _name([*back, *front], ordered=True)
    written = front if comma and front else _words(text)
    if comma and back and _key(back[0]) in _GENERATIONS:
        written = [*front, back[0]]
    if len(written) > 2 and _key(written[-1]) in _GENERATIONS:
        written = [*written[:-2], written[-1], written[-2]]
    family = [w for w in written if w.isupper() and len(w.strip(".")) > 2]
    family = [word for word in family if _key(word) not in _GENERATIONS]  # III is no family
    if family and not all(word.isupper() for word in written):
        rest = [word for word in written if word not in family]
        return _name([*rest, *family], ordered=True)
    hyphened = len(written) > 1 and "-".join(written) in text
    return replace(_name(written, ordered=False), hyphened=hyphened)


def _words(text: str) -> list[str]:
    """Return the words as written, full stops kept, titles and roles away."""
    text = " ".join(untitled(text.split()))  # those with hyphens: г-н, vice-president
    letters = "".join(c if c in ".'" or unicodedata.category(c)[0] in "LMN" else " " for c in text)
    hyphened = re.findall(r"(?i)\b(?:al|el|as|ar|an|ul)-(?=\w)", text)
    found = [word for word in letters.replace(".", ". ").split() if word.strip(".'")]
    found = [word.strip("'") if word[:1] == "'" else word for word in found]
    drop = {mark[:-1] for mark in hyphened} | {word for word in found if word in _PARTICLES}
    found = [w for w in found if w not in drop] or found
    found = untitled(found)
    while len(found) > 1 and _key(found[-1]) in _DEGREES and not _is_letter(found[-1]):
        found = found[:-1]
    named = [i for i, word in enumerate(found) if not word[0].islower()]
    begin = named[0] if named else 0
    while begin > 0 and found[begin - 1] in PARTICLES:
        begin -= 1  # van der Probe
    return found[begin:][:_MOST_WORDS]


def _is_name(words: list[str]) -> bool:
    """Whether what follows a comma is the rest of a name, not a role, a degree or "Jr"."""
    keys = [_key(word) for word in words]
    if words[0][0].islower():
        return False
    initials = all(_is_letter(word) for word in words)
    return initials or not _NO_NAMES.issuperset(keys)


def _key(word: str) -> str:
    return word.rstrip(".").casefold()


def _is_letter(word: str) -> bool:
    return len(word.strip(".")) == 1


def _name(written: list[str], ordered: bool) -> Name:
    whole = " ".join(written).casefold()
    ways = orthographies(whole)
    words = [_word(word, ways) for word in written]
    full = [word for word in words if not word.initial]
    if len(full) == 1 and words[0] is full[0]:  # "Karimov I. A."
        words = [*words[1:], words[0]]
    first_is_family = len(words) == 2 and bool(_SURE_ENDING.search(words[0].plain))
    if first_is_family and not ordered and not words[1].family_form:  # "Karimov Islam"
        words = [*words[1:], words[0]]
    described = all(word[0].islower() for word in written)
    return Name(tuple(_with_father(words)), ordered, described)


def _word(written: str, ways: tuple[Orthography, ...]) -> Word:
    text = unicodedata.normalize("NFC", _key(written))[:_MOST_LETTERS]
    short = len(text.replace("'", ""))
    initial = short == 1 or (written.endswith(".") and short <= 3)
    readings: dict[str, float] = {}
    for way in ways:
        heard = sounds(text, way) or text
        readings[heard] = min(way.cost, readings.get(heard, way.cost))
    patronymic = not initial and any(_PATRONYMIC.search(heard) for heard in readings)
    return Word(text, initial, patronymic, tuple(readings.items()), written)


def _with_father(words: list[Word]) -> list[Word]:
    """Join "Heydar oglu" into one word, and put a father's name that ends the name before it.

    "Ivanov Ivan Petrovich" is in the order family, given, father, and becomes Ivan Petrovich
    Ivanov.
    """
    joined: list[Word] = []
    for word in words:
        if _CHILD_OF.match(word.plain) and len(joined) > 1:
            father = joined.pop()
            heard = tuple((sound + word.plain, cost) for sound, cost in father.readings)
            text, written = f"{father.text} {word.text}", f"{father.written} {word.written}"
            word = Word(text, initial=False, patronymic=True, readings=heard, written=written)
        joined.append(word)
    if len(joined) == 3 and joined[-1].patronymic and joined[0].family_form:
        joined = [joined[1], joined[2], joined[0]]
    inner = [i for i, word in enumerate(joined) if word.patronymic and 0 < i < len(joined) - 1]
    return [
        word if i in inner or not word.patronymic else replace(word, patronymic=False)
        for i, word in enumerate(joined)
    ]
