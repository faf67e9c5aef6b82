"""Names of places on the page: stable, unique, and safe whatever the ids of a study hold."""

import re
from collections.abc import Iterable

_UNSAFE = re.compile(r"[^\w-]+", re.ASCII)


def anchors(prefix: str, ids: Iterable[str]) -> dict[str, str]:
    """Return an anchor for each id, such as ``claim-c001``; two that fold into one get a number."""
    taken: set[str] = set()
    found: dict[str, str] = {}
    for id_ in ids:
        base = f"{prefix}-{_UNSAFE.sub('-', id_).strip('-') or 'x'}"
        anchor, number = base, 2
        while anchor in taken:
            anchor, number = f"{base}.{number}", number + 1
        taken.add(anchor)
        found[id_] = anchor
    return found
