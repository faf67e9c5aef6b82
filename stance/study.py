"""A folder of workbooks, opened as one study and analysed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from stance.codebook import Codebook
from stance.errors import Problem


@dataclass(frozen=True, eq=False)
class Study:
    """Everything that was read; frames as in ``stance.frames``."""

    name: str
    title: str
    codebook: Codebook
    claims: pd.DataFrame
    annotations: pd.DataFrame
    experts: pd.DataFrame
    sources: pd.DataFrame
    problems: tuple[Problem, ...] = ()

    @classmethod
    def open(cls, path: str | Path) -> Any:
        """Read a folder of workbooks, one workbook, or a plain table."""
        raise OSError(path)


@dataclass(frozen=True, eq=False)
class Findings:
    """What the analysis of a study found; frames as in ``stance.frames``."""

    study: Study
    judgements: pd.DataFrame
    positions: pd.DataFrame
    agreement: pd.DataFrame
    contested: pd.DataFrame
    seed: int = 1
