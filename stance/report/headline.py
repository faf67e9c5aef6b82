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
    """Return the headline, and what of it hangs on one annotator's codes."""
    lead, say = of.findings.lead, of.say
    ranked, topics = _divided(of), lead.topics
    key, count = _headline_key(of), len(topics) - 2  # two are named
    if key == "more":
        topics = tuple(row.topic for row in ranked)
    elif key == "many":
        count = len(ranked) - 2
    named: dict[str, str] = {"few": say.count(FEWEST), **_agreed(of)}
    places = (("topic", "sides"), ("other", "other_sides"))
    for keys, topic in zip(places, topics, strict=False):
        counted = _counted(of, topic)
        named |= zip(keys, (say.within(of.topics[topic].label), counted), strict=True)
    said = capital(say(f"headline.{key}", max(count, 0), **named))
    if lead.overturned_by and lead.verdict != "empty":
        names = say.items(lead.overturned_by, "or")
        return say(f"headline.overturned.{lead.overturned}", said=said, names=names)
    return said


def _counted(of: Material, topic: str) -> str:
    """Return the sides of a topic in one piece: two of them are not parted at the end of a line."""
    told, comma = sides(of, of.contested[topic]), of.say("list.comma")
    return (comma.rstrip() + "\u00a0" if len(told) == 2 else comma).join(told)


def agreed(of: Material, *sides: int) -> list[str]:
    """Return the topics on which all stand on one of these sides, first those of most experts."""
    held = of.findings.headlines.everyone.agreed
    there = [topic for topic in of.topics if any((topic, side) in held for side in sides)]
    return sorted(there, key=lambda topic: -of.contested[topic].n_experts)


def _agreed(of: Material) -> dict[str, str]:
    """Return the first topics on which all are for or against, in words."""
    found, say = {}, of.say
    for name, side in (("in_favour", 1), ("against", -1)):
        there = agreed(of, side)
        labels = [say.within(of.topics[topic].label) for topic in there[:2]]
        more = [say("count.more_topics", len(there) - 2)] if len(there) > 2 else []
        found[name] = say.items([*labels, *more])
    return found


def _headline_key(of: Material) -> str:
    """Return how the verdict is told: "most" of the topics takes three to choose from."""
    lead, ranked = of.findings.lead, len(_divided(of))
    if lead.verdict == "none":
        held = {name for name, topics in _agreed(of).items() if topics}
        kind = "both" if len(held) == 2 else "for" if "in_favour" in held else "".join(held)
        return f"none.{kind}" if kind else "none"
    if lead.verdict == "few":
        return {1: "few", 2: "few.two"}.get(len(lead.topics), "few.several")
    if lead.verdict == "only":
        return "single" if sum(map(bool, of.cells.values())) == 1 else "only"
    if lead.verdict == "one":
        return {1: "only.ranked", 2: "more"}.get(ranked, "one")
    if lead.verdict == "several":
        two = len(lead.topics) == 2
        if len(lead.topics) == ranked:
            return "both" if two else "all"
        return "two" if two else "several"
    return lead.verdict


def _divided(of: Material) -> list[TopicRow]:
    """Return the ranked topics with experts on both sides, in their order."""
    return [row for row in of.contested.values() if row.divided and row.ranked]


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
        key = "near.two" if len(top) == 2 else "near"
        return [sentence(say.form(f"split.{key}"), topics=topics)]
    key = _headline_key(of) if verdict == "one" else "only" if verdict == "only" else "tied"
    if key == "tied" and len(top) == len(_divided(of)):
        key = "tied.all"
    return [
        sentence(
            say.form(f"split.{key}"),
            topics=topics,
            other=topic_links(of, _divided(of)[1:], "contested"),
            sides=_sides(of, top[0]),
            odds=_odds(of, top[0]),
            few=say.count(FEWEST),
        )
    ]


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
