"""Speech told as untrue or as hearsay: "the claim that X said", "X is said to have told"."""

from collections.abc import Sequence

from stance.extract.quotes.people import singular
from stance.extract.quotes.tokens import Token, low_at
from stance.extract.quotes.words import BE, SAY, listed

#: Whatever "the rumour that X said P" is about, nobody has X say P.
_CLAIMS = listed(
    "suggestion claim idea allegation notion rumour rumor myth speculation insinuation accusation "
    "lie legend gossip misconception fiction nonsense rubbish falsehood canard fantasy"
)
_UNTRUE = listed(
    "untrue false wrong incorrect rumoured rumored alleged unlikely doubtful improbable impossible "
    "inconceivable unthinkable unproven"
)
_TRUE = listed("true clear certain proven established confirmed correct likely known")
_NOT = listed("not never hardly scarcely no isn't wasn't ain't longer far")
_HEARSAY = listed(
    "said thought believed reported rumoured rumored alleged supposed understood claimed reputed "
    "presumed"
)
#: Tokens from "that" to a subject, with its titles; from "not" to "true"; from "is" to "to".
_TITLES, _NEAR, _BACK = 4, 4, 4
_HAVING = listed("have been also once never already publicly privately")


def hearsay(words: Sequence[Token], low: int, begin: int) -> bool:
    """Whether a clause stands under "that" of what is untrue or only claimed.

    Args:
        words: the paragraph.
        low: where the sentence begins.
        begin: where the subject of the clause begins.
    """
    near = range(begin - 1, max(low, begin - _TITLES), -1)
    that = next((k for k in near if words[k].low == "that"), None)
    if that is None or any(not t.word or t.low in BE or t.low in SAY for t in words[that:begin]):
        return False
    before = words[that - 1].low
    if singular(before) in _CLAIMS or before in _UNTRUE:
        return True
    return before in _TRUE and any(t.low in _NOT for t in words[max(low, that - _NEAR) : that])


def called_untrue(words: Sequence[Token], that: int, high: int) -> bool:
    """Whether a sentence itself calls untrue what a noun says: "the claim that P was a lie"."""
    if singular(words[that - 1].low) not in _CLAIMS:
        return False
    for k in range(that + 2, high - 1):
        after = words[k + 1 : k + _NEAR] if words[k].low in BE else ()
        if any(t.low in _UNTRUE or singular(t.low) in _CLAIMS for t in after):
            return True
        if any(t.low in _NOT for t in after) and any(t.low in _TRUE for t in after):
            return True
    return False


def said_to_have(words: Sequence[Token], low: int, verb: int) -> bool:
    """Whether others only say so of a verb: "X is said to have told", "was rumoured to think"."""
    to = verb - 1
    while to > low and words[to].low in _HAVING:
        to -= 1
    if to <= low or words[to].low != "to" or low_at(words, to - 1, verb) not in _HEARSAY:
        return False
    return any(t.low in BE for t in words[max(low, to - _BACK) : to - 1])
