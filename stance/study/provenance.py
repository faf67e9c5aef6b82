"""How findings came to be: what was read, what of it is looked at, by which version and seed."""

import hashlib
import json
from dataclasses import asdict
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import pandas as pd

from stance import __version__
from stance.analysis.filtering import Condition, Filter
from stance.workbook.content import Content

if TYPE_CHECKING:
    from stance.study.study import Findings, Study

#: Where a row stands in its file, which changes nothing.
_PLACES = ("file", "sheet", "row")
_FRAMES = ("claims", "answers", "annotations", "decisions", "waiting", "experts", "sources")


def content_hash(content: Content) -> str:
    """Return the SHA-256 of what a file says: the same after it was saved anew or laid out anew."""
    said = hashlib.sha256()
    settings = {**asdict(content.settings), "codebook": content.codebook and content.codebook.hash}
    lists = [settings, content.annotator, content.kind, content.expert_columns]
    chances = {claim: str(chance) for claim, chance in content.chances.items()}
    said.update(json.dumps([*lists, chances], sort_keys=True, default=str).encode())
    for name in _FRAMES:
        said.update(f"\n{name}".encode())
        _add(said, getattr(content, name))
    return said.hexdigest()


def _add(said: Any, frame: pd.DataFrame) -> None:
    for name in frame.columns:
        if name not in _PLACES and not name.endswith("_cell"):
            cells = "\x1f".join(map(str, frame[name].tolist()))
            said.update(f"\n{name}\x1e{cells}".encode("utf-8", "surrogatepass"))


def provenance(findings: "Findings") -> dict[str, Any]:
    """Return what must be the same for these findings to come out again, as JSON takes it.

    No clock is in it: the same study gives the same bytes.
    """
    study = findings.study
    usual = findings.draws is None  # goes without saying
    return {
        "version": __version__,
        "seed": findings.seed,
        **({} if usual else {"draws": findings.draws}),
        "method": findings.method,
        "machine": findings.machine,
        "pseudonyms": study.pseudonyms,
        "filter": filter_as_json(study.selection.filter),
        **inputs_of(study),
    }


def inputs_of(study: "Study") -> dict[str, Any]:
    """Return the files that were read: name, SHA-256 of the bytes, and of what they say."""
    said = map(content_hash, study.contents)
    named = zip_longest(study.inputs, said, fillvalue="")
    machines = ({"file": name, "sha256": sha256} for name, sha256 in study.machine_inputs)
    return {
        "inputs": [
            {"file": given[0], "sha256": given[1], "content": content}
            for given, content in named
            if given
        ],
        "machine_inputs": list(machines),
    }


def filter_as_json(wanted: Filter) -> dict[str, Any]:
    """Return what a filter says; nothing for what it does not."""
    return {name: value for name, value in asdict(wanted).items() if value}


def filter_from_json(said: dict[str, Any]) -> Filter:
    """Return the filter that ``filter_as_json`` wrote.

    Raises:
        TypeError, KeyError: it wrote something else.
    """
    return Filter(
        where=tuple(
            Condition(str(one["column"]), tuple(map(str, one["values"])), bool(one["holds"]))
            for one in said.get("where", ())
        ),
        since=str(said.get("since", "")),
        until=str(said.get("until", "")),
        sources=tuple(map(str, said.get("sources", ()))),
        topics=tuple(map(str, said.get("topics", ()))),
        min_claims=int(said.get("min_claims", 0)),
        group=str(said.get("group", "")),
    )
