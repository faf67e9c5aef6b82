"""Short ids made of names."""

import re
import unicodedata
from collections.abc import Collection

from stance.codebook import NONE


def slug(text: str, taken: Collection[str] = ()) -> str:
    """Return a short id made of the text's letters and digits, unlike those taken."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    stem = re.sub(r"[\W_]+", "-", plain).strip("-") or "x"
    name, number = stem, 1
    while name in taken or name == NONE:
        number += 1
        name = f"{stem}-{number}"
    return name
