"""A sentence in runs of text, some of which lead to their evidence."""

import re
from dataclasses import dataclass

_LINK = re.compile(r"\[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a sentence; a link where ``href`` is not empty."""

    text: str
    href: str = ""


Sentence = tuple[Run, ...]


def sentence(template: str, href: str = "", **values: object) -> Sentence:
    """Return the template with its values, what stands in [brackets] leading to ``href``.

    Values are filled in after the brackets are found, so that a name with brackets stays text. A
    value that is a sentence itself keeps its own links.
    """
    runs: list[Run] = []
    for number, part in enumerate(_LINK.split(template)):
        runs += _filled(part, href if number % 2 else "", values)
    return tuple(run for run in runs if run.text)


def _filled(part: str, href: str, values: dict[str, object]) -> list[Run]:
    runs: list[Run] = []
    text = ""
    for number, piece in enumerate(re.split(r"\{(\w+)\}", part)):
        value = values[piece] if number % 2 else piece
        if isinstance(value, tuple):
            runs += [Run(text, href), *value]
            text = ""
        else:
            text += str(value)
    return [*runs, Run(text, href)]


def listed(items: list[Run], comma: str, last: str) -> Sentence:
    """Return linked items as a spoken list; ``last`` holds ``{head}`` and ``{last}``."""
    if len(items) < 2:
        return tuple(items)
    head: list[Run] = []
    for number, item in enumerate(items[:-1]):
        head += [Run(comma), item] if number else [item]
    return sentence(last, head=tuple(head), last=(items[-1],))


def plain(text: Sentence) -> str:
    """Return the sentence without its links."""
    return "".join(run.text for run in text)
