"""The findings as look-up tables, so that each part of the view asks by id."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from stance.codebook import NONE, Scale, Topic
from stance.report.anchors import anchors
from stance.report.language import Language
from stance.report.people import short_names

if TYPE_CHECKING:
    from stance.study import Findings


def _rows(frame: pd.DataFrame) -> list[Any]:
    return list(frame.itertuples(index=False))


@dataclass(frozen=True, eq=False)
class Material:
    """Findings, the words of the language, and the passages that may be shown verbatim."""

    findings: "Findings"
    say: Language
    passages: Mapping[str, str]

    @property
    def scale(self) -> Scale:
        """The study's scale."""
        return self.findings.study.codebook.scale

    @cached_property
    def topics(self) -> dict[str, Topic]:
        """Topics by id, the most contested first."""
        codebook = self.findings.study.codebook
        return {id_: codebook.topic(id_) for id_ in self.contested}

    @cached_property
    def contested(self) -> dict[str, Any]:
        """Rows of ``CONTESTED`` by topic, in its order."""
        return {row.topic: row for row in _rows(self.findings.contested)}

    @cached_property
    def claims(self) -> dict[str, Any]:
        """Rows of ``CLAIMS`` by id."""
        return {row.claim_id: row for row in _rows(self.findings.study.claims)}

    @cached_property
    def sources(self) -> dict[str, Any]:
        """Rows of ``SOURCES`` by id."""
        return {row.source_id: row for row in _rows(self.findings.study.sources)}

    @cached_property
    def experts(self) -> dict[str, Any]:
        """Rows of ``EXPERTS`` by id; those who hold most positions come first."""
        held = self.findings.positions["expert_id"][self.findings.positions["position"].notna()]
        count = held.value_counts().to_dict()
        rows = {row.expert_id: row for row in _rows(self.findings.study.experts)}
        return dict(sorted(rows.items(), key=lambda item: -count.get(item[0], 0)))

    @cached_property
    def short(self) -> dict[str, str]:
        """Short labels of the experts."""
        return short_names({id_: row.name or id_ for id_, row in self.experts.items()})

    def name(self, expert_id: str) -> str:
        """Return the name that people read."""
        row = self.experts.get(expert_id)
        return (row.name if row else "") or expert_id

    def about(self, expert_id: str) -> str:
        """Return an expert's role, affiliation and country, as far as they are known."""
        row = self.experts.get(expert_id)
        parts = (row.role, row.affiliation, row.country) if row else ()
        return ", ".join(part for part in parts if part)

    @cached_property
    def votes(self) -> dict[str, list[Any]]:
        """Rows of ``ANNOTATIONS`` by claim; rows without a topic are no votes."""
        found: dict[str, list[Any]] = defaultdict(list)
        for row in _rows(self.findings.study.annotations):
            if row.topic:
                found[row.claim_id].append(row)
        return dict(found)

    @cached_property
    def judgements(self) -> dict[tuple[str, str], Any]:
        """Rows of ``JUDGEMENTS`` by claim and topic."""
        return {(row.claim_id, row.topic): row for row in _rows(self.findings.judgements)}

    @cached_property
    def positions(self) -> dict[tuple[str, str], Any]:
        """Rows of ``POSITIONS`` by expert and topic."""
        return {(row.expert_id, row.topic): row for row in _rows(self.findings.positions)}

    @cached_property
    def cells(self) -> dict[str, dict[str, list[str]]]:
        """Claim ids by topic and expert, in the order of the claims."""
        found: dict[str, dict[str, list[str]]] = {topic: {} for topic in self.topics}
        for (claim_id, topic), row in self.judgements.items():
            if topic in found:
                found[topic].setdefault(row.expert_id, []).append(claim_id)
        return found

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
        return anchors("by", self.findings.study.experts["expert_id"])

    def expert_anchor(self, expert_id: str) -> str:
        """Return the part of an anchor that names an expert."""
        return self._expert_anchor.get(expert_id, "by-x").removeprefix("by-")

    def cell_anchor(self, expert_id: str, topic: str) -> str:
        """Return the anchor of one expert's claims on one topic."""
        return f"{self.topic_anchor[topic]}--{self.expert_anchor(expert_id)}"

    @cached_property
    def claim_anchor(self) -> dict[str, str]:
        """Anchor of each claim; where it bears on two topics, of its first place on the page."""
        return anchors("claim", self.claims)
