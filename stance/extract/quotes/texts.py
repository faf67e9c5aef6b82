"""Things that say something and are nobody: a sign; and whose words a report or letter has."""

from stance.extract.quotes.people import Speaker, singular
from stance.extract.quotes.words import BODIES, DETERMINERS, OFFICE, PREPOSITIONS, listed

#: Texts that speak for whoever wrote or published them.
WRITTEN = listed(
    "report statement study document letter email e-mail memo message note post tweet blog article "
    "column editorial essay book paper communique communiqué declaration release filing lawsuit "
    "complaint indictment affidavit website site page account review assessment analysis bulletin "
    "manifesto petition speech transcript video programme ruling resolution"
)
#: Things that have words on them or tell something, and hold no opinion.
_THINGS = listed(
    "sign banner placard poster label plaque clock screen billboard caption headline law "
    "constitution treaty bill act clause contract map graph chart figure data statistic scoreboard "
    "display notice inscription graffiti subtitle sticker tag flag monument tombstone gravestone "
    "epitaph app song poem lyrics textbook "
    "dictionary encyclopaedia encyclopedia wikipedia manual brochure leaflet flyer pamphlet slogan "
    "motto ad advert advertisement voice answerphone machine loudspeaker "
    "t-shirt shirt badge receipt ticket menu invitation legend proverb adage saying ledger diary "
    "calendar thermometer barometer speedometer compass film novel survey poll"
)
#: Those that are written like names.
_NAMED = listed("bible koran quran qur'an torah talmud gospel scripture constitution")
_TEXTS = WRITTEN | _THINGS | _NAMED
_BODIES = OFFICE | BODIES
_OWN = listed("his her its their")
_APOSTROPHES = ("'s", "’s", "s'", "s’")
#: Words of a statement's noun phrase before its "of".
_NEAR = 5


def is_text(named: Speaker) -> bool:
    """Whether a phrase means a text or a thing, by its head noun."""
    return _head(named) in _TEXTS


def is_written(named: Speaker) -> bool:
    """Whether a phrase means a text that somebody must have written."""
    return _head(named) in WRITTEN


def issuer(named: Speaker) -> Speaker | None:
    """Return whose text it is: "a statement by X", "X's report", "her letter"; None if not told."""
    if not is_written(named) or named.kind == "name":
        return None
    words = named.surface.split()
    lows = [word.casefold() for word in words]
    at = next((n for n, low in enumerate(lows) if n and low in ("by", "from")), 0)
    at = at or next((n for n, low in enumerate(lows[:_NEAR]) if n and low == "of"), 0)
    if at:
        return _whose(named, words[at + 1 :])
    stop = next((n for n, low in enumerate(lows) if n and low in PREPOSITIONS), len(words))
    owner = next((n for n in range(stop) if words[n].endswith(_APOSTROPHES)), None)
    if owner is not None:
        last = words[owner]
        bare = last[:-2] if last.endswith(("'s", "’s")) else last[:-1]
        return _whose(named, [*words[:owner], bare])
    if words[0].casefold() in _OWN:
        return Speaker(words[0], named.start, named.start + len(words[0]), "pronoun")
    return None


def is_body(named: Speaker) -> bool:
    """Whether a text is of a kind that speaks for a body: a report, a statement, a lawsuit."""
    return _head(named) in BODIES


def _whose(named: Speaker, words: list[str]) -> Speaker | None:
    """Return the person or body of some words."""
    while len(words) > 1 and words[-1].casefold() in PREPOSITIONS:
        words.pop()
    plain = [word for word in words if word.casefold() not in DETERMINERS]
    if not plain:
        return None
    lows = [word.casefold() for word in plain]
    person = all(word[0].isupper() for word in plain) and not any(low in _BODIES for low in lows)
    return Speaker(" ".join(words), named.start, named.end, "name" if person else "role")


def _head(named: Speaker) -> str:
    """Return the noun of a phrase in the singular; of a name only that of a book or a law."""
    if named.kind == "name":
        low = named.surface.casefold()
        return low if low in _NAMED else ""
    words = named.surface.split() if named.kind == "role" else []
    if not words:
        return ""
    at = (n for n, word in enumerate(words) if n and word.casefold() in PREPOSITIONS)
    noun = words[next(at, len(words)) - 1]
    return singular(noun) if noun.islower() else ""
