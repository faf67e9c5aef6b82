"""People who speak together: "A, B and C said", "said A, a lecturer, and the council"."""

from collections.abc import Sequence

from stance.extract.quotes.parts import (
    CLAUSES,
    FINITE,
    MARKS,
    MOST,
    ONLY,
    Part,
    joined,
    joint_after,
    part_after,
    parts,
)
from stance.extract.quotes.people import Speaker, is_role, possessive, pronoun, singular, speaker
from stance.extract.quotes.tokens import Token, low_at
from stance.extract.quotes.words import (
    BODIES,
    DETERMINERS,
    GOING,
    PREPOSITIONS,
    PRONOUNS,
    SAY,
    STARTERS,
    STOPPERS,
    TITLES,
    listed,
)

_EVERYBODY = listed("everyone everybody all anyone anybody")
_OF = listed("of from at for")
_GOVERN = listed("unlike per asked") | PREPOSITIONS | DETERMINERS
_LEADS = PREPOSITIONS | (STARTERS - DETERMINERS)
_OPENERS = STARTERS - DETERMINERS
_NO_NOUN = CLAUSES | (PRONOUNS - DETERMINERS)
_ASIDE = listed("a an the who whose which of from at former formerly then now one both")
_TITLED = listed("mr mrs ms mr. mrs. ms. dr dr. miss")
_SEVERAL = listed("other others several some many most few more")


def before(words: Sequence[Token], low: int, stop: int, text: str) -> Speaker | None:
    """Return those who speak together, the last of them or what is said of him ending there.

    None where it is but one, unless others are left out ("A, not B"). Of a role and the name
    beside it only the name is one of them. They are unsure where what is said of one of them is
    not closed by a comma, or with "or".
    """
    if not joined(words, low, stop):
        return None
    every = list(parts(words, low, stop))
    heads = [part for part in every if part.joint != "not"]
    if not heads:
        return None
    last = every[0]
    if last.closed and last.joint != "not" and not _says_what(words, last, text):
        return None  # "In Testville, A and B, said" is none
    if last.closed and last.joint == "and" and words[last.begin].low in ("a", "an"):
        return None  # "A, a friend of B and a lecturer, said"
    but = _but(words, heads, text)
    if but is not None:
        return but
    found, joint, unsure = _gathered(words, heads, text)
    if len(heads) < len(every) and len(found) == 1:
        return found[0]  # A, not B, said
    if joint == "but" and len(heads) > 1 and _not_only(words, heads[1].begin):
        joint = "and"
    if joint not in ("and", "or"):
        return None
    return _together(found[::-1], text, unsure=unsure or joint == "or")


def _but(words: Sequence[Token], heads: Sequence[Part], text: str) -> Speaker | None:
    """Return whom "everyone but A" means, which is everyone and so nobody."""
    if len(heads) < 2 or heads[0].joint != "but":
        return None
    last = heads[1].stop
    named = _member(words, heads[0].begin, heads[0].stop, text)
    if words[last - 1].low in _EVERYBODY and named is not None:
        return Speaker("everyone", words[last - 1].start, named.end, "role")
    return None


def _gathered(
    words: Sequence[Token], heads: Sequence[Part], text: str
) -> tuple[list[Speaker], str, bool]:
    """Return the members of a series, the last first, what joins that, and if one is unsure."""
    found: list[Speaker] = []
    joint, unsure = "", False
    for n, part in enumerate(heads):
        named = _member(words, part.begin, part.stop, text)
        earlier = heads[n + 1] if n + 1 < len(heads) else None
        if _apposed(words, part, named, earlier, text) and (part.closed or found):
            unsure = unsure or not part.closed
            continue
        if named is None:
            opening = _opening(words, part, text) if found else None
            found += [opening] if opening else []
            if found and not opening:
                found, unsure = _without_place(words, found, part, unsure)
            break
        if found and _titles(words, part, named, heads[n - 1], found[-1]):
            unsure = unsure or not heads[n - 1].closed
            continue
        if len(found) == MOST:
            unsure = True
            break
        joint = joint or part.joint
        open_end = found and not part.closed and _is_what(words, part, named) and _led(named)
        unsure = unsure or bool(open_end)  # "the head of A and B"
        found.append(named)
    return found, joint, unsure


def after(
    words: Sequence[Token], first: Speaker, begin: int, stop: int, text: str
) -> Speaker | None:
    """Return those who speak together from the first on, whose phrase ends before a token."""
    found, tentative, unsure = [first], list[Speaker](), False
    if first.kind == "role" and " " not in first.surface and first.surface.islower():
        return None  # "lecturer and writer A"
    k = begin
    while k < stop and len(found) + len(tentative) <= MOST:
        comma = words[k].text == ","
        joint, k = joint_after(words, k + comma, stop)
        if not joint and not comma:
            break
        part = part_after(words, k, stop, joint or ",")
        named = _member(words, part.begin, part.stop, text) if joint != "not" else None
        k = part.stop
        if joint == "not":
            continue
        last = tentative[-1] if tentative else found[-1]
        role = named is not None and last.kind == "name" and _is_what(words, part, named)
        if named is None or (role and part.joint == ","):
            if not part.closed or not _aside(words, part):
                break
            continue
        tentative.append(named)
        if joint in ("and", "or") and _done(words, part.stop, stop):
            found += tentative
            tentative = []
            unsure = unsure or joint == "or"
        elif joint:
            break
    many = len(found) + len(tentative) > MOST
    found = [*found, *tentative][:MOST] if many else found
    return _together(
        [m for one in found for m in (one.members or (one,))], text, unsure=unsure or many
    )


def _together(found: Sequence[Speaker], text: str, *, unsure: bool) -> Speaker | None:
    """Return several as one speaker; a crowd beside somebody named is left out."""
    if len(found) < 2:
        return None
    led = found[0].kind == "role" and _led(found[0])
    unsure = unsure or (led and _crowd(found[0]))  # "members of X, A and B" are A and B
    if led and (all(map(_bare, found[1:])) or (_crowd(found[0]) and len(found) == 2)):
        start, end = found[0].start, found[-1].end  # the ministers of X, Y and Z
        return Speaker(text[start:end], start, end, "role")
    if _one_phrase(found):
        return None
    named = [one for one in found if not _crowd(one)] or list(found)
    start, end = found[0].start, found[-1].end
    kind = "name" if named[0].kind == "pronoun" else named[0].kind
    members = tuple(named) if len(named) > 1 else ()
    if not members:
        return named[0]
    return Speaker(text[start:end], start, end, kind, members, unsure)


def _member(words: Sequence[Token], begin: int, stop: int, text: str) -> Speaker | None:
    """Return whom a part means if it is nothing but a person or a body."""
    if words[stop - 1].text == ")":
        stop = next((k for k in range(stop - 1, begin, -1) if words[k].text == "("), begin)
    begin += begin < stop and words[begin].low in ("both", "either")
    begin += 2 if _not_only(words, begin) else 0
    part = words[begin:stop]
    if not part:
        return None
    if len(part) == 1 and pronoun(part[0]) and part[0].low not in ("it", "who", "one"):
        return speaker(words, begin, stop, text)
    if any(_is_other(t) for t in part) or part[0].low in PREPOSITIONS or _of_party(part[0]):
        return None
    named = speaker(words, begin, stop, text)
    if named is None:
        return None
    lead = [t for t in part if t.end <= named.start]
    rest = [t for t in part if t.start >= named.end]
    if named.kind == "name":
        if part[0].low.endswith("ing") and part[0].low not in TITLES and len(named.words) > 2:
            return None  # praising A B
        plain = not rest or rest[0].low in _OF
        return named if plain and _calls(lead) and not named.members else None
    return named if _is_body_or_role(part) else None


def _not_only(words: Sequence[Token], begin: int) -> bool:
    """Whether what begins at a token is one of two: "not only A but also B"."""
    end = len(words)
    return low_at(words, begin, end) == "not" and low_at(words, begin + 1, end) in ONLY


def _is_other(token: Token) -> bool:
    """Whether a token shows that a part is no noun phrase."""
    if token.quote is not None:
        return True
    verb = (token.low in SAY or token.low in FINITE) and not token.capital
    clause = token.low in _NO_NOUN
    return verb or clause or not (token.word or token.text in MARKS)


def _calls(lead: Sequence[Token]) -> bool:
    """Whether the words before a name only say who that is: "her brother", "Professor"."""
    if not lead:
        return True
    if lead[0].low in _OPENERS or lead[0].low.endswith(GOING):
        return False
    return lead[-1].capital or is_role(lead[-1].low)


def _is_body_or_role(part: Sequence[Token]) -> bool:
    first = part[0]
    if (first.low in _OPENERS and not is_role(first.low)) or part[-1].low in _TITLED:
        return False
    head = next((n for n, t in enumerate(part) if n and t.low in PREPOSITIONS), len(part))
    noun = part[head - 1]
    if any(t.low in DETERMINERS and t.low not in _SEVERAL for t in part[1:head]):
        return False  # the storm hurt the mayor
    owned = any(possessive(t) for t in part)
    led = first.low in DETERMINERS or owned or singular(noun.low) != noun.low
    body = singular(noun.low) in BODIES
    placed = noun.capital and noun.low not in STARTERS
    return body or placed or (led and is_role(noun.low))  # not "lecturer and writer A"


def _is_what(words: Sequence[Token], part: Part, named: Speaker) -> bool:
    """Whether a part says what somebody is: "the mayor of Testville", "a lecturer"."""
    if named.kind != "role":
        return False
    head = named.surface.casefold().split()
    if head[0] in ("a", "an"):
        return True
    noun = next((head[n - 1] for n, w in enumerate(head) if n and w in PREPOSITIONS), head[-1])
    one = is_role(noun) and singular(noun) == noun and noun not in BODIES
    return one and not words[part.stop - 1].low.isdigit()


def _apposed(
    words: Sequence[Token],
    part: Part,
    named: Speaker | None,
    earlier: Part | None,
    text: str,
) -> bool:
    """Whether a part is no member but says what the one before it is."""
    if earlier is None or part.joint != ",":
        return False
    if named is None:
        return part.closed and _aside(words, part)
    if not _is_what(words, part, named):
        return False
    of = _member(words, earlier.begin, earlier.stop, text) or _opening(words, earlier, text)
    return of is not None and of.kind == "name"


def _says_what(words: Sequence[Token], part: Part, text: str) -> bool:
    """Whether a part only says something of the one before it."""
    named = _member(words, part.begin, part.stop, text)
    return _aside(words, part) and (named is None or _is_what(words, part, named))


def _aside(words: Sequence[Token], part: Part) -> bool:
    """Whether a part may say something of a name before it: ", 34,", ", who left,"."""
    if part.stop <= part.begin:
        return False
    first = words[part.begin]
    told = is_role(first.low) or _of_party(first)
    return first.low in _ASIDE or first.text[0].isdigit() or told


def _of_party(token: Token) -> bool:
    """Whether a word is an American politician's party and state: "D-Testland"."""
    return token.text[:2] in ("D-", "R-", "I-")


def _titles(words: Sequence[Token], part: Part, named: Speaker, later: Part, name: Speaker) -> bool:
    """Whether a role only calls the name after its comma: "the mayor, Ben Sample, and"."""
    return later.joint == "," and name.kind == "name" and _is_what(words, part, named)


def _opening(words: Sequence[Token], part: Part, text: str) -> Speaker | None:
    """Return who stands behind what leads in: "On Monday Anna Example"."""
    if words[part.begin].low not in _LEADS:
        return None
    for k in range(part.begin + 1, part.stop):
        if not (words[k].capital or words[k].low in DETERMINERS) or _held(words[k - 1]):
            continue
        named = _member(words, k, part.stop, text)
        if named is not None and (named.kind == "name" or words[k].low in DETERMINERS):
            return named
    return None


def _held(token: Token) -> bool:
    """Whether what follows a word belongs to it: "with", "citing", "the", a first name."""
    low = token.low
    governs = low in _GOVERN or low.endswith(GOING)
    return governs or (token.capital and low not in STARTERS)


def _without_place(
    words: Sequence[Token], found: list[Speaker], part: Part, unsure: bool
) -> tuple[list[Speaker], bool]:
    """Drop what only says where: "In Testville, Exampleland, A and B said"."""
    place = part.stop - 1
    while place > part.begin and words[place].capital:
        place -= 1
    placed = place < part.stop - 1 and words[place].low in PREPOSITIONS and _bare(found[-1])
    if placed and len(found) > 2:
        return found[:-1], unsure
    return found, unsure or placed


def _bare(named: Speaker) -> bool:
    """Whether somebody is told by one word."""
    return named.kind != "pronoun" and " " not in named.surface


def _led(named: Speaker) -> bool:
    """Whether a role is told with whose it is: "ministers of Testland"."""
    lows = named.surface.casefold().split()
    at = next((n for n, low in enumerate(lows) if n and low in PREPOSITIONS), 0)
    return at > 0 and is_role(lows[at - 1])


def _crowd(named: Speaker) -> bool:
    """Whether somebody is several people without a name: "two other lecturers"."""
    if named.kind != "role":
        return False
    lows = named.surface.casefold().split()
    noun = next((lows[n - 1] for n, low in enumerate(lows) if n and low in PREPOSITIONS), lows[-1])
    many = singular(noun) != noun and singular(noun) not in BODIES and is_role(noun)
    return many or lows[0] in _SEVERAL


def _undetermined(named: Speaker) -> bool:
    """Whether a role has no article or the like: "police", "senior officials"."""
    first = named.surface.split()[0]
    small = first.islower() or named.surface[1:].islower()
    return named.kind == "role" and small and first.casefold() not in DETERMINERS


def _one_phrase(found: Sequence[Speaker]) -> bool:
    """Whether roles are but one: "its media and telecommunication rivals" are rivals."""
    if any(one.kind != "role" for one in found) or _crowd(found[0]):
        return False
    bare = [_undetermined(one) for one in found]
    return bare[-1] and (not all(bare) or " " in found[-1].surface)


def _done(words: Sequence[Token], k: int, stop: int) -> bool:
    """Whether nothing follows a part that makes it the subject of another clause."""
    low = low_at(words, k, stop)
    if k >= stop or not words[k].word:
        return True
    return low in STOPPERS and low not in FINITE and low not in SAY
