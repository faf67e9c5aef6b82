"""What people type, made comparable: cleaned for keeping, folded for matching."""

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

#: Characters that a cell of a spreadsheet holds.
CELL_TEXT = 32_767
#: A whole number in groups of three digits, or one with three decimals.
THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}(?:,\d{3})+")
_SPACES = dict.fromkeys(map(ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"), " ")
_SPACES |= dict.fromkeys(map(ord, "\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"), " ")
# Zero-width characters, byte-order mark, soft hyphen, direction marks, and what is no
# character at all (a spreadsheet would give it back as other text): invisible, never meant.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u180e\u200b\u200e\u200f\u2060\ufeff"))
_INVISIBLE |= dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFFFE, 0xFFFF])
_CLEANED = _SPACES | _INVISIBLE
#: Joiners of letters belong to the spelling of Sinhala, Persian and emoji, and to no Latin word.
_JOINERS = dict.fromkeys(map(ord, "\u200c\u200d"))
_STRAY_JOINER = re.compile(r"(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])")
#: Characters that would change or hide their surroundings where text is shown: controls but tab and
#: line break, separators of lines, direction overrides, surrogates.
HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
_DASHES = dict.fromkeys(
    map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-"
)
_QUOTES = dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u02bc\u02bb\u0060\u00b4"), "'")
_QUOTES |= dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u00ab\u00bb"), '"')
_FOLDED = _DASHES | _QUOTES | _JOINERS
# Cyrillic letters that look like Latin ones, in the lower case that folding leaves.
_LOOKALIKES = str.maketrans("аеорсухікмтвнјѕԁһ", "aeopcyxikmtbhjsdh")


def clean(value: str) -> str:
    """Return the text as it was meant: NFC, plain spaces, nothing invisible, no outer blanks.

    Line breaks stay; control characters other than a line break go.
    """
    if value.isprintable() and unicodedata.is_normalized("NFC", value):
        return value.strip()  # nothing printable is invisible, and no blank but " " is printable
    value = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    value = _STRAY_JOINER.sub("", value.translate(_CLEANED))
    kept = (c for c in value if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).strip()


def fold(value: str) -> str:
    """Return a key that two spellings of one label share.

    Case, width, dashes, quotation marks, runs of blanks, and Cyrillic letters inside an otherwise
    Latin word make no difference. For matching only; never show it.
    """
    value = clean(value).translate(_FOLDED)  # NFKC would part the acute accent
    words = unicodedata.normalize("NFKC", value).casefold().split()
    return " ".join(_latin(word) for word in words)


@lru_cache(maxsize=4096)  # the first rows of every workbook of a study are much alike
def header_key(header: str) -> str:
    """Return what two spellings of one header share."""
    key = fold(header.replace("_", " ").replace("-", " ")).strip(" .:*")
    return without_turkish_dots(key)


def without_turkish_dots(folded: str) -> str:
    """Return a folded text in which both Turkish letters i are one: folding knows no language."""
    return folded.replace("i\u0307", "i").replace("ı", "i")


def unquoted(value: str) -> str:
    """Return the text without the quotation marks and blanks around it."""
    return value.strip("\"'“”„‟«»‘’ ")


def _latin(word: str) -> str:
    """Replace look-alikes where Latin letters stand beside them; leave real Cyrillic alone."""
    if word.isascii() or not any("a" <= c <= "z" for c in word):
        return word
    return word.translate(_LOOKALIKES)


def closest(value: str, options: Iterable[str], at_least: float = 70.0) -> str | None:
    """Return the option that the value was most likely meant to be, or None.

    Similarity is rapidfuzz's ratio of the folded texts, 0 to 100.
    """
    from rapidfuzz import fuzz, process

    choices = list(dict.fromkeys(options))
    found = process.extractOne(
        fold(value), choices, scorer=fuzz.ratio, processor=fold, score_cutoff=at_least
    )
    return found[0] if found else None


def as_number(text: str) -> float | None:
    """Return the number that a text is, with a decimal point or comma; None for any other text.

    "1,000" may be one or a thousand, and is none.
    """
    folded = fold(text)
    if THOUSANDS.fullmatch(folded):
        return None
    try:
        found = float(folded.replace(",", "."))
    except ValueError:
        return None
    return found + 0.0 if math.isfinite(found) else None  # no negative zero


def spellings_of(name: str, aliases: str) -> list[str]:
    """Return how a person may be written: the name, and the aliases that semicolons part."""
    return [spelling for part in (name, *aliases.split(";")) if (spelling := part.strip())]


def listed(names: Iterable[str], most: int = 20) -> str:
    """Return names as a list of at most so many, which says where it leaves others out."""
    every = list(names)
    return ", ".join(every[:most]) + (" …" if len(every) > most else "")


def cut(text: str, longest: int) -> str:
    """Return the text, shortened at a word and without the mark before "…" where it is longer."""
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    at_word = head.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > longest // 2 else head).rstrip(" ,;:.…") + "…"


#: What to do where two names look like one person's.
ONE_PERSON = "if they are one person: stance names asks, and keeps the answer"


def told_alike(groups: Sequence[Sequence[str]], what: str) -> str:
    """Return which texts look alike and count as two all the same, three groups by name."""
    shown = "; ".join(" and ".join(f'"{text}"' for text in texts) for texts in groups[:3])
    more = f" and {len(groups) - 3} more such" if len(groups) > 3 else ""
    return f"{shown}{more} look alike and count as two {what}"


def key_phrase(passage: str) -> str:
    """Return the first six words of a passage, enough to find it again."""
    return " ".join(passage.split()[:6])


def legal_xml(text: str) -> str:
    """Return the text without what XML has no sign for."""
    return "".join(sign if sign in "\t\n\r" or sign >= " " else " " for sign in text).translate(
        {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}
    )


def words_of_description(text: str) -> set[str]:
    """Return the words of a role, affiliation or country, folded."""
    return set(fold(text).replace("-", " ").split()) - {"the", "of", "a"}
