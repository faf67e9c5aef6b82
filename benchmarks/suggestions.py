"""How good suggestions are, on public sets and on the sample study, and how long they take.

Run: ``python benchmarks/suggestions.py [--argq FILE] [--semeval FOLDER] [--embeddings]``. The sets
are not part of the project. FILE is arg_quality_rank_30k.csv (Gretz et al. 2020, IBM); FOLDER holds
the tweets of SemEval-2016 task 6A (Mohammad et al. 2016), lines of id, target, tweet and stance
parted by tabs, in files whose names have ``train`` or ``test`` in them.
"""

import argparse
import csv
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from stance.core.codebook import Codebook, Level, Scale, Topic
from stance.core.contracts import CLAIMS
from stance.machines.calibration import expected_calibration_error
from stance.machines.embedding import bundled_embedder
from stance.machines.evaluating import BYS, evaluate
from stance.machines.features import Embedder
from stance.machines.labels import LABELS
from stance.machines.suggesting import Desk, Labelled, stance_chances, suggest, topic_chances
from stance.study.study import Study
from stance.study.suggesting import desk_of

SAMPLE = Path(__file__).parents[1] / "annotations/central-asia"
#: Claims a topic of ArgQ that are read, labels a topic that are learned from, and claims whose
#: topics fit the temperature where nothing else is learned.
ARGQ_EACH, ARGQ_LABELS, ARGQ_FITTED = 140, (14, 35), 300
LEVELS = Scale((Level("against", -1), Level("neither", 0), Level("for", 1)))
FAVOUR = {"FAVOR": "for", "AGAINST": "against", "NONE": "neither"}


class Remembering:
    """An embedder that embeds each text once, however often it is asked."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder, self._known = embedder, {}

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Return the vectors of the texts."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known |= zip(new, self._embedder.embed(new), strict=True)
        return np.stack([self._known[text] for text in texts])


def desk(rows: Sequence[tuple[str, str, str]], embedder: Embedder | None = None) -> Desk:
    """Return rows of topic, claim and stance laid out for learning; propositions are the topics."""
    topics = sorted({topic for topic, _, _ in rows})
    book = Codebook(tuple(Topic(f"t{n}", t, t) for n, t in enumerate(topics)), LEVELS)
    ids = {topic: f"t{n}" for n, topic in enumerate(topics)}
    claims = [{"claim_id": f"c{n}", "claim": claim} for n, (_, claim, _) in enumerate(rows)]
    labels = [
        {"claim_id": f"c{n}", "topic": ids[topic], "stance": stance}
        for n, (topic, _, stance) in enumerate(rows)
    ]
    return Desk(CLAIMS.build(claims), book, LABELS.build(labels), embedder=embedder)


def macro_f1(given: np.ndarray, found: np.ndarray, labels: Sequence[int]) -> float:
    """Return the mean F1 over these labels."""
    scores = []
    for label in labels:
        both = ((given == label) & (found == label)).sum()
        scores.append(2 * both / max((given == label).sum() + (found == label).sum(), 1))
    return float(np.mean(scores))


def show(what: str, started: float, **figures: object) -> None:
    """Print one line of figures, and the processor's seconds."""
    told = ", ".join(
        f"{name.replace('_', ' ')} {value:.3f}" if isinstance(value, float) else f"{name} {value}"
        for name, value in figures.items()
    )
    print(f"{what}: {told} ({time.process_time() - started:.1f} s of CPU)", flush=True)


def argq(path: Path, embedder: Embedder | None, each: int) -> None:
    """Topics of ArgQ's 71 motions without labels, then stances from some labels a topic."""
    table = pd.read_csv(path)
    table = table[table["stance_WA"] != 0].sample(frac=1, random_state=1).reset_index(drop=True)
    number = table.groupby("topic").cumcount().to_numpy()
    table, number = table[number < each], number[number < each]
    told = table["stance_WA"].map({1: "for", -1: "against"})
    laid = desk(list(zip(table["topic"], table["argument"], told, strict=True)), embedder)
    known = laid.labelled
    started = time.process_time()
    fitted = np.arange(len(known.rows)) < ARGQ_FITTED
    found = topic_chances(laid, known.only(fitted))
    chances, topics = found.chances[known.rows[~fitted]], known.topics[~fitted]
    order = np.argsort(-chances, axis=1)
    right = order[:, 0] == topics
    show(
        f"ArgQ topics without labels, {len(topics)} claims",
        started,
        top_1=float(right.mean()),
        top_3=float((order[:, :3] == topics[:, None]).any(axis=1).mean()),
        ECE=expected_calibration_error(chances.max(axis=1), right),
        learned=len(found.scores.learned),
    )
    for labels in ARGQ_LABELS:
        started = time.process_time()
        seen, left = number < labels, number >= max(ARGQ_LABELS)
        told_ = stance_chances(laid, known.only(seen), known.rows[left], known.topics[left])
        _show_stances(f"ArgQ stances, {labels} labels a topic", started, told_.chances, known, left)


def _show_stances(
    what: str, started: float, chances: np.ndarray, known: Labelled, left: np.ndarray
) -> None:
    given, first = known.levels[left], chances.argmax(axis=1)
    show(
        f"{what}, {len(given)} claims",
        started,
        macro_F1=macro_f1(given, first, (0, 2)),
        ECE=expected_calibration_error(chances.max(axis=1), first == given),
    )


def semeval(folder: Path, embedder: Embedder | None) -> None:
    """Stances of tweets toward five targets: F_avg, the mean F1 of favour and against."""
    rows: list[tuple[str, str, str, bool]] = []
    for file in sorted(folder.glob("*.txt")):
        with file.open(encoding="utf-8", errors="replace") as lines:
            for line in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                if len(line) == 4 and line[3].strip() in FAVOUR:
                    tweet = line[2].replace("#SemST", "")
                    stance = FAVOUR[line[3].strip()]
                    rows.append((line[1], tweet, stance, "train" in file.name))
    laid = desk([row[:3] for row in rows], embedder)
    known, seen = laid.labelled, np.array([row[3] for row in rows])
    started = time.process_time()
    found = stance_chances(laid, known.only(seen), known.rows[~seen], known.topics[~seen])
    _show_stances("SemEval-2016 6A (F_avg)", started, found.chances, known, ~seen)


def sample(embedder: Embedder | None) -> None:
    """The sample study, its labels kept back by source and by expert."""
    study = Study.open(SAMPLE)
    for by in BYS:
        started = time.process_time()
        found = evaluate(desk_of(study, embedder=embedder), by)
        show(
            f"sample study by {by}, {found.topic.n} claims",
            started,
            top_1=found.topic.top_1.value,
            top_3=found.topic.top_3.value if found.topic.top_3 else None,
            macro_F1=found.topic.macro_f1,
            ECE=found.topic.ece,
            stances=found.stance.n,
            filled_in=found.prefill.n_filled,
        )


def large(claims: int = 10_000, topics: int = 40) -> None:
    """Train on claims that were all coded, and suggest for all of them."""
    rng = np.random.default_rng(1)
    letters = list("abcdefghiklmnoprstuvz")
    words = ["".join(rng.choice(letters, rng.integers(3, 10))) for _ in range(8000)]
    own = rng.choice(words, (topics, 60))
    common = np.array(words)[np.minimum(rng.zipf(1.3, (claims, 14)) - 1, len(words) - 1)]
    of_topic = rng.integers(topics, size=claims)
    rows = [
        (
            " ".join(own[topic, :8]),
            " ".join([*common[at], *rng.choice(own[topic], 4)]),
            ("against", "neither", "for")[at % 3],
        )
        for at, topic in enumerate(of_topic)
    ]
    laid = desk(rows)
    started, clock = time.process_time(), time.monotonic()
    found = suggest(laid)
    right = (found.frame["topic"] == laid.labels["topic"]).mean()
    show(
        f"{claims:,} claims, {topics} topics, all coded",
        started,
        right=float(right),
        seconds=time.monotonic() - clock,
        suggested=Counter(found.frame["stance"] != "")[True],
    )


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--argq", type=Path)
    parser.add_argument("--semeval", type=Path)
    parser.add_argument("--embeddings", action="store_true")
    parser.add_argument("--each", type=int, default=ARGQ_EACH)
    asked = parser.parse_args()
    embedder = Remembering(bundled_embedder()) if asked.embeddings else None
    sample(embedder)
    if not asked.embeddings:
        large()
    if asked.semeval:
        semeval(asked.semeval, embedder)
    if asked.argq:
        argq(asked.argq, embedder, asked.each)


if __name__ == "__main__":
    main()
