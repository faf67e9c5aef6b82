"""A study of two years: one expert changes sides, one stays, one falls silent, one is new."""

from collections.abc import Sequence

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


Said = tuple[str, str, str, tuple[str, ...]]


def many() -> list[Said]:
    """Ten who change sides, nine who fall silent, eight who are new, and some who stay."""
    far, near = ("strongly against",) * 3, ("strongly for",) * 3
    return [
        *((f"mover{n}", "trade", year, s) for n in range(10) for year, s in _years(far, near)),
        *((f"gone{n}", "border", "2021", ("for", "against")[n % 2 :][:1]) for n in range(9)),
        *((f"new{n}", "trade", "2022", ("against",)) for n in range(8)),
        *((f"stays{n}", "border", year, ("for", "for")) for n in range(4) for year in _YEARS),
        ("stays0", "trade", "2021", ("against", "mixed")),
        ("stays0", "trade", "2022", ("against",)),
    ]


_YEARS = ("2021", "2022")


def _years(*stances: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
    return list(zip(_YEARS, stances, strict=True))


def two_years(name: str = "two", *, ids: str = "", said: Sequence[Said] = tuple(_SAID)) -> Study:
    """Return the study.

    Args:
        name: of the study.
        ids: put behind every expert's id.
        said: by whom, on what, in which year, and the stances.
    """
    claims, codes = [], []
    for expert, topic, year, stances in said:
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
    people = dict.fromkeys(expert for expert, *_ in said)
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
