"""Estimates that hold though a machine errs: the share, the means, the draws, all together."""

import numpy as np
import pandas as pd
import pytest

from stance.analysis.consensus import JUDGEMENTS
from stance.core.codebook import Codebook, Topic
from stance.machines.corrected import CORRECTED, Ends, corrected, ends_of, worth_of
from stance.machines.drawing import draw
from stance.machines.means import corrected_mean
from stance.machines.repeats import MACHINE_ANSWERS
from stance.machines.share import FEWEST_LABELS, share_of
from stance.machines.units import units_of

BOOK = Codebook((Topic("tax", "Tax", "Taxes should rise."), Topic("war", "War", "War is near.")))
Word = tuple[str, float | None]


def judged(words: dict[str, list[Word]], status: str = "settled") -> pd.DataFrame:
    """Judgements: claim to its topics with their scores; None is unclear."""
    rows = [
        {
            "claim_id": claim,
            "topic": topic,
            "score": np.nan if score is None else score,
            "status": "none" if topic == "none" else "unclear" if score is None else status,
        }
        for claim, listed in words.items()
        for topic, score in listed
    ]
    return JUDGEMENTS.build(rows)


def said(words: dict[str, list[Word]]) -> pd.DataFrame:
    """A machine's answers, in the same form."""
    rows = [
        {"machine": "m", "claim_id": c, "slot": n, "topic": topic, "score": score}
        for c, listed in words.items()
        for n, (topic, score) in enumerate(listed, start=1)
    ]
    return MACHINE_ANSWERS.build(rows)


def claims_of(n: int, experts: int = 3, documents: int = 4) -> pd.DataFrame:
    ids = [f"c{k:03d}" for k in range(n)]
    return pd.DataFrame(
        {
            "claim_id": ids,
            "expert_id": [f"e{k % experts}" for k in range(n)],
            "document": [f"s{k % documents}" for k in range(n)],
        }
    )


# The share


@pytest.mark.parametrize(
    ("change", "why", "n"),
    [
        ({}, "", 0),
        ({"chances": {}}, "not recorded", 60),
        ({"new": 2}, "new claims", 2),
        ({"impossible": 3}, "no chance", 3),
        ({"uncoded": 1}, "not all coded", 1),
        ({"chosen": FEWEST_LABELS - 1}, "few labels", FEWEST_LABELS - 1),
        ({"chosen": 0}, "few labels", 0),
        ({"coded": 60}, "all coded", 60),
    ],
)
def test_a_share_that_chance_did_not_choose_is_refused(
    change: dict[str, int], why: str, n: int
) -> None:
    ids = claims_of(60)["claim_id"].tolist()
    chosen = ids[: change.get("chosen", FEWEST_LABELS)]
    chances = {c: (0.5, c in chosen) for c in ids}
    for claim_id in ids[60 - change.get("new", 0) :]:
        del chances[claim_id]
    for claim_id in ids[60 - change.get("impossible", 0) :]:
        chances[claim_id] = (0.0, False)
    coded = ids[: change["coded"]] if "coded" in change else chosen
    coded = coded[change.get("uncoded", 0) :]
    judgements = judged({c: [("tax", 1.0)] for c in coded})
    found = share_of(ids, judgements, change.get("chances", chances))  # type: ignore[arg-type]
    assert (found.why, found.n) == (why, n)
    if not why:
        assert found.weight == dict.fromkeys(chosen, 2.0)


def test_what_waits_to_be_looked_at_again_is_not_coded_and_what_is_disputed_is() -> None:
    ids = claims_of(60)["claim_id"].tolist()
    chances = {c: (0.5, c in ids[:30]) for c in ids}
    for status, why in (("waiting", "not all coded"), ("disputed", "")):
        judgements = judged({c: [("tax", 1.0)] for c in ids[:30]}, status)
        assert share_of(ids, judgements, chances).why == why


# Means


def test_a_machine_that_is_right_leaves_no_doubt() -> None:
    said_of = np.array([1.0, 0, 1, 0, 1, 1, 0, 0])
    known = np.arange(8) < 4
    found = corrected_mean(said_of, known, said_of, np.full(8, 2.0))
    assert (found.value, found.se, found.factor) == pytest.approx((0.5, 0.0, 1.0))


def test_the_difference_estimator_by_hand() -> None:
    # Four of eight known: Y = 1, 0, 1, 1; f = 1, 0, 0, 1 there and 1, 1, 0, 0 elsewhere.
    f, y = np.array([1.0, 0, 0, 1, 1, 1, 0, 0]), np.array([1.0, 0, 1, 1, 0, 0, 0, 0])
    known = np.arange(8) < 4
    found = corrected_mean(f, known, y, np.full(8, 2.0))
    # cov(Y, f) = 1/2 - 3/4 · 1/2 = 1/8, var f = 1/4, λ = 1/2; Y - λf = 1/2, 0, 1, 1/2.
    assert found.factor == pytest.approx(0.5)
    assert found.value == pytest.approx(0.5 * 0.5 + 0.5)
    assert found.se == pytest.approx(np.sqrt((1 - 4 / 8) * (1 / 6) / 4))  # var = 1/6
    alone = corrected_mean(f, known, y, np.full(8, 2.0), factor=0.0)
    assert (alone.value, alone.se) == pytest.approx((0.75, np.sqrt(0.5 * 0.25 / 4)))
    assert alone.high - alone.value == pytest.approx(2.353 * alone.se, rel=1e-3)  # t of 3, 95 %


def test_the_estimate_is_that_of_prediction_powered_inference() -> None:
    # Four of ten known. ppi_py 0.2.3 sets people's claims beside the six others, so that its
    # factor is ours times 1 - 4/10: ppi_mean_pointestimate(y[:4], f[:4], f[4:], lam=0.3) is 0.85.
    f = np.array([1.0, 0, 0, 1, 1, 1, 1, 0, 1, 1])
    y = np.array([1.0, 0, 1, 1, 0, 0, 0, 0, 0, 0])
    found = corrected_mean(f, np.arange(10) < 4, y, np.full(10, 2.5))
    assert found.factor == pytest.approx(0.5)
    assert found.value == pytest.approx(0.85)
    # Its interval is about a world that the ten were drawn from, ours about the ten.
    theirs = np.sqrt(0.3**2 * np.var(f[4:]) / 6 + np.var(y[:4] - 0.3 * f[:4]) / 4)
    assert found.se < theirs


def test_a_machine_that_says_one_thing_counts_for_nothing() -> None:
    known, y = np.arange(8) < 4, np.array([1.0, 0, 1, 1, 0, 0, 0, 0])
    assert corrected_mean(np.ones(8), known, y, np.full(8, 2.0)).factor == 0


def test_claims_of_one_article_count_as_one_draw() -> None:
    rng = np.random.default_rng(1)
    article = np.repeat(np.arange(10), 8)
    y = (np.repeat(rng.random(10), 8) > 0.5).astype(float)
    known = np.arange(80) % 2 == 0
    plain = corrected_mean(np.zeros(80), known, y, np.full(80, 2.0))
    grouped = corrected_mean(np.zeros(80), known, y, np.full(80, 2.0), article)
    assert grouped.value == plain.value
    assert grouped.se > 1.5 * plain.se


@pytest.mark.parametrize(("articles", "told"), [(1, False), (2, True)])
def test_of_one_article_alone_nobody_knows_how_far_articles_differ(
    articles: int, told: bool
) -> None:
    y, known = np.array([1.0, 0.0, 1.0, 0.0] * 2), np.arange(8) < 6
    found = corrected_mean(np.zeros(8), known, y, np.full(8, 2.0), np.arange(8) % articles)
    assert np.isfinite(found.se) == told


def test_unequal_chances_are_weighed() -> None:
    y, known = np.array([1.0, 0.0, 0.0, 0.0]), np.array([True, True, False, False])
    found = corrected_mean(np.zeros(4), known, y, np.array([1.0, 3.0, 3.0, 3.0]))
    assert found.value == pytest.approx(0.25)


# Units


def test_peoples_topics_stand_beside_the_machines_same_ones() -> None:
    people = judged({"c000": [("war", -1.0), ("tax", 0.5)], "c001": [("none", None)]})
    answers = said({"c000": [("tax", 2.0)], "c001": [("war", None)]})
    units = units_of(
        claims_of(3), people, answers, {"c000": 2.0, "c001": 1.0}, BOOK, ["e0", "e1", "e2"]
    )
    rows = {
        (c, t, s, h, o)
        for c, t, s, h, o in zip(
            units.claim,
            units.said_topic,
            units.said_stance,
            units.topic,
            units.outcome,
            strict=True,
        )
    }
    scores = [-2, -1, 0, 0.5, 1, 2]
    assert units.outcomes.tolist() == scores
    tax, war, none, silent, no_further = range(5)
    assert {(0, tax, 4, tax, scores.index(0.5)), (0, no_further, 5, war, 1)} <= rows
    assert {(1, war, 5, none, 6), (1, no_further, 5, none, 6)} <= rows
    assert (2, silent, 5, none, 6) in rows
    assert set(units.claim[units.known]) == {0, 1}


# Draws


def world(n: int = 120, share: int = 40, wrong: int = 0) -> tuple[pd.DataFrame, ...]:
    """Claims on tax: two experts for, one against; the machine turns so many of every ten."""
    claims = claims_of(n)
    truth = {c: [("tax", -1.0 if k % 3 == 2 else 1.0)] for k, c in enumerate(claims["claim_id"])}
    turned = {
        c: [(t, -(s or 0) if (k * 7) % 10 < wrong else s)]
        for k, (c, [(t, s)]) in enumerate(truth.items())
    }
    chosen = list(np.random.default_rng(3).permutation(claims["claim_id"].tolist())[:share])
    return claims, judged({c: truth[c] for c in sorted(chosen)}), said(turned)


def result(claims: pd.DataFrame, people: pd.DataFrame, answers: pd.DataFrame, seed: int = 1):  # type: ignore[no-untyped-def]
    chosen = set(people["claim_id"])
    chances = {c: (len(chosen) / len(claims), c in chosen) for c in claims["claim_id"]}
    experts = ["e0", "e1", "e2"]
    return corrected(
        claims, people, answers, chances, BOOK, experts, machine="m", seed=seed, draws=60
    )


def test_what_people_said_stays_as_they_said_it_in_every_draw() -> None:
    claims, people, answers = world(wrong=3)
    weight = dict.fromkeys(people["claim_id"], 3.0)
    units = units_of(claims, people, answers, weight, BOOK, ["e0", "e1", "e2"])
    for topic, outcome in draw(units, seed=1, draws=10):
        assert (topic[units.known] == units.topic[units.known]).all()
        assert (outcome[units.known] == units.outcome[units.known]).all()


def test_another_seed_gives_other_figures() -> None:
    one, other = (result(*world(wrong=2), seed=seed).figures for seed in (1, 2))
    assert not one.equals(other)


def test_figures_are_the_same_whatever_experts_are_called_and_however_they_are_listed() -> None:
    claims, people, answers = world(wrong=2)
    names = {"e0": "zoe", "e1": "ida", "e2": "ada"}
    other = claims.assign(expert_id=claims["expert_id"].map(names))
    chances = {c: (1 / 3, c in set(people["claim_id"])) for c in claims["claim_id"]}
    keys = ["figure", "topic", "expert_a", "expert_b"]
    found = [
        corrected(c, people, answers, chances, BOOK, e, machine="m", draws=20).figures
        for c, e in ((claims, ["e0", "e1", "e2"]), (other, ["ada", "ida", "zoe"]))
    ]
    back = {new: old for old, new in names.items()}
    again = found[1].replace({"expert_a": back, "expert_b": back})
    turned = again["expert_a"] > again["expert_b"]
    turned &= again["expert_b"] != ""
    again.loc[turned, ["expert_a", "expert_b"]] = again.loc[
        turned, ["expert_b", "expert_a"]
    ].to_numpy()
    order = [frame.sort_values(keys).reset_index(drop=True) for frame in (found[0], again)]
    pd.testing.assert_frame_equal(*order)


def test_a_machine_that_is_nearly_right_is_worth_many_labels() -> None:
    found = result(*world(wrong=1))
    rows = found.figures.set_index(["figure", "topic", "expert_a", "expert_b"])
    row = rows.loc[("claims for", "", "", "")]
    assert row["high"] - row["low"] < row["people_high"] - row["people_low"]
    assert found.worth["claims for"] > 1.5  # with all coded, which is exact, it would be 3
    assert found.figures["gain"].max() <= 1
    assert found.share.n_claims == found.n_answered == 120


def test_a_machine_that_is_right_leaves_nothing_open() -> None:
    rows = result(*world()).figures.set_index(["figure", "topic", "expert_a", "expert_b"])
    assert rows.loc[("position", "tax", "e2", ""), "corrected"] == pytest.approx(-1, abs=0.1)
    shares = rows.loc[("claims for", "", "", ""), ["corrected", "low", "high"]]
    assert shares.tolist() == pytest.approx([2 / 3] * 3)


def test_a_machine_that_errs_to_one_side_is_put_right() -> None:
    found = result(*world(wrong=3)).figures.set_index(["figure", "topic", "expert_a", "expert_b"])
    row = found.loc[("position", "tax", "e2", "")]
    assert row["machine"] == pytest.approx(-0.4)  # three of ten turned
    assert row["low"] <= -1 <= row["high"]
    shares = found.loc[("claims for", "", "", "")]
    assert shares["machine"] == pytest.approx(0.7 * 2 / 3 + 0.3 / 3, abs=0.01)
    assert shares["low"] <= 2 / 3 <= shares["high"]
    opposed = found.loc[("opposed share", "tax", "", "")]
    assert opposed["corrected"] == pytest.approx(2 / 3, abs=0.15)


def test_figures_whose_intervals_do_not_hold_have_none() -> None:
    figures = result(*world(wrong=3)).figures
    without = figures["figure"] == "agreement"
    ends = figures[["people_low", "people_high", "low", "high", "gain"]]
    assert without.sum() > 1
    assert ends[without].isna().all(axis=None)
    assert ends.loc[~without, ["low", "high"]].notna().all(axis=None)
    assert figures["corrected"].notna().all()


#: 1 to 20, without 4 and 18, and far ends.
DRAWN = [-90, 1, 2, 3, *range(5, 18), 19, 20, 70]


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        (Ends("equal tails", 0.9), (-90, 70)),  # a twentieth of 21: one on each side
        (Ends("equal tails", 0.8), (1, 20)),  # a tenth of 21: the second of each side
        (Ends("equal tails", 1 - 4 / 21), (1, 20)),  # two of 21 on each side, just
        (Ends("equal tails", 1 - 4 / 22), (-90, 70)),  # two of 22 would be
        (Ends("equal tails", 1.0), (-90, 70)),
        (Ends("shortest", 0.9), (1, 20)),  # 18 of 20
        (Ends("shortest", 0.91), (1, 70)),  # 19 of 20
        (Ends("shortest", 0.65), (5, 17)),  # 13 of 20
    ],
)
def test_an_interval_holds_a_share_of_the_draws(ends: Ends, expected: tuple[int, int]) -> None:
    drawn = np.array([*DRAWN[::-1], np.nan], dtype=float)
    assert ends_of(drawn, ends) == expected


def test_figures_of_which_most_draws_know_nothing_are_not_told() -> None:
    figures = result(*world()).figures
    assert "war" not in set(figures["topic"])


def test_where_nothing_can_be_corrected_there_are_no_figures_but_a_reason() -> None:
    claims, people, answers = world(share=FEWEST_LABELS - 1)
    found = result(claims, people, answers)
    assert (found.share.why, len(found.figures), found.worth) == ("few labels", 0, {})


@pytest.mark.parametrize(
    ("n_claims", "worth"),
    [
        (10**9, 2.5),  # squared widths 1 + 4 over 1 + 1
        (200, 10 / 7),  # 1/m = (1/100 - 1/200) / 2.5 + 1/200 = 0.007
        (100, 1.0),  # nothing is left to code
    ],
)
def test_a_machine_is_worth_the_claims_that_people_would_have_to_code(
    n_claims: int, worth: float
) -> None:
    rows = [
        {
            "figure": "position",
            "expert_a": e,
            "people_low": 0,
            "people_high": w,
            "low": 0,
            "high": 1,
        }
        for e, w in (("a", 1.0), ("b", 2.0))
    ]
    assert worth_of(CORRECTED.build(rows), 100, n_claims) == pytest.approx({"position": worth})


def test_no_estimate_lies_outside_its_interval() -> None:
    for wrong in range(3):
        figures = result(*world(wrong=wrong)).figures
        for value, low, high in (
            ("people", "people_low", "people_high"),
            ("corrected", "low", "high"),
        ):
            told = figures[figures[low].notna()]
            assert (told[low] <= told[value]).all()
            assert (told[value] <= told[high]).all()
