"""Short ids made of names."""

import re
import unicodedata
from collections.abc import Collection
from itertools import chain, count

from stance.core.codebook import NONE


def slug(text: str, taken: Collection[str] = ()) -> str:
    """Return a short id made of the text's letters and digits, unlike those taken."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    stem = re.sub(r"[\W_]+", "-", plain).strip("-") or "x"
    return free_id(stem, {*taken, NONE} if stem == NONE else taken)


def free_id(wanted: str, taken: Collection[str]) -> str:
    """Return the id; where it is taken, the first of wanted-2, wanted-3 … that is not."""
    names = chain([wanted], (f"{wanted}-{number}" for number in count(2)))
    return next(name for name in names if name not in taken)
