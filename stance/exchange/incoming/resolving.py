"""Marks sorted into experts, topics and stances, by a rule for each format or as was chosen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from stance.core.text import clean, fold
from stance.exchange.incoming.passages import Choices, Intake, Mark, Passage
from stance.exchange.incoming.stances import is_stance
from stance.workbook.form import WORDS, header_key, slot_fields

_EXPERT = WORDS[1].keys | {"speaker", "author", "politician", "participant"}
_TOPIC = slot_fields(1)[0].keys | {"issue", "category", "theme", "aspect"}
_STANCE = slot_fields(1)[1].keys | {"sentiment", "polarity"}
#: Names of fields that say nothing of what they ask; what they ask is what the study is about.
_BARE = frozenset(map(header_key, ("label", "labels", "code", "tag", "answer", "choice", "stance")))
#: What stands between the labels of one path.
BETWEEN = " / "
UNPAIRED = "stances beside several topics or stances, so that toward what is not told"
REPEATED = "marks given twice by one annotator to one passage (each counts once)"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one annotator said of one passage: a topic, and perhaps a stance toward it.

    Attributes:
        annotator: who.
        topic: the topic's label.
        stance: the stance's label; empty where none was given.
        note: what was written beside it.
        confidence: 1, 2 or 3; empty where not given.
        marks: of how many marks it was made.
    """

    annotator: str
    topic: str
    stance: str = ""
    note: str = ""
    confidence: str = ""
    marks: int = 1


@dataclass(frozen=True, slots=True)
class Claim:
    """A passage, who said it, and the answers on it: of people, and apart from them of models."""

    passage: Passage
    expert: str
    answers: tuple[Answer, ...]
    predicted: tuple[Answer, ...] = ()


def resolve(passage: Passage, choices: Choices, intake: Intake) -> Claim:
    """Sort the marks of a passage; every one becomes part of an answer, or is counted as lost."""
    expert, marks = _expert(passage, choices, intake)
    aside = Intake(title=intake.title, levels=intake.levels)  # models' labels are counted elsewhere
    predicted = _answers(passage.predicted, choices, aside)
    return Claim(passage, expert, _answers(marks, choices, intake), predicted)


def _answers(marks: Sequence[Mark], choices: Choices, intake: Intake) -> tuple[Answer, ...]:
    """Return the answers that these marks make, each annotator's apart."""
    answers: list[Answer] = []
    units = dict.fromkeys((mark.annotator, mark.unit) for mark in marks)
    for annotator, unit in units:
        own = [m for m in marks if (m.annotator, m.unit) == (annotator, unit)]
        answers += _paired(own, choices, intake)
    return _distinct(answers, intake)


def with_chosen(passage: Passage, choices: Choices) -> Passage:
    """Return the passage with what was chosen as topic or stance as marks, where it is no label.

    A column beside the labels, such as one of a table, is an answer of whoever saw the passage.
    """
    chosen = {header_key(name) for name in (choices.topic, choices.stance) if name}
    fields = {header_key(mark.field) for mark in passage.marks}
    marks = [
        Mark(who, name, (text,))
        for name, text in passage.also.items()
        if text and header_key(name) in chosen - fields
        for who in passage.seen
    ]
    return replace(passage, marks=(*passage.marks, *marks)) if marks else passage


def _expert(passage: Passage, choices: Choices, intake: Intake) -> tuple[str, list[Mark]]:
    """Return who speaks, and the marks that tell of other things."""
    marks = list(passage.marks)
    if choices.expert:
        named = [mark for mark in marks if _is_of(mark, choices.expert)]
        marks = [mark for mark in marks if mark not in named]
        names = list(dict.fromkeys(mark.label[-1] for mark in named))
        intake.losses.use("marks that name the speaker", len(named))
        key = header_key(choices.expert)
        said = [text for name, text in passage.also.items() if header_key(name) == key]
        who = names[0] if names else next(iter(said), "")
        if len(names) > 1:
            intake.assume("where a passage has two speakers, the first counts")
        return clean(who) or clean(passage.expert), marks
    if passage.expert:
        return clean(passage.expert), marks
    told = {header_key(name.rpartition(".")[2]): text for name, text in passage.also.items()}
    return next(
        (clean(told[key]) for key in told if key in _EXPERT and clean(told[key])), ""
    ), marks


def _is_of(mark: Mark, choice: str) -> bool:
    """Whether a mark answers the field, or stands under the label, that was chosen."""
    key = header_key(choice)
    return (bool(key) and header_key(mark.field) == key) or (
        len(mark.label) > 1 and header_key(mark.label[0]) == key
    )


def _paired(marks: Sequence[Mark], choices: Choices, intake: Intake) -> list[Answer]:
    """Return the answers of one annotator's marks that belong together."""
    topics: list[tuple[Mark, Answer]] = []
    stances: list[Mark] = []
    for mark in marks:
        named = _is_topic(mark, choices)
        if mark.stance:
            topics.append((mark, _answer(mark, _joined(mark.label, mark.field), mark.stance)))
        elif not named and _is_stance(mark, choices, intake):
            if len(mark.label) == 1 or _is_of(mark, choices.stance):
                stances.append(mark)
            else:
                topic = _joined(mark.label[:-1], mark.field)
                topics.append((mark, _answer(mark, topic, mark.label[-1])))
        elif not named and choices.topic:
            intake.losses.mark(f'marks of "{mark.field}", which were not chosen')
        else:
            topics.append((mark, _answer(mark, _joined(_below(mark, choices.topic), mark.field))))
    return _with_stances(topics, stances, choices, intake)


def _with_stances(
    topics: Sequence[tuple[Mark, Answer]],
    stances: Sequence[Mark],
    choices: Choices,
    intake: Intake,
) -> list[Answer]:
    """Give a stance without topic to the one topic that it can be toward.

    That is the only topic without a stance in the stance's own unit or field, or in a field that
    is for topics. Where there is none, the stance is toward what its field asks.
    """
    answers = [answer for _, answer in topics]
    for field in dict.fromkeys(mark.field for mark in stances):
        own = [mark for mark in stances if mark.field == field]
        near = [
            answer
            for mark, answer in topics
            if answer in answers and not answer.stance
            if mark.unit or mark.field == field or choices.stance or _is_topic(mark, choices)
        ]
        if len({fold(mark.label[-1]) for mark in own}) > 1 or len(near) > 1:
            intake.losses.mark(UNPAIRED, len(own))
            continue
        intake.losses.mark(REPEATED, len(own) - 1)
        if near:
            answers[answers.index(near[0])] = _toward(near[0], own[0])
        else:
            about = intake.title if header_key(field) in _BARE else field
            answers.append(_answer(own[0], about or field, own[0].label[-1]))
    return answers


def _toward(topic: Answer, stance: Mark) -> Answer:
    """Return the answer of a topic with the stance of another mark."""
    return replace(
        topic,
        stance=stance.label[-1],
        note=_together(topic.note, stance.note),
        confidence=topic.confidence or stance.confidence,
        marks=topic.marks + 1,
    )


def _answer(mark: Mark, topic: str, stance: str = "") -> Answer:
    return Answer(mark.annotator, topic, stance, mark.note, mark.confidence)


def _is_topic(mark: Mark, choices: Choices) -> bool:
    if choices.topic:
        return _is_of(mark, choices.topic)
    chosen = bool(choices.stance) and _is_of(mark, choices.stance)
    return header_key(mark.field) in _TOPIC and not chosen


def _is_stance(mark: Mark, choices: Choices, intake: Intake) -> bool:
    if choices.stance:
        return _is_of(mark, choices.stance)
    return header_key(mark.field) in _STANCE or is_stance(mark.label[-1], intake.levels)


def _below(mark: Mark, choice: str) -> tuple[str, ...]:
    """Return the label without the outermost one, where that is what was chosen."""
    chosen = choice and len(mark.label) > 1 and header_key(mark.label[0]) == header_key(choice)
    return mark.label[1:] if chosen else mark.label


def _joined(label: Sequence[str], field: str) -> str:
    return BETWEEN.join(filter(None, map(clean, label))) or field


def _together(*notes: str) -> str:
    return "\n".join(dict.fromkeys(filter(None, notes)))


def _distinct(answers: Sequence[Answer], intake: Intake) -> tuple[Answer, ...]:
    """Return the answers without those that one annotator gave twice; their marks are counted."""
    first: dict[tuple[str, str, str], Answer] = {}
    for answer in answers:
        key = (answer.annotator, fold(answer.topic), fold(answer.stance))
        if key in first:
            intake.losses.mark(REPEATED, answer.marks)
        else:
            first[key] = answer
    return tuple(first.values())
