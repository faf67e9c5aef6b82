"""What our own files in other programs' forms say beside: the scale, and the topics."""

from typing import Any

from stance.core.codebook import Level, Topic
from stance.exchange.incoming.passages import Intake
from stance.sheets.bounded import listed, said


def take_scale(intake: Intake, given: Any) -> None:
    """Keep a scale written as a list of (label, score, code, meaning), if it is one."""
    levels = []
    for one in listed(given):
        parts = listed(one)
        score = parts[1] if len(parts) > 1 else None
        if not parts or isinstance(score, bool | str | list | dict):
            return
        words = [*map(said, parts[2:4]), "", ""]
        levels.append(Level(said(parts[0]), score, words[0], words[1]))
    if sum(level.score is not None for level in levels) > 1:
        intake.levels = levels


def take_topics(intake: Intake, given: Any) -> None:
    """Keep topics written as a list of (label, proposition)."""
    for one in listed(given):
        parts = [*map(said, listed(one)), "", ""]
        if parts[0]:
            intake.topics[parts[0]] = Topic(parts[0], parts[0], parts[1] or parts[0])
