"""Every figure of machines on made-up studies; each rule by itself is held beside its module."""

import random
from collections.abc import Iterator

import numpy as np
import pandas as pd

from stance.core.contracts import CLAIMS, MACHINE_CODINGS
from stance.core.results import Estimate
from stance.machines.comparing import compare_machines
from stance.machines.corrected import corrected
from stance.machines.evaluating import Quality, evaluate
from stance.machines.labels import LABELS, labels_of
from stance.machines.ordering import ORDERS, order_claims
from stance.machines.repeats import one_answer_each
from stance.machines.suggesting import Desk, suggest
from stance.study.study import Study
from tests.figures_told import rows, told
from tests.full_studies import SCALES, full
from tests.machines.small_study import CODEBOOK
from tests.pins import needs_pinned
from tests.written import hold


def studious(study: Study, repeats: int = 3) -> pd.DataFrame:
    """Return what a machine says of most claims: people's first word, or now and then another."""
    draw = random.Random(5)  # noqa: S311  made up, no secret
    first = study.annotations.drop_duplicates(["claim_id", "slot"])
    levels = {level.label: level.score for level in study.codebook.scale.levels}
    answers = []
    for row in first.itertuples():
        for repeat in range(1, repeats + 1 if draw.random() < 0.5 else 2):
            topic, stance = row.topic, row.stance
            if draw.random() < 0.2 and stance:
                stance = draw.choice([*levels])
            if draw.random() < 0.1 and stance:
                topic = draw.choice(study.codebook.topic_ids)
            answers.append(
                {
                    "machine": "m",
                    "claim_id": row.claim_id,
                    "slot": row.slot,
                    "repeat": repeat,
                    "topic": topic,
                    "stance": stance,
                    "score": levels.get(stance, np.nan),
                }
            )
    frame = pd.DataFrame(answers).iloc[7:]
    frame = frame.drop_duplicates(list(MACHINE_CODINGS.key))
    return MACHINE_CODINGS.check(MACHINE_CODINGS.complete(frame))


def _compared(study: Study, codings: pd.DataFrame) -> Iterator[str]:
    judgements = study.analyse().judgements
    [one] = compare_machines(study.annotations, judgements, codings, study.codebook)
    for name in ("alphas", "labels", "confusion", "bins"):
        yield f"== {name}"
        yield from rows(getattr(one, name))
    for measure, found in one.standing_in.items():
        for test in found:
            yield f"{measure} {test.epsilon} {told(test.winning_rate)} {told(test.advantage)}"
            for p in test.people:
                yield f"{p.annotator} {p.n_items} {told(p.advantage)} {told(p.p_value)} {p.won}"
    yield f"{one.n_answered} {one.n_judged} {one.n_repeats} {told(one.same)} {told(one.error)}"
    yield "== labels"
    yield from rows(labels_of(judgements, study.codebook.scale))


def _corrected(study: Study, codings: pd.DataFrame) -> Iterator[str]:
    judgements = study.analyse().judgements
    claims = study.claims.assign(document=study.claims["source_id"])
    coded = judgements.loc[~judgements["status"].isin(["uncoded", "waiting"]), "claim_id"]
    draw = random.Random(9)  # noqa: S311  made up, no secret
    chosen = {c for c in coded if draw.random() < 0.5}
    chances = {c: (0.5 if c < "c5" else 0.4, c in chosen) for c in claims["claim_id"]}
    found = corrected(
        claims, judgements, one_answer_each(codings), chances, study.codebook,
        study.experts["expert_id"].tolist(), machine="m", draws=30,
    )  # fmt: skip
    yield f"{found.share.why} {found.share.n} {found.n_answered} of {found.share.n_claims}"
    yield from rows(found.figures)
    yield f"{ {figure: told(worth) for figure, worth in found.worth.items()} }"


#: Words by which a topic, none and a stance are told; every claim also has some of another.
_WORDS = {
    "water": "river dam reservoir canal irrigation glacier treaty basin",
    "trade": "customs goods tariff market export fishing border duty",
    "schools": "teacher school pupil salary lesson teaching village books",
    "none": "weather melon evening lovely music guests river market",
    "for": "blessing certainly help gain",
    "against": "ruin never harm loss",
}


def drawn(n: int, labelled: int) -> Desk:
    """Claims of words drawn by chance, so that little is sure, and labels of the first of them."""
    draw = random.Random(4)  # noqa: S311  made up, no secret
    claims, labels = [], []
    for number in range(n):
        topic, stance = draw.choice([*_WORDS][:4]), draw.choice([*_WORDS][4:])
        other = draw.choice([*_WORDS])
        words = [
            *draw.choices(_WORDS[topic].split(), k=3),
            *draw.choices(_WORDS[stance].split(), k=2),
            *draw.choices(_WORDS[other].split(), k=2),
        ]
        draw.shuffle(words)
        place = {"source_id": f"s{draw.randrange(6)}", "expert_id": f"e{draw.randrange(4)}"}
        claims.append({"claim_id": f"c{number:02}", "claim": " ".join(words), **place})
        given = "" if topic == "none" or number % 9 == 0 else stance
        given = f"strongly {given}" if given == "against" and number % 4 == 1 else given
        labels.append({"claim_id": f"c{number:02}", "topic": topic, "stance": given})
    return Desk(CLAIMS.build(claims), CODEBOOK, LABELS.build(labels[:labelled]))


def _share(found: Estimate | None) -> str:
    if found is None or found.interval is None:
        return f"{found and found.reason}"
    return f"{told(found.value)}, {told(found.interval.low)} to {told(found.interval.high)}"


def _quality(found: Quality) -> Iterator[str]:
    yield f"{_share(found.top_1)}; {_share(found.top_3)}"
    yield f"{found.n} {told(found.macro_f1)} {told(found.ece)}"
    yield from rows(found.bins)


def _suggested(desk: Desk) -> Iterator[str]:
    found = suggest(desk)
    yield from rows(found.frame.round(4))
    for how in ORDERS:
        ordered = order_claims(desk, found.topics, how)
        yield f"{how}: {', '.join(ordered['claim_id'])}; {', '.join(ordered['why'].str[:1])}"


def _evaluated(desk: Desk) -> Iterator[str]:
    found = evaluate(desk, "source")
    yield f"{found.n_groups} {found.n_labels}"
    yield from _quality(found.topic)
    yield from _quality(found.stance)
    left = found.prefill
    yield f"{left.threshold} {left.n_left} {left.n_filled} {_share(left.precision)} {left.reason}"


def test_every_figure_of_a_machine_beside_people_is_what_is_committed() -> None:
    for library in ("numpy", "scipy", "pandas"):
        needs_pinned(library)
    study = full(SCALES["the usual one"], seed=8, claims=120)
    codings = studious(study)
    hold("figures of a machine beside people.txt", _compared(study, codings))
    hold("figures corrected for a machine.txt", _corrected(study, codings))


def test_every_figure_of_what_is_suggested_is_what_is_committed() -> None:
    for library in ("numpy", "scipy", "scikit-learn"):
        needs_pinned(library)
    hold("suggested from few labels.txt", _suggested(drawn(60, labelled=45)))
    hold(
        "suggested from many labels.txt", [*_suggested(drawn(110, 96)), *_evaluated(drawn(90, 66))]
    )
