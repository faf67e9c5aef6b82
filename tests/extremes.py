"""Studies at the edge, made by hand: what a page says of them must hold together too.

A study is a list of what was said: an expert, a source, a date, and what each annotator coded, as
"topic stance" (several, where a claim bears on several topics; "" for a claim left open).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from stance.core.codebook import Codebook, Level, Scale, Topic
from stance.core.contracts import ANNOTATIONS, CLAIMS, EXPERTS, SOURCES
from stance.study.study import Study
from stance.workbook.waiting import WAITING

TOPICS = ("one", "two", "three", "four", "five", "six", "seven", "eight")
Codes = tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """One claim: who, and for each annotator the codes given to it, those that wait apart."""

    expert: str
    codes: tuple[Codes, ...]
    source: str = ""
    on: str = ""
    waiting: tuple[Codes, ...] = ()


def book(topics: Sequence[str] = TOPICS[:4], scale: Scale | None = None) -> Codebook:
    """A codebook of topics with these ids; their labels are the ids with a capital."""
    made = tuple(Topic(t, t.capitalize(), f"Proposition {t} holds.") for t in topics)
    return Codebook(made, scale or Scale())


def study(
    said: Sequence[Said], codebook: Codebook | None = None, silent: Sequence[str] = ()
) -> Study:
    """Return the study of these claims; ``silent`` are experts who make none."""
    codebook = codebook or book()
    claims: list[dict[str, Any]] = []
    votes: list[dict[str, Any]] = []
    held: list[dict[str, Any]] = []
    for number, claim in enumerate(said, 1):
        claim_id = f"c{number}"
        claims.append(
            {
                "claim_id": claim_id,
                "expert_id": claim.expert,
                "source_id": claim.source,
                "said_on": claim.on,
                "claim": f"Words of {claim_id}.",
            }
        )
        for given, into in ((claim.codes, votes), (claim.waiting, held)):
            for annotator, codes in enumerate(given):
                for slot, code in enumerate(filter(None, codes), 1):
                    into.append(_vote(codebook, claim_id, annotator, slot, code))
    experts = dict.fromkeys([claim.expert for claim in said] + list(silent))
    sources = dict.fromkeys(claim.source for claim in said if claim.source)
    return Study(
        name="extreme",
        title="",
        codebook=codebook,
        claims=CLAIMS.build(claims),
        annotations=ANNOTATIONS.build(votes),
        waiting=WAITING.build([vote | {"given": "longer"} for vote in held]),
        experts=EXPERTS.build([{"expert_id": e, "name": name_of(e)} for e in experts]),
        sources=SOURCES.build([{"source_id": s, "title": f"Source {s}"} for s in sources]),
    )


def name_of(expert: str) -> str:
    """Return a first name and a last name of its own for each expert."""
    return f"{expert.capitalize()} {expert.capitalize()}son"


def _vote(
    codebook: Codebook, claim_id: str, annotator: int, slot: int, code: str
) -> dict[str, Any]:
    topic, _, stance = code.partition(" ")
    level = codebook.scale.parse(stance) if stance else None
    return {
        "claim_id": claim_id,
        "annotator": "xyz"[annotator],
        "slot": slot,
        "topic": topic,
        "stance": level.label if level else "",
        "score": level.score if level else None,
    }


def table(rows: dict[str, str], annotators: int = 1, **more: Any) -> Study:
    """Return the study in which each expert has one short code a topic, in order; "." is silence.

    Every annotator gives the same codes; each claim stands in a source of its own.
    """
    width = max(len(row.split()) for row in rows.values())
    said = []
    for expert, row in rows.items():
        for topic, code in zip(TOPICS, row.split(), strict=False):
            if code != ".":
                codes = ((f"{topic} {code}",),) * annotators
                said.append(Said(expert, codes, source=f"s{len(said)}"))
    return study(said, **{"codebook": book(TOPICS[:width])} | more)


def _dated(*said: tuple[str, str, str, str]) -> Study:
    """Return a study of one topic from (expert, stance, source, date)."""
    claims = [Said(who, ((f"one {stance}",),), source, on) for who, stance, source, on in said]
    return study(claims, book(TOPICS[:1]))


def _crowd(rows: dict[str, str], count: int) -> Study:
    """Return the study of ``count`` experts, who take the rows in turn."""
    lines = list(rows.values())
    return table({f"e{n:02d}": lines[n % len(lines)] for n in range(count)})


def _worded(negated: bool) -> Study:
    """Four to one on the first topic, all together on the others, one of them turned round."""
    last = "a" if negated else "f"
    rows = dict.fromkeys(("ann", "bob", "cid"), f"f f f {last}")
    return table(rows | {"dee": "f f . .", "eve": "a . . ."})


def _adjudicated() -> Study:
    disputed = study(
        [Said(e, (("one f",), ("one a",))) for e in ("ann", "bob", "cid")], book(TOPICS[:1])
    )
    made = [_vote(disputed.codebook, f"c{n}", 0, 1, f"one {s}") for n, s in enumerate("faf", 1)]
    decisions = ANNOTATIONS.build([row | {"annotator": "adjudicator"} for row in made])
    return replace(disputed, decisions=decisions)


_HALVES = {"ann": "sf sf sf sf", "bob": "sf sf sf sf", "cid": "sf sf sf sf"} | {
    "dee": "sa sa sa sa",
    "eve": "sa sa sa sa",
    "fay": "sa sa sa sa",
}
_SIX = ("ann", "bob", "cid", "dee", "eve", "fay")
_TEN = tuple(Level(str(n), n) for n in range(11))
_FOUR = tuple(
    Level(label, score)
    for label, score in (("no", 1), ("rather no", 2), ("rather yes", 3), ("yes", 4))
)
_TWO_WORDS = {"f": "for", "a": "against", "u": "unclear"}
_TWO = (Level("against", -1), Level("for", 1), Level("unclear", None))


def _scaled(levels: tuple[Level, ...], *codes: str) -> Study:
    said = [
        Said(f"e{number}", ((f"one {code}",),), f"s{number}") for number, code in enumerate(codes)
    ]
    return study(said, book(TOPICS[:1], Scale(levels)))


def _two_levels() -> Study:
    """Votes for and against alone, by three annotators who now and then differ."""
    lines = ("f f f", "a a a", "f f a", "a a f", "f a u", "f a", "u u f", "u u", "f", "a f f")
    said = [
        Said(
            _SIX[n % 6],
            tuple((f"{TOPICS[n % 2]} {_TWO_WORDS[code]}",) for code in line.split()),
            f"s{n % 3}",
            f"2024-0{1 + n % 3}",
        )
        for n, line in enumerate(lines)
    ]
    return study(said, book(TOPICS[:3], Scale(_TWO)))


def _five_levels() -> Study:
    """All stances by one annotator, one claim off the topics and one without a stance."""
    codes = ["sf", "f", "m", "a", "sa", "u", "f", "f", "a", "sf", "m", "f"]
    said = [
        Said(_SIX[n % 5], ((f"{TOPICS[n % 3]} {code}",),), f"s{n % 4}", f"202{n % 4}")
        for n, code in enumerate(codes)
    ]
    return study([*said, Said("ann", (("none",),)), Said("bob", (("two",),)), Said("fay", ())])


EXTREMES: dict[str, Callable[[], Study]] = {
    "nothing at all": lambda: study([]),
    "experts who say nothing": lambda: study([], silent=("ann", "bob")),
    "nothing coded": lambda: study([Said("ann", ()), Said("bob", ())]),
    "one claim": lambda: study([Said("ann", (("one f",),))]),
    "one expert": lambda: table({"ann": "f sa m ."}),
    "two experts, opposed": lambda: table({"ann": "f", "bob": "a"}),
    "two experts, alike": lambda: table({"ann": "f", "bob": "f"}),
    "two opposed, a third unclear": lambda: table({"ann": "f f", "bob": "a f", "cid": "u f"}),
    "unanimous": lambda: table(dict.fromkeys(_SIX, "f f f f")),
    "unanimous against": lambda: table(dict.fromkeys(_SIX, "a a")),
    "one side, unequally": lambda: table({"ann": "sf f", "bob": "f f", "cid": "f sf", "dee": "f"}),
    "all in the middle": lambda: table(dict.fromkeys(_SIX[:4], "m m")),
    "split in half": lambda: table(_HALVES),
    "split in half, three annotators": lambda: table(_HALVES, annotators=3),
    "split in half on five topics": lambda: table({e: f"{r} {r[:2]}" for e, r in _HALVES.items()}),
    "camps that meet on one topic": lambda: table({e: f"{r} f" for e, r in _HALVES.items()}),
    "camps that meet, by few voices": lambda: table(
        _HALVES | {"ann": "sf sf sf sf f", "dee": "sa sa sa sa f", "eve": "sa sa sa sa f"}
    ),
    "camps of which one is divided": lambda: table(
        {e: f"{r} {x}" for (e, r), x in zip(_HALVES.items(), "fffffa", strict=True)}
    ),
    "two camps of six": lambda: _crowd({"a": "f f f a a a", "b": "a a a f f f"}, 12),
    "three camps": lambda: _crowd(
        {"a": "sf sf sf sa sa sa m m", "b": "sa sa m sf sf m sf sa"}
        | {"c": "m m sa m sa sf sa sf"},
        18,
    ),
    "no camps": lambda: table(
        {"ann": "f a f a", "bob": "a f f f", "cid": "f f a a", "dee": "a a a f", "eve": "f a a f"}
        | {"fay": "a f f a", "gus": "f f f f"}
    ),
    "a line": lambda: _crowd({"a": "sf f f", "b": "f m f", "c": "m m a", "d": "a sa sa"}, 12),
    "ties everywhere": lambda: table({"ann": "f a f a", "bob": "a f f a", "cid": "f f a f"}),
    "eight topics tie": lambda: table({"ann": "f " * 8, "bob": "a " * 8, "cid": "f " * 8}),
    "divided on two, silent on one": lambda: table(
        {"ann": "f f f", "bob": "a a f", "cid": "f a f", "dee": ". a .", "eve": "a . f"}
    ),
    "no topic shared": lambda: table({"ann": "f . .", "bob": ". f .", "cid": ". . a"}),
    "all unclear": lambda: table(dict.fromkeys(_SIX[:3], "u u"), annotators=2),
    "unclear, coded once": lambda: table({"ann": "u f", "bob": "u u"}),
    "all disputed": lambda: study(
        [Said(e, (("one f",), ("one a",)), f"s{e}") for e in _SIX[:4]], book(TOPICS[:1])
    ),
    "topics disputed": lambda: study(
        [Said(e, (("one f",), ("two a",)), f"s{e}") for e in _SIX[:4]], book(TOPICS[:2])
    ),
    "a claim off every topic": lambda: study(
        [Said("ann", (("none",), ("none",))), Said("bob", (("one f",), ("one sf",)))]
    ),
    "stances left open": lambda: study(
        [Said("ann", (("one",),)), Said("bob", (("one",), ("one f",))), Said("cid", (("two f",),))]
    ),
    "one claim coded twice": lambda: study(
        [Said("ann", (("one f",), ("one sf",))), Said("bob", (("one a",),)), Said("cid", ())]
    ),
    "claims on several topics": lambda: study(
        [
            Said("ann", (("one f", "two a"), ("one f", "two sa", "three u"))),
            Said("bob", (("one a", "two f"), ("one a", "two u"))),
            Said("cid", (("two m", "one sf"), ("one f", "two f"))),
        ]
    ),
    "one annotator apart": lambda: study(
        [
            Said(e, ((f"one {s}",), (f"one {s}",), ("one u",)), f"s{e}")
            for e, s in zip(_SIX, ("sf", "f", "sa", "a", "m", "f"), strict=True)
        ],
        book(TOPICS[:1]),
    ),
    "adjudicated": _adjudicated,
    "answers that wait": lambda: study(
        [
            Said("ann", (("one f",),) * 2, "s1"),
            Said("bob", (("one a",),) * 2, "s1"),
            Said("cid", (), "s1", waiting=(("one f",), ("one f",))),
            Said("dee", (), "s1", waiting=(("one f",), ("two f",))),
            Said("eve", ((), ("one f",)), "s1", waiting=(("two a",),)),
            Said("fay", (), "s1", waiting=(("none",), ("none",))),
            Said("gus", (("one",),), "s1"),
            Said("gus", (), "s1", waiting=(("one f",),)),
            Said("hal", (("one u",),) * 2, "s1"),
            Said("hal", (), "s1", waiting=(("one f",),)),
        ],
        book(TOPICS[:3]),
    ),
    "answers that all wait": lambda: study(
        [Said(e, (), "s1", waiting=(("one f",),)) for e in ("ann", "bob")], book(TOPICS[:1])
    ),
    "votes a step apart": lambda: study(
        [
            Said(e, tuple((f"one {code}",) for code in codes.split()), "s1")
            for e, codes in zip(
                _SIX, ("f f sf", "f sf", "sa a sa", "m a a", "f f f", "sf sf a"), strict=True
            )
        ],
        book(TOPICS[:1]),
    ),
    "a stance by one of two": lambda: study(
        [
            Said("ann", (("one f",), ("one",)), "s1"),
            Said("bob", (("one a",), ("one a",)), "s1"),
            Said("cid", (("none",), ("none",)), "s1"),
            Said("dee", (("none",),), "s1"),
        ],
        book(TOPICS[:1]),
    ),
    "one position in two documents": lambda: _dated(
        ("ann", "f", "s1", "2024-08"), ("ann", "f", "s2", "2024-08"), ("bob", "a", "s1", "2024-08")
    ),
    "every position in two documents": lambda: _dated(
        ("ann", "f", "s1", "2024-07"), ("ann", "f", "s2", "2024-08")
    ),
    "on a topic and on none": lambda: study(
        [Said(e, (("none", "one f"), ("none", "one f")), "s1") for e in ("ann", "bob")]
    ),
    "one source, its days too vague": lambda: _dated(
        ("ann", "f", "s1", "2024"), ("ann", "sa", "s1", "2024-08"), ("bob", "a", "s1", "2024-08")
    ),
    "one source, its days in order": lambda: _dated(
        ("ann", "f", "s1", "2024-07"), ("ann", "f", "s1", "2024-08"), ("bob", "a", "s1", "2024-08")
    ),
    "a middle made of both sides": lambda: study(
        [
            Said("ann", (("one sf",),), "s1"),
            Said("ann", (("one sa",),), "s2"),
            Said("bob", (("one f",),), "s1"),
            Said("cid", (("one a",),), "s1"),
        ],
        book(TOPICS[:1]),
    ),
    "for, with a stronger claim against": lambda: study(
        [
            Said("ann", (("one f",), ("one m",)), "s1"),
            Said("ann", (("one f",), ("one f",)), "s2"),
            Said("ann", (("one sa",), ("one sa",)), "s3"),
            Said("ann", (("one sf",), ("one sf",)), "s4"),
            Said("bob", (("one sa",), ("one sa",)), "s1"),
            Said("cid", (("one a",), ("one a",)), "s1"),
        ],
        book(TOPICS[:1]),
    ),
    "a change of side": lambda: _dated(
        ("ann", "sa", "s1", "2025-03-04"), ("ann", "sf", "s2", "2025-09-02"), ("bob", "f", "s3", "")
    ),
    "a change of side in one source": lambda: _dated(
        ("ann", "sa", "s1", "2025-03-04"), ("ann", "sf", "s1", "2025-03-04"), ("bob", "f", "s2", "")
    ),
    "a change of side without dates": lambda: _dated(
        ("ann", "sa", "s1", ""), ("ann", "sf", "s2", ""), ("bob", "f", "s3", "")
    ),
    "a change of strength": lambda: _dated(
        ("ann", "m", "s1", "2021"), ("ann", "sf", "s2", "2023-05"), ("bob", "f", "s3", "2022")
    ),
    "to and fro": lambda: _dated(
        ("ann", "f", "s1", "2021"), ("ann", "a", "s2", "2022"), ("ann", "f", "s3", "2023")
    ),
    "both sides on one day": lambda: _dated(
        ("ann", "f", "s1", "2021-05-01"), ("ann", "a", "s2", "2021-05-01")
    ),
    "dated, and constant": lambda: _dated(
        ("ann", "f", "s1", "2021"), ("ann", "f", "s2", "2023"), ("bob", "a", "s2", "2022")
    ),
    "four to one, and one topic worded for": lambda: _worded(negated=False),
    "four to one, and one topic worded against": lambda: _worded(negated=True),
    "one of twenty-one dissents": lambda: table(
        {f"e{n:02d}": "f f m" for n in range(20)} | {"zoe": "sa f ."}
    ),
    "thirty experts": lambda: _crowd(
        {"a": "f sf a", "b": "sa m .", "c": "f . sf", "d": ". a u"}, 30
    ),
    "for or against only": lambda: _scaled(_TWO, "for", "against", "for", "unclear"),
    "two levels, three annotators": _two_levels,
    "five levels, one annotator": _five_levels,
    "from 0 to 10": lambda: _scaled(_TEN, "0", "5", "6", "8", "10", "4"),
    "four levels without a middle": lambda: _scaled(_FOUR, "no", "rather yes", "yes", "rather no"),
}
