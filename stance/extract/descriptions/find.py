"""Who the speakers of an article are: what stands beside their names, and where it stands."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from stance.articles.article import Article, Block, Finding
from stance.articles.language import language, language_by_letters, language_code
from stance.extract.descriptions.beside import Span, after, before, in_front, owner, shared
from stance.extract.descriptions.bodies import body_in
from stance.extract.descriptions.phrase import Said, nominative, said, spelled
from stance.extract.descriptions.places import whole_place
from stance.extract.descriptions.rules import Rules, rules_of
from stance.extract.quotes.tokens import Token, tokens

#: So many mentions of a name are looked at; people are introduced early.
_MOST_MENTIONS = 12
#: Family names of one article that are looked for.
_MOST_FAMILIES = 300
#: So many descriptions of those of one family name are read.
_MOST_PLACES = 4
#: Characters before and after a name in which a description may stand.
_BEFORE, _AFTER = 160, 320
#: Letters of a family name that its forms share, and those that may differ.
_SHORTEST, _ENDING = 3, 2
#: Characters before a family name that hold what it may follow.
_NEAR = 50
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{4})[.!?:](?=\s)")
_FOLLOWS = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*\s*(?P<mark>[,(–—-]|is\b|who\b)?")
_JOINED = re.compile(r"\s(?:and|и|und|et|y|ve)\s")
#: Words and a title that a page has set without a blank between: "ExpertDr. Anna Example".
_GLUED = re.compile(r"[^\W\d_]*[^\W\d_A-Z](?=[A-Z][a-z]{1,3}$)")


@dataclass(frozen=True, slots=True)
class Described:
    """What an article says of a speaker in one place.

    Attributes:
        expert: the speaker, as ``Finding.expert`` has it.
        role: profession or office; empty where the place does not tell, as the next two.
        affiliation: institution.
        country: the country's usual English name.
        firm: the country is the speaker's, and not only the institution's.
        start: first character of the words that tell it in the article's text.
        end: character after the last one.
    """

    expert: str
    role: str
    affiliation: str
    country: str
    firm: bool
    start: int
    end: int


def described(article: Article, findings: Sequence[Finding]) -> tuple[Described, ...]:
    """Return what an article says of those whom it gives words to, in the order of the text.

    Args:
        article: the article, without markup in its text.
        findings: what it gives to whom.
    """
    rules = rules_of(language_code(article.language))
    names = {f.expert: f.expert.split() for f in findings if _is_one(f.expert)}
    if rules is None or not names:
        return ()
    by_family: dict[str, list[str]] = {}
    for name, parts in names.items():
        if parts[0][0].isupper() and parts[-1][0].isupper():
            by_family.setdefault(parts[-1], []).append(name)
    found = [
        one
        for family, namesakes in islice(by_family.items(), _MOST_FAMILIES)
        for one in _of_family(article, family, namesakes, rules)
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.expert)))


def _is_one(name: str) -> bool:
    """Whether a name is one person's in full."""
    return " " in name and not _JOINED.search(name)


def _of_family(
    article: Article, family: str, namesakes: Sequence[str], rules: Rules
) -> Iterator[Described]:
    """Yield what is said beside a family name; beside it alone only where it is one person's."""
    text = article.text
    starts = [block.start for block in article.blocks]
    last = max((block.start for block in article.blocks if block.kind == "body"), default=0)
    shared = family[: max(_SHORTEST, len(family) - _ENDING)] if rules.nominative else family
    seen = places = 0
    parts = {part for name in namesakes for part in name.split()}
    for match in re.finditer(re.escape(shared), text):
        k = bisect_right(starts, match.start()) - 1
        if k < 0 or match.start() >= article.blocks[k].end:
            continue
        block = article.blocks[k]
        here = rules if block.start <= last else _rules_below(text[block.start : block.end], rules)
        window = _window(text, match.start(), block, parts, here)
        if window is None:
            continue
        words = tokens(text, *window, ())
        if block.start > last or "d'" in here.of:
            words = _parted(words, here)
        at = next((n for n, token in enumerate(words) if token.start == match.start()), -1)
        if at < 0 or not _is_form(words[at], family, len(shared)):
            continue
        seen += 1
        if seen > _MOST_MENTIONS:
            return
        name = _mentioned(words, at, namesakes, here)
        if name is not None:
            following = article.blocks[k + 1] if k + 1 < len(article.blocks) else None
            for one in _beside(words, name, article, (block, following), here):
                places += 1
                yield one
        if places >= _MOST_PLACES:
            return


def _window(
    text: str, start: int, block: Block, parts: Collection[str], rules: Rules
) -> tuple[int, int] | None:
    """Return where what stands beside a name may begin and end; None where nothing can.

    A quick look, which passes over most mentions before their words are taken apart.
    """
    near = max(block.start, start - _NEAR)
    before = text[near:start].split()
    while before and (before[-1] in parts or before[-1].rstrip(".").casefold() in rules.titles):
        before.pop()
    follows = _FOLLOWS.match(text, start, block.end)
    leads = bool(before) and _may_lead(before[-1], rules)
    last = follows is not None and follows.end() == block.end
    marked = follows is not None and bool(follows["mark"])
    if not (leads or marked or (last and not before)):
        return None
    stop = _SENTENCE_END.search(text, start, min(block.end, start + _AFTER)) if marked else None
    high = stop.end() if stop else min(block.end, start + (_AFTER if marked else _NEAR))
    return (max(block.start, start - _BEFORE) if leads else near), high


def _may_lead(word: str, rules: Rules) -> bool:
    """Whether a description may end with this word before a name."""
    if word[0].isupper() or word[-1] == ",":
        return True
    low = word.casefold()
    role = rules.lead is not None or low in rules.joins or rules.role(Token(word, 0, 0, low))
    return word[-1].isalpha() and role


def _rules_below(words: str, rules: Rules) -> Rules:
    """Return the rules for lines below the text, such as a biography in another language."""
    return rules_of(language(words) or language_by_letters(words)) or rules


def _parted(words: Sequence[Token], rules: Rules) -> list[Token]:
    """Return the words with those that an apostrophe joins parted: l’ institut."""
    found = []
    for token in words:
        glued = _GLUED.match(token.text) if token.text[-1:].isalpha() else None
        if glued is not None and token.text[glued.end() :].casefold() in rules.titles:
            cut = token.start + glued.end()
            low = glued[0].casefold()
            found.append(Token(glued[0], token.start, cut, low))
            rest = token.text[glued.end() :]
            token = Token(rest, cut, token.end, rest.casefold())
        if "d'" in rules.of and token.low.startswith(("d'", "l'")):
            cut = token.start + len("d'")
            found.append(Token(token.text[:2], token.start, cut, token.low[:2]))
            token = Token(token.text[2:], cut, token.end, token.low[2:])
        found.append(token)
    return found


def _is_form(token: Token, family: str, shared: int) -> bool:
    """Whether a word is a family name, or one of its forms."""
    low, name = token.low.removesuffix("'s").removesuffix("'"), family.casefold()
    if shared == len(family):
        return low == name.replace("’", "'")
    return len(low) <= len(name) + _ENDING and low[:shared] == name[:shared]


def _mentioned(
    words: Sequence[Token], at: int, namesakes: Sequence[str], rules: Rules
) -> tuple[str, int, int] | None:
    """Return who is mentioned by a family name, and where the name begins and ends."""
    whole = [
        (name, begin)
        for name in namesakes
        if (begin := _begins(words, at, name.split()[:-1])) is not None
    ]
    if len(whole) == 1:
        return whole[0][0], whole[0][1], at + 1
    bare = at == 0 or not _first_name(words[at - 1], rules)
    return (namesakes[0], at, at + 1) if len(namesakes) == 1 and bare else None


def _begins(words: Sequence[Token], at: int, first: Sequence[str]) -> int | None:
    """Return where a name begins whose words before the family name are these, or initials."""
    begin = at - len(first)
    if begin < 0 or not first:
        return None
    letters = [token.low[:_SHORTEST].rstrip(".") for token in words[begin:at]]
    fits = all(
        low and name.casefold().startswith(low) for low, name in zip(letters, first, strict=True)
    )
    return begin if fits else None


def _first_name(token: Token, rules: Rules) -> bool:
    """Whether a word before a family name may be the first name of a namesake."""
    named = token.capital and not rules.role(token) and token.low not in rules.titles
    low = token.low
    return named and not (rules.peoples(low) or rules.countries(low) or rules.body(token))


def _beside(
    words: Sequence[Token],
    name: tuple[str, int, int],
    article: Article,
    blocks: tuple[Block, Block | None],
    rules: Rules,
) -> Iterator[Described]:
    """Yield what stands around a name."""
    expert, i, j = name
    front = i
    while front > 0 and (step := _title_ends(words, front, rules)):
        front -= step
    full = j - i > 1
    spans: list[Span | None] = [before(words, front, rules)]
    if full:
        spans += [shared(words, i, rules), in_front(words, i, rules)]
    if full and not words[j - 1].low.endswith("'s"):
        spans.append(after(words, j, rules))
    oblique = _in_another_case(words[i:j], expert)
    for span in spans:
        if span is None:
            continue
        taken = words[span.begin : span.stop]
        told = said(nominative(taken, rules) if oblique else taken, rules)
        if told is not None and not (told.plural and span.begin > j):
            yield _of(expert, told, taken)
    if full and (span := owner(words, front, rules)) is not None:
        taken = words[span.begin : span.stop]
        body = body_in(taken, rules)
        courier = spelled(body.words).removesuffix("'s").removesuffix("’s")
        place = taken[0].start, taken[-1].end
        yield Described(expert, "", courier, body.country, False, *place)
    yield from _labelled(expert, words, j, rules)
    yield from _on_card(expert, (words[front].start, words[j - 1].end), article, blocks, rules)


def _in_another_case(name: Sequence[Token], expert: str) -> bool:
    """Whether a name stands in another form than the one that names; initials do not tell."""
    called = expert.casefold().replace("ё", "е").split()[-len(name) :]
    lows = [token.low.replace("ё", "е") for token in name]
    return any(
        low != one for low, one in zip(lows[::-1], called[::-1], strict=False) if low[1:].strip(".")
    )


def _title_ends(words: Sequence[Token], i: int, rules: Rules) -> int:
    """Return of how many tokens a title before a name is: "Dr", "." where a page glued it."""
    if words[i - 1].low in rules.titles:
        return 1
    return 2 if i > 1 and words[i - 1].text == "." and words[i - 2].low in rules.titles else 0


def _of(expert: str, told: Said, words: Sequence[Token]) -> Described:
    place = words[0].start, told.end
    return Described(expert, told.role, told.affiliation, told.country, told.firm, *place)


def _labelled(expert: str, words: Sequence[Token], j: int, rules: Rules) -> Iterator[Described]:
    """Yield the place or party in brackets after a name: "Anna Example (Kazakhstan)"."""
    stop = next((k for k in range(j, len(words)) if words[k].text == ")"), j)
    inside = words[j + 1 : stop]
    if not inside or words[j].text != "(":
        return
    where, place = whole_place(inside, rules), (inside[0].start, inside[-1].end)
    if rules.lead is not None and len(inside) == 1 and rules.body(inside[0]):
        yield Described(expert, "", inside[0].text, "", False, *place)  # (SPD)
    if where is not None:
        yield Described(expert, "", "", where.country, True, *place)


def _on_card(
    expert: str,
    name: tuple[int, int],
    article: Article,
    blocks: tuple[Block, Block | None],
    rules: Rules,
) -> Iterator[Described]:
    """Yield the line below a name that stands alone on its line."""
    block, following = blocks
    alone = (block.start, block.end) == name
    if not alone or following is None or following.end - following.start > _AFTER:
        return
    words = _parted(tokens(article.text, following.start, following.end, ()), rules)
    while words and words[-1].text in ".:":
        words.pop()
    told = said(words, rules) if words else None
    if told is not None and not told.plural:
        yield _of(expert, told, words)
