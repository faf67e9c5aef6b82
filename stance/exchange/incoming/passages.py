"""What every reader gives, whatever it reads: passages with marks, and what it could not give."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from stance.core.codebook import Level, Topic
from stance.core.errors import Problem

#: What labels of models are called where they stand apart, and where they are left out.
KEPT = "labels of models (predictions), in files of their own in the folder machines"
MACHINE = "labels of a model (predictions), which are no person's"


@dataclass(frozen=True, slots=True)
class Mark:
    """One label that one annotator gave to a passage: what must not be lost.

    Attributes:
        annotator: who gave it.
        field: what it answers: a question, a control, a layer; "code" where there is one kind only.
        label: the label, after those above it: ("Trade", "for").
        unit: marks of one unit belong together, such as a topic and its stance.
        note: what the annotator wrote beside it.
        stance: the label of a stance that the same mark gives, where the format has it apart.
        confidence: 1, 2 or 3; empty where not given.
    """

    annotator: str
    field: str
    label: tuple[str, ...]
    unit: str = ""
    note: str = ""
    stance: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that somebody said, and the marks on them.

    Attributes:
        words: the words.
        marks: all marks on them, in the file's order.
        name: the file's own name for them; empty where it has none.
        expert: who said them; empty where the format does not tell.
        document: key of the document in which they stand; empty where they stand alone.
        start: their first character in the document's text, in code points.
        end: the character after the last one.
        said_on: date of the words, ISO.
        question: what the expert was asked.
        also: whatever else is known of them, by name, to choose the expert from.
        seen: annotators who had them before them, also those who gave no mark.
        key_phrase: a few words of the passage, where the words are a paraphrase.
        predicted: labels that models gave; they stand apart from what people coded.
    """

    words: str
    marks: tuple[Mark, ...] = ()
    name: str = ""
    expert: str = ""
    document: str = ""
    start: int | None = None
    end: int | None = None
    said_on: str = ""
    question: str = ""
    also: Mapping[str, str] = field(default_factory=dict)
    seen: tuple[str, ...] = ()
    key_phrase: str = ""
    predicted: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A text in which passages stand.

    Attributes:
        title: its name, as people read it.
        text: the text; empty where the file does not hold it.
        about: what else is known of it, by the columns of the frame ``SOURCES``.
    """

    title: str
    text: str = ""
    about: Mapping[str, str] = field(default_factory=dict)


class Losses:
    """What is left out, counted by what it is; marks apart, since none may go uncounted."""

    def __init__(self) -> None:
        self.things: Counter[str] = Counter()
        self.marks: Counter[str] = Counter()
        self.used: Counter[str] = Counter()

    def thing(self, what: str, number: int = 1) -> None:
        """Count something that is no mark."""
        if number:
            self.things[what] += number

    def mark(self, what: str, number: int = 1) -> None:
        """Count marks."""
        if number:
            self.marks[what] += number

    def use(self, what: str, number: int = 1) -> None:
        """Count marks that stand in the study, yet not as codes."""
        if number:
            self.used[what] += number


@dataclass
class Intake:
    """What a reader fills while it gives passages.

    Attributes:
        origin: what the file says of the program that wrote it.
        title: the study's name, where the file has one.
        documents: by key.
        topics: what the file says of topics, by label, in its order; more may occur in marks.
        levels: the scale, where the file has one.
        experts: what is known of experts, by name and then by the columns of ``EXPERTS``.
        losses: what is left out.
        problems: what is wrong in single places.
        assumed: sentences on what was taken for granted.
        unnamed: passages without an expert are one stranger's each document (or of one, if not).
    """

    origin: str = ""
    title: str = ""
    documents: dict[str, Document] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    levels: list[Level] = field(default_factory=list)
    experts: dict[str, dict[str, str]] = field(default_factory=dict)
    losses: Losses = field(default_factory=Losses)
    problems: list[Problem] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)
    unnamed: bool = True

    def assume(self, sentence: str) -> None:
        """Say once what was taken for granted."""
        if sentence not in self.assumed:
            self.assumed.append(sentence)

    def misplaced(self, file: str, what: str, *, claim: str = "") -> None:
        """Say that a place leads nowhere."""
        self.problems.append(Problem(code="bad-locator", message=what, file=file, claim_id=claim))


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person chose; empty is the format's own default.

    Attributes:
        topic: the field, or the outermost label, whose marks are topics.
        stance: likewise for stances.
        expert: likewise for experts; also the name of something else known of a passage.
        scale: the stances from against to for, where they are not known by themselves.
    """

    topic: str = ""
    stance: str = ""
    expert: str = ""
    scale: tuple[str, ...] = ()


def annotators_of(passages: Iterable[Passage]) -> list[str]:
    """Return who coded or saw the passages, in order."""
    names: dict[str, None] = {}
    for passage in passages:
        names |= dict.fromkeys((*passage.seen, *(mark.annotator for mark in passage.marks)))
    return list(names)
