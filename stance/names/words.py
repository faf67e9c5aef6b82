"""How alike two words of a name are, as given names and as family names, and why."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from stance.names.parts import Name, Word
from stance.names.sounds import VOWELS, abroad, distance, shapes, skeleton
from stance.names.variants import forms

#: From here on two spellings are one person without asking.
SAME = 0.90
#: From here on, and below ``SAME``, a person decides.
ASK = 0.70

# What a rule grants: two forms of one given name; then what makes one person likely or possible,
# and never certain.
FORM = 0.95
LIKELY = 0.80
POSSIBLE = 0.75
UNLIKELY = 0.50

#: How much a change counts per sound: 3.4 places SAME at 0.029 consonants a sound (one loosely
#: read vowel in a word of five) and ASK at 0.088 (one consonant in a word of twelve).
_STEEPNESS = 3.4
#: Consonants between which a change costs less than 1; kh, ts and v may stand for two kinds.
_KINDS = ("pbf", "td", "kg", "szSZCJ$%", "m", "n", "l", "r")
_SHIFT = 0.12  # what it costs to read every o of a word as a: Zokirjon, Zakirjan
_SHORTEST = 5  # a short word does not weigh a vowel more
_LONGEST = 12  # a long word does not excuse ever more changes
_FEMININE = re.compile(
    r"(?<![^\n])(?:(?P<stem>..*(?:[oeYA]v|[iI]n))a$|(?P<adjective>..*sk)aQ$)"  # from the start on
)
_KA = re.compile("(?<=..k)a$")
#: Endings that a family keeps or drops with the times: Rahmon, Rahmonov, Rahmonzoda.
_DROPPED = re.compile(r"^(...+?)(?:[oeYA]va?|z[oa]da|zad[eA]X?|i|[iuIW]l[iI])$")
#: Parts of given names from Turkey to Kashgar, beside which vowels are written now so, now so.
_EASTERN = re.compile(r"^abdu|..(?:udin|ula|bek|[JZ][oa]n|X[oa]n|guli?|mura[td]|muXamad|b[oa]y)$")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
#: Cyrillic, Armenian and Georgian letters.
_OF_REGION = re.compile("[\u0400-\u04ff\u0530-\u058f\u10a0-\u10ff]")
#: What courtesy, habit or grammar adds to a given name: Akmaljon, Temurbek, Rustami Emomali.
_COURTESY = re.compile(r"^(...+?)(?:bek|[JZ][oa]n|X[oa]n|b[oa]y|gul|i)$")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison found.

    Attributes:
        score: 0 to 1; see ``SAME`` and ``ASK``.
        reasons: the evidence in words; empty where the two are written alike.
        gender: the family names differ as those of a man and a woman do.
    """

    score: float
    reasons: tuple[str, ...] = ()
    gender: bool = False

    @property
    def evidence(self) -> str:
        """The reasons as one sentence."""
        return "; ".join(self.reasons)


class Region(NamedTuple):
    """What two names say of where they come from.

    Attributes:
        known: a family name has an ending of the region from the Balkans to Kazakhstan, or one
            name is written in Cyrillic.
        shifting: a family name has an ending, or a given name is one, beside which vowels are
            read loosely.
        foreign: one name is in Cyrillic, and the other, in Latin letters, shows nothing of the
            region: Russian writes it as it is heard.
    """

    known: bool
    shifting: bool
    foreign: bool


def region(one: Name, two: Name) -> Region:
    """Return what two names say of where they come from."""
    a, b = _origin(one), _origin(two)
    latin = b if a.cyrillic else a
    return Region(
        a.known or b.known,
        a.shifting or b.shifting,
        a.cyrillic != b.cyrillic and not latin.shifting,
    )


class _Origin(NamedTuple):
    """What one name says of where it comes from; see ``Region``."""

    known: bool
    shifting: bool
    cyrillic: bool


@lru_cache(maxsize=50_000)
def _origin(name: Name) -> _Origin:
    family = name.words[-1]
    return _Origin(
        family.family_form or bool(_OF_REGION.search(name.text)),
        family.shifting or any(_eastern(word) for word in name.words[:-1]),
        bool(_CYRILLIC.search(name.text)),
    )


def _eastern(word: Word) -> bool:
    return bool(_EASTERN.search(word.plain) or _forms(word, False))


@lru_cache(maxsize=50_000)
def _forms(word: Word, slavic: bool) -> frozenset[str]:
    return frozenset[str]().union(*(forms(heard, slavic) for heard, _ in word.readings))


def sound_alike(x: Word, y: Word, beside: Region, least: float = 0.0) -> float:
    """Return how alike two words sound, 0 to 1, in the readings that fit best.

    Below ``least`` the value only says that it is below.

    It is 1 - 3.4 cost / n, n the sounds of the longer word, 5 at least and 12 at most.
    """
    best, shifting = 0.0, beside.shifting
    heard_y = _heard(y, beside)
    for a, cost_a in _heard(x, beside):
        for b, cost_b in heard_y:
            cost = 0.0 if a == b and cost_a == cost_b else cost_a + cost_b
            steep = _STEEPNESS / min(max(len(a), len(b), _SHORTEST), _LONGEST)
            if 1 - steep * (cost + _apart(a, b)) >= max(best, least):
                best = max(best, 1 - steep * (cost + _distance(a, b, shifting)))
    return best


@lru_cache(maxsize=50_000)
def _counts(heard: str) -> tuple[tuple[int, ...], int]:
    """Return how often each kind of consonant is heard, and how many may stand for two kinds."""
    return tuple(sum(heard.count(c) for c in kind) for kind in _KINDS), sum(map(heard.count, "Xcv"))


def _apart(a: str, b: str) -> int:
    """Return a least cost of hearing one string as the other: consonants of which one has more.

    Each of them has to be added, dropped or changed into one of another kind, which costs 1.
    """
    (of_a, open_a), (of_b, open_b) = _counts(a), _counts(b)
    more = [x - y for x, y in zip(of_a, of_b, strict=True)]
    in_a = sum(n for n in more if n > 0) - open_b
    in_b = -sum(n for n in more if n < 0) - open_a
    return max(in_a, in_b, 0)


def _heard(word: Word, beside: Region) -> tuple[tuple[str, float], ...]:
    return word.readings + abroad(word.text) if beside.foreign else word.readings


def _distance(a: str, b: str, shifting: bool) -> float:
    a, b = sorted((a, b))
    found = distance(a, b, shifting)
    if found > _SHIFT and shifting and "o" in a + b:
        return min(found, _SHIFT + distance(a.replace("o", "a"), b.replace("o", "a")))
    return found


@lru_cache(maxsize=50_000)
def marks(word: Word) -> frozenset[str]:
    """Return marks of which two words share one if they may be alike: shapes, known names."""
    heard = (*word.readings, *abroad(word.text))
    shaped = set[str]().union(*(shapes(way) for way, _ in heard))
    return frozenset(shaped) | _forms(word, True)


def compare_given(x: Word, y: Word, beside: Region) -> Comparison:
    """Compare two words as given names or fathers' names."""
    return _compare_given(x, x.written, y, y.written, beside)


@lru_cache(maxsize=200_000)
def _compare_given(x: Word, _x: str, y: Word, _y: str, beside: Region) -> Comparison:
    """Compare given names; how they are written is named in the reasons, so it is asked for."""
    pair = f'"{x.written}" and "{y.written}"'
    if x.initial or y.initial:
        if x.text == y.text:
            return Comparison(1.0)
        if _begins(x, y) or _begins(y, x):
            return Comparison(LIKELY, (f"{pair} agree as far as the initial goes",))
        return Comparison(0.0, (f"{pair} do not agree",))
    score = sound_alike(x, y, beside)
    if score < SAME and _forms(x, True) & _forms(y, True):
        sure = _forms(x, beside.known) & _forms(y, beside.known)
        return Comparison(FORM if sure else LIKELY, (f"{pair} are forms of one given name",))
    if score < ASK:
        short, long = sorted((x.plain, y.plain), key=lambda heard: (len(heard), heard))
        cut = len(short) >= 3 and short[-1] not in VOWELS
        if cut and long.startswith(short) and len(long) - len(short) > 1:
            return Comparison(POSSIBLE, (f"{pair}: one may be short for the other",))
        if x.plain in _without(_COURTESY, y.plain) or y.plain in _without(_COURTESY, x.plain):
            return Comparison(POSSIBLE, (f"{pair} differ by an ending of courtesy",))
    return _by_sound(score, x, y, beside)


def compare_family(x: Word, y: Word, beside: Region) -> Comparison:
    """Compare two words as family names; of a man and a woman they differ in gender."""
    return _compare_family(x, x.written, y, y.written, beside, 0.0)


@lru_cache(maxsize=500_000)
def family_may_fit(x: Word, y: Word, beside: Region) -> bool:
    """Whether two words score ``ASK`` or more as family names; quicker than to compare them."""
    if not (x.initial or y.initial or marks(x) & marks(y)):
        return False
    return _compare_family(x, "", y, "", beside, ASK).score >= ASK


@lru_cache(maxsize=200_000)
def _compare_family(x: Word, _x: str, y: Word, _y: str, beside: Region, least: float) -> Comparison:
    """Compare family names; how they are written is named in the reasons, so it is asked for."""
    if x.initial or y.initial:
        return compare_given(x, y, beside)
    score = sound_alike(_in_ko(x), _in_ko(y), beside, least)
    men_x, men_y = _masculine(x), _masculine(y)
    one_woman = (men_x is None) != (men_y is None)
    if one_woman and sound_alike(men_x or x, men_y or y, beside, SAME) >= SAME:
        reason = f'"{x.written}" and "{y.written}" differ as the names of a man and a woman do'
        return Comparison(LIKELY, (reason,), gender=True)
    if score < ASK and _stems_alike(x, y, beside):
        return Comparison(POSSIBLE, (f'"{x.written}" and "{y.written}" differ by a family ending',))
    return _by_sound(score, x, y, beside)


def _by_sound(score: float, x: Word, y: Word, beside: Region) -> Comparison:
    if x.text == y.text:
        return Comparison(1.0)
    if score < ASK and beside.foreign and _consonants(x, beside) & _consonants(y, beside):
        reason = f'"{x.written}" and "{y.written}" have the same consonants in two scripts'
        return Comparison(POSSIBLE, (reason,))
    how = "sound the same" if score >= SAME else "sound similar" if score >= ASK else "differ"
    return Comparison(score, (f'"{x.written}" and "{y.written}" {how}',))


def _consonants(word: Word, beside: Region) -> set[str]:
    return {skeleton(heard) for heard, _ in _heard(word, beside)} - {""}


def _begins(initial: Word, word: Word) -> bool:
    """Whether the word can be shortened to the initial, in letters or in sounds."""
    if not initial.initial:
        return False
    if word.text.startswith(initial.text):
        return True
    return any(
        distance(a, b[: len(a)]) < 0.15 for a, _ in initial.readings for b, _ in word.readings
    )


@lru_cache(maxsize=50_000)
def _in_ko(word: Word) -> Word:
    """Return a family name in -ka as one in -ko: Lukashenka is Lukashenko."""
    if not _KA.search(word.plain):
        return word
    return replace(word, readings=tuple((_KA.sub("o", heard), c) for heard, c in word.readings))


@lru_cache(maxsize=50_000)
def _masculine(word: Word) -> Word | None:
    """Return a woman's family name in its form for men; None if the form is not a woman's."""
    found = _FEMININE.search(word.plain)
    if not found:
        return None
    heard = found["stem"] or f"{found['adjective']}i"
    return Word(word.text, initial=False, patronymic=False, readings=((heard, 0.0),))


def _stems_alike(x: Word, y: Word, beside: Region) -> bool:
    """Whether two family names differ by an ending only: Rahmon, Rahmonov, Rahmonzoda."""
    stems = (_stems(x), _stems(y))
    return any(sound_alike(a, b, beside, SAME) >= SAME for a in stems[0] for b in stems[1])


@lru_cache(maxsize=50_000)
def _stems(word: Word) -> tuple[Word, ...]:
    """Return a family name with its ending and without."""
    stems = sorted(_without(_DROPPED, word.plain))
    return tuple(replace(word, readings=((stem.rstrip("y"), 0.0),)) for stem in stems)


def _without(ending: re.Pattern[str], heard: str) -> set[str]:
    """Return the word with the ending and, if it has it, without."""
    found = ending.search(heard)
    return {heard, found[1]} if found else {heard}
