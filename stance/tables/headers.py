"""Which column is which field: by what was said, by name and synonym, by near miss."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from stance.core.text import header_key
from stance.tables.columns import Column
from stance.tables.header_words import (
    APART_WORDS,
    CLAIM_WORDS,
    CODE_WORDS,
    FIRST_NAMES,
    LAST_NAMES,
    SUGGESTED,
)
from stance.tables.wishes import EXPERTS, IGNORE

#: What follows a header in brackets: units, ends of a scale, advice.
_BRACKETS = re.compile(r"(?:(?<!\s)\s+)?[(\[（【][^)\]）】]{0,1000}[)\]）】]\s*$")
#: How a header ends that speaks of women and men: "Intervenant·e", "Entrevistado/a".
_BOTH = re.compile(r"(?<=\w\w)[·•*/](?:e|es|a|as|o|os|in|innen|r)\Z")
#: Letters of a header that may be a near miss of a name, and how like it must be, 0 to 100.
_SHORTEST, _LIKE = 5, 83.0


@dataclass(frozen=True)
class Roles:
    """What the columns of a sheet are.

    Attributes:
        fields: field to its columns; one, unless several were said to be it.
        near: fields that were recognised by a misspelled header.
        rivals: field to columns whose header could name it too, and which was not taken for it.
        rest: the columns that are none of these.
        unmet: keys of the map that no column bears.
        said: the columns of which was said what they are.
        within: the columns that became part of another one.
    """

    fields: Mapping[str, tuple[Column, ...]]
    near: frozenset[str]
    rivals: Mapping[str, tuple[Column, ...]]
    rest: tuple[Column, ...]
    unmet: tuple[str, ...] = ()
    said: frozenset[Column] = frozenset()
    within: frozenset[Column] = frozenset()

    def one(self, field: str) -> Column | None:
        """Return the first column of a field, or None."""
        return next(iter(self.fields.get(field, ())), None)


def lines_of(block: str) -> list[list[str]]:
    """Return the entries of a block of data: lines, and in each what bars part."""
    lines = (line.split("|") for line in block.strip().splitlines())
    return [[entry.strip() for entry in line if entry.strip()] for line in lines]


@lru_cache(maxsize=2)
def _ranks(codes: bool) -> dict[str, list[tuple[int, str]]]:
    """Return what each header may mean: fields with the line of the word, the surest first."""
    found: dict[str, list[tuple[int, str]]] = {}
    for field, block in (CODE_WORDS if codes else CLAIM_WORDS).items():
        for rank, words in enumerate(lines_of(block)):
            for word in words:
                found.setdefault(header_key(word), []).append((rank, field))
    return found


def _keys_in(block: str) -> frozenset[str]:
    return frozenset(header_key(word) for line in lines_of(block) for word in line)


_APART, _FIRST, _LAST = map(_keys_in, (APART_WORDS, FIRST_NAMES, LAST_NAMES))


def keys_of(header: str) -> tuple[str, ...]:
    """Return under which keys a header is looked up: whole, and without what stands in brackets."""
    bare = _BRACKETS.sub("", header)
    shorter = (header_key(header), header_key(bare), header_key(_BOTH.sub("", header)))
    return tuple(dict.fromkeys(filter(None, shorter)))


def fields_named(header: str, *, codes: bool = False) -> tuple[str, ...]:
    """Return the field that a header names the surest, in tables of claims or of codes."""
    ranks = _ranks(codes)
    found = min((ranks[key][0] for key in keys_of(header) if key in ranks), default=None)
    return (found[1],) if found else ()


#: How headers of columns begin that are about an answer, and of columns that count.
_BEGINNINGS = ("n ", "number of ", "confidence", "how confident", "how sure", "please explain")


def set_apart(header: str) -> bool:
    """Say whether a column of this name never holds stances or codes."""
    keys = keys_of(header)
    ends = (" id", " ids", " count", " date", " time", " url")
    return any(k in _APART or k.endswith(ends) or k.startswith(_BEGINNINGS) for k in keys)


def is_suggestion(header: str) -> bool:
    """Say whether a column of this name holds what a machine suggests, and nobody's answers."""
    return header_key(header).split(" ", 1)[0] == SUGGESTED


def roles_of(columns: Sequence[Column], said: Mapping[str, str], *, codes: bool = False) -> Roles:
    """Return what the columns are; those of suggestions are nothing, unless it is said.

    Args:
        columns: all columns of a sheet.
        said: key of a header to its field; counts before all else.
        codes: the table holds codes of any kind, and no claims.
    """
    fields: dict[str, list[Column]] = {}
    told, unmet = _told(columns, said)
    for column, field in told:
        if field != IGNORE:
            fields.setdefault(field, []).append(column)
    known = {column for column, _ in told}
    free = [c for c in columns if c not in known and not is_suggestion(c.header)]
    ranks = _ranks(codes)
    meanings = {c: _meanings(c.header, ranks) for c in free}
    claims = sorted(
        ((rank, not c.filled, c.number, field, c) for c in free for rank, field in meanings[c]),
        key=lambda claim: claim[:4],
    )
    taken: set[Column] = set()
    rivals: dict[str, list[Column]] = {}
    for _, empty, _, field, column in claims:
        if column in taken:
            continue
        if field not in fields:
            fields[field] = [column]
            taken.add(column)
        elif not empty:
            rivals.setdefault(field, []).append(column)
    left = [c for c in free if c not in taken]
    near = _near_misses([c for c in left if c.filled], fields, codes)
    for field, column in near.items():
        fields[field] = [column]
    rest = tuple(c for c in left if c not in near.values())
    within: frozenset[Column] = frozenset()
    if not codes and (whole := _whole_name(fields.get("expert", []), columns)):
        fields["expert"] = [whole[0]]
        within = frozenset(whole[1:])
        rest = tuple(c for c in rest if c not in within)
    return Roles(
        {field: tuple(found) for field, found in fields.items()},
        frozenset(near),
        {f: tuple(c for c in found if c in rest) for f, found in rivals.items()},
        rest,
        tuple(unmet),
        frozenset(column for column, _ in told),
        within,
    )


def _meanings(header: str, ranks: Mapping[str, list[tuple[int, str]]]) -> list[tuple[int, str]]:
    """Return what a header may mean; "Sprecherin/Sprecher" what both of its words mean."""
    whole = [meaning for key in keys_of(header) for meaning in ranks.get(key, ())]
    if whole or "/" not in header:
        return whole
    parts = [{f: r for r, f in ranks.get(header_key(p), ())} for p in header.split("/")]
    return [(rank, field) for field, rank in parts[0].items() if all(field in p for p in parts)]


def _whole_name(
    expert: Sequence[Column], columns: Sequence[Column]
) -> tuple[Column, Column] | None:
    """Return family names with the first names before them, and the column that has these."""
    last = expert[0] if len(expert) == 1 else None
    first = next((c for c in columns if set(keys_of(c.header)) & _FIRST), None)
    if last is None or first is None or first is last or not set(keys_of(last.header)) & _LAST:
        return None
    pairs = zip(first.texts, last.texts, strict=True)
    texts = [" ".join(filter(None, (a.strip(), b.strip()))) for a, b in pairs]
    return Column(last.number, f"{first.header} {last.header}", texts), first


def _told(
    columns: Sequence[Column], said: Mapping[str, str]
) -> tuple[list[tuple[Column, str]], list[str]]:
    """Return the columns of which was said what they are, and the keys that name none.

    A column is named by its header, or else by its letter.
    """
    from stance.sheets.a1 import column_letters

    found: list[tuple[Column, str]] = []
    unmet: list[str] = []
    for key, field in said.items():
        named = [c for c in columns if key in keys_of(c.header)[:1]]
        named = named or [c for c in columns if key in keys_of(c.header)]
        named = named or [c for c in columns if key == column_letters(c.number).lower()]
        found += [(column, "expert" if field == EXPERTS else field) for column in named]
        if not named:
            unmet.append(key)
    return found, unmet


def _near_misses(
    columns: Sequence[Column], fields: Mapping[str, object], codes: bool
) -> dict[str, Column]:
    """Match headers that are left to fields that are left, where they are misspelled."""
    from rapidfuzz import fuzz, process

    words = {k: m[0][1] for k, m in _ranks(codes).items() if m[0][0] <= 1 and len(k) >= _SHORTEST}
    words = {key: field for key, field in words.items() if field not in fields}
    near: dict[str, Column] = {}
    keys = [header_key(column.header) for column in columns]
    for column in columns:
        key = header_key(column.header)
        odd = any(c.isdigit() for c in key) or set_apart(column.header)
        if len(key) < _SHORTEST or odd:
            continue
        found = process.extractOne(key, list(words), scorer=fuzz.ratio, score_cutoff=_LIKE)
        if found and key.startswith(f"{found[0]} "):
            continue  # "coder a" is one coder among others, and "coder" not misspelled
        if found and sum(k.endswith(f" {found[0]}") for k in keys) > 1:
            continue  # "tax confidence", "war confidence": each is of a topic
        if found and words[found[0]] not in near:
            near[words[found[0]]] = column
    return near
