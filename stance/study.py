"""A folder of workbooks, opened as one study and analysed."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from stance.agreement import agreement
from stance.codebook import Codebook
from stance.consensus import consensus
from stance.contested import contested
from stance.errors import DataError, Problem, errors_in
from stance.positions import positions
from stance.workbook import combine, read_study


@dataclass(frozen=True, eq=False)
class Study:
    """Everything that was read from a study's files.

    Attributes:
        name: name of the folder or file, without its ending.
        title: the study's name, as people read it.
        codebook: topics and scale.
        claims: frame ``CLAIMS``.
        annotations: frame ``ANNOTATIONS``.
        experts: frame ``EXPERTS``.
        sources: frame ``SOURCES``.
        inputs: name and SHA-256 of every file that was read.
        problems: warnings and notes; errors have stopped the reading.
    """

    name: str
    title: str
    codebook: Codebook
    claims: pd.DataFrame
    annotations: pd.DataFrame
    experts: pd.DataFrame
    sources: pd.DataFrame
    inputs: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()

    @classmethod
    def open(cls, path: str | Path) -> "Study":
        """Read a folder of workbooks, one workbook, or a plain table of coded claims.

        Raises:
            DataError: something in the files needs a person; all problems at once.
        """
        path = Path(path)
        contents = read_study(path)
        content = combine(contents)
        if errors_in(content.problems) or content.codebook is None:
            raise DataError(content.problems)
        name = path.resolve().name if path.is_dir() else path.stem
        return cls(
            name=name,
            title=content.title or name,
            codebook=content.codebook,
            claims=content.claims,
            annotations=content.annotations,
            experts=content.experts,
            sources=content.sources,
            inputs=tuple((one.name, one.sha256) for one in contents),
            problems=content.problems,
        )

    def analyse(self, seed: int = 1) -> "Findings":
        """Judge the claims, place the experts, compare them, rank the topics.

        Args:
            seed: starts every random draw, so that the same study gives the same findings.
        """
        scale, topics = self.codebook.scale, self.codebook.topic_ids
        judged = consensus(self.claims, self.annotations, scale)
        placed = positions(judged, scale)
        return Findings(
            study=self,
            judgements=judged,
            positions=placed,
            agreement=agreement(placed, self.experts["expert_id"].tolist(), topics, scale),
            contested=contested(placed, topics, scale),
            seed=seed,
        )


@dataclass(frozen=True, eq=False)
class Findings:
    """What the analysis of a study found.

    Attributes:
        study: what was analysed.
        judgements: frame ``JUDGEMENTS``.
        positions: frame ``POSITIONS``.
        agreement: frame ``AGREEMENT``.
        contested: frame ``CONTESTED``.
        seed: the seed of every random draw.
    """

    study: Study
    judgements: pd.DataFrame
    positions: pd.DataFrame
    agreement: pd.DataFrame
    contested: pd.DataFrame
    seed: int = 1
