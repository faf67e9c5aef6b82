"""Who was speaking: what a pronoun or "the minister" stands for at a place in the text."""

from typing import NamedTuple

from stance.extract.packs.called import called
from stance.extract.packs.cases import name_readings
from stance.extract.packs.people import People
from stance.extract.packs.speaker import Who, is_somebody
from stance.extract.quotes.given_names import FEMALE_NAMES, MALE_NAMES
from stance.extract.quotes.joint import TOGETHER


class Resolved(NamedTuple):
    """Whom the text means, how sure that is, and why."""

    expert: str
    confidence: float
    reason: str


#: How sure a name of one word is that the article has nowhere in full.
_ALONE = 0.7
#: How sure a name is that may be but part of who somebody is.
_DOUBT = 0.65
#: Sentences after which a pronoun stands for somebody less surely.
_NEAR = 2
#: Of those who spoke before a pronoun, so many are looked at.
_FARTHEST = 50


class Memory:
    """Everybody who spoke or was a subject so far, in the order of the text."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.heard: list[tuple[str, int, int]] = []
        self.subject = ("", 0, 0)
        self.sex: dict[str, str] = {}
        self._called: dict[str, str] = {}
        self.sentence = 0
        self.first_person = ""

    def note(self, expert: str, at: int) -> None:
        """Remember that somebody came up at a place."""
        if expert:
            self.heard.append((expert, self.sentence, at))

    def note_subject(self, expert: str, at: int) -> None:
        """Remember of whom a sentence tells that gives nobody any words."""
        self.subject = (expert, self.sentence, at)

    def learn_sex(self, expert: str, verb: str) -> None:
        """Remember whether somebody is he or she, where the language's verbs tell."""
        told = self.people.rules.tells_sex
        sex = next((told[ending] for ending in told if verb.endswith(ending)), "")
        if sex in ("he", "she") and expert:
            self.sex[expert] = sex

    def resolve(self, who: Who) -> Resolved:
        """Return whom somebody's words, as they stand there, mean."""
        if who.names:
            return self._together(who)
        if who.kind == "name":
            name, sure = self.people.full(who.surface, who.start, who.oblique)
            if not sure and name != who.surface:
                return Resolved(name, 0.6, "the short name fits more than one person")
            reason = "named" if name == who.surface else f"short for {name}"
            whole = (1.0 if " " in name else _ALONE) * (_DOUBT if who.doubt else 1.0)
            return Resolved(name, whole, reason)
        if who.kind == "pronoun":
            return self._pronoun(who)
        return self._role(who)

    def _together(self, who: Who) -> Resolved:
        """Return everybody of whom one thing is told: "A and B said"."""
        named = (self.resolve(Who(n, who.start, "name", who.oblique)) for n in who.names)
        found = [one for one in named if one.expert]
        sure = min(one.confidence for one in found)
        return Resolved(TOGETHER.join(one.expert for one in found), sure, "named")

    def nobody(self, one: bool = True) -> Resolved:
        """Return whom a verb without a subject means: who spoke last, if it is one's."""
        if not self.heard or not one:
            return Resolved("", 0.4, "no subject in the sentence")
        name, at, _ = self.heard[-1]
        sure = 0.65 if self.sentence - at <= _NEAR else 0.5
        return Resolved(name, sure, "no subject in the sentence")

    def _pronoun(self, who: Who) -> Resolved:
        low = who.surface.casefold()
        rules = self.people.rules
        clitic = next((c for c in rules.clitics if low.endswith(c)), "")
        sex = rules.pronouns.get(low) or rules.tonic.get(low, "")
        sex = rules.clitics[clitic] if clitic else sex
        if sex == "first":
            if self.first_person:
                return Resolved(self.first_person, 0.9, f"“{who.surface}” is who answers")
            return Resolved(who.surface, 0.3, f"“{low}” is nobody named here")
        if sex == "it":
            return Resolved("", 0.3, f"“{who.surface}” stands for nobody named before")
        lately = self.heard[: -_FARTHEST - 1 : -1]
        fits = next((h for h in lately if self._may_be(h[0], sex)), None)
        told_of = self.subject[0] and self._may_be(self.subject[0], sex)
        if told_of and (fits is None or fits[2] < self.subject[2]):
            name = self.subject[0]
            return Resolved(name, 0.65, f"“{who.surface}” taken for {name}, named before")
        if fits is None:
            name = self.people.before(who.start)
            name = name if self._may_be(name, sex) else ""
            told = f"taken for {name}, named before" if name else "stands for nobody named before"
            return Resolved(name, 0.65 if name else 0.3, f"“{who.surface}” {told}")
        name, at, place = fits
        near = self.sentence - at <= _NEAR and self._sex_of(name) == sex
        between = self.people.others(name, place, who.start) if near else ()
        near = near and not any(self._sex_of(other) in ("", sex) for other in between)
        if sex in ("he", "she"):
            self.sex.setdefault(name, sex)
        sure = 0.85 if near else 0.65
        return Resolved(name, sure, f"“{who.surface}” taken for {name}, named before")

    def _role(self, who: Who) -> Resolved:
        words = who.surface.split()
        rules = self.people.rules
        roles = [w for w in words if w.casefold() in rules.roles]
        if rules.many is not None and any(rules.many.search(w.casefold()) for w in roles):
            roles = []  # several people
        if (
            roles
            and len(words) <= 3
            and words[0].casefold() not in ("ein", "eine", "un", "une", "bir")
        ):
            near = (e for e, at, _ in self.heard[:-4:-1] if self.sentence - at <= _NEAR)
            name, alone = self.people.in_role(roles[0].casefold(), who.start, tuple(near))
            if name:
                sure = 0.75 if alone else 0.65
                return Resolved(name, sure, f"“{who.surface}” is {name}, so called before")
        said = rules.nouns_capital or is_somebody(who.surface, rules)
        name = who.surface if who.title else called(who.surface, rules, who.oblique)
        return Resolved(name, 0.8 if said else 0.65, "a description, no name")

    def _may_be(self, name: str, sex: str) -> bool:
        """Whether a pronoun of this kind may mean somebody: none of he and she means the other."""
        return sex not in ("he", "she") or self._sex_of(name) in ("", sex)

    def _sex_of(self, name: str) -> str:
        """Return "he" or "she" as verbs, pronouns, roles or the first name told; else nothing."""
        if name in self.sex:
            return self.sex[name]
        if name not in self._called:
            self._called[name] = self._sex_called(name)
        return self._called[name]

    def _sex_called(self, name: str) -> str:
        """Return what somebody's roles and first name tell of them."""
        rules = self.people.rules
        known = self.people.known.get(self.people.key(name))
        if known is not None and any(role in rules.hers for role in known.roles):
            return "she"
        told = name_readings(name.casefold().split(), rules) if known and rules.cases else ()
        sexes = {reading[1] for reading in told if reading[0] == "n"}
        if len(sexes) == 1:
            return "she" if sexes == {"f"} else "he"
        first = name.split()[0].casefold() if " " in name else ""
        male = first in MALE_NAMES or first in rules.given_he
        female = first in FEMALE_NAMES or first in rules.given_she
        return "" if male == female else "he" if male else "she"
