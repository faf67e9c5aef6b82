"""One claim as the page shows it: words, who, where, when, and what each annotator coded."""

from collections import defaultdict
from dataclasses import dataclass
from math import isfinite
from typing import get_args

from stance.analysis.consensus import Decider, Status
from stance.articles.article import FindingKind
from stance.core.codebook import CONFIDENCES, NONE
from stance.report.material import Material
from stance.report.rows import ClaimRow, VoteRow
from stance.workbook.form import UNSURE

#: Statuses of a judgement without a score, and the text that says so.
_STATUS: dict[str, str] = {
    Status.UNCLEAR: "claim.unclear",
    Status.DISPUTED: "claim.disputed",
    Status.TOPIC_DISPUTED: "claim.topic_disputed",
    Status.WAITING: "claim.waiting",
    Status.NONE: "claim.none",
}


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim under one topic, or under none.

    Attributes:
        id: the study's name for it.
        anchor: its place on the page; empty where it already stood under another topic.
        link: where its permanent link leads.
        css: class of its judgement in the palette.
        text: the words, or the paraphrase.
        quoted: whether the text is verbatim.
        below: a paraphrase to stand under verbatim words.
        who: name of the expert.
        brief: country, source, date and manner, for a claim shown out of its place.
        where: source, date and locator, in order.
        extras: the manner, key words, question, the speaker as written, and that it is a guess.
        judged: what the annotators together say.
        codes: what each of them said.
    """

    id: str
    anchor: str
    link: str
    css: str
    text: str
    quoted: bool
    below: str
    who: str
    brief: tuple[str, ...]
    where: str
    extras: str
    judged: str
    codes: str


class ClaimViews:
    """Makes claims into views; remembers which of them already stand on the page."""

    def __init__(self, material: Material) -> None:
        self._of = material
        self._placed: set[str] = set()

    def place(self, claim_id: str, topic: str) -> ClaimView:
        """Return a claim at the place where it is listed; its first one carries its anchor."""
        first = claim_id not in self._placed
        self._placed.add(claim_id)
        return self._view(claim_id, topic, self._of.place[claim_id] if first else "")

    def quote(self, claim_id: str, topic: str) -> ClaimView:
        """Return a claim that is shown out of its place, such as face to face with another."""
        return self._view(claim_id, topic, "")

    def _view(self, claim_id: str, topic: str, anchor: str) -> ClaimView:
        of, say = self._of, self._of.say
        row = of.claims[claim_id]
        words = of.passages.get(claim_id, "")
        judged, css = self._judged(claim_id, topic)
        return ClaimView(
            id=claim_id,
            anchor=anchor,
            link=of.place[claim_id],
            css=css,
            text=words.removesuffix(",") or row.claim,
            quoted=bool(words),
            below=say("claim.paraphrase", text=row.claim) if words and row.claim else "",
            who=of.name(row.expert_id),
            brief=self._brief(row, words),
            where=self._where(row),
            extras=self._extras(row, words),
            judged=judged,
            codes="".join(f" · {code}" for code in _codes(of, claim_id, topic)),
        )

    def _date(self, row: ClaimRow) -> str:
        date = self._of.date(row.claim_id)
        return self._of.say.date(date) if date else self._of.say("claim.undated")

    def _brief(self, row: ClaimRow, words: str) -> tuple[str, ...]:
        of, say = self._of, self._of.say
        expert, source = of.experts.get(row.expert_id), of.sources.get(row.source_id)
        name = (source.publisher or source.title) if source else ""
        name = name or row.source_id or say("claim.unsourced")
        key = say("claim.key", text=row.key_phrase) if row.key_phrase and not words else ""
        country = expert.country if expert else ""
        source_words = say("claim.source", title=name, date=self._date(row))
        parts = (key, country, source_words, self._kind(row))
        return tuple(part for part in parts if part)

    def _where(self, row: ClaimRow) -> str:
        of, say = self._of, self._of.say
        source = of.sources.get(row.source_id)
        title = (source.title or source.source_id) if source else row.source_id
        publisher = source.publisher if source else ""
        locator = ""
        if isfinite(row.start) and isfinite(row.end):
            locator = say(
                "claim.locator", start=say.digits(int(row.start)), end=say.digits(int(row.end))
            )
        parts = (title or say("claim.unsourced"), publisher, self._date(row), locator)
        return " · ".join(part for part in parts if part)

    def _kind(self, row: ClaimRow) -> str:
        """Return in what manner the words came: said, reported, answered or written."""
        return self._of.say(f"claim.kind.{row.kind}") if row.kind in get_args(FindingKind) else ""

    def _extras(self, row: ClaimRow, words: str) -> str:
        of, say = self._of, self._of.say
        parts = [kind] if (kind := self._kind(row)) else []
        if row.question:
            parts.append(say("claim.question", text=row.question))
        if row.key_phrase and not words:
            parts.append(say("claim.key", text=row.key_phrase))
        if row.speaker and row.speaker != of.name(row.expert_id):
            parts.append(say("claim.as", text=row.speaker))
        if row.speaker_confidence < UNSURE:
            parts.append(say("claim.guess", reason=say.why_speaker(row.speaker_reason)))
        elif row.speaker_reason and not isfinite(row.speaker_confidence):
            parts.append(say("claim.corrected", reason=say.why_speaker(row.speaker_reason)))
        return " · ".join(parts)

    def _judged(self, claim_id: str, topic: str) -> tuple[str, str]:
        of, say = self._of, self._of.say
        row = of.judgements.get((claim_id, topic))
        if row is None:
            return say("claim.uncoded"), "open"
        if row.status != Status.SETTLED:
            return say(_STATUS.get(row.status, "claim.uncoded")), "open"
        at = of.stance(row.score)
        if row.decided_by == Decider.ADJUDICATOR:
            return say("claim.adjudicated", label=at.label, score=at.score), at.css
        if row.n_annotators == 1:
            return say("claim.once", label=at.label, score=at.score), at.css
        same = sum(
            vote.topic == topic and vote.score == row.score for vote in of.votes.get(claim_id, ())
        )
        near = row.n_majority - same
        key = "claim.settled" if not near else "claim.near" if same else "claim.between"
        words = say(
            key,
            row.n_annotators,
            label=at.label,
            score=at.score,
            same=say.digits(same or row.n_majority),
            near=say.digits(near),
        )
        return words, at.css


def _codes(of: Material, claim_id: str, topic: str) -> list[str]:
    """Return what each annotator coded, those who chose this topic as a bare stance.

    What was coded on other words and does not count comes last, and says so.
    """
    say = of.say
    by_annotator: dict[str, list[VoteRow]] = defaultdict(list)
    for vote in of.votes.get(claim_id, []):
        by_annotator[vote.annotator].append(vote)
    codes = []
    for votes in by_annotator.values():
        here = [vote for vote in votes if vote.topic == topic] or votes
        for vote in here:
            codes.append(_code(of, vote, bare=vote.topic == topic))
        notes = {vote.note for vote in votes if vote.note}
        codes[-1] += "".join(f" {say('code.note', text=note)}" for note in sorted(notes))
    for vote in of.waiting.get(claim_id, []):
        code = _code(of, vote, bare=vote.topic == topic)
        codes.append(say("code.waiting", code=code, given=say(f"given.{vote.given}")))
    return codes


def _code(of: Material, vote: VoteRow, *, bare: bool) -> str:
    say = of.say
    stance = of.stance_names.get(vote.stance, vote.stance) or say("code.no_stance")
    if vote.topic == NONE:
        stance = say("code.none")
    elif not bare:
        label = of.topics[vote.topic].label if vote.topic in of.topics else vote.topic
        stance = say("code.topic", stance=stance, topic=label)
    if vote.confidence in CONFIDENCES:
        words = say(f"confidence.{int(vote.confidence)}")
        return say("code.confidence", annotator=vote.annotator, stance=stance, confidence=words)
    return say("code", annotator=vote.annotator, stance=stance)
