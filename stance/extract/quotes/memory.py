"""Who was speaking: what a pronoun or "the analyst" stands for at a place in the text."""

import re
from typing import NamedTuple

from stance.extract.quotes.given_names import FEMALE_NAMES, MALE_NAMES
from stance.extract.quotes.joint import AND, TOGETHER
from stance.extract.quotes.people import People, Speaker, SpeakerKind, is_role, singular
from stance.extract.quotes.texts import is_text, is_written, issuer
from stance.extract.quotes.words import (
    BODIES,
    DEMONYMS,
    DETERMINERS,
    FEMALE,
    MALE,
    OFFICE,
    PREPOSITIONS,
    ROLE_ENDINGS,
    TITLES,
)

_ANTECEDENT = re.compile(r"\b([Tt]he|[Aa]n?)\s+([^,.;:()]{3,80}?)\s*(?:\([^)]*\))?,?\s*$")
_CAPITAL = r"[^\W\d_a-zа-яё][\w’'-]+"
_PAIR = re.compile(rf"\b({_CAPITAL}(?: {_CAPITAL})?) and ({_CAPITAL}(?: {_CAPITAL})?)\b")
_RELATIVE = re.compile(r"\s+(?:who|whose|whom|that)\b")
#: "The 34-year-old", "the mother-of-two".
_GIVES_NAME = re.compile(
    r",?\s{1,3}who\s{1,3}(?:[\w’'-]{1,40}\s{1,3}){0,5}?"
    r"(?:name|himself|herself|themselves|identified)\s{1,3}(?:(?:only|simply|just)\s{1,3})?"
    rf"as\s{{1,3}}(?P<name>{_CAPITAL}(?: {_CAPITAL})?)"
)
_AGED = re.compile(r"^\d+-year-old$|-of-(?:one|two|three|four|five|six|\d+)$")
_SEX = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "он": "m", "она": "f"}
_MANY = frozenset({"they", "them", "their", "it", "они"})
_REACH = 14
_FAR = 60
_UNNAMED = TITLES | OFFICE | DEMONYMS
#: The weight of who speaks.
_SPOKE = 2
#: From whom "he" may be to who else it may be, in characters.
_RIVAL = 50
#: How sure those are who may not all have spoken.
_UNSURE = 0.65
#: How sure it is whose words a text has: of whom it names, of nobody, and of a thing.
_TEXT, _UNSIGNED, _NOBODY = 0.8, 0.6, 0.3


class Event(NamedTuple):
    """Somebody came up: where, who, how prominently, in which sentence."""

    at: int
    expert: str
    weight: float
    sentence: int
    one: bool
    named: bool


class Resolved(NamedTuple):
    """Whom the text means, how sure that is, and why."""

    expert: str
    confidence: float
    reason: str


class Memory:
    """Everybody who came up so far, in the order of the text."""

    def __init__(self, people: People, text: str) -> None:
        self.people, self.text = people, text
        self.events: list[Event] = []
        self.sentence = 0
        self.sex: dict[str, str] = {}
        self.first_person = ""

    def note(self, who: str, at: int, weight: float, kind: SpeakerKind = "name") -> None:
        """Remember that somebody came up; 2 for speaking, 1.5 as subject, 1 otherwise."""
        one = TOGETHER not in who and AND not in who and not _plural(who)
        named = kind != "role"
        self.events.append(Event(at, who, weight, self.sentence, one, named))

    def note_self_named(self, start: int, end: int) -> None:
        """Remember who gives but a name of one word: "a woman who gave her name as Test"."""
        for match in _GIVES_NAME.finditer(self.text, start, end):
            self.note(match["name"], match.start("name"), 1.5)
            lows = {word.removesuffix("self") for word in match[0].casefold().split()}
            if lows & {"his", "him", "her"}:
                self.sex[match["name"]] = "f" if "her" in lows else "m"

    def _latest(self, most: int) -> list[Event]:
        """Return the last events, the newest first."""
        return self.events[: -most - 1 : -1]

    def resolve(self, who: Speaker) -> Resolved:
        """Return whom a noun phrase stands for here."""
        if who.members:
            return self._together(who)
        if is_text(who):
            return self._text(who)
        if who.kind == "name":
            return self._name(who)
        if who.kind == "pronoun":
            return self._pronoun(who)
        return self._role(who)

    def _name(self, who: Speaker) -> Resolved:
        name, sure = self.people.full(_untitled(who.surface), who.start)
        self._learn_sex(who, name)
        if not sure and name != who.surface:
            return Resolved(name, 0.6, "the short name fits more than one person")
        return Resolved(name, 1.0, "named" if name == who.surface else f"short for {name}")

    def _together(self, who: Speaker) -> Resolved:
        """Return everybody who speaks together, as sure as the least sure of them."""
        found = [one for one in map(self.resolve, who.members) if one.expert]
        names = TOGETHER.join(dict.fromkeys(one.expert for one in found))
        sure = min((one.confidence for one in found), default=0.3)
        reasons = "; ".join(dict.fromkeys(one.reason for one in found))
        if who.unsure:
            return Resolved(names, min(sure, _UNSURE), f"{reasons}; it may be but some of them")
        return Resolved(names, sure, reasons)

    def _text(self, who: Speaker) -> Resolved:
        """Return whose words a text has; a text of nobody told is never sure, a sign nobody."""
        by = issuer(who)
        found = self.resolve(by) if by is not None else None
        if found is not None and found.expert:
            reason = f"“{who.surface}” speaks for {found.expert}"
            return Resolved(found.expert, min(found.confidence, _TEXT), reason)
        if not is_written(who):
            return Resolved("", _NOBODY, f"“{who.surface}” is a thing and nobody")
        described = _described(who, [w.casefold() for w in who.words])
        return Resolved(described, _UNSIGNED, "a text whose author is not named")

    def _learn_sex(self, who: Speaker, name: str) -> None:
        before = self.text[max(0, who.start - 20) : who.start].casefold()
        words = set(re.findall(r"[a-z]+", before)[-2:])
        known = self.people.by_word.get(name.split()[-1].casefold(), ())
        words |= {role for k in known if k.name == name for role in k.roles}
        if (words & MALE) and not (words & FEMALE):
            self.sex[name] = "m"
        elif (words & FEMALE) and not (words & MALE):
            self.sex[name] = "f"

    def _pronoun(self, who: Speaker) -> Resolved:
        low = who.surface.casefold()
        if low in ("i", "we", "я", "мы") and self.first_person:
            return Resolved(self.first_person, 0.9, f"“{who.surface}” is who answers")
        if low in ("i", "one"):
            return Resolved(who.surface, 0.3, f"“{low}” is nobody named here")
        sex = _SEX.get(low, "")
        pair = self._pair(who.start) if low in ("they", "them", "their", "они") else ""
        if pair:
            return Resolved(pair, 0.7, f"“{who.surface}” taken for {pair}, named before")
        earlier = [event for event in self._latest(_REACH) if event.at < who.start]
        if not earlier:
            return Resolved("", 0.3, f"“{who.surface}” stands for nobody named before")
        best = max(earlier, key=lambda event: self._fits(event, low))
        sure = 0.85 if self._fits(best, low) > 1.5 else 0.65
        if sex and best.weight < _SPOKE and self._rivalled(best, earlier, sex):
            sure = 0.65
        if sex:
            self.sex[best.expert] = self._sex_of(best.expert) or sex
        return Resolved(best.expert, sure, f"“{who.surface}” taken for {best.expert}, named before")

    def _fits(self, event: Event, low: str) -> float:
        """Return how well a pronoun fits who came up: lately, prominently, one of its sex."""
        score = event.weight - 0.6 * (self.sentence - event.sentence)
        sex = _SEX.get(low, "")
        if sex:
            known = self._sex_of(event.expert)
            score += (0.8 if event.named else 0) + (0 if event.one else -2)
            score += 0.5 if known == sex else (-2.5 if known else 0)
        elif low in _MANY:
            score += 0.0 if event.one and event.named else 1.0
        return score

    def _rivalled(self, best: Event, earlier: list[Event], sex: str) -> bool:
        """Whether right behind somebody the text names another of that sex: "Ben met Paul"."""
        return self._sex_of(best.expert) == sex and any(
            0 < e.at - best.at < _RIVAL and e.sentence == best.sentence and e.weight >= 1
            for e in earlier
            if e.named and e.one and e.expert != best.expert and self._sex_of(e.expert) == sex
        )

    def _pair(self, at: int) -> str:
        """Return the two people whom the lines before name together, nobody coming between.

        Who is only called "they" is a description: "both A and B" is nobody by name.
        """
        near = list(_PAIR.finditer(self.text, max(0, at - 400), at))
        if not near or any(e.at > near[-1].end() and e.weight > 1 for e in self._latest(_REACH)):
            return ""
        names = (self.people.full(name, at)[0] for name in near[-1].groups())
        return f"both {AND.join(names)}"

    def _sex_of(self, name: str) -> str:
        """Return "m" or "f" as titles, roles, earlier pronouns or the first name tell."""
        if name not in self.sex:
            first = name.split(maxsplit=1)[0].casefold() if " " in name else ""
            male, female = first in MALE_NAMES, first in FEMALE_NAMES
            self.sex[name] = "" if male == female else "m" if male else "f"
        return self.sex[name]

    def _role(self, who: Speaker) -> Resolved:
        lows = [w.casefold() for w in who.words]
        if lows[:1] == ["whose"]:
            return self._whose(who, " ".join(who.words[1:]))
        given = _GIVES_NAME.match(self.text, who.end)
        if given:
            return Resolved(given["name"], 0.9, f"“{who.surface}” gives that name")
        told_apart = _RELATIVE.match(self.text, who.end)  # the man who came late
        found = self._called(who.surface, lows) if _points_back(lows) and not told_apart else None
        return found or Resolved(_described(who, lows), 0.8, "a description, no name")

    def _called(self, surface: str, lows: list[str]) -> Resolved | None:
        """Return who "the analyst" or "the 34-year-old" is; None if nobody came up as such."""
        head, alone = singular(lows[-1]), len(lows) == 2
        one = head == lows[-1]
        unnamed = self._unnamed(head) if one and alone else ""
        if unnamed:
            return Resolved(unnamed, 0.75, f"“{surface}” is {unnamed}, who spoke before")
        if one and head not in BODIES:
            names = (e.expert for e in self._latest(_FAR) if e.named and e.expert)
            named = self.people.in_role(lows[1:], names)
            if named:
                return Resolved(named, 0.8, f"“{surface}” is {named}, so called before")
        last = self._lately() if alone else ""
        if last and _AGED.search(lows[1]):
            return Resolved(last, 0.7, f"“{surface}” taken for {last}, named before")
        if last and one and _calls_a_person(head):
            return Resolved(last, 0.7, f"“{surface}” taken for {last}, who spoke before")
        return None

    def _unnamed(self, head: str) -> str:
        """Return whoever spoke last, if that is "a local analyst" and "the analyst" is meant."""
        last = next((e for e in self._latest(_FAR) if e.weight >= 2), None)
        new = last is not None and re.match(r"(?:an?|one|another)\s", last.expert, re.I)
        return last.expert if last and new and last.expert.split()[-1] == head else ""

    def _lately(self) -> str:
        """Return the named person who came up last as speaker or subject."""
        return next((e.expert for e in self._latest(_FAR) if e.weight > 1 and e.named), "")

    def _whose(self, who: Speaker, noun: str) -> Resolved:
        found = _ANTECEDENT.search(self.text[max(0, who.start - 150) : who.start])
        owner = f"the {found[2]}" if found else "somebody"
        return Resolved(f"{noun} of {owner}", 0.7, "a description, no name")


def _points_back(lows: list[str]) -> bool:
    """Whether a phrase may mean who came up before: "the analyst", "Swiss expert"."""
    begins = lows[:1] == ["the"] or (bool(lows) and lows[0] in DEMONYMS and is_role(lows[-1]))
    return begins and len(lows) <= 5 and not set(lows) & PREPOSITIONS


def _described(who: Speaker, lows: list[str]) -> str:
    """Return a description without its article; the capital is only the sentence's."""
    if lows and lows[0] in ("the", "this", "that"):
        return " ".join(who.words[1:])
    crowd = len(lows) > 1 and is_role(lows[0]) and lows[1] in PREPOSITIONS  # Critics of X
    if lows and (lows[0] in DETERMINERS or crowd):
        return who.surface[0].lower() + who.surface[1:]
    return who.surface


def _calls_a_person(head: str) -> bool:
    """Whether a noun names one person by what that person does, and no body of people."""
    calling = head.endswith(ROLE_ENDINGS) or head in ("analyst", "expert", "official", "author")
    return calling and head not in BODIES


def _untitled(name: str) -> str:
    words = name.split()
    while len(words) > 1 and words[0].casefold() in _UNNAMED:
        words = words[1:]
    return " ".join(words)


def _plural(phrase: str) -> bool:
    words = [w for w in phrase.casefold().split() if w not in DETERMINERS]
    if not words or phrase[0].isupper():
        return False
    head = next(
        (w for i, w in enumerate(words) if i + 1 < len(words) and words[i + 1] in PREPOSITIONS),
        words[-1],
    )
    return singular(head) != head or head in BODIES
