"""Annotations of layers with features, as INCEpTION and UIMA have them: which are codes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePath

from stance.exchange.incoming.passages import Document, Intake, Mark, Passage

#: Parts of the names of types that say how a text is built, and nothing of what it says.
_STRUCTURE = (
    *(".segmentation.", ".lexmorph.", ".syntax.", ".metadata.", ".coref.", ".tweet."),
    *("uima.", ".anomaly.", ".transform.", ".morph."),
)
#: Features that say who speaks and what stands beside, rather than about what or how.
_EXPERT, _NOTE, _CONFIDENCE = ("expert", "speaker"), ("note", "comment"), ("confidence",)
_ALSO = ("question", "said_on", "source", "claim_id", "claim")
#: Where a project of INCEpTION has a folder a document, and in it a file an annotator.
PROJECT_FOLDERS = ("annotation", "curation")
Counting = Callable[[str, int, int], tuple[int, int] | None]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One annotation: its layer, its place as the file counts it, its features."""

    layer: str
    start: int
    end: int
    features: Mapping[str, str] = field(default_factory=dict)


def is_structure(layer: str) -> bool:
    """Say whether a layer holds grammar or the build of the text, and no codes."""
    return any(part in f"{layer.lower()}." for part in _STRUCTURE)


def passages_of(
    path: PurePath, text: str, stretches: Sequence[Stretch], counting: Counting, intake: Intake
) -> Iterator[Passage]:
    """Give a passage for each stretch, with a mark for each of its features.

    Args:
        path: the file, whose name is the annotator's; in a project of INCEpTION, the folder's is
            the document's.
        text: the document's text; files of the same text are one document.
        stretches: the annotations.
        counting: turns places as the file counts them into code points.
        intake: takes the document, and what is lost.
    """
    who = path.stem
    of_project = who == "CURATION_USER" or path.parent.parent.name in PROJECT_FOLDERS
    document = Document(path.parent.name if of_project else who, text)
    key = "d" + sha256(document.text.encode("utf-8", "replace")).hexdigest()[:12]
    intake.documents.setdefault(key, document)
    for nth, one in enumerate(stretches, start=1):
        place = counting(document.text, one.start, one.end)
        if place is None:
            intake.misplaced(path.name, f"{one.start} to {one.end} is not in the text")
        named = {name.lower(): value for name, value in one.features.items()}
        beside = (*_EXPERT, *_NOTE, *_CONFIDENCE, *_ALSO)
        note = next((named[n] for n in _NOTE if named.get(n)), "")
        sure = named.get(_CONFIDENCE[0], "")
        marks = tuple(
            Mark(who, name, (value,), f"{nth}", note, "", sure if sure in ("1", "2", "3") else "")
            for name, value in one.features.items()
            if name.lower() not in beside and value
        )
        layer = one.layer.rpartition(".")[2]
        yield Passage(
            named.get("claim") or (document.text[slice(*place)] if place else ""),
            marks or (() if note else (Mark(who, "layer", (layer,), f"{nth}"),)),
            named.get("claim_id", ""),
            next((named[n] for n in _EXPERT if named.get(n)), ""),
            key,
            place[0] if place else None,
            place[1] if place else None,
            named.get("said_on", ""),
            named.get("question", ""),
            also={name: value for name, value in named.items() if name in _ALSO},
            seen=(who,),
        )
