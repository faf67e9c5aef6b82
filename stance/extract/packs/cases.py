"""In which case a name or a noun may stand, by its ending: who can be the subject of a verb.

A reading is two letters: the case (n, g, d, a, i, p, from nominative to prepositional) and the sex
or number (m, f, n, p).
"""

from collections.abc import Sequence

from stance.extract.packs.pack import Endings, Pack, Readings

#: What a verb's ending asks of its subject.
_ASKED = {"he": "m", "she": "f", "it": "n", "they": "p", "": "mfn"}
#: How common first names end that change, and what stands instead in other cases.
_BASES = ("", "а", "я", "ь", "й", "о")
_ENDINGS = ("ой", "ою", "ей", "ею", "єю", "ом", "ем", "ём", "єм", *"аяуюеыиії")
#: How given names end that are the same in every case.
_INDECLINABLE = "еиоуыэю"
#: How names of women end in cases other than the nominative where those of men rarely do.
_HERS = ("и", "і", "ї", "ы", "ой", "ою", "ей", "е")
#: How names of men end in the dative.
_DATIVE = ("у", "ю")
_ANY = frozenset(case + sex for case in "ngdaip" for sex in "mfnp")


def asked(verb: str, rules: Pack) -> str:
    """Return the sexes and numbers that the subject of a verb may have; all of one for "says"."""
    kind = next((rules.tells_sex[e] for e in rules.tells_sex if verb.endswith(e)), "")
    return _ASKED[kind]


def is_given(low: str, rules: Pack) -> bool:
    """Whether a word is a common first name, in any case."""
    return bool(_given_as(low, rules))


def given_name(low: str, rules: Pack) -> str:
    """Return the common first name of which a word in another case is a form; empty if of none."""
    low = low.replace("ё", "е")
    if low[-1] in _INDECLINABLE and (low in rules.given_he or low in rules.given_she):
        return low
    hers = low.endswith(_HERS)
    bases = _bases(low)
    bases = [*bases[1:], *bases[:1]] if hers else bases
    both = [rules.given_he, rules.given_she]
    for names in both[::-1] if hers else both:
        found = next((base for base in bases if base in names and base != low), "")
        if found:
            return found
    return ""


def name_readings(lows: Sequence[str], rules: Pack) -> Readings:
    """Return the readings that all words of a name share; none where they make no one name.

    Args:
        lows: its words in small letters.
        rules: the language's; without a table of cases anything may be a subject.
    """
    if not rules.cases:
        return frozenset({"nm", "nf"})
    if lows[0][0].isascii():
        return _ANY
    lows = [low for low in lows if low.rstrip(".")[1:] and low not in rules.particles] or lows[:1]
    if len(lows) == 1:
        return _by_ending(lows[0], "family", rules)
    if len(lows) == 2 and _given_as(lows[1], rules) and not _given_as(lows[0], rules):
        lows = lows[::-1]  # Example Anna
    elif len(lows) == 2 and lows[0].endswith(rules.family_ends) and not _given_as(lows[0], rules):
        if rules.father is None or not rules.father.search(lows[1]):
            return frozenset()
    elif any(_starts_name(lows, k, rules) for k in range(2, len(lows))):
        return frozenset()
    found = _given_readings(lows[0], rules)
    for low in lows[1:]:
        found &= _by_ending(low, "family", rules)
    return found


def _starts_name(lows: Sequence[str], k: int, rules: Pack) -> bool:
    """Whether a word is the first name of somebody else than the two words before name."""
    return is_given(lows[k], rules) and not is_given(lows[k - 1], rules)


def noun_readings(low: str, rules: Pack) -> Readings:
    """Return the readings of a noun for somebody or for a body."""
    if not rules.cases or low[0].isascii() or "." in low:
        return _ANY
    if rules.heads is not None and rules.heads.search(low):
        return frozenset({"nm", "nf"})
    if low.endswith("а") and (low in rules.roles or low in rules.bodies):
        return frozenset({"gm", "am"})
    return _by_ending(low, "noun", rules)


def may_be_subject(readings: Readings, wanted: str) -> bool:
    """Whether one of the readings is a subject of one of the wanted sexes or numbers."""
    return any("n" + sex in readings for sex in wanted)


def is_subject(readings: Readings) -> bool:
    """Whether every reading is in the case that names."""
    return all(reading[0] == "n" for reading in readings)


def is_object(readings: Readings) -> bool:
    """Whether one of the readings is in the case of whom somebody quotes."""
    return any(reading[0] == "a" for reading in readings)


def _given_readings(low: str, rules: Pack) -> Readings:
    return _given_as(low, rules) or _by_ending(low, "given", rules)


def _given_as(low: str, rules: Pack) -> Readings:
    """Return the readings of a common first name; none where it is no such name."""
    low = low.replace("ё", "е")
    bases = {base for base in _bases(low) if base != low}
    found: set[str] = set()
    for sex, names in (("m", rules.given_he), ("f", rules.given_she)):
        if low in names:
            changes = low[-1] in "ая" or (sex == "m" and low[-1] not in _INDECLINABLE)
            found |= {case + sex for case in ("n" if changes else "ngdaip")}
        if not names.isdisjoint(bases):
            told = _by_ending(low, "given", rules)
            found |= {r for r in told if r[0] != "n" and r[1] == sex}
    return frozenset(found)


def _bases(low: str) -> list[str]:
    """Return the names of which a word may be a form."""
    ending = next((ending for ending in _ENDINGS if low.endswith(ending)), "")
    return [low[: -len(ending)] + base for base in _BASES] if ending else []


def _by_ending(low: str, table: str, rules: Pack) -> Readings:
    """Return what the longest ending of a word that a table has tells."""
    endings = rules.cases[table]
    for n in range(min(len(low), 6), 0, -1):
        found = endings.get(low[-n:])
        if found is not None:
            return found
    return endings["*"]


def nominative(name: str, rules: Pack) -> str:
    """Return the form that names somebody, by the endings that the language gives names.

    A name that does not end as one in another case stays as it is.
    """
    told = name_readings(name.casefold().split(), rules) if rules.cases else frozenset()
    hers = bool(told) and all(reading[1] == "f" for reading in told)
    endings = rules.endings_she if hers else rules.endings
    whose = bool(told) and told <= {"gm", "am"}  # and ends as no dative
    return " ".join(
        word
        if whose and word.endswith(_DATIVE)
        else "-".join(_nominative(part, endings, rules) for part in word.split("-"))
        for word in name.split()
    )


def _nominative(word: str, endings: Endings, rules: Pack) -> str:
    low = word.casefold()
    if low in rules.particles:
        return word
    given = given_name(low, rules) if rules.cases else ""
    if given:
        return given.capitalize()
    for pattern, instead in endings:
        found = pattern.search(low)
        if found is not None:
            made = word[: found.start()].casefold() + found.expand(instead)
            return made.capitalize() if word[:1].isupper() else made
    return word
