"""Passages that are probably no claims: questions, thanks, stage directions, dates."""

import re

from stance.extract.quotes.words import listed

_WORD = re.compile(r"[^\W\d_]+")
_THANKS = listed(
    "thank thanks welcome goodbye hello спасибо благодарю danke merci gracias teşekkür дякую рахмет"
)
_MONTHS = listed(
    "january february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday am pm gmt utc"
)
_ASIDES = (("(", ")"), ("[", "]"), ("*", "*"))
#: "Some observers", "leaders of X and Y", "the X side", "analysts".
_MANY = re.compile(
    r"(?:(?:some|several|many|most|a (?:number|group) of|other|few|both|various|certain)\b.*"
    r"|(?:the )?(?:[^\W\d_]+[ -]){0,3}(?:side|people|critics|observers|residents|witnesses|sources"
    r"|officials|leaders|presidents|politicians|analysts|experts|scientists|scholars|researchers"
    r"|journalists|commentators|diplomats|lawmakers|voters|supporters|opponents|activists"
    r"|economists|historians|members|authors|participants|locals|media)"
    r"(?: (?:of|in|from|at|with|to|who)\b.*)?)$",
    re.I,
)
#: Thanks of more words may hold more.
_SHORT = 12


def unlikely(words: str, speaker: str = "") -> str:
    """Return why a passage is probably no claim; empty where it may be one.

    Args:
        words: the passage.
        speaker: whose words they are; "several people" and "both A and B" hold no one position.
    """
    if _MANY.match(speaker):
        return "said by several people at once"
    words = words.strip(" \n\t“”„«»\"'‘’")
    lows = [word.casefold() for word in _WORD.findall(words)]
    if all(low in _MONTHS for low in lows):
        return "a date or a number" if lows or words else ""
    if any(words.startswith(a) and words.find(b, 1) == len(words) - 1 for a, b in _ASIDES):
        return "a stage direction"
    if len(lows) <= _SHORT and _THANKS.intersection(lows):
        return "thanks or a greeting"
    sentences = [part.strip() for part in re.findall(r"[^.!?…]+[.!?…]*", words)]
    if words.endswith("?") and all(s.endswith("?") for s in sentences if s):
        return "a question"
    return ""
