"""Role, affiliation and country of experts, gathered from all places that tell them."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from stance.core.errors import Problem
from stance.core.text import fold, words_of_description
from stance.extract.descriptions.find import Described
from stance.workbook.form import STUDY_FILE

#: What articles tell of experts: columns of ``EXPERTS``.
FACTS = ("role", "affiliation", "country")
#: The column that says where it was read.
READ_FROM = "read_from"
#: So many roles are told of one expert, the first ones.
_MOST_ROLES = 3
#: Words for a role that somebody held once, in any language.
_FORMER = frozenset(
    {"former", "ex", "бывший", "бывшая", "экс", "ehemaliger", "ehemalige", "ancien", "eski"}
)


class Reading(NamedTuple):
    """What one place in one file tells."""

    file: str
    told: Described

    @property
    def place(self) -> str:
        """Where it stands, as people write it."""
        return f"{self.file} {self.told.start}:{self.told.end}"


def with_facts(
    expert: Mapping[str, Any], readings: Sequence[Reading]
) -> tuple[dict[str, Any], list[Problem]]:
    """Return an expert's row with what articles tell of it, and a note for each contradiction.

    What the row has stays. What was filled in once is filled in no more, so that whoever empties
    a cell is not contradicted. Where two places contradict each other the cell stays empty.

    Args:
        expert: a row of ``EXPERTS``.
        readings: the places in articles that tell something of the expert, in their order.
    """
    row = dict(expert)
    done = str(row.get(READ_FROM) or "")
    problems: list[Problem] = []
    places: dict[str, list[str]] = {}
    for fact in FACTS:
        told = [r for r in readings if getattr(r.told, fact)]
        if not told or row.get(fact) or fact in _facts_of(done):
            continue
        kept = _JUDGED[fact](told)
        if not kept:
            problems.append(_differing(str(row["name"]), fact, told))
            continue
        row[fact] = "; ".join(getattr(r.told, fact) for r in kept)
        for reading in kept:
            places.setdefault(reading.place, []).append(fact)
    new = "; ".join(f"{', '.join(facts)}: {place}" for place, facts in places.items())
    row[READ_FROM] = "; ".join(part for part in (done, new) if part)
    return row, problems


def _facts_of(read_from: str) -> set[str]:
    """Return what a cell of this column says to have been read."""
    heads = (part.partition(":")[0] for part in read_from.split(";"))
    return {fact.strip() for head in heads for fact in head.split(",")}


def _differing(name: str, fact: str, told: Sequence[Reading]) -> Problem:
    """Return the note on what different places tell of one expert."""
    different = {fold(getattr(r.told, fact)): r for r in reversed(told)}
    said = ", ".join(f"“{getattr(r.told, fact)}” ({r.place})" for r in reversed(different.values()))
    return Problem(
        code="descriptions-differ",
        message=f"{name}: {fact} was left empty, for the articles tell {said}",
        hint="write what holds into the sheet Experts; two people want an id each",
        file=STUDY_FILE,
    )


def _roles(told: Sequence[Reading]) -> list[Reading]:
    """Return the places of an expert's roles; none where one was only held once and one is held."""
    kept = _fullest(told, "role")
    words = [words_of_description(r.told.role) for r in told]
    now = {frozenset(w) for w in words if not w & _FORMER}
    once = {frozenset(w - _FORMER) for w in words if w & _FORMER}
    return [] if now & once else kept[:_MOST_ROLES]


def _affiliations(told: Sequence[Reading]) -> list[Reading]:
    """Return the place of the one affiliation, as it is written most fully; none of several."""
    kept = _fullest(told, "affiliation")
    return kept if len(kept) == 1 else []


def _countries(told: Sequence[Reading]) -> list[Reading]:
    """Return the first place of the one country; what tells only a body's country counts last."""
    firm = [r for r in told if r.told.firm] or list(told)
    return firm[:1] if len({r.told.country for r in firm}) == 1 else []


_JUDGED = {"role": _roles, "affiliation": _affiliations, "country": _countries}


def _fullest(told: Sequence[Reading], fact: str) -> list[Reading]:
    """Return the readings without those whose words all stand in another; in one alphabet.

    A body is called one thing in Latin letters and another in Cyrillic ones, which is no
    contradiction: the alphabet of most readings counts.
    """
    latin = [r for r in told if _is_latin(getattr(r.told, fact))]
    other = [r for r in told if not _is_latin(getattr(r.told, fact))]
    first: dict[frozenset[str], Reading] = {}
    for reading in other if len(other) > len(latin) else latin:
        first.setdefault(frozenset(words_of_description(getattr(reading.told, fact))), reading)
    having: dict[str, list[frozenset[str]]] = {}
    for words in first:
        for word in words:
            having.setdefault(word, []).append(words)
    return [reading for words, reading in first.items() if not _in_another(words, having)]


def _in_another(words: frozenset[str], having: Mapping[str, Sequence[frozenset[str]]]) -> bool:
    """Whether all the words stand in a fuller description; those of its rarest word are asked."""
    rarest = min((having[word] for word in words), key=len, default=())
    return any(words < fuller for fuller in rarest)


def _is_latin(text: str) -> bool:
    return any(letter.isascii() and letter.isalpha() for letter in text)
