"""Alpha, its interval, and Dawid and Skene's model beside the packages krippendorff and crowd-kit.

Both are installed in an environment of their own and timed there, on the same codes, in this run.
Prints the tables, and writes the plot of time over claims to docs/reliability-speed.svg.

Run: python benchmarks/reliability.py
"""

import json
import math
import resource
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

PEERS = ("krippendorff==0.9.0", "crowd-kit==1.4.2")
PLOT = Path(__file__).parents[1] / "docs" / "reliability-speed.svg"
LABELS = 5
RESAMPLES = 1000
STEPS = (2, 12)


def ratings(claims: int, annotators: int, labels: int = LABELS, seed: int = 1) -> np.ndarray:
    """Return claims × annotators: labels from 0, -1 where not coded (30 %); 80 % are the truth."""
    random = np.random.default_rng(seed)
    truth = random.integers(0, labels, claims, dtype=np.int8)
    given = np.where(
        random.random((claims, annotators), dtype=np.float32) < 0.8,
        truth[:, None],
        random.integers(0, labels, (claims, annotators), dtype=np.int8),
    )
    given[random.random((claims, annotators), dtype=np.float32) < 0.3] = -1
    return given


def long(given: np.ndarray) -> pd.DataFrame:
    """Return one row a code."""
    item, annotator = np.nonzero(given >= 0)
    frame = {"item": item, "annotator": annotator.astype(np.int16), "label": given[given >= 0]}
    return pd.DataFrame(frame)


def best(work: Callable[[], Any], runs: int = 15) -> float:
    """Return the least processor time of several runs, in seconds; all here runs on one core."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def ours_alpha(frame: pd.DataFrame, level: str = "nominal", resamples: int = 0) -> Any:
    """Return alpha of a long frame, with its interval where resamples are wanted."""
    from stance.reliability import Codes, CodeTable, Measurement, Sampling, alpha, bootstrap

    patterns = CodeTable(Codes.from_frame(frame, range(int(frame["label"].max()) + 1))).counts
    statistic = alpha(patterns, Measurement(level))
    if not resamples:
        return statistic.at(patterns.times)
    return bootstrap([statistic], patterns.times, Sampling(resamples=resamples))[0]


def peers_times(folder: Path) -> dict[str, float]:
    """Run this file in the peers' environment on the saved codes."""
    venv.create(folder / "peers", with_pip=True)
    python = folder / "peers" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", *PEERS], check=True, stderr=sys.stderr)
    done = subprocess.run(
        [python, __file__, "--peers", folder / "codes.npy"],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def time_peers(codes: Path) -> None:
    """Print the peers' times as JSON; runs in their environment, without stance."""
    import krippendorff
    from crowdkit.aggregation import DawidSkene

    given = np.load(codes)
    matrix = np.where(given < 0, np.nan, given).T
    found = {}
    for level in ("nominal", "ordinal"):
        alpha = partial(krippendorff.alpha, matrix, level_of_measurement=level)
        found[level] = best(alpha)
        found[f"{level} value"] = float(alpha())
    random = np.random.default_rng(1)

    def one_resample() -> None:
        drawn = matrix[:, random.integers(0, matrix.shape[1], matrix.shape[1])]
        krippendorff.alpha(reliability_data=drawn, level_of_measurement="nominal")

    found["one resample"] = best(one_resample, 3)
    frame = long(given).rename(columns={"item": "task", "annotator": "worker"})
    for steps in STEPS:
        found[f"{steps} steps"] = best(lambda n=steps: DawidSkene(n_iter=n, tol=-1.0).fit(frame), 2)
    print(json.dumps(found))


def large() -> None:
    """Print time and memory of a million claims with twenty annotators; its own process."""
    frame = long(ratings(1_000_000, 20))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    start, busy = time.perf_counter(), time.process_time()
    found = ours_alpha(frame, resamples=RESAMPLES)
    took, worked = time.perf_counter() - start, time.process_time() - busy
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    figures = {"s": took, "cpu": worked, "GB": most, "GB before": before, "codes": len(frame)}
    print(json.dumps(figures | {"low": found.interval.low, "high": found.interval.high}))


def scaling() -> list[tuple[int, float, float]]:
    """Return claims, and seconds for alpha and for alpha with its interval; 5 annotators."""
    found = []
    for claims in (10_000, 30_000, 100_000, 300_000, 1_000_000):
        frame = long(ratings(claims, 5))
        plain = best(lambda frame=frame: ours_alpha(frame), 3)
        with_interval = best(lambda frame=frame: ours_alpha(frame, resamples=RESAMPLES), 2)
        found.append((claims, plain, with_interval))
    return found


def draw(points: list[tuple[int, float, float]]) -> str:
    """Return a plot of seconds over claims, both logarithmic, as SVG."""

    def x(claims: float) -> float:
        return 60 + 170 * (math.log10(claims) - 4)

    def y(seconds: float) -> float:
        return 200 - 60 * (math.log10(seconds) + 3)

    def line(column: int, colour: str, name: str) -> str:
        path = " ".join(f"{x(p[0]):.0f},{y(p[column]):.0f}" for p in points)
        end = f'x="{x(points[-1][0]) + 6:.0f}" y="{y(points[-1][column]) + 4:.0f}"'
        return (
            f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{path}"/>'
            f'<text {end} fill="{colour}">{name}</text>'
        )

    marks = [(10_000, "10,000"), (100_000, "100,000"), (1_000_000, "1,000,000 claims")]
    rows = [(0.001, "1 ms"), (0.01, "10 ms"), (0.1, "0.1 s"), (1.0, "1 s")]
    parts = [f'<text x="{x(c) - 20:.0f}" y="220">{name}</text>' for c, name in marks]
    for seconds, name in rows:
        parts.append(f'<text x="8" y="{y(seconds) + 4:.0f}">{name}</text>')
        parts.append(
            f'<line x1="55" x2="410" y1="{y(seconds):.0f}" y2="{y(seconds):.0f}" stroke="#ccc"/>'
        )
    parts += [line(1, "#5e3c99", "alpha"), line(2, "#b35806", "with interval")]
    style = 'font-family="sans-serif" font-size="12" fill="#333"'
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 520 230" role="img"'
    title = "<title>Seconds over claims, five annotators, 30 % not coded</title>"
    return f"{head} {style}>{title}{''.join(parts)}</svg>\n"


def main() -> None:
    """Print the tables."""
    given = ratings(100_000, 5)
    frame = long(given)
    with tempfile.TemporaryDirectory() as folder:
        np.save(Path(folder) / "codes.npy", given)
        peers = peers_times(Path(folder))
    from stance.analysis.dawid_skene import dawid_skene

    print("100,000 claims, 5 annotators, 5 labels, 30 % not coded\n")
    print("| what | stance | peer | times as quick |\n| --- | ---: | ---: | ---: |")
    for level in ("nominal", "ordinal"):
        assert abs(ours_alpha(frame, level) - peers[f"{level} value"]) < 1e-9
        ours = best(lambda level=level: ours_alpha(frame, level))
        row(f"alpha, {level}, krippendorff", ours, peers[level])
    ours = best(lambda: ours_alpha(frame, resamples=RESAMPLES), 3)
    row("interval, 1,000 resamples, looping krippendorff", ours, RESAMPLES * peers["one resample"])
    few, many = (
        best(lambda n=n: dawid_skene(frame, range(LABELS), tolerance=-1.0, most_steps=n), 3)
        for n in STEPS
    )
    row(f"Dawid–Skene, {STEPS[1]} steps with reading, crowd-kit", many, peers[f"{STEPS[1]} steps"])
    apart = STEPS[1] - STEPS[0]
    theirs = (peers[f"{STEPS[1]} steps"] - peers[f"{STEPS[0]} steps"]) / apart
    row("Dawid–Skene, one step, crowd-kit", (many - few) / apart, theirs)
    done = subprocess.run(
        [sys.executable, __file__, "--large"], check=True, stdout=subprocess.PIPE, text=True
    )
    big = json.loads(done.stdout)
    print(
        f"\n1,000,000 claims, 20 annotators ({big['codes']:,} codes), alpha with 1,000 resamples: "
        f"{big['cpu']:.1f} s of processor time ({big['s']:.1f} s on the clock), "
        f"at most {big['GB']:.2f} GB (the table alone {big['GB before']:.2f} GB)"
    )
    points = scaling()
    print("\n| claims | alpha, s | with interval, s |\n| ---: | ---: | ---: |")
    for claims, plain, with_interval in points:
        print(f"| {claims:,} | {plain:.4f} | {with_interval:.3f} |")
    PLOT.write_text(draw(points), encoding="utf-8")


def row(name: str, ours: float, peer: float) -> None:
    """Print one line of the table."""
    print(f"| {name} | {ours * 1000:.1f} ms | {peer * 1000:,.0f} ms | {peer / ours:,.0f} |")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peers"]:
        time_peers(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["--large"]:
        large()
    else:
        main()
