"""``CITATION.cff`` 1.2.0, the licence, and how the data are cited in a text."""

import json
from typing import Any

from stance.exchange.deposit.about import About

FILE, LICENCE_FILE = "CITATION.cff", "LICENCE.txt"
#: Who stands where the study names no author: the format wants somebody.
_NOBODY = "Authors not yet named"


def cited(about: About) -> str:
    """Return authors, year, title, version and kind, as a list of references has them.

    Without authors the title stands first.
    """
    who = "; ".join(about.authors)
    year = f"({about.date[:4]})" if about.date else ""
    version = f"Version {about.version}" if about.version else ""
    first, second = (who, about.title) if who else (about.title, "")
    parts = (" ".join(filter(None, (first, year))), second, version, "Data set")
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def citation(about: About) -> bytes:
    """Return the file; its strings are those of JSON, which YAML reads."""
    fields: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": about.title,
        "abstract": about.summary,
        "authors": [person(name) for name in about.authors] or [{"name": _NOBODY}],
        "version": about.version,
        "date-released": about.day,
        "license": about.licence.spdx,
        "keywords": list(dict.fromkeys(t.label for t in about.findings.study.codebook.topics)),
    }
    lines = [
        f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items() if value
    ]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def person(name: str) -> dict[str, str]:
    """Return a name by its parts where a single comma tells them, else whole."""
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 2 and all(parts):
        return {"family-names": parts[0], "given-names": parts[1]}
    return {"name": name}


def licence_text(about: About) -> bytes:
    """Return what the study says of its terms, and what they do not cover."""
    licence = about.licence
    if not licence.name:
        said = (
            "No licence has been stated. Without one, nobody but the authors may use the data.\n"
            'Write one into the sheet Settings of the study ("licence"), and deposit anew.'
        )
    else:
        where = f"\nIts text: {licence.url}" if licence.url else ""
        said = f"{about.title}\n\nThese data may be used under: {licence.name}{where}"
    rest = (
        "The articles that the claims were taken from belong to their authors and publishers.\n"
        "This licence does not cover them, nor any words quoted from them."
    )
    return f"{said}\n\n{rest}\n".encode("utf-8", "replace")
