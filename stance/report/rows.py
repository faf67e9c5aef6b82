"""The rows of the frames as the page reads them: of each frame the columns that it shows."""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import pandas as pd


class ClaimRow(NamedTuple):
    """Of ``CLAIMS``."""

    claim_id: str
    expert_id: str
    source_id: str
    said_on: str
    kind: str
    question: str
    claim: str
    key_phrase: str
    speaker: str
    speaker_confidence: float
    speaker_reason: str
    start: float
    end: float


class SourceRow(NamedTuple):
    """Of ``SOURCES``."""

    source_id: str
    title: str
    publisher: str
    published: str
    language: str


class ExpertRow(NamedTuple):
    """Of ``EXPERTS``."""

    expert_id: str
    name: str
    role: str
    affiliation: str
    country: str
    kind: str


class VoteRow(NamedTuple):
    """Of ``WAITING``; of ``ANNOTATIONS``, where nothing is given on other words."""

    claim_id: str
    annotator: str
    topic: str
    stance: str
    score: float
    confidence: float
    note: str
    given: str


class JudgementRow(NamedTuple):
    """Of ``JUDGEMENTS``."""

    claim_id: str
    expert_id: str
    source_id: str
    said_on: str
    topic: str
    status: str
    score: float
    n_annotators: int
    n_majority: int
    n_dissent: int
    decided_by: str


class PositionRow(NamedTuple):
    """Of ``POSITIONS``."""

    expert_id: str
    topic: str
    position: float
    lowest: float
    highest: float
    mixed: bool
    n_sources: int
    n_disputed: int


class TopicRow(NamedTuple):
    """Of ``CONTESTED``."""

    topic: str
    rank: float
    n_experts: int
    n_for: int
    n_neutral: int
    n_against: int
    opposed_share: float
    ceiling: float
    posterior: float
    low: float
    high: float
    p_top3: float
    shape: str

    @property
    def ranked(self) -> bool:
        """Whether enough experts hold a position on it."""
        return self.rank == self.rank

    @property
    def divided(self) -> bool:
        """Whether any two experts stand on opposite sides."""
        return bool(self.n_for and self.n_against)


class PairRow(NamedTuple):
    """Of ``AGREEMENT``."""

    expert_a: str
    expert_b: str
    n_shared: int
    n_opposed: int
    agreement: float
    shrunk: float
    low: float
    high: float


class EvidenceRow(NamedTuple):
    """Of ``EVIDENCE``."""

    expert_id: str
    topic: str
    side: int
    claim_id: str


class CampRow(NamedTuple):
    """Of ``CAMP_SUMMARY``."""

    camp: int
    verdict: str


class CampTopicRow(NamedTuple):
    """Of ``CAMP_TOPICS``."""

    camp: int
    topic: str
    side: int
    n_spoke: int
    n_side: int
    n_others: int
    n_others_side: int
    defining: bool


class CommonRow(NamedTuple):
    """Of ``COMMON_GROUND``."""

    topic: str
    side: int
    n_side: int
    n_spoke: int
    few: bool


class ChangeRow(NamedTuple):
    """Of ``CHANGES``."""

    expert_id: str
    topic: str
    earlier_claim: str
    later_claim: str
    earlier_score: float
    later_score: float
    change: str
    kind: str


Row = TypeVar("Row", bound=tuple[Any, ...])


def rows(frame: pd.DataFrame, kind: type[Row]) -> list[Row]:
    """Return the rows of a frame; by whole columns, which is quicker than ``itertuples``."""
    make: Callable[..., Row] = kind
    return list(map(make, *(frame[name].tolist() for name in kind.__annotations__)))
