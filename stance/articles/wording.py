"""Words found again in an article, whatever became of their blanks and marks."""

import re

#: Any of these is any other of its kind where words are looked for.
_MARKS = {"'": "['’‘‛`´]", '"': '["“”„‟«»]'}
_MARK_OF = {mark: pattern for pattern in _MARKS.values() for mark in pattern[1:-1]}


def places_of(words: str, text: str) -> list[tuple[int, int]]:
    """Return every place of these words in a text, as start and end, in order.

    Blanks and line ends between them do not matter, nor does the form of quotation marks and
    apostrophes. No words stand nowhere.
    """
    pattern = r"\s+".join(
        "".join(_MARK_OF.get(c, re.escape(c)) for c in word) for word in words.split()
    )
    return [match.span() for match in re.finditer(pattern, text)] if pattern else []
