"""The picture under the headline: people on a line between two claims, and how firm that is."""

from dataclasses import dataclass

from stance.report.answer import size
from stance.report.headline import NAMED, side_names, topic_links
from stance.report.material import Material
from stance.report.sentences import Sentence, sentence
from stance.report.topics import TopicGroups, TopicView
from stance.report.trust import allows, reliability_words


@dataclass(frozen=True, slots=True)
class OpeningView:
    """What stands under the headline on the first screen.

    Attributes:
        figure: the topic that is drawn, with its claims face to face; None if none divides.
        who: the first names on either side, where the figure only counts them.
        href: where the page has more of the topic.
        near: the other topics that divide as much, as far as can be told.
        firm: who of the annotators could overturn the headline; what their agreement allows to be
            said, in plain words; and how far they agree.
        study: how much was said by how many, where and when.
    """

    figure: TopicView | None
    href: str
    who: Sentence
    near: Sentence
    firm: tuple[Sentence, ...]
    study: Sentence


def opening(of: Material, groups: TopicGroups) -> OpeningView:
    """Return what stands under the headline."""
    drawn = _drawn(of, groups)
    return OpeningView(
        figure=drawn,
        href=f"#{drawn.anchor}" if drawn else "",
        who=_who(of, drawn) if drawn and drawn.bars else (),
        near=_near(of, drawn),
        firm=(_firm(of), _sure(of), sentence(reliability_words(of), "#trust")),
        study=size(of),
    )


def _drawn(of: Material, groups: TopicGroups) -> TopicView | None:
    """Return the first topic of the headline that has experts on both sides."""
    views = {view.anchor: view for view in (*groups.contested, *groups.unranked)}
    found = (views.get(of.topic_anchor[topic]) for topic in of.findings.lead.topics)
    return next((view for view in found if view and view.n_for and view.n_against), None)


def _who(of: Material, drawn: TopicView) -> Sentence:
    """Return who stands firmest on either side of a topic with too many to stand by name."""
    topic = next(t for t in of.findings.lead.topics if of.topic_anchor[t] == drawn.anchor)
    against, in_favour = (side_names(of, topic, side, NAMED) for side in (-1, 1))
    return sentence(of.say.form("opening.who"), against=against, in_favour=in_favour)


def _sure(of: Material) -> Sentence:
    """Return in plain words what the agreement on the stance allows to be said."""
    allowed = allows(of)
    return sentence(of.say.form(f"opening.sure.{allowed}"), "#trust") if allowed else ()


def _near(of: Material, drawn: TopicView | None) -> Sentence:
    rows = [of.contested[topic] for topic in of.findings.lead.topics]
    others = [row for row in rows if drawn and of.topic_anchor[row.topic] != drawn.anchor]
    if not others:
        return ()
    return sentence(of.say.form("opening.near"), topics=topic_links(of, others, "contested"))


def _firm(of: Material) -> Sentence:
    """Return whether the headline hangs on any one annotator; nothing where one alone coded."""
    lead, n = of.findings.lead, len(of.findings.headlines.alone)
    if n < 2 or lead.verdict == "empty":
        return ()
    if lead.overturned_by:
        names = of.say.items(lead.overturned_by)
        return sentence(of.say.form("opening.falls"), "#changes", names=names)
    counted = {"count": of.say.count(n), "n": of.say.digits(n)}
    return sentence(of.say.form("opening.stands"), "#changes", **counted)
