"""Files of other programs, turned into studies of workbooks or into one long table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from stance.core.contracts import ANSWERS
from stance.core.errors import ContractError, Problem, UsageError
from stance.core.files import write_whole
from stance.exchange.dna import DnaStudy, read_dna
from stance.exchange.dna_codebook import short_names
from stance.exchange.incoming.building import articles_of, build_contents
from stance.exchange.incoming.long_table import write_long_table
from stance.exchange.incoming.passages import KEPT, MACHINE, Choices, Intake, Passage
from stance.exchange.incoming.registry import Known, Reader, recognise
from stance.exchange.incoming.resolving import Claim, resolve, with_chosen
from stance.study.csv_folder import write_study
from stance.workbook.content import Content, Settings
from stance.workbook.form import STUDY_FILE

#: Names of workbooks that are no annotator's.
_TAKEN = ("study", "adjudicated")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    Attributes:
        what: each file's name, and what it is.
        written: the files.
        taken: sentences on what the study holds.
        lost: sentences on what the files hold that a study does not, and what was assumed.
        problems: what is wrong in single places.
    """

    what: tuple[tuple[str, str], ...]
    written: tuple[Path, ...]
    taken: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass
class Ledger:
    """Counts marks on their way, so that none is lost without a word."""

    passages: int = 0
    marks: int = 0
    elsewhere: int = 0
    placed: int = 0
    answers: int = 0
    stances: int = 0
    predicted: int = 0
    annotators: set[str] = field(default_factory=set)
    topics: set[str] = field(default_factory=set)

    def balance(self) -> None:
        """Make sure that every mark is in the study or was counted.

        Raises:
            ContractError: a mark is missing, which is a fault of this program.
        """
        if self.marks != self.placed + self.elsewhere:
            raise ContractError(
                f"{self.marks} marks were read, {self.placed} placed and {self.elsewhere} counted "
                "as left out"
            )


def import_files(
    files: Sequence[Path],
    output: Path,
    choices: Choices | None = None,
    articles: Path | None = None,
) -> Imported:
    """Turn files of another program into a study, or into a table if the output ends in .csv.

    Args:
        files: files of one format, or folders of them; they are never written to.
        output: folder of the new study, or a table, which takes any number of marks.
        choices: which fields hold topic, stance and expert, where the format's default is wrong.
        articles: where to write the documents, to which the locators refer; nowhere if None.

    Raises:
        DataError: a file cannot be read, or is none that is taken.
        UsageError: there is a study in the folder already, or a choice is to be made.
    """
    choices = choices or Choices()
    known = recognise(files)
    if known.format is None:
        return _import_database(known, output, choices, articles)
    intake = Intake(title=files[0].resolve().stem)
    ledger = Ledger()
    claims = _claims(known, known.format.read, choices, intake, ledger)
    if output.suffix.lower() == ".csv":
        write_long_table(output, _counted(claims, ledger), choices, intake)
        if articles:
            _write_articles(articles, articles_of(intake))
        written = [output]
    else:
        written = _write(output, _counted(claims, ledger), choices, intake, articles)
    ledger.balance()
    intake.losses.mark(MACHINE, ledger.predicted - intake.losses.used[KEPT])
    return Imported(
        known.names, tuple(written), _taken(ledger, intake), _lost(intake), tuple(intake.problems)
    )


def _write(
    folder: Path, claims: Iterator[Claim], choices: Choices, intake: Intake, articles: Path | None
) -> list[Path]:
    if (folder / STUDY_FILE).exists():
        raise UsageError(f"{folder} holds a study already; name another folder")
    contents = build_contents(claims, choices, intake)
    if articles:
        _write_articles(articles, articles_of(intake))
    return write_study(folder, contents)


def _write_articles(folder: Path, texts: Mapping[str, str]) -> None:
    """Write the documents; before the study, for what is broken off before it can be done anew."""
    for name, text in texts.items():
        write_whole(folder / name, text.encode("utf-8", "replace"))


def _claims(
    known: Known, read: Reader, choices: Choices, intake: Intake, ledger: Ledger
) -> Iterator[Claim]:
    """Read and resolve, passage by passage."""
    fields: dict[str, None] = {}
    found = set[str]()
    for one in read([path for path, _ in known.files], intake):
        passage = with_chosen(one, choices)
        ledger.passages += 1
        ledger.marks += len(passage.marks)
        ledger.predicted += len(passage.predicted)
        before = intake.losses.marks.total() + intake.losses.used.total()
        yield resolve(passage, choices, intake)
        after = intake.losses.marks.total() + intake.losses.used.total()
        ledger.elsewhere += after - before
        if len(fields) < 200:
            fields |= _fields(passage)
        found |= {name for name in _chosen(choices) if name.casefold() in _folded(passage)}
    absent = [name for name in _chosen(choices) if name not in found]
    if absent and ledger.passages:
        listed = ", ".join(sorted(fields)) or "none"
        raise UsageError(f'nothing is called "{absent[0]}"; the fields are: {listed}')


def _chosen(choices: Choices) -> list[str]:
    return [name for name in (choices.topic, choices.stance, choices.expert) if name]


def _fields(passage: Passage) -> dict[str, None]:
    names = dict.fromkeys([*passage.also, *(mark.field for mark in passage.marks)])
    return names | dict.fromkeys(mark.label[0] for mark in passage.marks if len(mark.label) > 1)


def _folded(passage: Passage) -> set[str]:
    return {name.casefold() for name in _fields(passage)}


def _counted(claims: Iterator[Claim], ledger: Ledger) -> Iterator[Claim]:
    for claim in claims:
        for answer in claim.answers:
            ledger.placed += answer.marks
            ledger.answers += 1
            ledger.stances += bool(answer.stance)
            ledger.annotators.add(answer.annotator)
            ledger.topics.add(answer.topic)
        yield claim


def _taken(ledger: Ledger, intake: Intake) -> tuple[str, ...]:
    counts = (
        (ledger.passages, "passages"),
        (len(intake.documents), "documents"),
        (ledger.answers, "codes"),
        (ledger.stances, "of them with a stance"),
        (len(ledger.annotators), "annotators"),
        (len(ledger.topics | set(intake.topics)), "topics"),
    )
    sentences = [", ".join(f"{number:,} {what}" for number, what in counts)]
    if ledger.answers and not ledger.stances:
        sentences.append("no code tells a stance; name what does with --stance-from")
    return tuple(sentences)


def _lost(intake: Intake) -> tuple[str, ...]:
    losses = intake.losses
    return (
        *(f"codes left out: {n:,} {what}" for what, n in sorted(losses.marks.items())),
        *(f"left out: {n:,} {what}" for what, n in sorted(losses.things.items())),
        *(f"taken otherwise: {n:,} {what}" for what, n in sorted(losses.used.items())),
        *(f"assumed: {sentence}" for sentence in intake.assumed),
    )


def _import_database(
    known: Known, output: Path, choices: Choices, articles: Path | None
) -> Imported:
    ((path, _),) = known.files
    written, problems = import_dna(
        path,
        output,
        expert_variable=choices.expert or "organization",
        topic_variable=choices.topic or "concept",
        stance_variable=choices.stance or "agreement",
        articles=articles,
    )
    return Imported(known.names, tuple(written), problems=problems)


def import_dna(
    path: Path,
    folder: Path,
    *,
    expert_variable: str = "organization",
    topic_variable: str = "concept",
    stance_variable: str = "agreement",
    articles: Path | None = None,
) -> tuple[list[Path], tuple[Problem, ...]]:
    """Write the study of a DNA 3 database: the analyst's workbook, and one for every coder.

    Args:
        path: the database; it is never written to.
        folder: folder of the new study.
        expert_variable: the variable that says who speaks.
        topic_variable: the variable that says about what.
        stance_variable: the variable that says how.
        articles: where to write the documents, to which the locators refer; nowhere if None.

    Returns:
        The workbooks, and what was left out or assumed.

    Raises:
        DataError: the database cannot be read, or a text does not fit into a cell.
        UsageError: there is a study in the folder already.
    """
    if (folder / STUDY_FILE).exists():
        raise UsageError(f"{folder} holds a study already; name another folder")
    study = read_dna(
        path,
        expert_variable=expert_variable,
        topic_variable=topic_variable,
        stance_variable=stance_variable,
    )
    contents = contents_of(study)
    if articles:
        _write_articles(articles, study.articles)
    return write_study(folder, contents), study.problems


def contents_of(study: DnaStudy) -> tuple[Content, ...]:
    """Return what the workbooks hold: the study first, then one content for every coder."""
    analyst = Content(
        name=STUDY_FILE,
        settings=Settings(title=study.title, slots=study.slots),
        codebook=study.codebook,
        claims=study.claims,
        experts=study.experts,
        sources=study.sources,
    )
    names = short_names(study.annotations["annotator"])
    coded = []
    for short in names.labels:
        annotator = f"coder-{short}" if short in _TAKEN else short
        rows = study.annotations[study.annotations["annotator"].map(names.of) == short]
        answers = rows.assign(annotator=annotator, confidence="")
        coded.append(
            replace(
                analyst,
                name=f"{annotator}.xlsx",
                annotator=annotator,
                answers=ANSWERS.check(ANSWERS.complete(answers)),
            )
        )
    return (analyst, *coded)
