"""Made-up studies with all that a study has, on three scales; who says what is drawn by a seed."""

import random
from dataclasses import replace

from stance.core.codebook import Level, Scale
from stance.core.contracts import ANNOTATIONS, CLAIMS, EXPERTS, SOURCES
from stance.study.study import Study
from tests.extremes import TOPICS, Said, book, name_of, study

SCALES = {
    "the usual one": Scale(),
    "from 0 to 10 by uneven steps": Scale(
        (Level("no", 0), Level("rather not", 4), Level("rather", 5), Level("yes", 10))
    ),
    "of two levels": Scale((Level("no", -1), Level("yes", 1))),
}
SPEAKERS = ("ann", "bob", "cid", "dee", "eve", "fay", "gus")
DAYS = ("", "2019", "2020-03", "2020-05-04", "2020-05-06", "2021-01-01", "2021-12")


def full(scale: Scale, seed: int, claims: int = 90) -> Study:
    """Return a study of seven experts, six topics and three annotators, some of it undecided.

    Half of the experts lean one way and half the other; on the third topic all lean one way.
    """
    draw = random.Random(seed)  # noqa: S311  made up, no secret
    labels = [level.label for level in scale.levels if level.score is not None]
    said: list[Said] = []
    for number in range(claims):
        expert = draw.choice(SPEAKERS)
        topic = draw.randrange(6)
        leans = 1 if topic == 2 or (SPEAKERS.index(expert) + topic) % 2 else -1
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


def described(plain: Study) -> Study:
    """Return the study with all that may be known of its claims, experts, sources and answers."""
    claims, experts = plain.claims, plain.experts
    n, kinds = range(len(claims)), ("direct", "indirect", "answer", "authored", "")
    claims = claims.assign(
        question=[f"What of {k}?" if k % 5 == 0 else "" for k in n],
        key_phrase=[f"words of {k}" if k % 4 == 0 else "" for k in n],
        kind=[kinds[k % 5] for k in n],
        speaker=["the minister" if k % 6 == 0 else name_of(SPEAKERS[0]) for k in n],
        speaker_confidence=[(0.5, 0.9, float("nan"))[k % 3] for k in n],
        speaker_reason=["the cue stands right after; named" if k % 4 else "" for k in n],
        start=[float(10 * k) if k % 2 else float("nan") for k in n],
        end=[float(10 * k + 1234) if k % 2 else float("nan") for k in n],
    )
    m = range(len(experts))
    experts = experts.assign(
        role=["minister" if k % 2 else "" for k in m],
        affiliation=["Ministry" if k % 3 else "" for k in m],
        country=[("KG", "UZ")[k % 2] if k else "" for k in m],
        kind=["expert" if k % 4 else "official" for k in m],
        name=[name if k != 2 else "" for k, name in enumerate(experts["name"])],
    )
    k = range(len(plain.sources))
    sources = plain.sources.assign(
        title=[("T" * 60, "T" * 61, "", "A talk")[i % 4] for i in k],
        publisher=["The Paper" if i % 3 == 1 else "" for i in k],
        published=["2018-07" if i % 2 else "" for i in k],
        note=["https://example.org/a" if i == 0 else "" for i in k],
    )
    v = range(len(plain.annotations))
    votes = plain.annotations.assign(
        confidence=[(1.0, 2.0, 3.0, float("nan"))[i % 4] for i in v],
        note=[f"note {i}" if i % 7 == 0 else "" for i in v],
    )
    return replace(
        plain,
        title="A full study",
        claims=CLAIMS.check(claims),
        experts=EXPERTS.check(experts),
        sources=SOURCES.check(sources),
        annotations=ANNOTATIONS.check(votes),
    )
