"""What one file holds, read and checked: frames, codebook, problems."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from stance.core import contracts
from stance.core.codebook import Codebook
from stance.core.errors import Problem
from stance.core.imprint import NO_IMPRINT, Imprint
from stance.workbook.catalogues import ENGLISH
from stance.workbook.chances import Chance
from stance.workbook.entries import Entry, Key, entries_of
from stance.workbook.meta import Meta
from stance.workbook.own import Own
from stance.workbook.unplaced import Unplaced
from stance.workbook.waiting import WAITING, Wait, passages


@dataclass(frozen=True, slots=True)
class Settings:
    """What a study decides once.

    Attributes:
        title: its name, as people read it.
        slots: how many topics one claim may have.
        rules: the analyst's own coding rules, shown on the Guide sheet.
        articles: the folder of the articles, where it is one inside the study's.
        imprint: authors, date, licence and version, for citations.
        views: name of each saved view, and its filter as it was written.
    """

    title: str = ""
    slots: int = 2
    rules: str = ""
    articles: str = ""
    imprint: Imprint = NO_IMPRINT
    views: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class Content:
    """What one file holds; frames as in ``stance.core.contracts``.

    Attributes:
        name: name of the file.
        annotator: whose answers it holds; empty for the analyst's workbook.
        language: of what the workbook says itself; see ``catalogues``.
        kind: whether a human or a machine gave them.
        settings: title, topic slots and rules.
        codebook: topics and scale; None where the file has none of its own.
        claims: the claims, with the row each was read from.
        answers: what was typed into the answer columns, as it was typed.
        annotations: the answers that are legal and count, with score.
        decisions: the adjudicator's answers, contract ANNOTATIONS; they win over annotations.
        waiting: the legal answers and decisions that do not count until somebody has looked at
            them again, contract WAITING.
        experts: the people who hold opinions.
        expert_columns: what people's own columns say of them, by id or, lacking one, by name.
        sources: the documents.
        problems: all that is wrong with the file.
        waits: the answers that are to be looked at again, and why.
        sha256: hash of the file.
        meta: what the hidden sheet says was issued.
        absent: answer columns that the file does not have, whatever their slot.
        covered: claims and answer columns whose cell says nothing: it lies under another one that
            was merged, or was deleted, or stands beside an answer that is unplaced.
        unplaced: answers of which nobody can say what they are about, and those settled since.
        chances: how likely each claim was to be chosen for people; only in the analyst's workbook.
        own: what people put into it besides our columns and sheets.
    """

    name: str
    annotator: str = ""
    language: str = ENGLISH
    kind: contracts.AnnotatorKind = "human"
    settings: Settings = Settings()
    codebook: Codebook | None = None
    claims: pd.DataFrame = field(default_factory=contracts.CLAIMS.empty)
    answers: pd.DataFrame = field(default_factory=contracts.ANSWERS.empty)
    annotations: pd.DataFrame = field(default_factory=contracts.ANNOTATIONS.empty)
    experts: pd.DataFrame = field(default_factory=contracts.EXPERTS.empty)
    expert_columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sources: pd.DataFrame = field(default_factory=contracts.SOURCES.empty)
    problems: tuple[Problem, ...] = ()
    decisions: pd.DataFrame = field(default_factory=contracts.ANNOTATIONS.empty)
    waiting: pd.DataFrame = field(default_factory=WAITING.empty)
    waits: Mapping[Key, Wait] = field(default_factory=dict)
    sha256: str = ""
    meta: Meta = field(default_factory=Meta)
    absent: frozenset[str] = frozenset()
    covered: frozenset[tuple[str, str]] = frozenset()
    unplaced: tuple[Unplaced, ...] = ()
    chances: Mapping[str, Chance] = field(default_factory=dict)
    own: Own = field(default_factory=Own)

    @cached_property
    def passages(self) -> dict[str, str]:
        """What tells by claim whether somebody has read its present words."""
        return passages(self.claims)

    @cached_property
    def entries(self) -> Mapping[Key, Entry]:
        """The answers by claim, number of the row among the claim's rows, and slot."""
        return entries_of(self.answers)

    def forget(self) -> None:
        """Let go of the entries, which are worked out again if need be."""
        self.__dict__.pop("entries", None)

    @property
    def title(self) -> str:
        """The study's name, as people read it."""
        return self.settings.title

    @property
    def lacks(self) -> tuple[Problem, ...]:
        """What the analyst's workbook still lacks before anybody can code: topics, claims."""
        lacks: list[Problem] = []
        if not self.codebook or not self.codebook.topics:
            message = "the study has no topics yet, so nothing can be coded"
            hint = "write each topic with its proposition on the sheet Topics"
            lacks.append(
                Problem(
                    code="no-topics", message=message, hint=hint, file=self.name, sheet="Topics"
                )
            )
        if not len(self.claims):
            message = "the study has no claims yet, so nothing can be coded"
            hint = "write them on the sheet Claims, or find them in articles: stance extract"
            lacks.append(
                Problem(
                    code="no-claims", message=message, hint=hint, file=self.name, sheet="Claims"
                )
            )
        return tuple(lacks)
