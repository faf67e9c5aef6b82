"""Two experts side by side: topic by topic, the farthest apart first, with their claims."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from stance.analysis.consensus import Status
from stance.analysis.silence import why_open
from stance.core.codebook import Scale
from stance.core.errors import UsageError
from stance.core.text import closest, fold, spellings_of

if TYPE_CHECKING:
    from stance.study.study import Findings, Study


@dataclass(frozen=True, slots=True)
class Said:
    """One claim as it is shown.

    Attributes:
        words: the claim, or a paraphrase of it.
        stance: label of the level nearest to its judgement on its side, or why it has none.
        source_id: where it stands.
        said_on: date of the words; may stop at year or month, or be empty.
    """

    words: str
    stance: str
    source_id: str
    said_on: str


@dataclass(frozen=True, slots=True)
class Side:
    """One expert on one topic.

    Attributes:
        position: where he or she stands; None without a settled judgement.
        stance: label of the nearest level on its side; "said nothing", "unclear", "disputed",
            "waiting" or "not coded" without a position.
        claims: the claims on the topic, in the order of their dates.
    """

    position: float | None
    stance: str
    claims: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class OnTopic:
    """Both experts on one topic.

    Attributes:
        label: the topic, as people read it.
        proposition: what one can be for or against.
        distance: how far apart the two stand, in units of the scale; None where one has no
            position.
        opposed: whether they stand on opposite sides.
        a: the first expert's side.
        b: the other's.
    """

    label: str
    proposition: str
    distance: float | None
    opposed: bool
    a: Side
    b: Side


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two experts, compared.

    Attributes:
        name_a: name of the first expert.
        name_b: name of the other.
        n_shared: topics on which both have a position.
        agreement: 0 to 1 over those topics; None: no shared topic, no evidence.
        shrunk: the same drawn toward that of all pairs; NaN without evidence.
        low: lower end of the 90 % interval of that.
        high: upper end.
        topics: topics on which either spoke: by distance, the farthest apart first, then those
            on which only one has a position.
    """

    name_a: str
    name_b: str
    n_shared: int
    agreement: float | None
    shrunk: float
    low: float
    high: float
    topics: tuple[OnTopic, ...]


def compare(findings: "Findings", expert_a: str, expert_b: str) -> Comparison:
    """Return the two experts side by side.

    Args:
        findings: of the study.
        expert_a: id, name or alias of one expert.
        expert_b: of the other.

    Raises:
        UsageError: no such expert, a name that fits several, or one expert twice.
    """
    a, b = find_expert(findings.study, expert_a), find_expert(findings.study, expert_b)
    if a == b:
        raise UsageError(f'"{expert_a}" and "{expert_b}" are one expert')
    names = findings.study.experts.set_index("expert_id")["name"]
    pairs = findings.agreement
    pair = pairs[pairs["expert_a"].isin([a, b]) & pairs["expert_b"].isin([a, b])].iloc[0]
    known = not pd.isna(pair["agreement"])
    return Comparison(
        name_a=names[a],
        name_b=names[b],
        n_shared=int(pair["n_shared"]),
        agreement=float(pair["agreement"]) if known else None,
        shrunk=float(pair["shrunk"]),
        low=float(pair["low"]),
        high=float(pair["high"]),
        topics=tuple(sorted(_topics(findings, a, b), key=_farthest_first)),
    )


def _farthest_first(topic: OnTopic) -> tuple[bool, float]:
    return topic.distance is None, -(topic.distance or 0.0)


def find_expert(study: "Study", asked: str) -> str:
    """Return the id of the expert who is called so.

    Raises:
        UsageError: nobody is, or several are.
    """
    called: dict[str, set[str]] = {}
    for expert in study.experts.itertuples():
        for name in (expert.expert_id, *spellings_of(expert.name, expert.aliases)):
            if fold(name):
                called.setdefault(fold(name), set()).add(expert.expert_id)
    found = called.get(fold(asked), set())
    if len(found) == 1:
        return found.pop()
    if found:
        raise UsageError(f'"{asked}" may be {" or ".join(sorted(found))}; give the id')
    near = closest(asked, [*study.experts["expert_id"], *study.experts["name"]], at_least=50.0)
    among = " of those whom the filter leaves" if study.selection.filter else ""
    raise UsageError(
        f'no expert{among} is called "{asked}"' + (f'; did you mean "{near}"?' if near else "")
    )


def _topics(findings: "Findings", a: str, b: str) -> Iterator[OnTopic]:
    codebook = findings.study.codebook
    scale = codebook.scale
    sides = {expert: _sides(findings, expert) for expert in (a, b)}
    for topic in codebook.topics:
        one, two = (sides[expert].get(topic.id) for expert in (a, b))
        if one is None and two is None:
            continue
        one, two = one or _SILENT, two or _SILENT
        distance, opposed = None, False
        if one.position is not None and two.position is not None:
            distance = abs(one.position - two.position)
            opposed = scale.side(one.position) * scale.side(two.position) < 0
        yield OnTopic(topic.label or topic.id, topic.proposition, distance, opposed, one, two)


_SILENT = Side(None, "said nothing", ())


def _label(scale: Scale, score: float) -> str:
    return scale.label(score) or "neither for nor against"


def _sides(findings: "Findings", expert: str) -> dict[str, Side]:
    """Return where the expert stands on every topic of which he or she spoke."""
    scale = findings.study.codebook.scale
    judged = findings.judgements[findings.judgements["expert_id"] == expert]
    claims = findings.study.claims
    words = claims[claims["claim_id"].isin(judged["claim_id"])].set_index("claim_id")
    said: dict[str, list[Said]] = {}
    for row in judged.sort_values("said_on", kind="stable").itertuples():
        claim = words.loc[row.claim_id]
        said.setdefault(row.topic, []).append(
            Said(
                words=claim["claim"] or claim["key_phrase"],
                stance=_label(scale, row.score) if row.status == Status.SETTLED else row.status,
                source_id=row.source_id,
                said_on=row.said_on,
            )
        )
    cells = findings.positions[findings.positions["expert_id"] == expert]
    why = dict(zip(cells["topic"], why_open(cells), strict=True))
    sides = {}
    for cell in cells.itertuples():
        position = None if pd.isna(cell.position) else float(cell.position)
        stance = why[cell.topic] if position is None else _label(scale, position)
        sides[cell.topic] = Side(position, stance, tuple(said[cell.topic]))
    return sides
