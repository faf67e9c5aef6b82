"""Reads sentences back: which text of the catalogue one is, in which form, with which values.

A count is read from digits or words, and the form must be the one that the language wants for it:
"one claims" is no sentence of the catalogue.
"""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from stance.report.language import Language

_VALUE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Told:
    """One text of the catalogue as it was said."""

    say: Language
    key: str
    form: int
    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    def n(self, name: str = "n") -> int:
        """Return a value as the count that it tells; ``n`` may be told in words as ``count``.

        A fourth form is for one alone, and need not tell it.
        """
        if name == "n" and self.form == 3:
            return 1
        return number(self.say, self.values.get(name) or self.values["count"])

    def items(self, name: str, last: str = "last") -> list[str]:
        """Return a value as the list that it tells."""
        return items(self.say, self.values[name], last)


def number(say: Language, text: str) -> int:
    """Return the count that digits or words tell."""
    bare = text.replace("\u202f", "")
    if bare.isdigit():
        return int(bare)
    return say.form("numbers").split().index(text.lower())


def share(say: Language, text: str) -> tuple[float, float]:
    """Return the ends of what a percentage stands for, as shares."""
    if text == say.form("percent.under"):
        return 1e-12, 0.005
    if text == say.form("percent.over"):
        return 0.995, 1 - 1e-12
    told = int(re.sub(r"\D", "", text)) / 100
    return told - 0.005 - 1e-9, told + 0.005 + 1e-9


def items(say: Language, text: str, last: str = "last") -> list[str]:
    """Return the items of a spoken list, which hold no comma and no "and" (or "or") themselves."""
    comma, end = say.form("list.comma"), say.form(f"list.{last}").split("{last}")[0]
    return re.split(f"{re.escape(comma)}|{re.escape(end.split('{head}')[1])}", text)


def told(say: Language, text: str, *patterns: str) -> Told:
    """Return what one of the texts whose keys fit the patterns says here.

    Raises:
        AssertionError: none of them makes this sentence.
    """
    fits = [fit for key in say.entries if _any(key, patterns) for fit in _fits(say, text, key)]
    assert fits, f"no text of {patterns} says {text!r}"
    return max(fits, key=lambda fit: _fixed(say, fit))


def told_in_parts(say: Language, text: str, *parts: str) -> list[Told]:
    """Return what a text says that is put together of one text each of these patterns, in order."""
    keys = [[key for key in say.entries if fnmatchcase(key, part)] for part in parts]
    for chosen in itertools.product(*keys):
        for forms in itertools.product(*(_forms(say, key) for key in chosen)):
            pattern = "".join(f"({_pattern(form)})" for _, form in forms)
            if re.fullmatch(pattern, text, re.DOTALL):
                pieces = _cut(text, [form for _, form in forms])
                return [told(say, p, key) for p, key in zip(pieces, chosen, strict=True)]
    raise AssertionError(f"no text of {parts} says {text!r}")


def _cut(text: str, forms: list[str]) -> list[str]:
    pattern = "".join(f"(?P<part{n}>{_pattern(form)})" for n, form in enumerate(forms))
    found = re.fullmatch(pattern, text, re.DOTALL)
    assert found
    return [found[f"part{n}"] for n in range(len(forms))]


def _any(key: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(key, pattern) for pattern in patterns)


def _forms(say: Language, key: str) -> list[tuple[int, str]]:
    entry = say.entries[key]
    return [(0, entry)] if isinstance(entry, str) else list(enumerate(entry))


def _pattern(form: str, *, named: bool = False) -> str:
    pieces = re.split(r"\{(\w+)\}", re.sub(r"\[([^\]]*)\]", r"\1", form))
    seen: set[str] = set()
    pattern = ""
    for place, piece in enumerate(pieces):
        if not place % 2:
            pattern += re.escape(piece)
        elif named and piece in seen:
            pattern += f"(?P={piece})"
        else:
            pattern += f"(?P<{piece}>.+?)" if named else ".+?"
            seen.add(piece)
    return pattern


def _fits(say: Language, text: str, key: str) -> Iterator[Told]:
    for place, form in _forms(say, key):
        for written in (form, form[:1].upper() + form[1:]):
            found = re.fullmatch(_pattern(written, named=True), text, re.DOTALL)
            if found and _counted(say, key, place, found.groupdict()):
                yield Told(say, key, place, found.groupdict())
                break


def _counted(say: Language, key: str, place: int, values: Mapping[str, str]) -> bool:
    """Say whether the form is the one that its count wants, where it tells one."""
    if isinstance(say.entries[key], str):
        return True
    count = values.get("n") or values.get("count")
    try:
        return count is None or say.place(key, number(say, count)) == place
    except ValueError:
        return False


def _fixed(say: Language, fit: Told) -> int:
    """Return how many letters of the text are fixed: the most telling reading is meant."""
    forms = dict(_forms(say, fit.key))
    return len(_VALUE.sub("", forms[fit.form]))
