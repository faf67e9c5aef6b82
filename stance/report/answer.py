"""The first screen: the answer in sentences, each leading to its evidence."""

from dataclasses import dataclass

from stance.analysis.contested import FEWEST
from stance.report.camps import short
from stance.report.claims import ClaimView, ClaimViews
from stance.report.facts import Fact, facts
from stance.report.headline import headline, split, topic_links, who
from stance.report.language import capital
from stance.report.material import Material
from stance.report.pairs import Pairs, shared_topics
from stance.report.rows import PairRow
from stance.report.sentences import Run, Sentence, sentence
from stance.report.stances import OPEN
from stance.report.topics import TopicGroups
from stance.report.trust import reliability_words
from stance.report.unknown import UnknownView

#: A pair whose agreement is less than this above that of the furthest is named beside it.
NEAR = 0.02
#: Pairs that share a topic, from which on one of them can be the furthest apart.
FEWEST_PAIRS = 3


@dataclass(frozen=True, slots=True)
class Duel:
    """Two claims on one topic from opposite sides; the first is against."""

    caption: Sentence
    against: ClaimView
    in_favour: ClaimView


@dataclass(frozen=True, slots=True)
class AnswerView:
    """Headline, sentences in paragraphs, the pair furthest apart, and the figures."""

    kicker: str
    headline: str
    paragraphs: tuple[tuple[Sentence, ...], ...]
    duel: Duel | None
    facts: tuple[Fact, ...]


def answer(
    of: Material,
    views: ClaimViews,
    pairs: Pairs,
    groups: TopicGroups,
    open_claims: UnknownView,
    title: str,
) -> AnswerView:
    """Return the first screen."""
    camps = sentence(of.say.form(short(of)), "#camps") if pairs.ranked else ()
    reliability = sentence(reliability_words(of), "#trust")
    paragraphs = (
        (size(of), *split(of)),
        who(of),
        (*_agreed(of), *_pair(of, pairs), camps),
        (*_unknown(of), reliability),
    )
    return AnswerView(
        kicker=of.say("kicker", title=title),
        headline=headline(of),
        paragraphs=tuple(kept for said in paragraphs if (kept := tuple(s for s in said if s))),
        duel=_duel(of, views, pairs.ranked),
        facts=facts(of, groups, open_claims),
    )


def size(of: Material) -> Sentence:
    """Return how much was said by how many, in how many sources, on what, and when."""
    say = of.say
    if not of.claims:
        return (Run(say("size.none")),)
    spoke = len({row.expert_id for row in of.claims.values()})
    said = say(
        "size",
        spoke,
        experts=say("count.expert", spoke),
        claims=say("count.claim", len(of.claims)),
    )
    on = say("size.count.topic", sum(bool(cells) for cells in of.cells.values()))
    sources = len({row.source_id for row in of.claims.values() if row.source_id})
    within = say("size.sources", sources) if sources else ""
    placed = len(of.claims) - len(of.offside)
    if placed == len(of.claims):
        said += say("size.topics", topics=on) + within
    else:
        said += within
        said += say("size.topics.some", placed, topics=on) if placed else say("size.topics.none")
    first, last = span(of)
    if first:
        return (Run(capital(say("size.end.span", size=said, span=say.span(first, last)))),)
    return (Run(capital(say("size.end", size=said))),)


def span(of: Material) -> tuple[str, str]:
    """Return the first and last date of the claims, or of their sources; "" where none has one."""
    dated = [date for claim in of.claims if (date := of.date(claim))]
    return (min(dated), max(dated)) if dated else ("", "")


def _agreed(of: Material) -> list[Sentence]:
    say = of.say
    agreed = of.findings.headlines.everyone.agreed
    said = []
    for key, side in (("agreed.all_for", 1), ("agreed.all_against", -1)):
        rows = [row for topic, row in of.contested.items() if (topic, side) in agreed]
        if rows:
            topics = topic_links(of, rows, "agreed")
            said.append(sentence(say.form(key, len(rows)), topics=topics))
    if not said and any(row.ranked for row in of.contested.values()):
        said.append(sentence(say.form("agreed.none"), "#contested", few=say.count(FEWEST)))
    return said


def _pair(of: Material, pairs: Pairs) -> list[Sentence]:
    """Return which two stand furthest apart, and who is as far, nearly so, or by bare agreement."""
    say = of.say
    if not pairs.ranked:
        return [sentence(say.form("pair.none"), "#pairs")] if len(of.experts) > 1 else []
    row, *others = pairs.ranked
    if row.agreement > 1 - 1e-9:
        return [sentence(say.form("pair.same"), "#pairs")]
    tied = len(of.findings.headlines.everyone.pair) - 1
    key = _pair_key(row, len(pairs.ranked), tied)
    said = [
        sentence(
            say.form(key, row.n_shared),
            pairs.href(row),
            a=of.name(row.expert_a),
            b=of.name(row.expert_b),
            opposed=say.count(row.n_opposed),
            n=say.digits(row.n_shared),
            count=say.count(row.n_shared),
            share=say.percent(row.agreement),
            topics=say("person.shared", row.n_shared),
        )
    ]
    near = [] if tied else [other for other in others if other.shrunk - row.shrunk < NEAR]
    less = [
        other
        for other in others[max(tied, len(near)) :]
        if other.agreement < row.agreement - 1e-9 and other.n_shared < row.n_shared
    ]
    said += [_others(of, pairs, others[:tied], "pair.tied")]
    said += [_others(of, pairs, near, "pair.near")]
    said += [_others(of, pairs, less, "pair.less")]
    return said


def _pair_key(row: PairRow, of_pairs: int, tied: int) -> str:
    """Return how the first pair is told: "furthest" takes three pairs to choose from."""
    if of_pairs < FEWEST_PAIRS:
        return "pair.only" if of_pairs == 1 else "pair.first.tied" if tied else "pair.first"
    if not row.n_opposed:
        return "pair.unopposed.one" if row.n_shared == 1 else "pair.unopposed"
    if row.n_opposed == row.n_shared:
        return {1: "pair.one", 2: "pair.both"}.get(row.n_shared, "pair.all")
    return "pair"


def _others(of: Material, pairs: Pairs, rows: list[PairRow], key: str) -> Sentence:
    """Return what holds of some other pairs; one alone is named."""
    if not rows:
        return ()
    if len(rows) > 1:
        return sentence(capital(of.say(f"{key}.many", len(rows))))
    names = {"a": of.name(rows[0].expert_a), "b": of.name(rows[0].expert_b)}
    return sentence(of.say.form(key), pairs.href(rows[0]), **names)


def _duel(of: Material, views: ClaimViews, ranked: list[PairRow]) -> Duel | None:
    """Return one claim each of the pair furthest apart, on the topic where they are most so."""
    for topic in shared_topics(of, ranked[0]) if ranked else ():
        pair = [ranked[0].expert_a, ranked[0].expert_b]
        pair.sort(key=lambda expert: float(of.positions[(expert, topic)].position))
        sides = [of.scale.side(of.positions[(expert, topic)].position) for expert in pair]
        if sides == [-1, 1]:
            against, in_favour = (views.quote(of.evidence(e, topic)[0], topic) for e in pair)
            return Duel(_caption(of, ranked, topic), against, in_favour)
    return None


def _caption(of: Material, ranked: list[PairRow], topic: str) -> Sentence:
    """Return who face each other on a topic, and over how many they were compared."""
    tied = len(of.findings.headlines.everyone.pair) > 1
    over = ".over" if ranked[0].n_shared > 1 else ""
    key = f"pair.on.tied{over}" if tied else f"pair.on{over}"
    if len(ranked) < FEWEST_PAIRS:
        key = "pair.on.few"
    caption = (Run(of.topics[topic].label, f"#{of.topic_anchor[topic]}"),)
    return sentence(of.say.form(key), topic=caption)


def _unknown(of: Material) -> list[Sentence]:
    """Return how many pairings are empty or give no position, and how many claims wait."""
    every = len(of.experts) * len(of.topics)
    empty = every - len(of.positions)
    if not every:
        return []
    if empty:
        values = {"n": of.say.digits(empty), "all": of.say.digits(every), "middle": of.middle}
        said = [sentence(of.say.form("unknown.empty", empty), "#grid", **values)]
    else:
        said = [sentence(of.say.form("unknown.none_empty"), "#grid")]
    n, reasons = len(of.why_open), list(of.why_open.values())
    if n:
        parts = [
            of.say(f"unknown.open.{why}", reasons.count(why)) for why in OPEN if why in reasons
        ]
        template = of.say.form("unknown.open", n)
        count = capital(of.say.count(n))
        said.append(sentence(template, "#grid", count=count, reasons=of.say.items(parts)))
    if of.waiting:
        n = len(of.waiting)
        values = {"count": of.say.count(n), "n": of.say.digits(n)}
        said.append(sentence(of.say.form("unknown.again", n), "#unknown", **values))
    return said
