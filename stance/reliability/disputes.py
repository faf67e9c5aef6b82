"""What each claim adds to the disagreement, and who gave it which code."""

import numpy as np
import pandas as pd

from stance.core.contracts import Column, Contract
from stance.reliability.codes import Codes, Floats
from stance.reliability.measured import Measured
from stance.reliability.statistics import agreement_within

DISPUTES = Contract(
    "disputes",
    ("measure", "claim_id", "topic"),
    (
        Column("measure", "text", "topic or stance"),
        Column("claim_id", "text", "the claim"),
        Column("topic", "text", "the topic, for stances; else empty"),
        Column("n_codes", "integer", "annotators who coded it"),
        Column("disagreement", "number", "mean distance of their codes, 1 the largest there is"),
        Column("share", "number", "its share of all observed disagreement of the measure"),
        Column("codes", "text", "who gave what: a: for; b: against"),
    ),
)


def disagreement_of_items(measured: Measured) -> Floats:
    """Return how far apart each item's codes lie: their mean distance, 0 to 1; 0 for one code."""
    patterns = measured.patterns
    within = agreement_within(patterns, measured.weights_in_use)
    return np.where(patterns.sizes >= 2, 1 - within, 0.0)[patterns.of_item]


def dispute_rows(measured: Measured) -> pd.DataFrame:
    """Return the items with any disagreement, most disputed first, as in ``DISPUTES``.

    An item's share of all observed disagreement is its mean distance times its number of codes:
    its term in alpha's D_o.
    """
    codes = measured.codes
    apart = disagreement_of_items(measured)
    coded = codes.per_item
    disputed = np.flatnonzero(apart > 0)
    part = apart * coded
    rows = pd.DataFrame(
        {
            "measure": measured.name,
            "claim_id": _level(codes, "claim_id")[disputed],
            "topic": _level(codes, "topic")[disputed],
            "n_codes": coded[disputed],
            "disagreement": apart[disputed],
            "share": part[disputed] / (part.sum() or 1.0),
            "codes": _spelled_out(codes, apart > 0)[disputed],
        }
    )
    return rows.sort_values(["share", "claim_id"], ascending=[False, True], kind="stable")


def _level(codes: Codes, name: str) -> np.ndarray:
    items = codes.items
    if isinstance(items, pd.MultiIndex):
        return np.asarray(items.get_level_values(name).astype(str), dtype=object)
    blank = np.full(len(items), "", dtype=object)
    return np.asarray(items.astype(str), dtype=object) if name == "claim_id" else blank


def _spelled_out(codes: Codes, wanted: np.ndarray) -> np.ndarray:
    """Return "a: for; b: against" for each item wanted."""
    kept = wanted[codes.item]
    names = np.array(codes.annotators, dtype=object)
    labels = np.array([str(label) for label in codes.labels], dtype=object)
    said = pd.DataFrame(
        {
            "item": codes.item[kept],
            "annotator": names[codes.annotator[kept]],
            "label": labels[codes.label[kept]],
        }
    ).sort_values(["item", "annotator"])
    texts = (said["annotator"] + ": " + said["label"]).groupby(said["item"]).agg("; ".join)
    every = texts.reindex(range(len(codes.items)), fill_value="")
    return np.asarray(every, dtype=object)
