"""The figures in the quiet line below the first sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from stance.analysis.consensus import DISAGREE, Status, voices
from stance.core.codebook import NONE
from stance.report.material import Material
from stance.report.topics import TopicGroups
from stance.report.trust import changed
from stance.report.unknown import UnknownView


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure, what it counts, and where that stands on the page."""

    figure: str
    text: str
    href: str


def facts(of: Material, groups: TopicGroups, open_claims: UnknownView) -> tuple[Fact, ...]:
    """Return the figures: first how much there is, then what is uncertain."""
    say = of.say
    every = len(of.experts) * len(of.topics)
    placed = len(of.positions) - len(of.why_open)
    annotators = len({vote.annotator for votes in of.votes.values() for vote in votes})
    return (
        Fact(say.digits(placed), say("fact.cells", all=say.digits(every)), "#grid"),
        Fact(say.digits(annotators), say("fact.annotators", annotators), "#trust"),
        *_settled(of),
        *_headlines(of),
        *(
            Fact(say.digits(n), say(f"fact.{key}", n), href)
            for key, n, href in (
                ("unclear", _claims(of, Status.UNCLEAR), "#unknown"),
                ("disputed", _claims(of, *DISAGREE), "#unknown"),
                ("waiting", _claims(of, Status.WAITING), "#unknown"),
                ("no_stance", _claims(of, Status.UNCODED), "#unknown"),
                ("uncoded", open_claims.n_uncoded, "#unknown"),
                ("off", open_claims.n_off, "#unknown"),
                ("unranked", len(groups.unranked), "#unranked"),
            )
            if n
        ),
    )


def _claims(of: Material, *statuses: str) -> int:
    """Return how many claims have a judgement of such a status on any topic."""
    return len({row.claim_id for row in of.judgements.values() if row.status in statuses})


def _settled(of: Material) -> Iterator[Fact]:
    """Yield how many judgements are decided, of those that anybody could dispute."""
    say = of.say
    judged = of.findings.judgements
    judged = judged[voices(judged) > 1]
    if len(judged):
        decided = ~judged["status"].isin(DISAGREE)
        whole = say.digits(sum(_whole(of, row) for row in judged.itertuples()))
        words = say("fact.decided", len(judged), whole=whole)
        yield Fact(say.percent(decided.mean()), words, "#unknown")
    if of.coded_once:
        yield Fact(say.digits(of.coded_once), say("fact.once", of.coded_once), "#trust")


def _whole(of: Material, row: Any) -> bool:
    """Say whether all who coded a claim chose this topic, and none a stance outside the group."""
    if row.status == Status.NONE:
        chose = {vote.annotator for vote in of.votes.get(row.claim_id, []) if vote.topic == NONE}
        return bool(len(chose) == row.n_annotators)
    decided = row.status not in DISAGREE
    return bool(decided and row.n_votes - row.n_dissent == row.n_annotators)


def _headlines(of: Material) -> Iterator[Fact]:
    say, headlines = of.say, changed(of)
    if headlines:
        unstable = sum(bool(without) for without, _ in headlines.values())
        words = say("fact.changed", unstable, all=say.digits(len(headlines)))
        yield Fact(say.digits(unstable), words, "#changes")
