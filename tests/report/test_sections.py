"""Sections that the sample study leaves empty, and what large studies leave out."""

import re
from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest

from stance.core.codebook import Codebook, Topic
from stance.core.contracts import ANNOTATIONS, CLAIMS, EXPERTS, SOURCES
from stance.reliability import WHYS
from stance.report import material, render
from stance.report.material import Material
from stance.report.page import page
from stance.report.people import short_names
from stance.report.silence import _names
from stance.report.templates import language
from stance.report.trust import allows
from stance.study.study import Findings, Study
from tests.page_elements import Page
from tests.report_findings import crowd, made, six

ENGLISH = language("en")
TOPICS = Codebook(tuple(Topic(f"t{n}", f"Topic {n}", f"Thing {n} is so.") for n in range(8)))


def two_camps() -> Findings:
    """Six experts for the first four topics and against the others; six the other way round."""
    codes = []
    for number in range(12):
        for topic in range(8):
            side = (number < 6) == (topic < 4)
            codes.append((f"e{number}", f"t{topic}", "for" if side else "against"))
    return made(codes, TOPICS)


def turncoat() -> Findings:
    """One expert for free trade in 2021 and against it in 2023, in two sources."""
    rows = [("c1", "s1", "2021", "for", 1.0), ("c2", "s2", "2023", "against", -1.0)]
    return Study(
        name="turncoat",
        title="",
        codebook=TOPICS,
        claims=CLAIMS.build(
            [
                {
                    "claim_id": c,
                    "expert_id": "anna",
                    "source_id": s,
                    "said_on": on,
                    "claim": f"{c}.",
                }
                for c, s, on, _, _ in rows
            ]
        ),
        annotations=ANNOTATIONS.build(
            [
                {"claim_id": c, "annotator": "a", "slot": 1, "topic": "t0"}
                | {"stance": stance, "score": score}
                for c, _, _, stance, score in rows
            ]
        ),
        experts=EXPERTS.build([{"expert_id": "anna", "name": "Anna Example"}]),
        sources=SOURCES.build([{"source_id": "s1"}, {"source_id": "s2"}]),
    ).analyse()


def check_links(html: str) -> None:
    seen = Page(html)
    assert len(seen.ids) == len(set(seen.ids))
    lost = {h for h in seen.links if h[1:] not in seen.ids and not h.startswith("#pair=")}
    assert not lost


def test_stable_camps_are_told_with_their_members_topics_and_claims() -> None:
    found = two_camps()
    camps = page(found, ENGLISH, {}, None).camps
    assert camps.verdict.startswith("The experts fall into stable camps. The groups come back")
    assert [camp.title for camp in camps.camps] == ["Camp 1 (stable)", "Camp 2 (stable)"]
    assert camps.camps[0].members.startswith("Members: E0 Example, E1 Example")
    first = camps.camps[0].topics[0]
    assert "6 of 6 in the camp, 0 of 6 elsewhere" in first.words
    assert first.claim is not None
    check_links(render(found))


def test_sworn_camps_meet_on_nothing_and_the_page_says_so() -> None:
    common = page(two_camps(), ENGLISH, {}, None).camps.common
    assert common == ("On no topic do all camps have a majority on the same side.",)


def test_camps_meet_where_each_has_a_majority_and_few_voices_are_told() -> None:
    codes = []
    for number in range(12):
        for topic in range(6):
            side = (number < 6) == (topic < 3)
            codes.append((f"e{number}", f"t{topic}", "for" if side else "against"))
        codes.append((f"e{number}", "t6", "for" if number else "against"))
    codes += [(f"e{number}", "t7", "against") for number in (*range(6), 11)]
    common = page(made(codes, TOPICS), ENGLISH, {}, None).camps.common
    assert common == (
        "All camps have a majority on one side of Topic 6 (for: 11 of 12).",
        "The same holds of Topic 7 (against: 7 of 7), but few experts of one of the camps hold a "
        "position there.",
    )


def test_where_there_are_no_camps_nothing_is_said_of_common_ground() -> None:
    assert page(turncoat(), ENGLISH, {}, None).camps.common == ()


#: anna is for topic 0 by two claims to one, but the one against is the stronger.
ANNA = [("anna", "t0", "for"), ("anna", "t0", "strongly against"), ("anna", "t0", "strongly for")]


def shown(found: Findings) -> list[list[str]]:
    """The judgements of the claims that stand for the first and for the other of the first pair."""
    topic = page(found, ENGLISH, {}, None).pairs.facing[0].topics[0]
    return [[claim.judged for claim in claims] for claims in (topic.a_claims, topic.b_claims)]


def test_a_claim_against_is_never_shown_for_an_expert_who_stands_for() -> None:
    found = made([*ANNA, ("anna", "t0", "for"), ("bek", "t0", "against")], TOPICS)
    assert found.positions["position"].tolist() == [0.5, -1]
    assert shown(found) == [
        ["strongly for (+2), coded once"],
        ["against (−1), coded once"],
    ]


def test_who_stands_in_the_middle_between_own_claims_is_shown_by_both() -> None:
    found = made([("anna", "t0", "for"), ("anna", "t0", "against"), ("bek", "t0", "for")], TOPICS)
    assert shown(found) == [
        ["against (−1), coded once", "for (+1), coded once"],
        ["for (+1), coded once"],
    ]
    assert "against (−1), coded once · " in Page(render(found)).text


def test_the_claim_that_tells_a_camp_apart_is_on_its_side_and_by_one_who_stands_there() -> None:
    # e0 leaves the own camp's side of topic 0, with a claim stronger than any other.
    codes = [("e0", "t0", "strongly against")] * 2
    for number in range(12):
        for topic in range(4):
            side = (number < 6) == (topic < 2)
            codes.append((f"e{number}", f"t{topic}", "for" if side else "against"))
    camps = page(made(codes, TOPICS), ENGLISH, {}, None).camps.camps
    own = next(camp for camp in camps if "E1 Example" in camp.members)
    zero = next(topic for topic in own.topics if topic.label == "Topic 0")
    assert zero.words == "For: 5 of 6 in the camp, 0 of 6 elsewhere"
    assert zero.claim is not None
    assert (zero.claim.who, zero.claim.judged) == (
        "E1 Example",
        "for (+1), coded once",
    )


def test_a_change_of_side_is_shown_with_both_claims() -> None:
    view = page(turncoat(), ENGLISH, {}, None).time
    assert [(c.title, c.words) for c in view.changes] == [
        ("Anna Example on Topic 0", "changed sides")
    ]
    change = view.changes[0]
    assert (change.earlier.text, change.earlier_side) == ("c1.", "for")
    assert (change.later.text, change.later_side) == ("c2.", "against")
    assert view.periods == ("2021", "2023")
    check_links(render(turncoat()))


def test_a_large_study_says_what_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(material, "MOST_CLAIMS", 150)
    found = crowd(experts=45, topics=4, claims=600)
    html = render(found)
    text = Page(html).text
    view = page(found, ENGLISH, {}, None)
    groups = view.topics.contested + view.topics.agreed + view.topics.unranked
    shown = sum(len(cell.claims) for topic in groups for cell in topic.cells)
    hidden = sum(
        int(cell.hidden.split()[0]) for topic in groups for cell in topic.cells if cell.hidden
    )
    assert shown + hidden == 600
    assert hidden > 0
    assert "more claims hidden" in text
    assert "5 more experts, who share fewer topics, are not in the matrix" in text
    assert "more pairs are hidden" in text
    check_links(html)


def test_beyond_twenty_experts_the_axis_counts_them() -> None:
    found = made(
        [(f"e{n}", "t0", "for" if n % 3 else "strongly against") for n in range(24)], TOPICS
    )
    topic = page(found, ENGLISH, {}, None).topics.contested[0]
    assert topic.strips == ()
    assert [(bar.css, bar.width) for bar in topic.bars] == [("wide", 960), ("narrow", 350)]
    for bar in topic.bars:
        assert [(piece.css, piece.count) for piece in bar.pieces] == [("n2", "8"), ("p1", "16")]
        assert "strongly against 8" in bar.label


def test_experts_stand_in_rows_where_columns_would_be_too_many() -> None:
    grid = page(crowd(experts=30, topics=3, claims=90), ENGLISH, {}, None).grid
    assert (len(grid.rows), len(grid.columns)) == (30, 3)


def test_who_is_silent_on_all_of_the_first_divided_topics_stands_in_one_list() -> None:
    codes = [
        (f"e{number}", f"t{topic}", "for" if number % 2 else "against")
        for number in range(6)
        for topic in range(3)
    ]
    late = [("zoe", "t4", "for"), ("yan", "t2", "for")]
    view = page(made([*codes, *late], TOPICS), ENGLISH, {}, None)
    said = "Whose position is known on none of the three topics ranked first (1): Z. Example."
    assert view.silence.throughout == said
    assert said in render(made([*codes, *late], TOPICS))


@pytest.mark.parametrize(("silent", "more"), [(30, ""), (31, ", 1 more")])
def test_thirty_of_the_silent_are_named(silent: int, more: str) -> None:
    of = SimpleNamespace(short={"e0": "Anna"}, say=ENGLISH)
    named = ", ".join(["Anna", *(f"e{number}" for number in range(1, 30))])
    assert _names(of, [f"e{number}" for number in range(silent)]) == f"{named}{more}"


def test_with_fewer_divided_topics_there_is_no_such_list() -> None:
    codes = [(f"e{n}", "t0", "for" if n % 2 else "against") for n in range(6)]
    view = page(made([*codes, ("zoe", "t4", "for")], TOPICS), ENGLISH, {}, None)
    assert view.silence.throughout == ""


def test_a_speaker_who_is_a_guess_is_called_one_beside_the_claim() -> None:
    found = turncoat()
    claims = found.study.claims.assign(
        speaker_confidence=[0.6, 0.9], speaker_reason=["no cue of its own", "named"]
    )
    said = render(replace(found, study=replace(found.study, claims=claims)))
    assert said.count("the speaker is a guess: no cue of its own") > 0
    assert "the speaker is a guess: named" not in said


def test_with_three_topics_or_fewer_nothing_is_said_of_the_top_three() -> None:
    codes = [(f"e{n}", "t0", "for" if n % 2 else "against") for n in range(6)]
    said = render(made(codes, TOPICS))
    assert "90% interval" in said
    assert "nan" not in said.lower().split("</style>")[-1].split("<script")[0]


def test_a_study_without_claims_says_so() -> None:
    said = render(made([], TOPICS))
    assert "The study holds no claims yet." in said
    assert "no claims on" not in said


def test_a_description_keeps_its_words_where_there_is_little_room() -> None:
    names = {"a": "One official (tram-plan)", "b": "Anna Example", "c": "Author of the analysis"}
    assert short_names(names) == {
        "a": "One official (tram-plan)",
        "b": "Example",
        "c": "Author of the analysis",
    }


def trusted(sources: int) -> Findings:
    """Twenty-four claims by two annotators who differ on every fifth, from so many sources."""
    codes = [(f"e{n % 4}", "t0", "for" if n % 3 else "against") for n in range(24)]
    found = made(codes, TOPICS).study
    other = found.annotations.copy()
    other["annotator"] = "b"
    fifth = other.index % 5 == 0
    other.loc[fifth, ["stance", "score"]] = ["strongly for", 2.0]
    places = [f"s{n % sources}" if sources else "" for n in range(24)]
    return replace(
        found,
        claims=CLAIMS.check(found.claims.assign(source_id=places)),
        annotations=ANNOTATIONS.check(pd.concat([found.annotations, other])),
        sources=SOURCES.build([{"source_id": f"s{n}"} for n in range(sources)]),
    ).analyse()


@pytest.mark.parametrize(
    ("sources", "about", "first", "bracket"),
    [
        (0, "no claim names its article", "no article named", "for other claims like these"),
        (1, "all claims come from one", "one article only", "for other claims like these"),
        (9, "There are only nine articles (under 10)", " to ", "for other articles"),
        (10, "for other claims of the same articles.", " to ", "for other articles"),
    ],
)
def test_each_interval_of_alpha_says_of_what_it_speaks(
    sources: int, about: str, first: str, bracket: str
) -> None:
    trust = page(trusted(sources), ENGLISH, {}, None).trust
    assert about in trust.about
    assert ("There are only" in trust.about) == (1 < sources < 10)
    stance = next(row for row in trust.overall if row.label == "the stance")
    assert first in stance.by_article
    assert " to " in stance.by_item
    assert f"in brackets its 95% interval {bracket}" in trust.sentence
    shown = stance.by_article if sources > 1 else stance.by_item
    assert f"({shown}) on the stance" in trust.sentence


def test_the_russian_page_words_the_intervals_of_alpha_itself() -> None:
    for sources in (0, 1, 2, 5):
        trust = page(trusted(sources), language("ru"), {}, None).trust
        words = " ".join([trust.about, trust.scale, trust.sentence])
        words += " ".join(f"{row.by_article} {row.by_item}" for row in trust.overall)
        assert not re.search("[a-z]", words)


@pytest.mark.parametrize("code", ["en", "ru"])
def test_every_reason_for_no_alpha_has_its_words(code: str) -> None:
    words = [language(code)(f"reason.{why}") for why in WHYS]
    assert all(bool(re.search("[a-z]", word)) == (code == "en") for word in words)


def test_who_gave_one_answer_throughout_and_which_claims_name_no_article_is_said() -> None:
    codes = [(f"e{n % 4}", "t0", "for") for n in range(6)]
    study = made(codes, TOPICS).study
    other = study.annotations.assign(annotator="b", stance="against", score=-1.0)
    places = ["s0", "s1", "", "s1", "s0", ""]
    found = replace(
        study,
        claims=CLAIMS.check(study.claims.assign(source_id=places)),
        annotations=ANNOTATIONS.check(pd.concat([study.annotations, other])),
        sources=SOURCES.build([{"source_id": "s0"}, {"source_id": "s1"}]),
    ).analyse()
    assert page(found, ENGLISH, {}, None).trust.notes == (
        "2 claims name no article; they count as one article together.",
        "a gave every claim the same answer on the stance.",
        "b gave every claim the same answer on the stance.",
    )


def test_one_camp_is_said_only_of_those_who_could_be_placed() -> None:
    # Six agree on t0 and t1; four others, who speak on t2 alone, stand two against two.
    agreed = [(f"e{n}", topic, "for") for n in range(6) for topic in ("t0", "t1")]
    opposed = [(f"x{n}", "t2", "for" if n < 2 else "against") for n in range(4)]
    made_of = page(made([*agreed, *opposed], TOPICS), ENGLISH, {}, None)
    first = " ".join("".join(run.text for run in s) for p in made_of.answer.paragraphs for s in p)
    assert "nobody stands opposed" not in first
    assert "Those who spoke on two topics form one camp only" in first
    assert not made_of.camps.verdict.endswith("stand on opposite sides of any topic.")
    everybody = page(made(agreed, TOPICS), ENGLISH, {}, None)
    assert everybody.camps.verdict.endswith("No two experts stand on opposite sides of any topic.")


def test_annotators_who_agree_throughout_are_not_said_to_have_coded_too_little() -> None:
    codes = [(f"e{n}", "t0", "for" if n < 3 else "against") for n in range(6)]
    study = made(codes, TOPICS).study
    both = pd.concat([study.annotations, study.annotations.assign(annotator="b")])
    found = replace(study, annotations=ANNOTATIONS.check(both)).analyse()
    assert page(found, ENGLISH, {}, None).trust.sentence == (
        "Nothing tells how firm the agreement of the annotators is: they agree throughout, which "
        "says nothing of other words."
    )


def test_of_articles_nothing_is_said_where_no_claim_was_coded_twice() -> None:
    assert page(two_camps(), ENGLISH, {}, None).trust.about == ""


@pytest.mark.parametrize(
    ("topic", "stance", "allowed"),
    [
        ((0.9, 0.8), (0.9, 0.8), "firm"),
        ((0.9, 0.79), (0.9, 0.8), "firm but unsure"),
        ((0.9, 0.8), (0.9, 0.01), "firm but unsure"),
        ((0.9, 0.0), (0.9, 0.8), "firm but unsure.wide"),
        ((0.9, 0.8), (0.9, 0.0), "firm but unsure.wide"),
        ((0.9, 0.8), (0.7, 0.01), "tentative"),
        ((0.7, -0.1), (0.9, 0.8), "tentative.wide"),
        ((0.6, -0.1), (0.9, 0.8), "too low"),
        ((0.9, None), (0.9, 0.8), "firm"),  # of the topic nothing is known or told
        ((0.9, 0.8), (0.9, None), ""),
    ],
)
def test_agreement_allows_what_the_lower_of_topic_and_stance_does(topic, stance, allowed) -> None:
    rows = [
        {"measure": name, "by": "all", "alpha": alpha, "low": low, "article_low": None}
        for name, (alpha, low) in (("topic", topic), ("stance", stance))
    ]
    found = six()
    alphas = pd.DataFrame(rows).astype({"low": float, "article_low": float})
    vars(found)["reliability"] = replace(found.reliability, alphas=alphas)
    assert allows(Material(found, ENGLISH, {})) == allowed


def test_of_a_crowd_that_agrees_nobody_is_named_on_a_side_where_nobody_stands() -> None:
    codes = [(f"e{n}", "t0", "for") for n in range(25)]
    assert page(made(codes, TOPICS), ENGLISH, {}, None).opening.who == ()
    split = [
        (expert, topic, "against" if n < 9 else "for") for n, (expert, topic, _) in enumerate(codes)
    ]
    assert page(made(split, TOPICS), ENGLISH, {}, None).opening.who != ()
