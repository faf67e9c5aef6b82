"""WebAnno TSV 3 of INCEpTION: stretches with the features of their layers, a file an annotator."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from stance.exchange.incoming.layers import Stretch, is_structure, passages_of
from stance.exchange.incoming.passages import Intake, Passage
from stance.exchange.incoming.places import from_utf16
from stance.sheets.bounded import bytes_of, refused, text_of

_SPAN = re.compile(r"#T_(SP|CH|RL)=([^|]+)\|?(.*)")
_UNIT = re.compile(r"([0-9]+)-([0-9]+)(?:\.[0-9]+)?\t([0-9]{1,9})-([0-9]{1,9})\t")
#: The most line breaks between two sentences.
_FARTHEST = 1_000_000
_NUMBERED = re.compile(r"(.*?)\[(\d+)\]\Z", re.S)
_ESCAPED = re.compile(r"\\([\\\[\]|_\->;tnrfb*])")
_MEANT = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "b": "\b"}
_EMPTY, _UNSET = "_", "*"


@dataclass
class _Layer:
    """A layer: its kind, its name, its features, and its annotations so far by number."""

    kind: str
    name: str
    features: list[str]
    found: dict[str, Stretch] = field(default_factory=dict)


def read_webanno(files: Sequence[Path], intake: Intake) -> Iterator[Passage]:
    """Give a passage for each annotated stretch; features are fields.

    The file's name is the annotator; files of the same text are one document. Layers of grammar
    (parts of speech, lemmas, dependencies) are counted, and so are relations and chains. Offsets
    are UTF-16 units.

    Raises:
        DataError: a file is of another version, or a line does not fit its header.
    """
    intake.origin = "INCEpTION"
    for path in files:
        yield from in_webanno(path, bytes_of(path), intake)


def in_webanno(path: PurePath, data: bytes, intake: Intake) -> Iterator[Passage]:
    """Give the passages in the bytes of one file; see ``read_webanno``."""
    text, layers = _parsed(path, text_of(path.name, data))
    for layer in layers:
        if layer.kind != "SP" or is_structure(layer.name):
            intake.losses.thing(f"annotations of the layer {layer.name}", len(layer.found))
    stretches = [
        one
        for layer in layers
        if layer.kind == "SP" and not is_structure(layer.name)
        for one in layer.found.values()
    ]
    yield from passages_of(path, text, stretches, from_utf16, intake)


class _Text:
    """A text put together from its sentences, each where its first token says that it begins."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.units = 0
        self.waiting: list[str] = []

    def reach(self, path: PurePath, place: int) -> None:
        """Add the sentence that waits, from this place on.

        Raises:
            DataError: the place is farther than any break between sentences.
        """
        lacking = place - self.units
        if lacking > _FARTHEST:
            message = f"a token stands {lacking:,} signs behind the sentence before it"
            raise refused(path.name, message, "export it anew")
        self._add("\n" * max(lacking, 0))
        self._add("\n".join(self.waiting))
        self.waiting = []

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self.units += len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2

    def whole(self) -> str:
        """Return the text."""
        if self.waiting:
            self._add("\n".join(["", *self.waiting] if self.parts else self.waiting))
        return "".join(self.parts)


def _parsed(path: PurePath, whole: str) -> tuple[str, list[_Layer]]:
    """Return the text and the layers of a file."""
    layers: list[_Layer] = []
    text = _Text()
    for number, line in enumerate(whole.replace("\r\n", "\n").split("\n"), start=1):
        if header := _SPAN.match(line):
            layers.append(_Layer(header[1], header[2], [f for f in header[3].split("|") if f]))
        elif line.startswith("#FORMAT=") and "WebAnno TSV 3" not in line:
            raise refused(path.name, f"its form is {line[8:]}", "export it as WebAnno TSV 3.3")
        elif line.startswith("#Text="):
            text.waiting.append(_plain(line[6:]))
        elif unit := _UNIT.match(line):
            if text.waiting:
                text.reach(path, int(unit[3]))
            _take(path, number, line, layers)
    return text.whole(), layers


def _take(path: PurePath, number: int, line: str, layers: Sequence[_Layer]) -> None:
    """Add what a token's line says to the annotations of the layers."""
    cells = line.split("\t")
    begin, _, end = cells[1].partition("-")
    at = 3
    for layer in layers:
        extra = layer.kind == "RL"
        width = len(layer.features) + extra or 1
        held = cells[at : at + width]
        at += width
        if len(held) < width:
            raise refused(path.name, f"line {number} has too few columns", "export it anew")
        if any(cell not in (_EMPTY, "") for cell in held):
            _annotate(layer, held, number, int(begin), int(end))


def _annotate(layer: _Layer, held: Sequence[str], line: int, begin: int, end: int) -> None:
    """Add one cell of each feature; stacked annotations are parted by bars, long ones numbered."""
    stacked = [re.split(r"(?<!\\)\|", cell) for cell in held]
    for nth in range(max(map(len, stacked))):
        values = [cells[nth] if nth < len(cells) else _UNSET for cells in stacked]
        numbers = [m[2] for m in map(_NUMBERED.match, values) if m]
        plain = [m[1] if (m := _NUMBERED.match(value)) else value for value in values]
        key = numbers[0] if numbers else f"line {line}.{nth}"
        pairs = [
            (name, _plain(value))
            for name, value in zip(layer.features or [""], plain, strict=False)
            if value not in (_UNSET, _EMPTY)
        ]
        known = layer.found.get(key)
        if known is None:
            layer.found[key] = Stretch(layer.name, begin, end, dict(pairs))
        else:
            layer.found[key] = Stretch(layer.name, known.start, end, known.features)


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda found: _MEANT.get(found[1], found[1]), text)
