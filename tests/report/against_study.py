"""A study of two years: one expert changes sides, one stays, one falls silent, one is new."""

from stance.core.contracts import ANNOTATIONS, CLAIMS, EXPERTS, SOURCES
from stance.study.study import Study
from tests import six_claims

#: Expert, topic, year, and the stance in each of that year's articles.
_SAID = [
    ("anna", "trade", "2021", ("against", "strongly against", "against")),
    ("anna", "trade", "2022", ("strongly for", "for", "strongly for")),
    ("bek", "trade", "2021", ("for", "for")),
    ("bek", "trade", "2022", ("for", "for")),
    ("bek", "border", "2021", ("for", "for")),
    ("bek", "border", "2022", ("for", "for")),
    ("chol", "border", "2021", ("against",)),
    ("dina", "trade", "2022", ("for",)),
]


def two_years(name: str = "two", *, ids: str = "", border: str = "border") -> Study:
    """Return the study.

    Args:
        name: of the study.
        ids: put behind every expert's id.
        border: proposition of the second topic.
    """
    claims, codes = [], []
    for expert, topic, year, stances in _SAID:
        for number, stance in enumerate(stances):
            claim = f"{expert}-{topic}-{year}-{number}"
            level = six_claims.SCALE.parse(stance)
            assert level is not None
            place = {"expert_id": expert + ids, "source_id": f"s{claim}", "said_on": f"{year}-03"}
            claims.append({"claim_id": claim, "claim": f"Words {{of}} [{claim}].", **place})
            codes += [
                {"claim_id": claim, "annotator": annotator, "slot": 1, "topic": topic}
                | {"stance": level.label, "score": level.score}
                for annotator in "ab"
            ]
    claims.append({"claim_id": "undated", "expert_id": f"anna{ids}", "claim": "No date."})
    people = dict.fromkeys(expert for expert, *_ in _SAID)
    book = six_claims.CODEBOOK
    return Study(
        name=name,
        title=f"Study {name}",
        codebook=book,
        claims=CLAIMS.check(CLAIMS.build([{"source_id": "", "said_on": "", **c} for c in claims])),
        annotations=ANNOTATIONS.build(codes),
        experts=EXPERTS.build(
            [{"expert_id": e + ids, "name": f"{e.title()} [Example]"} for e in people]
        ),
        sources=SOURCES.empty(),
    )
