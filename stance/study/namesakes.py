"""Two people of one name: told apart where articles say that they are another, elsewhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from stance.core.errors import Problem
from stance.core.text import ONE_PERSON, fold, spellings_of, told_alike, words_of_description
from stance.names.parts import take_apart
from stance.workbook.form import STUDY_FILE

if TYPE_CHECKING:
    from stance.study.describing import Reading


@dataclass
class _Bearer:
    """One of those who bear a name: what is told of him or her, and where.

    Attributes:
        expert_id: the expert; empty for whoever the name means by itself.
        roles: words of roles.
        countries: countries.
        told: what to say of it, with the place.
    """

    expert_id: str = ""
    roles: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    told: list[str] = field(default_factory=list)

    def take(self, other: "_Bearer") -> None:
        self.roles |= other.roles
        self.countries |= other.countries
        self.told += other.told

    def opposes(self, other: "_Bearer") -> bool:
        """Whether the two are of other countries and of roles without a word in common."""
        known = self.countries and other.countries and self.roles and other.roles
        return bool(known) and not (self.countries & other.countries or self.roles & other.roles)

    def agrees(self, other: "_Bearer") -> bool:
        """Whether country or role are the same."""
        return bool(self.countries & other.countries or self.roles & other.roles)


@dataclass(frozen=True)
class Namesake:
    """Whom a name means in a source that speaks of another person than the usual one.

    Attributes:
        name: the name as the source writes it.
        source_id: the source.
        expert_id: the expert that is known; empty for one who is new.
        number: which of the new ones of this name, from 1.
    """

    name: str
    source_id: str
    expert_id: str
    number: int


def namesakes(
    experts: Sequence[Mapping[str, Any]], read: Iterable[tuple[str, "Reading"]]
) -> tuple[list[Namesake], list[Problem]]:
    """Return which names mean another person in which source, with a note for each who is new.

    Args:
        experts: rows of ``EXPERTS``.
        read: what places in articles tell, with the id of their source.
    """
    known = _known(experts)
    sources = _by_source(read)
    found: list[Namesake] = []
    problems: list[Problem] = []
    for key, of in sources.items():
        bearers = known.get(key) or [_Bearer()]
        fresh: list[_Bearer] = []
        for (name, source_id), here in of.items():
            bearer = _meant(here, [*bearers, *fresh])
            if bearer is None:
                bearer = _Bearer()
                fresh.append(bearer)
            bearer.take(here)
            number = next((n for n, one in enumerate(fresh, 1) if one is bearer), 0)
            if number or len(bearers) > 1:
                found.append(Namesake(name, source_id, bearer.expert_id, number))
        if fresh:
            problems.append(_note(next(iter(of))[0], [*bearers, *fresh]))
    return found, problems


def alike(experts: Sequence[Mapping[str, Any]]) -> list[Problem]:
    """Note experts whose names are written alike once titles and order are put aside: two people.

    Args:
        experts: rows of ``EXPERTS``.
    """
    by_name: dict[str, list[str]] = {}
    for row in experts:
        by_name.setdefault(take_apart(row["name"]).text, []).append(row["name"])
    twice = [names[:3] for text, names in by_name.items() if text and len(set(names)) > 1]
    if not twice:
        return []
    message = told_alike(twice, "people")
    return [Problem(code="names-alike", message=message, hint=ONE_PERSON, file=STUDY_FILE)]


def _known(experts: Sequence[Mapping[str, Any]]) -> dict[str, list[_Bearer]]:
    """Return the experts who bear each name."""
    found: dict[str, list[_Bearer]] = {}
    for row in experts:
        for spelling in {fold(s) for s in spellings_of(row["name"], row["aliases"])}:
            told = ", ".join(filter(None, (row["role"], row["country"])))
            roles, countries = words_of_description(row["role"]), {row["country"]} - {""}
            bearer = _Bearer(row["expert_id"], roles, countries, [told] if told else [])
            found.setdefault(spelling, []).append(bearer)
    return found


def _by_source(
    read: Iterable[tuple[str, "Reading"]],
) -> dict[str, dict[tuple[str, str], _Bearer]]:
    """Return what each source tells of each name."""
    found: dict[str, dict[tuple[str, str], _Bearer]] = {}
    for source_id, reading in read:
        told = reading.told
        of = found.setdefault(fold(told.expert), {})
        here = of.setdefault((told.expert, source_id), _Bearer())
        here.roles |= words_of_description(told.role)
        here.countries |= {told.country} - {""} if told.firm else set()
        said = ", ".join(filter(None, (told.role, told.country)))
        here.told += [f"{said} ({reading.place})"] if said else []
    return found


def _meant(here: _Bearer, bearers: Sequence[_Bearer]) -> _Bearer | None:
    """Return which bearer of a name a source means; None for none of them."""
    fits = [bearer for bearer in bearers if not bearer.opposes(here)]
    agreeing = [bearer for bearer in fits if bearer.agrees(here)]
    return next(iter(agreeing or fits), None)


def _note(name: str, bearers: Sequence[_Bearer]) -> Problem:
    told = "; ".join(bearer.told[0] for bearer in bearers if bearer.told)
    return Problem(
        code="namesakes",
        message=f"{len(bearers)} people are named {name}, by role and country: {told}",
        hint="if they are one, answer yes on the sheet that stance names makes",
        file=STUDY_FILE,
        value=name,
    )
