"""A paragraph cut into sentences with their cues, and why a passage in it is somebody's."""

from collections.abc import Sequence
from typing import NamedTuple

from stance.extract.packs.cue import Cue
from stance.extract.packs.memory import Memory, Resolved
from stance.extract.packs.pack import Pack
from stance.extract.quotes.tokens import Token


class Sentence(NamedTuple):
    """A sentence: its tokens by index, its cues, and whom each means."""

    low: int
    high: int
    cues: tuple[Cue, ...]
    whom: tuple[Resolved, ...]


class Verdict(NamedTuple):
    """Why a passage is speech: the cue, whose it is, how sure, and whether it stands beside."""

    cue: Cue | None
    who: Resolved
    confidence: float
    reason: str
    beside: bool = True


class Paragraph(NamedTuple):
    """A paragraph as tokens and sentences, and who spoke before it."""

    words: Sequence[Token]
    sentences: Sequence[Sentence]
    rules: Pack
    memory: Memory
    spoke: str
    continued: bool
