"""The first screen: the answer in sentences, each leading to its evidence."""

from dataclasses import dataclass

from stance.analysis.contested import FEWEST
from stance.report.claims import ClaimView, ClaimViews
from stance.report.language import capital
from stance.report.material import Material
from stance.report.pairs import Pairs, shared_topics
from stance.report.rows import PairRow, TopicRow
from stance.report.sentences import Run, Sentence, listed, sentence
from stance.report.trust import changed, reliability_words
from stance.report.unknown import UnknownView

#: Topics that a sentence names before it only counts them.
NAMED = 5
#: A pair whose agreement is less than this above that of the furthest is named beside it.
NEAR = 0.02
#: Topics of the first rank whose sides are named, and experts beyond whom they are not.
SIDES_NAMED, MOST_NAMES = 3, 12


@dataclass(frozen=True, slots=True)
class Duel:
    """Two claims on one topic from opposite sides; the first is against."""

    caption: Sentence
    against: ClaimView
    in_favour: ClaimView


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure in the quiet line below the sentences."""

    figure: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class AnswerView:
    """Headline, sentences in paragraphs, the pair furthest apart, and the figures."""

    kicker: str
    headline: str
    paragraphs: tuple[tuple[Sentence, ...], ...]
    duel: Duel | None
    facts: tuple[Fact, ...]


def answer(
    of: Material, views: ClaimViews, pairs: Pairs, open_claims: UnknownView, title: str
) -> AnswerView:
    """Return the first screen."""
    verdict = of.findings.camps.verdict
    camps = sentence(of.say.form(f"camps.short.{verdict}"), "#camps") if pairs.ranked else ()
    reliability = sentence(reliability_words(of), "#trust")
    paragraphs = (
        (_size(of), *_split(of)),
        tuple(_who(of, row) for row in _top(of)[:SIDES_NAMED] if row.n_experts <= MOST_NAMES),
        (*_agreed(of), _pair(of, pairs), camps),
        (_unknown(of), reliability),
    )
    return AnswerView(
        kicker=of.say("kicker", title=title),
        headline=_headline(of),
        paragraphs=tuple(kept for said in paragraphs if (kept := tuple(s for s in said if s))),
        duel=_duel(of, views, pairs.ranked),
        facts=tuple(_facts(of, open_claims)),
    )


def _top(of: Material) -> list[TopicRow]:
    """Return the topics that the headline is about, ranked and with experts on both sides."""
    return [r for topic in of.findings.lead.topics if _is_ranked(r := of.contested[topic])]


def _is_ranked(row: TopicRow) -> bool:
    return bool(row.rank == row.rank)


def _topics(of: Material, rows: list[TopicRow], section: str) -> Sentence:
    """Return the topics as links; beyond a few, how many more stand in the section."""
    items = [
        Run(of.topics[row.topic].label, f"#{of.topic_anchor[row.topic]}") for row in rows[:NAMED]
    ]
    if len(rows) > NAMED:
        items.append(Run(of.say("count.more_topics", len(rows) - NAMED), f"#{section}"))
    return listed(items, of.say("list.comma"), of.say.form("list.last"))


def _headline(of: Material) -> str:
    lead = of.findings.lead
    label = [of.topics[topic].label for topic in lead.topics[:2]]
    named = {"topic": label[0]} if label else {}
    if len(label) == len(lead.topics) == 2:
        named["other"] = label[1]
    key = "two" if lead.verdict == "several" and len(lead.topics) == 2 else lead.verdict
    said = capital(of.say(f"headline.{key}", len(lead.topics), **named))
    if lead.verdict in ("one", "several") and lead.overturned_by:
        return of.say("headline.overturned", said=said, names=of.say.items(lead.overturned_by))
    return said


def _size(of: Material) -> Sentence:
    say, study = of.say, of.findings.study
    if not of.claims:
        return (Run(say("size.none")),)
    spoke = study.claims["expert_id"].nunique()
    size = say(
        "size",
        spoke,
        experts=say("count.expert", spoke),
        claims=say("count.claim", len(of.claims)),
    )
    topics = sum(bool(cells) for cells in of.cells.values())
    if topics:
        size += say("size.topics", topics=say("count.topic", topics))
    sources = len({row.source_id for row in of.claims.values() if row.source_id})
    if sources:
        size += say("size.sources", sources=say("count.source", sources))
    first, last = span(of)
    if first:
        return (Run(capital(say("size.end.span", size=size, span=say.span(first, last)))),)
    return (Run(capital(say("size.end", size=size))),)


def span(of: Material) -> tuple[str, str]:
    """Return the first and last date of the claims, or of their sources; "" where none has one."""
    dated = [date for claim in of.claims if (date := of.date(claim))]
    return (min(dated), max(dated)) if dated else ("", "")


def _split(of: Material) -> list[Sentence]:
    say = of.say
    rows = list(of.contested.values())
    top = _top(of)
    if not any(row.n_experts for row in rows):
        return [sentence(say("split.empty"))]
    if not top:
        loose = [of.contested[topic] for topic in of.findings.lead.topics]
        ranked = any(_is_ranked(row) for row in rows)
        key = "split.none" if ranked else "split.unranked"
        said = [sentence(say.form(key), "#contested", few=say.count(FEWEST))]
        if loose:
            said.append(
                sentence(say.form("split.only_unranked"), topics=_topics(of, loose, "unranked"))
            )
        return said
    first = top[0]
    alike = len({(row.n_for, row.n_neutral, row.n_against) for row in top}) == 1
    odds = sentence(_odds(of, first))
    if len(top) > 1 and not alike:
        near = sentence(say.form("split.near"), topics=_topics(of, top, "contested"))
        return [near + sentence(say("split.end"))]
    key = "split.tied" if len(top) > 1 else f"split.{of.findings.lead.verdict}"
    return [
        sentence(say.form(key), topics=_topics(of, top, "contested"), sides=_sides(of, first))
        + odds
    ]


def _who(of: Material, row: TopicRow) -> Sentence:
    """Return who stands on either side of a topic; each name leads to the expert's claims on it."""
    say, middle = of.say, of.scale.middle
    placed = [p for p in of.positions.values() if p.topic == row.topic and p.position != middle]

    def names(sign: int) -> Sentence:
        there = [p for p in placed if (p.position - middle) * sign > 0]
        runs = [
            Run(of.short[p.expert_id], f"#{of.cell_anchor(p.expert_id, p.topic)}")
            for p in sorted(there, key=lambda p: -abs(p.position - middle))
        ]
        return listed(runs, say("list.comma"), say.form("list.last"))

    topic = of.topics[row.topic].label
    return sentence(say.form("split.who"), topic=topic, against=names(-1), in_favour=names(1))


def _odds(of: Material, row: TopicRow) -> str:
    """Return the opposed-pair share against its ceiling, and what it says of experts at large."""
    say = of.say
    key = "split.odds.most" if row.opposed_share >= row.ceiling - 1e-9 else "split.odds"
    odds = say(
        key,
        share=say.percent(row.opposed_share),
        ceiling=say.percent(row.ceiling),
        experts=say("count.expert", row.n_experts),
    )
    return odds + say(
        "split.estimate",
        estimate=say.percent(row.posterior),
        low=say.percent(row.low),
        high=say.percent(row.high),
    )


def _sides(of: Material, row: TopicRow) -> str:
    say = of.say
    return say(
        "sides.neutral" if row.n_neutral else "sides",
        for_=say.count(row.n_for),
        against=say.count(row.n_against),
        neutral=say.count(row.n_neutral),
    )


def _agreed(of: Material) -> list[Sentence]:
    say = of.say
    ranked = [row for row in of.contested.values() if _is_ranked(row)]
    said = []
    for key, side in (("agreed.all_for", "n_for"), ("agreed.all_against", "n_against")):
        rows = [row for row in ranked if getattr(row, side) == row.n_experts]
        if rows:
            topics = _topics(of, rows, "agreed")
            said.append(sentence(say.form(key, len(rows)), topics=topics))
    if ranked and not said:
        said.append(sentence(say.form("agreed.none"), "#contested", few=say.count(FEWEST)))
    return said


def _pair(of: Material, pairs: Pairs) -> Sentence:
    say = of.say
    if not pairs.ranked:
        return sentence(say.form("pair.none"), "#pairs") if len(of.experts) > 1 else ()
    row = pairs.ranked[0]
    key = "pair"
    if not row.n_opposed:
        key = "pair.unopposed"
    elif row.n_opposed == row.n_shared:
        key = "pair.both" if row.n_shared == 2 else "pair.all"
    values = {
        "a": of.name(row.expert_a),
        "b": of.name(row.expert_b),
        "opposed": say.count(row.n_opposed),
        "count": say.count(row.n_shared),
    }
    said = sentence(say.form(key, row.n_shared), pairs.href(row), **values)
    tied = sum(other.shrunk == row.shrunk for other in pairs.ranked) - 1
    if tied:
        return (*said, Run(" " + capital(say("pair.tied", tied))))
    return (*said, *_nearly(of, pairs))


def _nearly(of: Material, pairs: Pairs) -> Sentence:
    """Say which pairs are as far apart as the first for all that the numbers can tell."""
    row, *others = pairs.ranked
    near = [other for other in others if other.shrunk - row.shrunk < NEAR]
    if not near:
        return ()
    if len(near) > 1:
        return (Run(" " + capital(of.say("pair.near.many", len(near)))),)
    names = {"a": of.name(near[0].expert_a), "b": of.name(near[0].expert_b)}
    return (Run(" "), *sentence(of.say.form("pair.near"), pairs.href(near[0]), **names))


def _duel(of: Material, views: ClaimViews, ranked: list[PairRow]) -> Duel | None:
    """Return one claim each of the pair furthest apart, on the topic where they are most so."""
    for topic in shared_topics(of, ranked[0]) if ranked else ():
        pair = [ranked[0].expert_a, ranked[0].expert_b]
        pair.sort(key=lambda expert: float(of.positions[(expert, topic)].position))
        sides = [of.scale.side(of.positions[(expert, topic)].position) for expert in pair]
        if sides == [-1, 1]:
            caption = (Run(of.topics[topic].label, f"#{of.topic_anchor[topic]}"),)
            against, in_favour = (views.quote(of.evidence(e, topic)[0], topic) for e in pair)
            return Duel(sentence(of.say.form("pair.on"), topic=caption), against, in_favour)
    return None


def _unknown(of: Material) -> Sentence:
    every = len(of.experts) * len(of.topics)
    empty = every - len(of.positions)
    if not every:
        return ()
    if not empty:
        return sentence(of.say.form("unknown.none_empty"), "#grid")
    values = {"n": of.say.digits(empty), "all": of.say.digits(every)}
    return sentence(of.say.form("unknown.empty", empty), "#grid", **values)


def _facts(of: Material, open_claims: UnknownView) -> list[Fact]:
    say = of.say
    judged = of.findings.judgements
    counts = judged["status"].value_counts().to_dict()
    every = len(of.experts) * len(of.topics)
    filled = sum(row.position == row.position for row in of.positions.values())
    annotators = len({vote.annotator for votes in of.votes.values() for vote in votes})
    facts = [
        Fact(say.digits(filled), say("fact.cells", all=say.digits(every)), "#grid"),
        Fact(say.digits(annotators), say("fact.annotators", annotators), "#trust"),
    ]
    asked = sum(n for status, n in counts.items() if status != "uncoded")
    if asked:
        decided = asked - counts.get("disputed", 0) - counts.get("topic disputed", 0)
        facts.append(Fact(say.percent(decided / asked), say("fact.settled"), "#unknown"))
    disputed = judged["claim_id"][judged["status"].isin(["disputed", "topic disputed"])].nunique()
    unranked = sum(bool(r.n_experts) and not _is_ranked(r) for r in of.contested.values())
    headlines = changed(of)
    if headlines:
        unstable = sum(bool(without) for without, _ in headlines.values())
        words = say("fact.changed", unstable, all=say.digits(len(headlines)))
        facts.append(Fact(say.digits(unstable), words, "#changes"))
    for key, n, href in (
        ("fact.unclear", counts.get("unclear", 0), "#unknown"),
        ("fact.disputed", disputed, "#unknown"),
        ("fact.uncoded", open_claims.n_uncoded, "#unknown"),
        ("fact.unranked", unranked, "#unranked"),
    ):
        if n:
            facts.append(Fact(say.digits(n), say(key, n), href))
    return facts
