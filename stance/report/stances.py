"""How a position looks and reads: its class, its sign and its words."""

from dataclasses import dataclass, replace

from stance.core.codebook import DEFAULT_LEVELS, HAIR, Scale
from stance.report.language import Language

#: Share of the way to the end of the scale above which a position counts as strong.
STRONG = 0.75
CLASSES = ("n2", "n1", "z", "p1", "p2")
#: Signs of cells without a position, by the reason.
OPEN = {"unclear": "?", "disputed": "≠", "waiting": "↻", "not coded": "…"}
_SIGNS = {"n2": "−−", "n1": "−", "z": "0", "p1": "+", "p2": "++"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stance as the page draws it: CSS class, sign, words, and a mark in the corner."""

    css: str
    sign: str
    words: str
    corner: str = ""


@dataclass(frozen=True, slots=True)
class Stance:
    """A score: its class, the scale's word for it, and itself with its sign."""

    css: str
    label: str
    score: str


def in_words_of(scale: Scale, say: Language) -> Scale:
    """Return the scale with its stances in the page's language, if all are those of the default.

    A study's own stances stay as the study has them.
    """
    known = {(level.label, level.score) for level in DEFAULT_LEVELS}
    if not {(level.label, level.score) for level in scale.levels} <= known:
        return scale
    said = (replace(level, label=say(f"stance.{level.label}")) for level in scale.levels)
    return replace(scale, levels=tuple(said))


def css_class(score: float, scale: Scale) -> str:
    """Return the palette's class of a score: strongly against to strongly for."""
    side = scale.side(score)
    end = scale.scores[-1] if side > 0 else scale.scores[0]
    graded = sum(scale.side(level) == side for level in scale.scores) > 1
    strong = graded and abs(score - scale.middle) > STRONG * abs(end - scale.middle) + HAIR
    return CLASSES[2 + side * (1 + strong)] if side else CLASSES[2]


def sign(css: str) -> str:
    """Return the sign that stands for a class wherever colour cannot."""
    return _SIGNS[css]


def class_words(middle: str, say: Language) -> tuple[str, ...]:
    """Return a word for each class; ``middle`` is the scale's own for its middle."""
    against, in_favour = ("strongly_against", "against"), ("for", "strongly_for")
    return (
        *(say(f"words.{key}") for key in against),
        middle,
        *(say(f"words.{key}") for key in in_favour),
    )


def stance_words(score: float, scale: Scale, say: Language) -> str:
    """Return the scale's own label for a score, or words for the middle where it has none there."""
    return scale.label(score) or say("words.middle")


def open_mark(why: str, say: Language) -> Mark:
    """Return how a cell is drawn whose claims give no position, for a reason of ``why_open``."""
    return Mark("open", OPEN[why], say(f"words.{why}"), "disputed" if why == "disputed" else "")


def end_words(scale: Scale) -> tuple[str, str, str]:
    """Return the labels of the lowest score, of the middle ("" where none) and of the highest."""
    return scale.label(scale.scores[0]), scale.label(scale.middle), scale.label(scale.scores[-1])
