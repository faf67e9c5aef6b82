"""A cue: one place where somebody is said to speak, hold or demand something."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from stance.extract.quotes.people import Speaker
from stance.extract.quotes.tokens import Token

CueKind = Literal["say", "beside", "name", "according", "noun", "held", "view"]


class Cue(NamedTuple):
    """One cue.

    Attributes:
        at: index of its verb.
        begin: index of its first token, the subject's or the verb's.
        stop: index after its last token.
        base: the verb's base form.
        kind: say, beside (only next to the words), name (quotes a few words), according,
            noun ("the emphasis of X that"), held ("X is convinced that") or view ("X opposes").
        speaker: who it names; None for a participle whose subject is not in the sentence.
        inverted: whether the subject follows the verb.
    """

    at: int
    begin: int
    stop: int
    base: str
    kind: CueKind
    speaker: Speaker | None
    inverted: bool = False


def after(words: Sequence[Token], named: Speaker | None, begin: int) -> int:
    """Return the index after the last token of a noun phrase that begins at ``begin``."""
    k = begin
    while named is not None and k < len(words) and words[k].end <= named.end:
        k += 1
    return k


def first(words: Sequence[Token], low: int, k: int, named: Speaker | None) -> int:
    """Return the index of the first token of the subject or, without one, of the verb."""
    if named is None:
        return k
    return next((i for i in range(low, k) if words[i].end > named.start), k)
