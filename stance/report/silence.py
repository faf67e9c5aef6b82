"""Silence: who has said nothing on what divides the others; an editor's call list."""

from dataclasses import dataclass, replace

from stance.report.material import Material
from stance.report.rows import TopicRow
from stance.report.shares import Shares, shares
from stance.report.stances import OPEN, Mark, open_mark

#: Names that a row holds before the rest is counted.
NAMES = 30
#: So many of the divided topics come first on the page, and those that tie with the last of them.
FIRST = 3


@dataclass(frozen=True, slots=True)
class SilentOn:
    """One divided topic, and who has no position on it, by the reasons.

    Attributes:
        picture: how many hold a position, and how many do not, by the reasons.
        n: how many do not, in words.
        names: who they are, in the order of the view's ``heads``.
    """

    label: str
    href: str
    n: str
    picture: Shares
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SilenceView:
    """The section.

    Attributes:
        words: what it shows, or why it shows nobody.
        throughout: who has no position on any of the topics that divide most; empty if nobody.
        heads: the reasons for which anybody has none.
        legend: how a held position and those reasons are drawn.
        rows: the divided topics on which anybody has none, in the order of their dispute.
    """

    words: str
    throughout: str
    heads: tuple[str, ...]
    legend: tuple[Mark, ...]
    rows: tuple[SilentOn, ...]


def silence(of: Material) -> SilenceView:
    """Return the section."""
    found = of.findings.silence
    reasons = [why for why in ("said nothing", *OPEN) if (found["why"] == why).any()]
    held = Mark("held", "", of.say("silence.held"))
    legend = (held, *(_mark(of, why) for why in reasons))
    rows = []
    for topic in dict.fromkeys(found["topic"]):
        here = found[found["topic"] == topic]
        silent = [here.loc[here["why"] == why, "expert_id"].tolist() for why in reasons]
        n = of.say("silence.n", len(here), all=of.say.digits(len(of.experts)))
        counts = (len(of.experts) - len(here), *map(len, silent))
        rows.append(
            SilentOn(
                label=of.topics[topic].label,
                href=f"#{of.topic_anchor[topic]}",
                n=n,
                picture=shares(list(zip(legend, counts, strict=True)), n),
                names=tuple(_names(of, experts) for experts in silent),
            )
        )
    divided = [row for row in of.contested.values() if row.divided]
    key = "silence.intro" if rows else "silence.nobody" if divided else "silence.none"
    return SilenceView(
        words=of.say(key),
        throughout=_throughout(of, divided),
        heads=tuple(mark.words for mark in legend[1:]),
        legend=legend,
        rows=tuple(rows),
    )


def _mark(of: Material, why: str) -> Mark:
    """Return how a reason for no position is drawn, as in the grid."""
    words = of.say(f"silence.{why}")
    return (
        Mark("none", "", words) if why not in OPEN else replace(open_mark(why, of.say), words=words)
    )


def _throughout(of: Material, divided: list[TopicRow]) -> str:
    """Return in words who has no position on any of the topics that divide most."""
    ranked = [row for row in divided if row.ranked]
    if len(ranked) < FIRST:
        return ""
    first = [row.topic for row in ranked if row.rank <= ranked[FIRST - 1].rank]
    silent = [e for e in of.experts if all(of.side(e, topic) is None for topic in first)]
    if not silent:
        return ""
    said = of.say("silence.throughout", len(first), all=of.say.digits(len(silent)))
    return f"{said} {_names(of, silent)}."


def _names(of: Material, experts: list[str]) -> str:
    names = [of.short.get(expert, expert) for expert in experts[:NAMES]]
    if len(experts) > NAMES:
        names.append(of.say("silence.more", len(experts) - NAMES))
    return of.say("list.comma").join(names)
