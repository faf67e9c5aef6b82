"""What is invalid in a workbook by the transitional schemas of ECMA-376.

The schemas are not part of the project. They are a folder with ``t/`` (sml.xsd and what it
imports) and ``opc/``, as ECMA hands them out in part 4 and part 2 of the standard.
"""

import zipfile
from pathlib import Path

from lxml import etree

_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
#: The schema of a part by the namespace of its first element.
_BY_NAMESPACE = {
    _SPREADSHEET: "t/sml.xsd",
    _DRAWING: "t/dml-spreadsheetDrawing.xsd",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "t/dml-main.xsd",
    "http://schemas.openxmlformats.org/package/2006/relationships": "opc/opc-relationships.xsd",
    "http://schemas.openxmlformats.org/package/2006/content-types": "opc/opc-contentTypes.xsd",
    "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": (
        "t/shared-documentPropertiesExtended.xsd"
    ),
}
#: The standard allows it on every text, and its schema forgets it.
_KEEP_BLANKS = "{http://www.w3.org/XML/1998/namespace}space"


class Schemas:
    """The schemas of a folder, each read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, etree.XMLSchema] = {}

    def invalid(self, path: Path) -> list[str]:
        """Return what is invalid in a workbook, a line each, and parts that no schema is for."""
        found: list[str] = []
        with zipfile.ZipFile(path) as archive:
            names = [n for n in archive.namelist() if n.endswith((".xml", ".rels"))]
            for name in names:
                part = etree.fromstring(archive.read(name), etree.XMLParser(huge_tree=True))
                if name != "docProps/core.xml":  # of Dublin Core, whose schema ECMA has not
                    found += [f"{name}: {line}" for line in self._of_part(part)]
        return found

    def _of_part(self, part: etree._Element) -> list[str]:
        schema = _BY_NAMESPACE.get(str(etree.QName(part).namespace))
        if schema is None:
            return ["there is no schema for it"]
        if schema not in self._read:
            self._read[schema] = etree.XMLSchema(etree.parse(self.folder / schema))
        for element in part.iter():
            element.attrib.pop(_KEEP_BLANKS, None)
        validator = self._read[schema]
        return [] if validator.validate(part) else [e.message for e in validator.error_log]
