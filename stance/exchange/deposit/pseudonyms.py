"""Annotators by number instead of by name: the same in every file of a deposit."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from stance.workbook.form import ADJUDICATOR

#: Letters of a part of a name from which it is looked for in notes on its own.
_SHORTEST = 3
#: Letters of a single word from which it is taken for a name also where it is written small.
_TELLING = 6
#: Parts of names that are words of the work and nobody's.
_OF_THE_WORK = frozenset(
    ("annotator", "coder", "coding", "expert", "rater", "reviewer", "student", "test", "user")
)


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """Who is called what.

    Attributes:
        of: the pseudonym of each name; the adjudicator keeps his word.
        hide: puts pseudonyms in the place of names that stand in a text.
        too_short: the names that are too short to be looked for in texts.
    """

    of: Mapping[str, str]
    hide: Callable[[str], str]
    too_short: tuple[str, ...] = ()

    def name(self, name: str) -> str:
        """Return the pseudonym; a name that has none stays."""
        return self.of.get(name, name)

    def file(self, file: str) -> str:
        """Return the name of a file, under the pseudonym where it is called after somebody."""
        stem, dot, ending = file.rpartition(".")
        return f"{self.of[stem]}{dot}{ending}" if stem in self.of else self.hide(file)


def pseudonyms(annotators: Iterable[str], others: Iterable[str], salt: str) -> Pseudonyms:
    """Return annotator-1, annotator-2 … and, for whoever else was at work, analyst-1 ….

    The numbers follow a hash of salt and name, so that they tell nothing of the alphabet.

    Args:
        annotators: everybody who coded.
        others: who wrote the codebook or held talks; whoever coded too keeps that pseudonym.
        salt: of the study; the same study gives the same numbers.
    """
    coders = _numbered(set(annotators) - {ADJUDICATOR}, "annotator", salt)
    analysts = _numbered(set(others) - set(coders) - {"", ADJUDICATOR}, "analyst", salt)
    every = {**analysts, **coders}
    sought = _sought(every)
    short = tuple(sorted(name for name in every if 0 < len(name) < _SHORTEST))
    return Pseudonyms(every, _hider(sought), short)


def as_they_are(annotators: Iterable[str], unfit: Callable[[str], object]) -> Pseudonyms:
    """Return the names themselves; those that can name no file are numbered."""
    bad = [name for name in annotators if name != ADJUDICATOR and unfit(name)]
    return Pseudonyms(_numbered(bad, "annotator", ""), str)


def _numbered(names: Iterable[str], word: str, salt: str) -> dict[str, str]:
    def key(name: str) -> str:
        return hashlib.sha256(f"{salt}\n{name}".encode("utf-8", "replace")).hexdigest()

    return {name: f"{word}-{n}" for n, name in enumerate(sorted(names, key=key), start=1)}


def _sought(names: Mapping[str, str]) -> dict[str, str]:
    """Return what to look for in texts: whole names, and parts that are one person's alone."""
    found = {name: pseudonym for name, pseudonym in names.items() if len(name) >= _SHORTEST}
    parts = {name: set(re.split(r"[\s._@-]+", name)) for name in names}
    often = Counter(part.casefold() for own in parts.values() for part in own)
    for name, own in parts.items():
        for part in own - set(names):
            usual = part.casefold() in _OF_THE_WORK or not part.isalpha()
            if len(part) >= _SHORTEST and often[part.casefold()] == 1 and not usual:
                found[part] = names[name]
    return found


def _hider(sought: Mapping[str, str]) -> Callable[[str], str]:
    """Return what replaces names; a short single word is one only with a large first letter.

    So "will" stays in "it will rain", and "Will" goes, whichever way the file was called.
    """
    if not sought:
        return str
    known = {name.casefold(): pseudonym for name, pseudonym in sought.items()}
    ordered = sorted(sought, key=len, reverse=True)
    options = (
        re.escape(name[:1].upper()) + f"(?i:{re.escape(name[1:])})"
        if name.isalpha() and len(name) < _TELLING
        else f"(?i:{re.escape(name)})"
        for name in ordered
    )
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(options)})(?![\w-])")
    return lambda text: pattern.sub(lambda found: known[found[0].casefold()], text)
