"""Networks as GraphML and GEXF, in the way that Gephi, Cytoscape, igraph and networkx read them.

The writers are our own, on lxml: each format takes a page, and what matters here no graph library
does: the same bytes for the same network, no duplicate ids, and edges that Gephi
can show. Gephi drops (0.9.2: crashes on) edges of weight 0 and draws none of negative weight, so
``weight`` is the size of the value, ``value`` keeps its sign, and edges of value 0 are left out.
"""

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from lxml import etree

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
    root = etree.Element("graphml", nsmap={None: _GRAPHML, "xsi": _SCHEMA})
    root.set(f"{{{_SCHEMA}}}schemaLocation", f"{_GRAPHML} {_GRAPHML}/1.0/graphml.xsd")
    keys: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
    columns = [("node", nodes, name) for name in nodes.columns.drop("id")]
    columns += [("edge", edges, name) for name in edges.columns.drop(["a", "b"])]
    for number, (domain, frame, name) in enumerate(columns):
        key = keys[domain][name] = f"d{number}"
        kind = _TYPES.get(frame[name].dtype.kind, ("string", ""))[0]
        named = {"id": key, "for": domain, "attr.name": name, "attr.type": kind}
        etree.SubElement(root, "key", named)
    graph = etree.SubElement(root, "graph", {"id": "network", "edgedefault": "undirected"})
    for row in _texts(nodes):
        element = etree.SubElement(graph, "node", {"id": row["id"]})
        _graphml_data(element, row, keys["node"])
    for number, row in enumerate(_texts(edges)):
        ends = {"id": f"e{number}", "source": row["a"], "target": row["b"]}
        _graphml_data(etree.SubElement(graph, "edge", ends), row, keys["edge"])
    _save(path, root)


def _graphml_data(element: etree._Element, row: dict[str, str], keys: dict[str, str]) -> None:
    for name, key in keys.items():
        if name in row:
            etree.SubElement(element, "data", {"key": key}).text = row[name]


def write_gexf(path: Path, nodes: pd.DataFrame, edges: pd.DataFrame) -> None:
    """Write an undirected network as GEXF 1.2; arguments and errors as for GraphML."""
    edges = _drawable(nodes, edges)
    root = etree.Element("gexf", {"version": "1.2"}, nsmap={None: _GEXF})
    graph = etree.SubElement(root, "graph", {"defaultedgetype": "undirected", "mode": "static"})
    node_keys = _gexf_attributes(graph, "node", nodes.drop(columns=["id", "label"]))
    edge_keys = _gexf_attributes(graph, "edge", edges.drop(columns=["a", "b", "weight"]))
    element = etree.SubElement(graph, "nodes")
    for row in _texts(nodes):
        named = {"id": row["id"], "label": row["label"]}
        _gexf_values(etree.SubElement(element, "node", named), row, node_keys)
    element = etree.SubElement(graph, "edges")
    for number, row in enumerate(_texts(edges)):
        ends = {"source": row["a"], "target": row["b"], "weight": row["weight"]}
        _gexf_values(
            etree.SubElement(element, "edge", {"id": f"e{number}", **ends}), row, edge_keys
        )
    _save(path, root)


def _gexf_attributes(graph: etree._Element, domain: str, frame: pd.DataFrame) -> dict[str, str]:
    element = etree.SubElement(graph, "attributes", {"class": domain})
    keys = {name: str(number) for number, name in enumerate(frame.columns)}
    for name, key in keys.items():
        kind = _TYPES.get(frame[name].dtype.kind, ("", "string"))[1]
        etree.SubElement(element, "attribute", {"id": key, "title": name, "type": kind})
    return keys


def _gexf_values(element: etree._Element, row: dict[str, str], keys: dict[str, str]) -> None:
    values = etree.SubElement(element, "attvalues")
    for name, key in keys.items():
        if name in row:
            etree.SubElement(values, "attvalue", {"for": key, "value": row[name]})


def _drawable(nodes: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    """Return the edges that have a value, with weight and sign."""
    double = nodes.loc[nodes["id"].duplicated(), "id"].tolist()
    if double:
        raise ValueError(f"two nodes have the id {double[0]}")
    loose = set(edges["a"]).union(edges["b"]).difference(nodes["id"])
    if loose:
        raise ValueError(f"an edge ends at {min(loose)}, which is no node")
    drawn = edges[edges["value"].notna() & (edges["value"] != 0)]
    sign = np.where(drawn["value"] < 0, "negative", "positive")
    return drawn.assign(weight=drawn["value"].abs(), sign=sign)


def _texts(frame: pd.DataFrame) -> Iterator[dict[str, str]]:
    """Yield each row's texts; a missing number is left out, not written as NaN."""
    columns = [_column(frame[name].tolist()) for name in frame.columns]
    for row in zip(*columns, strict=True):
        pairs = zip(frame.columns, row, strict=True)
        yield {name: text for name, text in pairs if text is not None}


def _column(values: list[Any]) -> list[str | None]:
    """Return the texts of a column; of texts, which come again and again, each is made once."""
    if not all(isinstance(value, str) for value in values):
        return list(map(_text, values))
    known = {value: _text(value) for value in set(values)}
    return [known[value] for value in values]


def _text(value: Any) -> str | None:
    if isinstance(value, float):
        return None if math.isnan(value) else str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return _ILLEGAL.sub("", str(value))  # what XML 1.0 cannot hold


def _save(path: Path, root: etree._Element) -> None:
    options: dict[str, Any] = {"encoding": "UTF-8", "xml_declaration": True, "pretty_print": True}
    write_whole(path, etree.tostring(root, **options))
