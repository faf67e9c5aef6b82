"""Who is who among the names that articles mention: merged where sure, asked where not."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations_with_replacement
from typing import Any

import pandas as pd

from stance.core.text import fold, spellings_of
from stance.names.compare import compare, may_be_one
from stance.names.frames import MENTIONS, NAME_GROUPS, NAME_QUESTIONS
from stance.names.parts import Name, take_apart
from stance.names.words import ASK, LIKELY, POSSIBLE, SAME, Comparison, marks


@dataclass(frozen=True, eq=False)
class People:
    """Who is who.

    Attributes:
        groups: every mention with its person, a ``NAME_GROUPS`` frame.
        questions: pairs of persons who may be one, a ``NAME_QUESTIONS`` frame, the likeliest
            first.
    """

    groups: pd.DataFrame
    questions: pd.DataFrame


_FIRST = "the first spelling met"


@dataclass(eq=False)
class _Node:
    """One spelling: a full name wherever it stands, a weak one in one source only."""

    written: str
    name: Name
    source: str
    expert: str = ""
    reason: str = _FIRST
    listed: bool = False
    mentions: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def sources(self) -> set[str]:
        return {source for _, source in self.mentions}


@dataclass(eq=False)
class _Person:
    """The spellings held to be one person; ``expert`` is the expert's id where known."""

    nodes: list[_Node]
    expert: str = ""
    name: str = ""

    @property
    def sources(self) -> set[str]:
        return set[str]().union(*(node.sources for node in self.nodes))

    @property
    def telling(self) -> list[_Node]:
        """The spellings that can be compared across sources: full names, or all if none is."""
        full = [node for node in self.nodes if not node.name.weak]
        return full or [node for node in self.nodes if not node.name.described]

    @property
    def label(self) -> str:
        """The expert's name, or the fullest spelling, the most frequent of those."""
        spellings = Counter[str]()
        for node in self.nodes:
            for (written, _), count in node.mentions.items():
                spellings[written] += count
        if self.name or not spellings:
            return self.name or self.expert
        words = {s: sum(not w.initial for w in take_apart(s).words) for s in spellings}
        return min(spellings, key=lambda s: (-words[s], -spellings[s], s))


_Pair = tuple[_Node, _Node, Comparison]


def cluster(mentions: pd.DataFrame, experts: pd.DataFrame | None = None) -> People:
    """Return who is who among the mentions: persons merged silently, and pairs to ask about.

    Full names that score ``SAME`` or more are one person, unless that would bring together two
    spellings that score less than ``ASK``, or two known experts. A bare family name, or initials
    with one, joins a person only within a source, and only if a single one fits there; across
    sources it is asked. A spelling listed as the name or alias of exactly one expert is that
    expert's, for the analyst said so; a weak one not where only somebody else of its source is
    named more fully so.

    Args:
        mentions: a ``MENTIONS`` frame; repeated rows count, ``expert_id`` may be left out.
        experts: an ``EXPERTS`` frame of those already known; none if left out.
    """
    who = _Who(_people(MENTIONS.check(MENTIONS.complete(mentions)), experts))
    found = sorted(_full_pairs(who), key=lambda pair: -pair[2].score)
    doubts = [pair for pair in found if not who.merge_full(*pair)]
    for node in [n for person in who.people for n in person.nodes if n.listed and n.name.weak]:
        who.release(node)
    weak = [n for person in who.people for n in person.nodes if n.name.weak and not n.expert]
    for node in sorted(weak, key=lambda node: node.name.bare):  # initials before bare names
        who.settle_weak(node)
    return People(_groups(who), _questions(who, [*doubts, *_weak_pairs(who)]))


def aliases(groups: pd.DataFrame) -> dict[int, list[str]]:
    """Return the spellings of each group that hold in every source, the person's label first.

    Args:
        groups: a ``NAME_GROUPS`` frame. Spellings that hold in their source only (``weak``) are
            left out: as aliases they would claim every namesake.
    """
    union: dict[int, list[str]] = {}
    for row in groups.to_dict("records"):
        spellings = union.setdefault(row["group"], [row["person"]])
        if not row["weak"] and row["name"] not in spellings:
            spellings.append(row["name"])
    return union


def _people(mentions: pd.DataFrame, experts: pd.DataFrame | None) -> list[_Person]:
    """Return one person for each expert, then one for each further spelling."""
    known, owners = _known(experts)
    people = list(known.values())
    nodes: dict[tuple[str, str, str], _Node] = {}
    for written, source, expert in mentions.itertuples(index=False, name=None):
        name = take_apart(written)
        key = name.text or fold(written)
        place = (key, source if name.weak else "", expert)
        if place not in nodes:
            node = nodes[place] = _Node(written, name, place[1], expert)
            ids = {expert} if expert else owners.get(key, set())
            if len(ids) == 1:
                node.expert = next(iter(ids))
                node.listed = not expert
                node.reason = "settled" if expert else "listed as a spelling of this expert"
                if node.expert not in known:
                    known[node.expert] = _Person([], node.expert)
                    people.append(known[node.expert])
                known[node.expert].nodes.append(node)
            else:
                people.append(_Person([node]))
        nodes[place].mentions[written, source] += 1
    return people


def _known(experts: pd.DataFrame | None) -> tuple[dict[str, _Person], dict[str, set[str]]]:
    """Return the experts by id, and the ids that a spelling may stand for."""
    known: dict[str, _Person] = {}
    owners: dict[str, set[str]] = defaultdict(set)
    for row in [] if experts is None else experts.to_dict("records"):
        person = known[row["expert_id"]] = _Person([], row["expert_id"], row["name"])
        for spelling in spellings_of(row["name"], row["aliases"]) or [row["expert_id"]]:
            node = _Node(spelling, take_apart(spelling), "", row["expert_id"])
            person.nodes.append(node)
            owners[node.name.text or fold(spelling)].add(row["expert_id"])
    return known, owners


class _Who:
    """Which spelling is held to be which person."""

    def __init__(self, people: list[_Person]) -> None:
        self._of = {id(node): person for person in people for node in person.nodes}
        self._in: dict[str, list[_Node]] = defaultdict(list)
        for person in people:
            for node in person.nodes:
                for source in sorted(node.sources):
                    self._in[source].append(node)

    @property
    def people(self) -> list[_Person]:
        """The persons, in the order in which they were first met."""
        return list({id(person): person for person in self._of.values()}.values())

    def of(self, node: _Node) -> _Person:
        return self._of[id(node)]

    def join(self, one: _Person, two: _Person) -> None:
        """Make the two one, under the expert's name if one of them is known."""
        keep, gone = (two, one) if two.expert else (one, two)
        keep.nodes.extend(gone.nodes)
        self._of |= {id(node): keep for node in gone.nodes}

    def merge_full(self, a: _Node, b: _Node, found: Comparison) -> bool:
        """Join the persons of two full names if that is sure; say if nothing is left to ask."""
        one, two = self.of(a), self.of(b)
        if one is two:
            return True
        if found.score < SAME or (one.expert and two.expert):
            return False
        fresh, others = ([n for n in p.telling if not n.expert] for p in (one, two))
        if any(compare(x.written, y.written).score < ASK for x in fresh for y in others):
            return False
        b.reason = f'like "{a.written}": {found.evidence}'
        self.join(one, two)
        return True

    def release(self, node: _Node) -> None:
        """Take a listed weak spelling from its expert if only others of its source fit it."""
        mine = self.of(node)
        here = {id(p): p for p in map(self.of, self._in[node.source])}.values()
        fitting = [p for p in here if _fit(node, p, fuller=True)]
        if fitting and mine not in fitting:
            mine.nodes.remove(node)
            node.expert, node.reason = "", _FIRST
            self._of[id(node)] = _Person([node])

    def settle_weak(self, node: _Node) -> None:
        """Join a bare family name or initials with the only person of the source that it fits.

        Persons named more fully come first; failing them, those named as scantily.
        """
        mine = self.of(node)
        if node.name.described:
            return
        found_here = {id(p): p for p in map(self.of, self._in[node.source]) if p is not mine}
        here = list(found_here.values())
        for fuller in (True, False):
            fits = []
            for person in here:
                found = _fit(node, person, fuller)
                if found:
                    fits.append((person, found))
            if len(fits) == 1:
                person, found = fits[0]
                node.reason = f'only "{person.label}" fits in this source: {found.evidence}'
                self.join(person, mine)
            if fits:
                return


def _fit(node: _Node, person: _Person, fuller: bool) -> Comparison | None:
    """Return the best comparison by which a weak name fits a person in its own source."""
    best = None
    for other in person.nodes:
        if node.source not in other.sources or (_fullness(other) > _fullness(node)) != fuller:
            continue
        found = compare(node.written, other.written)
        enough = (POSSIBLE if node.name.bare else LIKELY) if fuller else SAME
        if found.score >= enough and (best is None or found.score > best.score):
            best = found
    return best


def _fullness(node: _Node) -> int:
    """Return 0 for a bare name, 1 for initials with a family name, 2 for a full name."""
    return 0 if node.name.bare else 1 if node.name.weak else 2


def _candidates(nodes: list[_Node], *, weak: bool = False) -> list[tuple[_Node, _Node]]:
    """Return the pairs of spellings worth comparing; with ``weak`` those of which one is weak.

    These are the pairs in which every full word of the shorter one shares a mark with a word of
    the longer; of others the worst word would score too little to be asked about. They are found
    by the marks of the shorter one's two rarest words together, so that neither a first name nor
    the beginning of a family name that thousands bear costs anything.
    """
    marked = [[marks(w) for w in node.name.words if not w.initial] for node in nodes]
    every = [frozenset[str]().union(*words) for words in marked]
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, of_name in enumerate(every):
        for mark in of_name:
            blocks[(mark,)].append(i)
        for two in combinations_with_replacement(sorted(of_name), 2):
            blocks[two].append(i)
    asked = {i for i, node in enumerate(nodes) if node.name.weak or not weak}
    pairs: list[tuple[int, int]] = []
    for i, words in enumerate(marked):
        keys = {key for key in _keys(words, blocks) if key in blocks}
        found = set[int]().union(*(blocks[key] for key in keys))
        for j in found if i in asked else found & asked:
            shorter = (len(words), i) < (len(marked[j]), j)
            if shorter and all(word & every[j] for word in words):
                pairs.append((min(i, j), max(i, j)))
    return [(nodes[i], nodes[j]) for i, j in sorted(pairs)]


def _keys(
    words: Sequence[frozenset[str]], blocks: Mapping[tuple[str, ...], Sequence[int]]
) -> set[tuple[str, ...]]:
    """Return the keys under which whoever shares marks with the two rarest words is found."""
    rare = sorted(words, key=lambda word: sum(len(blocks[(mark,)]) for mark in word))[:2]
    if len(rare) < 2:
        return {(mark,) for word in rare for mark in word}
    return {(min(a, b), max(a, b)) for a in rare[0] for b in rare[1]}


def _full_pairs(who: _Who) -> list[_Pair]:
    """Return the pairs of full names, of two persons, that score ``ASK`` or more."""
    nodes = [n for p in who.people for n in p.nodes if not n.name.weak]
    pairs = [(a, b) for a, b in _candidates(nodes) if who.of(a) is not who.of(b)]
    return _asked(pairs)


def _asked(pairs: list[tuple[_Node, _Node]]) -> list[_Pair]:
    """Return the pairs that score ``ASK`` or more, with what the comparison found."""
    worth = ((a, b) for a, b in pairs if may_be_one(a.written, b.written))
    found = [(a, b, compare(a.written, b.written)) for a, b in worth]
    return [pair for pair in found if pair[2].score >= ASK]


def _weak_pairs(who: _Who) -> list[_Pair]:
    """Return the pairs to ask about of persons known by weak names only, with any other."""
    nodes = [n for p in who.people for n in p.telling]
    pairs = [
        (a, b)
        for a, b in _candidates(nodes, weak=True)
        if who.of(a) is not who.of(b) and (a.name.weak or b.name.weak)
    ]
    return _asked(pairs)


def _groups(who: _Who) -> pd.DataFrame:
    """Return every mention with its person."""
    rows: dict[tuple[str, str, int], dict[str, Any]] = {}
    for number, person in enumerate(who.people):
        for node in person.nodes:
            for (written, source), count in node.mentions.items():
                row = rows.setdefault(
                    (written, source, number),
                    {
                        "name": written,
                        "source_id": source,
                        "group": number,
                        "expert_id": person.expert,
                        "person": person.label,
                        "n_mentions": 0,
                        "weak": node.name.weak,
                        "reason": node.reason,
                    },
                )
                row["n_mentions"] += count
    return NAME_GROUPS.build(list(rows.values()))


def _questions(who: _Who, pairs: list[_Pair]) -> pd.DataFrame:
    """Return each pair of persons to ask about once, by its best pair of spellings."""
    number = {id(person): i for i, person in enumerate(who.people)}
    best: dict[tuple[int, int], _Pair] = {}
    for pair in pairs:
        a, b = sorted(pair[:2], key=lambda node: number[id(who.of(node))])
        key = (number[id(who.of(a))], number[id(who.of(b))])
        if key[0] != key[1] and (key not in best or pair[2].score > best[key][2].score):
            best[key] = (a, b, pair[2])
    rows = [_question(who, key, *pair) for key, pair in best.items()]
    rows.sort(key=lambda row: (-row["similarity"], row["group_a"], row["group_b"]))
    return NAME_QUESTIONS.build(rows)


def _question(
    who: _Who, key: tuple[int, int], a: _Node, b: _Node, found: Comparison
) -> dict[str, Any]:
    one, two = who.of(a), who.of(b)
    shared = sorted((one.sources & two.sources) - {""})
    together = f"both in {', '.join(shared[:3])}" if shared else "never in one source"
    return {
        "group_a": key[0],
        "group_b": key[1],
        "name_a": one.label,
        "name_b": two.label,
        "expert_a": one.expert,
        "expert_b": two.expert,
        "sources_a": "; ".join(sorted(one.sources)),
        "sources_b": "; ".join(sorted(two.sources)),
        "similarity": found.score,
        "evidence": f"{found.evidence}; {together}",
    }
