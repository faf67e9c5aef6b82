"""What is unknown: claims unclear, disputed, not coded, or bearing on none of the topics."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from stance.analysis.consensus import Status
from stance.core.codebook import NONE
from stance.report.claims import ClaimView, ClaimViews
from stance.report.material import Material
from stance.report.shares import Shares, shares
from stance.report.stances import Mark, open_mark

#: Links, and claims in full, that each list holds before the rest is counted.
MOST = 100


#: Reasons for which a judgement has no score.
REASONS = ("disputed", "unclear", "waiting", "not coded")
#: Statuses of a judgement that are told under another name.
_REASONS: dict[str, str] = {Status.TOPIC_DISPUTED: "disputed", Status.UNCODED: "not coded"}
#: What is known of a claim, on its topic where most is; and pixels of the bar of all claims.
_KNOWN = (Status.SETTLED, *REASONS, Status.NONE)
_WIDE = 600


@dataclass(frozen=True, slots=True)
class Pointer:
    """A link to a claim that stands elsewhere on the page."""

    href: str
    text: str


@dataclass(frozen=True, slots=True)
class PointerList:
    """Links to claims without a score, for one reason."""

    key: str
    links: tuple[Pointer, ...]
    hidden: str


@dataclass(frozen=True, slots=True)
class ClaimList:
    """Claims that stand under no topic, for one reason."""

    key: str
    claims: tuple[ClaimView, ...]
    hidden: str


@dataclass(frozen=True, slots=True)
class UnknownView:
    """Claims without a score, by reason; those under no topic stand here in full.

    Attributes:
        picture: what is known of all claims, each counted once; None where there are none.
        none: what is said where no claim is unknown.
    """

    picture: Shares | None
    pointers: tuple[PointerList, ...]
    claims: tuple[ClaimList, ...]
    none: str
    n_uncoded: int
    n_off: int


def unknown(of: Material, views: ClaimViews) -> UnknownView:
    """Return every claim that no position counts."""
    found: dict[str, list[Pointer]] = {reason: [] for reason in REASONS}
    for (_, topic), row in of.judgements.items():
        reason = _REASONS.get(row.status, row.status)
        if reason not in found or topic not in of.topics:
            continue
        text = of.say("unknown.on", name=of.name(row.expert_id), topic=of.topics[topic].label)
        found[reason].append(Pointer(f"#{of.cell_anchor(row.expert_id, topic)}", text))
    off = {c: of.judgements[(c, NONE)].status for c in of.offside if (c, NONE) in of.judgements}
    uncoded = [c for c in of.offside if c not in off]
    held, none = (
        [c for c in off if (off[c] == Status.WAITING) == waits] for waits in (True, False)
    )
    listed = (("uncoded", "", uncoded), ("waiting.off", NONE, held), ("off", NONE, none))
    wholly = {row.claim_id for row in of.judgements.values() if row.status == Status.WAITING}
    found["partly"] = [
        Pointer(f"#{of.place[c]}", of.name(of.claims[c].expert_id))
        for c in of.claims
        if c in of.waiting and c not in wholly
    ]
    return UnknownView(
        picture=_picture(of) if of.claims else None,
        pointers=tuple(
            # Two claims of one cell are one way to go.
            PointerList(key, *_first(of, list(dict.fromkeys(links))))
            for key, links in found.items()
            if links
        ),
        claims=tuple(
            ClaimList(key, tuple(views.place(c, topic) for c in ids[:MOST]), _more(of, ids))
            for key, topic, ids in listed
            if ids
        ),
        none=_none(of),
        n_uncoded=len(uncoded),
        n_off=len(none),
    )


def _picture(of: Material) -> Shares:
    """Return all claims by what is known of them, each where most is known."""
    best = dict.fromkeys(of.claims, "not coded")
    placed: set[str] = set()
    for (claim, _), row in of.judgements.items():
        found = _REASONS.get(row.status, row.status)
        if claim not in placed or _KNOWN.index(found) < _KNOWN.index(best[claim]):
            best[claim] = found
        placed.add(claim)
    every = list(best.values())
    marks = (
        Mark("held", "", of.say("unknown.settled")),
        *(replace(open_mark(why, of.say), words=of.say(f"legend.{why}")) for why in REASONS),
        Mark("none", "", of.say("unknown.off")),
    )
    counts = (every.count(known) for known in _KNOWN)
    return shares(list(zip(marks, counts, strict=True)), of.say("unknown.picture"), _WIDE)


def _none(of: Material) -> str:
    """Return what is said where there are no such claims."""
    once = of.coded_once
    if not of.claims:
        return of.say("size.none")
    if not once:
        return of.say("unknown.none")
    if once == len(of.claims):
        return of.say("unknown.none.once")
    return of.say("unknown.none.some", once)


def _first(of: Material, links: list[Pointer]) -> tuple[tuple[Pointer, ...], str]:
    return tuple(links[:MOST]), _more(of, links)


def _more(of: Material, items: Sequence[object]) -> str:
    return of.say("claims.hidden", len(items) - MOST) if len(items) > MOST else ""
