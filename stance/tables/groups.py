"""Columns that belong together by their headers: "stance_ana" and "topic_ana", "Tax R1"."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache

from stance.core.text import header_key
from stance.tables.columns import Column, Sheet
from stance.tables.header_words import CLAIM_WORDS
from stance.tables.headers import keys_of, lines_of

#: Characters of a header in which a coder is looked for.
_LONGEST = 200
#: A topic and a coder behind it.
_LAST = re.compile(r"(.+?)[ _(:-]+([^ _():-]+?(?:[ _]?\d+)?)\)?")


#: Words for a field that stand behind a group's name only: "Tax quote".
_BEHIND = {"quote": "claim", "quotation": "claim", "note": "note", "comment": "note"}


@cache
def _names() -> dict[str, str]:
    """Return the first words for a field that a header may have beside a group's name."""
    firsts = (("confidence", 1), ("topic", 5), ("stance", 5))
    return {
        header_key(word): field
        for field, lines in firsts
        for line in lines_of(CLAIM_WORDS[field])[:lines]
        for word in line
    }


def grouped(columns: Iterable[Column]) -> dict[str, dict[str, Column]]:
    """Return columns such as "stance_ana", "topic_ana" by what stands beside the field's name.

    Those of which none holds stances are left out.
    """
    groups: dict[str, dict[str, Column]] = {}
    shown: dict[str, str] = {}
    for column in columns:
        words = (keys_of(column.header) or ("",))[0].replace(":", " ").split()
        written = column.header.replace("_", " ").replace("-", " ").replace(":", " ").split()
        for cut in (1, -1):
            name, rest = (words[:1], words[1:]) if cut == 1 else (words[-1:], words[:-1])
            fields = _names() if cut == 1 else _names() | _BEHIND
            if rest and name and name[0] in fields:
                own = written[1:] if cut == 1 else written[:-1]
                same = [header_key(word) for word in own] == rest
                shown.setdefault(" ".join(rest), " ".join(own if same else rest))
                group = groups.setdefault(shown[" ".join(rest)], {})
                group.setdefault(fields[name[0]], column)
                break
    return {name: found for name, found in groups.items() if "stance" in found}


def numbered(sheet: Sheet) -> Sheet:
    """Return a sheet in which topics and stances of one header each have a number behind it."""
    keys = Counter(header_key(column.header) for column in sheet.columns)
    fields = {key: _names().get(key, "") for key, n in keys.items() if n > 1}
    times = {keys[key] for key, field in fields.items() if field}
    if len(times) > 1 or not {"topic", "stance"} <= set(fields.values()):
        return sheet
    seen = Counter[str]()
    columns = []
    for column in sheet.columns:
        key = header_key(column.header)
        seen[key] += 1
        header = f"{column.header} {seen[key]}" if fields.get(key) else column.header
        columns.append(replace(column, header=header))
    return replace(sheet, columns=tuple(columns))


def _parted(name: str) -> re.Match[str] | None:
    return _LAST.fullmatch(name) if len(name) <= _LONGEST else None


def of_coders_and_topics(
    groups: Mapping[str, Mapping[str, Column]], is_coder: Callable[[str], bool]
) -> tuple[tuple[str, Mapping[str, Column]], ...]:
    """Return the topics of columns such as "Tax R1", "Tax R2", "War R1", each with its coder.

    Returns:
        Topic, and its columns by field; nothing where columns are no topic's and coder's each.
    """
    parted = [(_parted(name), of) for name, of in groups.items()]
    found = [(match[1], match[2], of) for match, of in parted if match]
    topics, coders = {topic for topic, _, _ in found}, {coder for _, coder, _ in found}
    both = len(found) == len(parted) and len(coders) > 1 and len(topics) < len(found)
    if not both or not all(map(is_coder, coders)):
        return ()
    return tuple(
        (topic, {**of, "annotator": Column(0, "", [coder] * len(of["stance"].texts))})
        for topic, coder, of in found
    )
