"""Whether corrected figures hold what they say where a machine errs, and how narrow they are.

Made studies in which experts lie in a cloud, in two camps, or agree on each topic. People code a
share of the claims, chosen by chance; a machine codes all and is right on 80 to 90 %. Half of the
experts are ironic: of what they say against a proposition, the machine takes about one in three at
its word. Counted is how often 90 % intervals hold what people would have said of all
claims: from people alone, from the machine as if it were people (claims drawn again), and from
both.

Run: ``python benchmarks/machines.py [STUDIES] [FIRST] [KIND]`` (20 studies of each kind take about
five minutes on one core); FIRST is the seed of the first study.
"""

import sys
from collections.abc import Iterator

import numpy as np
import pandas as pd

from stance.analysis.consensus import JUDGEMENTS
from stance.analysis.contested import ranks, share_of_pairs, side_counts
from stance.analysis.matrices import compare, position_matrix, ratio
from stance.analysis.opposed_share import fit
from stance.analysis.positions import positions
from stance.core.codebook import NONE, Codebook, Topic
from stance.machines.corrected import corrected
from stance.machines.repeats import MACHINE_ANSWERS

EXPERTS, TOPICS, DOCUMENTS, SHARE = 12, 6, 3, 0.1
#: Claims of an expert on a topic of which he or she speaks: 1 and a Poisson number of this mean.
CLAIMS = 20
#: How much of what ironic experts say against a proposition the machine takes at its word.
IRONY = 0.35
BOOK = Codebook(tuple(Topic(f"t{n}", f"Topic {n}", f"Proposition {n}.") for n in range(TOPICS)))
IDS = [f"e{n:02d}" for n in range(EXPERTS)]
LABELS = {level.score: level.label for level in BOOK.scale.levels}
KINDS = ("cloud", "camps", "agreed")
SHARES = ("claims for", "claims against")
FIGURES = ("claims", "position", "opposed share", "rank", "agreement")


def stands(rng: np.random.Generator, kind: str) -> np.ndarray:
    """Return where each expert really stands on each topic."""
    own = rng.normal(0, 0.5, (EXPERTS, TOPICS))
    side = rng.choice([-1, 1], TOPICS) * 1.2
    if kind == "camps":
        return own + side * np.where(np.arange(EXPERTS) % 2, 1, -1)[:, None]
    return own + side if kind == "agreed" else 2.2 * own + 0.5 * side


def study(rng: np.random.Generator, kind: str) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return claims, what people would say of each, and what the machine says."""
    at = stands(rng, kind)
    spoke = rng.random((EXPERTS, TOPICS)) < 0.7
    rows = [
        (e, t)
        for e, t in np.argwhere(spoke)
        for _ in range(1 + rng.poisson(rng.exponential(CLAIMS)))
    ]
    expert, topic = np.array(rows).T
    n = len(rows)
    score = np.clip(np.round(at[expert, topic] + rng.normal(0, 0.6, n)), -2, 2)
    unclear, off = rng.random(n) < 0.04, rng.random(n) < 0.08
    score[unclear] = np.nan
    said = _machine(rng, expert, score)
    other = rng.random(n) < 0.04
    found = np.where(off, TOPICS, topic)
    machine_topic = np.where(other, rng.integers(0, TOPICS + 1, n), found)
    ids = [f"c{k:04d}" for k in range(n)]
    claims = pd.DataFrame(
        {
            "claim_id": ids,
            "expert_id": [IDS[e] for e in expert],
            "document": [f"s{d}" for d in rng.integers(0, DOCUMENTS, n)],
        }
    )
    names = np.array([*BOOK.topic_ids, NONE], dtype=object)
    people = JUDGEMENTS.complete(
        claims.rename(columns={"document": "source_id"}).assign(
            topic=names[found],
            score=np.where(off, np.nan, score),
            status=np.select([off, unclear], ["none", "unclear"], "settled"),
            n_annotators=2,
        )
    )
    answers = MACHINE_ANSWERS.complete(
        claims[["claim_id"]].assign(
            machine="m",
            slot=1,
            topic=names[machine_topic],
            score=np.where(machine_topic == TOPICS, np.nan, said),
        )
    )
    return claims, JUDGEMENTS.check(people), MACHINE_ANSWERS.check(answers)


def _machine(rng: np.random.Generator, expert: np.ndarray, score: np.ndarray) -> np.ndarray:
    """Return the stance that the machine gives."""
    ironic = rng.permutation(EXPERTS) < EXPERTS // 2
    n = len(score)
    turned = ironic[expert] & (score < 0) & (rng.random(n) < IRONY)
    slip = rng.random(n) < 0.05
    said = np.where(turned, -score, score)
    said = np.where(slip, np.clip(said + rng.choice([-1, 1], n), -2, 2), said)
    guess = np.isnan(score) & (rng.random(n) < 0.4)
    said[guess] = rng.choice([-1.0, 1.0], int(guess.sum()))
    return said


def truths(places: np.ndarray) -> dict[str, np.ndarray]:
    """Return the figures by their place, from positions."""
    pairs = compare(places, BOOK.scale.range)
    counts = side_counts(places, 0.0)
    return {
        "position": places.ravel(),
        "opposed share": share_of_pairs(counts),
        "rank": ranks(counts, fit(counts, np.ones(len(counts))).mean),
        "agreement": ratio(pairs.score, pairs.shared),
    }


def placed(judgements: pd.DataFrame) -> np.ndarray:
    """Return the positions by the study's rules."""
    return position_matrix(positions(judgements, BOOK.scale), IDS, BOOK.topic_ids).to_numpy()


def shares(claims: int, frame: pd.DataFrame) -> dict[str, np.ndarray]:
    """Return the share of all claims for, and against, some proposition."""
    every = [side * frame["score"] > 0 for side in (1, -1)]
    return {"claims": np.array([holds.sum() / claims for holds in every])}


def naive(rng: np.random.Generator, people: pd.DataFrame, answers: pd.DataFrame) -> dict:
    """Return the ends of intervals that take the machine for a person: claims drawn again."""
    word = people.drop(columns=["topic", "score", "status"]).merge(
        answers[["claim_id", "topic", "score"]], on="claim_id"
    )
    word["status"] = np.where(word["score"].notna(), "settled", "unclear")
    drawn: dict[str, list[np.ndarray]] = {name: [] for name in FIGURES}
    for _ in range(60):
        again = word.iloc[rng.integers(0, len(word), len(word))].reset_index(drop=True)
        again["claim_id"] = [f"d{k}" for k in range(len(again))]
        found = truths(placed(JUDGEMENTS.check(again))) | shares(len(word), again)
        for name, values in found.items():
            drawn[name].append(values)
    return {name: _ends(np.array(values)) for name, values in drawn.items()}


def _ends(values: np.ndarray) -> np.ndarray:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.nanquantile(values, (0.05, 0.95), axis=0)


def measure(seed: int, kind: str) -> Iterator[tuple[str, str, bool, float]]:
    """Yield figure, whose interval, whether it holds the truth, and its width."""
    rng = np.random.default_rng(seed)
    claims, people, answers = study(rng, kind)
    n = len(claims)
    chosen = set(rng.permutation(claims["claim_id"])[: round(SHARE * n)])
    chances = {c: (len(chosen) / n, c in chosen) for c in claims["claim_id"]}
    coded = people[people["claim_id"].isin(chosen)].reset_index(drop=True)
    found = corrected(claims, coded, answers, chances, BOOK, IDS, machine="m", seed=seed).figures
    truth = truths(placed(people)) | shares(n, people)
    places = [f"{e} {t}" for e in IDS for t in BOOK.topic_ids]
    pairs = [f"{a} {b}" for i, a in enumerate(IDS) for b in IDS[i + 1 :]]
    alone = naive(rng, people, answers)
    for figure in FIGURES:
        about = {"position": places, "agreement": pairs, "claims": SHARES}.get(
            figure, BOOK.topic_ids
        )
        at = {name: k for k, name in enumerate(about)}
        rows = found[found["figure"].str.startswith(figure)]
        names = (rows["expert_a"] + " " + rows["topic"] + rows["expert_b"]).str.strip()
        names = rows["figure"] if figure == "claims" else names
        for name, row in zip(names, rows.to_dict("records"), strict=True):
            true = truth[figure][at[name]]
            if np.isnan(true):
                continue
            low, high = alone[figure][:, at[name]]
            for who, ends in (
                ("people", (row["people_low"], row["people_high"])),
                ("machine", (low, high)),
                ("both", (row["low"], row["high"])),
            ):
                if not np.isnan(ends[0]):
                    held = ends[0] - 1e-9 <= true <= ends[1] + 1e-9
                    yield figure, who, held, ends[1] - ends[0]


def main(studies: int, first: int, kinds: tuple[str, ...]) -> None:
    """Print held and width of every figure, kind by kind."""
    for kind in kinds:
        rows = [row for seed in range(first, first + studies) for row in measure(seed, kind)]
        table = pd.DataFrame(rows, columns=["figure", "who", "held", "width"])
        print(f"{kind}, {studies} studies from seed {first}", flush=True)
        print(table.groupby(["figure", "who"], sort=False).mean().round(3).to_string(), flush=True)


if __name__ == "__main__":
    given = sys.argv[1:]
    numbers = [int(word) for word in given[:2]]
    main(*[*numbers, *(20, 0)[len(numbers) :]], tuple(given[2:]) or KINDS)
