"""Nothing that is found hangs on how things are worded, named or listed.

A proposition is turned round, the scale is mirrored, experts, topics, annotators and claims get
other names and another order: ranks, intervals, pairs, clashes and headlines stay what they were,
but for the sides and the names.
"""

import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stance.analysis.camps import camps
from stance.analysis.headlines import Lead
from stance.analysis.positions import POSITIONS
from stance.core.codebook import Codebook, Level, Scale, Topic
from stance.core.contracts import ANNOTATIONS, CLAIMS, EXPERTS, SOURCES
from stance.study.study import Findings, Study

LEVELS = [level.label for level in Scale().levels]
OTHER_WAY = dict(zip(LEVELS, [*LEVELS[4::-1], "unclear"], strict=True))
WHO, TOPICS, ANNOTATORS = "pqrst", "abcd", "xyz"

#: Who said something, on which topic, and the stances of up to three annotators.
CODED = st.lists(
    st.tuples(
        st.sampled_from(WHO),
        st.sampled_from(TOPICS),
        st.lists(st.sampled_from(LEVELS), min_size=1, max_size=len(ANNOTATORS)),
    ),
    min_size=1,
    max_size=16,
)


def study(coded: list[tuple[str, str, list[str]]]) -> Study:
    """Return the study of these claims; each has words of its own."""
    claims, votes = [], []
    for number, (expert, topic, stances) in enumerate(coded):
        claim = {"claim_id": f"c{number:02}", "expert_id": expert, "claim": f"Words {number}."}
        claims.append(claim)
        for annotator, stance in zip(ANNOTATORS, stances, strict=False):
            vote = {"claim_id": claim["claim_id"], "annotator": annotator, "slot": 1}
            level = Scale().parse(stance)
            votes.append(vote | {"topic": topic, "stance": stance, "score": level and level.score})
    return Study(
        name="made",
        title="",
        codebook=Codebook(tuple(Topic(topic, topic.upper(), "It holds.") for topic in TOPICS)),
        claims=CLAIMS.build(claims),
        annotations=ANNOTATIONS.build(votes),
        experts=EXPERTS.build([{"expert_id": name, "name": name.upper()} for name in WHO]),
        sources=SOURCES.empty(),
    )


def negated(found: Study, topics: frozenset[str]) -> Study:
    """Return the study with the propositions of these topics turned round."""
    votes = found.annotations
    turned = votes["topic"].isin(topics)
    stances = votes["stance"].where(~turned, votes["stance"].map(OTHER_WAY))
    return replace(
        found,
        annotations=votes.assign(
            stance=stances, score=votes["score"].where(~turned, -votes["score"])
        ),
    )


def mirrored(found: Study) -> Study:
    """Return the study on a scale whose ends have changed places."""
    levels = tuple(
        Level(level.label, None if level.score is None else -level.score, level.code)
        for level in found.codebook.scale.levels
    )
    return replace(
        found,
        codebook=replace(found.codebook, scale=Scale(levels[::-1])),
        annotations=found.annotations.assign(score=-found.annotations["score"]),
    )


def reordered(found: Study, seed: int) -> Study:
    """Return the study with its experts, topics, claims and answers in another order."""

    def shuffled(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.sample(frac=1, random_state=seed).reset_index(drop=True)

    topics = list(found.codebook.topics)
    random.Random(seed).shuffle(topics)  # noqa: S311 - made-up data, no secret
    return replace(
        found,
        codebook=replace(found.codebook, topics=tuple(topics)),
        claims=shuffled(found.claims),
        annotations=shuffled(found.annotations),
        experts=shuffled(found.experts),
    )


#: Names whose alphabetical order is another.
RENAMED = {
    name: f"{'zyxwvutsrqponmlkjihgfedcba'[i]}{name}"
    for i, name in enumerate(WHO + TOPICS + ANNOTATORS)
}


def renamed(found: Study) -> Study:
    """Return the study with other names for experts, topics, annotators and claims."""

    def other(frame: pd.DataFrame) -> pd.DataFrame:
        for column in ("expert_id", "topic", "annotator"):
            if column in frame:
                frame = frame.assign(**{column: frame[column].map(RENAMED).astype("str")})
        if "claim_id" in frame:
            frame = frame.assign(
                claim_id="d" + (99 - frame["claim_id"].str[1:].astype(int)).astype("str")
            )
        return frame

    topics = tuple(replace(topic, id=RENAMED[topic.id]) for topic in found.codebook.topics)
    return replace(
        found,
        codebook=replace(found.codebook, topics=topics),
        claims=other(found.claims),
        annotations=other(found.annotations),
        experts=other(found.experts),
    )


def told(found: Findings, names: Mapping[str, str] | None = None, turned: str = "") -> Any:
    """Return what was found, under the first names, the sides of turned topics changed back."""
    back = {new: old for old, new in (names or {}).items()}
    words = found.study.claims.set_index("claim_id")["claim"]

    def name(value: str) -> str:
        return back.get(value, value)

    def sides(topic: str, one: Any, other: Any) -> tuple[Any, Any]:
        return (other, one) if name(topic) in turned else (one, other)

    ranked = {
        name(row.topic): (
            sides(row.topic, row.n_for, row.n_against),
            *(row.n_neutral, row.rank, row.opposed_share, row.posterior, row.low, row.high),
            *(row.p_first, row.p_top3, row.variance, row.esteban_ray, row.van_der_eijk, row.shape),
        )
        for row in found.contested.itertuples(index=False)
    }
    pairs = {
        frozenset((name(row.expert_a), name(row.expert_b))): (
            *(row.n_shared, row.n_opposed, row.agreement, row.shrunk, row.low, row.high),
            row.chance_corrected,
        )
        for row in found.agreement.itertuples(index=False)
    }
    clashes = {
        name(row.topic): sides(row.topic, words[row.claim_for], words[row.claim_against])
        for row in found.clashes.itertuples(index=False)
    }
    said, lead = found.headlines.everyone, found.lead
    headlines = {
        "verdict": (lead.verdict, frozenset(map(name, lead.topics))),
        "overturned": frozenset(map(name, lead.overturned_by)),
        "agreed": frozenset(
            (name(topic), -side if name(topic) in turned else side) for topic, side in said.agreed
        ),
        "furthest": frozenset(frozenset(map(name, pair)) for pair in said.pair),
    }
    return ranked, pairs, clashes, headlines


def same(one: Any, other: Any) -> None:
    """Compare what was told, numbers to nine decimals and nothing equal to nothing."""
    for before, after in zip(one[:2], other[:2], strict=True):
        assert before.keys() == after.keys()
        for key, values in before.items():
            for value, now in zip(values, after[key], strict=True):
                number = isinstance(value, float)
                assert now == (pytest.approx(value, abs=1e-9, nan_ok=True) if number else value), (
                    key
                )
    assert one[2:] == other[2:]


@settings(deadline=None, max_examples=6)
@given(CODED, st.frozensets(st.sampled_from(TOPICS), min_size=1))
def test_turning_propositions_round_changes_nothing_but_sides(coded, topics) -> None:
    made = study(coded)
    turned = negated(made, topics).analyse()
    same(told(made.analyse()), told(turned, turned="".join(topics)))


@settings(deadline=None, max_examples=6)
@given(CODED)
def test_mirroring_the_scale_changes_nothing_but_sides(coded) -> None:
    made = study(coded)
    same(told(made.analyse()), told(mirrored(made).analyse(), turned=TOPICS))


@settings(deadline=None, max_examples=6)
@given(CODED, st.integers(0, 99))
@example([("p", "a", ["for"]), ("q", "a", ["for"]), ("t", "a", ["against"])], 1)  # claims tie
@example([("p", "a", ["for"]), ("q", "a", ["for"]), ("t", "a", ["against"])], 2)
def test_another_order_changes_nothing(coded, seed) -> None:
    made = study(coded)
    same(told(made.analyse()), told(reordered(made, seed).analyse()))


@settings(deadline=None, max_examples=6)
@given(CODED)
def test_other_names_change_nothing_but_names(coded) -> None:
    made = study(coded)
    same(told(made.analyse()), told(renamed(made).analyse(), RENAMED))


@pytest.mark.parametrize("turned", ["", "d", "bcd", "abcd"])
def test_the_one_topic_that_divides_is_named_however_the_others_are_worded(turned) -> None:
    # Four against one on a; four, three and three of one mind on the others.
    coded = [(who, "a", ["for" if who != "t" else "against"]) for who in WHO]
    coded += [
        (who, topic, ["for"]) for topic, n in (("b", 4), ("c", 3), ("d", 3)) for who in WHO[:n]
    ]
    found = negated(study(coded), frozenset(turned)).analyse()
    assert found.lead == Lead("only", ("a",), ())
    assert found.contested["topic"].tolist()[0] == "a"


@pytest.mark.parametrize("change", ["turned", "mirrored", "reordered", "renamed"])
def test_two_camps_are_the_same_camps_however_things_are_worded_or_listed(change) -> None:
    rng = np.random.default_rng(3)
    side = np.where(np.arange(12) < 6, 1, -1)[:, None] * rng.choice([-1, 1], 8)
    places = np.clip(side * 1.5 + rng.normal(0, 0.5, side.shape), -2, 2)
    places[rng.random(places.shape) < 0.3] = np.nan
    experts, topics = [f"e{i}" for i in range(12)], [f"t{i}" for i in range(8)]
    before = members(places, experts, topics)
    assert len(before) == 2
    if change == "turned":
        places = places * rng.choice([-1, 1], 8)
    elif change == "mirrored":
        places = -places
    elif change == "reordered":
        row, column = rng.permutation(12), rng.permutation(8)
        places, experts = places[row][:, column], [experts[i] for i in row]
    else:
        experts = experts[::-1]
    names = dict(zip(experts, [f"e{i}" for i in range(12)], strict=True))
    after = members(places, experts, topics)
    if change == "renamed":
        after = {frozenset(names[name] for name in camp) for camp in after}
    assert after == before


def members(places: np.ndarray, experts: list[str], topics: list[str]) -> set[frozenset[str]]:
    """Return who stands in each camp."""
    expert, topic = np.nonzero(~np.isnan(places))
    frame = pd.DataFrame(
        {
            "expert_id": [experts[i] for i in expert],
            "topic": [topics[i] for i in topic],
            "position": places[expert, topic],
        }
    )
    found = camps(POSITIONS.check(POSITIONS.complete(frame)), experts, topics, Scale(), draws=39)
    camp = found.experts.set_index("expert_id")["camp"]
    return {frozenset(camp.index[camp == number]) for number in camp[camp > 0].unique()}
