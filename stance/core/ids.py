"""Short ids made of names: one rule for experts, sources and topics, wherever a name comes from."""

import re
import unicodedata
from collections.abc import Collection
from itertools import chain, count

from stance.core.codebook import NONE

#: Letters that are more than a plain Latin one with an accent, and what is written for each.
_WRITTEN = """
    а:a б:b в:v г:g д:d е:e ё:yo ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh
    ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya є:ye і:i ї:yi ґ:g ў:o ә:a ғ:g қ:q ң:ng ө:o ұ:u
    ү:u һ:h ҳ:h ҷ:j ӣ:i ӯ:u ђ:dj ј:j љ:lj њ:nj ћ:c џ:dz
    ł:l ø:o đ:d ð:d þ:th æ:ae œ:oe ı:i ə:a ŋ:ng ʻ:' ʼ:' ʹ:'
"""
_PLAIN = {pair[0]: pair[2:] for pair in _WRITTEN.split()}


def slug(text: str, taken: Collection[str] = (), longest: int | None = None) -> str:
    """Return a short id made of the letters and digits of a name, unlike those taken.

    Accents fall away, and Cyrillic letters are written as English does: "Айнур Смагулова" becomes
    aynur-smagulova. Letters of other scripts stay as they are. A name without any is called "x".

    Args:
        text: the name.
        taken: ids that exist.
        longest: at most so many characters, cut between words where there are several; a number
            that tells it from those taken comes on top.
    """
    letters = unicodedata.normalize("NFC", text).casefold()
    letters = letters.replace("\u200c", "").replace("\u200d", "")  # they join letters of one word
    letters = "".join(_PLAIN.get(letter, letter) for letter in letters)
    bare = (c for c in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(c))
    stem = re.sub(r"[\W_]+", "-", "".join(bare)).strip("-") or "x"
    if longest is not None and len(stem) > longest:
        stem = stem[: longest + 1].rpartition("-")[0] or stem[:longest]
    return free_id(stem, {*taken, NONE} if stem == NONE else taken)


def free_id(wanted: str, taken: Collection[str]) -> str:
    """Return the id; where it is taken, the first of wanted-2, wanted-3 … that is not."""
    names = chain([wanted], (f"{wanted}-{number}" for number in count(2)))
    return next(name for name in names if name not in taken)
