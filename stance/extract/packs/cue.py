"""A cue: a verb of speaking or an "according to" phrase, with its subject."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from stance.extract.packs.speaker import Who
from stance.extract.quotes.tokens import Token

CueKind = Literal["say", "deny", "demand", "beside", "according"]
JOINTS = frozenset({",", "—", "–", "-", "--", "―", "…", "...", ".", "!", "?"})


class Cue(NamedTuple):
    """One cue.

    Attributes:
        at: index of its verb or of the phrase's first word.
        stop: index after its last token, its subject's where that follows.
        low: its word or words.
        kind: say, deny, demand, beside (only next to the words) or according.
        who: its subject; None where the sentence names none.
        begin: index of its first token, the subject's or the verb's.
        inverted: whether it is a verb and the subject follows.
        unsaid: whether the sentence says that nobody said it, or may have.
    """

    at: int
    stop: int
    low: str
    kind: CueKind
    who: Who | None
    begin: int
    inverted: bool = False
    unsaid: bool = False


def past(words: Sequence[Token], k: int, high: int, who: Who) -> int:
    """Return the index after the last token of whom a stretch names."""
    end = who.start + len(who.surface)
    return next((i for i in range(k, high) if words[i].start >= end), high)
