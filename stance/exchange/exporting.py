"""Findings handed to other programs: tables, one workbook, Parquet, JSON and networks."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from stance.analysis.agreement import AGREEMENT
from stance.analysis.camps.find import CAMPS
from stance.analysis.changes import CHANGES
from stance.analysis.consensus import JUDGEMENTS
from stance.analysis.contested import CONTESTED
from stance.analysis.evidence import CLASHES
from stance.analysis.networks import Network, network
from stance.analysis.positions import POSITIONS
from stance.analysis.sides import SIDES
from stance.analysis.silence import SILENCE
from stance.core.codebook import Codebook
from stance.core.contracts import ANNOTATIONS, CLAIMS, EXPERTS, SOURCES, Column, Contract
from stance.core.errors import UsageError
from stance.core.files import write_whole
from stance.exchange.csv_tables import write_csv
from stance.exchange.graphs import write_gexf, write_graphml
from stance.exchange.json_tables import write_json, write_schema
from stance.sheets.tables import write_tables
from stance.study.against import AGAINST_CONTRACTS, Against, against_as_json
from stance.study.provenance import provenance
from stance.workbook.waiting import WAITING

if TYPE_CHECKING:
    from stance.study.study import Findings, Study

TOPICS = Contract(
    "topics",
    ("topic",),
    (
        *CONTESTED.columns,
        Column("label", "text", "what people read"),
        Column("proposition", "text", "the sentence that one can be for or against"),
    ),
)
#: Every table of an export.
CONTRACTS = (
    JUDGEMENTS,
    POSITIONS,
    AGREEMENT,
    TOPICS,
    CLASHES,
    CAMPS,
    CHANGES,
    SIDES,
    SILENCE,
    CLAIMS,
    ANNOTATIONS,
    WAITING,
    EXPERTS,
    SOURCES,
)
#: The networks of an export, by the stem of their files.
NETWORKS: dict[str, dict[str, Any]] = {
    "experts": {"mode": "one", "aggregate": "subtract", "normalise": "average"},
    "experts-topics": {"mode": "two", "aggregate": "subtract"},
}


def tables_of(findings: "Findings") -> dict[str, pd.DataFrame]:
    """Return every table of an export, by name."""
    study = findings.study
    book = pd.DataFrame([asdict(topic) for topic in study.codebook.topics])
    named = book.reindex(columns=["id", "label", "proposition"]).astype("str")
    named = named.rename(columns={"id": "topic"})
    return {
        "judgements": findings.judgements,
        "positions": findings.positions,
        "agreement": findings.agreement,
        "topics": TOPICS.check(findings.contested.merge(named, on="topic", how="left")),
        "clashes": findings.clashes,
        "camps": findings.camps.experts,
        "changes": findings.changes,
        "sides": findings.sides,
        "silence": findings.silence,
        "claims": study.claims,
        "annotations": study.annotations,
        "waiting": study.waiting,
        "experts": study.experts,
        "sources": study.sources,
    }


def export(
    findings: "Findings",
    folder: Path,
    told: Callable[[Path], None] = lambda _: None,
    against: Against | None = None,
) -> tuple[list[Path], tuple[str, ...]]:
    """Write the findings as tidy CSV, one workbook, Parquet, JSON, GraphML and GEXF.

    What machines coded is a CSV of its own, and in no file of what people coded.

    Args:
        findings: what to write.
        folder: where to; made if need be. Files of these names are replaced.
        told: called with every file that is written.
        against: what stands beside the findings: its moves and all else are tables more.

    Returns:
        The files, and a sentence for each that could not be written or is of an earlier export.

    Raises:
        DataError: a table or text is too large for a spreadsheet.
    """
    tables = tables_of(findings) | (against.tables if against else {})
    written: list[Path] = []

    def done(path: Path) -> None:
        written.append(path)
        told(path)

    for name, table in tables.items():
        write_csv(folder / f"{name}.csv", table)
        done(folder / f"{name}.csv")
    if len(machines := findings.study.machine_codings):
        write_csv(folder / "machine_codings.csv", machines)
        done(folder / "machine_codings.csv")
    write_json(folder / "findings.json", about(findings, against), tables)
    done(folder / "findings.json")
    every = (*CONTRACTS, *AGAINST_CONTRACTS)
    write_schema(folder / "findings.schema.json", [one for one in every if one.name in tables])
    done(folder / "findings.schema.json")
    for path in _write_networks(folder, findings):
        done(path)
    for path in (parquet := _write_parquet(folder, tables)):
        done(path)
    write_tables(folder / "tables.xlsx", tables)
    done(folder / "tables.xlsx")
    left = [] if parquet else [_NO_PARQUET]
    if stale := sorted({path.name for path in _of_any_export(folder)} - {p.name for p in written}):
        left.append(f"of an earlier export, and left as before: {', '.join(stale)}")
    return written, tuple(left)


def _of_any_export(folder: Path) -> list[Path]:
    """Return the files of a folder that some export writes, whatever it was asked for."""
    names = ("machine_codings", *(table.name for table in (*CONTRACTS, *AGAINST_CONTRACTS)))
    paths = [folder / f"{name}{ending}" for name in names for ending in (".csv", ".parquet")]
    return [path for path in paths if path.exists()]


def _write_networks(folder: Path, findings: "Findings") -> Iterator[Path]:
    """Write each network in both forms; yield the files."""
    for stem, choice in NETWORKS.items():
        found = network(findings.judgements, findings.study.codebook.scale, **choice)
        for ending in (".graphml", ".gexf"):
            write_network(folder / f"{stem}{ending}", found, findings.study)
            yield folder / f"{stem}{ending}"


#: Said where it cannot be written.
_NO_PARQUET = "no Parquet was written; it needs: pip install 'stance[parquet]'"


def _write_parquet(folder: Path, tables: dict[str, pd.DataFrame]) -> list[Path]:
    """Write each table as Parquet, where its library is; return the files."""
    if find_spec("pyarrow") is None:
        return []
    paths = [folder / f"{name}.parquet" for name in tables]
    for path, table in zip(paths, tables.values(), strict=True):
        write_whole(path, table.to_parquet(index=False))
    return paths


def about(findings: "Findings", against: Against | None = None) -> dict[str, Any]:
    """Return what the JSON document says beside its tables.

    Files of machines are named only where a machine was asked for: no table here counts others.
    """
    study, camps = findings.study, findings.camps
    scale = study.codebook.scale
    made = provenance(findings)
    if not findings.machine:
        del made["machine_inputs"]
    return {
        "study": study.name,
        "title": study.title,
        **made,
        "against": against_as_json(against),
        "scale": {"levels": [asdict(lv) for lv in scale.levels], "neutral": scale.middle},
        "codebook": [asdict(topic) for topic in study.codebook.topics],
        "headlines": _headlines(findings),
        "camps": {
            "verdict": str(camps.verdict),
            "reason": camps.reason,
            "common_ground": camps.common[["topic", "side", "n_side", "n_spoke", "few"]].to_dict(
                "records"
            ),
        },
    }


def _headlines(findings: "Findings") -> dict[str, Any]:
    """Return what the page says first, from the same findings."""
    lead, told = findings.lead, findings.headlines.everyone
    return {
        "split": {
            "verdict": lead.verdict,
            "topics": list(lead.topics),
            "overturned_by": list(lead.overturned_by),
        },
        "agreed": [{"topic": topic, "side": side} for topic, side in sorted(told.agreed)],
        "furthest_apart": [list(pair) for pair in sorted(told.pair)],
    }


def write_network(path: Path, found: Network, study: "Study") -> None:
    """Write a network as the ending of the file's name says.

    CSV holds the matrix, as DNA exports it; GraphML and GEXF hold nodes with what is known of
    them, and edges.

    Raises:
        UsageError: the name has another ending.
    """
    write = {".csv": None, ".graphml": write_graphml, ".gexf": write_gexf}
    ending = path.suffix.lower()
    if ending not in write:
        raise UsageError(f"{path.name} should end in {', '.join(write)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    if (writer := write[ending]) is None:
        write_csv(path, _matrix(found, study))
    else:
        writer(path, *_graph(found, study))


def _matrix(found: Network, study: "Study") -> pd.DataFrame:
    """Return the matrix under the names that people read; two of one name bear their ids too."""
    names = _told_apart(dict(zip(study.experts["expert_id"], study.experts["name"], strict=True)))
    labels = {topic.id: topic.label for topic in study.codebook.topics}
    frame = found.frame()
    rows = [names.get(row) or row for row in frame.index]
    of_columns = names if found.mode == "one" else labels
    frame.columns = pd.Index([of_columns.get(name) or name for name in frame.columns])
    corner = "expert" if found.mode == "one" else "expert/topic"
    return frame.set_axis(pd.Index(rows, name=corner), axis=0).reset_index()


def _told_apart(names: dict[str, str]) -> dict[str, str]:
    often = Counter(names.values())
    return {
        short: name if name and often[name] == 1 else f"{name} ({short})"
        for short, name in names.items()
    }


def _graph(found: Network, study: "Study") -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return nodes and edges; an id says of what kind the node is, as a topic may bear a name."""
    known = study.experts.set_index("expert_id", drop=False).reindex(list(found.rows)).fillna("")
    nodes = pd.DataFrame(
        {
            "id": [f"expert:{row}" for row in found.rows],
            "label": known["name"].where(known["name"] != "", list(found.rows)).to_numpy(),
            "type": "expert",
            **{name: known[name].to_numpy() for name in _EXPERT_ATTRIBUTES},
        }
    )
    edges = found.edges().rename(columns={"weight": "value"})
    edges["a"] = "expert:" + edges["a"].astype("str")
    second = "expert" if found.mode == "one" else "topic"
    edges["b"] = f"{second}:" + edges["b"].astype("str")
    if found.mode == "two":
        nodes = pd.concat([nodes, _topic_nodes(found, study.codebook)], ignore_index=True)
    return nodes.fillna(""), edges


_EXPERT_ATTRIBUTES = ("role", "affiliation", "country", "kind")


def _topic_nodes(found: Network, codebook: Codebook) -> pd.DataFrame:
    topics = [codebook.topic(topic) for topic in found.columns]
    return pd.DataFrame(
        {
            "id": [f"topic:{topic.id}" for topic in topics],
            "label": [topic.label for topic in topics],
            "type": "topic",
            "proposition": [topic.proposition for topic in topics],
        }
    )
