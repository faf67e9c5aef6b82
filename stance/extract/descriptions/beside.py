"""Where beside a name a description may stand, and where it ends."""

from collections.abc import Sequence
from typing import NamedTuple

from stance.extract.descriptions.places import place_at
from stance.extract.descriptions.rules import Rules
from stance.extract.quotes.people import singular
from stance.extract.quotes.tokens import Token, low_at

#: A description has no more words.
_MOST = 48
_MOST_BEFORE = 14
_CLOSING = frozenset(".;:!?—–")
_DASHES = frozenset("—–-")
_RELATIVE = frozenset({"who", "whom", "whose", "which", "where"})
#: Words of a name: "Anna de la Example".
_MOST_OF_NAME = 4


class Span(NamedTuple):
    """Words that may describe somebody, as indices."""

    begin: int
    stop: int


def after(words: Sequence[Token], j: int, rules: Rules) -> Span | None:
    """Return what follows a name: behind a comma, a dash, in brackets, after "is".

    Args:
        words: the words around the name.
        j: index of the word after it.
        rules: their language's.
    """
    while j + 2 < len(words) and words[j].text == "," and _says_nothing(words[j + 1], rules):
        j += 2  # Anna Example, 45, a farmer
    if j + 1 >= len(words):
        return None
    mark = words[j].text
    if mark == "(":
        stop = next((k for k in range(j, len(words)) if words[k].text == ")"), None)
        return None if stop is None else Span(j + 1, stop)
    if mark == "," and words[j + 1].low in _RELATIVE:
        j += 2  # Anna Example, who is a lecturer
    elif mark in _DASHES or mark == ",":
        return _closed(words, j + 1, rules)
    if low_at(words, j, len(words)) in rules.copulas:
        leads = low_at(words, j + 1, len(words)) in rules.determiners
        return _closed(words, j + 2, rules, stops_close=True) if leads else None
    return None


def _says_nothing(token: Token, rules: Rules) -> bool:
    return token.text.isdigit() or token.low in rules.degrees


def _closed(words: Sequence[Token], begin: int, rules: Rules, *, stops_close: bool = False) -> Span:
    """Return the words up to what closes them; back to the last comma where nothing does."""
    comma, inside = begin, False
    for k in range(begin, min(len(words), begin + _MOST)):
        text, low = words[k].text, words[k].low
        if text == "(":
            inside = True
        elif text == ")" and not inside:
            return Span(begin, k)
        elif text in ",)":
            inside, comma = inside and text == ",", k
        elif inside:
            continue
        elif text in _CLOSING or (low in _RELATIVE and rules.many):
            return Span(begin, k)
        elif low in rules.stops:
            return Span(begin, k if stops_close else comma)
    whole = len(words) <= begin + _MOST
    return Span(begin, len(words) if whole else comma)


def before(words: Sequence[Token], i: int, rules: Rules) -> Span:
    """Return what stands before a name without a mark between: "Testville mayor Anna Example".

    Args:
        words: the words around the name.
        i: index of its first word.
        rules: their language's.
    """
    k = i
    while k > 0 and i - k < _MOST_BEFORE and _leads(words, k - 1, i, rules):
        k -= 1
        if words[k].low.endswith("'s"):
            break
    while k < i and (words[k].low in rules.joins or words[k].low in rules.of):
        k += 1
    return Span(k, i)


def _leads(words: Sequence[Token], k: int, i: int, rules: Rules) -> bool:
    """Whether a word before a name, all words between taken, may belong to its description.

    Of the first word of a text the one before is the last, which changes nothing: what joins or
    begins a description is left out at its front.
    """
    token = words[k]
    low = token.low
    role_before = rules.role(words[k - 1])
    if not token.word:
        return False
    if low.endswith("'s"):
        return place_at(words, k, rules) is not None
    if low in rules.of:
        return role_before and k + 1 < i
    if low in rules.determiners:
        return words[k - 1].low in rules.of and rules.role(words[k - 2])
    if low in rules.joins:
        if words[k + 1].capital:
            return role_before
        return not words[k - 1].capital
    if rules.lead is not None:
        return not rules.preposition(low) and low not in rules.stops and _of_role(token, rules)
    if rules.preposition(low) or low in rules.stops:
        return False
    if token.capital or low in rules.adjectives:
        return True
    many = low.endswith("s") and not rules.role(token)
    return not many and not low.endswith(("ed", "ing"))


def _of_role(token: Token, rules: Rules) -> bool:
    """Whether a word beside a role goes with it: a role, a body, an adjective, a name."""
    if rules.role(token) or rules.body(token) or (token.capital and not rules.nouns_capital):
        return True
    low = token.low
    fits = (rules.lead, rules.complement)
    return bool(rules.peoples(low)) or any(p is not None and p.search(low) for p in fits)


def shared(words: Sequence[Token], i: int, rules: Rules) -> Span | None:
    """Return what stands before the first of two names: "analysts Anna Example and Ben Sample"."""
    if not rules.many or words[i - 1].low not in rules.joins:
        return None
    j = i - 1
    while j > 0 and i - j <= _MOST_OF_NAME and words[j - 1].capital:
        if rules.role(words[j - 1]):
            break
        j -= 1
    role = words[j - 1]
    if j == i - 1 or not rules.role(role) or singular(role.low) == role.low:
        return None
    return before(words, j, rules)


def in_front(words: Sequence[Token], i: int, rules: Rules) -> Span | None:
    """Return what stands before a name and a comma: "The mayor of Testville, Anna Example"."""
    if words[i - 1].text != ",":
        return None
    k = i - 1
    while k > 0 and (words[k - 1].word or words[k - 1].text in "“”«»"):
        if words[k - 1].low in rules.says:
            break
        k -= 1
    opened = k == 0 or words[k - 1].low in rules.says or words[k - 1].text in "(,.;:!?—–"
    return Span(k, i) if opened else None


def owner(words: Sequence[Token], i: int, rules: Rules) -> Span | None:
    """Return the body that owns a name: "the Courier's Anna Example"."""
    if not rules.many or i < 1 or not words[i - 1].low.endswith("'s"):
        return None
    k = i - 1
    while k > 0 and i - k <= _MOST_OF_NAME and words[k - 1].capital:
        k -= 1
    plain = words[k].capital and not any(rules.role(token) for token in words[k:i])
    return Span(k, i) if plain and place_at(words, k, rules) is None else None
