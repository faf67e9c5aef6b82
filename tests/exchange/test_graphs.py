"""Networks as GraphML and GEXF, read back by another library."""

import networkx as nx
import pandas as pd
import pytest

from stance.exchange.graphs import write_gexf, write_graphml

NODES = pd.DataFrame(
    {
        "id": ["expert:anna", "expert:bek", "topic:tax"],
        "label": ["Anna <Example> & \x0bCo", "Бек Example", 'A "tax"'],
        "country": ["=1+1", "", "Somewhere"],
        "n_claims": [3, 1, 0],
        "position": [1.5, float("nan"), -2.0],
        "mixed": [True, False, False],
    }
)
EDGES = pd.DataFrame(
    {
        "a": ["expert:anna", "expert:anna", "expert:bek"],
        "b": ["expert:bek", "topic:tax", "topic:tax"],
        "value": [-0.5, 2.0, 0.0],
        "evidence": [1, 2, 1],
    }
)


def graphml(path):
    write_graphml(path, NODES, EDGES)
    return nx.read_graphml(path)


def gexf(path):
    write_gexf(path, NODES, EDGES)
    return nx.read_gexf(path)


@pytest.fixture(params=[graphml, gexf], ids=["graphml", "gexf"])
def read_back(request, tmp_path):
    return request.param(tmp_path / "network")


def test_nodes_keep_their_labels_and_attributes(read_back) -> None:
    anna = read_back.nodes["expert:anna"]
    assert anna["label"] == "Anna <Example> & Co"  # without what XML cannot hold
    assert (anna["country"], anna["n_claims"], anna["position"], anna["mixed"]) == (
        "=1+1",
        3,
        1.5,
        True,
    )
    assert read_back.nodes["expert:bek"]["label"] == "Бек Example"
    assert "position" not in read_back.nodes["expert:bek"]


def test_edges_have_a_weight_that_can_be_drawn_and_keep_their_sign(read_back) -> None:
    edge = read_back.edges["expert:anna", "expert:bek"]
    assert (edge["weight"], edge["value"], edge["sign"]) == (0.5, -0.5, "negative")
    assert edge["evidence"] == 1
    assert read_back.edges["expert:anna", "topic:tax"]["sign"] == "positive"


def test_an_edge_of_value_zero_is_left_out_but_not_its_nodes(read_back) -> None:
    assert read_back.number_of_edges() == 2
    assert read_back.number_of_nodes() == 3
    assert not read_back.is_directed()


@pytest.mark.parametrize("write", [write_graphml, write_gexf])
def test_the_same_network_gives_the_same_bytes(tmp_path, write) -> None:
    write(tmp_path / "one", NODES, EDGES)
    write(tmp_path / "two", NODES.copy(), EDGES.copy())
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize("write", [write_graphml, write_gexf])
def test_ids_that_do_not_fit_are_refused(tmp_path, write) -> None:
    with pytest.raises(ValueError, match="two nodes have the id expert:anna"):
        write(tmp_path / "x", pd.concat([NODES, NODES]), EDGES)
    with pytest.raises(ValueError, match="which is no node"):
        write(tmp_path / "x", NODES.iloc[:2], EDGES)


@pytest.mark.parametrize("write", [write_graphml, write_gexf])
def test_a_network_without_edges_can_be_written(tmp_path, write) -> None:
    write(tmp_path / "x", NODES, EDGES.iloc[:0])
    assert (tmp_path / "x").stat().st_size > 0
