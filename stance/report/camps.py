"""Camps, only if they hold together; else the reason in one sentence."""

from dataclasses import dataclass

from stance.analysis.camps.grouping import FEWEST
from stance.analysis.camps.verdict import CHANCE, FEWEST_EXPERTS, ON_LINE
from stance.report.claims import ClaimView, ClaimViews
from stance.report.language import capital
from stance.report.material import Material
from stance.report.rows import CampRow, CampTopicRow, CommonRow, rows

#: Topics that are told of each camp.
DEFINING = 5


@dataclass(frozen=True, slots=True)
class CampTopic:
    """A topic that tells a camp apart, with a claim of one of its members."""

    label: str
    href: str
    words: str
    claim: ClaimView | None


@dataclass(frozen=True, slots=True)
class CampView:
    """One camp: its members, those between it and another, and what tells it apart."""

    title: str
    members: str
    between: str
    topics: tuple[CampTopic, ...]


@dataclass(frozen=True, slots=True)
class CampsView:
    """The verdict in a sentence, then the camps where there are any, and what they share."""

    verdict: str
    camps: tuple[CampView, ...]
    common: tuple[str, ...]


def camps(of: Material, views: ClaimViews) -> CampsView:
    """Return the section."""
    found = of.findings.camps
    summary = rows(found.camps, CampRow)
    return CampsView(
        verdict=" ".join(
            [
                of.say("camps." + ("few" if too_few(of) else found.verdict)),
                reason(of),
                *_drawn(of),
                *_sought(of),
            ]
        ),
        camps=tuple(_camp(of, views, row) for row in summary),
        common=_common(of) if summary else (),
    )


def _common(of: Material) -> tuple[str, ...]:
    """Return on what the camps meet; apart from the rest, where few of a camp speak."""
    meet, said = rows(of.findings.camps.common, CommonRow), []
    for key, few in (("camps.common", False), ("camps.common.few", True)):
        topics = [
            of.say(
                "camp.common",
                topic=of.topics[row.topic].label,
                side=_side(of, row.side),
                held=row.n_side,
                spoke=row.n_spoke,
            )
            for row in meet
            if row.few == few
        ]
        if topics:
            said.append(of.say(key, topics=of.say.items(topics)))
    return tuple(said) or (of.say("camps.common.none"),)


def short(of: Material) -> str:
    """Return which sentence of the first screen tells the verdict."""
    if too_few(of):
        return "camps.short.few"
    verdict = of.findings.camps.verdict
    some = verdict == "one camp" and _left_out(of)
    return f"camps.short.{verdict}{'.some' if some else ''}"


def too_few(of: Material) -> bool:
    """Return whether too few experts could be placed for anybody to look for camps."""
    return _placed(of) < FEWEST_EXPERTS


def _placed(of: Material) -> int:
    return int((of.findings.camps.experts["status"] != "too little said").sum())


def _left_out(of: Material) -> bool:
    """Return whether some experts said too little, of whom the verdict says nothing."""
    return _placed(of) < len(of.findings.camps.experts)


def reason(of: Material) -> str:
    """Return why the verdict is what it is."""
    found, say = of.findings.camps, of.say
    if found.verdict == "one camp":
        return say(f"camps.reason.one camp{'.some' if _left_out(of) else ''}")
    if too_few(of):
        return say("camps.reason.few", _placed(of), fewest=say.count(FEWEST_EXPERTS))
    if found.p_value.value is None:
        return say("camps.reason.no groups", fewest=say.count(FEWEST))
    chance = _share(of, found.p_value.value, CHANCE)
    if found.verdict == "no stable camps" and found.p_value.value > CHANCE:
        return say("camps.reason.chance", chance=chance)
    line, more = found.p_line.value, found.p_more.value
    if line is not None and line > ON_LINE:
        return say("camps.reason.line", chance=_share(of, line, ON_LINE))
    if more is not None and more <= CHANCE:
        return say("camps.reason.more")
    return say(f"camps.reason.{found.verdict}", chance=chance)


def _drawn(of: Material) -> tuple[str, ...]:
    """Return how many shuffles and resamples judged the groups, where any were made."""
    found, say = of.findings.camps, of.say
    if found.p_value.value is None:
        return ()
    return (say("camps.draws", draws=say.count(found.draws)),)


def _sought(of: Material) -> tuple[str, ...]:
    """Return among whom camps were sought, where there were too many for all to be compared."""
    sought, placed = of.findings.camps.sought, _placed(of)
    if not 0 < sought < placed:
        return ()
    return (of.say("camps.sought", sought=of.say.count(sought), placed=of.say.count(placed)),)


def _share(of: Material, chance: float, most: float) -> str:
    """Return the chance in percent: "more than" the most where it only rounds to it."""
    share = of.say.percent(chance)
    over = chance > most and share == of.say.percent(most)
    return of.say("percent.more", share=share) if over else share


def _side(of: Material, side: int) -> str:
    return of.say("words.for" if side > 0 else "words.against")


def _camp(of: Material, views: ClaimViews, row: CampRow) -> CampView:
    say, found = of.say, of.findings.camps
    people = found.experts[found.experts["camp"] == row.camp]
    members = people.loc[people["status"] == "member", "expert_id"].tolist()
    between = people.loc[people["status"] == "between", "expert_id"].tolist()
    topics = found.topics[(found.topics["camp"] == row.camp) & found.topics["defining"]]
    return CampView(
        title=say("camp.title", number=row.camp, verdict=say(f"camp.{row.verdict}")),
        members=say("camp.members", names=say.items([of.name(e) for e in members])),
        between=say("camp.between", names=say.items([of.name(e) for e in between]))
        if between
        else "",
        topics=tuple(
            _topic(of, views, topic, members) for topic in rows(topics.head(DEFINING), CampTopicRow)
        ),
    )


def _topic(of: Material, views: ClaimViews, row: CampTopicRow, members: list[str]) -> CampTopic:
    words = of.say(
        "camp.topic",
        side=_side(of, row.side),
        inside=row.n_side,
        of_inside=row.n_spoke,
        outside=row.n_others_side,
        of_outside=row.n_others,
    )
    claim = of.best(members, row.topic, row.side)
    return CampTopic(
        label=of.topics[row.topic].label,
        href=f"#{of.topic_anchor[row.topic]}",
        words=capital(words),
        claim=views.quote(claim, row.topic) if claim else None,
    )
