"""The whole page as strings, numbers and coordinates; the templates only place them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stance import __version__
from stance.analysis.contested import FEWEST
from stance.core.errors import OF_READING, by_cause, errors_in
from stance.core.steps import step
from stance.report.against import AgainstView, against
from stance.report.answer import AnswerView, answer, size
from stance.report.camps import CampsView, camps
from stance.report.citing import cite
from stance.report.claims import ClaimViews
from stance.report.curves import CurvesView, curves
from stance.report.figures import FiguresView, figures_of
from stance.report.filters import filter_notes
from stance.report.grid import GridView, grid
from stance.report.language import Language
from stance.report.machines import MachinesView, machines
from stance.report.material import Material
from stance.report.opening import OpeningView, opening
from stance.report.pairs import Pairs, PairsView
from stance.report.persons import PeopleView, people
from stance.report.sentences import plain
from stance.report.silence import SilenceView, silence
from stance.report.stances import end_words
from stance.report.tables import TableView, tables
from stance.report.timeline import TimeView, over_time
from stance.report.topics import TopicGroups, topic_groups
from stance.report.trust import TrustView, trust
from stance.report.unknown import UnknownView, unknown
from stance.study.against import against_as_json
from stance.study.provenance import provenance

if TYPE_CHECKING:
    from stance.study.study import Findings


@dataclass(frozen=True, slots=True)
class PageView:
    """Everything that the templates place."""

    lang: str
    title: str
    about: str
    cite: str
    css: str
    filter: tuple[str, ...]
    against: AgainstView | None
    answer: AnswerView
    opening: OpeningView
    topics: TopicGroups
    figures: FiguresView
    grid: GridView
    people: PeopleView
    pairs: PairsView
    camps: CampsView
    time: TimeView
    curves: CurvesView | None
    silence: SilenceView
    trust: TrustView
    machines: MachinesView | None
    unknown: UnknownView
    method: tuple[str, ...]
    inputs: tuple[str, ...]
    reading: tuple[str, ...]
    bad_cells: tuple[str, ...]
    tables: tuple[TableView, ...]
    data: dict[str, Any]
    made: dict[str, Any]


def page(
    findings: "Findings", say: Language, passages: Mapping[str, str], title: str | None
) -> PageView:
    """Return the page's view of the findings."""
    return page_of(Material(findings, say, passages, title or ""))


def page_of(of: Material) -> PageView:
    """Return the page's view of the material."""
    step("drawing the page")
    findings, say, title = of.findings, of.say, of.title
    views = ClaimViews(of)
    groups = topic_groups(of, views)
    open_claims = unknown(of, views)
    side_by_side = Pairs(of)
    first = answer(of, views, side_by_side, groups, open_claims, title)
    moved = curves(of)
    listed, data = tables(of, moved)
    stances, pairs = grid(of), side_by_side.view(views)
    return PageView(
        lang=say.code,
        title=f"{title}: {first.headline}" if title else first.headline,
        about=plain(size(of)),
        cite=cite(of, title),
        css="large" if of.large else "",
        against=against(of, views),
        filter=filter_notes(findings.study.selection, len(of.claims), say),
        answer=first,
        opening=opening(of, groups),
        topics=groups,
        figures=figures_of(of, groups, stances, pairs.matrix),
        grid=stances,
        people=people(of, views, side_by_side),
        pairs=pairs,
        camps=camps(of, views),
        time=over_time(of, views),
        curves=moved,
        silence=silence(of),
        trust=trust(of),
        machines=machines(of),
        unknown=open_claims,
        method=_method(of),
        inputs=tuple(
            say("method.input", name=name, hash=sha256) for name, sha256 in findings.study.inputs
        ),
        reading=_reading(findings),
        bad_cells=tuple(map(str, by_cause(errors_in(findings.study.problems)))),
        tables=listed,
        data=data,
        made={
            **provenance(findings),
            "lang": say.code,
            "title": of.given_title,
            "texts": bool(of.passages),
            "against": against_as_json(of.against),
        },
    )


def _reading(findings: "Findings") -> tuple[str, ...]:
    """Return what was assumed, left out or passed over when the files were read, a line a cause."""
    told = (problem for problem in findings.study.problems if problem.code in OF_READING)
    return tuple(map(str, by_cause(told)))


def _method(of: Material) -> tuple[str, ...]:
    say, scale = of.say, of.scale
    low, _, high = end_words(scale)
    return (
        say(f"method.consensus.{of.findings.method}"),
        say(
            "method.position",
            low=low,
            high=high,
            low_score=say.score(scale.scores[0] - scale.middle),
            high_score=say.score(scale.scores[-1] - scale.middle),
        ),
        say("method.agreement"),
        say("method.contested", few=say.count(FEWEST)),
        say(
            "method.seed",
            seed=of.findings.seed,
            hash=of.findings.study.whole_codebook.hash,
            version=__version__,
        ),
    )
