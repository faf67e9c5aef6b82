"""Networks as GraphML and GEXF, in the way that Gephi, Cytoscape, igraph and networkx read them.

The writers are our own, on the standard library: each format takes a page, and what matters here
no graph library does: the same bytes for the same network, no duplicate ids, and edges that Gephi
can show. Gephi drops (0.9.2: crashes on) edges of weight 0 and draws none of negative weight, so
``weight`` is the size of the value, ``value`` keeps its sign, and edges of value 0 are left out.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

_GRAPHML = {
    "xmlns": "http://graphml.graphdrawing.org/xmlns",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://graphml.graphdrawing.org/xmlns "
    "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd",
}
_GEXF = {"xmlns": "http://www.gexf.net/1.2draft", "version": "1.2"}
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
    root = ET.Element("graphml", _GRAPHML)
    keys: dict[tuple[str, str], str] = {}
    columns = [("node", nodes, name) for name in nodes.columns.drop("id")]
    columns += [("edge", edges, name) for name in edges.columns.drop(["a", "b"])]
    for domain, frame, name in columns:
        key = keys[domain, name] = f"d{len(keys)}"
        kind = _TYPES.get(frame[name].dtype.kind, ("string", ""))[0]
        ET.SubElement(root, "key", {"id": key, "for": domain, "attr.name": name, "attr.type": kind})
    graph = ET.SubElement(root, "graph", {"id": "network", "edgedefault": "undirected"})
    for row in nodes.to_dict("records"):
        element = ET.SubElement(graph, "node", {"id": _legal(row["id"])})
        _graphml_data(element, row, "node", keys)
    for number, row in enumerate(edges.to_dict("records")):
        ends = {"source": _legal(row["a"]), "target": _legal(row["b"])}
        element = ET.SubElement(graph, "edge", {"id": f"e{number}", **ends})
        _graphml_data(element, row, "edge", keys)
    _save(path, root)


def _graphml_data(
    element: ET.Element, row: dict[str, Any], domain: str, keys: dict[tuple[str, str], str]
) -> None:
    for name, value in _given(row):
        if (domain, name) in keys:
            ET.SubElement(element, "data", {"key": keys[domain, name]}).text = value


def write_gexf(path: Path, nodes: pd.DataFrame, edges: pd.DataFrame) -> None:
    """Write an undirected network as GEXF 1.2; arguments and errors as for GraphML."""
    edges = _drawable(nodes, edges)
    root = ET.Element("gexf", _GEXF)
    graph = ET.SubElement(root, "graph", {"defaultedgetype": "undirected", "mode": "static"})
    node_keys = _gexf_attributes(graph, "node", nodes.drop(columns=["id", "label"]))
    edge_keys = _gexf_attributes(graph, "edge", edges.drop(columns=["a", "b", "weight"]))
    element = ET.SubElement(graph, "nodes")
    for row in nodes.to_dict("records"):
        named = {"id": _legal(row["id"]), "label": _legal(row["label"])}
        _gexf_values(ET.SubElement(element, "node", named), row, node_keys)
    element = ET.SubElement(graph, "edges")
    for number, row in enumerate(edges.to_dict("records")):
        named = {
            "id": f"e{number}",
            "source": _legal(row["a"]),
            "target": _legal(row["b"]),
            "weight": _text(row["weight"]),
        }
        _gexf_values(ET.SubElement(element, "edge", named), row, edge_keys)
    _save(path, root)


def _gexf_attributes(graph: ET.Element, domain: str, frame: pd.DataFrame) -> dict[str, str]:
    element = ET.SubElement(graph, "attributes", {"class": domain})
    keys = {name: str(number) for number, name in enumerate(frame.columns)}
    for name, key in keys.items():
        kind = _TYPES.get(frame[name].dtype.kind, ("", "string"))[1]
        ET.SubElement(element, "attribute", {"id": key, "title": name, "type": kind})
    return keys


def _gexf_values(element: ET.Element, row: dict[str, Any], keys: dict[str, str]) -> None:
    values = ET.SubElement(element, "attvalues")
    for name, value in _given(row):
        if name in keys:
            ET.SubElement(values, "attvalue", {"for": keys[name], "value": value})


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


def _given(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the attributes that have a value; a missing number is left out, not written as NaN."""
    for name, value in row.items():
        if not (isinstance(value, float) and np.isnan(value)):
            yield name, _text(value)


def _text(value: Any) -> str:
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    return _legal(str(value))


def _legal(text: str) -> str:
    """Leave out what XML 1.0 cannot hold."""
    return _ILLEGAL.sub("", text)


def _save(path: Path, root: ET.Element) -> None:
    ET.indent(root)
    ET.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
