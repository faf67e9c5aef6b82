"""Which language a text is in, by its letters and its commonest small words."""

import re
import tomllib
from collections import Counter
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any
from unicodedata import normalize

from stance.core.text import fold

#: So much of a text is looked at.
_MOST = 20_000
#: A language is told by signs that weigh so much together, and so much for every word.
_LEAST, _PER_WORD = 1.25, 1 / 12
#: And by so many times the signs of any other.
_MARGIN = 1.25
#: A letter that no more languages have speaks for them.
_FEW = 4
#: A script that one language has, from this share of the letters on.
_SCRIPT = 1 / 4
#: What stands for the letter ʻ of Uzbek; "dog's" and "o'clock" do not.
_TURNED = re.compile(r"(?<=[OoGg])(?:[ʻʼ‘]|['’`](?!(?:s|d|ll|ve|re|clock)\b))(?=[^\W\d_])")
_WORD = re.compile(r"[^\W\d_]+")
#: These letters tell nothing; all others are of the languages that say so, or foreign to all.
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzʼабвгдежзклмнопрстуфхцчш")


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("stance.articles").joinpath("languages.toml").read_text("utf-8"))


@cache
def _names() -> dict[str, str]:
    return {fold(of["name"]): code for code, of in _table().items()}


@cache
def _small() -> dict[str, tuple[str, ...]]:
    """Return each small word with the languages that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for code, of in _table().items():
        for word in of.get("small", "").split():
            found[word] = (*found.get(word, ()), code)
    return found


@cache
def _letters() -> dict[str, frozenset[str]]:
    """Return each letter that not all of its script have, with the languages that have it."""
    found: dict[str, frozenset[str]] = {}
    for code, of in _table().items():
        for letter in of.get("letters", ""):
            found[letter] = found.get(letter, frozenset()) | {code}
    return found


@cache
def _always() -> dict[str, frozenset[str]]:
    return {code: frozenset(of.get("always", "")) for code, of in _table().items()}


@cache
def _scripts() -> dict[str, re.Pattern[str]]:
    return {
        code: re.compile(f"[{of['script']}]") for code, of in _table().items() if "script" in of
    }


def language(text: str) -> str:
    """Return the language that small words and letters of a text tell; empty where none is sure.

    A small word counts for each language that has it, the less the more they are; so does a
    letter that few languages have. A word counts against those that have not its letters, unless
    it begins with a capital and may be a name. The signs must be more than one word's, one for
    every dozen words, and clearly more than those of the next language.
    """
    text = _TURNED.sub("ʻ", normalize("NFC", text[:_MOST]).replace("İ", "i"))
    letters = Counter({c: n for c, n in Counter(text).items() if c.isalpha()})
    for code, script in _scripts().items():
        if sum(n for c, n in letters.items() if script.match(c)) > letters.total() * _SCRIPT:
            return _of_script(code, letters)
    words = Counter(_WORD.findall(text))
    signs = sorted(_signs(words, _possible(text)).items(), key=lambda of: -of[1])
    (best, most), (_, next_most) = [*signs, ("", 0.0), ("", 0.0)][:2]
    enough = most >= max(_LEAST, words.total() * _PER_WORD) and most >= next_most * _MARGIN
    return best if enough else ""


def _possible(text: str) -> tuple[str, ...]:
    """Return the languages of which a text has the letters that no text in them is without."""
    letters = set(text.lower())
    return tuple(code for code, some in _always().items() if not some or some & letters)


def _signs(words: Counter[str], possible: tuple[str, ...]) -> dict[str, float]:
    """Return how much the words of a text speak for each of the languages that it may be in."""
    signs = dict.fromkeys(possible, 0.0)
    found: Counter[frozenset[str]] = Counter()
    for word, count in words.items():
        having = [code for code in _small().get(word.lower(), ()) if code in signs]
        for code in having:
            signs[code] += count / len(having)
        if word[0].islower():
            found[frozenset(word) - _PLAIN] += count
    for letters, count in found.items():
        for code, weight in _told_by(letters, possible).items():
            signs[code] += weight * count
    return signs


@lru_cache(maxsize=2048)
def _told_by(letters: frozenset[str], possible: tuple[str, ...]) -> dict[str, float]:
    """Return how much a word with these letters speaks for and against each language."""
    having = [[code for code in possible if code in _having(c)] for c in sorted(letters)]
    told = {code: -1.0 for code in possible if any(code not in codes for codes in having)}
    for few in (codes for codes in having if len(codes) <= _FEW):
        told |= {code: told.get(code, 0.0) + 1 / len(few) for code in few}
    return told


def _having(letter: str) -> frozenset[str]:
    """Return the languages that have a letter."""
    return _letters().get(letter, frozenset())


def language_by_letters(text: str) -> str:
    """Return the language whose own letters a text has most of; empty where it has none.

    This holds for names and titles too, in which no small words stand. Of languages that have as
    many, the first in the table is meant.
    """
    own: Counter[str] = Counter()
    for letter, count in Counter(text.lower()).items():
        few = _having(letter) if len(_having(letter)) <= _FEW else ()
        own.update({code: count for code in _table() if code in few})
    best, most = max(own.items(), key=lambda of: of[1], default=("", 0))
    return best if most > 1 else ""


def _of_script(code: str, letters: Counter[str]) -> str:
    """Return the language of a script, Persian for Arabic letters that Arabic lacks."""
    persian = any(letters[c] for c in _table()["fa"]["letters"])
    return "fa" if code == "ar" and persian else code


def language_code(given: str) -> str:
    """Return the code of a language that is given by code or name: "de-AT", "German"; else ""."""
    low = fold(given)
    code = re.split(r"[-_]", low)[0]
    return code if code in _table() else _names().get(low, "")


def language_name(code: str) -> str:
    """Return a language's English name; the code itself where it is not known."""
    return str(_table().get(code, {}).get("name", code))
