"""Discourse networks beside a networkx projection, and beside the figures that DNA gives of itself.

DNA (Java, not run here) needs 1.3 s for the congruence network of 20,000 statements, 400 actors and
120 concepts, and 58 s with duplicates removed per document, by its own account on its authors'
machine. The ratio to networkx is measured in one run on this one.

Run: python benchmarks/networks.py
"""

import statistics
import time
from collections import Counter
from collections.abc import Callable

import networkx as nx
import numpy as np
import pandas as pd

from stance.analysis.networks import network
from stance.core.codebook import Level, Scale

STATEMENTS, ACTORS, CONCEPTS, DOCUMENTS = 20_000, 400, 120, 2_000
RUNS = 5
SCALE = Scale(levels=(Level("no", 0, "n"), Level("yes", 1, "y")))
DNA_SECONDS = {"all": 1.3, "document": 58.0}


def statements() -> pd.DataFrame:
    """Return random statements; the same ones in every run."""
    rng = np.random.default_rng(1)
    day = pd.Timestamp("2015-01-01") + pd.to_timedelta(rng.integers(0, 3650, DOCUMENTS), "D")
    document = rng.integers(0, DOCUMENTS, STATEMENTS)
    return pd.DataFrame(
        {
            "expert_id": "a" + pd.Series(rng.integers(0, ACTORS, STATEMENTS)).astype("str"),
            "topic": "c" + pd.Series(rng.integers(0, CONCEPTS, STATEMENTS)).astype("str"),
            "source_id": "d" + pd.Series(document).astype("str"),
            "said_on": day.strftime("%Y-%m-%d").to_numpy()[document],
            "score": rng.integers(0, 2, STATEMENTS).astype(float),
        }
    )


def projected(rows: pd.DataFrame, duplicates: str) -> float:
    """Return the sum of the congruence weights by networkx' projection."""
    if duplicates == "document":
        rows = rows.drop_duplicates(["expert_id", "topic", "source_id", "score"])
    counts = Counter(
        zip(rows["expert_id"], zip(rows["topic"], rows["score"], strict=True), strict=True)
    )
    graph = nx.Graph()
    graph.add_edges_from((actor, cell, {"n": n}) for (actor, cell), n in counts.items())
    actors = sorted(set(rows["expert_id"]))

    def weight(graph: nx.Graph, one: str, other: str) -> int:
        shared = set(graph[one]) & set(graph[other])
        return sum(graph[one][cell]["n"] * graph[other][cell]["n"] for cell in shared)

    found = nx.bipartite.generic_weighted_projected_graph(graph, actors, weight)
    return 2.0 * sum(w for _, _, w in found.edges(data="weight"))


def ours(rows: pd.DataFrame, duplicates: str) -> float:
    """Return the sum of the congruence weights."""
    return float(network(rows, SCALE, duplicates=duplicates).weights.sum())


def seconds(work: Callable[[], float], runs: int) -> tuple[float, float]:
    """Return the median time and the result."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - start)
    return statistics.median(times), result


def main() -> None:
    """Print the table."""
    rows = statements()
    print("| duplicates | stance, s | networkx, s | networkx / stance | DNA's own figure, s |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for duplicates, dna in DNA_SECONDS.items():
        quick, total = seconds(lambda d=duplicates: ours(rows, d), RUNS)
        slow, same = seconds(lambda d=duplicates: projected(rows, d), 1)
        assert total == same
        print(f"| {duplicates} | {quick:.3f} | {slow:.2f} | {slow / quick:.0f} | {dna} |")


if __name__ == "__main__":
    main()
