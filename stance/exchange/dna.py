"""Databases of Discourse Network Analyzer 3 (.dna): read as the frames of a study.

A statement becomes a claim, its coder an annotator, its document a source. Statements of several
coders on the same characters and by the same expert are one claim with several annotators. The
schema is described in the reference.
"""

import hashlib
import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from stance.core.codebook import Codebook
from stance.core.contracts import ANNOTATIONS, CLAIMS, EXPERTS, SOURCES
from stance.core.errors import DataError, Problem
from stance.core.text import CELL_TEXT, clean, fold
from stance.exchange.dna_codebook import (
    Names,
    codebook_of,
    level_labels,
    scale_of,
    short_names,
    spellings_told,
)
from stance.exchange.sqlite_tables import LIMITS, Limits, read_tables

_ENTRY = {"StatementId": int, "VariableId": int}
SCHEMA: dict[str, dict[str, type[int] | type[str]]] = {
    "SETTINGS": {"Property": str, "Value": str},
    "CODERS": {"ID": int, "Name": str},
    "DOCUMENTS": {
        "ID": int,
        "Title": str,
        "Text": str,
        "Author": str,
        "Source": str,
        "Section": str,
        "Notes": str,
        "Type": str,
        "Date": int,
    },
    "STATEMENTS": {
        "ID": int,
        "StatementTypeId": int,
        "DocumentId": int,
        "Start": int,
        "Stop": int,
        "Coder": int,
    },
    "VARIABLES": {"ID": int, "Variable": str, "DataType": str, "StatementTypeId": int},
    "ENTITIES": {"ID": int, "VariableId": int, "Value": str},
    "DATASHORTTEXT": {**_ENTRY, "Entity": int},
    "DATABOOLEAN": {**_ENTRY, "Value": int},
    "DATAINTEGER": {**_ENTRY, "Value": int},
    "ATTRIBUTEVARIABLES": {"ID": int, "VariableId": int, "AttributeVariable": str},
    "ATTRIBUTEVALUES": {"EntityId": int, "AttributeVariableId": int, "AttributeValue": str},
}
#: Attributes that experts have a column for, folded.
_ATTRIBUTES = {
    "type": "kind",
    "kind": "kind",
    "alias": "aliases",
    "aliases": "aliases",
    "role": "role",
    "profession": "role",
    "affiliation": "affiliation",
    "institution": "affiliation",
    "organization": "affiliation",
    "organisation": "affiliation",
    "country": "country",
}
_QUALIFIERS = {"boolean": "DATABOOLEAN", "integer": "DATAINTEGER"}


@dataclass(frozen=True, eq=False)
class DnaStudy:
    """What a DNA database holds, as a study; frames as in ``stance.core.contracts``.

    Attributes:
        title: name of the file.
        codebook: the concepts as topics, the qualifier as scale.
        claims: one row for each passage and expert.
        annotations: one row for each statement.
        experts: actors with their attributes.
        sources: documents.
        articles: text of every document, by the file name that ``sources`` gives it.
        slots: the most topics that a coder gave to one claim.
        problems: what was left out or assumed.
    """

    title: str
    codebook: Codebook
    claims: pd.DataFrame
    annotations: pd.DataFrame
    experts: pd.DataFrame
    sources: pd.DataFrame
    articles: dict[str, str]
    slots: int
    problems: tuple[Problem, ...]


def read_dna(
    path: Path,
    *,
    expert_variable: str = "organization",
    topic_variable: str = "concept",
    stance_variable: str = "agreement",
    limits: Limits = LIMITS,
) -> DnaStudy:
    """Read a DNA 3 database.

    Args:
        path: the file; it is never written to.
        expert_variable: the short-text variable that says who speaks.
        topic_variable: the short-text variable that says about what.
        stance_variable: the boolean or integer variable that says how.
        limits: bounds on size.

    Raises:
        DataError: no DNA 3 database, beyond the limits, or without such variables.
    """
    tables, problems = read_tables(path, SCHEMA, limits)
    _check_version(path, tables["SETTINGS"])
    chosen = _variables(path, tables["VARIABLES"], expert_variable, topic_variable, stance_variable)
    statements, told = _statements(path, tables, chosen)
    experts = short_names(statements["expert"])
    topics = short_names(statements["topic"])
    joined = (
        *spellings_told(path, experts, statements["expert"]),
        *spellings_told(path, topics, statements["topic"]),
    )
    statements = _grouped(statements, experts, topics)
    scale, scale_notes = scale_of(path, statements["score"], boolean=chosen["boolean"])
    sources, articles = _sources(tables["DOCUMENTS"])
    claims, bad = _claims(path, statements, sources, articles)
    annotations = _annotations(path, statements, level_labels(scale))
    described, attribute_notes = _experts(path, experts, tables, chosen["expert"])
    return DnaStudy(
        title=path.stem,
        codebook=codebook_of(path, topics, scale),
        claims=claims,
        annotations=annotations,
        experts=described,
        sources=sources,
        articles=articles,
        slots=int(annotations["slot"].max()) if len(annotations) else 1,
        problems=(*problems, *told, *joined, *scale_notes, *attribute_notes, *bad),
    )


def _check_version(path: Path, settings: pd.DataFrame) -> None:
    version = settings.loc[settings["Property"] == "version", "Value"]
    if version.empty or not version.iloc[0].startswith("3."):
        found = version.iloc[0] if len(version) else "none"
        problem = Problem(
            code="unknown-form",
            message=f"DNA stamped this database with version {found}, and only 3 can be read",
            hint="open it in DNA 3 and save it anew",
            file=path.name,
            sheet="SETTINGS",
        )
        raise DataError([problem])


def _variables(
    path: Path, variables: pd.DataFrame, expert: str, topic: str, stance: str
) -> dict[str, Any]:
    """Return the ids of the variables in the first statement type that has all three."""
    kinds = {expert: ["short text"], topic: ["short text"], stance: list(_QUALIFIERS)}
    for statement_type, group in variables.groupby("StatementTypeId"):
        held = {row.Variable: (row.ID, row.DataType) for row in group.itertuples()}
        if all(name in held and held[name][1] in legal for name, legal in kinds.items()):
            return {
                "type": statement_type,
                "expert": held[expert][0],
                "topic": held[topic][0],
                "stance": held[stance][0],
                "boolean": held[stance][1] == "boolean",
                "person": None if expert == "person" else held.get("person", (None,))[0],
            }
    listed = ", ".join(f"{row.Variable} ({row.DataType})" for row in variables.itertuples())
    problem = Problem(
        code="unknown-variable",
        message=f"no type of statement has {expert} and {topic} as short text "
        f"and {stance} as boolean or integer",
        hint=f"the variables are: {listed}",
        file=path.name,
        sheet="VARIABLES",
    )
    raise DataError([problem])


def _statements(
    path: Path, tables: dict[str, pd.DataFrame], chosen: dict[str, Any]
) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """Return the statements of the chosen type with expert, topic, score, coder and document."""
    statements = tables["STATEMENTS"].drop_duplicates("ID")
    statements = statements[statements["StatementTypeId"] == chosen["type"]].set_index("ID")
    entity = tables["ENTITIES"].drop_duplicates("ID").set_index("ID")["Value"].map(clean)
    entries = tables["DATASHORTTEXT"].drop_duplicates(["StatementId", "VariableId"])
    for what in ("expert", "topic", "person"):
        mine = entries[entries["VariableId"] == chosen[what]].set_index("StatementId")["Entity"]
        statements[what] = mine.map(entity).reindex(statements.index).fillna("")
    qualifiers = tables[_QUALIFIERS["boolean" if chosen["boolean"] else "integer"]]
    mine = qualifiers[qualifiers["VariableId"] == chosen["stance"]].drop_duplicates("StatementId")
    score = mine.set_index("StatementId")["Value"].astype(float)
    if chosen["boolean"]:  # DNA's no and yes
        score = score.map({0.0: -1.0, 1.0: 1.0})
    statements["score"] = score.reindex(statements.index)
    names = _coder_names(tables["CODERS"])
    statements["annotator"] = statements["Coder"].map(names).fillna("")
    documents = tables["DOCUMENTS"]["ID"]
    usable = (
        (statements["expert"] != "")
        & (statements["annotator"] != "")
        & statements["DocumentId"].isin(documents)
    )
    message = f"{(~usable).sum()} statements name no actor, document or coder and are left out"
    told = Problem(code="row-skipped", message=message, file=path.name, sheet="STATEMENTS")
    return statements[usable].sort_index(), () if usable.all() else (told,)


def _coder_names(coders: pd.DataFrame) -> dict[int, str]:
    """Return a name for every coder; two of one name are told apart by their number."""
    names = {row.ID: clean(row.Name) or f"coder {row.ID}" for row in coders.itertuples()}
    folded = [name.casefold() for name in names.values()]
    return {
        number: f"{name} {number}" if folded.count(name.casefold()) > 1 else name
        for number, name in names.items()
    }


def _sources(documents: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    articles: dict[str, str] = {}
    rows = []
    for document in documents.drop_duplicates("ID").itertuples():
        file = f"d{document.ID}.txt"
        articles[file] = document.Text
        notes = (("by", document.Author), ("section", document.Section), ("", document.Notes))
        rows.append(
            {
                "source_id": f"d{document.ID}",
                "file": file,
                "title": clean(document.Title),
                "publisher": clean(document.Source),
                "published": _day(document.Date),
                "genre": clean(document.Type),
                "sha256": hashlib.sha256(document.Text.encode("utf-8", "replace")).hexdigest(),
                "note": "; ".join(f"{k} {clean(v)}".strip() for k, v in notes if clean(v)),
            }
        )
    return SOURCES.build(rows), articles


def _day(seconds: int) -> str:
    """Return the date of Unix seconds in UTC, or nothing where no calendar reaches."""
    try:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).date().isoformat()
    except OverflowError:
        return ""


def _experts(
    path: Path, experts: Names, tables: dict[str, pd.DataFrame], variable: int
) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """Return the experts with the attributes that have a column; tell of the others."""
    columns = tables["ATTRIBUTEVARIABLES"]
    columns = columns[columns["VariableId"] == variable].drop_duplicates("ID").set_index("ID")
    entity = tables["ENTITIES"].drop_duplicates("ID").set_index("ID")["Value"]
    rows: dict[str, dict[str, str]] = {
        short: dict.fromkeys(EXPERTS.names, "") | {"expert_id": short, "name": name}
        for short, name in experts.labels.items()
    }
    homeless: set[str] = set()
    for value in tables["ATTRIBUTEVALUES"].itertuples():
        text = clean(value.AttributeValue)
        expert = experts.of(clean(entity.get(value.EntityId, "")))
        if not text or not expert or value.AttributeVariableId not in columns.index:
            continue
        attribute = columns.loc[value.AttributeVariableId, "AttributeVariable"]
        if (column := _ATTRIBUTES.get(fold(attribute))) is None:
            homeless.add(attribute)
        else:
            rows[expert][column] = rows[expert][column] or text
    told = tuple(
        Problem(
            code="attribute-skipped",
            message=f'the attribute "{attribute}" has no column of its own and is left out',
            file=path.name,
            sheet="ATTRIBUTEVARIABLES",
        )
        for attribute in sorted(homeless)
    )
    return EXPERTS.build(list(rows.values())), told


def _grouped(statements: pd.DataFrame, experts: Names, topics: Names) -> pd.DataFrame:
    """Add short names, and the claim that a statement belongs to.

    Statements on the same characters by one expert are one claim, named after the first of them.
    A coder who coded passage, expert and topic twice did so on purpose (DNA counts both), but a
    claim has one answer for each annotator and topic: the second goes to a claim of its own.
    """
    rows = statements.assign(
        expert_id=statements["expert"].map(experts.of),
        topic_id=statements["topic"].map(topics.of),
        source_id="d" + statements["DocumentId"].astype("str"),
        statement=statements.index,
    )
    passage = ["DocumentId", "Start", "Stop", "expert_id"]
    rows["repeat"] = rows.groupby([*passage, "annotator", "topic_id"]).cumcount()
    first = rows.groupby([*passage, "repeat"])["statement"].transform("min")
    return rows.assign(claim_id="c" + first.astype("str"))


def _claims(
    path: Path, statements: pd.DataFrame, sources: pd.DataFrame, articles: dict[str, str]
) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """Return the claims: the first statement of each passage and expert, with its words."""
    said_on = sources.set_index("source_id")["published"].to_dict()
    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for row in statements.drop_duplicates("claim_id").itertuples():
        article = articles[f"{row.source_id}.txt"]
        place = code_points(article, row.Start, row.Stop)
        words = clean(article[slice(*place)]) if place else ""
        if not place:
            told = f"the characters {row.Start} to {row.Stop} are not in the document"
            problems.append(
                Problem(code="bad-locator", message=told, file=path.name, claim_id=row.claim_id)
            )
        rows.append(
            {
                "claim_id": row.claim_id,
                "expert_id": row.expert_id,
                "source_id": row.source_id,
                "said_on": said_on[row.source_id],
                "claim": words if len(words) <= CELL_TEXT else words[: CELL_TEXT - 1] + "…",
                "speaker": row.person,
                "start": place[0] if place else math.nan,
                "end": place[1] if place else math.nan,
                "file": path.name,
                "sheet": "STATEMENTS",
            }
        )
    return CLAIMS.build(rows), tuple(problems)


def code_points(text: str, start: int, stop: int) -> tuple[int, int] | None:
    """Return where the stretch lies in code points, or None where the text has no such stretch.

    DNA is a Java program: its offsets are UTF-16 units, which count signs beyond U+FFFF twice.
    """
    surplus = _surplus(text)
    if not 0 <= start < stop <= len(text) + surplus:
        return None
    if not surplus:
        return start, stop
    raw = text.encode("utf-16-le")
    before, until = (len(raw[: 2 * n].decode("utf-16-le", "ignore")) for n in (start, stop))
    return before, until


@lru_cache(maxsize=256)
def _surplus(text: str) -> int:
    """Return how many UTF-16 units the text has more than code points."""
    return 0 if text.isascii() else sum(sign > "\uffff" for sign in text)


def _annotations(path: Path, statements: pd.DataFrame, labels: dict[float, str]) -> pd.DataFrame:
    coded = statements[statements["topic_id"] != ""]
    return ANNOTATIONS.check(
        ANNOTATIONS.complete(
            pd.DataFrame(
                {
                    "claim_id": coded["claim_id"],
                    "annotator": coded["annotator"],
                    "slot": coded.groupby(["claim_id", "annotator"]).cumcount() + 1,
                    "topic": coded["topic_id"],
                    "stance": coded["score"].map(labels).fillna(""),
                    "score": coded["score"],
                    "file": path.name,
                    "sheet": "STATEMENTS",
                }
            )
        )
    )
