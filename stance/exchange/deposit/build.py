"""A study deposited: one folder with all that an archive, a journal or a reader asks for."""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from stance.articles.passages import article_texts
from stance.core.contracts import MACHINE_CODINGS, Contract
from stance.core.errors import UsageError
from stance.core.files import write_whole
from stance.exchange.csv_tables import write_csv
from stance.exchange.deposit import (
    about as facts,
)
from stance.exchange.deposit import (
    citation,
    codebook,
    croissant,
    datapackage,
    ddi,
    files,
    methods,
    readme,
    rocrate,
    statistics,
)
from stance.exchange.deposit.histories import Histories
from stance.exchange.deposit.pseudonyms import Pseudonyms, as_they_are, pseudonyms
from stance.exchange.deposit.withholding import Withheld, withheld
from stance.exchange.deposit.workbooks import write_workbooks
from stance.exchange.exporting import CONTRACTS, tables_of
from stance.exchange.outgoing.coded import whole
from stance.exchange.outgoing.refi import write_refi
from stance.reliability.groups import RELIABILITY
from stance.study.annotator_names import reason_against
from stance.study.filtering import refuse_too_many
from stance.study.study import Study

if TYPE_CHECKING:
    from stance.study.study import Findings

#: Makes the page of findings; given the folder of the articles that are deposited, if any.
Page = Callable[["Findings", Path | None], str]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a deposit should hold.

    Attributes:
        texts: the words of articles too, and the articles that are at hand.
        names: the names of annotators.
        seed: starts every random draw.
    """

    texts: bool = False
    names: bool = False
    seed: int = 1


def deposit(
    study: Study,
    folder: Path,
    page: Page,
    *,
    histories: Histories | None = None,
    articles: tuple[Path, ...] = (),
    wishes: Wishes | None = None,
) -> tuple[str, ...]:
    """Write a study as a folder that an archive can take; all of it or nothing.

    The same study gives the same bytes; no clock is asked.

    Args:
        study: the study.
        folder: the new folder; it must not be there yet, or be empty.
        page: makes the page, which is made from the deposited workbooks.
        histories: those of the study's folder.
        articles: where articles lie: so words of theirs are known, and withheld.
        wishes: what it should hold.

    Returns:
        Sentences on what was withheld or left out.

    Raises:
        UsageError: the folder is there and holds something, or more experts than can be compared.
        DataError: a folder of articles is not there, or a text is too long for a cell.
        OSError: the folder cannot be written to.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is there already; name a new folder")
    refuse_too_many(study, "a deposit takes a study whole")
    wishes, histories = wishes or Wishes(), histories or Histories({})
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.", suffix=".part"))
    try:
        told = _build(study, staging, page, histories, articles, wishes)
        staging.chmod(0o755)
        if folder.exists():
            folder.rmdir()
        staging.replace(folder)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    return told


def _build(
    study: Study,
    folder: Path,
    page: Page,
    histories: Histories,
    articles: tuple[Path, ...],
    wishes: Wishes,
) -> tuple[str, ...]:
    who = _who(study, histories, wishes)
    texts, _ = article_texts(study.sources["source_id"].tolist(), study.sources, *articles)
    given, kept = _renamed(study, who), None
    if not wishes.texts:
        given, kept = withheld(given, texts)
    _write_study(given, histories.hidden(who, kept), folder / facts.STUDY)
    shown = _write_articles(study, texts, folder) if wishes.texts else ()
    opened = Study.open(folder / facts.STUDY)
    findings = opened.analyse(seed=wishes.seed)
    html = page(findings, folder / facts.ARTICLES if shown else None).encode("utf-8")
    write_whole(folder / facts.PAGE, html)
    tables, contracts = _tables(findings)
    about = facts.About(
        findings=findings,
        tables=tables,
        contracts=contracts,
        page_sha256=files.digest(html),
        versions=facts.versions(),
        withheld=kept,
        named=wishes.names,
        articles=shown,
        last_change=histories.last,
    )
    return _describe(about, folder, who)


def _who(study: Study, histories: Histories, wishes: Wishes) -> Pseudonyms:
    coded = {*study.annotations["annotator"], *study.waiting["annotator"], *histories.annotators}
    if wishes.names:
        return as_they_are(coded, reason_against)
    return pseudonyms(coded, histories.authors, study.title)


def _renamed(study: Study, who: Pseudonyms) -> Study:
    """Return the study with pseudonyms, also in whatever was written beside the claims."""

    def beside(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
        texts = {name: frame[name].map(who.hide).astype("str") for name in columns}
        if "annotator" in frame:
            texts["annotator"] = frame["annotator"].map(who.name).astype("str")
        return frame.assign(**texts)

    topics = (
        replace(
            topic, **{n: who.hide(getattr(topic, n)) for n in ("includes", "excludes", "examples")}
        )
        for topic in study.codebook.topics
    )
    return replace(
        study,
        rules=who.hide(study.rules),
        codebook=replace(study.codebook, topics=tuple(topics)),
        claims=beside(study.claims, "speaker_reason"),
        annotations=beside(study.annotations, "note"),
        decisions=beside(study.decisions, "note"),
        waiting=beside(study.waiting, "note"),
        sources=beside(study.sources, "note"),
        machine_codings=beside(study.machine_codings, "reason"),
    )


def _write_study(study: Study, histories: Histories, folder: Path) -> None:
    folder.mkdir()
    write_workbooks(study, folder)
    histories.write(folder)


def _write_articles(study: Study, texts: Mapping[str, str], folder: Path) -> tuple[str, ...]:
    """Write the articles at hand under the names that the study knows them by."""
    names = dict(zip(study.sources["source_id"], study.sources["file"], strict=True))
    written = {Path(names[source] or source).name: text for source, text in texts.items()}
    for name, text in written.items():
        write_whole(folder / facts.ARTICLES / name, text.encode("utf-8"))
    return tuple(sorted(written))


def _tables(findings: "Findings") -> tuple[dict[str, pd.DataFrame], dict[str, Contract]]:
    tables = {**tables_of(findings), "reliability": findings.reliability.alphas}
    if len(findings.study.machine_codings):
        tables["machine_codings"] = findings.study.machine_codings
    every = (*CONTRACTS, RELIABILITY, MACHINE_CODINGS)
    return tables, {contract.name: contract for contract in every if contract.name in tables}


def _describe(about: facts.About, folder: Path, who: Pseudonyms) -> tuple[str, ...]:
    """Write tables, codebook and descriptions; those that list files come last."""
    for name, table in about.tables.items():
        write_csv(folder / "data" / f"{name}.csv", table)
    coded, left_out = statistics.statistics_files(about)
    whole_study = whole(about.findings.study)
    refi = write_refi(whole_study, Path("exchange"))
    refi_lacks = tuple(
        f"REFI-QDA has no place for {number:,} {what}"
        for what, number in sorted((+whole_study.losses).items())
    )
    written: dict[str, bytes] = {
        **{f"statistics/{name}": data for name, data in coded.items()},
        **{path.as_posix(): data for path, data in refi.items()},
        "codebook/codebook.md": codebook.codebook_text(about).encode(),
        "codebook/codebook.xml": ddi.ddi(about),
        "codebook/GUIDE.md": codebook.guide_text(about).encode(),
        "METHODS.md": methods.methods_text(about).encode(),
        "README.md": readme.readme_text(about, (*left_out, *refi_lacks)).encode(),
        "CHECKLIST.md": readme.checklist_text(about, who.too_short).encode(),
        facts.REQUIREMENTS: readme.requirements(about).encode(),
        citation.FILE: citation.citation(about),
        citation.LICENCE_FILE: citation.licence_text(about),
    }
    for name, data in written.items():
        write_whole(folder / name, data)
    write_whole(folder / datapackage.FILE, datapackage.datapackage(about, folder))
    write_whole(folder / croissant.FILE, croissant.croissant(about, folder))
    write_whole(folder / rocrate.FILE, rocrate.rocrate(about, folder))
    write_whole(folder / files.SUMS, files.sums(folder))
    return (*_told(about.withheld), *left_out)


def _told(kept: Withheld | None) -> tuple[str, ...]:
    if kept is None:
        return ()
    if not (kept.claims or kept.texts):
        return ("no words of articles had to be withheld: the claims are paraphrases",)
    parts = f", and parts of {kept.texts:,} other texts" if kept.texts else ""
    said = [f"withheld: the words of {kept.claims:,} claims{parts}"]
    if kept.unchecked:
        said.append(
            f"of {kept.unchecked:,} claims nothing says whether the words are a paraphrase (no "
            "key phrase, and no article at hand: --sources FOLDER)"
        )
    return tuple(said)
