"""People who say one thing together: each of them says it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from stance.articles.article import Finding
from stance.core.text import listed
from stance.extract.quotes.given_names import FEMALE_NAMES, MALE_NAMES
from stance.extract.quotes.words import PARTICLES

#: What stands between the names of two people in words.
AND = " and "
#: What stands between those who are known to speak together; no text has it.
TOGETHER = "\x1f"


def each(finding: Finding) -> Iterator[Finding]:
    """Yield what people say together once for each of them, anything else as it is.

    "Leaders of Exampleland and Testland" are nobody by name, and the two authors of one text one
    author. Of "Anna and Ben Example" both are Examples.
    """
    together = TOGETHER in finding.expert
    people = finding.expert.split(TOGETHER if together else AND)
    named = finding.kind != "authored" and len(people) > 1 and all(map(_is_name, people))
    if not together and not named:
        yield finding
        return
    reason = finding.reason.replace(TOGETHER, AND)
    people = [_with_family_name(name, people) for name in people]
    for name in people:
        others = listed([other for other in people if other != name])
        yield replace(finding, expert=name, reason=f"{reason}; together with {others}")


def _with_family_name(name: str, people: Sequence[str]) -> str:
    """Return a first name alone with the family name of the last: "Anna and Ben Example"."""
    last = people[-1]
    if name is last or " " in name or " " not in last or not _is_first_name(name):
        return name
    return name + last[last.rfind(" ") :] if _is_name(last) else name


def _is_first_name(name: str) -> bool:
    return name.casefold() in MALE_NAMES or name.casefold() in FEMALE_NAMES


def _is_name(name: str) -> bool:
    return bool(name) and all(
        word[0].isupper() or word.casefold() in PARTICLES for word in name.split()
    )
