"""Judgements to positions, agreement and contested topics: how long, and how much memory.

Run: ``python benchmarks/analysis.py [--plot FILE.svg]`` (two or three minutes). Ratios and the plot
are of processor time (of all cores), which other programs on the machine disturb less.
The peer, networkx, is installed into a virtual environment of its own.
"""

import argparse
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from stance.analysis.agreement import agreement
from stance.analysis.consensus import JUDGEMENTS
from stance.analysis.contested import contested
from stance.analysis.matrices import position_matrix
from stance.analysis.positions import positions
from stance.core.codebook import Scale

SCALE = Scale()
#: experts, topics, judgements
SIZES = [
    (50, 20, 1_000),
    (100, 50, 5_000),
    (400, 120, 20_000),
    (500, 200, 100_000),
    (1_000, 500, 400_000),
    (2_000, 500, 1_000_000),
]
#: What Discourse Network Analyzer 3.1.2 states of itself: 20,000 statements, 400 actors and 120
#: concepts in 1.3 s, and in 58 s with duplicates removed per document.
DNA = {"DNA, all statements": 1.3, "DNA, one vote per document": 58.0}

NETWORKX = """
import csv, sys, time
import networkx as nx
graph, experts = nx.Graph(), set()
for expert, topic, position in csv.reader(open(sys.argv[1])):
    graph.add_edge("e" + expert, "t" + topic, place=float(position))
    experts.add("e" + expert)
def agree(graph, a, b):
    shared = set(graph[a]) & set(graph[b])
    gaps = [abs(graph[a][t]["place"] - graph[b][t]["place"]) for t in shared]
    return 1 - sum(gaps) / len(gaps) / 4
start = time.process_time()
pairs = nx.bipartite.generic_weighted_projected_graph(graph, experts, agree)
print(time.process_time() - start, sum(w for _, _, w in pairs.edges(data="weight")))
"""


def study(experts: int, topics: int, judgements: int) -> tuple[pd.DataFrame, list[str], list[str]]:
    """Return judgements at random, with the ids of the experts and topics."""
    rng = np.random.default_rng(1)
    ids = {
        name: [f"{name}{i:05d}" for i in range(n)] for name, n in (("e", experts), ("t", topics))
    }
    ids["s"] = [f"s{i:05d}" for i in range(max(10, judgements // 200))]
    ids["d"] = [f"{year}-{month:02d}" for year in range(2000, 2025) for month in range(1, 13)]
    drawn = {
        name: pd.Series(values, dtype="str").take(rng.integers(len(values), size=judgements)).array
        for name, values in ids.items()
    }
    frame = pd.DataFrame(
        {
            "claim_id": pd.Series(range(judgements)).astype("str"),
            "expert_id": drawn["e"],
            "source_id": drawn["s"],
            "said_on": drawn["d"],
            "topic": drawn["t"],
            "status": "settled",
            "score": rng.integers(-2, 3, size=judgements).astype(float),
        }
    )
    return JUDGEMENTS.check(JUDGEMENTS.complete(frame)), ids["e"], ids["t"]


def measure(experts: int, topics: int, judgements: int) -> dict[str, float]:
    """Return the seconds that each step takes."""
    material, expert_ids, topic_ids = study(experts, topics, judgements)
    seconds, busy = {}, time.process_time()
    start = time.perf_counter()
    placed = positions(material, SCALE)
    seconds["positions"] = time.perf_counter() - start
    start = time.perf_counter()
    agreement(placed, expert_ids, topic_ids, SCALE)
    seconds["agreement"] = time.perf_counter() - start
    start = time.perf_counter()
    contested(placed, topic_ids, SCALE)
    seconds["contested"] = time.perf_counter() - start
    everything = sum(seconds.values())
    return seconds | {"all": everything, "processor": time.process_time() - busy}


def loop_over_pairs(placed: pd.DataFrame, experts: list[str], topics: list[str]) -> float:
    """Return the sum of all agreements, by a loop over pairs of rows of a pandas matrix."""
    matrix, total = position_matrix(placed, experts, topics), 0.0
    for i, a in enumerate(experts):
        for b in experts[i + 1 :]:
            gap = (matrix.loc[a] - matrix.loc[b]).abs().dropna()
            total += 1 - gap.mean() / SCALE.range
    return total


def against_peers() -> list[tuple[str, float]]:
    """Return the processor seconds that all pairs take: here, in a pandas loop and in networkx."""
    material, experts, topics = study(400, 120, 20_000)
    placed = positions(material, SCALE)
    agreement(placed, experts, topics, SCALE)
    start = time.process_time()
    found = agreement(placed, experts, topics, SCALE)
    ours = time.process_time() - start
    start = time.process_time()
    total = loop_over_pairs(placed, experts, topics)
    loop = time.process_time() - start
    networkx, peer_total = run_networkx(placed)
    expected = found["agreement"].sum()
    assert math.isclose(total, expected, rel_tol=1e-9)
    assert math.isclose(peer_total, expected, rel_tol=1e-9)
    return [
        ("stance, with intervals and chance-corrected", ours),
        ("networkx, projection", networkx),
        ("pandas, loop over pairs", loop),
    ]


def run_networkx(placed: pd.DataFrame) -> tuple[float, float]:
    """Return the processor seconds of networkx, and the sum of all agreements that it finds."""
    with tempfile.TemporaryDirectory() as folder:
        table, place = Path(folder) / "positions.csv", Path(folder) / "venv"
        columns = ["expert_id", "topic", "position"]
        placed[columns].to_csv(table, index=False, header=False)
        subprocess.run([sys.executable, "-m", "venv", place], check=True)
        python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", "networkx"], check=True)
        command = [python, "-c", NETWORKX, table]
        result = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, total = map(float, result.stdout.split())
    return seconds, total


def plot(sizes: list[int], seconds: list[float]) -> str:
    """Return cost against size as an SVG, both axes logarithmic."""
    left, right, top, bottom = 3, 6, -2, 1

    def x(value: float) -> float:
        return round(60 + (math.log10(value) - left) / (right - left) * 400, 1)

    def y(value: float) -> float:
        return round(250 - (math.log10(value) - top) / (bottom - top) * 220, 1)

    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 300" font-size="12">']
    for power in range(left, right + 1):
        parts.append(f'<text x="{x(10**power)}" y="270" text-anchor="middle">{10**power:,}</text>')
    for power in range(top, bottom + 1):
        parts.append(
            f'<text x="50" y="{y(10**power) + 4}" text-anchor="end">{10.0**power:g} s</text>'
        )
        parts.append(f'<path d="M60 {y(10**power)}H460" stroke="#ccc"/>')
    points = [(x(size), y(second)) for size, second in zip(sizes, seconds, strict=True)]
    course = " ".join(f"{a},{b}" for a, b in points)
    parts.append(f'<polyline points="{course}" fill="none" stroke="#333" stroke-width="2"/>')
    parts += [f'<circle cx="{a}" cy="{b}" r="4"/>' for a, b in points]
    parts.append('<text x="260" y="292" text-anchor="middle">judgements</text></svg>')
    return "\n".join(parts) + "\n"


def main() -> None:
    """Print the tables; with --plot, draw cost against size."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--plot", type=Path)
    chosen = options.parse_args()
    measure(*SIZES[0])  # imports scipy
    steps = ["positions", "agreement", "contested", "all", "processor"]
    print("| experts × topics | judgements | " + " | ".join(f"{s}, s" for s in steps) + " |")
    print("|---|" + "---:|" * (len(steps) + 1))
    rows = []
    for experts, topics, judgements in SIZES:
        rows.append(measure(experts, topics, judgements))
        cells = " | ".join(f"{rows[-1][step]:.2f}" for step in steps)
        print(f"| {experts:,} × {topics} | {judgements:,} | {cells} |", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"\nMost memory, the largest study included: {peak:.2f} GB.")
    print(
        "\n| 20,000 judgements, 400 × 120 | seconds (ours: processor) | times ours |"
        "\n|---|---:|---:|"
    )
    whole = rows[2]["processor"]
    for name, seconds in [("stance, judgements to contested topics", whole), *DNA.items()]:
        print(f"| {name} | {seconds:.2f} | {seconds / whole:.0f} |")
    print("\n| all 79,800 pairs | processor seconds | times ours |\n|---|---:|---:|")
    peers = against_peers()
    for name, seconds in peers:
        print(f"| {name} | {seconds:.3f} | {seconds / peers[0][1]:.0f} |")
    if chosen.plot:
        svg = plot([size[2] for size in SIZES], [row["processor"] for row in rows])
        chosen.plot.write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
