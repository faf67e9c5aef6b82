"""What Excel refuses or repairs in a workbook, after its documented limits.

The limits are those of Microsoft's "Excel specifications and limits" and of the dialogs in which a
user meets them; texts are counted in UTF-16 units, as Excel does.
"""

import re
import zipfile
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from lxml import etree

CELL_TEXT, CELL_BREAKS = 32_767, 253
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile(r"\$?([A-Z]+)\$?(\d+)")
#: Of the attributes of a dropdown, how long each may be.
_DROPDOWN = {"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 225}


def beyond(path: Path) -> list[str]:
    """Return what Excel would not take in a workbook, a line each."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        texts = {n: archive.read(n) for n in names if n.endswith((".xml", ".rels", ".vml"))}
    try:
        parts = {name: etree.fromstring(text) for name, text in texts.items()}
    except etree.XMLSyntaxError as error:
        return [f"a part is not well-formed XML: {error}"]
    found = list(_of_container(names, parts))
    titles = [s.get("name") for s in parts["xl/workbook.xml"].iter(f"{_MAIN}sheet")]
    found += _of_book(parts["xl/workbook.xml"], titles)
    n_texts = 0
    for text in parts.get("xl/sharedStrings.xml", ()):
        n_texts += 1
        found += _of_text("".join(t.text or "" for t in text.iter(f"{_MAIN}t")))
    styles = parts["xl/styles.xml"]
    n_styles, n_looks = (_length(styles, name) for name in ("cellXfs", "dxfs"))
    found += [f"{n_styles} formats of cells"] if n_styles > 64_000 else []
    for name, part in parts.items():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            told = [
                *_of_cells(part, n_texts, n_styles),
                *_of_dropdowns(part, titles),
                *_of_looks(part, n_looks),
            ]
            found += [f"{name}: {line}" for line in told]
        elif part.tag == f"{_MAIN}comments":
            found += _of_comments(part)
    return found


def _units(text: str | None) -> int:
    return len((text or "").encode("utf-16-le", "surrogatepass")) // 2


def _length(part: Any, name: str) -> int:
    child = part.find(f"{_MAIN}{name}")
    return 0 if child is None else len(child)


def _of_container(names: list[str], parts: dict[str, Any]) -> Iterator[str]:
    """Yield parts that are there twice, have no type, or lead to what is not there."""
    if len({name.lower() for name in names}) < len(names):
        yield "two parts have one name"
    types = parts["[Content_Types].xml"]
    named = {e.get("PartName", "").lstrip("/") for e in types}
    endings = {e.get("Extension", "").lower() for e in types}
    for name in names:
        known = name in named or name.rpartition(".")[2].lower() in endings
        if not known and name != "[Content_Types].xml":
            yield f"{name} has no type"
    yield from (f"{name} is named and not there" for name in named - {""} - set(names))
    for name in (name for name in names if name.endswith(".rels")):
        folder = Path(name).parent.parent
        for relation in parts[name]:
            target = relation.get("Target")
            if relation.get("TargetMode") == "External":
                yield f"{name} leads out of the file, to {target}"
            elif _normal(folder, target) not in names:
                yield f"{name} leads to {target}, which is not there"


def _normal(folder: Path, target: str) -> str:
    steps: list[str] = []
    for step in (Path(target) if target.startswith("/") else folder / target).parts:
        steps = steps[:-1] if step == ".." else [*steps, step]
    return "/".join(step for step in steps if step != "/")


def _of_book(book: Any, titles: list[str]) -> Iterator[str]:
    """Yield what is wrong with the names of sheets and of ranges."""
    if len({title.casefold() for title in titles}) < len(titles):
        yield "two sheets have one name"
    for title in titles:
        if not 0 < _units(title) <= 31:
            yield f"a sheet's name has {_units(title)} characters: {title}"
        if re.search(r"[\[\]:*?/\\]|^'|'\Z", title) or title.casefold() == "history":
            yield f"no sheet may be called {title}"
    sheets = list(book.iter(f"{_MAIN}sheet"))
    for view in book.iter(f"{_MAIN}workbookView"):
        if sheets[int(view.get("activeTab", 0))].get("state"):
            yield "the sheet that is shown first is hidden"
    names = [
        (d.get("name", "").casefold(), d.get("localSheetId"))
        for d in book.iter(f"{_MAIN}definedName")
    ]
    if len(set(names)) < len(names):
        yield "two ranges have one name"
    for defined in book.iter(f"{_MAIN}definedName"):
        if not re.fullmatch(r"[A-Za-z_\\][\w.\\?]{0,254}", defined.get("name", "")):
            yield f"no range may be called {defined.get('name')}"
        if _units(defined.text) > 8_192:
            yield "the formula of a range is too long"


def _of_text(text: str) -> Iterator[str]:
    """Yield what a cell does not hold."""
    shown = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    if _units(shown) > CELL_TEXT:
        yield f"a text has {_units(shown)} characters"
    if shown.count("\n") > CELL_BREAKS:
        yield f"a text has {shown.count(chr(10))} line breaks"


def _of_cells(sheet: Any, n_texts: int, n_styles: int) -> Iterator[str]:
    """Yield cells that are out of order or lead to no text or style."""
    last = 0
    for row in sheet.iter(f"{_MAIN}row"):
        number, column = int(row.get("r")), 0
        if not last < number <= 1_048_576:
            yield f"row {number} comes after row {last}"
        last = number
        if row.get("ht") and float(row.get("ht")) > 409.5:
            yield f"row {number} is {row.get('ht')} points high"
        for cell in row:
            place = _PLACE.fullmatch(cell.get("r"))
            at = _column(place[1]) if place and int(place[2]) == number else 0
            if not column < at <= 16_384:
                yield f"the cell {cell.get('r')} is out of place"
            column = at
            value = cell.findtext(f"{_MAIN}v")
            if int(cell.get("s", 0)) >= n_styles:
                yield f"the cell {cell.get('r')} has a format that is not there"
            if cell.get("t") == "s" and int(value) >= n_texts:
                yield f"the cell {cell.get('r')} has a text that is not there"
            if _units(cell.findtext(f"{_MAIN}f")) > 8_192:
                yield f"the formula in {cell.get('r')} is too long"
    for column in sheet.iter(f"{_MAIN}col"):
        if not 0 <= float(column.get("width", 8)) <= 255:
            yield f"column {column.get('min')} is {column.get('width')} characters wide"
    if len(list(sheet.iter(f"{_MAIN}hyperlink"))) > 65_530:
        yield "there are too many links"
    for text in (e for part in sheet.iter(f"{_MAIN}headerFooter") for e in part):
        if _units(text.text) > 255:
            yield "a header of the page is too long"


def _of_dropdowns(sheet: Any, titles: list[str]) -> Iterator[str]:
    """Yield dropdowns whose texts are too long, that overlap, or whose list is not there."""
    rules = list(sheet.iter(f"{_MAIN}dataValidation"))
    for rule in rules:
        for name, most in _DROPDOWN.items():
            if _units(rule.get(name)) > most:
                yield f"{name} of {rule.get('sqref')} has {_units(rule.get(name))} characters"
        for formula in rule:
            if _units(formula.text) > 255:
                yield f"the list of {rule.get('sqref')} has {_units(formula.text)} characters"
            named = re.match(r"'?([^'!]+)'?!", formula.text or "")
            if named and named[1] not in titles:
                yield f"the list of {rule.get('sqref')} stands on the sheet {named[1]}"
    ranges = [ref for rule in rules for ref in rule.get("sqref", "").split()]
    ranges += [merged.get("ref") for merged in sheet.iter(f"{_MAIN}mergeCell")]
    for one, other in combinations(ranges, 2):
        if _overlap(one, other):
            yield f"{one} and {other} overlap"


def _of_looks(sheet: Any, n_looks: int) -> Iterator[str]:
    """Yield conditional formats that share a priority or lead to no format."""
    rules = list(sheet.iter(f"{_MAIN}cfRule"))
    if len({rule.get("priority") for rule in rules}) < len(rules):
        yield "two conditional formats have one priority"
    for rule in rules:
        if rule.get("dxfId") and int(rule.get("dxfId")) >= n_looks:
            yield "a conditional format has a look that is not there"
        if any(_units(formula.text) > 8_192 for formula in rule.iter(f"{_MAIN}formula")):
            yield "the formula of a conditional format is too long"


def _of_comments(part: Any) -> Iterator[str]:
    for comment in part.iter(f"{_MAIN}comment"):
        if _units("".join(t.text or "" for t in comment.iter(f"{_MAIN}t"))) > CELL_TEXT:
            yield f"the comment on {comment.get('ref')} is too long"
    for author in part.iter(f"{_MAIN}author"):
        if _units(author.text) > 54:
            yield "the author of a comment has too long a name"


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _overlap(one: str, other: str) -> bool:
    """Say whether two ranges have a cell in common."""
    (a, b, c, d), (e, f, g, h) = map(_box, (one, other))
    return a <= g and e <= c and b <= h and f <= d


def _box(ref: str) -> tuple[int, int, int, int]:
    first, _, last = ref.partition(":")
    places = [_PLACE.fullmatch(text) for text in (first, last or first)]
    a, b = ((_column(p[1]), int(p[2])) if p else (0, 0) for p in places)
    return *a, *b
