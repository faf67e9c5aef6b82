"""The Guide sheet: what to do, generated from the codebook and the study's own rules."""

from typing import Literal

from stance.core.codebook import CONFIDENCES, NONE, Codebook, Level, Scale, Topic
from stance.workbook.catalogues import Words
from stance.workbook.content import Settings
from stance.workbook.form import ADJUDICATOR

Style = Literal["title", "heading", "text", "term"]

#: One line of the guide: its style, and one text or a term with its explanation.
Line = tuple[Style, str, str]
_ENGLISH = Words()


def guide_lines(
    settings: Settings,
    codebook: Codebook,
    annotator: str,
    words: Words = _ENGLISH,
    *,
    numbered: bool = False,
) -> list[Line]:
    """Return the guide, line by line.

    Args:
        settings: title, topic slots and rules of the study.
        codebook: topics and scale, in the words of the workbook.
        annotator: whose workbook it is; empty for the analyst's.
        words: of the workbook.
        numbered: whether topics have a number that may be typed.
    """
    lines: list[Line] = [("title", settings.title or words.say("Coding guide"), "")]
    deciding = annotator == ADJUDICATOR
    if deciding:
        lines.append(("text", "Workbook of decisions. They win over the annotators' answers.", ""))
    elif annotator:
        whose = words.say("Workbook of {annotator}. Please work alone.", annotator=annotator)
        lines.append(("text", whose, ""))
    lines.append(("heading", words.say("What to do"), ""))
    steps = _DECIDING if deciding else _steps(settings, words, numbered)
    lines += [("text", step, "") for step in steps]
    if settings.rules:
        lines.append(("heading", words.say("Rules of this study"), ""))
        lines += [("text", line.lstrip("# "), "") for line in settings.rules.splitlines() if line]
    return [*lines, *_meanings(codebook.scale, words), *_examples(codebook, words)]


def _meanings(scale: Scale, words: Words) -> list[Line]:
    """Return what each stance means, and each answer to how sure somebody is."""
    heading = words.say("Stances: what the speaker's words say of the proposition")
    lines: list[Line] = [("heading", heading, "")]
    scored = _scored(scale)
    if not all(level.meaning for level in scored):
        lines.append(("text", words.say(_ENDS, low=scored[0].label, high=scored[-1].label), ""))
    lines += [("term", level.label, level.meaning) for level in scale.levels]
    lines.append(("heading", words.say("Confidence: how sure you are"), ""))
    return lines + [("term", str(n), words.answer(said)) for n, said in CONFIDENCES.items()]


_ENDS = 'From one end to the other: "{low}" is farthest against, "{high}" farthest for it.'


_DECIDING = (
    '1. Go to the sheet Claims. The columns "vote of …" hold what each annotator said, "why" what '
    'they do not agree on, and "status" whether it is still open.',
    "2. In the yellow columns choose the topic and the stance that shall count.",
    '3. If "why" asks for the speaker or the words, write the right ones into correct_speaker or '
    "correct_words, or yes into not_a_claim. To leave the claim as it is, write no into "
    "not_a_claim.",
    "4. The columns reason and note are for the record: why you decided so.",
    "5. What you have decided stays when the workbook is written anew; claims that are no longer "
    "disputed stay too, and say so.",
)


_TYPED = (
    "You need not use the lists: a topic's number, as on the sheet Topics, the short code or score "
    "of a stance, and 1, 2 or 3 for how sure you are may be typed. While a cell is selected it "
    "shows what may stand there."
)


def _steps(settings: Settings, words: Words, numbered: bool) -> list[str]:
    """Return the steps of the work, numbered, and what else is allowed."""
    steps = [words.say(step) for step in _FIRST]
    steps += [words.say(_TYPED)] if numbered else []
    steps.append(words.say(_SECOND if settings.slots == 1 else _FURTHER))
    steps += [words.say(_NONE, none=words.answer(NONE)), *map(words.say, _LAST)]
    counted = [f"{number}. {step}" for number, step in enumerate(steps, start=1)]
    return [*counted, words.say(_FREEDOM)]


_FIRST = (
    "Go to the sheet Claims. Read one row: who said what, when, and in answer to what.",
    "In the yellow columns choose the topic that the words bear on. The sheet Topics gives "
    "each topic's proposition and what belongs to it.",
    "Choose the stance of the speaker toward that proposition, and how sure you are.",
)
#: Where a second topic goes, and one for which there are no columns.
_SECOND = (
    "For a second topic, if the words clearly take a stand on it too, copy the whole row, and "
    "change topic and stance in the copy."
)
_FURTHER = (
    "A second topic goes into topic_2 and stance_2, if the words clearly take a stand on it too. "
    "For one more than there are columns, copy the whole row, and change topic and stance in the "
    "copy."
)
_NONE = 'Choose the topic "{none}", and no stance, if the words bear on no proposition.'
_LAST = (
    "Leave a row empty if you have not decided yet: empty means not coded.",
    "Cells that still miss something turn orange; contradictions turn red. The sheet "
    "Progress counts what is done.",
    "If a claim itself is wrong, say so on the right: correct_speaker if somebody else says "
    "it, correct_words if the passage is cut wrongly (several claims: one a line), not_a_claim "
    "if nothing is claimed. Speakers in violet are a guess.",
    "Where a column status says that something has changed since you answered, please look "
    "at the row again. What you send back as it is counts as looked at again, also if you "
    "have not changed anything: please send a file only after having looked.",
)
_FREEDOM = "You may sort, filter, move and widen columns. Please leave the claim ids as they are."


def _scored(scale: Scale) -> list[Level]:
    """Return the levels that have a place, from the lowest to the highest."""
    return sorted((lv for lv in scale.levels if lv.score is not None), key=lambda lv: lv.score or 0)


def _examples(codebook: Codebook, words: Words) -> list[Line]:
    """Return the examples that the topics give, or where they give none, the ends of the scale."""
    if not codebook.topics:
        return []
    given = [
        line
        for topic in codebook.topics
        if (examples := [line.strip() for line in topic.examples.splitlines() if line.strip()])
        for line in (
            _proposition(topic, words),
            *(_example(codebook.scale, topic, example) for example in examples),
        )
    ]
    shown = given or _ends(codebook.topics[0], codebook.scale, words)
    return [("heading", words.say("Worked examples"), ""), *shown]


def _ends(topic: Topic, scale: Scale, words: Words) -> list[Line]:
    """Return what each place on the scale says of a topic's proposition."""
    scored = _scored(scale)
    middle = [lv for lv in scored[1:-1] if lv.score is not None and not scale.side(lv.score)]
    placeless = [level for level in scale.levels if level.score is None]
    weigh, touch = (
        words.say("They weigh both sides, or decline to choose."),
        words.say("They touch it, and one cannot tell which way."),
    )
    none = words.say("They bear on no proposition of the codebook; no stance.")
    return [
        _proposition(topic, words),
        ("term", scored[-1].label, words.say("The words say as much.")),
        *(("term", level.label, weigh) for level in middle),
        ("term", scored[0].label, words.say("They say the opposite outright.")),
        *(("term", level.label, level.meaning or touch) for level in placeless),
        ("term", words.answer(NONE), none),
    ]


def _proposition(topic: Topic, words: Words) -> Line:
    return ("term", words.say("{topic}: the proposition", topic=topic.id), topic.proposition)


def _example(scale: Scale, topic: Topic, example: str) -> Line:
    """Return "for: words" as the answers to give and the words; words alone with their topic."""
    stance, _, words = example.partition(":")
    level = scale.parse(stance)
    if level is None or not words.strip():
        return ("term", topic.id, example)
    return ("term", f"{topic.id} · {level.label}", words.strip())
