"""What can be wrong with the material, said so that the person who can mend it knows how."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

Severity = Literal["error", "warning", "note"]

#: Every problem code: how grave it is, and what it means. The reference documents each.
#: error: a person has to decide, and no result is written; warning: the work goes on and the
#: problem is shown; note: something was repaired with certainty, and is told.
CODES: dict[str, tuple[Severity, str]] = {
    "missing-path": ("error", "The file or folder does not exist."),
    "no-workbook": ("error", "The folder holds no workbook or table."),
    "unreadable-file": ("error", "The file cannot be read as what it is taken for."),
    "too-large": ("error", "The file is beyond the limits that keep a reader's machine safe."),
    "missing-column": ("error", "A column that is needed is not there."),
    "renamed-column": ("warning", "A column was recognised although its header is misspelled."),
    "missing-sheet": ("error", "A sheet that is needed is not there."),
    "no-topics": ("warning", "The study has no topics yet, so nothing can be coded."),
    "no-claims": ("warning", "The study has no claims yet, so nothing can be coded."),
    "missing-value": ("error", "A cell that must be filled in is empty."),
    "bad-number": ("error", "The cell should hold a number."),
    "bad-score": ("error", "A stance's place on the scale is no number; its codes wait."),
    "bad-date": (
        "warning",
        "No date of the calendar, or day and month do not show; write 2022-01-31.",
    ),
    "bad-scale": ("error", "The scale contradicts itself."),
    "bad-codebook": ("error", "The list of topics contradicts itself."),
    "codebook-changed": ("note", "The workbook was issued with another codebook."),
    "unknown-form": ("error", "The file is of a kind or form that cannot be read here."),
    "unknown-stance": ("error", "The stance is not on the study's scale."),
    "unknown-topic": ("error", "The topic is not in the study's codebook."),
    "unknown-expert": ("error", "The expert is not in the list of experts."),
    "ambiguous-expert": ("error", "The name fits more than one expert."),
    "unknown-source": ("error", "The source is not in the list of sources."),
    "ambiguous-source": ("error", "The name fits more than one source."),
    "bad-setting": ("error", "A setting holds a value that it cannot have."),
    "unknown-annotator": ("error", "A returned file is none of the study's annotators'."),
    "anothers-name": ("warning", "A returned file is called like another annotator's workbook."),
    "two-annotators": ("error", "Workbooks to be merged are of two annotators."),
    "other-study": ("error", "A returned workbook was issued by another study."),
    "unknown-claim": ("error", "The claim is not in the study."),
    "unknown-confidence": ("error", "The confidence is not 1, 2 or 3."),
    "unknown-label": ("error", "The code is not among the levels, or should be a number."),
    "two-articles": ("error", "One item of a table of codes stands in two articles."),
    "duplicate-id": ("error", "One id stands for two things."),
    "duplicate-answer": ("error", "One annotator gave two stances for one claim and topic."),
    "repeated-answer": ("note", "One annotator gave the same answer twice; it counts once."),
    "stance-without-topic": ("error", "A stance is given, but not toward what."),
    "confidence-without-topic": ("warning", "A confidence stands where nothing was coded."),
    "topic-without-stance": ("warning", "A topic is chosen, but no stance toward it yet."),
    "stance-on-none": ("error", "The claim bears on no topic, yet it has a stance."),
    "meaning-changed": ("warning", "A topic or stance means something else than when issued."),
    "topics-changed": ("warning", "The list of topics in a workbook was changed by hand."),
    "topic-by-number": ("warning", "A topic's number was read by the study's list of topics."),
    "form-changed": ("warning", "The words of a claim differ from those that were issued."),
    "study-reworded": ("warning", "The study has other words for a claim than those issued."),
    "answers-gone": ("warning", "The history has answers that no file of the study has."),
    "answers-waiting": ("warning", "Answers do not count until their annotator looks again."),
    "answers-confirmed": ("note", "Answers were looked at again and left as they were."),
    "missing-words": ("note", "A column of words was deleted; the issued words count."),
    "missing-answers": ("warning", "A column of answers was deleted; those issued in it count."),
    "missing-row": ("warning", "A row that was issued is no longer there."),
    "which-columns": ("error", "Which column of a table is which has to be said: --map."),
    "which-scale": ("error", "How the stances of a table are ordered has to be said: --scale."),
    "which-sheet": ("error", "Which sheet of a workbook is meant has to be said: --sheet."),
    "bad-wish": ("error", "What stance.toml or an option says of a table does not fit it."),
    "shape-assumed": ("note", "How a table is laid out does not show with certainty."),
    "sheet-chosen": ("note", "A workbook has several sheets, and not all of them were read."),
    "names-alike": ("note", "Two names or ids look like one, and count as two."),
    "list-in-cell": ("warning", "A cell looks like a list of several topics or names."),
    "row-left-out": ("warning", "Rows of a table cannot be used and were left out."),
    "part-kept": ("note", "Of tables larger than a page, only a part is shown."),
    "row-refused": ("error", "Rows of a table cannot be used, and --strict leaves none out."),
    "confidence-left-out": ("warning", "Confidences that are not 1, 2 or 3 do not count."),
    "unread-column": ("note", "A filled column is none of those that are read."),
    "stray-header": ("note", "The header stands among the rows, once more or instead of on top."),
    "doubled-column": ("error", "Two columns bear one header and say different things."),
    "renamed-sheet": ("note", "The sheet of claims was recognised under another name."),
    "unread-sheet": ("warning", "A second sheet holds claims and answers; it was not read."),
    "id-repaired": ("note", "A damaged claim id was restored from its hidden copy or the words."),
    "hidden-id-lost": ("warning", "A hidden copy of a claim's id was pasted or typed over."),
    "unplaced-answer": ("error", "Nobody can say which claim an answer is about; it is kept."),
    "answer-copied": ("note", "An answer was copied from another row, with its hidden id."),
    "sorted-apart": ("warning", "Answers sorted apart from their claims were put back."),
    "words-moved": ("error", "The words of claims stand beside the ids of others."),
    "column-sorted": ("error", "One answer column was probably sorted alone."),
    "column-emptied": ("error", "An answer column is empty that was issued with answers."),
    "column-ordered": ("warning", "One answer column stands in order, as if sorted alone."),
    "headers-exchanged": ("error", "Stances and confidences bear each other's header."),
    "column-torn": ("warning", "A column's answers may stand beside other claims than theirs."),
    "maybe-sorted": ("note", "A column's first answers stand in order, perhaps sorted alone."),
    "column-uneven": ("note", "One cell of a column is empty or left over, all others are not."),
    "remarks-taken": ("note", "Notes and corrections came that the study did not have."),
    "remark-moved": ("warning", "A note or correction stood beside another claim before."),
    "merged-cells": ("warning", "Merged cells: only the first shows what it holds."),
    "hidden-rows": ("warning", "Rows are hidden or filtered away, and counted all the same."),
    "error-value": ("error", "The cell holds an error of the spreadsheet, such as #REF!."),
    "formula": ("warning", "The cell holds a formula; its last result was read."),
    "formula-without-value": ("error", "The cell holds a formula whose result is not stored."),
    "macros-ignored": ("note", "The file has macros; they were not run."),
    "links-ignored": ("note", "The file has links to other files; they were not followed."),
    "guessed-encoding": ("warning", "The text is not UTF-8, and its encoding was guessed."),
    "analysts-copy": ("warning", "A copy of study.xlsx lies beside it, and is not read."),
    "two-files": ("warning", "One annotator has two files; they were merged."),
    "two-workbooks": ("error", "One annotator has two files in the study; none is written anew."),
    "merge-conflict": ("error", "One annotator's two files give different answers."),
    "lock-file": ("note", "The lock file of an open spreadsheet was skipped."),
    "study-busy": ("error", "Another command is writing in the study at this moment."),
    "file-open": ("error", "The file is open in a spreadsheet program and cannot be replaced."),
    "text-too-long": ("error", "The text is longer than a spreadsheet cell can hold."),
    "skipped-file": ("note", "A file in the folder is of no kind that is read, and was skipped."),
    "unread-file": ("warning", "A spreadsheet in the folder is of a kind that is not read."),
    "unreadable-article": ("warning", "The file cannot be read as an article and was skipped."),
    "article-left-out": ("warning", "Something in a list of articles cannot be read as one."),
    "language-not-told": ("warning", "The words of an article do not tell its language."),
    "no-language-rules": ("warning", "There are no rules for the language of an article."),
    "nothing-found": ("note", "Nothing in the article is given to anybody."),
    "unreadable-list": ("warning", "Something in the list of sources cannot be used."),
    "article-changed": ("warning", "An article differs from the one that claims were taken from."),
    "answers-kept": ("note", "The study has answers that a returned file has not; kept."),
    "answers-emptied": (
        "warning",
        "A CSV has empty cells where the study had answers; taken back.",
    ),
    "answers-overwritten": (
        "warning",
        "A CSV has other answers than the study; they were taken.",
    ),
    "answers-replaced": ("note", "A file has other answers than came since it was handed out."),
    "earlier-answer": ("warning", "A returned file has an answer that the study had replaced."),
    "new-expert": ("warning", "A corrected speaker is not in the list of experts."),
    "correction-open": ("warning", "Annotators do not agree that a claim is to be corrected."),
    "speaker-corrected": ("note", "Annotators say that somebody else is the speaker."),
    "words-corrected": ("warning", "Annotators cut the passage differently, or split it."),
    "claim-rejected": ("note", "Annotators say that it is no claim; it is left out."),
    "unlikely-claim": ("note", "Passages that are probably no claims were set apart."),
    "unsure-speaker": ("note", "Who says some of the words is a guess; look at them first."),
    "undated-source": ("note", "No date of an article is known; it has no place in time."),
    "source-missing": ("warning", "The article is not in the folder of sources."),
    "source-changed": ("warning", "The article is not the file that the claims were taken from."),
    "unknown-variable": ("error", "The DNA database has no such variable, or none of that type."),
    "row-skipped": ("warning", "Rows of the DNA database cannot be used and were left out."),
    "attribute-skipped": ("note", "An attribute in the DNA database has no column of its own."),
    "bad-item": ("warning", "A match is no item of Wikidata."),
    "other-item": ("warning", "An expert has another item of Wikidata already."),
    "namesakes": ("note", "Two people bear one name, by what articles tell of them."),
    "descriptions-differ": ("note", "Articles tell different things of one expert."),
    "spellings-joined": ("note", "Two spellings are taken for one."),
    "scale-assumed": ("note", "How far a scale reaches, or how it is ordered, was assumed."),
    "bad-locator": ("warning", "The locator points outside the article."),
    "bad-tick": ("error", "A ticked sentence is none of the passage's."),
    "unknown-answer": ("error", "The answer is neither yes nor no."),
    "machine-as-person": (
        "warning",
        "An annotator is called like a model, and counts as a person.",
    ),
    "machine-answer": ("warning", "Answers of a machine cannot be used, and were left out."),
    "machine-outdated": ("warning", "Answers of a machine to an older question do not count."),
    "machine-line": ("warning", "A line of a machine's results cannot be used; the rest is."),
    "machine-file": ("warning", "A machine's file cannot be read; the study goes on without it."),
    "contradicting-answers": ("error", "Two answers cannot both be true."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong, and where.

    Attributes:
        code: a key of ``CODES``.
        message: what is wrong, without where.
        hint: what to do about it.
        file: the file's name.
        sheet: the sheet's name.
        cell: the cell in A1 notation.
        claim_id: the claim concerned.
        value: what stands there.
    """

    code: str
    message: str
    hint: str = ""
    file: str = ""
    sheet: str = ""
    cell: str = ""
    claim_id: str = ""
    value: str = ""

    @property
    def severity(self) -> Severity:
        """How grave it is, as ``CODES`` says."""
        return CODES[self.code][0]

    @property
    def where(self) -> str:
        """Where it is: ``coder-b.xlsx › Claims!H17 (c0042)``."""
        spot = "!".join(part for part in (self.sheet, self.cell) if part)
        cell = " › ".join(part for part in (self.file, spot) if part)
        return f"{cell} ({self.claim_id})".strip() if self.claim_id else cell

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where else ""
        return f"{where}{self.message}" + (f"; {self.hint}" if self.hint else "")


class StanceError(Exception):
    """Anything that this program reports to a person instead of crashing."""

    exit_code = 1


class DataError(StanceError):
    """The material has problems that a person must solve; carries all of them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


#: Cells of one cause that are named before the rest is counted.
NAMED_CELLS = 8
#: Codes of cells that cost no more than the answer in them: the rest can be read without it.
OF_ONE_ANSWER = frozenset(
    {
        *("unknown-topic", "unknown-stance", "unknown-confidence", "stance-without-topic"),
        *("stance-on-none", "unplaced-answer"),
    }
)
#: Codes of what was assumed or left aside when a table was read: a reader of results should know.
OF_READING = frozenset(
    {
        *("shape-assumed", "scale-assumed", "sheet-chosen", "list-in-cell", "row-left-out"),
        *("confidence-left-out", "renamed-column", "unread-column", "unread-sheet"),
        *("names-alike", "spellings-joined", "bad-date", "guessed-encoding", "unread-file"),
        *("machine-as-person", "part-kept"),
    }
)


def by_cause(problems: Iterable[Problem]) -> list[Problem]:
    """Return one problem a cause: of those that say the same of one sheet, their cells together."""
    groups: dict[tuple[str, ...], list[Problem]] = {}
    for number, problem in enumerate(problems):
        cause = (problem.code, problem.file, problem.sheet, problem.message, problem.hint)
        alone = () if problem.cell else (str(number),)
        groups.setdefault((*cause, *alone), []).append(problem)
    return [_together(found) if len(found) > 1 else found[0] for found in groups.values()]


def _together(problems: Sequence[Problem]) -> Problem:
    cells = list(dict.fromkeys(problem.cell for problem in problems))
    more = f" and {len(cells) - NAMED_CELLS} more" if len(cells) > NAMED_CELLS else ""
    return replace(problems[0], cell=", ".join(cells[:NAMED_CELLS]) + more, claim_id="")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question: the option that gives it, and what it means."""

    option: str
    value: str
    meaning: str

    def __str__(self) -> str:
        quoted = f'"{self.value}"' if set(self.value) & set(" ,;|") else self.value
        return f"{self.option}={quoted} ({self.meaning})"


class QuestionError(DataError):
    """A table can be read in several ways; one word of its reader settles which.

    Attributes:
        answers: what may be said, the likeliest first.
    """

    def __init__(self, problem: Problem, answers: Sequence[Answer]) -> None:
        self.answers = tuple(answers)
        said = " or ".join(map(str, self.answers))
        hint = "; ".join(filter(None, [problem.hint, f"say which: {said}" if said else ""]))
        super().__init__([replace(problem, hint=hint)])
        self.asked = problem


class UsageError(StanceError):
    """The command or function was called in a way that makes no sense.

    Attributes:
        mend: the command to type instead, where one is known.
    """

    exit_code = 2

    def __init__(self, message: str, mend: str = "") -> None:
        self.mend = mend
        super().__init__(message)


class ContractError(StanceError):
    """A frame does not have the columns, types or key that its contract promises."""

    exit_code = 3


def errors_in(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems that stop the work."""
    return tuple(problem for problem in problems if problem.severity == "error")
