"""The raw table behind the coefficients: what each annotator gave each item."""

import pandas as pd

from stance.reliability.measured import Measured


def code_table(measured: tuple[Measured, ...]) -> pd.DataFrame:
    """Return a row for each measure and item, a column for each annotator; empty: not coded.

    Columns measure, item (of stances: claim / topic), and the annotators by name.
    """
    parts = []
    for one in measured:
        codes = one.codes.to_frame()
        order = codes["item"].drop_duplicates()
        wide = codes.assign(label=codes["label"].astype("str")).pivot(
            index="item", columns="annotator", values="label"
        )
        wide = wide.loc[order].reset_index()
        parts.append(wide.assign(measure=one.name))
    every = pd.concat(parts, ignore_index=True)
    people = sorted(set(every.columns) - {"measure", "item"})
    return every[["measure", "item", *people]].fillna("").astype("str")
