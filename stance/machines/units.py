"""Judgements and a machine's answers as numbers: what has one outcome each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stance.analysis.consensus import Status
from stance.core.codebook import NONE, Codebook

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Units:
    """What has one outcome: a claim, in each of its places for a topic; arrays of one length.

    Attributes:
        claim: number of the claim.
        expert: number of the expert.
        document: number of the document.
        said_topic: the machine's topic; ``n_topics`` is "none", the next number "no answer on the
            claim", the one after that "no further topic".
        said_stance: the machine's stance; the last one is any without a score, or none given.
        topic: people's topic, ``n_topics`` is "none"; of no meaning where they did not code it.
        outcome: people's outcome; the last one is any without a score. Likewise.
        known: whether people coded it, as one of the claims chosen by chance.
        weight: one over the chance to be chosen; 0 where it was not.
        n_experts: how many experts there are.
        n_topics: how many topics.
        stances: the score of each stance of the machine but the last, ascending.
        outcomes: the score of each outcome but the last, ascending; the stances are among them.
    """

    claim: Ints
    expert: Ints
    document: Ints
    said_topic: Ints
    said_stance: Ints
    topic: Ints
    outcome: Ints
    known: NDArray[np.bool_]
    weight: Floats
    n_experts: int
    n_topics: int
    stances: Floats
    outcomes: Floats

    def without_machine(self) -> "Units":
        """Return the same as if the machine had answered nothing."""
        first = self.said_topic != self.n_topics + 2
        silent = np.where(first, self.n_topics + 1, self.said_topic)
        return replace(self, said_topic=silent, said_stance=np.full_like(silent, len(self.stances)))

    def of_machine(self) -> tuple[Ints, Ints]:
        """Return topic and outcome of every unit as if the machine's word were a person's."""
        places = np.append(np.searchsorted(self.outcomes, self.stances), len(self.outcomes))
        return np.minimum(self.said_topic, self.n_topics), places[self.said_stance]


def units_of(
    claims: pd.DataFrame,
    judgements: pd.DataFrame,
    answers: pd.DataFrame,
    weight: Mapping[str, float],
    codebook: Codebook,
    experts: Sequence[str],
) -> Units:
    """Return the units of a study.

    A claim has as many places as one has topics at most. The machine's topics stand in theirs; of
    people's, each stands beside the machine's same one, the others in the places that are left.

    Args:
        claims: columns claim_id, expert_id and document.
        judgements: frame ``JUDGEMENTS``.
        answers: frame ``MACHINE_ANSWERS`` of one machine.
        weight: one over the chance of each claim that people coded because it was chosen.
        codebook: topics and scale.
        experts: ids, in the order of their numbers.
    """
    said = _rows(answers, answers["score"].notna())
    judged = judgements[judgements["claim_id"].isin(list(weight))]
    held = judged[judged["status"] != Status.TOPIC_DISPUTED]
    people = _rows(held, held["status"] == Status.SETTLED)
    places = [_places(said.get(c, [_SILENT]), people.get(c, [])) for c in claims["claim_id"]]
    most = max(map(len, places), default=1)
    rows = [
        (number, *place)
        for number, listed in enumerate(places)
        for place in [*listed, *[(_NO_FURTHER, _NO_TOPIC)] * (most - len(listed))]
    ]
    return _numbered(rows, claims, weight, codebook, experts)


#: A topic with its score, None where it has none.
_Row = tuple[str, float | None]
_NO_TOPIC: _Row = (NONE, None)
#: What a machine says that did not answer on a claim, or named no further topic: no id is blank.
_SILENT: _Row = ("", None)
_NO_FURTHER: _Row = (" ", None)


def _rows(frame: pd.DataFrame, scored: pd.Series) -> dict[str, list[_Row]]:
    """Return each claim's topics with their scores."""
    found: dict[str, list[_Row]] = {}
    columns = (frame["claim_id"], frame["topic"], frame["score"], scored)
    for claim_id, topic, score, has_score in zip(*columns, strict=True):
        found.setdefault(claim_id, []).append((topic, float(score) if has_score else None))
    return found


def _places(said: Sequence[_Row], people: Sequence[_Row]) -> list[tuple[_Row, _Row]]:
    """Return the machine's word and people's for each place of a claim."""
    left = [row for row in people if row[0] != NONE]
    places: list[tuple[_Row, _Row]] = []
    for row in said:
        same = next((given for given in left if given[0] == row[0]), _NO_TOPIC)
        if same in left:
            left.remove(same)
        places.append((row, same))
    for at, (row, given) in enumerate(places):
        if left and given == _NO_TOPIC:
            places[at] = (row, left.pop(0))
    return [*places, *((_NO_FURTHER, row) for row in left)]


def _numbered(
    rows: Sequence[tuple[int, _Row, _Row]],
    claims: pd.DataFrame,
    weight: Mapping[str, float],
    codebook: Codebook,
    experts: Sequence[str],
) -> Units:
    """Return the rows as numbers."""
    known = [*codebook.topic_ids, NONE, _SILENT[0], _NO_FURTHER[0]]
    topics = {topic: at for at, topic in enumerate(known)}
    none = topics[NONE]
    stances = np.array(codebook.scale.scores)
    scores = {score for _, _, (_, score) in rows if score is not None}
    outcomes = np.array(sorted({*stances.tolist(), *scores}))
    claim = np.array([number for number, *_ in rows], np.int64)
    weights = np.array([weight.get(claim_id, 0.0) for claim_id in claims["claim_id"]])
    expert = pd.Index(list(experts)).get_indexer(claims["expert_id"])

    def place_of(score: float | None, scale: Floats) -> int:
        return len(scale) if score is None else int(np.searchsorted(scale, score))

    return Units(
        claim=claim,
        expert=expert[claim],
        document=pd.factorize(claims["document"])[0][claim],
        said_topic=np.array([topics.get(topic, none) for _, (topic, _), _ in rows], np.int64),
        said_stance=np.array([place_of(score, stances) for _, (_, score), _ in rows], np.int64),
        topic=np.array([topics.get(topic, none) for _, _, (topic, _) in rows], np.int64),
        outcome=np.array([place_of(score, outcomes) for _, _, (_, score) in rows], np.int64),
        known=weights[claim] > 0,
        weight=weights[claim],
        n_experts=len(experts),
        n_topics=none,
        stances=stances,
        outcomes=outcomes,
    )
