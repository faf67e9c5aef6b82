"""Who is named: a person's name within a run of capitals, and the form that names it."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from stance.extract.packs.cases import (
    is_given,
    is_subject,
    may_be_subject,
    name_readings,
    nominative,
    noun_readings,
)
from stance.extract.packs.pack import Pack
from stance.extract.quotes.tokens import Token

#: A name has no more words than this.
_MOST = 4
#: Words before a name that may say what somebody is.
_MOST_TITLE = 4
#: Of people with one family name, so many are told apart.
_MOST_NAMESAKES = 30
#: Of people named between somebody and a pronoun, so many are looked at.
_MOST_BETWEEN = 50
#: How German adjectives end before a noun in the cases in which they end in -n.
ADJECTIVES = ("ischen", "lichen", "igen", "alen", "ären", "iven", "einten", "ersten")
#: After these a sentence begins.
_BEGINS = frozenset({".", "!", "?", "…", "¿", "¡"})
_ELIDED = re.compile(r"(?<=\w['’]) ")
#: How Russian and Ukrainian nouns for people end in other cases.
_OBLIQUE = ("а", "у", "ом", "ем", "я", "ю", "ою", "єм")


def runs(words: Sequence[Token], begin: int, stop: int, rules: Pack) -> Iterator[tuple[int, int]]:
    """Yield stretches of capitalised words, particles of names within them, as indices."""
    i = begin
    while i < stop:
        if not words[i].capital:
            i += 1
            continue
        j = i + 1
        while j < stop:
            k = j
            while k < stop - 1 and k < j + 2 and words[k].low in rules.particles:
                k += 1
            if not words[k].capital or words[j - 1].low != _plain(words[j - 1]):
                break
            if rules.cases and _another(words, i, j, k, rules):
                break
            j = k + 1
        if j < stop and rules.father is not None and words[j].low in rules.particles:
            j += rules.father.search(words[j].low) is not None  # Anna Example kyzy
        yield i, j
        i = j


def _short_form(token: Token) -> bool:
    """Whether a word is an abbreviation in capitals."""
    return len(token.text) > 1 and token.text.isupper() and "." not in token.text


def _another(words: Sequence[Token], i: int, j: int, k: int, rules: Pack) -> bool:
    """Whether a word begins another name than the words before it: "told Testova's | Example"."""
    begin = j
    while begin > max(i, j - _MOST) and not _calls(words[begin - 1], rules):
        begin -= 1
    if begin < j and foreign(words[k], rules) != foreign(words[j - 1], rules):
        return True  # Anna Example | The Times
    if _short_form(words[j - 1]) and not (_short_form(words[k]) or _calls(words[k], rules)):
        return True  # the RBC | Example
    if begin == i == j - 1 and i > 0 and words[i - 1].low in rules.into:
        return not is_given(words[i].low, rules)  # in Testville | Example said
    if _calls(words[k], rules) or foreign(words[k], rules):
        return j - begin > 1 and _short_form(words[k])
    if begin == j or (begin == j - 1 and _of_place(words, begin, k, rules)):
        return begin < j
    lows = [t.low for t in (*words[begin:j], words[k])]
    return not name_readings(lows, rules)


def _of_place(words: Sequence[Token], at: int, k: int, rules: Pack) -> bool:
    """Whether a name follows the place of a role: "mayor of Testville | Anna X", no "X Anna"."""
    led = at > 0 and words[at - 1].low in rules.roles and is_given(words[k].low, rules)
    if not led or is_given(words[at].low, rules) or k + 1 == len(words):
        return False
    fathered = rules.father is not None and rules.father.search(words[k + 1].low)
    return words[k + 1].capital and not fathered


def foreign(token: Token, rules: Pack) -> bool:
    """Whether a word is in Latin letters in a language that is written in Cyrillic."""
    return rules.cyrillic and token.text[0].isascii()


def _plain(token: Token) -> str:
    """Return a word up to an apostrophe that joins an ending to it: Testov'a is Testov."""
    return token.low if (at := token.low.find("'", 2)) < 0 else token.low[:at]


def inflected(token: Token) -> bool:
    """Whether an apostrophe joins an ending to a name: Testov'a is to Testov."""
    return token.low != _plain(token)


def person(words: Sequence[Token], i: int, j: int, rules: Pack) -> tuple[int, int] | None:
    """Return the part of a run that is a personal name, what somebody is and where dropped."""
    while j - i > 2 and "." in words[j - 1].text[1:-1]:
        j -= 1  # Anna Example X.com
    if _adjective(words, i, rules):
        return None
    i += _opens_with_verb(words, i, rules)
    j = _before_body(words, i, j, rules)
    begin = i
    for k in range(i, j):
        if _calls(words[k], rules) and not _joins(words, i, k, j, rules):
            begin = k + 1
    while begin > i and begin < j and words[begin].low in rules.particles:
        begin += 1  # "Von der Example" at the head of a sentence
    for k in range(begin + 1, j):
        if foreign(words[k], rules) != foreign(words[k - 1], rules):
            begin = k  # agency Test | Anna Example
    while j - begin > 2 and len(words[begin].text.rstrip(".")) > 1 and words[begin].text.isupper():
        begin += 1  # the firm XYZ Anna Example
    bodied = any(words[k].low in rules.bodies for k in range(i, begin))
    of_body = i > 0 and words[i - 1].low in rules.bodies
    apart = of_body and (_short_form(words[i - 1]) or foreign(words[i - 1], rules))
    bodied = bodied or (of_body and not (rules.cases and apart))
    if begin >= j or (bodied and foreign(words[begin], rules)):
        return None
    begin = _past_department(words, begin, j, rules)
    begin = _first_of(words, begin, j, rules) if rules.father is not None else begin
    if j - begin > _MOST or (bodied and j - begin == 1):
        return None
    if all(len(words[k].text) > 1 and words[k].text.isupper() for k in range(begin, j)):
        return None  # an abbreviation
    return begin, j


def _first_of(words: Sequence[Token], begin: int, j: int, rules: Pack) -> int:
    """Return where a name begins in a language with fathers' names: of other runs the last two.

    What stands before is whose body it is, or who was told.
    """
    fathered = rules.father is not None and any(
        rules.father.search(words[k].low) for k in range(begin, j)
    )
    named = [k for k in range(begin, j) if words[k].capital]
    if len(named) <= 2 or fathered or foreign(words[begin], rules):
        return begin
    first = -2
    while first > -len(named) and not is_given(words[named[first]].low, rules):
        if not _first_name(words[named[first - 1]], rules):
            break
        first -= 1
    return named[first]


def _opens_with_verb(words: Sequence[Token], i: int, rules: Pack) -> bool:
    """Whether a run begins with the verb that begins its sentence: "Dijo | Anna Example que"."""
    opens = i == 0 or words[i - 1].text in _BEGINS
    return opens and (rules.speaks(words[i].low) or words[i].low in rules.supposes)


def _adjective(words: Sequence[Token], i: int, rules: Pack) -> bool:
    """Whether an article makes a capitalised word an adjective: "dem Internationalen Rat"."""
    led = rules.nouns_capital and i > 0 and words[i - 1].low in rules.determiners
    return led and words[i].low.endswith(ADJECTIVES)


def _before_body(words: Sequence[Token], i: int, j: int, rules: Pack) -> int:
    """Return where a name ends before whose it is: "Anna Example | von der Partei"."""
    for k in range(i + 2, j):
        if words[k - 1].low in rules.particles and _calls(words[k], rules):
            end = k - 1
            while end > i and words[end - 1].low in rules.particles:
                end -= 1
            whole = [t for t in words[i:end] if t.capital and not _calls(t, rules)]
            return end if len(whole) > 1 else j
    return j


def _past_department(words: Sequence[Token], i: int, j: int, rules: Pack) -> int:
    """Return where a name begins after what one is of: "ministre des Transports | Anna X"."""
    led = i > 2 and words[i - 1].low in rules.determiners and not rules.nouns_capital
    whose = led and any(t.low in rules.roles for t in words[max(0, i - 3) : i - 1])
    return j - 2 if whose and j - i > 2 else i


def _first_name(token: Token, rules: Pack) -> bool:
    """Whether a word is an initial or a common first name."""
    return len(token.low.rstrip(".")) == 1 or is_given(token.low, rules)


def _joins(words: Sequence[Token], i: int, k: int, j: int, rules: Pack) -> bool:
    """Whether a word of a run is a particle within a name: "Anna von der Example".

    Of "the trip of Anna Example" it is none, for two words follow; nor of "the trip of Example".
    """
    low = words[k].low
    if not i < k or low not in rules.particles or words[k].capital:
        return False
    if low in rules.determiners and words[k - 1].low not in rules.particles:
        return False  # the name of the example
    rest = sum(words[n].capital for n in range(k, min(j, k + _MOST)))
    return rest == 1 and not (i > 0 and words[i - 1].low in rules.determiners)


def _calls(token: Token, rules: Pack) -> bool:
    """Whether a capitalised word says what, whose or when, and is no part of a name."""
    low = _plain(token)
    return (
        low in rules.roles or low in rules.bodies or low in rules.places or low in rules.not_names
    )


def joined(parts: Iterable[str]) -> str:
    """Return words as a phrase; what is elided stands right before the next: "l'avocat"."""
    return _ELIDED.sub("", " ".join(parts))


def spelled(words: Sequence[Token], i: int, j: int) -> str:
    """Return a name as written, without an ending that an apostrophe joins to it."""
    last = words[j - 1]
    return joined([t.text for t in words[i : j - 1]] + [last.text[: len(_plain(last))]])


def _is_stem(family: str, changed: str) -> bool:
    """Whether a family name as a subject shows that another form of it has an ending more."""
    return " " not in family and changed != family and changed.startswith(family)


@dataclass
class Known:
    """A person whom the article names in full, with a name ``seen`` in the form that names."""

    name: str
    seen: bool
    starts: list[int] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)


class People:
    """Everybody whom an article names in full, in the order in which they come up."""

    def __init__(self, rules: Pack) -> None:
        self.rules = rules
        self.known: dict[tuple[str, ...], Known] = {}
        self.by_word: dict[str, list[tuple[tuple[str, ...], Known]]] = {}
        self.places: list[int] = []
        self.there: list[Known] = []

    def key(self, name: str) -> tuple[str, ...]:
        """Return what the forms of one name share."""
        lows = (word.casefold().replace("ё", "е") for word in name.split())
        stem = self.rules.stem
        return tuple(low if stem is None else stem.sub("", low) or low for low in lows)

    def read(self, words: Sequence[Token]) -> None:
        """Note every name of two words or more in a paragraph, with what it is called."""
        for i, j in runs(words, 0, len(words), self.rules):
            found = person(words, i, j, self.rules)
            if found is None or found[1] - found[0] < 2:
                continue
            name = spelled(words, *found)
            key = self.key(name)
            before = words[max(0, found[0] - _MOST_TITLE) : found[0]]
            seen = not self._is_oblique(name, before)
            if not seen:
                made = nominative(name, self.rules)
                changed = made.split()[0] != name.split()[0] or not self.rules.cyrillic
                name = made if changed else name
            entry = self.known.get(key)
            if entry is None:
                entry = self.known[key] = Known(name, seen)
                for word in {key[0], key[-1]}:
                    self.by_word.setdefault(word, []).append((key, entry))
            elif (not seen, len(name), name) < (not entry.seen, len(entry.name), entry.name):
                entry.name, entry.seen = name, seen  # the shortest form is the one that names
            entry.starts.append(words[found[0]].start)
            self.places.append(words[found[0]].start)
            self.there.append(entry)
            entry.roles |= set(self._roles(before, seen))

    def _roles(self, before: Sequence[Token], seen: bool) -> Iterator[str]:
        """Yield what the words before a name call somebody: a minister's assistant, no minister.

        Of "the assistant told of the minister Anna Example" the assistant is somebody else.
        """
        for token in before:
            of_whom = token.low in self.rules.of_whom
            if of_whom and not seen and may_be_subject(noun_readings(token.low, self.rules), "mfp"):
                continue
            if token.low in self.rules.roles:
                yield token.low
                if of_whom:
                    return

    def _is_oblique(self, name: str, before: Sequence[Token]) -> bool:
        """Whether a name stands in another case than the one that names, by form or by place."""
        told = name_readings(name.casefold().split(), self.rules)
        if self.rules.cases and is_subject(told):
            return False
        return not may_be_subject(told, "mf") or (bool(before) and self._governs(before))

    def _governs(self, before: Sequence[Token]) -> bool:
        """Whether a name stands in another case after these words: "with", "of the minister"."""
        rules = self.rules
        role = next((t.low for t in reversed(before) if t.low in rules.roles), "")
        head = rules.heads is not None and rules.heads.search(role) is not None
        return before[-1].low in rules.prepositions or (role.endswith(_OBLIQUE) and not head)

    def oblique(self, surface: str) -> bool:
        """Whether a full name stands in a longer form than the one that names: of Ivan's."""
        known = self.known.get(self.key(surface))
        return self.rules.cyrillic and known is not None and len(known.name) < len(surface)

    def once(self, surface: str) -> bool:
        """Whether a name stands in the article in one place only, and nobody is called anything."""
        known = self.known.get(self.key(surface))
        return known is None or (len(known.starts) == 1 and not known.roles)

    def two(self, surface: str) -> bool:
        """Whether both words of a name are family names of people whom the article names."""
        key = self.key(surface)
        return len(key) > 1 and all(
            any(other != key and other[-1] == word for other, _ in self.by_word.get(word, ()))
            for word in key
        )

    def whole(self, surface: str) -> list[str]:
        """Return the full names that a family name may be short for."""
        key = self.key(surface)
        return [one.name for _, one in self.by_word.get(key[-1], ())[:_MOST_NAMESAKES]]

    def others(self, name: str, begin: int, stop: int) -> Iterator[str]:
        """Yield who else is named in full between two places, the last fifty at most."""
        key = self.key(name)
        low, high = bisect_left(self.places, begin), bisect_left(self.places, stop)
        for known in self.there[max(low, high - _MOST_BETWEEN) : high]:
            if self.key(known.name) != key:
                yield known.name

    def full(self, surface: str, at: int, oblique: bool) -> tuple[str, bool]:
        """Return the fullest name that fits in the form that names, and whether only one does.

        Args:
            surface: the name as written.
            at: where it stands.
            oblique: it stands in another case, as after "according to".
        """
        key = self.key(surface)
        found = self.by_word.get(key[-1], ())[:_MOST_NAMESAKES]
        fits = [known for other, known in found if set(key) <= set(other)]
        if not fits:
            return nominative(surface, self.rules) if oblique else surface, len(key) > 1
        if self.rules.cases and len(key) == 1:  # the meeting of Example is nobody's name
            given = [one for one in fits if is_given(one.name.split()[0].casefold(), self.rules)]
            fits = given or fits
        earlier = [known for known in fits if known.starts[0] <= at]
        best = earlier[-1] if earlier else fits[0]
        name = best.name
        last = name.split()[-1]
        if self.rules.cases and not oblique and _is_stem(surface, last):
            name = " ".join([*nominative(name, self.rules).split()[:-1], surface])
        if oblique and " " in surface and name == surface:
            name = nominative(name, self.rules)  # it stands in that case only
        return name, len(fits) == 1

    def before(self, at: int) -> str:
        """Return who is named in full last before a place; empty where that may be no person.

        A person is who is called something, or the only one whom the article names.
        """
        n = bisect_left(self.places, at)
        sure = n and (self.there[n - 1].roles or len(self.known) == 1)
        return self.there[n - 1].name if sure else ""

    def in_role(self, low: str, at: int, lately: Sequence[str] = ()) -> tuple[str, bool]:
        """Return who was called so before a place, and whether nobody else was.

        The name is empty where nobody was.

        Args:
            low: the role, in any form.
            at: where it stands.
            lately: who spoke just before, the last one first; these go before who was named last.
        """
        stem = low[: max(5, len(low) - 2)]
        called = {
            known.name: max(start for start in known.starts if start < at)
            for known in self.known.values()
            if min(known.starts) < at and any(role.startswith(stem) for role in known.roles)
        }
        named = max(called, key=lambda name: (called[name], name), default="")
        spoke = next((name for name in lately if name in called), "")
        return spoke or named, len(called) == 1
