"""What is said of a stance that is none of the scale's: which one was meant, or which it waits for.

What is advised never turns an answer round: a stance on another side than what was typed is no
misspelling of it, however like the letters are.
"""

from stance.core.codebook import Level, Scale, stands_against, stands_for
from stance.core.text import closest, unquoted
from stance.tables.lexicon import any_place, word_key
from stance.workbook.catalogues import answer_meant, said_anywhere


def awaited(typed: str, scale: Scale) -> Level | None:
    """Return the level whose place on the scale has to be put right before a stance counts.

    Args:
        typed: a stance, in any language, quotation marks around it or not.
        scale: of the study.
    """
    bare = unquoted(typed)
    texts = (typed, bare, answer_meant(bare))
    return next(filter(None, (scale.awaited(text) for text in texts if text)), None)


def near_stance(typed: str, scale: Scale, issued: Scale | None = None) -> str | None:
    """Return the stance that was probably meant, as it is said in its language; None if unknown.

    Args:
        typed: what is no stance of the scale.
        scale: of the study.
        issued: the scale with which the workbook was issued; what was a stance there means the one
            that has its score now.
    """
    former = issued.parse(typed) if issued else None
    if former:
        same = [level.label for level in scale.levels if level.score == former.score]
        return same[0] if len(same) == 1 else None
    legal = [said for level in scale.levels for said in said_anywhere(level.label)]
    word = closest(typed, [*legal, *any_place()])
    if word is None or word in legal:
        return word
    near = scale.suggest(typed)
    return near if near and _side(near, scale) == _side(word, scale) else None


def _side(text: str, scale: Scale) -> int | None:
    """Return 1 for, -1 against, 0 in the middle, as the word says, else as the scale has it."""
    places, key = any_place(), word_key(text)
    if key in places:
        place = places[key]
        return (
            None if place is None else bool(stands_for(place, 0)) - bool(stands_against(place, 0))
        )
    level = scale.parse(text)
    return None if level is None or level.score is None else scale.side(level.score)
