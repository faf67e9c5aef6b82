"""The picture under the headline: people on a line between two claims, and how firm that is."""

from dataclasses import dataclass

from stance.report.answer import size
from stance.report.headline import NAMED, side_names, topic_links
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
        figure: the topic that is drawn, with its claims face to face; None if none divides.
        who: the first names on either side and between, where the figure only counts them.
        silent: who holds no position on the topic.
        href: where the page has more of the topic.
        near: the other topics that divide as much, as far as can be told.
        firm: who of the annotators could overturn the headline; what their agreement allows to be
            said, in plain words; and how far they agree. What speaks against it comes first.
        study: how much was said by how many, where and when.
    """

    figure: TopicView | None
    href: str
    who: Sentence
    silent: Sentence
    near: Sentence
    firm: tuple[Sentence, ...]
    study: Sentence


def opening(of: Material, groups: TopicGroups) -> OpeningView:
    """Return what stands under the headline."""
    topic, drawn = _drawn(of, groups)
    return OpeningView(
        figure=drawn,
        href=f"#{drawn.anchor}" if drawn else "",
        who=_who(of, topic) if drawn and drawn.bars else (),
        silent=_silent(of, topic) if drawn else (),
        near=_near(of, topic),
        firm=_how_sure(of),
        study=size(of),
    )


def _drawn(of: Material, groups: TopicGroups) -> tuple[str, TopicView | None]:
    """Return the first topic of the headline that has experts on both sides."""
    views = {view.anchor: view for view in (*groups.contested, *groups.unranked)}
    for topic in of.findings.lead.topics:
        view = views.get(of.topic_anchor[topic])
        if view and view.n_for and view.n_against:
            return topic, view
    return "", None


def _who(of: Material, topic: str) -> Sentence:
    """Return who stands firmest on either side of a topic with too many to stand by name."""
    against, middle, in_favour = (side_names(of, topic, side, NAMED) for side in (-1, 0, 1))
    key = "opening.who.middle" if middle else "opening.who"
    return sentence(of.say.form(key), against=against, middle=middle, in_favour=in_favour)


def _silent(of: Material, topic: str) -> Sentence:
    """Return how many hold no position on the topic, and the first of them by name."""
    say, silent = of.say, [expert for expert in of.experts if of.side(expert, topic) is None]
    if not silent:
        return ()
    names = [of.short[expert] for expert in silent[:NAMED_BELOW]]
    if len(silent) > NAMED_BELOW:
        names.append(say("count.more_experts", len(silent) - NAMED_BELOW))
    n = len(silent)
    counts = {"n": say.digits(n), "count": capital(say.count(n)), "all": say.count(len(of.experts))}
    told = {"topic": say.within(of.topics[topic].label), "names": say.items(names)}
    return sentence(say.form("opening.silent", n), "#silence", **told, **counts)


def _how_sure(of: Material) -> tuple[Sentence, ...]:
    firm, sure = _firm(of), _sure(of)
    first = (firm, sure) if of.findings.lead.overturned_by else (sure, firm)
    return (*first, sentence(reliability_words(of), "#trust"))


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
    return sentence(of.say.form("opening.near", len(others)), topics=topics)


def _firm(of: Material) -> Sentence:
    """Return whether the headline hangs on any one annotator; nothing where one alone coded."""
    lead, n = of.findings.lead, len(of.findings.headlines.alone)
    if n < 2 or lead.verdict == "empty":
        return ()
    if lead.overturned_by:
        names = of.say.items(lead.overturned_by, "or")
        return sentence(of.say.form("opening.falls"), "#changes", names=names)
    counted = {"count": of.say.count(n), "n": of.say.digits(n)}
    key = "opening.stands.many" if lead.verdict == "many" else "opening.stands"
    return sentence(of.say.form(key), "#changes", **counted)
