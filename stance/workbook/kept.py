"""Workbooks that were read before, known by their bytes, so that none is read twice unchanged.

A command reads a study, writes some of its workbooks, and looks where the study then stands; a
page under watch is made anew whenever one of them is saved. What was read of a file holds as long
as its bytes, and those of the analyst's workbook it was read by, are the same.
"""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from stance.sheets.limits import Limits
from stance.workbook.content import Content

#: Files that are kept: those of a large study.
_MOST = 400


@dataclass(frozen=True, slots=True)
class _Kept:
    content: Content
    size: int
    base: Content | None
    limits: Limits


_KEPT: OrderedDict[Path, _Kept] = OrderedDict()


def known(path: Path) -> Content | None:
    """Return what was read of a file that is the same since, by whatever it was read."""
    kept = _KEPT.get(path.absolute())
    if kept is None or not path.is_file() or path.stat().st_size != kept.size:
        return None
    same = hashlib.sha256(path.read_bytes()).hexdigest() == kept.content.sha256
    return kept.content if same else None


def known_by(path: Path, base: Content | None, limits: Limits) -> Content | None:
    """Return what was read of a file, if it and all that it was read by are the same since.

    Args:
        path: the file.
        base: the analyst's workbook by which it is read.
        limits: how large it may be.
    """
    kept = _KEPT.get(path.absolute())
    if kept is None or kept.base is not base or kept.limits != limits:
        return None
    return known(path)


def keep(path: Path, content: Content, base: Content | None, limits: Limits) -> None:
    """Keep what was read of a file; ``base`` and ``limits`` as in ``known_by``."""
    _KEPT[path.absolute()] = _Kept(content, path.stat().st_size, base, limits)
    _KEPT.move_to_end(path.absolute())
    while len(_KEPT) > _MOST:
        _KEPT.popitem(last=False)
