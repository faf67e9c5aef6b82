"""The findings as look-up tables, so that each part of the view asks by id."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from stance.analysis.consensus import Decider, Status, voices
from stance.analysis.silence import why_open
from stance.core.codebook import NONE, Scale, Topic
from stance.report.anchors import anchors
from stance.report.filters import filter_words
from stance.report.language import Language
from stance.report.people import short_names
from stance.report.rows import (
    ClaimRow,
    EvidenceRow,
    ExpertRow,
    JudgementRow,
    PositionRow,
    SourceRow,
    TopicRow,
    VoteRow,
    rows,
)
from stance.report.stances import (
    Mark,
    Stance,
    css_class,
    in_words_of,
    open_mark,
    sign,
    stance_words,
)

if TYPE_CHECKING:
    from stance.study.against import Against
    from stance.study.study import Findings


#: Claims beyond which the browser is told to draw only what is in sight.
LARGE = 2000
#: Claims that a page holds before each cell shows only its first few, and how few those may be.
MOST_CLAIMS = 6000
CAPS = (1_000_000, 20, 10, 5, 3, 2, 1)


def _votes(frame: pd.DataFrame) -> dict[str, list[VoteRow]]:
    found: dict[str, list[VoteRow]] = defaultdict(list)
    for row in rows(frame, VoteRow):
        if row.topic:
            found[row.claim_id].append(row)
    return dict(found)


@dataclass(frozen=True, eq=False)
class Material:
    """Findings, the words of the language, and the passages that may be shown verbatim."""

    findings: "Findings"
    say: Language
    passages: Mapping[str, str]
    given_title: str = ""
    against: "Against | None" = None

    @property
    def title(self) -> str:
        """What the page is about: as its reader calls it, or the study itself; and its filter."""
        title = self.given_title or self.findings.study.title or self.findings.study.name
        words = filter_words(self.findings.study.selection, self.say)
        return self.say("filter.title", title=title, filter=words) if words else title

    @cached_property
    def scale(self) -> Scale:
        """The study's scale, that of the default in the words of the page."""
        return in_words_of(self.findings.study.codebook.scale, self.say)

    @cached_property
    def stance_names(self) -> dict[str, str]:
        """What the page calls each of the study's stances."""
        own = self.findings.study.codebook.scale.levels
        return {one.label: said.label for one, said in zip(own, self.scale.levels, strict=True)}

    @cached_property
    def topics(self) -> dict[str, Topic]:
        """Topics by id, the most contested first."""
        codebook = self.findings.study.codebook
        return {id_: codebook.topic(id_) for id_ in self.contested}

    @cached_property
    def contested(self) -> dict[str, TopicRow]:
        """Rows of ``CONTESTED`` by topic, in its order."""
        return {row.topic: row for row in rows(self.findings.contested, TopicRow)}

    @cached_property
    def claims(self) -> dict[str, ClaimRow]:
        """Rows of ``CLAIMS`` by id."""
        return {row.claim_id: row for row in rows(self.findings.study.claims, ClaimRow)}

    @property
    def large(self) -> bool:
        """Whether the page is large, and says things once that a small one says again."""
        return len(self.claims) > LARGE

    @cached_property
    def sources(self) -> dict[str, SourceRow]:
        """Rows of ``SOURCES`` by id."""
        return {row.source_id: row for row in rows(self.findings.study.sources, SourceRow)}

    @cached_property
    def experts(self) -> dict[str, ExpertRow]:
        """Rows of ``EXPERTS`` by id; those who hold most positions come first."""
        held = self.findings.positions["expert_id"][self.findings.positions["position"].notna()]
        count = held.value_counts().to_dict()
        found = {row.expert_id: row for row in rows(self.findings.study.experts, ExpertRow)}
        return dict(sorted(found.items(), key=lambda item: -count.get(item[0], 0)))

    @cached_property
    def short(self) -> dict[str, str]:
        """Short labels of the experts."""
        return short_names({id_: row.name or id_ for id_, row in self.experts.items()})

    def name(self, expert_id: str) -> str:
        """Return the name that people read."""
        row = self.experts.get(expert_id)
        return (row.name if row else "") or expert_id

    def date(self, claim_id: str) -> str:
        """Return the date of a claim's words, else that of its source, else ""."""
        row = self.claims[claim_id]
        source = self.sources.get(row.source_id)
        return str(row.said_on or (source.published if source else ""))

    def about(self, expert_id: str) -> str:
        """Return an expert's role, affiliation and country, as far as they are known."""
        row = self.experts.get(expert_id)
        parts = (row.role, row.affiliation, row.country) if row else ()
        return ", ".join(part for part in parts if part)

    @cached_property
    def votes(self) -> dict[str, list[VoteRow]]:
        """Rows of ``ANNOTATIONS`` by claim; rows without a topic are no votes."""
        return _votes(self.findings.study.annotations.assign(given=""))

    @cached_property
    def waiting(self) -> dict[str, list[VoteRow]]:
        """Rows of ``WAITING`` by claim: votes that were given on other words and do not count."""
        return _votes(self.findings.study.waiting)

    @cached_property
    def coded_once(self) -> int:
        """How many claims have a judgement by one annotator alone, whom nobody could dispute."""
        judged = self.findings.judgements
        alone = (voices(judged) == 1) & (judged["decided_by"] != Decider.ADJUDICATOR)
        return int(judged.loc[alone, "claim_id"].nunique())

    @cached_property
    def judgements(self) -> dict[tuple[str, str], JudgementRow]:
        """Rows of ``JUDGEMENTS`` by claim and topic."""
        found = rows(self.findings.judgements, JudgementRow)
        return {(row.claim_id, row.topic): row for row in found}

    @cached_property
    def positions(self) -> dict[tuple[str, str], PositionRow]:
        """Rows of ``POSITIONS`` by expert and topic."""
        found = rows(self.findings.positions, PositionRow)
        return {(row.expert_id, row.topic): row for row in found}

    @cached_property
    def cells(self) -> dict[str, dict[str, list[str]]]:
        """Claim ids by topic and expert, in the order of the claims."""
        found: dict[str, dict[str, list[str]]] = {topic: {} for topic in self.topics}
        for (claim_id, topic), row in self.judgements.items():
            if topic in found:
                found[topic].setdefault(row.expert_id, []).append(claim_id)
        return found

    @cached_property
    def shown(self) -> dict[tuple[str, str], list[str]]:
        """Claims that stand on the page, by expert and topic: all, or of each cell the first few.

        Those with a settled stance come first, so that a cell's colour is never without its claim.
        """
        sizes = [len(claims) for cells in self.cells.values() for claims in cells.values()]
        cap = next((k for k in CAPS if sum(min(k, n) for n in sizes) <= MOST_CLAIMS), CAPS[-1])
        found = {}
        for topic, cells in self.cells.items():
            for expert, claims in cells.items():
                if len(claims) > cap:
                    claims = sorted(
                        claims, key=lambda c: self.judgements[(c, topic)].status != Status.SETTLED
                    )[:cap]
                found[(expert, topic)] = claims
        return found

    @cached_property
    def place(self) -> dict[str, str]:
        """Where a link to each claim leads: to the claim, or to its cell where it is not shown."""
        names = anchors("claim", self.claims)
        listed = {claim for claims in self.shown.values() for claim in claims}
        listed |= set(self.offside)
        found = {claim: names[claim] for claim in self.claims if claim in listed}
        for topic, cells in self.cells.items():
            for expert, claims in cells.items():
                for claim in claims:
                    found.setdefault(claim, self.cell_anchor(expert, topic))
        return found

    @cached_property
    def _evidence(self) -> dict[tuple[str, int], dict[str, str]]:
        """The best claim of each expert by topic and side, the best of all experts first."""
        found: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
        for row in rows(self.findings.evidence, EvidenceRow):
            found[(row.topic, row.side)][row.expert_id] = row.claim_id
        return found

    def evidence(self, expert: str, topic: str) -> tuple[str, ...]:
        """Return the claim that best shows where an expert stands on a topic.

        Who stands in the middle without a claim there is shown by the best one of either side.
        """
        side = self.scale.side(self.positions[(expert, topic)].position)
        found = self._evidence[(topic, side)].get(expert)
        if found is not None:
            return (found,)
        return tuple(self._evidence[(topic, other)][expert] for other in (-1, 1))

    def best(self, experts: Iterable[str], topic: str, side: int) -> str:
        """Return the claim by which one of the experts who stand on a side best shows it."""
        there = {e for e in experts if self.side(e, topic) == side}
        best = (claim for e, claim in self._evidence[(topic, side)].items() if e in there)
        return next(best, "")

    def side(self, expert: str, topic: str) -> int | None:
        """Return on which side an expert stands; None without a position."""
        row = self.positions.get((expert, topic))
        if row is None or row.position != row.position:
            return None
        return self.scale.side(row.position)

    @cached_property
    def offside(self) -> list[str]:
        """Claims that stand under no topic: not coded, or bearing on none."""
        placed = {claim_id for claim_id, topic in self.judgements if topic not in (NONE, "")}
        return [claim_id for claim_id in self.claims if claim_id not in placed]

    @cached_property
    def topic_anchor(self) -> dict[str, str]:
        """Anchor of each topic."""
        return anchors("topic", self.findings.study.codebook.topic_ids)

    @cached_property
    def _expert_anchor(self) -> dict[str, str]:
        names = anchors("by", self.findings.study.experts["expert_id"].tolist())
        return {expert: name.removeprefix("by-") for expert, name in names.items()}

    def expert_anchor(self, expert_id: str) -> str:
        """Return the part of an anchor that names an expert."""
        return self._expert_anchor.get(expert_id, "x")

    def cell_anchor(self, expert_id: str, topic: str) -> str:
        """Return the anchor of one expert's claims on one topic."""
        return f"{self.topic_anchor[topic]}--{self.expert_anchor(expert_id)}"

    @cached_property
    def source_number(self) -> dict[str, int]:
        """A short number for each source, for scripts to filter by."""
        return {source: number for number, source in enumerate(self.sources)}

    def stance(self, score: float) -> Stance:
        """Return how a score looks and reads."""
        if score not in self._stances:
            self._stances[score] = Stance(
                css_class(score, self.scale),
                stance_words(score, self.scale, self.say),
                self.say.score(score - self.scale.middle),
            )
        return self._stances[score]

    @cached_property
    def middle(self) -> str:
        """What the middle of the scale is called, wherever the page speaks of it."""
        return stance_words(self.scale.middle, self.scale, self.say)

    @cached_property
    def why_open(self) -> dict[tuple[str, str], str]:
        """Why an expert who spoke on a topic has no position there, by expert and topic."""
        found = self.findings.positions
        why = zip(found["expert_id"], found["topic"], why_open(found), strict=True)
        return {(expert, topic): reason for expert, topic, reason in why if reason}

    def mark(self, expert: str, topic: str) -> Mark:
        """Return how an expert's position on a topic is drawn."""
        row = self.positions.get((expert, topic))
        if row is None:
            return Mark("none", "", self.say("words.empty"))
        if (expert, topic) in self.why_open:
            return open_mark(self.why_open[(expert, topic)], self.say)
        at = self.stance(row.position)
        key = "words.mixed" if row.mixed else "words.score"
        words = self.say(key, label=at.label, score=at.score)
        corner = "disputed" if row.n_disputed else "mixed" if row.mixed else ""
        return Mark(at.css, "±" if row.mixed else sign(at.css), words, corner)

    @cached_property
    def _stances(self) -> dict[float, Stance]:
        return {}
