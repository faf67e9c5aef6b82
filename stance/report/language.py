"""Interface strings in one catalogue a language, with plural forms, numbers, lists and dates."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

#: Languages with a catalogue, ``templates/words.<code>.toml``.
CODES = ("en", "ru")
_GAP = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Language:
    """What the page says, in one language.

    Attributes:
        code: language code for the page's ``lang``.
        entries: texts by key; a list holds the plural forms.
    """

    code: str
    entries: Mapping[str, str | Sequence[str]] = field(repr=False)

    @classmethod
    def read(cls, code: str, catalogue: str) -> "Language":
        """Return the language of a catalogue in TOML."""
        return cls(code, tomllib.loads(catalogue))

    def __call__(self, key: str, n: int | None = None, **values: object) -> str:
        """Return the text of a key; a count chooses the form and fills ``{n}`` and ``{count}``."""
        form = self.form(key, n)
        if n is not None:
            values = {"n": self.digits(n), "count": self.count(n), **values}
        return form.format(**values) if values else form

    def form(self, key: str, n: int | None = None) -> str:
        """Return the unfilled text of a key, in the form that the count wants."""
        entry = self.entries[key]
        return entry if isinstance(entry, str) else entry[self.place(key, 1 if n is None else n)]

    def place(self, key: str, n: int) -> int:
        """Return which of the forms of a key a count takes; a fourth, if any, is for 1 alone."""
        return 3 if n == 1 and len(self.entries[key]) == 4 else plural(self.code, n)

    def count(self, n: int) -> str:
        """Return a count in words where the language uses them, else in digits."""
        numbers = self.form("numbers").split()
        return numbers[n] if n < len(numbers) else self.digits(n)

    def digits(self, n: int) -> str:
        """Return a count with its thousands set apart by a narrow no-break space."""
        return f"{n:,}".replace(",", "\u202f")

    def why_speaker(self, reason: str) -> str:
        """Return why somebody was taken for the speaker, as extraction gives it, in this language.

        What people wrote themselves stays as it is.
        """
        return "; ".join(self._why(part) for part in reason.split("; "))

    def _why(self, part: str) -> str:
        for key, pattern in self._reasons.items():
            if found := pattern.fullmatch(part):
                return self(key, None, **found.groupdict())
        return part

    @cached_property
    def _reasons(self) -> dict[str, re.Pattern[str]]:
        """The reasons of extraction by their key; those with the most words of their own first."""
        keys = [key for key in self.entries if key.startswith("speaker.")]
        keys.sort(key=lambda key: -len(_GAP.sub("", key)))
        return {key: re.compile(_pattern(key.removeprefix("speaker."))) for key in keys}

    def percent(self, share: float) -> str:
        """Return a share as whole percent; what is not quite nothing or not quite all as such."""
        if 0 < share <= 0.005:
            return self("percent.under")
        if 0.995 <= share < 1 - 1e-9:
            return self("percent.over")
        return self("percent", value=f"{100 * share:.0f}")

    def decimal(self, value: float, places: int = 2) -> str:
        """Return a number with so many decimals, or more where it would read as 0."""
        size = abs(value)
        text = f"{size:.{places}f}"
        if size and not float(text):
            text = np.format_float_positional(size, 1, fractional=False)
        return ("−" if value < 0 else "") + text.replace(".", self("decimal"))

    def signed(self, value: float, places: int = 2) -> str:
        """Return a number as ``decimal`` does, with its sign; nothing is without."""
        return ("+" if value > 0 else "") + self.decimal(value, places)

    def score(self, score: float) -> str:
        """Return a score from the middle of the scale with its sign and one decimal at most."""
        return self.signed(score, 1).removesuffix(self("decimal") + "0")

    def items(self, items: Sequence[str], last: Literal["last", "or"] = "last") -> str:
        """Return a list as one would speak it: this and that, or this or that."""
        if len(items) < 2:
            return "".join(items)
        return self(f"list.{last}", head=self("list.comma").join(items[:-1]), last=items[-1])

    def within(self, label: str) -> str:
        """Return a label as it stands within a sentence: an article at its start is small."""
        first = label.partition(" ")[0]
        articles = self.form("list.articles").split()
        return first.lower() + label[len(first) :] if first.lower() in articles else label

    def since(self, iso: str) -> str:
        """Return an ISO date as ``date`` does, in the case that it takes after "since"."""
        return self.date(iso, "months.of")

    def date(self, iso: str, months: str = "months") -> str:
        """Return an ISO date that may stop at year or month, in words; other text unchanged."""
        parts = iso.split("-")
        if not (iso.isascii() and all(part.isdigit() for part in parts)) or len(parts) > 3:
            return iso
        if len(parts) == 1:
            return iso
        names = self.form(months if len(parts) == 2 else "months.of").split()
        number = int(parts[1])
        if not 1 <= number <= 12:
            return iso
        month = f"{names[number - 1]} {parts[0]}"
        return month if len(parts) == 2 else f"{int(parts[2])} {month}"

    def span(self, first: str, last: str) -> str:
        """Return two dates as a stretch of time, or the one date that both are."""
        begin, end = self.date(first), self.date(last)
        return begin if begin == end else f"{begin} – {end}"


def _pattern(text: str) -> str:
    """Return what fits a text with something in the place of its values."""
    pieces = _GAP.split(text)
    return "".join(
        f"(?P<{piece}>.+)" if place % 2 else re.escape(piece) for place, piece in enumerate(pieces)
    )


def capital(text: str) -> str:
    """Return the text with its first letter large."""
    return text[:1].upper() + text[1:]


def plural(code: str, n: int) -> int:
    """Return which plural form a count takes: for English one, many; for Russian one, few, many."""
    if code != "ru":
        return int(n != 1)
    if n % 10 == 1 and n % 100 != 11:
        return 0
    return 1 if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else 2
