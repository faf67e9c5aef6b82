"""What a phrase beside a name says: role, affiliation, country; empty where it is silent."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from stance.extract.descriptions.bodies import Body, body_in, leading_body, names_body
from stance.extract.descriptions.places import Place, place_at, whole_place
from stance.extract.descriptions.rules import Rules
from stance.extract.quotes.people import singular
from stance.extract.quotes.tokens import Token

#: A role of more words is no role.
_MOST_WORDS = 14
_NO_SPACE_BEFORE = frozenset(",.)”»’")
_NO_SPACE_AFTER = frozenset("(“«„‘")


class Said(NamedTuple):
    """What a phrase says of somebody.

    Attributes:
        role: profession or office.
        affiliation: institution.
        country: the country's usual English name.
        firm: the country is somebody's, and not only where the institution is.
        plural: the role stands in the plural, for several people.
        end: character after the words that tell it.
    """

    role: str
    affiliation: str
    country: str
    firm: bool
    plural: bool
    end: int


def said(words: Sequence[Token], rules: Rules) -> Said | None:
    """Return what a phrase says; None where it does not say what somebody is.

    Args:
        words: its words and marks, without the marks that close it.
        rules: its language's.
    """
    parts = [part for part in _parts(words) if part]
    found = _core(parts[0], rules) if parts else None
    if found is None:
        return None
    for part in parts[1:]:
        where = whole_place(part, rules)
        if where is not None:
            if not found.country or (where.kind == "country" and not found.firm):
                found = found._replace(country=where.country, firm=True)
        elif not found.affiliation and names_body(part, rules):
            found = _with_body(found, body_in(part, rules))
        else:
            break
        found = found._replace(end=part[-1].end)
    return found


def _parts(words: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield what commas and brackets part."""
    part: list[Token] = []
    for token in words:
        if token.text in ",()":
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _core(words: Sequence[Token], rules: Rules) -> Said | None:
    """Return what a phrase without commas says."""
    while words and (words[0].low in rules.determiners or _opens(words, rules)):
        words = words[1:]
    group = _group(words, rules)
    last = max((k for k in range(group) if rules.role(words[k])), default=-1)
    first = next((k for k in range(group) if rules.role(words[k])), group)
    if last < 0 or not all(_may_follow(words[k], rules) for k in range(last + 1, group)):
        return None
    if any(_may_not_lead(words[k], rules) for k in range(first)):
        return None
    head = list(words[:group])
    named = leading_body(head, last, rules)
    head, whose = _without_peoples(head[named:], rules)
    owned = head[0] if len(head) > 1 and not named and _owns(head[0]) else None
    if owned is not None:  # the Courier's editor
        head = head[1:]
    plural = rules.many and singular(words[last].low) != words[last].low
    if plural:  # political scientists Anna Example and Ben Sample
        head = [_singular(token) if token is words[last] else token for token in head]
    found = Said(spelled(head), "", whose, bool(whose), plural, words[-1].end)
    if owned is not None:
        found = found._replace(affiliation=owned.text[: -len("'s")])
    if named:
        found = _with_body(found, body_in(words[:named], rules))
    found = _followed(found, words[group:], words[last], rules)
    return found if 0 < len(found.role.split()) <= _MOST_WORDS else None


def _opens(words: Sequence[Token], rules: Rules) -> bool:
    """Whether a capital only begins the sentence in which a role stands: "Known | director"."""
    first = words[0]
    if rules.lead is None or not (rules.nominative and first.capital) or rules.role(first):
        return False
    told = rules.body(first) or (first.text.isupper() and len(first.text) > 1)
    return not (told or rules.peoples(first.low) or rules.lead.search(first.low))


def _group(words: Sequence[Token], rules: Rules) -> int:
    """Return where the words for what somebody is end, and what they belong to begins."""
    began = False
    for k, token in enumerate(words):
        if rules.preposition(token.low) or not token.word:
            return k
        role = rules.role(token)
        body = rules.body(token) and token.low not in rules.units
        if began and rules.direct and not role and (token.capital or body):
            while _of_body(words[k - 1], rules):
                k -= 1
            return k
        began = began or role
    return len(words)


def _of_body(token: Token, rules: Rules) -> bool:
    """Whether a word before a body may be its adjective."""
    plain = not token.capital and not rules.role(token)
    return plain and rules.lead is not None and rules.lead.search(token.low) is not None


def _may_follow(token: Token, rules: Rules) -> bool:
    people = bool(rules.peoples(token.low))
    return people or (rules.complement is not None and bool(rules.complement.search(token.low)))


def _may_not_lead(token: Token, rules: Rules) -> bool:
    """Whether a word before a role makes the phrase something else."""
    if token.low in rules.stops or token.low in rules.determiners:
        return True
    if rules.lead is not None:
        capital = token.capital and not rules.nouns_capital
        return not (capital or rules.peoples(token.low) or rules.lead.search(token.low))
    verbal = rules.many and not token.capital and token.low.endswith(("ed", "ing"))
    return verbal and token.low not in rules.adjectives


def _without_peoples(head: Sequence[Token], rules: Rules) -> tuple[list[Token], str]:
    """Return the words without those for a country, and that country; two are none."""
    kept: list[Token] = []
    countries: dict[str, None] = {}
    k = 0
    while k < len(head):
        where = place_at(head, k, rules)
        if where is not None and _is_whose(head, k, where, rules):
            countries[where.country] = None
            k = where.stop
            continue
        kept.append(head[k])
        k += 1
    return (kept, next(iter(countries))) if len(countries) == 1 else (list(head), "")


def _is_whose(head: Sequence[Token], k: int, where: Place, rules: Rules) -> bool:
    """Whether a place among the words of a role says whose or where somebody is."""
    after = head[where.stop] if where.stop < len(head) else None
    if where.kind == "people":
        about = after is not None and after.low in rules.about
        return not about and not (k and head[k - 1].low == "ethnic")
    if where.owns or where.based:
        return True
    return where.kind == "country" and after is not None and after.low in rules.offices


def _followed(found: Said, rest: Sequence[Token], role: Token, rules: Rules) -> Said:
    """Return what is said with what follows the role: a subject, a body, a place."""
    words = list(rest)
    while words:
        chunk, content, following = _chunk(words, rules)
        before = chunk[0].low if chunk and rules.preposition(chunk[0].low) else ""
        where = whole_place(content, rules)
        if where is not None and (before in rules.places_in or (rules.direct and not before)):
            sent = before not in rules.of and role.low in rules.sent
            if not sent and not found.country:
                return found._replace(country=where.country, firm=True)
            if not sent:
                return found
        elif not found.affiliation and _works_for(before, content, following, role, rules):
            return _with_body(found, body_in([*content, *following], rules))
        if not content or (not before and not rules.direct):
            break
        found = found._replace(role=f"{found.role} {spelled(chunk)}")
        words = list(following)
    return found


def _chunk(words: Sequence[Token], rules: Rules) -> tuple[list[Token], list[Token], list[Token]]:
    """Return a preposition with what it governs, that alone, and the words from the next one on."""
    begin = 1 if rules.preposition(words[0].low) else 0
    while begin < len(words) and words[begin].low in rules.determiners:
        begin += 1
    stop = begin
    while stop < len(words) and not rules.preposition(words[stop].low):
        joined = words[stop].low in rules.joins
        if joined and any(rules.role(token) for token in words[stop + 1 : stop + 4]):
            return list(words[:stop]), list(words[begin:stop]), []
        if rules.direct and stop > begin and place_at(words, stop, rules) is not None:
            break  # директор Института Узбекистана
        stop += 1
    return list(words[:stop]), list(words[begin:stop]), list(words[stop:])


def _works_for(
    before: str,
    content: Sequence[Token],
    following: Sequence[Token],
    role: Token,
    rules: Rules,
) -> bool:
    """Whether what a preposition governs is a body."""
    if not content or (before and not (before in rules.at or before in rules.of)):
        return False
    if names_body(content, rules, following):
        return True
    if not content[0].capital or any(token.low in rules.units for token in content):
        return False
    if before in rules.at:
        return True
    if all(token.low in rules.subjects for token in content if token.capital):
        return False
    one = singular(role.low) if rules.many else role.low
    return one in (rules.for_roles if before == "for" else rules.of_roles)


def _owns(token: Token) -> bool:
    return token.capital and token.low.endswith("'s")


def _singular(token: Token) -> Token:
    one = singular(token.low)
    return token._replace(text=one.capitalize() if token.capital else one)


def nominative(words: Sequence[Token], rules: Rules) -> list[Token]:
    """Return a phrase with its role, and the adjectives before it, in the form that names it."""
    found = list(words)
    roles = [k for k, token in enumerate(words) if rules.role(token)]
    nouns = (k for k in roles if rules.lead is None or not rules.lead.search(words[k].low))
    role = next(nouns, roles[0] if roles else -1)
    for k in range(role + 1):
        endings = rules.nominative if k == role else rules.nominative_adjectives
        for ending, instead in endings:
            text, many = ending.subn(instead, found[k].text)
            if many:
                found[k] = found[k]._replace(text=text, low=text.casefold())
                break
    return found


def _with_body(found: Said, named: Body) -> Said:
    """Return what is said with a body, whose country counts where no other is told."""
    found = found._replace(affiliation=spelled(named.words))
    if found.country or not named.country:
        return found
    return found._replace(country=named.country, firm=named.firm)


def spelled(words: Sequence[Token]) -> str:
    """Return words as one would write them, marks close to what they belong to."""
    parts: list[str] = []
    close = True
    for token in words:
        shuts = token.text in _NO_SPACE_BEFORE or (token.text == "“" and "„" in parts)
        parts += [token.text] if close or shuts else [" ", token.text]
        elided = len(token.text) == len("l’") and token.text[-1] in "’'"
        close = elided or (token.text in _NO_SPACE_AFTER and not shuts)
    return "".join(parts)
