"""Pseudonyms for annotators or experts: the same in every report of a study."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import pandas as pd

from stance.core.text import spellings_of

if TYPE_CHECKING:
    from stance.study.study import Study

#: Letters of a single word of a name from which it is replaced in texts on its own.
SHORTEST = 4

Who = Literal["annotators", "experts"]


def pseudonyms(names: Iterable[str], word: str, salt: str) -> dict[str, str]:
    """Return "word 3f2a" for each name, from a hash of the name and the study's salt.

    Who joins or leaves a study changes nobody else's pseudonym; two that fall together are told
    apart by more digits. Whoever knows the salt and guesses a name can check the guess.
    """
    digests = {n: hashlib.sha256(f"{salt}\n{n}".encode()).hexdigest() for n in sorted(set(names))}
    length = 4
    while len({digest[:length] for digest in digests.values()}) < len(digests):
        length += 1
    return {name: f"{word} {digest[:length]}" for name, digest in digests.items()}


def anonymised(
    study: "Study", passages: Mapping[str, str], who: Who
) -> tuple["Study", dict[str, str]]:
    """Return the study and its verbatim passages with pseudonyms.

    Annotators lose their names, also in the list of files that were read. Experts lose name, role,
    affiliation and spellings, and keep country and kind; where texts name them by name, last name
    or a known spelling, the pseudonym stands instead. What else a text gives away stays.
    """
    salt = study.codebook.hash
    if who == "annotators":
        every = (study.annotations["annotator"], study.waiting["annotator"])
        names = pseudonyms((name for column in every for name in column), "annotator", salt)
        files = tuple((f"file {n}", sha256) for n, (_, sha256) in enumerate(study.inputs, 1))
        coded, held = (
            frame.assign(annotator=frame["annotator"].map(names).astype("str"))
            for frame in (study.annotations, study.waiting)
        )
        return replace(study, annotations=coded, waiting=held, inputs=files), dict(passages)
    names = pseudonyms(study.experts["expert_id"], "expert", salt)
    ids = {expert: name.replace(" ", "-") for expert, name in names.items()}
    hide = _hider(study.experts, names)
    experts = study.experts.assign(
        expert_id=study.experts["expert_id"].map(ids),
        name=study.experts["expert_id"].map(names).str.capitalize(),
        aliases="",
        role="",
        affiliation="",
    )
    claims = _hidden(study.claims, hide, "claim", "question", "key_phrase")
    claims = claims.assign(expert_id=claims["expert_id"].map(ids), speaker="")
    anonymous = replace(
        study,
        experts=experts.sort_values("expert_id", ignore_index=True),
        claims=claims,
        sources=_hidden(study.sources, hide, "title", "publisher", "note"),
        annotations=_hidden(study.annotations, hide, "note"),
        waiting=_hidden(study.waiting, hide, "note"),
    )
    return anonymous, {claim: hide(text) for claim, text in passages.items()}


def _hider(experts: pd.DataFrame, names: Mapping[str, str]) -> Callable[[str], str]:
    """Return what puts pseudonyms in place of names, spellings and last names, longest first."""
    known: dict[str, str] = {}
    for row in experts.itertuples(index=False):
        spellings = spellings_of(row.name, row.aliases)
        words = [word for name in spellings for word in name.split() if word[:1].isupper()]
        for spelling in [*spellings, *(word for word in words if len(word) >= SHORTEST)]:
            known.setdefault(spelling.casefold(), names[row.expert_id])
    if not known:
        return str
    options = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    pattern = re.compile(rf"(?<!\w)(?:{options})(?!\w)", re.IGNORECASE)
    return lambda text: pattern.sub(lambda found: known.get(found[0].casefold(), "…"), text)


def _hidden(frame: pd.DataFrame, hide: Callable[[str], str], *columns: str) -> pd.DataFrame:
    return frame.assign(**{column: frame[column].map(hide).astype("str") for column in columns})
