"""Comments on the cells of an XLSX sheet, as its file packs them."""

import posixpath
import re
import zipfile
from collections.abc import Mapping
from html import unescape

from stance.sheets.a1 import column_number

_TARGET = re.compile(rb"""Target=["']([^"']*/?comments?\d*\.xml)["']""", re.IGNORECASE)
_COMMENT = re.compile(
    rb"""<(?:\w+:)?comment\s[^>]*?ref=["']([A-Z]{1,3})(\d{1,7})["'][^>]*>(.*?)</(?:\w+:)?comment>""",
    re.DOTALL,
)
_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</(?:\w+:)?t>")
#: What Excel puts before a threaded comment for programs that know none.
_NOTICE = re.compile(r"\A\[Threaded comment\].*?(?:Comment:|Kommentar:|Комментарий:)\s*", re.DOTALL)


def comments_of(archive: zipfile.ZipFile, part: str) -> Mapping[tuple[int, int], str]:
    """Return the comments of a sheet by row and column, counted from 1.

    Args:
        archive: the file.
        part: where it packs the sheet.
    """
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return {}
    found: dict[tuple[int, int], str] = {}
    for target in _TARGET.findall(archive.read(relations)):
        path = posixpath.normpath(posixpath.join("/", folder, target.decode())).lstrip("/")
        if path not in archive.namelist():
            continue
        for letters, digits, inside in _COMMENT.findall(archive.read(path)):
            text = unescape(b"".join(_TEXT.findall(inside)).decode("utf-8", "replace"))
            text = _NOTICE.sub("", text).strip()
            if text:
                found[int(digits), column_number(letters.decode())] = text
    return found
