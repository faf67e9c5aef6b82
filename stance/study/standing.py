"""Where a study stands: what there is, who has coded what, and what is still to settle."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from stance.analysis.consensus import DISAGREE, consensus
from stance.core.errors import Problem, errors_in
from stance.core.results import Estimate
from stance.study.combining import combine, of_people
from stance.study.folder import ADJUDICATED_FILE, read_study
from stance.study.summary import summary
from stance.workbook import form
from stance.workbook.content import Content

#: What says that an annotator's workbook is of an older codebook, or has older words.
_OLD = {"codebook-changed", "study-reworded", "meaning-changed"}
#: What says that a correction of a claim holds, and that the analyst's workbook has another word.
_CORRECTED = {"speaker-corrected", "claim-rejected", "words-corrected"}


@dataclass(frozen=True, eq=False)
class Standing:
    """Where a study stands.

    Attributes:
        contents: the files of the study that no machine coded, as they were read.
        whole: all of them put together.
        lacks: what nobody can code without: topics, claims.
    """

    contents: tuple[Content, ...]
    whole: Content
    lacks: tuple[Problem, ...]

    @cached_property
    def work(self) -> pd.DataFrame:
        """Frame ``CHECKS``: what each annotator has coded."""
        return summary(self.contents)

    @cached_property
    def to_code(self) -> dict[str, tuple[str, int]]:
        """By annotator the file, and the claims that are open or to be looked at again; if any."""
        asked = {
            content.annotator: {key[0] for key, wait in content.waits.items() if wait.counts}
            for content in self.contents
            if self._is_annotators(content)
        }
        counted = {
            row["annotator"]: (
                str(row["file"]),
                row["n_open"] + row["n_waiting"] + len(asked.get(row["annotator"], ())),
            )
            for row in self.work.to_dict("records")
        }
        return {name: (file, number) for name, (file, number) in counted.items() if number}

    @property
    def n_errors(self) -> int:
        """How many problems a person must solve."""
        return len(errors_in(self.whole.problems))

    @property
    def unassigned(self) -> tuple[str, ...]:
        """The claims that are in no annotator's file; none where nobody has a file of his own.

        Where people code a share that chance chose, and none of the others, they lack nobody.
        """
        if not self._held:
            return ()
        needless = self._held | self._passed_over if self.share else self._held
        return tuple(claim for claim in self._wanted.tolist() if claim not in needless)

    @property
    def share(self) -> float:
        """The share of claims that people code for chance chose them; 0 where they have others."""
        if not self._passed_over or not self._held or self._passed_over & self._held:
            return 0.0
        return len(self._held) / len(self._wanted)

    @cached_property
    def _wanted(self) -> pd.Series:
        claims = self.whole.claims
        return claims.loc[claims["kind"] != form.NOT_A_CLAIM, "claim_id"]

    @cached_property
    def _held(self) -> set[str]:
        given = (c.claims["claim_id"] for c in self.contents if self._is_annotators(c))
        return set().union(*given)

    @cached_property
    def _passed_over(self) -> set[str]:
        return {c for c, one in self.whole.chances.items() if not one.chosen}

    @property
    def old(self) -> tuple[str, ...]:
        """The annotators whose workbooks were issued with another codebook or other words."""
        return tuple(
            content.annotator
            for content in self.contents
            if self._is_annotators(content) and any(p.code in _OLD for p in content.problems)
        )

    @property
    def is_issued(self) -> bool:
        """Whether the study has an analyst's workbook, from which others are issued."""
        return any(content.name == form.STUDY_FILE for content in self.contents)

    @property
    def is_settling(self) -> bool:
        """Whether disputes have been handed to somebody who decides."""
        return any(content.name == ADJUDICATED_FILE for content in self.contents)

    @cached_property
    def disputes(self) -> tuple[str, ...]:
        """The claims on which annotators disagree and nobody has decided."""
        whole = self.whole
        if whole.codebook is None or not len(whole.annotations):
            return ()
        judged = consensus(
            whole.claims,
            whole.annotations,
            whole.codebook.scale,
            whole.decisions,
            whole.sources,
            whole.waiting,
        )
        return tuple(dict.fromkeys(judged.loc[judged["status"].isin(DISAGREE), "claim_id"]))

    @property
    def disputed(self) -> tuple[str, ...]:
        """The claims for somebody to decide: the disputes, and those that only some correct."""
        correcting = [p.claim_id for p in self.whole.problems if p.code == "correction-open"]
        return tuple(dict.fromkeys([*self.disputes, *correcting]))

    @property
    def corrections(self) -> int:
        """How many corrections of claims hold, and are not in the analyst's workbook yet."""
        return sum(problem.code in _CORRECTED for problem in self.whole.problems)

    @cached_property
    def doubtful_names(self) -> int:
        """How many pairs of experts may be one person."""
        from stance.names import doubtful_experts

        return len(doubtful_experts(self.whole.experts, self.whole.claims))

    @cached_property
    def alphas(self) -> dict[str, Estimate]:
        """Krippendorff's alpha of topics and of stances so far, or why there is none."""
        from stance.reliability import stance_given_topic, topic_choice
        from stance.reliability.groups import estimates

        whole = self.whole
        if whole.codebook is None or not len(whole.annotations):
            return {}
        measures = (topic_choice, stance_given_topic)
        found = (measure(whole.annotations, whole.codebook) for measure in measures)
        return {measured.name: estimates(measured)[1] for measured in found}

    @staticmethod
    def _is_annotators(content: Content) -> bool:
        named = content.annotator not in ("", form.ADJUDICATOR)
        return named and content.name != form.STUDY_FILE


def standing(study: str | Path) -> Standing:
    """Return where a study stands.

    Args:
        study: the study's folder, one workbook or a plain table.

    Raises:
        DataError: a file cannot be read at all; what is wrong inside is in the whole's problems.
        QuestionError: a plain table has several readings.
    """
    return standing_of(read_study(study))


def standing_of(contents: Sequence[Content]) -> Standing:
    """Return where the study stands that has these files."""
    study = next((c for c in contents if c.name == form.STUDY_FILE), None)
    lacks = study.lacks if study and not errors_in(study.problems) else ()
    return Standing(tuple(of_people(contents)), combine(contents), lacks)
