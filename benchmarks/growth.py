"""What every command costs as a study grows: processor, memory, and the exponent of growth.

A study is made up at each size: claims by experts on topics, each claim coded by all annotators
(three unless told otherwise), who agree four times of five. Every command runs as people run it,
in a process of its own, and its
processor time (not the clock's, which a busy machine stretches) and peak memory are read from the
system. The exponent is that of a power law between the last two sizes: 1 is linear, 2 quadratic.

Run: python benchmarks/growth.py [--claims 100,1000,10000] [--experts 500] [--topics 100]
     python benchmarks/growth.py --claims 2000 --experts 20,200,2000    (growth in experts)
     python benchmarks/growth.py --claims 60 --annotators 30,100,300
     python benchmarks/growth.py --only check,report
"""

import argparse
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

ROOT = Path(__file__).parents[1]
#: Where modules are kept compiled, as they are where stance is installed.
COMPILED = tempfile.TemporaryDirectory()
ANNOTATORS = ("ana", "ben", "cem")
#: A study that is gone through first, which compiles the modules.
SMALL = (20, 5, 3, 3)
WORDS = ("tax", "road", "school", "water", "Größe", "город", "which", "must", "not", "border")
FIRST = ("Aigul", "Boris", "Carla", "Daniyar", "Elena", "Farid", "Gulnara", "Hans", "Irina", "Jan")
SYLLABLES = ("ba", "ko", "ti", "mu", "ra", "se", "lo", "ny", "da", "vi", "ge", "zu")


class Cost(NamedTuple):
    """What one command took: processor seconds and peak memory in megabytes."""

    seconds: float
    memory: float


def names(rng: np.random.Generator, n: int) -> list[str]:
    """Return n names of persons, no two alike, some of them near."""
    made: dict[str, None] = {}
    while len(made) < n:
        family = "".join(rng.choice(SYLLABLES, rng.integers(2, 5))).title()
        made[f"{rng.choice(FIRST)} {family}ov"] = None
    return list(made)


def annotators(n: int) -> list[str]:
    """Return the names of n annotators."""
    return [*ANNOTATORS, *(f"coder-{i}" for i in range(len(ANNOTATORS), n))][:n]


def tables(folder: Path, claims: int, experts: int, topics: int, coders: int) -> None:
    """Write the tables of a made-up study: topics, experts, sources, claims, those of coders."""
    rng = np.random.default_rng(claims + experts + topics)
    folder.mkdir(parents=True)
    topic_ids = np.array([f"topic-{i}" for i in range(topics)])
    pd.DataFrame(
        {
            "topic": topic_ids,
            "label": [f"Topic {i}" for i in range(topics)],
            "proposition": [f"Plan {i} should be carried out." for i in range(topics)],
        }
    ).to_csv(folder / "topics.csv", index=False)
    expert_ids = [f"e{i}" for i in range(experts)]
    pd.DataFrame(
        {
            "expert_id": expert_ids,
            "name": names(rng, experts),
            "country": [f"Land {i % 7}" for i in range(experts)],
        }
    ).to_csv(folder / "experts.csv", index=False)
    sources = max(5, claims // 20)
    days = pd.date_range("2020-01-01", periods=sources, freq="D").strftime("%Y-%m-%d")
    pd.DataFrame(
        {
            "source_id": [f"s{i}" for i in range(sources)],
            "title": [f"Paper {i}" for i in range(sources)],
            "published": days,
        }
    ).to_csv(folder / "sources.csv", index=False)
    number = np.arange(claims)
    speaker, topic = rng.integers(0, experts, claims), rng.integers(0, topics, claims)
    said = np.array(WORDS)[rng.integers(0, len(WORDS), (claims, 12))]
    claim_ids = [f"c{i:06d}" for i in number]
    pd.DataFrame(
        {
            "claim_id": claim_ids,
            "source_id": [f"s{i % sources}" for i in number],
            "expert_id": [f"e{i}" for i in speaker],
            "said_on": days[number % sources],
            "start": number * 100,
            "end": number * 100 + 80,
            "claim": [f"{' '.join(row)} {i}" for i, row in enumerate(said)],
        }
    ).to_csv(folder / "claims.csv", index=False)
    leaning = rng.choice([-2, -1, 1, 2], (experts, topics))[speaker, topic]
    for coder in annotators(coders):
        slips = rng.random(claims) < 0.2
        stance = np.where(slips, rng.integers(-2, 3, claims), leaning)
        pd.DataFrame(
            {"claim_id": claim_ids, "topic": topic_ids[topic], "stance": stance, "confidence": 2}
        ).to_csv(folder / f"{coder}.csv", index=False)


def answered(room: Path, results: Path) -> None:
    """Write the results of a model that finds the first topic in every claim."""
    said = {"answers": [{"topic": "topic-0", "stance": "for"}], "confidence": 2, "reason": "So."}
    choice = {"message": {"content": json.dumps(said)}, "finish_reason": "stop"}
    body = {"model": "m", "choices": [choice], "usage": {}}
    with results.open("w", encoding="utf-8") as told:
        for requests in sorted(room.glob("requests*.jsonl")):
            with requests.open(encoding="utf-8") as asked:
                for line in asked:
                    response = {"status_code": 200, "body": body}
                    answer = {"custom_id": json.loads(line)["custom_id"], "response": response}
                    told.write(json.dumps(answer) + "\n")


def run(*arguments: str | Path) -> Cost:
    """Run one command of stance and return what it took.

    Raises:
        RuntimeError: it did not end as it should; its last words.
    """
    command = [sys.executable, "-m", "stance", *map(str, arguments)]
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    env = kept | {"PYTHONPYCACHEPREFIX": COMPILED.name}
    with tempfile.TemporaryFile() as words:
        process = subprocess.Popen(
            command, cwd=ROOT, env=env, stdout=words, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            words.seek(0)
            raise RuntimeError(f"{arguments}: {words.read()[-800:].decode(errors='replace')}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def costs(room: Path, size: tuple[int, int, int, int], only: set[str]) -> dict[str, Cost]:
    """Return what each command took on a study of a size, in the order of the work."""
    folder, study, back = room / "tables", room / "study", room / "back"
    tables(folder, *size)
    taken = {"from-csv": run("from-csv", folder, "-o", study)}
    shutil.copytree(study, back)
    steps: dict[str, tuple[str | Path, ...]] = {
        "check": ("check", study),
        "report": ("report", study, "-o", room / "page.html"),
        "reliability": ("reliability", study),
        "compare": ("compare", study, "e0", "e1"),
        "export": ("export", study, room / "out"),
        "network": ("network", study, "-o", room / "net.csv"),
        "names": ("names", study, "-o", room / "names.xlsx"),
        "adjudicate": ("adjudicate", study),
        "assign": ("assign", study, "--annotators", "dora", "--overlap", "0.3"),
        "receive": ("receive", study, back / "ana.xlsx"),
        "correct": ("correct", study),
        "update": ("update", study),
        "machine prompt": (
            *("machine", "prompt", study, "--model", "m", "--form", "openai"),
            *("-o", room / "requests.jsonl"),
        ),
        "machine read": ("machine", "read", study, room / "results.jsonl"),
    }
    for name, arguments in steps.items():
        if not only or name in only:
            if name == "machine read":
                answered(room, room / "results.jsonl")
            taken[name] = run(*arguments)
            print(f"{size} {name}: {taken[name]}", file=sys.stderr, flush=True)
    return taken


def exponent(costs: list[Cost], sizes: list[int]) -> str:
    """Return the exponent of growth between the last two sizes, less the cost of starting up."""
    if len(sizes) < 2:
        return ""
    start = run("--version").seconds
    earlier, later = (max(cost.seconds - start, 1e-3) for cost in costs[-2:])
    return f"{math.log(later / earlier) / math.log(sizes[-1] / sizes[-2]):.2f}"


def numbers(text: str) -> list[int]:
    """Return the numbers between commas."""
    return [int(part) for part in text.split(",")]


def main() -> None:
    """Print a table: a command a row, a size a column."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--claims", type=numbers, default=[100, 1_000, 10_000])
    parser.add_argument("--experts", type=numbers, default=[500])
    parser.add_argument("--topics", type=numbers, default=[100])
    parser.add_argument("--annotators", type=numbers, default=[len(ANNOTATORS)])
    parser.add_argument("--only", type=lambda text: set(text.split(",")), default=set())
    chosen = parser.parse_args()
    axes = (chosen.claims, chosen.experts, chosen.topics, chosen.annotators)
    sizes = list(product(*axes))
    growing = next((axis for axis in axes if len(axis) > 1), chosen.claims)
    measured = []
    for size in (SMALL, *sizes):
        with tempfile.TemporaryDirectory() as room:
            measured.append(costs(Path(room), size, chosen.only))
    measured = measured[1:]
    heads = [f"{c:,} claims, {e} experts, {t} topics, {n} coders" for c, e, t, n in sizes]
    print(f"| command | {' | '.join(heads)} | exponent |")
    print(f"| --- |{' ---: |' * (len(sizes) + 1)}")
    for name in measured[-1]:
        row = [one[name] for one in measured]
        cells = [f"{cost.seconds:.1f} s, {cost.memory:,.0f} MB" for cost in row]
        print(f"| {name} | {' | '.join(cells)} | {exponent(row, growing)} |")


if __name__ == "__main__":
    main()
