"""The main tables for Stata and SPSS: topics and stances as numbers with labels."""

import datetime as dt
import io
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pandas as pd

from stance.core.codebook import NONE, Codebook
from stance.exchange.deposit.about import About

#: The tables that are written, and the columns of them that only say where a row was read.
TABLES = ("annotations", "judgements", "positions")
_PLACES = {"file", "sheet", "row", "topic_cell", "stance_cell"}
#: Longest texts and labels that both programs hold.
_LABEL, _FILE_LABEL, _TEXT, _LONG = 80, 60, 2045, 32_767
#: Where the head of an SPSS file has the day and time of writing, and what stands there instead.
_CLOCK = slice(92, 109)
_NO_CLOCK = b"01 Jan 8000:00:00"


@dataclass(frozen=True, eq=False)
class Labelled:
    """A table for a program of statistics.

    Attributes:
        frame: columns of text, of numbers, and of codes.
        columns: what each column means.
        values: for each column of codes, what each code means.
    """

    frame: pd.DataFrame
    columns: Mapping[str, str]
    values: Mapping[str, Mapping[int, str]]


def statistics_files(about: About) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return the files by name, and a sentence on what was left out for lack of a package."""
    tables = {name: labelled(about, name) for name in TABLES}
    files = {f"{name}.dta": stata(table, about) for name, table in tables.items()}
    if find_spec("pyreadstat") is None:
        return files, ("no .sav was written; it needs: pip install 'stance[statistics]'",)
    return files | {f"{name}.sav": spss(table, about) for name, table in tables.items()}, ()


def labelled(about: About, name: str) -> Labelled:
    """Return a table of the deposit with its topics and stances also as codes with labels."""
    meanings = {c.name: c.meaning for c in about.contracts[name].columns if c.name not in _PLACES}
    frame, values = about.tables[name], {}
    columns: dict[str, pd.Series] = {}
    of_all = codes_of(about.findings.study.codebook)
    for column in meanings:
        columns[column] = frame[column]
        if column in of_all and frame[column].dtype.kind not in "if":
            number = {text: code for code, (text, _) in of_all[column].items()}
            columns[f"{column}_code"] = frame[column].map(number).astype("float64")
            values[f"{column}_code"] = {c: label for c, (_, label) in of_all[column].items()}
        elif frame[column].dtype.kind == "b":
            columns[column] = frame[column].astype("float64")
            values[column] = {0: "no", 1: "yes"}
    told = {**meanings, **{one: f"{one.removesuffix('_code')}, as a number" for one in values}}
    told |= {column: meanings[column] for column in values if column in meanings}
    return Labelled(pd.DataFrame(columns), {name: told[name] for name in columns}, values)


def codes_of(codebook: Codebook) -> dict[str, dict[int, tuple[str, str]]]:
    """Return by column what each number stands for: the text in the tables, and its label.

    Topics have their place in the codebook, "none" is 0; stances have their place on the scale
    as it is listed.
    """
    topics = {n: (one.id, one.label) for n, one in enumerate(codebook.topics, start=1)}
    levels = {n: (one.label, one.label) for n, one in enumerate(codebook.scale.levels, start=1)}
    return {"topic": {0: (NONE, NONE), **topics}, "stance": levels}


def stata(table: Labelled, about: About) -> bytes:
    """Return the table as a file of Stata 14 and later; the same table gives the same bytes."""
    texts = [name for name, values in table.frame.items() if values.dtype.kind not in "ifb"]
    frame = table.frame.assign(**{name: table.frame[name].astype(object) for name in texts})
    long = [name for name in texts if table.frame[name].map(_size).max() > _TEXT]
    stream = io.BytesIO()
    frame.to_stata(
        stream,
        write_index=False,
        version=118,
        time_stamp=dt.datetime(1980, 1, 1),
        data_label=about.title[:_LABEL],
        variable_labels={name: text[:_LABEL] for name, text in table.columns.items()},
        value_labels={name: dict(values) for name, values in table.values.items()},
        convert_strl=long,
    )
    return stream.getvalue()


def _size(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


def spss(table: Labelled, about: About) -> bytes:
    """Return the table as a file of SPSS; the same table gives the same bytes."""
    import pyreadstat

    texts = [name for name, values in table.frame.items() if values.dtype.kind not in "ifb"]
    cut = {name: table.frame[name].str.slice(0, _LONG).astype(object) for name in texts}
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "table.sav"
        pyreadstat.write_sav(
            table.frame.assign(**cut),
            path,
            file_label=about.title[:_FILE_LABEL],
            column_labels=dict(table.columns),
            variable_value_labels={name: dict(values) for name, values in table.values.items()},
        )
        data = bytearray(path.read_bytes())
    data[_CLOCK] = _NO_CLOCK
    return bytes(data)
