"""Column contracts of what follows the positions: sides, clashes, camps, changes, silence."""

from stance.frames import Column, Contract

SIDES = Contract(
    "sides",
    ("expert_id", "topic"),
    (
        Column("expert_id", "text", "the expert"),
        Column("topic", "text", "topic id"),
        Column("position", "number", "where the expert stands"),
        Column("side", "integer", "1 for, 0 in the middle, -1 against"),
        Column("p_for", "number", "chance to stand for if the codes were drawn again; NaN unknown"),
        Column("p_against", "number", "chance to stand against if the codes were drawn again"),
        Column("p_open", "number", "chance that no judgement would be settled"),
    ),
)

OPPOSED = Contract(
    "opposed",
    ("expert_a", "expert_b", "topic"),
    (
        Column("expert_a", "text", "the expert who comes first in the study's list"),
        Column("expert_b", "text", "the other expert"),
        Column("topic", "text", "a topic on which both have a position"),
        Column("position_a", "number", "where the first stands"),
        Column("position_b", "number", "where the other stands"),
        Column("opposed", "flag", "they stand on opposite sides"),
        Column("p_opposed", "number", "chance of that if the codes were drawn again; NaN unknown"),
    ),
)

CLASHES = Contract(
    "clashes",
    ("topic",),
    (
        Column("topic", "text", "a topic with experts on both sides"),
        Column("claim_for", "text", "the claim that best speaks for"),
        Column("claim_against", "text", "the claim that best speaks against"),
        Column("expert_for", "text", "who said the first"),
        Column("expert_against", "text", "who said the other"),
        Column("score_for", "number", "score of the first"),
        Column("score_against", "number", "score of the other"),
        Column("support_for", "integer", "annotators for its judgement less those who dissent"),
        Column("support_against", "integer", "the same of the other"),
    ),
)

CAMPS = Contract(
    "camps",
    ("expert_id",),
    (
        Column("expert_id", "text", "the expert"),
        Column("camp", "integer", "number of the camp, the largest is 1; 0 none"),
        Column("status", "text", "member, between, apart or too little said"),
        Column("n_topics", "integer", "topics on which the expert has a position"),
        Column("silhouette", "number", "-1 to 1: how much nearer the own camp is than the next"),
        Column("support", "number", "share of resamples that put the expert into this camp"),
        Column("next_camp", "integer", "the nearest other camp; 0 none"),
    ),
)

CAMP_SUMMARY = Contract(
    "camp_summary",
    ("camp",),
    (
        Column("camp", "integer", "number of the camp"),
        Column("n_experts", "integer", "its members and those between"),
        Column("stability", "number", "mean Jaccard likeness of its like when experts are redrawn"),
        Column("stability_topics", "number", "the same when topics are redrawn"),
        Column("verdict", "text", "stable (.75 and more when experts are redrawn) or tentative"),
        Column("cohesion", "number", "mean shrunk agreement within the camp"),
    ),
)

CAMP_TOPICS = Contract(
    "camp_topics",
    ("camp", "topic"),
    (
        Column("camp", "integer", "number of the camp"),
        Column("topic", "text", "topic id"),
        Column("side", "integer", "the side that tells the camp apart: 1 for, -1 against"),
        Column("n_spoke", "integer", "experts of the camp with a position"),
        Column("n_side", "integer", "of them, those on that side"),
        Column("n_others", "integer", "experts of other camps with a position"),
        Column("n_others_side", "integer", "of them, those on that side"),
        Column("share", "number", "posterior share of the camp on that side"),
        Column("elsewhere", "number", "posterior share of the other camps on that side"),
        Column("p_more", "number", "chance that the first share is the larger"),
        Column("defining", "flag", "two members at least, and a chance of 90 % at least"),
    ),
)

COMMON_GROUND = Contract(
    "common_ground",
    ("topic",),
    (
        Column("topic", "text", "a topic on which every camp has a position"),
        Column("side", "integer", "the side on which the camps meet: 1 for, -1 against"),
        Column("consensus", "number", "group-aware consensus: product of the camps' shares"),
    ),
)

MAP = Contract(
    "map",
    ("expert_id",),
    (
        Column("expert_id", "text", "the expert"),
        Column("x", "number", "first coordinate, in units of 1 - agreement"),
        Column("y", "number", "second coordinate"),
    ),
)

CHANGES = Contract(
    "changes",
    ("expert_id", "topic", "earlier_claim", "later_claim"),
    (
        Column("expert_id", "text", "the expert"),
        Column("topic", "text", "topic id"),
        Column("earlier_claim", "text", "the claim said first, or that stands first"),
        Column("later_claim", "text", "the claim said later"),
        Column("earlier_on", "text", "date of the first"),
        Column("later_on", "text", "date of the other"),
        Column("earlier_score", "number", "score of the first"),
        Column("later_score", "number", "score of the other"),
        Column("change", "text", "flip: other side; move: same side or middle, far away"),
        Column(
            "kind",
            "text",
            "shifted (once, in time), inconsistent (to and fro), undated (order unknown), "
            "or check (both in one source: check the annotation)",
        ),
    ),
)

SILENCE = Contract(
    "silence",
    ("topic", "expert_id"),
    (
        Column("topic", "text", "a topic that divides the experts"),
        Column("expert_id", "text", "an expert without a position on it"),
        Column("why", "text", "said nothing, unclear or disputed"),
    ),
)

ONE_SIDED = Contract(
    "one_sided",
    ("expert_a", "expert_b", "topic"),
    (
        Column("expert_a", "text", "the expert who comes first in the study's list"),
        Column("expert_b", "text", "the other expert"),
        Column("topic", "text", "a topic on which only one of them has a position"),
        Column("spoke", "text", "which of them"),
        Column("position", "number", "where that expert stands"),
    ),
)

#: Every contract of this module, by name.
ALL = {
    contract.name: contract
    for contract in (
        SIDES,
        OPPOSED,
        CLASHES,
        CAMPS,
        CAMP_SUMMARY,
        CAMP_TOPICS,
        COMMON_GROUND,
        MAP,
        CHANGES,
        SILENCE,
        ONE_SIDED,
    )
}
