"""Intervals for other articles: whole articles left out, and what is said where that is impossible.

Items stand in articles as the letters say: "aabb" is two items of a, then two of b.
"""

import math
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from stance.reliability import (
    FEW_ARTICLES,
    WHYS,
    CodeTable,
    Measured,
    Measurement,
    Sampling,
    Why,
    alpha,
    by_article,
    coefficients,
    measures,
    plan_by_article,
    summarise,
)
from stance.reliability.articles import degrees_of_freedom
from stance.reliability.codes import Codes
from stance.reliability.groups import RELIABILITY, overall
from stance.study.study import Study
from tests.agreement_data import codes
from tests.sample import SAMPLE

FEW = Sampling(resamples=20)
#: Twelve items of two annotators who agree on eight.
PAIRS = [[1, 1], [1, 2], [2, 2], [1, 1], [2, 1], [2, 2], [1, 1], [2, 2], [1, 2], [2, 2], [1, 1]]
PAIRS += [[2, 1]]
EQUAL, UNEQUAL = "abcdabcdabcd", "aaaaaabbbccd"


def in_articles(ratings: list[list[int | None]], letters: str) -> Codes:
    found = codes(ratings, [1, 2])
    return found.in_articles({f"item-{i}": letter for i, letter in enumerate(letters)})


def value_of(some: Codes) -> float:
    counts = CodeTable(some).counts
    return alpha(counts, Measurement()).at(counts.times)


def without(letters: str, letter: str) -> float:
    """Alpha of the codes that remain when the items of one article never were."""
    kept = [pair for pair, of in zip(PAIRS, letters, strict=True) if of != letter]
    return value_of(codes(kept, [1, 2]))


@pytest.mark.parametrize("letters", [EQUAL, UNEQUAL])
def test_the_interval_by_article_is_that_of_its_three_lines(letters: str) -> None:
    some = in_articles(PAIRS, letters)
    theta, counts = value_of(some), CodeTable(some).counts
    names = sorted(set(letters))
    share = np.array([letters.count(name) / len(letters) for name in names])
    apart = np.array([without(letters, name) - theta for name in names])
    se = math.sqrt(((1 - share) * apart**2).sum())
    part = share**2 / (1 - share)
    nu = 1 / ((share**2).sum() + part.sum() ** 2 - (part**2).sum())
    reach = stats.t.ppf(0.975, nu) * se / (1 - theta**2)
    found = by_article(alpha(counts, Measurement()), counts, some.article, 0.95)
    assert found.se == pytest.approx(se)
    assert found.interval is not None
    assert found.interval.low == pytest.approx(math.tanh(math.atanh(theta) - reach))
    assert found.interval.high == pytest.approx(math.tanh(math.atanh(theta) + reach))


@pytest.mark.parametrize("m", [2, 3, 10, 50])
def test_articles_of_one_length_have_one_degree_of_freedom_less_than_there_are(m: int) -> None:
    assert degrees_of_freedom(np.full(m, 1 / m)) == pytest.approx(m - 1)


def test_degrees_of_freedom_are_those_of_bell_and_mccaffrey_for_a_mean() -> None:
    """(tr G)² / tr G² of the matrix that makes the variance of independent items' residuals."""
    sizes = np.array([1.0, 2.0, 4.0, 9.0, 20.0])
    share = sizes / sizes.sum()
    residuals = (np.eye(5) - share) * (share / np.sqrt(1 - share))[:, None] / np.sqrt(sizes)
    made = residuals @ residuals.T
    expected = np.trace(made) ** 2 / np.trace(made @ made)
    assert degrees_of_freedom(share) == pytest.approx(expected)
    assert degrees_of_freedom(share) < 4


def test_every_item_an_article_of_its_own_gives_the_interval_by_item() -> None:
    some = in_articles(PAIRS, "abcdefghijkl")
    found = next(c for c in coefficients(some, sampling=FEW) if c.name == "krippendorff_alpha")
    assert found.by_article.interval is not None
    assert found.jackknife is not None
    assert found.by_article.interval.low == pytest.approx(found.jackknife.low, abs=0.01)
    assert found.by_article.interval.high == pytest.approx(found.jackknife.high, abs=0.01)


def test_items_coded_once_do_not_make_an_article_longer() -> None:
    once: list[list[int | None]] = [[1, None]] * 30
    plain = overall(Measured("label", in_articles(PAIRS, EQUAL)))
    more = overall(Measured("label", in_articles([*PAIRS, *once], EQUAL + "a" * 20 + "e" * 10)))
    assert more["n_articles"] == plain["n_articles"] == 4
    assert more["article_low"] == pytest.approx(plain["article_low"])


@pytest.mark.parametrize(
    ("ratings", "letters", "why", "reason"),
    [
        (PAIRS, "", "no article", "no item names its article"),
        (PAIRS, "a" * 12, "one article", "all items come from one article"),
        ([[1, 1], [2, 2]], "ab", "all agree", "the annotators agree throughout"),
        (
            [[1, 1], [1, 2]],
            "ab",
            "one article carries all",
            "without one of the articles there is no value",
        ),
        ([[1, 2], [2, 2], [1, 2], [2, 2]], "aabb", "articles alike", "all articles are alike"),
        ([[1, 1], [1, 1]], "ab", "one value", "all annotators used one value"),
        ([[1, None], [2, None]], "ab", "one annotator", "only one annotator coded anything"),
    ],
)
def test_where_no_interval_by_article_is_possible_the_reason_is_said(
    ratings: list[list[int | None]], letters: str, why: Why, reason: str
) -> None:
    row = overall(Measured("label", in_articles(ratings, letters)))
    assert reason in row["article_reason"]
    assert row["article_low"] is None
    assert row["article_high"] is None
    checked = RELIABILITY.build([row])
    assert reason in checked["article_reason"][0]
    assert checked["article_why"][0] == why


def test_full_agreement_over_articles_is_told_as_such() -> None:
    some = in_articles([[1, 1], [2, 2], [1, 1], [2, 2]], "aabb")
    counts = CodeTable(some).counts
    found = by_article(alpha(counts, Measurement()), counts, some.article, 0.95)
    assert (found.value, found.interval) == (1, None)
    assert "the annotators agree throughout" in found.reason


@pytest.mark.parametrize(("known", "articles"), [("ab", 3), ("a", 2), ("", 0)])
def test_claims_that_name_no_article_count_as_one_together(known: str, articles: int) -> None:
    some = in_articles(PAIRS, known)
    assert some.n_articles == articles
    noted = summarise(Measured("label", some), FEW).notes
    unknown = 12 - len(known) if known else 0
    assert some.without_article == unknown
    assert noted == ((f"{unknown} items name no article; they count as one",) if known else ())


def test_the_sample_study_over_its_five_articles_is_far_less_sure_than_by_item() -> None:
    """Plain leaving out with t of four degrees of freedom would give 0.05 to 0.98."""
    study = Study.open(SAMPLE)
    named = {m.name: m for m in measures(study.annotations, study.codebook, study.articles)}
    row = overall(named["stance"])
    assert row["n_articles"] == 5
    assert row["alpha"] == pytest.approx(0.834, abs=5e-4)
    assert (row["article_low"], row["article_high"]) == pytest.approx((-0.030, 0.985), abs=5e-4)
    assert (row["low"], row["high"]) == pytest.approx((0.689, 0.914), abs=5e-4)


def test_the_interval_that_is_shown_first_and_judged_by_is_that_by_article() -> None:
    sure = [[1, 1], [2, 2]] * 49 + [[1, 2], [2, 1]]
    by_item = summarise(Measured("label", codes(sure, [1, 2])), FEW)
    assert by_item.alpha.first == by_item.alpha.jackknife
    together = summarise(Measured("label", in_articles(sure, "a" * 40 + "b" * 40 + "c" * 20)), FEW)
    assert together.alpha.first == together.alpha.by_article.interval
    assert (by_item.verdict, together.verdict) == ("firm", "firm but unsure")


def test_a_plan_by_article_names_the_articles_that_halve_the_interval() -> None:
    """Eight times the twelve items in 32 articles: about four times as many, t being settled."""
    letters = "abcdefghijklmnopqrstuvwxyzABCDEF" * 3
    measured = Measured("label", in_articles(PAIRS * 8, letters))
    now = plan_by_article(measured, FEW, width=2.0)
    assert (now.n_now, now.n_more) == (32, 0)
    assert now.width_now is not None
    half = plan_by_article(measured, FEW, width=now.width_now / 2)
    assert half.n_more is not None
    assert 32 + half.n_more == pytest.approx(4 * 32, rel=0.1)


def test_under_ten_articles_are_few() -> None:
    assert FEW_ARTICLES == 10


STUDIES = st.lists(
    st.tuples(
        st.lists(st.sampled_from([1, 2, None]), min_size=3, max_size=3), st.sampled_from("abcde")
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60)
@given(STUDIES)
def test_every_alpha_has_intervals_around_it_or_reasons_with_a_code(
    study: list[tuple[list[int | None], str]],
) -> None:
    row = overall(Measured("label", in_articles(*apart(study))))
    for low, high, reason, why in (
        (row["article_low"], row["article_high"], row["article_reason"], row["article_why"]),
        (row["low"], row["high"], row["reason"], row["why"]),
    ):
        assert (low is None) == (high is None) == bool(reason) == (why in WHYS)
        if low is not None:
            assert low <= row["alpha"] <= high <= 1


@settings(max_examples=30)
@given(STUDIES, st.randoms(use_true_random=False))
def test_neither_names_nor_order_of_articles_and_items_matter(
    study: list[tuple[list[int | None], str]], random: Random
) -> None:
    shuffled = random.sample(study, len(study))
    renamed = dict(zip("abcde", random.sample("vwxyz", 5), strict=True))
    one = overall(Measured("label", in_articles(*apart(study))))
    other = overall(
        Measured("label", in_articles(*apart([(pair, renamed[of]) for pair, of in shuffled])))
    )
    assert one["article_why"] == other["article_why"]
    for end in ("article_low", "article_high", "low", "high"):
        assert (one[end] is None) == (other[end] is None)
        if one[end] is not None:
            assert one[end] == pytest.approx(other[end])


def apart(study: list[tuple[list[int | None], str]]) -> tuple[list[list[int | None]], str]:
    return [pair for pair, _ in study], "".join(letter for _, letter in study)
