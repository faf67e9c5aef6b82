"""Networks as GraphML and GEXF, in the way that Gephi, Cytoscape, igraph and networkx read them.

The writers are our own: each format takes a page, and what matters here no graph library
does: the same bytes for the same network, no duplicate ids, and edges that Gephi
can show. Gephi drops (0.9.2: crashes on) edges of weight 0 and draws none of negative weight, so
``weight`` is the size of the value, ``value`` keeps its sign, and edges of value 0 are left out.
"""

import math
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from stance.core.files import write_whole

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_SCHEMA = "http://www.w3.org/2001/XMLSchema-instance"
_GEXF = "http://www.gexf.net/1.2draft"
#: Type names of both formats for numpy's kinds; everything else is text.
_TYPES = {
    "f": ("double", "double"),
    "i": ("long", "long"),
    "u": ("long", "long"),
    "b": ("boolean", "boolean"),
}
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_IN_ATTRIBUTE = str.maketrans(_ESCAPES | {'"': "&quot;", "\t": "&#9;", "\n": "&#10;"})
_IN_TEXT = str.maketrans(_ESCAPES)


def write_graphml(path: Path, nodes: pd.DataFrame, edges: pd.DataFrame) -> None:
    """Write an undirected network as GraphML 1.0.

    Args:
        path: file to write.
        nodes: columns ``id`` (unique), ``label`` and any further attributes.
        edges: columns ``a``, ``b`` (ids), ``value`` and any further attributes.

    Raises:
        ValueError: a node's id is not unique, or an edge ends at no node.
    """
    edges = _drawable(nodes, edges)
    head = f'<graphml xmlns="{_GRAPHML}" xmlns:xsi="{_SCHEMA}" '
    head += f'xsi:schemaLocation="{_GRAPHML} {_GRAPHML}/1.0/graphml.xsd">'
    columns = [("node", nodes, name) for name in nodes.columns.drop("id")]
    columns += [("edge", edges, name) for name in edges.columns.drop(["a", "b"])]
    lines, data = [head], dict[str, list[list[str]]](node=[], edge=[])
    for number, (domain, frame, name) in enumerate(columns):
        kind = _TYPES.get(frame[name].dtype.kind, ("string", ""))[0]
        named = {"id": f"d{number}", "for": domain, "attr.name": name, "attr.type": kind}
        lines.append(f"  <key {_written(named)}/>")
        begin, end = f'\n      <data key="d{number}">', "</data>"
        data[domain].append(_wrapped(begin, frame[name], end, _IN_TEXT))
    lines.append('  <graph id="network" edgedefault="undirected">')
    for ends, inside in zip(_identified(nodes, {"id": "id"}), _joined(data["node"]), strict=True):
        lines.append(f"    <node {ends}>{inside}\n    </node>")
    named = {"source": "a", "target": "b"}
    rows = zip(_identified(edges, named), _joined(data["edge"]), strict=True)
    for number, (ends, inside) in enumerate(rows):
        lines.append(f'    <edge id="e{number}" {ends}>{inside}\n    </edge>')
    _save(path, [*lines, "  </graph>", "</graphml>"])


def write_gexf(path: Path, nodes: pd.DataFrame, edges: pd.DataFrame) -> None:
    """Write an undirected network as GEXF 1.2; arguments and errors as for GraphML."""
    edges = _drawable(nodes, edges)
    lines = [f'<gexf xmlns="{_GEXF}" version="1.2">']
    lines.append('  <graph defaultedgetype="undirected" mode="static">')
    of_nodes = nodes.drop(columns=["id", "label"])
    of_edges = edges.drop(columns=["a", "b", "weight"])
    lines += [*_gexf_attributes("node", of_nodes), *_gexf_attributes("edge", of_edges)]
    named = {"id": "id", "label": "label"}
    lines.append("    <nodes>")
    for ends, inside in zip(_identified(nodes, named), _gexf_values(of_nodes), strict=True):
        lines.append(f"      <node {ends}>{inside}\n      </node>")
    named = {"source": "a", "target": "b", "weight": "weight"}
    lines += ["    </nodes>", "    <edges>"]
    rows = zip(_identified(edges, named), _gexf_values(of_edges), strict=True)
    for number, (ends, inside) in enumerate(rows):
        lines.append(f'      <edge id="e{number}" {ends}>{inside}\n      </edge>')
    _save(path, [*lines, "    </edges>", "  </graph>", "</gexf>"])


def _gexf_attributes(domain: str, frame: pd.DataFrame) -> list[str]:
    lines = [f'    <attributes class="{domain}">']
    for number, name in enumerate(frame.columns):
        kind = _TYPES.get(frame[name].dtype.kind, ("", "string"))[1]
        named = {"id": str(number), "title": name, "type": kind}
        lines.append(f"      <attribute {_written(named)}/>")
    return [*lines, "    </attributes>"]


def _gexf_values(frame: pd.DataFrame) -> list[str]:
    """Return each row's attributes."""
    columns = [
        _wrapped(f'\n          <attvalue for="{number}" value="', frame[name], '"/>', _IN_ATTRIBUTE)
        for number, name in enumerate(frame.columns)
    ]
    inside = _joined(columns) if columns else [""] * len(frame)
    begin, end = "\n        <attvalues>", "\n        </attvalues>"
    return [f"{begin}{values}{end}" if values else "\n        <attvalues/>" for values in inside]


def _drawable(nodes: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    """Return the edges that have a value, with weight and sign."""
    double = nodes.loc[nodes["id"].duplicated(), "id"].tolist()
    if double:
        raise ValueError(f"two nodes have the id {double[0]}")
    loose = {*edges["a"].unique(), *edges["b"].unique()}.difference(nodes["id"])
    if loose:
        raise ValueError(f"an edge ends at {min(loose)}, which is no node")
    drawn = edges[edges["value"].notna() & (edges["value"] != 0)]
    sign = np.where(drawn["value"] < 0, "negative", "positive")
    return drawn.assign(weight=drawn["value"].abs(), sign=sign)


def _written(attributes: Mapping[str, str]) -> str:
    """Return attributes as XML has them."""
    pairs = attributes.items()
    return " ".join(f'{name}="{text.translate(_IN_ATTRIBUTE)}"' for name, text in pairs)


def _identified(frame: pd.DataFrame, attributes: Mapping[str, str]) -> list[str]:
    """Return each row's attributes as XML has them.

    Args:
        frame: nodes or edges.
        attributes: the column of each attribute.
    """
    columns = [
        _wrapped(f'{name}="', frame[column], '"', _IN_ATTRIBUTE)
        for name, column in attributes.items()
    ]
    return [" ".join(row) for row in zip(*columns, strict=True)]


def _joined(columns: Iterable[list[str]]) -> list[str]:
    return ["".join(row) for row in zip(*columns, strict=True)]


def _wrapped(begin: str, values: pd.Series, end: str, escapes: Mapping[int, str]) -> list[str]:
    """Return a column's texts, escaped, between these; nothing where a number is missing."""
    texts = values.tolist()
    return [f"{begin}{text}{end}" if text is not None else "" for text in _column(texts, escapes)]


def _column(values: list[Any], escapes: Mapping[int, str]) -> list[str | None]:
    """Return the texts of a column; of texts, which come again and again, each is made once."""
    if not all(isinstance(value, str) for value in values):
        return [_text(value, escapes) for value in values]
    known = {value: _text(value, escapes) for value in set(values)}
    return [known[value] for value in values]


def _text(value: Any, escapes: Mapping[int, str]) -> str | None:
    if isinstance(value, float):
        return None if math.isnan(value) else str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return _ILLEGAL.sub("", str(value)).translate(escapes)  # what XML 1.0 cannot hold


def _save(path: Path, lines: Iterable[str]) -> None:
    text = "\n".join(["<?xml version='1.0' encoding='UTF-8'?>", *lines, ""])
    write_whole(path, text.encode())
