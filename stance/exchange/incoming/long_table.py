"""Marks written as one long table while they are read: any number of them, in flat memory."""

import csv
import io
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from stance.core.text import clean
from stance.exchange.incoming.building import STRANGER
from stance.exchange.incoming.passages import Choices, Intake
from stance.exchange.incoming.resolving import Claim
from stance.exchange.incoming.stances import Read, ordered_scale, own_scale, score_of
from stance.sheets.inert import inert

COLUMNS = (
    *("expert", "source", "said_on", "claim", "topic", "stance", "score"),
    *("annotator", "confidence", "note"),
)


def write_long_table(path: Path, claims: Iterable[Claim], choices: Choices, intake: Intake) -> None:
    """Write a row for every code: a table that ``stance positions`` and ``stance report`` read.

    A stance has the score of the file's own scale, of the one given, or of its word where it is
    known; else none.

    Raises:
        OSError: it cannot be written; what was there stays.
    """
    scale = ordered_scale(choices.scale) if choices.scale else None
    own = own_scale(intake.levels)
    scale = Read(own) if scale is None and own else scale
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as raw:
            stream = io.TextIOWrapper(raw, "utf-8", errors="replace", newline="")
            writer = csv.writer(stream, lineterminator="\r\n")
            writer.writerow(COLUMNS)
            for claim in claims:
                writer.writerows(_rows(claim, scale, intake))
                intake.documents.clear()  # their texts are in the claims
            stream.flush()
            os.fsync(raw.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _rows(claim: Claim, scale: Read | None, intake: Intake) -> list[list[str]]:
    passage = claim.passage
    document = intake.documents.get(passage.document)
    source = document.title if document else passage.document
    left = [claim.expert or STRANGER, source, passage.said_on, passage.words]
    rows = []
    for answer in claim.answers:
        score = score_of(answer.stance, scale)
        cells = [*left, answer.topic, answer.stance, "" if score is None else f"{score:g}"]
        cells += [answer.annotator, answer.confidence, answer.note]
        rows.append([inert(clean(cell)) for cell in cells[:6]] + cells[6:7])
        rows[-1] += [inert(clean(cell)) for cell in cells[7:]]
    return rows
