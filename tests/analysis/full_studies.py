"""Made-up studies with all that a study has, on three scales; who says what is drawn by a seed."""

import random
from dataclasses import replace

from stance.core.codebook import Level, Scale
from stance.core.contracts import ANNOTATIONS
from stance.study.study import Study
from tests.extremes import TOPICS, Said, book, study

SCALES = {
    "the usual one": Scale(),
    "from 0 to 10 by uneven steps": Scale(
        (Level("no", 0), Level("rather not", 4), Level("rather", 5), Level("yes", 10))
    ),
    "of two levels": Scale((Level("no", -1), Level("yes", 1))),
}
EXPERTS = ("ann", "bob", "cid", "dee", "eve", "fay", "gus")
DAYS = ("", "2019", "2020-03", "2020-05-04", "2020-05-06", "2021-01-01", "2021-12")


def full(scale: Scale, seed: int, claims: int = 90) -> Study:
    """Return a study of seven experts, six topics and three annotators, some of it undecided.

    Half of the experts lean one way and half the other; on the third topic all lean one way.
    """
    draw = random.Random(seed)  # noqa: S311  made up, no secret
    labels = [level.label for level in scale.levels if level.score is not None]
    said: list[Said] = []
    for number in range(claims):
        expert = draw.choice(EXPERTS)
        topic = draw.randrange(6)
        leans = 1 if topic == 2 or (EXPERTS.index(expert) + topic) % 2 else -1
        place = len(labels) // 2 + leans * draw.choice((0, 1, 1, 2))
        codes = []
        for _ in range(draw.choice((1, 2, 3, 3))):
            near = min(max(place + draw.choice((-1, 0, 0, 0, 1)), 0), len(labels) - 1)
            given = [f"{TOPICS[topic]} {labels[near]}"]
            if draw.random() < 0.1:
                given = [f"{TOPICS[topic]} unclear" if scale.parse("unclear") else TOPICS[topic]]
            if draw.random() < 0.1:
                given = [draw.choice(("none", TOPICS[(topic + 1) % 6], f"{TOPICS[topic]} "))]
            if draw.random() < 0.15:
                given.append(f"{TOPICS[(topic + 2) % 6]} {draw.choice(labels)}")
            codes.append(tuple(given))
        waits = number % 17 == 16
        said.append(
            Said(
                expert,
                () if waits else tuple(codes),
                f"s{draw.randrange(8)}" if number % 9 else "",
                draw.choice(DAYS),
                tuple(codes) if waits else (),
            )
        )
    made = study(said, book(TOPICS[:7], scale), silent=("hal",))
    sources = made.sources.assign(file=["a.txt" if n % 2 else "" for n in range(len(made.sources))])
    votes = made.annotations[made.annotations["annotator"] == "x"]
    chosen = votes.groupby("claim_id").head(1).iloc[::11].assign(annotator="adjudicator")
    return replace(made, sources=sources, decisions=ANNOTATIONS.check(chosen))
