"""A page holds together: no sentence denies another, or what its tables show.

Studies at the edge, made by hand, and generated ones are rendered in both languages; every
sentence is read back from the catalogue and checked against what is true of the study.
"""

import json
import re
from fnmatch import fnmatchcase

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stance.exchange.exporting import about
from stance.report import brief, render, tables
from stance.report.language import Language
from stance.report.page import PageView, page
from stance.report.sentences import plain
from stance.report.templates import language
from stance.study.study import Findings, Study
from tests import page_tables
from tests.extremes import EXTREMES, TOPICS, Said, book, study
from tests.page_checks import CHECKS, check, figure, within
from tests.page_elements import Page
from tests.page_sentences import Told, items, number, told
from tests.page_truth import Truth

LANGUAGES = {code: language(code) for code in ("en", "ru")}


def read(text: str, true: Truth, say: Language) -> Told:
    """Read one sentence of the first screen back, and check it."""
    try:
        said = told(say, text, *CHECKS, "camps.short.*")
    except AssertionError:
        return split(text, true, say)
    if said.key.startswith("camps.short."):
        camps = true.found.camps
        left_out = camps.experts["status"] == "too little said"
        expected = "few" if (~left_out).sum() < 6 else camps.verdict
        if expected == "one camp" and left_out.any():
            expected = "one camp.some"
        assert said.key == f"camps.short.{expected}"
        return said
    return check(said, true)


def size(text: str, true: Truth, say: Language) -> None:
    counts = {
        "count.expert": true.claims["expert_id"].nunique(),
        "count.claim": len(true.claims),
        "size.count.topic": len({topic for _, topic in true.spoke}),
        "size.sources": true.claims["source_id"].loc[lambda ids: ids != ""].nunique(),
    }
    for key, n in counts.items():
        if n:
            assert say(key, n).lower() in text.lower(), (text, key, n)
    placed = true.judged["claim_id"].nunique()
    part = re.split(r"\{(?:n|count)\}", say.form("size.topics.some", placed))[1].split("{")[0]
    assert (f" {say.count(placed)}{part}" in text) == (0 < placed < len(true.claims))


def split(text: str, true: Truth, say: Language) -> Told:
    """Check what divides most, with its counts and chances."""
    for key in CHECKS_OF_TOP:
        opening = say.form(key).split("{odds}")[0]
        for sides in ("sides", "sides.neutral"):
            for odds in ("under", "near", "most"):
                whole = opening.replace("{sides}", say.form(sides))
                whole += say.form(f"split.odds.{odds}") + say.form("split.estimate")
                made = Language(say.code, {**say.entries, "whole": whole})
                try:
                    found = told(made, text, "whole")
                except AssertionError:
                    continue
                return _split(Told(made, key, 0, found.values), true, odds)
    raise AssertionError(f"nothing says {text!r}")


def _split(said: Told, true: Truth, odds: str) -> Told:
    check(said, true)
    first = said.items("topics")[0]
    against, middle, in_favour = true.counts(first)
    assert (said.n("against"), said.n("for_")) == (against, in_favour)
    assert ("neutral" in said.values) == (middle > 0)
    assert not middle or said.n("neutral") == middle
    for topic in said.items("topics"):
        assert topic not in true.topics or true.counts(topic) == true.counts(first)
    n = against + middle + in_favour
    most = 2 * (n // 2) * (n - n // 2) / (n * (n - 1))
    within(said, "share", true.opposed_share(first))
    assert (odds == "most") == (true.opposed_share(first) > most - 1e-9)
    if "ceiling" in said.values:
        within(said, "ceiling", most)
        assert said["ceiling"] != said["share"]
    return said


def first_screen(view: PageView, true: Truth, say: Language) -> None:
    first, *others = [plain(text) for paragraph in view.answer.paragraphs for text in paragraph]
    if true.claims.empty:
        others.insert(0, first)
    else:
        size(first, true, say)
    said = [read(text, true, say) for text in others]
    headline = view.answer.headline
    if true.found.lead.overturned_by and true.place:
        whole = check(told(say, headline, "headline.overturned.*"), true)
        headline = whole["said"]
        without = view.trust.changes[0].without
        assert items(say, whole["names"], "or") == items(say, without)
    elif view.trust.changes and true.place:
        assert view.trust.changes[0].without == say("trust.nobody")
    top = check(told(say, headline, *(k for k in say.entries if _is_headline(k))), true)
    named = [t for one in said if one.key in CHECKS_OF_TOP for t in one.items("topics")]
    if top.key in ("headline.one", "headline.more", "headline.only", "headline.only.ranked"):
        assert named == [top["topic"]]
    if top.key in ("headline.two", "headline.both"):
        assert set(named) == {top["topic"], top["other"]}
    if top.key in ("headline.several", "headline.all"):
        assert len(named) == top.n() + 2
    if view.answer.duel is not None:
        page_tables.stands_there(
            view.answer.duel.against, -1, true, plain(view.answer.duel.caption[1:2])
        )
    for fact in view.answer.facts:
        facts(fact.figure, fact.text, true, say)


CHECKS_OF_TOP = (
    *("split.one", "split.more", "split.only", "split.only.ranked", "split.tied", "split.tied.all"),
    *("split.near", "split.near.two"),
)


def _is_headline(key: str) -> bool:
    return key.startswith("headline.") and "overturned" not in key


def facts(told_figure: str, text: str, true: Truth, say: Language) -> None:
    said = told(say, text, "fact.*")
    if said.key == "fact.decided":
        many = true.all_judged[true.heard > 1]
        assert said.n() == len(many) > 0
        assert number(say, said["whole"]) == sum(true.whole(row) for row in many.itertuples())
        left = 1 - many["status"].isin(["disputed", "topic disputed"]).mean()
        assert told_figure == say.percent(left)
    elif said.key == "fact.changed":
        assert int(told_figure) == headlines_overturned(true)
        assert said.n("all") == 3
    else:
        figure(said.n("x") if "x" in said.values else _int(told_figure), said, true)


def headlines_overturned(true: Truth) -> int:
    """How many headlines the page would not say, were any one annotator not there."""
    everyone, others = true.found.headlines.everyone, true.found.headlines.without.values()
    many = everyone.split.verdict == "many"
    return (
        any(
            (one.split.verdict != "many") if many else one.split != everyone.split for one in others
        )
        + any(one.agreed != everyone.agreed for one in others)
        + any(bool(everyone.pair | one.pair) and not everyone.pair & one.pair for one in others)
    )


def _int(text: str) -> int:
    return int(text.replace("\u202f", ""))


def holds_together(found: Findings, say: Language) -> None:
    """Check every part of the page."""
    true, view = Truth(found), page(found, say, {}, None)
    first_screen(view, true, say)
    page_tables.opening(view, true, say)
    page_tables.people(view, true, say)
    page_tables.topics(view, true, say)
    page_tables.grid(view, true)
    page_tables.matrix(view, true)
    page_tables.pairs(view, true, say)
    page_tables.camps(view, true, say)
    page_tables.time(view, true, say)
    page_tables.silence(view, true, say)
    page_tables.unknown(view, true, say)


@pytest.fixture(scope="module", params=sorted(EXTREMES))
def extreme(request: pytest.FixtureRequest) -> Findings:
    return EXTREMES[request.param]().analyse()


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_sentence_denies_another_or_the_tables(extreme: Findings, code: str) -> None:
    holds_together(extreme, LANGUAGES[code])


@st.composite
def studies(draw: st.DrawFn) -> Study:
    """Small studies of any kind: gaps, several annotators, topics, documents and dates."""
    topics = TOPICS[: draw(st.integers(1, 3))]
    experts = ("ann", "bob", "cid", "dee", "eve", "fay", "gus")[: draw(st.integers(1, 7))]
    stances = draw(st.sampled_from((("f", "a"), ("sf", "f", "m", "a", "sa", "u", ""), ("f", "u"))))
    code = st.builds(
        lambda t, s: f"{t} {s}".strip(), st.sampled_from(topics), st.sampled_from(stances)
    )
    codes = st.lists(st.one_of(code, st.just("none")), max_size=2, unique_by=lambda c: c.split()[0])
    annotators = draw(st.integers(1, 3))
    claim = st.builds(
        Said,
        st.sampled_from(experts),
        st.one_of(
            st.tuples(*[codes.map(tuple)] * annotators),
            code.map(lambda one: ((one,),) * annotators),  # the annotators agree
        ),
        st.sampled_from(("", "s1", "s2", "s3")),
        st.sampled_from(("", "2021", "2021-05", "2022-03-01")),
    )
    return study(draw(st.lists(claim, max_size=16)), book(topics), silent=experts[:1])


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(studies(), st.sampled_from(sorted(LANGUAGES)))
def test_no_page_of_any_study_denies_itself(made: Study, code: str) -> None:
    holds_together(made.analyse(), LANGUAGES[code])


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_the_brief_and_the_workbook_say_the_same(extreme: Findings, code: str) -> None:
    say = LANGUAGES[code]
    view = page(extreme, say, {}, None)
    said = [plain(text) for paragraph in view.answer.paragraphs for text in paragraph]
    html = re.sub(r"<(style|script)[^>]*>.*?</\1>", "", render(extreme, lang=code), flags=re.S)
    seen = _even(Page(html).text)
    sheets, text = tables(extreme, lang=code), _even(brief(extreme, lang=code))
    answer = sheets[say("sheet.answer")]
    assert answer.columns.tolist() == [view.answer.headline]
    assert answer[view.answer.headline].tolist() == said
    for sentence in (view.answer.headline, view.camps.verdict, view.trust.sentence, *said):
        assert _even(sentence) in seen
        assert _even(_marked(sentence)) in text
    for sentence in (*view.camps.common, view.silence.words):
        assert _even(sentence) in seen
    if view.topics.contested:
        found = sheets[say("sheet.contested")]
        assert found[say("grid.topic")].tolist() == [v.label for v in page_tables.all_topics(view)]
    assert not re.search(r"\bnan\b|\bNone\b|[{}]", seen)


def test_the_export_names_the_topics_and_camps_of_the_page(extreme: Findings) -> None:
    say, told_first = LANGUAGES["en"], about(extreme)
    view, label = page(extreme, say, {}, None), Truth(extreme).label
    split = told_first["headlines"]["split"]
    if split["verdict"] in ("one", "only"):
        assert label[split["topics"][0]] in view.answer.headline
    assert {label[row["topic"]]: row["side"] for row in told_first["camps"]["common_ground"]} == (
        page_tables.common(view, say)
    )
    json.dumps(told_first)


def _even(text: str) -> str:
    """The text with one space wherever it has any."""
    return " ".join(text.split())


def _marked(sentence: str) -> str:
    """A sentence as Markdown escapes it."""
    return re.sub(r"[\\`*_{}\[\]<>#|~]", r"\\\g<0>", sentence)


#: Texts that claim nothing of a study: names of sections, columns and marks, pieces of sentences,
#: what is said of a claim or of how things are worked out. Their numbers are checked elsewhere.
LABELS = (
    "numbers", "months*", "percent*", "list.*", "count.*", "n.claim", "kicker", "skip", "facts",
    "nav*", "contested", "contested.intro", "agreed", "unranked", "rank.*", "strip*", "bars*",
    "words.*", "stance.*", "grid*", "legend*", "filter.*", "find*", "sort.*", "pairs",
    "pairs.caption", "pairs.tree",
    "pairs.cell*", "pairs.telling", "pairs.listed", "pairs.experts_hidden", "sidebyside*",
    "pair.topic", "pair.table", "pair.on*", "camps", "camp.title", "camp.stable", "camp.tentative",
    "time", "time.caption", "time.expert", "time.period", "time.table", "time.moment",
    "time.hidden", "time.changes",
    "time.change", "time.checks", "silence", "silence.topic", "silence.more", "silence.said*",
    "silence.unclear", "silence.held", "silence.spoke", "unknown.settled", "unknown.picture",
    "silence.disputed", "silence.waiting", "silence.not coded", "trust",
    "figure*", "cite*", "trust.*", "headlines.*", "reason.*", "decimal", "unknown",
    "unknown.uncoded", "unknown.disputed", "unknown.unclear", "unknown.off", "unknown.on",
    "unknown.not coded",
    "unknown.waiting*", "unknown.partly", "given.*",
    "claim.*", "speaker.*", "code*", "confidence.*", "method*", "data*", "contested.how",
    "topics.rest", "fold.table", "opening.words", "opening.sure",
    "person", "person.rest", "topic.nobody",
    "table.*", "sheet.*", "topic.against", "topic.for", "topic.neutral", "topic.doubt",
    "topic.top", "topic.one", "topic.proposition", "topic.aside", "topic.off", "shape.*",
)  # fmt: skip
#: Texts that are read back where they stand, in ``tests.page_tables`` or here.
READ_IN_PLACE = (
    "size*", "fact.*", "topic.share", "topic.claims", "pair.title",
    "pair.fig", "pair.alone", "pairs.hidden", "claims.hidden", "camps.short.*", "camps.*",
    "person.topics", "person.silent", "person.shared", "topic.n_*",
    "camp.members", "camp.between", "camp.topic", "camp.common", "time.changes_hidden",
    "change.*", "silence.throughout", "silence.n", "time.nobody",
    "opening.who*", "opening.silent", "opening.open",
    "machines*",  # in tests/report/test_machines.py
    "against.*",  # in tests/report/test_against.py
    "curves*",  # in tests/report/test_curves.py
    "bad_cells",  # in tests/cli/test_cli.py
)  # fmt: skip


@pytest.mark.parametrize("key", sorted(LANGUAGES["en"].entries))
def test_every_text_has_a_check_or_claims_nothing(key: str) -> None:
    known = (*LABELS, *READ_IN_PLACE)
    assert key in CHECKS or any(fnmatchcase(key, pattern) for pattern in known)
