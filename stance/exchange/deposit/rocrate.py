"""``ro-crate-metadata.json``: every file of a deposit, as RO-Crate 1.1."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from stance.exchange.deposit.about import PAGE, STUDY, About
from stance.exchange.deposit.citation import LICENCE_FILE, person
from stance.exchange.deposit.files import files_in, json_bytes, media_type

FILE = "ro-crate-metadata.json"
_PROGRAM = "#stance"
_FOLDERS = {
    "data/": "The tables as CSV, described column by column in datapackage.json.",
    "statistics/": "The main tables for Stata and SPSS, with labels.",
    "codebook/": "The codebook and the guide for annotators.",
    f"{STUDY}/": "The workbooks that the page is made from, with their histories if they have any.",
    "exchange/": "The study as a REFI-QDA project.",
    "articles/": "The articles that the claims were taken from.",
}


def rocrate(about: About, folder: Path) -> bytes:
    """Return the crate of a folder; called when all other files have been written."""
    names = [name for name in files_in(folder) if name != FILE]
    folders = [name for name in _FOLDERS if any(one.startswith(name) for one in names)]
    alone = [name for name in names if "/" not in name]
    people = [_author(name, at) for at, name in enumerate(about.authors, start=1)]
    licence = about.licence
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": about.title,
        "description": about.summary,
        "datePublished": about.published,
        "version": about.version,
        "keywords": ", ".join(topic.label for topic in about.findings.study.codebook.topics),
        "author": [{"@id": one["@id"]} for one in people],
        "hasPart": [{"@id": _id(name)} for name in (*folders, *alone)],
        "license": {"@id": licence.url or LICENCE_FILE},
    }
    graph: list[dict[str, Any]] = [
        {
            "@id": FILE,
            "@type": "CreativeWork",
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            "about": {"@id": "./"},
        },
        {key: value for key, value in root.items() if value},
        *(_folder(name, names) for name in folders),
        *(_file(name, folder) for name in names),
        *people,
        *([_terms(licence.name, licence.url)] if licence.url else []),
        *_making(about),
    ]
    return json_bytes({"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph})


def _id(name: str) -> str:
    return quote(name)


def _folder(name: str, names: list[str]) -> dict[str, Any]:
    parts = [{"@id": _id(one)} for one in names if one.startswith(name)]
    return {
        "@id": name,
        "@type": "Dataset",
        "name": name.rstrip("/"),
        "description": _FOLDERS[name],
        "hasPart": parts if len(parts) > 1 else parts[0],
    }


def _file(name: str, folder: Path) -> dict[str, Any]:
    return {
        "@id": _id(name),
        "@type": "File",
        "name": name.rsplit("/", 1)[-1],
        "encodingFormat": media_type(name),
        "contentSize": str((folder / name).stat().st_size),
    }


def _author(name: str, at: int) -> dict[str, Any]:
    parts = person(name)
    family, given = parts.get("family-names"), parts.get("given-names")
    known = {"familyName": family, "givenName": given} if family else {}
    return {"@id": f"#author-{at}", "@type": "Person", "name": name, **known}


def _terms(name: str, url: str) -> dict[str, str]:
    return {"@id": url, "@type": "CreativeWork", "name": name, "description": f"Licence {name}"}


def _making(about: About) -> list[dict[str, Any]]:
    """Return the program, and that it made the page from the workbooks."""
    return [
        {
            "@id": _PROGRAM,
            "@type": "SoftwareApplication",
            "name": "stance",
            "softwareVersion": about.versions["stance"],
        },
        {
            "@id": "#page-made",
            "@type": "CreateAction",
            "name": about.command,
            "instrument": {"@id": _PROGRAM},
            "object": {"@id": f"{STUDY}/"},
            "result": {"@id": PAGE},
        },
    ]
