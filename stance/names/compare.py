"""How likely two spellings name one person, and why: scored by the worst word."""

from stance.names.parts import Name, Word, take_apart
from stance.names.sounds import level
from stance.names.words import (
    ASK,
    LIKELY,
    POSSIBLE,
    SAME,
    UNLIKELY,
    Comparison,
    Region,
    compare_family,
    compare_given,
    family_may_fit,
    region,
    sound_alike,
)


def similarity(a: str, b: str) -> float:
    """Return how likely two spellings name one person, from 0 to 1.

    From ``SAME`` on they do, from ``ASK`` on a person should decide. Symmetric; 1 for names that
    are written alike once titles, case and the mark of order are put aside; 0 if one of them
    holds no letter. Two bare family names may reach 1: whether they name one person depends on
    where they stand, which ``cluster`` heeds.
    """
    return compare(a, b).score


def compare(a: str, b: str) -> Comparison:
    """Return the score of ``similarity`` with its reasons."""
    one, two = sorted((take_apart(a), take_apart(b)), key=lambda name: (name.text, name.ordered))
    return _compare(one, two)


def may_be_one(a: str, b: str) -> bool:
    """Whether two spellings may score ``ASK`` or more; quicker than to compare them.

    False only where no word of one fits the family name of the other: the worst word decides.
    """
    one, two = take_apart(a), take_apart(b)
    if one.bare or two.bare or len(one.words) != len(two.words) or one.text == two.text:
        return True
    beside = region(one, two)
    x, y = one.words[-1], two.words[-1]
    if family_may_fit(x, y, beside):
        return True
    return _fits_any(x, two, beside) and _fits_any(y, one, beside)


def _fits_any(family: Word, name: Name, beside: Region) -> bool:
    return any(family_may_fit(family, word, beside) for word in name.words[:-1])


def _compare(one: Name, two: Name) -> Comparison:
    if not one.words or not two.words:
        return Comparison(0.0, ("one of them holds no name",))
    if one.text == two.text:
        return Comparison(1.0, ("written alike",))
    if one.bare != two.bare:
        return _bare(one, two) if one.bare else _bare(two, one)
    if len(one.words) == len(two.words):
        return _full(one, two)
    longer, shorter = (one, two) if len(one.words) > len(two.words) else (two, one)
    ways = [longer, *_joined(longer)]
    return max((_full(way, shorter) for way in ways), key=lambda found: found.score)


def _joined(name: Name) -> list[Name]:
    """Return the name with each two neighbours written as one word."""
    words = name.words
    found = []
    for i in range(len(words) - 1):
        a, b = words[i], words[i + 1]
        if not a.initial and not b.initial:
            heard = tuple((level(x + y), cx + cy) for x, cx in a.readings for y, cy in b.readings)
            written = f"{a.written} {b.written}"
            both = Word(a.text + b.text, False, False, readings=heard, written=written)
            found.append(Name((*words[:i], both, *words[i + 2 :]), name.ordered))
    return found


def _bare(bare: Name, full: Name) -> Comparison:
    """Compare one word with a name of several."""
    word, family = bare.words[0], full.words[-1]
    if word.initial:
        return Comparison(0.0, ("an initial alone names nobody",))
    beside = region(full, bare)
    found = compare_family(word, family, beside)
    if found.gender:
        return Comparison(UNLIKELY, found.reasons)
    if found.score >= ASK:
        reasons = (f'"{word.written}" is a family name alone', *found.reasons)
        return Comparison(POSSIBLE if found.score >= SAME else ASK, reasons)
    if any(not w.initial and sound_alike(word, w, beside) >= SAME for w in full.words[:-1]):
        if full.ordered or family.family_form:
            return Comparison(UNLIKELY, (f'only the given name "{word.written}" agrees',))
        return Comparison(ASK, (f'"{word.written}" may be the family name of the other',))
    return Comparison(found.score, ("the family names differ",))


def _full(one: Name, two: Name) -> Comparison:
    """Compare two names word by word, each with its best partner; the worst pair decides."""
    from scipy.optimize import linear_sum_assignment

    beside = region(one, two)
    table = [
        [_given(one, two, i, j, beside).score for j in range(len(two.words))]
        for i in range(len(one.words))
    ]
    rows, columns = linear_sum_assignment(table, maximize=True)
    pairs = list(zip(rows.tolist(), columns.tolist(), strict=True))
    last = (len(one.words) - 1, len(two.words) - 1)
    found = []
    for i, j in pairs:
        if i == last[0] or j == last[1]:
            found.append(compare_family(one.words[i], two.words[j], beside))
        else:
            found.append(_given(one, two, i, j, beside))
    unpaired = [word for i, word in enumerate(one.words) if i not in rows]
    unpaired += [word for j, word in enumerate(two.words) if j not in columns]
    found += [_left_over(word) for word in unpaired]
    if pairs != sorted(pairs, key=lambda pair: pair[1]):
        order = _other_order(one, two)
        if order.score < SAME and any(each.score < SAME for each in found):
            order = Comparison(UNLIKELY, order.reasons)
        found.append(order)
    return _worst(found)


def _given(one: Name, two: Name, i: int, j: int, beside: Region) -> Comparison:
    """Compare two words before the family name; a father's name is nobody's first."""
    x, y = one.words[i], two.words[j]
    father = x if x.patronymic and j == 0 else y if y.patronymic and i == 0 else None
    if father:
        return Comparison(0.0, (f'"{father.written}" is the father\'s name',))
    return compare_given(x, y, beside)


def _left_over(word: Word) -> Comparison:
    if word.patronymic:
        return Comparison(1.0, (f'the father\'s name "{word.written}" stands in one only',))
    return Comparison(LIKELY, (f'"{word.written}" stands in one only',))


def _other_order(one: Name, two: Name) -> Comparison:
    """Judge two names whose words stand in another order: sure if an ending shows the family."""
    if any(name.words[0].family_form and not name.words[-1].family_form for name in (one, two)):
        return Comparison(1.0, ("the family name stands first in one",))
    return Comparison(LIKELY, ("the words stand in another order",))


def _worst(found: list[Comparison]) -> Comparison:
    """Return the lowest score with the reasons of all, the worst first.

    The names of a man and of a woman may be one woman's if the given name is written in full.
    """
    ranked = sorted(found, key=lambda each: each.score)
    score = ranked[0].score
    doubts = sum(each.score < SAME for each in found)
    if any(each.gender for each in found) and (doubts > 1 or len(found) == 1):
        score = min(score, UNLIKELY)
    reasons = tuple(reason for each in ranked for reason in each.reasons)
    return Comparison(score, reasons or ("written alike",))
