"""Frames as tidy CSV that a spreadsheet may open without running what is in it."""

from pathlib import Path

import pandas as pd

from stance.core.files import write_whole
from stance.sheets.inert import inert


def write_csv(path: Path, frame: pd.DataFrame) -> None:
    """Write the frame: UTF-8, comma, header, quotes where needed, true and false, missing empty.

    A text that begins like a formula gets a leading apostrophe; numbers are numbers, also negative
    ones.

    Args:
        path: file to write.
        frame: columns of one type each.
    """
    safe = pd.DataFrame({inert(str(name)): _safe(values) for name, values in frame.items()})
    # Line ends as in RFC 4180: with a bare "\n", a lone "\r" in a text would not be quoted.
    write_whole(path, safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8", "replace"))


def _safe(values: pd.Series) -> pd.Series:
    if values.dtype.kind == "b":
        return values.map({True: "true", False: "false"})
    if values.dtype.kind in "iuf":
        return values
    texts = values.astype("str")
    return texts.map({text: inert(text) for text in texts.dropna().unique()})
