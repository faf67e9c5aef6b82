"""The id of a request: which claim is asked about, how, and for which time."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

#: Characters that every provider takes in an id, at most.
LONGEST = 64
_BETWEEN = "--"
_PLAIN = re.compile(r"[A-Za-z0-9_-]{1,40}")
_ID = re.compile(
    r"(?P<claim>[A-Za-z0-9_-]{1,42})--(?P<asked>h[0-9a-f]{7})--(?P<repeat>[1-9]\d{0,5})"
)


@dataclass(frozen=True, slots=True)
class RequestId:
    """What an id says.

    Attributes:
        claim: the claim's part of it, see ``claim_part``.
        asked: the hash of all that was asked, see ``hashes``.
        repeat: for which time, from 1.
    """

    claim: str
    asked: str
    repeat: int

    def __str__(self) -> str:
        return _BETWEEN.join((self.claim, self.asked, str(self.repeat)))

    @classmethod
    def read(cls, text: str) -> "RequestId | None":
        """Return what an id says; None where it is none of ours."""
        found = _ID.fullmatch(text)
        return cls(found["claim"], found["asked"], int(found["repeat"])) if found else None


def claim_part(claim_id: str) -> str:
    """Return what stands for a claim: its id, or a hash of one that is long or has other signs."""
    if _PLAIN.fullmatch(claim_id):
        return claim_id
    return f"x_{hashlib.sha256(claim_id.encode('utf-8', 'replace')).hexdigest()[:24]}"


def hashes(
    whole: Mapping[str, Any], messages: Mapping[str, str], places: Mapping[str, Any]
) -> dict[str, str]:
    """Return a short hash by claim; it changes with anything that is asked.

    It begins with a letter, so that no spreadsheet takes it for a number.

    Args:
        whole: what is the same for all claims: instructions, schema, model, temperature.
        messages: what is told of each claim, without verbatim words.
        places: where these stand, by claim; empty where none are sent.
    """
    begun = hashlib.sha256(_canonical(whole))
    found: dict[str, str] = {}
    for claim_id, message in messages.items():
        own = begun.copy()
        own.update(_canonical([message, places.get(claim_id)]))
        found[claim_id] = f"h{own.hexdigest()[:7]}"
    return found


def places_of(claims: pd.DataFrame, sources: pd.DataFrame) -> dict[str, list[str]]:
    """Return by claim the hash of its article and the locator: they name the verbatim words."""
    files = dict(zip(sources["source_id"], sources["sha256"], strict=True))
    columns: Iterable[Any] = (claims[c] for c in ("claim_id", "source_id", "start", "end"))
    rows = zip(*columns, strict=True)
    return {c: [files.get(source, ""), f"{start:g}", f"{end:g}"] for c, source, start, end in rows}


def _canonical(value: Any) -> bytes:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")
