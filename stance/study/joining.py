"""Speakers whom articles name, made experts of the study: those it has, and new ones."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from stance.articles.article import Finding
from stance.core.contracts import EXPERTS
from stance.core.errors import Problem
from stance.core.ids import slug
from stance.core.text import fold, spellings_of
from stance.names import aliases, cluster
from stance.names.frames import MENTIONS
from stance.study.describing import Reading, with_facts
from stance.study.namesakes import namesakes
from stance.workbook.form import STUDY_FILE

_UNKNOWN = "unknown speaker"
#: Characters of an id that is made of a name.
LONGEST_ID = 40


class Experts:
    """The study's experts and those who join them."""

    def __init__(
        self,
        known: pd.DataFrame,
        mentions: Sequence[dict[str, str]],
        read: Sequence[tuple[str, Reading]] = (),
    ) -> None:
        """Take the study's experts, and join those who are mentioned.

        Args:
            known: frame ``EXPERTS``.
            mentions: who is named in which source, see ``mentions``.
            read: what places in articles tell of them, with the id of the source.
        """
        self.rows: list[dict[str, Any]] = known.to_dict("records")
        self.ids = {row["expert_id"] for row in self.rows}
        self.by_name: dict[tuple[str, str], str] = {}
        self.read = list(read)
        mentions = self._settled(mentions)
        groups = cluster(MENTIONS.build(mentions), EXPERTS.build(self.rows)).groups
        also = self.also = aliases(groups)
        by_group: dict[int, str] = {}
        for row in groups.to_dict("records"):
            group, expert_id = row["group"], row["expert_id"]
            expert_id = expert_id or by_group.get(group) or self._join(also[group])
            by_group[group] = expert_id
            self.by_name[row["name"], row["source_id"]] = expert_id

    def _settled(self, mentions: Sequence[dict[str, str]]) -> list[dict[str, str]]:
        """Return the mentions with the expert of each that means a namesake of the usual one."""
        others, self.namesakes = namesakes(self.rows, self.read)
        meant = {(one.name, one.source_id): one for one in others}
        parted = {fold(one.name): one.name for one in others if one.number}
        known = {fold(row["name"]): row["expert_id"] for row in reversed(self.rows)}
        usual = {key: known.get(key) or self._join([name]) for key, name in parted.items()}
        new: dict[tuple[str, int], str] = {}
        settled = []
        for mention in mentions:
            key = fold(mention["name"])
            one = meant.get((mention["name"], mention["source_id"]))
            expert_id = usual.get(key, "") if one is None else one.expert_id or usual.get(key, "")
            if one is not None and one.number:
                if (key, one.number) not in new:
                    new[key, one.number] = self._join([one.name])
                expert_id = new[key, one.number]
            settled.append(mention | {"expert_id": expert_id})
        return settled

    def _join(self, spellings: Sequence[str], kind: str = "expert") -> str:
        """Add an expert of these spellings, the first of which is the name; return the id."""
        name, *others = spellings
        expert_id = slug(name, self.ids, LONGEST_ID)
        self.ids.add(expert_id)
        self.rows.append(
            dict.fromkeys(EXPERTS.names, "")
            | {"expert_id": expert_id, "name": name, "aliases": ";".join(others), "kind": kind}
        )
        return expert_id

    def describe(self) -> list[Problem]:
        """Fill in what articles tell of experts; return a note for each contradiction."""
        named: dict[str, set[str]] = {}
        for row in self.rows:
            for spelling in spellings_of(row["name"], row["aliases"]):
                named.setdefault(fold(spelling), set()).add(row["expert_id"])
        of: dict[str, list[Reading]] = {}
        for source_id, reading in self.read:
            name = reading.told.expert
            known = self.by_name.get((name, source_id))
            ids = {known} if known else named.get(fold(name), set())
            for expert_id in ids if len(ids) == 1 else ():
                of.setdefault(expert_id, []).append(reading)
        problems = list(self.namesakes)
        for n, row in enumerate(self.rows):
            self.rows[n], differing = with_facts(row, of.get(row["expert_id"], ()))
            problems += differing
        return problems

    def joined(self) -> list[Problem]:
        """Return a note for every two full names that were taken for one person."""
        full = ([s for s in spellings if " " in s] for spellings in self.also.values())
        return [
            Problem(
                code="spellings-joined",
                message=f"taken for one person: {', '.join(spellings)}",
                hint="if they are two, give each an id of their own on the sheet Experts",
                file=STUDY_FILE,
            )
            for spellings in full
            if len(spellings) > 1
        ]

    def id_of(self, finding: Finding, source_id: str) -> str:
        """Return the id of the expert whose words these are.

        Who has no name is an expert of that source only: the analysts of two articles are not
        one person.
        """
        known = self.by_name.get((finding.expert, source_id))
        if known is None:
            name = f"{finding.expert or _UNKNOWN} ({source_id})"
            listed = (row["expert_id"] for row in self.rows if row["name"] == name)
            known = next(listed, "") or self._join([name], "unnamed")
            self.by_name[finding.expert, source_id] = known
        return known


def mentions(found: Sequence[tuple[str, Finding]]) -> list[dict[str, str]]:
    """Return who is named in which source; descriptions are no names."""
    return [
        {"name": finding.expert, "source_id": source_id}
        for source_id, finding in found
        if _is_name(finding.expert)
    ]


def _is_name(expert: str) -> bool:
    words = [word for word in expert.split() if len(word) > 3] or expert.split()
    return bool(words) and all(word[0].isupper() for word in words)
