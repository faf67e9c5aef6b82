"""A folder of workbooks, opened as one study and analysed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Unpack, get_args

import pandas as pd

import stance
from stance.analysis.agreement import agreement
from stance.analysis.changes import changes
from stance.analysis.contested import contested
from stance.analysis.documents import documents, editions
from stance.analysis.evidence import clashes, evidence
from stance.analysis.filtering import Filter
from stance.analysis.positions import positions
from stance.analysis.silence import one_sided, silence
from stance.core.codebook import Codebook
from stance.core.contracts import ANNOTATIONS, MACHINE_CODINGS
from stance.core.errors import OF_ONE_ANSWER, DataError, Problem, errors_in
from stance.core.imprint import NO_IMPRINT, Imprint
from stance.core.steps import step
from stance.study.combining import combine, of_people
from stance.study.counted import answers_on, dated, met
from stance.study.filtering import WHOLE, Selection, filtered, refuse_too_many, view_of
from stance.study.folder import read_study
from stance.study.history import gone_from
from stance.study.judging import Method, check_draws, judge, scale_of
from stance.study.labels import Found, Read, frame_of
from stance.study.machine_figures import check_machine, corrected_figures
from stance.study.machine_files import Machines, machine_files, read_machines
from stance.study.talks import Talk, talks
from stance.tables.wishes import Wishes
from stance.workbook.chances import Chance
from stance.workbook.content import Content
from stance.workbook.form import NOT_A_CLAIM
from stance.workbook.waiting import WAITING

if TYPE_CHECKING:  # what takes longer is worked out, and imported, when it is first asked for
    from stance.analysis.camps import Camps
    from stance.analysis.dawid_skene import DawidSkene
    from stance.analysis.headlines import Headlines, Lead
    from stance.machines.comparing import Comparison
    from stance.machines.corrected import Corrected
    from stance.reliability import Reliability, Sensitivity
    from stance.reliability.differences import Normed


@dataclass(frozen=True, eq=False)
class Study:
    """Everything that was read from a study's files.

    Attributes:
        name: name of the folder or file, without its ending.
        title: the study's name, as people read it.
        codebook: topics and scale.
        rules: the analyst's own coding rules, which the Guide shows.
        talks: the rounds in which annotators talked over what they code differently.
        article_folder: the folder of its articles that it names; see ``articles_of``.
        imprint: authors, date, licence and version, for citations.
        claims: frame ``CLAIMS``, without what is no claim; a claim without a date of its own has
            that of its source.
        annotations: frame ``ANNOTATIONS``.
        experts: frame ``EXPERTS``.
        expert_columns: what people's own columns say of experts, by id, or by name.
        sources: frame ``SOURCES``.
        views: the saved views, and the filter of each as it was written.
        selection: what of the study this is, and what a filter left out.
        decisions: an adjudicator's answers, frame ``ANNOTATIONS``; they win over annotations.
        waiting: answers and decisions that were given on other words, or toward another
            proposition, than the study has now; frame ``WAITING``. They do not count.
        machine_codings: what machines coded, frame ``MACHINE_CODINGS``; it stands beside what
            people coded and never counts among it.
        inputs: name and SHA-256 of every file that was read of people.
        contents: of each, what it holds.
        pseudonyms: who bears some: annotators, experts or "".
        machine_inputs: likewise of every machine's.
        chances: how likely ``assign`` was to choose each claim for people, and whether it did.
        problems: warnings and notes; and of cells that were skipped, the errors in them.
    """

    name: str
    title: str
    codebook: Codebook
    claims: pd.DataFrame
    annotations: pd.DataFrame
    experts: pd.DataFrame
    sources: pd.DataFrame
    expert_columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    views: tuple[tuple[str, str], ...] = ()
    selection: Selection = WHOLE
    rules: str = ""
    article_folder: str = ""
    talks: tuple[Talk, ...] = ()
    imprint: Imprint = NO_IMPRINT
    decisions: pd.DataFrame = field(default_factory=ANNOTATIONS.empty)
    waiting: pd.DataFrame = field(default_factory=WAITING.empty)
    machine_codings: pd.DataFrame = field(default_factory=MACHINE_CODINGS.empty)
    inputs: tuple[tuple[str, str], ...] = ()
    contents: tuple[Content, ...] = ()
    pseudonyms: str = ""
    machine_inputs: tuple[tuple[str, str], ...] = ()
    chances: Mapping[str, Chance] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @classmethod
    def open(
        cls, path: str | Path, wishes: Wishes | None = None, *, skip_bad_cells: bool = False
    ) -> "Study":
        """Read a folder of workbooks, one workbook, or a plain table of coded claims.

        Args:
            path: the folder or file.
            wishes: what its reader says of plain tables: columns, scale, sheet.
            skip_bad_cells: whether answers that are not legal count as not coded, and are told
                among the problems, instead of stopping the reading; ``OF_ONE_ANSWER``.

        Raises:
            DataError: something in the files needs a person; all problems at once.
            QuestionError: a plain table has several readings; its answers settle which.
        """
        path = Path(path)
        contents = read_study(path, wishes=wishes)
        content = combine(contents)
        left = OF_ONE_ANSWER if skip_bad_cells else frozenset()
        stopped = {p.code for p in errors_in(content.problems)} - left
        if stopped or content.codebook is None:
            raise DataError(content.problems if stopped else (*content.problems, *content.lacks))
        name = path.resolve().name if path.is_dir() else path.stem
        claims = content.claims[content.claims["kind"] != NOT_A_CLAIM].reset_index(drop=True)
        claims = dated(claims, content.sources)
        study = cls(
            name=name,
            title=content.title or name,
            codebook=content.codebook,
            claims=claims,
            annotations=answers_on(claims, content.annotations),
            experts=met(content.experts, claims),
            expert_columns=content.expert_columns,
            sources=content.sources,
            views=content.settings.views,
            rules=content.settings.rules,
            article_folder=content.settings.articles,
            talks=talks(path, content.codebook) if path.is_dir() else (),
            imprint=content.settings.imprint,
            decisions=answers_on(claims, content.decisions),
            waiting=answers_on(claims, content.waiting),
            inputs=tuple((one.name, one.sha256) for one in of_people(contents)),
            contents=tuple(of_people(contents)),
            chances=content.chances,
            problems=(*content.problems, *gone_from(path, contents)),
        )
        files = machine_files(path, contents)
        return study.with_machines(read_machines(files, study)) if files else study

    def with_machines(self, machines: Machines) -> "Study":
        """Return the study with what machines coded."""
        return replace(
            self,
            machine_codings=machines.codings,
            machine_inputs=machines.inputs,
            problems=(*self.problems, *machines.problems),
        )

    @property
    def whole_codebook(self) -> Codebook:
        """The codebook with the topics that a filter left out, which annotations may still name."""
        return self.selection.codebook or self.codebook

    def filtered(self, wanted: Filter | str) -> "Study":
        """Return the study cut to what a filter, or the saved view of a name, asks for.

        Raises:
            UsageError: there is no such view, it names what the study does not have, or it leaves
                no claim.
        """
        if isinstance(wanted, str):
            wanted = view_of(self, wanted)
        return filtered(self, wanted)

    @property
    def articles(self) -> dict[str, str]:
        """The document of each claim; empty where it names no source."""
        claims = self.claims.assign(edition=editions(self.claims, self.sources))
        names = documents(claims).where(claims["source_id"] != "", "")
        return dict(zip(claims["claim_id"].tolist(), names.tolist(), strict=True))

    def analyse(
        self,
        seed: int = 1,
        method: Method = "majority",
        machine: str = "",
        draws: int | None = None,
    ) -> "Findings":
        """Judge the claims, place the experts, compare them, rank the topics.

        Args:
            seed: starts every random draw, so that the same study gives the same findings.
            method: one of ``METHODS``.
            machine: the machine by whose word on all claims figures are to be corrected
                (``Findings.corrected``), if any; it changes nothing else.
            draws: how many draws judge the camps, 99 to 9,999, if not as many as usual; likewise.

        Raises:
            UsageError: no such method or machine, too many experts, too few or many draws.
        """
        refuse_too_many(self)
        check_machine(self, machine)
        check_draws(draws)
        step("judging the claims and placing the experts")
        scale, topics = self.codebook.scale, self.codebook.topic_ids
        judged, model = judge(self, method)
        placed = positions(judged, scale)
        return Findings(
            study=self,
            judgements=judged,
            positions=placed,
            agreement=agreement(placed, self.experts["expert_id"].tolist(), topics, scale),
            seed=seed,
            method=method,
            model=model,
            machine=machine,
            draws=draws,
        )

    def frame(self, name: Read, *, labels: bool = False) -> pd.DataFrame:
        """Return one of the study's frames; as ``Findings.frame``."""
        return frame_of(self, name, get_args(Read), self if labels else None)

    def _repr_html_(self) -> str:
        return self.analyse()._repr_html_()


@dataclass(frozen=True, eq=False)
class Findings:
    """What the analysis of a study found; what takes longer is worked out when first asked for.

    Attributes:
        study: what was analysed.
        judgements: frame ``JUDGEMENTS``.
        positions: frame ``POSITIONS``.
        agreement: frame ``AGREEMENT``.
        seed: the seed of every random draw.
        method: how the claims were judged, one of ``METHODS``.
        model: what Dawid and Skene's model made of the stances, where it was asked for.
        machine: by whose word figures are corrected, if any.
        draws: how many draws judge the camps; None: as many as usual.
    """

    study: Study
    judgements: pd.DataFrame
    positions: pd.DataFrame
    agreement: pd.DataFrame
    seed: int = 1
    method: Method = "majority"
    model: "DawidSkene | None" = None
    machine: str = ""
    draws: int | None = None

    @cached_property
    def contested(self) -> pd.DataFrame:
        """Frame ``CONTESTED``: the topics, the most contested first."""
        book = self.study.codebook
        return contested(self.positions, book.topic_ids, book.scale, seed=self.seed)

    @cached_property
    def sides(self) -> pd.DataFrame:
        """Frame ``SIDES``: the side of each position, and how sure the codes make it."""
        from stance.analysis.sides import sides

        annotations = self.study.annotations
        scale = scale_of(self.method, self.study.codebook.scale)
        return sides(self.positions, self.judgements, annotations, scale, seed=self.seed)

    @cached_property
    def opposed(self) -> pd.DataFrame:
        """Frame ``OPPOSED``: every pair's shared topics, and the chance that it stands opposed."""
        from stance.analysis.sides import opposed

        return opposed(self.sides, self.agreement)

    @cached_property
    def evidence(self) -> pd.DataFrame:
        """Frame ``EVIDENCE``: the claim that best shows each side of each expert on each topic."""
        return evidence(self.judgements, self.study.claims, self.study.codebook.scale)

    @cached_property
    def clashes(self) -> pd.DataFrame:
        """Frame ``CLASHES``: the strongest opposing claims of every divided topic."""
        book = self.study.codebook
        return clashes(self.evidence, self.positions, book.topic_ids, book.scale)

    @cached_property
    def camps(self) -> "Camps":
        """The camps, or the verdict that there are none."""
        from stance.analysis.camps import camps

        step("seeking camps")
        positions, experts, book = self.positions, self._experts, self.study.codebook
        topics, scale = book.topic_ids, book.scale
        return camps(positions, experts, topics, scale, seed=self.seed, draws=self.draws)

    @cached_property
    def changes(self) -> pd.DataFrame:
        """Frame ``CHANGES``: experts against their own other words."""
        return changes(self.judgements, self.study.codebook.scale)

    @cached_property
    def silence(self) -> pd.DataFrame:
        """Frame ``SILENCE``: who has no position on a divided topic."""
        return silence(self.positions, self.contested, self._experts)

    @cached_property
    def one_sided(self) -> pd.DataFrame:
        """Frame ``ONE_SIDED``: for every pair, the topics that only one of them addressed."""
        return one_sided(self.positions, self.agreement)

    @cached_property
    def reliability(self) -> "Reliability":
        """How far the annotators agree, on what, and where they do not."""
        from stance.reliability import assess

        step("measuring how far the annotators agree")
        return assess(self.study.annotations, self.study.whole_codebook, self.study.articles)

    @cached_property
    def norming(self) -> "tuple[Normed, ...]":
        """Agreement before and after each round in which annotators talked, the first one first."""
        annotations, codebook = self.study.annotations, self.study.whole_codebook
        return tuple(talk.normed(annotations, codebook) for talk in self.study.talks)

    @cached_property
    def machines(self) -> "tuple[Comparison, ...]":
        """Each machine's answers beside people's, by the machine's name."""
        from stance.machines.comparing import compare_machines

        study, judged = self.study, self.judgements
        coded = study.annotations, judged, study.machine_codings
        return compare_machines(*coded, study.whole_codebook, study.articles)

    @cached_property
    def corrected(self) -> "Corrected | None":
        """Figures corrected for what the machine gets wrong; None where none was asked for."""
        return corrected_figures(self) if self.machine else None

    @cached_property
    def headlines(self) -> "Sensitivity[Headlines]":
        """The headlines, and what they would be from each annotator alone and without each."""
        from stance.analysis.headlines import headlines
        from stance.reliability import sensitivity

        def found(annotations: pd.DataFrame) -> "Headlines":
            other = self
            if annotations is not self.study.annotations:
                other = replace(self.study, annotations=annotations).analyse(self.seed, self.method)
            return headlines(other.contested, other.agreement)

        return sensitivity(self.study.annotations, found)

    @cached_property
    def lead(self) -> "Lead":
        """The topics on which the experts are most divided, and what can be said of them."""
        from stance.analysis.headlines import lead

        return lead(self.contested, self.headlines)

    @property
    def _experts(self) -> list[str]:
        return list(self.study.experts["expert_id"])

    # What shows findings stands above this room. So the package is asked, where all rooms meet.

    def to_html(self, **wishes: Unpack["stance.report.Wishes"]) -> str:
        """Return the report as one HTML page; as ``stance.report.render``."""
        return stance.report.render(self, **wishes)

    def figure(
        self, kind: "stance.report.Kind", of: str = "", **wishes: Unpack["stance.report.Wishes"]
    ) -> "stance.report.Figure":
        """Return a figure, which a notebook shows as a picture; as ``stance.report.figure``."""
        return stance.report.figure(self, kind, of, **wishes)

    def _repr_html_(self) -> str:
        return stance.report.first_screen(self)

    def frame(self, name: Found, *, labels: bool = False) -> pd.DataFrame:
        """Return one of the frames by its name.

        Args:
            name: one of the attributes that are frames.
            labels: whether names, topics and titles stand beside ids, and dates are dates; see
                ``stance.study.labels.labelled``.

        Raises:
            UsageError: there is no such frame.
        """
        return frame_of(self, name, get_args(Found), self.study if labels else None)
