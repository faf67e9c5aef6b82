"""Every form in which a study is handed to other programs, by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from stance.core.errors import UsageError
from stance.core.files import write_whole
from stance.exchange.outgoing.claimreview import write_claimreview
from stance.exchange.outgoing.coded import Whole, whole
from stance.exchange.outgoing.labelstudio import write_labelstudio
from stance.exchange.outgoing.polis import write_polis
from stance.exchange.outgoing.refi import write_refi
from stance.exchange.outgoing.tables import write_sav, write_wide
from stance.exchange.outgoing.web import write_web
from stance.exchange.references import tables_of

if TYPE_CHECKING:
    from stance.study.study import Study

Files = Mapping[Path, bytes]


@dataclass(frozen=True, slots=True)
class Form:
    """A form: what people call it, and what gives its files."""

    name: str
    files: "Callable[[Study, Whole, Path], Files]"


def _references(study: "Study", one: Whole, folder: Path) -> Files:
    one.losses["claims with their answers"] += len(one.claims)
    return {folder / name: data for name, data in tables_of(study.sources)}


FORMS: dict[str, Form] = {
    "refi": Form("a REFI-QDA project", lambda _, one, folder: write_refi(one, folder)),
    "label-studio": Form("Label Studio", lambda _, one, folder: write_labelstudio(one, folder)),
    "polis": Form("Pol.is", lambda study, one, folder: write_polis(one, folder, study)),
    "w3c": Form("web annotations", lambda _, one, folder: write_web(one, folder)),
    "wide": Form("a wide table", lambda _, one, folder: write_wide(one, folder)),
    "sav": Form("SPSS", lambda _, one, folder: write_sav(one, folder)),
    "csl": Form("sources as CSL-JSON, RIS and BibTeX", _references),
    "claimreview": Form("ClaimReview", lambda _, one, folder: write_claimreview(one, folder)),
}


def export_for(
    study: "Study", folder: Path, form: str, articles: Path | None = None
) -> tuple[list[Path], tuple[str, ...]]:
    """Write a study in the form of another program.

    Args:
        study: the study.
        folder: where to; made if need be. Files of these names are replaced.
        form: a key of ``FORMS``.
        articles: folder of the study's articles, for forms that hold texts.

    Returns:
        The files, and sentences on what the study holds and the form does not.

    Raises:
        UsageError: no such form, or what it needs is not installed.
    """
    if form not in FORMS:
        raise UsageError(f'no form is called "{form}"; there are {", ".join(FORMS)}')
    one = whole(study, articles)
    files = FORMS[form].files(study, one, folder)
    for path, data in files.items():
        write_whole(path, data)
    lost = (f"left out: {number:,} {what}" for what, number in sorted((+one.losses).items()))
    return list(files), tuple(lost)
