"""Small findings to render: the six claims, variations on them, and hostile texts."""

import random
from collections.abc import Sequence
from typing import Any

from stance.core.codebook import Codebook, Topic
from stance.core.contracts import ANNOTATIONS, CLAIMS, EXPERTS, SOURCES, Contract
from stance.study.study import Findings, Study
from tests import six_claims

PAYLOADS = (
    "<script>document.title='owned'</script>",
    "</script><script>document.title='owned'</script>",
    "</style><style>body{display:none}</style>",
    "<img src=x onerror=\"document.title='owned'\">",
    "\"><svg onload=document.title='owned'>",
    "' autofocus onfocus='document.title=1' x='",
    "{{ 7*7 }}{% raw %}{# #}",
    "javascript:document.title='owned'",
    "]] [link] {topic} -->",
    "\u202eevil\u202c \u2066x\u2069",
    "nul\x00 bell\x07 esc\x1b del\x7f",
)


def six() -> Findings:
    return Study(
        name="six",
        title="Six claims",
        codebook=six_claims.CODEBOOK,
        claims=six_claims.claims(),
        annotations=six_claims.annotations(),
        experts=six_claims.experts(),
        sources=six_claims.sources(),
    ).analyse()


def made(
    codes: Sequence[tuple[str, str, str]], codebook: Codebook = six_claims.CODEBOOK
) -> Findings:
    """Findings of one annotator's (expert, topic, stance) rows: a claim each, no source or date."""
    claims: list[dict[str, Any]] = []
    votes: list[dict[str, Any]] = []
    for number, (expert, topic, stance) in enumerate(codes, 1):
        claim_id = f"c{number}"
        level = codebook.scale.parse(stance)
        claims.append({"claim_id": claim_id, "expert_id": expert, "claim": f"Words of {claim_id}."})
        votes.append(
            {
                "claim_id": claim_id,
                "annotator": "a",
                "slot": 1,
                "topic": topic,
                "stance": level.label if level else "",
                "score": level.score if level else None,
            }
        )
    experts = dict.fromkeys(expert for expert, _, _ in codes)
    return Study(
        name="made",
        title="",
        codebook=codebook,
        claims=CLAIMS.build(claims),
        annotations=ANNOTATIONS.build(votes),
        experts=EXPERTS.build([{"expert_id": e, "name": f"{e.title()} Example"} for e in experts]),
        sources=SOURCES.empty(),
    ).analyse()


def hostile(payload: str) -> Findings:
    """Two experts opposed on one topic, the payload in every text of every frame."""

    def filled(contract: Contract, **given: Any) -> dict[str, Any]:
        texts = {c.name: payload for c in contract.columns if c.kind == "text"}
        return texts | given

    codebook = Codebook((Topic(payload, payload + " ", payload, payload, payload, payload),))
    who = (payload + "1", payload + "2")
    claims = [filled(CLAIMS, claim_id=w, expert_id=w, start=1.0, end=9.0) for w in who]
    votes = [
        filled(ANNOTATIONS, claim_id=w, slot=1, stance=stance, score=score)
        for w, stance, score in zip(who, ("for", "against"), (1.0, -1.0), strict=True)
    ]
    return Study(
        name=payload,
        title=payload,
        codebook=codebook,
        claims=CLAIMS.build(claims),
        annotations=ANNOTATIONS.build(votes),
        experts=EXPERTS.build([filled(EXPERTS, expert_id=w) for w in who]),
        sources=SOURCES.build([filled(SOURCES)]),
        inputs=((payload, payload),),
    ).analyse()


def crowd(experts: int, topics: int, claims: int = 400, seed: int = 7) -> Findings:
    """A made-up crowd: dated claims from ten sources by invented experts, two annotators."""
    draw = random.Random(seed)  # noqa: S311 - made-up data, no secret
    book = Codebook(
        tuple(Topic(f"t{n}", f"Topic {n}", f"Proposition {n} holds.") for n in range(topics))
    )
    levels = [level for level in book.scale.levels if level.score is not None]
    rows, votes = [], []
    for number in range(claims):
        claim_id, expert = f"c{number}", number % experts
        topic = draw.randrange(topics)
        rows.append(
            {
                "claim_id": claim_id,
                "expert_id": f"e{expert}",
                "source_id": f"s{draw.randrange(10)}",
                "said_on": f"{draw.randrange(2015, 2025)}-0{draw.randrange(1, 10)}",
                "question": f"What of topic {topic}?",
                "claim": f"Made-up words number {number} about proposition {topic}, " * 2,
            }
        )
        for annotator in ("a", "b"):
            level = draw.choice(levels)
            votes.append(
                {
                    "claim_id": claim_id,
                    "annotator": annotator,
                    "slot": 1,
                    "topic": f"t{topic}",
                    "stance": level.label,
                    "score": level.score,
                    "confidence": float(draw.randrange(1, 4)),
                }
            )
    people = [
        {"expert_id": f"e{n}", "name": f"Expert Example-{n}", "country": f"Land {n % 7}"}
        for n in range(experts)
    ]
    sources = [{"source_id": f"s{n}", "title": f"Source {n}"} for n in range(10)]
    return Study(
        name="crowd",
        title="A crowd",
        codebook=book,
        claims=CLAIMS.build(rows),
        annotations=ANNOTATIONS.build(votes),
        experts=EXPERTS.build(people),
        sources=SOURCES.build(sources),
    ).analyse()
