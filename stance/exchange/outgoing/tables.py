"""A study as one wide table, a column a coder: CSV, and SPSS with the stances as labels."""

import csv
import io
import tempfile
from importlib.util import find_spec
from pathlib import Path

import pandas as pd

from stance.core.errors import UsageError
from stance.exchange.outgoing.coded import Given, Whole
from stance.sheets.inert import inert

_LEFT = ("claim_id", "expert", "source", "said_on", "claim", "topic")
#: The longest text that SPSS holds.
_LONGEST = 32_767


def wide_rows(whole: Whole) -> tuple[list[str], list[tuple[list[str], dict[str, Given]]]]:
    """Return the coders, and for each claim and topic what is known of it and what each said."""
    rows: list[tuple[list[str], dict[str, Given]]] = []
    for claim in whole.claims:
        source = whole.sources.get(claim.source)
        left = [claim.claim_id, claim.expert, source.title if source else "", claim.said_on]
        for topic in dict.fromkeys(given.topic for given in claim.answers):
            own = {given.annotator: given for given in claim.answers if given.topic == topic}
            rows.append(([*left, claim.words, topic], own))
    answers = [given for claim in whole.claims for given in claim.answers]
    whole.losses["notes"] += sum(bool(given.note) for given in answers)
    whole.losses["confidences"] += sum(bool(given.confidence) for given in answers)
    whole.losses["answers with a topic and no stance"] += sum(not g.stance for g in answers)
    whole.losses["claims that nobody coded"] += sum(not claim.answers for claim in whole.claims)
    return whole.annotators, rows


def write_wide(whole: Whole, folder: Path) -> dict[Path, bytes]:
    """Return the table as CSV: a row a claim and topic, a column a coder with the stance."""
    coders, rows = wide_rows(whole)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([*_LEFT, *map(inert, coders)])
    for left, own in rows:
        said = [own[coder].stance if coder in own else "" for coder in coders]
        writer.writerow([inert(cell) for cell in (*left, *said)])
    return {folder / f"{whole.name}.wide.csv": stream.getvalue().encode("utf-8")}


def write_sav(whole: Whole, folder: Path) -> dict[Path, bytes]:
    """Return the table for SPSS: scores as numbers, with the stances as their labels.

    Raises:
        UsageError: pyreadstat is not installed.
    """
    if find_spec("pyreadstat") is None:
        raise UsageError("SPSS files need: pip install 'stance[statistics]'")
    import pyreadstat

    coders, rows = wide_rows(whole)
    names = {coder: f"coder_{number}" for number, coder in enumerate(coders, start=1)}
    frame = pd.DataFrame(
        [
            {
                **dict(zip(_LEFT, (cell[:_LONGEST] for cell in left), strict=True)),
                **{names[c]: own[c].score if c in own else None for c in coders},
            }
            for left, own in rows
        ],
        columns=[*_LEFT, *names.values()],
    )
    frame = frame.astype(dict.fromkeys(names.values(), "float64"))
    placed = {lv.score: lv.label for lv in whole.scale.levels if lv.score is not None}
    whole.losses["answers without a score"] += sum(
        given.score is None and bool(given.stance) for _, own in rows for given in own.values()
    )
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "study.sav"
        pyreadstat.write_sav(
            frame,
            path,
            file_label=whole.title[:60],
            column_labels={short: coder for coder, short in names.items()},
            variable_value_labels=dict.fromkeys(names.values(), placed),
            variable_measure=dict.fromkeys(names.values(), "ordinal"),
        )
        return {folder / f"{whole.name}.sav": path.read_bytes()}
