"""The Guide sheet: what to do, generated from the codebook and the study's own rules."""

from typing import Literal

from stance.core.codebook import CONFIDENCES, NONE, Codebook, Level, Scale, Topic
from stance.workbook.content import Settings
from stance.workbook.form import ADJUDICATOR

Style = Literal["title", "heading", "text", "term"]

#: One line of the guide: its style, and one text or a term with its explanation.
Line = tuple[Style, str, str]


def guide_lines(
    settings: Settings, codebook: Codebook, annotator: str, *, numbered: bool = False
) -> list[Line]:
    """Return the guide, line by line.

    Args:
        settings: title, topic slots and rules of the study.
        codebook: topics and scale.
        annotator: whose workbook it is; empty for the analyst's.
        numbered: whether topics have a number that may be typed.
    """
    lines: list[Line] = [("title", settings.title or "Coding guide", "")]
    deciding = annotator == ADJUDICATOR
    if deciding:
        lines.append(("text", "Workbook of decisions. They win over the annotators' answers.", ""))
    elif annotator:
        lines.append(("text", f"Workbook of {annotator}. Please work alone.", ""))
    lines.append(("heading", "What to do", ""))
    lines += [
        ("text", step, "") for step in (_DECIDING if deciding else _steps(settings, numbered))
    ]
    if settings.rules:
        lines.append(("heading", "Rules of this study", ""))
        lines += [("text", line.lstrip("# "), "") for line in settings.rules.splitlines() if line]
    lines.append(("heading", "Stances: what the speaker's words say of the proposition", ""))
    scored = _scored(codebook.scale)
    if not all(level.meaning for level in scored):
        ends = f'"{scored[0].label}" is farthest against, "{scored[-1].label}" farthest for it.'
        lines.append(("text", f"From one end to the other: {ends}", ""))
    lines += [("term", level.label, level.meaning) for level in codebook.scale.levels]
    lines.append(("heading", "Confidence: how sure you are", ""))
    lines += [("term", str(number), meaning) for number, meaning in CONFIDENCES.items()]
    examples = _examples(codebook)
    return [*lines, ("heading", "Worked examples", ""), *examples] if examples else lines


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


def _steps(settings: Settings, numbered: bool) -> list[str]:
    steps = [
        "Go to the sheet Claims. Read one row: who said what, when, and in answer to what.",
        "In the yellow columns choose the topic that the words bear on. The sheet Topics gives "
        "each topic's proposition and what belongs to it.",
        "Choose the stance of the speaker toward that proposition, and how sure you are.",
        f'Choose the topic "{NONE}", and no stance, if the words bear on no proposition.',
        "Leave a row empty if you have not decided yet: empty means not coded.",
        "Cells that still miss something turn orange; contradictions turn red. The sheet "
        "Progress counts what is done.",
        "If a claim itself is wrong, say so on the right: correct_speaker if somebody else says "
        "it, correct_words if the passage is cut wrongly (several claims: one a line), not_a_claim "
        "if nothing is claimed. Speakers in violet are a guess.",
        "Where a column status says that something has changed since you answered, please look "
        "at the row again. What you send back as it is counts as looked at again, also if you "
        "have not changed anything: please send a file only after having looked.",
    ]
    steps[3:3] = [*([_TYPED] if numbered else []), _further_topics(settings.slots)]
    counted = [f"{number}. {step}" for number, step in enumerate(steps, start=1)]
    freedom = (
        "You may sort, filter, move and widen columns. Please leave the claim ids as they are."
    )
    return [*counted, freedom]


def _further_topics(slots: int) -> str:
    """Return where a second topic goes, and one for which there are no columns."""
    copied = "copy the whole row, and change topic and stance in the copy."
    if slots == 1:
        return f"For a second topic, if the words clearly take a stand on it too, {copied}"
    second = (
        "A second topic goes into topic_2 and stance_2, if the words clearly take a stand on it"
    )
    return f"{second} too. For one more than there are columns, {copied}"


def _scored(scale: Scale) -> list[Level]:
    """Return the levels that have a place, from the lowest to the highest."""
    return sorted((lv for lv in scale.levels if lv.score is not None), key=lambda lv: lv.score or 0)


def _examples(codebook: Codebook) -> list[Line]:
    """Return the examples that the topics give, or where they give none, the ends of the scale."""
    own: list[Line] = []
    for topic in codebook.topics:
        if examples := [line.strip() for line in topic.examples.splitlines() if line.strip()]:
            own.append(_proposition(topic))
            own += [_example(codebook.scale, topic, example) for example in examples]
    if own or not codebook.topics:
        return own
    topic, scale, scored = codebook.topics[0], codebook.scale, _scored(codebook.scale)
    lines: list[Line] = [_proposition(topic)]
    lines.append(("term", scored[-1].label, "The words say as much."))
    lines += [
        ("term", level.label, "They weigh both sides, or decline to choose.")
        for level in scored[1:-1]
        if level.score is not None and not scale.side(level.score)
    ]
    lines.append(("term", scored[0].label, "They say the opposite outright."))
    lines += [
        ("term", level.label, level.meaning or "They touch it, and one cannot tell which way.")
        for level in scale.levels
        if level.score is None
    ]
    return [*lines, ("term", NONE, "They bear on no proposition of the codebook; no stance.")]


def _proposition(topic: Topic) -> Line:
    return ("term", f"{topic.id}: the proposition", topic.proposition)


def _example(scale: Scale, topic: Topic, example: str) -> Line:
    """Return "for: words" as the answers to give and the words; words alone with their topic."""
    stance, _, words = example.partition(":")
    level = scale.parse(stance)
    if level is None or not words.strip():
        return ("term", topic.id, example)
    return ("term", f"{topic.id} · {level.label}", words.strip())
