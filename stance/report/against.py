"""Two studies, or two spans of one, side by side: who moved and what became of the topics."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isnan
from typing import Any

import pandas as pd

from stance.report.claims import ClaimView, ClaimViews
from stance.report.material import Material
from stance.report.sentences import Run, Sentence, plain, sentence
from stance.report.stances import stance_words
from stance.study.against import Against

#: Moves and topics that a table lists, names that a sentence does, experts of the matrix.
MOVES, NAMES, EXPERTS = 60, 8, 16


@dataclass(frozen=True, slots=True)
class MoveView:
    """A move beyond doubt, with the words before and after."""

    words: str
    before: ClaimView
    before_side: str
    after: ClaimView
    after_side: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its title, heads, rows of texts whose first is the row's head, and what is left out.

    Attributes:
        id: of its title on the page.
    """

    id: str
    title: str
    about: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class AgainstView:
    """The section.

    Attributes:
        title: what stands beside what.
        first: what the first screen says of it.
        lede: the headlines: moves beyond doubt, topics, who is new or silent.
        moves: the moves beyond doubt, with words.
        tables: moves, topics, pairs.
        notes: what could not be compared.
    """

    title: str
    first: str
    lede: tuple[Sentence, ...]
    moves: tuple[MoveView, ...]
    tables: tuple[Table, ...]
    notes: tuple[str, ...]


def against(of: Material, views: ClaimViews) -> AgainstView | None:
    """Return the section; None where nothing stands beside the findings."""
    found = of.against
    if found is None:
        return None
    lede = tuple(_lede(of, found))
    return AgainstView(
        title=_title(of, found),
        first=" ".join(plain(one) for one in lede),
        lede=lede,
        moves=tuple(_moves(of, found, views)),
        tables=tuple(table for table in _tables(of, found) if table.rows),
        notes=tuple(_notes(of, found)),
    )


def _tables(of: Material, found: Against) -> tuple[Table, ...]:
    return _move_table(of, found), _topics(of, found), _pairs(of, found)


def _title(of: Material, found: Against) -> str:
    named = found.named
    if found.kind == "until":
        named = of.say.date(named)
    elif found.kind == "study":
        named = found.before.study.title or found.before.study.name
    elif found.kind == "talk":
        held_at = found.after.study.talks[int(named) - 1].held_at
        named = of.say.date(held_at[: len("2022-01-31")])
    return of.say(f"against.{found.kind}", name=named)


def _key(found: Against, name: str) -> str:
    """Return the key of words that speak of time in spans, and of two codings in all else."""
    return f"against.{name}" if found.kind in ("until", "talk") else f"against.other.{name}"


def _beyond(found: Against) -> pd.DataFrame:
    return found.moves[found.moves["beyond"]]


def _lede(of: Material, found: Against) -> Iterator[Sentence]:
    """Yield the headlines: of moves and disputes only what is beyond doubt."""
    moved = _beyond(found)
    for row in moved.head(NAMES).itertuples(index=False):
        yield sentence(of.say.form(_key(found, "moved")), **_move_words(of, found, row))
    if len(moved) > NAMES:
        yield _counted(of, _key(found, "moved.more"), len(moved) - NAMES)
    if found.moves.empty:
        yield _counted(of, _key(found, "none"), 0)
    elif moved.empty:
        yield _counted(of, _key(found, "stayed"), len(found.moves))
    for row in found.turnover[found.turnover["sure"]].itertuples(index=False):
        why = of.say(_key(found, _why(row)))
        link = (Run(of.topics[row.topic].label, f"#{of.topic_anchor[row.topic]}"),)
        yield sentence(of.say.form(_key(found, row.status)), topic=link, why=why)
    for status in ("new", "silent"):
        people = found.came_and_went
        ids = people.loc[people["status"] == status, "expert_id"].tolist()
        if ids:
            yield _counted(of, _key(found, status), len(ids), names=_names(of, found, ids))


def _why(row: Any) -> str:
    """Return what made or ended a dispute: nobody who spoke in both, others, or the same people."""
    if not row.n_both:
        return "strangers"
    others = isnan(row.opposed_moved) or abs(row.opposed_composed) > abs(row.opposed_moved)
    return "others" if others else "same"


def _counted(of: Material, key: str, n: int, names: str = "") -> Sentence:
    return sentence(of.say.form(key, n), n=of.say.digits(n), names=names)


def _name(of: Material, found: Against, expert: str) -> str:
    """Return the name of an expert of either."""
    if expert in of.experts:
        return of.name(expert)
    before = found.before.study.experts
    own = {there: here for here, there in found.experts.items()}.get(expert, expert)
    names = before.loc[before["expert_id"] == own, "name"]
    return (names.iloc[0] if len(names) else "") or expert


def _names(of: Material, found: Against, ids: list[str]) -> str:
    names = [_name(of, found, expert) for expert in ids[:NAMES]]
    if len(ids) > NAMES:
        names.append(of.say("silence.more", len(ids) - NAMES))
    return of.say("list.comma").join(names)


def _stance(of: Material, score: float) -> str:
    words = stance_words(score, of.scale, of.say)
    return f"{words} ({of.say.score(score - of.scale.middle)})"


def _move_words(of: Material, found: Against, row: Any) -> dict[str, str]:
    return {
        "name": _name(of, found, row.expert_id),
        "topic": of.topics[row.topic].label,
        "before": _stance(of, row.before),
        "after": _stance(of, row.after),
        "low": of.say.signed(row.low, 1),
        "high": of.say.signed(row.high, 1),
    }


def _moves(of: Material, found: Against, views: ClaimViews) -> Iterator[MoveView]:
    """Yield the moves beyond doubt with their claims; those of another study lead nowhere."""
    topics = {there: here for here, there in found.topics.items()}
    other = None if found.kind == "until" else ClaimViews(Material(found.before, of.say, {}))
    for row in _beyond(found).head(MOVES).itertuples(index=False):
        if other is None:
            before = views.quote(row.claim_before, row.topic)
        else:
            before = replace(other.quote(row.claim_before, topics[row.topic]), link="")
        side = {-1: "against", 0: "", 1: "for"}
        yield MoveView(
            plain(sentence(of.say.form(_key(found, "moved")), **_move_words(of, found, row))),
            before,
            side[of.scale.side(row.before)],
            views.quote(row.claim_after, row.topic),
            side[of.scale.side(row.after)],
        )


def _move_table(of: Material, found: Against) -> Table:
    say, moves = of.say, found.moves
    rows = []
    for row in moves.head(MOVES).itertuples(index=False):
        known = not isnan(row.low)
        interval = f"{say.signed(row.low, 1)} … {say.signed(row.high, 1)}" if known else ""
        verdict = "beyond" if row.beyond else "within" if known else "unknown"
        rows.append(
            (
                _name(of, found, row.expert_id),
                of.topics[row.topic].label,
                _stance(of, row.before),
                _stance(of, row.after),
                say.signed(row.move, 1),
                interval,
                say(f"against.{verdict}"),
            )
        )
    more = len(moves) - len(rows)
    return Table(
        "against-moves",
        say(_key(found, "moves")),
        say("against.moves.about"),
        (
            *_heads(of, "expert", "topic"),
            *(say(_key(found, f"head.{name}")) for name in ("before", "after", "move")),
            *_heads(of, "interval", "verdict"),
        ),
        tuple(rows),
        say("table.hidden", more) if more else "",
    )


def _heads(of: Material, *names: str) -> tuple[str, ...]:
    return tuple(of.say(f"against.head.{name}") for name in names)


def _topics(of: Material, found: Against) -> Table:
    say = of.say
    spoken = found.turnover[(found.turnover["n_before"] > 0) | (found.turnover["n_after"] > 0)]
    rows = [
        (
            of.topics[row.topic].label,
            f"{say.digits(row.n_before)} → {say.digits(row.n_after)} ({say.digits(row.n_both)})",
            f"{_share(of, row.opposed_before)} → {_share(of, row.opposed_after)}",
            say(_key(found, f"status.{row.status}")) + (" *" if row.sure else ""),
            _signed(of, row.mean_after - row.mean_before),
            _signed(of, row.moved),
            _signed(of, row.composed),
        )
        for row in spoken.itertuples(index=False)
    ]
    heads = _heads(of, "topic", "experts", "opposed", "dispute", "mean", "moved", "composed")
    about = say("against.topics.about")
    return Table("against-topics", say("against.topics"), about, heads, tuple(rows))


def _share(of: Material, value: float) -> str:
    return "–" if isnan(value) else of.say.percent(value)


def _signed(of: Material, value: float) -> str:
    return "–" if isnan(value) else of.say.signed(value)


def _pairs(of: Material, found: Against) -> Table:
    """Return the differences of agreement as a matrix of the experts who have most of them."""
    say, pairs = of.say, found.pairs
    often = pd.concat([pairs["expert_a"], pairs["expert_b"]]).value_counts(sort=False)
    often = often.sort_values(ascending=False, kind="stable")
    people = list(often.index[:EXPERTS])
    known = {(row.expert_a, row.expert_b): row for row in pairs.itertuples(index=False)}

    def cell(a: str, b: str) -> str:
        row = known.get((a, b)) or known.get((b, a))
        if row is None:
            return ""
        return _signed(of, row.difference) + ("*" if row.apart else "")

    names = [_name(of, found, expert) for expert in people]
    rows = tuple(
        (name, *(cell(a, b) for b in people)) for name, a in zip(names, people, strict=True)
    )
    more = len(often) - len(people)
    return Table(
        "against-pairs",
        say("against.pairs"),
        say("against.pairs.about"),
        (say("against.head.expert"), *names),
        rows,
        say("table.hidden", more) if more else "",
    )


def _notes(of: Material, found: Against) -> Iterator[str]:
    say = of.say
    if found.n_undated:
        yield say("filter.undated", found.n_undated)
    if found.n_vague:
        yield say("filter.vague", found.n_vague)
    if len(found.moves) and not found.same_documents and not found.knows_documents:
        yield say("against.once")
    if found.reworded:
        labels = [of.topics[topic].label for topic in found.reworded]
        yield say("against.reworded", topics=say("list.comma").join(labels))
    if left := len(found.before.study.codebook.topics) - len(found.topics):
        yield say("against.topics.left", left)
