"""The picture under the headline: people on a line between two claims, and how firm that is."""

from dataclasses import dataclass

from stance.report.answer import size
from stance.report.headline import NAMED, agreed, side_names, topic_links
from stance.report.language import capital
from stance.report.material import Material
from stance.report.sentences import Sentence, sentence
from stance.report.topics import TopicGroups, TopicView
from stance.report.trust import allows, reliability_words

#: Experts without a position, and topics as divided, that are named before they are only counted.
NAMED_BELOW = 3


@dataclass(frozen=True, slots=True)
class OpeningView:
    """What stands under the headline on the first screen.

    Attributes:
        figure: the topic that is drawn, with its claims face to face: the first that
            divides, else that on which most agree; None without either.
        who: the first names on either side and between, where the figure only counts them.
        silent: who said nothing on the topic, and who spoke on it without a known position.
        href: where the page has more of the topic.
        near: the other topics that divide as much, as far as can be told.
        firm: who of the annotators could overturn the headline, and what their agreement allows to
            be said, in plain words. What speaks against the headline comes first.
        study: how much was said by how many, where and when.
    """

    figure: TopicView | None
    href: str
    who: Sentence
    silent: tuple[Sentence, ...]
    near: Sentence
    firm: tuple[Sentence, ...]
    study: Sentence


def opening(of: Material, groups: TopicGroups) -> OpeningView:
    """Return what stands under the headline."""
    topic, drawn = _drawn(of, groups)
    return OpeningView(
        figure=drawn,
        href=f"#{drawn.anchor}" if drawn else "",
        who=_who(of, topic) if drawn and drawn.bars and of.findings.lead.topics else (),
        silent=_silent(of, topic) if drawn else (),
        near=_near(of, topic),
        firm=_how_sure(of),
        study=size(of),
    )


def _drawn(of: Material, groups: TopicGroups) -> tuple[str, TopicView | None]:
    """Return the first topic of the headline; where none divides, that on which most agree."""
    views = {v.anchor: v for v in (*groups.contested, *groups.agreed, *groups.unranked)}
    first = of.findings.lead.topics or agreed(of, 1, -1)
    if not first:
        return "", None
    return first[0], views[of.topic_anchor[first[0]]]


def _who(of: Material, topic: str) -> Sentence:
    """Return who stands firmest on either side of a topic with too many to stand by name."""
    against, middle, in_favour = (side_names(of, topic, side, NAMED) for side in (-1, 0, 1))
    key = "opening.who.middle" if middle else "opening.who"
    return sentence(of.say.form(key), against=against, middle=middle, in_favour=in_favour)


def _silent(of: Material, topic: str) -> tuple[Sentence, ...]:
    """Return how many said nothing on the topic, and how many nothing that gives a position."""
    without = [expert for expert in of.experts if of.side(expert, topic) is None]
    opened = [expert for expert in without if (expert, topic) in of.why_open]
    silent = [expert for expert in without if expert not in opened]
    told = (
        (silent, "opening.silent", "#silence"),
        (opened, "opening.open", f"#{of.topic_anchor[topic]}"),
    )
    return tuple(_counted(of, topic, *one) for one in told if one[0])


def _counted(of: Material, topic: str, experts: list[str], key: str, href: str) -> Sentence:
    """Return how many of all experts these are, and the first of them by name."""
    say, n = of.say, len(experts)
    names = [of.short[expert] for expert in experts[:NAMED_BELOW]]
    if n > NAMED_BELOW:
        names.append(say("count.more_experts", n - NAMED_BELOW))
    counts = {"n": say.digits(n), "count": capital(say.count(n)), "all": say.count(len(of.experts))}
    told = {"topic": say.within(of.topics[topic].label), "names": say.items(names)}
    return sentence(say.form(key, n), href, **told, **counts)


def _how_sure(of: Material) -> tuple[Sentence, ...]:
    firm, sure = _firm(of), _sure(of) or sentence(reliability_words(of), "#trust")
    first = (firm, sure) if of.findings.lead.overturned_by else (sure, firm)
    return tuple(told for told in first if told)


def _sure(of: Material) -> Sentence:
    """Return in plain words what the agreement allows to be said, and no more than the headline."""
    allowed = allows(of)
    if allowed.startswith("firm") and of.findings.lead.overturned_by:
        allowed = "falls"
    return sentence(of.say.form(f"opening.sure.{allowed}"), "#trust") if allowed else ()


def _near(of: Material, drawn: str) -> Sentence:
    rows = [of.contested[topic] for topic in of.findings.lead.topics]
    others = [row for row in rows if drawn and row.topic != drawn]
    if not others:
        return ()
    topics = topic_links(of, others, "contested", NAMED_BELOW)
    key = "opening.near.one" if len(others) == 1 else "opening.near"
    return sentence(of.say.form(key), topics=topics)


def _firm(of: Material) -> Sentence:
    """Return whether the headline hangs on any one annotator; nothing where one alone coded."""
    lead, n = of.findings.lead, len(of.findings.headlines.alone)
    if n < 2 or lead.verdict == "empty":
        return ()
    if lead.overturned_by:
        names = of.say.items(lead.overturned_by, "or")
        return sentence(of.say.form(f"opening.falls.{lead.overturned}"), "#changes", names=names)
    counted = {"count": of.say.count(n), "n": of.say.digits(n)}
    key = "opening.stands.many" if lead.verdict == "many" else "opening.stands"
    return sentence(of.say.form(key), "#changes", **counted)
