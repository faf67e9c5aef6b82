"""What is true of a study, worked out from its judgements and positions without the report."""

import itertools
from dataclasses import replace
from functools import cached_property
from typing import Any

import pandas as pd

from stance.study.study import Findings

#: Experts on a topic below whom it is not ranked.
FEWEST = 3
DISPUTED = ("disputed", "topic disputed")


class Truth:
    """The tables of a study as counts and sets, by label of the topic and name of the expert."""

    def __init__(self, found: Findings) -> None:
        self.found = found
        book = found.study.codebook
        self.scale = book.scale
        self.label = {topic.id: topic.label for topic in book.topics}
        self.name = dict(
            zip(found.study.experts["expert_id"], found.study.experts["name"], strict=True)
        )
        self.topics = list(self.label.values())
        self.experts = list(self.name.values())
        self.claims = found.study.claims
        judged = found.judgements[found.judgements["status"] != "waiting"]
        judged = pd.concat([judged, self._waiting()], ignore_index=True)
        self.all_judged = judged.assign(expert=judged["expert_id"].map(self.name))
        judged = self.all_judged[self.all_judged["topic"].isin(list(self.label))]
        self.judged = judged.assign(topic=judged["topic"].map(self.label))

    def _waiting(self) -> pd.DataFrame:
        """Claims of which no answer counts, under the topics that most of those chose who wait."""
        study = self.found.study
        counted = {
            *study.annotations.query("topic != ''")["claim_id"],
            *study.decisions["claim_id"],
        }
        experts = dict(zip(self.claims["claim_id"], self.claims["expert_id"], strict=True))
        rows = []
        for claim, votes in study.waiting.query("topic != ''").groupby("claim_id"):
            who = votes.groupby("topic")["annotator"].nunique()
            most = who[2 * who > votes["annotator"].nunique()]
            for topic in [] if claim in counted else (most if len(most) else who).index:
                rows.append([claim, experts[claim], topic, "waiting", ""])
        return pd.DataFrame(rows, columns=["claim_id", "expert_id", "topic", "status", "said_on"])

    @cached_property
    def place(self) -> dict[tuple[str, str], float]:
        """Positions by expert and topic."""
        rows = self.found.positions.dropna(subset="position")
        return {
            (self.name[row.expert_id], self.label[row.topic]): row.position
            for row in rows.itertuples()
        }

    @cached_property
    def spoke(self) -> dict[tuple[str, str], pd.DataFrame]:
        """Judgements by expert and topic."""
        return dict(iter(self.judged.groupby(["expert", "topic"])))

    @cached_property
    def open(self) -> dict[tuple[str, str], str]:
        """Why there is no position where something was said: disputed, unclear or not coded."""
        found = {}
        for cell, rows in self.spoke.items():
            statuses = set(rows["status"])
            if "settled" in statuses:
                continue
            reasons = ["unclear", "waiting", "not coded"]
            reason = next((r for r in reasons if r in statuses), "not coded")
            found[cell] = "disputed" if statuses & set(DISPUTED) else reason
        return found

    def side(self, expert: str, topic: str) -> int | None:
        """1 for, 0 in the middle, -1 against, None without a position."""
        place = self.place.get((expert, topic))
        if place is None:
            return None
        return (place > self.scale.middle) - (place < self.scale.middle)

    def on(self, topic: str, side: int) -> set[str]:
        """Who stands on a side."""
        return {expert for expert in self.experts if self.side(expert, topic) == side}

    def counts(self, topic: str) -> tuple[int, int, int]:
        """Against, in the middle, for."""
        against, middle, in_favour = (len(self.on(topic, side)) for side in (-1, 0, 1))
        return against, middle, in_favour

    def opposed_share(self, topic: str) -> float:
        """Share of pairs of experts on opposite sides."""
        against, middle, in_favour = self.counts(topic)
        n = against + middle + in_favour
        return 2 * against * in_favour / (n * (n - 1))

    @property
    def divided(self) -> list[str]:
        """Topics with experts on both sides, ranked or not."""
        return [t for t in self.topics if self.counts(t)[0] and self.counts(t)[2]]

    @property
    def contested(self) -> list[str]:
        """Of the topics by rank, those with experts on both sides."""
        return [topic for topic in self.ranked if topic in self.divided]

    @property
    def ranked(self) -> list[str]:
        """Topics with enough experts, by rank."""
        rows = self.found.contested.dropna(subset="rank").sort_values("rank", kind="stable")
        return [self.label[topic] for topic in rows["topic"]]

    @cached_property
    def rank(self) -> dict[str, int]:
        """Ranks by topic."""
        rows = self.found.contested.dropna(subset="rank")
        return {self.label[row.topic]: int(row.rank) for row in rows.itertuples()}

    def shared(self, a: str, b: str) -> set[str]:
        """Topics on which both hold a position."""
        return {t for t in self.topics if (a, t) in self.place and (b, t) in self.place}

    def opposed(self, a: str, b: str) -> set[str]:
        """Of them, those on which they stand on opposite sides."""
        sides = {t: {self.side(a, t), self.side(b, t)} for t in self.shared(a, b)}
        return {topic for topic, both in sides.items() if both == {-1, 1}}

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Pairs of experts who share a topic."""
        every = itertools.combinations(self.experts, 2)
        return [(a, b) for a, b in every if self.shared(a, b)]

    def overturned(self, annotator: str) -> str:
        """What of the headline is another without an annotator: order, sides, or "out"."""
        study, lead = self.found.study, self.found.lead
        votes = study.annotations[study.annotations["annotator"] != annotator]
        other = Truth(replace(study, annotations=votes).analyse(self.found.seed, self.found.method))
        if lead.verdict == "many" and other.found.lead.verdict in ("one", "only", "several"):
            return "out"
        named = [self.label[topic] for topic in lead.topics]
        if lead.verdict not in ("one", "several"):
            named = self.topics
        moved = [topic for topic in named if self.counts(topic) != other.counts(topic)]
        return "sides" if moved else "order"

    def agreement(self, a: str, b: str) -> float:
        """Mean of 1 - distance / range over the shared topics."""
        gaps = [abs(self.place[a, t] - self.place[b, t]) for t in self.shared(a, b)]
        return 1 - sum(gaps) / len(gaps) / self.scale.range

    @cached_property
    def coders(self) -> pd.Series:
        """How many annotators coded each claim, of those that any coded."""
        votes = self.found.study.annotations
        votes = votes[votes["topic"] != ""]
        return votes.groupby("claim_id")["annotator"].nunique()

    def claims_with(self, *statuses: str) -> int:
        """Claims with a judgement of such a status."""
        judged = self.all_judged
        return judged["claim_id"][judged["status"].isin(statuses)].nunique()

    def votes(self, claim: str, topic: str) -> list[float]:
        """Scores of the votes on a claim and topic that count; NaN where they are unclear."""
        given = self.found.study.annotations
        of_claim = given[(given["claim_id"] == claim) & (given["stance"] != "")]
        return of_claim.loc[of_claim["topic"].map(self.label.get) == topic, "score"].tolist()

    @cached_property
    def heard(self) -> pd.Series:
        """Of each judgement, how many annotators had a say in it; 0 where it is none yet."""
        found = []
        for row in self.all_judged.itertuples():
            coded = int(self.coders.get(row.claim_id, 0))
            if row.status in ("uncoded", "waiting"):
                coded = 0
            elif row.status in ("settled", "unclear") and row.decided_by != "adjudicator":
                coded = len(self.votes(row.claim_id, self.label[row.topic]))
            found.append(coded)
        return pd.Series(found, self.all_judged.index, dtype="int64")

    def whole(self, row: Any) -> bool:
        """Whether nobody who coded a claim says anything but what its judgement says."""
        given = self.found.study.annotations
        given = given[(given["claim_id"] == row.claim_id) & (given["topic"] != "")]
        coders, here = given["annotator"].nunique(), given[given["topic"] == row.topic]
        if row.status in DISPUTED or len(here) < coders:
            return False
        if row.status == "none":
            return True
        same = here["score"].isna() if row.status == "unclear" else self._near(here, row.score)
        return bool((same & (here["stance"] != "")).all())

    def _near(self, votes: pd.DataFrame, score: float) -> pd.Series:
        """Which votes lie within a step of a score, on its side or in the middle."""
        level = self.scale.middle
        aligned = (votes["score"] - level) * (score - level) >= 0
        return aligned & ((votes["score"] - score).abs() <= self.scale.step)

    @property
    def off(self) -> set[str]:
        """Claims that bear on none of the topics, and on no topic besides."""
        none = self.all_judged.loc[self.all_judged["status"] == "none", "claim_id"]
        return set(none) - set(self.judged["claim_id"])

    @cached_property
    def alone(self) -> set[str]:
        """Claims with a judgement that one annotator alone made."""
        by_adjudicator = self.all_judged["decided_by"] == "adjudicator"
        return set(self.all_judged.loc[(self.heard == 1) & ~by_adjudicator, "claim_id"])
