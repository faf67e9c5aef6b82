"""Two annotators, an analyst and what comes in between, as a machine that hypothesis drives.

No answer may be lost or moved unsaid: see ``promises.broken``.
"""

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import pandas as pd
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from stance.core.codebook import Codebook, Topic
from stance.core.contracts import CLAIMS, EXPERTS, SOURCES
from stance.core.errors import DataError
from stance.study.adjudicating import adjudicate_study
from stance.study.assigning import Plan
from stance.study.correcting import correct_study
from stance.study.history import Answer, answers_by_key, past
from stance.study.issuing import assign_study, update_study
from stance.study.merging import merge_files
from stance.study.receiving import receive
from stance.study.spoken import spoken_in
from stance.workbook import form
from stance.workbook.content import Content
from stance.workbook.reading import read
from stance.workbook.spelling import speller
from stance.workbook.writing import write
from tests.study import hands_on
from tests.study.edited_copy import Copy, State, merged, stored, together
from tests.study.promises import Told, broken, changed

ANNOTATORS = ("ana", "ben")
N_CLAIMS = 8
_MOST_COPIES = 3

_wherever = st.integers(0, 40)
_places = st.tuples(_wherever, _wherever, _wherever)
_anybody = st.sampled_from(ANNOTATORS)
_topics = st.sampled_from([*hands_on.TOPICS, "TOPIC-A ", "none"])
_stances = st.sampled_from(
    [text for label, texts in hands_on.STANCES.items() for text in (label, *texts)]
)
_slots = st.sampled_from([1, 1, 1, 2])
_answers = st.tuples(_wherever, _slots, _topics, _stances, st.sampled_from(["", "1", "2", "3"]))
_all_answers = st.lists(
    st.tuples(_topics, _stances, st.sampled_from(["1", "2", "3"])), min_size=7, max_size=9
)
_remarks = st.sampled_from([*[("note", "")] * 3, *hands_on.CORRECTIONS])
_arranging = st.sampled_from(hands_on.ARRANGING)
_damages = st.sampled_from(hands_on.DAMAGES)
_suffixes = st.sampled_from([".xlsx", ".xlsx", ".ods", ".csv"])
_marks = st.sampled_from([",", ";", "\t"])
_works = st.sampled_from(
    ["update", "assign", "adjudicate", "correct", "reword", "add", "translate"]
)


def new_study(folder: Path) -> Path:
    """Write a study of eight claims, assigned to two annotators."""
    ids = [f"c{n:04d}" for n in range(1, N_CLAIMS + 1)]
    claims = [
        {
            "claim_id": claim_id,
            "expert_id": f"e{n % 3}",
            "source_id": f"s{n % 2}",
            "said_on": "2021-05",
            "claim": f"The treaty number {claim_id[1:]} helps nobody but its own authors.",
        }
        for n, claim_id in enumerate(ids)
    ]
    experts = [{"expert_id": f"e{n}", "name": f"Person{n} Familyname{n}"} for n in range(3)]
    topics = [Topic(name, name.title(), f"{name} is good.") for name in hands_on.TOPICS]
    content = Content(
        name="study.xlsx",
        codebook=Codebook(tuple(topics)),
        claims=CLAIMS.build(claims),
        experts=EXPERTS.build(experts),
        sources=SOURCES.build([{"source_id": f"s{n}", "title": f"Source {n}"} for n in range(2)]),
    )
    write(folder / "study.xlsx", content)
    assign_study(folder, ANNOTATORS, Plan(2, 1.0, 1))
    return folder


@cache
def _template() -> Path:
    """Return a study that is written once for all runs."""
    return new_study(Path(tempfile.mkdtemp(prefix="stance-fuzz-")) / "study")


class Study(RuleBasedStateMachine):
    """A study, the copies that its annotators have, and the files that they sent."""

    #: Steps of all machines of this process.
    steps: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="stance-fuzz-"))
        self.study = self.folder / "study"
        shutil.copytree(_template(), self.study)
        self.spell = speller(read(self.study / "study.xlsx").codebook)
        self.sent = 0  # counts files, and whatever else needs a number of its own
        self.accepted: list[tuple[str, Path, bool]] = []
        self._read: dict[str, Any] = {}
        self.copies: dict[str, list[Copy]] = {name: [] for name in ANNOTATORS}
        self.states = {name: self.state(name) for name in ANNOTATORS}
        for name in ANNOTATORS:
            self._open(name)

    def teardown(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.folder)

    # Annotators.

    @rule(name=_anybody, which=_wherever, anew=st.booleans())
    def begin(self, name: str, which: int, anew: bool) -> None:
        """Begin with the workbook that the study has now, or go on in two copies of one file."""
        if anew:
            self._open(name)
        else:
            self._keep(name, self._copy(name, which).clone())

    @rule(name=_anybody, which=_wherever, answers=st.lists(_answers, min_size=1, max_size=8))
    def answer(self, name: str, which: int, answers: list[tuple[int, int, str, str, str]]) -> None:
        """Answer several claims."""
        copy = self._copy(name, which)
        for row, slot, *typed in answers:
            hands_on.answer(copy, row % len(copy.rows), slot, *typed)

    @rule(name=_anybody, which=_wherever, answers=_all_answers)
    def answer_all(self, name: str, which: int, answers: list[tuple[str, str, str]]) -> None:
        """Answer every claim, as in a copy that is done."""
        self._answer_all(self._copy(name, which), answers)

    @rule(name=_anybody, which=_wherever, row=_wherever, said=_remarks)
    def remark(self, name: str, which: int, row: int, said: tuple[str, str]) -> None:
        """Write a note that no other claim has, or that something is wrong with the claim."""
        copy, (column, text) = self._copy(name, which), said
        row %= len(copy.rows)
        self.sent += 1
        copy.type(row, column, text or f"remark {self.sent} on {copy.claim_in(row)}")

    @rule(name=_anybody, which=_wherever, row=_wherever, column=_wherever, whole=st.booleans())
    def take_back(self, name: str, which: int, row: int, column: int, whole: bool) -> None:
        """Empty a cell, or all that was answered in a row."""
        copy = self._copy(name, which)
        columns = form.answer_columns(copy.columns)
        for emptied in columns if whole else [columns[column % len(columns)]]:
            copy.type(row % len(copy.rows), emptied, "")

    @rule(
        name=_anybody, which=_wherever, row=_wherever, other=_wherever, topic=_topics, to=_stances
    )
    def say_more(self, name: str, which: int, row: int, other: int, topic: str, to: str) -> None:
        """Copy a row for a further topic, or the answers of one claim to another."""
        copy = self._copy(name, which)
        row %= len(copy.rows)
        if topic in hands_on.TOPICS:
            hands_on.further_row(copy, row, other, topic, to)
        else:
            hands_on.copy_answers(copy, row, other % len(copy.rows))

    @rule(name=_anybody, which=_wherever, hand=_arranging, at=_places)
    def arrange(self, name: str, which: int, hand: hands_on.Hand, at: tuple[int, int, int]) -> None:
        """Sort, move, add, rename or delete what may be."""
        hand(self._copy(name, which), *at)

    @rule(name=_anybody, which=_wherever, suffix=_suffixes, mark=_marks)
    def send(self, name: str, which: int, suffix: str, mark: str) -> None:
        """Save a copy, and have it taken in."""
        copy = self._copy(name, which)
        self._receive(name, copy.save(self._inbox(f"{name}{suffix}"), mark), copy)
        copy.taken = copy.meant(self.spell)

    @rule(
        name=_anybody,
        which=_wherever,
        filled=st.none() | _all_answers,
        damages=st.lists(st.tuples(_damages, _places), min_size=1, max_size=2),
        suffix=_suffixes,
        mark=_marks,
    )
    def send_damaged(
        self,
        name: str,
        which: int,
        filled: list[tuple[str, str, str]] | None,
        damages: list[tuple[hands_on.Hand, tuple[int, int, int]]],
        suffix: str,
        mark: str,
    ) -> None:
        """Damage a copy, whether or not it is done, and have it taken in."""
        copy = self._copy(name, which)
        if filled:
            self._answer_all(copy, filled)
        hurt = copy.clone()
        done = list(filter(None, (damage(hurt, *at) for damage, at in damages)))
        path = hurt.save(self._inbox(f"{name}{suffix}"), mark)
        if self._receive(name, path, hurt, done):  # whoever is told begins anew
            self.copies[name] = [other for other in self.copies[name] if other is not copy]
            self._open(name)

    @precondition(lambda self: self.accepted)
    @rule(which=_wherever)
    def send_again(self, which: int) -> None:
        """Send what was taken in before: nothing may come of it.

        A file that brought nothing is not known again; what it says by now may be news, and told.
        """
        name, path, brought = self.accepted[which % len(self.accepted)]
        before, history = self.states[name], self._files().get("history.csv", b"")
        told = Told(receive(self.study, [path]).problems)
        self.states[name] = now = self.state(name)
        known = {c for c in {*before, *now} if brought or not told.of(c, ("answer",))}
        found = list(changed(*({c: s[c] for c in known if c in s} for s in (before, now))))
        assert not found, "\n".join((f"{path.name} was sent again, and told: {told}", *found))
        same = self._files().get("history.csv", b"") == history
        assert same or now != before, f"{path.name} was sent again, and the history is longer"
        self._same_answers("sending a file again")

    @rule(name=_anybody, which=_wherever, other=_wherever)
    def merge(self, name: str, which: int, other: int) -> None:
        """Put two copies of one edition together, and go on with what comes of it."""
        one, two = self._copy(name, which), self._copy(name, other)
        if one is two or one.issued != two.issued:
            return
        sides = (one, two)
        left, right = (c.save(self._inbox(f"{name}-{n}.xlsx")) for n, c in enumerate(sides))
        out = self._inbox(f"{name}-merged.xlsx")
        _, problems = merge_files(one.issued, left, right, out)
        whole = Copy.of(out, self.spell)
        began, shown = Copy.of(one.issued, self.spell).taken, one.shown() & two.shown()
        meant = merged(one.meant(self.spell), two.meant(self.spell), began)
        found = list(broken(began, whole.taken, began, meant, shown, Told(problems)))
        assert not found, "\n".join(("after merging:", *found, *map(str, problems)))
        whole.began, whole.taken = began, together(one.taken, two.taken)
        self.copies[name] = [c for c in self.copies[name] if c is not one and c is not two]
        self._keep(name, whole)

    # The analyst.

    @rule(work=_works, row=_wherever)
    def analyse(self, work: str, row: int) -> None:
        """Do something that may change nobody's answers."""
        before = self._files()
        try:
            getattr(self, f"_{work}")(row)
        except DataError:
            left = {name: data for name, data in self._files().items() if name in before}
            assert left == before, f"{work} refused, but something was written"
        self._same_answers(work)
        for name in ANNOTATORS:
            self._history_is_whole(name, work)

    def _update(self, _: int) -> None:
        update_study(self.study)

    def _translate(self, which: int) -> None:
        """Issue the workbooks in one of the languages, or each in another."""
        asks = ("ru", "en", f"{ANNOTATORS[0]}=ru,{ANNOTATORS[1]}=en")
        update_study(self.study, spoken_in(asks[which % len(asks)]))

    def _assign(self, _: int) -> None:
        assign_study(self.study, ANNOTATORS, Plan(2, 1.0, 1))

    def _adjudicate(self, _: int) -> None:
        adjudicate_study(self.study)

    def _correct(self, _: int) -> None:
        correct_study(self.study)

    def _reword(self, row: int) -> None:
        """Write other words into a claim."""
        claims = read(self.study / "study.xlsx").claims.copy()
        self.sent += 1
        words = f"Quite other words, number {self.sent}, stand here now."
        claims.loc[row % len(claims), "claim"] = words
        self._write_claims(claims)

    def _add(self, _: int) -> None:
        """Add a claim."""
        self.sent += 1
        words = f"Added words, number {self.sent}."
        claim = {"claim_id": f"n{self.sent:04d}", "expert_id": "e1", "claim": words}
        known = read(self.study / "study.xlsx").claims
        self._write_claims(pd.concat([known, CLAIMS.build([claim])], ignore_index=True))

    def _write_claims(self, claims: pd.DataFrame) -> None:
        path = self.study / "study.xlsx"
        write(path, replace(read(path), claims=claims))

    # Means.

    def check_invariants(self, *args: Any, **kwargs: Any) -> None:
        """Count the steps: hypothesis calls this after each."""
        Study.steps += 1
        super().check_invariants(*args, **kwargs)

    def state(self, name: str) -> State:
        """Return what the study has of an annotator."""
        return stored(self._content(name), self.spell)

    def _content(self, name: str) -> Content:
        """Return the annotator's workbook; it is read only where something has changed."""
        study, own = self.study / "study.xlsx", self.study / f"{name}.xlsx"
        files = (study.read_bytes(), own.read_bytes())
        if self._read.get(name, (None,))[0] != files:
            self._read[name] = (files, read(own, read(study)))
        return self._read[name][1]

    def _files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.study.iterdir()}

    def _inbox(self, name: str) -> Path:
        self.sent += 1
        path = self.folder / f"{self.sent}" / name
        path.parent.mkdir()
        return path

    def _open(self, name: str) -> None:
        path = self._inbox(f"{name}.xlsx")
        shutil.copy(self.study / f"{name}.xlsx", path)
        self._keep(name, Copy.of(path, self.spell))

    def _keep(self, name: str, copy: Copy) -> None:
        self.copies[name] = [*self.copies[name], copy][-_MOST_COPIES:]

    def _copy(self, name: str, which: int) -> Copy:
        copies = self.copies[name]
        return copies[which % len(copies)]

    def _answer_all(self, copy: Copy, answers: list[tuple[str, str, str]]) -> None:
        for row in range(len(copy.rows)):
            hands_on.answer(copy, row, 1, *answers[row % len(answers)])

    def _receive(self, name: str, path: Path, copy: Copy, damages: Sequence[str] = ()) -> bool:
        """Take a file in, and hold what comes of it against what may; say whether it was taken."""
        what = f"{path.suffix[1:]} of {name}, {'; '.join(damages) or 'undamaged'}:"
        before, files = self.states[name], self._files()
        try:
            received = receive(self.study, [path])
        except DataError as error:
            refused = str(error)
        else:
            refused = ""
        if refused:
            assert self._files() == files, f"{what} refused, but something was written"
            assert damages, f"{what} refused: {refused}"
            return False
        self.accepted.append((name, path, bool(received.changes[name])))
        self.states[name] = now = self.state(name)
        self._same_answers(what)
        told = Told(received.problems, copy.places(), bool(damages))
        meant = copy.meant(self.spell)
        found = list(broken(before, now, copy.taken, meant, copy.shown(), told, copy.began))
        assert not found, "\n".join((what, *found, f"told: {told}"))
        self._history_is_whole(name, what)
        return True

    def _same_answers(self, what: str) -> None:
        for name in ANNOTATORS:
            found = list(changed(self.states[name], self.state(name)))
            assert not found, "\n".join((f"{what} changed the answers of {name}:", *found))

    def _history_is_whole(self, name: str, what: str) -> None:
        """Hold the last that the history says of each answer against the workbook."""
        now = {
            k: a.spelled(self.spell) for k, (a, _) in answers_by_key(self._content(name)).items()
        }
        last = {k: a[-1].spelled(self.spell) for k, a in past(self.study).answers.items()}
        last = {key: answer for key, answer in last.items() if key[0] == name}
        for key in sorted({*now, *last}):
            here, told = now.get(key, Answer()), last.get(key, Answer())
            assert here == told, f"{what} {key} is {here}, and by the history {told}"


class Undamaged(Study):
    """The same without damage: whatever people type, arrange, send late and merge."""

    send_damaged = None  # type: ignore[assignment]
