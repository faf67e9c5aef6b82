"""A study extended by what was found in articles; what it has keeps its ids and codes."""

import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from stance.articles.article import Article, Finding
from stance.articles.passages import KEPT_TEXTS
from stance.core.codebook import Codebook
from stance.core.contracts import CLAIMS, EXPERTS, SOURCES
from stance.core.errors import DataError, Problem, UsageError, errors_in
from stance.core.text import fold, key_phrase, listed
from stance.extract.cutting import around
from stance.extract.finding import Found, keep_copies
from stance.extract.unlikely import unlikely
from stance.study.anchoring import anchor
from stance.study.article_folder import named_within, remember_articles
from stance.study.describing import Reading
from stance.study.joining import Experts, mentions
from stance.study.locking import one_at_a_time
from stance.study.source_rows import source_row, undated_note
from stance.workbook.content import Content, Settings
from stance.workbook.form import NOT_A_CLAIM, STUDY_FILE, UNSURE
from stance.workbook.reading import read
from stance.workbook.writing import write

_ENDS = " .,!?…"
#: Fewer words may well be said twice, and more are no pull-quote.
_LEAST_PULLED = 4
_MOST_PULLED = 60
#: A cell holds no more.
_MOST_CELL = 32_000

Words = Literal["verbatim", "locators"]


@dataclass(frozen=True, eq=False)
class Extended:
    """A study with the claims of articles in it.

    Attributes:
        content: the analyst's workbook.
        added: how many claims are new, by article file.
        repeats: files whose text another file has too, with that one; they add nothing.
        changed: whether anything differs from the study as it was.
        unsure: ids of the new claims whose speaker or span is a guess.
        apart: ids of passages that are probably no claims; they stand last, and are left out.
        problems: articles that changed and claims that no longer stand in them.
    """

    content: Content
    added: dict[Path, int]
    repeats: dict[Path, Path]
    changed: bool
    unsure: tuple[str, ...]
    apart: tuple[str, ...]
    problems: tuple[Problem, ...]

    def unsure_note(self) -> list[Problem]:
        """Return notes that name the claims to look at first, and what is probably none."""
        file = self.content.name
        if self.apart:
            message = f"probably no claims, and left out: {listed(self.apart)}"
            hint = "speaker_reason says why; empty the cell kind of one that is a claim"
            apart = [Problem(code="unlikely-claim", message=message, hint=hint, file=file)]
        else:
            apart = []
        if not self.unsure:
            return apart
        guessed = f"who says them is a guess for {len(self.unsure)} of the new claims"
        message = f"{guessed}: {listed(self.unsure)}"
        file = self.content.name
        return [Problem(code="unsure-speaker", message=message, file=file)]


def open_study(folder: Path, title: str = "") -> Content:
    """Return the analyst's workbook of a study, an empty one where there is none yet.

    Args:
        folder: the study's folder.
        title: the name of a new study; its folder's unless given.

    Raises:
        DataError: the workbook is there but has errors.
        UsageError: it is there and has another title.
    """
    path = folder / STUDY_FILE
    if not path.exists():
        settings = Settings(title=title or folder.resolve().name)
        return Content(name=STUDY_FILE, settings=settings, codebook=Codebook(()))
    content = read(path)
    if errors_in(content.problems):
        raise DataError(content.problems)
    if title and title != content.title:
        where = f"change it in {path}, on the sheet Settings"
        again = f"stance extract ARTICLES -o {shlex.quote(str(folder))}"
        raise UsageError(f'the study has the title "{content.title}" already; {where}', again)
    return content


@one_at_a_time("extract")
def extend_study(
    folder: Path,
    found: Sequence[Found],
    words: Words = "verbatim",
    title: str = "",
    articles: Path | None = None,
) -> tuple[Extended, int]:
    """Write what was found into a study, new or existing, with the texts that locators refer to.

    Args:
        folder: the study's folder.
        found: see ``extend``.
        words: see ``extend``.
        title: see ``open_study``.
        articles: the one folder that they were found in, which is remembered.

    Returns:
        The extended study, and how many texts were kept beside it.

    Raises:
        DataError: the study's workbook has errors, or is open in a spreadsheet.
        UsageError: see ``open_study``.
    """
    study = open_study(folder, title)
    if articles and not study.settings.articles:
        settings = replace(study.settings, articles=named_within(folder, articles))
        study = replace(study, settings=settings)
        remember_articles(folder, study.title, articles)
    extended = extend(study, found, words)
    path = folder / extended.content.name
    if extended.changed or not path.exists():
        write(path, extended.content)
    return extended, keep_copies(folder / KEPT_TEXTS, found, extended.content.sources)


def extend(study: Content, found: Sequence[Found], words: Words = "verbatim") -> Extended:
    """Return the study with what was found; claims it has keep their ids and words.

    An article that the study knows by its hash adds only passages that no claim covers yet. One
    known by its name that has changed is re-anchored: a claim whose words stand in it gets its
    new place; any other is reported, and loses the place that means nothing any more.

    Args:
        study: the analyst's workbook, or an empty one.
        found: articles with their findings.
        words: "verbatim" writes the words into the claims; "locators" writes only where they
            stand, with the first few as key phrase.
    """
    sources = study.sources.to_dict("records")
    claims = study.claims.to_dict("records")
    problems: list[Problem] = []
    added: dict[Path, int] = {}
    new: list[tuple[str, Article, Finding]] = []
    told: list[tuple[str, Reading]] = []
    firsts: dict[str, Path] = {}
    repeats: dict[Path, Path] = {}
    present = {one.article.sha256 for one in found}
    for one in found:
        first = firsts.setdefault(one.article.sha256, one.path)
        if first != one.path:
            repeats[one.path] = first
            continue
        source, changed = source_row(one, sources, present)
        own = [claim for claim in claims if claim["source_id"] == source["source_id"]]
        problems += anchor(own, one, changed)
        fresh = _fresh(one, [(c["start"], c["end"]) for c in own])
        added[one.path] = len(fresh)
        new += [(source["source_id"], one.article, finding) for finding in fresh]
        told += [(source["source_id"], Reading(one.article.file, d)) for d in one.people]
    experts = Experts(study.experts, mentions([(s, finding) for s, _, finding in new]), told)
    new.sort(key=lambda one: bool(_why_not(one[1], one[2])))
    for number, (source_id, article, finding) in enumerate(new, start=_last(claims) + 1):
        claim = _claim(f"c{number:04}", finding, article, source_id, words)
        claims.append(claim | {"expert_id": experts.id_of(finding, source_id)})
    undated = undated_note(sources, [(s, finding) for s, _, finding in new])
    notes = (*problems, *undated, *experts.joined(), *experts.describe())
    content = replace(
        study,
        claims=CLAIMS.build(claims),
        sources=SOURCES.build(sources),
        experts=EXPERTS.build(experts.rows),
    )
    apart, unsure = _apart_and_unsure(claims[len(study.claims) :])
    moved = _differs(content, study)
    return Extended(content, added, repeats, moved, unsure, apart, notes)


def _fresh(one: Found, taken: Sequence[tuple[float, float]]) -> list[Finding]:
    """Return what of an article is worth coding and stands where no claim does."""
    return [f for f in worth_coding(_not_pulled(one)) if not _covered(f, taken)]


def _differs(one: Content, other: Content) -> bool:
    """Whether two workbooks differ in their claims, sources or experts."""
    pairs = (
        (one.claims, other.claims),
        (one.sources, other.sources),
        (one.experts, other.experts),
    )
    return not all(a.equals(b) for a, b in pairs)


def _apart_and_unsure(
    claims: Sequence[dict[str, Any]],
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids of what is probably no claim, and of claims whose speaker is a guess."""
    apart = tuple(c["claim_id"] for c in claims if c["kind"] == NOT_A_CLAIM)
    sure = (c for c in claims if c["kind"] != NOT_A_CLAIM)
    return apart, tuple(c["claim_id"] for c in sure if c["speaker_confidence"] < UNSURE)


def worth_coding(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings without those whose words stand in another one of the same expert."""
    outer: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (f.start, -f.end)):
        inside = (
            o.start <= finding.start and finding.end <= o.end and o.expert == finding.expert
            for o in reversed(outer[-20:])
        )
        if not any(inside):
            outer.append(finding)
            yield finding


def _not_pulled(one: Found) -> Iterator[Finding]:
    """Yield the findings without pull-quotes.

    These are direct speech without a cue whose words somebody is quoted with in another place.
    """
    said: dict[tuple[str, ...], set[str]] = {}
    for finding in one.findings:
        if finding.kind == "direct" and finding.cue:
            words = _plain_words(one, finding)
            for at in range(len(words) - _LEAST_PULLED + 1):
                beginning = tuple(words[at : at + _LEAST_PULLED])
                said.setdefault(beginning, set()).add(" ".join(words[at : at + _MOST_PULLED]))
    for finding in one.findings:
        words = _plain_words(one, finding)
        quoted = said.get(tuple(words[:_LEAST_PULLED]), ())
        alone = finding.kind == "direct" and not finding.cue and len(words) <= _MOST_PULLED
        if not (alone and any(other.startswith(" ".join(words)) for other in quoted)):
            yield finding


def _plain_words(one: Found, finding: Finding) -> list[str]:
    return fold(one.article.words(finding.start, finding.end)).strip(_ENDS).split()


def _last(claims: Sequence[dict[str, Any]]) -> int:
    """Return the highest number among ids such as c0042; 0 where there is none."""
    found = (re.fullmatch(r"c(\d{1,9})", claim["claim_id"]) for claim in claims)
    return max((int(match[1]) for match in found if match), default=0)


def _covered(finding: Finding, taken: Sequence[tuple[float, float]]) -> bool:
    """Whether a claim of the study already stands on most of the same words."""
    for start, end in taken:
        shared = min(end, finding.end) - max(start, finding.start)
        if shared > 0 and shared * 2 >= min(end - start, finding.end - finding.start):
            return True
    return False


def _context(finding: Finding, article: Article) -> tuple[str, str]:
    """Return the sentence before words and the one after them; answers have their question."""
    if finding.kind == "answer":
        return "", ""
    body = [b for b in article.blocks if b.kind == "body"]
    here = [n for n, b in enumerate(body) if b.start < finding.end and finding.start < b.end]
    if not here:
        return "", ""
    low, high = body[max(0, here[0] - 1)].start, body[min(len(body) - 1, here[-1] + 1)].end
    return around(article.plain or article.text, finding.start, finding.end, low, high)


def _why_not(article: Article, finding: Finding) -> str:
    """Return why a finding is probably no claim; empty where it may be one."""
    return unlikely(article.words(finding.start, finding.end), finding.expert)


def _claim(
    claim_id: str, finding: Finding, article: Article, source_id: str, words: Words
) -> dict[str, Any]:
    passage = article.words(finding.start, finding.end)
    shown = passage if len(passage) <= _MOST_CELL else passage[:_MOST_CELL] + " …"
    shown = shown.removesuffix(",")  # it belongs to “…,” said somebody
    why_not = _why_not(article, finding)
    before, after = _context(finding, article) if words == "verbatim" else ("", "")
    return {
        "claim_id": claim_id,
        "source_id": source_id,
        "said_on": finding.said_on or article.published,
        "question": finding.question,
        "claim": shown if words == "verbatim" else "",
        "key_phrase": "" if words == "verbatim" else key_phrase(passage),
        "kind": NOT_A_CLAIM if why_not else finding.kind,
        "speaker_attitude": finding.attitude,
        "cue": finding.cue,
        "context_before": before,
        "context_after": after,
        "speaker": finding.speaker,
        "speaker_confidence": finding.confidence,
        "speaker_reason": f"probably no claim: {why_not}" if why_not else finding.reason,
        "start": finding.start,
        "end": finding.end,
        "file": "",
        "sheet": "",
        "row": 0,
    }
