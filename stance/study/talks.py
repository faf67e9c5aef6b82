"""The rounds in which annotators talked over what they code differently, read back."""

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from stance.core.codebook import Codebook
from stance.core.contracts import ANNOTATIONS
from stance.study.folder import NORMING_HISTORY_FILE
from stance.study.history import replayed
from stance.study.ledger import read_lines
from stance.workbook import form

if TYPE_CHECKING:
    from stance.reliability.differences import Normed

#: The table of the rounds.
COLUMNS = ("recorded_at", "author", "claim_id")


@dataclass(frozen=True, eq=False)
class Talk:
    """A round of talk over claims.

    Attributes:
        held_at: when, ISO with seconds.
        claims: what was talked over.
        before: what annotators had answered then, frame ``ANNOTATIONS`` without places.
    """

    held_at: str
    claims: tuple[str, ...]
    before: pd.DataFrame

    def normed(self, annotations: pd.DataFrame, codebook: Codebook) -> "Normed":
        """Return agreement before it, and in the annotations that there are now."""
        from stance.reliability.differences import normed

        return normed(self.held_at, len(self.claims), self.before, annotations, codebook)


def talks(folder: Path, codebook: Codebook) -> tuple[Talk, ...]:
    """Return the rounds of talk that a study had, with what had been answered before each.

    Raises:
        DataError: a history is not as it was written.
    """
    lines = read_lines(folder / NORMING_HISTORY_FILE, COLUMNS)
    return tuple(
        Talk(held_at, tuple(row["claim_id"] for row in rows), _before(folder, held_at, codebook))
        for held_at, rows in groupby(lines, key=itemgetter("recorded_at"))
    )


def _before(folder: Path, until: str, codebook: Codebook) -> pd.DataFrame:
    """Return the annotators' answers at a time, those that are legal now."""
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    for (annotator, claim_id, slot), answer in replayed(folder, until).items():
        topic, level = codebook.parse_topic(answer.topic), codebook.scale.parse(answer.stance)
        if topic is None or annotator == form.ADJUDICATOR or not slot.isdigit():
            continue
        rows.setdefault(
            (claim_id, annotator, topic),
            {
                "claim_id": claim_id,
                "annotator": annotator,
                "slot": int(slot),
                "topic": topic,
                "stance": level.label if level else "",
                "score": level.score if level else None,
            },
        )
    return ANNOTATIONS.build(list(rows.values()))
