"""What people write into a cell that holds nothing: marks of a missing value, names of nobody."""

from stance.core.text import fold

_MARKS = """
    # - -- --- . * / ? ?? na n/a n.a. n.a #n/a #na #n/d nan null nil none missing unknown <na>
    -99 -999 k.a. k.a н/д нет n.d. n/d s/d s.d. yok bilinmiyor 无 未知 不详
"""
#: Marks of a missing value, folded.
MISSING = frozenset(map(fold, _MARKS.split()))
_NOBODY = """
    anonymous | anon | anonym | nobody | no one | not stated | not given | not specified
    unspecified
    unnamed | no name | n.n. | n. n. | tbd | to be determined | unknown speaker | unknown person
    various
    неизвестно | неизвестный | аноним | анонимно | не указано | unbekannt | anonymus | ohne angabe
    anonyme | inconnu | non précisé | anónimo | desconocido | no especificado | anonim
    bilinmeyen
    匿名 | 佚名
"""
#: Names that stand for no person, folded.
NOBODY = frozenset(fold(name) for part in _NOBODY.strip().splitlines() for name in part.split("|"))


def is_missing(text: str) -> bool:
    """Say whether a cell of numbers or names holds nothing."""
    return not text or fold(text) in MISSING


def is_nobody(text: str) -> bool:
    """Say whether a cell for a person names none."""
    return is_missing(text) or fold(text) in NOBODY
