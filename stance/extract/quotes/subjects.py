"""Whose verb it is: the noun phrase before or after a verb of speaking."""

from collections.abc import Sequence

from stance.extract.quotes import russian, series
from stance.extract.quotes.antecedent import (
    COMMA,
    FINITE,
    antecedent,
    belongs,
    name_before,
    skip_adverbs,
    term,
)
from stance.extract.quotes.parts import within_body
from stance.extract.quotes.people import Speaker, is_role, person, pronoun, runs, speaker
from stance.extract.quotes.texts import is_written
from stance.extract.quotes.tokens import Token, low_at
from stance.extract.quotes.words import (
    BETWEEN,
    BREAKS,
    DETERMINERS,
    GOING,
    INVERTED,
    NEAR_TO,
    PREPOSITIONS,
    PRONOUNS,
    REPORT,
    SAY,
    STARTERS,
    STOPPERS,
    TITLES,
    TO_WHOM,
    listed,
)

_LEAD_INS = PREPOSITIONS | listed("when while because although though if as once asked")
_LIGHT = listed("and but so yet then or now still though")


def subject_before(words: Sequence[Token], low: int, verb: int, text: str) -> Speaker | None:
    """Return the subject that stands before a verb, looking back as far as ``low``."""
    j = skip_adverbs(words, low, verb - 1)
    if j < low:
        return None
    token = words[j]
    if token.low in ("and", "but", "or", "then", "to"):
        return main_subject(words, low, j, text)
    if token.low in ("who", "which", "that"):
        return antecedent(words, low, j, text)
    joined = series.before(words, low, j + (token.text != ","), text)
    if joined is not None:
        return joined
    if token.text in (",", "—", "–", "--"):
        return _past_apposition(words, low, j, text)
    if pronoun(token):
        return speaker(words, j, j + 1, text)
    if not token.word and token.quote is None:
        return None
    return _phrase(words, low, j, text)


def label(words: Sequence[Token], low: int, stop: int, text: str) -> Speaker | None:
    """Return the name that alone makes a label: "Anna Example (Testville):", "– from Example:"."""
    joined = series.before(words, low, stop, text)
    named = joined or name_before(words, low, stop, text)
    before = _before(words[low:stop], named)[-1:] if named else []
    return named if all(t.text in COMMA or t.low == "from" for t in before) else None


def _before(words: Sequence[Token], named: Speaker) -> list[Token]:
    """Return the tokens that stand before a noun phrase."""
    return [t for t in words if t.end <= named.start]


def _phrase(words: Sequence[Token], low: int, j: int, text: str) -> Speaker | None:
    """Return the noun phrase that ends at token j."""
    relative = _relative(words, low, j)
    if relative is not None:
        return antecedent(words, low, relative, text)
    a = j
    while a > low and (belongs(words[a - 1]) or within_body(words, low, a - 1, j + 1)):
        a -= 1
    who = next((k for k in range(a + 1, j + 1) if words[k].low == "who"), None)
    finite = [k for k in range(a, j) if words[k].low in FINITE]
    if who is not None:
        j = who - 1
    elif finite:
        a = finite[-1] + 1
    apposed = _apposed(words, low, a, j, text)
    if apposed is not None:
        return apposed
    leads = words[a].low in PREPOSITIONS | STARTERS and words[a].low not in DETERMINERS
    if leads and not is_role(words[a].low):  # "Critics of X" do not only lead in
        begin, a = a, _after_lead_in(words, a, j)
        within = any(t.low in DETERMINERS for t in words[begin + 1 : a])
        if begin > low and words[begin].low in PREPOSITIONS and within and a == j:
            return main_subject(words, low, begin, text)  # X came and in a letter said
    return speaker(words, a, j + 1, text)


def _relative(words: Sequence[Token], low: int, j: int) -> int | None:
    """Return the "who" of a clause that ends at token j: "one who asked not to be named"."""
    for k in range(j - 1, low, -1):
        if not words[k].word or words[k].quote is not None:
            return None
        if words[k].low == "who":
            verb = words[k + 1].low
            return k if verb in FINITE or verb in SAY or verb.endswith("ed") else None
    return None


def _apposed(words: Sequence[Token], low: int, a: int, j: int, text: str) -> Speaker | None:
    """Return X in "X, a lecturer told us", where the second comma is missing."""
    if a == low or words[a - 1].text != "," or words[a].low not in ("a", "an", "the"):
        return None
    if any(t.text == "," for t in words[j + 2 : j + 3]):
        return None  # X, a lecturer said, will stay
    named = name_before(words, low, a - 1, text)
    if named is None:
        return None
    before = _before(words[low:a], named)
    return named if not before or before[-1].quote is not None else None


def _after_lead_in(words: Sequence[Token], a: int, j: int) -> int:
    """Return where the subject begins after "On Monday" or "At a rally in Exampletown"."""
    for i, k in runs(words, a + 1, j + 1):
        if k == j + 1 and words[i - 1].low not in PREPOSITIONS:
            return i
    if words[a].low not in PREPOSITIONS:
        return a + 1 if a < j else a
    for k in range(j, a, -1):
        if words[k].low in DETERMINERS and words[k - 1].low not in PREPOSITIONS:
            return k
    return j


def _past_apposition(words: Sequence[Token], low: int, comma: int, text: str) -> Speaker | None:
    """Return X in "X, a lecturer at Y, said"."""
    parts = _parts(words, low, comma)
    k = len(parts) - 1
    while k > 0 and not _leads_in(words, *parts[k - 1]):
        if not _appositive(words, *parts[k]) and not _wider_place(words, parts[k - 1], parts[k]):
            break
        k -= 1
    begin, stop = parts[k]
    last = skip_adverbs(words, begin, stop - 1)  # past "(left)" as well
    found = _phrase(words, begin, last, text) if last >= begin else None
    if found is not None and found.kind == "name":
        return found
    for begin, stop in parts[k + 1 : k + 2]:  # "the spokesman, X, said"
        named = speaker(words, begin, stop, text)
        if named is not None and named.kind == "name" and words[begin].capital:
            return named
    return found


def _leads_in(words: Sequence[Token], begin: int, stop: int) -> bool:
    """Whether a part is no subject but comes before it: "In a letter", "Speaking in Testville"."""
    first = words[begin]
    if begin + 1 == stop and first.low in STARTERS - PRONOUNS:
        return True  # However, X, who came late, said
    if begin + 1 >= stop or not first.capital:
        return False
    going = first.low.endswith(GOING) and not words[begin + 1].capital
    return going or first.low in _LEAD_INS


def _parts(words: Sequence[Token], low: int, stop: int) -> list[tuple[int, int]]:
    """Cut a stretch of tokens at its commas and dashes."""
    found: list[tuple[int, int]] = []
    begin = low
    for k in range(low, stop):
        if words[k].text in COMMA:
            found.append((begin, k))
            begin = k + 1
    return [*found, (begin, stop)]


def _appositive(words: Sequence[Token], begin: int, stop: int) -> bool:
    if begin >= stop:
        return True
    first = words[begin]
    if first.low in DETERMINERS or first.low in (
        "who",
        "whose",
        "which",
        "of",
        "from",
        "at",
        "and",
    ):
        return True
    if first.low.endswith(GOING) or first.low in BETWEEN or first.low in ("however", "though"):
        return True
    if first.text[0].isdigit() or not first.capital:
        if first.low in PREPOSITIONS:  # X, in a letter to Y, wrote
            return True
        named = first.low in ("former", "then", "now", "one") or first.low.endswith("ed")
        return named or first.low not in STARTERS
    return any(is_role(t.low) or t.low in TITLES for t in words[begin:stop]) or any(
        person(words, *run) for run in runs(words, begin, stop)
    )


def _wider_place(words: Sequence[Token], before: tuple[int, int], part: tuple[int, int]) -> bool:
    """Whether a part only says where a place lies: "a lecturer in Testville, Exampleland"."""
    begin, stop = part
    place = before[1] - 1
    while place >= before[0] and words[place].capital:
        place -= 1
    named = before[0] <= place < before[1] - 1 and words[place].low in PREPOSITIONS
    return named and all(t.capital for t in words[begin:stop])


def main_subject(words: Sequence[Token], low: int, stop: int, text: str) -> Speaker | None:
    """Return the subject of the clause that a later verb or participle belongs to."""
    parts = _parts(words, low, stop)
    for number in range(len(parts) - 1, -1, -1):
        begin, end = parts[number]
        while begin < end and (
            words[begin].low in _LIGHT
            or words[begin].low.endswith("ly")
            or words[begin].quote is not None
        ):
            begin += 1
        if begin >= end:
            continue
        found = _leading(words, begin, end, text)
        if found is None:
            continue
        if number == 0 or _has_verb(words, begin, end):
            return found
    return None


def _has_verb(words: Sequence[Token], begin: int, end: int) -> bool:
    return any(
        t.low in FINITE or t.low in REPORT or (t.low.endswith("ed") and not t.capital)
        for t in words[begin:end]
    )


def _leading(words: Sequence[Token], begin: int, end: int, text: str) -> Speaker | None:
    """Return the noun phrase that a clause begins with."""
    first = words[begin]
    if first.low == "who":
        return antecedent(words, 0, begin, text)
    if pronoun(first):
        return speaker(words, begin, begin + 1, text)
    if first.low in INVERTED:
        said = any(t.quote is not None for t in words[max(0, begin - 2) : begin])
        return subject_after(words, begin + 1, end, text) if said else None
    if first.low in BREAKS or (first.low in PREPOSITIONS):
        return None
    run = next(runs(words, begin, end), None)
    if run is not None and all(t.low not in PREPOSITIONS for t in words[begin : run[0]]):
        return speaker(words, begin, _rest_of_phrase(words, run[1], end), text)
    if first.low not in DETERMINERS and not is_role(first.low):
        return None
    stop = begin + 1
    while stop < end and words[stop].word and not _ends_phrase(words[stop]):
        stop += 1
    return speaker(words, begin, stop, text)


def _rest_of_phrase(words: Sequence[Token], stop: int, end: int) -> int:
    """Return where "Exampleland officials" or "Ministry of Trade" ends, past its first run."""
    if stop < end and is_role(words[stop].low):
        return next((j for i, j in runs(words, stop + 1, end) if i == stop + 1), stop + 1)
    if stop + 1 < end and words[stop].low == "of":
        return next((j for i, j in runs(words, stop + 1, end) if i == stop + 1), stop)
    return stop


def _ends_phrase(token: Token) -> bool:
    return (
        token.low in FINITE
        or token.low in REPORT
        or (token.low in PREPOSITIONS and token.low not in ("of", "for", "from"))
        or (token.low.endswith("ed") and not token.capital)
    )


def subject_after(words: Sequence[Token], begin: int, stop: int, text: str) -> Speaker | None:
    """Return the noun phrase that begins at a token: the X of "said X" or "according to X"."""
    while low_at(words, begin, stop) in russian.BETWEEN:  # сказал нам вчера X
        begin += 1
    if begin >= stop:
        return None
    if words[begin].low in russian.PREPOSITIONS:  # сказал на встрече X
        return _name_within(words, begin, stop, text)
    one = words[begin].low == "one" and low_at(words, begin + 1, stop)[:1].isalnum()
    if words[begin].low in PRONOUNS and not one:
        return speaker(words, begin, begin + 1, text)
    end = begin
    while end < stop and _continues(words, begin, end):
        end += 1
    if end == begin:
        return None
    found = speaker(words, begin, end, text)
    if found is not None and found.kind == "role" and low_at(words, end, stop) == ",":
        i, j = next(runs(words, end + 1, stop), (stop, stop))
        if i == end + 1 and j - i > 1 and person(words, i, j):
            found, end = speaker(words, i, j, text), j
    if found is None:
        return None
    signed = low_at(words, end, stop) in ("by", "from") and is_written(found)
    if signed and (by := subject_after(words, end + 1, stop, text)):  # a statement by X
        return Speaker(text[found.start : by.end], found.start, by.end, "role")
    return series.after(words, found, end, stop, text) or found


def _name_within(words: Sequence[Token], begin: int, stop: int, text: str) -> Speaker | None:
    """Return the first name that no preposition governs."""
    for i, j in runs(words, begin, stop):
        found = person(words, i, j)
        if found is not None and words[i - 1].low not in PREPOSITIONS:
            return speaker(words, *found, text)
    return None


def _continues(words: Sequence[Token], begin: int, k: int) -> bool:
    token = words[k]
    if not token.word and token.quote is None:
        return token.text in {"&", "%", "/"}
    if k == begin:
        named = token.quote is None and token.low != "and"
        return named and (token.capital or token.low not in STOPPERS)
    before = words[k - 1]
    if token.quote is not None:
        return term(token)
    if token.low == "and":
        return before.capital and any(t.capital for t in words[k + 1 : k + 2])
    if token.low in DETERMINERS and before.capital:
        return False
    noun = before.low in DETERMINERS
    if token.low in STOPPERS and not (token.capital and noun):
        to_whom = token.low == "to" and before.low in TO_WHOM
        near = token.low in ("with", "to", "on") and before.low in NEAR_TO
        then = token.low == "then" and noun  # the then mayor
        return then or near or to_whom or (token.low == "at" and is_role(before.low))
    return noun or token.low not in SAY or token.capital
