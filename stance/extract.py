"""From articles to claims: what was found, whose words it is, and the rows of a study."""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from stance.articles import Article, Finding
from stance.codebook import Codebook
from stance.errors import DataError, Problem, errors_in
from stance.files import write_whole
from stance.frames import CLAIMS, EXPERTS, SOURCES
from stance.name_frames import MENTIONS
from stance.names import aliases, cluster
from stance.quotes import find
from stance.sources import article_files, needs_copy, read_article
from stance.text import key_phrase
from stance.workbook import STUDY_FILE, UNSURE, Content, Settings, read

#: A cell holds no more.
_MOST_CELL = 32_000
_UNKNOWN = "unknown speaker"

Words = Literal["verbatim", "locators"]


@dataclass(frozen=True, eq=False)
class Found:
    """One article and what was found in it.

    Attributes:
        path: the file it was read from.
        article: its text and metadata.
        findings: what it gives to somebody.
    """

    path: Path
    article: Article
    findings: tuple[Finding, ...]

    @property
    def kinds(self) -> dict[str, int]:
        """How many findings of each kind there are."""
        return dict(Counter(finding.kind for finding in self.findings))


def extract(
    paths: Sequence[Path], advance: Callable[[str], None] = lambda file: None
) -> Iterator[Found | Problem]:
    """Yield every article with its findings, and a problem for each that cannot be read.

    Args:
        paths: article files and folders of them; a ``sources.csv`` beside an article says what
            is known of it (columns file, title, publisher, published, author, language).
        advance: called with the name of each file that is done.
    """
    files, problems = article_files(paths)
    yield from problems
    lists: dict[Path, dict[str, dict[str, str]]] = {}
    for path in files:
        if path.parent not in lists:
            lists[path.parent] = _listed(path.parent / "sources.csv")
        try:
            article = read_article(path, lists[path.parent].get(path.name))
            yield Found(path, article, tuple(find(article)))
        except DataError as error:
            yield from error.problems
        advance(path.name)


def _listed(path: Path) -> dict[str, dict[str, str]]:
    """Return the rows of a sources.csv by file name; nothing where there is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return {}
    rows = csv.DictReader(text.splitlines())
    return {
        row["file"]: {k: v or "" for k, v in row.items() if isinstance(k, str)}
        for row in rows
        if row.get("file")
    }


def as_records(found: Found) -> list[dict[str, Any]]:
    """Return the findings of an article as plain dictionaries, for JSON."""
    names = ("start", "end", "kind", "speaker", "expert", "question", "cue", "confidence", "reason")
    return [
        {"source": found.path.name} | {name: getattr(finding, name) for name in names}
        for finding in found.findings
    ]


@dataclass(frozen=True, eq=False)
class Extended:
    """A study with the claims of articles in it.

    Attributes:
        content: the analyst's workbook.
        added: how many claims are new, by article file.
        changed: whether anything differs from the study as it was.
        unsure: ids of the new claims whose speaker or span is a guess.
        problems: articles that changed and claims that no longer stand in them.
    """

    content: Content
    added: dict[str, int]
    changed: bool
    unsure: tuple[str, ...]
    problems: tuple[Problem, ...]

    def unsure_note(self) -> list[Problem]:
        """Return one note that names the claims to look at first."""
        if not self.unsure:
            return []
        shown = ", ".join(self.unsure[:20]) + (" …" if len(self.unsure) > 20 else "")
        message = f"who says them is a guess for {len(self.unsure)} of the new claims: {shown}"
        file = self.content.name
        return [Problem(code="unsure-speaker", message=message, file=file)]


def open_study(folder: Path) -> Content:
    """Return the analyst's workbook of a study, an empty one where there is none yet.

    Raises:
        DataError: the workbook is there but has errors.
    """
    path = folder / STUDY_FILE
    if not path.exists():
        settings = Settings(title=folder.resolve().name)
        return Content(name=STUDY_FILE, settings=settings, codebook=Codebook(()))
    content = read(path)
    if errors_in(content.problems):
        raise DataError(content.problems)
    return content


def extend(study: Content, found: Sequence[Found], words: Words = "verbatim") -> Extended:
    """Return the study with what was found; claims it has keep their ids and words.

    An article that the study knows by its hash adds only passages that no claim covers yet. One
    known by its name that has changed is re-anchored: a claim whose words stand exactly once in
    it gets its new place, any other is reported and keeps its old one.

    Args:
        study: the analyst's workbook, or an empty one.
        found: articles with their findings.
        words: "verbatim" writes the words into the claims; "locators" writes only where they
            stand, with the first few as key phrase.
    """
    sources = study.sources.to_dict("records")
    claims = study.claims.to_dict("records")
    problems: list[Problem] = []
    added: dict[str, int] = {}
    new: list[tuple[str, Article, Finding]] = []
    moved = False
    for one in found:
        source, changed = _source(one, sources)
        own = [claim for claim in claims if claim["source_id"] == source["source_id"]]
        moved = moved or changed
        if changed:
            problems += _anchor(own, one)
        taken = [(c["start"], c["end"]) for c in own]
        fresh = [f for f in worth_coding(one.findings) if not _covered(f, taken)]
        added[one.path.name] = len(fresh)
        new += [(source["source_id"], one.article, finding) for finding in fresh]
    experts = _Experts(study.experts, _mentions([(s, finding) for s, _, finding in new]))
    last = max((int(n) for c in claims if (n := _digits(c["claim_id"]))), default=0)
    unsure: list[str] = []
    for number, (source_id, article, finding) in enumerate(new, start=last + 1):
        claim = _claim(f"c{number:04}", finding, article, source_id, words)
        claims.append(claim | {"expert_id": experts.id_of(finding, source_id)})
        if finding.confidence < UNSURE:
            unsure.append(claim["claim_id"])
    content = replace(
        study,
        claims=CLAIMS.build(claims),
        sources=SOURCES.build(sources),
        experts=EXPERTS.build(experts.rows),
    )
    moved = moved or len(sources) > len(study.sources) or bool(new)
    return Extended(content, added, moved, tuple(unsure), tuple(problems))


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


def _digits(claim_id: str) -> str:
    match = re.fullmatch(r"c(\d{1,9})", claim_id)
    return match[1] if match else ""


def _covered(finding: Finding, taken: Sequence[tuple[float, float]]) -> bool:
    """Whether a claim of the study already stands on most of the same words."""
    for start, end in taken:
        shared = min(end, finding.end) - max(start, finding.start)
        if shared > 0 and shared * 2 >= min(end - start, finding.end - finding.start):
            return True
    return False


def _source(one: Found, sources: list[dict[str, Any]]) -> tuple[dict[str, Any], bool]:
    """Return the article's row, made where it is new, and whether the article has changed."""
    article = one.article
    for row in sources:
        if row["sha256"] == article.sha256:
            return row, False
    for row in sources:
        if row["file"] == article.file:
            changed = bool(row["sha256"])
            row["sha256"] = article.sha256
            return row, changed
    row = {
        "source_id": _free(_slug(one.path.stem) or "source", {r["source_id"] for r in sources}),
        "file": article.file,
        "title": article.title,
        "publisher": article.publisher,
        "published": article.published,
        "genre": _genre(one.findings),
        "language": article.language,
        "sha256": article.sha256,
        "note": article.note,
    }
    sources.append(row)
    return row, False


def _genre(findings: Sequence[Finding]) -> str:
    answering = {f.expert for f in findings if f.kind == "answer"}
    if answering:
        return "roundtable" if len(answering) > 1 else "interview"
    return "analysis" if any(f.kind == "authored" for f in findings) else "news"


def _anchor(claims: Sequence[dict[str, Any]], one: Found) -> list[Problem]:
    """Move the locators of claims whose words stand exactly once in the changed article."""
    problems = []
    text = one.article.text
    for claim in claims:
        words = claim["claim"] if claim["claim"] in text else claim["key_phrase"]
        at = text.find(words) if words else -1
        if at >= 0 and text.find(words, at + 1) < 0:
            length = len(words) if words == claim["claim"] else claim["end"] - claim["start"]
            claim["start"], claim["end"] = at, min(at + length, len(text))
            continue
        problems.append(
            Problem(
                code="article-changed",
                message="the article has changed, and the claim's words are not found in it",
                hint="correct the locator or remove the claim",
                file=one.path.name,
                claim_id=claim["claim_id"],
            )
        )
    return problems


def _claim(
    claim_id: str, finding: Finding, article: Article, source_id: str, words: Words
) -> dict[str, Any]:
    passage = " ".join(article.text[finding.start : finding.end].split())
    shown = passage if len(passage) <= _MOST_CELL else passage[:_MOST_CELL] + " …"
    return {
        "claim_id": claim_id,
        "source_id": source_id,
        "said_on": article.published,
        "question": finding.question,
        "claim": shown if words == "verbatim" else "",
        "key_phrase": "" if words == "verbatim" else key_phrase(passage),
        "kind": finding.kind,
        "speaker": finding.speaker,
        "speaker_confidence": finding.confidence,
        "speaker_reason": finding.reason,
        "start": finding.start,
        "end": finding.end,
        "file": "",
        "sheet": "",
        "row": 0,
    }


class _Experts:
    """The study's experts and those who join them."""

    def __init__(self, known: pd.DataFrame, mentions: Sequence[dict[str, str]]) -> None:
        self.rows: list[dict[str, Any]] = known.to_dict("records")
        self.ids = {row["expert_id"] for row in self.rows}
        self.by_name: dict[tuple[str, str], str] = {}
        groups = cluster(MENTIONS.build(mentions), known).groups
        also = aliases(groups)
        by_group: dict[int, str] = {}
        for row in groups.to_dict("records"):
            group, expert_id = row["group"], row["expert_id"]
            expert_id = expert_id or by_group.get(group) or self._join(also[group])
            by_group[group] = expert_id
            self.by_name[row["name"], row["source_id"]] = expert_id

    def _join(self, spellings: Sequence[str], kind: str = "expert") -> str:
        """Add an expert of these spellings, the first of which is the name; return the id."""
        name, *others = spellings
        wanted = name if kind == "unnamed" or " of " in name else name.split()[-1]
        expert_id = _free(_slug(wanted) or "expert", self.ids)
        self.ids.add(expert_id)
        self.rows.append(
            {"expert_id": expert_id, "name": name, "aliases": ";".join(others), "kind": kind}
            | dict.fromkeys(("role", "affiliation", "country"), "")
        )
        return expert_id

    def id_of(self, finding: Finding, source_id: str) -> str:
        """Return the id of the expert whose words these are.

        Who has no name is an expert of that source only: the analysts of two articles are not
        one person.
        """
        known = self.by_name.get((finding.expert, source_id))
        if known is None:
            name = f"{finding.expert or _UNKNOWN} ({source_id})"
            listed = (row["expert_id"] for row in self.rows if row["name"] == name)
            known = next(listed, "") or self._join([name], "unnamed")
            self.by_name[finding.expert, source_id] = known
        return known


def _mentions(found: Sequence[tuple[str, Finding]]) -> list[dict[str, str]]:
    """Return who is named in which source; descriptions are no names."""
    return [
        {"name": finding.expert, "source_id": source_id}
        for source_id, finding in found
        if _is_name(finding.expert)
    ]


def _is_name(expert: str) -> bool:
    words = [word for word in expert.split() if len(word) > 3] or expert.split()
    return bool(words) and all(word[0].isupper() for word in words)


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:40].strip("-")
    return slug or (sha256(name.encode()).hexdigest()[:8] if name.strip() else "")


def _free(wanted: str, taken: Mapping[str, Any] | set[str]) -> str:
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}-{number}", number + 1
    return name


def keep_copies(folder: Path, found: Iterable[Found]) -> list[Path]:
    """Write the text of every article that is no plain UTF-8 file; return where."""
    written = []
    for one in found:
        if needs_copy(one.article, one.path):
            path = folder / one.article.file
            write_whole(path, one.article.text.encode("utf-8"))
            written.append(path)
    return written
