"""Who wrote a page and in which section it stands, as the page itself declares."""

import json
import re
from collections.abc import Iterable

#: No person: sites on which a page is shared, addresses, and the hands of an editorial system.
_NOBODY = re.compile(
    r"https?\b|www\b|@|\.(?:com|org|net|ru|kz|uz)\b|\b(?:com|org|net)$"
    r"|\b(?:facebook|twitter|instagram|telegram|youtube|linkedin|vkontakte|whatsapp|pinterest)\b"
    r"|^(?:admin|administrator|webmaster|editor|editors|staff|newsroom|redaction|redaktion|редакция"
    r"|редактор|guest|user|root|author|unknown|none|null)\d*$",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]")
_LINKED_AUTHOR = re.compile(r'"author"\s*:\s*\[?\s*\{[^{}]{0,300}?"name"\s*:\s*"([^"\n]{3,60})"')
_LINKED_SECTION = re.compile(r'"articleSection"\s*:\s*\[?\s*"([^"\n]{2,60})"')
_META = re.compile(r"<meta\b[^<>]{0,400}>", re.I)
_SECTION = re.compile(
    r"""(?:property|name|itemprop)\s*=\s*["'](?:article:section|articleSection)["']"""
)
_CONTENT = re.compile(r"""\bcontent\s*=\s*(?:"([^"<>]{2,60})"|'([^'<>]{2,60})')""")


def author(page: str, found: str, publisher: str) -> str:
    """Return who wrote a page: of those found, persons only; else whom its linked data names.

    Args:
        page: the page.
        found: the authors that were found in it, parted by semicolons.
        publisher: who publishes it, who is no person.
    """
    named = list(_persons(found.split(";"), publisher))
    if not named:
        named = list(_persons(map(_unescaped, _LINKED_AUTHOR.findall(page)), publisher))
    return "; ".join(dict.fromkeys(named))


def section(page: str) -> str:
    """Return the section of a paper that a page says it stands in; empty where it does not."""
    for tag in _META.findall(page):
        content = _CONTENT.search(tag) if _SECTION.search(tag) else None
        if content is not None:
            return " ".join((content[1] or content[2]).split())
    linked = _LINKED_SECTION.search(page)
    return _unescaped(linked[1]) if linked else ""


def _persons(names: Iterable[str], publisher: str) -> Iterable[str]:
    for name in names:
        bare = " ".join(name.split())
        if bare.casefold() != publisher.casefold() and is_person(bare):
            yield bare


def is_person(name: str) -> bool:
    """Whether a name may be a person's: no site, no address, no part of an editorial system."""
    bare = name.strip()
    return bool(_WORD.search(bare)) and not _NOBODY.search(bare)


def _unescaped(value: str) -> str:
    try:
        return str(json.loads(f'"{value}"')).strip()
    except ValueError:
        return ""
