"""Each expert alone: positions in words, who is nearest and furthest, silence."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from stance.report.claims import ClaimView, ClaimViews
from stance.report.frames import Frame, frame
from stance.report.language import capital
from stance.report.material import Material
from stance.report.pairs import Pairs
from stance.report.person_pictures import PersonPicture, person_picture
from stance.report.rows import PairRow
from stance.report.sentences import Sentence, sentence
from stance.report.stances import Mark

#: Experts who are listed before the others fold.
FIRST = 5
#: Claims beyond which positions are not repeated here: the grid holds them.
WITH_POSITIONS = 2000
#: Difference of agreement below which two pairs are as far apart.
_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Standing:
    """A position on one topic, with the claim that best shows it."""

    label: str
    href: str
    mark: Mark
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class PersonView:
    """An expert.

    Attributes:
        anchor: where the part stands.
        about: role, affiliation and country.
        counted: on how many topics a position is held, in words.
        picture: the positions drawn; None where there are none, or on a large page.
        frame: what stands around it when it leaves the page.
        standings: the positions, the most contested topic first; none on a large page.
        others: who is nearest and who furthest.
        silent: on which topics there is no position.
    """

    anchor: str
    name: str
    about: str
    counted: str
    picture: PersonPicture | None
    frame: Frame | None
    standings: tuple[Standing, ...]
    others: tuple[Sentence, ...]
    silent: str


@dataclass(frozen=True, slots=True)
class PeopleView:
    """Those who hold most positions, and the others."""

    first: tuple[PersonView, ...]
    rest: tuple[PersonView, ...]


def people(of: Material, views: ClaimViews, pairs: Pairs) -> PeopleView:
    """Return every expert who said something, those who hold most positions first."""
    spoke = {row.expert_id for row in of.claims.values()}
    found = tuple(_person(of, views, pairs, e) for e in of.experts if e in spoke)
    return PeopleView(found[:FIRST], found[FIRST:])


def _person(of: Material, views: ClaimViews, pairs: Pairs, expert: str) -> PersonView:
    held = [topic for topic in of.topics if of.side(expert, topic) is not None]
    told = held if len(of.claims) <= WITH_POSITIONS else []
    silent = [of.topics[t].label for t in of.topics if expert not in of.cells[t]]
    picture = person_picture(of, expert, told) if told else None
    return PersonView(
        anchor=f"by-{of.expert_anchor(expert)}",
        name=of.name(expert),
        about=of.about(expert),
        counted=of.say("person.topics", len(held), of=of.say.count(len(of.topics))),
        picture=picture,
        frame=_frame(of, expert, picture) if picture else None,
        standings=tuple(_standing(of, views, expert, topic) for topic in told),
        others=_others(of, pairs, expert),
        silent=of.say("person.silent", len(silent), topics=of.say.items(silent)) if silent else "",
    )


def _frame(of: Material, expert: str, picture: PersonPicture) -> Frame:
    rows, say = len(picture.rows), of.say
    n = sum(row.expert_id == expert for row in of.claims.values())
    counted = say("person.topics", rows, of=say.count(len(of.topics)))
    counted = say("figure.n", experts=capital(counted), claims=say("n.claim", n))
    words = (picture.label, of.about(expert), counted)
    size = (picture.width, picture.height)
    return frame(of, f"expert-{of.expert_anchor(expert)}", size, words)


def _standing(of: Material, views: ClaimViews, expert: str, topic: str) -> Standing:
    return Standing(
        label=of.topics[topic].label,
        href=f"#{of.cell_anchor(expert, topic)}",
        mark=of.mark(expert, topic),
        claims=tuple(views.quote(claim, topic) for claim in of.evidence(expert, topic)),
    )


def _others(of: Material, pairs: Pairs, expert: str) -> tuple[Sentence, ...]:
    """Return who is furthest and who nearest by shrunk agreement; nobody where all are alike.

    The pairs stand in the order of their agreement, so the others need not be looked at.
    """
    rows = pairs.of_expert.get(expert)
    if not rows:
        return (sentence(of.say.form("person.alone")),)
    low, high = rows[0].shrunk, rows[-1].shrunk
    if high - low < _SAME:
        return ()
    if len(rows) == 2:
        return (
            _named(of, pairs, expert, rows[:1], "person.further"),
            _named(of, pairs, expert, rows[1:], "person.nearer"),
        )
    far = takewhile(lambda row: row.shrunk - low < _SAME, rows)
    near = takewhile(lambda row: high - row.shrunk < _SAME, reversed(rows))
    return (
        _named(of, pairs, expert, far, "person.furthest"),
        _named(of, pairs, expert, reversed(list(near)), "person.nearest"),
    )


def _named(of: Material, pairs: Pairs, expert: str, rows: Iterable[PairRow], key: str) -> Sentence:
    """Return the first of those who tie, and how many more there are."""
    first, *more = rows
    other = first.expert_b if first.expert_a == expert else first.expert_a
    return sentence(
        of.say.form(f"{key}.tied" if more else key, len(more)),
        pairs.href(first),
        name=of.name(other),
        count=of.say.count(len(more)),
        n=of.say.digits(len(more)),
        share=of.say.percent(first.agreement),
        topics=of.say("person.shared", first.n_shared),
    )
