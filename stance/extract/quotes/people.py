"""Who is meant: names in a text, and which fuller name a short one stands for."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Literal, NamedTuple

from stance.extract.quotes.given_names import MALE_NAMES
from stance.extract.quotes.tokens import Token, low_at
from stance.extract.quotes.words import (
    BE,
    BETWEEN,
    BODIES,
    BREAKS,
    CALLINGS,
    DEMONYMS,
    DETERMINERS,
    EQUIVALENT,
    GOING,
    OFFICE,
    ONLY_TITLES,
    PARTICLES,
    PREPOSITIONS,
    PRONOUNS,
    ROLE_ENDINGS,
    ROLES,
    SAY,
    STARTERS,
    TITLES,
    listed,
)

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
SpeakerKind = Literal["name", "pronoun", "role"]
_SURNAMES_TOO = listed(
    "ireland wales white green day west north law lake church justice street house"
)
_BODIES = OFFICE - _SURNAMES_TOO
_LEADING = OFFICE | DEMONYMS | STARTERS | TITLES
_LEAD_ROLES = DETERMINERS | {"hon"}
_NO_NAMES = TITLES | OFFICE | DEMONYMS | BODIES
_FUNCTION = STARTERS | BETWEEN | PREPOSITIONS
_NOT_IN_TITLES = (DETERMINERS | PREPOSITIONS | BREAKS | BE | SAY.keys()) - {"of", "for", "and"}
_ENDINGS = ("ed", *GOING)
_BIDDING = listed("tell ask say read add note write call think imagine consider remember")
_JOINED = ("-based", "-born", "-backed", "-led", "-run", "-owned", "-style", "-era", "-year-old")
_AFTER_VERBS = (PREPOSITIONS | DETERMINERS) - {"of"}
#: Words beside a name, before it or behind its comma, that may say what somebody is.
_MOST_TITLE = 10
#: Of people with one family name, so many are told apart.
_MOST_NAMESAKES = 30
#: Of "Anna de la Example" so many particles stand together; "Ben" is one too, and a first name.
_MOST_PARTICLES = 3


#: Verbs that end like nouns for people.
_VERBS = listed(
    "consider wonder answer remember deliver discover encounter prefer suffer counter render "
    "differ surrender reconsider"
)


class Speaker(NamedTuple):
    """Somebody in a sentence: the words, their place, and what kind they are.

    Those who speak together are its members, and unsure where it may be but some of them.
    """

    surface: str
    start: int
    end: int
    kind: SpeakerKind
    members: tuple["Speaker", ...] = ()
    unsure: bool = False

    @property
    def words(self) -> list[str]:
        """The words of the surface, those joined by hyphens or apostrophes as one."""
        return _WORD.findall(self.surface)


def bare(token: Token) -> str:
    """Return the word without a possessive ending."""
    for ending in ("’s", "'s", "’", "'"):
        if token.text.endswith(ending):
            return token.text[: -len(ending)]
    return token.text


def possessive(token: Token) -> bool:
    """Whether the word is a possessive."""
    return token.word and token.low.endswith(("'s", "s'"))


def pronoun(token: Token) -> bool:
    """Whether the word is a personal pronoun, with a verb joined to it or not: "he", "he's"."""
    return token.low.partition("'")[0] in PRONOUNS


def singular(low: str) -> str:
    """Return the singular of a regular plural, the word itself otherwise."""
    low = low.removesuffix("'s").removesuffix("'")
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith("men"):
        return low[:-3] + "man"
    return low[:-1] if low.endswith("s") and not low.endswith("ss") else low


def is_role(low: str) -> bool:
    """Whether the noun names people by what they do."""
    one = singular(low)
    ends = len(one) > 5 and one.endswith(ROLE_ENDINGS) and one not in _VERBS
    return one in ROLES or (ends and low not in _FUNCTION)


def runs(words: Sequence[Token], begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield stretches of capitalised words that may hold a name, as indices."""
    i = begin
    while i < stop:
        if not words[i].text[0].isupper() or _begins(words, i):  # most words are passed over here
            i += 1
            continue
        j = i + 1
        while j < stop and not possessive(words[j - 1]):
            particles, most = j, min(stop, j + _MOST_PARTICLES)
            while particles < most and words[particles].low in PARTICLES:
                particles += 1
            if particles >= stop or not (words[particles].capital and words[particles].word):
                break
            j = particles + 1
        yield i, j
        i = j


def _named(words: Sequence[Token], i: int) -> bool:
    """Whether a common word is a first name here: "Will Sample", "May Sample"."""
    follows = any(t.capital for t in words[i + 1 : i + 2])
    return follows and words[i].low in ("will", "may", "jan", "april", "june", "august", "don")


def _begins(words: Sequence[Token], i: int) -> bool:
    """Whether a capital only begins a sentence: "The", "Alarmed by", "Speaking in"."""
    low = words[i].low
    if low in STARTERS:
        return not _named(words, i)
    if _many(words, i):
        return True
    if low.endswith(_JOINED) or low in _BIDDING:
        return True  # a London-based group
    if not low.endswith(_ENDINGS) or low in MALE_NAMES:
        return False
    before = words[max(0, i - 1) : i]
    first = all(t.quote is not None or t.text in ".!?…" for t in before)
    return first and low_at(words, i + 1, len(words)) in _AFTER_VERBS


def _many(words: Sequence[Token], i: int) -> bool:
    """Whether a capital only begins "Supporters of X", "Rivals say"."""
    if i > 0 and words[i - 1].word:
        return False
    low, one = words[i].low, singular(words[i].low)
    following = low_at(words, i + 1, len(words))
    plural = low == "people" or (one != low and (one in ROLES or following == "of"))
    named = any(t.capital for t in words[i + 1 : i + 2])
    return plural and is_role(low) and not named


def person(words: Sequence[Token], i: int, j: int) -> tuple[int, int] | None:
    """Return the part of a run that is a personal name, titles and offices dropped."""
    if i >= 2 and words[i - 1].low == "of" and words[i - 2].low in TITLES and j - i >= 3:
        i += 1  # President of Exampleland A. Sample
    last = max((k for k in range(i, j - 1) if words[k].low in TITLES), default=i - 1)
    i = last + 1
    while i < j - 1 and (words[i].low in _LEADING or (j - i >= 3 and _calling(words[i]))):
        i += 1  # Witness Anna Example, BBC Anna Example
    while j - i > 1 and words[j - 1].low in ("mp", "mep", "jr", "sr"):
        j -= 1
    if j - i > 5 or any(words[k].low in _BODIES for k in range(i, j)):
        return None
    if words[j - 1].low in ONLY_TITLES:
        return None
    if j - i == 1 and (_no_name(words[i].low, bare(words[i])) or _told_apart(words, i)):
        return None
    return i, j


def _told_apart(words: Sequence[Token], i: int) -> bool:
    """Whether a capital alone is a role or a part: "the hon. Member", "Chapter 2"."""
    role = i > 0 and words[i - 1].low in _LEAD_ROLES and is_role(words[i].low)
    return role or low_at(words, i + 1, len(words)).isdigit()


def _no_name(low: str, word: str) -> bool:
    """Whether a capitalised word alone is a title, a body, a people or an abbreviation."""
    one = singular(low)
    many = one != low and one.split("-")[-1] in _NO_NAMES  # African-Americans
    return one in TITLES or low in _NO_NAMES or many or _acronym(word)


def _calling(token: Token) -> bool:
    """Whether a capitalised word before a name is a role or a body: "Ex-minister", "BBC"."""
    low = token.low
    role = low.removeprefix("ex-") in ROLES or low.split("-")[0] in ROLES or low in CALLINGS
    return role or _acronym(token.text)


def _acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def spelled(words: Sequence[Token], i: int, j: int) -> str:
    """Return a name as written, without a possessive ending."""
    return " ".join([token.text for token in words[i : j - 1]] + [bare(words[j - 1])])


def speaker(words: Sequence[Token], begin: int, stop: int, text: str) -> Speaker | None:
    """Return whom a noun phrase means; None where it can be nobody."""
    while begin < stop and not words[begin].word and words[begin].quote is None:
        begin += 1
    while stop > begin and not words[stop - 1].word and words[stop - 1].quote is None:
        stop -= 1
    if begin >= stop or (stop - begin == 1 and words[begin].quote is not None):
        return None
    start, end = words[begin].start, words[stop - 1].end
    if stop - begin == 1 and pronoun(words[begin]):
        end = start + len(words[begin].low.partition("'")[0])
        return Speaker(text[start:end], start, end, "pronoun")
    heads = _heads(words, begin, stop)
    if heads:
        return _name(words, heads, text)
    if all(t.low in ("a", "an", "the") for t in words[begin:stop]):
        return None
    return Speaker(text[start:end], start, end, "role")


def _heads(words: Sequence[Token], begin: int, stop: int) -> list[tuple[int, int]]:
    """Return the names in a phrase that may be whom it means, not part of an addition."""
    found: list[tuple[int, int]] = []
    added = False  # "of X and Y": Y is no more the head than X
    for i, j in runs(words, begin, stop):
        if found and _calls(words, found[-1][1], i):
            found.pop()  # Exampleton planetary scientist Anna Sample
        span = _head(words, begin, i, j)
        if span is not None and not (added and words[i - 1].low == "and"):
            found.append(span)
        else:
            added = i > begin and words[i - 1].low in (*PREPOSITIONS, "and")
    return found


def _name(words: Sequence[Token], heads: Sequence[tuple[int, int]], text: str) -> Speaker:
    """Return the first of these names, with the second one where an "and" joins the two."""
    i, j = heads[0]
    named = _single(words, i, j, text)
    between = words[j + 1 : heads[1][0]] if len(heads) > 1 else ()
    if len(heads) > 1 and words[j].low == "and" and all(t.capital for t in between):
        other = _single(words, *heads[1], text)
        surface = text[named.start : other.start] + other.surface
        return Speaker(surface, named.start, other.end, "name", (named, other))
    return named


def _single(words: Sequence[Token], i: int, j: int, text: str) -> Speaker:
    first, final = words[i].start, words[j - 1]
    return Speaker(text[first : final.start + len(bare(final))], first, final.end, "name")


def _calls(words: Sequence[Token], begin: int, stop: int) -> bool:
    """Whether the words between two names only say what the second one is."""
    between = words[begin:stop]
    plain = all(t.word and not t.capital and t.low not in _NOT_IN_TITLES for t in between)
    return bool(between) and plain and is_role(between[-1].low)


def _head(words: Sequence[Token], begin: int, i: int, j: int) -> tuple[int, int] | None:
    """Return the name in a run if it is the head of the phrase, not part of an addition."""
    found = person(words, i, j)
    if found is None or possessive(words[found[1] - 1]) or _owns(words, found[1]):
        return None
    led = i - (i - 1 > begin and words[i - 1].low == "the")
    if found[0] == i and led > begin and words[led - 1].low in PREPOSITIONS:
        return None  # of the Caucus
    following = low_at(words, j, len(words))
    if j - i == 1 and words[i - 1].low == "the" and following in ("of", "for"):
        return None  # the Chamber of Commerce
    return None if _modifies(words, j) else found


def _owns(words: Sequence[Token], j: int) -> bool:
    """Whether an apostrophe makes a plural the owner: "Example Railways' Anna Sample"."""
    last = words[j - 1]
    joined = any(t.text in ("’", "'") and t.start == last.end for t in words[j : j + 1])
    return joined and last.low.endswith("s") and any(t.word for t in words[j + 1 : j + 2])


def _modifies(words: Sequence[Token], j: int) -> bool:
    """Whether a run only says whose a role is: "Exampleland officials"."""
    return j < len(words) and is_role(words[j].low) and not words[j].capital


@dataclass
class Known:
    """A person whom the article names in full."""

    name: str
    lows: tuple[str, ...]
    starts: list[int] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)


class People:
    """Everybody whom an article names, and what it calls them."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, ...], Known] = {}
        self.by_word: dict[str, list[Known]] = {}

    def read(self, words: Sequence[Token]) -> None:
        """Note every name of two words or more in a paragraph, with its role."""
        for i, j in runs(words, 0, len(words)):
            found = person(words, i, j)
            if found is None or found[1] - found[0] < 2 or _modifies(words, j):
                continue
            roles = self._roles(words, *found)
            lows = tuple(bare(t).casefold().rstrip(".") for t in words[found[0] : found[1]])
            entry = self.known.get(lows) or self._meet(spelled(words, *found), lows)
            entry.starts.append(words[found[0]].start)
            entry.roles |= roles

    def _meet(self, name: str, lows: tuple[str, ...]) -> Known:
        entry = self.known[lows] = Known(name, lows)
        for low in {lows[0], lows[-1], *lows[-1].split("-")}:
            if len(self.by_word.setdefault(low, [])) < _MOST_NAMESAKES:
                self.by_word[low].append(entry)
        return entry

    def _roles(self, words: Sequence[Token], i: int, j: int) -> frozenset[str]:
        found: list[str] = []
        for token in reversed(words[max(0, i - _MOST_TITLE) : i]):  # scientists A and B, too
            if not token.word or _ends_title(token):
                break
            found.append(singular(token.low))
        if any(t.text == "," for t in words[j : j + 1]):
            told = takewhile(lambda token: token.word, words[j + 1 : j + 1 + _MOST_TITLE])
            found += [singular(token.low) for token in told]
        return frozenset(found) - DETERMINERS - PREPOSITIONS - {"and"}

    def full(self, surface: str, at: int) -> tuple[str, bool]:
        """Return the fullest name that fits, and whether only one does."""
        lows = tuple(part.casefold().rstrip(".") for part in surface.split())
        fits = [k for k in self.by_word.get(lows[-1], ()) if _fits(lows, k.lows)] if lows else []
        if not fits:
            return surface, len(lows) > 1
        fits = [k for k in fits if k.lows[-1] == lows[-1]] or fits
        best = max(fits, key=lambda k: _latest(k.starts, at))
        longer = [k for k in fits if _fits(best.lows, k.lows)]
        longest = max(longer, key=lambda k: len(k.lows))
        return longest.name, all(_fits(k.lows, longest.lows) for k in fits)

    def in_role(self, phrase: Iterable[str], names: Iterable[str]) -> str:
        """Return the first of these names that the article calls so; empty where it does none.

        A role holds for everybody of the family name, for spellings of first names vary.
        """
        wanted = {singular(w) for w in phrase} - DETERMINERS - PREPOSITIONS
        kinds = [{w, *(x for group in EQUIVALENT if w in group for x in group)} for w in wanted]
        for name in names if kinds else ():
            namesakes = self.by_word.get(name.split()[-1].casefold(), ())
            if any(all(kind & known.roles for kind in kinds) for known in namesakes):
                return name
        return ""


def _ends_title(token: Token) -> bool:
    """Whether a word cannot belong to the title before a name."""
    low = token.low
    return low in _NOT_IN_TITLES or (not token.capital and low.endswith(("ed", "ing")))


def _latest(starts: Sequence[int], at: int) -> int:
    """Return the last place at or before ``at``; a negative number for the first one after."""
    k = bisect_right(starts, at)
    return starts[k - 1] if k else -starts[0]


def _fits(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether a name may be the shorter form of another: its words, in order, initials too."""
    rest = iter(long)
    return all(any(_same(word, other) for other in rest) for word in short)


def _same(word: str, other: str) -> bool:
    return word == other or (len(word) == 1 and other.startswith(word)) or word in other.split("-")
