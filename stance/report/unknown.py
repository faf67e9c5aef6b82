"""What is unknown: claims unclear, disputed, not coded, or bearing on none of the topics."""

from dataclasses import dataclass

from stance.codebook import NONE
from stance.report.claims import ClaimView, ClaimViews
from stance.report.material import Material


@dataclass(frozen=True, slots=True)
class Pointer:
    """A link to a claim that stands elsewhere on the page."""

    href: str
    text: str


@dataclass(frozen=True, slots=True)
class UnknownView:
    """Claims without a score, by reason; those under no topic stand here in full."""

    disputed: tuple[Pointer, ...]
    unclear: tuple[Pointer, ...]
    uncoded: tuple[ClaimView, ...]
    off: tuple[ClaimView, ...]


def unknown(of: Material, views: ClaimViews) -> UnknownView:
    """Return every claim that no position counts."""
    found: dict[str, list[Pointer]] = {"disputed": [], "unclear": []}
    for (_, topic), row in of.judgements.items():
        reason = "disputed" if row.status == "topic disputed" else row.status
        if reason not in found or topic not in of.topics:
            continue
        text = of.say("unknown.on", name=of.name(row.expert_id), topic=of.topics[topic].label)
        found[reason].append(Pointer(f"#{of.cell_anchor(row.expert_id, topic)}", text))
    uncoded = [c for c in of.offside if not of.votes.get(c)]
    off = [c for c in of.offside if of.votes.get(c)]
    return UnknownView(
        disputed=_distinct(found["disputed"]),
        unclear=_distinct(found["unclear"]),
        uncoded=tuple(views.place(c, "") for c in uncoded),
        off=tuple(views.place(c, NONE) for c in off),
    )


def _distinct(pointers: list[Pointer]) -> tuple[Pointer, ...]:
    """Return the pointers without repetition: two claims of one cell are one way to go."""
    return tuple(dict.fromkeys(pointers))
