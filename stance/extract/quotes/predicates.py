"""Claims told by what somebody is or has: "is against a union", "has doubts about it"."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from stance.articles.article import Attitude
from stance.extract.quotes.attitude import nobodys, voice
from stance.extract.quotes.cue import Cue, first
from stance.extract.quotes.hearsay import said_to_have
from stance.extract.quotes.subjects import subject_before
from stance.extract.quotes.tokens import Token, low_at
from stance.extract.quotes.views import View, clause_stop, is_somebody
from stance.extract.quotes.words import BE, BETWEEN, listed

_ABOUT = "about over of that on regarding towards toward at by if whether in with"


class _Row(NamedTuple):
    """What somebody is or has, the words that may follow, and what that makes of them."""

    heads: str
    links: str
    attitude: Attitude


#: After a form of "to be" and the like.
_IS = (
    _Row("against", "*", "denies"),
    _Row("opposed hostile averse", "to", "denies"),
    _Row("favour favor support", "of", "asserts"),
    _Row("supportive proud tired wary weary", "of", "asserts"),
    _Row("critical dismissive", "of about", "denies"),
    _Row("sceptical skeptical doubtful unsure uncertain unconvinced dubious", _ABOUT, "doubts"),
    _Row("worried concerned afraid fearful anxious alarmed pessimistic", _ABOUT, "asserts"),
    _Row("hopeful optimistic confident certain sure convinced adamant positive", _ABOUT, "asserts"),
)
#: After "has", "expressed" and the like.
_HAS = (
    _Row("doubt doubts scepticism skepticism reservations misgivings", _ABOUT, "doubts"),
    _Row("objections objection opposition", "to", "denies"),
    _Row("concern concerns alarm regret satisfaction disappointment fears", _ABOUT, "asserts"),
    _Row("support", "for", "asserts"),
    _Row("faith trust hope hopes confidence", "in of for that", "asserts"),
    _Row("issue", "with", "denies"),
    _Row("question", "*", "doubts"),
    _Row("fan friend supporter", "of", "asserts"),
)
_BEING = BE | listed("remains remained remain seems seemed feels felt sounds sounded 's")
_HAVING = listed(
    "has have had express expresses expressed voice voices voiced cast casts throw throws threw "
    "raise raises raised take takes took call calls called put puts see sees saw lost loses "
    "is was remains"
)
_NEGATIVE = listed("not never no nor little neither hardly scarcely without lost") | {"longer"}
_FLIPPED: Mapping[Attitude, Attitude] = {
    "asserts": "doubts",
    "denies": "asserts",
    "doubts": "asserts",
}
_MORE = listed("very quite more less most rather so too far in of the firmly dead a bit any")
#: Tokens from the noun or adjective back to its verb.
_BACK = 5


def _by_head(rows: Sequence[_Row]) -> dict[str, tuple[frozenset[str], Attitude]]:
    return {head: (listed(row.links), row.attitude) for row in rows for head in row.heads.split()}


_KINDS = ((_by_head(_IS), _BEING), (_by_head(_HAS), _HAVING))
_HEADS = frozenset(head for heads, _ in _KINDS for head in heads)


def predicates(words: Sequence[Token], low: int, high: int, text: str) -> Iterator[View]:
    """Yield the claims of a sentence that stand in what somebody is or has."""
    for k in range(low + 1, high - 1):
        for heads, verbs in _KINDS if words[k].low in _HEADS else ():
            links, attitude = heads.get(words[k].low, (frozenset(), "asserts"))
            if not links or not ("*" in links or low_at(words, k + 1, high) in links):
                continue
            view = _view(words, low, high, k, verbs, attitude, text)
            if view is not None:
                yield view
                break


def _light(token: Token) -> bool:
    """Whether a word may stand between "is" and what somebody is."""
    more = token.low in BETWEEN | _NEGATIVE | _MORE
    return more or (token.low.endswith("ly") and not token.capital)


def _view(
    words: Sequence[Token],
    low: int,
    high: int,
    k: int,
    verbs: frozenset[str],
    attitude: Attitude,
    text: str,
) -> View | None:
    near = range(k - 1, max(low, k - _BACK) - 1, -1)
    verb = next((i for i in near if words[i].low in verbs), None)
    if verb is None or verb == low or any(not t.word for t in words[verb:k]):
        return None
    if verbs is _BEING and not all(_light(t) for t in words[verb + 1 : k]):
        return None
    used = voice(words, low, verb)
    named = subject_before(words, low, verb, text)
    begin = first(words, low, verb, named)
    if named is None or used.modal or not is_somebody(named):
        return None
    if nobodys(words, low, begin, named) or said_to_have(words, low, verb):
        return None
    if used.negated or any(t.low in _NEGATIVE or t.low.endswith("n't") for t in words[verb:k]):
        attitude = _FLIPPED[attitude]
    base = f"{words[verb].text} … {words[k].text}"
    stop = clause_stop(words, low, verb, high)
    how = f"a judgement told by “{base}”"
    return View(Cue(verb, begin, k + 1, base, "view", named), used.begin, stop, attitude, how)
