"""For each kind of sentence on the first screen and above the tables: does it tell the truth?

A check takes what was said and what is true. Every text of the catalogue has one, or is listed as
a label that claims nothing (see tests/report/test_one_page.py).
"""

from collections.abc import Callable
from typing import get_args

import pandas as pd
import pytest

from stance.analysis.headlines import Overturned
from stance.reliability import Verdict
from tests.page_sentences import Told, items, number, share, told
from tests.page_truth import DISPUTED, FEWEST, Truth

#: What one annotator can overturn in a headline.
OVERTURNED = [how for how in get_args(Overturned) if how]

CHECKS: dict[str, Callable[[Told, Truth], None]] = {}


def says(*keys: str) -> Callable[[Callable[[Told, Truth], None]], Callable[[Told, Truth], None]]:
    def registered(check: Callable[[Told, Truth], None]) -> Callable[[Told, Truth], None]:
        CHECKS.update(dict.fromkeys(keys, check))
        return check

    return registered


def check(said: Told, true: Truth) -> Told:
    CHECKS[said.key](said, true)
    return said


def within(said: Told, name: str, value: float) -> None:
    low, high = share(said.say, said[name])
    assert low <= value <= high, (said, value)


def form_of(said: Told, n: int) -> None:
    """A text whose form alone tells its count is in the form that this count wants."""
    entry = said.say.entries[said.key]
    assert isinstance(entry, str) or entry[said.say.place(said.key, n)] == entry[said.form], said


def short(true: Truth, names: set[str]) -> set[str]:
    return {name.split()[-1] for name in names}


# --- the headline, and what divides most -----------------------------------------------------


def sides(said: Told, true: Truth, topic: str = "topic", name: str = "sides") -> None:
    """Check the counts that the headline gives of a topic: against, in the middle, for."""
    keys = ("topic.n_against", "topic.n_neutral", "topic.n_for")
    parts = items(said.say, said[name].replace(",\u00a0", ", "))
    told_of = {part.key: part.n() for text in parts for part in [told(said.say, text, *keys)]}
    counts = dict(zip(keys, true.counts(said[topic]), strict=True))
    assert told_of == {key: n for key, n in counts.items() if n}


@says("headline.one")
def _(said: Told, true: Truth) -> None:
    sides(said, true)
    assert true.rank[said["topic"]] == 1
    assert len(true.contested) > 2  # "most" takes three to choose from
    assert said["topic"] in true.contested


@says("headline.more")
def _(said: Told, true: Truth) -> None:
    sides(said, true)
    sides(said, true, "other", "other_sides")
    assert true.contested == [said["topic"], said["other"]]
    assert true.rank[said["topic"]] < true.rank[said["other"]]


@says("headline.only.ranked")
def _(said: Told, true: Truth) -> None:
    sides(said, true)
    assert true.contested == [said["topic"]] != true.divided
    assert number(said.say, said["few"]) == FEWEST


@says("headline.only", "headline.single")
def _(said: Told, true: Truth) -> None:
    sides(said, true)
    assert true.divided == [said["topic"]]
    assert said["topic"] in true.ranked
    spoken = {topic for _, topic in true.spoke}
    assert (said.key == "headline.single") == (len(spoken) == 1)


@says("headline.two", "headline.both")
def _(said: Told, true: Truth) -> None:
    sides(said, true)
    sides(said, true, "other", "other_sides")
    named = {said["topic"], said["other"]}
    assert named <= set(true.contested)
    assert 1 in {true.rank[topic] for topic in named}
    assert (said.key == "headline.both") == (len(true.contested) == 2)


@says("headline.several", "headline.all")
def _(said: Told, true: Truth) -> None:
    sides(said, true)
    sides(said, true, "other", "other_sides")
    every = len(true.contested) - 2
    assert said.n() == every if said.key == "headline.all" else 0 < said.n() < every
    assert {said["topic"], said["other"]} <= set(true.contested)


@says("headline.many")
def _(said: Told, true: Truth) -> None:
    assert said.n() == len(set(true.divided) & set(true.ranked)) - 2
    assert {said["topic"], said["other"]} <= set(true.divided)


@says("opening.near", "opening.near.one")
def _(said: Told, true: Truth) -> None:
    named = [topic for topic in said.items("topics") if topic in true.topics]
    assert named
    assert set(named) <= set(true.divided)
    assert (said.key == "opening.near.one") == (len(true.found.lead.topics) == 2)


FALLS = [f"{key}.{how}" for key in ("headline.overturned", "opening.falls") for how in OVERTURNED]


@says(*FALLS)
def _(said: Told, true: Truth) -> None:
    """An annotator overturns the headline: in its order, its sides, or that none stood out."""
    names = said.items("names", "or")
    assert tuple(names) == true.found.lead.overturned_by != ()
    how = {true.overturned(name) for name in names}
    assert said.key.rpartition(".")[2] == ("both" if len(how) > 1 else how.pop())


@says("opening.stands", "opening.stands.many")
def _(said: Told, true: Truth) -> None:
    assert (said.key == "opening.stands.many") == (true.found.lead.verdict == "many")
    assert true.found.lead.overturned_by == ()
    n_annotators = len(true.found.headlines.alone)
    assert n_annotators > 1
    assert not said.values or said.n() == n_annotators


SURE = [f"opening.sure.{allowed}" for allowed in get_args(Verdict) if allowed != "undefined"]


@says(*SURE, *(f"{key}.wide" for key in SURE), "opening.sure.falls")
def _(said: Told, true: Truth) -> None:
    found = true.found.reliability.alphas
    rows = found[(found["by"] == "all") & found["measure"].isin(["topic", "stance"])]
    rows = rows[rows["low"].notna()]
    over_articles = rows["article_low"].notna().all()
    low = rows["article_low" if over_articles else "low"].min()
    alpha = rows["alpha"].min()
    firm, tentative = alpha > 0.8 - 1e-9, alpha > 0.667 - 1e-9
    sure = "firm" if low > 0.8 - 1e-9 else "firm but unsure"
    expected = sure if firm else "tentative" if tentative else "too low"
    if firm and true.found.lead.overturned_by:
        expected = "falls"
    elif tentative and low <= 0:
        expected += ".wide"
    assert said.key == f"opening.sure.{expected}"


# --- each expert -----------------------------------------------------------------------------


FAR_AND_NEAR = [f"person.{key}" for key in ("furthest", "nearest", "further", "nearer")]


@says(*FAR_AND_NEAR, "person.furthest.tied", "person.nearest.tied")
def _(said: Told, true: Truth) -> None:
    others = [sum(said["name"] in pair for pair in true.pairs), len(true.experts)]
    assert 0 < others[0] < others[1]


@says("person.alone")
def _(said: Told, true: Truth) -> None:
    assert any(
        not any(true.shared(one, other) for other in true.experts if other != one)
        for one in true.experts
    )


@says("headline.few", "headline.few.two", "headline.few.several")
def _(said: Told, true: Truth) -> None:
    sides(said, true)
    named = {said["topic"]}
    if said.key != "headline.few":
        sides(said, true, "other", "other_sides")
        named.add(said["other"])
    more = said.n() if said.key == "headline.few.several" else 0
    assert len(named) + more == len(true.divided)
    assert named <= set(true.divided)
    assert not true.contested


@says("headline.none", *(f"headline.none.{side}" for side in ("for", "against", "both")))
def _(said: Told, true: Truth) -> None:
    assert not true.divided
    assert true.ranked
    for name, side in (("in_favour", 1), ("against", -1)):
        there = {t for t in true.ranked if len(true.on(t, side)) == sum(true.counts(t))}
        named = said.items(name) if name in said.values else []
        assert set(named) & set(true.topics) <= there
        assert len(named) == min(len(there), 3)


@says("headline.unranked")
def _(said: Told, true: Truth) -> None:
    assert not true.divided
    assert not true.ranked
    assert true.place


@says("headline.empty", "split.empty")
def _(said: Told, true: Truth) -> None:
    assert not true.place


@says(*(f"split.{key}" for key in ("one", "more", "only", "only.ranked", "tied", "tied.all")))
def _(said: Told, true: Truth) -> None:
    topics = said.items("topics")
    named = [topic for topic in topics if topic in true.topics]
    assert set(named) <= set(true.contested)
    assert {true.rank[topic] for topic in named} == {1}
    assert (said.key == "split.only") == (len(topics) == 1 and true.divided == topics)
    assert (said.key == "split.only.ranked") == (
        len(topics) == 1 and true.contested == topics != true.divided
    )
    assert (said.key == "split.more") == (len(topics) == 1 and len(true.contested) == 2)
    assert said.key != "split.more" or [*topics, said["other"]] == true.contested
    assert said.key.startswith("split.tied") == (len(topics) > 1)
    assert (said.key == "split.tied.all") == (
        1 < len(true.found.lead.topics) == len(true.contested)
    )


@says("split.near", "split.near.two")
def _(said: Told, true: Truth) -> None:
    named = [topic for topic in said.items("topics") if topic in true.topics]
    assert len(named) > 1
    assert set(named) <= set(true.contested)
    assert (said.key == "split.near.two") == (len(said.items("topics")) == 2)
    assert len({true.counts(topic) for topic in said.items("topics") if topic in named}) > 0


@says("sides", "sides.neutral")
def _(said: Told, true: Truth) -> None:
    raise AssertionError("told within another sentence")


@says("split.odds.under", "split.odds.near", "split.odds.most", "split.estimate")
def _(said: Told, true: Truth) -> None:
    raise AssertionError("told within another sentence")


@says("split.who")
def _(said: Told, true: Truth) -> None:
    topic = said["topic"]
    assert set(said.items("against")) == short(true, true.on(topic, -1))
    assert set(said.items("in_favour")) == short(true, true.on(topic, 1))


@says("split.none")
def _(said: Told, true: Truth) -> None:
    assert true.ranked
    assert not set(true.divided) & set(true.ranked)
    assert number(said.say, said["few"]) == FEWEST


@says("split.unranked")
def _(said: Told, true: Truth) -> None:
    assert true.place
    assert not [t for t in true.topics if sum(true.counts(t)) >= FEWEST]


@says("split.only_unranked")
def _(said: Told, true: Truth) -> None:
    named = [topic for topic in said.items("topics") if topic in true.topics]
    assert set(named) <= set(true.divided)
    assert not set(true.divided) & set(true.ranked)


# --- how much there is, and how much is open ---------------------------------------------------


@says("size.none")
def _(said: Told, true: Truth) -> None:
    assert true.claims.empty


@says("agreed.all_for", "agreed.all_against")
def _(said: Told, true: Truth) -> None:
    side = 1 if said.key == "agreed.all_for" else -1
    all_there = [t for t in true.ranked if len(true.on(t, side)) == sum(true.counts(t))]
    named = [topic for topic in said.items("topics") if topic in true.topics]
    assert set(named) <= set(all_there)
    assert len(named) == min(len(all_there), 5)
    form_of(said, len(all_there))


@says("agreed.none")
def _(said: Told, true: Truth) -> None:
    assert true.ranked
    for side in (-1, 1):
        assert not [t for t in true.ranked if len(true.on(t, side)) == sum(true.counts(t))]


@says("unknown.empty")
def _(said: Told, true: Truth) -> None:
    every = len(true.experts) * len(true.topics)
    assert number(said.say, said["all"]) == every
    assert said.n() == every - len(true.spoke)


@says("unknown.none_empty")
def _(said: Told, true: Truth) -> None:
    assert len(true.spoke) == len(true.experts) * len(true.topics)


@says("unknown.again")
def _(said: Told, true: Truth) -> None:
    assert said.n() == true.found.study.waiting["claim_id"].nunique() > 0


@says("unknown.open")
def _(said: Told, true: Truth) -> None:
    assert said.n("count") == len(true.open)
    form_of(said, len(true.open))


@says(*(f"unknown.open.{why}" for why in ("disputed", "unclear", "waiting", "not coded")))
def _(said: Told, true: Truth) -> None:
    reason = said.key.removeprefix("unknown.open.")
    assert said.n() == list(true.open.values()).count(reason) > 0


@says("unknown.none", "unknown.none.once", "unknown.none.some")
def _(said: Told, true: Truth) -> None:
    assert len(true.claims)
    assert set(true.judged["status"]) <= {"settled"}
    assert set(true.claims["claim_id"]) == set(true.judged["claim_id"])
    assert len(true.coders) == len(true.claims)
    once = len(true.alone)
    assert (said.key == "unknown.none") == (not once)
    assert (said.key == "unknown.none.once") == (once == len(true.claims))
    assert said.key != "unknown.none.some" or said.n() == once


# --- who is how far apart ----------------------------------------------------------------------


APART = ["pair", *(f"pair.{key}" for key in ("one", "all", "both", "unopposed", "unopposed.one"))]


@says(*APART)
def _(said: Told, true: Truth) -> None:
    a, b = said["a"], said["b"]
    shared, opposed = len(true.shared(a, b)), len(true.opposed(a, b))
    assert len(true.pairs) > 2  # "furthest" takes three to choose from
    assert said.key != "pair.one" or (shared, opposed) == (1, 1)
    assert said.key != "pair.both" or (shared, opposed) == (2, 2)
    assert said.key != "pair.all" or 2 < opposed == shared
    assert said.key.startswith("pair.unopposed") == (not opposed)
    assert said.key != "pair" or 0 < opposed < shared
    assert said.key.endswith(".one") == (shared == 1)
    if "opposed" in said.values:
        assert said.n("opposed") == opposed
    if {"n", "count"} & set(said.values):
        assert said.n() == shared
    assert true.agreement(a, b) < 1


@says("pair.only", "pair.first", "pair.first.tied")
def _(said: Told, true: Truth) -> None:
    a, b = said["a"], said["b"]
    assert len(true.pairs) == (1 if said.key == "pair.only" else 2)
    within(said, "share", true.agreement(a, b))
    shared = told(said.say, said["topics"], "person.shared")
    assert shared.n() == len(true.shared(a, b))
    rows = true.found.agreement.query("n_shared > 0")["shrunk"].round(12)
    assert (said.key == "pair.first") == (rows.nunique() == 2)


@says("pair.same")
def _(said: Told, true: Truth) -> None:
    assert true.pairs
    assert all(true.agreement(a, b) == pytest.approx(1) for a, b in true.pairs)


@says("pair.none", "pairs.none")
def _(said: Told, true: Truth) -> None:
    assert not true.pairs


@says("pair.tied", "pair.near", "pair.tied.many", "pair.near.many")
def _(said: Told, true: Truth) -> None:
    rows = true.found.agreement.query("n_shared > 0")["shrunk"].round(12)
    tied = int((rows == rows.min()).sum()) - 1
    near = int((rows - rows.min() < 0.02).sum()) - 1
    count = tied if ".tied" in said.key else near
    assert ".tied" in said.key or not tied
    assert count == (said.n() if said.key.endswith("many") else 1)


@says("pair.less", "pair.less.many")
def _(said: Told, true: Truth) -> None:
    rows = true.found.agreement.query("n_shared > 0")
    first = rows.loc[rows["shrunk"].round(12).sort_values(kind="stable").index[0]]
    less = rows[(rows["agreement"] < first["agreement"] - 1e-9) & (rows["n_shared"] > 0)]
    assert len(less) >= (said.n() if said.key == "pair.less.many" else 1)


# --- the figures -------------------------------------------------------------------------------


def figure(n: int, said: Told, true: Truth) -> None:
    """Check the number that stands before the words of a fact."""
    counts = {
        "fact.cells": len(true.place),
        "fact.annotators": true.found.study.annotations.query("topic != ''")["annotator"].nunique(),
        "fact.once": len(true.alone),
        "fact.waiting": true.claims_with("waiting"),
        "fact.unclear": true.claims_with("unclear"),
        "fact.disputed": true.claims_with(*DISPUTED),
        "fact.no_stance": true.claims_with("uncoded"),
        "fact.uncoded": len(set(true.claims["claim_id"]) - set(true.all_judged["claim_id"])),
        "fact.off": len(true.off),
        "fact.unranked": len(
            {topic for _, topic in true.spoke if sum(true.counts(topic)) < FEWEST}
        ),
    }
    assert n == counts[said.key], (said, counts)
    form_of(said, n)
    if said.key == "fact.cells":
        assert number(said.say, said["all"]) == len(true.experts) * len(true.topics)


@says("silence.nobody")
def _(said: Told, true: Truth) -> None:
    assert true.divided
    assert all(sum(true.counts(t)) == len(true.experts) for t in true.divided)


@says("silence.none", "contested.none")
def _(said: Told, true: Truth) -> None:
    assert not true.divided


@says("silence.intro")
def _(said: Told, true: Truth) -> None:
    assert any(sum(true.counts(t)) < len(true.experts) for t in true.divided)


@says("contested.unranked")
def _(said: Told, true: Truth) -> None:
    assert true.divided
    assert not set(true.divided) & set(true.ranked)


@says("time.none", "time.once", "time.all")
def _(said: Told, true: Truth) -> None:
    assert not (true.found.changes["kind"] != "check").any()
    n = sum(several(rows) for rows in true.spoke.values())
    assert (said.key == "time.once") == (n == 0)
    assert (said.key == "time.all") == (n == len(true.place) > 0)
    if said.key == "time.none":
        assert (said.n(), said.n("all")) == (n, len(true.place))


def several(rows: pd.DataFrame) -> bool:
    """Whether settled words come from two sources, or from two days, one before the other."""
    rows = rows[rows["status"] == "settled"]
    days = {day for day in rows["said_on"] if day}
    ordered = any(not a.startswith(b) and not b.startswith(a) for a in days for b in days)
    return rows["source_id"].nunique() > 1 or ordered


@says("trust.single", "trust.undefined", "trust.sentence")
def _(said: Told, true: Truth) -> None:
    twice = int((true.coders > 1).sum())
    assert (said.key == "trust.single") == (not twice)
    if said.key == "trust.sentence":
        assert said.n() == true.found.study.annotations.query("topic != ''")["annotator"].nunique()


@says("silent")
def _(said: Told, true: Truth) -> None:
    assert set(said.items("topics")) == set(true.topics) - {topic for _, topic in true.spoke}


@says("unranked.intro")
def _(said: Told, true: Truth) -> None:
    assert {topic for _, topic in true.spoke if sum(true.counts(topic)) < FEWEST}
