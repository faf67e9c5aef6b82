"""The Guide sheet: what to do, generated from the codebook and the study's own rules."""

from typing import Literal

from stance.codebook import CONFIDENCES, NONE, Codebook
from stance.workbook.content import Settings
from stance.workbook.form import ADJUDICATOR

Style = Literal["title", "heading", "text", "term"]

#: One line of the guide: its style, and one text or a term with its explanation.
Line = tuple[Style, str, str]


def guide_lines(settings: Settings, codebook: Codebook, annotator: str) -> list[Line]:
    """Return the guide, line by line."""
    lines: list[Line] = [("title", settings.title or "Coding guide", "")]
    deciding = annotator == ADJUDICATOR
    if deciding:
        lines.append(("text", "Workbook of decisions. They win over the annotators' answers.", ""))
    elif annotator:
        lines.append(("text", f"Workbook of {annotator}. Please work alone.", ""))
    lines.append(("heading", "What to do", ""))
    lines += [("text", step, "") for step in (_DECIDING if deciding else _steps(settings))]
    if settings.rules:
        lines.append(("heading", "Rules of this study", ""))
        lines += [("text", line.lstrip("# "), "") for line in settings.rules.splitlines() if line]
    lines.append(("heading", "Stances: what the speaker's words say of the proposition", ""))
    lines += [("term", level.label, level.meaning) for level in codebook.scale.levels]
    lines.append(("heading", "Confidence: how sure you are", ""))
    lines += [("term", str(number), meaning) for number, meaning in CONFIDENCES.items()]
    lines.append(("heading", "Worked examples", ""))
    lines += _examples(codebook)
    return lines


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


def _steps(settings: Settings) -> list[str]:
    steps = [
        "1. Go to the sheet Claims. Read one row: who said what, when, and in answer to what.",
        "2. In the yellow columns choose the topic that the words bear on. The sheet Topics gives "
        "each topic's proposition and what belongs to it.",
        "3. Choose the stance of the speaker toward that proposition, and how sure you are.",
        f'4. Choose the topic "{NONE}", and no stance, if the words bear on no proposition.',
        "5. Leave a row empty if you have not decided yet: empty means not coded.",
        "6. Cells that still miss something turn orange; contradictions turn red. The sheet "
        "Progress counts what is done.",
        "7. If a claim itself is wrong, say so on the right: correct_speaker if somebody else says "
        "it, correct_words if the passage is cut wrongly (several claims: one a line), not_a_claim "
        "if nothing is claimed. Speakers in violet are a guess.",
        "8. Where a column status says that something has changed since you answered, please look "
        "at the row again.",
        "You may sort, filter, move and widen columns. Please leave the claim ids as they are.",
    ]
    if settings.slots > 1:
        second = "A second topic goes into topic_2 and stance_2, if the words clearly take a stand."
        steps.insert(3, second)
    return steps


def _examples(codebook: Codebook) -> list[Line]:
    """Return one example a level, all on the first topic of the codebook."""
    if not codebook.topics:
        return []
    topic = codebook.topics[0]
    lines: list[Line] = [("term", f"{topic.id}: the proposition", topic.proposition)]
    for level in codebook.scale.levels:
        what = level.meaning or f"The words are {level.label} the proposition."
        lines.append(("term", f"{topic.id} · {level.label}", what))
    lines.append(("term", NONE, "The words say nothing on any proposition; no stance."))
    return lines
