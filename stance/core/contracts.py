"""Column contracts: what each long frame holds, one sentence a column.

Conventions that hold in every frame: text is never missing (an empty string instead); a missing
number is NaN and means "absent", never zero; dates are ISO text that may stop at the year or the
month ("2022", "2022-01"), so that sorting works and nothing is invented.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import pandas as pd

from stance.core.errors import ContractError

Kind = Literal["text", "number", "integer", "flag"]
_type = pd.api.types.pandas_dtype  # once: every comparison with a name would make a type of it
_DTYPES: dict[Kind, Any] = {
    "text": _type("str"),
    "number": _type("float64"),
    "integer": _type("int64"),
    "flag": _type("bool"),
}


def tuples_of(frame: pd.DataFrame, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of these columns; a column is made a list first, ten times as quick."""
    return zip(*(frame[name].tolist() for name in names), strict=True)


def are_among(column: pd.Series, values: Iterable[str]) -> pd.Series:
    """Return which texts of a column are among many others; thirty times as quick as ``isin``."""
    there = set(values.tolist() if isinstance(values, pd.Series) else values)
    return pd.Series([text in there for text in column.tolist()], column.index, dtype="bool")


def records_of(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield the rows by the names of their columns."""
    names = frame.columns.tolist()
    return (dict(zip(names, row, strict=True)) for row in tuples_of(frame, names))


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it holds, and what that means."""

    name: str
    kind: Kind
    meaning: str


@dataclass(frozen=True)
class Contract:
    """What a frame promises.

    Attributes:
        name: the frame's name.
        key: the columns that together name a row; empty where rows have no name.
        columns: all columns, in order.
    """

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """The column names, in order."""
        return [column.name for column in self.columns]

    def empty(self) -> pd.DataFrame:
        """Return the frame with no rows."""
        return self._no_rows.copy()

    @cached_property
    def _no_rows(self) -> pd.DataFrame:
        return pd.DataFrame({c.name: pd.Series([], dtype=_DTYPES[c.kind]) for c in self.columns})

    def build(self, rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
        """Return a checked frame of these rows; absent columns become empty or NaN."""
        if not rows:
            return self.empty()
        given = pd.DataFrame.from_records(list(rows))
        return self.check(self.complete(given))

    def complete(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the frame with absent text and number columns added, empty."""
        blank: dict[Kind, Any] = {"text": "", "number": float("nan"), "integer": 0, "flag": False}
        absent = {c.name: blank[c.kind] for c in self.columns if c.name not in frame.columns}
        return frame.assign(**absent)

    def check(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the frame with exactly these columns in order, of the right types.

        No value is changed to fit: whole numbers may be stored as 1.0, nothing else becomes
        another value.

        Raises:
            ContractError: a column is absent, holds values of another kind or a missing text, or
                the key is not unique; the message names all faults.
        """
        faults = [f"column {n} is absent" for n in self.names if n not in frame.columns]
        if faults:
            raise ContractError(f"{self.name}: {'; '.join(faults)}")
        typed: dict[str, pd.Series] = {}
        for column in self.columns:
            values = frame[column.name]
            if fault := _fault(values, column.kind):
                faults.append(f"{column.name} {fault}")
            else:
                same = values.dtype == _DTYPES[column.kind]
                typed[column.name] = values if same else values.astype(_DTYPES[column.kind])
        unique = not self.key or frame[self.key[0]].is_unique  # far quicker than the whole key
        if not faults and not unique and bool(frame.duplicated(list(self.key)).any()):
            double = frame.loc[frame.duplicated(list(self.key)), list(self.key)].iloc[0].tolist()
            faults.append(f"the key {', '.join(self.key)} is not unique: {double}")
        if faults:
            raise ContractError(f"{self.name}: {'; '.join(faults)}")
        return pd.DataFrame(typed, copy=False).reset_index(drop=True)


def _fault(values: pd.Series, kind: Kind) -> str:
    """Return what keeps a column from being of a kind; nothing if it is."""
    same = values.dtype == _DTYPES[kind]  # then it holds nothing else, and a number is not missing
    if kind != "number" and (kind == "text" or not same) and bool(values.isna().any()):
        return "has missing texts (use an empty string)" if kind == "text" else "has missing values"
    if same:
        return ""
    categories = isinstance(values.dtype, pd.CategoricalDtype)
    held = pd.api.types.infer_dtype(values.cat.categories if categories else values, skipna=True)
    if held not in _HELD[kind]:
        return f"is not {kind}: it holds {held} values"
    if kind == "integer" and values.dtype.kind != "i":
        numbers = values.astype("float64")
        others = numbers[(numbers % 1 != 0) | (numbers.abs() >= _BEYOND)]
        return f"is not integer: it holds {others.iloc[0]}" if len(others) else ""
    return ""


#: What pandas calls the values that a column of each kind may hold.
_NUMBERS = frozenset({"integer", "floating", "mixed-integer-float", "empty"})
_HELD: dict[Kind, frozenset[str]] = {
    "text": frozenset({"string", "empty"}),
    "number": _NUMBERS,
    "integer": _NUMBERS,
    "flag": frozenset({"boolean", "empty"}),
}
#: Whole numbers from here on have no place in 64 bits.
_BEYOND = 2.0**63

#: Who may have coded a claim. Only what people coded counts; machines stand beside them.
AnnotatorKind = Literal["human", "machine"]

_PLACE = (
    Column("file", "text", "name of the file the row was read from"),
    Column("sheet", "text", "name of the sheet"),
    Column("row", "integer", "row of the sheet, counted from 1 as the program shows it; 0 unknown"),
)

EXPERTS = Contract(
    "experts",
    ("expert_id",),
    (
        Column("expert_id", "text", "short name, unique"),
        Column("name", "text", "the name that people read"),
        Column("aliases", "text", "other spellings, separated by semicolons"),
        Column("role", "text", "profession or office"),
        Column("affiliation", "text", "institution"),
        Column("country", "text", "country"),
        Column("kind", "text", "expert, official, commentator, author or what the study needs"),
        Column("qid", "text", "the person's item in Wikidata, such as Q42"),
        Column("read_from", "text", "in which file and place role, affiliation, country were read"),
    ),
)

SOURCES = Contract(
    "sources",
    ("source_id",),
    (
        Column("source_id", "text", "short name, unique"),
        Column("file", "text", "name of the article's file on the reader's own disk"),
        Column("title", "text", "title of the document"),
        Column("publisher", "text", "who published it"),
        Column("published", "text", "date of publication, ISO, may stop at year or month"),
        Column("genre", "text", "analysis, interview, roundtable, news or what the study needs"),
        Column("language", "text", "language code"),
        Column("sha256", "text", "hash of the file that the locators refer to"),
        Column("note", "text", "anything a reader should know of it"),
    ),
)

CLAIMS = Contract(
    "claims",
    ("claim_id",),
    (
        Column("claim_id", "text", "short name, unique"),
        Column("expert_id", "text", "who holds the opinion"),
        Column("source_id", "text", "where it stands"),
        Column("said_on", "text", "date of the words, ISO, may stop at year or month"),
        Column("question", "text", "what the expert was asked"),
        Column("claim", "text", "the words, or a paraphrase of them"),
        Column("key_phrase", "text", "a few words quoted from the passage"),
        Column("kind", "text", "direct, indirect, answer, authored, or not a claim: left out"),
        Column("speaker_attitude", "text", "asserts, denies, doubts, asks … the words"),
        Column("cue", "text", "the verb or phrase that gives the words to the speaker"),
        Column("context_before", "text", "the sentence before the words"),
        Column("context_after", "text", "the sentence after them"),
        Column("speaker", "text", "the speaker as the source writes the name"),
        Column("speaker_confidence", "number", "that it is that speaker, 0 to 1; NaN: by hand"),
        Column("speaker_reason", "text", "why it was taken for that speaker"),
        Column("start", "number", "first character of the passage in the source, from 0"),
        Column("end", "number", "character after the last one"),
        *_PLACE,
    ),
)

ANNOTATIONS = Contract(
    "annotations",
    ("claim_id", "annotator", "topic"),
    (
        Column("claim_id", "text", "the claim"),
        Column("annotator", "text", "who coded it"),
        Column("slot", "integer", "1 for the main topic, 2 for the second, and so on"),
        Column("topic", "text", "topic id, or none: the claim bears on no proposition"),
        Column("stance", "text", "label of the scale's level; empty where not given"),
        Column("score", "number", "score of the level; NaN where it has none"),
        Column("confidence", "number", "1 doubtful, 2 fairly sure, 3 sure; NaN not given"),
        Column("note", "text", "the annotator's note on the claim"),
        *_PLACE,
        Column("topic_cell", "text", "the cell of the topic, in A1 notation"),
        Column("stance_cell", "text", "the cell of the stance"),
    ),
)

MACHINE_CODINGS = Contract(
    "machine_codings",
    ("machine", "repeat", "claim_id", "topic"),
    (
        Column("machine", "text", "which machine coded it: the name of its file"),
        Column("repeat", "integer", "which of its answers to the same question, from 1"),
        Column("claim_id", "text", "the claim"),
        Column("slot", "integer", "1 for the first topic it names, 2 for the second, and so on"),
        Column("topic", "text", "topic id, or none: the claim bears on no proposition"),
        Column("stance", "text", "label of the scale's level; empty where not given"),
        Column("score", "number", "score of the level; NaN where it has none"),
        Column("confidence", "number", "1 doubtful, 2 fairly sure, 3 sure; NaN not given"),
        Column("probability", "number", "that the machine gave to topic and stance, 0 to 1; NaN"),
        Column("reason", "text", "what it says for its answer"),
        *_PLACE,
    ),
)

ANSWERS = Contract(
    "answers",
    (),
    (
        Column("claim_id", "text", "the claim"),
        Column("annotator", "text", "who answered"),
        Column("slot", "integer", "1 for the main topic, 2 for the second, and so on"),
        Column("topic", "text", "the topic as it was typed"),
        Column("stance", "text", "the stance as it was typed"),
        Column("confidence", "text", "the confidence as it was typed"),
        Column("note", "text", "the note on the claim, the same in every slot, as are the next"),
        Column("correct_speaker", "text", "who says the words, where the claim is wrong in that"),
        Column("correct_words", "text", "the right passage; several, a line each: a split"),
        Column("not_a_claim", "text", "filled where the words are no claim at all"),
        *_PLACE,
        Column("topic_cell", "text", "the cell of the topic, in A1 notation"),
        Column("stance_cell", "text", "the cell of the stance"),
        Column("confidence_cell", "text", "the cell of the confidence"),
        Column("note_cell", "text", "the cell of the note, if it is filled"),
        Column("correct_speaker_cell", "text", "the cell of that correction, if it is filled"),
        Column("correct_words_cell", "text", "the same"),
        Column("not_a_claim_cell", "text", "the same"),
    ),
)
