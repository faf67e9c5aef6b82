"""What the report as a document and as slides have in common."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from stance.core.errors import UsageError
from stance.report.album import Album
from stance.report.claims import ClaimView
from stance.report.figures import Figure, Kind
from stance.report.sentences import plain
from stance.report.templates import visible
from stance.report.topics import TopicView

#: Topics that are drawn one by one.
DRAWN = 10
#: Letters beyond which a cell makes its column no wider.
_LONG = 60
#: The figures of the whole study, in their order.
WHOLE: tuple[Kind, ...] = ("topics", "grid", "pairs", "map")


def missing(kind: str) -> UsageError:
    """Return what is told where the extra is missing."""
    return UsageError(f".{kind} needs an extra: pip install 'stance[office]'")


def text(written: str) -> str:
    """Return text without signs that a file of Office cannot hold."""
    return str(visible(written))


def opening(album: Album) -> Iterator[Figure]:
    """Yield the figure of the first screen."""
    first = album.page.opening.figure
    if first is not None:
        yield from strip(album, first)


def how_sure(album: Album) -> str:
    """Return what the first screen says of how sure its headline is."""
    said = (plain(sentence) for sentence in album.page.opening.firm)
    return " ".join((album.say("opening.sure"), *said))


def strip(album: Album, topic: TopicView) -> Iterator[Figure]:
    """Yield the figure of a topic."""
    if topic.frame is not None:
        ids = {anchor: id_ for id_, anchor in album.of.topic_anchor.items()}
        yield album.figure("strip", ids[topic.anchor])


def whole(album: Album) -> Iterator[Figure]:
    """Yield the figures of the whole study that there are."""
    for kind in WHOLE:
        if getattr(album.page.figures, kind) is not None:
            yield album.figure(kind)


def facing(topic: TopicView) -> tuple[ClaimView, ...]:
    """Return the claims against and for that face each other."""
    return tuple(claim for claim in (topic.against, topic.in_favour) if claim is not None)


def words(album: Album, claim: ClaimView) -> str:
    """Return the words as the page has them: in quotation marks only where they are verbatim."""
    return album.say("claim.quote", text=claim.text) if claim.quoted else claim.text


def from_whom(claim: ClaimView) -> str:
    """Return who said it, where and when, and how it was coded."""
    return " · ".join((claim.who, *claim.brief, claim.judged, claim.id))


def shared(rows: Sequence[Sequence[str]], room: float, least: float) -> list[float]:
    """Return how wide each column of a table is: by its longest words, in all the whole room.

    Args:
        rows: the heads and the rows.
        room: the width of the table.
        least: that of a column.
    """
    longest = [min(max(map(len, column)), _LONG) for column in zip(*rows, strict=True)]
    spare = max(room - least * len(longest), 0.0)
    return [
        min(least, room / len(longest)) + spare * size / max(sum(longest), 1) for size in longest
    ]


def claims(album: Album, only: TopicView | None = None) -> tuple[list[str], list[list[str]]]:
    """Return the heads and rows of the table of claims, of one topic or of all."""
    view, say = album.page, album.say
    every = (*view.topics.contested, *view.topics.agreed, *view.topics.unranked)
    heads = [say(f"sheet.{name}") for name in ("claim", "words", "judged")]
    heads.insert(1, say("grid.expert"))
    rows = [
        [claim.id, claim.who, words(album, claim), f"{topic.label}: {claim.judged}"]
        for topic in every
        if only is None or topic is only
        for cell in topic.cells
        for claim in cell.claims
    ]
    return heads, rows


def signed(properties: Any, album: Album) -> None:
    """Say in the file what it is, and nothing of when or where it was made."""
    properties.title = text(album.of.title)
    properties.author = text(album.of.findings.study.imprint.authors)
    properties.comments = text(album.page.cite)


def saved_still(made: Any) -> bytes:
    """Return the file, with no time in it: the same findings give the same bytes."""
    whole, still = io.BytesIO(), io.BytesIO()
    made.save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(still, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return still.getvalue()
