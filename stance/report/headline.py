"""What divides the experts most: the headline, and the sentences that bear it out."""

from stance.analysis.contested import FEWEST
from stance.report.language import capital
from stance.report.material import Material
from stance.report.rows import TopicRow
from stance.report.sentences import Run, Sentence, listed, sentence
from stance.report.topics import sides

#: Topics that a sentence names before it only counts them.
NAMED = 5
#: Topics of the headline whose sides are named, and experts beyond whom they are not.
SIDES_NAMED, MOST_NAMES = 3, 12


def headline(of: Material) -> str:
    """Return the headline, and by whose codes alone it stands."""
    lead, say = of.findings.lead, of.say
    key = "two" if lead.verdict == "several" and len(lead.topics) == 2 else lead.verdict
    divided = sum(row.divided and row.ranked for row in of.contested.values())
    every = divided if lead.verdict == "many" else len(lead.topics)
    count = max(every - 2, 0)  # two are named
    named: dict[str, str] = {}
    places = (("topic", "sides"), ("other", "other_sides"))
    for names, topic in zip(places, lead.topics, strict=False):
        counted = say("list.comma").join(sides(of, of.contested[topic]))
        named |= zip(names, (say.within(of.topics[topic].label), counted), strict=True)
    said = capital(say(f"headline.{key}", count, **named))
    if lead.overturned_by and lead.verdict != "empty":
        return say("headline.overturned", said=said, names=say.items(lead.overturned_by, "or"))
    return said


def split(of: Material) -> list[Sentence]:
    """Return what divides the experts most, how evenly, and what that says of experts at large."""
    say, verdict = of.say, of.findings.lead.verdict
    top = _top(of)
    if verdict == "empty":
        return [sentence(say("split.empty"))]
    if not top:
        ranked = any(row.ranked for row in of.contested.values())
        key = "split.none" if ranked else "split.unranked"
        said = [sentence(say.form(key), "#contested", few=say.count(FEWEST))]
        loose = [of.contested[topic] for topic in of.findings.lead.topics]
        if loose:
            topics = topic_links(of, loose, "unranked")
            said.append(sentence(say.form("split.only_unranked"), topics=topics))
        return said
    topics = topic_links(of, top, "contested")
    if len({(row.n_for, row.n_neutral, row.n_against) for row in top}) > 1:
        return [sentence(say.form("split.near"), topics=topics)]
    key = "tied" if len(top) > 1 else verdict
    counted, odds = _sides(of, top[0]), _odds(of, top[0])
    return [sentence(say.form(f"split.{key}"), topics=topics, sides=counted, odds=odds)]


def who(of: Material) -> tuple[Sentence, ...]:
    """Return who stands on either side of the first topics, if they are not too many to name."""
    return tuple(_who(of, row) for row in _top(of)[:SIDES_NAMED] if row.n_experts <= MOST_NAMES)


def topic_links(of: Material, rows: list[TopicRow], section: str, most: int = NAMED) -> Sentence:
    """Return the topics as links; beyond a few, how many more stand in the section."""
    items = [
        Run(of.topics[row.topic].label, f"#{of.topic_anchor[row.topic]}") for row in rows[:most]
    ]
    if len(rows) > most:
        items.append(Run(of.say("count.more_topics", len(rows) - most), f"#{section}"))
    return listed(items, of.say("list.comma"), of.say.form("list.last"))


def _top(of: Material) -> list[TopicRow]:
    """Return the topics that the headline is about, ranked and with experts on both sides."""
    return [row for topic in of.findings.lead.topics if (row := of.contested[topic]).ranked]


def _who(of: Material, row: TopicRow) -> Sentence:
    """Return who stands on either side; each name leads to the expert's claims on the topic."""
    topic = of.say.within(of.topics[row.topic].label)
    against, in_favour = (side_names(of, row.topic, side, MOST_NAMES) for side in (-1, 1))
    return sentence(of.say.form("split.who"), topic=topic, against=against, in_favour=in_favour)


def side_names(of: Material, topic: str, side: int, most: int) -> Sentence:
    """Return who stands on a side, the firmest first; beyond so many, how many more do."""
    there = [e for e in of.cells[topic] if of.side(e, topic) == side]
    there.sort(key=lambda expert: -side * of.positions[(expert, topic)].position)
    runs = [Run(of.short[expert], f"#{of.cell_anchor(expert, topic)}") for expert in there[:most]]
    if len(there) > most:
        runs.append(
            Run(of.say("count.more_experts", len(there) - most), f"#{of.topic_anchor[topic]}")
        )
    return listed(runs, of.say("list.comma"), of.say.form("list.last"))


def _odds(of: Material, row: TopicRow) -> str:
    """Return the opposed-pair share against its ceiling, and what it says of experts at large."""
    say = of.say
    share, ceiling = say.percent(row.opposed_share), say.percent(row.ceiling)
    key = "near" if share == ceiling else "under"
    if row.opposed_share >= row.ceiling - 1e-9:
        key = "most"
    experts = say("count.expert", row.n_experts)
    odds = say(f"split.odds.{key}", share=share, ceiling=ceiling, experts=experts)
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
        middle=of.middle,
    )
