"""The parts of a REFI-QDA project: its archive, codes, cases, users, notes, variables."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stance.core.codebook import Level
from stance.core.text import as_number, clean
from stance.exchange.incoming.packed import Packed
from stance.sheets.bounded import bytes_of, text_of, xml_of
from stance.sheets.limits import limits_of
from stance.workbook.form import EXPERTS, header_key

BETWEEN = " / "
_PROJECT = "project.qde"
#: How the description of our own code groups begins: they hold a scale, not topics.
SCALE_MARK = "stance scale"
_SCORE = re.compile(r"score (-?\d+(?:\.\d+)?|none)(?:; code (\S+))?(?:; (.*))?", re.S)


def attribute(element: Any, name: str) -> str:
    """Return an attribute, empty where there is none."""
    return clean(element.get(name) or "")


def children(element: Any, name: str) -> Iterator[Any]:
    """Yield the children of that name, whatever their namespace."""
    for child in element:
        if isinstance(child.tag, str) and child.tag.rpartition("}")[2] == name:
            yield child


def guid(element: Any) -> str:
    """Return an element's identifier, without braces and case."""
    return attribute(element, "guid").strip("{}").lower()


def target(reference: Any) -> str:
    """Return the identifier that a reference leads to."""
    return attribute(reference, "targetGUID").strip("{}").lower()


def described(element: Any) -> str:
    """Return the description of an element."""
    return next((clean(d.text or "") for d in children(element, "Description")), "")


def notes_of(element: Any, notes: dict[str, str]) -> list[str]:
    """Return the texts of the notes that an element refers to."""
    return [text for ref in children(element, "NoteRef") if (text := notes.get(target(ref)))]


def variables_of(element: Any, names: dict[str, str]) -> dict[str, str]:
    """Return the values of an element's variables, by the key of their name."""
    values: dict[str, str] = {}
    for value in children(element, "VariableValue"):
        name = next((names.get(target(ref), "") for ref in children(value, "VariableRef")), "")
        text = next((v.text or "" for v in value if str(v.tag).endswith("Value")), "")
        if name and clean(text):
            values[header_key(name.rpartition(":")[2])] = clean(text)
    return values


@dataclass
class Project:
    """An opened project: its XML, and the texts that are packed with it."""

    file: str
    root: Any
    packed: Packed | None
    users: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    linked: set[str] = field(default_factory=set)

    @property
    def space(self) -> str:
        """The namespace of the project's elements."""
        return str(self.root.tag)[1:].partition("}")[0]

    def kind(self, element: Any) -> str:
        """Return an element's name without its namespace."""
        return str(element.tag).rpartition("}")[2]

    def path_of(self, text: Any) -> str:
        """Return the name of the file in which a text lies."""
        return posixpath.basename(attribute(text, "plainTextPath"))

    def text_of(self, text: Any) -> tuple[str, bool]:
        """Return a text, and whether it lies outside the project, which is not looked at.

        Raises:
            DataError: it is damaged, or all texts together unpack to too much.
        """
        inside = next((c.text or "" for c in children(text, "PlainTextContent")), None)
        if inside is not None:
            return inside.removeprefix("\ufeff"), False
        path = attribute(text, "plainTextPath")
        if not path:
            return "", False
        data = None if re.match(r"(relative|absolute):", path) else self._packed(path)
        if data is None:
            return "", True
        return text_of(self.file, data), False

    def _packed(self, path: str) -> bytes | None:
        """Return the bytes of a packed file; None where there is none of that name."""
        if self.packed is None:
            return None
        name = path.removeprefix("internal:").lstrip("/")
        names = {part.filename.lower(): part for part in self.packed.archive.infolist()}
        part = names.get(f"sources/{name}".lower()) or names.get(name.lower())
        return self.packed.read(part) if part else None

    def notes_on(self, of: str) -> list[str]:
        """Return the texts of the notes that are linked to an element."""
        return self.links.get(of, [])


def opened(path: Path) -> Project:
    """Open a project or codebook; nothing is unpacked to disk.

    Raises:
        DataError: it is damaged, hostile, or beyond the limits.
    """
    limits = limits_of()
    data = bytes_of(path, limits)
    packed = None
    if data.startswith(b"PK"):
        packed = Packed.of(path.name, data, limits)
        data = packed.read(packed.archive.getinfo(_project_name(packed.archive)))
    project = Project(path.name, xml_of(path.name, data, limits), packed)
    for users in children(project.root, "Users"):
        for user in children(users, "User"):
            name = attribute(user, "name") or attribute(user, "id")
            project.users[attribute(user, "guid")] = name or f"user {guid(user)[:8]}"
    for variables in children(project.root, "Variables"):
        project.variables |= {guid(v): attribute(v, "name") for v in variables}
    for notes in children(project.root, "Notes"):
        for note in notes:
            project.notes[guid(note)] = clean(project.text_of(note)[0]) or described(note)
    _link(project)
    return project


def _project_name(archive: zipfile.ZipFile) -> str:
    return next(n for n in archive.namelist() if n.lower().rpartition("/")[2] == _PROJECT)


def _link(project: Project) -> None:
    """Keep the notes that links tie to selections, whichever end the note is."""
    for links in children(project.root, "Links"):
        for link in links:
            ends = [
                attribute(link, name).strip("{}").lower() for name in ("originGUID", "targetGUID")
            ]
            for note, other in (ends, ends[::-1]):
                if note in project.notes:
                    project.links.setdefault(other, []).append(project.notes[note])
                    project.linked.add(note)


@dataclass(frozen=True, slots=True)
class Code:
    """A code: its names from the outermost, its description, the names of those in it."""

    guid: str
    path: tuple[str, ...]
    text: str
    codable: bool
    parts: tuple[str, ...]
    hidden: bool = False


@dataclass
class Codes:
    """The codebook."""

    by_guid: dict[str, Code] = field(default_factory=dict)

    @property
    def ours(self) -> bool:
        """Whether this is a codebook of ours, which has a scale."""
        return any(code.hidden for code in self.by_guid.values())

    @classmethod
    def of(cls, root: Any) -> "Codes":
        """Return the codes of a project or codebook; those of one path are told apart."""
        codes = cls()
        books = [root] if str(root.tag).endswith("CodeBook") else list(children(root, "CodeBook"))
        for book in books:
            for held in children(book, "Codes"):
                codes._add(held, (), False)
        return codes

    def _add(self, above: Any, path: tuple[str, ...], hidden: bool) -> None:
        for element in children(above, "Code"):
            name = attribute(element, "name") or f"code {guid(element)[:8]}"
            text = described(element)
            ours = hidden or text.startswith(SCALE_MARK)
            parts = tuple(attribute(inner, "name") for inner in children(element, "Code"))
            codable = attribute(element, "isCodable").lower() not in ("false", "0")
            own = (*path, name)
            self.by_guid[guid(element)] = Code(guid(element), own, text, codable, parts, ours)
            self._add(element, own, ours)


def levels_of(codes: Codes) -> list[Level]:
    """Return the scale, where the project is one of ours: codes described by their score."""
    levels: dict[str, Level] = {}
    for code in codes.by_guid.values():
        found = _SCORE.fullmatch(code.text)
        if code.hidden and found:
            score = as_number(found[1])
            name = code.path[-1]
            levels.setdefault(name, Level(name, score, found[2] or "", found[3] or ""))
    return list(levels.values())


@dataclass
class Cases:
    """Who or what the texts are about: cases, and the sources and selections that are theirs."""

    names: dict[str, str] = field(default_factory=dict)
    about: dict[str, dict[str, str]] = field(default_factory=dict)
    theirs: dict[str, str] = field(default_factory=dict)
    of_source: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Any, codes: Codes) -> "Cases":
        """Return the cases; a nameless one holds the variables of its source."""
        found = cls()
        names = {guid(v): attribute(v, "name") for vs in children(root, "Variables") for v in vs}
        fields = {key: one.name for one in EXPERTS for key in one.keys}
        for cases in children(root, "Cases"):
            for case in children(cases, "Case"):
                values = variables_of(case, names)
                sources = [target(ref) for ref in children(case, "SourceRef")]
                name = attribute(case, "name")
                if not name:
                    found.of_source |= dict.fromkeys(sources, values)
                    continue
                found.names[guid(case)] = name
                kept = {fields[k]: v for k, v in values.items() if k in fields}
                kept = {k: v for k, v in kept.items() if k not in ("expert_id", "name")}
                found.about[name] = kept
                refs = [*sources, *(target(ref) for ref in children(case, "SelectionRef"))]
                for ref in refs:
                    found.theirs.setdefault(ref, name)
                for ref in children(case, "CodeRef"):
                    found.names[target(ref)] = name
        return found

    def speaker(self, of: str) -> str:
        """Return whose a source or selection is; empty where nobody's."""
        return self.theirs.get(of, "")
