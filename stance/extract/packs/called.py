"""What a description is called: without its article, in the form that names."""

import re
from collections.abc import Sequence

from stance.extract.packs.pack import Pack
from stance.extract.packs.people import ADJECTIVES
from stance.extract.packs.speaker import is_somebody


def called(surface: str, rules: Pack, oblique: bool) -> str:
    """Return a description as its head is called: "Weltbank" of "der Weltbank".

    Args:
        surface: the words as written.
        rules: the language's.
        oblique: they stand before a phrase that rules another case.
    """
    head, _, rest = surface.partition(" ")
    low = head.casefold().replace("’", "'")
    if surface[0].isupper() and low not in rules.objects and not is_somebody(surface, rules):
        return (
            _formed(surface, rules.told_by) if oblique and rules.cases else surface
        )  # Der Spiegel
    elided = low.find("'") + 1
    if rules.articles.get(low[:elided]) == "":
        return surface[elided:]
    if rest and low in rules.articles:
        return " ".join([*rules.articles[low].split(), _plain(rest, low, rules)])
    return _formed(surface, rules.told_by) if oblique else surface


def _plain(phrase: str, article: str, rules: Pack) -> str:
    """Return a phrase in the form that names, after an article of another case."""
    words = phrase.split()
    for k, word in enumerate(words):
        last = k + 1 == len(words) or not words[k + 1][0].isupper()
        if not last and word.casefold().endswith(ADJECTIVES):
            words[k] = word[:-1]
            continue
        words[k] = _singular(word, article, rules)
        break
    return " ".join(words)


def _singular(word: str, article: str, rules: Pack) -> str:
    """Return a noun in the form that names, if its article has it in another one of one."""
    if article not in rules.singular:
        return word
    weak = (word.removesuffix(end) for end in ("n", "en") if word.endswith(end))
    named = next((made for made in weak if made.casefold() in rules.roles), None)
    genitive = article in rules.genitive
    return named or (_formed(word, rules.genitives) if genitive else word)


def _formed(phrase: str, endings: Sequence[tuple[re.Pattern[str], str]]) -> str:
    """Return a phrase with the first ending that it has replaced."""
    made = (pattern.subn(instead, phrase) for pattern, instead in endings)
    return next((found for found, changed in made if changed), phrase)
