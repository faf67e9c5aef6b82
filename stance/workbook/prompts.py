"""What an answer's cell tells while it is selected: the choices, with what each of them means."""

from collections.abc import Sequence

from stance.core.codebook import CONFIDENCES, NONE, Codebook, Scale
from stance.workbook.catalogues import Words

#: Characters that a prompt may have.
MOST = 255
_ENGLISH = Words()
_TOPICS = (
    "Choose from the list (Alt+↓), or type a topic's number as on the sheet Topics; 0 for {none}."
)


def cell_prompts(codebook: Codebook, words: Words = _ENGLISH, *, numbered: bool) -> dict[str, str]:
    """Return by the kind of answer what its cells tell.

    Args:
        codebook: topics and scale, in the words of the workbook.
        words: of the workbook.
        numbered: whether a topic's number may be typed.
    """
    prompts = {"stance": _stances(codebook.scale, words), "confidence": _confidences(words)}
    return prompts | ({"topic": _topics(codebook, words)} if numbered else {})


def _topics(codebook: Codebook, words: Words) -> str:
    none = words.answer(NONE)
    labels = [none, *(topic.label for topic in codebook.topics)]
    told = "\n".join(f"{number} {label}" for number, label in enumerate(labels))
    return told if len(told) <= MOST else words.say(_TOPICS, none=none)


def _stances(scale: Scale, words: Words) -> str:
    """Return what each stance means, or where that is too long, what may be typed for it."""
    named = [(lv.label, f" ({lv.code})" if lv.code else "", lv.meaning) for lv in scale.levels]
    briefly = {words.say(meaning): words.say(brief) for meaning, brief in _BRIEF.items()}
    brief = [(label, code, briefly.get(meaning, meaning)) for label, code, meaning in named]
    for told in (named, brief, [(label, code, "") for label, code, _ in named]):
        text = _lines(told)
        if len(text) <= MOST:
            return text
    return f"{text[: MOST - 1]}…"


def _lines(named: Sequence[tuple[str, str, str]]) -> str:
    return "\n".join(
        f"{label}{code}: {meaning}" if meaning else f"{label}{code}"
        for label, code, meaning in named
    )


#: What the stances of the default scale mean, as short as a prompt has to be.
_BRIEF = {
    "Rejects the proposition in categorical words.": "rejects it outright",
    "Rejects the proposition, with a hedge or by clear implication.": "rejects it, hedged",
    "Weighs both sides, or is explicitly neutral.": "weighs both sides, or neutral",
    "Supports the proposition, with a hedge or by clear implication.": "supports it, hedged",
    "Supports the proposition in categorical words.": "supports it outright",
    "Touches the proposition, but the direction cannot be told.": "direction cannot be told",
}


def _confidences(words: Words) -> str:
    return "\n".join(f"{number} {words.answer(said)}" for number, said in CONFIDENCES.items())
