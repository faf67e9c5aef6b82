"""Truth from simulation: is a planted move found, and is none invented where nobody moved?

Made studies of 12 experts on 8 topics in two spans. Every expert has a place on every topic and
says in each article something near it; three annotators read that, and err. In one half of the
studies one expert goes from one side to the other on one topic.

Run: ``python benchmarks/moves.py [STUDIES]`` (100 of each kind take some minutes on one core)
"""

import sys
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stance.analysis.consensus import consensus
from stance.analysis.moves import Span, moves
from stance.analysis.positions import positions
from stance.core.codebook import Scale
from stance.core.contracts import ANNOTATIONS, CLAIMS

SCALE = Scale()
EXPERTS, TOPICS = 12, 8
LABEL = {level.score: level.label for level in SCALE.levels if level.score is not None}
MOVER, TOPIC = 3, 2


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of study.

    Attributes:
        name: what is told of it.
        articles: of an expert on a topic in a span, on average; none is possible.
        wavering: standard deviation of what one expert says around one place.
        errs: chance that an annotator reads one step off.
        of_mover: articles of the one who moves, in each span.
    """

    name: str
    articles: float
    wavering: float
    errs: float
    of_mover: int


KINDS = (
    Kind("steady experts, few articles", 0.8, 0.2, 0.15, 2),
    Kind("wavering experts, few articles", 0.8, 0.7, 0.15, 4),
    Kind("wavering experts, many articles", 2.5, 0.7, 0.15, 4),
    Kind("wavering experts, annotators who often err", 1.5, 0.7, 0.35, 4),
    Kind("experts who waver much", 1.5, 1.0, 0.15, 8),
)


def span(rng: np.random.Generator, kind: Kind, places: np.ndarray, mover: bool, name: str) -> Span:
    """Return a span in which experts stand at these places."""
    n = rng.poisson(kind.articles, places.shape)
    if mover:
        n[MOVER, TOPIC] = kind.of_mover
    cell = np.repeat(np.arange(places.size), n.ravel())
    place = rng.normal(places.ravel()[cell], kind.wavering)
    said = np.clip(np.rint(place), -2, 2)
    claims = pd.DataFrame({"claim_id": [f"{name}-{number:04}" for number in range(len(said))]})
    claims["expert_id"] = [f"e{number // TOPICS}" for number in cell]
    claims["source_id"] = claims["claim_id"]
    coded = []
    for annotator in "abc":
        off = rng.choice([-1, 1], len(said)) * (rng.random(len(said)) < kind.errs)
        score = np.clip(said + off, -2, 2)
        codes = claims[["claim_id"]].assign(annotator=annotator, score=score, slot=1)
        codes["topic"] = [f"t{number % TOPICS}" for number in cell]
        coded.append(codes.assign(stance=codes["score"].map(LABEL)))
    codes = ANNOTATIONS.check(ANNOTATIONS.complete(pd.concat(coded, ignore_index=True)))
    judged = consensus(CLAIMS.check(CLAIMS.complete(claims)), codes, SCALE)
    return Span(positions(judged, SCALE), judged, codes)


def study(seed: int, kind: Kind, planted: bool) -> tuple[bool, int, int]:
    """Return whether the planted move was found, how many were invented, how many compared."""
    rng = np.random.default_rng(seed)
    places = rng.uniform(-2, 2, (EXPERTS, TOPICS))
    places[MOVER, TOPIC] = -1.5
    before = span(rng, kind, places, planted, "before")
    if planted:
        places[MOVER, TOPIC] = 1.5
    after = span(rng, kind, places, planted, "after")
    found = moves(before, after, SCALE, seed=seed)
    named = found[found["beyond"]]
    true = (named["expert_id"] == f"e{MOVER}") & (named["topic"] == f"t{TOPIC}")
    return bool(true.any()) and planted, int((~true).sum()), len(found)


def main() -> None:
    """Print a row for each kind of study."""
    studies = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    print(f"{studies} studies of each kind, without and with a planted move", flush=True)
    for kind in KINDS:
        none = [study(seed, kind, planted=False) for seed in range(studies)]
        one = [study(seed + studies, kind, planted=True) for seed in range(studies)]
        print(
            f"{kind.name}: nobody moved, none named in {sum(n == 0 for _, n, _ in none)}; "
            f"one moved, found in {sum(hit for hit, _, _ in one)}, "
            f"no other named in {sum(n == 0 for _, n, _ in one)}; "
            f"{np.mean([n for *_, n in none]):.0f} compared",
            flush=True,
        )


if __name__ == "__main__":
    main()
