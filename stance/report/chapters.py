"""The sections side by side and over time, as a document and slides have them."""

from collections.abc import Iterator
from dataclasses import dataclass

from stance.report.against import AgainstView, Table
from stance.report.album import Album
from stance.report.claims import ClaimView
from stance.report.curves import CurvesView
from stance.report.figures import Figure
from stance.report.language import Language
from stance.report.timeline import TimeView


@dataclass(frozen=True, slots=True)
class Duel:
    """Two claims face to face, under what they show."""

    title: str
    claims: tuple[ClaimView, ClaimView]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of the page.

    Attributes:
        title: its heading.
        words: what it says first.
        figures: its figures.
        duels: claims face to face.
        tables: its tables, each with a title of its own.
        notes: what it leaves out.
    """

    title: str
    words: tuple[str, ...]
    figures: tuple[Figure, ...]
    duels: tuple[Duel, ...]
    tables: tuple[Table, ...]
    notes: tuple[str, ...]


def chapters(album: Album) -> Iterator[Chapter]:
    """Yield the sections that there are, in the order of the page."""
    page, say = album.page, album.say
    if page.against is not None:
        yield _against(page.against)
    if page.time.lives or page.time.changes or page.time.checks:
        yield _time(page.time, say)
    if page.curves is not None:
        yield _curves(page.curves, album)


def _against(view: AgainstView) -> Chapter:
    duels = tuple(Duel(move.words, (move.before, move.after)) for move in view.moves)
    return Chapter(view.title, (view.first,), (), duels, view.tables, view.notes)


def _time(view: TimeView, say: Language) -> Chapter:
    changed = [Duel(f"{c.title}: {c.words}", (c.earlier, c.later)) for c in view.changes]
    checked = [
        Duel(f"{say('time.checks')}. {c.title}: {c.words}", (c.earlier, c.later))
        for c in view.checks
    ]
    rows = tuple(
        (life.name, period, "; ".join(moment.label for moment in moments))
        for life in view.lives
        for period, moments in zip(view.periods, life.periods, strict=True)
        if moments
    )
    heads = (say("time.expert"), say("time.period"), say("sheet.judged"))
    table = Table("time", say("time.table"), "", heads, rows, view.note)
    return Chapter(
        title=say("time"),
        words=() if view.changes else (view.none,),
        figures=(),
        duels=(*changed, *checked),
        tables=(table,) if rows else (),
        notes=(view.hidden,) if view.hidden else (),
    )


def _curves(view: CurvesView, album: Album) -> Chapter:
    say, words = album.say, (view.intro, view.reading)
    table = Table("curves", say("curves.table"), "", view.heads, view.rows)
    return Chapter(say("curves"), words, album.curves(), (), (table,), ())
