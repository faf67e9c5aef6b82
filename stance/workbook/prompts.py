"""What an answer's cell tells while it is selected: the choices, with what each of them means."""

from collections.abc import Sequence

from stance.core.codebook import CONFIDENCES, NONE, Codebook, Scale

#: Characters that a prompt may have.
MOST = 255
_TOPICS = (
    f"Choose from the list (Alt+↓), or type a topic's number as on the sheet Topics; 0 for {NONE}."
)


def cell_prompts(codebook: Codebook, *, numbered: bool) -> dict[str, str]:
    """Return by the kind of answer what its cells tell.

    Args:
        codebook: topics and scale.
        numbered: whether a topic's number may be typed.
    """
    prompts = {"stance": _stances(codebook.scale), "confidence": _confidences()}
    return prompts | ({"topic": _topics(codebook)} if numbered else {})


def _topics(codebook: Codebook) -> str:
    labels = [NONE, *(topic.label for topic in codebook.topics)]
    told = "\n".join(f"{number} {label}" for number, label in enumerate(labels))
    return told if len(told) <= MOST else _TOPICS


def _stances(scale: Scale) -> str:
    """Return what each stance means, or where that is too long, what may be typed for it."""
    named = [(lv.label, f" ({lv.code})" if lv.code else "", lv.meaning) for lv in scale.levels]
    brief = [(label, code, _BRIEF.get(meaning, meaning)) for label, code, meaning in named]
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


def _confidences() -> str:
    return "\n".join(f"{number} {meaning}" for number, meaning in CONFIDENCES.items())
