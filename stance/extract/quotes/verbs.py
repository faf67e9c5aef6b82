"""The cues of a sentence: its verbs of speaking, each with its subject, and the phrases beside."""

from collections.abc import Sequence

from stance.extract.quotes.antecedent import name_before
from stance.extract.quotes.cue import Cue, CueKind, after, first
from stance.extract.quotes.people import Speaker, is_role, possessive, singular, speaker
from stance.extract.quotes.phrases import MAIN, phrase
from stance.extract.quotes.subjects import main_subject, subject_after, subject_before
from stance.extract.quotes.tokens import Token, low_at
from stance.extract.quotes.words import (
    BE,
    BESIDE,
    BETWEEN,
    BODIES,
    DETERMINERS,
    GOING,
    INVERTED,
    NAME_BY,
    NOUNS,
    NOUNS_TOO,
    PARTICLE,
    PASSIVE,
    PREPOSITIONS,
    SAY,
    STARTERS,
    TEXTS,
    listed,
)

#: Before a participle, these make the subject the hearer: "was told", "when asked".
_MADE_PASSIVE = BE | {"when", "if", "once", "being", "though"}
_AUXILIARY = listed("to do does did will would can could may might shall should must")
_DOING = listed("do does did don't doesn't didn't")
_LABELS = listed("call label brand dub deem term")
_MANY = listed("i we you they who one police people staff")
_QUOTING = listed("quoted cited quotes quoting citing reported paraphrased")
#: Tokens from "quoted" to "as saying".
_QUOTED = 10
#: Tokens from the verb to "by" in "was told in May by X".
_BY = 5
#: How something is said: "by telephone,", "in an interview,"; with its comma so many tokens.
_CHANNELS = listed("phone telephone radio television interview statement letter email e-mail tweet")
_CHANNEL = 5
_SAYINGS = listed("claims remarks comments reports charges complaints demands warnings hints")
_DASHES = frozenset({",", "—", "–", "--", "-", "…", "..."})
_UNTOLD = listed(
    "refused declined unable asked told urged want wants wanted need needs failed hard "
    "difficult easy able fair safe tried try hesitated enough likely reason time right had has "
    "have expected supposed due set scheduled about going unlikely poised ready prepared alleged "
    "said thought believed reported reluctant afraid"
)
#: At no other word does a cue begin.
_MAIN = MAIN | SAY.keys() | NAME_BY.keys() | BESIDE.keys()
_MENTIONED = listed(
    "say mention add note stress emphasize emphasise tell write state explain announce insist "
    "argue suggest claim declare point"
)


def cues(words: Sequence[Token], low: int, high: int, text: str) -> list[Cue]:
    """Return the cues of the sentence between two token indices, in order."""
    found: list[Cue] = []
    for k in range(low, high):
        token = words[k]
        if token.low not in _MAIN or token.quote is not None or not token.word:
            continue
        many = phrase(words, low, high, k, text) if token.low in MAIN else None
        cue = many or _verb(words, low, high, k, text)
        if cue is not None:
            found.append(cue)
    return found


def _kind(low: str) -> tuple[str, CueKind] | None:
    if low in SAY:
        return SAY[low], "say"
    if low in NAME_BY:
        return NAME_BY[low], "name"
    if low in BESIDE:
        return BESIDE[low], "beside"
    return None


def _verb(words: Sequence[Token], low: int, high: int, k: int, text: str) -> Cue | None:
    known = _kind(words[k].low)
    if known is None or (words[k].capital and k > low) or is_noun(words, low, k):
        return None
    if k > low and words[k - 1].low == "having":
        return None  # regretted having said
    if words[k].low in _QUOTING and _as_saying(words, high, k):
        return None  # "saying" is the cue
    base, kind = known
    following = low_at(words, k + 1, high)
    if following != PARTICLE.get(base, following):
        return None
    if words[k].low.endswith("ing"):
        return _participle(words, low, k, text, base, kind)
    if k > low and words[k - 1].low == "to":
        return _infinitive(words, low, k, text, base, kind)
    if _passive(words, low, k):
        return _agent(words, low, high, k, text, base, kind)
    if _inverts(words, low, high, k, text):
        named = subject_after(words, k + 1, high, text)
        return Cue(k, k, after(words, named, k + 1), base, kind, named, inverted=True)
    named = subject_before(words, low, k, text)
    if named is None or (base in NOUNS_TOO and not agrees(words, k, base, named)):
        return None
    if named.kind == "role" and base in _LABELS and _names(words, k + 1):
        return None
    return _cue(words, low, k, base, kind, named)


def _names(words: Sequence[Token], k: int) -> bool:
    """Whether a verb is but "so called": "a group called the “...”", with nothing it calls so."""
    following = words[k : k + 2]
    if following and following[0].low in DETERMINERS:
        following = following[1:]
    return bool(following) and following[0].quote is not None


def agrees(words: Sequence[Token], k: int, base: str, named: Speaker) -> bool:
    """Whether a form that may be a noun is a verb here: it fits its subject, who can speak."""
    low, subject = words[k].low, named.surface.casefold()
    if low not in (base, base + "s") or words[k - 1].low in _AUXILIARY:
        return True
    if low == base and any(t.low in _DOING for t in words[max(0, k - 3) : k]):
        return True  # does not support
    if named.kind == "name" and _verb_between(words, k, named):
        return False  # played down fears
    if named.kind == "pronoun":
        return (low == base) == (subject in _MANY)
    *_, noun = named.surface.split()[: _noun(subject)]
    head = noun.casefold()
    many = head in _MANY or singular(head) != head or " and " in subject
    if named.kind == "name" or noun[0].isupper():
        return low != base or many
    return (low == base) == many and (is_role(head) or singular(head) in BODIES | TEXTS)


def _noun(subject: str) -> int:
    """Return how many words of a phrase lead up to its noun: "critics of the road" are critics."""
    lows = subject.split()
    if lows[0].endswith(GOING):
        return len(lows)  # visiting the town in a hurry
    return next((n for n, low in enumerate(lows) if n and low in PREPOSITIONS), len(lows))


def _verb_between(words: Sequence[Token], k: int, named: Speaker) -> bool:
    """Whether other words than adverbs part a name from a form: "X played down fears"."""
    i = k - 1
    while i > 0 and words[i].start >= named.end:
        adverb = words[i].low in BETWEEN or words[i].low.endswith("ly")
        if not adverb:
            between = [t for t in words[max(0, i - 40) : i + 1] if t.start >= named.end]
            going = any(t.low.endswith(GOING) and not t.capital for t in between)
            placed = between[0].low in PREPOSITIONS and not going  # X of Y claims
            related = ("who", "which", "that")
            return not placed and all(t.word and t.low not in related for t in between)
        i -= 1
    return False


def _cue(
    words: Sequence[Token], low: int, k: int, base: str, kind: CueKind, named: Speaker | None
) -> Cue:
    stop = k + 1 if base not in PARTICLE else k + 2
    return Cue(k, first(words, low, k, named), stop, base, kind, named)


def is_noun(words: Sequence[Token], low: int, k: int) -> bool:
    """Whether the form is a noun or an adjective here: "the claim", "his remarks"."""
    if k == low:
        return False
    before = words[k - 1]
    if words[k].low == "think" and low_at(words, k + 1, len(words)) in ("tank", "tanks"):
        return True
    if _kind(before.low) is not None and words[k].low in _SAYINGS:
        return True  # answered claims that
    if before.quote is not None or before.low in ("who", "each", "both", "all", "one", "that"):
        return False
    return (
        before.low in DETERMINERS
        or (before.low in PREPOSITIONS and not words[k].low.endswith("ing") and before.low != "to")
        or (possessive(before) and words[k].low.endswith(("s", "t", "d", "m", "n", "l", "k")))
    )


def _participle(
    words: Sequence[Token], low: int, k: int, text: str, base: str, kind: CueKind
) -> Cue | None:
    if k == low:
        return None
    before = words[k - 1]
    if before.low in BE or before.low == "was":
        return _cue(words, low, k, base, kind, subject_before(words, low, k, text))
    if before.low in ("by", "as", "in", "and", "while", "before", "after", "then", "also"):
        named = main_subject(words, low, k - 1, text)
        earlier = range(low + 1, k - 1)
        quoting = next((i for i in reversed(earlier) if words[i].low in _QUOTING), None)
        if before.low != "as" or quoting is None:
            return Cue(k, k - 1, k + 1, base, kind, named)
        if _passive_quote(words, low, quoting):  # X was quoted by Y as saying
            quoted = subject_before(words, low, quoting, text)
            return Cue(k, first(words, low, k, quoted), k + 1, base, kind, quoted)
        quoted = speaker(words, quoting + 1, k - 1, text)  # Y quoted X as saying
        return Cue(k, first(words, low, k, named), k + 1, base, kind, quoted or named)
    if before.capital or before.low.endswith("ly"):  # footage of X saying
        named = name_before(words, low, k, text)
        if named is not None:
            return _cue(words, low, k, base, kind, named)
    if is_role(before.low) and any(t.low == "with" for t in words[max(low, k - 6) : k]):
        return _cue(words, low, k, base, kind, subject_before(words, low, k, text))
    if before.text in _DASHES or before.low.endswith("ly") or before.low in NOUNS | TEXTS:
        return Cue(k, k, k + 1, base, kind, main_subject(words, low, k - 1, text))
    return None


def past_channel(words: Sequence[Token], stop: int, high: int) -> int:
    """Return the comma after what only says how it was said: "by telephone", "in an interview"."""
    comma = next((k for k in range(stop, min(stop + _CHANNEL, high)) if words[k].text == ","), 0)
    return comma if comma > stop and words[comma - 1].low in _CHANNELS else stop


def _as_saying(words: Sequence[Token], high: int, k: int) -> bool:
    """Whether a verb of quoting only says whose "as saying" is."""
    near = range(k + 1, min(k + _QUOTED, high - 1))
    return any(words[i].low == "as" and words[i + 1].low == "saying" for i in near)


def _passive_quote(words: Sequence[Token], low: int, quoting: int) -> bool:
    """Whether whoever is quoted is the subject: "X was widely quoted", "X, quoted by Y"."""
    following = words[quoting + 1].low
    if following in ("as", "by") or following.endswith("ly"):
        return True
    k = quoting - 1
    while k > low and (words[k].low.endswith("ly") or words[k].low == "also"):
        k -= 1
    return k >= low and words[k].low in BE


def _infinitive(
    words: Sequence[Token], low: int, k: int, text: str, base: str, kind: CueKind
) -> Cue | None:
    *earlier, verb, _ = ["", "", *(t.low for t in words[low:k])]
    if verb in _UNTOLD or base not in _MENTIONED:
        return None
    near = range(max(low + 1, k - _QUOTED), k - 1)
    if any(words[i].low == "by" and words[i - 1].low in _UNTOLD for i in near):
        return None  # X was asked by Y to say
    if earlier[-1] in BE:  # X was prompted to say
        named = subject_before(words, low, k - 2, text)
    else:
        named = main_subject(words, low, k - 1, text)
    return Cue(k, k - 1, k + 1, base, kind, named) if named else None


def _passive(words: Sequence[Token], low: int, k: int) -> bool:
    form = words[k].low
    if form not in PASSIVE and not (form in NAME_BY and form.endswith(("ed", "en"))):
        return False
    before = [t.low for t in words[low:k]]
    while before and (before[-1].endswith("ly") or before[-1] in ("also", "not", "then")):
        before.pop()
    return bool(before) and before[-1] in _MADE_PASSIVE


def _agent(
    words: Sequence[Token], low: int, high: int, k: int, text: str, base: str, kind: CueKind
) -> Cue | None:
    """Return the cue of a passive that names who spoke: "was told by X"."""
    near = range(k, min(k + _BY, high))
    begin = next((i + 1 for i in near if words[i].low == "by"), None)
    named = None if begin is None else subject_after(words, begin, high, text)
    if begin is None or named is None:
        return None
    return Cue(k, k, after(words, named, begin), base, kind, named, inverted=True)


def _inverts(words: Sequence[Token], low: int, high: int, k: int, text: str) -> bool:
    """Whether the verb stands before its subject: '"...," said X', "argues X, ..."."""
    if words[k].low not in INVERTED:
        return False
    named = subject_after(words, k + 1, high, text)
    if named is None:
        return False
    if named.kind == "pronoun" and named.surface.casefold() in ("it", "one", "who"):
        return False
    before = words[k - 1] if k > low else None
    stop = after(words, named, k + 1)
    if before is None or before.low == "как":  # как сказал X, ...
        return stop < high and words[stop].text in {",", ":"}
    if before.quote is not None:
        return True
    if before.text in _DASHES:
        j = k - 2 if words[k - 2].text not in _DASHES else k - 3  # "...", — said X
        if j >= low and words[j].quote is not None:
            return True
        stop = past_channel(words, stop, high)
        ends = stop >= len(words) or words[stop].text in {",", ".", ":", "—", "–"}
        return ends and words[k + 1].low not in STARTERS - {"the", "a", "an"}
    return False
