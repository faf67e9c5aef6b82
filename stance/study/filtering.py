"""A study cut to what is asked for: all its frames together, and the views that it keeps."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pandas as pd

from stance.analysis.agreement import MOST_EXPERTS
from stance.analysis.filtering import (
    EVERYTHING,
    Filter,
    claims_of_each,
    filter_of,
    resolve,
    select,
)
from stance.core.codebook import Codebook
from stance.core.contracts import EXPERTS, are_among
from stance.core.dates import is_iso_date
from stance.core.errors import UsageError
from stance.core.text import closest, fold, listed

if TYPE_CHECKING:
    from stance.study.study import Study


@dataclass(frozen=True, eq=False)
class Selection:
    """What of a study is looked at, and what had to be left out for it.

    Attributes:
        filter: what was asked for, in the study's words.
        codebook: with the topics that are left out, which annotations may still name; None: none.
        experts: frame ``EXPERTS`` before anybody was left out.
        n_claims: claims before any was left out.
        n_undated: claims left out of a span because they have no date.
        n_vague: claims left out because their date stops too early to tell.
        n_ungrouped: experts left out because they have no group.
        n_without: experts left out because no claim of theirs is left.
    """

    filter: Filter = EVERYTHING
    codebook: Codebook | None = None
    experts: pd.DataFrame = field(default_factory=EXPERTS.empty)
    n_claims: int = 0
    n_undated: int = 0
    n_vague: int = 0
    n_ungrouped: int = 0
    n_without: int = 0

    @property
    def notes(self) -> tuple[str, ...]:
        """What could not be told, in sentences for who asked."""
        counted = (
            (self.n_undated, "claims without a date, which are in no span"),
            (self.n_vague, "claims whose date is too vague to be inside or outside the span"),
            (self.n_ungrouped, f'experts without "{self.filter.group}", who are in no group'),
            (self.n_without, "experts without a claim in this part, who do not count as silent"),
        )
        return tuple(f"left out: {what} ({n})" for n, what in counted if n)


#: Nothing is left out.
WHOLE = Selection()


def filtered(study: "Study", wanted: Filter) -> "Study":
    """Return the study cut to what a filter asks for; positions and all else are worked out on it.

    Args:
        study: the whole study.
        wanted: as it was typed.

    Raises:
        UsageError: it names what the study does not have or leaves none of its claims, or the
            study is cut already.
    """
    if not wanted:
        return study
    if study.selection.filter:
        raise UsageError("the study is filtered already; put all conditions into one filter")
    experts = _with_own_columns(study.experts, study.expert_columns)
    wanted = resolve(wanted, experts, study.sources, study.codebook)
    frames = (study.annotations, study.decisions, study.waiting)
    coded = pd.concat([frame[["claim_id", "topic"]] for frame in frames], ignore_index=True)
    found = select(wanted, study.claims, experts, coded)
    if found.claims.empty and len(study.claims):
        raise UsageError(_nothing_left(wanted, study.claims, experts, coded))
    selection = Selection(
        wanted,
        study.codebook if wanted.topics else None,
        study.experts,
        len(study.claims),
        found.n_undated,
        found.n_vague,
        found.n_ungrouped,
        found.n_without,
    )
    cut = replace(
        study,
        selection=selection,
        codebook=_codebook(study.codebook, wanted),
        claims=found.claims,
        experts=found.experts,
        sources=_sources(study.sources, wanted),
    )
    return _on_its_claims(cut)


def _nothing_left(
    wanted: Filter, claims: pd.DataFrame, experts: pd.DataFrame, coded: pd.DataFrame
) -> str:
    """Say that a filter leaves no claim, and what there is of what it asks for."""
    said = f'the filter "{wanted}" leaves no claim of {len(claims)}'
    wider = replace(wanted, min_claims=0)
    found = select(wider, claims, experts, coded)
    most = found.claims["expert_id"].value_counts().max()
    if most > 0:
        return f"{said}; of no expert there are more than {most}"
    if not (wanted.since or wanted.until):
        return said
    there = select(replace(wider, since="", until=""), claims, experts, coded).claims["said_on"]
    dates = sorted(date for date in there if is_iso_date(date))
    span = f" ({dates[0]} to {dates[-1]})" if dates else ""
    vague = f"; dates too vague to tell: {found.n_vague}" if found.n_vague else ""
    return (
        f"{said}; without its dates it leaves {len(there)}, of which {len(dates)} with a date"
        f"{span} and {len(there) - len(dates)} without{vague}"
    )


def refuse_too_many(study: "Study", whole: str = "") -> None:
    """Refuse a study of more experts than are compared, with the least filter that leaves fewer.

    Args:
        study: the study, cut or not.
        whole: what takes a study only whole, where that is so: no filter can be typed there.

    Raises:
        UsageError: there are more.
    """
    if len(study.experts) <= MOST_EXPERTS:
        return
    said = (
        f"every two experts are compared, and the study has {len(study.experts):,}, more than "
        f"the {MOST_EXPERTS:,} that are"
    )
    n_claims = claims_of_each(study.experts, study.claims).sort_values(ascending=False)
    fewest = int(n_claims.iloc[MOST_EXPERTS]) + 1
    left = int((n_claims >= fewest).sum())
    helps = left >= _FEWEST_COMPARED
    if whole:
        whom = f"the {left:,} who have at least {fewest} of the claims" if helps else "some of them"
        said += f"; {whole}, without a filter: make a study of its own of {whom}"
    elif helps:
        said += f"; --min-claims {fewest} is the least that helps, and leaves {left:,}"
    else:
        alike = int((n_claims == fewest - 1).sum())
        said += f"; no --min-claims helps, for {alike:,} of them have as many claims "
        said += f"({fewest - 1}): choose some with --where, --topic or --since"
    raise UsageError(said)


#: One expert alone is compared with nobody.
_FEWEST_COMPARED = 2


def in_span(study: "Study", wanted: Filter) -> tuple["Study", int, int]:
    """Return a study, or a part of one, cut to a span; and how many claims are in none.

    Args:
        study: may be filtered already.
        wanted: since and until alone.

    Returns:
        The study; claims without a date; claims whose date is too vague.
    """
    coded = study.annotations[["claim_id", "topic"]]
    found = select(wanted, study.claims, study.experts, coded)
    return _on_its_claims(replace(study, claims=found.claims)), found.n_undated, found.n_vague


def _on_its_claims(study: "Study") -> "Study":
    """Return the study with what was coded of its claims, and nothing of others."""
    kept = frozenset(study.claims["claim_id"])
    talks = (
        replace(
            one,
            claims=tuple(claim for claim in one.claims if claim in kept),
            before=_of(kept, one.before),
        )
        for one in study.talks
    )
    return replace(
        study,
        annotations=_of(kept, study.annotations),
        decisions=_of(kept, study.decisions),
        waiting=_of(kept, study.waiting),
        machine_codings=_of(kept, study.machine_codings),
        chances={claim: one for claim, one in study.chances.items() if claim in kept},
        talks=tuple(one for one in talks if one.claims),
    )


def within_topics(study: "Study") -> "Study":
    """Return a study whose annotations name no topic that a filter left out."""
    if study.selection.codebook is None:
        return study
    left = set(study.selection.codebook.topic_ids) - set(study.codebook.topic_ids)
    annotations, decisions, waiting, machine = (
        frame[~frame["topic"].isin(left)].reset_index(drop=True)
        for frame in (study.annotations, study.decisions, study.waiting, study.machine_codings)
    )
    return replace(
        study,
        annotations=annotations,
        decisions=decisions,
        waiting=waiting,
        machine_codings=machine,
    )


def _codebook(codebook: Codebook, wanted: Filter) -> Codebook:
    if not wanted.topics:
        return codebook
    return replace(codebook, topics=tuple(t for t in codebook.topics if t.id in wanted.topics))


def _sources(sources: pd.DataFrame, wanted: Filter) -> pd.DataFrame:
    if not wanted.sources:
        return sources
    return sources[sources["source_id"].isin(wanted.sources)].reset_index(drop=True)


def _of(claims: frozenset[str], frame: pd.DataFrame) -> pd.DataFrame:
    return frame[are_among(frame["claim_id"], claims)].reset_index(drop=True)


def _with_own_columns(experts: pd.DataFrame, own: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    """Return the experts with people's own columns beside ours; an empty text where none is."""
    pairs = zip(experts["expert_id"], experts["name"], strict=True)
    rows = [own.get(id_) or own.get(name) or {} for id_, name in pairs]
    headers = dict.fromkeys(header for row in rows for header in row)
    added = {h: pd.Series([row.get(h, "") for row in rows], experts.index, "str") for h in headers}
    return experts.assign(**{h: cells for h, cells in added.items() if h not in experts})


def view_of(study: "Study", name: str) -> Filter:
    """Return the filter of a saved view.

    Raises:
        UsageError: there is no such view, or it cannot be read.
    """
    found = next((text for saved, text in study.views if fold(saved) == fold(name)), None)
    if found is None:
        names = [saved for saved, _ in study.views]
        near = closest(name, names, at_least=60.0)
        there = f"there are: {listed(names)}" if names else _HOW
        meant = f'did you mean "{near}"? ' if near else ""
        raise UsageError(f'the study has no view "{name}"; {meant}{there}')
    return read_view(name, found)


_HOW = (
    "to keep one, write into the sheet Settings of study.xlsx: setting "
    '"view economists", value "where role=economist; since 2022"'
)
_SEVERAL = ("where", "source", "topic")
_ONE = ("since", "until", "min-claims", "group")


def read_view(name: str, text: str) -> Filter:
    """Return the filter that a setting spells: options without dashes, semicolons between.

    Raises:
        UsageError: it cannot be read.
    """
    several: dict[str, list[str]] = {option: [] for option in _SEVERAL}
    one: dict[str, str] = {}
    wrong: list[str] = []
    for part in filter(None, map(str.strip, text.split(";"))):
        option, _, value = part.partition(" ")
        option, value = option.lower().lstrip("-").replace("_", "-"), value.strip()
        if not value or (option not in _SEVERAL and option not in _ONE):
            wrong.append(f'"{part}" should begin with {", ".join((*_SEVERAL, *_ONE))}')
        elif option in several:
            several[option].append(value)
        elif option in one:
            wrong.append(f'"{option}" stands twice')
        else:
            one[option] = value
    number = one.get("min-claims", "0")
    if not (number.isascii() and number.isdigit()):
        wrong.append(f'min-claims: "{number}" is no whole number')
    if wrong:
        raise UsageError("\n".join(f'the view "{name}" cannot be read: {one}' for one in wrong))
    return filter_of(
        several["where"],
        one.get("since", ""),
        one.get("until", ""),
        several["source"],
        several["topic"],
        int(number),
        one.get("group", ""),
    )
