"""Two people who say one thing: each of them says it."""

from collections.abc import Iterator
from dataclasses import replace

from stance.articles.article import Finding
from stance.extract.quotes.given_names import FEMALE_NAMES, MALE_NAMES
from stance.extract.quotes.words import PARTICLES

#: What stands between the names of two people who speak together.
AND = " and "


def each(finding: Finding) -> Iterator[Finding]:
    """Yield what two people say together once for each of them, anything else as it is.

    "Leaders of Exampleland and Testland" are nobody by name, and the two authors of one text one
    author. Of "Anna and Ben Example" both are Examples.
    """
    people = finding.expert.split(AND)
    if finding.kind == "authored" or len(people) == 1 or not all(map(_is_name, people)):
        yield finding
        return
    if " " not in people[0] and _is_first_name(people[0]):
        people[0] += people[-1][people[-1].rfind(" ") :] if " " in people[-1] else ""
    for name in people:
        others = AND.join(other for other in people if other != name)
        yield replace(finding, expert=name, reason=f"{finding.reason}; together with {others}")


def _is_first_name(name: str) -> bool:
    return name.casefold() in MALE_NAMES or name.casefold() in FEMALE_NAMES


def _is_name(name: str) -> bool:
    return bool(name) and all(
        word[0].isupper() or word.casefold() in PARTICLES for word in name.split()
    )
