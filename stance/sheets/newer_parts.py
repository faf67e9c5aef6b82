"""What Excel keeps of a sheet in a form that openpyxl passes over, and the lists among it.

A list to choose from whose choices stand on another sheet is kept so as soon as Excel saves a file;
in the older form it says the same, so it is put back in that.
"""

import re
from html import unescape
from typing import Any

_PART = re.compile(rb"""<(?:\w+:)?ext\s[^<>]*?uri="([^"]*)\"""")
_LISTS = "{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"
_RULE = re.compile(
    rb"<(?P<p>\w+:)dataValidation(?P<said>\s[^<>]*)?>"
    rb"(?P<inside>(?:[^<]|<(?!\w+:dataValidation[\s>]))*?)</(?P=p)dataValidation>"
)
_SAID = re.compile(rb"""\s(\w+)="([^"]*)\"""")
_FORMULA = re.compile(rb"<\w+:formula([12])>\s*<\w+:f>([^<]*)</\w+:f>")
_CELLS = re.compile(rb"<\w+:sqref>([^<]*)</\w+:sqref>")
#: What else there may be, by the form's own mark of it.
_NAMES = {
    "{78C0D931-6437-407D-A8EE-F0AAD7539E65}": "colours by a rule of a newer form",
    "{B025F937-C7B1-47D3-B67F-A62EFF666E3E}": "colours by a rule of a newer form",
    "{05C60535-1F16-4FD2-B633-F4F36F0B64E0}": "sparklines",
    "{A8765BA9-456A-4DAB-B4F3-ACF838C121DE}": "slicers",
    "{3A4CF648-6AED-40F4-86FF-DC5316D8AED3}": "slicers",
    "{FC87AEE6-9EDD-4A0A-B7FB-166176984837}": "protected ranges",
}
_OTHER = "something of a newer form"
#: What nobody misses: marks at numbers that are stored as text.
_UNSEEN = "{01252117-D84E-4E92-8308-4BE1C098FCBB}"
_WORDS = (
    *("type", "errorStyle", "operator", "imeMode"),
    *("promptTitle", "prompt", "errorTitle", "error"),
)
_SWITCHES = ("allowBlank", "showDropDown", "showInputMessage", "showErrorMessage")


def lost_of(sheet: bytes) -> set[str]:
    """Return what a sheet has in a newer form that cannot be put back.

    Args:
        sheet: its XML.
    """
    found = {mark.decode("ascii", "replace").upper() for mark in _PART.findall(sheet)}
    lost = {_NAMES.get(mark, _OTHER) for mark in found - {_LISTS.upper(), _UNSEEN}}
    if _LISTS.upper() in found and rules_of(sheet) is None:
        lost.add("lists to choose from of a newer form")
    return lost


def rules_of(sheet: bytes) -> list[Any] | None:
    """Return the lists and rules of a newer form as openpyxl's; None where one is not understood.

    Args:
        sheet: its XML.
    """
    try:
        rules = [_rule(match) for match in _RULE.finditer(sheet)]
    except (ValueError, TypeError):
        return None
    n_rules = len(re.findall(rb"<\w+:dataValidation[\s>]", sheet))
    return rules if len(rules) == n_rules else None


def _rule(match: re.Match[bytes]) -> Any:
    from openpyxl.worksheet.datavalidation import DataValidation

    said = {name.decode(): _text(value) for name, value in _SAID.findall(match["said"] or b"")}
    inside = match["inside"]
    formulas = {f"formula{number.decode()}": _text(f) for number, f in _FORMULA.findall(inside)}
    cells = _CELLS.search(inside)
    if cells is None:
        raise ValueError("a rule for no cells")
    switches = {name: said.get(name) in ("1", "true") for name in _SWITCHES}
    words = {name: said[name] for name in _WORDS if name in said}
    return DataValidation(sqref=_text(cells[1]), **formulas, **switches, **words)


def _text(data: bytes) -> str:
    return unescape(data.decode("utf-8"))
