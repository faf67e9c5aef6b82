"""README.md and CHECKLIST.md: what lies where, how the page is made again, what is still to do."""

import sys
from collections.abc import Iterator, Sequence

from stance.exchange.deposit.about import ARTICLES, PAGE, REQUIREMENTS, STUDY, About
from stance.exchange.deposit.citation import cited
from stance.exchange.deposit.files import SUMS
from stance.exchange.deposit.withholding import RUN

_FILES = (
    (PAGE, "the findings on one page; opens in any browser, offline"),
    ("METHODS.md", "the methods with their numbers, ready for a paper"),
    ("data/", "every table as CSV; `datapackage.json` says what each column means"),
    ("statistics/", "the main tables for Stata (`.dta`) and SPSS (`.sav`), with labels"),
    ("codebook/codebook.md", "topics, propositions, scale, columns"),
    ("codebook/codebook.xml", "the same as DDI-Codebook 2.5"),
    ("codebook/GUIDE.md", "the guide that annotators had"),
    (f"{STUDY}/", "the workbooks{histories}"),
    ("exchange/study.qdpx", "the study for programs that read REFI-QDA"),
    ("datapackage.json", "Frictionless Data"),
    ("croissant.json", "Croissant 1.0 with responsible AI, for machine learning"),
    ("ro-crate-metadata.json", "RO-Crate 1.1"),
    ("CITATION.cff, LICENCE.txt", "how to cite, and on what terms to use"),
    (REQUIREMENTS, "the versions with which the page was made"),
    (SUMS, f"the hash of every file but itself: `sha256sum --check {SUMS}`"),
)


def readme_text(about: About, left_out: Sequence[str]) -> str:
    """Return what the deposit holds and how its page is made again."""
    histories = ", with the history of answers and codebook" if about.last_change else ""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    lines = [
        f"# {about.title}",
        "",
        about.summary,
        "",
        f"Cite as: {cited(about)}",
        "",
        "## What lies here",
        "",
        *(f"- `{name}`: {what.format(histories=histories)}" for name, what in _FILES),
        *([f"- `{ARTICLES}/`: the articles"] if about.articles else []),
        "",
        "## The page, made again",
        "",
        f"The page was made with Python {python}, stance {about.versions['stance']} and the seed "
        f"{about.findings.seed}. In this folder:",
        "",
        "```sh",
        "python -m venv again && . again/bin/activate",
        f"pip install -r {REQUIREMENTS}",
        about.command,
        "sha256sum page.html",
        "```",
        "",
        "The one command that makes the page is the third. The last prints:",
        "",
        "```text",
        f"{about.page_sha256}  page.html",
        "```",
        "",
        f"`{PAGE}` is the same file. Where `pip` does not find this version of stance, install it "
        f"from its own archive first, and the rest of `{REQUIREMENTS}` without its first line.",
        "",
        "## What is not in it",
        "",
        *(f"- {sentence}" for sentence in [*_withheld(about), *left_out]),
        "",
    ]
    return "\n".join(lines)


def requirements(about: About) -> str:
    """Return the versions as ``pip`` reads them."""
    return "".join(f"{name}=={version}\n" for name, version in about.versions.items())


def _withheld(about: About) -> Iterator[str]:
    found = about.withheld
    if found is not None and not (found.claims or found.texts):
        yield "The words of articles; the claims are paraphrases with key phrases beside them."
    elif found is not None:
        words = f"a gap for {RUN} words or more of an article"
        gaps = f", and {found.texts:,} notes or other texts have {words}" if found.texts else ""
        yield (
            f"The words of articles: {found.claims:,} claims show a place instead of their words"
            f"{gaps}. Whoever has the articles puts the words back into the page with `stance "
            f"report {STUDY} --sources FOLDER`."
        )
    if found is not None and found.unchecked:
        yield (
            f"{found.unchecked:,} of these claims have neither an article at hand nor a key phrase "
            "beside them, so that nobody can tell a paraphrase from words; they were taken for "
            "words."
        )
    if not about.named:
        yield "The names of annotators; annotator-1, annotator-2 … are the same in every file."
    yield (
        "Cells of the workbooks that hold no answer: notes on claims that nobody coded, columns "
        "and sheets that people added."
    )


def checklist_text(about: About, too_short: Sequence[str]) -> str:
    """Return what only a person can add or look at, as boxes to tick."""
    lines = [
        f"# Before {about.title} is deposited",
        "",
        "What a program cannot know. Tick what is done; what stands in the sheet Settings goes "
        "into every file when the study is deposited anew.",
        "",
    ]
    lines += [
        f"- [ ] {one}" for one in (*_lacking(about), *_to_look_at(about, too_short), *_ALWAYS)
    ]
    return "\n".join([*lines, ""])


def _lacking(about: About) -> Iterator[str]:
    said = about.findings.study.imprint
    wanted = {
        "authors": "who made the study, separated by semicolons, as `Family, Given`",
        "date": "the day on which this version was finished, as 2026-11-29",
        "licence": "on what terms the data may be used, such as CC BY 4.0",
        "version": "such as 1.0.0",
    }
    for name, what in wanted.items():
        if not getattr(said, name).strip():
            yield f"Settings has no `{name}`: {what}."
    if not said.date.strip() and about.date:
        yield f"Without it the files say {about.date}, the last date that the study has."
    if said.licence.strip() and not about.licence.spdx:
        yield (
            f'"{said.licence}" is no licence that is known here by its SPDX identifier; write '
            "that into CITATION.cff if it has one."
        )


def _to_look_at(about: About, too_short: Sequence[str]) -> Iterator[str]:
    if not about.named:
        histories = " and the history" if about.last_change else ""
        yield (
            f"Read the notes (data/annotations.csv){histories}: names and parts of names of "
            "annotators were replaced, but not nicknames, initials, or names spelled otherwise."
        )
    if too_short:
        yield (
            f"{len(too_short):,} annotators have names of one or two letters, which were not "
            "looked for in notes."
        )
    if about.withheld is None:
        yield "The words of articles are given: have the publishers allowed it?"
    else:
        yield "Key phrases of up to five words are given: is that a quotation where you live?"
    yield "Experts are named with what they said in public: does an ethics board object?"


_ALWAYS = (
    "Persistent identifier: ask the archive for a DOI, and write it into CITATION.cff.",
    "ORCID of each author, affiliation, and somebody who answers questions.",
    "Funding, with the number of the grant.",
    "Approval of an ethics board, or why none was needed; the annotators' consent to publication.",
    "Who the annotators were, how they were trained and paid.",
    "How the sources and the experts were chosen, and what was left out.",
    "Related publications, and whether the study was registered beforehand.",
)
