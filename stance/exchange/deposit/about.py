"""What every file of a deposit says: title, people, date, licence, versions, the page's hash."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata
from typing import TYPE_CHECKING

import pandas as pd

from stance.core.contracts import Contract
from stance.core.dates import is_iso_date, is_iso_day
from stance.core.text import fold
from stance.exchange.deposit.withholding import Withheld

if TYPE_CHECKING:
    from stance.study.study import Findings

#: Where the study's workbooks lie in a deposit, and the page that is made from them.
STUDY, PAGE, ARTICLES = "study", "report.html", "articles"
#: What makes the page again is installed by this list.
REQUIREMENTS = "requirements.txt"


@dataclass(frozen=True, slots=True)
class Licence:
    """Terms of use.

    Attributes:
        name: as people write it.
        spdx: its identifier in the list of SPDX; "" where it is not one that is known here.
        url: where its text stands; "" likewise.
    """

    name: str
    spdx: str = ""
    url: str = ""


_CC = "https://creativecommons.org/licenses"
_KNOWN = (
    Licence("CC0 1.0", "CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    *(
        Licence(f"CC {terms} 4.0", f"CC-{terms}-4.0", f"{_CC}/{terms.lower()}/4.0/")
        for terms in ("BY", "BY-SA", "BY-NC", "BY-ND", "BY-NC-SA", "BY-NC-ND")
    ),
    Licence("MIT", "MIT", "https://opensource.org/license/mit"),
    Licence("ODbL 1.0", "ODbL-1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
    Licence("ODC-By 1.0", "ODC-By-1.0", "https://opendatacommons.org/licenses/by/1-0/"),
    Licence("PDDL 1.0", "PDDL-1.0", "https://opendatacommons.org/licenses/pddl/1-0/"),
)


def licence_of(text: str) -> Licence:
    """Return the licence that a text names, by its name, identifier or address."""

    def key(written: str) -> str:
        return re.sub(r"[\W_]+", "", fold(written)).removeprefix("https")

    known = {key(form): one for one in _KNOWN for form in (one.name, one.spdx, one.url)}
    known |= {key(one.name.removesuffix(" 1.0")): one for one in _KNOWN}
    return known.get(key(text), Licence(text.strip()))


@dataclass(frozen=True, eq=False)
class About:
    """The facts of a deposit.

    Attributes:
        findings: of the study as it is deposited.
        tables: the tables of ``data/`` by name, and ``contracts`` what their columns mean.
        contracts: see above.
        page_sha256: hash of the page that the command in the README makes.
        versions: of the program and of the packages that it computes with.
        withheld: what was kept back; None where the words are given.
        named: whether annotators bear their names.
        articles: names of the articles that are given.
        last_change: day of the last line of the histories; "" where there is none.
    """

    findings: "Findings"
    tables: Mapping[str, pd.DataFrame]
    contracts: Mapping[str, Contract]
    page_sha256: str
    versions: Mapping[str, str]
    withheld: Withheld | None = None
    named: bool = False
    articles: tuple[str, ...] = ()
    last_change: str = ""

    @property
    def title(self) -> str:
        """The study's name, in one line."""
        return " ".join(self.findings.study.title.split())

    @property
    def version(self) -> str:
        """The study's version; "" where it says none."""
        return self.findings.study.imprint.version.strip()

    @property
    def licence(self) -> Licence:
        """On what terms it may be used; without a name where the study says none."""
        return licence_of(self.findings.study.imprint.licence)

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """The authors, one by one: split at semicolons, or at "and" and "&" where there is none."""
        text = " ".join(self.findings.study.imprint.authors.split())
        parts = text.split(";") if ";" in text else re.split(r"\s+and\s+|\s*&\s*", text)
        return tuple(part.strip() for part in parts if part.strip())

    @cached_property
    def date(self) -> str:
        """When this version was finished, ISO: as the study says, else the last date that it has.

        So no clock is asked. "" where the study has no date at all.
        """
        said = self.findings.study.imprint.date.strip()
        if is_iso_date(said):
            return said
        study = self.findings.study
        dates = [*study.claims["said_on"], *study.sources["published"]]
        return self.last_change or max(filter(is_iso_date, dates), default="")

    @property
    def day(self) -> str:
        """The date where it is a whole day, else ""."""
        return self.date if is_iso_day(self.date) else ""

    @property
    def published(self) -> str:
        """The date for formats that want a whole day: the last one that it may mean."""
        if not self.date or self.day:
            return self.date
        year, month = (int(part) for part in f"{self.date}-12".split("-")[:2])
        return f"{year:04}-{month:02}-{monthrange(year, month)[1]}"

    @cached_property
    def annotators(self) -> tuple[str, ...]:
        """Who coded."""
        return tuple(sorted(set(self.findings.study.annotations["annotator"])))

    @cached_property
    def machines(self) -> tuple[str, ...]:
        """The machines whose codes stand beside people's."""
        return tuple(sorted(set(self.findings.study.machine_codings["machine"])))

    @cached_property
    def span(self) -> tuple[str, str]:
        """The first and last date of a claim; "" where none has a date."""
        dates = sorted(filter(is_iso_date, self.findings.study.claims["said_on"]))
        return (dates[0], dates[-1]) if dates else ("", "")

    @cached_property
    def per_claim(self) -> pd.Series:
        """How many annotators coded each claim that anybody coded."""
        return self.findings.study.annotations.groupby("claim_id")["annotator"].nunique()

    @property
    def per_item(self) -> str:
        """How many annotators a claim had, in words."""
        if self.per_claim.empty:
            return "No claim has been coded."
        spread = ", ".join(
            f"{n:,} claims by {k}" for k, n in self.per_claim.value_counts().sort_index().items()
        )
        return f"Annotators of a claim, of {len(self.per_claim):,} coded claims: {spread}."

    @property
    def summary(self) -> str:
        """What the data are, in three sentences."""
        study = self.findings.study
        first, last = self.span
        when = f", said from {first} to {last}" if first else ""
        histories = "history of answers, " if self.last_change else ""
        return (
            f"{len(study.claims):,} claims by {len(study.experts):,} experts in "
            f"{len(study.sources):,} sources{when}. {len(self.annotators):,} annotators coded "
            f"which of {len(study.codebook.topics):,} topics each claim bears on, and its stance "
            f"toward the topic's proposition. With codebook, {histories}agreement of the "
            "annotators, and the positions of the experts that follow."
        )

    @property
    def command(self) -> str:
        """The one command that makes the page again."""
        words = f"--sources {ARTICLES}" if self.articles else "--without-sources"
        return f"stance report {STUDY} -o page.html {words} --seed {self.findings.seed}"


def versions() -> dict[str, str]:
    """Return the versions of the program and of the packages that it needs, by name."""
    try:
        needed = metadata.requires("stance") or []
    except metadata.PackageNotFoundError:  # run from a folder of its source
        needed = []
    names = {re.split(r"[\s<>=!~;\[(]", one)[0] for one in needed if "extra ==" not in one}
    found = {"stance": _version("stance")} | {name: _version(name) for name in sorted(names)}
    return {name: version for name, version in found.items() if version}


def _version(name: str) -> str:
    from stance import __version__

    if name == "stance":
        return __version__
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
