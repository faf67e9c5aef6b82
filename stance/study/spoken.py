"""In which language each annotator's workbook is written."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from stance.core.errors import UsageError
from stance.core.text import closest, listed
from stance.workbook.catalogues import languages
from stance.workbook.content import Content


@dataclass(frozen=True, slots=True)
class Spoken:
    """The languages that somebody has asked for.

    Attributes:
        by_all: the code of everybody's language; empty where each workbook keeps its own.
        by_name: the codes of some annotators' languages, which go before that.
    """

    by_all: str = ""
    by_name: Mapping[str, str] = field(default_factory=dict)

    def check(self, annotators: Sequence[str]) -> None:
        """Refuse what cannot be.

        Raises:
            UsageError: a language has no catalogue, or one is somebody's who is no annotator.
        """
        known = languages()
        wrong = sorted({self.by_all, *self.by_name.values()} - {"", *known})
        if wrong:
            raise UsageError(
                f'there are no words for workbooks in "{wrong[0]}"; languages: {listed(known)}'
            )
        for name in self.by_name:
            if name not in annotators:
                near = closest(name, annotators)
                hint = f'did you mean "{near}"?' if near else f"there are: {listed(annotators)}"
                raise UsageError(f'"{name}" is no annotator here; {hint}')

    def of(self, content: Content) -> Content:
        """Return an annotator's workbook in the language that was asked for, if any was."""
        asked = self.by_name.get(content.annotator) or self.by_all
        return replace(content, language=asked) if asked else content


#: Every workbook keeps its language, and a new one is in English.
NOT_SAID = Spoken()


def spoken_in(text: str) -> Spoken:
    """Return what a text such as "ru" or "ana=ru,ben=en" asks for.

    Raises:
        UsageError: it names more than one language for everybody.
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    pairs = [part.rpartition("=") for part in parts]
    named = {
        unicodedata.normalize("NFC", name.strip()): code.strip() for name, _, code in pairs if name
    }
    rest = [code for name, _, code in pairs if not name]
    if len(rest) > 1:
        raise UsageError(f'"{text}" asks for more than one language; say ana=ru,ben=en')
    return Spoken("".join(rest), named)
