"""Two studies, or two spans of one, side by side: who moved, what is disputed, who is new."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from stance.analysis.agreement import AGREEMENT, agreement
from stance.analysis.filtering import Filter, last_day
from stance.analysis.moves import MOVES, Span, document_variance, moves
from stance.analysis.turnover import CAME_AND_WENT, TURNOVER, came_and_went, turnover
from stance.core.contracts import Column, Contract
from stance.core.dates import is_iso_date
from stance.core.errors import UsageError
from stance.core.text import fold, spellings_of
from stance.study.codings import coded_before_talk, coded_by_machine
from stance.study.filtering import in_span
from stance.study.provenance import inputs_of

if TYPE_CHECKING:
    from stance.study.study import Findings, Study

#: What may stand beside findings.
Kind = Literal["until", "study", "machine", "talk"]

PAIR_DIFFERENCES = Contract(
    "pair_differences",
    ("expert_a", "expert_b"),
    (
        *AGREEMENT.columns[:2],
        Column("n_before", "integer", "topics on which both had a position before"),
        Column("n_after", "integer", "topics on which both have one after"),
        Column("before", "number", "agreement before"),
        Column("after", "number", "agreement after"),
        Column("difference", "number", "after less before"),
        Column("apart", "flag", "their 90 % intervals do not meet"),
    ),
)

#: The tables of what stands beside findings.
AGAINST_CONTRACTS = (MOVES, TURNOVER, CAME_AND_WENT, PAIR_DIFFERENCES)


@dataclass(frozen=True, eq=False)
class Against:
    """Findings beside others; the frames of both speak of experts and topics by one id.

    Attributes:
        before: the other findings.
        after: those that are looked at.
        kind: what they are: a span up to a date, another study, a machine's coding of the same
            claims, or that before a talk.
        named: which: the date, the machine, the number of the talk.
        experts: id of each expert before, and the id after.
        topics: id of each topic before, and the id after; others are in one alone.
        n_undated: claims that are in neither span, for they have no date.
        n_vague: claims that are in neither, for their date is too vague.
        reworded: ids of topics whose proposition is worded otherwise before.
    """

    before: "Findings"
    after: "Findings"
    kind: Kind = "study"
    named: str = ""
    experts: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    n_undated: int = 0
    n_vague: int = 0
    reworded: tuple[str, ...] = ()

    @property
    def same_documents(self) -> bool:
        """Whether both are codings of the same claims."""
        return self.kind in ("machine", "talk")

    @cached_property
    def moves(self) -> pd.DataFrame:
        """Frame ``MOVES``."""
        study, scale = self.after.study, self.after.study.codebook.scale
        before = Span(
            self._mapped(self.before.positions),
            self._mapped(self.before.judgements),
            self._mapped(self.before.study.annotations),
        )
        after = Span(
            self._common(self.after.positions),
            self._common(self.after.judgements),
            study.annotations,
        )
        return moves(before, after, scale, seed=self.after.seed, same_documents=self.same_documents)

    @property
    def knows_documents(self) -> bool:
        """Whether anybody spoke on a topic in two documents of one span: how far they differ."""
        spans = [self._mapped(self.before.judgements), self._common(self.after.judgements)]
        return isfinite(document_variance(spans, self.after.study.codebook.scale)[0])

    @cached_property
    def turnover(self) -> pd.DataFrame:
        """Frame ``TURNOVER``, of the topics in both."""
        codebook = self.after.study.codebook
        return turnover(
            (self._mapped(self.before.positions), self._common(self.after.positions)),
            (self._mapped(self.before.sides), self._common(self.after.sides)),
            self.shared_topics,
            codebook.scale,
        )

    @cached_property
    def came_and_went(self) -> pd.DataFrame:
        """Frame ``CAME_AND_WENT``."""
        return came_and_went(
            self._mapped(self.before.positions), self._common(self.after.positions)
        )

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """Frame ``PAIR_DIFFERENCES``: pairs with evidence in both, those that differ most first."""
        scale = self.after.study.codebook.scale
        before, after = self._mapped(self.before.positions), self._common(self.after.positions)
        listed = [*self.after.study.experts["expert_id"], *before["expert_id"]]
        experts = list(dict.fromkeys(listed))
        was, now = (agreement(one, experts, self.shared_topics, scale) for one in (before, after))
        both = was.merge(now, on=["expert_a", "expert_b"], suffixes=("_before", "_after"))
        both = both[(both["n_shared_before"] > 0) & (both["n_shared_after"] > 0)]
        apart = (both["low_before"] > both["high_after"]) | (
            both["low_after"] > both["high_before"]
        )
        found = both.assign(
            n_before=both["n_shared_before"],
            n_after=both["n_shared_after"],
            before=both["agreement_before"],
            after=both["agreement_after"],
            difference=both["agreement_after"] - both["agreement_before"],
            apart=apart,
        )
        order = found.assign(size=-found["difference"].abs().round(9)).sort_values(
            ["size", "expert_a", "expert_b"], kind="stable"
        )
        return PAIR_DIFFERENCES.check(order)

    @property
    def shared_topics(self) -> list[str]:
        """The topics in both, in the order of the codebook."""
        shared = set(self.topics.values())
        return [topic for topic in self.after.study.codebook.topic_ids if topic in shared]

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The frames of ``AGAINST_CONTRACTS``, by name."""
        frames = (self.moves, self.turnover, self.came_and_went, self.pairs)
        names = (contract.name for contract in AGAINST_CONTRACTS)
        return dict(zip(names, frames, strict=True))

    def _mapped(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return a frame of before with the ids of after, without topics that are not in both."""
        kept = frame[frame["topic"].isin(list(self.topics))]
        ids = {"expert_id": self.experts, "topic": self.topics}
        return kept.assign(
            **{
                name: kept[name].map(lambda id_, known=known: known.get(id_, id_)).astype("str")
                for name, known in ids.items()
                if name in kept
            }
        ).reset_index(drop=True)

    def _common(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["topic"].isin(self.shared_topics)].reset_index(drop=True)


def against_until(study: "Study", until: str, seed: int = 1) -> Against:
    """Return the claims of a study since the day after a date, against those up to it.

    Raises:
        UsageError: it is no date, or one of the spans has no claims.
    """
    if not is_iso_date(until):
        raise UsageError(f'"{until}" is no date of the form 2022, 2022-01 or 2022-01-31')
    since = (date.fromisoformat(last_day(until)) + timedelta(days=1)).isoformat()
    before, n_undated, n_vague = in_span(study, Filter(until=until))
    after, *_ = in_span(study, Filter(since=since))
    for one, words in ((before, f"up to {until}"), (after, f"since {since}")):
        if one.claims.empty:
            raise UsageError(f"there are no claims {words}: nothing stands against anything")
    same = {topic: topic for topic in study.codebook.topic_ids}
    people = {expert: expert for expert in study.experts["expert_id"]}
    findings = (before.analyse(seed=seed), after.analyse(seed=seed))
    return Against(*findings, "until", until, people, same, n_undated, n_vague)


def against_coding(after: "Findings", kind: Literal["machine", "talk"], named: str) -> Against:
    """Return findings against another coding of their claims.

    Args:
        after: the findings.
        kind: by a machine, or by the same people before a talk.
        named: the machine; or the number of the talk, from 1.

    Raises:
        UsageError: there is no such machine or talk.
    """
    study = after.study
    if kind == "machine":
        other = coded_by_machine(study, named)
    else:
        other = coded_before_talk(study, int(named) if named.isdecimal() else 0)
    before = other.analyse(seed=after.seed, method=after.method)
    topics = {topic: topic for topic in study.codebook.topic_ids}
    people = {expert: expert for expert in study.experts["expert_id"]}
    return Against(before, after, kind, named, people, topics)


def against_study(after: "Findings", other: "Study") -> Against:
    """Return findings against those of another study.

    Experts are the same who share an id, else a name or spelling that is nobody else's; topics
    that share an id, else a label.

    Raises:
        UsageError: the scales differ, or no topic is in both.
    """
    study = after.study
    ours, theirs = study.codebook, other.codebook
    if (ours.scale.scores, ours.scale.middle) != (theirs.scale.scores, theirs.scale.middle):
        raise UsageError(
            f"{other.name} has another scale than {study.name}: positions cannot be compared"
        )
    topics = {
        topic.id: found
        for topic in theirs.topics
        if (found := ours.parse_topic(topic.id) or ours.parse_topic(topic.label))
    }
    if not topics:
        raise UsageError(f"{other.name} and {study.name} have no topic in common, by id or label")
    reworded = tuple(
        topics[topic.id]
        for topic in theirs.topics
        if topic.id in topics
        and fold(topic.proposition) != fold(ours.topic(topics[topic.id]).proposition)
    )
    before = other.analyse(seed=after.seed, method=after.method)
    experts = _same_people(other.experts, study.experts)
    return Against(before, after, experts=experts, topics=topics, reworded=reworded)


def _same_people(theirs: pd.DataFrame, ours: pd.DataFrame) -> dict[str, str]:
    """Return the ids of one list by those of the other; who is in one alone keeps his."""
    known = set(ours["expert_id"])
    names, others = _by_spelling(ours), _by_spelling(theirs)
    found: dict[str, str] = {}
    for row in theirs.itertuples(index=False):
        if row.expert_id in known:
            found[row.expert_id] = row.expert_id
            continue
        spelled = [fold(name) for name in spellings_of(row.name, row.aliases)]
        same = {id_ for name in spelled if len(others[name]) == 1 for id_ in names.get(name, ())}
        found[row.expert_id] = same.pop() if len(same) == 1 else row.expert_id
    taken = Counter(found.values())
    return {id_: there if taken[there] == 1 else id_ for id_, there in found.items()}


def _by_spelling(experts: pd.DataFrame) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in experts.itertuples(index=False):
        for name in spellings_of(row.name, row.aliases):
            found.setdefault(fold(name), set()).add(row.expert_id)
    return found


def against_as_json(found: Against | None) -> dict[str, Any]:
    """Return what stands beside the findings, as a page says it of itself."""
    if found is None:
        return {}
    said = {"kind": found.kind, "named": found.named}
    return {**said, **inputs_of(found.before.study)} if found.kind == "study" else said
